package kepil.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kepil.read.Clue.Who;

/// The rules by which two versions are compared.
final class SideRules {
  private SideRules() {}

  static final List<SideRule> ALL = List.of(
      new SideRule("refusal-turned", Kind.POLARITY, "The same act, duty or possession is denied in one language and stated in the other.", "Readers of the two languages are promised the opposite.", SideRules::refusal),
      new SideRule("other-actor", Kind.ACTOR, "The same act is done by us in one language and by the person in the other.", "A duty or a right has changed hands.", SideRules::actor),
      new SideRule("roles-swapped", Kind.ACTOR, "Who gives is in one language who receives in the other.", "Data go the other way.", SideRules::roles),
      new SideRule("other-owner", Kind.ACTOR, "What is ours in one language is the person's in the other.", "The sentence speaks of somebody else.", SideRules::owner),
      new SideRule("figure-differs", Kind.FIGURE, "A number, code or date differs, or stands in one language only.", "A period, an article, an amount or an address must be the same for every reader.", SideRules::figures),
      new SideRule("address-differs", Kind.FIGURE, "A link or an e-mail address differs, or stands in one language only.", "Half the readers are led elsewhere, or nowhere.", SideRules::addresses),
      new SideRule("possible-or-certain", Kind.MODALITY, "What is stated as a fact in one language is only possible or allowed in the other.", "May and does are different promises.", SideRules::possible),
      new SideRule("duty-or-choice", Kind.MODALITY, "What must be in one language may be, or simply is, in the other.", "Must and may are different promises.", SideRules::duty),
      new SideRule("list-differs", Kind.COUNT, "A numbered list has more points in one language.", "A point that is missing is a promise that is missing.", SideRules::count),
      new SideRule("other-concept", Kind.CONCEPT, "A word of one language stands for something near, but not the same, in the other.", "Reduce is not stop, publish is not use: the readers are told different facts.", SideRules::concept),
      new SideRule("word-without-counterpart", Kind.CONCEPT, "In sentences that otherwise agree, a word of each language has no counterpart in the other.", "One may stand for the other, or the meaning has changed; a person who reads both must look.", SideRules::doubtful),
      new SideRule("concept-missing", Kind.OMISSION, "Something one language names is not named in the other.", "Who reads the other language does not learn of it.", SideRules::missing),
      new SideRule("definition-missing", Kind.OMISSION, "A term is put in quotation marks or bold, and so defined, in one language only.", "The other language uses a term it never explains.", SideRules::definition),
      new SideRule("sentence-missing", Kind.OMISSION, "A sentence has no counterpart in the other language.", "Who reads the other language does not learn of it.", SideRules::sentence),
      new SideRule("contents-differ", Kind.ALIGNMENT, "The tables of contents have different numbers of entries.", "A reader cannot find in one language what the other lists.", SideRules::contents));

  // --- polarity ----------------------------------------------------------------------------------------------------

  private static List<Finding> refusal(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading()) continue;
      int denialsLeft = pair.left().stream().mapToInt(it -> Grammar.of(it.tongue()).denials(it)).sum();
      int denialsRight = pair.right().stream().mapToInt(it -> Grammar.of(it.tongue()).denials(it)).sum();
      boolean evenly = denialsLeft == denialsRight;
      List<Finding.Spot> found = List.of();
      boolean leftDenies = true;
      // To have and to be meant for say what the sentence is about; other verbs may stand beside it.
      for (boolean telling : new boolean[] {true, false}) {
        for (boolean side : new boolean[] {true, false}) {
          if (!found.isEmpty()) continue;
          found = turned(side ? pair.left() : pair.right(), side ? pair.right() : pair.left(), evenly, telling);
          leftDenies = side;
        }
      }
      if (found.isEmpty() && pair.likeness() > 0.35 && (denialsLeft == 0) != (denialsRight == 0)) {
        leftDenies = denialsLeft > 0;
        found = plain(leftDenies ? pair.left() : pair.right(), leftDenies ? pair.right() : pair.left());
      }
      if (found.isEmpty()) {
        unevenly(rule, pairing, pair, denialsLeft, denialsRight, all);
        continue;
      }
      var spots = leftDenies ? found : found.reversed();
      var said = found.getFirst();
      all.add(Pairing.finding(rule, Severity.REVERSES, spots, "`" + said.quote() + "` denies in " + (leftDenies ? pairing.nameLeft() : pairing.nameRight()) + " what " + (leftDenies ? pairing.nameRight() : pairing.nameLeft()) + " states", "decide which of the two holds, and correct the other"));
    }
    return all;
  }

  /// Several denials on both sides, one more on this: which is lost cannot be told, but somebody should look.
  private static void unevenly(SideRule rule, Pairing pairing, Pair pair, int left, int right, List<Finding> all) {
    int mine = finite(pair.left());
    int theirs = finite(pair.right());
    if (pair.likeness() < 0.4 || mine == theirs || left == right || (left > right) != (mine > theirs)) return;
    all.add(Pairing.finding(rule, Severity.DOUBTFUL, List.of(pair.left().getFirst().spot(), pair.right().getFirst().spot()), mine + (mine == 1 ? " denial in " : " denials in ") + pairing.nameLeft() + ", " + theirs + " in " + pairing.nameRight(), "read both sentences; a `not` may be lost"));
  }

  private static int finite(List<Unit> units) {
    return (int) units.stream().flatMap(it -> it.clues().stream()).filter(it -> it.refused() && !it.conditional()).count();
  }

  /// The spot of the denial and of the statement; empty when nothing turned.
  private static List<Finding.Spot> turned(List<Unit> denying, List<Unit> stating, boolean evenly, boolean wanted) {
    for (var unit : denying) {
      for (var clue : unit.clues()) {
        if (!clue.refused() || clue.conditional() || clue.mention() < 0) continue;
        var mention = unit.mentions().get(clue.mention());
        boolean telling = mention.means("exist") || mention.means("intended");
        if (telling != wanted) continue;
        if (mention.is(Concept.Kind.FRAME) && !telling || evenly && !telling) continue;
        // Stated here too, or denied there too: both sides have both.
        if (stated(denying, mention) || denied(stating, mention)) continue;
        for (var other : stating) {
          for (var it : other.mentions()) {
            if (it.agrees(mention) && (Grammar.acts(it) || telling)) return List.of(unit.spot(Math.min(mention.from(), clue.at()), Math.max(mention.to(), clue.at() + 1)), other.spot(it));
          }
        }
      }
    }
    return List.of();
  }

  /// A denial on one side, none at all on the other, in sentences that otherwise say the same.
  private static List<Finding.Spot> plain(List<Unit> denying, List<Unit> stating) {
    if (denying.size() != 1 || stating.size() != 1) return List.of();
    var unit = denying.getFirst();
    var clue = unit.clues().stream().filter(it -> it.refused() && !it.conditional()).findFirst();
    if (clue.isEmpty() || negative(stating.getFirst())) return List.of();
    return List.of(unit.spot(clue.get().at(), clue.get().at() + 1), stating.getFirst().spot());
  }

  /// Whether a sentence says no by its meaning: refuse, stop, prevent.
  private static boolean negative(Unit unit) {
    return unit.mentions().stream().anyMatch(it -> it.concepts().stream().anyMatch(concept -> NEGATIVE.contains(concept.id())));
  }

  private static final Set<String> NEGATIVE = Set.of("refuse", "block", "objection", "stop", "reduce", "limit", "prevent", "abroad", "no-longer", "unauthorised", "misuse", "withdraw", "longer", "only");

  private static boolean denied(List<Unit> units, Mention mention) {
    return units.stream().anyMatch(unit -> unit.clues().stream().anyMatch(it -> it.refused() && it.mention() >= 0 && unit.mentions().get(it.mention()).agrees(mention)));
  }

  private static boolean stated(List<Unit> units, Mention mention) {
    for (var unit : units) {
      for (int at = 0; at < unit.mentions().size(); at++) {
        int index = at;
        if (unit.mentions().get(at).agrees(mention) && unit.clues().stream().noneMatch(it -> it.refused() && it.mention() == index)) return true;
      }
    }
    return false;
  }

  // --- who -----------------------------------------------------------------------------------------------------------

  private static List<Finding> actor(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading()) continue;
      search:
      for (var unit : pair.left()) {
        for (var clue : unit.clues()) {
          if (clue.mention() < 0 || clue.who() != Who.WE && clue.who() != Who.YOU) continue;
          var mention = unit.mentions().get(clue.mention());
          if (mention.is(Concept.Kind.FRAME) || mention.concepts().stream().allMatch(it -> it.kind() == Concept.Kind.MEASURE) || actors(pair.left(), mention).size() > 1) continue;
          var others = actors(pair.right(), mention);
          others.removeAll(Set.of(Who.UNSAID, Who.THEY));
          if (others.isEmpty() || others.contains(clue.who())) continue;
          var other = pair.right().stream().flatMap(it -> it.clues().stream().filter(that -> that.mention() >= 0 && it.mentions().get(that.mention()).agrees(mention) && that.who() != Who.UNSAID).map(that -> it.spot(Math.min(that.at(), it.mentions().get(that.mention()).from()), Math.max(that.at() + 1, it.mentions().get(that.mention()).to())))).findFirst().orElseThrow();
          all.add(Pairing.finding(rule, Severity.REVERSES, List.of(unit.spot(Math.min(clue.at(), mention.from()), Math.max(clue.at() + 1, mention.to())), other), (clue.who() == Who.WE ? "we" : "you") + " do this in " + pairing.nameLeft() + " (`" + unit.said(mention) + "`), " + (clue.who() == Who.WE ? "you" : "we") + " in " + pairing.nameRight(), "say in both who does it"));
          break search;
        }
      }
      if (!all.isEmpty() && all.getLast().spots().getFirst().block() == pair.left().getFirst().block().index()) continue;
      // Whatever the verbs mean: only we act here, only you there.
      var mine = people(pair.left());
      var theirs = people(pair.right());
      if (pair.likeness() > 0.4 && mine.size() == 1 && theirs.size() == 1 && !mine.keySet().equals(theirs.keySet())) {
        var who = mine.keySet().iterator().next();
        all.add(Pairing.finding(rule, Severity.REVERSES, List.of(mine.get(who), theirs.values().iterator().next()), (who == Who.WE ? "we" : "you") + " act in " + pairing.nameLeft() + ", " + (who == Who.WE ? "you" : "we") + " in " + pairing.nameRight(), "say in both who does it"));
      }
    }
    return all;
  }

  private static Map<Who, Finding.Spot> people(List<Unit> units) {
    var all = new HashMap<Who, Finding.Spot>();
    for (var unit : units) for (var it : unit.clues()) if ((it.who() == Who.WE || it.who() == Who.YOU) && !it.conditional() && leads(unit, it) && !orders(unit, it)) all.putIfAbsent(it.who(), unit.spot(it.at(), it.at() + 1));
    return all;
  }

  /// Whether who acts is the subject of the sentence: first in English and Russian, at its end in Kazakh and Azerbaijani.
  private static boolean leads(Unit unit, Clue clue) {
    return switch (unit.tongue()) {
      case KK, AZ -> clue.at() >= unit.words().size() - 2;
      // `If you ask, we …`: the condition is not what the sentence tells.
      case RU, EN, OTHER -> clue.at() <= 2 && unit.folded().subList(0, clue.at()).stream().noneMatch(it -> it.matches("if|when|whenever|where|once|after|before|unless|as|если|когда|пока|после"));
    };
  }

  /// `Read this carefully`, `we ask you to read this`: an order has no actor to compare.
  private static boolean orders(Unit unit, Clue clue) {
    var word = unit.folded().get(clue.at());
    boolean ending = switch (unit.tongue()) {
      case KK -> word.matches(".+[ыіа-я][ңн][ыі]з") && !clue.may() && !clue.must() && !word.matches(".+[аеи]с[ыі]з");
      case AZ -> word.matches(".+[iuü]n");
      case RU -> word.matches(".+йте|.+йтесь|.+ите|.+итесь");
      case EN, OTHER -> false;
    };
    return ending || clue.mention() >= 0 && unit.mentions().get(clue.mention()).means("ask");
  }

  private static Set<Who> actors(List<Unit> units, Mention mention) {
    var all = new HashSet<Who>();
    for (var unit : units) for (var it : unit.clues()) if (it.mention() >= 0 && it.who() != Who.UNSAID && unit.mentions().get(it.mention()).agrees(mention)) all.add(it.who());
    return all;
  }

  private static List<Finding> roles(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading()) continue;
      search:
      for (var unit : pair.left()) {
        for (var party : unit.mentions()) {
          if (!party.is(Concept.Kind.PARTY)) continue;
          var one = roles(pair.left(), party);
          var other = roles(pair.right(), party);
          if (one.size() != 1 || other.size() != 1) continue;
          var left = one.keySet().iterator().next();
          var right = other.keySet().iterator().next();
          if (!opposed(left, right) && !opposed(right, left)) continue;
          all.add(Pairing.finding(rule, Severity.REVERSES, List.of(one.get(left), other.get(right)), "`" + unit.said(party) + "` is " + role(left) + " in " + pairing.nameLeft() + " and " + role(right) + " in " + pairing.nameRight(), "say in both who gives and who receives"));
          break search;
        }
      }
    }
    return all;
  }

  private static boolean opposed(Grammar.Role one, Grammar.Role other) {
    return one == Grammar.Role.BY && (other == Grammar.Role.WITH || other == Grammar.Role.TO);
  }

  private static String role(Grammar.Role role) {
    return switch (role) {
      case BY -> "the one who acts";
      case WITH -> "the one with whom";
      case TO -> "the one to whom";
      case FROM -> "the one from whom";
      case UNSAID -> "named";
    };
  }

  private static Map<Grammar.Role, Finding.Spot> roles(List<Unit> units, Mention party) {
    var all = new HashMap<Grammar.Role, Finding.Spot>();
    for (var unit : units) for (var it : unit.mentions()) if (it.is(Concept.Kind.PARTY) && it.agrees(party)) all.put(Grammar.of(unit.tongue()).role(unit.folded(), it), unit.spot(it));
    return all;
  }

  private static List<Finding> owner(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      search:
      for (var unit : pair.left()) {
        for (var it : unit.mentions()) {
          if (!it.is(Concept.Kind.PARTY) && !it.is(Concept.Kind.THING)) continue;
          var mine = owners(pair.left(), it);
          var theirs = owners(pair.right(), it);
          if (mine.size() != 1 || theirs.size() != 1 || mine.keySet().equals(theirs.keySet())) continue;
          if (mine.containsKey(Who.UNSAID) || theirs.containsKey(Who.UNSAID)) continue;
          var whose = mine.keySet().iterator().next();
          all.add(Pairing.finding(rule, Severity.CHANGES, List.of(mine.get(whose), theirs.values().iterator().next()), "`" + unit.said(it) + "` is " + (whose == Who.WE ? "ours" : "yours") + " in " + pairing.nameLeft() + " and " + (whose == Who.WE ? "yours" : "ours") + " in " + pairing.nameRight(), "correct the possessive ending or pronoun"));
          break search;
        }
      }
    }
    return all;
  }

  private static Map<Who, Finding.Spot> owners(List<Unit> units, Mention mention) {
    var all = new HashMap<Who, Finding.Spot>();
    for (var unit : units) for (var it : unit.mentions()) if (it.agrees(mention)) all.put(Grammar.of(unit.tongue()).owner(unit.folded(), it), unit.spot(it));
    return all;
  }

  // --- figures -------------------------------------------------------------------------------------------------------

  private record Placed(String plain, Unit unit, Unit.Word word, Pair pair) {
    Finding.Spot spot() {
      return unit.document().spot(word.block(), word.token());
    }
  }

  private static List<Finding> figures(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    var sections = pairing.pairs().stream().collect(Collectors.groupingBy(Pair::section, LinkedHashMap::new, Collectors.toList()));
    for (var section : sections.values()) {
      var left = placed(section, true);
      var right = placed(section, false);
      cancel(left, right);
      spelled(left, pairing, false);
      spelled(right, pairing, true);
      for (var it : List.copyOf(left)) {
        // First within the same sentence, then anywhere in the section.
        var other = right.stream().filter(that -> that.pair() == it.pair() && like(it.plain(), that.plain())).findFirst()
            .or(() -> right.stream().filter(that -> that.pair() == it.pair() && sameShape(it, that)).findFirst())
            .or(() -> right.stream().filter(that -> it.plain().length() > 3 && like(it.plain(), that.plain())).findFirst());
        if (other.isEmpty()) continue;
        left.remove(it);
        right.remove(other.get());
        all.add(Pairing.finding(rule, Severity.CHANGES, List.of(it.spot(), other.get().spot()), "`" + it.word().token().text() + "` in " + pairing.nameLeft() + ", `" + other.get().word().token().text() + "` in " + pairing.nameRight(), "find out which is right, and keep it in one place for all languages"));
      }
      alone(rule, pairing, left, false, all);
      alone(rule, pairing, right, true, all);
    }
    return all;
  }

  private static void alone(SideRule rule, Pairing pairing, List<Placed> lone, boolean missingLeft, List<Finding> all) {
    var seen = new HashSet<Unit>();
    for (var it : lone) {
      // A sentence without counterpart is told as a whole.
      if (!it.pair().both() || !seen.add(it.unit())) continue;
      var together = lone.stream().filter(that -> that.unit() == it.unit()).map(that -> that.word().token().text()).distinct().collect(Collectors.joining("`, `"));
      var gap = missingLeft ? it.pair().left().getFirst().spot() : it.pair().right().getFirst().spot();
      all.add(Pairing.finding(rule, Severity.OMITS, List.of(it.spot(), gap), "`" + together + "` stands only in " + (missingLeft ? pairing.nameRight() : pairing.nameLeft()), "add it to the other, or drop it from both"));
    }
  }

  private static List<Placed> placed(List<Pair> pairs, boolean ofLeft) {
    var all = new ArrayList<Placed>();
    for (var pair : pairs) {
      for (var unit : ofLeft ? pair.left() : pair.right()) {
        for (var word : unit.words()) {
          if (word.token().kind() != Token.Kind.NUMBER || Figures.point(unit, word) || marker(unit, word)) continue;
          all.add(new Placed(Figures.plain(word.token().text()), unit, word, pair));
        }
      }
    }
    return all;
  }

  private static boolean marker(Unit unit, Unit.Word word) {
    return word == unit.words().getFirst() && unit.heading() && unit.marker().contains(word.token().text());
  }

  /// Equal ones cancel out; in the same sentence first, so that what is left stands where it differs.
  private static void cancel(List<Placed> left, List<Placed> right) {
    for (boolean near : new boolean[] {true, false}) {
      for (var it : List.copyOf(left)) {
        var same = right.stream().filter(that -> that.plain().equals(it.plain()) && (!near || that.pair() == it.pair())).findFirst();
        if (same.isEmpty()) continue;
        left.remove(it);
        right.remove(same.get());
      }
    }
  }

  /// A number that the other side writes out as a word is there.
  private static void spelled(List<Placed> figures, Pairing pairing, boolean onLeft) {
    figures.removeIf(it -> it.plain().matches("\\d{1,3}") && (onLeft ? it.pair().left() : it.pair().right()).stream().anyMatch(unit -> Numerals.stands(unit, Integer.parseInt(it.plain()))));
  }

  private static boolean sameShape(Placed one, Placed other) {
    return one.plain().replaceAll("\\d", "9").replaceAll("\\p{L}", "A").equals(other.plain().replaceAll("\\d", "9").replaceAll("\\p{L}", "A"))
        || one.plain().matches("[\\d.,]+") && other.plain().matches("[\\d.,]+");
  }

  private static boolean like(String one, String other) {
    int apart = Figures.distance(one, other);
    return apart > 0 && apart <= Math.max(1, Math.max(one.length(), other.length()) / 3) && Math.min(one.length(), other.length()) > 1;
  }

  private static List<Finding> addresses(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    var left = addresses(pairing.left());
    var right = addresses(pairing.right());
    var onlyLeft = new LinkedHashMap<>(left);
    onlyLeft.keySet().removeAll(right.keySet());
    var onlyRight = new LinkedHashMap<>(right);
    onlyRight.keySet().removeAll(left.keySet());
    for (var it : List.copyOf(onlyLeft.keySet())) {
      var like = onlyRight.keySet().stream().filter(that -> alike(it, that)).findFirst();
      if (like.isEmpty()) continue;
      all.add(Pairing.finding(rule, Severity.CHANGES, List.of(onlyLeft.remove(it), onlyRight.remove(like.get())), "`" + it + "` in " + pairing.nameLeft() + ", `" + like.get() + "` in " + pairing.nameRight(), "find out which is right, and keep it in one place for all languages"));
    }
    lone(rule, pairing, onlyLeft, right, false, all);
    lone(rule, pairing, onlyRight, left, true, all);
    return all;
  }

  /// One that is nearly one of the other side is a slip; any other is simply missing there.
  private static void lone(SideRule rule, Pairing pairing, Map<String, Finding.Spot> lone, Map<String, Finding.Spot> others, boolean missingLeft, List<Finding> all) {
    lone.forEach((it, spot) -> {
      var like = others.keySet().stream().filter(that -> alike(it, that)).findFirst();
      var here = missingLeft ? pairing.nameRight() : pairing.nameLeft();
      if (like.isPresent()) all.add(Pairing.finding(rule, Severity.CHANGES, List.of(spot, others.get(like.get())), "`" + it + "` stands only in " + here + "; both have `" + like.get() + "`", "find out which is right, and keep it in one place for all languages"));
      else all.add(Pairing.finding(rule, Severity.OMITS, List.of(spot, (missingLeft ? pairing.left() : pairing.right()).gap((missingLeft ? pairing.left() : pairing.right()).blocks().getLast())), "`" + it + "` stands only in " + here, "add it to the other, or drop it from both"));
    });
  }

  private static boolean alike(String one, String other) {
    int apart = Figures.distance(one, other);
    boolean mail = one.contains("@") && other.contains("@");
    if (mail) return apart <= 3 || one.substring(one.indexOf('@')).equals(other.substring(other.indexOf('@')));
    return apart <= 3 && one.length() > 6;
  }

  /// Every address of a document, without scheme, with its first place.
  private static Map<String, Finding.Spot> addresses(Document document) {
    var all = new LinkedHashMap<String, Finding.Spot>();
    for (var block : document.blocks()) {
      for (var sentence : block.sentences()) {
        for (var token : sentence.tokens()) {
          if (token.kind() == Token.Kind.EMAIL || token.kind() == Token.Kind.LINK) all.putIfAbsent(bare(token.text()), document.spot(block, token));
        }
      }
      for (var link : block.links()) {
        if (!link.target().isEmpty() && !link.target().startsWith("#")) all.putIfAbsent(bare(link.target()), document.spot(block, Math.min(link.start(), block.text().length()), Math.min(block.text().length(), link.start() + link.visible().length())));
      }
    }
    return all;
  }

  private static String bare(String address) {
    return address.toLowerCase(Locale.ROOT).replaceAll("^(?:https?://|mailto:|tel:)", "").replaceAll("^www\\.", "").replaceAll("[/.]+$", "").replaceAll("\\?.*$", "");
  }

  // --- modality ------------------------------------------------------------------------------------------------------

  private static List<Finding> possible(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading()) continue;
      var left = modal(pair.left(), Clue::may);
      var right = modal(pair.right(), Clue::may);
      if (left.isEmpty() == right.isEmpty()) continue;
      boolean onLeft = right.isEmpty();
      var other = onLeft ? pair.right() : pair.left();
      // `So that we can` tells a purpose; it is not needed on the other side.
      if (modal(onLeft ? pair.left() : pair.right(), it -> it.may() && !it.conditional()).isEmpty()) continue;
      if (!modal(other, Clue::must).isEmpty() || invites(onLeft ? pair.left() : pair.right(), other) || other.stream().anyMatch(it -> it.mentions().stream().anyMatch(that -> that.means("right") || that.means("possibility")))) continue;
      var spot = (onLeft ? left : right).getFirst();
      all.add(Pairing.finding(rule, Severity.CHANGES, onLeft ? List.of(spot, other.getFirst().spot()) : List.of(other.getFirst().spot(), spot), "`" + spot.quote() + "` is only possible or allowed in " + (onLeft ? pairing.nameLeft() : pairing.nameRight()) + " and certain in " + (onLeft ? pairing.nameRight() : pairing.nameLeft()), "decide whether it may be or is, and say so in both"));
    }
    return all;
  }

  /// `You may write to us` and `write to us` are one invitation, as long as neither refuses.
  private static boolean invites(List<Unit> possible, List<Unit> certain) {
    boolean allowed = possible.stream().flatMap(it -> it.clues().stream()).filter(Clue::may).allMatch(it -> (it.who() == Who.YOU || it.who() == Who.UNSAID) && !it.refused());
    boolean told = certain.stream().flatMap(it -> it.clues().stream()).anyMatch(it -> it.who() == Who.YOU && !it.refused());
    boolean refused = certain.stream().flatMap(it -> it.clues().stream()).anyMatch(it -> it.who() == Who.YOU && it.refused());
    return allowed && told && !refused;
  }

  private static List<Finding> duty(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading()) continue;
      var left = modal(pair.left(), Clue::must);
      var right = modal(pair.right(), Clue::must);
      if (left.isEmpty() == right.isEmpty()) continue;
      boolean onLeft = right.isEmpty();
      var other = onLeft ? pair.right() : pair.left();
      var may = modal(other, Clue::may);
      if (may.isEmpty() && plainly(other, onLeft ? pair.left() : pair.right())) {
        var spot = (onLeft ? left : right).getFirst();
        all.add(Pairing.finding(rule, Severity.CHANGES, onLeft ? List.of(spot, other.getFirst().spot()) : List.of(other.getFirst().spot(), spot), "`" + spot.quote() + "` is a duty in " + (onLeft ? pairing.nameLeft() : pairing.nameRight()) + " and simply so in " + (onLeft ? pairing.nameRight() : pairing.nameLeft()), "decide whether it must be or is, and say so in both"));
        continue;
      }
      if (may.isEmpty() || !modal(onLeft ? pair.left() : pair.right(), Clue::may).isEmpty()) continue;
      var spot = (onLeft ? left : right).getFirst();
      all.add(Pairing.finding(rule, Severity.CHANGES, onLeft ? List.of(spot, may.getFirst()) : List.of(may.getFirst(), spot), "`" + spot.quote() + "` is a duty in " + (onLeft ? pairing.nameLeft() : pairing.nameRight()) + " and a possibility in " + (onLeft ? pairing.nameRight() : pairing.nameLeft()), "decide whether it must or may be, and say so in both"));
    }
    return all;
  }

  /// Whether a side tells what somebody does, without an order and without a word for need.
  private static boolean plainly(List<Unit> told, List<Unit> duty) {
    boolean ordered = told.stream().anyMatch(it -> it.mentions().stream().anyMatch(that -> that.means("need") || that.means("require") || that.means("duty") || that.means("responsib")));
    boolean you = told.stream().anyMatch(it -> it.clues().stream().anyMatch(that -> that.who() == Who.YOU && !that.conditional()));
    boolean must = duty.stream().anyMatch(it -> it.clues().stream().anyMatch(that -> that.must() && that.who() == Who.YOU));
    return !ordered && you && must;
  }

  private static List<Finding.Spot> modal(List<Unit> units, java.util.function.Predicate<Clue> wanted) {
    return units.stream().flatMap(unit -> unit.clues().stream().filter(wanted).map(it -> unit.spot(it.at(), it.at() + 1))).toList();
  }

  // --- lists, concepts, sentences --------------------------------------------------------------------------------------

  private static List<Finding> count(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      long left = points(pair.left());
      long right = points(pair.right());
      if (left == right || Math.min(left, right) == 0) continue;
      all.add(Pairing.finding(rule, Severity.OMITS, List.of(pair.left().getFirst().spot(), pair.right().getFirst().spot()), left + " points in " + pairing.nameLeft() + ", " + right + " in " + pairing.nameRight(), "add the missing point"));
    }
    return all;
  }

  private static long points(List<Unit> units) {
    return units.stream().mapToLong(unit -> unit.words().stream().filter(it -> Figures.point(unit, it)).count()).sum();
  }

  private static List<Finding> concept(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      for (var it : pairing.concepts().get(pair).swapped()) {
        var mine = it.left().mention();
        var theirs = it.right().mention();
        boolean usual = pairing.usual(mine, theirs);
        all.add(Pairing.finding(rule, usual ? Severity.COSMETIC : Severity.CHANGES, List.of(it.left().unit().spot(mine), it.right().unit().spot(theirs)), "`" + it.left().unit().said(mine) + "` (" + mine.first().words() + ") in " + pairing.nameLeft() + ", `" + it.right().unit().said(theirs) + "` (" + theirs.first().words() + ") in " + pairing.nameRight() + (usual ? ", as throughout" : ""), "choose one meaning for both"));
      }
    }
    return all;
  }

  private static List<Finding> doubtful(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading() || pair.likeness() < 0.4) continue;
      var concepts = pairing.concepts().get(pair);
      if (concepts.onlyLeft().size() > 3 || concepts.onlyRight().size() > 3) continue;
      for (var it : concepts.onlyLeft()) {
        var other = concepts.onlyRight().stream().filter(that -> sort(that.mention()) == sort(it.mention())).findFirst();
        if (other.isEmpty()) continue;
        var that = other.get();
        all.add(Pairing.finding(rule, Severity.DOUBTFUL, List.of(it.unit().spot(it.mention()), that.unit().spot(that.mention())), "`" + it.unit().said(it.mention()) + "` has no counterpart in " + pairing.nameRight() + ", nor `" + that.unit().said(that.mention()) + "` in " + pairing.nameLeft(), "read both sentences; if one stands for the other, say the same in both"));
        break;
      }
    }
    return all;
  }

  /// Acts stand for acts, things for things.
  private static int sort(Mention it) {
    return switch (it.first().kind()) {
      case ACT, CHOICE, RIGHT, MEASURE -> 1;
      case DATA, THING, TRACKER, CHANNEL -> 2;
      case PARTY -> 3;
      case LAW, PLACE, TIME, QUALITY, FRAME -> 4 + it.first().kind().ordinal();
    };
  }

  private static List<Finding> missing(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      var concepts = pairing.concepts().get(pair);
      missing(rule, pairing, concepts.onlyLeft(), pair.right(), false, all);
      missing(rule, pairing, concepts.onlyRight(), pair.left(), true, all);
    }
    return all;
  }

  private static void missing(SideRule rule, Pairing pairing, List<Concepts.Said> said, List<Unit> other, boolean missingLeft, List<Finding> all) {
    int unknown = other.stream().mapToInt(Unit::unknown).sum();
    var telling = said.stream().filter(it -> it.mention().concepts().stream().allMatch(Concept::strong)).toList();
    if (telling.isEmpty() || unknown > telling.size() + 1) return;
    var first = telling.getFirst();
    var names = telling.stream().map(it -> it.unit().said(it.mention())).distinct().collect(Collectors.joining("`, `"));
    all.add(Pairing.finding(rule, Severity.OMITS, List.of(first.unit().spot(first.mention()), other.getFirst().spot()), "`" + names + "` stands only in " + (missingLeft ? pairing.nameRight() : pairing.nameLeft()), "add it to the other, or drop it from both"));
  }

  private static List<Finding> definition(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading()) continue;
      int left = pair.left().stream().mapToInt(SideRules::quoted).sum();
      int right = pair.right().stream().mapToInt(SideRules::quoted).sum();
      if ((left == 0) == (right == 0)) continue;
      boolean missingLeft = left == 0;
      all.add(Pairing.finding(rule, Severity.OMITS, List.of(pair.left().getFirst().spot(), pair.right().getFirst().spot()), "a term is defined only in " + (missingLeft ? pairing.nameRight() : pairing.nameLeft()), "define the term in both, or in neither"));
    }
    return all;
  }

  private static int quoted(Unit unit) {
    return (int) unit.marks().stream().filter(it -> "“«„".contains(it.token().text())).count();
  }

  private static List<Finding> sentence(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (pair.both()) continue;
      boolean missingLeft = pair.left().isEmpty();
      for (var unit : missingLeft ? pair.right() : pair.left()) {
        if (unit.words().size() < 3) continue;
        all.add(Pairing.finding(rule, Severity.OMITS, List.of(unit.spot(), pairing.gap(pair, missingLeft)), (unit.heading() ? "a heading" : "a sentence") + " that " + (missingLeft ? pairing.nameLeft() : pairing.nameRight()) + " has not", "add it there, or drop it here"));
      }
    }
    return all;
  }

  private static List<Finding> contents(SideRule rule, Pairing pairing) {
    var left = Contents.entries(pairing.left());
    var right = Contents.entries(pairing.right());
    if (left.size() == right.size() || left.isEmpty() && right.isEmpty()) return List.of();
    var spots = new LinkedHashSet<Finding.Spot>();
    if (!left.isEmpty()) spots.add(pairing.left().spot(left.getFirst(), left.getFirst().sentences().getFirst()));
    if (!right.isEmpty()) spots.add(pairing.right().spot(right.getFirst(), right.getFirst().sentences().getFirst()));
    return List.of(Pairing.finding(rule, Severity.OMITS, List.copyOf(spots), left.size() + " entries in the contents of " + pairing.nameLeft() + ", " + right.size() + " in " + pairing.nameRight(), "make the contents from the headings"));
  }
}
