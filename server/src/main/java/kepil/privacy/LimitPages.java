package kepil.privacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.policy.Basis;
import kepil.policy.Condition;
import kepil.policy.Program;
import kepil.policy.Right;
import kepil.privacy.Centre.Here;
import kepil.privacy.Centre.Seen;
import kepil.privacy.Screens.Fact;
import kepil.privacy.Screens.Pick;
import kepil.rights.Desk.Wish;
import kepil.rights.Visits.Visitor;
import kepil.vault.Said;
import kepil.vault.Shown;
import kepil.web.Malformed;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import org.jdbi.v3.core.Handle;

/// What a person can stop: by a right of theirs, or by taking back a yes.
final class LimitPages {
  /// The rights that take effect at once, in the order of the page.
  static final Right[] LEVERS = {
    Right.RESTRICTION, Right.OBJECTION, Right.STOP_SHARING, Right.STOP_SURVEYS, Right.WITHDRAWAL
  };

  /// To whom "sharing" does not mean: the company itself, the person, and those who demand by law.
  private static final Set<String> NOT_SHARING =
      Set.of("controller", "owner", "operator", "group", "person", "authority");

  /// The words of the gate for what a person limited by such a right, or somebody holds.
  private static final Set<String> STANDING =
      Condition.noted().stream().map(Condition::word).collect(Collectors.toUnmodifiableSet());

  private final Centre centre;

  LimitPages(Centre centre) {
    this.centre = centre;
  }

  List<Route> routes() {
    return List.of(
        centre.getKnown("/limit", "limit", this::limit),
        centre.postKnown("/limit", "limit", this::pull),
        centre.getKnown("/choices", "choices", this::choices),
        centre.postKnown("/choices", "choices", this::withdraw),
        centre.postKnown("/changed", "choices", this::answer));
  }

  // By right

  private Reply limit(Here here, Visitor visitor) {
    var title = here.t().say("privacy.limit.title");
    var standing = centre.jdbi.inTransaction(tx -> centre.standing(tx, here, visitor));
    if (standing.isEmpty()) return centre.nothing(here, title, "limit");
    var levers = new ArrayList<Screens.Lever>();
    for (var right : LEVERS) {
      if (!Centre.offered(here.gate(), right).isEmpty()) {
        levers.add(lever(here, right, standing.get()));
      }
    }
    return Reply.html(
        Pages.print(
            "privacy/limit", new Screens.Limit(centre.around(here, title, "limit"), levers)));
  }

  private static Screens.Lever lever(Here here, Right right, Standing standing) {
    var t = here.t();
    var key = "privacy.limit." + right.word();
    var options = options(here, right);
    var picks = new ArrayList<Pick>();
    if (!options.isEmpty()) picks.add(new Pick("", t.say(key + ".all"), true));
    options.forEach((id, label) -> picks.add(new Pick(id, label, false)));
    var name = right == Right.RESTRICTION ? "privacy.limit.restriction" : key;
    return new Screens.Lever(
        right.word(),
        t.say(name),
        t.say(key + ".says"),
        t.say(key + ".button"),
        options.isEmpty() ? Optional.empty() : Optional.of(t.say(key + ".label")),
        picks,
        Centre.clauses(here, right),
        since(standing, right).map(t::day));
  }

  /// What a right may be limited to here, as `id → words`.
  private static Map<String, String> options(Here here, Right right) {
    var t = here.t();
    var program = here.gate().program();
    var all = new LinkedHashMap<String, String>();
    if (right == Right.OBJECTION) {
      // One objects to what rests on our interests; a consent is withdrawn, a contract is ended
      // (GDPR Art. 21(1)).
      program.purposes().values().stream()
          .filter(it -> it.basis() == Basis.LEGITIMATE_INTEREST)
          .forEach(it -> all.put(it.id(), t.say("privacy.data.purpose", t.purpose(it.id()))));
    } else if (right == Right.STOP_SHARING) {
      program.parties().values().stream()
          .filter(it -> it.roles().stream().noneMatch(NOT_SHARING::contains))
          .map(Program.Party::id)
          .forEach(it -> all.put(it, t.party(it)));
    }
    return all;
  }

  private static Optional<Instant> since(Standing standing, Right right) {
    var word = right.condition().map(Condition::word);
    return standing.marks().stream()
        .filter(it -> word.equals(Optional.of(it.word())) && it.scope().isEmpty())
        .reduce((_, last) -> last)
        .filter(Mark::yes)
        .map(Mark::at);
  }

  private Reply pull(Here here, Visitor visitor) {
    var form = here.call().form();
    var right = form.first("right").flatMap(Right::of).orElseThrow(LimitPages::noRight);
    if (!List.of(LEVERS).contains(right) || Centre.offered(here.gate(), right).isEmpty()) {
      throw noRight();
    }
    var about = form.first("about").filter(it -> !it.isEmpty());
    if (about.isPresent() && !options(here, right).containsKey(about.get())) {
      throw new Malformed("it cannot be limited to that");
    }
    if (visitor.subject().isEmpty()) {
      return centre.nothing(here, here.t().say("privacy.limit.title"), "limit");
    }
    var wish =
        new Wish(
            right,
            visitor.subject(),
            Centre.CHANNEL,
            true,
            about,
            Optional.empty(),
            Optional.empty(),
            here.t().language());
    var filed = centre.jdbi.inTransaction(tx -> centre.desk.file(tx, here.gate(), wish));
    return Reply.redirect(here.t().at("/requests/" + filed.request().id()));
  }

  private static Malformed noRight() {
    return new Malformed("no such right here");
  }

  // By taking back a yes

  private Reply choices(Here here, Visitor visitor) {
    var title = here.t().say("privacy.choices.title");
    return switch (centre.see(here, visitor)) {
      case Seen.Nothing _ -> centre.nothing(here, title, "choices");
      // What one said oneself can be seen and taken back whatever the law of the place.
      case Seen.Denied it -> choicesPage(here, title, it.standing(), List.of());
      case Seen.All(var all, var standing) -> choicesPage(here, title, standing, all.said());
    };
  }

  private Reply choicesPage(Here here, String title, Standing standing, List<Said> said) {
    var t = here.t();
    var withdrawn =
        here.call()
            .query("said")
            .filter("withdrawn"::equals)
            .map(_ -> t.say("privacy.choices.withdrawn"));
    var shown = new LinkedHashMap<Mark, Shown>();
    said.forEach(it -> shown.put(it.mark(), it.shown()));
    var words = here.gate().program().words();
    var choices =
        last(standing, words::containsKey).stream()
            .filter(it -> words.get(it.word()).choice())
            .map(it -> choice(here, it, Optional.ofNullable(shown.get(it))))
            .toList();
    var page =
        new Screens.Choices(
            centre.around(here, title, "choices"), withdrawn, choices, standing(here, standing));
    return Reply.html(Pages.print("privacy/choices", page));
  }

  /// The last word on each matter, newest first.
  private static List<Mark> last(Standing standing, Predicate<String> words) {
    var last = new LinkedHashMap<String, Mark>();
    for (var it : standing.marks()) {
      if (!words.test(it.word())) continue;
      if (!it.yes()) last.replaceAll((_, before) -> ended(before, it));
      var matter = it.word() + " " + new TreeMap<>(it.scope());
      last.remove(matter);
      last.put(matter, it);
    }
    return List.copyOf(last.values()).reversed();
  }

  /// A no to something wider ends every yes that it covers.
  private static Mark ended(Mark yes, Mark no) {
    boolean covers =
        yes.yes()
            && yes.word().equals(no.word())
            && yes.scope().entrySet().containsAll(no.scope().entrySet());
    return covers ? new Mark(no.word(), yes.scope(), false, no.at()) : yes;
  }

  private static Screens.Choice choice(Here here, Mark it, Optional<Shown> shown) {
    var t = here.t();
    var scope = new TreeMap<>(it.scope());
    Optional<String> about =
        scope.isEmpty()
            ? Optional.empty()
            : Optional.of(t.say("privacy.choices.about", t.scope(scope)));
    return new Screens.Choice(
        it.word(),
        t.choice(it.word()),
        about,
        it.yes(),
        t.say("privacy.choices.since", t.day(it.at())),
        shown.map(by -> shown(t, by)),
        scope.entrySet().stream().map(part -> new Fact(part.getKey(), part.getValue())).toList(),
        t.clauses(here.gate().program().words().get(it.word()).clauses()));
  }

  private static String shown(Telling t, Shown by) {
    var language = t.words().languageName(by.language());
    return t.say("privacy.choices.shown", by.noticeVersion(), language);
  }

  private static List<Fact> standing(Here here, Standing standing) {
    return last(standing, STANDING::contains).stream()
        .filter(Mark::yes)
        .map(it -> standing(here.t(), it))
        .toList();
  }

  private static Fact standing(Telling t, Mark it) {
    var purpose = it.scope().get("purpose");
    var recipient = it.scope().get("recipient");
    var says =
        purpose != null
            ? t.say("privacy.standing.objected.to", t.purpose(purpose))
            : recipient != null
                ? t.say("privacy.standing.sharing-stopped.to", t.party(recipient))
                : t.say("privacy.standing." + it.word());
    return new Fact(says, t.say("privacy.choices.since", t.day(it.at())));
  }

  /// What a person says to a change of the policy. A no is kept like a yes: nobody is asked twice.
  /// An answer to the change of another version, which another page asked about, is none to this
  /// one: they are asked anew.
  private Reply answer(Here here, Visitor visitor) {
    var form = here.call().form();
    var answer = form.first("answer").orElse("");
    if (!answer.equals("yes") && !answer.equals("no")) throw new Malformed("neither yes nor no");
    var program = here.gate().program();
    var agreed = program.changes().flatMap(Program.Changes::agreed);
    var language =
        form.first("language").filter(program.languages()::contains).orElse(here.t().language());
    if (agreed.isPresent()
        && visitor.subject().isPresent()
        && form.first("version").filter(program.version()::equals).isPresent()) {
      var mark = new Mark(agreed.get(), Map.of(), answer.equals("yes"), centre.clock.instant());
      centre.jdbi.useTransaction(
          tx ->
              centre.vault.note(
                  tx,
                  here.gate(),
                  visitor.subject().get(),
                  mark,
                  new Shown(language, program.version())));
    }
    return Reply.redirect(here.t().at("/choices"));
  }

  /// A no to exactly what the yes was for. It needs no right: whoever could say yes can say no.
  private Reply withdraw(Here here, Visitor visitor) {
    var form = here.call().form();
    var word = form.first("word").orElse("");
    var scope = new TreeMap<String, String>();
    for (var name : form.names()) {
      if (name.startsWith("scope.")) {
        scope.put(name.substring("scope.".length()), form.first(name).orElse(""));
      }
    }
    boolean done =
        visitor.subject().isPresent()
            && centre.jdbi.inTransaction(
                tx -> withdraw(tx, here, visitor.subject().get(), word, scope));
    return Reply.redirect(here.t().at("/choices" + (done ? "?said=withdrawn" : "")));
  }

  /// What is no yes cannot be taken back: pressing twice records nothing twice.
  private boolean withdraw(
      Handle tx, Here here, SubjectId subject, String word, Map<String, String> scope) {
    var declared = here.gate().program().words().get(word);
    if (declared == null || !declared.choice()) return false;
    var standing = centre.vault.standing(tx, here.org(), subject).orElseGet(Standing::unknown);
    boolean said =
        last(standing, word::equals).stream().anyMatch(it -> it.yes() && it.scope().equals(scope));
    return said && note(tx, here, subject, word, scope);
  }

  private boolean note(
      Handle tx, Here here, SubjectId subject, String word, Map<String, String> scope) {
    var mark = new Mark(word, scope, false, centre.clock.instant());
    var shown = new Shown(here.t().language(), here.gate().program().version());
    return centre.vault.note(tx, here.gate(), subject, mark, shown).isPresent();
  }
}
