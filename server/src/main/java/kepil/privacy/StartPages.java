package kepil.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepil.policy.Program;
import kepil.policy.Right;
import kepil.privacy.Centre.Here;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;

/// The start of the centre: what one can do here, and who answers. For everybody.
final class StartPages {
  private final Centre centre;

  StartPages(Centre centre) {
    this.centre = centre;
  }

  List<Route> routes() {
    return List.of(
        centre.get("", this::start),
        centre.post(
            "/leave", here -> centre.leaving(here, Reply.redirect(here.t().at("?left=yes")))));
  }

  private Reply start(Here here) {
    var t = here.t();
    boolean left = here.call().query("left").isPresent() && here.visitor().isEmpty();
    return Reply.html(
        Pages.print(
            "privacy/start",
            new Screens.Start(
                centre.around(here, t.say("privacy.title"), ""),
                left,
                cards(here),
                controllers(here),
                contacts(here))));
  }

  /// Only what this policy offers, and offers here.
  private static List<Screens.Card> cards(Here here) {
    var all = new ArrayList<Screens.Card>();
    if (Centre.sees(here.gate())) {
      card(all, here, "data", "/data", Right.ACCESS, Right.INFORMATION);
      card(all, here, "copy", "/copy", Right.ACCESS, Right.PORTABILITY);
    }
    card(all, here, "correct", "/correct", Right.CORRECTION);
    card(all, here, "erase", "/erase", Right.ERASURE);
    card(all, here, "limit", "/limit", Right.RESTRICTION, Right.OBJECTION);
    if (here.gate().program().words().values().stream().anyMatch(Program.Word::choice)) {
      all.add(
          new Screens.Card(
              "choices",
              here.t().at("/choices"),
              here.t().say("privacy.card.choices"),
              here.t().say("privacy.card.choices.says"),
              Centre.clauses(here, Right.WITHDRAWAL)));
    }
    boolean sharing = offers(here, Right.STOP_SHARING);
    boolean surveys = offers(here, Right.STOP_SURVEYS);
    card(
        all,
        here,
        sharing && surveys ? "stop" : sharing ? "stop-sharing" : "stop-surveys",
        sharing ? "/limit#stop-sharing" : "/limit#stop-surveys",
        Right.STOP_SHARING,
        Right.STOP_SURVEYS);
    card(all, here, "ask", "/ask", Right.QUESTION, Right.COMPLAINT);
    card(all, here, "child", "/child", Right.CHILD_REPORT);
    card(all, here, "incident", "/incident", Right.INCIDENT_REPORT);
    card(all, here, "close", "/close", Right.ACCOUNT_CLOSURE);
    return all;
  }

  private static boolean offers(Here here, Right right) {
    return !Centre.offered(here.gate(), right).isEmpty();
  }

  private static void card(
      List<Screens.Card> all, Here here, String name, String rest, Right... rights) {
    var clauses = Centre.clauses(here, rights);
    if (clauses.isEmpty()) return;
    all.add(
        new Screens.Card(
            name,
            here.t().at(rest),
            here.t().say("privacy.card." + name),
            here.t().say("privacy.card." + name + ".says"),
            clauses));
  }

  /// The parties that answer for the points where data enter.
  private static List<String> controllers(Here here) {
    var program = here.gate().program();
    return program.points().values().stream()
        .map(Program.Point::controller)
        .distinct()
        .map(
            it -> {
              var country =
                  Optional.ofNullable(program.parties().get(it)).flatMap(Program.Party::country);
              return here.t().party(it)
                  + country.map(place -> ", " + here.t().words().place(place)).orElse("");
            })
        .toList();
  }

  /// The address book of the policy, without the links that lead to others.
  private static List<Screens.Contact> contacts(Here here) {
    return here.gate().program().contacts().values().stream()
        .filter(it -> !it.kind().equals("link"))
        .map(
            it ->
                new Screens.Contact(
                    here.t().say("privacy.contact." + it.kind()),
                    it.value(),
                    switch (it.kind()) {
                      case "email" -> Optional.of("mailto:" + it.value());
                      case "telephone" ->
                          Optional.of("tel:" + it.value().replaceAll("[^0-9+]", ""));
                      default -> Optional.<String>empty();
                    }))
        .toList();
  }
}
