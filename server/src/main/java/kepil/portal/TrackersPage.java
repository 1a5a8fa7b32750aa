package kepil.portal;

import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.policy.Program;
import kepil.web.Cookie;
import kepil.words.Frame;
import kepil.words.Words;

/// Every cookie and similar tool the policy declares: whose it is, how long it lives, what it is
/// for, and what it waits for.
public record TrackersPage(
    Frame frame, Words words, String org, List<Tracker> trackers, List<Own> own) {
  /// @param owner who owns it; the party that answers for it where nobody else is named
  /// @param necessary why the service cannot work without it
  /// @param purposes what it is for, by their names; `collects` the fields that enter here
  /// @param choices without which it does not work, each a sentence as it is asked
  /// @param facts that must hold for it to work
  public record Tracker(
      String id,
      String title,
      String owner,
      Optional<String> host,
      Optional<String> lifetime,
      Optional<PolicyPage.Own> necessary,
      List<String> purposes,
      List<String> collects,
      List<String> choices,
      List<String> facts,
      List<String> clauses) {}

  /// A cookie of these pages themselves, which no policy declares.
  public record Own(String name, String use) {}

  static String address(Program program) {
    return "/" + program.id() + "/trackers";
  }

  static TrackersPage of(Visit visit) {
    var words = visit.words();
    return new TrackersPage(
        visit.frame(words.say("trackers.title"), address(visit.program()), "policy"),
        words,
        visit.org(),
        visit.program().points().values().stream()
            .filter(Program.Point::tracker)
            .map(it -> tracker(visit, it))
            .toList(),
        List.of(
            new Own(Cookie.LANGUAGE, words.say("trackers.own.language")),
            new Own(Cookie.VISIT, words.say("trackers.own.visit")),
            new Own(Cookie.RECEIPT, words.say("trackers.own.receipt"))));
  }

  /// Whether any waits for somebody's yes.
  public boolean asked() {
    return trackers.stream().anyMatch(it -> !it.choices().isEmpty());
  }

  private static Tracker tracker(Visit visit, Program.Point it) {
    var words = visit.words();
    var names = visit.names();
    return new Tracker(
        it.id(),
        visit.point(it.id()),
        visit.party(it.owner().orElse(it.controller())),
        it.host(),
        it.lifetime().map(Period::parse).map(words::period),
        it.necessary().map(why -> new PolicyPage.Own(why, visit.program().remarks())),
        it.purposes().stream().map(id -> names.purposes().getOrDefault(id, id)).toList(),
        it.collects().stream().map(visit::label).toList(),
        said(it, names.choices()),
        said(it, names.facts()),
        it.clauses());
  }

  private static List<String> said(Program.Point it, Map<String, String> words) {
    return it.needs().stream().sorted().filter(words::containsKey).map(words::get).toList();
  }
}
