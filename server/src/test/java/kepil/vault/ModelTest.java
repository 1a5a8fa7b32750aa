package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepil.gate.Ask;
import kepil.gate.Entitled;
import kepil.gate.Mark;
import kepil.gate.Petition;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.gate.Warrant;
import kepil.ledger.Ledger;
import kepil.policy.Operation;
import kepil.policy.Right;
import kepil.vault.Acts.Entering;
import kepil.vault.Model.Line;
import kepil.vault.Model.Told;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The vault and a [Model] of it live the same random life and tell the same of it: whichever of
/// two nodes is asked, together with others or alone, and after a transaction that was taken back
/// as if it had never been.
@Tag("slow")
final class ModelTest {
  private static final int LIVES = Boolean.getBoolean("kepil.long") ? 50 : 3;
  private static final int ACTS = 400;

  private static final List<String> FIELDS =
      List.of(
          "email",
          "name",
          "genre",
          "comment",
          "birth-date",
          "card-number",
          "latitude",
          "shoe-size");
  private static final List<String> POINTS = List.of("visit", "poll", "pocket", "till");
  private static final List<String> ITEMS = List.of("c1", "c2");
  private static final List<String> PARTIES = List.of("mill", "press", "world");
  private static final List<String> ADDRESSES =
      List.of("a@example.org", "b@example.org", "c@example.org");

  /// What can be noted, and what it can be bound to.
  private static final Map<String, List<String>> WORDS =
      new TreeMap<>(
          Map.of(
              "may-locate", List.of(),
              "may-publish", List.of("recipient", "item"),
              "keep-card", List.of(),
              "paid", List.of("item"),
              "answered", List.of("item"),
              "restricted", List.of("item"),
              "objected", List.of("purpose"),
              "sharing-stopped", List.of("recipient"),
              "held", List.of("item", "client", "point", "purpose", "case")));

  private static final class TakenBack extends RuntimeException {}

  private record Node(Vault vault, Acts acts, Counter counter) {
    static Node of(World world, Keyring keyring) {
      var vault = new Vault(keyring, new Ledger(world.jdbi)::write, world.clock, world.random);
      var acts = new Acts(vault);
      return new Node(vault, acts, new Counter(world.jdbi, acts));
    }
  }

  @Test
  void theVaultTellsWhatTheModelTells() {
    var acts = new TreeSet<String>();
    var outcomes = new TreeSet<String>();
    for (long seed = 0; seed < LIVES; seed++) {
      try (var world = new World()) {
        var life = new Life(world, new SplittableRandom(seed));
        for (int i = 0; i < ACTS; i++) life.act("life " + seed + ", act " + i);
        life.everybody("life " + seed);
        acts.addAll(life.acts);
        outcomes.addAll(life.outcomes);
      }
    }
    assertThat(acts).as("kinds of acts").hasSize(Life.KINDS);
    assertThat(outcomes)
        .as("a life without any of these is no test")
        .contains("done", "refused", "nobody", "published", "held", "erased");
  }

  private static final class Life {
    private static final int KINDS = 18;

    private final World world;
    private final Model model;
    private final SplittableRandom random;
    private final List<Node> nodes;
    private final Set<String> acts = new TreeSet<>();
    private final Set<String> outcomes = new TreeSet<>();
    private int written;

    Life(World world, SplittableRandom random) {
      this.world = world;
      this.random = random;
      this.model = new Model(world.gate);
      this.nodes =
          List.of(Node.of(world, world.keyring), Node.of(world, Keyring.load(world.keystore)));
    }

    void act(String which) {
      world.now =
          world.now.plus(
              random.nextInt(12) == 0
                  ? Duration.ofDays(random.nextInt(1, 120))
                  : Duration.ofSeconds(random.nextInt(1, 90_000)));
      var node = one(nodes);
      switch (random.nextInt(31)) {
        case 0, 1 -> admitted(which, node);
        case 2 -> recognised(which, node);
        case 3 -> moved(which, node);
        case 4 -> born(which, node);
        case 5, 6, 7, 8 -> noted(which, node);
        case 9, 10, 11, 12, 13 -> collected(which, node);
        case 14, 15, 16, 17 -> used(which, node);
        case 18, 19, 20 -> disclosed(which, node);
        case 21 -> decided(which, node);
        case 29 -> wrote(which, node);
        case 22, 23 -> shown(which, node);
        case 24 -> deleted(which, node);
        case 25 -> swept(which, node);
        case 26 -> turned(which, node);
        case 27 -> corrected(which, node);
        case 28 -> {
          if (random.nextInt(3) == 0) erased(which, node);
          else opened(which, node);
        }
        default -> takenBack(which, node);
      }
    }

    // ---- Who is known ----

    private void admitted(String which, Node node) {
      acts.add("admitted");
      var id = world.tx(tx -> node.vault().admit(tx, World.ORG));
      assertThat(model.people.put(id, new Model.Person(id))).as(which).isNull();
    }

    private void recognised(String which, Node node) {
      acts.add("recognised");
      var address = one(ADDRESSES);
      var id = world.tx(tx -> node.vault().recognise(tx, world.gate.program(), "email", address));
      var known = model.found(address);
      if (known.isPresent()) assertThat(id).as(which).isEqualTo(known.get().id);
      else {
        var person = new Model.Person(id);
        person.found.put(address, node.vault().now());
        assertThat(model.people.put(id, person)).as(which).isNull();
      }
    }

    private void moved(String which, Node node) {
      acts.add("moved");
      var id = somebody();
      var place = one(List.of("KZ", "DE", "US", "FR"));
      assertThat(world.<Boolean>tx(tx -> node.vault().lives(tx, World.ORG, id, place)))
          .as(which)
          .isEqualTo(model.people.containsKey(id));
      person(id).ifPresent(it -> it.standing = it.standing.livingIn(place));
    }

    private void born(String which, Node node) {
      acts.add("born");
      var id = somebody();
      var day = LocalDate.of(random.nextInt(1950, 2020), 1 + random.nextInt(12), 1);
      assertThat(world.<Boolean>tx(tx -> node.vault().born(tx, World.ORG, id, day)))
          .as(which)
          .isEqualTo(model.people.containsKey(id));
      person(id).ifPresent(it -> it.standing = it.standing.bornOn(day));
    }

    private void noted(String which, Node node) {
      acts.add("noted");
      var id = somebody();
      var mark = mark(node);
      var event = world.tx(tx -> node.vault().note(tx, world.gate, id, mark, World.SHOWN));
      assertThat(Told.of(event.isPresent() ? "done" : "nobody"))
          .as("%s: noting", which)
          .isEqualTo(model.note(id, mark, node.vault().now()));
    }

    private Mark mark(Node node) {
      // Without a yes of its own nothing is published.
      var word = random.nextInt(3) == 0 ? "may-publish" : one(List.copyOf(WORDS.keySet()));
      var scope = new HashMap<String, String>();
      for (var part : WORDS.get(word)) {
        if (random.nextInt(4) > 0) {
          scope.put(
              part,
              switch (part) {
                case "recipient" -> one(PARTIES);
                case "item", "case" -> one(ITEMS);
                case "client" -> one(List.of("mill", "press"));
                case "point" -> one(POINTS);
                default -> one(List.of("insight", "payment"));
              });
        }
      }
      boolean mostlyYes = !word.equals("restricted") && !word.equals("held");
      return new Mark(
          word,
          scope,
          mostlyYes ? random.nextInt(4) > 0 : random.nextInt(5) < 2,
          node.vault().now());
    }

    // ---- Acts ----

    private void collected(String which, Node node) {
      acts.add("collected");
      var all = some(this::entering);
      same(
          which,
          all,
          (tx, some) -> node.acts().collect(tx, world.gate, some),
          it -> node.counter().collect(world.gate, it),
          it -> model.collect(it.ask(), it.values(), node.vault().now()));
    }

    private Entering entering() {
      var ask = Ask.to(Operation.COLLECT, somebody()).at(one(POINTS));
      if (random.nextInt(8) > 0) ask = ask.given(Set.of("continued"));
      if (random.nextInt(3) > 0) ask = ask.about(one(ITEMS));
      var fields =
          switch (ask.point().orElseThrow()) {
            case "till" -> List.of("card-number");
            case "pocket" -> List.of("latitude");
            default -> List.of("email", "name", "genre", "comment");
          };
      var values = new LinkedHashMap<String, String>();
      for (var it : random.nextInt(20) == 0 ? FIELDS : fields) {
        if (fields.size() == 1 || random.nextInt(3) == 0) values.put(it, text(it));
      }
      if (random.nextInt(10) == 0) values.put("birth-date", text("birth-date"));
      if (values.isEmpty()) values.put(fields.getFirst(), text(fields.getFirst()));
      return new Entering(ask, values, World.SHOWN);
    }

    private String text(String field) {
      return switch (field) {
        case "email" -> one(ADDRESSES);
        case "genre" -> one(List.of("prose", "verse"));
        case "birth-date" ->
            random.nextInt(1950, 2020)
                + (random.nextBoolean() ? "" : "-0" + random.nextInt(1, 9) + "-17");
        default -> field + "-" + ++written;
      };
    }

    private void used(String which, Node node) {
      acts.add("used");
      same(
          which,
          some(() -> about(Ask.to(Operation.USE, somebody()).forPurpose(purpose()))),
          (tx, some) -> node.acts().use(tx, world.gate, some),
          it -> node.counter().use(world.gate, it),
          it -> model.use(it, node.vault().now()));
    }

    private String purpose() {
      return one(List.of("insight", "insight", "insight", "delivery", "payment", "marketing"));
    }

    private void disclosed(String which, Node node) {
      acts.add("disclosed");
      same(
          which,
          some(
              () ->
                  random.nextBoolean()
                      ? about(Ask.to(Operation.DISCLOSE, somebody()).toParty(one(PARTIES)))
                      : Ask.to(Operation.PUBLISH, somebody())
                          .of(Set.of("comment"))
                          .toParty(one(PARTIES))),
          (tx, some) -> node.acts().disclose(tx, world.gate, some),
          it -> node.counter().disclose(world.gate, it),
          it -> model.disclose(it, node.vault().now()));
    }

    private Ask about(Ask ask) {
      var fields = new LinkedHashSet<String>();
      int many = 1 + random.nextInt(2);
      while (fields.size() < many) {
        fields.add(random.nextInt(4) > 0 ? one(List.of("genre", "comment", "email")) : one(FIELDS));
      }
      var of = ask.of(fields);
      return random.nextInt(4) == 0 ? of.about(one(ITEMS)) : of;
    }

    private void decided(String which, Node node) {
      acts.add("decided");
      same(
          which,
          some(() -> about(Ask.to(Operation.USE, somebody()).forPurpose(purpose()))),
          (tx, some) -> node.acts().decide(tx, world.gate, some),
          it -> node.counter().decide(world.gate, it),
          it -> model.decide(it, node.vault().now()));
    }

    private void wrote(String which, Node node) {
      acts.add("wrote");
      var ask =
          Ask.to(Operation.MESSAGE, somebody())
              .of(Set.of("email"))
              .forPurpose("insight")
              .by("email")
              .about(one(ITEMS));
      var outcome = world.tx(tx -> node.acts().message(tx, world.gate, ask));
      same(which, ask, outcome, model.message(ask, node.vault().now()));
    }

    private void shown(String which, Node node) {
      acts.add("shown");
      var party = one(PARTIES);
      var shown = world.tx(tx -> node.acts().published(tx, world.gate, party, 1_000));
      if (!shown.isEmpty()) outcomes.add("published");
      assertThat(shown.stream().map(it -> it.value().reveal()).sorted())
          .as("%s: published at %s", which, party)
          .containsExactlyElementsOf(model.published(party, node.vault().now()));
    }

    private void deleted(String which, Node node) {
      acts.add("deleted");
      var ask = Ask.to(Operation.DELETE, somebody());
      var meant = random.nextInt(5) == 0 ? ask : ask.of(Set.of(one(FIELDS)));
      var outcome = world.tx(tx -> node.acts().delete(tx, world.gate, meant));
      same(which, meant, outcome, model.delete(meant, node.vault().now()));
    }

    // ---- What ends, what turns ----

    private void swept(String which, Node node) {
      acts.add("swept");
      assertThat(
              new Expiry(node.vault(), world.jdbi).run(world.gate, node.vault().now(), () -> true))
          .as("%s: values swept", which)
          .isEqualTo(model.sweep(node.vault().now()));
    }

    private void turned(String which, Node node) {
      acts.add("turned");
      if (random.nextBoolean()) node.vault().nextEpoch(world.jdbi);
      while (world.<Integer>tx(tx -> one(nodes).vault().rewrap(tx, 3)) > 0) {
        if (random.nextInt(4) == 0) return;
      }
      one(nodes).vault().retire(world.jdbi);
      assertThat(world.<Long>tx(node.vault()::behind)).as(which).isZero();
    }

    // ---- What a person may demand ----

    private void opened(String which, Node node) {
      acts.add("opened");
      var id = somebody();
      var warrant = warrant(node, id, Right.ACCESS);
      if (warrant.isEmpty()) return;
      compared(which, node, id, warrant.get());
    }

    private Optional<Everything> compared(String which, Node node, SubjectId id, Warrant warrant) {
      var all = world.tx(tx -> node.vault().everything(tx, world.gate, warrant));
      assertThat(all.isPresent()).as(which).isEqualTo(model.people.containsKey(id));
      if (all.isEmpty()) return all;
      var person = model.people.get(id);
      var it = all.get();
      assertThat(Model.toldBy(it.held().stream()))
          .as("%s: values", which)
          .isEqualTo(Model.told(person.values));
      assertThat(it.standing()).as("%s: standing", which).isEqualTo(person.standing);
      assertThat(it.said().stream().map(Said::mark))
          .as("%s: said", which)
          .isEqualTo(person.standing.marks());
      assertThat(it.identifiers())
          .as("%s: found by", which)
          .isEqualTo(person.found.isEmpty() ? List.of() : List.of("email"));
      assertThat(
              it.disclosures().stream()
                  .map(
                      line -> new Line(line.party(), line.country(), new TreeSet<>(line.fields()))))
          .as("%s: register", which)
          .containsExactlyInAnyOrderElementsOf(person.register);
      return all;
    }

    private void corrected(String which, Node node) {
      acts.add("corrected");
      var id = somebody();
      var access = warrant(node, id, Right.ACCESS);
      var mend = warrant(node, id, Right.CORRECTION);
      if (access.isEmpty() || mend.isEmpty()) return;
      var all = compared(which, node, id, access.get());
      if (all.isEmpty() || all.get().held().isEmpty()) return;
      var wrong = one(all.get().held());
      if (wrong.field().equals("birth-date")) return;
      var right = text(wrong.field());
      var told = Model.toldBy(Stream.of(wrong)).getFirst();
      world.tx(
          tx -> node.vault().correct(tx, world.gate, mend.get(), wrong.id(), right).orElseThrow());
      // Several may be alike, and then it does not matter which: comments, which can stand
      // published, are not.
      person(id).orElseThrow().values.stream()
              .filter(it -> it.told().equals(told))
              .findFirst()
              .orElseThrow()
              .text =
          right;
    }

    private void erased(String which, Node node) {
      acts.add("erased");
      var id = somebody();
      var warrant = warrant(node, id, Right.ERASURE);
      if (warrant.isEmpty()) return;
      var person = model.people.get(id);
      var expected = person == null ? "nobody" : person.held() ? "held" : "erased";
      var erasure = world.tx(tx -> node.vault().erase(tx, world.gate, warrant.get()));
      var was =
          switch (erasure) {
            case Erasure.NoSuchSubject _ -> "nobody";
            case Erasure.OnHold _ -> "held";
            case Erasure.Shut _ -> "shut";
            case Erasure.Erased it -> {
              assertThat(it.recipients())
                  .as("%s: recipients", which)
                  .containsExactlyInAnyOrderElementsOf(
                      person == null
                          ? Set.of()
                          : person.register.stream().map(Line::party).collect(Collectors.toSet()));
              model.people.remove(id);
              yield "erased";
            }
          };
      outcomes.add(was);
      assertThat(was).as("%s: erasing", which).isEqualTo(expected);
    }

    private Optional<Warrant> warrant(Node node, SubjectId id, Right right) {
      var standing = person(id).map(it -> it.standing).orElse(Standing.unknown());
      var petition =
          new Petition(right, id, "portal", Model.day(node.vault().now()), true, Optional.empty());
      return world.gate.entitle(petition, standing) instanceof Entitled.Granted it
          ? Optional.of(it.warrant())
          : Optional.empty();
    }

    /// Whatever happens in a transaction that is taken back did not happen.
    private void takenBack(String which, Node node) {
      acts.add("taken back");
      var id = somebody();
      try {
        world.tx(
            tx -> {
              node.vault().lives(tx, World.ORG, id, "FR");
              node.acts().collect(tx, world.gate, List.of(entering(), entering()));
              node.acts()
                  .use(tx, world.gate, about(Ask.to(Operation.USE, id).forPurpose("insight")));
              node.vault().note(tx, world.gate, id, mark(node), World.SHOWN);
              node.acts().delete(tx, world.gate, Ask.to(Operation.DELETE, id));
              node.vault().sweep(tx, world.gate, 10);
              if (random.nextBoolean()) {
                warrant(node, id, Right.ERASURE)
                    .ifPresent(it -> node.vault().erase(tx, world.gate, it));
              }
              throw new TakenBack();
            });
      } catch (TakenBack expected) {
        opened(which, one(nodes));
      }
    }

    void everybody(String which) {
      for (var id : model.people.keySet()) {
        var person = model.people.get(id);
        var found = world.tx(tx -> one(nodes).vault().standing(tx, World.ORG, id));
        assertThat(found).as("%s: standing", which).contains(person.standing);
        warrant(one(nodes), id, Right.ACCESS).ifPresent(it -> compared(which, one(nodes), id, it));
      }
      assertThat(world.rows("subjects")).as(which).isEqualTo(model.people.size());
      assertThat(world.rows("held_values")).as(which).isEqualTo(model.size());
    }

    // ---- Both sides ----

    /// Some acts: in one transaction, or each at the counter.
    private <T> void same(
        String which,
        List<T> all,
        BiFunction<Handle, List<T>, List<Outcome>> together,
        Function<T, Outcome> atTheCounter,
        Function<T, Told> expected) {
      if (all.size() > 1 || random.nextBoolean()) {
        var outcomes = world.tx(tx -> together.apply(tx, all));
        for (int i = 0; i < all.size(); i++) {
          same(which, all.get(i), outcomes.get(i), expected.apply(all.get(i)));
        }
      } else {
        var it = all.getFirst();
        same(which, it, atTheCounter.apply(it), expected.apply(it));
      }
    }

    private void same(String which, Object what, Outcome outcome, Told expected) {
      outcomes.add(expected.word());
      assertThat(Model.toldBy(outcome)).as("%s: %s", which, what).isEqualTo(expected);
    }

    private <T> List<T> some(Supplier<T> make) {
      var some = new ArrayList<T>();
      int many = random.nextBoolean() ? 1 : random.nextInt(2, 6);
      for (int i = 0; i < many; i++) some.add(make.get());
      return some;
    }

    private Optional<Model.Person> person(SubjectId id) {
      return Optional.ofNullable(model.people.get(id));
    }

    /// Mostly one of the first few, so that something comes together of them; now and then nobody.
    private SubjectId somebody() {
      var known = List.copyOf(model.people.keySet());
      if (known.isEmpty() || random.nextInt(25) == 0) {
        return new SubjectId(new UUID(random.nextLong(), random.nextLong()));
      }
      return known.get(random.nextInt(Math.min(known.size(), 6)));
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }
}
