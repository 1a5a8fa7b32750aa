package kepil.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import kepil.proof.Entry;
import kepil.proof.Malformed;
import kepil.store.Trip;
import kepil.vault.Numbers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An event is found by its number whatever its number says, however many bundles there are.
@Tag("slow")
final class FoundTest extends OneLedger {
  private static final int BUNDLES = 40;
  private static final int ENTRIES = BUNDLES * 256 + 100;

  private final SecureRandom chance = new SecureRandom();

  FoundTest(@TempDir Path folder) {
    super(folder);
  }

  /// Ten a millisecond.
  private UUID timely(int nr) {
    return Numbers.event(chance, CLOCK.instant().plusMillis(nr / 10));
  }

  private UUID late(int nr) {
    return Numbers.event(chance, CLOCK.instant().minusSeconds(1 + nr * 7_919L % 500_000));
  }

  /// As programs number what they decide for themselves: in a row.
  private static UUID inARow(int nr) {
    return new UUID(0x0f12_3456_789a_8bcdL, 0x8765_4321_0000_0000L | nr);
  }

  private List<UUID> sequenced(String org, List<UUID> ids) {
    for (int from = 0; from < ids.size(); from += 1_000) {
      var some = ids.subList(from, Math.min(from + 1_000, ids.size()));
      var entries = some.stream().map(it -> entry(org, it, "1.1")).toList();
      jdbi.useTransaction(tx -> ledger.write(new Trip(), entries).go(tx));
      sequencer().round(org);
    }
    return ids;
  }

  private static List<Integer> stretches(String org) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select cardinality(stretches) from ledger_bundles
                    where org = :org and stretches is not null order by n
                    """)
                .bind("org", org)
                .mapTo(Integer.class)
                .list());
  }

  private void allAreFound(String org, List<UUID> ids) throws Malformed {
    for (int i = 0; i < ids.size(); i += 17) {
      assertThat(ledger.sequenced(org, ids.get(i))).hasValue(i);
      var proof = ledger.proof(org, ids.get(i)).orElseThrow();
      assertThat(proof.index()).isEqualTo(i);
      assertThat(Entry.parse(proof.entry()).id()).isEqualTo(ids.get(i));
    }
    jdbi.useHandle(
        tx -> {
          for (int from = 0; from < ids.size(); from += 1_000) {
            var some = ids.subList(from, Math.min(from + 1_000, ids.size()));
            var asked = new ArrayList<>(some);
            // Near those that are there, and not there.
            some.forEach(
                it ->
                    asked.add(
                        new UUID(
                            it.getMostSignificantBits(), it.getLeastSignificantBits() ^ 1L << 31)));
            assertThat(ledger.recorded(tx, org, asked)).isEqualTo(new HashSet<>(some));
            assertThat(ledger.recorded(tx, "another", some)).isEmpty();
          }
        });
  }

  @Test
  void numbersOfOneTimeLieInFewStretches() throws Malformed {
    var ids = sequenced("timely", IntStream.range(0, ENTRIES).mapToObj(this::timely).toList());
    assertThat(stretches("timely")).hasSize(BUNDLES).allMatch(it -> it <= 2);
    allAreFound("timely", ids);
  }

  @Test
  void whatComesLateBringsItsOwn() throws Malformed {
    var ids =
        sequenced(
            "late",
            IntStream.range(0, ENTRIES)
                .mapToObj(it -> it % 50 == 0 ? late(it) : timely(it))
                .toList());
    assertThat(stretches("late")).hasSize(BUNDLES).allMatch(it -> it >= 4 && it <= 2 + 6);
    allAreFound("late", ids);
  }

  @Test
  void numbersInARowLieInFewStretches() throws Malformed {
    var ids =
        sequenced(
            "in-a-row",
            IntStream.range(0, ENTRIES)
                .mapToObj(it -> it % 2 == 0 ? inARow(it / 2 + 100) : timely(it))
                .toList());
    assertThat(stretches("in-a-row")).hasSize(BUNDLES).allMatch(it -> it <= 4);
    allAreFound("in-a-row", ids);
  }

  @Test
  void numbersByChanceAreFoundToo() throws Malformed {
    var ids =
        sequenced(
            "by-chance",
            IntStream.range(0, ENTRIES).mapToObj(_ -> Numbers.random(chance)).toList());
    assertThat(stretches("by-chance")).hasSize(BUNDLES).allMatch(it -> it == 256);
    allAreFound("by-chance", ids);
  }

  /// A clock that is wrong by years, and numbers at the ends of what a number can be.
  @Test
  void noNumberIsTooOdd() throws Malformed {
    var odd =
        List.of(
            new UUID(0, 0),
            new UUID(-1, -1),
            new UUID(0xffff_ffff_ffff_7fffL, -1),
            new UUID(0x7000L, 0),
            Numbers.event(chance, Instant.EPOCH),
            Numbers.event(chance, Instant.parse("9999-12-31T23:59:59Z")));
    var ids = new ArrayList<UUID>(IntStream.range(0, 300).mapToObj(this::timely).toList());
    ids.addAll(7, odd);
    sequenced("odd", ids);
    allAreFound("odd", ids);
    for (var it : odd) assertThat(ledger.sequenced("odd", it)).isPresent();
  }
}
