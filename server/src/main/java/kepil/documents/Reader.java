package kepil.documents;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import kepil.law.Laws;
import kepil.read.Applicable;
import kepil.read.Checks;
import kepil.read.Comparison;
import kepil.read.Desk;
import kepil.read.Document;
import kepil.read.Finding;
import kepil.read.Lexicon;
import kepil.read.Severity;
import kepil.read.Tongue;
import kepil.read.Words;

/// Opens files and reads them with all checks, within the bounds.
public final class Reader {
  private final Words words;
  private final Laws laws;
  private final Lexicon lexicon;

  public Reader(Words words, Laws laws, Lexicon lexicon) {
    this.words = words;
    this.laws = laws;
    this.lexicon = lexicon;
  }

  /// @param tongue recognised when empty
  /// @param laws ids; recognised from the text when empty
  /// @param on the day for which the laws are read
  /// @param least findings below this are left out
  public record Wish(Optional<Tongue> tongue, List<String> laws, LocalDate on, Severity least) {
    public Wish {
      laws = List.copyOf(laws);
    }
  }

  /// @param name as given
  public record File(String name, byte[] bytes) {}

  public sealed interface Answer {
    String name();

    /// @param findings in the order of the text
    record Read(Opened.Readable opened, List<Applicable> laws, List<Finding> findings)
        implements Answer {
      public Read {
        laws = List.copyOf(laws);
        findings = List.copyOf(findings);
      }

      @Override
      public String name() {
        return opened.document().name();
      }

      public Document document() {
        return opened.document();
      }
    }

    /// Two language versions of one policy beside each other.
    ///
    /// @param rows both texts aligned, in the order of the first
    /// @param findings of the comparison alone; what each says wrong by itself is not among them
    record Pair(
        Opened.Readable left,
        Opened.Readable right,
        List<Comparison.Row> rows,
        List<Finding> findings)
        implements Answer {
      public Pair {
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
      }

      @Override
      public String name() {
        return left.document().name() + " and " + right.document().name();
      }
    }

    record Unreadable(Opened.Unreadable why) implements Answer {
      @Override
      public String name() {
        return why.name();
      }
    }
  }

  /// Ids of a wish that are no laws of ours.
  public List<String> unknown(List<String> ids) {
    return laws.unknown(ids);
  }

  public List<String> lawIds() {
    return laws.all().stream().map(it -> it.id()).toList();
  }

  public Answer read(File file, Wish wish) {
    return read(file, wish, () -> {});
  }

  /// @param ended is run when nothing is at work on the file any more; that may be after the answer
  Answer read(File file, Wish wish, Runnable ended) {
    return within(
        Bounds.TIME,
        file.name(),
        ended,
        () -> {
          switch (Opener.open(file.name(), file.bytes(), wish.tongue())) {
            case Opened.Unreadable it -> {
              return new Answer.Unreadable(it);
            }
            case Opened.Readable it -> {
              var applicable = applicable(it.document(), wish);
              var found = Checks.read(it.document(), desk(applicable, wish));
              return new Answer.Read(
                  it,
                  applicable,
                  found.stream()
                      .filter(finding -> finding.severity().atLeast(wish.least()))
                      .toList());
            }
          }
        });
  }

  /// Compares two files that should say the same in two languages.
  public Answer same(File first, File second, Wish wish) {
    return same(first, second, wish, () -> {});
  }

  /// @param ended is run when nothing is at work on the files any more; that may be after the
  ///   answer
  Answer same(File first, File second, Wish wish, Runnable ended) {
    var both = first.name() + " and " + second.name();
    return within(
        Bounds.TIME,
        both,
        ended,
        () -> {
          var left = Opener.open(first.name(), first.bytes(), Optional.empty());
          var right =
              Opener.open(
                  second.name().equals(first.name()) ? second.name() + " (again)" : second.name(),
                  second.bytes(),
                  Optional.empty());
          if (left instanceof Opened.Unreadable it) return new Answer.Unreadable(it);
          if (right instanceof Opened.Unreadable it) return new Answer.Unreadable(it);
          var one = (Opened.Readable) left;
          var other = (Opened.Readable) right;
          return switch (Comparison.of(one.document(), other.document(), lexicon)) {
            case Comparison.Unrelated(var why) ->
                new Answer.Unreadable(
                    new Opened.Unreadable(
                        both, why, "give two language versions of the same policy"));
            case Comparison.Versions(var rows, var findings) ->
                new Answer.Pair(
                    one,
                    other,
                    rows,
                    findings.stream().filter(it -> it.severity().atLeast(wish.least())).toList());
          };
        });
  }

  public Desk desk(List<Applicable> applicable, Wish wish) {
    return new Desk(words, lexicon, applicable.stream().map(Applicable::law).toList(), wish.on());
  }

  private List<Applicable> applicable(Document document, Wish wish) {
    return wish.laws().isEmpty()
        ? Applicable.recognise(document, words, laws)
        : Applicable.given(laws.only(wish.laws()).all());
  }

  /// A parser that does not come back is left behind: its thread ends with the program, if not
  /// before.
  ///
  /// @param ended is run when it has come back
  static Answer within(Duration time, String name, Runnable ended, Supplier<Answer> work) {
    var answer = new AtomicReference<Answer>();
    var broken = new ArrayList<Throwable>();
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("reading")
            .start(
                () -> {
                  try {
                    answer.set(work.get());
                  } catch (OutOfMemoryError | StackOverflowError large) {
                    answer.set(
                        new Answer.Unreadable(
                            new Opened.Unreadable(
                                name,
                                "the file takes more memory than there is",
                                "give only the policy, or print it as text")));
                  } catch (RuntimeException fault) {
                    broken.add(fault);
                  } finally {
                    ended.run();
                  }
                });
    try {
      thread.join(time);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    var it = answer.get();
    if (it != null) return it;
    if (!thread.isAlive() && !broken.isEmpty()) throw (RuntimeException) broken.getFirst();
    return new Answer.Unreadable(
        new Opened.Unreadable(
            name,
            "reading took longer than " + time.toSeconds() + " seconds",
            "give only the policy, or print it as text"));
  }
}
