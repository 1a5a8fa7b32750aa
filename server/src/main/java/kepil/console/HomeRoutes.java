package kepil.console;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.ledger.Ledger;
import kepil.ledger.Renamed;
import kepil.notice.Folders;
import kepil.notice.Notices;
import kepil.policy.Program;
import kepil.promises.Book;
import kepil.promises.PromiseBook;
import kepil.promises.Promises;
import kepil.rights.Desk;
import kepil.rights.Request;
import kepil.rights.RequestState;
import kepil.vault.TrustedTime;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;

/// The start: what is in force, what waits, what happened.
public final class HomeRoutes {
  private static final int DAYS = 30;
  private static final int SOON = 30;

  /// The sequencer needs a moment; so many waiting entries it never leaves.
  private static final int BACKLOG = 20_000;

  private final Jdbi jdbi;
  private final TrustedTime time;
  private final Desk desk;
  private final Ledger ledger;
  private final List<Renamed> renamed;
  private final Notices notices;
  private final Folders folders;
  private final PromiseBook book;
  private final Guard guard;

  HomeRoutes(
      Jdbi jdbi,
      TrustedTime time,
      Desk desk,
      Ledger ledger,
      List<Renamed> renamed,
      Notices notices,
      Folders folders,
      PromiseBook book,
      Guard guard) {
    this.book = book;
    this.jdbi = jdbi;
    this.time = time;
    this.desk = desk;
    this.ledger = ledger;
    this.renamed = renamed;
    this.notices = notices;
    this.folders = folders;
    this.guard = guard;
  }

  List<Route> routes() {
    return List.of(guard.get("", this::home));
  }

  /// Something an operator should do.
  ///
  /// @param href empty where it is not done in the console
  /// @param tag how urgent, in words
  public record Action(String what, String href, DueTag tag) {}

  /// @param next a version that is published and not yet in force
  /// @param kept how many clauses are kept, by how
  public record HomePage(
      Shell shell,
      Program program,
      Words words,
      Optional<Notices.Version> next,
      Map<Promises.Kept, Long> kept,
      long open,
      Optional<DueTag> nextDue,
      Chart chart,
      List<Action> actions) {}

  private Reply home(Office at) {
    var program = at.program();
    var org = program.id();
    var today = guard.today();
    var first = today.minusDays(DAYS - 1);
    var requests =
        jdbi.inTransaction(tx -> desk.list(tx, org, 1000)).stream()
            .filter(it -> it.state() instanceof RequestState.Received)
            .toList();
    var open = book.of(at.gate());
    var kept = open.totals();
    var actions = new ArrayList<Action>();
    clock().ifPresent(actions::add);
    renamed.stream()
        .filter(it -> it.org().equals(org))
        .map(it -> new Action("Mind the name: " + it.says(), "", new DueTag("renamed", "no")))
        .forEach(actions::add);
    actions.addAll(due(requests, org, today));
    actions.addAll(broken(open, org));
    folders.waiting(org).map(it -> unpublished(it, org)).ifPresent(actions::add);
    actions.addAll(lapsing(program, today));
    long queued = ledger.queued(org);
    if (queued > BACKLOG) {
      actions.add(
          new Action(
              queued + " events wait for their place in the ledger",
              "/console/" + org + "/events",
              new DueTag("proofs are late", "wait")));
    }
    var next =
        notices.history(org).stream()
            .filter(it -> it.effective().isAfter(today))
            .min(Comparator.comparing(Notices.Version::effective));

    var page =
        new HomePage(
            guard.shell(at, "", "Home"),
            program,
            Words.in("en"),
            next,
            kept,
            requests.size(),
            requests.stream().findFirst().map(it -> DueTag.of(it, today)),
            Chart.of(ledger.days(org, first), first, today),
            actions);
    return Reply.html(Pages.print("console/home", page));
  }

  private Optional<Action> clock() {
    var look = time.look();
    if (look.trusted()) return Optional.empty();
    var what =
        "Nothing is deleted by time, because "
            + look.says()
            + ": put the clock right, or if it is right say so by ./kepil clock --data FOLDER"
            + " --trust";
    return Optional.of(new Action(what, "", new DueTag("waits", "no")));
  }

  private static List<Action> due(List<Request> requests, String org, LocalDate today) {
    var all = new ArrayList<Action>();
    for (var it : requests) {
      var tag = DueTag.of(it, today);
      if (tag.look().equals("plain")) continue;
      var what = "Request " + it.reference() + ": " + RequestRoutes.label(it.right());
      all.add(new Action(what, "/console/" + org + "/requests/" + it.id(), tag));
    }
    return all;
  }

  private static List<Action> broken(Book open, String org) {
    var all = new ArrayList<Action>();
    for (var it : open.entries()) {
      if (it.kept() != Promises.Kept.BROKEN) continue;
      var what = "Clause " + it.id() + ": " + it.breaches().getFirst().says(Words.in("en"));
      var clause = "?clause=" + EvidenceRoutes.encoded(it.id()) + "#chosen";
      all.add(
          new Action(what, "/console/" + org + "/promises" + clause, new DueTag("broken", "no")));
    }
    return all;
  }

  private static Action unpublished(Folders.Waiting it, String org) {
    var what =
        it.unfinished()
            .program()
            .map(next -> "Version " + next.version() + " is in the folder, not yet published")
            .orElse("A new text with faults is in the folder");
    return new Action(what, "/console/" + org + "/publish", new DueTag("look", "wait"));
  }

  /// What the policy relies on and will not rely on for much longer.
  private static List<Action> lapsing(Program program, LocalDate today) {
    var all = new ArrayList<Action>();
    var here = "/console/" + program.id() + "/organisation";
    for (var it : program.measures()) {
      var what = "The proof of measure " + it.id() + " (" + it.owner() + ")";
      it.expires().ifPresent(last -> lapse(all, what, here, last, today));
    }
    // What ended long ago is history that the policy rightly keeps; nothing is to be done about it.
    for (var it : program.mechanisms()) {
      it.until()
          .filter(last -> last.isAfter(today.minusDays(SOON)))
          .ifPresent(last -> lapse(all, "Transfer mechanism " + it.id(), here, last, today));
    }
    return all;
  }

  private static void lapse(
      List<Action> all, String what, String href, LocalDate last, LocalDate today) {
    long left = java.time.temporal.ChronoUnit.DAYS.between(today, last);
    if (left < 0) all.add(new Action(what, href, new DueTag("lapsed on " + last, "no")));
    else if (left <= SOON) all.add(new Action(what, href, new DueTag("lapses on " + last, "wait")));
  }
}
