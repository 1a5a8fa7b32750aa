package kepil.portal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.notice.Notices;
import kepil.policy.Clause;
import kepil.policy.Program;
import kepil.words.Frame;
import kepil.words.Words;

/// The policy as people read it: one version in one language.
///
/// @param title the policy's own
/// @param standing a sentence on whether this version is in force; empty for the one that is
/// @param effectiveNote in the prevailing language
/// @param reading a sentence where a language is read that does not prevail
/// @param blocks headings and clauses in order
/// @param trackers whether it declares any
/// @param changes what is not as in the version before
public record PolicyPage(
    Frame frame,
    String org,
    String title,
    String version,
    String effective,
    Optional<Own> effectiveNote,
    Optional<Notice> standing,
    String prevails,
    Optional<Notice> reading,
    List<Heading> contents,
    List<Block> blocks,
    List<Form> forms,
    boolean trackers,
    List<Version> versions,
    Optional<Changes> changes) {

  /// A sentence with where it leads.
  public record Notice(String text, String link, String href) {}

  /// Words of the policy's authors that exist in one language only.
  public record Own(String text, String language) {}

  public record Heading(String id, String text) {}

  /// A part of the text: a heading, a paragraph, or a run of list items.
  public sealed interface Block {
    record Title(int level, Line line) implements Block {}

    record Paragraph(Line line) implements Block {}

    record Items(List<Line> lines) implements Block {}
  }

  /// One clause.
  ///
  /// @param alias the id without the zeros in front, `4.2` for `4.02`; empty where it is the same
  ///   or taken
  public record Line(String id, Optional<String> alias, String html) {}

  public record Form(String title, String href) {}

  public record Version(
      String version, String effective, String href, boolean shown, boolean inForce) {}

  /// @param added also in `changed` if their words are others
  public record Changes(
      String since, List<String> added, List<String> changed, List<String> removed) {}

  static PolicyPage of(
      Visit visit,
      List<Notices.Version> history,
      Optional<String> inForce,
      Optional<Program> before,
      LocalDate today,
      boolean permanent) {
    var program = visit.program();
    var words = visit.words();
    var address = permanent ? versionAddress(program) : "/" + program.id();
    var title =
        program.clauses().values().stream()
            .filter(it -> it.kind() == Clause.Kind.TITLE)
            .findFirst()
            .map(it -> Markdown.plain(text(it, visit)))
            .orElse(visit.names().organisation());
    return new PolicyPage(
        visit.frame(title, address, "policy"),
        program.id(),
        title,
        program.version(),
        words.date(program.effective()),
        program.effectiveNote().map(it -> new Own(it, program.remarks())),
        standing(visit, inForce, today),
        words.languageName(program.prevails()),
        reading(visit, address),
        contents(visit),
        blocks(visit),
        forms(visit),
        program.points().values().stream().anyMatch(Program.Point::tracker),
        history.stream()
            .map(
                it ->
                    new Version(
                        it.version(),
                        words.date(it.effective()),
                        "/" + program.id() + "/policy/" + it.version(),
                        it.version().equals(program.version()),
                        inForce.filter(it.version()::equals).isPresent()))
            .toList(),
        before.map(it -> changes(it, program, visit.language())));
  }

  static String versionAddress(Program program) {
    return "/" + program.id() + "/policy/" + program.version();
  }

  private static Optional<Notice> standing(Visit visit, Optional<String> inForce, LocalDate today) {
    var words = visit.words();
    var program = visit.program();
    if (inForce.filter(program.version()::equals).isPresent()) return Optional.empty();
    var text =
        program.effective().isAfter(today)
            ? words.say("policy.future", words.date(program.effective()))
            : words.say("policy.past");
    return Optional.of(new Notice(text, words.say("policy.current"), "/" + program.id()));
  }

  private static Optional<Notice> reading(Visit visit, String address) {
    var program = visit.program();
    if (visit.language().equals(program.prevails())) return Optional.empty();
    var words = visit.words();
    return Optional.of(
        new Notice(
            words.say("policy.prevails.note", words.languageName(program.prevails())),
            Words.ownName(program.prevails()),
            address + "?lang=" + program.prevails()));
  }

  private static String text(Clause clause, Visit visit) {
    var own = clause.texts().get(visit.language());
    return own != null ? own : clause.texts().getOrDefault(visit.program().prevails(), "");
  }

  private static List<Heading> contents(Visit visit) {
    return visit.program().clauses().values().stream()
        .filter(it -> it.kind() == Clause.Kind.SECTION)
        .map(it -> new Heading(it.id(), Markdown.plain(text(it, visit))))
        .toList();
  }

  private static List<Block> blocks(Visit visit) {
    var aliases = aliases(visit.program());
    var markdown = new Markdown(visit.words());
    var blocks = new ArrayList<Block>();
    var items = new ArrayList<Line>();
    for (var clause : visit.program().clauses().values()) {
      var line =
          new Line(
              clause.id(),
              Optional.ofNullable(aliases.get(clause.id())),
              markdown.inline(text(clause, visit)));
      if (clause.kind() != Clause.Kind.ITEM && !items.isEmpty()) {
        blocks.add(new Block.Items(List.copyOf(items)));
        items.clear();
      }
      switch (clause.kind()) {
        case TITLE -> {} // stands at the head of the page
        case SECTION -> blocks.add(new Block.Title(2, line));
        case LABEL -> blocks.add(new Block.Title(3, line));
        case PARAGRAPH -> blocks.add(new Block.Paragraph(line));
        case ITEM -> items.add(line);
      }
    }
    if (!items.isEmpty()) blocks.add(new Block.Items(List.copyOf(items)));
    return blocks;
  }

  /// People write `4.2` for `4.02`. Where a clause really is called so, it keeps its name.
  static Map<String, String> aliases(Program program) {
    var aliases = new HashMap<String, String>();
    for (var id : program.clauses().keySet()) {
      var shorter = shorter(id);
      if (!shorter.equals(id) && !program.clauses().containsKey(shorter)) aliases.put(id, shorter);
    }
    return aliases;
  }

  private static String shorter(String id) {
    return id.replaceAll("(^|\\.)0+(?=\\d)", "$1");
  }

  /// The clause somebody means.
  static Optional<Clause> clause(Program program, String written) {
    var exact = program.clauses().get(written);
    if (exact != null) return Optional.of(exact);
    return program.clauses().values().stream()
        .filter(it -> shorter(it.id()).equals(shorter(written)))
        .findFirst();
  }

  private static List<Form> forms(Visit visit) {
    return visit.program().points().values().stream()
        .filter(it -> FormRoutes.isPage(visit.program(), it))
        .map(it -> new Form(visit.point(it.id()), "/" + visit.org() + "/" + it.id()))
        .toList();
  }

  private static Changes changes(Program before, Program now, String language) {
    var added = new ArrayList<String>();
    var changed = new ArrayList<String>();
    for (var clause : now.clauses().values()) {
      var earlier = before.clauses().get(clause.id());
      if (earlier == null) added.add(clause.id());
      else if (!earlier
          .texts()
          .getOrDefault(language, "")
          .equals(clause.texts().getOrDefault(language, ""))) {
        changed.add(clause.id());
      }
    }
    var removed =
        before.clauses().keySet().stream().filter(it -> !now.clauses().containsKey(it)).toList();
    return new Changes(before.version(), added, changed, removed);
  }
}
