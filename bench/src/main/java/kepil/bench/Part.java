package kepil.bench;

import java.util.List;
import java.util.function.Consumer;

/// Something that is timed, together with its floors: a program anybody can read and run.
interface Part {
  /// The word for it on the command line.
  String name();

  /// What is timed beside what, in one line.
  String about();

  /// Measures. Every part begins from nothing and leaves nothing behind.
  ///
  /// @param depth how long to take
  /// @param tell where it says what it is doing
  List<Figure> measure(Depth depth, Consumer<String> tell) throws Exception;

  enum Depth {
    /// All parts in some four minutes; the ratios are rough.
    QUICK,
    /// What docs/performance.md quotes.
    FULL;

    /// @return the one meant for this depth
    <T> T choose(T quick, T full) {
      return this == QUICK ? quick : full;
    }
  }
}
