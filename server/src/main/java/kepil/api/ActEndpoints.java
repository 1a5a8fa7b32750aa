package kepil.api;

import static kepil.api.ApiRoutes.SOMEBODY;
import static kepil.api.ApiRoutes.nobody;
import static kepil.api.ApiRoutes.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import kepil.api.Endpoint.Asked;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.notice.Notices;
import kepil.policy.Misfit;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.vault.Acts;
import kepil.vault.Doors;
import kepil.vault.Held;
import kepil.vault.Outcome;
import kepil.vault.Vault;
import kepil.web.Reply;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Endpoints of acts on personal data, each decided by the gate and recorded.
final class ActEndpoints {
  private final Jdbi jdbi;
  private final Vault vault;
  private final Acts acts;
  private final Notices notices;

  ActEndpoints(Jdbi jdbi, Vault vault, Acts acts, Notices notices) {
    this.jdbi = jdbi;
    this.vault = vault;
    this.acts = acts;
    this.notices = notices;
  }

  List<Endpoint> table() {
    return List.of(
        Endpoint.decision(
                "decide",
                "decide",
                "Ask the gate whether an act is permitted",
                ActShapes.DECIDE,
                this::decide)
            .opensWith(Verb.DECIDE)
            .example(
                "May we write to this person by e-mail?",
                of(
                    "operation", "message",
                    "subject", SOMEBODY,
                    "purpose", "delivery",
                    "channel", "email"))
            .example(
                "Could we use the genre on the first of June?",
                of(
                    "operation", "use",
                    "subject", SOMEBODY,
                    "fields", List.of("genre"),
                    "purpose", "insight",
                    "at", "2026-06-01T00:00:00Z"))
            .returns(200, "the decision, permit or refuse", Shapes.ANSWER),
        Endpoint.act(
                "collect",
                "collect",
                "Store values that enter at a point",
                ActShapes.COLLECT,
                this::collect)
            .opensWith(Verb.COLLECT)
            .example(
                "A survey was answered",
                of(
                    "subject", SOMEBODY,
                    "point", "survey",
                    "values", of("email", "aygul@example.org", "genre", "verse"),
                    "given", List.of("continued"),
                    "shown", of("language", "en", "version", "1")))
            .returns(201, "stored", ActShapes.COLLECTED),
        Endpoint.act("use", "use", "Open stored values for a purpose", ActShapes.USE, this::use)
            .opensWith(Verb.USE)
            .example(
                "Which genre does this person like?",
                of("subject", SOMEBODY, "fields", List.of("genre"), "purpose", "insight"))
            .returns(
                200,
                "what was opened; where nothing is stored, the decision alone: whoever asks acts,"
                    + " and may have elsewhere what it takes",
                ActShapes.OPENED_VALUES),
        Endpoint.act(
                "disclose",
                "disclose",
                "Give stored values to a recipient",
                ActShapes.DISCLOSE,
                this::disclose)
            .opensWith(Verb.DISCLOSE)
            .example(
                "The client gets the answers to its own survey",
                of(
                    "subject",
                    SOMEBODY,
                    "fields",
                    List.of("genre"),
                    "recipient",
                    "mill",
                    "client",
                    "mill"))
            .returns(
                200,
                "what may be given; it stands in the register of disclosures now. Where nothing is"
                    + " stored, the decision alone, and no line there",
                ActShapes.OPENED_VALUES),
        Endpoint.post("delete", "delete", "Delete stored values", ActShapes.DELETE, this::delete)
            .opensWith(Verb.DELETE)
            .example(
                "The genre is no longer needed",
                of("subject", SOMEBODY, "fields", List.of("genre")))
            .returns(200, "deleted", ActShapes.DELETED));
  }

  private Reply decide(Doors doors, Asked it) {
    var ask = Wire.ask(it.body(), Operation.USE);
    var at = it.body().moment("at");
    if (at.isPresent()) {
      var standing =
          it.now()
              .person(
                  ask.subject(),
                  () -> jdbi.withHandle(h -> vault.standing(h, it.org(), ask.subject())))
              .orElseThrow(ApiRoutes::nobody);
      return Reply.json(
          Wire.answer(
              it.gate().program(),
              ask,
              vault.decide(it.gate(), ask, standing, at.get()),
              Optional.empty()));
    }
    return switch (doors.decide(it.gate(), ask)) {
      case Outcome.Done(Answer answer, UUID event, _, _) ->
          Reply.json(Wire.answer(answer, Optional.of(event)));
      case Outcome.Refused(Answer answer, UUID event) ->
          Reply.json(Wire.answer(it.gate().program(), ask, answer, Optional.of(event)));
      case Outcome.NoSuchSubject() -> throw nobody();
    };
  }

  private Reply collect(Doors doors, Asked it) {
    var values = it.body().named("values");
    var shown = PeopleEndpoints.shown(notices, it);
    fit(it.gate().program(), values);
    var ask = Wire.ask(it.body(), Operation.COLLECT).of(values.keySet());
    return done(
        it,
        ask,
        doors.collect(it.gate(), new Acts.Entering(ask, values, shown)),
        201,
        outcome ->
            Map.of(
                "stored",
                Wire.byField(outcome.values(), value -> Wire.stored(value, then(it, value)))));
  }

  /// A value must be of its field's type, by whatever way it comes in. What is no field of the
  /// policy is left to the gate, which refuses it and records that.
  private static void fit(Program program, Map<String, String> values) {
    var misfits = misfits(program, values, "/values/");
    if (!misfits.isEmpty()) throw Body.misfit(misfits);
  }

  /// @param at where the values stand in the body
  static List<Shape.Misfit> misfits(Program program, Map<String, String> values, String at) {
    var misfits = new ArrayList<Shape.Misfit>();
    for (var value : values.entrySet()) {
      var name = value.getKey();
      misfit(program, name, value.getValue(), at + Shape.escaped(name)).ifPresent(misfits::add);
    }
    return misfits;
  }

  /// Why a text is no value of a field, without the text. What is no field has no misfit.
  ///
  /// @param at where the value stands in the body
  static Optional<Shape.Misfit> misfit(Program program, String name, String value, String at) {
    return Optional.ofNullable(program.fields().get(name))
        .flatMap(
            field ->
                Misfit.of(field, value)
                    .map(
                        why ->
                            new Shape.Misfit(
                                at,
                                "does not fit field `" + name + "`: " + why.word(),
                                expected(field),
                                "")));
  }

  private static String expected(Program.Field field) {
    return field.type()
        + (field.options().isEmpty() ? "" : ": " + String.join(", ", field.options()))
        + field.least().map(it -> ", least " + it).orElse("")
        + field.most().map(it -> ", most " + it).orElse("");
  }

  private Reply use(Doors doors, Asked it) {
    var ask = Wire.ask(it.body(), Operation.USE);
    return done(it, ask, doors.use(it.gate(), ask), 200, done -> opened(it, done));
  }

  private Reply disclose(Doors doors, Asked it) {
    var ask = Wire.ask(it.body(), Operation.DISCLOSE);
    return done(it, ask, doors.disclose(it.gate(), ask), 200, done -> opened(it, done));
  }

  private Reply delete(Handle tx, Asked it) {
    var ask = Wire.ask(it.body(), Operation.DELETE);
    return done(
        it,
        ask,
        acts.delete(tx, it.gate(), ask),
        200,
        outcome -> of("withheld", Wire.withheld(outcome.withheld())));
  }

  private Map<String, Object> opened(Asked it, Outcome.Done outcome) {
    return of(
        "values",
        Wire.byField(outcome.values(), value -> Wire.opened(value, then(it, value))),
        "withheld",
        Wire.withheld(outcome.withheld()));
  }

  private Optional<Program> then(Asked it, Held value) {
    return notices.program(it.gate().program(), value.policyVersion());
  }

  private static Reply done(
      Asked it,
      Ask ask,
      Outcome outcome,
      int status,
      Function<Outcome.Done, Map<String, Object>> more) {
    return switch (outcome) {
      case Outcome.Done done -> {
        var body = Wire.answer(done.answer(), Optional.of(done.event()));
        body.putAll(more.apply(done));
        yield Reply.json(status, body);
      }
      case Outcome.Refused(Answer answer, UUID event) ->
          Wire.refused(it.gate().program(), ask, answer, event);
      case Outcome.NoSuchSubject() -> throw nobody();
    };
  }
}
