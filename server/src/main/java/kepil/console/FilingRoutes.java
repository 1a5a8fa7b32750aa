package kepil.console;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepil.gate.Gate;
import kepil.gate.SubjectId;
import kepil.policy.Right;
import kepil.rights.Desk;
import kepil.rights.RequestState;
import kepil.vault.SecretText;
import kepil.vault.Vault;
import kepil.web.Pages;
import kepil.web.Pairs;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;

/// A request that came by telephone, letter or at the desk is filed by an officer.
public final class FilingRoutes {
  private static final List<String> CHANNELS = List.of("post", "telephone", "email", "portal");

  private final Jdbi jdbi;
  private final Desk desk;
  private final Vault vault;
  private final Logbook logbook;
  private final Guard guard;

  FilingRoutes(Jdbi jdbi, Desk desk, Vault vault, Logbook logbook, Guard guard) {
    this.jdbi = jdbi;
    this.desk = desk;
    this.vault = vault;
    this.logbook = logbook;
    this.guard = guard;
  }

  List<Route> routes() {
    return List.of(
        guard.get("/requests/new", this::blank), guard.post("/requests/new", this::file));
  }

  /// @param typed what the form held
  /// @param fromProof laws whose terms begin with the proof of identity, and where they say so
  public record NewRequestPage(
      Shell shell,
      String org,
      Pairs typed,
      Optional<String> fault,
      List<String> identifies,
      List<String> rights,
      List<String> channels,
      LocalDate today,
      List<String> fromProof) {
    public String typed(String name, String otherwise) {
      return typed.first(name).orElse(otherwise);
    }
  }

  private Reply blank(Office at) {
    return form(200, at, Pairs.none(), Optional.empty());
  }

  private Reply again(Office at, String fault) {
    return form(422, at, at.call().form(), Optional.of(fault));
  }

  private Reply form(int status, Office at, Pairs typed, Optional<String> fault) {
    var page =
        new NewRequestPage(
            guard.shell(at, "requests", "File a request"),
            at.org(),
            typed,
            fault,
            at.program().identifies().stream().sorted().toList(),
            Right.words(),
            CHANNELS,
            guard.today(),
            fromProof(at.gate()));
    return Reply.html(status, Pages.print("console/new-request", page));
  }

  private static List<String> fromProof(Gate gate) {
    var all = new ArrayList<String>();
    for (var law : gate.laws().all()) {
      law.fromProof()
          .ifPresent(article -> all.add(Words.in("en").law(law.id(), law.name()) + ", " + article));
    }
    return List.copyOf(all);
  }

  private Reply file(Office at) {
    var form = at.call().form();
    var right = form.first("right").flatMap(Right::of);
    var channel = form.first("channel").filter(CHANNELS::contains);
    if (right.isEmpty() || channel.isEmpty()) {
      return again(at, "Choose what is asked and how it arrived.");
    }
    var received =
        form.first("received").flatMap(FilingRoutes::day).filter(it -> !it.isAfter(guard.today()));
    if (received.isEmpty()) {
      return again(at, "Give the day it arrived: today or an earlier day.");
    }
    var field = form.first("field").filter(at.program().identifies()::contains);
    var value =
        form.first("value").map(String::strip).filter(it -> !it.isEmpty() && it.length() <= 500);
    Optional<SubjectId> subject =
        field.isPresent() && value.isPresent()
            ? jdbi.inTransaction(tx -> vault.find(tx, at.program(), field.get(), value.get()))
            : Optional.empty();
    if (value.isPresent() && subject.isEmpty()) {
      return again(
          at, "Nobody is known by that. If they may ask without being known, leave it empty.");
    }
    if (subject.isEmpty() && !right.get().openToAnybody()) {
      return again(at, "This right is of a person who is known here: say by what they are found.");
    }
    var wish =
        new Desk.Wish(
            right.get(),
            subject,
            channel.get(),
            form.first("proved").isPresent(),
            Optional.empty(),
            form.first("text").filter(it -> !it.isBlank()).map(SecretText::of),
            Optional.empty(),
            at.program().prevails());
    var request =
        jdbi.inTransaction(
            tx -> {
              var filed = desk.file(tx, at.gate(), wish, received.get()).request();
              var act = "operator-filed-request";
              logbook.write(tx, at.program(), at.who(), act, filed.id().toString());
              return filed;
            });
    var done = request.state() instanceof RequestState.Refused ? "refused" : "filed";
    return Reply.redirect(RequestRoutes.address(at, request.id()) + "?done=" + done);
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text))
          .filter(it -> it.getYear() >= 1900 && it.getYear() <= 2199);
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
