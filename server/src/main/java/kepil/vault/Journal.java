package kepil.vault;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import kepil.gate.SubjectId;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Records what was done to whom: an entry for everybody in the ledger, and what it was about under
/// the person's key in `event_details`. The entry promises the details and does not tell them.
final class Journal {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Events ledger;
  private final SecureRandom random;

  Journal(Events ledger, SecureRandom random) {
    this.ledger = ledger;
    this.random = random;
  }

  /// An event about a person who stays: its opening is kept for them.
  UUID write(
      Handle tx,
      Subject s,
      Instant now,
      String act,
      Effect effect,
      Ground ground,
      Map<String, Object> details) {
    return write(tx, s, now, act, effect, ground, details, salt());
  }

  UUID write(
      Handle tx,
      Subject s,
      Instant now,
      String act,
      Effect effect,
      Ground ground,
      Map<String, Object> details,
      byte[] salt) {
    var written = new Writing();
    var event =
        enter(written, s, Numbers.event(random, now), now, act, effect, ground, details, salt);
    write(tx, written);
    return event;
  }

  /// The same, to be written with other things.
  UUID enter(
      Writing written,
      Subject s,
      Instant now,
      String act,
      Effect effect,
      Ground ground,
      Map<String, Object> details) {
    return enter(written, s, Numbers.event(random, now), now, act, effect, ground, details, salt());
  }

  /// An event that has its number already, from whoever decided: written twice it is one.
  UUID enter(
      Writing written,
      Subject s,
      UUID event,
      Instant at,
      String act,
      Effect effect,
      Ground ground,
      Map<String, Object> details) {
    return enter(written, s, event, at, act, effect, ground, details, salt());
  }

  private UUID enter(
      Writing written,
      Subject s,
      UUID event,
      Instant at,
      String act,
      Effect effect,
      Ground ground,
      Map<String, Object> details,
      byte[] salt) {
    var recorded = entered(written, s.org(), s.id(), event, at, act, effect, ground, details, salt);
    written.opening(
        s,
        event,
        s.seal(
            Map.of("salt", recorded.salt(), "details", recorded.details().reveal()),
            "event",
            event));
    return event;
  }

  /// An event about a person of whom nothing stays: its opening is handed out and kept nowhere.
  Recorded last(
      Handle tx,
      String org,
      SubjectId s,
      Instant now,
      String act,
      Effect effect,
      Ground ground,
      Map<String, Object> details) {
    var written = new Writing();
    var recorded =
        entered(
            written, org, s, Numbers.event(random, now), now, act, effect, ground, details, salt());
    write(tx, written);
    return recorded;
  }

  /// An event about nobody.
  void everybody(Handle tx, Entry entry) {
    ledger.write(tx, entry);
  }

  /// Writes all that was gathered.
  void write(Handle tx, Writing written) {
    written.write(tx, ledger);
  }

  private Recorded entered(
      Writing written,
      String org,
      SubjectId s,
      UUID event,
      Instant now,
      String act,
      Effect effect,
      Ground ground,
      Map<String, Object> details,
      byte[] salt) {
    var all = new TreeMap<>(details);
    // The event's own number, so that details cannot be shown under another entry of the same kind.
    all.put("event", event.toString());
    all.put("subject", s.toString());
    all.put("act", act);
    var json = JSON.writeValueAsString(all);
    var commit = Commitment.of(salt, json.getBytes(StandardCharsets.UTF_8));
    written.entry(ground.entry(event, now, org, act, effect, commit));
    return new Recorded(event, Base64.getEncoder().encodeToString(salt), SecretText.of(json));
  }

  byte[] salt() {
    var salt = new byte[Commitment.SALT];
    random.nextBytes(salt);
    return salt;
  }

  List<Recorded> of(Handle tx, Subject s) {
    return tx.createQuery(
            """
            select event, opening from event_details
            where org = :org and subject = :subject order by event
            """)
        .bind("org", s.org())
        .bind("subject", s.uuid())
        .map(
            (row, _) -> {
              var event = row.getObject("event", UUID.class);
              var opened = s.open(row.getBytes("opening"), "event", event);
              return new Recorded(
                  event,
                  (String) opened.get("salt"),
                  SecretText.of((String) opened.get("details")));
            })
        .list();
  }
}
