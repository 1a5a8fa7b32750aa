package kepil.draft;

import static kepil.draft.Guess.Kind.*;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.read.Concept;
import kepil.read.Mention;
import kepil.read.Sentence;
import kepil.read.Token;

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
          "statistics",
          "record-act",
          "recording");

  /// People whom the data are about; nobody gives their data to them.
  private static final Set<String> CONCERNED =
      Set.of("child", "parent", "subject", "client", "family");

  /// What is never done is not done to anybody.
  private static final Set<Guess.Kind> REFUSED = EnumSet.of(PURPOSE, RECIPIENT, MESSAGE, TRANSFER);

  /// A sentence has more words than a label within running text.
  private static final int LABEL = 4;

  /// A line of a list has fewer words than a sentence, though it stands by itself.
  private static final int FRAGMENT = 10;

  private final Signs signs;
  private final List<Guess> all = new ArrayList<>();
  private boolean presented;

  /// Whether some clause says of a company that it answers for the data.
  private final boolean responsible;

  /// What the clauses here are about, and where that is said: of the section, and of the list or
  /// table within it.
  private Map<Guess.Kind, Clause> section = Map.of();

  private Map<Guess.Kind, Clause> list = Map.of();

  /// A column of a table: what is below the words of its head.
  private record Column(Clause row, Sentence head, Set<Guess.Kind> tells) {}

  /// The columns of the table that is being read; none below no head.
  private List<Column> columns = List.of();

  private boolean formal;

  /// Whether a section was opened.
  private boolean headed;

  /// Whether children are spoken of in three sections that are not about them, as at a school: then
  /// no clause is about them because it names one.
  private final boolean everywhere;

  private Guesses(Signs signs, List<Clause> clauses) {
    this.signs = signs;
    this.responsible =
        clauses.stream().anyMatch(it -> signs.has("party", it) && signs.has("legal-form", it));
    var naming = new HashSet<String>();
    var section = "";
    for (var it : clauses) {
      if (it.heading() && it.level() < 3) section = it.id();
      if (it.heading() && signs.has("topic-children", it)) section = "";
      if (!section.isEmpty() && signs.has("child", it)) naming.add(section);
    }
    this.everywhere = naming.size() > 2;
  }

  static List<Guess> of(List<Clause> clauses, Signs signs) {
    var guesses = new Guesses(signs, clauses);
    for (var clause : clauses) {
      if (clause.row()) guesses.row(clause);
      else guesses.columns = List.of();
      if (clause.row()) continue;
      if (clause.heading()) {
        // The title speaks of the whole document.
        if (clause.level() > 1) guesses.heading(clause);
      } else {
        if (!clause.item()) guesses.list = Map.of();
        guesses.read(clause);
      }
    }
    guesses.openers(clauses);
    var order = new HashMap<String, Integer>();
    for (var it : clauses) order.put(it.id(), order.size());
    guesses.all.sort(Comparator.comparing(it -> order.get(it.clause().id())));
    return guesses.all;
  }

  /// A line above a list that says nothing itself is kept by what keeps each of the list.
  private void openers(List<Clause> clauses) {
    var kinds = new HashMap<Clause, Set<Guess.Kind>>();
    for (var it : all) {
      kinds.computeIfAbsent(it.clause(), _ -> EnumSet.noneOf(Guess.Kind.class)).add(it.kind());
    }
    for (int at = 0; at + 1 < clauses.size(); at++) {
      var it = clauses.get(at);
      if (it.heading() || !it.opensList() || kinds.containsKey(it)) continue;
      var common = EnumSet.allOf(Guess.Kind.class);
      for (int next = at + 1; next < clauses.size() && clauses.get(next).item(); next++) {
        common.retainAll(kinds.getOrDefault(clauses.get(next), Set.of()));
      }
      var first = clauses.get(at + 1);
      if (!first.item()) continue;
      for (var kind : common) {
        var that = all.stream().filter(g -> g.clause() == first && g.kind() == kind).findFirst();
        that.ifPresent(
            g ->
                all.add(
                    new Guess(kind, g.what(), it, g.fields(), g.said(), Optional.of(first), "")));
      }
    }
  }

  private void heading(Clause clause) {
    var topics = topics(clause);
    list = Map.of();
    headed = true;
    formal = clause.level() < 3 ? signs.has("topic-none", clause) : formal;
    // A label within a section that says nothing leaves the section's topic.
    if (clause.level() < 3 || !topics.isEmpty()) section = topics;
  }

  private Map<Guess.Kind, Clause> topics(Clause clause) {
    var topics = new EnumMap<Guess.Kind, Clause>(Guess.Kind.class);
    for (var kind : TOPICS) if (signs.has("topic-" + kind.list, clause)) topics.put(kind, clause);
    // `How we keep your data safe` is no term.
    if (signs.has("kept-safe", clause)) topics.remove(RETENTION);
    return topics;
  }

  /// What a line above a list leads to: what it is about, and what it says itself.
  private Map<Guess.Kind, Clause> opened(Clause clause, Set<Guess.Kind> own) {
    var topics = topics(clause);
    if (signs.has("taking", clause)) topics.putIfAbsent(CATEGORY, clause);
    // `We need your data in order to:` leads to purposes.
    if (topics.containsKey(PURPOSE)) topics.remove(CATEGORY);
    for (var kind : own) if (TOPICS.contains(kind)) topics.putIfAbsent(kind, clause);
    if (signs.has("for-us", clause)) topics.remove(PURPOSE);
    // `The controller collects:` says who does it, and leads to what.
    if (topics.size() > 1) topics.remove(PARTY);
    return topics;
  }

  /// A row of a table speaks of what its columns say, each cell of what stands at the head of its
  /// own; below no head it is a clause like others.
  private void row(Clause it) {
    if (it.heading()) {
      columns = new ArrayList<>();
      for (var cell : Clause.cells(it.sentence())) {
        columns.add(new Column(it, cell, signs.columns(cell)));
      }
      return;
    }
    if (columns.isEmpty()) {
      read(it);
      return;
    }
    var fields = fields(it);
    var told = EnumSet.noneOf(Guess.Kind.class);
    var cells = Clause.cells(it.sentence());
    for (int at = 0; at < Math.min(cells.size(), columns.size()); at++) {
      // A dash is an empty cell.
      if (cells.get(at).words().isEmpty()) continue;
      var column = columns.get(at);
      for (var kind : column.tells()) {
        if (!told.add(kind)) continue;
        var said = signs.said("column-" + kind.list, column.head());
        add(kind, it, said, fields, Optional.of(column.row()), cells.get(at).text());
      }
    }
    boolean refused = signs.has("refusal", it);
    for (var kind : List.of(TRACKER, CHOICE, MESSAGE, TRANSFER)) {
      var said = signs.said(kind.list, it);
      if (!said.isEmpty() && !(refused && kind == MESSAGE) && told.add(kind)) {
        add(kind, it, said, fields, Optional.empty());
      }
    }
    for (var kind : List.of(CATEGORY, TRACKER, PURPOSE, RECIPIENT, RETENTION)) {
      var from = section.get(kind);
      if (from == null || kind == CATEGORY && fields.isEmpty() || !told.add(kind)) continue;
      add(kind, it, signs.said("topic-" + kind.list, from), fields, Optional.of(from));
    }
  }

  private static final Set<Guess.Kind> TOPICS =
      EnumSet.of(
          PARTY, CATEGORY, TRACKER, PURPOSE, RECIPIENT, TRANSFER, RETENTION, RIGHT, MEASURE,
          CHILDREN, CHANGE);

  private boolean about(Guess.Kind kind) {
    return section.containsKey(kind) || list.containsKey(kind);
  }

  private void read(Clause it) {
    boolean listed = it.item() || it.row();
    boolean refused = signs.has("refusal", it);
    boolean itself = signs.has("of-itself", it);
    var fields = fields(it);
    var own = said(it, refused, itself);
    party(it, own);
    var parties =
        it.named(Concept.Kind.PARTY).stream()
            .filter(that -> !CONCERNED.contains(that.first().id()))
            .toList();
    boolean given = !own.containsKey(TRANSFER) && !own.containsKey(MEASURE);
    if (!refused && given && !parties.isEmpty() && it.names(GIVING) && !itself) {
      own.putIfAbsent(RECIPIENT, said(it, parties));
    }
    var places = it.named(Concept.Kind.PLACE);
    if (!refused
        && !places.isEmpty()
        && (it.names(List.of("transfer", "send", "border", "keep", "server"))
            || signs.has("lies", it))) {
      own.putIfAbsent(TRANSFER, said(it, places));
    }
    var measures = it.named(Concept.Kind.MEASURE);
    if (measures.size() > 1) own.putIfAbsent(MEASURE, said(it, measures));
    boolean taken = signs.has("taking", it) && !it.bears(Token.Kind.EMAIL);
    boolean loose = section.isEmpty() && list.isEmpty() && listed;
    if (!fields.isEmpty() && !(refused && !listed) && (about(CATEGORY) || taken || loose)) {
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
    // A few words before a sentence are its heading: `From you.`
    boolean label = !listed && it.sentence().words().size() < LABEL;
    if (!(own.isEmpty() && (formal || itself || label))) stands(it, own.keySet(), listed, fields);
    if (it.opensList()) list = opened(it, own.keySet());
  }

  /// What a clause says in words that the lists have, but for what they only seem to say.
  private Map<Guess.Kind, List<String>> said(Clause it, boolean refused, boolean itself) {
    var own = new LinkedHashMap<Guess.Kind, List<String>>();
    for (var kind : Guess.Kind.values()) {
      if (kind == CATEGORY || refused && REFUSED.contains(kind)) continue;
      var said = signs.said(kind.list, it);
      if (kind == CHILDREN && said.isEmpty() && !everywhere) said = signs.said("child", it);
      if (!said.isEmpty()) own.put(kind, said);
    }
    if (own.containsKey(CHANGE) || itself) own.remove(RETENTION);
    // What a right asks for is no term.
    if (own.containsKey(RIGHT) && about(RIGHT)) own.remove(RETENTION);
    // Who may object to a use does not say that there is one; nor does who says that data are used
    // for the purposes that are stated.
    if (about(RIGHT) && !about(PURPOSE) || signs.has("purpose-spoken", it) && !it.opensList()) {
      own.remove(PURPOSE);
    }
    // A password that is asked for is data, a backup that is kept is kept.
    if ((about(CATEGORY) || about(RETENTION)) && !about(MEASURE)) own.remove(MEASURE);
    // Who is told of a breach is told by way of protection.
    if (signs.has("breach", it)) {
      own.putIfAbsent(MEASURE, signs.said("breach", it));
      own.remove(MESSAGE);
    }
    // What a measure serves is no purpose.
    if (own.containsKey(MEASURE) && !about(PURPOSE)) own.remove(PURPOSE);
    // Consent that is named among the bases asks for nothing by itself.
    if (signs.has("bases", it)) own.remove(CHOICE);
    // How a change is told is asked of the change.
    if (own.containsKey(CHANGE) || about(CHANGE) && own.containsKey(MESSAGE)) {
      if (own.containsKey(MESSAGE)) own.putIfAbsent(CHANGE, own.get(MESSAGE));
      own.remove(MESSAGE);
    }
    // To switch off a tracker, or stop letters, is a choice where nobody tells of rights.
    if (own.containsKey(CHOICE) && headed && !about(RIGHT)) own.remove(RIGHT);
    // What is sent because somebody asked for it is no message.
    if (own.containsKey(RIGHT) && about(RIGHT)) own.remove(MESSAGE);
    // What others do for us is no purpose, and what we give to people is theirs.
    if (signs.has("for-us", it)) own.remove(PURPOSE);
    if (it.named(Concept.Kind.PARTY).isEmpty() && signs.has("to-you", it)) own.remove(RECIPIENT);
    return own;
  }

  /// What the place where a clause stands leads to expect.
  private void stands(Clause it, Set<Guess.Kind> own, boolean listed, List<Mention> fields) {
    var topics = list.isEmpty() ? section : list;
    topics.forEach(
        (kind, from) -> {
          if (own.contains(kind) || !fits(kind, it, own, listed, fields)) return;
          if (kind == PURPOSE && (signs.has("bases", it) || signs.has("purpose-spoken", it)))
            return;
          // A whole sentence that says what something is for has a word for it.
          boolean whole = !listed && it.sentence().words().size() > FRAGMENT;
          if (kind == PURPOSE && whole && !signs.has("aim", it)) return;
          var said = signs.said("topic-" + kind.list, from);
          if (said.isEmpty()) said = signs.said(kind == CATEGORY ? "taking" : kind.list, from);
          add(kind, it, said, fields, Optional.of(from));
        });
  }

  /// Who answers for the data: a company that presents itself, or the first one named where that is
  /// told.
  private void party(Clause it, Map<Guess.Kind, List<String>> own) {
    var form = signs.said("legal-form", it);
    // `A person responsible for processing is appointed` names nobody.
    if (own.containsKey(MEASURE) && form.isEmpty()) own.remove(PARTY);
    if (own.containsKey(PARTY)) presented = true;
    if (form.isEmpty()) return;
    boolean first = !presented && !responsible && (section.isEmpty() || about(PARTY));
    if (about(PARTY) || first || signs.has("registered", it)) {
      if (!own.containsKey(RECIPIENT)) own.putIfAbsent(PARTY, form);
    }
    presented = true;
  }

  /// Whether a clause is what the place it stands in leads to expect.
  private boolean fits(
      Guess.Kind kind, Clause it, Set<Guess.Kind> own, boolean listed, List<Mention> fields) {
    // Nearly every clause names some data.
    boolean silent = Set.of(CATEGORY).containsAll(own) && !it.opensList();
    return switch (kind) {
      case CATEGORY -> listed || !fields.isEmpty() && silent;
      case PARTY -> silent && !presented && !listed;
      case PURPOSE -> listed || silent;
      case RECIPIENT ->
          silent
              || listed
              || !it.named(Concept.Kind.PARTY).isEmpty()
                  && !own.contains(REFUSAL)
                  && !own.contains(MEASURE)
                  && !own.contains(TRANSFER);
      case CHILDREN -> silent || Set.of(CHOICE).containsAll(own);
      case RETENTION -> silent || listed || it.bears(Token.Kind.NUMBER) && it.names(PERIODS);
      default -> silent || listed && it.row();
    };
  }

  private void add(
      Guess.Kind kind, Clause it, List<String> said, List<Mention> fields, Optional<Clause> under) {
    add(kind, it, said, fields, under, "");
  }

  private void add(
      Guess.Kind kind,
      Clause it,
      List<String> said,
      List<Mention> fields,
      Optional<Clause> under,
      String cell) {
    var ids = kind == CATEGORY ? ids(fields) : List.<String>of();
    all.add(new Guess(kind, what(kind, it, fields), it, ids, said, under, cell));
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
        // `Operator` is a network beside a telephone number, and else the one who collects.
        .filter(
            that -> that.concepts().stream().noneMatch(also -> also.kind() == Concept.Kind.PARTY))
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
