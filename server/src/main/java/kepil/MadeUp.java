package kepil;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Refusal;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.policy.Misfit;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.policy.Right;
import kepil.policy.Rule;
import kepil.portal.FormRoutes;
import kepil.rights.Desk;
import kepil.rights.Reason;
import kepil.vault.Acts;
import kepil.vault.Outcome;
import kepil.vault.SecretText;
import kepil.vault.Shown;
import kepil.vault.Vault;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Made-up people for the demo, and a week of their life with one organisation.
///
/// They fill in what the policy's own forms ask and say yes where it wants a yes. The organisation
/// then uses, writes, passes on and counts as the policy's rules allow, with the papers they want;
/// it also tries what they refuse; people ask for their rights, and one is erased. All of it is
/// read off the program, so a policy that nobody has seen yet has a life too. Nothing here knows a
/// policy.
final class MadeUp {
  private static final int DAYS = 7;

  /// How many acts a person sees on each day: a week has a shape.
  private static final int[] BUSY = {3, 5, 4, 6, 7, 2, 3};

  private static final List<String> NAMES =
      List.of(
          "aygul", "yerlan", "nigar", "elchin", "dana", "timur", "leyla", "rustam", "saule",
          "orkhan", "madina", "farid");
  private static final List<String> PLACES =
      List.of("KZ", "AZ", "KZ", "DE", "KZ", "GB", "AZ", "KZ", "US-CA", "AZ", "JP", "FR");

  private static final Map<String, List<String>> COMMENTS =
      Map.of(
          "en",
              List.of(
                  "The coffee was good and the staff were kind.",
                  "The queue was long, but somebody helped me."),
          "kk", List.of("Кезек ұзақ болды, бірақ сатушы көмектесті.", "Бәрі ұнады, рақмет!"),
          "az",
              List.of("Mağaza təmiz idi, amma qiymətlər baha.", "Hər şey xoşuma gəldi, sağ olun."),
          "ru", List.of("Всё понравилось, спасибо.", "Очередь длинная, но продавец помог."));

  private final Jdbi jdbi;
  private final Vault vault;
  private final Acts acts;
  private final Desk desk;
  private final Gate gate;
  private final Program program;
  private final Past past;
  private final Random random;
  private final List<Person> people = new ArrayList<>();

  /// A clock that the story moves.
  static final class Past implements InstantSource {
    private Instant now;

    Past(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    private void is(Instant it) {
      now = it;
    }

    private void passes(Duration time) {
      now = now.plus(time);
    }
  }

  /// @param vault and `acts` and `desk` live by `past`, which begins at the present
  /// @param random seeded, so that every demo begins with the same people
  MadeUp(Jdbi jdbi, Vault vault, Acts acts, Desk desk, Gate gate, Past past, Random random) {
    this.jdbi = jdbi;
    this.vault = vault;
    this.acts = acts;
    this.desk = desk;
    this.gate = gate;
    this.program = gate.program();
    this.past = past;
    this.random = random;
  }

  /// Somebody, and what the story remembers of them.
  private static final class Person {
    private final SubjectId id;
    private final String address;
    private final String place;
    private final Shown shown;
    private final List<Given> given = new ArrayList<>();
    private Standing standing;

    Person(SubjectId id, String address, String place, Shown shown) {
      this.id = id;
      this.address = address;
      this.place = place;
      this.shown = shown;
      this.standing = Standing.unknown().livingIn(place);
    }
  }

  /// What entered at a point.
  private record Given(Program.Point point, Set<String> fields, String item) {}

  /// @param crowd how many people
  void live(int crowd) {
    var present = past.instant();
    var today = LocalDate.ofInstant(present, ZoneOffset.UTC);
    var morning = today.minusDays(DAYS - 1);
    // Before its first day a policy permits nothing that would be worth a story.
    var first = morning.isBefore(program.effective()) ? program.effective() : morning;
    var names = NAMES.subList(0, Math.min(crowd, NAMES.size()));
    for (var day = first; !day.isAfter(today); day = day.plusDays(1)) {
      var begins = day.atTime(8, 20 + random.nextInt(30)).toInstant(ZoneOffset.UTC);
      // Today ends now, not in the evening.
      var latest = present.minus(Duration.ofHours(2));
      past.is(begins.isAfter(latest) ? latest : begins);
      int nr = DAYS - 1 - Math.toIntExact(ChronoUnit.DAYS.between(day, today));
      boolean last = day.equals(today);
      // Most come in the first days; whoever is left comes on the last.
      int arrived = last ? names.size() : Math.min(names.size(), (nr + 1) * 2);
      jdbi.useTransaction(
          tx -> {
            // Made-up life needs no disk to be sure of it.
            tx.execute("set local synchronous_commit = off");
            while (people.size() < arrived) {
              arrives(tx, names.get(people.size()), PLACES.get(people.size()));
            }
            var pace = Duration.ofMinutes(90).dividedBy(Math.max(1, people.size() * 7L));
            for (var who : people) {
              for (int i = 0; i < BUSY[nr % BUSY.length]; i++) {
                past.passes(pace);
                something(tx, who);
              }
            }
            vault.sweep(tx, gate, 500);
          });
    }
    jdbi.useTransaction(
        tx -> {
          past.is(present.minus(Duration.ofMinutes(20)));
          requests(tx);
        });
  }

  // People come

  private void arrives(Handle tx, String name, String place) {
    var address =
        name + "@example." + (place.length() == 2 ? place.toLowerCase(Locale.ROOT) : "com");
    var id =
        program.emails().stream()
            .findFirst()
            .map(it -> vault.recognise(tx, program, it, address))
            .orElseGet(() -> vault.admit(tx, program.id()));
    vault.lives(tx, program.id(), id, place);
    var languages = program.languages();
    var own =
        languages.contains(place.equals("KZ") ? "kk" : place.toLowerCase(Locale.ROOT))
            ? place.equals("KZ") ? "kk" : place.toLowerCase(Locale.ROOT)
            : languages.get(random.nextInt(languages.size()));
    var who = new Person(id, address, place, new Shown(own, program.version()));
    people.add(who);
    var forms =
        new ArrayList<>(program.points().values().stream().filter(FormRoutes::isForm).toList());
    Collections.shuffle(forms, random);
    for (var form : forms.stream().limit(2).toList()) {
      past.passes(Duration.ofMinutes(2));
      fills(tx, who, form, Operation.COLLECT, form.asks());
    }
  }

  private void fills(
      Handle tx, Person who, Program.Point point, Operation how, List<String> fields) {
    var values = new LinkedHashMap<String, String>();
    for (var name : fields) {
      if (point.required().contains(name) || random.nextInt(5) > 0) {
        values.put(name, value(program.fields().get(name), who));
      }
    }
    if (values.isEmpty()) return;
    var item = point.kind() + "-" + (100 + random.nextInt(900));
    var ask = Ask.to(how, who.id).of(values.keySet()).at(point.id()).about(item);
    if (point.client().isPresent()) ask = ask.onBehalfOf(point.client().get());
    if (!(acts.collect(tx, gate, prepared(tx, who, ask), values, who.shown)
        instanceof Outcome.Done)) {
      return;
    }
    who.given.add(new Given(point, Set.copyOf(values.keySet()), item));
    program
        .ageFrom()
        .map(values::get)
        .ifPresent(born -> who.standing = who.standing.bornOn(LocalDate.parse(born)));
  }

  // What an organisation then does

  private void something(Handle tx, Person who) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> does(tx, who, Operation.USE);
      case 3, 4 -> does(tx, who, Operation.MESSAGE);
      case 5 -> does(tx, who, Operation.DISCLOSE);
      case 6 -> does(tx, who, random.nextBoolean() ? Operation.AGGREGATE : Operation.PUBLISH);
      case 7 -> does(tx, who, random.nextBoolean() ? Operation.DEPERSONALISE : Operation.JOIN);
      case 8, 9 -> tries(tx, who);
      case 10 -> says(tx, who);
      default -> passesBy(tx, who);
    }
  }

  /// Something a rule allows, with everything on file that the rules want for it.
  private void does(Handle tx, Person who, Operation act) {
    var ask = asked(who, act, true);
    if (ask.isEmpty()) return;
    var ready = prepared(tx, who, ask.get());
    if (act.gives()) acts.disclose(tx, gate, ready);
    else {
      acts.use(tx, gate, ready);
    }
  }

  /// Something a rule refuses, as if nobody had read the policy.
  private void tries(Handle tx, Person who) {
    var act =
        List.of(Operation.MESSAGE, Operation.DISCLOSE, Operation.USE, Operation.PUBLISH)
            .get(random.nextInt(4));
    asked(who, act, false).ifPresent(it -> acts.decide(tx, gate, it));
  }

  /// An ask that a rule of this kind speaks of, about something that was given.
  private Optional<Ask> asked(Person who, Operation act, boolean allowed) {
    if (who.given.isEmpty()) return Optional.empty();
    var given = who.given.get(random.nextInt(who.given.size()));
    var rules =
        program.rules().stream()
            .filter(it -> it.allows() == allowed && it.operations().contains(act))
            .filter(
                it ->
                    it.fields().isEmpty()
                        || it.fields().stream().anyMatch(given.fields()::contains))
            .toList();
    if (rules.isEmpty()) return Optional.empty();
    var rule = rules.get(random.nextInt(rules.size()));
    var purposes =
        new ArrayList<>(
            rule.forPurposes().isEmpty() ? given.point().purposes() : rule.forPurposes());
    purposes.removeAll(rule.exceptFor());
    if (purposes.isEmpty()) return Optional.empty();
    var purpose = purposes.get(random.nextInt(purposes.size()));
    var ask = Ask.to(act, who.id).forPurpose(purpose).about(given.item());
    if (act == Operation.MESSAGE) {
      var channels = List.copyOf(rule.channels());
      ask = ask.by(channels.isEmpty() ? "email" : channels.get(random.nextInt(channels.size())));
    } else {
      var fields = new LinkedHashSet<>(given.fields());
      fields.retainAll(rule.fields().isEmpty() ? fields : rule.fields());
      fields.removeAll(rule.exceptFields());
      var uses = program.purposes().get(purpose).uses();
      if (allowed && uses.stream().anyMatch(fields::contains)) fields.retainAll(uses);
      if (fields.isEmpty()) return Optional.empty();
      ask = ask.of(fields);
    }
    if (act == Operation.AGGREGATE) ask = ask.inGroupsOf(20 + random.nextInt(80));
    if (given.point().client().isPresent()) ask = ask.onBehalfOf(given.point().client().get());
    if (!act.gives()) return Optional.of(ask);
    var recipients =
        program.parties().values().stream()
            .filter(it -> it.on(LocalDate.ofInstant(past.instant(), ZoneOffset.UTC)))
            .filter(it -> speaksTo(rule, it, given))
            .toList();
    return recipients.isEmpty()
        ? Optional.empty()
        : Optional.of(ask.toParty(recipients.get(random.nextInt(recipients.size())).id()));
  }

  private static boolean speaksTo(Rule rule, Program.Party it, Given given) {
    boolean meant =
        rule.to().isEmpty()
            || rule.to().contains(it.id())
            || it.roles().stream().anyMatch(rule.to()::contains);
    boolean not =
        rule.exceptTo().contains(it.id())
            || it.roles().stream().anyMatch(rule.exceptTo()::contains);
    // A company passes on to the one it collects for, and not to itself.
    boolean own = rule.ifAll().contains("to-own-client");
    return meant
        && !not
        && !it.id().equals(given.point().controller())
        && (!own || given.point().client().filter(it.id()::equals).isPresent());
  }

  /// The ask with the papers a well-run organisation has on file, after the person was asked for
  /// the yes it needs.
  private Ask prepared(Handle tx, Person who, Ask ask) {
    var ready = ask;
    for (int i = 0; i < 6; i++) {
      if (!(gate.decide(ready, who.standing, past.instant()) instanceof Refusal(var answer))) {
        return ready;
      }
      var given = new LinkedHashSet<>(ready.given());
      boolean helped = false;
      for (var name : answer.missing()) {
        var word = program.words().get(name);
        if (word == null) continue;
        if (!word.choice() && given.add(name)) helped = true;
        else if (word.choice() && marks(tx, who, word, true, ready)) helped = true;
        // One paper opens a rule that takes any of several; with all of them the story would be
        // odd.
        if (helped) break;
      }
      if (!helped) return ready;
      ready = ready.given(given);
    }
    return ready;
  }

  private boolean marks(Handle tx, Person who, Program.Word word, boolean yes, Ask ask) {
    var scope = new LinkedHashMap<String, String>();
    for (var part : word.per()) {
      var value = ask.part(part);
      if (value.isEmpty()) return false;
      scope.put(part, value.get());
    }
    var mark = new Mark(word.id(), scope, yes, past.instant());
    if (who.standing.marks().stream()
        .anyMatch(
            it -> it.word().equals(mark.word()) && it.scope().equals(scope) && it.yes() == yes)) {
      return false;
    }
    vault.note(tx, gate, who.id, mark, who.shown);
    who.standing = who.standing.with(mark);
    return true;
  }

  /// A change of mind: a yes taken back.
  private void says(Handle tx, Person who) {
    var said =
        who.standing.marks().stream()
            .filter(
                it ->
                    it.yes()
                        && program.words().containsKey(it.word())
                        && program.words().get(it.word()).choice())
            .toList();
    if (said.isEmpty()) return;
    var before = said.get(random.nextInt(said.size()));
    var mark = new Mark(before.word(), before.scope(), false, past.instant());
    vault.note(tx, gate, who.id, mark, who.shown);
    who.standing = who.standing.with(mark);
  }

  /// A site, an app, a camera or a log sees the person.
  private void passesBy(Handle tx, Person who) {
    var watching =
        program.points().values().stream()
            .filter(it -> it.asks().isEmpty() && !it.collects().isEmpty())
            .toList();
    if (watching.isEmpty()) return;
    var point = watching.get(random.nextInt(watching.size()));
    for (var act : List.of(Operation.OBSERVE, Operation.COLLECT, Operation.RECORD)) {
      if (allows(act, point.id())) {
        fills(tx, who, point, act, point.collects().stream().limit(4).toList());
        return;
      }
    }
  }

  private boolean allows(Operation act, String point) {
    return program.rules().stream()
        .anyMatch(
            it -> it.allows() && it.operations().contains(act) && it.points().contains(point));
  }

  // What people then ask for

  /// Requests in every state; one person is erased at the end.
  private void requests(Handle tx) {
    int nr = 0;
    for (var right :
        program.rights().stream().map(Program.Entitlement::right).distinct().toList()) {
      if (right == Right.ERASURE
          || right == Right.ACCOUNT_CLOSURE
          || right == Right.CHILD_REPORT
          || people.isEmpty()) {
        continue;
      }
      // Whoever came first asks for nothing: the examples of the README are about them.
      var who = people.get(people.size() == 1 ? 0 : 1 + nr % (people.size() - 1));
      past.passes(Duration.ofMinutes(1));
      if (desk.file(tx, gate, wish(right, who)) instanceof Desk.Filed.Granted it) {
        if (nr % 3 == 1) desk.complete(tx, gate, it.request().id());
        if (nr % 6 == 5) desk.refuse(tx, gate, it.request().id(), Reason.UNFOUNDED);
      }
      if (++nr == 9) break;
    }
    if (people.size() > 2
        && desk.file(tx, gate, wish(Right.ERASURE, people.getLast()))
            instanceof Desk.Filed.Granted it) {
      desk.complete(tx, gate, it.request().id());
    }
  }

  private Desk.Wish wish(Right right, Person who) {
    var channels =
        program.rights().stream()
            .filter(it -> it.right() == right)
            .flatMap(it -> it.channels().stream())
            .sorted()
            .toList();
    var text =
        right.openToAnybody()
            ? Optional.of(SecretText.of(comment(who)))
            : Optional.<SecretText>empty();
    return new Desk.Wish(
        right,
        Optional.of(who.id),
        channels.isEmpty() || channels.contains("portal") ? "portal" : channels.getFirst(),
        true,
        Optional.empty(),
        text,
        Optional.of(SecretText.of(who.address)),
        who.shown.language());
  }

  // Values

  private String value(Program.Field field, Person who) {
    var text =
        switch (field.type()) {
          case "email" -> who.address;
          case "telephone" -> "+7 700 " + (1_000_000 + random.nextInt(8_999_999));
          case "date" ->
              program.ageFrom().filter(field.name()::equals).isPresent()
                  ? LocalDate.of(
                          1955 + random.nextInt(45), 1 + random.nextInt(12), 1 + random.nextInt(28))
                      .toString()
                  : LocalDate.ofInstant(past.instant(), ZoneOffset.UTC)
                      .minusDays(random.nextInt(30))
                      .toString();
          case "country" -> who.place.substring(0, 2);
          case "number", "scale" ->
              String.valueOf(
                  field.least().orElse(1)
                      + random.nextInt(
                          Math.max(1, field.most().orElse(5) - field.least().orElse(1) + 1)));
          case "one-of" -> field.options().get(random.nextInt(field.options().size()));
          case "yes-no" -> random.nextBoolean() ? "yes" : "no";
          case "long-text" -> comment(who);
          default -> "Made-up " + (10 + random.nextInt(90));
        };
    int most = Misfit.longest(field);
    return text.length() <= most ? text : text.substring(0, most);
  }

  private String comment(Person who) {
    var all = COMMENTS.getOrDefault(who.shown.language(), COMMENTS.get("en"));
    return all.get(random.nextInt(all.size()));
  }
}
