package kepil.read;

import java.util.Optional;
import java.util.regex.Pattern;
import kepil.read.Clue.Who;

/// What a party is to an act by which something passes: told by a preposition, a case or an ending,
/// in each language by its own.
enum Part {
  ACTS,
  BY,
  TO,
  FROM,
  WITH;

  /// Words between a preposition and its noun.
  private static final Pattern BETWEEN =
      Pattern.compile(
          "the|a|an|our|your|their|its|his|her|other|any|all|those|these|such|certain|each|every|same|"
              + "both|ваш\\p{L}*|наш\\p{L}*|друг\\p{L}*|кажд\\p{L}*|люб\\p{L}*|эт\\p{L}*|сво\\p{L}*|"
              + "сам\\p{L}*");

  static boolean between(String word) {
    return BETWEEN.matcher(word).matches();
  }

  /// @param start where the clause begins
  /// @param acted whether somebody acts before it in the same clause
  static Optional<Part> of(Unit unit, Mention party, int start, boolean acted) {
    return switch (unit.tongue()) {
      case EN -> english(unit, party, start, acted);
      case RU -> russian(unit, party);
      case KK -> kazakh(unit, party);
      case AZ -> azerbaijani(unit, party);
      case OTHER -> Optional.empty();
    };
  }

  /// Who a word is if it is *we* or *you*, in whatever case.
  static Who pronoun(String word) {
    if (Grammar.fits(word, "we|us|мы|нам|нас|нами|біз(?:ге|ден|ді|бен)?|biz(?:ə|dən|i|imlə)?")) {
      return Who.WE;
    }
    return Grammar.fits(word, "you|вы|вам|вас|вами|сіз(?:ге|ден|ді|бен)?|siz(?:ə|dən|i|inlə)?")
        ? Who.YOU
        : Who.UNSAID;
  }

  /// The same of *we* and *you*.
  static Optional<Part> ofPronoun(Unit unit, int at) {
    var word = unit.folded().get(at);
    var before = Grammar.word(unit.folded(), at - 1);
    return switch (unit.tongue()) {
      case EN -> englishPronoun(unit, at, word, before);
      case RU -> russianPronoun(unit, at, word, before);
      case KK, AZ -> turkicPronoun(unit, at, word);
      case OTHER -> Optional.empty();
    };
  }

  private static Optional<Part> englishPronoun(Unit unit, int at, String word, String before) {
    var said = preposition(before);
    if (said.isPresent()) return said;
    if (word.equals("we") || word.equals("you") && verbOfYou(unit, at)) return Optional.of(ACTS);
    return Flow.passes(unit, at - 1) ? Optional.of(TO) : Optional.empty();
  }

  private static boolean verbOfYou(Unit unit, int at) {
    return unit.clues().stream()
        .anyMatch(it -> it.who() == Who.YOU && it.at() >= at && it.at() <= at + 2);
  }

  private static Optional<Part> russianPronoun(Unit unit, int at, String word, String before) {
    if (Grammar.fits(word, "мы|вы")) return Optional.of(ACTS);
    if (Grammar.fits(word, "нас|вас")) {
      return before.equals("от") ? Optional.of(FROM) : Optional.empty();
    }
    if (Grammar.fits(word, "нам|вам")) return Optional.of(need(unit, at) ? ACTS : TO);
    return Grammar.fits(before, "с|со") ? Optional.of(WITH) : Optional.empty();
  }

  private static Optional<Part> turkicPronoun(Unit unit, int at, String word) {
    if (Grammar.fits(word, "біз|сіз|biz|siz")) return Optional.of(ACTS);
    if (Grammar.fits(word, ".+(?:ден|dən)")) return Optional.of(FROM);
    // Before the next: `bizimlə` ends in its vowel too.
    if (Grammar.fits(word, ".+(?:бен|lə)")) return Optional.of(WITH);
    if (!Grammar.fits(word, ".+(?:ге|ə)")) return Optional.empty();
    return Optional.of(need(unit, at) ? ACTS : TO);
  }

  /// `Нам также нужно передавать`, `бізге беру қажет`: whoever needs to is who acts.
  private static boolean need(Unit unit, int at) {
    if (unit.tongue() != Tongue.RU) {
      return unit.folded().subList(at, unit.folded().size()).stream()
          .anyMatch(it -> Grammar.fits(it, "қажет|керек|тиесілі|lazim\\p{L}*|gərək\\p{L}*"));
    }
    return unit.folded().subList(at, Math.min(unit.folded().size(), at + 4)).stream()
        .anyMatch(
            it ->
                Grammar.fits(
                    it,
                    "нужн\\p{L}*|надо|необходим\\p{L}*|следует|требу\\p{L}+|прид\\p{L}+|приход\\p{L}+|"
                        + "можно|нельзя|запрещ\\p{L}+|разреш\\p{L}+|важно|предстоит"));
  }

  private static Optional<Part> preposition(String word) {
    return switch (word) {
      case "by" -> Optional.of(BY);
      case "to" -> Optional.of(TO);
      case "from" -> Optional.of(FROM);
      case "with" -> Optional.of(WITH);
      default -> Optional.empty();
    };
  }

  private static Optional<Part> english(Unit unit, Mention it, int start, boolean acted) {
    var head = unit.words().get(it.to() - 1).token().text();
    if (Grammar.fits(head, ".+['’]s?")) return Optional.empty();
    int at = it.from() - 1;
    while (at >= start && between(unit.folded().get(at))) at--;
    var word = at < start ? "" : unit.folded().get(at);
    var said = preposition(word);
    if (said.isPresent()) return said;
    if (Grammar.fits(
        word,
        "of|for|in|on|about|under|through|between|against|as|into|at|than|via|within|upon|like|per|without|among|not")) {
      return Optional.empty();
    }
    // `Pays the buyer`: what stands behind a verb is to whom.
    return acted || at >= start && Flow.passes(unit, at) ? Optional.of(TO) : Optional.of(ACTS);
  }

  /// Nouns of Russian parties that are feminine: their bare form ends like a genitive of the
  /// others.
  private static final String FEMININE =
      "(?:служб|компани|организаци|фирм|сторон|полици|клиник|школ|администраци|комисси|инспекци)\\p{L}*";

  private static Optional<Part> russian(Unit unit, Mention it) {
    var before = Grammar.word(unit.folded(), it.from() - 1);
    int back = it.from() - 1;
    while (back > 0 && between(unit.folded().get(back))) back--;
    if (back >= 0) before = unit.folded().get(back);
    var word = unit.folded().get(it.to() - 1);
    var first = unit.folded().get(it.from());
    if (Grammar.fits(before, "от|у")) return Optional.of(FROM);
    if (Grammar.fits(before, "с|со")) return Optional.of(WITH);
    if (Grammar.fits(
        before,
        "к|ко|для|о|об|обо|при|через|без|из|в|во|на|по|за|до|над|под|перед|между|против|ради|кроме|среди|про|как")) {
      return Optional.empty();
    }
    boolean feminine = Grammar.fits(word, FEMININE);
    boolean verb = Grammar.fits(before, ".{3,}(?:ет|ит|ют|ут|ят|ат|ают|ем|им|ете|ите|ть|л|ла|ли)");
    if (Grammar.fits(word, ".+(?:ам|ям)") || !feminine && Grammar.fits(word, ".+[ую]")) {
      return Optional.of(TO);
    }
    if (Grammar.fits(word, ".+(?:ами|ями)") || !feminine && Grammar.fits(word, ".+[оеё]м")) {
      return Grammar.fits(
              before, "явля\\p{L}+|стан\\p{L}+|счита\\p{L}+|быть|был\\p{L}*|назыв\\p{L}+")
          ? Optional.empty()
          : Optional.of(BY);
    }
    if (feminine) {
      if (Grammar.fits(word, ".+[ая]")) return Optional.of(ACTS);
      if (Grammar.fits(word, ".+(?:ой|ей|ою)")) return Optional.of(BY);
      if (Grammar.fits(word, ".+[^и]е")) return Optional.of(TO);
      return Grammar.fits(word, ".+[ую]") && verb ? Optional.of(TO) : Optional.empty();
    }
    boolean genitive =
        Grammar.fits(first, ".+(?:его|ого|их|ых)") && it.to() - it.from() > 1
            || Grammar.fits(word, ".+(?:ов|ев|ей)")
            || Grammar.fits(word, ".+[ая]") && !Grammar.fits(word, "лица");
    if (genitive) return verb ? Optional.of(TO) : Optional.empty();
    return Optional.of(ACTS);
  }

  private static Optional<Part> kazakh(Unit unit, Mention it) {
    var word = unit.folded().get(it.to() - 1);
    var next = Grammar.word(unit.folded(), it.to());
    if (Grammar.fits(next, "тарапынан|жағынан")) return Optional.of(BY);
    if (Grammar.fits(word, ".+(?:н[ыі]ң|[дт][ыі]ң)")) return Optional.empty();
    if (Grammar.fits(word, ".{3,}(?:дан|ден|тан|тен|нан|нен)")) {
      // `Банктен басқа`: but for the bank, and not from it.
      return Grammar.fits(next, "басқа|өзге|бөлек|бұрын|кейін|соң|тыс")
          ? Optional.empty()
          : Optional.of(FROM);
    }
    if (Grammar.fits(word, ".{3,}[мбп]ен")) return Optional.of(WITH);
    if (Grammar.fits(word, ".{3,}(?:ға|ге|қа|ке|на|не)") && !Grammar.fits(word, ".+хана")) {
      return Optional.of(TO);
    }
    if (Grammar.fits(word, ".{3,}[ндт][ыі]")) return Optional.of(TO);
    // `Сатып алушы деректері`: what belongs to it.
    return Grammar.fits(next, ".+(?:[^ндт][ыі]|[^ндт][ыі]н(?:[ае]|[ыі]ң|да|де|ан|ен)?)")
            || Grammar.fits(next, "үшін|туралы|арқылы|бойынша|сияқты|ретінде|мен|бен|пен|не|деп")
        ? Optional.empty()
        : Optional.of(ACTS);
  }

  private static Optional<Part> azerbaijani(Unit unit, Mention it) {
    var word = unit.folded().get(it.to() - 1);
    var next = Grammar.word(unit.folded(), it.to());
    if (next.equals("tərəfindən")) return Optional.of(BY);
    if (next.equals("ilə")) return Optional.of(WITH);
    if (Grammar.fits(next, "üçün|barədə|haqqinda|vasitəsilə|üzrə|kimi|adindan")) {
      return Optional.empty();
    }
    if (Grammar.fits(word, ".{3,}d[aə]n")) {
      return Grammar.fits(next, "başqa|savayi|qeyri|əvvəl|sonra|asili")
          ? Optional.empty()
          : Optional.of(FROM);
    }
    if (Grammar.fits(word, ".{3,}(?:n[iuü]n|[^c][iuü]n)")) return Optional.empty();
    if (Grammar.fits(word, ".{3,}l[aə]") && !Grammar.fits(word, ".+l[aə]r")) {
      return Optional.of(WITH);
    }
    if (Grammar.fits(word, ".{3,}[aə]")) return Optional.of(TO);
    if (Grammar.fits(word, ".{3,}n[iuü]") && !Grammar.fits(word, ".+nc[iuü]")) {
      return Optional.of(TO);
    }
    // `Kuryeri` may be whom or whose; `satıcı` ends so by itself.
    return Grammar.fits(word, ".{3,}[^cç][iuü]") ? Optional.empty() : Optional.of(ACTS);
  }
}
