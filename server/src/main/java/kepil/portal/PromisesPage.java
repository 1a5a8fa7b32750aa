package kepil.portal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kepil.policy.Clause;
import kepil.promises.Bars;
import kepil.promises.Book;
import kepil.promises.Breach;
import kepil.promises.Happened;
import kepil.promises.Promises;
import kepil.proof.ClauseEvidence;
import kepil.words.Frame;
import kepil.words.Words;

/// All promises of a policy: what keeps each, whether it is kept, and what shows it.
///
/// @param at as of when, and when the cases were run
/// @param filters links that show the clauses of one state only
/// @param most events a proof file shows at most
/// @param sample a clause with a file
public record PromisesPage(
    Frame frame,
    String org,
    String at,
    List<Filter> filters,
    List<Section> sections,
    String files,
    int most,
    String sample,
    String key) {

  public record Filter(String label, String number, String href, boolean here) {}

  public record Section(String id, String title, List<Row> rows) {}

  /// @param tone class of the chip that says the state
  /// @param first what keeps it; `more` is what does besides
  /// @param chart what the bars show, in words
  public record Row(
      String id,
      String href,
      String html,
      String state,
      String tone,
      List<String> breaches,
      List<Sentences.Kept> first,
      List<Sentences.Kept> more,
      String moreLabel,
      Optional<PolicyPage.Own> why,
      String cases,
      boolean missed,
      Bars bars,
      String chart,
      List<String> happened,
      String file) {}

  private static final int FIRST = 2;

  static PromisesPage of(Visit visit, Book book, String wanted, String key) {
    var words = visit.words();
    var address = "/" + visit.org() + "/promises";
    var state =
        Arrays.stream(Promises.Kept.values())
            .filter(it -> it != Promises.Kept.HEADING && it.word().equals(wanted))
            .findFirst();
    var filters = new ArrayList<Filter>();
    var totals = book.totals();
    filters.add(
        new Filter(
            words.say("promises.all"),
            words.number(book.entries().stream().filter(it -> !it.heading()).count()),
            address,
            state.isEmpty()));
    for (var it : List.of(Promises.Kept.KEPT, Promises.Kept.TEXT_ONLY, Promises.Kept.BROKEN)) {
      filters.add(
          new Filter(
              words.say("promises.state." + it.word()),
              words.number(totals.getOrDefault(it, 0L)),
              address + "?state=" + it.word(),
              state.filter(it::equals).isPresent()));
    }
    return new PromisesPage(
        visit.frame(words.say("promises.title"), address, "promises"),
        visit.org(),
        asOf(words, book),
        filters,
        sections(visit, book, state),
        address + "/all.zip",
        ClauseEvidence.MOST,
        book.entries().stream()
            .filter(it -> !it.heading())
            .map(Book.Entry::id)
            .findFirst()
            .orElse(""),
        key);
  }

  static String asOf(Words words, Book book) {
    return book.run()
        .map(it -> words.say("promises.at", words.time(book.at()), words.time(it)))
        .orElseGet(() -> words.say("promises.at.untried", words.time(book.at())));
  }

  private static List<Section> sections(Visit visit, Book book, Optional<Promises.Kept> state) {
    var sections = new ArrayList<Section>();
    var sentences = new Sentences(visit.program(), visit.words());
    var title = visit.words().say("promises.above");
    var id = "";
    var rows = new ArrayList<Row>();
    for (var it : book.entries()) {
      var clause = it.promise().clause();
      if (clause.kind() == Clause.Kind.SECTION) {
        if (!rows.isEmpty()) sections.add(new Section(id, title, List.copyOf(rows)));
        rows.clear();
        id = clause.id();
        title = Markdown.plain(text(visit, clause));
      }
      if (!it.heading() && state.map(it.kept()::equals).orElse(true)) {
        rows.add(row(visit, book, it, sentences));
      }
    }
    if (!rows.isEmpty()) sections.add(new Section(id, title, List.copyOf(rows)));
    return List.copyOf(sections);
  }

  private static Row row(Visit visit, Book book, Book.Entry it, Sentences sentences) {
    var words = visit.words();
    var keeping = sentences.keeping(it.id());
    int first = Math.min(FIRST, keeping.size());
    var sums = it.sums();
    var happened =
        Arrays.stream(Happened.values())
            .filter(sums::containsKey)
            .map(what -> words.say("promises.happened." + what.word(), sums.get(what)))
            .toList();
    return new Row(
        it.id(),
        ClausePage.address(visit.program(), it.id()),
        new Markdown(words).inline(text(visit, it.promise().clause())),
        words.say("promises.state." + it.kept().word()),
        tone(it.kept()),
        breaches(words, it),
        keeping.subList(0, first),
        keeping.subList(first, keeping.size()),
        words.say("promises.by.more", keeping.size() - first),
        it.promise().why().map(why -> new PolicyPage.Own(why, visit.program().remarks())),
        cases(words, it),
        it.missed() > 0,
        Bars.of(book, it),
        words.say("promises.chart", Promises.RECENT.toDays(), words.and(happened)),
        happened,
        file(visit.org(), it.id()));
  }

  static List<String> breaches(Words words, Book.Entry it) {
    return it.breaches().stream().map((Breach breach) -> breach.says(words)).toList();
  }

  static String cases(Words words, Book.Entry it) {
    if (it.cases().isEmpty()) return words.say("promises.cases.none");
    return it.missed() == 0
        ? words.say("promises.cases.met", it.cases().size())
        : words.say("promises.cases.missed", it.cases().size(), it.missed());
  }

  static String tone(Promises.Kept kept) {
    return switch (kept) {
      case KEPT -> "yes";
      case BROKEN -> "no";
      case TEXT_ONLY, HEADING -> "plain";
    };
  }

  static String file(String org, String clause) {
    return "/" + org + "/promises/" + clause + ClauseEvidence.EXTENSION;
  }

  private static String text(Visit visit, Clause clause) {
    return clause
        .texts()
        .getOrDefault(
            visit.language(), clause.texts().getOrDefault(visit.program().prevails(), ""));
  }
}
