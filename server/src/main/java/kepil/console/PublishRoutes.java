package kepil.console;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepil.diff.Aftermath;
import kepil.diff.Difference;
import kepil.diff.Stock;
import kepil.gate.Gate;
import kepil.notice.Folders;
import kepil.notice.Notices;
import kepil.policy.Program;
import kepil.vault.Vault;
import kepil.web.Pages;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Words;
import kepil.yaml.Fault;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Publishing a new version: what waits in the folder, what it would change, and the button.
public final class PublishRoutes {
  private final Jdbi jdbi;
  private final Notices notices;
  private final Folders folders;
  private final Vault vault;
  private final Logbook logbook;
  private final Publishing publishing;
  private final Guard guard;

  PublishRoutes(
      Jdbi jdbi, Notices notices, Folders folders, Vault vault, Logbook logbook, Guard guard) {
    this.jdbi = jdbi;
    this.notices = notices;
    this.folders = folders;
    this.vault = vault;
    this.publishing = new Publishing(notices, logbook);
    this.logbook = logbook;
    this.guard = guard;
  }

  List<Route> routes() {
    return List.of(
        guard.get("/publish", at -> page(200, at)), guard.post("/publish", this::publish));
  }

  /// @param difference to the version in force, or to the one that is to come into force last;
  ///   empty where it cannot be compared
  /// @param obstacles why it cannot be published; none if it can
  /// @param aftermath what stored records are under it
  public record PublishPage(
      Shell shell,
      Words words,
      String org,
      Optional<Program> waiting,
      String seal,
      Optional<Difference> difference,
      Optional<Aftermath> aftermath,
      List<Fault> translations,
      List<String> obstacles,
      boolean atOnce) {}

  private Reply page(int status, Office at) {
    var org = at.org();
    var shell = guard.shell(at, "publish", "New version");
    var waiting = folders.waiting(org);
    if (waiting.isEmpty()) {
      return Reply.html(
          status,
          Pages.print(
              "console/publish",
              new PublishPage(
                  shell,
                  Words.in("en"),
                  org,
                  Optional.empty(),
                  "",
                  Optional.empty(),
                  Optional.empty(),
                  List.of(),
                  List.of(),
                  false)));
    }
    var unfinished = waiting.get().unfinished();
    var next = unfinished.program();
    var difference = next.map(it -> notices.changes().between(latest(at.gate()), it));
    var aftermath = next.map(it -> Difference.aftermath(it, guard.today(), stock(org)));
    return Reply.html(
        status,
        Pages.print(
            "console/publish",
            new PublishPage(
                shell,
                Words.in("en"),
                org,
                next,
                seal(org, waiting.get()),
                difference,
                aftermath,
                unfinished.translations(),
                obstacles(org, waiting.get(), difference),
                next.map(it -> !it.effective().isAfter(guard.today())).orElse(false))));
  }

  /// The newest that is published: what a further version takes the place of.
  private Program latest(Gate gate) {
    return notices.history(gate.program().id()).stream()
        .findFirst()
        .flatMap(it -> notices.program(gate.program().id(), it.version()))
        .orElse(gate.program());
  }

  private List<String> obstacles(
      String org, Folders.Waiting waiting, Optional<Difference> difference) {
    var all = new ArrayList<String>();
    var unfinished = waiting.unfinished();
    unfinished.faults().forEach(it -> all.add(it.toString()));
    unfinished
        .program()
        .ifPresent(it -> all.addAll(obstacles(notices.history(org), it, difference)));
    return all;
  }

  private List<String> obstacles(
      List<Notices.Version> history, Program it, Optional<Difference> difference) {
    var all = new ArrayList<String>();
    if (history.stream().anyMatch(old -> old.version().equals(it.version()))) {
      all.add(
          "version `"
              + it.version()
              + "` is published with another text and is never changed; give the new text"
              + " a new version in policy.yaml");
    }
    LocalDate newest = history.isEmpty() ? LocalDate.MIN : history.getFirst().effective();
    if (it.effective().isBefore(newest)) {
      all.add(
          "it would take effect on "
              + it.effective()
              + ", before the version of "
              + newest
              + " that is published; give it a later day");
    }
    if (it.effective().isBefore(guard.today())) {
      all.add(
          "it would be in force since "
              + it.effective()
              + ", before anybody could read it; give it today or a day to come");
    }
    // Where people were promised to be shown a material change, they must be able to see
    // it before it binds them.
    if (it.changes().filter(changes -> !changes.shown().isEmpty()).isPresent()
        && difference.filter(Difference::material).isPresent()
        && !it.effective().isAfter(guard.today())) {
      all.add(
          "it is material and would take effect on "
              + it.effective()
              + "; the policy promises that people are shown it before, so give it a day"
              + " to come");
    }
    return all;
  }

  private List<Stock> stock(String org) {
    return jdbi.inTransaction(tx -> vault.stock(tx, org)).stream()
        .map(it -> new Stock(it.field(), it.purposes(), it.collected(), it.until(), it.count()))
        .toList();
  }

  private Reply publish(Office at) {
    var org = at.org();
    var waiting = folders.waiting(org);
    if (waiting.isEmpty()) return Reply.redirect(at.address("/publish"));
    return jdbi.inTransaction(tx -> publish(tx, at, waiting.get()));
  }

  private Reply publish(Handle tx, Office at, Folders.Waiting waiting) {
    var org = at.org();
    // From here on nobody publishes another: it is published in the place of the one that it is
    // compared with.
    notices.hold(tx, org);
    if (!seal(org, waiting).equals(at.call().form().first("seal").orElse(""))) {
      return Reply.problem(
          Problem.of(
              409,
              "changed",
              "It is not what was shown",
              "the text in the folder is not the one that was shown, or another version was"
                  + " published since; look at it again"));
    }
    var difference =
        waiting.unfinished().program().map(it -> notices.changes().between(latest(at.gate()), it));
    if (!obstacles(org, waiting, difference).isEmpty()) return page(422, at);
    if (!(publishing.publish(tx, waiting.files()) instanceof Notices.Published.Now(var program))) {
      return page(422, at);
    }
    // From now on it stands above every page; when and where is thereby on record.
    if (difference.filter(Difference::material).isPresent()) {
      logbook.record(tx, program, "announce-change", shown(program));
    }
    logbook.write(tx, program, at.who(), "operator-published", program.version());
    return Reply.redirect(at.address("/publish?done=published"));
  }

  /// What an operator saw: this text, beside the newest version that is published.
  private String seal(String org, Folders.Waiting waiting) {
    var newest = notices.history(org).stream().findFirst().map(Notices.Version::hash).orElse("");
    return waiting.seal() + newest;
  }

  /// The clauses that promise to show a change.
  private static List<String> shown(Program program) {
    return program.changes().stream()
        .flatMap(it -> it.shown().stream().sorted())
        .flatMap(it -> program.words().get(it).clauses().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
