package kepil.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What every store must answer.
final class Truth {
  private final int people;
  private final List<Item> made = new ArrayList<>();
  private final Map<Integer, Item> there = new TreeMap<>();
  private final Map<Integer, Set<Integer>> byPerson = new HashMap<>();
  private final Set<Integer> closed = new HashSet<>();
  private final Map<Integer, Set<Integer>> objections = new HashMap<>();
  private Item last;

  Truth(int records) {
    this.people = Math.max(1, records / GdprBench.PER_PERSON);
    var random = new SplittableRandom(42);
    for (int key = 0; key < records; key++) put(made(Item.made(key, people, random)));
    last = made.getFirst();
  }

  private Item made(Item it) {
    made.add(it);
    return it;
  }

  List<Item> all() {
    return List.copyOf(made);
  }

  Item added(SplittableRandom random) {
    var it = made(Item.made(made.size(), people, random));
    put(it);
    return it;
  }

  void put(Item it) {
    if (it.key() < made.size()) made.set(it.key(), it);
    there.put(it.key(), it);
    byPerson.computeIfAbsent(it.person(), _ -> new HashSet<>()).add(it.key());
  }

  void remove(Item it) {
    there.remove(it.key());
    byPerson.getOrDefault(it.person(), new HashSet<>()).remove(it.key());
  }

  /// One that is there.
  Item any(SplittableRandom random) {
    while (true) {
      var it = there.get(random.nextInt(made.size()));
      if (it != null) return last = it;
    }
  }

  Item last() {
    return last;
  }

  /// One that is there, by Zipf's law: the first are asked for most.
  Item popular(SplittableRandom random) {
    while (true) {
      int key = (int) Math.min(made.size() - 1, Math.pow(made.size(), random.nextDouble()));
      var it = there.get(key);
      if (it != null) return it;
    }
  }

  /// @return whether the purpose is closed now
  boolean toggled(int purpose) {
    if (!closed.remove(purpose)) closed.add(purpose);
    return closed.contains(purpose);
  }

  void objected(int person, int purpose) {
    objections.computeIfAbsent(person, _ -> new HashSet<>()).add(purpose);
  }

  boolean disclosable(Item it) {
    return !closed.contains(it.purpose())
        && !objections.getOrDefault(it.person(), Set.of()).contains(it.purpose());
  }

  Optional<String> data(Item it) {
    return Optional.ofNullable(there.get(it.key())).map(Item::data);
  }

  Set<String> ofPurpose(int purpose) {
    return there.values().stream()
        .filter(it -> it.purpose() == purpose)
        .map(Item::data)
        .collect(Collectors.toSet());
  }

  Collection<Item> ofPerson(int person) {
    return keysOf(person).stream().map(there::get).toList();
  }

  Set<String> dataOf(int person) {
    return ofPerson(person).stream().map(Item::data).collect(Collectors.toSet());
  }

  Set<Integer> keysOf(int person) {
    return Set.copyOf(byPerson.getOrDefault(person, Set.of()));
  }
}
