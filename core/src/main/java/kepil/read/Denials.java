package kepil.read;

import java.util.List;

/// How often a side of a pair says no.
///
/// Languages do not say no in the same places: `we do not sell, rent or lend` denies once in
/// English and three times in Russian and Kazakh, and `unlawful` is a word with *not* in it in some
/// and without in others. So a side has the fewest denials it can be read to have, the most, and
/// words that can stand for a denial.
///
/// @param least verbs that are denied, those of one row counted once
/// @param each every denied verb for itself
/// @param most also where one denial holds for several verbs: `we keep and use it no longer than a
///   year`
/// @param soft words that say no without denying a verb: without, only, unless, incomplete
/// @param rows whether the language denies every verb of a row for itself, as all but English do
record Denials(int least, int each, int most, int soft, boolean rows) {
  /// Denials with no more words than these from one to the next are a row.
  private static final int ROW = 3;

  static Denials of(List<Unit> units) {
    int least = 0;
    int each = 0;
    int most = 0;
    int soft = 0;
    for (var unit : units) {
      int last = -ROW - 1;
      boolean condition = false;
      for (var clue : unit.clues()) {
        if (!clue.refused()) continue;
        most += bound(unit, clue.at()) ? 2 : 1 + shared(unit, clue.at());
        // `Until you tick it` is in Russian `until you do not tick it`.
        if (!until(unit, clue.at())) {
          each++;
          // `If you do not agree, do not sign in` are two, however near.
          if (clue.at() - last > ROW || clue.conditional() != condition) least++;
        }
        last = clue.at();
        condition = clue.conditional();
      }
      for (int at = 0; at < unit.folded().size(); at++) {
        int word = at;
        if (unit.clues().stream().noneMatch(it -> it.refused() && it.at() == word)
            && soft(unit, at)
            && !(most > 0 && delays(unit, at))) {
          soft++;
        }
      }
    }
    return new Denials(
        least, each, most, soft, units.stream().noneMatch(it -> it.tongue() == Tongue.EN));
  }

  /// Whether a word says no without denying a verb.
  static boolean soft(Unit unit, int at) {
    if (unit.tongue() == Tongue.KK && KazakhGrammar.describes(unit, at)) return true;
    if (Grammar.of(unit.tongue()).denies(unit.folded(), at)) return true;
    if (lessening(unit.tongue(), unit.folded().get(at))
        && !Grammar.fits(Grammar.word(unit.folded(), at - 1), "not|не|never")) {
      return true;
    }
    return unit.mentions().stream()
        .anyMatch(
            it ->
                it.from() == at
                    && PolarityRules.negative(it)
                    && unit.clues().stream()
                        .noneMatch(
                            clue ->
                                clue.refused() && it.from() <= clue.at() && clue.at() < it.to()));
  }

  /// `Not longer than` denies whatever verbs stand before it.
  private static boolean bound(Unit unit, int at) {
    var next = Grammar.word(unit.folded(), at + 1);
    return switch (unit.tongue()) {
      case EN -> Grammar.fits(next, "longer|later|more");
      case RU -> Grammar.fits(next, "дольше|позднее|позже|более");
      // `Nə … nə də` denies two verbs.
      case AZ -> unit.folded().get(at).equals("nə");
      case KK, OTHER -> false;
    };
  }

  /// `Not until you ask` is `only after you ask`, and `nobody but the bank` is `only the bank`: the
  /// one denial needs no second word.
  private static boolean delays(Unit unit, int at) {
    var it = unit.folded().get(at);
    return Grammar.fits(it, "until|before|прежде|пока|дейін|əvvəl|qədər")
        || Grammar.fits(it, "except|кроме|басқа|başqa")
            && unit.folded().stream()
                .anyMatch(
                    that ->
                        Grammar.fits(
                            that,
                            "nobody|nothing|none|anyone|anybody|ник(?:то|ого|ому|ем|ак\\p{L}+)|нич(?:то|его|ему|ем)|еш\\p{L}+|heç"));
  }

  /// `Не будем хранить или показывать`: how many verbs more one denial of an auxiliary holds for,
  /// where other languages deny each.
  private static int shared(Unit unit, int at) {
    if (unit.tongue() != Tongue.RU
        || !Grammar.fits(
            Grammar.word(unit.folded(), at + 1), "буд.*|мож.*|мог.*|смож.*|стан.*|вправе|хот.*")) {
      return 0;
    }
    int verbs = 0;
    boolean joined = false;
    for (int next = at + 2; next < unit.folded().size(); next++) {
      if (next > at + 2 && Grammar.parted(unit, next - 1, next)) joined = true;
      var word = unit.folded().get(next);
      if (Grammar.fits(word, "и|или|либо|ни")) joined = true;
      else if (Grammar.fits(word, "\\p{L}{2,}(?:ть|ти|чь)(?:ся)?")) {
        if (verbs == 0 || joined) verbs++;
        joined = false;
      } else if (joined || next - at > ROW + 2) {
        break;
      }
    }
    return Math.max(0, verbs - 1);
  }

  private static boolean until(Unit unit, int at) {
    return unit.tongue() == Tongue.RU
        && unit.folded().subList(Math.max(0, at - 4), at).contains("пока");
  }

  /// Adjectives with a denial inside: `incomplete`, `незаконный`, `заңсыз`.
  private static boolean lessening(Tongue tongue, String word) {
    return switch (tongue) {
      case EN ->
          Grammar.fits(
              word,
              "(?:un|in|il|ir|dis)(?:accura|activ|complete|correct|valid|law|legal|known|able|agree|like|limited|necessary|encrypt|regard|need|wanted|aware|conditional|expected|relevant|reversible|true|fair|safe|secure|protected|solicited).*|empty|less|lack.*|fail.*|free|refrain.*|avoid.*|none.*|against|exempt.*|leave|leaves|regardless|outside|withh[eo]ld.*|dormant|impossib.*|stays?|stayed|remain.*");
      case RU ->
          Grammar.fits(
              word,
              "не(?!обходим|котор|сколько|дел|посредств|медлен|редк|мног|кто|что|зависим|сет)\\p{L}{4,}|пуст\\p{L}+|пределами|помимо|обезличен\\p{L}+|отсутств\\p{L}+|оста(?:ю|е)тся|останет\\p{L}+|остава\\p{L}+");
      case KK ->
          // `Бересіз`, `құқылысыз`: an ending of *you*, not of *without*.
          !Grammar.fits(word, "дербес|қамтамасыз|.*қауіпсіз|.*(?:[аейи]|л[ыі]|т[ыі]|д[ыі])с[ыі]з")
              && Grammar.fits(
                  word,
                  "\\p{L}{3,}(?:сыз|сіз)|бос|тыс|тысқары|бөгде|қал(?:ады|ып|у\\p{L}*|сын)|\\p{L}+[мбп][ае]с(?:тан|тен)?");
      case AZ ->
          Grammar.fits(
              word,
              "\\p{L}{3,}s[iuü]z|əlçatmaz|boş|qal(?:ir|acaq|maq)\\p{L}*|kənar\\p{L}*|xaric\\p{L}*");
      case OTHER -> false;
    };
  }

  /// By how many denials this side says no more often, however the other is read; 0 when it need
  /// not.
  int beyond(Denials other) {
    return Math.max(
        0, (rows && other.rows ? each : least) - other.most - Math.max(0, other.soft - soft));
  }
}
