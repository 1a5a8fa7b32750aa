package kepil.yaml;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A mapping whose shape was already checked, read key by key. References are checked here, where
/// the place is still known.
public record Reading(String name, Tree.Mapping mapping, List<Fault> faults) {

  public Reading at(String key) {
    return new Reading(
        key,
        mapping
            .get(key)
            .filter(Tree.Mapping.class::isInstance)
            .map(Tree.Mapping.class::cast)
            .orElse(new Tree.Mapping(mapping.place(), Map.of(), Map.of())),
        faults);
  }

  public String text(String key) {
    return maybe(key).orElse("");
  }

  public Optional<String> maybe(String key) {
    return mapping
        .get(key)
        .filter(Tree.Scalar.class::isInstance)
        .map(it -> ((Tree.Scalar) it).text());
  }

  public boolean yes(String key) {
    return maybe(key).filter(it -> it.equals("yes") || it.equals("true")).isPresent();
  }

  public Optional<LocalDate> date(String key) {
    var written = maybe(key);
    try {
      return written.map(LocalDate::parse);
    } catch (DateTimeParseException noSuchDay) {
      var text = "`" + written.get() + "` is no day of the calendar";
      faultAt(key, text, "a date, such as `2018-03-01`", "");
      return Optional.empty();
    }
  }

  public Optional<Integer> number(String key) {
    // what is none is a fault of its shape
    return maybe(key).filter(it -> it.matches("-?\\d{1,9}")).map(Integer::valueOf);
  }

  /// One or several words, in their order.
  public List<String> some(String key) {
    return items(key).stream().map(Tree.Scalar::text).toList();
  }

  public Set<String> set(String key) {
    return new LinkedHashSet<>(some(key));
  }

  /// Words that must be among the known ones.
  public Set<String> known(String key, String what, Collection<String> known) {
    for (var item : items(key)) {
      if (known.contains(item.text())) continue;
      var text = "`" + item.text() + "` is no " + what + " of this policy";
      var expected = known.isEmpty() ? "" : "one of " + some(known);
      faults.add(item.place().fault(text, expected, Nearest.advice(item.text(), known)));
    }
    return set(key);
  }

  public Map<String, String> plain(String key) {
    var all = new LinkedHashMap<String, String>();
    for (var it : at(key).mapping().entries().entrySet()) {
      if (it.getValue() instanceof Tree.Scalar(_, var text)) all.put(it.getKey(), text);
    }
    return all;
  }

  public void each(String key, Consumer<Reading> action) {
    for (var it : at(key).mapping().entries().entrySet()) {
      if (it.getValue() instanceof Tree.Mapping of) {
        action.accept(new Reading(it.getKey(), of, faults));
      }
    }
  }

  /// Mappings of a list.
  public List<Reading> list(String key) {
    return switch (mapping.get(key).orElse(null)) {
      case null -> List.of();
      case Tree.Sequence(_, var items) ->
          items.stream()
              .filter(Tree.Mapping.class::isInstance)
              .map(it -> new Reading(key, (Tree.Mapping) it, faults))
              .toList();
      case Tree.Mapping it -> List.of(new Reading(key, it, faults));
      case Tree.Scalar _ -> List.of();
    };
  }

  /// Something is wrong with the mapping as a whole.
  public void fault(String text, String expected, String advice) {
    faults.add(mapping.place().fault(text, expected, advice));
  }

  /// Something is wrong with the value of a key.
  public void faultAt(String key, String text, String expected, String advice) {
    faults.add(place(key).fault(text, expected, advice));
  }

  public Tree.Place place(String key) {
    return mapping.get(key).map(Tree::place).orElse(mapping.place());
  }

  private List<Tree.Scalar> items(String key) {
    return switch (mapping.get(key).orElse(null)) {
      case null -> List.of();
      case Tree.Scalar it -> List.of(it);
      case Tree.Sequence(_, var items) ->
          items.stream()
              .filter(Tree.Scalar.class::isInstance)
              .map(Tree.Scalar.class::cast)
              .toList();
      case Tree.Mapping _ -> List.of();
    };
  }

  /// A long list of known words helps nobody; the nearest one stands in the advice.
  private static String some(Collection<String> known) {
    return known.size() <= 12
        ? String.join(", ", known)
        : String.join(", ", known.stream().limit(12).toList()) + ", …";
  }
}
