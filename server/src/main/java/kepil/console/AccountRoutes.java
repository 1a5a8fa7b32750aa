package kepil.console;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kepil.gate.Gate;
import kepil.notice.Notices;
import kepil.web.Call;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;

/// Who may come in: the first account, signing in and out, and the accounts there are.
public final class AccountRoutes {
  private static final int LONGEST_ADDRESS = 500;

  private final Jdbi jdbi;
  private final Operators operators;
  private final Logbook logbook;
  private final Notices notices;
  private final Guard guard;

  AccountRoutes(Jdbi jdbi, Operators operators, Logbook logbook, Notices notices, Guard guard) {
    this.jdbi = jdbi;
    this.operators = operators;
    this.logbook = logbook;
    this.notices = notices;
    this.guard = guard;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/console", guard.page(this::start)),
        Route.get("/console/setup/{token}", this::setup),
        Route.post("/console/setup/{token}", this::join),
        Route.get("/console/sign-in", this::door),
        Route.post("/console/sign-in", this::signIn),
        Route.post("/console/sign-out", guard.form(this::signOut)),
        Route.get("/console/operators", guard.page(in -> list(in, Optional.empty()))),
        Route.post("/console/operators/invite", guard.form(this::invite)),
        Route.post("/console/operators/{id}/remove", guard.form(this::remove)));
  }

  /// @param choices the organisations there are, by their names
  public record ChoosePage(Shell shell, List<Choice> choices) {}

  /// @param version in force
  public record Choice(String name, String href, String version) {}

  /// Nobody lands at an organisation that they did not choose, unless there is one only.
  private Reply start(Inside in) {
    var choices =
        notices.organisations().stream()
            .flatMap(it -> notices.gate(it).stream())
            .map(Gate::program)
            .map(
                it ->
                    new Choice(it.names("en").organisation(), "/console/" + it.id(), it.version()))
            .sorted(Comparator.comparing(Choice::name))
            .toList();
    return switch (choices.size()) {
      case 0 -> Reply.redirect("/console/operators");
      case 1 -> Reply.redirect(choices.getFirst().href());
      default ->
          Reply.html(
              Pages.print(
                  "console/choose", new ChoosePage(guard.shell(in, "", "Organisations"), choices)));
    };
  }

  /// @param address where the form goes
  /// @param name as it was typed
  /// @param fault what is wrong, and with which field
  public record SetupPage(
      Shell shell,
      String address,
      boolean invited,
      String name,
      Optional<Operators.Joining.Unfit> fault) {}

  private Reply setup(Call call) {
    return setup(200, call, "", Optional.empty());
  }

  private Reply setup(int status, Call call, String name, Optional<Operators.Joining.Unfit> fault) {
    boolean invited = operators.invited(call.path("token"));
    var page =
        new SetupPage(Guard.outside("Make your account"), call.address(), invited, name, fault);
    return Reply.html(invited ? status : 410, Pages.print("console/setup", page));
  }

  private Reply join(Call call) {
    var form = call.form();
    var name = form.first("name").orElse("");
    var password = form.first("password").orElse("");
    if (!password.equals(form.first("again").orElse(""))) {
      return setup(
          422,
          call,
          name,
          Optional.of(new Operators.Joining.Unfit("again", "the two passwords differ")));
    }
    return switch (operators.join(call.path("token"), name, password)) {
      case Operators.Joining.Joined it ->
          Reply.redirect("/console").setting(Guard.cookie(it.session()));
      case Operators.Joining.NoInvitation() -> setup(call);
      case Operators.Joining.Unfit it -> setup(422, call, name, Optional.of(it));
    };
  }

  /// @param to where to go on
  /// @param fault what is wrong
  /// @param nobody whether there is no account yet
  public record SignInPage(
      Shell shell, String to, String name, Optional<String> fault, boolean nobody) {}

  private Reply door(Call call) {
    if (guard.inside(call).isPresent()) return Reply.redirect(to(call.query("to")));
    return door(200, to(call.query("to")), "", Optional.empty());
  }

  private Reply door(int status, String to, String name, Optional<String> fault) {
    return Reply.html(
        status,
        Pages.print(
            "console/sign-in",
            new SignInPage(Guard.outside("Sign in"), to, name, fault, operators.list().isEmpty())));
  }

  private Reply signIn(Call call) {
    var form = call.form();
    var name = form.first("name").orElse("");
    var to = to(form.first("to"));
    return switch (operators.signIn(name, form.first("password").orElse(""), call.remote())) {
      case Operators.SigningIn.In it -> Reply.redirect(to).setting(Guard.cookie(it.session()));
      case Operators.SigningIn.Wrong() ->
          door(422, to, name, Optional.of("Name or password is wrong."));
      case Operators.SigningIn.Locked it ->
          door(
                  429,
                  to,
                  name,
                  Optional.of(
                      "Too many attempts. Try again in " + it.atMost().toMinutes() + " minutes."))
              .with("Retry-After", String.valueOf(it.atMost().toSeconds()));
    };
  }

  /// Only to pages of the console: a link from outside must not lead through our door to somewhere
  /// else.
  private static String to(Optional<String> wanted) {
    return wanted
        .filter(
            it ->
                it.length() <= LONGEST_ADDRESS
                    && it.matches("/console(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
                    && !it.startsWith("/console/setup"))
        .orElse("/console");
  }

  private Reply signOut(Inside in) {
    operators.signOut(in.session());
    return Reply.redirect(Guard.SIGN_IN)
        .setting(Guard.noCookie())
        .with("Clear-Site-Data", "\"cache\"");
  }

  /// @param link of a new invitation, shown once
  /// @param acts what operators did at the door
  public record OperatorsPage(
      Shell shell,
      List<Operator> operators,
      Operator self,
      Optional<String> link,
      List<Logbook.Line> acts,
      Words words) {}

  private Reply list(Inside in, Optional<String> link) {
    return Reply.html(
        Pages.print(
            "console/operators",
            new OperatorsPage(
                guard.shell(in, "operators", "Operators"),
                operators.list(),
                in.operator(),
                link,
                logbook.recent(Logbook.OWN, 50),
                Words.in("en"))));
  }

  private Reply invite(Inside in) {
    return list(in, Optional.of(jdbi.inTransaction(tx -> operators.invite(tx, in.operator()))));
  }

  private Reply remove(Inside in) {
    boolean removed =
        Guard.id(in.call().path("id"))
            .filter(it -> operators.remove(it, in.operator()))
            .isPresent();
    return Reply.redirect("/console/operators?done=" + (removed ? "removed" : "last"));
  }
}
