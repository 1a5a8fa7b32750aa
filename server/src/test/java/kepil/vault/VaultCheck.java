package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import kepil.gate.SubjectId;
import kepil.policy.Program;
import kepil.proof.Commitment;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.json.JsonMapper;

/// Reads the whole vault again and checks what must always be true of it. Every world test ends
/// with it.
public final class VaultCheck {
  private static final List<String> OF_A_SUBJECT =
      List.of(
          "subject_keys",
          "identifiers",
          "held_values",
          "marks",
          "disclosures",
          "publications",
          "event_details");
  private static final JsonMapper JSON = new JsonMapper();

  private VaultCheck() {}

  /// @param programs the published policy of an organisation and version: `notices::program`
  /// @param planted personal values that must be nowhere in the clear
  public static void check(
      Jdbi jdbi,
      Keyring keyring,
      BiFunction<String, String, Optional<Program>> programs,
      String... planted) {
    // One snapshot, so that a world still at work does not confuse the check.
    jdbi.useTransaction(
        org.jdbi.v3.core.transaction.TransactionIsolationLevel.REPEATABLE_READ,
        tx -> {
          assertThat(tx.createQuery("select id from keystore_id").mapTo(UUID.class).one())
              .as("the database knows its keystore")
              .isEqualTo(keyring.id());
          var store = new SubjectStore(keyring);
          var people =
              tx.createQuery("select org, subject from subjects order by org, subject")
                  .map(
                      (row, _) ->
                          new Who(row.getString("org"), row.getObject("subject", UUID.class)))
                  .list();
          for (var table : OF_A_SUBJECT) {
            assertThat(
                    count(
                        tx,
                        "select count(*) from "
                            + table
                            + " t where not exists (select 1 from subjects s where s.org = t.org"
                            + " and s.subject = t.subject)"))
                .as("rows of nobody in " + table)
                .isZero();
          }
          assertThat(count(tx, "select count(*) from identifiers where length(blind) <> 32"))
              .as("blind indices of another length")
              .isZero();
          var entries = entries(tx);
          Optional<Subject> before = Optional.empty();
          for (var who : people) {
            var subject = store.peek(tx, who.org(), new SubjectId(who.subject()));
            assertThat(subject).as("%s has a key that opens", who).isPresent();
            person(tx, subject.get(), before, entries, programs);
            before = subject;
          }
          names(dump(tx), planted);
        });
  }

  private record Who(String org, UUID subject) {}

  private static void person(
      Handle tx,
      Subject s,
      Optional<Subject> other,
      Map<UUID, String> entries,
      BiFunction<String, String, Optional<Program>> programs) {
    if (s.traits() instanceof byte[] traits) {
      s.open(traits, "traits");
      other.ifPresent(o -> shut(o, traits, "traits"));
    }
    MarkStore.of(tx, s);
    for (var it : ValueStore.of(tx, s)) {
      s.open(it.sealed(), "value", it.place());
      other.ifPresent(o -> shut(o, it.sealed(), "value", it.place()));
      programs.apply(s.org(), it.policy()).ifPresent(program -> value(s, it, program));
    }
    var events = new ArrayList<UUID>();
    for (var it : opened(tx, s)) {
      events.add(it.event());
      var details = JSON.readTree(it.details().reveal());
      assertThat(details.get("event").asString()).isEqualTo(it.event().toString());
      assertThat(details.get("subject").asString()).isEqualTo(s.id().toString());
      commitment(entries, it);
    }
    for (var event :
        tx.createQuery("select event from disclosures where org = :org and subject = :subject")
            .bind("org", s.org())
            .bind("subject", s.uuid())
            .mapTo(UUID.class)
            .list()) {
      assertThat(events).as("the event of a disclosure of %s", s).contains(event);
    }
  }

  /// A stored value says of itself what its policy said when it was collected.
  private static void value(Subject s, Stored it, Program program) {
    var what = "value %s (%s) of %s".formatted(it.id(), it.field(), s);
    var field = program.fields().get(it.field());
    var point = program.points().get(it.point());
    assertThat(field).as(what).isNotNull();
    assertThat(it.about().category()).as(what).isEqualTo(field.category());
    assertThat(point.collects()).as(what).contains(it.field());
    assertThat(it.purposes()).as(what).isNotEmpty().allMatch(program.purposes()::containsKey);
    var from = LocalDate.ofInstant(it.collectedAt(), ZoneOffset.UTC);
    var until =
        it.purposes().stream()
            .flatMap(purpose -> program.keepUntil(it.field(), purpose, from).stream())
            .max(LocalDate::compareTo);
    boolean endsByFact =
        program.retention().stream()
            .anyMatch(
                rule ->
                    !rule.until().isEmpty()
                        && it.purposes().stream()
                            .anyMatch(purpose -> rule.covers(it.field(), purpose)));
    // What came when the fact was noted already is due at once.
    if (endsByFact && it.keepUntil().equals(from)) return;
    assertThat(Optional.of(it.keepUntil())).as(what).isEqualTo(until);
  }

  static List<Recorded> opened(Handle tx, Subject s) {
    return new Journal((trip, _) -> trip, new java.security.SecureRandom()).of(tx, s);
  }

  /// Salt and details are those the ledger's entry promised.
  private static void commitment(Map<UUID, String> entries, Recorded it) {
    var promised =
        Commitment.of(
                Base64.getDecoder().decode(it.salt()),
                it.details().reveal().getBytes(StandardCharsets.UTF_8))
            .base64();
    assertThat(entries.get(it.event()))
        .as("the entry of event %s", it.event())
        .isNotNull()
        .contains("\"commit\":\"" + promised + "\"");
  }

  /// Where entries are: in the ledger, waiting for their place or in it.
  private static Map<UUID, String> entries(Handle tx) {
    var entries = new HashMap<UUID, String>();
    tx.createQuery(
            """
            select id, entry
            from ledger_queue q, unnest(q.ids, q.entries) as u (id, entry)
            union all select id, entry from ledger_entries
            """)
        .map(
            (row, _) ->
                entries.put(
                    row.getObject("id", UUID.class),
                    new String(row.getBytes("entry"), StandardCharsets.UTF_8)))
        .list();
    return entries;
  }

  private static void shut(Subject other, byte[] sealed, String kind, Object... place) {
    assertThatThrownBy(() -> other.open(sealed, kind, place)).isInstanceOf(Unopenable.class);
    assertThatThrownBy(() -> other.key().decrypt(sealed, new byte[0]))
        .isInstanceOf(java.security.GeneralSecurityException.class);
  }

  /// Nothing of this person is left in any table.
  public static void gone(Jdbi jdbi, SubjectId subject) {
    assertThat(dump(jdbi))
        .noneMatch(it -> it.contains(subject.toString()) && !it.startsWith("policy_versions"));
  }

  /// Every row of every table of the schema, as text.
  public static List<String> dump(Jdbi jdbi) {
    return jdbi.withHandle(VaultCheck::dump);
  }

  private static List<String> dump(Handle tx) {
    var rows = new ArrayList<String>();
    for (var table :
        tx.createQuery(
                """
                select tablename from pg_tables where schemaname = current_schema()
                order by tablename
                """)
            .mapTo(String.class)
            .list()) {
      tx.createQuery("select '" + table + " ' || t::text from \"" + table + "\" t order by 1")
          .mapTo(String.class)
          .forEach(rows::add);
    }
    return rows;
  }

  private static void names(List<String> rows, String... planted) {
    for (var name : planted) {
      for (var spelling : spellings(name)) {
        assertThat(rows)
            .as("a planted name in the clear")
            .noneMatch(it -> it.toLowerCase(Locale.ROOT).contains(spelling));
      }
    }
  }

  /// How a name could lie in a dump: as it is, in hex within a bytea, escaped in JSON.
  static List<String> spellings(String name) {
    var bytes = name.getBytes(StandardCharsets.UTF_8);
    return List.of(
        name.toLowerCase(Locale.ROOT),
        HexFormat.of().formatHex(bytes),
        HexFormat.of().formatHex(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
  }

  private static int count(Handle tx, String sql) {
    return Objects.requireNonNull(tx.createQuery(sql).mapTo(Integer.class).one());
  }
}
