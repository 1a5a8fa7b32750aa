package kepil.api;

import static kepil.api.ApiRoutes.SOMEBODY;
import static kepil.api.ApiRoutes.of;

import java.time.InstantSource;
import java.util.ArrayList;
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
import kepil.proof.Sha256;
import kepil.vault.Acts;
import kepil.vault.Counted;
import kepil.vault.Disclosures;
import kepil.vault.Outcome;
import kepil.vault.Paper;
import kepil.vault.Published;
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
  /// How many lines of a book are listed.
  private static final int MOST = 1000;

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
                CarryShapes.MESSAGE,
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
            .returns(202, "in the outbox", Shapes.ANSWER),
        Endpoint.get(
                "published/{party}",
                "listPublished",
                "What stands published at a destination; each piece passes the gate again",
                this::published)
            .returns(200, "the pieces, newest first", CarryShapes.PUBLISHED),
        Endpoint.post(
                "statistics",
                "countPeople",
                "Count people; no group is told that is smaller than the policy published",
                CarryShapes.STATISTIC,
                this::count)
            .opensWith(Verb.USE)
            .example(
                "Which tastes are there, for the paper mill?",
                of("field", "tastes", "purpose", "insight", "recipient", "mill"))
            .returns(200, "the groups", CarryShapes.COUNTED),
        Endpoint.post(
                "deliveries",
                "deliver",
                "Take a delivery of another: many records at one point, each decided by itself",
                CarryShapes.DELIVERY,
                this::deliver)
            .opensWith(Verb.COLLECT)
            .example(
                "One reader",
                of(
                    "point", "survey",
                    "given", List.of("continued"),
                    "records",
                        List.of(
                            of(
                                "identifier", of("field", "email", "value", "aygul@example.org"),
                                "values", of("genre", "verse"),
                                "item", "visit-42"))))
            .returns(201, "entered in the books; refused lines are listed", CarryShapes.DELIVERED),
        Endpoint.get(
                "deliveries",
                "listDeliveries",
                "The books of deliveries, newest first",
                this::delivered)
            .opensWith(Verb.EVENTS)
            .returns(200, "the deliveries", CarryShapes.DELIVERIES),
        Endpoint.get(
                "disclosures",
                "listDisclosures",
                "The disclosure register, newest first, naming nobody",
                this::disclosed)
            .opensWith(Verb.EVENTS)
            .returns(200, "the disclosures", CarryShapes.DISCLOSURES),
        Endpoint.get("paper", "listPaper", "Paper to be shredded, and what was", this::paper)
            .opensWith(Verb.EVENTS)
            .returns(200, "the tasks, open ones first", CarryShapes.PAPER),
        Endpoint.post(
                "paper/{task}/done",
                "paperShredded",
                "Say that the paper of a task was shredded",
                Shapes.NOTHING,
                this::shredded)
            .opensWith(Verb.DELETE)
            .example("Shredded", of())
            .returns(200, "recorded", Shapes.NOTED));
  }

  private Reply delivered(Asked it) {
    var all = jdbi.withHandle(tx -> Deliveries.list(tx, it.org(), MOST));
    return Reply.json(Map.of("deliveries", all.stream().map(CarryEndpoints::wire).toList()));
  }

  private Reply disclosed(Asked it) {
    var now = clock.instant().plusSeconds(1);
    var all = jdbi.withHandle(tx -> Disclosures.list(tx, it.org(), now, MOST));
    return Reply.json(Map.of("disclosures", all.stream().map(CarryEndpoints::wire).toList()));
  }

  private Reply paper(Asked it) {
    var all = jdbi.withHandle(tx -> Paper.list(tx, it.org(), MOST));
    return Reply.json(Map.of("tasks", all.stream().map(CarryEndpoints::wire).toList()));
  }

  private Reply message(Handle tx, Asked it) {
    var letter = it.body().at("letter").orElseThrow();
    var program = it.gate().program();
    var language = letter.maybe("language").orElse(program.prevails());
    if (!program.languages().contains(language)) {
      var offered = "one of " + String.join(", ", program.languages());
      throw Body.misfit("/letter/language", "is not offered by the policy", offered, "");
    }
    var ask = Wire.ask(it.body(), Operation.MESSAGE);
    var text = new Messages.Text(language, letter.text("subject"), letter.text("text"));
    return switch (messages.send(tx, it.gate(), ask, text)) {
      case Outcome.Done done ->
          Reply.json(202, Wire.answer(done.answer(), Optional.of(done.event())));
      case Outcome.Refused(Answer answer, UUID event) -> Wire.refused(program, ask, answer, event);
      case Outcome.NoSuchSubject() -> throw ApiRoutes.nobody();
    };
  }

  private Reply published(Asked it) {
    var party = it.call().path("party");
    if (!it.gate().program().parties().containsKey(party)) {
      throw new Stop(Problem.of(404, "the policy in force knows no such party"));
    }
    var pieces = jdbi.inTransaction(tx -> acts.published(tx, it.gate(), party, MOST));
    return Reply.json(
            of("party", party, "pieces", pieces.stream().map(CarryEndpoints::wire).toList()))
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
      throw Body.misfit(
          "/field",
          "is no statistic of the policy",
          statistics.isEmpty()
              ? "none; the policy declares no statistics"
              : "one of " + String.join(", ", statistics),
          Nearest.advice(field, statistics));
    }
    var counting = about(it, Operation.AGGREGATE);
    var giving =
        it.body()
            .maybe("recipient")
            .map(
                to -> {
                  var operation = it.body().maybe("operation").flatMap(Operation::of);
                  return about(it, operation.orElse(Operation.DISCLOSE)).toParty(to);
                });
    return switch (acts.count(tx, it.gate(), field, counting, giving)) {
      case Counted.Refused(Answer answer, UUID event) ->
          Wire.refused(program, giving.orElse(counting), answer, event);
      case Counted.Done done -> {
        var all = Wire.answer(done.answer(), Optional.of(done.event()));
        all.put(
            "groups",
            done.groups().entrySet().stream()
                .map(group -> of("value", group.getKey(), "people", group.getValue()))
                .toList());
        all.put("withheld", done.withheld());
        all.put("leftOut", done.leftOut());
        var category = program.categories().get(program.fields().get(field).category());
        all.put("smallestGroup", category.smallestGroup().orElseThrow());
        yield Reply.json(all);
      }
    };
  }

  private static Ask about(Asked it, Operation operation) {
    var ask = Ask.to(operation, NOBODY).given(it.body().texts("given"));
    return it.body().maybe("purpose").map(ask::forPurpose).orElse(ask);
  }

  /// For an ask about nobody in particular.
  private static final SubjectId NOBODY = new SubjectId(new UUID(0, 0));

  private Reply deliver(Handle tx, Asked it) {
    var program = it.gate().program();
    var named = it.body().text("point");
    var point = program.points().get(named);
    if (point == null) {
      var points = program.points().keySet();
      throw Body.misfit(
          "/point",
          "is no point of the policy",
          "one of " + String.join(", ", points),
          Nearest.advice(named, points));
    }
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
                Nearest.advice(identifier.text("field"), program.identifies())));
      }
      ActEndpoints.misfit(
              program, identifier.text("field"), identifier.text("value"), at + "/identifier/value")
          .ifPresent(misfits::add);
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
            Sha256.hex(it.call().body()));
    return Reply.json(
        201,
        of(
            "delivery", taken.id().toString(),
            "records", lines.size(),
            "taken", taken.taken(),
            "refused",
                taken.refused().entrySet().stream()
                    .map(line -> wire(line.getKey(), line.getValue()))
                    .toList()));
  }

  private static Map<String, Object> wire(int line, Answer refused) {
    return of("line", line, "answer", Wire.answer(refused, Optional.empty()));
  }

  private Reply shredded(Handle tx, Asked it) {
    var event = vault.shredded(tx, it.gate().program(), ApiRoutes.uuid(it, "task"));
    if (event.isEmpty()) {
      throw new Stop(
          Problem.of(
              404,
              "no-such-task",
              "There is no such task",
              "no paper is owed under this number, or it was shredded before"));
    }
    return Reply.json(Map.of("event", event.get().toString()));
  }

  private static Map<String, Object> wire(Published it) {
    return of(
        "field", it.field(),
        "value", it.value().reveal(),
        "since", it.since().toString(),
        "clauses", it.clauses());
  }

  private static Map<String, Object> wire(Deliveries.Entered it) {
    return of(
        "delivery", it.id().toString(),
        "point", it.point(),
        "sender", it.sender(),
        "fields", it.fields(),
        "records", it.records(),
        "taken", it.taken(),
        "refused", it.refused(),
        "checksum", it.checksum(),
        "at", it.at().toString());
  }

  private static Map<String, Object> wire(Disclosures.Line it) {
    var all =
        of(
            "event", it.event().toString(),
            "at", it.disclosed().at().toString(),
            "fields", it.disclosed().fields(),
            "clauses", it.disclosed().clauses());
    if (!it.disclosed().party().isEmpty()) all.put("recipient", it.disclosed().party());
    if (!it.disclosed().country().isEmpty()) all.put("country", it.disclosed().country());
    if (!it.disclosed().purpose().isEmpty()) all.put("purpose", it.disclosed().purpose());
    return all;
  }

  private static Map<String, Object> wire(Paper.Task it) {
    var all =
        of(
            "task", it.id().toString(),
            "value", it.value().toString(),
            "point", it.point(),
            "clauses", it.clauses(),
            "owed", it.owed().toString());
    it.done().ifPresent(at -> all.put("done", at.toString()));
    it.event().ifPresent(event -> all.put("event", event.toString()));
    return all;
  }
}
