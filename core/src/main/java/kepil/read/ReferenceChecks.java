package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.List;
import java.util.regex.Pattern;

/// What the text says of other places of the text.
final class ReferenceChecks {
  private ReferenceChecks() {}

  static final List<Check> ALL = List.of(
      check("section-not-there", Kind.STRUCTURE, "a section that is named in quotation marks and has no heading, or stands above where the text says below",
          "a reader is sent to a place that does not exist", ReferenceChecks::quoted),
      check("point-not-there", Kind.STRUCTURE, "a point, section or clause that is named by a number the document does not have",
          "a reader is sent to a place that does not exist", ReferenceChecks::points),
      check("here-without-link", Kind.STRUCTURE, "`here`, where neither a link nor an address follows",
          "what the reader was to find there cannot be found", ReferenceChecks::here));

  private static final Pattern QUOTED = Pattern.compile("[«“\"„]([^«»“”\"„\\n]{4,120})[»”\"]");

  private static void quoted(Look at) {
    var section = at.words("structure/section");
    var told = new java.util.HashMap<String, java.util.ArrayList<Finding.Spot>>();
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        var quotes = QUOTED.matcher(sentence.text());
        while (quotes.find()) {
          // Only a quotation right beside the word for section: `«…» бөлімін`, `section “…”`.
          int start = quotes.start();
          int end = quotes.end();
          boolean beside = sentence.tokens().stream().anyMatch(token -> {
            int from = token.start() - sentence.start();
            boolean near = from >= end && from - end <= 2 || from < start && start - (from + token.text().length()) <= 2;
            return near && section.stream().anyMatch(it -> !it.all(new Sentence(token.text(), token.start(), List.of(token))).isEmpty());
          });
          if (!beside) continue;
          var title = quotes.group(1).strip();
          var heading = titled(at, title);
          int from = sentence.start() + quotes.start(1);
          var spot = at.document.spot(block, from, from + title.length());
          if (heading == null) told.computeIfAbsent(StructureChecks.plain(at.document, title), _ -> new java.util.ArrayList<>()).add(spot);
          else {
            boolean above = Phrase.any(at.words("structure/above"), sentence);
            boolean below = Phrase.any(at.words("structure/below"), sentence);
            if (above != below && heading.index() != block.index() && above == heading.index() > block.index())
              at.found(Severity.CHANGES, List.of(spot, at.document.spot(heading, 0, heading.text().length())), "the text says the section " + tick(title) + " is " + (above ? "above" : "below") + "; it is " + (above ? "below" : "above"), "a reader looks in the wrong direction", "say where it is, or only name it");
          }
        }
      }
    }
    told.values().forEach(spots -> at.found(Severity.OMITS, spots, "no section is called " + tick(spots.getFirst().quote()) + (spots.size() > 1 ? ", and the text sends readers there " + spots.size() + " times" : ""), "a reader is sent to a place that does not exist", "give the section its heading, or name the one that is meant"));
  }

  /// The heading, the entry or the first words of a paragraph that has this title.
  private static @org.jspecify.annotations.Nullable Block titled(Look at, String title) {
    var wanted = StructureChecks.plain(at.document, title);
    Block best = null;
    for (var block : at.blocks()) {
      var text = StructureChecks.plain(at.document, block.body());
      if (block.kind() == Block.Kind.HEADING && (text.equals(wanted) || Nearness.shared(text, wanted) >= 0.5)) return block;
      // The inflected form of a title: `“Cookie саясатын” қараңыз` means `Cookie саясаты`.
      if (block.kind() == Block.Kind.HEADING && wanted.length() > 8 && text.startsWith(wanted.substring(0, wanted.length() - 3))) return block;
      if (best == null && text.startsWith(wanted) && !QUOTED.matcher(block.text().substring(0, Math.min(block.text().length(), title.length() + 8))).find()) best = block;
    }
    return best;
  }

  private static final Pattern POINT = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3})*");

  private static void points(Look at) {
    var numbers = at.blocks().stream().map(StructureChecks::number).filter(it -> !it.isEmpty()).collect(java.util.stream.Collectors.toSet());
    for (var block : at.blocks()) {
      if (numbers.contains(StructureChecks.number(block)) && block.kind() == Block.Kind.HEADING) continue;
      for (var sentence : block.sentences()) {
        var hits = at.words("structure/point").stream().flatMap(it -> it.all(sentence).stream()).toList();
        if (hits.isEmpty() || Phrase.any(at.words("structure/law"), sentence)) continue;
        for (var hit : hits) {
          var number = POINT.matcher(hit.first().text() + " " + hit.last().text());
          if (!number.find() || numbers.contains(number.group())) continue;
          // `2.1.3` exists when the point 2.1 has a list.
          at.found(Severity.OMITS, at.spot(block, hit), "the text sends to point " + number.group() + (numbers.isEmpty() ? ", and no point of the document has a number" : ", and there is none"), "a reader is sent to a place that does not exist", "name the point that is meant");
        }
      }
    }
  }

  private static void here(Look at) {
    for (var block : at.blocks()) {
      if (!block.links().isEmpty()) continue;
      for (var sentence : block.sentences()) {
        if (sentence.tokens().stream().anyMatch(it -> it.kind() == Token.Kind.LINK || it.kind() == Token.Kind.EMAIL)) continue;
        Phrase.first(at.words("structure/here"), sentence).ifPresent(hit -> at.found(Severity.OMITS, at.spot(block, hit), "the text points " + tick(block.text().substring(hit.start(), hit.end())) + ", and there is no link", "what the reader was to find there cannot be found", "give the address"));
      }
    }
  }
}
