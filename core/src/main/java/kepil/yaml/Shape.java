package kepil.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What may stand at a place of the policy language: written once, it checks a file and prints the
/// JSON Schema that editors use, so the two cannot disagree.
public sealed interface Shape {

  /// A scalar whose whole text matches a pattern.
  record Word(String what, Pattern pattern, String example) implements Shape {}

  /// One of a closed list of words.
  record OneOf(String what, List<String> words) implements Shape {}

  /// One item, or a list of them: `clause: 2.06` and `clause: [2.06, 2.07]` both read well.
  record Some(Shape item) implements Shape {}

  /// Named things of one kind: `id: {…}`.
  record Named(String what, Shape item) implements Shape {}

  /// A mapping with known keys.
  record Keys(String what, Map<String, Key> keys) implements Shape {}

  /// @param required whether the key must stand there
  /// @param says what it means, for the schema and the reference page
  record Key(Shape shape, boolean required, String says) {}

  static Shape word(String what, String pattern, String example) {
    return new Word(what, Pattern.compile(pattern), example);
  }

  Shape TEXT = word("text", "(?s).*\\S.*", "some words");
  Shape ID = word("a lower-case word", "[a-z][a-z0-9]*(-[a-z0-9]+)*", "consumer-insight");
  Shape CLAUSE = word("a clause id", "[A-Za-z0-9]+(\\.[A-Za-z0-9]+)*", "4.02");
  Shape CLAUSES = new Some(CLAUSE);
  Shape DATE = word("a date", "\\d{4}-\\d{2}-\\d{2}", "2018-03-01");
  Shape PERIOD =
      word(
          "an ISO 8601 period",
          "P(?=.)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+S)?)?",
          "P24M");
  Shape PLACE = word("a country (ISO 3166) or region", "[A-Z][A-Z0-9]{1,4}(-[A-Z0-9]{1,3})?", "KZ");
  Shape IDS = new Some(ID);
  Shape PLACES = new Some(PLACE);
  Shape YES = new OneOf("yes or no", List.of("yes", "no", "true", "false"));
  Shape FILE =
      word("a file of the policy folder", "[a-z0-9-]+(/[a-z0-9.-]+)+", "notes/client-feedback.md");

  static Key must(Shape shape, String says) {
    return new Key(shape, true, says);
  }

  static Key may(Shape shape, String says) {
    return new Key(shape, false, says);
  }

  static Shape keys(String what, Object... pairs) {
    var keys = new LinkedHashMap<String, Key>();
    for (int i = 0; i < pairs.length; i += 2) keys.put((String) pairs[i], (Key) pairs[i + 1]);
    return new Keys(what, keys);
  }

  /// Adds to `faults` everything in `tree` that this shape does not allow.
  default void check(Tree tree, List<Fault> faults) {
    switch (this) {
      case Word it -> {
        if (!(tree instanceof Tree.Scalar(var place, var text))) {
          faults.add(
              tree.place()
                  .fault(
                      "a " + kind(tree) + " stands here",
                      it.what() + ", such as `" + it.example() + "`",
                      ""));
        } else if (!it.pattern().matcher(text).matches()) {
          faults.add(
              place.fault(
                  "`" + shorten(text) + "` is not " + it.what(),
                  it.what() + ", such as `" + it.example() + "`",
                  ""));
        }
      }
      case OneOf it -> {
        if (!(tree instanceof Tree.Scalar(var place, var text))) {
          faults.add(
              tree.place()
                  .fault(
                      "a " + kind(tree) + " stands here",
                      "one of " + String.join(", ", it.words()),
                      ""));
        } else if (!it.words().contains(text)) {
          faults.add(
              place.fault(
                  "`" + shorten(text) + "` is not known here",
                  "one of " + String.join(", ", it.words()),
                  Nearest.advice(text, it.words())));
        }
      }
      case Some it -> {
        if (tree instanceof Tree.Sequence(_, var items)) {
          for (var item : items) it.item().check(item, faults);
        } else {
          it.item().check(tree, faults);
        }
      }
      case Named it -> {
        if (!(tree instanceof Tree.Mapping mapping)) {
          faults.add(
              tree.place()
                  .fault(
                      "a " + kind(tree) + " stands here",
                      it.what() + ", each under its own name",
                      ""));
          return;
        }
        mapping
            .entries()
            .forEach(
                (name, value) -> {
                  if (List.of(ID, CLAUSE, PLACE).stream()
                      .noneMatch(it2 -> ((Word) it2).pattern().matcher(name).matches())) {
                    faults.add(
                        mapping
                            .keys()
                            .get(name)
                            .fault(
                                "`" + shorten(name) + "` cannot name a thing",
                                "a lower-case word, such as `consumer-insight`",
                                ""));
                  }
                  it.item().check(value, faults);
                });
      }
      case Keys it -> {
        if (!(tree instanceof Tree.Mapping mapping)) {
          faults.add(
              tree.place()
                  .fault(
                      "a " + kind(tree) + " stands here",
                      it.what()
                          + ": a mapping with the keys "
                          + String.join(", ", it.keys().keySet()),
                      ""));
          return;
        }
        mapping
            .entries()
            .forEach(
                (name, value) -> {
                  var key = it.keys().get(name);
                  if (key == null) {
                    faults.add(
                        mapping
                            .keys()
                            .get(name)
                            .fault(
                                "unknown key `" + shorten(name) + "` in " + it.what(),
                                "one of " + String.join(", ", it.keys().keySet()),
                                Nearest.advice(name, it.keys().keySet())));
                  } else {
                    key.shape().check(value, faults);
                  }
                });
        it.keys()
            .forEach(
                (name, key) -> {
                  if (key.required() && !mapping.entries().containsKey(name)) {
                    faults.add(
                        mapping
                            .place()
                            .fault(
                                it.what() + " lacks `" + name + "`",
                                "`" + name + "`: " + key.says(),
                                ""));
                  }
                });
      }
    }
  }

  private static String kind(Tree tree) {
    return switch (tree) {
      case Tree.Scalar _ -> "single value";
      case Tree.Sequence _ -> "list";
      case Tree.Mapping _ -> "mapping";
    };
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "…";
  }
}
