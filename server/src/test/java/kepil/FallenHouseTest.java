package kepil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import kepil.store.FreshStore;
import kepil.store.StoreConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Memory runs out while a house is built: what stood is taken down again, and the next one can
/// stand on the same ground.
@Tag("slow")
final class FallenHouseTest {
  @TempDir Path temp;

  @Test
  void anErrorWhileStartingLeavesNothingOpen() {
    var database = FreshStore.config();
    var policy = OwnProcess.policy();
    var heavy =
        new AbstractList<Path>() {
          @Override
          public Path get(int nr) {
            return policy;
          }

          @Override
          public int size() {
            return 1;
          }

          /// It is copied late, when all but the door is open.
          @Override
          public Object[] toArray() {
            throw new OutOfMemoryError("made up");
          }
        };
    var falls = new House(plan(database, heavy), Progress.ofThisProgram(true));
    assertThatThrownBy(falls::open).isInstanceOf(OutOfMemoryError.class).hasMessage("made up");
    // The lock on the data folder was the first thing it took, and would be the last to be given
    // back.
    try (var stands =
        new House(plan(database, List.of(policy)), Progress.ofThisProgram(true)).open()) {
      assertThat(stands.port()).isPositive();
      assertThat(stands.organisations()).containsExactly(Caller.ORG);
    }
  }

  private House.Plan plan(StoreConfig database, List<Path> policies) {
    return new House.Plan(
        temp,
        temp.resolve(House.KEYSTORE),
        Optional.of(database),
        policies,
        "127.0.0.1",
        0,
        false,
        "fallen.example",
        Optional.empty(),
        false,
        false,
        Optional.empty());
  }
}
