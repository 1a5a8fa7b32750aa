package kepil.vault;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Permit;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.policy.Operation;

/// What a vault is, without any of what makes it one: everybody and everything of the [Library] in
/// plain lists, and the readable gate asked about them. Nothing here is sealed, stored, shared or
/// fast, so that it can be read through.
final class Model {
  /// How long the library keeps what.
  private static final Map<String, Period> KEPT =
      Map.of(
          "genre", Period.ofYears(1),
          "comment", Period.ofYears(1),
          "email", Period.ofYears(2),
          "name", Period.ofYears(2),
          "birth-date", Period.ofYears(2),
          "latitude", Period.ofYears(2),
          "card-number", Period.ofDays(7));

  /// Where data enter: for whom, and what for.
  private static final Map<String, Optional<String>> CLIENTS =
      Map.of(
          "visit", Optional.of("mill"),
          "poll", Optional.of("press"),
          "pocket", Optional.empty(),
          "till", Optional.empty());

  private static final Map<String, String> PURPOSES =
      Map.of("visit", "insight", "poll", "insight", "pocket", "delivery", "till", "payment");

  /// A value of somebody. Two with the same contents are two.
  static final class Value {
    final String field;
    String text;
    final String point;
    final Optional<String> item;
    final LocalDate collected;

    /// A fact had ended it when it came.
    boolean over;

    Value(String field, String text, String point, Optional<String> item, LocalDate collected) {
      this.field = field;
      this.text = text;
      this.point = point;
      this.item = item;
      this.collected = collected;
    }

    Optional<String> client() {
      return CLIENTS.get(point);
    }

    String purpose() {
      return PURPOSES.get(point);
    }

    LocalDate until() {
      return over ? collected : collected.plus(KEPT.get(field));
    }

    /// As both sides tell it.
    String told() {
      return String.join(
          " ",
          field,
          text,
          point,
          client().orElse("-"),
          item.orElse("-"),
          collected.toString(),
          until().toString());
    }
  }

  /// What stands published of somebody.
  record Piece(Value value, String party, String purpose) {}

  /// A line of the register.
  record Line(String party, String country, Set<String> fields) {}

  static final class Person {
    final SubjectId id;
    Standing standing = Standing.unknown();
    final List<Value> values = new ArrayList<>();
    final List<Piece> published = new ArrayList<>();
    final List<Line> register = new ArrayList<>();

    /// Addresses by which they are found, each since when.
    final Map<String, Instant> found = new LinkedHashMap<>();

    Person(SubjectId id) {
      this.id = id;
    }

    boolean held() {
      return !holds().isEmpty();
    }

    boolean held(Value it) {
      return holds().stream()
          .anyMatch(
              scope ->
                  scope.entrySet().stream()
                      .allMatch(
                          part ->
                              switch (part.getKey()) {
                                case "item" -> it.item.equals(Optional.of(part.getValue()));
                                case "client" -> it.client().equals(Optional.of(part.getValue()));
                                case "point" -> it.point.equals(part.getValue());
                                case "purpose" -> it.purpose().equals(part.getValue());
                                default -> true;
                              }));
    }

    /// What was said to be held and was not let go since, by the same words or wider ones.
    private List<Map<String, String>> holds() {
      var all = standing.marks().stream().filter(it -> it.word().equals("held")).toList();
      var holds = new ArrayList<Map<String, String>>();
      for (int i = 0; i < all.size(); i++) {
        var scope = all.get(i).scope();
        boolean letGo =
            all.subList(i + 1, all.size()).stream()
                .anyMatch(
                    later ->
                        !later.yes() && scope.entrySet().containsAll(later.scope().entrySet()));
        if (all.get(i).yes() && !letGo) holds.add(scope);
      }
      return holds;
    }

    void lose(Predicate<Value> goes) {
      var gone = values.stream().filter(goes).toList();
      values.removeAll(gone);
      published.removeIf(it -> gone.contains(it.value()));
      boolean address = gone.stream().anyMatch(it -> it.field.equals("email"));
      if (address && values.stream().noneMatch(it -> it.field.equals("email"))) found.clear();
    }
  }

  /// What is told of an act.
  ///
  /// @param word `done`, `refused`, `nobody`, …
  /// @param values what was stored or opened, sorted
  /// @param withheld the fields of each part that stayed shut, sorted
  record Told(String word, List<String> values, List<String> withheld) {
    static Told of(String word) {
      return new Told(word, List.of(), List.of());
    }
  }

  private final Gate gate;
  final Map<SubjectId, Person> people = new LinkedHashMap<>();

  Model(Gate gate) {
    this.gate = gate;
  }

  Optional<Person> found(String address) {
    return people.values().stream()
        .filter(it -> it.found.containsKey(address))
        .min((one, other) -> one.found.get(address).compareTo(other.found.get(address)));
  }

  Told collect(Ask ask, Map<String, String> values, Instant now) {
    var person = people.get(ask.subject());
    if (person == null) return Told.of("nobody");
    var point = ask.point().orElseThrow();
    var entering = CLIENTS.get(point).map(ask::onBehalfOf).orElse(ask).of(values.keySet());
    var born =
        Optional.ofNullable(values.get("birth-date"))
            .map(it -> LocalDate.parse(it.length() == 4 ? it + "-12-31" : it));
    var standing =
        born.filter(
                it -> person.standing.born().isEmpty() || it.isAfter(person.standing.born().get()))
            .map(person.standing::bornOn)
            .orElse(person.standing);
    if (!permits(entering, standing, now)) return Told.of("refused");
    person.standing = standing;
    var entered = new ArrayList<Value>();
    values.forEach(
        (field, text) -> entered.add(new Value(field, text, point, ask.item(), day(now))));
    for (var it : entered) it.over = ended(person, it, now);
    person.values.addAll(entered);
    return new Told("done", told(entered), List.of());
  }

  Told decide(Ask ask, Instant now) {
    var person = people.get(ask.subject());
    if (person == null) return Told.of("nobody");
    return Told.of(permits(ask, person.standing, now) ? "done" : "refused");
  }

  Told use(Ask ask, Instant now) {
    return act(ask, now, (_, _) -> {});
  }

  /// Somebody without an address is written nothing.
  Told message(Ask ask, Instant now) {
    var told = use(ask, now);
    return told.word().equals("done") && told.values().isEmpty() ? Told.of("refused") : told;
  }

  Told disclose(Ask ask, Instant now) {
    return act(
        ask,
        now,
        (person, opened) -> {
          if (opened.isEmpty()) return;
          var party = ask.recipient().orElse("");
          var country =
              ask.country()
                  .or(
                      () ->
                          Optional.ofNullable(gate.program().parties().get(party))
                              .flatMap(it -> it.country()))
                  .orElse("");
          var fields = opened.stream().map(it -> it.field).collect(Collectors.toSet());
          person.register.add(new Line(party, country, new TreeSet<>(fields)));
          if (ask.operation() != Operation.PUBLISH) return;
          for (var it : opened) {
            if (person.published.stream()
                .noneMatch(piece -> piece.value() == it && piece.party().equals(party))) {
              person.published.add(new Piece(it, party, ask.purpose().orElse("")));
            }
          }
        });
  }

  Told delete(Ask ask, Instant now) {
    var told = act(ask, now, (person, gone) -> person.lose(gone::contains));
    return new Told(told.word(), List.of(), told.withheld());
  }

  private interface Deed {
    void on(Person person, List<Value> values);
  }

  /// Values that came in together are decided together, and what is not there as it was asked for.
  private Told act(Ask ask, Instant now, Deed deed) {
    var person = people.get(ask.subject());
    if (person == null) return Told.of("nobody");
    boolean all = ask.fields().isEmpty() && ask.operation() == Operation.DELETE;
    var together = new TreeMap<String, List<Value>>();
    for (var it : person.values) {
      boolean meant = all || ask.fields().contains(it.field);
      boolean elsewhere =
          ask.item().isPresent() && it.item.isPresent() && !ask.item().equals(it.item);
      if (meant && !elsewhere) {
        together
            .computeIfAbsent(
                it.point + " " + it.item + " " + it.collected + " " + person.held(it),
                _ -> new ArrayList<>())
            .add(it);
      }
    }
    var opened = new ArrayList<Value>();
    var withheld = new ArrayList<String>();
    boolean any = false;
    for (var values : together.values()) {
      var fields = values.stream().map(it -> it.field).collect(Collectors.toSet());
      var one = values.getFirst();
      if (permits(asked(ask, all ? Set.of() : fields, one), standing(person, one, now), now)) {
        opened.addAll(values);
        any = true;
      } else {
        withheld.add(new TreeSet<>(fields).toString());
      }
    }
    var missing = new LinkedHashSet<>(ask.fields());
    for (var values : together.values()) values.forEach(it -> missing.remove(it.field));
    if (together.isEmpty() || !missing.isEmpty()) {
      if (!permits(ask.of(missing), person.standing, now)) return Told.of("refused");
      any = true;
    }
    if (!any) return Told.of("refused");
    deed.on(person, opened);
    return new Told("done", told(opened), withheld.stream().sorted().toList());
  }

  private static Ask asked(Ask ask, Set<String> fields, Value it) {
    var stored = ask.of(fields).at(it.point).collectedOn(it.collected);
    if (it.item.isPresent()) stored = stored.about(it.item.get());
    return new Ask(
        stored.operation(),
        stored.subject(),
        stored.fields(),
        stored.point(),
        stored.purpose(),
        stored.recipient(),
        stored.country(),
        stored.channel(),
        stored.item(),
        it.client(),
        stored.collected(),
        stored.group(),
        stored.given());
  }

  /// What may still be seen there; the rest is taken down.
  List<String> published(String party, Instant now) {
    var shown = new ArrayList<String>();
    for (var person : people.values()) {
      for (var it : List.copyOf(person.published)) {
        if (!it.party().equals(party)) continue;
        var asked = Ask.to(Operation.PUBLISH, person.id).toParty(party);
        if (!it.purpose().isEmpty()) asked = asked.forPurpose(it.purpose());
        var value = it.value();
        if (permits(asked(asked, Set.of(value.field), value), standing(person, value, now), now)) {
          shown.add(it.value().text);
        } else {
          person.published.remove(it);
        }
      }
    }
    return shown.stream().sorted().toList();
  }

  Told note(SubjectId id, Mark mark, Instant now) {
    var person = people.get(id);
    if (person == null) return Told.of("nobody");
    person.standing = person.standing.with(mark);
    person.lose(it -> !person.held(it) && ended(person, it, now));
    return Told.of("done");
  }

  private boolean ended(Person person, Value it, Instant now) {
    var held = asked(Ask.to(Operation.USE, person.id), Set.of(it.field), it);
    return gate.ended(held, Set.of(it.purpose()), person.standing, now);
  }

  /// @return how many values went
  int sweep(Instant now) {
    int before = size();
    for (var person : people.values()) {
      person.lose(it -> !it.until().isAfter(day(now)) && !person.held(it));
    }
    return before - size();
  }

  int size() {
    return people.values().stream().mapToInt(it -> it.values.size()).sum();
  }

  /// What a hold names is held, by whatever it names it.
  private static Standing standing(Person person, Value it, Instant now) {
    return person.held(it)
        ? person.standing.with(new Mark("held", Map.of(), true, now))
        : person.standing;
  }

  private boolean permits(Ask ask, Standing standing, Instant now) {
    return gate.decide(ask, standing, now) instanceof Permit;
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  static List<String> told(List<Value> values) {
    return values.stream().map(Value::told).sorted().toList();
  }

  /// The same of what the vault tells.
  static List<String> toldBy(Stream<Held> held) {
    return held.map(
            it ->
                String.join(
                    " ",
                    it.field(),
                    it.value().reveal(),
                    it.point(),
                    it.client().orElse("-"),
                    it.item().orElse("-"),
                    day(it.collectedAt()).toString(),
                    it.keepUntil().toString()))
        .sorted()
        .toList();
  }

  static Told toldBy(Outcome outcome) {
    return switch (outcome) {
      case Outcome.NoSuchSubject _ -> Told.of("nobody");
      case Outcome.Refused _ -> Told.of("refused");
      case Outcome.Done it ->
          new Told(
              "done",
              toldBy(it.values().values().stream().flatMap(List::stream)),
              it.withheld().stream()
                  .map(part -> new TreeSet<>(part.fields()).toString())
                  .sorted()
                  .toList());
    };
  }
}
