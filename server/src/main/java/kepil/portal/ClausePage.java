package kepil.portal;

import java.util.List;
import java.util.Optional;
import kepil.policy.Clause;
import kepil.policy.Program;
import kepil.words.Frame;

/// One clause: its words, what keeps it, and what happened under it.
///
/// @param section heading it stands under; empty above the first
/// @param html its words
/// @param state `kept`, `text-only` or `heading`
/// @param why for `text-only`: the reason, in the prevailing language
public record ClausePage(
    Frame frame, String org, String id, String title, String section, String html, String permanent, String state, Optional<PolicyPage.Own> why,
    List<Sentences.Kept> keeping, boolean hasEvidence, List<Figure> figures, List<Row> rows, Optional<String> before, Optional<String> after) {

  public record Figure(String number, String label, String tone) {}

  /// @param proof where the proof of this event is; empty until a signed checkpoint covers it
  public record Row(String at, String iso, String act, String effect, String tone, String version, String place, Optional<String> proof) {}

  static ClausePage of(Visit visit, Clause clause, Evidence evidence) {
    var program = visit.program();
    var words = visit.words();
    var ids = List.copyOf(program.clauses().keySet());
    int at = ids.indexOf(clause.id());
    var title = words.say("clause.title", clause.id());
    var keeping = new Sentences(program, words).keeping(clause.id());
    var why = program.textOnly().stream().filter(it -> it.clauses().contains(clause.id())).findFirst();
    var state = !keeping.isEmpty() ? "kept" : why.isPresent() ? "text-only" : clause.heading() ? "heading" : "kept";
    var markdown = new Markdown(words);
    return new ClausePage(
        visit.frame(title, address(program, clause.id()), ""), program.id(), clause.id(), title, section(visit, ids, at),
        markdown.inline(clause.texts().getOrDefault(visit.language(), clause.texts().getOrDefault(program.prevails(), ""))),
        PolicyPage.versionAddress(program) + "#" + clause.id(), state, why.map(it -> new PolicyPage.Own(it.why(), program.remarks())),
        keeping, evidence.all() > 0 || !evidence.latest().isEmpty(),
        List.of(
            new Figure(words.number(evidence.permits()), words.say("evidence.permits", evidence.permits()), "yes"),
            new Figure(words.number(evidence.refusals()), words.say("evidence.refusals", evidence.refusals()), "no"),
            new Figure(words.number(evidence.done()), words.say("evidence.done", evidence.done()), "")),
        evidence.latest().stream().map(it -> row(visit, it)).toList(),
        at > 0 ? Optional.of(ids.get(at - 1)) : Optional.empty(), at + 1 < ids.size() ? Optional.of(ids.get(at + 1)) : Optional.empty());
  }

  static String address(Program program, String clause) {
    return "/" + program.id() + "/clause/" + clause;
  }

  private static String section(Visit visit, List<String> ids, int at) {
    for (int i = at; i >= 0; i--) {
      var clause = visit.program().clauses().get(ids.get(i));
      if (clause.kind() == Clause.Kind.SECTION) return Markdown.plain(clause.texts().getOrDefault(visit.language(), ""));
    }
    return "";
  }

  private static Row row(Visit visit, Evidence.Happening it) {
    var words = visit.words();
    var act = words.knows("event." + it.act()) ? words.say("event." + it.act()) : words.knows("act." + it.act()) ? words.capital(words.say("act." + it.act())) : it.act();
    var tone = switch (it.effect()) {
      case "permit" -> "yes";
      case "refuse" -> "no";
      default -> "plain";
    };
    var proof = it.index().isPresent() ? Optional.of("/api/v1/" + visit.org() + "/ledger/proof/" + it.id()) : Optional.<String>empty();
    return new Row(words.time(it.at()), it.at().toString(), act, words.say("effect." + it.effect()), tone, it.policy(), it.index().isPresent() ? words.number(it.index().getAsLong()) : words.say("evidence.waits"), proof);
  }
}
