package kepil.carry;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kepil.gate.Gate;
import kepil.mail.Errand;
import kepil.mail.Leave;
import kepil.vault.Acts;
import kepil.vault.Held;
import kepil.vault.Outcome;
import org.jdbi.v3.core.Handle;

/// Asks the gate of the policy in force once more, with what is known of the person now, before a
/// letter goes. So a letter that waited, for seconds or while the mail server was away, does not go
/// to somebody who objected meanwhile, nor to an address that was corrected or is kept no longer.
public final class AskedAgain implements Leave {
  private final Acts acts;
  private final Function<String, Optional<Gate>> gates;

  /// @param gates of the policy in force, by organisation
  public AskedAgain(Acts acts, Function<String, Optional<Gate>> gates) {
    this.acts = acts;
    this.gates = gates;
  }

  @Override
  public Word of(Handle tx, String org, Errand errand) {
    var gate = gates.apply(org);
    if (gate.isEmpty()) return new Word.Later("no policy is in force");
    var outcome = acts.again(tx, gate.get(), errand.ask(), errand.event());
    if (outcome.isEmpty()) return new Word.Later("another transaction holds the person");
    return switch (outcome.get()) {
      case Outcome.Done done ->
          // There is one: an act that opens none is refused. The newest is the one in use.
          new Word.Go(
              done.values().values().stream()
                  .flatMap(List::stream)
                  .max(Comparator.comparing(Held::collectedAt))
                  .orElseThrow()
                  .value());
      case Outcome.Refused _, Outcome.NoSuchSubject _ -> new Word.Stay();
    };
  }
}
