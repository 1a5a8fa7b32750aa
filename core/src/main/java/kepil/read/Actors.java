package kepil.read;

import java.util.List;
import java.util.Optional;
import kepil.read.Clue.Who;

/// How often on a side of a pair we act, and how often the person does.
///
/// When a *we* became a *you*, the one count falls and the other rises; when a translator turned a sentence round
/// (`information you give us`, `information given by you`), only one of them changes. Forms that only
/// accompany an act do not count: `please read`, `we call this`.
///
/// @param we places where we act
/// @param you places where the person acts
record Actors(List<Finding.Spot> we, List<Finding.Spot> you) {
  /// @param finite whether only finite verbs are counted: Kazakh and Azerbaijani build sentences alike, and where
  ///     the one has a participle the other may have a noun
  static Actors of(List<Unit> units, boolean finite) {
    return new Actors(places(units, Who.WE, finite), places(units, Who.YOU, finite));
  }

  static boolean alike(Tongue one, Tongue other) {
    return (one == Tongue.KK || one == Tongue.AZ) && (other == Tongue.KK || other == Tongue.AZ);
  }

  private static List<Finding.Spot> places(List<Unit> units, Who wanted, boolean finite) {
    return units.stream().flatMap(unit -> java.util.stream.IntStream.range(0, unit.words().size()).filter(at -> acts(unit, at, wanted, finite)).mapToObj(at -> unit.spot(at, at + 1))).toList();
  }

  private static boolean acts(Unit unit, int at, Who wanted, boolean finite) {
    if (who(unit, at, finite) != wanted) return false;
    // `We may`, `мы храним`: a pronoun and its verb are one.
    for (int next = at + 1; next < Math.min(unit.words().size(), at + 4); next++) {
      var other = who(unit, next, finite);
      if (other == wanted && !pronoun(unit.folded().get(next))) return !pronoun(unit.folded().get(at));
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
    var clue = unit.clues().stream().filter(it -> it.at() == at && (it.who() == Who.WE || it.who() == Who.YOU)).findFirst();
    boolean beside = switch (unit.tongue()) {
      // `We ask you to`, `we call it`.
      case KK -> Grammar.fits(word, "өтінеміз|сұраймыз|айтамыз|атаймыз|дейміз") || order(unit, at);
      case AZ -> word.equals("edirik") && Grammar.word(unit.folded(), at - 1).equals("xahiş") || Grammar.fits(word, "adlandiririq|deyirik") || order(unit, at);
      case RU -> Grammar.fits(word, "просим|называем|третьим|защите") || order(unit, at) || Grammar.fits(word, "мы") && Grammar.fits(next, "просим|называем");
      case EN -> word.equals("we") && Grammar.fits(next, "call|ask|mean");
      case OTHER -> true;
    };
    if (beside) return Who.UNSAID;
    if (clue.isPresent()) return clue.get().who();
    if (finite) return Who.UNSAID;
    return switch (unit.tongue()) {
      case KK -> Grammar.fits(word, ".+(?:[тғқгк][ае]н|[ае]т[ыі]н|йт[ыі]н)[ыі]ң[ыі]з\\p{L}*") || word.equals("сіз") && participle(unit, at, ".+(?:[ғқгк][ае]н|[аей]т[ыі]н)") ? Who.YOU
          : Grammar.fits(word, ".+(?:[тғқгк][ае]н|[ае]т[ыі]н|йт[ыі]н)[ыі]м[ыі]з\\p{L}*") || word.equals("біз") && participle(unit, at, ".+(?:[ғқгк][ае]н|[аей]т[ыі]н)") ? Who.WE : Who.UNSAID;
      case AZ -> Grammar.fits(word, ".+(?:d[iuü][yğ]|[aə]c[aə][yğ])[iuü]n[iuü]z\\p{L}*") || word.equals("siz") && participle(unit, at, ".+[aə]n") ? Who.YOU
          : Grammar.fits(word, ".+(?:d[iuü][yğ]|[aə]c[aə][yğ])[iuü]m[iuü]z\\p{L}*") || word.equals("biz") && participle(unit, at, ".+[aə]n") ? Who.WE : Who.UNSAID;
      // `Вам нужно` is `you need`.
      case RU -> Grammar.fits(next, "нужн\\p{L}*|интересу\\p{L}+|надо|необходимо|следует") ? Grammar.fits(word, "вам|вас") ? Who.YOU : word.equals("нам") ? Who.WE : Who.UNSAID : Who.UNSAID;
      case EN, OTHER -> Who.UNSAID;
    };
  }

  private static boolean participle(Unit unit, int at, String form) {
    return unit.folded().subList(at + 1, Math.min(unit.folded().size(), at + 4)).stream().anyMatch(it -> Grammar.fits(it, form));
  }

  /// `Read this carefully`: an order has no actor to compare; English has no form for it.
  static boolean order(Unit unit, int at) {
    var word = unit.folded().get(at);
    return switch (unit.tongue()) {
      case KK -> Grammar.fits(word, ".+[ыіа-я][ңн][ыі]з") && !Grammar.fits(word, ".+[аей]с[ыі]з|.+с[ае]ң[ыі]з|.+[нт][ыі]ң[ыі]з") && unit.clues().stream().noneMatch(it -> it.at() == at && (it.may() || it.must()));
      case AZ -> Grammar.fits(word, ".+[iuü]n") && at == unit.words().size() - 1;
      case RU -> Grammar.fits(word, ".+йте|.+йтесь|.+ите|.+итесь") && !word(unit, at - 1).equals("вы") && !word(unit, at - 2).equals("вы") && !word(unit, at - 3).equals("вы");
      case EN, OTHER -> false;
    };
  }

  private static String word(Unit unit, int at) {
    return Grammar.word(unit.folded(), at);
  }

  /// Where we act on this side and the person on the other, more often than the other way round.
  static Optional<List<Finding.Spot>> changed(Actors one, Actors other) {
    int we = one.we.size() - other.we.size();
    int you = one.you.size() - other.you.size();
    if (we > 0 && you < 0) return Optional.of(List.of(one.we.getFirst(), other.you.getFirst()));
    if (we < 0 && you > 0) return Optional.of(List.of(one.you.getFirst(), other.we.getFirst()));
    return Optional.empty();
  }

  /// Who may: with as many permissions on both sides, one is ours here and the person's there.
  static Optional<List<Finding.Spot>> permitted(List<Unit> one, List<Unit> other) {
    var here = allowed(one);
    var there = allowed(other);
    if (here.size() != there.size()) return Optional.empty();
    for (int at = 0; at < here.size(); at++) {
      if (here.get(at).who() != there.get(at).who()) return Optional.of(List.of(here.get(at).spot(), there.get(at).spot()));
    }
    return Optional.empty();
  }

  private record Allowed(Who who, Finding.Spot spot) {}

  private static List<Allowed> allowed(List<Unit> units) {
    return units.stream().flatMap(unit -> unit.clues().stream().filter(it -> it.may() && (it.who() == Who.WE || it.who() == Who.YOU)).map(it -> new Allowed(it.who(), unit.spot(it.at(), it.at() + 1)))).toList();
  }

  boolean asOften(Actors other) {
    return we.size() == other.we.size() && you.size() == other.you.size();
  }
}
