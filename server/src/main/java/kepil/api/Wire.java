package kepil.api;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.ledger.Counts;
import kepil.ledger.Event;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.promises.Book;
import kepil.rights.Desk;
import kepil.rights.Request;
import kepil.rights.RequestState;
import kepil.vault.Held;
import kepil.vault.Outcome;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.words.Words;

/// How things of the house look in JSON.
final class Wire {
  private Wire() {}

  /// @param operation where the body names none
  static Ask ask(Body body, Operation operation) {
    return ask(
        body, body.maybe("operation").flatMap(Operation::of).orElse(operation), body.id("subject"));
  }

  /// An ask whose body names no subject.
  static Ask ask(Body body, UUID subject) {
    return ask(body, Operation.of(body.text("operation")).orElseThrow(), subject);
  }

  private static Ask ask(Body body, Operation operation, UUID subject) {
    return new Ask(
        operation,
        new SubjectId(subject),
        body.texts("fields"),
        body.maybe("point"),
        body.maybe("purpose"),
        body.maybe("recipient"),
        body.maybe("country"),
        body.maybe("channel"),
        body.maybe("item"),
        body.maybe("client"),
        body.day("collected"),
        body.maybe("group").map(Integer::valueOf),
        body.texts("given"));
  }

  static Map<String, Object> answer(Answer it, Optional<UUID> event) {
    var all = it.said();
    event.ifPresent(id -> all.put("event", id.toString()));
    return all;
  }

  /// With what was probably meant, where something is not declared.
  static Map<String, Object> answer(Program program, Ask ask, Answer it, Optional<UUID> event) {
    var all = answer(it, event);
    if (it.unknown().isEmpty()) return all;
    var advice = Advice.on(program, ask).lines();
    if (!advice.isEmpty()) all.put("advice", advice);
    return all;
  }

  /// A refusal of an act, as opposed to a refusal that was asked for: 422 if the policy does not
  /// declare it, so that the asker should ask for something else; 403 if the policy forbids it; 409
  /// if it permits it and nothing is stored to do it with.
  static Reply refused(Program program, Ask ask, Answer it, UUID event) {
    var said = answer(program, ask, it, Optional.of(event));
    var what =
        switch (it.reason()) {
          case "undeclared" ->
              Problem.of(
                  422,
                  it.reason(),
                  "The policy does not declare this",
                  (it.unknown().isEmpty()
                          ? "the policy declares no such act"
                          : "not declared here: " + String.join(", ", it.unknown()))
                      + cited(it)
                      + (said.get("advice") instanceof List<?> advice
                          ? "; " + advice.stream().map(String::valueOf).collect(joining("; "))
                          : ""));
          case "nothing-stored" ->
              Problem.of(
                  409,
                  it.reason(),
                  "Nothing is stored for this",
                  "the policy permits it, and nothing of this person is kept here that may be used"
                      + " for it"
                      + cited(it));
          case "refused" ->
              Problem.of(
                  403,
                  it.reason(),
                  "The policy refuses this",
                  (it.missing().isEmpty()
                          ? "the policy refuses this"
                          : "refused unless one holds of: " + String.join(", ", it.missing()))
                      + cited(it));
          default ->
              Problem.of(
                  403,
                  it.reason(),
                  "A condition is missing",
                  (it.missing().isEmpty()
                          ? "the policy refuses this"
                          : "missing: " + String.join(", ", it.missing()))
                      + cited(it));
        };
    var problem = what.citing(it.clauses(), it.articles(), program.id() + " " + it.version());
    for (var member : said.entrySet()) {
      problem = problem.with(member.getKey(), member.getValue());
    }
    return Reply.problem(problem);
  }

  private static String cited(Answer it) {
    return (it.clauses().size() == 1 ? "; clause " : "; clauses ")
        + String.join(", ", it.clauses());
  }

  /// @param then the policy it came under
  static Map<String, Object> stored(Held it, Optional<Program> then) {
    var all = new LinkedHashMap<String, Object>();
    all.put("id", it.id().toString());
    all.put("purposes", it.serves(then));
    all.put("collected", it.collectedAt().toString());
    all.put("version", it.policyVersion());
    all.put("keepUntil", it.keepUntil().toString());
    return all;
  }

  static Map<String, Object> opened(Held it, Optional<Program> then) {
    var all = stored(it, then);
    all.put("value", it.value().reveal());
    return all;
  }

  static Map<String, Object> byField(Map<String, List<Held>> values, Function<Held, Object> print) {
    var all = new TreeMap<String, Object>();
    values.forEach((field, held) -> all.put(field, held.stream().map(print).toList()));
    return all;
  }

  static List<Map<String, Object>> withheld(List<Outcome.Withheld> them) {
    return them.stream()
        .map(
            it ->
                Map.<String, Object>of(
                    "fields", it.fields().stream().sorted().toList(),
                    "answer", answer(it.answer(), Optional.of(it.event()))))
        .toList();
  }

  static Map<String, Object> request(Request it) {
    var all = new LinkedHashMap<String, Object>();
    all.put("id", it.id().toString());
    all.put("reference", it.reference());
    it.subject().ifPresent(subject -> all.put("subject", subject.toString()));
    all.put("right", it.right().word());
    all.put("state", it.state().word());
    if (it.state() instanceof RequestState.Refused(var reason) && !reason.isEmpty()) {
      all.put("reason", reason);
    }
    all.put("channel", it.channel());
    all.put("received", it.received().toString());
    all.put("due", it.due().toString());
    if (!it.law().isEmpty()) all.put("law", it.law());
    if (!it.authority().isEmpty()) all.put("authority", it.authority());
    it.about().ifPresent(about -> all.put("about", about));
    all.put("clauses", it.clauses());
    all.put("articles", it.articles());
    it.event().ifPresent(event -> all.put("event", event.toString()));
    return all;
  }

  static Map<String, Object> gone(Desk.Gone it) {
    var all = new LinkedHashMap<String, Object>();
    switch (it) {
      case Desk.Gone.Erased erased -> {
        all.put("outcome", "erased");
        all.put("event", erased.event().toString());
        all.put("counts", erased.counts());
        all.put("recipients", erased.recipients());
      }
      case Desk.Gone.OnHold(_, var event) -> {
        all.put("outcome", "on-hold");
        all.put("event", event.toString());
      }
      case Desk.Gone.Denied _ -> all.put("outcome", "denied");
      case Desk.Gone.Shut _ -> all.put("outcome", "shut");
      case Desk.Gone.NothingHeld _ -> all.put("outcome", "nothing-held");
    }
    return all;
  }

  static Map<String, Object> event(Event it) {
    var all = new LinkedHashMap<String, Object>();
    all.put("id", it.id().toString());
    all.put("at", it.at().toString());
    all.put("act", it.act());
    all.put("effect", it.effect().word());
    all.put("clauses", it.clauses());
    all.put("articles", it.articles());
    all.put("policy", it.policy());
    it.index().ifPresent(index -> all.put("index", index));
    return all;
  }

  static Map<String, Object> promise(Book.Entry entry, Counts counts) {
    var it = entry.promise();
    var all = new LinkedHashMap<String, Object>();
    all.put("clause", it.clause().id());
    all.put("kind", it.clause().kind().name().toLowerCase(Locale.ROOT));
    all.put("kept", entry.kept().word());
    if (!entry.breaches().isEmpty()) {
      all.put(
          "breaches",
          entry.breaches().stream().map(breach -> breach.says(Words.in("en"))).toList());
    }
    all.put("cases", Map.of("expectations", entry.cases().size(), "missed", entry.missed()));
    all.put("texts", it.clause().texts());
    all.put("keptBy", it.keptBy());
    it.why().ifPresent(why -> all.put("why", why));
    all.put(
        "counts",
        Map.of("permit", counts.permit(), "refuse", counts.refuse(), "done", counts.done()));
    return all;
  }
}
