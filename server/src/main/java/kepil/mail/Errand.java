package kepil.mail;

import java.util.UUID;
import kepil.gate.Ask;

/// A letter that an act upon somebody's data wrote. It has no address: that is opened when it goes,
/// if the gate still permits the act then. Its text form says nothing of it.
///
/// @param ask the act
/// @param event under which the act is recorded
/// @param language BCP 47, said in the header
public record Errand(Ask ask, UUID event, String language, String subject, String text) {
  /// What it is called in the books.
  static final String PURPOSE = "message";

  Letter to(String address) {
    return new Letter(address, language, subject, text, PURPOSE);
  }

  @Override
  public String toString() {
    return "Errand[" + event + "]";
  }
}
