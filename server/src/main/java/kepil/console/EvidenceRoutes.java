package kepil.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepil.ledger.Counts;
import kepil.ledger.Event;
import kepil.ledger.Ledger;
import kepil.ledger.Proof;
import kepil.ledger.Sought;
import kepil.promises.Bars;
import kepil.promises.Book;
import kepil.promises.Happened;
import kepil.promises.PromiseBook;
import kepil.promises.Promises;
import kepil.proof.Effect;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Words;

/// What was promised, what keeps it, and what shows that it is kept.
public final class EvidenceRoutes {
  private static final int PAGE = 50;

  private final Ledger ledger;
  private final PromiseBook book;
  private final Logbook logbook;
  private final Guard guard;

  EvidenceRoutes(Ledger ledger, PromiseBook book, Logbook logbook, Guard guard) {
    this.ledger = ledger;
    this.book = book;
    this.logbook = logbook;
    this.guard = guard;
  }

  List<Route> routes() {
    return List.of(
        guard.get("/promises", this::promises),
        guard.get("/events", this::events),
        guard.get("/events/{id}/proof", this::proof),
        guard.get("/events/{id}/entry", this::entry));
  }

  /// A clause in the list.
  ///
  /// @param words its beginning
  public record Item(
      Book.Entry entry,
      String words,
      String look,
      List<String> breaches,
      Map<Happened, Long> sums,
      Bars bars,
      String href,
      boolean here) {
    public Promises.Promise promise() {
      return entry.promise();
    }
  }

  /// @param kept filter: `kept`, `text-only`, `broken`, `heading`, `evidence`, `silent` or empty
  /// @param run when the cases were run
  /// @param texts the chosen clause in every language, the prevailing one first
  public record PromisesPage(
      Shell shell,
      String org,
      Words words,
      String kept,
      String text,
      List<Item> items,
      Map<String, Long> totals,
      Optional<Item> chosen,
      Map<String, String> texts,
      Counts ever,
      List<Row> recent,
      LocalDate since,
      Optional<Instant> run) {}

  private Reply promises(Office at) {
    var program = at.program();
    var org = program.id();
    var open = book.of(at.gate());
    var kept = at.call().query("kept").orElse("");
    var text = at.call().query("text").orElse("").strip();
    var wanted = at.call().query("clause").orElse("");
    var all = open.entries();
    var items =
        all.stream()
            .map(it -> item(open, it, address(org, kept, text, it.id()), it.id().equals(wanted)))
            .filter(it -> lets(it, kept, text))
            .toList();
    var totals =
        all.stream().collect(Collectors.groupingBy(it -> it.kept().word(), Collectors.counting()));
    var chosen = open.entry(wanted).map(it -> item(open, it, "", true));
    var texts = new LinkedHashMap<String, String>();
    for (var language : prevailingFirst(program.languages(), program.prevails())) {
      chosen
          .map(it -> it.promise().clause().texts().get(language))
          .ifPresent(words -> texts.put(language, plain(words)));
    }
    var counts = chosen.map(it -> ledger.counts(org, it.promise().clause().id(), LocalDate.EPOCH));
    var recent =
        chosen.stream()
            .flatMap(it -> ledger.recent(org, it.promise().clause().id(), 20).stream())
            .map(event -> Row.of(event, Optional.empty()))
            .toList();
    var title = wanted.isEmpty() ? "Promises" : "Clause " + wanted;
    var page =
        new PromisesPage(
            guard.shell(at, "promises", title),
            org,
            Words.in("en"),
            kept,
            text,
            items,
            totals,
            chosen,
            texts,
            counts.orElse(Counts.NONE),
            recent,
            open.since(),
            open.run());
    return Reply.html(
        chosen.isEmpty() && !wanted.isEmpty() ? 404 : 200, Pages.print("console/promises", page));
  }

  private static List<String> prevailingFirst(List<String> languages, String prevails) {
    return languages.stream().sorted(Comparator.comparing(it -> !it.equals(prevails))).toList();
  }

  private static Item item(Book book, Book.Entry it, String href, boolean here) {
    var words = plain(it.promise().clause().texts().getOrDefault(book.program().prevails(), ""));
    var look =
        switch (it.kept()) {
          case KEPT -> "yes";
          case BROKEN -> "no";
          case TEXT_ONLY, HEADING -> "plain";
        };
    return new Item(
        it,
        words.length() > 90 ? words.substring(0, 90).strip() + "…" : words,
        look,
        it.breaches().stream().map(breach -> breach.says(Words.in("en"))).toList(),
        it.sums(),
        Bars.of(book, it),
        href,
        here);
  }

  private static boolean lets(Item it, String kept, String text) {
    boolean fits =
        switch (kept) {
          case "" -> true;
          case "evidence" -> it.entry().all() > 0;
          case "silent" -> it.entry().all() == 0 && it.entry().kept() == Promises.Kept.KEPT;
          default -> it.entry().kept().word().equals(kept);
        };
    var sought = text.toLowerCase(Locale.ROOT);
    return fits
        && (sought.isEmpty()
            || it.promise().clause().id().startsWith(sought)
            || it.promise().clause().texts().values().stream()
                .anyMatch(words -> words.toLowerCase(Locale.ROOT).contains(sought)));
  }

  private static String address(String org, String kept, String text, String clause) {
    return "/console/"
        + org
        + "/promises?clause="
        + encoded(clause)
        + (kept.isEmpty() ? "" : "&kept=" + encoded(kept))
        + (text.isEmpty() ? "" : "&text=" + encoded(text))
        + "#chosen";
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Markdown as a line of text: links keep their words, marks of stress go.
  private static String plain(String markdown) {
    return markdown
        .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
        .replaceAll("[*_`]", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /// An event in a table.
  ///
  /// @param operator who did it, where an operator did
  /// @param effect in a word
  /// @param look class of the tag that says it
  public record Row(Event event, Optional<String> operator, String effect, String look) {
    static Row of(Event it, Optional<String> operator) {
      return new Row(
          it,
          operator,
          it.effect().word(),
          switch (it.effect()) {
            case PERMIT -> "yes";
            case REFUSE -> "no";
            case DONE -> "plain";
          });
    }
  }

  /// @param older address of the next page; empty on the last
  public record EventsPage(
      Shell shell,
      String org,
      Words words,
      String clause,
      String act,
      String effect,
      List<Row> rows,
      Optional<String> older,
      boolean first,
      boolean filtered,
      List<String> acts) {}

  private Reply events(Office at) {
    var org = at.org();
    var clause = at.call().query("clause").map(String::strip).filter(it -> !it.isEmpty());
    var act = at.call().query("act").map(String::strip).filter(it -> !it.isEmpty());
    var word = at.call().query("effect").orElse("");
    var effect = Arrays.stream(Effect.values()).filter(it -> it.word().equals(word)).findFirst();
    var after = at.call().query("after").flatMap(Guard::id);
    var found = ledger.search(org, new Sought(clause, act, effect, after), PAGE + 1);
    var shown = found.stream().limit(PAGE).toList();
    var who = new HashMap<UUID, String>();
    for (var line : logbook.recent(org, 500)) {
      line.operator().ifPresent(name -> who.putIfAbsent(line.event(), name));
    }
    var filter =
        clause.map(it -> "&clause=" + encoded(it)).orElse("")
            + act.map(it -> "&act=" + encoded(it)).orElse("")
            + effect.map(it -> "&effect=" + it.word()).orElse("");
    Optional<String> older =
        found.size() <= PAGE
            ? Optional.empty()
            : Optional.of("/console/" + org + "/events?after=" + shown.getLast().id() + filter);
    var rows = shown.stream().map(it -> Row.of(it, Optional.ofNullable(who.get(it.id())))).toList();
    var page =
        new EventsPage(
            guard.shell(at, "events", "Events"),
            org,
            Words.in("en"),
            clause.orElse(""),
            act.orElse(""),
            effect.map(Effect::word).orElse(""),
            rows,
            older,
            after.isEmpty(),
            clause.isPresent() || act.isPresent() || effect.isPresent(),
            shown.stream().map(Event::act).distinct().sorted().toList());
    return Reply.html(Pages.print("console/events", page));
  }

  private Reply proof(Office at) {
    return proven(at, EvidenceRoutes::file);
  }

  private static Reply file(Proof it) {
    var text = it.file().getBytes(StandardCharsets.UTF_8);
    return Reply.file(it.index() + ".tlog-proof", "text/plain; charset=utf-8", text);
  }

  private Reply entry(Office at) {
    return proven(at, it -> Reply.file(it.index() + ".json", "application/json", it.entry()));
  }

  private Reply proven(Office at, Function<Proof, Reply> print) {
    return Guard.id(at.call().path("id"))
        .flatMap(it -> ledger.proof(at.org(), it))
        .map(print)
        .orElseGet(Reply::notFound);
  }
}
