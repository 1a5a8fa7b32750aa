package kepil.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Decision;
import kepil.gate.Gate;
import kepil.gate.Permit;
import kepil.gate.Refusal;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.proof.Effect;
import kepil.vault.SubjectStore.Lock;
import org.jdbi.v3.core.Handle;

/// What stands published at a destination, newest first. Each piece passes the gate again before it
/// is shown: what is no longer permitted is taken down here and now, and that is recorded.
///
/// Whoever may be seen is only looked at: anybody may read this, so readers must not hold people.
/// Who is to be taken down is held and decided again; if they are busy, the piece is not shown and
/// stays for the next reader.
final class Showing {
  private final Vault vault;
  private final Weighing weighing;

  Showing(Vault vault, Weighing weighing) {
    this.vault = vault;
    this.weighing = weighing;
  }

  /// @param party the destination
  List<Published> published(Handle tx, Gate gate, String party, int most) {
    var rows = Publications.at(tx, gate.program().id(), party, most);
    var seen = see(tx, gate, rows, Lock.NO);
    var refused = new ArrayList<Publications.Row>();
    var shown = new ArrayList<Published>();
    for (var row : rows) {
      var it = seen.get(row.subject());
      // Who was erased between the two looks has no publications any more either.
      if (it == null) continue;
      var s = it.s();
      var piece = piece(gate, s, it.stored(), row);
      if (piece.isEmpty()) continue;
      var stored = piece.get().stored();
      switch (piece.get().decision()) {
        case Permit permit -> {
          try {
            var value = ValueStore.open(s, permit, stored).value();
            shown.add(new Published(stored.field(), value, row.since(), permit.answer().clauses()));
          } catch (Unopenable altered) {
            continue;
          }
        }
        case Refusal _ -> refused.add(row);
      }
    }
    var held = see(tx, gate, refused, Lock.IF_FREE);
    for (var row : refused) {
      var it = held.get(row.subject());
      if (it == null) continue;
      var decision = piece(gate, it.s(), it.stored(), row).map(Piece::decision);
      if (decision.isPresent() && decision.get() instanceof Refusal(Answer answer)) {
        takeDown(tx, it.s(), row, answer);
      }
    }
    return shown;
  }

  /// What does not open is not shown, and stays.
  private Map<SubjectId, Weighing.Seen> see(
      Handle tx, Gate gate, List<Publications.Row> rows, Lock lock) {
    var people = rows.stream().map(Publications.Row::subject).distinct().toList();
    return weighing.see(tx, gate, people, lock, Set.of(), _ -> {}).stream()
        .collect(Collectors.toMap(it -> it.s().id(), it -> it));
  }

  private record Piece(Stored stored, Decision decision) {}

  /// What the gate says now of what stands published; empty if the value is gone.
  private Optional<Piece> piece(Gate gate, Subject s, List<Stored> values, Publications.Row row) {
    return values.stream()
        .filter(it -> it.id().equals(row.value()))
        .findFirst()
        .map(
            it -> {
              var asked =
                  Ask.to(Operation.PUBLISH, s.id()).of(Set.of(it.field())).toParty(row.party());
              return new Piece(
                  it,
                  weighing.decide(
                      gate,
                      s,
                      it,
                      row.purpose().isEmpty() ? asked : asked.forPurpose(row.purpose())));
            });
  }

  private void takeDown(Handle tx, Subject s, Publications.Row row, Answer answer) {
    if (!Publications.end(tx, s, row)) return;
    vault
        .journal()
        .write(
            tx,
            s,
            vault.now(),
            "take-down",
            Effect.DONE,
            Ground.of(answer),
            new TreeMap<>(
                Map.of(
                    "recipient",
                    row.party(),
                    "value",
                    row.value().toString(),
                    "missing",
                    answer.missing())));
  }
}
