package kepil.portal;

import java.util.List;
import java.util.Optional;
import kepil.policy.Clause;
import kepil.policy.Program;
import kepil.promises.Book;
import kepil.words.Frame;

/// One clause: its words, what keeps it, and what happened under it.
///
/// @param section heading it stands under; empty above the first
/// @param html its words
/// @param state `kept`, `text-only`, `broken` or `heading`, with its label and the class of its
///   chip
/// @param breaches for `broken`: why
/// @param run when the cases were run; empty where there is none
/// @param file where its proof file is
/// @param listed for a clause that a generated list keeps
/// @param why for `text-only`: the reason, in the prevailing language
public record ClausePage(
    Frame frame,
    String org,
    String id,
    String title,
    String section,
    String html,
    String permanent,
    State state,
    List<String> breaches,
    Optional<PolicyPage.Own> why,
    List<Sentences.Kept> keeping,
    Optional<String> run,
    List<Tried> cases,
    boolean hasEvidence,
    List<Figure> figures,
    List<Row> rows,
    Optional<String> before,
    Optional<String> after,
    String file,
    Optional<Listed> listed) {

  /// What a generated list says, from what happened.
  public record Listed(String lead, List<String> names) {}

  public record State(String word, String label, String tone) {}

  /// An expectation of a case.
  public record Tried(String label, String tone, String title, String place) {}

  public record Figure(String number, String label, String tone) {}

  /// @param proof where the proof of this event is; empty until a signed checkpoint covers it
  public record Row(
      String at,
      String iso,
      String act,
      String effect,
      String tone,
      String version,
      String place,
      Optional<String> proof) {}

  static ClausePage of(
      Visit visit, Clause clause, Book book, Evidence evidence, Optional<Listed> listed) {
    var program = visit.program();
    var words = visit.words();
    var ids = List.copyOf(program.clauses().keySet());
    int at = ids.indexOf(clause.id());
    var title = words.say("clause.title", clause.id());
    var keeping = new Sentences(program, words).keeping(clause.id());
    var why =
        program.textOnly().stream().filter(it -> it.clauses().contains(clause.id())).findFirst();
    var entry = book.entry(clause.id()).orElseThrow();
    var state = entry.kept();
    var markdown = new Markdown(words);
    return new ClausePage(
        visit.frame(title, address(program, clause.id()), ""),
        program.id(),
        clause.id(),
        title,
        section(visit, ids, at),
        markdown.inline(
            clause
                .texts()
                .getOrDefault(
                    visit.language(), clause.texts().getOrDefault(program.prevails(), ""))),
        PolicyPage.versionAddress(program) + "#" + clause.id(),
        new State(
            state.word(), words.say("promises.state." + state.word()), PromisesPage.tone(state)),
        PromisesPage.breaches(words, entry),
        why.map(it -> new PolicyPage.Own(it.why(), program.remarks())),
        keeping,
        entry.cases().isEmpty() ? Optional.empty() : book.run().map(words::time),
        entry.tried().stream().map(it -> tried(visit, it)).toList(),
        evidence.all() > 0 || !evidence.latest().isEmpty(),
        List.of(
            new Figure(
                words.number(evidence.permits()),
                words.say("evidence.permits", evidence.permits()),
                "yes"),
            new Figure(
                words.number(evidence.refusals()),
                words.say("evidence.refusals", evidence.refusals()),
                "no"),
            new Figure(
                words.number(evidence.done()), words.say("evidence.done", evidence.done()), "")),
        evidence.latest().stream().map(it -> row(visit, it)).toList(),
        at > 0 ? Optional.of(ids.get(at - 1)) : Optional.empty(),
        at + 1 < ids.size() ? Optional.of(ids.get(at + 1)) : Optional.empty(),
        PromisesPage.file(program.id(), clause.id()),
        listed);
  }

  private static Tried tried(Visit visit, kepil.promises.Tried it) {
    return new Tried(
        visit.words().say(it.met() ? "promises.cases.met.tag" : "promises.cases.missed.tag"),
        it.met() ? "yes" : "no",
        it.title(),
        it.places());
  }

  static String address(Program program, String clause) {
    return "/" + program.id() + "/clause/" + clause;
  }

  private static String section(Visit visit, List<String> ids, int at) {
    for (int i = at; i >= 0; i--) {
      var clause = visit.program().clauses().get(ids.get(i));
      if (clause.kind() == Clause.Kind.SECTION) {
        return Markdown.plain(clause.texts().getOrDefault(visit.language(), ""));
      }
    }
    return "";
  }

  private static Row row(Visit visit, Evidence.Happening it) {
    var words = visit.words();
    var act =
        words.knows("event." + it.act())
            ? words.say("event." + it.act())
            : words.knows("act." + it.act())
                ? words.capital(words.say("act." + it.act()))
                : it.act();
    var tone =
        switch (it.effect()) {
          case "permit" -> "yes";
          case "refuse" -> "no";
          default -> "plain";
        };
    var proof =
        it.index().isPresent()
            ? Optional.of("/api/v1/" + visit.org() + "/ledger/proof/" + it.id())
            : Optional.<String>empty();
    return new Row(
        words.time(it.at()),
        it.at().toString(),
        act,
        words.say("effect." + it.effect()),
        tone,
        it.policy(),
        it.index().isPresent() ? words.number(it.index().getAsLong()) : words.say("evidence.waits"),
        proof);
  }
}
