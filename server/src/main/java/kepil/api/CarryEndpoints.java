package kepil.api;

import static kepil.api.ApiRoutes.SOMEBODY;
import static kepil.api.ApiRoutes.of;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kepil.api.Endpoint.Asked;
import kepil.carry.Deliveries;
import kepil.carry.Messages;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.vault.Acts;
import kepil.vault.Counted;
import kepil.vault.Disclosures;
import kepil.vault.Outcome;
import kepil.vault.Paper;
import kepil.vault.Shown;
import kepil.vault.Vault;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.yaml.Nearest;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Endpoints of what the server carries out itself: letters, publications, statistics, deliveries,
/// paper, and the books of them.
final class CarryEndpoints {
  private final Jdbi jdbi;
  private final Acts acts;
  private final Vault vault;
  private final Messages messages;
  private final Deliveries deliveries;
  private final InstantSource clock;

  CarryEndpoints(
      Jdbi jdbi,
      Acts acts,
      Vault vault,
      Messages messages,
      Deliveries deliveries,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.acts = acts;
    this.vault = vault;
    this.messages = messages;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  List<Endpoint> table() {
    return List.of(
        Endpoint.post(
                "messages",
                "sendMessage",
                "Write to a person by e-mail, if the policy permits it; the address is opened by"
                    + " nobody else",
                Schemas.MESSAGE,
                this::message)
            .opensWith(Verb.USE)
            .example(
                "The book you asked for is here",
                of(
                    "subject",
                    SOMEBODY,
                    "purpose",
                    "insight",
                    "item",
                    "order-7",
                    "given",
                    List.of("answered"),
                    "letter",
                    of("language", "en", "subject", "Your book", "text", "It is here.")))
            .returns(202, "in the outbox", Schemas.ANSWER),
        Endpoint.get(
                "published/{party}",
                "listPublished",
                "What stands published at a destination; each piece passes the gate again",
                this::published)
            .returns(200, "the pieces, newest first", Schemas.PUBLISHED),
        Endpoint.post(
                "statistics",
                "countPeople",
                "Count people; no group is told that is smaller than the policy published",
                Schemas.STATISTIC,
                this::count)
            .opensWith(Verb.USE)
            .example(
                "Which tastes are there, for the paper mill?",
                of("field", "tastes", "purpose", "insight", "recipient", "mill"))
            .returns(200, "the groups", Schemas.COUNTED),
        Endpoint.post(
                "deliveries",
                "deliver",
                "Take a delivery of another: many records at one point, each decided by itself",
                Schemas.DELIVERY,
                this::deliver)
            .opensWith(Verb.COLLECT)
            .example(
                "One reader",
                of(
                    "point",
                    "survey",
                    "given",
                    List.of("continued"),
                    "records",
                    List.of(
                        of(
                            "identifier",
                            of("field", "email", "value", "aygul@example.org"),
                            "values",
                            of("genre", "verse"),
                            "item",
                            "visit-42"))))
            .returns(201, "entered in the books; refused lines are listed", Schemas.DELIVERED),
        Endpoint.get(
                "deliveries",
                "listDeliveries",
                "The books of deliveries, newest first",
                it ->
                    list(
                        "deliveries",
                        jdbi.withHandle(tx -> Deliveries.list(tx, it.org(), 1000)).stream()
                            .map(CarryEndpoints::wire)
                            .toList()))
            .opensWith(Verb.EVENTS)
            .returns(200, "the deliveries", Schemas.DELIVERIES),
        Endpoint.get(
                "disclosures",
                "listDisclosures",
                "The disclosure register, newest first, naming nobody",
                it ->
                    list(
                        "disclosures",
                        jdbi
                            .withHandle(
                                tx ->
                                    Disclosures.list(
                                        tx, it.org(), clock.instant().plusSeconds(1), 1000))
                            .stream()
                            .map(CarryEndpoints::wire)
                            .toList()))
            .opensWith(Verb.EVENTS)
            .returns(200, "the disclosures", Schemas.DISCLOSURES),
        Endpoint.get(
                "paper",
                "listPaper",
                "Paper to be shredded, and what was",
                it ->
                    list(
                        "tasks",
                        jdbi.withHandle(tx -> Paper.list(tx, it.org(), 1000)).stream()
                            .map(CarryEndpoints::wire)
                            .toList()))
            .opensWith(Verb.EVENTS)
            .returns(200, "the tasks, open ones first", Schemas.PAPER),
        Endpoint.post(
                "paper/{task}/done",
                "paperShredded",
                "Say that the paper of a task was shredded",
                Schemas.NOTHING,
                this::shredded)
            .opensWith(Verb.DELETE)
            .example("Shredded", of())
            .returns(200, "recorded", Schemas.NOTED));
  }

  private static Reply list(String name, List<?> lines) {
    return Reply.json(Map.of(name, lines));
  }

  private Reply message(Handle tx, Asked it) {
    var letter = it.body().at("letter").orElseThrow();
    var language = letter.maybe("language").orElse(it.gate().program().prevails());
    if (!it.gate().program().languages().contains(language)) {
      throw misfit(
          "/letter/language",
          "is not offered by the policy",
          "one of " + String.join(", ", it.gate().program().languages()),
          "");
    }
    var ask = Wire.ask(it.body(), Operation.MESSAGE);
    return switch (messages.send(
        tx,
        it.gate(),
        ask,
        new Messages.Text(language, letter.text("subject"), letter.text("text")))) {
      case Outcome.Done done ->
          Reply.json(202, Wire.answer(done.answer(), Optional.of(done.event())));
      case Outcome.Refused(Answer answer, UUID event) ->
          Wire.refused(it.gate().program(), answer, event);
      case Outcome.NoSuchSubject() -> throw ApiRoutes.nobody();
    };
  }

  private Reply published(Asked it) {
    var party = it.call().path("party");
    if (!it.gate().program().parties().containsKey(party)) {
      throw new Stop(Problem.of(404, "the policy in force knows no such party"));
    }
    var pieces = jdbi.inTransaction(tx -> acts.published(tx, it.gate(), party, 1000));
    return Reply.json(
            of(
                "party",
                party,
                "pieces",
                pieces.stream()
                    .map(
                        piece ->
                            of(
                                "field",
                                piece.field(),
                                "value",
                                piece.value().reveal(),
                                "since",
                                piece.since().toString(),
                                "clauses",
                                piece.clauses()))
                    .toList()))
        .with("Cache-Control", "no-store");
  }

  private Reply count(Handle tx, Asked it) {
    var program = it.gate().program();
    var field = it.body().text("field");
    var statistics =
        program.fields().values().stream()
            .filter(f -> program.categories().get(f.category()).smallestGroup().isPresent())
            .map(Program.Field::name)
            .toList();
    if (!statistics.contains(field)) {
      throw misfit(
          "/field",
          "is no statistic of the policy",
          statistics.isEmpty()
              ? "none; the policy declares no statistics"
              : "one of " + String.join(", ", statistics),
          Nearest.advice(field, statistics));
    }
    var counting = Ask.to(Operation.AGGREGATE, NOBODY).given(it.body().texts("given"));
    var purpose = it.body().maybe("purpose");
    if (purpose.isPresent()) counting = counting.forPurpose(purpose.get());
    var given = counting;
    var giving =
        it.body()
            .maybe("recipient")
            .map(
                to -> {
                  var ask =
                      Ask.to(
                              it.body()
                                  .maybe("operation")
                                  .flatMap(Operation::of)
                                  .orElse(Operation.DISCLOSE),
                              NOBODY)
                          .toParty(to)
                          .given(given.given());
                  return purpose.map(ask::forPurpose).orElse(ask);
                });
    return switch (acts.count(tx, it.gate(), field, counting, giving)) {
      case Counted.Refused(Answer answer, UUID event) -> Wire.refused(program, answer, event);
      case Counted.Done done -> {
        var all = Wire.answer(done.answer(), Optional.of(done.event()));
        all.put(
            "groups",
            done.groups().entrySet().stream()
                .map(group -> of("value", group.getKey(), "people", group.getValue()))
                .toList());
        all.put("withheld", done.withheld());
        all.put("leftOut", done.leftOut());
        all.put(
            "smallestGroup",
            program
                .categories()
                .get(program.fields().get(field).category())
                .smallestGroup()
                .orElseThrow());
        yield Reply.json(all);
      }
    };
  }

  /// For an ask about nobody in particular.
  private static final SubjectId NOBODY = new SubjectId(new UUID(0, 0));

  private Reply deliver(Handle tx, Asked it) {
    var program = it.gate().program();
    var point =
        Optional.ofNullable(program.points().get(it.body().text("point")))
            .orElseThrow(
                () ->
                    misfit(
                        "/point",
                        "is no point of the policy",
                        "one of " + String.join(", ", program.points().keySet()),
                        Nearest.advice(it.body().text("point"), program.points().keySet())));
    var misfits = new ArrayList<Shape.Misfit>();
    var lines = new ArrayList<Deliveries.Line>();
    for (var record : it.body().each("records")) {
      var at = "/records/" + lines.size();
      var identifier = record.at("identifier").orElseThrow();
      if (!program.identifies().contains(identifier.text("field"))) {
        misfits.add(
            new Shape.Misfit(
                at + "/identifier/field",
                "is no identifying field of the policy",
                "one of " + String.join(", ", program.identifies()),
                ""));
      }
      var values = record.named("values");
      ActEndpoints.misfits(program, values, at + "/values/").forEach(misfits::add);
      lines.add(
          new Deliveries.Line(
              Map.entry(identifier.text("field"), identifier.text("value")),
              values,
              record.maybe("item")));
    }
    if (!misfits.isEmpty()) throw Body.misfit(misfits);
    var taken =
        deliveries.take(
            tx,
            it.gate(),
            point,
            lines,
            it.body().texts("given"),
            new Shown(program.prevails(), program.version()),
            checksum(it.call().body()));
    return Reply.json(
        201,
        of(
            "delivery",
            taken.id().toString(),
            "records",
            lines.size(),
            "taken",
            taken.taken(),
            "refused",
            taken.refused().entrySet().stream()
                .map(
                    line ->
                        of(
                            "line",
                            line.getKey(),
                            "answer",
                            Wire.answer(line.getValue(), Optional.empty())))
                .toList()));
  }

  private Reply shredded(Handle tx, Asked it) {
    var event =
        vault
            .shredded(tx, it.gate().program(), ApiRoutes.uuid(it, "task"))
            .orElseThrow(
                () ->
                    new Stop(
                        Problem.of(
                            404,
                            "no-such-task",
                            "There is no such task",
                            "no paper is owed under this number, or it was shredded before")));
    return Reply.json(Map.of("event", event.toString()));
  }

  private static Stop misfit(String at, String what, String expected, String advice) {
    return Body.misfit(List.of(new Shape.Misfit(at, what, expected, advice)));
  }

  private static String checksum(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static Map<String, Object> wire(Deliveries.Entered it) {
    return of(
        "delivery",
        it.id().toString(),
        "point",
        it.point(),
        "sender",
        it.sender(),
        "fields",
        it.fields(),
        "records",
        it.records(),
        "taken",
        it.taken(),
        "refused",
        it.refused(),
        "checksum",
        it.checksum(),
        "at",
        it.at().toString());
  }

  private static Map<String, Object> wire(Disclosures.Line it) {
    var all =
        of(
            "event",
            it.event().toString(),
            "at",
            it.disclosed().at().toString(),
            "fields",
            it.disclosed().fields(),
            "clauses",
            it.disclosed().clauses());
    if (!it.disclosed().party().isEmpty()) all.put("recipient", it.disclosed().party());
    if (!it.disclosed().country().isEmpty()) all.put("country", it.disclosed().country());
    if (!it.disclosed().purpose().isEmpty()) all.put("purpose", it.disclosed().purpose());
    return all;
  }

  private static Map<String, Object> wire(Paper.Task it) {
    var all =
        of(
            "task",
            it.id().toString(),
            "value",
            it.value().toString(),
            "point",
            it.point(),
            "clauses",
            it.clauses(),
            "owed",
            it.owed().toString());
    it.done().ifPresent(at -> all.put("done", at.toString()));
    it.event().ifPresent(event -> all.put("event", event.toString()));
    return all;
  }
}
