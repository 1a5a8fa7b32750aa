package kepil.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.policy.Misfit;
import kepil.policy.Operation;
import kepil.store.FreshStore;
import kepil.store.Store;
import kepil.vault.SecretText;
import kepil.vault.TrustedTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What nobody foresaw happens while a letter is on its way.
@Tag("slow")
final class PostTest {
  private static final String ORG = "shop";

  private final Store store = FreshStore.open();
  private final Caught caught = Caught.start();
  private volatile Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private final TrustedTime time = new TrustedTime(store.jdbi(), () -> now);

  PostTest() {
    time.trust();
  }

  @AfterEach
  void close() {
    caught.close();
    store.close();
  }

  @Test
  void anErrorWithOneLetterDoesNotEndThePost() throws Exception {
    var died = new CountDownLatch(1);
    Leave leave =
        (_, _, _) -> {
          if (died.getCount() == 0) return new Leave.Word.Go(SecretText.of("one@example.org"));
          died.countDown();
          throw new StackOverflowError();
        };
    try (var post = post(leave).start()) {
      write(post);
      assertThat(died.await(10, TimeUnit.SECONDS)).isTrue();
      now = now.plus(Duration.ofMinutes(2)); // its claim is over
      for (int i = 0; i < 100 && caught.recent().isEmpty(); i++) {
        LockSupport.parkNanos(100_000_000);
      }
      assertThat(caught.recent()).extracting(Caught.Seen::to).containsExactly("one@example.org");
    }
  }

  @Test
  void aLetterThatNeverGoesIsGivenUpWhateverTheReason() {
    var post =
        post(
            (_, _, _) -> {
              throw new IllegalStateException("nobody foresaw this");
            });
    write(post);
    assertThat(post.sendOne()).isTrue();
    assertThat(outbox()).isEqualTo("waiting 1");
    now = now.plus(Duration.ofDays(4));
    assertThat(post.sendOne()).isTrue();
    assertThat(outbox()).isEqualTo("given-up 2");
  }

  /// By a clock years ahead every letter has waited too long.
  @Test
  void aClockThatJumpsAheadGivesNoLetterUp() {
    var post =
        post(
            (_, _, _) -> {
              throw new IllegalStateException("the mail server is away");
            });
    write(post);
    now = now.plus(Duration.ofDays(700));
    assertThat(post.sendOne()).isTrue();
    assertThat(outbox()).isEqualTo("waiting 1");
  }

  /// Else a code or an answer would be read by somebody it is not for.
  @Test
  void aLetterGoesToOneMailboxOrToNone() {
    var post = post((_, _, _) -> new Leave.Word.Stay());
    for (var two : List.of("a@example.org;b@example.org", "a@example.org, b@example.org")) {
      write(post, two);
      assertThat(post.sendOne()).isTrue();
    }
    assertThat(caught.recent()).isEmpty();
  }

  @Test
  void whereverAnAddressFitsALetterGoes() {
    var post = post((_, _, _) -> new Leave.Word.Stay());
    var all =
        List.of(
            "aygul@example.org",
            "o'neil+x=y%z@mail.example.co.uk",
            "айгүл@example.org",
            "aygul@xn--80a1acny.xn--80ao21a",
            "a".repeat(64) + "@" + "b".repeat(63) + ".c");
    for (var it : all) {
      assertThat(Misfit.isEmail(it)).as(it).isTrue();
      write(post, it);
      assertThat(post.sendOne()).isTrue();
    }
    assertThat(caught.recent()).hasSameSizeAs(all);
  }

  private void write(Post post, String to) {
    var letter = new Letter(to, "en", "Your code", "123 456", "one-time-code");
    store.jdbi().useTransaction(tx -> post.send(tx, ORG, letter));
  }

  private Post post(Leave leave) {
    return new Post(
        store.jdbi(),
        Sealer.of((it, _) -> it, (it, _) -> it),
        () -> now,
        UUID::randomUUID,
        leave,
        caught.address("kepil@example.org"));
  }

  private void write(Post post) {
    var ask = Ask.to(Operation.MESSAGE, new SubjectId(new UUID(1, 1)));
    var errand = new Errand(ask, new UUID(2, 2), "en", "News", "There is some.");
    store.jdbi().useTransaction(tx -> post.send(tx, ORG, errand));
  }

  private String outbox() {
    return store
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select state || ' ' || tries from outbox")
                    .mapTo(String.class)
                    .one());
  }
}
