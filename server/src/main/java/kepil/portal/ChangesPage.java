package kepil.portal;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import kepil.diff.ClauseChange;
import kepil.diff.Difference;
import kepil.diff.Shift;
import kepil.words.Frame;

/// What one version of the policy changed, told to the people it concerns.
///
/// @param does what is done differently with their data
/// @param rights that came or went
/// @param owed what the law of which place wants before that
public record ChangesPage(
    Frame frame,
    String org,
    String title,
    String lead,
    List<String> does,
    List<String> rights,
    List<String> owed,
    List<Clause> clauses,
    Frame.Way whole) {

  /// One clause, with the words that went and came in the language of the page.
  ///
  /// @param what `added`, `removed`, `moved` or `reworded`
  public record Clause(String id, String what, List<ClauseChange.Piece> pieces) {}

  private static final Pattern PERIODS = Pattern.compile(": (P\\w+), was (P\\w+)");

  static ChangesPage of(Visit visit, Difference it) {
    var words = visit.words();
    var title = words.say("change.title", it.to());
    var does = new ArrayList<String>();
    for (var shift : it.shifts()) does.add(said(visit, shift));
    var rights =
        it.rights().stream()
            .map(
                right ->
                    words.say(
                        right.granted() ? "change.right" : "change.right.less",
                        words.say("right." + right.right())))
            .distinct()
            .toList();
    var owed =
        it.owed().stream()
            .map(
                duty ->
                    words.say(
                        duty.ask() ? "change.ask" : "change.tell",
                        words.and(duty.livesIn().stream().sorted().map(words::place).toList()),
                        words.law(duty.law(), duty.name()) + ", " + duty.article()))
            .distinct()
            .toList();
    return new ChangesPage(
        visit.frame(title, "/" + visit.org() + "/changes/" + it.to(), "policy"),
        visit.org(),
        title,
        words.say("change.lead", it.from(), words.date(it.effective())),
        List.copyOf(does),
        rights,
        owed,
        clauses(visit, it),
        Frame.Way.to(words.say("change.full", it.to()), "/" + visit.org() + "/policy/" + it.to()));
  }

  private static String said(Visit visit, Shift it) {
    var words = visit.words();
    var names =
        switch (it.kind()) {
          case PURPOSE, CONSENT_PURPOSE ->
              it.ids().stream().map(id -> visit.names().purposes().getOrDefault(id, id)).toList();
          case RECIPIENT, CONTROLLER -> it.ids().stream().map(visit::party).toList();
          case CATEGORY, RETENTION -> it.ids().stream().map(visit::label).toList();
        };
    var key =
        "change."
            + switch (it.kind()) {
              case PURPOSE, CONSENT_PURPOSE -> "purpose";
              case RECIPIENT -> "recipient";
              case CATEGORY -> "category";
              case RETENTION -> "retention";
              case CONTROLLER -> "controller";
            }
            + (it.wider() ? "" : ".less");
    var periods = PERIODS.matcher(it.detail());
    var what = words.and(names);
    return words.say(
        key,
        periods.matches()
            ? what
                + " – "
                + words.say(
                    "change.period",
                    words.period(Period.parse(periods.group(1))),
                    words.period(Period.parse(periods.group(2))))
            : what);
  }

  /// In the language of the page; where it has no words for a clause, in the one that prevails.
  private static List<Clause> clauses(Visit visit, Difference it) {
    var all = new ArrayList<Clause>();
    for (var change : it.words()) {
      switch (change) {
        case ClauseChange.Added added ->
            all.add(
                new Clause(
                    added.clause(),
                    "added",
                    piece(visit, ClauseChange.Piece.Kind.COMES, added.texts())));
        case ClauseChange.Removed removed ->
            all.add(
                new Clause(
                    removed.clause(),
                    "removed",
                    piece(visit, ClauseChange.Piece.Kind.GOES, removed.texts())));
        case ClauseChange.Moved moved ->
            all.add(new Clause(moved.clause(), "moved", text(visit, moved.clause())));
        case ClauseChange.Reworded reworded -> {
          if (reworded.language().equals(visit.language())) {
            all.add(
                new Clause(
                    reworded.clause(),
                    "reworded",
                    reworded.pieces().stream()
                        .map(
                            piece ->
                                new ClauseChange.Piece(piece.kind(), Markdown.plain(piece.text())))
                        .toList()));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  private static List<ClauseChange.Piece> piece(
      Visit visit, ClauseChange.Piece.Kind kind, Map<String, String> texts) {
    return List.of(
        new ClauseChange.Piece(
            kind,
            Markdown.plain(
                texts.getOrDefault(
                    visit.language(), texts.getOrDefault(visit.program().prevails(), "")))));
  }

  private static List<ClauseChange.Piece> text(Visit visit, String clause) {
    return Optional.ofNullable(visit.program().clauses().get(clause))
        .map(it -> piece(visit, ClauseChange.Piece.Kind.STAYS, it.texts()))
        .orElse(List.of());
  }
}
