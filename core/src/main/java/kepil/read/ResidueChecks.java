package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/// What nobody meant to publish.
final class ResidueChecks {
  private ResidueChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "placeholder",
              Kind.RESIDUE,
              "a place that was to be filled in: `insert address`, `[company]`, `____`, lorem"
                  + " ipsum",
              "what should stand there is missing, and every reader sees that nobody read the page",
              ResidueChecks::placeholders),
          check(
              "tool-residue",
              Kind.RESIDUE,
              "what a program left: `Created with …`, `undefined`, field errors of a word"
                  + " processor",
              "it is no part of the policy",
              ResidueChecks::tools),
          check(
              "markup-residue",
              Kind.RESIDUE,
              "asterisks, tags and character codes that should have become bold type or signs",
              "the page shows its source",
              ResidueChecks::markup));

  private static final Pattern BRACKETS =
      Pattern.compile(
          "\\[([^\\]\\[\\n"
              + "]{2,160})](?!\\()|\\{\\{[^}]{1,60}}}|%\\{[^}\\s]{1,60}}|\\$\\{[^}]{1,60}}|_{4,}|\\bX{3,}\\b|<(?!http|mailto|/?[a-z]+["
              + " >])[\\p{L} ]{3,40}>");

  /// From and to, in the text of a block.
  private record Stretch(int from, int to) {}

  private static void placeholders(Look at) {
    for (var block : at.blocks()) {
      var found = new ArrayList<Stretch>();
      for (var sentence : block.sentences()) {
        for (var phrase : at.words("residue/placeholder")) {
          phrase.all(sentence).forEach(hit -> found.add(new Stretch(hit.start(), hit.end())));
        }
      }
      var brackets = BRACKETS.matcher(block.text());
      while (brackets.find()) {
        var inner = brackets.group(1);
        // A footnote, an ellipsis or a correction of a quotation is no placeholder.
        if (inner != null
            && (!inner.matches(".*\\p{L}{3,}.*") || inner.matches("\\d+|sic|…|\\.\\.\\."))) {
          continue;
        }
        found.add(new Stretch(brackets.start(), brackets.end()));
      }
      for (var it : joined(found, block.text())) {
        told(
            at,
            at.document.spot(block, it.from(), it.to()),
            block.text().substring(it.from(), it.to()));
      }
    }
  }

  /// Stretches with no letter or figure between them are one: `lorem ipsum dolor sit amet`.
  private static List<Stretch> joined(List<Stretch> found, String text) {
    var all = new ArrayList<Stretch>();
    for (var it : found.stream().sorted(Comparator.comparing(Stretch::from)).toList()) {
      var last = all.isEmpty() ? null : all.getLast();
      if (last != null
          && text.substring(Math.min(last.to(), it.from()), it.from())
              .chars()
              .noneMatch(Character::isLetterOrDigit)) {
        all.set(all.size() - 1, new Stretch(last.from(), Math.max(last.to(), it.to())));
      } else {
        all.add(it);
      }
    }
    return all;
  }

  private static void told(Look at, Finding.Spot spot, String text) {
    at.found(
        Severity.OMITS,
        spot,
        "a placeholder was never filled in: " + tick(text),
        "what should stand there is missing",
        "write what belongs there");
  }

  private static void tools(Look at) {
    var left = new LinkedHashMap<String, ArrayList<Finding.Spot>>();
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        Phrase.first(at.words("residue/tool"), sentence)
            .ifPresent(
                hit ->
                    left.computeIfAbsent(
                            at.document
                                .tongue()
                                .fold(block.text().substring(hit.start(), hit.end())),
                            _ -> new ArrayList<>())
                        .add(at.spot(block, hit)));
      }
    }
    left.values()
        .forEach(
            spots ->
                at.found(
                    Severity.COSMETIC,
                    spots,
                    "a program left "
                        + tick(spots.getFirst().quote())
                        + " in the text"
                        + (spots.size() > 1 ? ", " + spots.size() + " times" : ""),
                    "it is no part of the policy",
                    "take it out"));
  }

  private static final Pattern MARKUP =
      Pattern.compile(
          "&(?:nbsp|amp|lt|gt|quot|#\\d{2,5});|</?(?:b|i|u|p|br|div|span|strong|em|a|li|ul|ol|h[1-6]|font)(?:\\s[^<>]{0,200})?/?>|(?<![\\p{L}\\p{N}])\\\\[*_#]");

  private static void markup(Look at) {
    var stars = new ArrayList<Finding.Spot>();
    for (var block : at.blocks()) {
      var found = MARKUP.matcher(block.text());
      while (found.find()) {
        at.found(
            Severity.COSMETIC,
            at.document.spot(block, found.start(), found.end()),
            "markup is shown as text: " + tick(found.group()),
            "the page shows its source",
            "take it out, or let it be rendered");
      }
      int pairs = 0;
      int last = -1;
      for (int star = block.text().indexOf("**");
          star >= 0;
          star = block.text().indexOf("**", star + 2)) {
        pairs++;
        last = star;
      }
      if (pairs % 2 == 1) stars.add(at.document.spot(block, last, last + 2));
    }
    if (!stars.isEmpty()) {
      at.found(
          Severity.COSMETIC,
          stars,
          "asterisks that nothing closes, in "
              + stars.size()
              + (stars.size() == 1 ? " place" : " places"),
          "bold type that was meant was not made, and the signs are shown",
          "close them or take them out");
    }
  }
}
