package kepil.read;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// What the endings and the small words of a language say: refusal, possibility, duty, who acts,
/// whose.
///
/// This is no parser. Kazakh and Azerbaijani carry all of it at the end of the verb, so a table of
/// endings tells it; Russian and English carry it in small words before the verb.
abstract class Grammar {
  /// What a noun is to the act.
  enum Role {
    BY,
    WITH,
    TO,
    FROM,
    UNSAID
  }

  static Grammar of(Tongue tongue) {
    return switch (tongue) {
      case KK -> KAZAKH;
      case AZ -> AZERBAIJANI;
      case RU -> RUSSIAN;
      case EN -> ENGLISH;
      case OTHER -> UNKNOWN;
    };
  }

  /// Compiled once each; the patterns stand where they are used, because that is where they can be
  /// understood.
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  static boolean fits(String word, String pattern) {
    return PATTERNS.computeIfAbsent(pattern, Pattern::compile).matcher(word).matches();
  }

  static Set<String> listed(String words) {
    return new HashSet<>(List.of(words.strip().split("\\s+")));
  }

  private static final Grammar KAZAKH = new KazakhGrammar();
  private static final Grammar AZERBAIJANI = new AzerbaijaniGrammar();
  private static final Grammar RUSSIAN = new RussianGrammar();
  private static final Grammar ENGLISH = new EnglishGrammar();
  private static final Grammar UNKNOWN = new Unknown();

  private final Set<String> small;

  /// @param small words that only join others
  Grammar(Set<String> small) {
    this.small = small;
  }

  /// The clues of a unit, from left to right.
  abstract List<Clue> clues(Unit unit);

  /// Whether the word only joins others.
  final boolean small(String folded) {
    return small.contains(folded);
  }

  /// Words that say no without a negated verb: except, without, only, below.
  abstract boolean denies(List<String> folded, int at);

  /// To whom a noun belongs.
  abstract Clue.Who owner(List<String> folded, Mention mention);

  abstract Role role(List<String> folded, Mention mention);

  /// Number of words that deny, negated verbs included.
  final int denials(Unit unit) {
    int all = (int) unit.clues().stream().filter(Clue::refused).count();
    for (int at = 0; at < unit.folded().size(); at++) {
      int word = at;
      if (denies(unit.folded(), at)
          && unit.clues().stream().noneMatch(it -> it.refused() && it.at() == word)) {
        all++;
      }
    }
    return all;
  }

  /// The mention that the verb at a word means. An auxiliary points back to the word that means
  /// something.
  static int anchor(Unit unit, int at, boolean auxiliary) {
    var all = unit.mentions();
    for (int index = 0; index < all.size(); index++) {
      var it = all.get(index);
      if (it.from() <= at && at < it.to() && !auxiliary) return light(unit, index);
    }
    for (int index = all.size() - 1; index >= 0; index--) {
      var it = all.get(index);
      // `Келіскеннен кейін істейміз`: what comes after another act is not that act.
      if (it.to() <= at
          && at - it.to() < 3
          && acts(it)
          && !fits(unit.folded().get(it.to() - 1), ".+[ғқгк][ае]н(?:нен|нан)|.+d[iuü][kq]d[aə]n")) {
        return light(unit, index);
      }
    }
    return -1;
  }

  /// `шағым жасау`, `razılıq vermək`: the act stands before the verb that only carries it.
  private static int light(Unit unit, int index) {
    var all = unit.mentions();
    var it = all.get(index);
    boolean carries = it.means("carry-out") || it.means("give") || it.means("receive");
    if (!carries
        || index == 0
        || all.get(index - 1).to() != it.from()
        || !acts(all.get(index - 1))) {
      return index;
    }
    // A verb with an ending of its own is no object of the next.
    return fits(
            unit.folded().get(it.from() - 1),
            ".*(?:ңыз|ңіз|с[ае]|[ыі]п|с[ыі]з|s[iuü]z|n[iuü]z|s[aə]|[iuü]b|[aə]raq|[aə]r[aə]k)")
        ? index
        : index - 1;
  }

  /// The nearest act before a word, however far.
  static int last(Unit unit, int at) {
    for (int index = unit.mentions().size() - 1; index >= 0; index--) {
      if (unit.mentions().get(index).to() <= at && acts(unit.mentions().get(index))) return index;
    }
    return -1;
  }

  /// Whether a word can be a verb: it is no thing, and does not say no by its meaning already.
  static boolean acting(Unit unit, int at) {
    for (var it : unit.mentions()) {
      if (it.from() <= at && at < it.to()) {
        return acts(it)
            || it.small()
            || it.means("access")
            || it.to() - it.from() > 1
                && !it.is(Concept.Kind.DATA)
                && !it.is(Concept.Kind.THING)
                && !it.is(Concept.Kind.PARTY);
      }
    }
    return true;
  }

  /// Whether the word says no by what it means already: `unauthorised`.
  static boolean denying(Unit unit, int at) {
    return unit.mentions().stream()
        .anyMatch(
            it ->
                it.from() <= at
                    && at < it.to()
                    && (it.means("unauthorised") || it.means("misuse")));
  }

  /// The first act that is mentioned after a word.
  static int following(Unit unit, int at, int within) {
    var all = unit.mentions();
    for (int index = 0; index < all.size(); index++) {
      var it = all.get(index);
      if (it.from() >= at && it.from() - at <= within && acts(it)) return index;
    }
    return -1;
  }

  static boolean acts(Mention it) {
    return it.is(Concept.Kind.ACT)
        || it.is(Concept.Kind.CHOICE)
        || it.is(Concept.Kind.RIGHT)
        || it.is(Concept.Kind.MEASURE)
        || it.means("exist")
        || it.means("basis");
  }

  /// Whether a comma or another sign that parts stands between two words.
  static boolean parted(Unit unit, int from, int to) {
    for (int at = from; at < to; at++) {
      var before = unit.words().get(at);
      var word = unit.words().get(at + 1);
      if (before.block() != word.block() || before.token().end() > word.token().start()) continue;
      if (before
          .block()
          .text()
          .substring(before.token().end(), word.token().start())
          .chars()
          .anyMatch(it -> ",;:()—–".indexOf(it) >= 0)) {
        return true;
      }
    }
    return false;
  }

  static String word(List<String> folded, int at) {
    return at < 0 || at >= folded.size() ? "" : folded.get(at);
  }

  private static final class Unknown extends Grammar {
    private Unknown() {
      super(Set.of());
    }

    @Override
    List<Clue> clues(Unit unit) {
      return List.of();
    }

    @Override
    boolean denies(List<String> folded, int at) {
      return false;
    }

    @Override
    Clue.Who owner(List<String> folded, Mention mention) {
      return Clue.Who.UNSAID;
    }

    @Override
    Role role(List<String> folded, Mention mention) {
      return Role.UNSAID;
    }
  }
}
