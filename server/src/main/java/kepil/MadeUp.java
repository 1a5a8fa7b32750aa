package kepil;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.vault.Acts;
import kepil.vault.Outcome;
import kepil.vault.Shown;
import kepil.vault.Vault;
import org.jdbi.v3.core.Jdbi;

/// Made-up people for the demo: they answer what the policy's own forms ask, and the organisation
/// then does what it may, and tries a few things it may not. Nothing here knows a policy.
final class MadeUp {
  private static final List<String> NAMES = List.of("aygul", "yerlan", "nigar", "elchin", "dana", "timur", "leyla", "rustam", "saule", "orkhan", "madina", "farid");
  private static final List<String> PLACES = List.of("KZ", "AZ", "KZ", "AZ", "DE", "KZ", "GB", "AZ", "KZ", "US-CA", "JP", "FR");

  private final Jdbi jdbi;
  private final Vault vault;
  private final Acts acts;
  private final Gate gate;
  private final Program program;
  private final Random random;
  private final Instant now;

  /// @param random seeded, so that every demo begins with the same people
  MadeUp(Jdbi jdbi, Vault vault, Acts acts, Gate gate, InstantSource clock, Random random) {
    this.jdbi = jdbi;
    this.vault = vault;
    this.acts = acts;
    this.gate = gate;
    this.program = gate.program();
    this.random = random;
    this.now = clock.instant();
  }

  /// @return how many people now live in this demo
  int move() {
    for (int i = 0; i < NAMES.size(); i++) {
      var name = NAMES.get(i);
      var place = PLACES.get(i);
      jdbi.useTransaction(tx -> person(tx, name, place));
    }
    return NAMES.size();
  }

  private void person(org.jdbi.v3.core.Handle tx, String name, String place) {
    var address = name + "@example." + (place.length() == 2 ? place.toLowerCase(java.util.Locale.ROOT) : "com");
    var subject = program.identifies().contains("email") ? vault.recognise(tx, program.id(), "email", address) : vault.admit(tx, program.id());
    vault.lives(tx, program.id(), subject, place);
    var language = program.languages().get(random.nextInt(program.languages().size()));
    var shown = new Shown(language, program.version());
    for (var point : program.points().values()) {
      if (point.asks().isEmpty() || random.nextInt(4) == 0 && !point.kind().equals("survey")) continue;
      answer(tx, subject, point, address, shown);
    }
  }

  private void answer(org.jdbi.v3.core.Handle tx, SubjectId subject, Program.Point point, String address, Shown shown) {
    var values = new LinkedHashMap<String, String>();
    for (var name : point.asks()) {
      if (point.required().contains(name) || random.nextInt(5) > 0) values.put(name, value(program.fields().get(name), address));
    }
    var item = point.kind() + "-" + (100 + random.nextInt(900));
    for (var need : point.needs()) {
      var word = program.words().get(need);
      if (word != null && word.choice()) vault.note(tx, gate, subject, new Mark(need, Map.of(), true, now), shown);
    }
    var facts = point.needs().stream().map(program.words()::get).filter(it -> it != null && !it.choice()).map(Program.Word::id).collect(Collectors.toSet());
    var ask = Ask.to(Operation.COLLECT, subject).of(values.keySet()).at(point.id()).about(item).given(facts);
    if (point.client().isPresent()) ask = ask.onBehalfOf(point.client().get());
    if (!(acts.collect(tx, gate, ask, values, shown) instanceof Outcome.Done)) return;
    for (var fact : List.of("answered", "answered-" + point.kind())) {
      if (program.words().containsKey(fact)) vault.note(tx, gate, subject, new Mark(fact, Map.of("item", item), true, now), shown);
    }
    life(tx, subject, point, values.keySet(), item);
  }

  /// What an organisation then does with the data, and what it tries in vain.
  private void life(org.jdbi.v3.core.Handle tx, SubjectId subject, Program.Point point, Set<String> fields, String item) {
    for (var id : point.purposes().stream().limit(2).toList()) {
      var wanted = new LinkedHashSet<>(fields);
      wanted.retainAll(program.purposes().get(id).uses());
      if (!wanted.isEmpty()) acts.use(tx, gate, Ask.to(Operation.USE, subject).of(wanted).forPurpose(id).about(item));
    }
    var purposes = List.copyOf(program.purposes().keySet());
    acts.decide(tx, gate, Ask.to(Operation.MESSAGE, subject).forPurpose(purposes.get(random.nextInt(purposes.size()))).by("email").about(item));
    for (var id : point.purposes()) {
      point.client().ifPresent(client -> acts.disclose(tx, gate, Ask.to(Operation.DISCLOSE, subject).of(fields).toParty(client).onBehalfOf(client).forPurpose(id).about(item).given(grounds())));
    }
    var parties = List.copyOf(program.parties().keySet());
    acts.disclose(tx, gate, Ask.to(Operation.DISCLOSE, subject).of(fields).toParty(parties.get(random.nextInt(parties.size()))).about(item));
  }

  /// The papers a well-run organisation has on file when it discloses: every fact that a rule wants for it.
  private Set<String> grounds() {
    return program.rules().stream().filter(it -> it.operations().contains(Operation.DISCLOSE))
        .flatMap(it -> java.util.stream.Stream.concat(it.ifAll().stream(), it.allows() ? java.util.stream.Stream.of() : it.unless().stream()))
        .filter(it -> program.words().containsKey(it) && !program.words().get(it).choice()).collect(Collectors.toSet());
  }

  private String value(Program.Field field, String address) {
    return switch (field.type()) {
      case "email" -> address;
      case "telephone" -> "+7 700 " + (1_000_000 + random.nextInt(8_999_999));
      case "date" -> program.ageFrom().filter(field.name()::equals).isPresent()
          ? LocalDate.of(1955 + random.nextInt(45), 1 + random.nextInt(12), 1 + random.nextInt(28)).toString()
          : LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(random.nextInt(30)).toString();
      case "country" -> "KZ";
      case "number", "scale" -> String.valueOf(range(field.least(), 1) + random.nextInt(range(field.most(), 5) - range(field.least(), 1) + 1));
      case "one-of" -> field.options().get(random.nextInt(field.options().size()));
      case "yes-no" -> random.nextBoolean() ? "yes" : "no";
      case "long-text" -> List.of("The coffee was good and the staff were kind.", "Кезек ұзақ болды, бірақ сатушы көмектесті.", "Mağaza təmiz idi, amma qiymətlər baha.").get(random.nextInt(3));
      default -> "Made-up " + (10 + random.nextInt(90));
    };
  }

  private static int range(Optional<Integer> bound, int otherwise) {
    return bound.orElse(otherwise);
  }
}
