package kepil.privacy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kepil.policy.Misfit;
import kepil.privacy.Centre.Here;
import kepil.rights.Codes;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import org.jdbi.v3.core.Handle;

/// How a person shows that an address is theirs: address, code by mail, code entered.
///
/// What is said on the way is the same for addresses that are known and for those that are not. The
/// address travels in forms and never in a URL.
final class ProvePages {
  private static final long MINUTES = Codes.LIFE.toMinutes();

  private final Centre centre;

  ProvePages(Centre centre) {
    this.centre = centre;
  }

  List<Route> routes() {
    return List.of(
        centre.get("/prove", this::form),
        centre.post("/prove", this::send),
        centre.get("/code", here -> Reply.redirect(here.t().at("/prove"))),
        centre.post("/code", this::enter));
  }

  /// What both forms carry along.
  private record Sent(String email, String country, String next) {
    static Sent of(Here here) {
      var form = here.call().form();
      return new Sent(
          form.first("email").orElse("").strip(),
          form.first("country").orElse(""),
          Centre.next(form.first("next")));
    }

    @Override
    public String toString() {
      return "Sent[" + next + "]";
    }
  }

  private Reply form(Here here) {
    return addressPage(
        here, 200, new Sent("", "", Centre.next(here.call().query("next"))), Faults.none());
  }

  private Reply send(Here here) {
    var sent = Sent.of(here);
    if (!knownPlace(here, sent.country())) {
      return addressPage(
          here, 400, sent, Faults.of("country", here.t().say("privacy.prove.no-country")));
    }
    var asked =
        centre.jdbi.inTransaction(
            tx ->
                centre.codes.ask(
                    tx,
                    here.org(),
                    here.t().organisation(),
                    sent.email(),
                    here.t().language(),
                    here.call().remote()));
    return switch (asked) {
      case Codes.Asked.OnItsWay(var ticket) -> codePage(here, 200, sent, ticket, Faults.none());
      case Codes.Asked.NoAddress _ ->
          addressPage(
              here, 400, sent, Faults.of("email", here.t().say("privacy.prove.no-address")));
      case Codes.Asked.TooMany(var wait) ->
          later(
              addressPage(
                  here,
                  429,
                  sent,
                  Faults.of("email", here.t().say("privacy.prove.too-many", minutes(wait)))),
              wait);
    };
  }

  private Reply enter(Here here) {
    var sent = Sent.of(here);
    var t = here.t();
    var code = here.call().form().first("code").orElse("");
    if (!Misfit.isEmail(sent.email())) {
      return addressPage(here, 400, sent, Faults.of("email", t.say("privacy.prove.no-address")));
    }
    // Without the ticket of the form that asked for it no code is good.
    var ticket = here.call().form().first("ticket").flatMap(ProvePages::uuid).orElse(NONE);
    // Whatever the answer, it is committed: a wrong try counts. And a right code is used up with
    // the visit it begins, or not at all.
    var tried =
        centre.jdbi.inTransaction(
            tx -> {
              var entered = centre.codes.enter(tx, here.org(), sent.email(), ticket, code);
              return new Tried(
                  entered, entered instanceof Codes.Entered.Right ? begin(tx, here, sent) : "");
            });
    return switch (tried.entered()) {
      case Codes.Entered.Right _ ->
          centre.entering(here, Reply.redirect(t.at("/" + sent.next())), tried.visit());
      case Codes.Entered.Wrong(var left) ->
          codePage(here, 400, sent, ticket, Faults.of("code", t.say("privacy.code.wrong", left)));
      case Codes.Entered.Expired _ ->
          codePage(here, 410, sent, ticket, Faults.of("code", t.say("privacy.code.expired")));
    };
  }

  /// @param visit its token, if the code was right
  private record Tried(Codes.Entered entered, String visit) {
    @Override
    public String toString() {
      return "Tried[" + entered + "]";
    }
  }

  /// The country is kept only where something is held, and only once the address was proved.
  private String begin(Handle tx, Here here, Sent sent) {
    if (!sent.country().isEmpty() && knownPlace(here, sent.country())) {
      centre
          .vault
          .findByEmail(tx, here.gate().program(), sent.email())
          .filter(it -> centre.vault.opens(tx, here.org(), it))
          .ifPresent(it -> centre.vault.lives(tx, here.org(), it, sent.country()));
    }
    return centre.visits.begin(tx, here.gate().program(), sent.email(), here.t().language());
  }

  private static boolean knownPlace(Here here, String code) {
    return code.isEmpty() || here.t().places().containsKey(code);
  }

  private static Reply later(Reply reply, Duration wait) {
    return reply.with("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())));
  }

  private static long minutes(Duration wait) {
    return Math.max(1, wait.plusSeconds(59).toMinutes());
  }

  private Reply addressPage(Here here, int status, Sent sent, Faults faults) {
    var around = centre.around(here, here.t().say("privacy.prove.title"), "");
    return Reply.html(
        status,
        Pages.print(
            "privacy/prove",
            new Screens.Prove(
                around,
                sent.next(),
                sent.email(),
                Centre.places(here, sent.country()),
                faults,
                MINUTES)));
  }

  private static final UUID NONE = new UUID(0, 0);

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private Reply codePage(Here here, int status, Sent sent, UUID ticket, Faults faults) {
    var around = centre.around(here, here.t().say("privacy.code.title"), "");
    return Reply.html(
        status,
        Pages.print(
            "privacy/code",
            new Screens.Code(
                around, sent.next(), sent.email(), sent.country(), ticket, faults, MINUTES)));
  }
}
