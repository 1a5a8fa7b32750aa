package kepil.draft;

import static kepil.draft.Guess.Kind.*;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import kepil.read.Concept;
import kepil.read.Mention;

/// Guesses from the concept list what each clause speaks of. A clause may speak of several things.
final class Guesses {
  private Guesses() {}

  private static final List<String> PERIODS =
      List.of("hour", "day", "week", "month", "year", "term-time");

  static List<Guess> of(List<Clause> clauses) {
    var all = new ArrayList<Guess>();
    for (var clause : clauses) if (!clause.heading()) of(clause, all);
    return all;
  }

  private static void of(Clause it, List<Guess> all) {
    var fields =
        it.mentions().stream()
            .filter(
                that ->
                    named(it, Concept.Kind.DATA).contains(that)
                        || named(it, Concept.Kind.CHANNEL).contains(that)
                            && !it.names("contact-act")
                            && !it.text().contains("@"))
            .toList();
    boolean taking = it.names(Guess.TAKING) || it.item();
    if (taking && !fields.isEmpty()) {
      all.add(
          new Guess(CATEGORY, fields.getFirst().first().id(), it, ids(fields), said(it, fields)));
    }
    var trackers = named(it, Concept.Kind.TRACKER);
    if (!trackers.isEmpty()) all.add(guess(TRACKER, it, trackers));
    var purposes =
        it.mentions().stream()
            .filter(
                that ->
                    that.concepts().stream()
                        .anyMatch(concept -> Guess.PURPOSES.contains(concept.id())))
            .toList();
    if (!purposes.isEmpty()
        && (it.names("purpose")
            || it.names("use")
            || it.names("process")
            || it.names("send")
            || it.item()
            || it.names("help"))) {
      all.add(guess(PURPOSE, it, purposes));
    }
    var parties = named(it, Concept.Kind.PARTY);
    if (it.names(Guess.GIVING) && !parties.isEmpty()) all.add(guess(RECIPIENT, it, parties));
    if (it.names("consent")
        || it.names("permission")
        || it.names("accept")
        || it.names("refuse") && it.names("choose")) {
      all.add(guess(CHOICE, it, meaning(it, "consent", "permission", "accept", "refuse")));
    }
    var channels = named(it, Concept.Kind.CHANNEL);
    if (!channels.isEmpty()
        && (it.names("contact-act")
            || it.names("send")
            || it.names("notify")
            || it.names("newsletter"))
        && !it.text().contains("@")) {
      all.add(guess(MESSAGE, it, channels));
    }
    var places = named(it, Concept.Kind.PLACE);
    if (!places.isEmpty() && (it.names("transfer") || it.names("send") || it.names("border"))
        || it.names("privacy-shield")) {
      all.add(guess(TRANSFER, it, places.isEmpty() ? meaning(it, "privacy-shield") : places));
    }
    if (it.names("keep") && (it.names("longer") || it.names(PERIODS) || it.names("need"))
        || it.names("destroy")
        || it.names("shred")) {
      all.add(guess(RETENTION, it, meaning(it, "keep", "destroy", "shred", "delete")));
    }
    var rights = meaning(it, Guess.RIGHTS.toArray(String[]::new));
    if (!rights.isEmpty() && (it.names("right") || it.names("ask") || it.names("request-thing"))) {
      all.add(guess(RIGHT, it, rights));
    }
    var measures = named(it, Concept.Kind.MEASURE);
    if (measures.size() > 1) all.add(guess(MEASURE, it, measures));
    if (it.names("child")) all.add(guess(CHILDREN, it, meaning(it, "child")));
    if (it.names("policy") && (it.names("change") || it.names("update"))) {
      all.add(guess(CHANGE, it, meaning(it, "change", "update")));
    }
    if (it.names("direct-marketing") || it.names("sell")) {
      all.add(guess(REFUSAL, it, meaning(it, "direct-marketing", "sell")));
    }
  }

  private static Guess guess(Guess.Kind kind, Clause clause, List<Mention> mentions) {
    return new Guess(
        kind, mentions.getFirst().first().id(), clause, List.of(), said(clause, mentions));
  }

  private static List<Mention> named(Clause clause, Concept.Kind kind) {
    return clause.mentions().stream()
        .filter(
            it ->
                it.concepts().stream()
                    .anyMatch(concept -> concept.kind() == kind && concept.strong()))
        .toList();
  }

  private static List<Mention> meaning(Clause clause, String... ids) {
    var wanted = List.of(ids);
    return clause.mentions().stream()
        .filter(it -> it.concepts().stream().anyMatch(concept -> wanted.contains(concept.id())))
        .toList();
  }

  private static List<String> ids(List<Mention> mentions) {
    var all = new LinkedHashSet<String>();
    for (var it : mentions) all.add(it.first().id());
    return List.copyOf(all);
  }

  private static List<String> said(Clause clause, List<Mention> mentions) {
    var all = new LinkedHashSet<String>();
    for (var it : mentions) if (all.size() < 4) all.add(clause.said(it));
    return List.copyOf(all);
  }
}
