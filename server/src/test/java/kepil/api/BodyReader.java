package kepil.api;

import java.util.List;
import kepil.web.Call;

/// Reads a body as an endpoint does, for a test that is not in this room.
public final class BodyReader {
  private BodyReader() {}

  /// Every shape of a body there is reads it, or refuses it as the API refuses.
  public static void read(Call call) {
    for (var shape :
        List.of(
            ActShapes.COLLECT,
            ActShapes.USE,
            ActShapes.DECIDE,
            PeopleShapes.SUBJECT,
            ReadingShapes.READ)) {
      try {
        Body.read(call, shape);
      } catch (Stop refused) {
        refused.reply();
      }
    }
  }
}
