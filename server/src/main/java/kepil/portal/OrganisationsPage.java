package kepil.portal;

import java.util.List;
import kepil.words.Frame;

/// The organisations whose policies run here.
public record OrganisationsPage(Frame frame, List<Card> cards) {
  public record Card(
      String name, String href, String version, String effective, String languages) {}
}
