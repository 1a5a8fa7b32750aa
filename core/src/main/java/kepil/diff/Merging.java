package kepil.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Many flips that differ in one part are one flip with several values of that part.
final class Merging {
  private Merging() {}

  /// @param everywhere how many places there are; a flip in all of them is for everybody
  static List<Flip> of(List<Flip> found, int everywhere) {
    var flips = List.copyOf(new LinkedHashSet<>(found));
    flips =
        merge(
            flips,
            Flip::fields,
            (it, all) ->
                new Flip(
                    it.permits(),
                    it.operations(),
                    all,
                    it.points(),
                    it.purposes(),
                    it.recipients(),
                    it.countries(),
                    it.channels(),
                    it.places(),
                    it.conditions(),
                    it.before(),
                    it.now()));
    flips =
        merge(
            flips,
            Flip::channels,
            (it, all) ->
                new Flip(
                    it.permits(),
                    it.operations(),
                    it.fields(),
                    it.points(),
                    it.purposes(),
                    it.recipients(),
                    it.countries(),
                    all,
                    it.places(),
                    it.conditions(),
                    it.before(),
                    it.now()));
    flips =
        merge(
            flips,
            Flip::places,
            (it, all) ->
                new Flip(
                    it.permits(),
                    it.operations(),
                    it.fields(),
                    it.points(),
                    it.purposes(),
                    it.recipients(),
                    it.countries(),
                    it.channels(),
                    all.size() == everywhere ? Set.of() : all,
                    it.conditions(),
                    it.before(),
                    it.now()));
    flips =
        merge(
            flips,
            Flip::purposes,
            (it, all) ->
                new Flip(
                    it.permits(),
                    it.operations(),
                    it.fields(),
                    it.points(),
                    all,
                    it.recipients(),
                    it.countries(),
                    it.channels(),
                    it.places(),
                    it.conditions(),
                    it.before(),
                    it.now()));
    flips =
        merge(
            flips,
            Flip::recipients,
            (it, all) ->
                new Flip(
                    it.permits(),
                    it.operations(),
                    it.fields(),
                    it.points(),
                    it.purposes(),
                    all,
                    it.countries(),
                    it.channels(),
                    it.places(),
                    it.conditions(),
                    it.before(),
                    it.now()));
    flips =
        merge(
            flips,
            Flip::points,
            (it, all) ->
                new Flip(
                    it.permits(),
                    it.operations(),
                    it.fields(),
                    all,
                    it.purposes(),
                    it.recipients(),
                    it.countries(),
                    it.channels(),
                    it.places(),
                    it.conditions(),
                    it.before(),
                    it.now()));
    flips =
        merge(
            flips,
            Flip::operations,
            (it, all) ->
                new Flip(
                    it.permits(),
                    all,
                    it.fields(),
                    it.points(),
                    it.purposes(),
                    it.recipients(),
                    it.countries(),
                    it.channels(),
                    it.places(),
                    it.conditions(),
                    it.before(),
                    it.now()));
    return flips.stream()
        .sorted(
            Comparator.comparing(Flip::permits)
                .reversed()
                .thenComparing(it -> it.operations().toString())
                .thenComparing(it -> it.purposes().toString())
                .thenComparing(Flip::sentence))
        .toList();
  }

  private static List<Flip> merge(
      List<Flip> flips,
      Function<Flip, Set<String>> part,
      BiFunction<Flip, Set<String>, Flip> with) {
    var groups = new LinkedHashMap<List<Object>, List<Flip>>();
    for (var it : flips) {
      groups
          .computeIfAbsent(
              key(with.apply(it, Set.of()), part.apply(it).isEmpty()), _ -> new ArrayList<>())
          .add(it);
    }
    var merged = new ArrayList<Flip>();
    for (var group : groups.values()) {
      var all = new LinkedHashSet<String>();
      group.forEach(it -> all.addAll(part.apply(it)));
      var one = with.apply(group.getFirst(), all);
      merged.add(
          new Flip(
              one.permits(),
              one.operations(),
              one.fields(),
              one.points(),
              one.purposes(),
              one.recipients(),
              one.countries(),
              one.channels(),
              one.places(),
              one.conditions(),
              together(group, Flip::before),
              together(group, Flip::now)));
    }
    return merged;
  }

  /// What nothing declares is refused alike, whichever clauses name the field; all other answers
  /// must be the same.
  private static List<Object> key(Flip it, boolean none) {
    return List.of(
        it.permits(),
        it.operations(),
        it.fields(),
        it.points(),
        it.purposes(),
        it.recipients(),
        it.countries(),
        it.channels(),
        it.places(),
        it.conditions(),
        verdict(it.before()),
        verdict(it.now()),
        none);
  }

  private static List<Object> verdict(Flip.Verdict it) {
    return it.reason().equals("undeclared")
        ? List.of("undeclared")
        : List.of(it.reason(), it.clauses(), it.missing());
  }

  private static Flip.Verdict together(List<Flip> group, Function<Flip, Flip.Verdict> of) {
    var clauses = new LinkedHashSet<String>();
    group.forEach(it -> clauses.addAll(of.apply(it).clauses()));
    var first = of.apply(group.getFirst());
    return new Flip.Verdict(first.reason(), List.copyOf(clauses), first.missing());
  }
}
