package kepil;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// What is made on a thread of its own while something else is waited for.
final class Ahead<T> {
  private final FutureTask<T> making;

  private Ahead(Supplier<T> make) {
    this.making = new FutureTask<>(make::get);
  }

  static <T> Ahead<T> of(Supplier<T> make) {
    var it = new Ahead<>(make);
    Thread.ofPlatform().daemon().name("ahead").start(it.making);
    return it;
  }

  /// Waits for it.
  ///
  /// @throws RuntimeException what making it threw
  T get() {
    try {
      return making.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException it
          ? it
          : new IllegalStateException("what was to be made ahead failed", failed.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Unusable("stopped while starting; nothing is lost, start it again");
    }
  }
}
