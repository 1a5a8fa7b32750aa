package kepil;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Tells the person at the terminal what takes so long, and nothing about what does not.
///
/// A step that ends within two seconds leaves no trace. On a terminal a longer one has a line that
/// counts seconds and stays behind with the total; elsewhere (a log, a pipe) it has one plain line
/// at each end.
public final class Progress {

  private static final Duration A_BREATH = Duration.ofSeconds(2);

  private final PrintStream out;
  private final boolean terminal;
  private final boolean quiet;
  private final Duration patience;
  private final LongSupplier nanos;

  private Progress(
      PrintStream out, boolean terminal, boolean quiet, Duration patience, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.quiet = quiet;
    this.patience = patience;
    this.nanos = nanos;
  }

  /// On this stream. Whether it is a terminal only the caller knows: Java cannot ask about standard
  /// error.
  public static Progress on(PrintStream out, boolean terminal, boolean quiet) {
    return new Progress(out, terminal, quiet, A_BREATH, System::nanoTime);
  }

  /// On standard error; the launcher has looked whether it is a terminal.
  public static Progress ofThisProgram(boolean quiet) {
    return on(System.err, Boolean.getBoolean("kepil.terminal"), quiet);
  }

  static Progress patientFor(Duration patience, PrintStream out, boolean terminal) {
    return new Progress(out, terminal, false, patience, System::nanoTime);
  }

  /// A line by itself, now: where the program is, what it has opened.
  public void say(String line) {
    if (!quiet) {
      out.println(line);
      out.flush();
    }
  }

  /// Begins a step, to be closed when it is done: `try (var _ = progress.step("starting
  /// PostgreSQL")) { … }`.
  public Step step(String what) {
    return new Step(what);
  }

  /// Something that may take long.
  public final class Step implements AutoCloseable {
    private final String what;
    private final long began = nanos.getAsLong();
    private final Thread teller;
    private boolean told;
    private boolean closed;

    private Step(String what) {
      this.what = what;
      this.teller = Thread.ofVirtual().unstarted(this::tell);
      if (!quiet) {
        teller.start();
      }
    }

    private void tell() {
      try {
        Thread.sleep(patience);
        while (telling()) {
          Thread.sleep(Duration.ofSeconds(1));
        }
      } catch (InterruptedException _) {
        // the step is done
      }
    }

    /// Shows the line as it is now; false when nothing further is to be shown.
    private synchronized boolean telling() {
      if (closed) {
        return false;
      }
      told = true;
      if (terminal) {
        out.print("\r\033[K" + what + "… " + seconds() + " s");
      } else {
        out.println(what + "…");
      }
      out.flush();
      return terminal;
    }

    @Override
    public synchronized void close() {
      if (closed) {
        return;
      }
      closed = true;
      teller.interrupt();
      if (told) {
        out.println((terminal ? "\r\033[K" : "") + what + ": " + seconds() + " s");
        out.flush();
      }
    }

    private long seconds() {
      return Duration.ofNanos(nanos.getAsLong() - began).toSeconds();
    }
  }
}
