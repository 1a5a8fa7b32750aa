package kepil.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Numbers, codes, dates and addresses.
final class FigureRules {
  private FigureRules() {}

  private record Placed(String plain, Unit unit, Unit.Word word, Pair pair) {
    Finding.Spot spot() {
      return unit.document().spot(word.block(), word.token());
    }
  }

  static List<Finding> figures(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    var sections =
        pairing.pairs().stream()
            .collect(Collectors.groupingBy(Pair::section, LinkedHashMap::new, Collectors.toList()));
    for (var section : sections.values()) {
      var left = placed(section, true);
      var right = placed(section, false);
      cancel(left, right);
      spelled(left, false);
      spelled(right, true);
      var answered = Collections.newSetFromMap(new IdentityHashMap<Placed, Boolean>());
      for (var it : left) {
        // First within the same sentence, then anywhere near in the section.
        var near =
            near(right, it.pair()).stream().filter(that -> !answered.contains(that)).toList();
        var other =
            near.stream()
                .filter(that -> that.pair() == it.pair() && like(it.plain(), that.plain()))
                .findFirst()
                .or(
                    () ->
                        near.stream()
                            .filter(that -> that.pair() == it.pair() && sameShape(it, that))
                            .findFirst())
                .or(
                    () ->
                        near.stream()
                            .filter(
                                that -> it.plain().length() > 3 && like(it.plain(), that.plain()))
                            .findFirst());
        if (other.isEmpty()) continue;
        answered.add(it);
        answered.add(other.get());
        all.add(
            Pairing.finding(
                rule,
                Severity.CHANGES,
                List.of(it.spot(), other.get().spot()),
                "`"
                    + it.word().token().text()
                    + "` in "
                    + pairing.nameLeft()
                    + ", `"
                    + other.get().word().token().text()
                    + "` in "
                    + pairing.nameRight(),
                "find out which is right, and keep it in one place for all languages"));
      }
      left.removeIf(answered::contains);
      right.removeIf(answered::contains);
      alone(rule, pairing, left, false, all);
      alone(rule, pairing, right, true, all);
    }
    for (var pair : pairing.pairs()) {
      if (pair.both()) written(rule, pairing, pair).ifPresent(all::add);
    }
    return all;
  }

  private record Written(int value, Finding.Spot spot) {}

  /// A number in words on either side that the other side has neither in words nor in digits: `two
  /// years`, `үш жыл`. Where only one side is left with one, the other says it in a word of its own
  /// (`both`, `a fortnight`).
  private static Optional<Finding> written(SideRule rule, Pairing pairing, Pair pair) {
    var left = written(pair.left());
    var right = written(pair.right());
    if (left.isEmpty() || right.isEmpty()) return Optional.empty();
    var lone = left.stream().filter(it -> !stands(pair.right(), right, it.value())).findFirst();
    var other = right.stream().filter(it -> !stands(pair.left(), left, it.value())).findFirst();
    if (lone.isEmpty() || other.isEmpty()) return Optional.empty();
    return Optional.of(
        Pairing.finding(
            rule,
            Severity.CHANGES,
            List.of(lone.get().spot(), other.get().spot()),
            "`"
                + lone.get().spot().quote()
                + "` in "
                + pairing.nameLeft()
                + ", `"
                + other.get().spot().quote()
                + "` in "
                + pairing.nameRight(),
            "find out which is right, and keep it in one place for all languages"));
  }

  private static boolean stands(List<Unit> units, List<Written> written, int number) {
    return written.stream().anyMatch(it -> it.value() == number)
        || units.stream().anyMatch(it -> it.figures().containsKey(String.valueOf(number)));
  }

  /// Numbers in words; *one* is an article more often than a number.
  private static List<Written> written(List<Unit> units) {
    return units.stream()
        .flatMap(
            unit ->
                Numerals.of(unit).stream()
                    .filter(it -> it.value() > 1)
                    .map(it -> new Written(it.value(), unit.spot(it.from(), it.to()))))
        .toList();
  }

  /// In a section that is longer than this many sentences, and in a text without headings, a number
  /// stands near.
  private static final int NEAR = 60;

  /// Those within some sentences of a pair; they are in the order of the text.
  private static List<Placed> near(List<Placed> all, Pair pair) {
    return all.subList(first(all, pair.index() - NEAR), first(all, pair.index() + NEAR + 1));
  }

  private static int first(List<Placed> all, int index) {
    int low = 0;
    for (int high = all.size(); low < high; ) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).pair().index() < index) low = middle + 1;
      else {
        high = middle;
      }
    }
    return low;
  }

  private static void alone(
      SideRule rule, Pairing pairing, List<Placed> lone, boolean missingLeft, List<Finding> all) {
    var seen = new HashSet<Unit>();
    var byUnit = lone.stream().collect(Collectors.groupingBy(Placed::unit));
    for (var it : lone) {
      // A sentence without counterpart is told as a whole.
      if (!it.pair().both() || !seen.add(it.unit())) continue;
      var together =
          byUnit.get(it.unit()).stream()
              .map(that -> that.word().token().text())
              .distinct()
              .collect(Collectors.joining("`, `"));
      var gap =
          missingLeft ? it.pair().left().getFirst().spot() : it.pair().right().getFirst().spot();
      all.add(
          Pairing.finding(
              rule,
              Severity.OMITS,
              List.of(it.spot(), gap),
              "`"
                  + together
                  + "` stands only in "
                  + (missingLeft ? pairing.nameRight() : pairing.nameLeft()),
              "add it to the other, or drop it from both"));
    }
  }

  /// A name that both texts leave in Latin letters somewhere (`LLC`), and one of two sentences that
  /// stand beside each other does not have. What one language translates everywhere is a choice of
  /// words, and who is named all the time is elsewhere *we*.
  static List<Finding> names(SideRule rule, Pairing pairing) {
    var left = named(pairing, true);
    var right = named(pairing, false);
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      for (boolean onLeft : new boolean[] {true, false}) {
        var others = onLeft ? pair.right() : pair.left();
        search:
        for (var unit : onLeft ? pair.left() : pair.right()) {
          for (var word : unit.words()) {
            if (!Figures.latinName(word.token().text(), unit.tongue())) continue;
            var name = Figures.stem(word.token().text());
            var times = (onLeft ? right : left).getOrDefault(name, 0);
            if (times == 0
                || times > Math.max(OFTEN, pairing.pairs().size() / 20)
                || others.stream()
                    .anyMatch(
                        it ->
                            it.words().stream()
                                .anyMatch(
                                    that -> Figures.stem(that.token().text()).startsWith(name)))) {
              continue;
            }
            var spots =
                List.of(unit.document().spot(word.block(), word.token()), others.getFirst().spot());
            all.add(
                Pairing.finding(
                    rule,
                    Severity.OMITS,
                    onLeft ? spots : spots.reversed(),
                    "`"
                        + word.token().text()
                        + "` stands here only in "
                        + (onLeft ? pairing.nameLeft() : pairing.nameRight()),
                    "name it in both, or in neither"));
            break search;
          }
        }
      }
    }
    return all;
  }

  /// Who is named more often than this is what the text is about.
  private static final int OFTEN = 6;

  /// How often each text has a name in Latin letters.
  private static Map<String, Integer> named(Pairing pairing, boolean ofLeft) {
    var all = new HashMap<String, Integer>();
    for (var pair : pairing.pairs()) {
      for (var unit : ofLeft ? pair.left() : pair.right()) {
        for (var word : unit.words()) {
          if (Figures.latinName(word.token().text(), unit.tongue())
              || unit.tongue() == Tongue.EN
                  && word.token().kind() == Token.Kind.WORD
                  && Character.isUpperCase(word.token().text().charAt(0))) {
            all.merge(Figures.stem(word.token().text()), 1, Integer::sum);
          }
        }
      }
    }
    return all;
  }

  private static List<Placed> placed(List<Pair> pairs, boolean ofLeft) {
    var all = new ArrayList<Placed>();
    for (var pair : pairs) {
      for (var unit : ofLeft ? pair.left() : pair.right()) {
        for (var word : unit.words()) {
          if (word.token().kind() != Token.Kind.NUMBER
              || Figures.point(word)
              || marker(unit, word)) {
            continue;
          }
          all.add(new Placed(Figures.plain(word.token().text()), unit, word, pair));
        }
      }
    }
    return all;
  }

  private static boolean marker(Unit unit, Unit.Word word) {
    return word == unit.words().getFirst()
        && unit.heading()
        && unit.marker().contains(word.token().text());
  }

  /// Equal ones cancel out; in the same sentence first, so that what is left stands where it
  /// differs.
  private static void cancel(List<Placed> left, List<Placed> right) {
    for (boolean near : new boolean[] {true, false}) {
      var same = new HashMap<List<Object>, ArrayDeque<Placed>>();
      for (var it : right) same.computeIfAbsent(key(it, near), _ -> new ArrayDeque<>()).add(it);
      var gone = Collections.newSetFromMap(new IdentityHashMap<Placed, Boolean>());
      for (var it : left) {
        var other = same.getOrDefault(key(it, near), new ArrayDeque<>()).poll();
        if (other == null) continue;
        gone.add(it);
        gone.add(other);
      }
      left.removeIf(gone::contains);
      right.removeIf(gone::contains);
    }
  }

  private static List<Object> key(Placed it, boolean near) {
    return near ? List.of(it.plain(), it.pair().index()) : List.of(it.plain());
  }

  /// A number that the other side writes out as a word is there.
  private static void spelled(List<Placed> figures, boolean onLeft) {
    figures.removeIf(
        it ->
            it.plain().matches("\\d{1,3}")
                && (onLeft ? it.pair().left() : it.pair().right())
                    .stream()
                        .anyMatch(unit -> Numerals.stands(unit, Integer.parseInt(it.plain()))));
  }

  private static boolean sameShape(Placed one, Placed other) {
    return one.plain()
            .replaceAll("\\d", "9")
            .replaceAll("\\p{L}", "A")
            .equals(other.plain().replaceAll("\\d", "9").replaceAll("\\p{L}", "A"))
        || one.plain().matches("[\\d.,]+") && other.plain().matches("[\\d.,]+");
  }

  private static boolean like(String one, String other) {
    if (Math.max(one.length(), other.length()) > LONGEST) return false;
    int apart = Figures.distance(one, other);
    return apart > 0
        && apart <= Math.max(1, Math.max(one.length(), other.length()) / 3)
        && Math.min(one.length(), other.length()) > 1;
  }

  static List<Finding> addresses(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    var left = addresses(pairing.left());
    var right = addresses(pairing.right());
    var onlyLeft = new LinkedHashMap<>(left);
    onlyLeft.keySet().removeAll(right.keySet());
    var onlyRight = new LinkedHashMap<>(right);
    onlyRight.keySet().removeAll(left.keySet());
    for (var it : List.copyOf(onlyLeft.keySet())) {
      var like =
          onlyRight.keySet().stream().limit(MOST).filter(that -> alike(it, that)).findFirst();
      if (like.isEmpty()) continue;
      all.add(
          Pairing.finding(
              rule,
              Severity.CHANGES,
              List.of(onlyLeft.remove(it), onlyRight.remove(like.get())),
              "`"
                  + it
                  + "` in "
                  + pairing.nameLeft()
                  + ", `"
                  + like.get()
                  + "` in "
                  + pairing.nameRight(),
              "find out which is right, and keep it in one place for all languages"));
    }
    lone(rule, pairing, onlyLeft, right, false, all);
    lone(rule, pairing, onlyRight, left, true, all);
    return all;
  }

  /// One that is nearly one of the other side is a slip; any other is simply missing there.
  private static void lone(
      SideRule rule,
      Pairing pairing,
      Map<String, Finding.Spot> lone,
      Map<String, Finding.Spot> others,
      boolean missingLeft,
      List<Finding> all) {
    lone.forEach(
        (it, spot) -> {
          var like =
              others.keySet().stream().limit(MOST).filter(that -> alike(it, that)).findFirst();
          var here = missingLeft ? pairing.nameRight() : pairing.nameLeft();
          if (like.isPresent()) {
            all.add(
                Pairing.finding(
                    rule,
                    Severity.CHANGES,
                    List.of(spot, others.get(like.get())),
                    "`" + it + "` stands only in " + here + "; both have `" + like.get() + "`",
                    "find out which is right, and keep it in one place for all languages"));
          } else {
            all.add(
                Pairing.finding(
                    rule,
                    Severity.OMITS,
                    List.of(
                        spot,
                        (missingLeft ? pairing.left() : pairing.right())
                            .gap(
                                (missingLeft ? pairing.left() : pairing.right())
                                    .blocks()
                                    .getLast())),
                    "`" + it + "` stands only in " + here,
                    "add it to the other, or drop it from both"));
          }
        });
  }

  /// An address is compared with so many others; no policy has as many.
  private static final int MOST = 300;

  private static boolean alike(String one, String other) {
    if (Math.max(one.length(), other.length()) > LONGEST) return false;
    int apart = Figures.distance(one, other);
    boolean mail = one.contains("@") && other.contains("@");
    if (mail) {
      return apart <= 3
          || one.substring(one.indexOf('@')).equals(other.substring(other.indexOf('@')));
    }
    return apart <= 3 && one.length() > 6;
  }

  /// What is longer is no address that anybody mistypes.
  private static final int LONGEST = 200;

  /// Every address of a document, without scheme, with its first place.
  private static Map<String, Finding.Spot> addresses(Document document) {
    var all = new LinkedHashMap<String, Finding.Spot>();
    for (var block : document.blocks()) {
      for (var sentence : block.sentences()) {
        for (var token : sentence.tokens()) {
          if (token.kind() == Token.Kind.EMAIL || token.kind() == Token.Kind.LINK) {
            all.putIfAbsent(bare(token.text()), document.spot(block, token));
          }
        }
      }
      for (var link : block.links()) {
        if (!link.target().isEmpty() && !link.target().startsWith("#")) {
          all.putIfAbsent(
              bare(link.target()),
              document.spot(
                  block,
                  Math.min(link.start(), block.text().length()),
                  Math.min(block.text().length(), link.start() + link.visible().length())));
        }
      }
    }
    return all;
  }

  private static String bare(String address) {
    return address
        .toLowerCase(Locale.ROOT)
        .replaceAll("^(?:https?://|mailto:|tel:)", "")
        .replaceAll("^www\\.", "")
        .replaceAll("[/.]+$", "")
        .replaceAll("\\?.*$", "");
  }
}
