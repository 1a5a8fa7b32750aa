package kepil.privacy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.diff.Difference;
import kepil.gate.Answer;
import kepil.gate.Entitled;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Petition;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.ledger.Ledger;
import kepil.ledger.Signers;
import kepil.notice.Announcements;
import kepil.notice.Notices;
import kepil.policy.Program.Entitlement;
import kepil.policy.Right;
import kepil.proof.Commitment;
import kepil.rights.Codes;
import kepil.rights.Desk;
import kepil.rights.Visits;
import kepil.rights.Visits.Visitor;
import kepil.vault.Everything;
import kepil.vault.Numbers;
import kepil.vault.Shown;
import kepil.vault.Vault;
import kepil.web.Call;
import kepil.web.Cookie;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Frame;
import kepil.words.Words;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What all pages of the centre share: whose centre it is, who is in it, and what stands around a
/// page.
final class Centre {
  static final String CHANNEL = "portal";

  /// Pages that somebody who has just proved an address may be sent to.
  private static final Set<String> NEXT =
      Set.of("data", "copy", "correct", "limit", "choices", "erase", "close", "requests");

  final Jdbi jdbi;
  final Notices notices;
  final Vault vault;
  final Codes codes;
  final Visits visits;
  final Desk desk;
  final Ledger ledger;
  final Signers signers;
  final InstantSource clock;
  private final SecureRandom random;
  private final byte[] salt = new byte[Commitment.SALT];

  Centre(
      Jdbi jdbi,
      Notices notices,
      Vault vault,
      Codes codes,
      Visits visits,
      Desk desk,
      Ledger ledger,
      Signers signers,
      InstantSource clock,
      SecureRandom random) {
    this.jdbi = jdbi;
    this.notices = notices;
    this.vault = vault;
    this.codes = codes;
    this.visits = visits;
    this.desk = desk;
    this.ledger = ledger;
    this.signers = signers;
    this.clock = clock;
    this.random = random;
    random.nextBytes(salt);
  }

  /// One call to the centre of one organisation.
  ///
  /// @param changed a change of the policy that this person has to be told of
  record Here(
      Call call,
      Gate gate,
      Telling t,
      Optional<Visitor> visitor,
      Optional<Screens.Changed> changed) {
    String org() {
      return gate.program().id();
    }
  }

  /// A page for everybody.
  interface Open {
    Reply answer(Here here);
  }

  /// A page for somebody who has proved an address.
  interface Known {
    Reply answer(Here here, Visitor visitor);
  }

  Route get(String rest, Open page) {
    return Route.get("/{org}/privacy" + rest, call -> open(call, page));
  }

  Route post(String rest, Open page) {
    return Route.post("/{org}/privacy" + rest, call -> open(call, page));
  }

  /// @param next where one comes back to when an address has to be proved first
  Route getKnown(String rest, String next, Known page) {
    return get(rest, here -> known(here, next, page));
  }

  Route postKnown(String rest, String next, Known page) {
    return post(rest, here -> known(here, next, page));
  }

  private Reply open(Call call, Open page) {
    var gate = notices.gate(call.path("org"));
    if (gate.isEmpty()) return Reply.notFound();
    var program = gate.get().program();
    var words = Words.in(call.language(program.languages(), program.prevails()));
    var visitor =
        call.cookie(Cookie.VISIT)
            .filter(it -> it.length() < 100)
            .flatMap(token -> jdbi.inTransaction(tx -> visits.of(tx, program, token)));
    return page.answer(
            new Here(call, gate.get(), new Telling(gate.get(), words), visitor, Optional.empty()))
        .remembering(call, program.languages());
  }

  private Reply known(Here here, String next, Known page) {
    return here.visitor()
        .map(it -> page.answer(told(here, it), it))
        .orElseGet(() -> Reply.redirect(here.t().at("/prove?next=" + next)));
  }

  /// Tells a person of a change that came after they were last told: on the page they asked for,
  /// and on record. What waits for their yes is asked until they say yes or no.
  private Here told(Here here, Visitor visitor) {
    var program = here.gate().program();
    var words = program.changes();
    var person = visitor.subject();
    if (words.isEmpty()
        || person.isEmpty()
        || notices
            .changes()
            .of(program.id(), program.version())
            .filter(Difference::material)
            .isEmpty()
        || shut(here, visitor)) {
      return here;
    }
    var published = notices.published(program.id(), program.version()).orElseThrow();
    return jdbi.inTransaction(
        tx -> {
          var standing = standing(tx, here, visitor);
          if (standing.isEmpty()) return here;
          var since =
              standing.get().marks().stream()
                  .filter(it -> !it.at().isBefore(published))
                  .map(Mark::word)
                  .toList();
          var unseen = words.get().shown().stream().filter(it -> !since.contains(it)).toList();
          var open = words.get().agreed().filter(it -> !since.contains(it));
          if (unseen.isEmpty() && open.isEmpty()) return here;
          for (var word : unseen) {
            vault.note(
                tx,
                here.gate(),
                person.get(),
                new Mark(word, Map.of(), true, clock.instant()),
                new Shown(here.t().language(), program.version()));
          }
          var t = here.t();
          var clauses =
              open.map(it -> program.words().get(it).clauses())
                  .orElseGet(() -> program.words().get(words.get().fact()).clauses());
          var changed =
              new Screens.Changed(
                  t.say(
                      "privacy.changed.says",
                      program.version(),
                      t.words().date(program.effective())),
                  "/" + program.id() + "/changes/" + program.version(),
                  program.version(),
                  open.map(t::choice),
                  t.clauses(clauses));
          return new Here(here.call(), here.gate(), t, here.visitor(), Optional.of(changed));
        });
  }

  // Visits

  Reply entering(Here here, Reply reply, String token) {
    return reply.setting(Cookie.lax(Cookie.VISIT, token).below(here.t().at("")));
  }

  Reply leaving(Here here, Reply reply) {
    here.call()
        .cookie(Cookie.VISIT)
        .ifPresent(token -> jdbi.useTransaction(tx -> visits.end(tx, here.org(), token)));
    return forgetting(here, reply);
  }

  static Reply forgetting(Here here, Reply reply) {
    return reply.setting(Cookie.gone(Cookie.VISIT).below(here.t().at("")));
  }

  static String next(Optional<String> wanted) {
    return wanted.filter(NEXT::contains).orElse("data");
  }

  // What the gate says

  /// A right as the policy offers it in this centre.
  static List<Entitlement> offered(Gate gate, Right... rights) {
    var wanted = Set.of(rights);
    return gate.program().rights().stream()
        .filter(
            it ->
                wanted.contains(it.right())
                    && (it.channels().isEmpty() || it.channels().contains(CHANNEL)))
        .toList();
  }

  static List<Telling.Cite> clauses(Here here, Right... rights) {
    return here.t()
        .clauses(
            offered(here.gate(), rights).stream()
                .flatMap(it -> it.clauses().stream())
                .distinct()
                .toList());
  }

  Entitled entitled(
      Here here, SubjectId subject, Standing standing, Right right, Optional<String> about) {
    return here.gate()
        .entitle(new Petition(right, subject, CHANNEL, today(), true, about), standing);
  }

  /// The first of these rights that this person has; the answer about the first one where they have
  /// none.
  Entitled entitledToOne(Here here, SubjectId subject, Standing standing, List<Right> rights) {
    var answers =
        rights.stream()
            .filter(it -> !offered(here.gate(), it).isEmpty())
            .map(it -> entitled(here, subject, standing, it, Optional.empty()))
            .toList();
    return answers.stream()
        .filter(Entitled.Granted.class::isInstance)
        .findFirst()
        .orElseGet(
            () ->
                answers.isEmpty()
                    ? entitled(here, subject, standing, rights.getFirst(), Optional.empty())
                    : answers.getFirst());
  }

  /// Without a person in it: one who is gone since the call began.
  Optional<Standing> standing(Handle tx, Here here, Visitor visitor) {
    return visitor.subject().flatMap(it -> vault.standing(tx, here.org(), it));
  }

  /// Whether what is kept of this person does not open: then they can ask, and see nothing.
  boolean shut(Here here, Visitor visitor) {
    return visitor
        .subject()
        .filter(it -> !jdbi.inTransaction(tx -> vault.opens(tx, here.org(), it)))
        .isPresent();
  }

  /// What they may ask all the same.
  Standing doubted(Here here, Visitor visitor, Right right) {
    var petition =
        new Petition(
            right, visitor.subject().orElseThrow(), CHANNEL, today(), true, Optional.empty());
    return jdbi.inTransaction(tx -> Desk.standing(tx, vault, here.gate(), petition));
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /// A random number that nobody guesses.
  String ticket() {
    return Numbers.random(random).toString();
  }

  /// An address by its hash under a key that lives as long as this process: to count, and not to
  /// keep.
  String hidden(String org, String email) {
    var salted =
        Commitment.of(
            salt,
            (org + " " + email.strip().toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8));
    return salted.base64();
  }

  // What stands around a page

  Screens.Around around(Here here, String title, String tab) {
    var t = here.t();
    var program = here.gate().program();
    var frame =
        Frame.of(t.words(), title)
            .at(t.organisation(), "/" + program.id())
            .with(
                Frame.Way.to(t.say("layout.policy"), "/" + program.id()),
                Frame.Way.to(t.say("layout.promises"), "/" + program.id() + "/promises"),
                Frame.Way.to(t.say("layout.privacy"), t.at("")).here(true))
            .in(program.languages(), address(here))
            .foot(t.say("privacy.who.policy", program.version()))
            .announcing(
                notices
                    .changes()
                    .announced(program.id())
                    .map(it -> Announcements.of(it, t.words(), t.organisation())));
    return new Screens.Around(
        frame, t, here.visitor().isPresent() ? tabs(here, tab) : List.of(), here.changed());
  }

  /// A page that answers a form has no address of its own to be shown in another language; its form
  /// has.
  private static String address(Here here) {
    var rest =
        here.call()
            .address()
            .substring(Math.min(here.call().address().length(), here.t().at("").length()));
    if (here.call().method().equals("GET")) return here.t().at(rest);
    return here.t().at(rest.equals("/code") ? "/prove" : rest);
  }

  private static List<Frame.Way> tabs(Here here, String tab) {
    var t = here.t();
    var gate = here.gate();
    var all = new ArrayList<Frame.Way>();
    all.add(Frame.Way.to(t.say("privacy.way.home"), t.at("")).here(tab.isEmpty()));
    if (sees(gate)) all.add(way(t, "data", tab));
    if (sees(gate)) all.add(way(t, "copy", tab));
    if (!offered(gate, Right.CORRECTION).isEmpty()) all.add(way(t, "correct", tab));
    if (!offered(gate, LimitPages.LEVERS).isEmpty()) all.add(way(t, "limit", tab));
    all.add(way(t, "choices", tab));
    if (!offered(gate, Right.ERASURE).isEmpty()) all.add(way(t, "erase", tab));
    all.add(way(t, "requests", tab));
    return all;
  }

  static boolean sees(Gate gate) {
    return !offered(gate, Right.ACCESS, Right.PORTABILITY).isEmpty();
  }

  private static Frame.Way way(Telling t, String page, String tab) {
    return Frame.Way.to(t.say("privacy.way." + page), t.at("/" + page)).here(page.equals(tab));
  }

  // Parts of pages

  Screens.Residence residence(Here here, Standing standing, String back) {
    var law =
        here.gate().lawOf(standing.residence()).map(it -> here.t().words().law(it.id(), it.name()));
    return new Screens.Residence(
        standing.residence().map(here.t().words()::place),
        law,
        places(here, standing.residence().orElse("")),
        back);
  }

  static List<Screens.Pick> places(Here here, String chosen) {
    return here.t().places().entrySet().stream()
        .map(it -> new Screens.Pick(it.getKey(), it.getValue(), it.getKey().equals(chosen)))
        .toList();
  }

  static Screens.Grounds grounds(Here here, List<String> clauses, List<String> articles) {
    return new Screens.Grounds(here.t().clauses(clauses), here.t().articles(articles));
  }

  /// The authority of a person's place; every one we know where the place is not known.
  static List<Screens.Authority> authorities(Here here, String name) {
    return here.gate().laws().all().stream()
        .filter(it -> name.isEmpty() || it.authority().equals(name))
        .map(
            it ->
                new Screens.Authority(
                    here.t().words().authority(it.id(), it.authority()), it.authorityLink()))
        .distinct()
        .toList();
  }

  /// Why a right was refused, in words.
  static String why(Telling t, List<String> reasons, Standing standing) {
    if (reasons.isEmpty()) return t.say("reason.no-right");
    return String.join(" ", reasons.stream().map(it -> why(t, it, standing)).toList());
  }

  private static String why(Telling t, String reason, Standing standing) {
    if (reason.equals("right-by-law-of-residence") && standing.residence().isEmpty()) {
      return t.say("reason.residence-unknown");
    }
    return t.words().knows("reason." + reason)
        ? t.say("reason." + reason)
        : t.say("reason.other", reason);
  }

  Reply denied(Here here, String title, String tab, Entitled.Denied denied, Standing standing) {
    Answer answer = denied.answer();
    boolean byResidence = answer.missing().contains("right-by-law-of-residence");
    return Reply.html(
        403,
        Pages.print(
            "privacy/denied",
            new Screens.Denied(
                around(here, title, tab),
                title,
                why(here.t(), answer.missing(), standing),
                grounds(here, answer.clauses(), answer.articles()),
                authorities(here, denied.authority()),
                byResidence ? Optional.of(residence(here, standing, tab)) : Optional.empty())));
  }

  Reply nothing(Here here, String title, String tab) {
    return Reply.html(
        Pages.print("privacy/nothing", new Screens.Nothing(around(here, title, tab), title)));
  }

  Reply message(
      Here here,
      int status,
      String title,
      String says,
      Optional<Frame.Way> way,
      List<String> clauses) {
    return Reply.html(
        status,
        Pages.print(
            "privacy/message",
            new Screens.Message(
                around(here, title, ""), title, says, way, here.t().clauses(clauses))));
  }

  // What is held

  /// What somebody who has proved an address may see.
  sealed interface Seen {
    record All(Everything all, Standing standing) implements Seen {}

    record Denied(Entitled.Denied denied, Standing standing) implements Seen {}

    /// Nothing is held under the address.
    record Nothing() implements Seen {}
  }

  /// Opens all that is held, as the law and the policy give it; the opening is on record.
  Seen see(Here here, Visitor visitor) {
    return jdbi.inTransaction(
        tx -> {
          var standing = standing(tx, here, visitor);
          if (standing.isEmpty()) return new Seen.Nothing();
          return switch (entitledToOne(
              here,
              visitor.subject().orElseThrow(),
              standing.get(),
              List.of(Right.ACCESS, Right.PORTABILITY))) {
            case Entitled.Denied it -> new Seen.Denied(it, standing.get());
            case Entitled.Granted it ->
                vault
                    .everything(tx, here.gate(), it.warrant())
                    .<Seen>map(all -> new Seen.All(all, standing.get()))
                    .orElseGet(Seen.Nothing::new);
          };
        });
  }
}
