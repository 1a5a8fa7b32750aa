package kepil.gauge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import kepil.read.Checks;
import kepil.read.Desk;
import kepil.read.Document;
import kepil.read.Finding;
import kepil.read.Kind;
import kepil.read.Place;
import kepil.read.PlainText;
import kepil.read.Severity;
import kepil.read.Tongue;

/// How the findings of documents that were read by themselves stand to their labels.
///
/// A label is found when a finding of its kind stands in one of its sentences, or names what the
/// document as a whole lacks. Every finding that answers no label is a false alarm, whatever its
/// severity; those of the first two severities of either scale (reverses, changes; breaks the law,
/// doubtful) are counted apart.
///
/// @param labels everything that is wrong
/// @param found those of them that were found
/// @param right findings that answer a label
/// @param alarms findings that answer none
public record Alone(
    String name, List<Label> labels, List<Label> found, List<Finding> right, List<Finding> alarms) {
  public Alone {
    labels = List.copyOf(labels);
    found = List.copyOf(found);
    right = List.copyOf(right);
    alarms = List.copyOf(alarms);
  }

  public static Alone of(
      String name, Document document, List<Label> labels, List<Finding> findings) {
    var begins = new TreeSet<Label.At>();
    for (var block : document.blocks()) {
      for (var sentence : block.sentences()) {
        begins.add(at(document.place(block, sentence.start())));
      }
    }
    var found =
        labels.stream()
            .filter(it -> findings.stream().anyMatch(finding -> answers(finding, it, begins)))
            .toList();
    var right =
        findings.stream()
            .filter(it -> labels.stream().anyMatch(label -> answers(it, label, begins)))
            .toList();
    return new Alone(
        name, labels, found, right, findings.stream().filter(it -> !right.contains(it)).toList());
  }

  /// Plants into a clean text in as many rounds as it takes. What is found already before anything
  /// was planted is no part of the measurement: whether it is a false alarm, `clean` tells. Where
  /// all that speaks of something was dropped, only whether that is missed is asked: what stood in
  /// the same clauses is gone too.
  public static Alone planted(
      String name, List<String> clean, Tongue tongue, Planting planting, Desk desk) {
    var before = new HashSet<String>();
    var lacking = new HashSet<String>();
    for (var it : Checks.read(document(tongue, clean), desk)) {
      if (it.kind() == Kind.MISSING && !it.about().isEmpty()) lacking.add(it.about());
      before.add(name(it));
      for (var spot : it.spots()) before.add(name(it) + "@" + spot.place().line());
    }
    var labels = new ArrayList<Label>();
    var found = new ArrayList<Label>();
    var right = new ArrayList<Finding>();
    var alarms = new ArrayList<Finding>();
    for (var round : planting.plant(clean, tongue)) {
      // What the clean text never said cannot be taken out of it.
      if (round.labels().stream().map(Label::about).anyMatch(lacking::contains)) continue;
      var document = document(tongue, round.clauses());
      var told = new ArrayList<Finding>();
      for (var it : Checks.read(document, desk)) {
        boolean fresh = !before.contains(name(it)) || planted(it, round.labels(), before);
        if (fresh && answersAbout(it, round.labels())) told.add(it);
      }
      var score = of(name, document, round.labels(), told);
      labels.addAll(score.labels());
      found.addAll(score.found());
      right.addAll(score.right());
      alarms.addAll(score.alarms());
    }
    return new Alone(name, labels, found, right, alarms);
  }

  /// What is found in a text that nobody planted anything into, of the kinds that need no opinion.
  public static List<Finding> clean(List<String> clean, Tongue tongue, Desk desk) {
    return Checks.read(document(tongue, clean), desk).stream()
        .filter(it -> NO_OPINION.contains(it.kind()))
        .toList();
  }

  private static final Set<Kind> NO_OPINION =
      Set.of(
          Kind.STRUCTURE,
          Kind.RESIDUE,
          Kind.DOUBLED,
          Kind.LETTERS,
          Kind.SPELLING,
          Kind.CONTACT,
          Kind.CONTRADICTION);

  private static boolean answersAbout(Finding it, List<Label> labels) {
    return labels.stream()
        .allMatch(label -> label.about().isEmpty() || label.about().equals(it.about()));
  }

  /// Whether what was told before, too, now also stands where something of its kind was planted.
  private static boolean planted(Finding it, List<Label> labels, Set<String> before) {
    for (var spot : it.spots()) {
      int line = spot.place().line();
      if (before.contains(name(it) + "@" + line)) continue;
      for (var label : labels) {
        boolean here = label.left().stream().anyMatch(place -> place.line() == line);
        if (here && label.kind() == it.kind()) return true;
      }
    }
    return false;
  }

  /// What a finding is, without how often: a planted word changes counts elsewhere.
  private static String name(Finding it) {
    return it.check() + it.what().replaceAll("\\d+", "");
  }

  /// Every clause on a line of its own, a blank line between, so that a clause is known by its
  /// line.
  private static Document document(Tongue tongue, List<String> clauses) {
    return Document.of(
        "clean", Optional.of(tongue), PlainText.passages(String.join("\n\n", clauses)));
  }

  private static Label.At at(Place place) {
    return new Label.At(place.line(), place.column());
  }

  private static boolean answers(Finding finding, Label label, TreeSet<Label.At> begins) {
    if (finding.kind() != label.kind()) return false;
    if (!label.about().isEmpty()) return finding.about().equals(label.about());
    for (var spot : finding.spots()) {
      if (spot.length() == 0) continue;
      var at = at(spot.place());
      var sentence = begins.floor(at);
      for (var it : label.left()) {
        if (it.column() == 0 ? it.line() == at.line() : it.equals(sentence)) return true;
      }
    }
    return false;
  }

  public static boolean grave(Severity severity) {
    return switch (severity) {
      case REVERSES, BREAKS_LAW, CHANGES, DOUBTFUL -> true;
      case OMITS, ADVICE, COSMETIC -> false;
    };
  }

  /// For each kind: labels found, labels, findings that answer one, false alarms.
  public Map<Kind, int[]> byKind() {
    var all = new TreeMap<Kind, int[]>();
    Function<Kind, int[]> row = it -> all.computeIfAbsent(it, _ -> new int[4]);
    found.forEach(it -> row.apply(it.kind())[0]++);
    labels.forEach(it -> row.apply(it.kind())[1]++);
    right.forEach(it -> row.apply(it.kind())[2]++);
    alarms.forEach(it -> row.apply(it.kind())[3]++);
    return all;
  }

  public List<Label> missed() {
    return labels.stream().filter(it -> !found.contains(it)).toList();
  }
}
