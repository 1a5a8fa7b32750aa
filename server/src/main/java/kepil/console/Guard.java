package kepil.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kepil.notice.Notices;
import kepil.rights.Desk;
import kepil.web.Call;
import kepil.web.Cookie;
import kepil.web.Handler;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Frame;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;

/// Stands before every page of the console: nobody passes without a session, and no form without
/// the session's own token.
final class Guard {
  static final String COOKIE = "kepil_console";
  static final String SIGN_IN = "/console/sign-in";

  /// What a form did, as the address of the next page names it.
  private static final Map<String, String> DONE =
      Map.ofEntries(
          Map.entry("completed", "The request is completed."),
          Map.entry(
              "erased",
              "The person is erased: key, values, marks and identifiers. The request is"
                  + " completed."),
          Map.entry(
              "hold",
              "A legal hold stands, so nothing was erased. The request is refused for that"
                  + " reason."),
          Map.entry("refused", "The request is refused."),
          Map.entry("already", "The request had been closed before; nothing changed."),
          Map.entry("filed", "The request is filed."),
          Map.entry("revoked", "The key is revoked. It opens nothing any more."),
          Map.entry("removed", "The account is removed."),
          Map.entry("shredded", "It is recorded that the paper was shredded."),
          Map.entry("last", "Nothing changed: the last account cannot be removed."),
          Map.entry("published", "The version is published."));

  static final Problem STALE =
      Problem.of(
          403,
          "stale-form",
          "The form is not of this session",
          "the form was not of this session; open the page again and send it from there");

  private final Jdbi jdbi;
  private final Operators operators;
  private final Notices notices;
  private final Desk desk;
  private final boolean catchesMail;
  private final InstantSource clock;

  Guard(
      Jdbi jdbi,
      Operators operators,
      Notices notices,
      Desk desk,
      boolean catchesMail,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.operators = operators;
    this.notices = notices;
    this.desk = desk;
    this.catchesMail = catchesMail;
    this.clock = clock;
  }

  /// A page that belongs to no organisation.
  @FunctionalInterface
  interface Page {
    Reply answer(Inside in);
  }

  /// A page of one organisation.
  @FunctionalInterface
  interface OfficePage {
    Reply answer(Office at);
  }

  Route get(String rest, OfficePage page) {
    return Route.get("/console/{org}" + rest, page(in -> office(in, page)));
  }

  Route post(String rest, OfficePage form) {
    return Route.post("/console/{org}" + rest, form(in -> office(in, form)));
  }

  private Reply office(Inside in, OfficePage page) {
    var gate = notices.gate(in.call().path("org"));
    return gate.isEmpty() ? Reply.notFound() : page.answer(new Office(in, gate.get()));
  }

  Handler page(Page page) {
    return call -> {
      var in = inside(call);
      if (in.isEmpty()) {
        var back = URLEncoder.encode(call.address(), StandardCharsets.UTF_8);
        return Reply.redirect(SIGN_IN + "?to=" + back);
      }
      return page.answer(in.get());
    };
  }

  Handler form(Page page) {
    return call -> {
      var in = inside(call);
      if (in.isEmpty()) return Reply.redirect(SIGN_IN);
      if (!in.get().sent(call.form().first("token").orElse(""))) return Reply.problem(STALE);
      return page.answer(in.get());
    };
  }

  Optional<Inside> inside(Call call) {
    return call.cookie(COOKIE)
        .flatMap(session -> operators.of(session).map(it -> new Inside(call, it, session)));
  }

  static Cookie cookie(String session) {
    return Cookie.strict(COOKIE, session).below("/console");
  }

  static Cookie noCookie() {
    return Cookie.strict(COOKIE, "").below("/console").lasting(Duration.ZERO);
  }

  /// A page of one organisation.
  ///
  /// @param here the last piece of the address below the organisation; empty for its start
  Shell shell(Office at, String here, String title) {
    var org = at.org();
    var words = Words.in("en");
    var ways = new ArrayList<Frame.Way>();
    long open = jdbi.withHandle(handle -> desk.counts(handle, org)).getOrDefault("received", 0L);
    way(ways, org, here, "", "Home");
    way(ways, org, here, "requests", open == 0 ? "Requests" : "Requests (" + open + " open)");
    way(ways, org, here, "promises", "Promises");
    way(ways, org, here, "events", "Events");
    way(ways, org, here, "books", "Books");
    way(ways, org, here, "publish", "New version");
    way(ways, org, here, "organisation", "Organisation");
    way(ways, org, here, "keys", "API keys");
    ways.addAll(common(""));
    var page = here.isEmpty() ? "" : "/" + here;
    var others =
        notices.organisations().stream()
            .filter(it -> notices.gate(it).isPresent())
            .map(it -> Frame.Way.to(name(it), "/console/" + it + page).here(it.equals(org)))
            .toList();
    var program = at.program();
    var frame =
        Frame.of(words, title)
            .at(name(org), "/console/" + org)
            .with(ways.toArray(Frame.Way[]::new))
            .kind("console")
            .foot(
                "Policy " + org + " " + program.version() + ", " + program.hash().substring(0, 12));
    return new Shell(
        frame,
        others.size() < 2 ? List.of() : others,
        Optional.of(at.in().operator().name()),
        at.in().token(),
        done(at.call()));
  }

  /// A page that belongs to no organisation.
  Shell shell(Inside in, String here, String title) {
    var ways = new ArrayList<Frame.Way>();
    for (var org : notices.organisations()) ways.add(Frame.Way.to(name(org), "/console/" + org));
    ways.addAll(common(here));
    return new Shell(
        Frame.of(Words.in("en"), title)
            .at("Kepil", "/console")
            .with(ways.toArray(Frame.Way[]::new))
            .kind("console"),
        List.of(),
        Optional.of(in.operator().name()),
        in.token(),
        done(in.call()));
  }

  /// A page for somebody who is not in yet.
  static Shell outside(String title) {
    return new Shell(
        Frame.of(Words.in("en"), title).at("Kepil", "/console").kind("console"),
        List.of(),
        Optional.empty(),
        "",
        Optional.empty());
  }

  private List<Frame.Way> common(String here) {
    var ways = new ArrayList<Frame.Way>();
    if (catchesMail) ways.add(Frame.Way.to("Mail", "/console/mail").here(here.equals("mail")));
    ways.add(Frame.Way.to("Read", "/console/read").here(here.equals("read")));
    ways.add(Frame.Way.to("Operators", "/console/operators").here(here.equals("operators")));
    return ways;
  }

  private static void way(
      List<Frame.Way> ways, String org, String here, String page, String label) {
    ways.add(
        Frame.Way.to(label, "/console/" + org + (page.isEmpty() ? "" : "/" + page))
            .here(here.equals(page)));
  }

  private String name(String org) {
    return notices.gate(org).map(it -> it.program().names("en").organisation()).orElse(org);
  }

  private static Optional<String> done(Call call) {
    return call.query("done").map(DONE::get);
  }

  Instant now() {
    return clock.instant();
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /// The id in an address; one that is none finds nothing.
  static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
