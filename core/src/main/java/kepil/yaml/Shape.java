package kepil.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
  record Key(String name, Shape shape, boolean required, String says) {}

  static Word word(String what, String pattern, String example) {
    return new Word(what, Pattern.compile(pattern), example);
  }

  Word TEXT = word("text", "(?s).*\\S.*", "some words");
  Word ID = word("a lower-case word", "[a-z][a-z0-9]*(-[a-z0-9]+)*", "consumer-insight");
  Word CLAUSE = word("a clause id", "[A-Za-z0-9]+(\\.[A-Za-z0-9]+)*", "4.02");
  Shape CLAUSES = new Some(CLAUSE);
  Shape DATE = word("a date", "\\d{4}-\\d{2}-\\d{2}", "2018-03-01");
  Shape PERIOD =
      word(
          "an ISO 8601 period",
          "P(?=.)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+S)?)?",
          "P24M");
  Word PLACE = word("a country (ISO 3166) or region", "[A-Z][A-Z0-9]{1,4}(-[A-Z0-9]{1,3})?", "KZ");
  Shape IDS = new Some(ID);
  Shape PLACES = new Some(PLACE);
  Shape YES = new OneOf("yes or no", List.of("yes", "no", "true", "false"));
  Shape FILE =
      word("a file of the policy folder", "[a-z0-9-]+(/[a-z0-9.-]+)+", "notes/client-feedback.md");

  static Key must(String name, Shape shape, String says) {
    return new Key(name, shape, true, says);
  }

  static Key may(String name, Shape shape, String says) {
    return new Key(name, shape, false, says);
  }

  static Keys keys(String what, Key... keys) {
    var byName = new LinkedHashMap<String, Key>();
    for (var key : keys) byName.put(key.name(), key);
    return new Keys(what, byName);
  }

  /// Adds to `faults` everything in `tree` that this shape does not allow.
  default void check(Tree tree, List<Fault> faults) {
    switch (this) {
      case Word it -> {
        var expected = it.what() + ", such as `" + it.example() + "`";
        if (!(tree instanceof Tree.Scalar(var place, var text))) {
          faults.add(standsHere(tree, expected));
        } else if (!it.pattern().matcher(text).matches()) {
          faults.add(place.fault("`" + shorten(text) + "` is not " + it.what(), expected, ""));
        }
      }
      case OneOf it -> {
        var expected = "one of " + String.join(", ", it.words());
        if (!(tree instanceof Tree.Scalar(var place, var text))) {
          faults.add(standsHere(tree, expected));
        } else if (!it.words().contains(text)) {
          var advice = Nearest.advice(text, it.words());
          faults.add(place.fault("`" + shorten(text) + "` is not known here", expected, advice));
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
        if (tree instanceof Tree.Mapping mapping) check(it, mapping, faults);
        else {
          faults.add(standsHere(tree, it.what() + ", each under its own name"));
        }
      }
      case Keys it -> {
        if (tree instanceof Tree.Mapping mapping) check(it, mapping, faults);
        else {
          var names = String.join(", ", it.keys().keySet());
          faults.add(standsHere(tree, it.what() + ": a mapping with the keys " + names));
        }
      }
    }
  }

  private static void check(Named it, Tree.Mapping mapping, List<Fault> faults) {
    for (var entry : mapping.entries().entrySet()) {
      var name = entry.getKey();
      if (Stream.of(ID, CLAUSE, PLACE).noneMatch(word -> word.pattern().matcher(name).matches())) {
        var expected = "a lower-case word, such as `consumer-insight`";
        var place = mapping.keys().get(name);
        faults.add(place.fault("`" + shorten(name) + "` cannot name a thing", expected, ""));
      }
      it.item().check(entry.getValue(), faults);
    }
  }

  private static void check(Keys it, Tree.Mapping mapping, List<Fault> faults) {
    var known = it.keys().keySet();
    for (var entry : mapping.entries().entrySet()) {
      var name = entry.getKey();
      var key = it.keys().get(name);
      if (key != null) {
        key.shape().check(entry.getValue(), faults);
        continue;
      }
      var text = "unknown key `" + shorten(name) + "` in " + it.what();
      var place = mapping.keys().get(name);
      faults.add(
          place.fault(text, "one of " + String.join(", ", known), Nearest.advice(name, known)));
    }
    for (var key : it.keys().values()) {
      if (!key.required() || mapping.entries().containsKey(key.name())) continue;
      var text = it.what() + " lacks `" + key.name() + "`";
      faults.add(mapping.place().fault(text, "`" + key.name() + "`: " + key.says(), ""));
    }
  }

  private static Fault standsHere(Tree tree, String expected) {
    return tree.place().fault("a " + kind(tree) + " stands here", expected, "");
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
