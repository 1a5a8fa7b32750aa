package kepil.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import kepil.gate.SubjectId;
import org.jdbi.v3.core.Jdbi;

/// What an organisation's policy, keys and people are now, without reading them anew for everyone
/// who asks.
///
/// Whoever asks waits for one look at table `changes` that begins after they asked, together with
/// all who ask at that time. What it tells of is forgotten and read again when it is wanted.
///
/// INVARIANT: nothing is older than the question, or than the asker is content with. What was
/// committed on any node before [#now] was called is known, and what was committed so long before
/// [#within].
public final class Present {
  private static final int ORGANISATIONS = 1_000;
  private static final int THINGS = 20_000;

  /// Somebody erased is forgotten with the next question; without one, after this.
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// Some looks long: where many ask without end, each look would serve the two or three who came
  /// during the last, and cost as much as what they ask for. So it waits for those whom the last
  /// one served, who come again as soon as they have their answer.
  private static final Duration GATHERING = Duration.ofMillis(1);

  private final Changes changes;
  private final Cache<String, Watch> watches =
      Caffeine.newBuilder().maximumSize(ORGANISATIONS).build();

  public Present(Changes changes) {
    this.changes = changes;
  }

  public Present(Jdbi jdbi) {
    this(new Changes(jdbi));
  }

  public Changes changes() {
    return changes;
  }

  /// To be asked outside of transactions: what a transaction wrote and did not commit is nobody
  /// else's to know.
  public Moment now(String org) {
    return within(org, Duration.ZERO);
  }

  /// The same for whoever is content with something older: they wait for a look only where the
  /// newest began longer ago.
  public Moment within(String org, Duration age) {
    return watches.get(org, Watch::new).within(age);
  }

  /// What can be remembered of an organisation.
  sealed interface Topic {
    record Versions() implements Topic {}

    record Keys() implements Topic {}

    /// @param digest SHA-256 of the number, in hex, as the news of an erasure names people
    record Person(String digest) implements Topic {}
  }

  /// What is remembered at a moment. Good for the call that asked for it, and not to be kept.
  public static final class Moment {
    private final Cache<Topic, Object> known;

    private Moment(Cache<Topic, Object> known) {
      this.known = known;
    }

    /// The published versions of the policy.
    public <T> T versions(Supplier<T> read) {
      return of(new Topic.Versions(), () -> Optional.of(read.get())).orElseThrow();
    }

    /// The keys of machines.
    public <T> T keys(Supplier<T> read) {
      return of(new Topic.Keys(), () -> Optional.of(read.get())).orElseThrow();
    }

    /// Somebody's choices, facts and traits; of whom nothing is known, nothing is remembered.
    public <T> Optional<T> person(SubjectId subject, Supplier<Optional<T>> read) {
      return of(new Topic.Person(digest(subject)), read);
    }

    /// Reading and forgetting the same topic go one after the other, so nothing read before a look
    /// outlives it.
    @SuppressWarnings("unchecked") // each topic has one reader
    private <T> Optional<T> of(Topic topic, Supplier<Optional<T>> read) {
      return Optional.ofNullable((T) known.get(topic, _ -> read.get().orElse(null)));
    }
  }

  private final class Watch {
    private final String org;
    private final Rounds rounds = Rounds.together(this::look, GATHERING);

    /// Changed by looks alone, and they go one after the other.
    private volatile Optional<Cursor> seen = Optional.empty();

    private volatile Cache<Topic, Object> known = nothing();

    /// When the newest look began that ended well.
    private volatile long looked = System.nanoTime() - LONGEST.toNanos();

    private Watch(String org) {
      this.org = org;
    }

    private Moment within(Duration age) {
      if (System.nanoTime() - looked >= age.toNanos()) rounds.go();
      return new Moment(known);
    }

    private void look() {
      long begin = System.nanoTime();
      forget(changes.since(org, seen));
      looked = begin;
    }

    private void forget(News news) {
      if (news.reset()) known = nothing();
      if (news.published()) known.invalidate(new Topic.Versions());
      if (news.keys()) known.invalidate(new Topic.Keys());
      for (var it : news.changes()) known.invalidate(new Topic.Person(digest(it.subject())));
      for (var it : news.erased()) known.invalidate(new Topic.Person(it));
      seen = Optional.of(news.now());
    }

    private static Cache<Topic, Object> nothing() {
      return Caffeine.newBuilder()
          .maximumSize(THINGS)
          .expireAfterWrite(LONGEST)
          .scheduler(Scheduler.systemScheduler())
          .build();
    }
  }

  private static String digest(SubjectId subject) {
    return HexFormat.of().formatHex(subject.digest());
  }
}
