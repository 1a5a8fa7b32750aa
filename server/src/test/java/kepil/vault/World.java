package kepil.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import kepil.gate.Ask;
import kepil.gate.Entitled;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Petition;
import kepil.gate.SubjectId;
import kepil.gate.Warrant;
import kepil.ledger.Ledger;
import kepil.policy.Operation;
import kepil.policy.Right;
import kepil.proof.Entry;
import kepil.proof.Malformed;
import kepil.store.FreshStore;
import kepil.store.Store;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// A library with a vault on a real database, and a clock that the test moves.
final class World implements AutoCloseable {
  static final String ORG = "library";
  static final Shown SHOWN = new Shown("kk", "1");

  final Store store = FreshStore.open();
  final Jdbi jdbi = store.jdbi();
  final SecureRandom random = new SecureRandom();
  final Path folder = temporary();
  final Path keystore = folder.resolve("keystore.json");
  final Keyring keyring = Keyring.start(keystore, jdbi, random);
  final Gate gate = Library.gate();
  Instant now = Instant.parse("2026-05-01T10:00:00.123456Z");
  final InstantSource clock = () -> now;
  final Vault vault;
  final Acts acts;

  World() {
    vault = vault(keyring);
    acts = new Acts(vault);
  }

  Vault vault(Keyring by) {
    return new Vault(by, new Ledger(jdbi)::write, clock, random);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("vault");
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  void later(int days) {
    now = now.atOffset(ZoneOffset.UTC).plusDays(days).toInstant();
  }

  <T> T tx(Function<Handle, T> work) {
    return jdbi.inTransaction(work::apply);
  }

  Outcome act(Function<Handle, Outcome> act) {
    return tx(act);
  }

  Optional<SubjectId> found(String email) {
    return tx(tx -> vault.find(tx, gate.program(), "email", email));
  }

  /// A person who filled in a survey.
  SubjectId reader(String email, String name, String genre) {
    var s = tx(tx -> vault.recognise(tx, gate.program(), "email", email));
    tx(tx -> vault.lives(tx, ORG, s, "KZ"));
    collect(s, "visit", Map.of("email", email, "name", name, "genre", genre));
    return s;
  }

  Outcome collect(SubjectId s, String point, Map<String, String> values) {
    return tx(tx -> acts.collect(tx, gate, collecting(s, point), values, SHOWN));
  }

  Ask collecting(SubjectId s, String point) {
    return Ask.to(Operation.COLLECT, s).at(point).given(Set.of("continued"));
  }

  Ask using(SubjectId s, String... fields) {
    return Ask.to(Operation.USE, s).of(Set.of(fields)).forPurpose("insight");
  }

  Ask disclosing(SubjectId s, String party, String... fields) {
    return Ask.to(Operation.DISCLOSE, s).of(Set.of(fields)).toParty(party);
  }

  void says(SubjectId s, String word, Map<String, String> scope, boolean yes) {
    tx(tx -> vault.note(tx, gate, s, new Mark(word, scope, yes, now), SHOWN).orElseThrow());
  }

  Warrant warrant(SubjectId s, Right right) {
    var petition =
        new Petition(
            right, s, "portal", LocalDate.ofInstant(now, ZoneOffset.UTC), true, Optional.empty());
    var standing = tx(tx -> vault.standing(tx, ORG, s)).orElse(kepil.gate.Standing.unknown());
    return ((Entitled.Granted) gate.entitle(petition, standing)).warrant();
  }

  List<Entry> entries() {
    return jdbi.withHandle(
        h ->
            h.createQuery("select entry from ledger_queue q, unnest(q.entries) as u (entry)")
                .map((row, _) -> parsed(row.getBytes("entry")))
                .list());
  }

  Entry entry(UUID id) {
    return entries().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private static Entry parsed(byte[] bytes) {
    try {
      return Entry.parse(bytes);
    } catch (Malformed bad) {
      throw new AssertionError(bad);
    }
  }

  /// Everything in the database, as text, to see whether anything changed.
  List<String> dump() {
    return VaultCheck.dump(jdbi);
  }

  int rows(String table) {
    return jdbi.withHandle(
        h -> h.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }

  @Override
  public void close() {
    try {
      VaultCheck.check(
          jdbi,
          keyring,
          (org, version) ->
              org.equals(ORG) && version.equals("1")
                  ? Optional.of(gate.program())
                  : Optional.empty());
    } finally {
      store.close();
      for (var file : new ArrayList<>(List.of(keystore, folder))) file.toFile().delete();
    }
  }
}
