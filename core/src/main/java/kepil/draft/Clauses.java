package kepil.draft;

import java.util.ArrayList;
import java.util.List;
import kepil.read.Block;
import kepil.read.Contents;
import kepil.read.Document;
import kepil.read.Lexicon;
import kepil.read.Sentence;

/// Splits a document into clauses and numbers them.
///
/// A heading opens a section, with its own number where it has one and it is free. What a section
/// says is numbered through: one sentence, one clause, because one rule should cite no more than it
/// keeps.
final class Clauses {
  private final Document document;
  private final Lexicon lexicon;
  private final List<Clause> all = new ArrayList<>();
  private int section;
  private int number;
  private final boolean numbered;

  private Clauses(Document document, Lexicon lexicon) {
    this.document = document;
    this.lexicon = lexicon;
    this.numbered =
        document.blocks().stream()
                .filter(it -> it.kind() == Block.Kind.HEADING && own(it) > 0)
                .count()
            > 2;
  }

  static List<Clause> of(Document document, Lexicon lexicon) {
    var clauses = new Clauses(document, lexicon);
    for (var block : Contents.body(document)) clauses.add(block);
    return List.copyOf(clauses.all);
  }

  private void add(Block block) {
    if (block.kind() == Block.Kind.HEADING) {
      if (all.isEmpty()) {
        add(block, block.sentences().getFirst(), "0.01", 1);
        number = 1;
        return;
      }
      // Where sections bear numbers, a heading without one is a label within its section.
      boolean inner = block.level() > 2 || numbered && own(block) <= section;
      if (inner) {
        number++;
        add(block, block.sentences().getFirst(), id(), 3);
        return;
      }
      section = Math.max(section + 1, own(block));
      number = 0;
      add(block, block.sentences().getFirst(), section + ".00", 2);
      return;
    }
    for (var sentence : block.sentences()) {
      // A number alone is the marker of what follows.
      if (sentence.text().chars().noneMatch(Character::isLetter)) continue;
      number++;
      add(block, sentence, id(), 0);
    }
  }

  private String id() {
    return section + "." + (number < 10 ? "0" : "") + number;
  }

  /// A point of a section, such as `4.2`, is no item of a list, though it looks like one.
  private static boolean point(Block block) {
    return block.marker().matches("\\d+\\.\\d+.*");
  }

  /// The number a heading bears, 0 without one.
  private static int own(Block block) {
    var digits = block.marker().replaceAll("[^0-9.]", "").replaceAll("\\..*$", "");
    return digits.isEmpty() || digits.length() > 3 ? 0 : Integer.parseInt(digits);
  }

  private void add(Block block, Sentence sentence, String id, int level) {
    // Braces, hashes and line ends mean something in the text of a policy.
    var text =
        sentence
            .text()
            .replaceAll("\\s*\t\\s*", " \u2013 ")
            .replaceAll("\\s+", " ")
            .replaceAll("[{}]", "")
            .replaceAll("<(https?://[^>\\s]+)>", "$1")
            .replaceAll("^#+\\s*", "")
            .strip();
    all.add(
        new Clause(
            id,
            document.place(block, sentence.start()).line(),
            level,
            block.kind() == Block.Kind.ITEM && !point(block),
            block.text().indexOf('\t') >= 0,
            text,
            sentence,
            lexicon.mentions(sentence, document.tongue())));
  }
}
