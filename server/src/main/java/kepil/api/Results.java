package kepil.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kepil.gate.SubjectId;
import kepil.proof.Sha256;
import kepil.vault.Keyring;
import kepil.web.Call;
import kepil.web.Problem;
import kepil.web.Reply;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/// What writes were answered, kept for a day under the sender's `Idempotency-Key`, so that a
/// repeated request gets the first answer and is not done twice.
///
/// The row is part of the act's transaction: an act that was undone has no answer. Answers may hold
/// values of people, so they are sealed, and one about somebody who is erased is not given again.
public final class Results {
  static final Duration KEPT = Duration.ofDays(1);

  private static final JsonMapper JSON = new JsonMapper();

  /// What somebody else is forgetting is not waited for: they may wait for us.
  private static final String OLD =
      """
      delete from api_results where ctid = any(array(
        select ctid from api_results where %s until < :now for update skip locked))
      """;

  private final Keyring keyring;
  private final InstantSource clock;

  Results(Keyring keyring, InstantSource clock) {
    this.keyring = keyring;
    this.clock = clock;
  }

  /// An answer with the hash of its request.
  private record Kept(
      String request,
      int status,
      Map<String, List<String>> headers,
      byte[] body,
      Optional<Problem> problem) {
    Reply reply() {
      return new Reply(status, headers, List.of(), body, problem);
    }
  }

  /// Acts, unless this was asked before.
  ///
  /// @param about whose data the answer tells of
  /// @param held whether a person is still known here; if so, they stay until the transaction ends
  Reply once(
      Handle tx,
      Keys.Key key,
      Call call,
      Optional<SubjectId> about,
      Predicate<SubjectId> held,
      Supplier<Reply> act) {
    var name = call.header("idempotency-key");
    if (name.isEmpty()) return act.get();
    if (!name.get().matches("[!-~]{1,255}")) {
      throw new Stop(
          Problem.of(
              400,
              "`Idempotency-Key` has 1 to 255 visible ASCII characters, such as a UUID in quotes"));
    }
    // Only a hash of the name is kept: nobody can keep a sender from putting an address into it.
    var place = hash("name", name.get().getBytes(StandardCharsets.US_ASCII));
    var request = HexFormat.of().formatHex(hash(call.method() + " " + call.address(), call.body()));
    var context =
        "api result " + key.org() + " " + key.id() + " " + HexFormat.of().formatHex(place);
    while (!claimed(tx, key, place, about)) {
      if (old(tx, key, place)) continue;
      var before = again(tx, key, place, request, context, held);
      if (before.isPresent()) return before.get();
    }

    var reply = act.get();
    var kept = new Kept(request, reply.status(), reply.headers(), reply.body(), reply.problem());
    // Whom it is about may be known only now: somebody just found or admitted.
    var told = about.or(() -> subjectOf(reply));
    // Held until this is committed, or an erasure on its way would not see the answer and leave it.
    if (told.filter(it -> !held.test(it)).isPresent()) throw ApiRoutes.nobody();
    tx.createUpdate(
            """
            update api_results
            set answer = :answer, subject = cast(:subject as uuid)
            where org = :org and key = :key and name = :name
            """)
        .bind("answer", keyring.seal(JSON.writeValueAsBytes(kept), context))
        .bind("subject", told.map(SubjectId::value).orElse(null))
        .bind("org", key.org())
        .bind("key", key.id())
        .bind("name", place)
        .execute();
    // Last: an erasure holds the person first and forgets such answers then.
    sweep(tx, key.org());
    return reply;
  }

  /// Whoever is second waits here until the first has committed, and then finds the answer.
  private boolean claimed(Handle tx, Keys.Key key, byte[] place, Optional<SubjectId> about) {
    return tx.createUpdate(
                """
                insert into api_results (org, key, name, until, subject)
                  values (:org, :key, :name, :until, cast(:subject as uuid))
                on conflict (org, key, name) do nothing\
                """)
            .bind("org", key.org())
            .bind("key", key.id())
            .bind("name", place)
            .bind("until", at(clock.instant().plus(KEPT)))
            .bind("subject", about.map(SubjectId::value).orElse(null))
            .execute()
        == 1;
  }

  /// Whether the answer was older than a day; then it is forgotten and the name is free.
  private boolean old(Handle tx, Keys.Key key, byte[] place) {
    return tx.createUpdate(
                """
                delete from api_results
                where org = :org and key = :key and name = :name and until < :now
                """)
            .bind("org", key.org())
            .bind("key", key.id())
            .bind("name", place)
            .bind("now", at(clock.instant()))
            .execute()
        == 1;
  }

  private static Optional<SubjectId> subjectOf(Reply reply) {
    if (reply.body().length == 0 || reply.status() >= 300) return Optional.empty();
    var subject = JSON.readTree(reply.body()).path("subject").asString("");
    return subject.isEmpty() ? Optional.empty() : Optional.of(SubjectId.of(subject));
  }

  /// @return empty where it was forgotten meanwhile, with its person or by its age
  private Optional<Reply> again(
      Handle tx,
      Keys.Key key,
      byte[] place,
      String request,
      String context,
      Predicate<SubjectId> held) {
    record Row(byte[] answer, Optional<SubjectId> subject) {}
    var row =
        tx.createQuery(
                """
                select answer, subject from api_results
                where org = :org and key = :key and name = :name
                """)
            .bind("org", key.org())
            .bind("key", key.id())
            .bind("name", place)
            .map(
                (it, _) ->
                    new Row(
                        it.getBytes("answer"),
                        Optional.ofNullable(it.getObject("subject", UUID.class))
                            .map(SubjectId::new)))
            .findOne();
    if (row.isEmpty()) return Optional.empty();
    var kept = JSON.readValue(keyring.open(row.get().answer(), context), Kept.class);
    if (!kept.request().equals(request)) {
      throw new Stop(
          Problem.of(
              422,
              "idempotency-key-reused",
              "The key was used for another request",
              "this `Idempotency-Key` came with another request before; take a new one"));
    }
    if (row.get().subject().filter(it -> !held.test(it)).isPresent()) {
      throw new Stop(Problem.of(410, "the person this was about is no longer known here"));
    }
    return Optional.of(kept.reply().with("Idempotency-Replayed", "true"));
  }

  /// Forgets what is older than a day.
  private void sweep(Handle tx, String org) {
    tx.createUpdate(OLD.formatted("org = :org and"))
        .bind("org", org)
        .bind("now", at(clock.instant()))
        .execute();
  }

  /// The same for all organisations, also for those whose machines ask nothing any more.
  public static void sweep(Handle tx, Instant now) {
    tx.createUpdate(OLD.formatted("")).bind("now", at(now)).execute();
  }

  private static OffsetDateTime at(Instant it) {
    return OffsetDateTime.ofInstant(it, ZoneOffset.UTC);
  }

  private static byte[] hash(String head, byte[] body) {
    var digest = Sha256.begun();
    digest.update((head + "\n").getBytes(StandardCharsets.UTF_8));
    return digest.digest(body);
  }
}
