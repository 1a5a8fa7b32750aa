package kepil.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import kepil.gate.Gate;
import kepil.gate.Permit;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.gate.Warrant;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.store.Column;
import kepil.store.Trip;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Sealed values: table `held_values`. What a value is about can be looked up; the value itself is
/// written and opened on a permit or a warrant only.
final class ValueStore {
  private ValueStore() {}

  /// Stores exactly what the permit names, when `written` is written.
  ///
  /// @param standing by which it was permitted
  static List<Held> put(
      Writing written,
      Subject s,
      Gate gate,
      Permit permit,
      Standing standing,
      Map<String, String> values,
      Shown shown,
      Instant now,
      Supplier<UUID> numbers) {
    var ask = permit.ask();
    must(
        ask.operation().brings()
            && ask.subject().equals(s.id())
            && ask.fields().equals(values.keySet()),
        "this permit is for other values");
    var program = gate.program();
    var point = program.points().get(ask.point().orElseThrow());
    var purposes =
        new TreeSet<>(ask.purpose().map(Set::of).orElseGet(() -> Set.copyOf(point.purposes())));
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    boolean ends = program.retention().stream().anyMatch(it -> !it.until().isEmpty());
    var stored = new ArrayList<Held>();
    for (var value : values.entrySet()) {
      var field = value.getKey();
      var end = gate.keepUntil(field, purposes, today);
      var longest = end.orElseThrow(() -> endless(program, point, field));
      // What a fact noted before has ended: nobody will note it again, so the next sweep takes it.
      var until =
          ends && gate.ended(ask.of(Set.of(field)).given(Set.of()), purposes, standing, now)
              ? today
              : longest;
      var about =
          new Stored.About(
              program.fields().get(field).category(),
              source(point),
              ask.client(),
              ask.item(),
              shown.language());
      var id = numbers.get();
      var place = Stored.place(id, field, point.id(), purposes, program.version(), now, until);
      var sealed = s.seal(Map.of("value", value.getValue()), "value", place);
      var row =
          new Stored(id, field, point.id(), purposes, program.version(), now, until, about, sealed);
      written.value(s, row, seal(s, row));
      stored.add(row.with(SecretText.of(value.getValue())));
    }
    return stored;
  }

  private static IllegalStateException endless(Program program, Program.Point point, String field) {
    return new IllegalStateException(
        "policy `%s` %s permits `%s` at `%s` and says no end: expected a retention rule that covers it"
            .formatted(program.id(), program.version(), field, point.id()));
  }

  /// What a person types is theirs; a feed, a sign-in or a tracker gives what its owner has of
  /// them.
  private static String source(Program.Point point) {
    return point
        .owner()
        .orElseGet(
            () ->
                switch (point.kind()) {
                  case "feed", "law" -> point.client().orElse(point.controller());
                  default -> "person";
                });
  }

  private static byte[] seal(Subject s, Stored it) {
    var about =
        new TreeMap<String, Object>(
            Map.of(
                "category",
                it.about().category(),
                "source",
                it.about().source(),
                "language",
                it.about().language()));
    it.about().client().ifPresent(client -> about.put("client", client));
    it.about().item().ifPresent(item -> about.put("item", item));
    return s.seal(about, "about", it.place());
  }

  private static final String COLUMNS =
      "subject, id, field, point, purposes, policy, collected_at, keep_until, about, value";
  private static final String OLDEST_FIRST = " order by collected_at, field, id";

  /// A row as it lies there.
  record Row(
      UUID subject,
      UUID id,
      String field,
      String point,
      SortedSet<String> purposes,
      String policy,
      Instant at,
      LocalDate until,
      byte[] about,
      byte[] value) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getObject(1, UUID.class),
          row.getObject(2, UUID.class),
          row.getString(3),
          row.getString(4),
          ofWritten(row.getString(5)),
          row.getString(6),
          row.getObject(7, OffsetDateTime.class).toInstant(),
          row.getObject(8, LocalDate.class),
          row.getBytes(9),
          row.getBytes(10));
    }
  }

  /// What is stored, still sealed, oldest first.
  static List<Stored> of(Handle tx, Subject s) {
    return opened(
        s,
        tx.createQuery(
                "select "
                    + COLUMNS
                    + " from held_values where org = :org and subject = :subject"
                    + OLDEST_FIRST)
            .bind("org", s.org())
            .bind("subject", s.uuid())
            .map((row, _) -> Row.of(row))
            .list());
  }

  /// A field of somebody.
  private record Wanted(SubjectId subject, @Nullable String field) {}

  /// All fields of each.
  static Map<SubjectId, Set<String>> all(Collection<SubjectId> people) {
    return these(people, Set.of());
  }

  /// The same fields of each.
  static Map<SubjectId, Set<String>> these(Collection<SubjectId> people, Set<String> fields) {
    var wanted = new HashMap<SubjectId, Set<String>>();
    for (var it : people) wanted.put(it, fields);
    return wanted;
  }

  /// Reads the same of several people.
  ///
  /// @param wanted the fields of each; an empty set for all
  static Trip read(Trip trip, Map<SubjectId, Set<String>> wanted, Map<UUID, List<Row>> into) {
    var pairs = new ArrayList<Wanted>();
    wanted.forEach(
        (subject, fields) -> {
          if (fields.isEmpty()) pairs.add(new Wanted(subject, null));
          for (var field : fields) pairs.add(new Wanted(subject, field));
        });
    return trip.read(
            """
            select v.subject, id, v.field, point, purposes, policy, collected_at, keep_until,
              about, value
            from unnest(cast(:wSubject as uuid[]), cast(:wField as text[])) as w (subject, field)
            join held_values v on v.org = :org and v.subject = w.subject
              and (w.field is null or v.field = w.field)
            order by collected_at, v.field, id\
            """,
            row -> {
              var it = Row.of(row);
              into.computeIfAbsent(it.subject(), _ -> new ArrayList<>()).add(it);
            })
        .bind(
            it ->
                it.bind("wSubject", Column.uuids(pairs, w -> w.subject().value()))
                    .bind("wField", Column.texts(pairs, Wanted::field)));
  }

  /// What each row is about, opened; the values stay shut.
  static List<Stored> opened(Subject s, List<Row> rows) {
    return rows.stream()
        .map(
            it -> {
              var place =
                  Stored.place(
                      it.id(),
                      it.field(),
                      it.point(),
                      it.purposes(),
                      it.policy(),
                      it.at(),
                      it.until());
              return new Stored(
                  it.id(),
                  it.field(),
                  it.point(),
                  it.purposes(),
                  it.policy(),
                  it.at(),
                  it.until(),
                  about(s.open(it.about(), "about", place)),
                  it.value());
            })
        .toList();
  }

  private static Stored.About about(TreeMap<String, Object> it) {
    return new Stored.About(
        (String) it.get("category"),
        (String) it.get("source"),
        Optional.ofNullable((String) it.get("client")),
        Optional.ofNullable((String) it.get("item")),
        (String) it.get("language"));
  }

  /// Opens a value that the permit names.
  static Held open(Subject s, Permit permit, Stored it) {
    var ask = permit.ask();
    must(
        ask.subject().equals(s.id())
            && ask.fields().contains(it.field())
            && ask.client().equals(it.about().client())
            && ask.collected().equals(Optional.of(it.collected())),
        "this permit is for another value");
    return it.with(opened(s, it));
  }

  /// Opens a value to be counted: the permit names a statistic that is made of the value's field.
  static SecretText openToCount(Subject s, Permit permit, Program program, Stored it) {
    var ask = permit.ask();
    must(
        ask.operation() == Operation.AGGREGATE
            && ask.subject().equals(s.id())
            && ask.client().equals(it.about().client())
            && ask.collected().equals(Optional.of(it.collected())),
        "this permit is for another value");
    for (var field : ask.fields()) {
      must(
          program
              .categories()
              .get(program.fields().get(field).category())
              .from()
              .contains(it.field()),
          "this permit is for a statistic that is made of other fields");
    }
    return opened(s, it);
  }

  /// Opens a value for the person themselves.
  static Held open(Subject s, Warrant warrant, Stored it) {
    must(warrant.subject().equals(s.id()), "this warrant is for another person");
    return it.with(opened(s, it));
  }

  private static SecretText opened(Subject s, Stored it) {
    return SecretText.of((String) s.open(it.sealed(), "value", it.place()).get("value"));
  }

  /// Puts another value in the place of a wrong one.
  static Held replace(Handle tx, Subject s, Warrant warrant, Stored it, String value) {
    must(warrant.subject().equals(s.id()), "this warrant is for another person");
    tx.createUpdate(
            """
            update held_values set value = :value
            where org = :org and subject = :subject and id = :id
            """)
        .bind("value", s.seal(Map.of("value", value), "value", it.place()))
        .bind("org", s.org())
        .bind("subject", s.uuid())
        .bind("id", it.id())
        .execute();
    return it.with(SecretText.of(value));
  }

  /// What is stored, counted by what the rows say in the clear.
  static List<Stock> stock(Handle tx, String org) {
    return tx.createQuery(
            """
            select field, purposes, (collected_at at time zone 'UTC')::date as day, keep_until,
              count(*) as n from held_values
            where org = :org group by field, purposes, day, keep_until order by field\
            """)
        .bind("org", org)
        .map(
            (row, _) ->
                new Stock(
                    row.getString("field"),
                    ofWritten(row.getString("purposes")),
                    row.getObject("day", LocalDate.class),
                    row.getObject("keep_until", LocalDate.class),
                    row.getLong("n")))
        .list();
  }

  /// Purposes as they lie in a row.
  static String written(SortedSet<String> purposes) {
    return String.join(Writing.BETWEEN, purposes);
  }

  private static SortedSet<String> ofWritten(String purposes) {
    return purposes.isEmpty()
        ? new TreeSet<>()
        : new TreeSet<>(List.of(purposes.split(Writing.BETWEEN)));
  }

  /// Values past their period, longest over first, from a place on.
  ///
  /// @param field of which alone, if one is given
  /// @param most so many at most; there may be more
  static List<Over> over(
      Handle tx, String org, LocalDate today, Optional<String> field, Place from, int most) {
    return tx.createQuery(
            """
            select keep_until, subject from held_values
            where org = :org and keep_until between :day and :today and subject <> all(:met)
              and field = coalesce(cast(:field as text), field)
            order by keep_until limit :most
            """)
        .bind("org", org)
        .bind("field", field.orElse(null))
        .bind("day", from.day())
        .bind("today", today)
        .bindArray("met", UUID.class, List.copyOf(from.met()))
        .bind("most", most)
        .map(
            (row, _) ->
                new Over(
                    row.getObject("keep_until", LocalDate.class),
                    row.getObject("subject", UUID.class)))
        .list();
  }

  /// Of which fields there are values past their period.
  static List<String> fieldsOver(Handle tx, String org, LocalDate today) {
    return tx.createQuery(
            """
            select distinct field from held_values where org = :org and keep_until <= :today
            order by field
            """)
        .bind("org", org)
        .bind("today", today)
        .mapTo(String.class)
        .list();
  }

  /// The fields of these people's values past their period, one for each value.
  static List<String> over(Handle tx, String org, LocalDate today, List<UUID> people) {
    return tx.createQuery(
            """
            select field from held_values
            where org = :org and subject = any(:people) and keep_until <= :today
            """)
        .bind("org", org)
        .bindArray("people", UUID.class, people)
        .bind("today", today)
        .mapTo(String.class)
        .list();
  }

  /// A value past its period.
  record Over(LocalDate until, UUID subject) {}

  /// How far a walk through the values past their period has come.
  ///
  /// @param met whose values of this day were looked at
  record Place(LocalDate day, Set<UUID> met) {
    static final Place BEGIN = new Place(LocalDate.of(1, 1, 1), Set.of());

    Place after(List<Over> page) {
      var last = page.getLast().until();
      var those = new HashSet<>(last.equals(day) ? met : Set.<UUID>of());
      for (var it : page) if (it.until().equals(last)) those.add(it.subject());
      return new Place(last, those);
    }
  }

  private static void must(boolean holds, String why) {
    if (!holds) throw new IllegalArgumentException(why);
  }
}
