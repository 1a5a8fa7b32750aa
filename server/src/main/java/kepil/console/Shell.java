package kepil.console;

import java.util.List;
import java.util.Optional;
import kepil.words.Frame;

/// What stands around every page of the console: the frame, whose organisation it is, who is signed
/// in.
///
/// @param organisations links to the same page of the others; none where there is one only
/// @param operator the name of whoever is signed in
/// @param token to be sent back by every form of the page
/// @param done what the last form did, in a sentence
public record Shell(
    Frame frame,
    List<Frame.Way> organisations,
    Optional<String> operator,
    String token,
    Optional<String> done) {
  public Shell {
    organisations = List.copyOf(organisations);
  }
}
