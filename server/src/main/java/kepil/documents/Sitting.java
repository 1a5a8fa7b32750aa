package kepil.documents;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import kepil.law.Laws;
import kepil.read.Severity;
import kepil.read.Tongue;

/// Reading for visitors of a server: two at a time, nothing kept. Word lists are read at the first
/// visit.
public final class Sitting {
  private final Semaphore seats = new Semaphore(2);
  private final Supplier<Laws> laws;
  private volatile Optional<Reader> reader = Optional.empty();

  public Sitting(Supplier<Laws> laws) {
    this.laws = laws;
  }

  /// What came of a visit.
  public sealed interface Outcome {
    record Answered(Reader.Answer answer) implements Outcome {}

    /// A wish that cannot be met.
    record Unmet(String field, String why, String expected) implements Outcome {}

    /// Both seats are taken.
    record Busy() implements Outcome {}
  }

  /// @param language a code, or empty
  /// @param severity an id, or empty for everything
  public Outcome read(
      String name, byte[] bytes, String language, List<String> ids, String severity, LocalDate on) {
    return read(new Reader.File(name, bytes), Optional.empty(), language, ids, severity, on);
  }

  /// @param other another language version of the same policy, to be compared with the first
  public Outcome read(
      Reader.File file,
      Optional<Reader.File> other,
      String language,
      List<String> ids,
      String severity,
      LocalDate on) {
    var it = reader();
    var tongue = language.isEmpty() ? Optional.<Tongue>empty() : Tongue.of(language);
    if (!language.isEmpty() && tongue.isEmpty()) {
      return new Outcome.Unmet(
          "language", "is no language Kepil reads", "one of kk, az, ru, en, und");
    }
    var unknown = it.unknown(ids);
    if (!unknown.isEmpty()) {
      return new Outcome.Unmet(
          "laws",
          "names a law that Kepil does not know",
          "one of " + String.join(", ", it.lawIds()));
    }
    var least =
        severity.isEmpty()
            ? Optional.of(Severity.COSMETIC)
            : Arrays.stream(Severity.values()).filter(s -> s.id().equals(severity)).findFirst();
    if (least.isEmpty()) {
      return new Outcome.Unmet(
          "severity",
          "is no severity",
          "one of "
              + String.join(", ", Arrays.stream(Severity.values()).map(Severity::id).toList()));
    }
    if (!seats.tryAcquire()) return new Outcome.Busy();
    var wish = new Reader.Wish(tongue, ids, on, least.get());
    // Whoever is told that it took too long leaves a reader behind, who keeps the seat for as long
    // as it goes on.
    return new Outcome.Answered(
        other.isPresent()
            ? it.same(named(file), named(other.get()), wish, seats::release)
            : it.read(named(file), wish, seats::release));
  }

  private static Reader.File named(Reader.File file) {
    return file.name().isBlank() ? new Reader.File("document", file.bytes()) : file;
  }

  private synchronized Reader reader() {
    if (reader.isEmpty()) {
      reader = Optional.of(new Reader(Library.words(), laws.get(), Library.lexicon()));
    }
    return reader.orElseThrow();
  }
}
