package kepil;

import kepil.proof.Malformed;

/// What Jazzer calls, in a JVM of its own: one parser of [FuzzedParser], named by a property.
///
/// Public, since Jazzer finds it by its name.
public final class FuzzTarget {
  private static FuzzedParser parser;

  private FuzzTarget() {}

  public static void fuzzerInitialize() {
    parser = FuzzedParser.named(System.getProperty("kepil.fuzz"));
    // Classes are loaded and given their counters before anything is timed.
    for (var bytes : parser.wellFormed()) {
      try {
        parser.parse().read(bytes);
      } catch (Malformed _) {
        // a vector of what is refused
      }
    }
  }

  public static void fuzzerTestOneInput(byte[] bytes) {
    parser.feed(bytes);
  }
}
