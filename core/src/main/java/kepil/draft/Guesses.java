package kepil.draft;

import static kepil.draft.Guess.Kind.*;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.read.Concept;
import kepil.read.Mention;
import kepil.read.Token;
import kepil.read.Tongue;
import kepil.read.Words;

/// Guesses what each clause speaks of; a clause may speak of several things.
///
/// Its own words come first: the lists of `draft.yaml` and the concepts it names. What they leave
/// open is taken from where it stands: below a heading, a line above a list or the head of a table
/// that says what is told there.
final class Guesses {
  private static final List<String> PERIODS =
      List.of("hour", "day", "week", "month", "year", "term-time");
  private static final List<String> GIVING =
      List.of("share", "send", "give", "transfer", "disclose", "sell", "distribute", "publish");

  /// Data by their name, and in a policy hardly ever data: `our answer`, `the order`.
  private static final Set<String> LOOSE =
      Set.of(
          "answer",
          "comment",
          "language",
          "activity",
          "experience",
          "event",
          "domain",
          "model",
          "record-act",
          "recording");

  private final Signs signs;
  private final List<Guess> all = new ArrayList<>();
  private boolean presented;

  /// What the clauses here are about, and where that is said: of the section, and of the list or
  /// table within it.
  private Map<Guess.Kind, Clause> section = Map.of();

  private Map<Guess.Kind, Clause> list = Map.of();
  private boolean formal;

  private Guesses(Signs signs) {
    this.signs = signs;
  }

  static List<Guess> of(List<Clause> clauses, Words words, Tongue tongue) {
    var guesses = new Guesses(new Signs(words, tongue));
    boolean table = false;
    for (var clause : clauses) {
      if (clause.heading()) {
        // The title speaks of the whole document.
        if (clause.level() > 1) guesses.heading(clause);
      } else if (clause.row() && !table && head(clause)) guesses.list = guesses.columns(clause);
      else {
        if (!clause.item() && !clause.row()) guesses.list = Map.of();
        guesses.read(clause);
        if (clause.opensList()) guesses.list = guesses.topics(clause);
      }
      table = clause.row();
    }
    return guesses.all;
  }

  /// The first row of a table names its columns: no figures, a few words each.
  private static boolean head(Clause clause) {
    return clause.sentence().words().size() < 12 && !clause.bears(Token.Kind.NUMBER);
  }

  private void heading(Clause clause) {
    var topics = topics(clause);
    list = Map.of();
    formal = clause.level() < 3 ? signs.has("topic-none", clause) : formal;
    // A label within a section that says nothing leaves the section's topic.
    if (clause.level() < 3 || !topics.isEmpty()) section = topics;
  }

  private Map<Guess.Kind, Clause> topics(Clause clause) {
    var topics = new EnumMap<Guess.Kind, Clause>(Guess.Kind.class);
    for (var kind : TOPICS) if (signs.has("topic-" + kind.list, clause)) topics.put(kind, clause);
    // `We need your data in order to:` leads to purposes.
    if (clause.opensList() && topics.containsKey(PURPOSE)) topics.remove(CATEGORY);
    return topics;
  }

  private Map<Guess.Kind, Clause> columns(Clause head) {
    var topics = topics(head);
    if (signs.has("column-data", head)) topics.put(CATEGORY, head);
    return topics;
  }

  private static final Set<Guess.Kind> TOPICS =
      EnumSet.of(
          PARTY, CATEGORY, TRACKER, PURPOSE, RECIPIENT, TRANSFER, RETENTION, RIGHT, MEASURE,
          CHILDREN, CHANGE);

  private boolean about(Guess.Kind kind) {
    return section.containsKey(kind) || list.containsKey(kind);
  }

  private void read(Clause it) {
    var own = new LinkedHashMap<Guess.Kind, List<String>>();
    boolean listed = it.item() || it.row();
    boolean refused = signs.has("refusal", it);
    boolean itself = signs.has("of-itself", it);
    boolean changing = signs.has("change", it);
    var fields = fields(it);
    for (var kind : Guess.Kind.values()) {
      if (kind == CATEGORY) continue;
      if (refused && Set.of(PURPOSE, RECIPIENT, MESSAGE).contains(kind)) continue;
      if (kind == RETENTION && (changing || itself)) continue;
      // Who may object to a use does not say that there is one.
      if (kind == PURPOSE && about(RIGHT) && !about(PURPOSE)) continue;
      // A password that is asked for is data, a backup that is kept is kept.
      if (kind == MEASURE && (about(CATEGORY) || about(RETENTION)) && !about(MEASURE)) continue;
      var said = signs.said(kind.list, it);
      if (!said.isEmpty()) own.put(kind, said);
    }
    party(it, own);
    var parties = it.named(Concept.Kind.PARTY);
    if (!refused && !parties.isEmpty() && it.names(GIVING) && !itself) {
      own.putIfAbsent(RECIPIENT, said(it, parties));
    }
    var places = it.named(Concept.Kind.PLACE);
    if (!places.isEmpty() && it.names(List.of("transfer", "send", "border", "keep", "server"))) {
      own.putIfAbsent(TRANSFER, said(it, places));
    }
    var measures = it.named(Concept.Kind.MEASURE);
    if (measures.size() > 1) own.putIfAbsent(MEASURE, said(it, measures));
    boolean taken = signs.has("taking", it) && !it.bears(Token.Kind.EMAIL);
    boolean loose = section.isEmpty() && list.isEmpty() && listed;
    if (!fields.isEmpty() && (about(CATEGORY) || taken || loose)) {
      own.put(CATEGORY, said(it, fields));
    }
    var named = new LinkedHashSet<>(said(it, parties));
    own.computeIfPresent(
        RECIPIENT,
        (_, said) -> {
          named.addAll(said);
          return named.stream().limit(4).toList();
        });
    own.forEach((kind, said) -> add(kind, it, said, fields, Optional.empty()));
    if (own.isEmpty() && (formal || itself)) return;
    var topics = new EnumMap<Guess.Kind, Clause>(Guess.Kind.class);
    topics.putAll(section);
    if (!list.isEmpty()) {
      topics.clear();
      topics.putAll(list);
      if (it.row()) section.forEach(topics::putIfAbsent);
    }
    topics.forEach(
        (kind, from) -> {
          if (own.containsKey(kind) || !fits(kind, it, own.keySet(), listed, fields)) return;
          var said = signs.said("topic-" + kind.list, from);
          if (said.isEmpty()) said = signs.said("column-data", from);
          add(kind, it, said, fields, Optional.of(from));
        });
  }

  /// Who answers for the data: a company that presents itself, or the first one named where that is
  /// told.
  private void party(Clause it, Map<Guess.Kind, List<String>> own) {
    var form = signs.said("legal-form", it);
    if (form.isEmpty()) return;
    boolean first = !presented && (section.isEmpty() || about(PARTY));
    if (about(PARTY) || first || signs.has("registered", it)) {
      if (!own.containsKey(RECIPIENT)) own.putIfAbsent(PARTY, form);
    }
    presented = true;
  }

  /// Whether a clause is what the place it stands in leads to expect.
  private static boolean fits(
      Guess.Kind kind, Clause it, Set<Guess.Kind> own, boolean listed, List<Mention> fields) {
    // Nearly every clause names some data.
    boolean silent = Set.of(CATEGORY).containsAll(own) && !it.opensList();
    return switch (kind) {
      case CATEGORY -> listed || !fields.isEmpty() && silent;
      case PURPOSE -> listed || silent;
      case RECIPIENT ->
          silent
              || listed
              || !it.named(Concept.Kind.PARTY).isEmpty()
                  && !own.contains(REFUSAL)
                  && !own.contains(TRANSFER);
      case RETENTION -> silent || listed || it.bears(Token.Kind.NUMBER) && it.names(PERIODS);
      default -> silent || listed && it.row();
    };
  }

  private void add(
      Guess.Kind kind, Clause it, List<String> said, List<Mention> fields, Optional<Clause> under) {
    all.add(
        new Guess(
            kind,
            what(kind, it, fields),
            it,
            kind == CATEGORY ? ids(fields) : List.of(),
            said,
            under));
  }

  /// A name for the entry: the concept it hangs on, or the kind where no concept of it is named.
  private static String what(Guess.Kind kind, Clause it, List<Mention> fields) {
    var named =
        switch (kind) {
          case CATEGORY -> fields;
          case TRACKER -> it.named(Concept.Kind.TRACKER);
          case PARTY, RECIPIENT -> it.named(Concept.Kind.PARTY);
          case TRANSFER -> it.named(Concept.Kind.PLACE);
          case RIGHT -> it.named(Concept.Kind.RIGHT);
          case MESSAGE -> it.named(Concept.Kind.CHANNEL);
          case MEASURE -> it.named(Concept.Kind.MEASURE);
          case PURPOSE -> it.named(Concept.Kind.ACT);
          default -> List.<Mention>of();
        };
    return named.isEmpty() ? kind.list : named.getFirst().first().id();
  }

  /// What is data in a clause. A channel is an address where data are told, and not where people
  /// are told where to write.
  private static List<Mention> fields(Clause it) {
    var all = new LinkedHashSet<>(it.named(Concept.Kind.DATA));
    if (!it.bears(Token.Kind.EMAIL)) all.addAll(it.named(Concept.Kind.CHANNEL));
    return it.mentions().stream()
        .filter(that -> all.contains(that) && !LOOSE.contains(that.first().id()))
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
