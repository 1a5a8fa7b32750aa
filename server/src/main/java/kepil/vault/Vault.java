package kepil.vault;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.gate.Warrant;
import org.jdbi.v3.core.Handle;

/// Everything kept of people, sealed. Every method works within the caller's transaction.
public final class Vault {
  public Vault(Keyring keyring, Events ledger, InstantSource clock, SecureRandom random) {}

  /// A new person with a key of their own.
  public SubjectId admit(Handle tx, String org) {
    throw new UnsupportedOperationException();
  }

  /// The person found by this identifier; the one who had it first, where several share it.
  public Optional<SubjectId> find(Handle tx, String org, String field, String value) {
    throw new UnsupportedOperationException();
  }

  /// The person found by this identifier, or a new one who has it. Two at once get the same person.
  public SubjectId recognise(Handle tx, String org, String field, String value) {
    throw new UnsupportedOperationException();
  }

  /// Lets the person be found by this value from now on. Only a blind index of it is kept.
  ///
  /// @return false if there is no such person
  public boolean identify(Handle tx, String org, SubjectId s, String field, String value) {
    throw new UnsupportedOperationException();
  }

  /// What the gate must know of a person; empty if there is no such person.
  public Optional<Standing> standing(Handle tx, String org, SubjectId s) {
    throw new UnsupportedOperationException();
  }

  /// Notes a choice or fact.
  ///
  /// @return the event; empty if there is no such person
  public Optional<UUID> note(Handle tx, Gate gate, SubjectId s, Mark mark, Shown shown) {
    throw new UnsupportedOperationException();
  }

  /// @return false if there is no such person
  public boolean lives(Handle tx, String org, SubjectId s, String place) {
    throw new UnsupportedOperationException();
  }

  /// @return false if there is no such person
  public boolean born(Handle tx, String org, SubjectId s, LocalDate day) {
    throw new UnsupportedOperationException();
  }

  /// Opens all that is known of a person, on a warrant for access or portability.
  public Optional<Everything> everything(Handle tx, Gate gate, Warrant warrant) {
    throw new UnsupportedOperationException();
  }

  /// Erases a person, on a warrant for erasure or the closing of the account.
  public Erasure erase(Handle tx, Gate gate, Warrant warrant) {
    throw new UnsupportedOperationException();
  }

  /// Replaces a value, on a warrant for correction.
  ///
  /// @return the corrected value; empty if the person or the value is not there
  public Optional<Held> correct(Handle tx, Gate gate, Warrant warrant, UUID held, String value) {
    throw new UnsupportedOperationException();
  }

  /// Deletes values past their period that no legal hold keeps.
  ///
  /// @param batch at most so many values
  public Swept sweep(Handle tx, Gate gate, int batch) {
    throw new UnsupportedOperationException();
  }
}
