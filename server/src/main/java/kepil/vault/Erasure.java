package kepil.vault;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What became of an erasure.
public sealed interface Erasure {

  /// Nothing of the person is left here but an event that does not say whom it was about.
  ///
  /// @param recipients parties that got data of the person and must be told
  /// @param counts rows removed, by table
  /// @param receipt stands behind the commitment of the event; kept nowhere, so it is for the
  ///   person now or never
  record Erased(
      UUID event,
      Instant at,
      List<String> recipients,
      Map<String, Integer> counts,
      Recorded receipt)
      implements Erasure {
    public Erased {
      recipients = List.copyOf(recipients);
      counts = Map.copyOf(counts);
    }
  }

  /// A legal hold stands, so nothing was erased; that is recorded.
  record OnHold(UUID event) implements Erasure {}

  /// What is kept of the person does not open, so nobody here knows whether a hold stands; nothing
  /// was erased and nothing recorded.
  record Shut() implements Erasure {}

  /// Nobody of this number is known here.
  record NoSuchSubject() implements Erasure {}
}
