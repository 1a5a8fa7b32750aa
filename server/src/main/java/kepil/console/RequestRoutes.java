package kepil.console;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import kepil.gate.Gate;
import kepil.gate.Standing;
import kepil.law.Law;
import kepil.policy.Right;
import kepil.rights.Desk;
import kepil.rights.Reason;
import kepil.rights.Request;
import kepil.rights.RequestState;
import kepil.vault.Vault;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Words;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The inbox of requests, and what an officer does with one.
public final class RequestRoutes {
  private static final int MOST = 1000;

  /// Why a request may be refused, in the order of the words that are filed.
  private static final Map<String, String> REASONS =
      Arrays.stream(Reason.values())
          .collect(
              Collectors.toMap(
                  Reason::word, RequestRoutes::said, (one, _) -> one, LinkedHashMap::new));

  private static String said(Reason it) {
    return switch (it) {
      case UNFOUNDED -> "It is manifestly unfounded";
      case EXCESSIVE -> "It is excessive, or repeats one just answered";
      case IDENTITY_NOT_PROVED -> "They have not shown who they are";
      case NO_RIGHT -> "The law of their place gives no such right";
      case DUTY_TO_KEEP -> "A law obliges us to keep the data";
      case RIGHTS_OF_OTHERS -> "It would harm the rights of others";
      case ANSWERED_BEFORE -> "It was answered before";
    };
  }

  /// And by the word that the gate or the vault files.
  private static final Map<String, String> FOUND =
      Map.of(
          "identity-proved", "They have not shown who they are",
          "right-by-law-of-residence", "The law of their place gives no such right",
          "another-channel", "The policy gives this right to those who ask another way",
          "hold", "A legal hold stands",
          "no-such-value", "There is no such value any more",
          "nothing-held", "Nothing was held any more");

  private static final List<String> UNPROVED = List.of("identity-proved", "identity-not-proved");

  private final Jdbi jdbi;
  private final Desk desk;
  private final Vault vault;
  private final Logbook logbook;
  private final Guard guard;

  RequestRoutes(Jdbi jdbi, Desk desk, Vault vault, Logbook logbook, Guard guard) {
    this.jdbi = jdbi;
    this.desk = desk;
    this.vault = vault;
    this.logbook = logbook;
    this.guard = guard;
  }

  List<Route> routes() {
    return List.of(
        guard.get("/requests", this::list),
        guard.get("/requests/{id}", this::detail),
        guard.post("/requests/{id}/open", this::open),
        guard.post("/requests/{id}/complete", this::complete),
        guard.post("/requests/{id}/refuse", this::refuse));
  }

  /// `account-closure` → `Account closure`
  public static String label(Right right) {
    return label(right.word());
  }

  public static String label(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).replace('-', ' ');
  }

  /// @param filter as it stands in the address
  public record Filter(String state, String right, String reference) {
    boolean lets(Request it, LocalDate today) {
      boolean open = it.state() instanceof RequestState.Received;
      boolean inState =
          switch (state) {
            case "all" -> true;
            case "open" -> open;
            case "overdue" -> open && it.daysLeft(today) < 0;
            default -> it.state().word().equals(state);
          };
      return inState
          && (right.isEmpty() || it.right().word().equals(right))
          && bare(it.reference()).contains(bare(reference));
    }
  }

  /// A reference as it is compared, however it was typed.
  private static String bare(String reference) {
    return reference.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
  }

  public record Row(Request request, String right, DueTag tag) {}

  /// @param total how many there are without the filter
  public record RequestsPage(
      Shell shell,
      String org,
      Words words,
      Filter filter,
      List<Row> rows,
      int total,
      List<String> states,
      List<String> rights) {}

  private Reply list(Office at) {
    var org = at.org();
    var today = guard.today();
    var states = List.of("open", "overdue", "completed", "refused", "withdrawn", "all");
    var filter =
        new Filter(
            at.call().query("state").filter(states::contains).orElse("open"),
            at.call().query("right").filter(it -> Right.of(it).isPresent()).orElse(""),
            at.call().query("reference").orElse("").strip());
    var all = jdbi.inTransaction(tx -> desk.list(tx, org, MOST));
    var rows =
        all.stream()
            .filter(it -> filter.lets(it, today))
            .map(it -> new Row(it, label(it.right()), DueTag.of(it, today)))
            .toList();
    var page =
        new RequestsPage(
            guard.shell(at, "requests", "Requests"),
            org,
            Words.in("en"),
            filter,
            rows,
            all.size(),
            states,
            Right.words());
    return Reply.html(Pages.print("console/requests", page));
  }

  private void record(Handle tx, Office at, String act, UUID request) {
    logbook.write(tx, at.program(), at.who(), act, request.toString());
  }

  /// @param sealed whether something was written with it that is still kept
  /// @param opened what was written, once the officer asked for it
  /// @param acts what operators did with it
  /// @param erases whether completing it erases the person
  /// @param shut whether what is kept of that person does not open
  /// @param why it was refused
  /// @param clock what is to be known of its clock, where that is not simply its day
  public record RequestPage(
      Shell shell,
      String org,
      Words words,
      Request request,
      String right,
      DueTag tag,
      boolean sealed,
      Optional<Desk.Matter> opened,
      List<String> toTell,
      List<Logbook.Line> acts,
      boolean open,
      boolean erases,
      boolean shut,
      Map<String, String> reasons,
      Optional<String> fault,
      Optional<Long> others,
      Optional<String> why,
      Optional<String> clock) {}

  private Reply detail(Office at) {
    return detail(200, at, Optional.empty(), Optional.empty());
  }

  private Reply detail(
      int status, Office at, Optional<Desk.Matter> opened, Optional<String> fault) {
    return jdbi.inTransaction(
        tx ->
            Guard.id(at.call().path("id"))
                .flatMap(id -> desk.find(tx, at.org(), id))
                .map(it -> page(tx, at, it, opened, fault))
                .map(page -> Reply.html(status, Pages.print("console/request", page)))
                .orElseGet(Reply::notFound));
  }

  private RequestPage page(
      Handle tx, Office at, Request it, Optional<Desk.Matter> opened, Optional<String> fault) {
    var org = at.org();
    boolean open = it.state() instanceof RequestState.Received;
    var target = it.id().toString();
    var acts =
        logbook.recent(org, 500).stream().filter(line -> line.target().equals(target)).toList();
    return new RequestPage(
        guard.shell(at, "requests", "Request " + it.reference()),
        org,
        Words.in("en"),
        it,
        label(it.right()),
        DueTag.of(it, guard.today()),
        open && desk.written(tx, org, it.id()),
        opened,
        desk.toTell(tx, org, it.id()),
        acts,
        open,
        erases(it),
        open && it.subject().filter(who -> !vault.opens(tx, org, who)).isPresent(),
        REASONS,
        fault,
        it.subject().map(who -> others(desk.of(tx, org, who), it)),
        why(it),
        clock(tx, at.gate(), it));
  }

  private static long others(List<Request> all, Request but) {
    return all.stream().filter(it -> !it.id().equals(but.id())).count();
  }

  private static Optional<String> why(Request it) {
    return it.state() instanceof RequestState.Refused(var reason) && !reason.isEmpty()
        ? Optional.of(REASONS.getOrDefault(reason, FOUND.getOrDefault(reason, reason)))
        : Optional.empty();
  }

  /// While nobody has shown who asks, nothing is answered and no clock runs; what the officer must
  /// know is from which day it counts once they have. GDPR Art. 12(3) knows the arrival alone, UK
  /// GDPR Art. 12A also the proof.
  private Optional<String> clock(Handle tx, Gate gate, Request it) {
    if (!(it.state() instanceof RequestState.Refused(var reason)) || !UNPROVED.contains(reason)) {
      return Optional.empty();
    }
    var residence =
        it.subject()
            .filter(who -> vault.opens(tx, gate.program().id(), who))
            .flatMap(who -> vault.standing(tx, gate.program().id(), who))
            .flatMap(Standing::residence);
    var arrival = "on " + Words.in("en").date(it.received()) + ", when it arrived";
    return Optional.of(
        "None runs: it is closed. Once they have shown who they are, file it again as received "
            + gate.lawOf(residence).map(law -> from(law, arrival)).orElse(arrival)
            + ".");
  }

  private static String from(Law law, String arrival) {
    var name = Words.in("en").law(law.id(), law.name());
    return law.fromProof()
        .map(at -> "on the day of the proof: by " + name + ", " + at + ", the term begins with it")
        .orElse(arrival + ": by " + name + " the term runs from there");
  }

  /// Shows what was written. Looking is an act, and recorded.
  private Reply open(Office at) {
    var opened =
        jdbi.inTransaction(
            tx -> {
              var id = Guard.id(at.call().path("id"));
              var matter = id.flatMap(it -> desk.matter(tx, at.org(), it));
              if (matter.isPresent()) {
                record(tx, at, "operator-read-request", id.get());
              }
              return matter;
            });
    return detail(200, at, opened, Optional.empty());
  }

  private Reply complete(Office at) {
    var id = Guard.id(at.call().path("id"));
    if (id.isEmpty()) return Reply.notFound();
    var request = jdbi.inTransaction(tx -> desk.find(tx, at.org(), id.get()));
    if (request.isEmpty()) return Reply.notFound();
    var typed = bare(at.call().form().first("reference").orElse(""));
    if (erases(request.get()) && !typed.equals(bare(request.get().reference()))) {
      return unchanged(at, "Type the reference of the request to erase: nothing was erased.");
    }
    boolean assured = at.call().form().first("no-hold").isPresent();
    return jdbi.inTransaction(
        tx -> {
          var closed = desk.complete(tx, at.gate(), id.get(), assured);
          return closed(tx, at, "operator-completed-request", id.get(), closed);
        });
  }

  /// Whether completing it erases the person.
  private static boolean erases(Request it) {
    return it.subject().isPresent()
        && (it.right() == Right.ERASURE
            || it.right() == Right.ACCOUNT_CLOSURE
            || it.right() == Right.CHILD_REPORT);
  }

  private Reply refuse(Office at) {
    var id = Guard.id(at.call().path("id"));
    var reason = at.call().form().first("reason").flatMap(Reason::of);
    if (id.isEmpty()) return Reply.notFound();
    if (reason.isEmpty()) {
      return unchanged(at, "Choose a reason: the person is owed one.");
    }
    return jdbi.inTransaction(
        tx -> {
          var closed = desk.refuse(tx, at.gate(), id.get(), reason.get());
          return closed(tx, at, "operator-refused-request", id.get(), closed);
        });
  }

  private Reply unchanged(Office at, String fault) {
    return detail(422, at, Optional.empty(), Optional.of(fault));
  }

  private Reply closed(Handle tx, Office at, String act, UUID id, Desk.Closed closed) {
    return switch (closed) {
      case Desk.Closed.NoSuchRequest() -> Reply.notFound();
      case Desk.Closed.Already _ -> Reply.redirect(address(at, id) + "?done=already");
      case Desk.Closed.Done(_, var erasure)
          when erasure.filter(Desk.Gone.Shut.class::isInstance).isPresent() ->
          unchanged(
              at,
              "What is kept of this person does not open, so nobody sees whether a legal hold"
                  + " stands. Restore it, or say that you know of none: nothing was erased.");
      case Desk.Closed.Done(_, var erasure) -> {
        record(tx, at, act, id);
        var done = act.equals("operator-refused-request") ? "refused" : done(erasure);
        yield Reply.redirect(address(at, id) + "?done=" + done);
      }
    };
  }

  private static String done(Optional<Desk.Gone> erasure) {
    if (erasure.isEmpty()) return "completed";
    return switch (erasure.get()) {
      case Desk.Gone.Erased _ -> "erased";
      case Desk.Gone.OnHold _ -> "hold";
      case Desk.Gone.Denied _ -> "refused";
      case Desk.Gone.Shut _ -> throw new IllegalStateException("nothing was closed");
      case Desk.Gone.NothingHeld _ -> "completed";
    };
  }

  static String address(Office at, UUID id) {
    return at.address("/requests/" + id);
  }
}
