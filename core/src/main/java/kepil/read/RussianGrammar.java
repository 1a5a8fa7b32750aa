package kepil.read;

import java.util.ArrayList;
import java.util.List;

/// Russian says it in small words before the verb, and the person in its ending.
final class RussianGrammar extends Grammar {
  RussianGrammar() {
    super(
        listed(
            """
            и в во на с со по к о об от до из за для при или а но что как это эти этот этой их его ее мы вы вас вам нас нам ваш ваши вашей ваших наш наши наших
            нашей они он она который которые которых которой также если когда чтобы такой такие таких свои своих быть были будет есть том только без не нет ни
            """));
  }

  @Override
  List<Clue> clues(Unit unit) {
    var words = unit.folded();
    var all = new ArrayList<Clue>();
    for (int at = 0; at < words.size(); at++) {
      var it = words.get(at);
      var next = word(words, at + 1);
      if (it.equals("не")
              && !fits(
                  next,
                  "только|меньше|старше|младше|выше|ниже|хуже|лучше|позднее|позже|менее|более|ранее|реже|дольше|больше|раньше")
          || fits(it, "нет|нельзя|невозможно|запреща.*|запрещен.*")) {
        int anchor = following(unit, at + 1, 2);
        boolean modal = fits(next, "мож.*|мог.*|долж.*|обязан.*|вправе|буд.*|явля.*|счита.*|хот.*");
        all.add(
            new Clue(
                modal
                    ? following(unit, at + 2, 3)
                    : it.equals("нет") ? anchor(unit, at, false) : anchor,
                at,
                true,
                conditional(words, at),
                false,
                false,
                Clue.Who.UNSAID));
        continue;
      }
      // `Никакой другой`, without the second denial that Russian otherwise wants.
      if (fits(it, "никак\\p{L}+|ни")
          && words.stream().noneMatch(that -> fits(that, "не|нет|нельзя"))) {
        all.add(
            new Clue(following(unit, at + 1, 3), at, true, false, false, false, Clue.Who.UNSAID));
        continue;
      }
      if (it.equals("не") && fits(next, "дольше|позднее|позже|более")) {
        all.add(
            new Clue(
                last(unit, at), at, true, conditional(words, at), false, false, Clue.Who.UNSAID));
        continue;
      }
      boolean may =
          fits(it, "может|можете|можем|могут|могли|вправе|возможно|можно|мог|допускается")
              && !fits(word(words, at - 1), "не|насколько|технически|если");
      boolean must =
          fits(it, "должн.*|долж[еа]н|подлеж.*|обязан.*|необходимо|следует|обязуе.*")
              && !word(words, at - 1).equals("не");
      var who = it.equals("мы") ? Clue.Who.WE : it.equals("вы") ? Clue.Who.YOU : Clue.Who.UNSAID;
      if (who == Clue.Who.UNSAID
          && anchor(unit, at, false) >= 0
          && acts(unit.mentions().get(anchor(unit, at, false)))
          && unit.mentions().get(anchor(unit, at, false)).from() <= at
          && at < unit.mentions().get(anchor(unit, at, false)).to()) {
        who =
            fits(it, ".{3,}(?:аем|яем|уем|еем|им|ем)")
                ? Clue.Who.WE
                : fits(it, ".{3,}(?:аете|яете|уете|ите|ете|йте|йтесь)")
                    ? Clue.Who.YOU
                    : fits(it, ".{3,}(?:ает|яет|ует|ит|ют|ут|ат|ят|ется|ются)")
                        ? Clue.Who.THEY
                        : Clue.Who.UNSAID;
      }
      boolean pronoun = it.equals("мы") || it.equals("вы");
      if (may || must) {
        all.add(
            new Clue(following(unit, at + 1, 3), at, false, false, may, must, subject(words, at)));
      } else if (pronoun) {
        all.add(new Clue(following(unit, at + 1, 4), at, false, false, false, false, who));
      } else if (who != Clue.Who.UNSAID) {
        all.add(new Clue(anchor(unit, at, false), at, false, false, false, false, who));
      }
    }
    return all;
  }

  private static boolean conditional(List<String> words, int at) {
    return words.subList(Math.max(0, at - 6), at).stream()
        .anyMatch(it -> fits(it, "если|чтобы|пока"));
  }

  private static Clue.Who subject(List<String> words, int at) {
    for (int back = at - 1; back >= Math.max(0, at - 3); back--) {
      if (words.get(back).equals("мы")) return Clue.Who.WE;
      if (words.get(back).equals("вы")) return Clue.Who.YOU;
    }
    return fits(words.get(at), "можем")
        ? Clue.Who.WE
        : fits(words.get(at), "можете") ? Clue.Who.YOU : Clue.Who.UNSAID;
  }

  @Override
  boolean denies(List<String> folded, int at) {
    return fits(
                folded.get(at),
                "без|кроме|исключени\\p{L}+|единственн\\p{L}+|только|лишь|исключительно|прежде|пока")
            && !(fits(folded.get(at), "кроме|прежде") && fits(word(folded, at + 1), "того|всего"))
        || fits(folded.get(at), "младше|ниже|вне|несанкционирован.*|неправомерн.*");
  }

  @Override
  Clue.Who owner(List<String> folded, Mention mention) {
    for (int back = mention.from() - 1; back >= Math.max(0, mention.from() - 2); back--) {
      if (fits(folded.get(back), "ваш.*")) return Clue.Who.YOU;
      if (fits(folded.get(back), "наш.*")) return Clue.Who.WE;
    }
    return Clue.Who.UNSAID;
  }

  @Override
  Role role(List<String> folded, Mention mention) {
    for (int back = mention.from() - 1; back >= Math.max(0, mention.from() - 3); back--) {
      var it = folded.get(back);
      if (fits(it, "с|со")) return Role.WITH;
      if (fits(it, "от|из|у")) return Role.FROM;
      if (fits(it, "к|ко")) return Role.TO;
      if (!fits(it, "ваш.*|наш.*|друг.*|кажд.*|люб.*|эт.*|всех|сво.*")) break;
    }
    return Role.UNSAID;
  }
}
