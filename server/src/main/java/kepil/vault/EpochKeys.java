package kepil.vault;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The keystore in use, and the keys of its epochs made ready for use.
///
/// INVARIANT: no key is kept ready of an epoch that the keystore in use does not have. Both are
/// replaced together: whoever makes a key ready from the keystore before puts it where nobody looks
/// any more, so that a destroyed key leaves the memory too.
final class EpochKeys {
  private record InUse(Keystore keystore, Map<Integer, Aead> ready) {
    InUse(Keystore keystore) {
      this(keystore, new ConcurrentHashMap<>());
    }
  }

  private volatile InUse inUse;

  EpochKeys(Keystore keystore) {
    this.inUse = new InUse(keystore);
  }

  Keystore keystore() {
    return inUse.keystore();
  }

  /// Uses another keystore from now on.
  void take(Keystore other) {
    inUse = new InUse(other);
  }

  /// The key of an epoch; none if the keystore in use does not have it.
  Optional<Aead> of(int epoch) {
    var now = inUse;
    var key = now.keystore().epochs().get(epoch);
    if (key == null) return Optional.empty();
    return Optional.of(
        now.ready()
            .computeIfAbsent(
                epoch,
                _ -> {
                  try {
                    return Keys.sealing(key);
                  } catch (GeneralSecurityException bad) {
                    throw new Unopenable("epoch " + epoch);
                  }
                }));
  }

  /// Epochs whose keys are ready, at a moment at which nobody uses another keystore.
  Set<Integer> ready() {
    return Set.copyOf(inUse.ready().keySet());
  }
}
