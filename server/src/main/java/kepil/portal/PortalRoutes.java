package kepil.portal;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepil.ledger.Ledger;
import kepil.ledger.Signers;
import kepil.notice.Notices;
import kepil.policy.Program;
import kepil.promises.PromiseBook;
import kepil.proof.ClauseEvidence;
import kepil.rights.Blinding;
import kepil.vault.Acts;
import kepil.vault.Collected;
import kepil.vault.Vault;
import kepil.web.Call;
import kepil.web.Pages;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Frame;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;

/// `/`, `/{org}` and what lies below it, but for the privacy centre.
public final class PortalRoutes {
  private final Jdbi jdbi;
  private final Notices notices;
  private final Acts acts;
  private final Ledger ledger;
  private final InstantSource clock;
  private final FormRoutes forms;
  private final PromiseBook book;
  private final Signers signers;

  /// @param blinding the keyring's, for the seal on a form that was checked
  public PortalRoutes(
      Jdbi jdbi,
      Notices notices,
      Vault vault,
      Acts acts,
      Ledger ledger,
      PromiseBook book,
      Signers signers,
      Blinding blinding,
      InstantSource clock,
      SecureRandom random) {
    this.book = book;
    this.signers = signers;
    this.jdbi = jdbi;
    this.notices = notices;
    this.acts = acts;
    this.ledger = ledger;
    this.clock = clock;
    this.forms = new FormRoutes(jdbi, notices, vault, acts, ledger, blinding, clock, random);
  }

  public List<Route> routes() {
    var all =
        new ArrayList<>(
            List.of(
                Route.get("/", this::organisations),
                Route.get("/{org}", this::policy),
                Route.get("/{org}/policy", it -> Reply.redirect("/" + it.path("org"))),
                Route.get("/{org}/policy/{version}", this::version),
                Route.get("/{org}/changes/{version}", this::changes),
                Route.get("/{org}/clause/{id}", this::clause),
                Route.get("/{org}/promises", this::promises),
                Route.get("/{org}/promises/{file}", this::file),
                Route.get("/{org}/trackers", this::trackers),
                Route.get("/{org}/published/{party}", this::published)));
    all.addAll(forms.routes());
    return List.copyOf(all);
  }

  private Reply organisations(Call call) {
    var words = Words.in(call.language(Words.OFFERED, Words.OFFERED.getFirst()));
    var cards = new ArrayList<OrganisationsPage.Card>();
    for (var org : notices.organisations()) {
      notices
          .gate(org)
          .ifPresent(
              gate -> {
                var program = gate.program();
                var languages =
                    words.and(program.languages().stream().map(words::languageName).toList());
                cards.add(
                    new OrganisationsPage.Card(
                        program.names(words.language()).organisation(),
                        "/" + org,
                        program.version(),
                        words.date(program.effective()),
                        languages));
              });
    }
    var frame = Frame.of(words, words.say("organisations.title")).in(Words.OFFERED, "/");
    return Reply.html(Pages.print("portal/organisations", new OrganisationsPage(frame, cards)))
        .remembering(call, Words.OFFERED);
  }

  private Reply policy(Call call) {
    var gate = notices.gate(call.path("org"));
    return gate.isEmpty()
        ? Reply.notFound()
        : page(Visit.of(call, gate.get(), gate.get().program(), notices), false);
  }

  private Reply version(Call call) {
    var program = notices.program(call.path("org"), call.path("version"));
    var gate = notices.gate(call.path("org"));
    return program.isEmpty() || gate.isEmpty()
        ? Reply.notFound()
        : page(Visit.of(call, gate.get(), program.get(), notices), true);
  }

  private Reply page(Visit visit, boolean permanent) {
    var history = notices.history(visit.org());
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var inForce = Optional.of(visit.gate().program().version());
    var page =
        PolicyPage.of(visit, history, inForce, before(visit.program(), history), today, permanent);
    return visit.html(Pages.print("portal/policy", page));
  }

  /// The version this one took the place of.
  private Optional<Program> before(Program program, List<Notices.Version> history) {
    boolean passed = false;
    for (var it : history) {
      if (passed) return notices.program(program.id(), it.version());
      passed = it.version().equals(program.version());
    }
    return Optional.empty();
  }

  /// Each piece passes the gate again before it is shown, so a permission taken back takes it down.
  private Reply published(Call call) {
    var gate = notices.gate(call.path("org"));
    var party = call.path("party");
    if (gate.isEmpty() || !gate.get().program().parties().containsKey(party)) {
      return Reply.notFound();
    }
    var visit = Visit.of(call, gate.get(), gate.get().program(), notices);
    var pieces = jdbi.inTransaction(tx -> acts.published(tx, gate.get(), party, 200));
    return visit.html(Pages.print("portal/published", PublishedPage.of(visit, party, pieces)));
  }

  private Reply trackers(Call call) {
    var gate = notices.gate(call.path("org"));
    if (gate.isEmpty()) return Reply.notFound();
    var visit = Visit.of(call, gate.get(), gate.get().program(), notices);
    return visit.html(Pages.print("portal/trackers", TrackersPage.of(visit)));
  }

  private Reply changes(Call call) {
    var gate = notices.gate(call.path("org"));
    var program = notices.program(call.path("org"), call.path("version"));
    var difference = notices.changes().of(call.path("org"), call.path("version"));
    if (gate.isEmpty() || program.isEmpty() || difference.isEmpty()) return Reply.notFound();
    var visit = Visit.of(call, gate.get(), program.get(), notices);
    return visit.html(Pages.print("portal/changes", ChangesPage.of(visit, difference.get())));
  }

  private Reply clause(Call call) {
    var gate = notices.gate(call.path("org"));
    if (gate.isEmpty()) return Reply.notFound();
    var visit = Visit.of(call, gate.get(), gate.get().program(), notices);
    var clause = PolicyPage.clause(visit.program(), call.path("id"));
    if (clause.isEmpty()) return Reply.notFound();
    if (!clause.get().id().equals(call.path("id"))) {
      return Reply.redirect(ClausePage.address(visit.program(), clause.get().id()));
    }
    return visit.html(
        Pages.print(
            "portal/clause",
            ClausePage.of(
                visit,
                clause.get(),
                book.of(gate.get()),
                Evidence.of(ledger, visit.org(), clause.get().id()),
                listed(visit, clause.get().id()))));
  }

  /// The list that the policy promises to make from what really happened, if this clause is kept by
  /// one.
  private Optional<ClausePage.Listed> listed(Visit visit, String clause) {
    return visit.program().generated().values().stream()
        .filter(it -> it.clauses().contains(clause))
        .findFirst()
        .map(
            it -> {
              var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
              var from = today.minus(it.within());
              var names =
                  jdbi.withHandle(tx -> Collected.between(tx, visit.org(), from, today)).stream()
                      .map(visit::category)
                      .toList();
              return new ClausePage.Listed(
                  visit
                      .words()
                      .say(
                          names.isEmpty() ? "clause.generated.none" : "clause.generated.lead",
                          visit.words().date(from),
                          visit.words().date(today)),
                  names);
            });
  }

  private Reply promises(Call call) {
    var gate = notices.gate(call.path("org"));
    if (gate.isEmpty()) return Reply.notFound();
    var visit = Visit.of(call, gate.get(), gate.get().program(), notices);
    return visit.html(
        Pages.print(
            "portal/promises",
            PromisesPage.of(
                visit,
                book.of(gate.get()),
                call.query("state").orElse(""),
                signers.of(visit.org()).key().print())));
  }

  /// `all.zip`, or the file of one clause.
  private Reply file(Call call) {
    var gate = notices.gate(call.path("org"));
    var name = call.path("file");
    if (gate.isEmpty()) return Reply.notFound();
    var program = gate.get().program();
    if (name.equals("all.zip")) {
      return book.bundle(gate.get())
          .map(
              it ->
                  Reply.file(
                      program.id() + "-" + program.version() + "-promises.zip",
                      "application/zip",
                      it))
          .orElseGet(PortalRoutes::tooEarly);
    }
    if (!name.endsWith(ClauseEvidence.EXTENSION)) return Reply.notFound();
    var clause =
        program.clauses().get(name.substring(0, name.length() - ClauseEvidence.EXTENSION.length()));
    if (clause == null || clause.heading() && program.keeps(clause.id()).isEmpty()) {
      return Reply.notFound();
    }
    return book.file(gate.get(), clause.id())
        .map(
            it ->
                Reply.file(clause.id() + ClauseEvidence.EXTENSION, "text/plain; charset=utf-8", it))
        .orElseGet(PortalRoutes::tooEarly);
  }

  private static Reply tooEarly() {
    return Reply.problem(
        Problem.of(503, "the log has no signed checkpoint yet; try again in a moment"));
  }
}
