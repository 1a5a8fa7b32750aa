package kepil.api;

import static kepil.api.ApiRoutes.SOMEBODY;
import static kepil.api.ApiRoutes.nobody;
import static kepil.api.ApiRoutes.of;
import static kepil.api.ApiRoutes.uuid;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import kepil.api.Endpoint.Asked;
import kepil.gate.SubjectId;
import kepil.policy.Right;
import kepil.rights.Desk;
import kepil.rights.Reason;
import kepil.vault.SecretText;
import kepil.vault.Vault;
import kepil.web.Problem;
import kepil.web.Reply;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Endpoints of what people ask of the organisation.
final class RequestEndpoints {
  private final Jdbi jdbi;
  private final Vault vault;
  private final Desk desk;
  private final InstantSource clock;

  RequestEndpoints(Jdbi jdbi, Vault vault, Desk desk, InstantSource clock) {
    this.jdbi = jdbi;
    this.vault = vault;
    this.desk = desk;
    this.clock = clock;
  }

  List<Endpoint> table() {
    return List.of(
        Endpoint.post(
                "requests",
                "openRequest",
                "File what somebody asks of the organisation",
                RequestShapes.PETITION,
                this::petition)
            .opensWith(Verb.REQUESTS)
            .example(
                "By e-mail: what do you know of me?",
                of("subject", SOMEBODY, "right", "access", "channel", "email", "proved", true))
            .returns(
                201, "filed: open, done at once, or refused by the policy", RequestShapes.FILED),
        Endpoint.get(
                "requests",
                "listRequests",
                "Requests: the open ones by their day, then the closed ones",
                this::requests)
            .opensWith(Verb.REQUESTS)
            .returns(200, "the requests", RequestShapes.REQUESTS),
        Endpoint.get("requests/{request}", "getRequest", "A request as it stands", this::request)
            .opensWith(Verb.REQUESTS)
            .returns(200, "the request", RequestShapes.REQUEST),
        Endpoint.post(
                "requests/{request}/complete",
                "completeRequest",
                "Complete a request; an erasure is carried out by it",
                Shapes.NOTHING,
                this::complete)
            .opensWith(Verb.REQUESTS)
            .example("Done", of())
            .returns(200, "completed", RequestShapes.CLOSED),
        Endpoint.post(
                "requests/{request}/refuse",
                "refuseRequest",
                "Refuse a request, with a reason",
                RequestShapes.REFUSAL,
                this::refuse)
            .opensWith(Verb.REQUESTS)
            .example("They did not show who they are", of("reason", "identity-not-proved"))
            .returns(200, "refused", RequestShapes.CLOSED));
  }

  private Reply petition(Handle tx, Asked it) {
    var body = it.body();
    var program = it.gate().program();
    var right = body.maybe("right").flatMap(Right::of).orElseThrow();
    var subject = body.maybe("subject").map(SubjectId::of);
    if (subject.isEmpty() && !right.openToAnybody()) {
      throw Body.misfit(
          "/subject", "is missing", "a subject: this right is of a person who is known here", "");
    }
    if (subject.isPresent() && !vault.stays(tx, it.org(), subject.get())) {
      throw nobody();
    }
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var received = body.day("received").orElse(today);
    if (received.isAfter(today)) {
      throw Body.misfit("/received", "is after today", "today or an earlier day", "");
    }
    var language = body.maybe("language").orElse(program.prevails());
    if (!program.languages().contains(language)) {
      throw Body.misfit(
          "/language",
          "is not offered by the policy",
          "one of " + String.join(", ", program.languages()),
          "");
    }

    var wish =
        new Desk.Wish(
            right,
            subject,
            body.text("channel"),
            body.yes("proved").orElseThrow(),
            body.maybe("about"),
            body.maybe("text").map(SecretText::of),
            body.maybe("answerTo").map(SecretText::of),
            language);
    var filed = desk.file(tx, it.gate(), wish, received);
    var all = Wire.request(filed.request());
    all.put("answer", Wire.answer(filed.answer(), filed.request().event()));
    return Reply.created("/api/v1/" + it.org() + "/requests/" + filed.request().id(), all);
  }

  private Reply requests(Asked it) {
    return Reply.json(
        Map.of(
            "requests",
            jdbi.inTransaction(tx -> desk.list(tx, it.org(), 1000)).stream()
                .map(Wire::request)
                .toList()));
  }

  private Reply request(Asked it) {
    return Reply.json(
        Wire.request(
            jdbi.inTransaction(tx -> desk.find(tx, it.org(), uuid(it, "request")))
                .orElseThrow(RequestEndpoints::noRequest)));
  }

  private Reply complete(Handle tx, Asked it) {
    return closed(tx, it, desk.complete(tx, it.gate(), uuid(it, "request")));
  }

  private Reply refuse(Handle tx, Asked it) {
    return closed(
        tx,
        it,
        desk.refuse(
            tx, it.gate(), uuid(it, "request"), Reason.of(it.body().text("reason")).orElseThrow()));
  }

  private Reply closed(Handle tx, Asked it, Desk.Closed closed) {
    return switch (closed) {
      case Desk.Closed.NoSuchRequest() -> throw noRequest();
      case Desk.Closed.Already(var request) ->
          throw new Stop(
              Problem.of(
                      409,
                      "closed-before",
                      "The request is closed",
                      "this request was closed before: it is " + request.state().word())
                  .with("state", request.state().word()));
      case Desk.Closed.Done(var request, var erasure) -> {
        var all = Wire.request(desk.find(tx, it.org(), request.id()).orElse(request));
        erasure.ifPresent(gone -> all.put("erasure", Wire.gone(gone)));
        yield Reply.json(all);
      }
    };
  }

  private static Stop noRequest() {
    return new Stop(
        Problem.of(
            404, "no-such-request", "There is no such request", "no request has this number"));
  }
}
