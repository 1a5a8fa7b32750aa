package kepil.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Many flips that differ in one part are one flip with several values of that part.
final class Merging {
  private Merging() {}

  /// @param everywhere how many places there are; a flip in all of them is for everybody
  static List<Flip> of(List<Flip> found, int everywhere) {
    var flips = List.copyOf(new LinkedHashSet<>(found));
    for (var part : ORDER) flips = merge(flips, part, everywhere);
    return flips.stream()
        .sorted(
            Comparator.comparing(Flip::permits)
                .reversed()
                .thenComparing(it -> it.operations().toString())
                .thenComparing(it -> it.purposes().toString())
                .thenComparing(Flip::sentence))
        .toList();
  }

  private static final List<Flip.Part> ORDER =
      List.of(
          Flip.Part.FIELDS,
          Flip.Part.CHANNELS,
          Flip.Part.PLACES,
          Flip.Part.PURPOSES,
          Flip.Part.RECIPIENTS,
          Flip.Part.POINTS,
          Flip.Part.OPERATIONS);

  private static List<Flip> merge(List<Flip> flips, Flip.Part part, int everywhere) {
    var groups = new LinkedHashMap<List<Object>, List<Flip>>();
    for (var it : flips) {
      var rest = it.with(part, Set.of(), alike(it.before()), alike(it.now()));
      groups.computeIfAbsent(List.of(rest, part.of(it).isEmpty()), _ -> new ArrayList<>()).add(it);
    }
    var merged = new ArrayList<Flip>();
    for (var group : groups.values()) {
      Set<String> all = new LinkedHashSet<>();
      for (var it : group) all.addAll(part.of(it));
      if (part == Flip.Part.PLACES && all.size() == everywhere) all = Set.of();
      var before = together(group, Flip::before);
      merged.add(group.getFirst().with(part, all, before, together(group, Flip::now)));
    }
    return merged;
  }

  /// What nothing declares is refused alike, whichever clauses name the field; all other answers
  /// must be the same.
  private static Flip.Verdict alike(Flip.Verdict it) {
    return it.reason().equals("undeclared")
        ? new Flip.Verdict("undeclared", List.of(), List.of())
        : it;
  }

  private static Flip.Verdict together(List<Flip> group, Function<Flip, Flip.Verdict> of) {
    var clauses = new LinkedHashSet<String>();
    group.forEach(it -> clauses.addAll(of.apply(it).clauses()));
    var first = of.apply(group.getFirst());
    return new Flip.Verdict(first.reason(), List.copyOf(clauses), first.missing());
  }
}
