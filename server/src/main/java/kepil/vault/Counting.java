package kepil.vault;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Permit;
import kepil.gate.Refusal;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.proof.Effect;
import kepil.vault.SubjectStore.Lock;
import org.jdbi.v3.core.Handle;

/// Counts people by what is stored of them in the fields a statistic is made of. Nobody is counted
/// whom the gate does not let be counted, no group is told that is smaller than the policy
/// published, and the gate decides on the whole once more before it is given away.
///
/// Nobody is held for it, or whoever asks of one of these people would have to wait until all are
/// counted. They are read in pieces, and each is decided on as they were when their piece was read;
/// who objects or is erased after that counts as if they had done so after the statistic.
final class Counting {
  /// So many people are read together to be counted.
  private static final int PIECE = 500;

  private final Vault vault;
  private final Weighing weighing;

  Counting(Vault vault, Weighing weighing) {
    this.vault = vault;
    this.weighing = weighing;
  }

  /// What was counted so far.
  private static final class Tally {
    private final TreeMap<String, Integer> groups = new TreeMap<>();
    private int leftOut;
    private Optional<Answer> permission = Optional.empty();
    private Optional<Answer> refusal = Optional.empty();
  }

  /// @param field the statistic: a field of a category with a smallest group
  /// @param counting the operation `aggregate` with the purpose, for nobody in particular
  /// @param giving who gets it; empty if it stays here
  Counted count(Handle tx, Gate gate, String field, Ask counting, Optional<Ask> giving) {
    var program = gate.program();
    var declared = program.fields().get(field);
    var category = declared == null ? null : program.categories().get(declared.category());
    if (category == null || category.smallestGroup().isEmpty()) {
      throw new IllegalArgumentException(
          "`"
              + field
              + "` is no statistic of the policy: expected a field of a category with"
              + " `smallest-group`");
    }
    var people =
        tx.createQuery(
                """
                select distinct subject from held_values
                where org = :org and field = any(:sources) order by subject
                """)
            .bind("org", program.id())
            .bindArray("sources", String.class, List.copyOf(category.from()))
            .mapTo(UUID.class)
            .map(SubjectId::new)
            .list();
    // Whether somebody may be counted in a group as large as promised; a smaller one is not told.
    var alone = counting.of(Set.of(field)).inGroupsOf(category.smallestGroup().get());
    var tally = new Tally();
    for (int from = 0; from < people.size(); from += PIECE) {
      var some = people.subList(from, Math.min(people.size(), from + PIECE));
      weighing
          .see(tx, gate, some, Lock.NO, Set.copyOf(category.from()), _ -> tally.leftOut++)
          .forEach(
              it -> {
                try {
                  count(gate, it.s(), latest(it.stored(), category.from()), alone, tally);
                } catch (Unopenable altered) {
                  tally.leftOut++;
                }
              });
    }
    int smallest = category.smallestGroup().get();
    var groups = new LinkedHashMap<String, Integer>();
    tally.groups.entrySet().stream()
        .filter(it -> it.getValue() >= smallest)
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(it -> groups.put(it.getKey(), it.getValue()));
    int told = groups.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    var asked = giving.orElse(counting).of(Set.of(field)).inGroupsOf(told);
    var answer =
        giving.isPresent() || people.isEmpty()
            ? weighing.decide(gate, asked, Standing.unknown()).answer()
            : tally
                .permission
                .or(() -> tally.refusal)
                .orElseGet(() -> weighing.decide(gate, asked, Standing.unknown()).answer());
    var event = vault.event();
    vault
        .journal()
        .everybody(
            tx,
            Ground.of(answer)
                .entry(
                    event,
                    vault.now(),
                    program.id(),
                    asked.operation().word(),
                    answer.permits() ? Effect.PERMIT : Effect.REFUSE));
    if (!answer.permits()) return new Counted.Refused(answer, event);
    return new Counted.Done(
        answer, event, groups, tally.groups.size() - groups.size(), tally.leftOut);
  }

  private void count(Gate gate, Subject s, Collection<Stored> values, Ask counting, Tally tally) {
    // Somebody of whom two fields say the same is one person of that group.
    var groups = new TreeSet<String>();
    for (var it : values) {
      switch (weighing.decide(
          gate,
          Weighing.stored(gate, counting.whose(s.id()), Weighing.Origin.of(it)),
          s.standing())) {
        case Permit permit -> {
          groups.add(ValueStore.openToCount(s, permit, gate.program(), it).reveal());
          tally.permission = Optional.of(permit.answer());
        }
        case Refusal(Answer answer) -> tally.refusal = Optional.of(answer);
      }
    }
    for (var group : groups) tally.groups.merge(group, 1, Integer::sum);
    if (groups.isEmpty()) tally.leftOut++;
  }

  /// Of each field the newest value, so that nobody is counted twice in it.
  private static Collection<Stored> latest(List<Stored> values, Collection<String> fields) {
    var latest = new LinkedHashMap<String, Stored>();
    for (var it : values) if (fields.contains(it.field())) latest.put(it.field(), it);
    return latest.values();
  }
}
