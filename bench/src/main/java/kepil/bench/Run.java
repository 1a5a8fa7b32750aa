package kepil.bench;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of the benchmark: how long it may take, where it says what it is doing, and a database
/// that its parts share.
final class Run implements AutoCloseable {
  /// How long to take.
  enum Depth {
    /// All parts in two to three minutes; the ratios are rough.
    QUICK,
    /// What docs/performance.md quotes.
    FULL,
    /// Each program once around, for the tests: that it works, and nothing about how fast.
    TRIAL
  }

  private final Depth depth;
  private final Consumer<String> tell;
  private @Nullable Database database;

  Run(Depth depth, Consumer<String> tell) {
    this.depth = depth;
    this.tell = tell;
  }

  Depth depth() {
    return depth;
  }

  /// @return the one meant for this depth
  <T> T choose(T quick, T full) {
    return depth == Depth.FULL ? full : quick;
  }

  /// @return the one meant for this depth
  <T> T choose(T trial, T quick, T full) {
    return depth == Depth.TRIAL ? trial : choose(quick, full);
  }

  void tell(String word) {
    tell.accept(word);
  }

  /// The database, with its tables and nothing in them: whoever asks is its only user until
  /// somebody asks again.
  Database database() throws IOException {
    if (database == null) return database = new Database();
    database.empty();
    return database;
  }

  @Override
  public void close() {
    if (database != null) database.close();
  }
}
