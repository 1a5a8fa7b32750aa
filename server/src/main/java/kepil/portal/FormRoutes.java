package kepil.portal;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.gate.Answer;
import kepil.gate.Mark;
import kepil.gate.Permit;
import kepil.gate.Refusal;
import kepil.gate.SubjectId;
import kepil.ledger.Ledger;
import kepil.notice.Notices;
import kepil.policy.Condition;
import kepil.policy.Program;
import kepil.proof.Effect;
import kepil.rights.Blinding;
import kepil.vault.Acts;
import kepil.vault.Ground;
import kepil.vault.Numbers;
import kepil.vault.Outcome;
import kepil.vault.Shown;
import kepil.vault.Vault;
import kepil.web.Call;
import kepil.web.Pages;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.web.Throttle;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Surveys and forms: every point of a policy that asks fields, without a line of Java for any of
/// them.
///
/// Fill in, check, send. What is typed travels in the page; the server keeps nothing of it before
/// the last step, and then exactly what the person saw in the step before.
public final class FormRoutes {
  /// Forms and refusals from one address in ten minutes: a whole office, and no robot.
  private static final int MOST = 100;

  private static final Set<String> KINDS = Set.of("survey", "form");

  private final Jdbi jdbi;
  private final Notices notices;
  private final Vault vault;
  private final Acts acts;
  private final Ledger ledger;
  private final Blinding blinding;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Throttle throttle;

  FormRoutes(
      Jdbi jdbi,
      Notices notices,
      Vault vault,
      Acts acts,
      Ledger ledger,
      Blinding blinding,
      InstantSource clock,
      SecureRandom random) {
    this.jdbi = jdbi;
    this.notices = notices;
    this.vault = vault;
    this.acts = acts;
    this.ledger = ledger;
    this.blinding = blinding;
    this.clock = clock;
    this.random = random;
    this.throttle = new Throttle(MOST, Duration.ofMinutes(10), clock);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/{org}/{point}", this::blank),
        Route.post("/{org}/{point}", this::step),
        Route.get("/{org}/{point}/thanks", this::thanks));
  }

  /// Whether people can fill this point in, wherever it stands.
  public static boolean isForm(Program.Point point) {
    return KINDS.contains(point.kind()) && !point.asks().isEmpty();
  }

  /// Whether they can do so at `/{org}/{point}`: it needs nothing but what it asks and vouches for.
  /// Whatever else it needs must have been noted of a person, and here nobody is known yet: such a
  /// form stands where people are known, and its data come over the API.
  public static boolean isPage(Program program, Program.Point point) {
    return isForm(point)
        && point.needs().stream()
            .map(program.words()::get)
            .allMatch(it -> it == null || it.choice() || it.vouched());
  }

  private interface Page {
    Reply at(Visit visit, Program.Point point);
  }

  private Reply at(Call call, Page page) {
    var gate = notices.gate(call.path("org"));
    if (gate.isEmpty()) return Reply.notFound();
    var point = gate.get().program().points().get(call.path("point"));
    if (point == null || !isPage(gate.get().program(), point)) return Reply.notFound();
    return page.at(Visit.of(call, gate.get(), gate.get().program(), notices), point);
  }

  private Reply blank(Call call) {
    return at(
        call,
        (visit, point) ->
            fill(
                visit,
                Filling.blank(visit.program(), point, token(), call.query("item")),
                Map.of()));
  }

  private Reply thanks(Call call) {
    return at(
        call,
        (visit, point) -> {
          var words = visit.words();
          var thanks =
              Optional.ofNullable(visit.names().points().get(point.id()))
                  .flatMap(Program.PointWords::thanks)
                  .orElse(words.say("form.thanks.text"));
          var title = words.say("form.thanks");
          return visit.html(
              Pages.print(
                  "portal/thanks",
                  new FormPage.Thanks(
                      visit.frame(title, "/" + visit.org() + "/" + point.id() + "/thanks", ""),
                      visit.org(),
                      title,
                      thanks,
                      "/" + visit.org() + "/privacy")));
        });
  }

  private Reply step(Call call) {
    return at(
        call,
        (asked, point) -> {
          var form = call.form();
          var program = asked.program();
          var visit =
              form.first(Filling.LANGUAGE)
                  .filter(program.languages()::contains)
                  .map(asked::in)
                  .orElse(asked);
          var filling = Filling.read(program, point, form, token());
          if (!filling.undeclared().isEmpty()) return undeclared(visit, filling);
          var step = form.first(Filling.STEP).orElse("review");
          if (step.equals("edit")) return fill(visit, filling, Map.of());

          var faults = filling.faults(visit.gate(), today());
          if (!faults.isEmpty()) return mend(visit, filling, faults);
          if (filling.values().isEmpty()) {
            return mend(visit, filling, Map.of(point.asks().getFirst(), "nothing"));
          }
          if (visit
                  .gate()
                  .decide(
                      filling.ask(program, stranger()),
                      filling.standing(program, clock.instant()),
                      clock.instant())
              instanceof Refusal(Answer answer)) {
            return refused(visit, filling, answer);
          }

          if (!step.equals("send")) return review(visit, filling, Optional.empty());
          // Another text, or another version of the policy, than the person checked: they check
          // again.
          if (!filling.version().equals(program.version())) {
            return review(visit, filling, Optional.of(visit.words().say("form.again.version")));
          }
          if (!form.first(Filling.SEAL).filter(seal(visit, filling)::equals).isPresent()) {
            return review(visit, filling, Optional.of(visit.words().say("form.again")));
          }
          var wait = throttle.enter(call.remote());
          if (wait.isPresent()) return tooMany(wait.get());
          var sent = send(visit, filling);
          // Erased by somebody else's press between finding the person and storing: they begin
          // anew.
          if (sent == Sent.GONE) sent = send(visit, filling);
          return switch (sent) {
            // What is on record of a person forbade it. Whoever only typed their address is not
            // told so.
            case STORED, BEFORE, REFUSED ->
                Reply.redirect(
                    "/" + visit.org() + "/" + point.id() + "/thanks?lang=" + visit.language());
            case OTHER ->
                review(
                    visit, filling.renewed(token()), Optional.of(visit.words().say("form.again")));
            case GONE ->
                Reply.problem(
                    Problem.of(409, "the person was erased meanwhile; nothing was stored"));
          };
        });
  }

  private Reply fill(Visit visit, Filling filling, Map<String, String> faults) {
    return visit.html(
        faults.isEmpty() ? 200 : 422,
        Pages.print("portal/form", FormPage.of(visit, filling, faults, today())));
  }

  private Reply mend(Visit visit, Filling filling, Map<String, String> faults) {
    if (visit.call().wantsHtml()) return fill(visit, filling, faults);
    var errors =
        faults.entrySet().stream()
            .map(it -> Map.of("field", it.getKey(), "reason", it.getValue()))
            .toList();
    return Reply.problem(
        Problem.of(
                422,
                "misfit",
                "Some values do not fit",
                "mend the fields under `errors` and send the form again")
            .with("errors", errors));
  }

  private Reply review(Visit visit, Filling filling, Optional<String> again) {
    // From here on it is the version in force that stands beside the values.
    var current =
        new Filling(
            filling.point(),
            filling.token(),
            filling.item(),
            visit.program().version(),
            filling.values(),
            filling.residence(),
            filling.choices(),
            Set.of());
    return visit.html(
        Pages.print(
            "portal/review",
            FormPage.review(visit, current, again, seal(visit, current), today())));
  }

  /// Shows at the last step that this very text was shown at the one before, which the server
  /// forgot.
  private String seal(Visit visit, Filling filling) {
    return HexFormat.of()
        .formatHex(blinding.of(visit.org(), "form", filling.whole(visit.language())), 0, 16);
  }

  // The last step

  private enum Sent {
    STORED,
    BEFORE,
    REFUSED,
    OTHER,
    GONE
  }

  /// Stores the form once, whatever happens to its answer on the way.
  private Sent send(Visit visit, Filling filling) {
    var program = visit.program();
    var shown = new Shown(visit.language(), program.version());
    var seal = seal(visit, filling);
    return jdbi.inTransaction(
        tx -> {
          tx.savepoint("form");
          var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
          tx.createUpdate("delete from form_sends where at < :old")
              .bind("old", now.minusDays(2))
              .execute();
          int first =
              tx.createUpdate(
                      """
                      insert into form_sends (org, token, at, seal)
                      values (:org, :token, :at, :seal) on conflict do nothing
                      """)
                  .bind("org", visit.org())
                  .bind("token", filling.token())
                  .bind("at", now)
                  .bind("seal", seal)
                  .execute();
          if (first == 0) {
            var before =
                tx.createQuery("select seal from form_sends where org = :org and token = :token")
                    .bind("org", visit.org())
                    .bind("token", filling.token())
                    .mapTo(String.class)
                    .findOne();
            return before.filter(seal::equals).isPresent() ? Sent.BEFORE : Sent.OTHER;
          }

          var met = person(tx, visit, filling);
          var subject = met.subject();
          // Whoever types a known address is not proved to be its owner: their place and their
          // choices stay as they are.
          if (met.anew()) {
            filling.residence().ifPresent(it -> vault.lives(tx, visit.org(), subject, it));
            for (var choice : filling.choices()) note(tx, visit, filling, subject, choice, shown);
          }
          return switch (acts.collect(
              tx, visit.gate(), filling.ask(program, subject), filling.values(), shown)) {
            case Outcome.Done _ -> {
              for (var fact : established(program, filling.point())) {
                note(tx, visit, filling, subject, fact, shown);
              }
              yield Sent.STORED;
            }
            case Outcome.NoSuchSubject _ -> {
              tx.rollbackToSavepoint("form");
              yield Sent.GONE;
            }
            // Of the form nothing stays, of the refusal its record.
            case Outcome.Refused _ -> {
              tx.rollbackToSavepoint("form");
              var known = found(tx, visit, filling).map(it -> filling.ask(program, it));
              known.ifPresent(ask -> acts.collect(tx, visit.gate(), ask, filling.values(), shown));
              yield Sent.REFUSED;
            }
          };
        });
  }

  private Vault.Met person(Handle tx, Visit visit, Filling filling) {
    for (var field : visit.program().identifies()) {
      var value = filling.values().get(field);
      if (value != null) return vault.meet(tx, visit.program(), field, value);
    }
    return new Vault.Met(vault.admit(tx, visit.org()), true);
  }

  private Optional<SubjectId> found(Handle tx, Visit visit, Filling filling) {
    return visit.program().identifies().stream()
        .filter(filling.values()::containsKey)
        .findFirst()
        .flatMap(it -> vault.find(tx, visit.program(), it, filling.values().get(it)));
  }

  private void note(
      Handle tx, Visit visit, Filling filling, SubjectId subject, String id, Shown shown) {
    var word = visit.program().words().get(id);
    filling
        .scope(word)
        .ifPresent(
            scope ->
                vault.note(
                    tx, visit.gate(), subject, new Mark(id, scope, true, clock.instant()), shown));
  }

  /// What is so once a form is sent: it was answered; and of what its purposes need, what the
  /// policy says a form establishes, such as that there is a request now.
  static Set<String> established(Program program, Program.Point point) {
    var all = new LinkedHashSet<String>(List.of("answered", "answered-" + point.kind()));
    all.removeIf(it -> !program.words().containsKey(it) || program.words().get(it).choice());
    for (var it : point.purposes()) {
      all.addAll(program.vouched(program.purposes().get(it).needs()));
    }
    return all;
  }

  // Refusals

  private Reply undeclared(Visit visit, Filling filling) {
    return switch (visit
        .gate()
        .decide(
            filling.ask(visit.program(), stranger()),
            filling.standing(visit.program(), clock.instant()),
            clock.instant())) {
      case Refusal(Answer answer) -> refused(visit, filling, answer);
      // The point may take it in, but this form does not ask it.
      case Permit _ -> Reply.problem(Problem.of(400, "a field that this form does not ask"));
    };
  }

  /// A stranger was refused: that it happened is recorded, and of whom it was nothing at all.
  private Reply refused(Visit visit, Filling filling, Answer answer) {
    var wait = throttle.enter(visit.call().remote());
    if (wait.isPresent()) return tooMany(wait.get());
    var now = clock.instant();
    jdbi.useTransaction(
        tx ->
            ledger.write(
                tx,
                Ground.of(answer)
                    .entry(
                        Numbers.event(random, now), now, visit.org(), "collect", Effect.REFUSE)));
    return refusal(visit, filling, answer);
  }

  private Reply refusal(Visit visit, Filling filling, Answer answer) {
    var program = visit.program();
    var words = visit.words();
    if (!visit.call().wantsHtml()) {
      return Reply.problem(
          Problem.of(
                  422,
                  answer.reason(),
                  "The policy refuses this",
                  "nothing was stored; the clauses say why")
              .citing(answer.clauses(), answer.articles(), program.id() + " " + program.version())
              .with("missing", answer.missing())
              .with("unknown", answer.unknown()));
    }
    var kind =
        answer.reason().equals("undeclared")
            ? "undeclared"
            : tooYoung(program, answer) ? "age" : "other";
    var title = words.say("form.refused." + kind);
    var markdown = new Markdown(words);
    var cited = new LinkedHashMap<String, String>();
    for (var id : answer.clauses()) {
      var clause = program.clauses().get(id);
      if (clause != null && !clause.heading() && cited.size() < 5) {
        cited.put(id, markdown.inline(clause.texts().getOrDefault(visit.language(), "")));
      }
    }
    var address = "/" + visit.org() + "/" + filling.point().id();
    return visit.html(
        422,
        Pages.print(
            "portal/refused",
            new FormPage.Refused(
                visit.frame(title, address, ""),
                visit.org(),
                title,
                words.say("form.refused." + kind + ".text", visit.names().organisation()),
                cited.entrySet().stream()
                    .map(it -> new FormPage.Refused.Cited(it.getKey(), it.getValue()))
                    .toList(),
                address)));
  }

  private static Reply tooMany(Duration wait) {
    return Reply.problem(Problem.of(429, "too many forms from one address; wait and send it again"))
        .with("Retry-After", String.valueOf(wait.toSeconds() + 1));
  }

  private static boolean tooYoung(Program program, Answer answer) {
    return program.rules().stream()
        .anyMatch(
            it ->
                answer.rules().contains(it.id())
                    && it.ifAll().contains(Condition.BELOW_CONSENT_AGE.word()));
  }

  // Numbers and days

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private String token() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Nobody in particular: the gate looks at what is known of a person, and of this one nothing is.
  private SubjectId stranger() {
    return new SubjectId(Numbers.random(random));
  }
}
