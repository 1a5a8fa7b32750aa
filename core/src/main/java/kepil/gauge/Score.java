package kepil.gauge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import kepil.read.Document;
import kepil.read.Finding;
import kepil.read.Kind;
import kepil.read.Severity;

/// How the findings of one reading stand to the labels.
///
/// A label is found when a finding stands in one of its sentences and is of its kind or of a kind
/// that tells the same: a concept that is missing on one side can be told as another concept, and a
/// lost denial as another actor. A finding that answers no label is a false alarm; one counts in
/// the figures only when its severity is one of the first two of a comparison, that is, reverses
/// meaning or changes a fact.
///
/// @param found labels that some finding answered, be it only a doubtful one
/// @param sure those that a finding answered which is not doubtful
/// @param alarms findings that answered none
public record Score(
    List<Label> labels, List<Label> found, List<Label> sure, List<Finding> alarms, int answered) {
  private static final List<Set<Kind>> SAME =
      List.of(
          Set.of(Kind.CONCEPT, Kind.OMISSION, Kind.COUNT, Kind.ALIGNMENT),
          Set.of(Kind.POLARITY, Kind.ACTOR, Kind.MODALITY),
          Set.of(Kind.FIGURE, Kind.OMISSION));

  public Score {
    labels = List.copyOf(labels);
    found = List.copyOf(found);
    sure = List.copyOf(sure);
    alarms = List.copyOf(alarms);
  }

  public static Score of(
      Document left, Document right, List<Label> labels, List<Finding> findings) {
    var found = answered(labels, findings, left, right);
    var certain = findings.stream().filter(it -> it.severity() != Severity.DOUBTFUL).toList();
    var sure = answered(found, certain, left, right);
    var grave = findings.stream().filter(it -> grave(it.severity())).toList();
    var alarms =
        grave.stream()
            .filter(it -> labels.stream().noneMatch(label -> answers(it, label, left, right)))
            .toList();
    return new Score(labels, found, sure, alarms, grave.size() - alarms.size());
  }

  private static List<Label> answered(
      List<Label> labels, List<Finding> findings, Document left, Document right) {
    return labels.stream()
        .filter(it -> findings.stream().anyMatch(finding -> answers(finding, it, left, right)))
        .toList();
  }

  /// How many of the first findings answer a label of whatever severity.
  public static int first(
      int many, Document left, Document right, List<Label> labels, List<Finding> findings) {
    return (int)
        findings.stream()
            .limit(many)
            .filter(it -> labels.stream().anyMatch(label -> answers(it, label, left, right)))
            .count();
  }

  static boolean grave(Severity severity) {
    return severity == Severity.REVERSES || severity == Severity.CHANGES;
  }

  static boolean same(Kind one, Kind other) {
    return one == other || SAME.stream().anyMatch(it -> it.contains(one) && it.contains(other));
  }

  private static boolean answers(Finding finding, Label label, Document left, Document right) {
    if (!same(finding.kind(), label.kind())) return false;
    return finding.spots().stream()
        .anyMatch(it -> within(it, left, label.left()) || within(it, right, label.right()));
  }

  /// Whether a spot stands in one of the sentences that begin at the places.
  private static boolean within(Finding.Spot spot, Document document, List<Label.At> places) {
    if (!spot.document().equals(document.name()) || places.isEmpty()) return false;
    var at = new Label.At(spot.place().line(), spot.place().column());
    // Column 0 is the whole line.
    if (places.stream().anyMatch(it -> it.column() == 0)) {
      return places.stream().anyMatch(it -> it.line() == at.line());
    }
    var begins = new TreeSet<Label.At>();
    for (var block : document.blocks()) {
      for (var sentence : block.sentences()) {
        var place = document.place(block, sentence.start());
        begins.add(new Label.At(place.line(), place.column()));
      }
    }
    var sentence = begins.floor(at);
    return sentence != null
        && places.stream().anyMatch(it -> it.equals(sentence) || sentence.equals(begins.floor(it)));
  }

  public double recall() {
    return labels.isEmpty() ? 1 : (double) found.size() / labels.size();
  }

  /// Recall by what a label is asked for: found, labelled, and found by more than a doubt.
  public Map<String, int[]> by(Function<Label, String> name) {
    var all = new TreeMap<String, int[]>();
    for (var it : labels) all.computeIfAbsent(name.apply(it), _ -> new int[3])[1]++;
    for (var it : found) all.computeIfAbsent(name.apply(it), _ -> new int[3])[0]++;
    for (var it : sure) all.computeIfAbsent(name.apply(it), _ -> new int[3])[2]++;
    return all;
  }
}
