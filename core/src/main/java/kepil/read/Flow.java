package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kepil.read.Clue.Who;

/// Something that goes from one party to another: `the seller pays the buyer back`, `the buyer gets
/// it from the seller`.
///
/// Whoever acts stands bare in every language; where it goes, or comes from, is said by `to` and
/// `from`, by a case or an ending. So `A gives to B`, `B is given by A` and `B gets from A` are one
/// flow, however a language words it.
record Flow(Party from, Party to, Finding.Spot spot) {
  /// Who takes part: we, you, or somebody the lexicon knows.
  record Party(Who who, Optional<Mention> mention) {
    boolean agrees(Party other) {
      return mention.isPresent() && other.mention.isPresent()
          ? mention.get().agrees(other.mention.get())
          : mention.isEmpty() && other.mention.isEmpty() && who == other.who;
    }
  }

  /// What somebody is to the act.
  private enum Part {
    ACTS,
    BY,
    TO,
    FROM,
    WITH
  }

  private record Taking(Party party, Part part, int from, int to) {}

  boolean reverses(Flow other) {
    return from.agrees(other.to) && to.agrees(other.from);
  }

  boolean agrees(Flow other) {
    return from.agrees(other.from) && to.agrees(other.to);
  }

  /// Acts by which something passes from one to the other.
  private static final Set<String> PASSING =
      Set.of(
          "give",
          "send",
          "share",
          "transfer",
          "disclose",
          "receive",
          "collect",
          "notify",
          "warn",
          "return-give-back",
          "refund",
          "compensate",
          "payment",
          "sell",
          "buy",
          "deliver-out",
          "delivery",
          "answer",
          "show",
          "ask",
          "require",
          "lend",
          "instruct",
          "entrust");

  /// `Asks the seller` is in other languages `asks it from the seller`.
  private static final Set<String> ASKING = Set.of("ask", "require");

  static List<Flow> of(Unit unit) {
    var all = new ArrayList<Flow>();
    Optional<Taking> before = Optional.empty();
    for (var clause : clauses(unit)) {
      var taking = takings(unit, clause);
      var acting = taking.stream().filter(it -> it.part() == Part.BY).findFirst();
      boolean passive = acting.isPresent();
      if (acting.isEmpty()) {
        acting = taking.stream().filter(it -> it.part() == Part.ACTS).findFirst();
      }
      if (acting.isEmpty()) acting = verb(unit, clause);
      if (acting.isEmpty() && !opens(unit, clause.from())) acting = before;
      before = acting;
      if (acting.isEmpty() || mentions(unit, clause, PASSING).isEmpty()) continue;
      boolean asked =
          mentions(unit, clause, PASSING).stream()
              .allMatch(it -> ASKING.stream().anyMatch(it::means));
      boolean shared = !mentions(unit, clause, Set.of("share")).isEmpty();
      var who = acting.get();
      for (var it : taking) {
        if (it.party().agrees(who.party())) continue;
        var part =
            passive && it.part() == Part.ACTS
                ? Part.TO
                : it.part() == Part.WITH && shared || it.part() == Part.FROM && asked
                    ? Part.TO
                    : it.part();
        if (part != Part.TO && part != Part.FROM) continue;
        boolean to = part == Part.TO;
        all.add(
            new Flow(
                to ? who.party() : it.party(),
                to ? it.party() : who.party(),
                spot(unit, clause, who, it)));
      }
    }
    return all;
  }

  /// From the one to the other; where the actor stands in a clause before, what is told of him.
  private static Finding.Spot spot(Unit unit, Clause clause, Taking one, Taking other) {
    int from = Math.min(one.from(), other.from());
    int to = Math.max(one.to(), other.to());
    return from >= clause.from() ? unit.spot(from, to) : unit.spot(clause.from(), clause.to());
  }

  private record Clause(int from, int to) {}

  /// Cut at what parts clauses; never between two parties of one row (`the seller and the
  /// courier`).
  private static List<Clause> clauses(Unit unit) {
    var all = new ArrayList<Clause>();
    int from = 0;
    for (int at = 1; at < unit.words().size(); at++) {
      boolean cut =
          Grammar.parted(unit, at - 1, at) || joins(unit, at) || opens(unit, at) && at > from;
      if (!cut || row(unit, at)) continue;
      all.add(new Clause(from, at));
      from = at;
    }
    all.add(new Clause(from, unit.words().size()));
    return all;
  }

  private static boolean joins(Unit unit, int at) {
    return Grammar.fits(
        unit.folded().get(at),
        "and|or|but|then|и|а|или|но|затем|және|немесе|ал|бірақ|әрі|və|yaxud|amma|lakin|isə");
  }

  /// Whether a word opens a clause that has an actor of its own.
  private static boolean opens(Unit unit, int at) {
    return Grammar.fits(
        unit.folded().get(at),
        "that|which|who|whom|whose|if|when|where|while|unless|because|so|after|before|until|"
            + "котор\\p{L}+|что|чтобы|если|когда|пока|поскольку|кто|егер|əgər|ki");
  }

  private static boolean row(Unit unit, int at) {
    int next = joins(unit, at) ? at + 1 : at;
    while (next < unit.words().size() && BEFORE.matcher(unit.folded().get(next)).matches()) next++;
    int start = next;
    return unit.mentions().stream().anyMatch(it -> party(it) && it.to() == at)
        && unit.mentions().stream().anyMatch(it -> party(it) && it.from() == start);
  }

  /// Words between a preposition and its noun.
  private static final java.util.regex.Pattern BEFORE =
      java.util.regex.Pattern.compile(
          "the|a|an|our|your|their|its|his|her|other|any|all|those|these|such|certain|each|every|same|"
              + "both|the|ваш\\p{L}*|наш\\p{L}*|друг\\p{L}*|кажд\\p{L}*|люб\\p{L}*|эт\\p{L}*|сво\\p{L}*|"
              + "сам\\p{L}*");

  private static boolean party(Mention it) {
    return it.is(Concept.Kind.PARTY) || PARTIES.stream().anyMatch(it::means);
  }

  private static final Set<String> PARTIES = Set.of("seller", "bank", "court", "employer");

  private static List<Mention> mentions(Unit unit, Clause clause, Set<String> ids) {
    return unit.mentions().stream()
        .filter(it -> it.from() >= clause.from() && it.to() <= clause.to())
        .filter(it -> ids.stream().anyMatch(it::means))
        .toList();
  }

  /// Who acts by the ending of a verb alone: `сообщаем ему`, `оған хабарлаймыз`.
  private static Optional<Taking> verb(Unit unit, Clause clause) {
    return unit.clues().stream()
        .filter(it -> it.at() >= clause.from() && it.at() < clause.to())
        .filter(it -> it.who() == Who.WE || it.who() == Who.YOU)
        .filter(it -> !Actors.order(unit, it.at()))
        .findFirst()
        .map(
            it ->
                new Taking(new Party(it.who(), Optional.empty()), Part.ACTS, it.at(), it.at() + 1));
  }

  private static List<Taking> takings(Unit unit, Clause clause) {
    var all = new ArrayList<Taking>();
    for (int at = clause.from(); at < clause.to(); at++) {
      int word = at;
      var party =
          unit.mentions().stream()
              .filter(it -> it.from() == word && party(it))
              .map(it -> new Mention(it.from(), head(unit, it), it.concepts()))
              .findFirst();
      if (party.isPresent() && party.get().to() <= clause.to()) {
        var it = party.get();
        boolean second = !all.isEmpty() && all.getLast().to() == at - 1 && joins(unit, at - 1);
        var part = second ? Optional.of(all.getLast().part()) : part(unit, it, clause.from(), all);
        part.ifPresent(
            that -> all.add(new Taking(new Party(Who.THEY, party), that, it.from(), it.to())));
        continue;
      }
      pronoun(unit, at).ifPresent(it -> all.add(new Taking(it.party(), it.part(), word, word + 1)));
    }
    return all;
  }

  /// `Страховая компания`, `sığorta şirkəti`: the case stands at the noun.
  private static int head(Unit unit, Mention party) {
    return unit.mentions().stream()
        .filter(it -> it.from() == party.to() && (it.means("we-org") || it.means("person")))
        .map(Mention::to)
        .findFirst()
        .orElse(party.to());
  }

  /// We and you, in whatever case.
  private static Optional<Taking> pronoun(Unit unit, int at) {
    var word = unit.folded().get(at);
    var who =
        Grammar.fits(word, "we|us|мы|нам|нас|нами|біз(?:ге|ден|ді|бен)?|biz(?:ə|dən|i|imlə)?")
            ? Who.WE
            : Grammar.fits(word, "you|вы|вам|вас|вами|сіз(?:ге|ден|ді|бен)?|siz(?:ə|dən|i|inlə)?")
                ? Who.YOU
                : Who.UNSAID;
    if (who == Who.UNSAID) return Optional.empty();
    var before = Grammar.word(unit.folded(), at - 1);
    Optional<Part> part =
        switch (unit.tongue()) {
          case EN ->
              preposition(before)
                  .or(
                      () ->
                          word.equals("we")
                                  || word.equals("you")
                                      && unit.clues().stream()
                                          .anyMatch(
                                              it ->
                                                  it.who() == Who.YOU
                                                      && it.at() >= at
                                                      && it.at() <= at + 2)
                              ? Optional.of(Part.ACTS)
                              : acts(unit, at - 1) ? Optional.of(Part.TO) : Optional.empty());
          case RU ->
              Grammar.fits(word, "мы|вы")
                  ? Optional.of(Part.ACTS)
                  : Grammar.fits(before, "от|у") && Grammar.fits(word, "нас|вас")
                      ? before.equals("от") ? Optional.of(Part.FROM) : Optional.empty()
                      : Grammar.fits(word, "нам|вам")
                          ? Optional.of(need(unit, at) ? Part.ACTS : Part.TO)
                          : Grammar.fits(before, "с|со")
                              ? Optional.of(Part.WITH)
                              : Optional.empty();
          case KK, AZ ->
              Grammar.fits(word, "біз|сіз|biz|siz")
                  ? Optional.of(Part.ACTS)
                  : Grammar.fits(word, ".+(?:ге|ə)")
                      ? Optional.of(need(unit, at) ? Part.ACTS : Part.TO)
                      : Grammar.fits(word, ".+(?:ден|dən)")
                          ? Optional.of(Part.FROM)
                          : Grammar.fits(word, ".+(?:бен|lə)")
                              ? Optional.of(Part.WITH)
                              : Optional.empty();
          case OTHER -> Optional.empty();
        };
    return part.map(it -> new Taking(new Party(who, Optional.empty()), it, at, at + 1));
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
      case "by" -> Optional.of(Part.BY);
      case "to" -> Optional.of(Part.TO);
      case "from" -> Optional.of(Part.FROM);
      case "with" -> Optional.of(Part.WITH);
      default -> Optional.empty();
    };
  }

  private static Optional<Part> part(Unit unit, Mention it, int start, List<Taking> before) {
    return switch (unit.tongue()) {
      case EN -> english(unit, it, start, before);
      case RU -> russian(unit, it);
      case KK -> kazakh(unit, it);
      case AZ -> azerbaijani(unit, it);
      case OTHER -> Optional.empty();
    };
  }

  private static Optional<Part> english(Unit unit, Mention it, int start, List<Taking> before) {
    var head = unit.words().get(it.to() - 1).token().text();
    if (Grammar.fits(head, ".+['’]s?")) return Optional.empty();
    int at = it.from() - 1;
    while (at >= start && BEFORE.matcher(unit.folded().get(at)).matches()) at--;
    var word = at < start ? "" : unit.folded().get(at);
    var said = preposition(word);
    if (said.isPresent()) return said;
    if (Grammar.fits(
        word,
        "of|for|in|on|about|under|through|between|against|as|into|at|than|via|within|upon|like|per|without|among|not")) {
      return Optional.empty();
    }
    // `Pays the buyer`: what stands behind a verb is to whom.
    return before.stream().anyMatch(that -> that.part() == Part.ACTS)
            || at >= start && acts(unit, at)
        ? Optional.of(Part.TO)
        : Optional.of(Part.ACTS);
  }

  private static boolean acts(Unit unit, int at) {
    return unit.mentions().stream()
        .anyMatch(
            it ->
                it.from() <= at
                    && at < it.to()
                    && PASSING.stream().anyMatch(it::means)
                    && !it.is(Concept.Kind.DATA));
  }

  /// Nouns of Russian parties that are feminine: their bare form ends like a genitive of the
  /// others.
  private static final String FEMININE =
      "(?:служб|компани|организаци|фирм|сторон|полици|клиник|школ|администраци|комисси|инспекци)\\p{L}*";

  private static Optional<Part> russian(Unit unit, Mention it) {
    var before = Grammar.word(unit.folded(), it.from() - 1);
    int back = it.from() - 1;
    while (back > 0 && BEFORE.matcher(unit.folded().get(back)).matches()) back--;
    if (back >= 0) before = unit.folded().get(back);
    var word = unit.folded().get(it.to() - 1);
    var first = unit.folded().get(it.from());
    if (Grammar.fits(before, "от|у")) return Optional.of(Part.FROM);
    if (Grammar.fits(before, "с|со")) return Optional.of(Part.WITH);
    if (Grammar.fits(
        before,
        "к|ко|для|о|об|обо|при|через|без|из|в|во|на|по|за|до|над|под|перед|между|против|ради|кроме|среди|про|как")) {
      return Optional.empty();
    }
    boolean feminine = Grammar.fits(word, FEMININE);
    boolean verb = Grammar.fits(before, ".{3,}(?:ет|ит|ют|ут|ят|ат|ают|ем|им|ете|ите|ть|л|ла|ли)");
    if (Grammar.fits(word, ".+(?:ам|ям)") || !feminine && Grammar.fits(word, ".+[ую]")) {
      return Optional.of(Part.TO);
    }
    if (Grammar.fits(word, ".+(?:ами|ями)") || !feminine && Grammar.fits(word, ".+[оеё]м")) {
      return Grammar.fits(
              before, "явля\\p{L}+|стан\\p{L}+|счита\\p{L}+|быть|был\\p{L}*|назыв\\p{L}+")
          ? Optional.empty()
          : Optional.of(Part.BY);
    }
    if (feminine) {
      if (Grammar.fits(word, ".+[ая]")) return Optional.of(Part.ACTS);
      if (Grammar.fits(word, ".+(?:ой|ей|ою)")) return Optional.of(Part.BY);
      if (Grammar.fits(word, ".+[^и]е")) return Optional.of(Part.TO);
      return Grammar.fits(word, ".+[ую]") && verb ? Optional.of(Part.TO) : Optional.empty();
    }
    boolean genitive =
        Grammar.fits(first, ".+(?:его|ого|их|ых)") && it.to() - it.from() > 1
            || Grammar.fits(word, ".+(?:ов|ев|ей)")
            || Grammar.fits(word, ".+[ая]") && !Grammar.fits(word, "лица");
    if (genitive) return verb ? Optional.of(Part.TO) : Optional.empty();
    return Optional.of(Part.ACTS);
  }

  private static Optional<Part> kazakh(Unit unit, Mention it) {
    var word = unit.folded().get(it.to() - 1);
    var next = Grammar.word(unit.folded(), it.to());
    if (Grammar.fits(next, "тарапынан|жағынан")) return Optional.of(Part.BY);
    if (Grammar.fits(word, ".+(?:н[ыі]ң|[дт][ыі]ң)")) return Optional.empty();
    if (Grammar.fits(word, ".{3,}(?:дан|ден|тан|тен|нан|нен)")) return Optional.of(Part.FROM);
    if (Grammar.fits(word, ".{3,}[мбп]ен")) return Optional.of(Part.WITH);
    if (Grammar.fits(word, ".{3,}(?:ға|ге|қа|ке|на|не)") && !Grammar.fits(word, ".+хана")) {
      return Optional.of(Part.TO);
    }
    if (Grammar.fits(word, ".{3,}[ндт][ыі]")) return Optional.of(Part.TO);
    // `Сатып алушы деректері`: what belongs to it.
    return Grammar.fits(next, ".+(?:[^ндт][ыі]|[^ндт][ыі]н(?:[ае]|[ыі]ң|да|де|ан|ен)?)")
            || Grammar.fits(next, "үшін|туралы|арқылы|бойынша|сияқты|ретінде|мен|бен|пен|не|деп")
        ? Optional.empty()
        : Optional.of(Part.ACTS);
  }

  private static Optional<Part> azerbaijani(Unit unit, Mention it) {
    var word = unit.folded().get(it.to() - 1);
    var next = Grammar.word(unit.folded(), it.to());
    if (next.equals("tərəfindən")) return Optional.of(Part.BY);
    if (next.equals("ilə")) return Optional.of(Part.WITH);
    if (Grammar.fits(next, "üçün|barədə|haqqinda|vasitəsilə|üzrə|kimi|adindan")) {
      return Optional.empty();
    }
    if (Grammar.fits(word, ".{3,}d[aə]n")) return Optional.of(Part.FROM);
    if (Grammar.fits(word, ".{3,}(?:n[iuü]n|[^c][iuü]n)")) return Optional.empty();
    if (Grammar.fits(word, ".{3,}l[aə]") && !Grammar.fits(word, ".+l[aə]r")) {
      return Optional.of(Part.WITH);
    }
    if (Grammar.fits(word, ".{3,}[aə]")) return Optional.of(Part.TO);
    if (Grammar.fits(word, ".{3,}n[iuü]") && !Grammar.fits(word, ".+nc[iuü]")) {
      return Optional.of(Part.TO);
    }
    // `Kuryeri` may be whom or whose; `satıcı` ends so by itself.
    return Grammar.fits(word, ".{3,}[^cç][iuü]") ? Optional.empty() : Optional.of(Part.ACTS);
  }
}
