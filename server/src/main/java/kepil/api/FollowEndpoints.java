package kepil.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kepil.api.ApiRoutes.SOMEBODY;
import static kepil.api.ApiRoutes.of;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import kepil.api.Endpoint.Asked;
import kepil.follow.Changes;
import kepil.follow.Cursor;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.law.Laws;
import kepil.notice.Notices;
import kepil.proof.Sha256;
import kepil.vault.Use;
import kepil.vault.Uses;
import kepil.vault.Vault;
import kepil.web.Problem;
import kepil.web.Reply;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Endpoints for programs that decide for themselves: the program of the policy, what people chose,
/// what changed, and the records of what was decided there.
final class FollowEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(FollowEndpoints.class);
  private static final JsonMapper JSON = new JsonMapper();

  /// Longer than any program may be behind; the door gives a silent connection more.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Map<String, Object> LETTER =
      of(
          "operation", "message",
          "purpose", "delivery",
          "channel", "email",
          "version", "1",
          "hash", "0".repeat(64));

  private static final Map<String, Object> PERMITTED =
      of(
          "event",
          "018f5b3e-7c1a-8d2e-9f30-1b2c3d4e5f60",
          "subject",
          SOMEBODY,
          "ask",
          0,
          "at",
          "2026-06-01T00:00:00Z",
          "effect",
          "permit",
          "marks",
          0);

  private final Jdbi jdbi;
  private final Notices notices;
  private final Vault vault;
  private final Uses uses;
  private final Changes changes;

  /// What the gate of a hash is made of; laws do not change while we run.
  private final Map<String, Edition> editions = new ConcurrentHashMap<>();

  FollowEndpoints(
      Jdbi jdbi, Changes changes, Notices notices, Vault vault, Uses.OnRecord recorded) {
    this.jdbi = jdbi;
    this.notices = notices;
    this.vault = vault;
    this.uses = new Uses(vault, recorded);
    this.changes = changes;
  }

  private record Edition(String id, Map<String, Object> laws) {}

  List<Endpoint> table() {
    return List.of(
        Endpoint.get(
                "program",
                "getProgram",
                "The policy in force as files, to be compiled and decided elsewhere",
                this::program)
            .opensWith(Verb.FOLLOW)
            .returns(200, "everything to decide by", FollowShapes.PROGRAM),
        Endpoint.question(
                "standings",
                "getStandings",
                "What the gate must know of people",
                FollowShapes.STANDINGS_ASKED,
                this::standings)
            .opensWith(Verb.FOLLOW)
            .example("One person", of("subjects", List.of(SOMEBODY)))
            .returns(
                200,
                "who is known, with what they chose and what is known of them",
                FollowShapes.STANDINGS),
        Endpoint.get(
                "changes",
                "followChanges",
                "Whose standing changed, and which program is in force; waits for something to"
                    + " happen. Whoever has the answer had missed nothing when they asked",
                this::changes)
            .opensWith(Verb.FOLLOW)
            .asking(
                "after",
                new Shape.Text("the cursor of the answer before; to begin, leave it out", 100_000))
            .asking(
                "wait",
                new Shape.Whole(
                    "milliseconds to wait for something to happen; not at all, if left out",
                    0,
                    LONGEST_WAIT.toMillis()))
            .returns(200, "what changed", FollowShapes.NEWS),
        Endpoint.post(
                "uses",
                "recordUses",
                "Record decisions made elsewhere; each is looked at again",
                FollowShapes.USES,
                this::record)
            .opensWith(Verb.RECORD)
            .example(
                "A letter was permitted", of("asks", List.of(LETTER), "uses", List.of(PERMITTED)))
            .returns(200, "recorded", FollowShapes.USES_RECORDED));
  }

  // The program.

  private Reply program(Asked it) {
    var program = it.gate().program();
    var files = new TreeMap<>(notices.files(it.org(), program.version()).files());
    files.keySet().removeIf(path -> path.startsWith("cases/") || path.startsWith("trace/"));
    var edition = edition(it.gate());
    var all =
        of(
            "policy", program.id(),
            "version", program.version(),
            "hash", program.hash(),
            "edition", edition.id(),
            "files", files);
    all.putAll(edition.laws());
    return Reply.json(all);
  }

  private Edition edition(Gate gate) {
    return editions.computeIfAbsent(
        gate.program().hash(),
        hash -> {
          var laws = wire(gate.laws());
          return new Edition(
              Sha256.hex((hash + "\n" + JSON.writeValueAsString(laws)).getBytes(UTF_8)), laws);
        });
  }

  /// What decisions depend on, and no more; in an order that is always the same.
  private static Map<String, Object> wire(Laws laws) {
    var all =
        laws.all().stream()
            .map(
                it ->
                    of(
                        "id", it.id(),
                        "livesIn", it.livesIn().stream().sorted().toList(),
                        "consentAge", it.consentAge(),
                        "consentAges", new TreeMap<>(it.consentAges())))
            .toList();
    var regions = new TreeMap<String, Object>();
    laws.regions()
        .groups()
        .forEach((name, places) -> regions.put(name, places.stream().sorted().toList()));
    return of("laws", all, "regions", regions);
  }

  // People.

  private Reply standings(Asked it) {
    var ids = it.body().texts("subjects").stream().map(SubjectId::of).toList();
    var known = new ArrayList<Map<String, Object>>();
    var shut = new ArrayList<String>();
    jdbi.inTransaction(tx -> vault.standings(tx, it.org(), ids, who -> shut.add(who.toString())))
        .forEach((id, standing) -> known.add(wire(id, standing)));
    return Reply.json(of("standings", known, "shut", shut));
  }

  private static Map<String, Object> wire(SubjectId id, Standing it) {
    var all = of("subject", id.toString());
    it.residence().ifPresent(place -> all.put("residence", place));
    it.born().ifPresent(day -> all.put("born", day.toString()));
    all.put("marks", it.marks().stream().map(FollowEndpoints::wire).toList());
    return all;
  }

  private static Map<String, Object> wire(Mark it) {
    return of("word", it.word(), "scope", it.scope(), "yes", it.yes(), "at", it.at().toString());
  }

  // Changes.

  private Reply changes(Asked it) {
    // A cursor that cannot be read is one that is too old: whoever sent it begins anew.
    var seen = it.call().query("after").flatMap(Cursor::read);
    var wait = it.call().query("wait").map(FollowEndpoints::wait).orElse(Duration.ZERO);
    try {
      var news = changes.after(it.org(), seen, wait);
      // Looked up after the wait: a policy may have been published, or a day have begun.
      var gate = notices.gate(it.org()).orElse(it.gate());
      return Reply.json(
          of(
              "cursor", news.now().toString(),
              "reset", news.reset(),
              "edition", edition(gate).id(),
              "changes",
                  news.changes().stream()
                      .map(change -> of("subject", change.subject().toString(), "nr", change.nr()))
                      .toList(),
              "erased", news.erased()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Stop(Problem.of(503, "the server is stopping; ask again"));
    }
  }

  private static Duration wait(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > LONGEST_WAIT.toMillis()) {
      throw new Stop(
          Problem.of(
              400,
              "`wait` in the query is no such number; expected milliseconds from 0 to "
                  + LONGEST_WAIT.toMillis()));
    }
    return Duration.ofMillis(Integer.parseInt(text));
  }

  // Records.

  private Reply record(Handle tx, Asked it) {
    var asks = it.body().each("asks");
    var all = new ArrayList<Use>();
    var misfits = new ArrayList<Shape.Misfit>();
    for (var use : it.body().each("uses")) {
      int nr = use.whole("ask");
      if (nr >= asks.size()) {
        misfits.add(
            new Shape.Misfit(
                "/uses/" + all.size() + "/ask",
                "is no place in `asks`",
                "a number below " + asks.size(),
                ""));
      } else {
        all.add(use(asks.get(nr), use));
      }
    }
    if (!misfits.isEmpty()) throw Body.misfit(misfits);
    var outcome = uses.record(tx, it.gate(), versions(it.org()), all);
    if (!outcome.doubted().isEmpty()) {
      LOG.warn(
          "{}: {} of {} decisions made elsewhere are doubted; the log says which (act"
              + " `doubt-decision`)",
          it.org(),
          outcome.doubted().size(),
          all.size());
    }
    return Reply.json(
        of(
            "recorded", outcome.recorded(),
            "before", outcome.before(),
            "doubted",
                outcome.doubted().entrySet().stream()
                    .map(doubt -> wire(doubt.getKey(), doubt.getValue()))
                    .toList()));
  }

  private static Map<String, Object> wire(UUID event, Uses.Doubt it) {
    return of("event", event.toString(), "doubt", it.word());
  }

  private static Use use(Body asked, Body it) {
    var ask = Wire.ask(asked, it.id("subject"));
    return new Use(
        it.id("event"),
        ask,
        it.moment("at").orElseThrow(),
        asked.text("version"),
        asked.text("hash"),
        it.text("effect").equals("permit"),
        it.whole("marks"));
  }

  private Uses.Versions versions(String org) {
    var history = notices.history(org);
    return new Uses.Versions() {
      @Override
      public Optional<Gate> gate(String version, String hash) {
        return history.stream()
            .filter(it -> it.version().equals(version) && it.hash().equals(hash))
            .findFirst()
            .flatMap(it -> notices.gate(org, version));
      }

      @Override
      public Set<String> inForce(Instant from, Instant to) {
        var all = new HashSet<String>();
        history.stream()
            .filter(it -> !begun(it).isAfter(from))
            .findFirst()
            .ifPresent(it -> all.add(it.version()));
        history.stream()
            .filter(it -> begun(it).isAfter(from) && !begun(it).isAfter(to))
            .forEach(it -> all.add(it.version()));
        return all;
      }

      private Instant begun(Notices.Version it) {
        var day = it.effective().atStartOfDay(ZoneOffset.UTC).toInstant();
        return day.isAfter(it.publishedAt()) ? day : it.publishedAt();
      }
    };
  }
}
