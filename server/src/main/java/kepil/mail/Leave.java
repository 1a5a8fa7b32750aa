package kepil.mail;

import kepil.vault.SecretText;
import org.jdbi.v3.core.Handle;

/// Who is asked, each time a letter of an act is about to go, whether it still may.
public interface Leave {
  /// What is recorded of it is recorded in the caller's transaction, which also holds the person
  /// until it ends.
  ///
  /// @param org whose letter it is
  Word of(Handle tx, String org, Errand errand);

  /// What is to become of a letter.
  sealed interface Word {
    /// It goes to this address.
    record Go(SecretText to) implements Word {}

    /// It never goes: the act is refused now, or there is no address any more, or nobody whose it
    /// could be.
    record Stay() implements Word {}

    /// Nobody can say just now.
    ///
    /// @param why without any word of the letter or of whom it is for
    record Later(String why) implements Word {}
  }
}
