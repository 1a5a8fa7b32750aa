package kepil.vault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import kepil.gate.SubjectId;
import kepil.gate.Warrant;
import kepil.policy.Condition;
import kepil.policy.Program;
import kepil.proof.Effect;
import org.jdbi.v3.core.Handle;

/// Ends all that is kept of a person, whoever keeps it.
///
/// The key goes first: from then on nothing of the person opens, in this database or, once its
/// epoch has passed, in any older copy.
final class Erasing {
  private static final List<String> OF_A_PERSON =
      List.of(
          "subject_keys",
          "publications",
          "held_values",
          "marks",
          "identifiers",
          "disclosures",
          "event_details",
          "subjects");

  /// What remembers a person for a while: answers that the API may have to give again, with values
  /// in them, visits to the privacy centre, and letters that wait for the mail server. They are
  /// sealed, but not by the person's key, so they do not close with it.
  private static final List<String> BESIDE = List.of("api_results", "visits", "outbox");

  private final Vault vault;
  private final SubjectStore subjects;

  Erasing(Vault vault, SubjectStore subjects) {
    this.vault = vault;
    this.subjects = subjects;
  }

  /// @param assured by somebody who knows of no legal hold from elsewhere
  Erasure erase(Handle tx, Program program, Warrant warrant, boolean assured) {
    var org = program.id();
    var id = warrant.subject();
    Optional<Subject> found;
    try {
      found = vault.lock(tx, org, id);
      if (found.isEmpty()) return new Erasure.NoSuchSubject();
    } catch (Unopenable altered) {
      // Their row is held all the same.
      if (!assured) return new Erasure.Shut();
      found = subjects.legible(tx, org, id);
    }
    var held = found.filter(it -> Holds.of(it.standing()).any());
    if (held.isPresent()) return new Erasure.OnHold(refused(tx, program, held.get()));
    var recipients = Register.recipients(tx, org, id.value());
    var counts = gone(tx, program, id.value());
    subjects.forget(org, id.value());
    Erasures.tell(tx, org, id);
    var at = vault.now();
    var details =
        Map.of(
            "right",
            warrant.right().word(),
            "rows",
            new TreeMap<>(counts),
            "recipients",
            recipients);
    var ground = Ground.of(warrant.answer());
    var receipt = vault.journal().last(tx, org, id, at, "erase", Effect.DONE, ground, details);
    return new Erasure.Erased(receipt.event(), at, recipients, counts, receipt);
  }

  private UUID refused(Handle tx, Program program, Subject s) {
    var word = Condition.HELD.word();
    var ground = Ground.speaking(program, word);
    var details = Map.<String, Object>of("missing", List.of("not " + word));
    return vault.journal().write(tx, s, vault.now(), "erase", Effect.REFUSE, ground, details);
  }

  /// @return who got something of this person; empty if nobody of this number is here
  Optional<List<String>> again(Handle tx, Program program, SubjectId s) {
    var recipients = Register.recipients(tx, program.id(), s.value());
    if (gone(tx, program, s.value()).values().stream().allMatch(it -> it == 0)) {
      return Optional.empty();
    }
    vault
        .journal()
        .everybody(
            tx,
            Ground.of(program, program.doubt())
                .entry(vault.event(), vault.now(), program.id(), "erase-again", Effect.DONE));
    return Optional.of(recipients);
  }

  /// Paper of theirs is owed to the shredder.
  ///
  /// @return how many rows went of each table
  private Map<String, Integer> gone(Handle tx, Program program, UUID subject) {
    var org = program.id();
    var sheets =
        tx.createQuery("select id, point from held_values where org = :org and subject = :subject")
            .bind("org", org)
            .bind("subject", subject)
            .map(
                (row, _) ->
                    new Paper.Sheet(row.getObject("id", UUID.class), row.getString("point")))
            .list();
    Paper.owe(tx, program, sheets, vault.now(), vault::number);
    var counts = new LinkedHashMap<String, Integer>();
    for (var table : OF_A_PERSON) counts.put(table, gone(tx, table, org, subject));
    for (var table : BESIDE) gone(tx, table, org, subject);
    return counts;
  }

  private static int gone(Handle tx, String table, String org, UUID subject) {
    return tx.createUpdate("delete from " + table + " where org = :org and subject = :subject")
        .bind("org", org)
        .bind("subject", subject)
        .execute();
  }
}
