package kepil.vault;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import com.google.crypto.tink.KeysetHandle;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Those who use the keys of epochs while epochs begin and end, by Lincheck.
@Tag("slow")
final class InterleavingsTest {
  /// So many epochs have keys at a time.
  private static final int KEPT = 2;

  private static final KeysetHandle[] KEYS =
      IntStream.range(0, 16).mapToObj(_ -> Keys.newSealing()).toArray(KeysetHandle[]::new);

  /// Each begins an epoch more than the one before, and ends its oldest.
  private static final Keystore[] KEYSTORES =
      IntStream.range(0, 12).mapToObj(InterleavingsTest::keystore).toArray(Keystore[]::new);

  /// One who ends epochs, and those who use what they find.
  @Param(name = "epoch", gen = IntGen.class, conf = "1:3")
  public static final class Users {
    private final EpochKeys keys = new EpochKeys(KEYSTORES[0]);
    private int turned;

    @Operation(nonParallelGroup = "epochs")
    public void turn() {
      keys.take(KEYSTORES[++turned]);
    }

    @Operation
    public boolean opens(@Param(name = "epoch") int epoch) {
      return keys.of(epoch).isPresent();
    }

    @Validate
    public void noDestroyedKeyIsReady() {
      if (!keys.keystore().epochs().keySet().containsAll(keys.ready())) {
        throw new IllegalStateException("a destroyed key is ready");
      }
    }
  }

  /// The same without any concurrency.
  public static final class OneUser {
    private int turned;

    public void turn() {
      turned++;
    }

    public boolean opens(int epoch) {
      return epoch > turned && epoch <= turned + KEPT;
    }
  }

  @Test
  void noKeyOfAnEndedEpochIsFoundOrKept() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(200)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        // What a key is made ready by is not what is asked about.
        .addGuarantee(forClasses(Keys.class.getName()).allMethods().treatAsAtomic())
        .sequentialSpecification(OneUser.class)
        .check(Users.class);
  }

  private static Keystore keystore(int turned) {
    var epochs = new TreeMap<Integer, KeysetHandle>();
    for (int nr = turned + 1; nr <= turned + KEPT; nr++) epochs.put(nr, KEYS[nr]);
    return new Keystore(new UUID(0, 1), epochs, Keys.newFinding(), Keys.newSealing(), new byte[0]);
  }
}
