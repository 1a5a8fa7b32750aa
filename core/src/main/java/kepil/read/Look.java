package kepil.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Collects what one check finds in one document.
final class Look {
  private final String check;
  private final Kind kind;
  final Document document;
  final Desk desk;
  private final List<Finding> found = new ArrayList<>();

  private Look(String check, Kind kind, Document document, Desk desk) {
    this.check = check;
    this.kind = kind;
    this.document = document;
    this.desk = desk;
  }

  interface Eye {
    void look(Look at);
  }

  /// A check from its name, what it finds, why that is a defect, and how it looks.
  static Check check(String name, Kind kind, String finds, String reason, Eye eye) {
    return new Check(
        name,
        kind,
        finds,
        reason,
        (document, desk) -> {
          var look = new Look(name, kind, document, desk);
          eye.look(look);
          return look.found;
        });
  }

  void found(Severity severity, List<Finding.Spot> spots, String what, String why, String advice) {
    found.add(new Finding(check, kind, severity, spots, what, why, advice));
  }

  void found(Severity severity, Finding.Spot spot, String what, String why, String advice) {
    found(severity, List.of(spot), what, why, advice);
  }

  /// What is missing or what a law does not accept, by its name.
  void found(
      String about,
      Severity severity,
      List<Finding.Spot> spots,
      String what,
      String why,
      String advice,
      List<Finding.Article> articles) {
    found.add(new Finding(check, kind, severity, spots, what, why, advice, articles, about));
  }

  List<Phrase> words(String list) {
    return desk.words().list(list, document.tongue());
  }

  List<Block> blocks() {
    return document.blocks();
  }

  /// Tells each word once, with all its places.
  ///
  /// @param judge what is wrong with a word; asked once for each way it is written
  void eachWord(Function<Token, Optional<String>> judge, String why, String advice) {
    Map<String, Optional<String>> judged = new HashMap<>();
    Map<String, List<Finding.Spot>> spots = new LinkedHashMap<>();
    for (var block : blocks()) {
      for (var sentence : block.sentences()) {
        for (var token : sentence.tokens()) {
          if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.NUMBER) continue;
          if (judged.computeIfAbsent(token.text(), _ -> judge.apply(token)).isPresent()) {
            spots
                .computeIfAbsent(token.text(), _ -> new ArrayList<>())
                .add(document.spot(block, token));
          }
        }
      }
    }
    spots.forEach(
        (word, places) ->
            found(
                Severity.COSMETIC,
                places,
                judged.get(word).orElseThrow()
                    + (places.size() > 1 ? "; so written " + places.size() + " times" : ""),
                why,
                advice));
  }

  boolean none() {
    return found.isEmpty();
  }

  Finding.Spot spot(Block block, Phrase.Hit hit) {
    return document.spot(block, hit.start(), hit.end());
  }

  /// The beginning of the document, for what stands nowhere in it.
  Finding.Spot whole() {
    var first = blocks().getFirst();
    return new Finding.Spot(document.name(), first.index(), document.place(first, 0), 0, "");
  }

  static String tick(String text) {
    var flat = text.strip().replaceAll("\\s+", " ");
    return "`" + (flat.length() <= 80 ? flat : flat.substring(0, 79) + "…") + "`";
  }

  static <T> List<T> first(List<T> all, int count) {
    return all.size() <= count ? all : all.subList(0, count);
  }
}
