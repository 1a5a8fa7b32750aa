package kepil.portal;

import java.time.Period;
import java.util.List;
import java.util.Optional;
import kepil.policy.Program;
import kepil.words.Frame;
import kepil.words.Words;

/// Every cookie and similar tool the policy declares: whose it is, how long it lives, what it is
/// for, and what it waits for.
public record TrackersPage(Frame frame, Words words, String org, List<Tracker> trackers) {
  /// @param owner who owns it; the party that answers for it where nobody else is named
  /// @param necessary why the service cannot work without it
  /// @param purposes what it is for, by their names; `collects` the fields that enter here
  /// @param choices without which it does not work, each a sentence as it is asked
  public record Tracker(
      String id,
      String title,
      String kind,
      String owner,
      Optional<String> host,
      Optional<String> lifetime,
      Optional<PolicyPage.Own> necessary,
      List<String> purposes,
      List<String> collects,
      List<String> choices,
      List<String> clauses) {}

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
            .toList());
  }

  private static Tracker tracker(Visit visit, Program.Point it) {
    var words = visit.words();
    var names = visit.names();
    return new Tracker(
        it.id(),
        visit.point(it.id()),
        words.capital(words.say("kind." + it.kind())),
        visit.party(it.owner().orElse(it.controller())),
        it.host(),
        it.lifetime().map(Period::parse).map(words::period),
        it.necessary().map(why -> new PolicyPage.Own(why, visit.program().remarks())),
        it.purposes().stream().map(id -> names.purposes().getOrDefault(id, id)).toList(),
        it.collects().stream().map(visit::label).toList(),
        it.needs().stream()
            .sorted()
            .map(names.choices()::get)
            .filter(text -> text != null)
            .toList(),
        it.clauses());
  }
}
