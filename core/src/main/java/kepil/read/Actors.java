package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import kepil.read.Clue.Who;

/// How often on a side of a pair we act, and how often the person does.
///
/// When a *we* became a *you*, the one count falls and the other rises; when a translator turned a
/// sentence round (`information you give us`, `information given by you`), only one of them
/// changes. Forms that only accompany an act do not count: `please read`, `we call this`.
///
/// A subject that is named once for several verbs (`we collect and keep`) is in other languages an
/// ending of each verb, and what one language says of a person another says of nobody (`можно
/// отключить`) or with a noun (`өңдеуіміз`). So each side has the fewest acts it can be read to
/// tell, and the most.
///
/// @param we places where we act
/// @param you places where the person acts
record Actors(Acts we, Acts you) {
  /// @param least rows of verbs of one subject counted once, and only what names an actor
  /// @param sure verbs, pronouns and participles that name an actor
  /// @param spots all of them, where it is only implied too
  record Acts(int least, int sure, List<Finding.Spot> spots) {
    Acts {
      spots = List.copyOf(spots);
    }

    int most() {
      return spots.size();
    }

    /// More than the other however either is read.
    boolean beyond(Acts other) {
      return least > other.most();
    }

    /// More than the other in some reading.
    boolean fewer(Acts other) {
      return most() < other.most() || least < other.least;
    }
  }

  /// @param finite whether only finite verbs are counted, each for itself: Kazakh and Azerbaijani
  ///   build sentences alike, and where the one has a participle the other may have a noun
  static Actors of(List<Unit> units, boolean finite) {
    return new Actors(acts(units, Who.WE, finite), acts(units, Who.YOU, finite));
  }

  static boolean alike(Tongue one, Tongue other) {
    return (one == Tongue.KK || one == Tongue.AZ) && (other == Tongue.KK || other == Tongue.AZ);
  }

  private static Acts acts(List<Unit> units, Who wanted, boolean finite) {
    int least = 0;
    int sure = 0;
    var spots = new ArrayList<Finding.Spot>();
    for (var unit : units) {
      var before = Who.UNSAID;
      for (int at = 0; at < unit.words().size(); at++) {
        var who =
            acts(unit, at, Who.WE, finite)
                ? Who.WE
                : acts(unit, at, Who.YOU, finite) ? Who.YOU : Who.UNSAID;
        if (who == wanted) {
          sure++;
          if (finite || who != before || named(unit, at)) least++;
        }
        if (who == wanted
            || who == Who.UNSAID && !finite && (implied(unit, at) == wanted || anybody(unit, at))) {
          spots.add(unit.spot(at, at + 1));
        }
        if (who != Who.UNSAID) before = who;
      }
    }
    return new Acts(least, sure, spots);
  }

  /// Whether the subject of a verb is named by a pronoun, so that it goes on with no other.
  private static boolean named(Unit unit, int at) {
    return unit.folded().subList(Math.max(0, at - 3), at + 1).stream().anyMatch(Actors::pronoun);
  }

  /// Who acts where no verb says so.
  private static Who implied(Unit unit, int at) {
    var word = unit.folded().get(at);
    var next = Grammar.word(unit.folded(), at + 1);
    if (order(unit, at)) return Who.YOU;
    return switch (unit.tongue()) {
      // `Өңдеуіміз` is our processing, `берген деректеріңіз` the data you gave.
      case KK ->
          Grammar.fits(word, ".+у(?:ы|і)?м[ыі]з\\p{L}*")
                  || participle(word) && Grammar.fits(next, ".+м[ыі]з\\p{L}*")
              ? Who.WE
              : Grammar.fits(word, ".+у(?:ы|і)?ң[ыі]з\\p{L}*")
                      || participle(word) && Grammar.fits(next, ".+ң[ыі]з\\p{L}*")
                      || word.equals("болады") && Grammar.fits(word(unit, at - 1), ".+[ғгқкн][ае]")
                  ? Who.YOU
                  : Who.UNSAID;
      case AZ ->
          Grammar.fits(word, ".+m[aə][ğy]?[iuü]m[iuü]z\\p{L}*")
              ? Who.WE
              : Grammar.fits(word, ".+m[aə][ğy]?[iuü]n[iuü]z\\p{L}*") || word.equals("olar")
                  ? Who.YOU
                  : Who.UNSAID;
      case RU ->
          word.equals("нами")
              ? Who.WE
              : word.equals("вами")
                      || Grammar.fits(word, "можно|нельзя|надо|нужно|следует")
                          && Grammar.fits(next, ".+(?:ть|ти|ться|тись)")
                          && !unit.folded().subList(Math.max(0, at - 2), at).contains("нам")
                  ? Who.YOU
                  : Who.UNSAID;
      case EN ->
          word.equals("us") && word(unit, at - 1).equals("by")
              ? Who.WE
              : word.equals("you") && word(unit, at - 1).equals("by")
                      || at == 0
                          && unit.clues().stream()
                              .noneMatch(it -> it.who() == Who.YOU || it.who() == Who.WE)
                          && !Grammar.fits(word, ".+(?:ing|ion|ed|s|al|ment)")
                          && unit.mentions().stream()
                              .anyMatch(it -> it.from() == 0 && it.is(Concept.Kind.ACT))
                  ? Who.YOU
                  : Who.UNSAID;
      case OTHER -> Who.UNSAID;
    };
  }

  /// Acts whose actor the next sentence would tell: `өңдемес бұрын`, `полученные`.
  private static boolean anybody(Unit unit, int at) {
    var word = unit.folded().get(at);
    return switch (unit.tongue()) {
      case KK ->
          Grammar.fits(word(unit, at + 1), "бұрын|кейін|соң|кезде")
              && Grammar.fits(word, ".+(?:[мбп][ае]с|[ғқгк][ае]н(?:нан|нен)?)");
      case AZ ->
          Grammar.fits(word(unit, at + 1), "əvvəl|sonra")
              && Grammar.fits(word, ".+(?:d[aə]n|m[iı]şd[aə]n)");
      case RU ->
          Grammar.fits(
              word,
              "(?:получ|собр|прислан|передан|предоставл|указ)\\p{L}*н{1,2}(?:ые|ых|ую|ой|ое|ого|ый|ая|ом|ыми)");
      case EN, OTHER -> false;
    };
  }

  private static boolean participle(String word) {
    return Grammar.fits(word, ".+[ғқгк][ае]н|.+[аей]т[ыі]н");
  }

  private static boolean acts(Unit unit, int at, Who wanted, boolean finite) {
    if (who(unit, at, finite) != wanted) return false;
    // `We may`, `мы храним`: a pronoun and its verb are one.
    for (int next = at + 1; next < Math.min(unit.words().size(), at + 4); next++) {
      var other = who(unit, next, finite);
      if (other == wanted && !pronoun(unit.folded().get(next))) {
        return !pronoun(unit.folded().get(at));
      }
      if (other != Who.UNSAID) break;
    }
    return true;
  }

  private static boolean pronoun(String word) {
    return Grammar.fits(word, "мы|вы|we|you|біз|сіз|biz|siz|вам|вас|нам");
  }

  private static Who who(Unit unit, int at, boolean finite) {
    var word = unit.folded().get(at);
    var next = Grammar.word(unit.folded(), at + 1);
    var clue =
        unit.clues().stream()
            .filter(it -> it.at() == at && (it.who() == Who.WE || it.who() == Who.YOU))
            .findFirst();
    boolean beside =
        switch (unit.tongue()) {
          // `We ask you to`, `we call it`.
          case KK ->
              Grammar.fits(word, "өтінеміз|сұраймыз|дейміз")
                  || Grammar.fits(word, "айтамыз|атаймыз")
                      && unit.folded().subList(0, at).contains("деп")
                  || order(unit, at);
          case AZ ->
              word.equals("edirik") && Grammar.word(unit.folded(), at - 1).equals("xahiş")
                  || Grammar.fits(word, "adlandiririq|deyirik")
                  || order(unit, at);
          case RU ->
              Grammar.fits(word, "просим|называем|третьим|защите")
                  || order(unit, at)
                  || Grammar.fits(word, "мы") && Grammar.fits(next, "просим|называем");
          case EN -> word.equals("we") && Grammar.fits(next, "call|ask|mean");
          case OTHER -> true;
        };
    if (beside) return Who.UNSAID;
    if (clue.isPresent()) return clue.get().who();
    if (finite) return Who.UNSAID;
    return switch (unit.tongue()) {
      case KK ->
          Grammar.fits(word, ".+(?:[тғқгк][ае]н|[ае]т[ыі]н|йт[ыі]н)[ыі]ң[ыі]з\\p{L}*")
                  || Grammar.fits(word, "сіз|өзіңіз") && participle(unit, at, PARTICIPLE)
              ? Who.YOU
              : Grammar.fits(word, ".+(?:[тғқгк][ае]н|[ае]т[ыі]н|йт[ыі]н)[ыі]м[ыі]з\\p{L}*")
                      || Grammar.fits(word, "біз|өзіміз") && participle(unit, at, PARTICIPLE)
                  ? Who.WE
                  : Who.UNSAID;
      case AZ ->
          Grammar.fits(word, ".+(?:d[iuü][yğ]|[aə]c[aə][yğ])[iuü]n[iuü]z\\p{L}*")
                  || Grammar.fits(word, "siz|özünüz") && participle(unit, at, ".+[aə]n")
              ? Who.YOU
              : Grammar.fits(word, ".+(?:d[iuü][yğ]|[aə]c[aə][yğ])[iuü]m[iuü]z\\p{L}*")
                      || Grammar.fits(word, "biz|özümüz") && participle(unit, at, ".+[aə]n")
                  ? Who.WE
                  : Who.UNSAID;
      // `Вам нужно` is `you need`.
      case RU ->
          Grammar.fits(
                  Grammar.fits(next, "также|тоже|и|не") ? word(unit, at + 2) : next,
                  "нужн\\p{L}*|интересу\\p{L}+|надо|необходимо|следует")
              ? Grammar.fits(word, "вам|вас") ? Who.YOU : word.equals("нам") ? Who.WE : Who.UNSAID
              : Who.UNSAID;
      case EN, OTHER -> Who.UNSAID;
    };
  }

  private static final String PARTICIPLE =
      ".+(?:[ғқгк][ае]н(?:нен|нан|де|да|дай|дей|ша|ше)?|[аей]т[ыі]н)";

  private static boolean participle(Unit unit, int at, String form) {
    return unit.folded().subList(at + 1, Math.min(unit.folded().size(), at + 4)).stream()
        .anyMatch(it -> Grammar.fits(it, form));
  }

  /// `Read this carefully`: an order has no actor to compare; English has no form for it.
  static boolean order(Unit unit, int at) {
    var word = unit.folded().get(at);
    return switch (unit.tongue()) {
      case KK ->
          Grammar.fits(word, ".+[ыіа-я][ңн][ыі]з")
              && !Grammar.fits(word, ".+[аей]с[ыі]з|.+с[ае]ң[ыі]з|.+[нт][ыі]ң[ыі]з")
              && unit.clues().stream().noneMatch(it -> it.at() == at && (it.may() || it.must()));
      case AZ ->
          Grammar.fits(word, ".+[iuü]n")
              && (at == unit.words().size() - 1
                  || Grammar.fits(word, ".+(?:l[aə]y|[^n])[iı]n")
                      && unit.words().get(at + 1).token().kind() != Token.Kind.WORD);
      case RU ->
          Grammar.fits(word, ".+йте|.+йтесь|.+ите|.+итесь")
              && !word(unit, at - 1).equals("вы")
              && !word(unit, at - 2).equals("вы")
              && !word(unit, at - 3).equals("вы");
      case EN, OTHER -> false;
    };
  }

  private static String word(Unit unit, int at) {
    return Grammar.word(unit.folded(), at);
  }

  /// Who acts on either side.
  ///
  /// @param ours whether we do on the left, and the person on the right
  record Hands(boolean ours, Finding.Spot left, Finding.Spot right) {}

  /// Where we act on this side and the person on the other, more often than the other way round.
  static Optional<Hands> changed(Actors one, Actors other) {
    if (one.we.beyond(other.we) && one.you.fewer(other.you)
        || other.you.beyond(one.you) && other.we.fewer(one.we)) {
      return between(true, one.we, other.you);
    }
    if (other.we.beyond(one.we) && other.you.fewer(one.you)
        || one.you.beyond(other.you) && one.we.fewer(other.we)) {
      return between(false, one.you, other.we);
    }
    return Optional.empty();
  }

  private static Optional<Hands> between(boolean ours, Acts here, Acts there) {
    return here.spots.isEmpty() || there.spots.isEmpty()
        ? Optional.empty()
        : Optional.of(new Hands(ours, here.spots.getFirst(), there.spots.getFirst()));
  }

  /// Who may: with as many permissions on both sides, one is ours here and the person's there.
  static Optional<Hands> permitted(List<Unit> one, List<Unit> other) {
    return between(told(one, (_, it) -> it.may()), told(other, (_, it) -> it.may()));
  }

  /// The one verb of either side that says who acts, where it is what the sentence says.
  static Optional<Hands> plainly(List<Unit> one, List<Unit> other) {
    var here = told(one, (unit, it) -> plain(unit, it.at()));
    return here.size() == 1
        ? between(here, told(other, (unit, it) -> plain(unit, it.at())))
        : Optional.empty();
  }

  private static Optional<Hands> between(List<Told> here, List<Told> there) {
    if (here.size() != there.size()) return Optional.empty();
    for (int at = 0; at < here.size(); at++) {
      if (here.get(at).who() != there.get(at).who()) {
        return Optional.of(
            new Hands(here.get(at).who() == Who.WE, here.get(at).spot(), there.get(at).spot()));
      }
    }
    return Optional.empty();
  }

  private record Told(Who who, Finding.Spot spot) {}

  private static List<Told> told(List<Unit> units, BiPredicate<Unit, Clue> wanted) {
    return units.stream()
        .flatMap(
            unit ->
                unit.clues().stream()
                    .filter(
                        it -> (it.who() == Who.WE || it.who() == Who.YOU) && wanted.test(unit, it))
                    .map(it -> new Told(it.who(), unit.spot(it.at(), it.at() + 1))))
        .toList();
  }

  /// Whether an act is what the sentence says, not what it says it of: `if you ask`, `what you
  /// gave`.
  static boolean plain(Unit unit, int at) {
    var word = unit.folded().get(at);
    return switch (unit.tongue()) {
      case EN ->
          !described(unit, at)
              && opening(unit, at).stream()
                  .noneMatch(
                      it ->
                          Grammar.fits(
                              it,
                              "if|unless|when|whenever|where|while|until|before|after|because|as|that|which|who|whom|whose|what|how|whether|why"));
      case RU ->
          opening(unit, at).stream()
              .noneMatch(
                  it ->
                      Grammar.fits(
                          it,
                          "что|как|если|когда|пока|чтобы|где|чем|кто|кому|чей|котор\\p{L}+|каки\\p{L}+|како\\p{L}+"));
      case KK -> !Grammar.fits(word, ".+с[ае](?:ң[ыі]з|м|қ|к)") && closing(unit, at);
      case AZ -> !Grammar.fits(word, ".+s[aə](?:n[iı]z|m|q|k)") && closing(unit, at);
      case OTHER -> false;
    };
  }

  /// `The data we hold`: English leaves out the word that would say so.
  private static boolean described(Unit unit, int at) {
    int subject = at;
    while (subject > 0 && at - subject < 3 && !Grammar.fits(unit.folded().get(subject), "we|you")) {
      subject--;
    }
    return subject > 0
        && !Grammar.parted(unit, subject - 1, subject)
        && !Grammar.fits(
            unit.folded().get(subject - 1), "and|or|but|so|then|also|therefore|yet|nor");
  }

  /// The words of a clause before its verb.
  static List<String> opening(Unit unit, int at) {
    int from = at;
    while (from > 0 && !Grammar.parted(unit, from - 1, from)) from--;
    return unit.folded().subList(from, at);
  }

  /// Whether the clause ends with the verb, as in Kazakh and Azerbaijani it does, but for what
  /// carries or joins it.
  private static boolean closing(Unit unit, int at) {
    return at == unit.words().size() - 1
        || Grammar.parted(unit, at, at + 1)
        || Grammar.fits(
            Grammar.word(unit.folded(), at + 1),
            "және|әрі|немесе|да|де|та|те|ал|бірақ|мүмкін|керек|тиіс|болады|және/немесе|və|ya|yaxud|amma|lakin|mümkün\\p{L}*|lazim\\p{L}*|gərək\\p{L}*");
  }

  /// Whether one of the two acts, once, and the other in no reading.
  boolean alone() {
    return we.most() + you.most() == 1;
  }

  boolean asOften(Actors other) {
    return we.sure == other.we.sure && you.sure == other.you.sure;
  }
}
