package kepil.api;

import static kepil.api.ApiRoutes.of;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.api.Endpoint.Asked;
import kepil.gate.Answer;
import kepil.ledger.Counts;
import kepil.ledger.Ledger;
import kepil.notice.Notices;
import kepil.promises.PromiseBook;
import kepil.promises.Promises;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.yaml.Nearest;

/// Endpoints of the policy in force, what it promises and what came of it.
final class PolicyEndpoints {
  private final Notices notices;
  private final Ledger ledger;
  private final PromiseBook book;
  private final InstantSource clock;

  PolicyEndpoints(Notices notices, Ledger ledger, PromiseBook book, InstantSource clock) {
    this.notices = notices;
    this.ledger = ledger;
    this.book = book;
    this.clock = clock;
  }

  private static final Shape SINCE =
      new Shape.Day("count from the beginning of this day; 30 days ago, if left out");

  List<Endpoint> table() {
    return List.of(
        Endpoint.get(
                "policy",
                "getPolicy",
                "The policy in force, its words and its versions",
                this::policy)
            .returns(200, "the policy", PolicyShapes.POLICY),
        Endpoint.get(
                "promises",
                "listPromises",
                "All clauses, what keeps each, and how often",
                this::promises)
            .asking("since", SINCE)
            .returns(200, "the clauses", PolicyShapes.PROMISES),
        Endpoint.get(
                "promises/{clause}",
                "getPromise",
                "One clause, what keeps it, and how often",
                this::promise)
            .asking("since", SINCE)
            .returns(200, "the clause", PolicyShapes.PROMISE_SHOWN),
        Endpoint.get(
                "declarations/{kind}/{name}",
                "getDeclaration",
                "Whether a declaration of the policy is in force: a measure, a check, a contact, a"
                    + " party, a transfer mechanism, …",
                this::declaration)
            .asking("on", new Shape.Day("on this day; today, if left out"))
            .returns(
                200,
                "permit while it is in force, refuse if it lapsed; with the clauses it keeps",
                Shapes.ANSWER),
        Endpoint.get("events", "listEvents", "What happened, newest first", this::events)
            .opensWith(Verb.EVENTS)
            .asking("clause", Shape.word("only where this clause decided"))
            .asking("limit", new Shape.Whole("at most so many; 100, if left out", 1, 1000))
            .returns(200, "the events", PolicyShapes.EVENTS));
  }

  private Reply policy(Asked it) {
    var program = it.gate().program();
    var all =
        of(
            "policy", program.id(),
            "version", program.version(),
            "hash", program.hash(),
            "effective", program.effective().toString(),
            "languages", program.languages(),
            "prevails", program.prevails(),
            "identifies", program.identifies().stream().sorted().toList(),
            "laws", program.laws(),
            "fields", List.copyOf(program.fields().keySet()),
            "purposes", List.copyOf(program.purposes().keySet()),
            "points", List.copyOf(program.points().keySet()),
            "parties", List.copyOf(program.parties().keySet()),
            "choices", PeopleEndpoints.words(program, true),
            "facts", PeopleEndpoints.words(program, false),
            "versions", notices.history(it.org()).stream().map(PolicyEndpoints::wire).toList());
    return Reply.json(all).with("Cache-Control", "public, no-cache");
  }

  private static Map<String, Object> wire(Notices.Version it) {
    return of(
        "version", it.version(),
        "hash", it.hash(),
        "effective", it.effective().toString(),
        "published", it.publishedAt().toString());
  }

  private Reply promises(Asked it) {
    var program = it.gate().program();
    var since = since(it);
    var counts = ledger.counts(it.org(), since);
    var promises =
        book.of(it.gate()).entries().stream()
            .map(entry -> Wire.promise(entry, counts.getOrDefault(entry.id(), Counts.NONE)))
            .toList();
    return Reply.json(
        of(
            "policy", program.id(),
            "version", program.version(),
            "hash", program.hash(),
            "since", since.toString(),
            "promises", promises));
  }

  private Reply promise(Asked it) {
    var program = it.gate().program();
    var entry =
        book.of(it.gate())
            .entry(it.call().path("clause"))
            .orElseThrow(() -> new Stop(Problem.of(404, "the policy in force has no such clause")));
    var since = since(it);
    var all = Wire.promise(entry, ledger.counts(it.org(), entry.id(), since));
    all.put("since", since.toString());
    all.put("rules", entry.promise().rules());
    all.put("version", program.version());
    all.put("hash", program.hash());
    return Reply.json(all);
  }

  private Reply declaration(Asked it) {
    var day = day(it, "on").orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    var named = it.call().path("kind") + ":" + it.call().path("name");
    var answer = it.gate().standing(named, day);
    if (it.gate().program().clausesOf(named).isEmpty()) throw notThere(it, named, answer);
    return Reply.json(Wire.answer(answer, Optional.empty()));
  }

  /// What the policy does not declare is no answer of it, though it is a no to whoever asks.
  private static Stop notThere(Asked it, String named, Answer answer) {
    var advice = Nearest.advice(named, it.gate().program().declarations());
    var problem =
        Problem.of(
            404,
            answer.reason(),
            "The policy does not declare this",
            "nothing of this kind and name keeps a clause of the policy in force"
                + (advice.isEmpty() ? "" : "; " + advice.replaceFirst(":", "/")));
    for (var member : answer.said().entrySet()) {
      problem = problem.with(member.getKey(), member.getValue());
    }
    return new Stop(problem);
  }

  private LocalDate since(Asked it) {
    return day(it, "since")
        .orElseGet(
            () -> LocalDate.ofInstant(clock.instant().minus(Promises.RECENT), ZoneOffset.UTC));
  }

  private static Optional<LocalDate> day(Asked it, String name) {
    return it.call()
        .query(name)
        .map(
            text -> {
              try {
                var day = LocalDate.parse(text);
                if (Shape.within(day)) return day;
              } catch (DateTimeException bad) {
                // said below
              }
              throw new Stop(
                  Problem.of(
                      400,
                      "`"
                          + name
                          + "` in the query is no day; expected a date from 1900 to 2199, such as"
                          + " `2026-11-23`"));
            });
  }

  private Reply events(Asked it) {
    int limit = it.call().query("limit").map(PolicyEndpoints::limit).orElse(100);
    var events =
        it.call()
            .query("clause")
            .map(clause -> ledger.recent(it.org(), clause, limit))
            .orElseGet(() -> ledger.recent(it.org(), limit));
    return Reply.json(Map.of("events", events.stream().map(Wire::event).toList()));
  }

  private static int limit(String text) {
    if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > 1000) {
      throw new Stop(
          Problem.of(
              400,
              "`limit` in the query is no such number; expected a whole number from 1 to 1000"));
    }
    return Integer.parseInt(text);
  }
}
