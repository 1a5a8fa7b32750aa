package kepil.diff;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.policy.Condition;
import kepil.policy.Program;
import kepil.policy.Rule;

/// What could be so when an ask is decided: which choices were made, which facts noted, which
/// conditions hold. A world is the set of those that hold; all others do not.
final class Worlds {
  /// Conditions that follow from the ask and the place and cannot be chosen.
  private static final Set<Condition> GIVEN =
      Set.of(Condition.REGISTERED, Condition.ABROAD, Condition.MECHANISM_VALID);

  private static final int DEEPEST = 10;
  private static final int MOST = 200;

  private final Gate gate;
  private final LocalDate today;
  private final Instant now;

  Worlds(Gate gate, LocalDate today, Instant now) {
    this.gate = gate;
    this.today = today;
    this.now = now;
  }

  Program program() {
    return gate.program();
  }

  /// What this version answers in a world.
  Answer answer(Ask ask, Optional<String> place, Set<String> world) {
    return gate.decide(asked(ask, world), standing(ask, place, world), now).answer();
  }

  List<Rule> speaking(Ask ask, Optional<String> place) {
    var speaks = gate.speaking(ask, new Standing(place, Optional.empty(), List.of()), now);
    return program().rules().stream().filter(speaks).toList();
  }

  Predicate<Rule> speaks(Ask ask, Standing standing) {
    return gate.speaking(ask, standing, now);
  }

  /// The smallest worlds in which the ask is permitted: what a permission wants, and what spares
  /// from each refusal that then bites.
  Set<Set<String>> permitting(Ask ask, Optional<String> place, List<Rule> speaking) {
    var found = new LinkedHashSet<Set<String>>();
    var seen = new HashSet<Set<String>>();
    for (var rule : speaking) {
      if (!rule.allows()) continue;
      for (var world : whatHolds(rule)) spare(ask, place, world, found, seen, 0);
    }
    return smallest(found);
  }

  private void spare(
      Ask ask,
      Optional<String> place,
      Set<String> world,
      Set<Set<String>> found,
      Set<Set<String>> seen,
      int depth) {
    if (depth > DEEPEST || seen.size() > MOST || !seen.add(world)) return;
    var answer = answer(ask, place, world);
    if (answer.permits()) {
      found.add(world);
      return;
    }
    if (!answer.reason().equals("refused")) return;
    var refusing =
        program().rules().stream()
            .filter(it -> it.id().equals(answer.rules().getFirst()))
            .findFirst();
    if (refusing.isEmpty()) return;
    for (var word : refusing.get().unless()) {
      if (!free(word) || world.contains(word)) continue;
      spare(ask, place, with(world, Set.of(word)), found, seen, depth + 1);
    }
  }

  /// Each smallest way for the rule's conditions to hold, as far as they can be chosen.
  List<Set<String>> whatHolds(Rule rule) {
    var all = new TreeSet<String>();
    rule.ifAll().stream().filter(this::free).forEach(all::add);
    var any = rule.ifAny().stream().filter(this::free).toList();
    boolean free = rule.ifAny().isEmpty() || any.size() < rule.ifAny().size();
    var ways = new ArrayList<Set<String>>();
    if (free) ways.add(all);
    for (var word : any) ways.add(with(all, Set.of(word)));
    return ways;
  }

  static Set<String> with(Set<String> world, Set<String> more) {
    var all = new TreeSet<>(world);
    all.addAll(more);
    return all;
  }

  /// Those of which no other is a part.
  static Set<Set<String>> smallest(Set<Set<String>> worlds) {
    var kept = new LinkedHashSet<Set<String>>();
    for (var it : worlds) {
      if (worlds.stream()
          .noneMatch(other -> other != it && other.size() < it.size() && it.containsAll(other))) {
        kept.add(it);
      }
    }
    return kept;
  }

  private boolean free(String word) {
    return Condition.of(word)
        .map(it -> !GIVEN.contains(it))
        .orElse(program().words().containsKey(word));
  }

  private Ask asked(Ask ask, Set<String> world) {
    var given = new HashSet<String>();
    for (var word : world) {
      var declared = program().words().get(word);
      if (declared != null && !declared.choice()) given.add(word);
    }
    var asked = ask.given(given);
    if (world.contains(Condition.TO_OWN_CLIENT.word()) && ask.recipient().isPresent()) {
      asked = asked.onBehalfOf(ask.recipient().get());
    }
    if (world.contains(Condition.GROUP_LARGE_ENOUGH.word())) asked = asked.inGroupsOf(1_000_000);
    if (!ask.operation().brings()) {
      asked =
          asked.collectedOn(world.contains(Condition.OVER_KEPT.word()) ? LocalDate.EPOCH : today);
    }
    return asked;
  }

  private Standing standing(Ask ask, Optional<String> place, Set<String> world) {
    var marks = new ArrayList<Mark>();
    for (var word : world) {
      var declared = program().words().get(word);
      if (declared != null && declared.choice()) {
        var scope = new HashMap<String, String>();
        for (var part : declared.per()) ask.part(part).ifPresent(it -> scope.put(part, it));
        if (declared.towards().isPresent()) {
          ask.recipient().ifPresent(it -> scope.put("recipient", it));
        }
        marks.add(new Mark(word, scope, true, now));
      } else if (Condition.of(word).isPresent()) {
        marks.add(new Mark(word, Map.of(), true, now));
      }
    }
    var born =
        world.contains(Condition.BELOW_CONSENT_AGE.word())
            ? Optional.of(today.minusYears(1))
            : Optional.<LocalDate>empty();
    return new Standing(place, born, marks);
  }
}
