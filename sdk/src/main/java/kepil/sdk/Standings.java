package kepil.sdk;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kepil.gate.CodedStanding;
import kepil.gate.Standing;
import kepil.gate.SubjectId;

/// What is known of the people who were asked about lately, in bounded memory.
///
/// INVARIANT: what is found here is at least as new as the last news that were told before it was
/// looked up. It holds because a load puts a mark here before it asks the server, and its result
/// takes the place of that very mark or none: news that come in between take the mark away.
final class Standings {
  private final ConcurrentMap<SubjectId, Entry> entries;
  private final ConcurrentLinkedQueue<Pending> wanted = new ConcurrentLinkedQueue<>();
  private final Runnable bell;

  /// @param people how many at most
  /// @param bell rung when there is somebody to load
  Standings(int people, Runnable bell) {
    this(Caffeine.newBuilder().maximumSize(people).<SubjectId, Entry>build().asMap(), bell);
  }

  Standings(ConcurrentMap<SubjectId, Entry> entries, Runnable bell) {
    this.entries = entries;
    this.bell = bell;
  }

  sealed interface Entry permits Known, Gone, Pending {
    /// The beginning of the SHA-256 of the person's number, by which the erased are told.
    long mark();
  }

  /// @param coded in the numbers of the edition
  record Known(Standing standing, Edition edition, CodedStanding coded, int marks, long mark)
      implements Entry {
    static Known of(SubjectId subject, Standing standing, Edition edition) {
      return new Known(
          standing,
          edition,
          edition.compiled().code(standing),
          standing.marks().size(),
          Standings.mark(subject));
    }

    Known in(Edition other) {
      return new Known(standing, other, other.compiled().code(standing), marks, mark);
    }

    @Override
    public String toString() {
      return "Known[" + marks + " marks]";
    }
  }

  /// Nobody of this number is known, nor will be: numbers are not given twice.
  record Gone(long mark) implements Entry {}

  /// Being loaded. Equal to nothing but itself.
  static final class Pending implements Entry {
    final SubjectId subject;
    final CompletableFuture<Entry> loaded = new CompletableFuture<>();

    Pending(SubjectId subject) {
      this.subject = subject;
    }

    @Override
    public long mark() {
      return Standings.mark(subject);
    }
  }

  /// Somebody who is here already; null where somebody must be loaded.
  @org.jspecify.annotations.Nullable
  Known here(SubjectId subject, Edition edition) {
    if (!(entries.get(subject) instanceof Known known)) return null;
    if (known.edition() == edition) return known;
    var again = known.in(edition);
    entries.replace(subject, known, again);
    return again;
  }

  boolean gone(SubjectId subject) {
    return entries.get(subject) instanceof Gone;
  }

  /// Begins to load somebody, or joins whoever began; then waits for it. The caller looks again
  /// after it.
  ///
  /// @return false if it failed or took too long
  boolean load(SubjectId subject, long nanos) throws InterruptedException {
    var pending = begin(subject);
    if (pending.isEmpty()) return true;
    try {
      pending.get().loaded.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | TimeoutException failed) {
      return false;
    }
  }

  /// Empty if they are here by now.
  Optional<Pending> begin(SubjectId subject) {
    var mine = new Pending(subject);
    var other = entries.putIfAbsent(subject, mine);
    if (other instanceof Pending theirs) return Optional.of(theirs);
    if (other != null) return Optional.empty();
    wanted.add(mine);
    bell.run();
    return Optional.of(mine);
  }

  /// Those who wait to be loaded, at most so many; they are taken from the queue.
  List<Pending> take(int most) {
    var all = new java.util.ArrayList<Pending>();
    for (Pending it; all.size() < most && (it = wanted.poll()) != null; ) all.add(it);
    return all;
  }

  boolean wanting() {
    return !wanted.isEmpty();
  }

  /// What the server said of those who were taken; who is not in it is not known.
  void loaded(Collection<Pending> asked, Map<SubjectId, Known> found) {
    for (var it : asked) {
      var known = found.get(it.subject);
      Entry entry = known == null ? new Gone(it.mark()) : known;
      entries.replace(it.subject, it, entry);
      it.loaded.complete(entry);
    }
  }

  void failed(Collection<Pending> asked, Throwable why) {
    for (var it : asked) {
      entries.remove(it.subject, it);
      it.loaded.completeExceptionally(why);
    }
  }

  // News.

  void changed(SubjectId subject) {
    entries.remove(subject);
  }

  /// @param erased SHA-256 in hex
  void erased(Collection<String> erased) {
    if (erased.isEmpty()) return;
    var marks = new HashMap<Long, String>();
    for (var it : erased) marks.put(HexFormat.fromHexDigitsToLong(it, 0, 16), it);
    // Two people with the same beginning are not worth telling apart: the other is loaded again.
    entries.forEach(
        (subject, entry) -> {
          if (marks.containsKey(entry.mark())) entries.remove(subject);
        });
  }

  void forgetAll() {
    entries.clear();
  }

  long size() {
    return entries.size();
  }

  static long mark(SubjectId subject) {
    return ByteBuffer.wrap(subject.digest()).getLong();
  }
}
