package kepil.read;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// What one side of a pair denies and the other does not.
///
/// @param onLeft which side denies
/// @param denies the words that deny
/// @param states the words of the other side that state the same; its whole sentence, where it has
///   no such word
/// @param named whether both words are known to be the same act
/// @param sure whether no free wording explains it
record Turn(boolean onLeft, Finding.Spot denies, Finding.Spot states, boolean named, boolean sure) {
  private static final boolean[] SIDES = {true, false};

  static Optional<Turn> of(Pairing pairing, Pair pair) {
    var left = Denials.of(pair.left());
    var right = Denials.of(pair.right());
    boolean mostLeft = left.beyond(right) > 0;
    boolean uneven = mostLeft || right.beyond(left) > 0;
    // To have and to be meant for say what the sentence is about; other denials may stand beside
    // it.
    for (boolean onLeft : SIDES) {
      var found = turned(side(pair, onLeft), side(pair, !onLeft), Turn::telling);
      if (found.isPresent()) {
        return found.map(it -> new Turn(onLeft, it.denies(), it.states(), true, true));
      }
    }
    if (uneven) {
      var found = turned(side(pair, mostLeft), side(pair, !mostLeft), it -> !telling(it));
      if (found.isPresent()) {
        return found.map(it -> new Turn(mostLeft, it.denies(), it.states(), true, it.plain()));
      }
    }
    for (boolean onLeft : SIDES) {
      var found = parted(side(pair, onLeft), side(pair, !onLeft));
      if (found.isPresent()) {
        return found.map(it -> new Turn(onLeft, it.denies(), it.states(), true, true));
      }
    }
    if (!uneven) return Optional.empty();
    var more = mostLeft ? left : right;
    var less = mostLeft ? right : left;
    return lone(side(pair, mostLeft), side(pair, !mostLeft), more.beyond(less))
        .map(
            it -> {
              var states = it.answer(side(pair, !mostLeft));
              boolean only = more.each() == 1 && less.most() == 0;
              boolean sure =
                  it.verb() && (only || states.isPresent()) && Agreement.of(pairing, pair).close();
              return new Turn(
                  mostLeft,
                  it.spot(),
                  states.orElse(side(pair, !mostLeft).getFirst().spot()),
                  states.isPresent(),
                  sure);
            });
  }

  private static List<Unit> side(Pair pair, boolean left) {
    return left ? pair.left() : pair.right();
  }

  private static boolean telling(Mention mention) {
    return mention.means("exist") || mention.means("intended");
  }

  /// The same act, denied in one place and stated in another.
  ///
  /// @param plain whether the denial is what its sentence says, not what it says it of: `what we
  ///   cannot see`
  private record Turned(Finding.Spot denies, Finding.Spot states, boolean plain) {}

  private static Optional<Turned> turned(
      List<Unit> denying, List<Unit> stating, Predicate<Mention> wanted) {
    Optional<Turned> found = Optional.empty();
    for (var unit : denying) {
      for (var clue : unit.clues()) {
        if (!clue.refused() || clue.conditional() || clue.mention() < 0) continue;
        var mention = unit.mentions().get(clue.mention());
        if (!wanted.test(mention)
            || mention.small() && !telling(mention)
            || denied(stating, mention)) {
          continue;
        }
        var here = spots(denying, mention, (_, _) -> true);
        var there = spots(stating, mention, (_, it) -> Grammar.acts(it) || telling(it));
        // Stated here too, both sides have both; unless there it is stated as often as here in all.
        if (there.isEmpty()
            || stated(denying, mention)
                && !(mention.means("intended") && here.size() == there.size())) {
          continue;
        }
        int at = here.size() == there.size() ? here.indexOf(unit.spot(mention)) : 0;
        // `Meant for adults and meant for children`: where one of several turned, it is the one of
        // the same people.
        var states =
            here.size() == there.size()
                ? Optional.<Finding.Spot>empty()
                : about(unit, mention)
                    .flatMap(
                        it ->
                            spots(
                                    stating,
                                    mention,
                                    (other, that) ->
                                        about(other, that).filter(it::agrees).isPresent())
                                .stream()
                                .findFirst());
        boolean plain = !describes(unit, clue.at());
        if (found.isEmpty() || plain && !found.get().plain()) {
          found = Optional.of(new Turned(spot(unit, clue), states.orElse(there.get(at)), plain));
        }
      }
    }
    return found;
  }

  /// Whether a verb only describes a thing: the participle of a noun, or a clause after `which`.
  private static boolean describes(Unit unit, int at) {
    boolean last = at == unit.words().size() - 1;
    return switch (unit.tongue()) {
      case KK -> !last && Grammar.fits(unit.folded().get(at), ".+(?:т[ыі]н|[ғқгк][ае]н)");
      case AZ ->
          !last
              && Grammar.fits(
                  unit.folded().get(at), ".+m[aə](?:y[aə]n|d[iı][yğ][iı]\\p{L}*|m[iı]ş)");
      case EN ->
          Actors.opening(unit, at).stream()
              .anyMatch(it -> Grammar.fits(it, "which|who|whom|whose|what|how"));
      case RU ->
          Actors.opening(unit, at).stream()
              .anyMatch(it -> Grammar.fits(it, "котор\\p{L}+|кто|кого|чей|чьи|как"));
      case OTHER -> true;
    };
  }

  /// Where an act is mentioned, in order.
  private static List<Finding.Spot> spots(
      List<Unit> units, Mention mention, BiPredicate<Unit, Mention> wanted) {
    return units.stream()
        .flatMap(
            unit ->
                unit.mentions().stream()
                    .filter(it -> it.agrees(mention) && wanted.test(unit, it) && plain(unit, it))
                    .map(unit::spot))
        .toList();
  }

  /// The people an act is about: named nearest to it, before it in Kazakh and Azerbaijani, after it
  /// in Russian and English.
  private static Optional<Mention> about(Unit unit, Mention act) {
    boolean before = unit.tongue() == Tongue.KK || unit.tongue() == Tongue.AZ;
    return unit.mentions().stream()
        .filter(
            it ->
                it.is(Concept.Kind.PARTY)
                    && (before ? it.to() <= act.from() : it.from() >= act.to()))
        .min(Comparator.comparingInt(it -> before ? act.from() - it.to() : it.from() - act.to()));
  }

  /// The denial with the word it denies; the denial alone where others stand between them.
  private static Finding.Spot spot(Unit unit, Clue clue) {
    var mention = unit.mentions().get(clue.mention());
    boolean beside = Math.max(mention.from() - clue.at(), clue.at() - mention.to() + 1) <= BESIDE;
    return beside
        ? unit.spot(Math.min(mention.from(), clue.at()), Math.max(mention.to(), clue.at() + 1))
        : unit.spot(clue.at(), clue.at() + 1);
  }

  private static final int BESIDE = 2;

  /// Whether a mention is what its clause states: `келісімсіз` and `unlawful` deny by themselves,
  /// and `mövcud olan` only describes a thing.
  private static boolean plain(Unit unit, Mention mention) {
    for (int at = mention.from(); at < mention.to(); at++) {
      if (!mention.small() && Denials.soft(unit, at)) return false;
    }
    return !mention.means("exist")
        || !Grammar.fits(Grammar.word(unit.folded(), mention.to()), "olan\\p{L}*|болған|болатын");
  }

  /// `Біз жинаймыз және өңдемейміз`: in a row that the other side denies or states as one, one verb
  /// lost its denial or got one.
  private static Optional<Turned> parted(List<Unit> parting, List<Unit> others) {
    for (var unit : parting) {
      var row = mixed(unit);
      if (row.isEmpty()) continue;
      var one = unit.mentions().get(row.getFirst().mention());
      var two = unit.mentions().get(row.getLast().mention());
      if (others.stream().anyMatch(it -> !mixed(it).isEmpty())) continue;
      for (var other : others) {
        var first =
            other.mentions().stream().filter(it -> it.agrees(one) && Grammar.acts(it)).toList();
        var second =
            other.mentions().stream().filter(it -> it.agrees(two) && Grammar.acts(it)).toList();
        for (var a : first) {
          for (var b : second) {
            if (a == b || Math.abs(a.from() - b.from()) > NEXT + 1) continue;
            return Optional.of(
                new Turned(
                    unit.spot(row.getFirst().at(), row.getLast().at() + 1),
                    other.spot(Math.min(a.from(), b.from()), Math.max(a.to(), b.to())),
                    true));
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Two verbs of one row have at most so many words between them: `және`, `да`, `və ya`.
  private static final int NEXT = 2;

  /// Two neighbouring verbs of one subject, one denied and the other not, in the languages that
  /// deny each verb by its ending.
  private static List<Clue> mixed(Unit unit) {
    if (unit.tongue() != Tongue.KK && unit.tongue() != Tongue.AZ) return List.of();
    var verbs =
        unit.clues().stream()
            .filter(
                it ->
                    it.mention() >= 0
                        && !it.conditional()
                        && !it.must()
                        && (it.refused() || it.who() == Clue.Who.WE || it.who() == Clue.Who.THEY))
            .toList();
    for (int at = 1; at < verbs.size(); at++) {
      var a = verbs.get(at - 1);
      var b = verbs.get(at);
      if (a.refused() == b.refused()
          || a.mention() == b.mention()
          || b.at() - a.at() > NEXT + 1
          || b.at() - a.at() < 2) {
        continue;
      }
      boolean joined =
          unit.folded().subList(a.at() + 1, b.at()).stream()
              .allMatch(it -> Grammar.fits(it, "және|немесе|да|де|та|те|әрі|və|yaxud|ya"));
      if (joined) return List.of(a, b);
    }
    return List.of();
  }

  /// A denial that is one too many, whose act the other side does not state in a word that is known
  /// to be the same.
  private record Lone(Unit unit, Clue clue) {
    Finding.Spot spot() {
      return unit.spot(clue.at(), clue.at() + 1);
    }

    /// Whether it denies an act. What denies a thing (`no limit`, `нет способа`) is said in many
    /// other ways.
    boolean verb() {
      return !Grammar.fits(
          unit.folded().get(clue.at()),
          "no|nobody|nothing|none|neither|unless|нет|ни|никак\\p{L}+|жоқ\\p{L}*|yox\\p{L}*|nə");
    }

    /// Where the other side speaks of the same act, be it in another form.
    Optional<Finding.Spot> answer(List<Unit> stating) {
      if (clue.mention() < 0) return Optional.empty();
      var mention = unit.mentions().get(clue.mention());
      boolean beside = mention.from() - clue.at() < BESIDE && clue.at() - mention.to() < BESIDE - 1;
      if (mention.small() || !beside) return Optional.empty();
      return stating.stream()
          .flatMap(
              other ->
                  other.mentions().stream()
                      .filter(it -> it.agrees(mention) && plain(other, it))
                      .map(other::spot))
          .findFirst();
    }
  }

  /// The first denial whose act the other side does not deny, or the last there is.
  private static Optional<Lone> lone(List<Unit> denying, List<Unit> stating, int beyond) {
    int left = beyond;
    Optional<Lone> last = Optional.empty();
    for (var unit : denying) {
      for (var clue : unit.clues()) {
        if (!clue.refused()) continue;
        // `We do not write, we write only when`: the same act, stated here too.
        if (!clue.conditional()
            && clue.mention() >= 0
            && stated(denying, unit.mentions().get(clue.mention()))
            && Grammar.acts(unit.mentions().get(clue.mention()))
            && --left <= 0) {
          return Optional.empty();
        }
        last = Optional.of(new Lone(unit, clue));
        if (clue.mention() >= 0 && !denied(stating, unit.mentions().get(clue.mention()))) {
          return last;
        }
      }
    }
    return last;
  }

  private static boolean denied(List<Unit> units, Mention mention) {
    return units.stream()
        .anyMatch(
            unit ->
                unit.clues().stream()
                    .anyMatch(
                        it ->
                            it.refused()
                                && it.mention() >= 0
                                && unit.mentions().get(it.mention()).agrees(mention)));
  }

  private static boolean stated(List<Unit> units, Mention mention) {
    for (var unit : units) {
      for (int at = 0; at < unit.mentions().size(); at++) {
        int index = at;
        if (unit.mentions().get(at).agrees(mention)
            && unit.clues().stream().noneMatch(it -> it.refused() && it.mention() == index)) {
          return true;
        }
      }
    }
    return false;
  }
}
