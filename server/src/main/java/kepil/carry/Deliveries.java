package kepil.carry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.vault.Acts;
import kepil.vault.Identifier;
import kepil.vault.Outcome;
import kepil.vault.Shown;
import kepil.vault.Vault;
import org.jdbi.v3.core.Handle;

/// Deliveries of others: many people's data at one point, each record decided by itself, the whole
/// entered in the books with who sent it, how many records of which fields, and its checksum.
public final class Deliveries {
  private final Acts acts;
  private final Vault vault;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  public Deliveries(Acts acts, Vault vault, InstantSource clock, Supplier<UUID> ids) {
    this.acts = acts;
    this.vault = vault;
    this.clock = clock;
    this.ids = ids;
  }

  /// One person's part of a delivery. Its text form says nothing of the person.
  ///
  /// @param identifier the field by which the person is recognised, and its value
  public record Line(
      Map.Entry<String, String> identifier, Map<String, String> values, Optional<String> item) {
    @Override
    public String toString() {
      return "Line[" + values.keySet() + "]";
    }
  }

  /// @param refused by the number of the line, from 0
  public record Taken(UUID id, int taken, Map<Integer, Answer> refused) {}

  /// Takes what the gate lets in; a refused line does not hold up the others, and is recorded.
  ///
  /// @param checksum SHA-256 of what was sent, hex
  public Taken take(
      Handle tx,
      Gate gate,
      Program.Point point,
      List<Line> lines,
      Set<String> given,
      Shown shown,
      String checksum) {
    var org = gate.program().id();
    var refused = new TreeMap<Integer, Answer>();
    var fields = new TreeSet<String>();
    int taken = 0;
    lines.forEach(it -> fields.addAll(it.values().keySet()));
    var outcomes = take(tx, gate, point, lines, given, shown);
    for (int i = 0; i < lines.size(); i++) {
      switch (outcomes.get(i)) {
        case Outcome.Done _ -> taken++;
        case Outcome.Refused(Answer answer, UUID _) -> refused.put(i, answer);
        case Outcome.NoSuchSubject() ->
            throw new IllegalStateException("a person just recognised is not there");
      }
    }
    var id = ids.get();
    tx.createUpdate(
            """
            insert into deliveries (org, id, point, sender, fields, records, taken, refused,
              checksum, at)
            values (:org, :id, :point, :sender, :fields, :records, :taken, :refused, :checksum,
              :at)\
            """)
        .bind("org", org)
        .bind("id", id)
        .bind("point", point.id())
        .bind("sender", sender(point))
        .bindArray("fields", String.class, List.copyOf(fields))
        .bind("records", lines.size())
        .bind("taken", taken)
        .bind("refused", refused.size())
        .bind("checksum", checksum)
        .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
        .execute();
    return new Taken(id, taken, refused);
  }

  /// Whoever was erased while their line was taken is found by nothing any more, and is somebody
  /// new.
  private List<Outcome> take(
      Handle tx, Gate gate, Program.Point point, List<Line> lines, Set<String> given, Shown shown) {
    var people = recognised(tx, gate.program(), lines);
    var entering =
        lines.stream()
            .map(
                it ->
                    new Acts.Entering(
                        ask(point, people.get(it.identifier()), it, given), it.values(), shown))
            .toList();
    var outcomes = new ArrayList<Outcome>();
    for (var it : acts.collect(tx, gate, entering)) {
      var line = lines.get(outcomes.size());
      outcomes.add(
          it instanceof Outcome.NoSuchSubject
              ? take(tx, gate, point, List.of(line), given, shown).getFirst()
              : it);
    }
    return outcomes;
  }

  /// In one order, whatever the order of the lines and the spelling of addresses, so that two
  /// deliveries of the same new people wait for each other and not in a circle.
  private Map<Map.Entry<String, String>, SubjectId> recognised(
      Handle tx, Program program, List<Line> lines) {
    var people = new HashMap<Map.Entry<String, String>, SubjectId>();
    lines.stream()
        .map(Line::identifier)
        .distinct()
        .sorted(
            Map.Entry.<String, String>comparingByKey()
                .thenComparing(
                    it -> Identifier.normal(program.fields().get(it.getKey()), it.getValue())))
        .forEach(it -> people.put(it, vault.recognise(tx, program, it.getKey(), it.getValue())));
    return people;
  }

  private static Ask ask(Program.Point point, SubjectId person, Line line, Set<String> given) {
    var ask =
        Ask.to(Operation.COLLECT, person).at(point.id()).of(line.values().keySet()).given(given);
    return line.item().map(ask::about).orElse(ask);
  }

  private static String sender(Program.Point point) {
    return point.client().or(point::owner).orElse(point.controller());
  }

  /// A delivery in the books.
  public record Entered(
      UUID id,
      String point,
      String sender,
      List<String> fields,
      int records,
      int taken,
      int refused,
      String checksum,
      Instant at) {}

  /// Newest first.
  public static List<Entered> list(Handle tx, String org, int most) {
    return tx.createQuery(
            """
            select id, point, sender, fields, records, taken, refused, checksum, at
            from deliveries where org = :org order by at desc, id limit :most
            """)
        .bind("org", org)
        .bind("most", most)
        .map(
            (row, _) ->
                new Entered(
                    row.getObject("id", UUID.class),
                    row.getString("point"),
                    row.getString("sender"),
                    List.of((String[]) row.getArray("fields").getArray()),
                    row.getInt("records"),
                    row.getInt("taken"),
                    row.getInt("refused"),
                    row.getString("checksum"),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
