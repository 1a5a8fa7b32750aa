package kepil.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kepil.gate.Entitled;
import kepil.gate.Standing;
import kepil.policy.Right;
import kepil.privacy.Centre.Here;
import kepil.privacy.Screens.Fact;
import kepil.rights.Request;
import kepil.rights.RequestState;
import kepil.rights.Visits.Visitor;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;

/// What a person has asked for, and how it was answered.
final class RequestPages {
  private final Centre centre;

  RequestPages(Centre centre) {
    this.centre = centre;
  }

  List<Route> routes() {
    return List.of(
        centre.getKnown("/requests", "requests", this::list),
        centre.getKnown("/requests/{id}", "requests", this::one));
  }

  private Reply list(Here here, Visitor visitor) {
    var t = here.t();
    var requests =
        visitor
            .subject()
            .map(it -> centre.jdbi.inTransaction(tx -> centre.desk.of(tx, here.org(), it)))
            .orElse(List.of());
    var lines =
        requests.stream()
            .map(
                it ->
                    new Screens.Line(
                        t.at("/requests/" + it.id()),
                        it.reference(),
                        t.right(it.right()),
                        t.day(it.received()),
                        it.state() instanceof RequestState.Received ? t.day(it.due()) : "",
                        status(t, it),
                        tag(it)))
            .toList();
    return Reply.html(
        Pages.print(
            "privacy/requests",
            new Screens.Requests(
                centre.around(here, t.say("privacy.requests.title"), "requests"), lines)));
  }

  /// A request of this very person; another's is as if it were not there.
  static Optional<Request> own(Centre centre, Here here, Visitor visitor, UUID id) {
    if (visitor.subject().isEmpty()) return Optional.empty();
    return centre
        .jdbi
        .inTransaction(tx -> centre.desk.find(tx, here.org(), id))
        .filter(it -> it.subject().equals(visitor.subject()));
  }

  private Reply one(Here here, Visitor visitor) {
    var found =
        DataPages.uuid(here.call().path("id")).flatMap(it -> own(centre, here, visitor, it));
    return found.map(it -> answer(here, visitor, it)).orElseGet(Reply::notFound);
  }

  private Reply answer(Here here, Visitor visitor, Request it) {
    var t = here.t();
    var standing =
        centre.shut(here, visitor)
            ? Standing.unknown()
            : centre
                .jdbi
                .inTransaction(tx -> centre.standing(tx, here, visitor))
                .orElseGet(Standing::unknown);
    boolean refused = it.state() instanceof RequestState.Refused;
    var why =
        it.state() instanceof RequestState.Refused(var reason)
            ? Optional.of(Centre.why(t, reasons(here, it, reason, standing), standing))
            : Optional.<String>empty();
    boolean byResidence =
        it.state() instanceof RequestState.Refused(var reason)
            && reason.equals("right-by-law-of-residence");
    var authorities =
        refused || it.right() == Right.COMPLAINT
            ? Centre.authorities(here, it.authority())
            : List.<Screens.Authority>of();
    return Reply.html(
        Pages.print(
            "privacy/answer",
            new Screens.Answer(
                centre.around(here, t.say("privacy.answer.title"), "requests"),
                t.right(it.right()),
                status(t, it),
                tag(it),
                says(t, it),
                facts(here, it),
                why,
                Centre.grounds(here, it.clauses(), it.articles()),
                authorities,
                byResidence
                    ? Optional.of(centre.residence(here, standing, "limit"))
                    : Optional.empty())));
  }

  /// The reason on file, and another way if there is one.
  private List<String> reasons(Here here, Request it, String reason, Standing standing) {
    if (!reason.equals("right-by-law-of-residence")) return List.of(reason);
    boolean another =
        it.subject()
            .map(subject -> centre.entitled(here, subject, standing, it.right(), it.about()))
            .filter(
                now ->
                    now instanceof Entitled.Denied denied
                        && denied.answer().missing().contains("another-channel"))
            .isPresent();
    return another ? List.of(reason, "another-channel") : List.of(reason);
  }

  private static List<Fact> facts(Here here, Request it) {
    var t = here.t();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact(t.say("privacy.answer.reference"), it.reference()));
    it.about()
        .ifPresent(
            about ->
                facts.add(new Fact(t.say("privacy.answer.about"), about(here, it.right(), about))));
    facts.add(new Fact(t.say("privacy.answer.received"), t.day(it.received())));
    if (!(it.state() instanceof RequestState.Refused)) {
      facts.add(new Fact(t.say("privacy.answer.due"), t.day(it.due())));
    }
    it.closedAt().ifPresent(at -> facts.add(new Fact(t.say("privacy.answer.closed"), t.day(at))));
    return facts;
  }

  private static String about(Here here, Right right, String about) {
    return switch (right) {
      case OBJECTION -> here.t().purpose(about);
      case STOP_SHARING -> here.t().party(about);
      case WITHDRAWAL -> here.t().choice(about);
      default -> about;
    };
  }

  private static String says(Telling t, Request it) {
    return switch (it.state()) {
      case RequestState.Received(var due) -> t.say("privacy.answer.open", t.day(due));
      case RequestState.Completed _ ->
          t.words().knows("privacy.answer.done." + it.right().word())
              ? t.say("privacy.answer.done." + it.right().word())
              : t.say("privacy.answer.done");
      case RequestState.Refused _ -> t.say("privacy.answer.refused");
      case RequestState.Withdrawn _ -> t.say("privacy.answer.taken-back");
    };
  }

  private static String status(Telling t, Request it) {
    return t.say("status." + it.state().word());
  }

  private static String tag(Request it) {
    return switch (it.state()) {
      case RequestState.Received _ -> "wait";
      case RequestState.Completed _ -> "yes";
      case RequestState.Refused _ -> "no";
      case RequestState.Withdrawn _ -> "plain";
    };
  }
}
