package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// English says it in small words before the verb, and leaves the person to a pronoun.
final class EnglishGrammar extends Grammar {
  private static final Set<String> BETWEEN =
      listed(
          """
          may might can could must shall should will would do does did not never also only always then have has had are is be been therefore and or both
          ourselves to need no longer securely promptly ever cannot yourself
          """);

  EnglishGrammar() {
    super(
        listed(
            """
            the a an and or of to in on by for with from at as is are was were be been it its this that these those we us our you your they them their he she who
            which what when where how if than then so such not no do does did has have had will would shall may might can could must should any all each every
            other into through under over up out about also only but there here own same both either within while until because itself upon being between yours
            ours
            """));
  }

  @Override
  List<Clue> clues(Unit unit) {
    var words = unit.folded();
    var all = new ArrayList<Clue>();
    for (int at = 0; at < words.size(); at++) {
      var it = words.get(at);
      var next = word(words, at + 1);
      boolean no =
          (fits(it, "not|never|cannot|neither|nobody|nothing|none|unless|.+n't")
                      || it.equals("nor") && !words.subList(0, at).contains("neither"))
                  && !next.equals("only")
                  && !fits(next, "later|more|less|longer|earlier")
              || it.equals("no")
                  && !fits(next, "later|more|less|\\d.*")
                  && !words.subList(0, at).contains("no");
      // `We keep them no longer than a year`: longer is what is denied.
      if (fits(it, "no|not")
          && fits(next, "longer|later|more")
          && word(words, at + 2).equals("than")) {
        all.add(
            new Clue(
                last(unit, at), at, true, conditional(unit, at), false, false, Clue.Who.UNSAID));
        continue;
      }
      // `except`, `unless` and `without` deny without a negated verb: see denies.
      if (no) {
        int anchor =
            it.equals("no") || it.equals("none") ? before(unit, at) : following(unit, at + 1, 3);
        all.add(
            new Clue(
                anchor >= 0 ? anchor : following(unit, at + 1, 4),
                at,
                true,
                it.equals("unless") || conditional(unit, at),
                false,
                false,
                Clue.Who.UNSAID));
        continue;
      }
      // `21 May 2013` is a date.
      boolean date =
          it.equals("may") && (fits(word(words, at - 1), "\\d{1,2}") || fits(next, "\\d{1,4}"));
      // `No visitor can be seen` says that it cannot.
      boolean none =
          words.subList(Math.max(0, at - 4), at).stream()
              .anyMatch(that -> fits(that, "no|nobody|none|nothing|neither"));
      boolean may =
          !date
              && fits(it, "may|might|can|could")
              && !(fits(it, "can|could") && (none || fits(next, "not|never")));
      boolean must =
          fits(it, "must|shall|should|obliged") && !fits(next, "not|never")
              || fits(it, "ha(?:s|ve)|need|needs|required") && next.equals("to");
      var who =
          switch (it) {
            case "we" -> Clue.Who.WE;
            // `How they treated you;`: what ends a clause is no subject.
            case "you" -> ends(unit, at) ? Clue.Who.UNSAID : Clue.Who.YOU;
            case "they" -> Clue.Who.THEY;
            default -> Clue.Who.UNSAID;
          };
      if (may || must) {
        all.add(
            new Clue(
                following(unit, at + 1, 3),
                at,
                false,
                fits(it, "can|could") && words.subList(Math.max(0, at - 4), at).contains("that"),
                may,
                must,
                subject(words, at)));
      } else if (who != Clue.Who.UNSAID
          && !(at > 0
              && !parted(unit, at - 1, at)
              && fits(
                  words.get(at - 1),
                  "to|with|from|about|for|of|by|tell|help|let|give|notify|contact|ask|allow|warn|offer|invite|enable|require|which|identify|recogni[sz]e|show|send|remind|remember"))) {
        int skip = at + 1;
        while (BETWEEN.contains(word(words, skip))) skip++;
        all.add(new Clue(following(unit, skip, 1), at, false, false, false, false, who));
      }
    }
    return all;
  }

  private static boolean ends(Unit unit, int at) {
    var word = unit.words().get(at);
    var text = word.block().text();
    if (fits(
        word(unit.folded(), at + 1),
        "on|in|with|for|about|of|at|by|from|to|as|through|under|when|if|that|the|a|an|our|more|again|directly|personally|separately")) {
      return true;
    }
    return at == unit.words().size() - 1
        || word.token().end() < text.length()
            && ".;:)".indexOf(text.charAt(word.token().end())) >= 0;
  }

  /// `has no programme`: the verb stands before.
  private static int before(Unit unit, int at) {
    var all = unit.mentions();
    for (int index = all.size() - 1; index >= 0; index--) {
      var it = all.get(index);
      if (it.to() <= at && at - it.to() < 2 && it.means("exist")) return index;
    }
    return -1;
  }

  private static final int NEAR = 5;

  /// After `if`, near, or further where no comma ends the condition.
  private static boolean conditional(Unit unit, int at) {
    boolean parted = false;
    for (int back = at - 1; back >= 0; back--) {
      parted |= parted(unit, back, back + 1);
      if (parted && at - back > NEAR) return false;
      if (fits(unit.folded().get(back), "if|unless|where|when|whether")) return true;
    }
    return false;
  }

  private static Clue.Who subject(List<String> words, int at) {
    for (int back = at - 1; back >= Math.max(0, at - 2); back--) {
      if (words.get(back).equals("we")) return Clue.Who.WE;
      if (words.get(back).equals("you")) return Clue.Who.YOU;
    }
    return Clue.Who.UNSAID;
  }

  @Override
  boolean denies(List<String> folded, int at) {
    return fits(
        folded.get(at),
        "without|except|exception|exceptions|sole|only|solely|exclusively|below|under|outside|before|until|unauthori[sz]ed|prohibit.*|forbid.*|instead");
  }

  @Override
  Clue.Who owner(List<String> folded, Mention mention) {
    for (int back = mention.from() - 1; back >= Math.max(0, mention.from() - 2); back--) {
      if (folded.get(back).equals("your")) return Clue.Who.YOU;
      if (folded.get(back).equals("our")) return Clue.Who.WE;
    }
    return Clue.Who.UNSAID;
  }

  @Override
  Role role(List<String> folded, Mention mention) {
    for (int back = mention.from() - 1; back >= Math.max(0, mention.from() - 3); back--) {
      switch (folded.get(back)) {
        case "by" -> {
          return Role.BY;
        }
        case "with" -> {
          return Role.WITH;
        }
        case "to" -> {
          return Role.TO;
        }
        case "from" -> {
          return Role.FROM;
        }
        default -> {}
      }
      if (!fits(
          folded.get(back),
          "the|a|an|our|your|their|its|other|any|all|those|these|such|certain|that")) {
        break;
      }
    }
    return Role.UNSAID;
  }
}
