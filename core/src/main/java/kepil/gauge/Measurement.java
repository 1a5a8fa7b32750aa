package kepil.gauge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import kepil.read.Comparison;
import kepil.read.Document;
import kepil.read.Finding;
import kepil.read.Lexicon;
import kepil.read.PlainText;
import kepil.read.Severity;
import kepil.read.Tongue;

/// One measurement: two clean texts, one of them with planted defects, and what was found.
///
/// @param name `smg en-kk`
/// @param held whether it was kept back while the rules were made
/// @param sentences read in all
public record Measurement(String name, boolean held, List<Score> scores, int sentences) {
  public Measurement {
    scores = List.copyOf(scores);
  }

  /// Plants into the second text.
  public static Measurement planted(
      String name,
      boolean held,
      List<String> clean,
      Tongue cleanTongue,
      List<String> other,
      Tongue otherTongue,
      Planting planting,
      Lexicon lexicon) {
    var scores = new ArrayList<Score>();
    var left = document("clean", cleanTongue, clean);
    int sentences = 0;
    for (var round : planting.plant(other, otherTongue)) {
      var right = document("planted", otherTongue, round.clauses());
      scores.add(Score.of(left, right, round.labels(), findings(left, right, lexicon)));
      sentences += clean.size();
    }
    return new Measurement(name, held, scores, sentences);
  }

  /// Found, labelled and surely found, by what a label is asked for.
  public Map<String, int[]> recall(Function<Label, String> name) {
    var all = new TreeMap<String, int[]>();
    for (var score : scores) {
      score
          .by(name)
          .forEach(
              (key, it) -> {
                all.computeIfAbsent(key, _ -> new int[3])[0] += it[0];
                all.get(key)[1] += it[1];
                all.get(key)[2] += it[2];
              });
    }
    return all;
  }

  /// False alarms, each once: the clauses without a defect are the same in every round.
  public int alarms() {
    return (int)
        scores.stream()
            .flatMap(it -> it.alarms().stream())
            .map(it -> it.check() + it.spots().getFirst().place().line() + it.what())
            .distinct()
            .count();
  }

  /// False alarms as often as they were raised in all rounds.
  public int raised() {
    return scores.stream().mapToInt(it -> it.alarms().size()).sum();
  }

  public int answered() {
    return scores.stream().mapToInt(Score::answered).sum();
  }

  /// What is found between two clean texts, where every remark is one too many, by severity.
  public static Map<Severity, Integer> noise(
      List<String> one, Tongue tongue, List<String> other, Tongue otherTongue, Lexicon lexicon) {
    var all = new TreeMap<Severity, Integer>();
    findings(document("one", tongue, one), document("other", otherTongue, other), lexicon)
        .forEach(it -> all.merge(it.severity(), 1, Integer::sum));
    return all;
  }

  public static List<Finding> findings(Document left, Document right, Lexicon lexicon) {
    return switch (Comparison.of(left, right, lexicon)) {
      case Comparison.Versions(_, var findings) -> findings;
      case Comparison.Unrelated(var why) -> throw new IllegalArgumentException(why);
    };
  }

  /// Every clause on a line of its own, a blank line between, so that a clause is known by its
  /// line.
  private static Document document(String name, Tongue tongue, List<String> clauses) {
    return Document.of(name, Optional.of(tongue), PlainText.passages(String.join("\n\n", clauses)));
  }
}
