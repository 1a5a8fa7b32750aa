package kepil.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kepil.read.Block;
import kepil.read.Contents;
import kepil.read.Document;
import kepil.read.Lexicon;
import kepil.read.Sentence;

/// Splits a document into clauses: one sentence, one clause, because one rule should cite no more
/// than it keeps; so too the points of a list that runs on within a sentence. A row of a table is
/// one clause, and its head a label.
final class Clauses {
  private static final Pattern WITHIN =
      Pattern.compile("(?<=[:;,.])\\s+(?=\\(?(?:\\p{L}|\\d{1,2})[.)]\\s+[\\p{L}«“\"])");

  private final Document document;
  private final Lexicon lexicon;
  private final Signs signs;
  private final List<Block> blocks;
  private final Outline outline;
  private final List<Clause> all = new ArrayList<>();

  /// @param own how many ids are numbers of the document itself
  record Split(List<Clause> clauses, int own) {}

  private Clauses(Document document, Lexicon lexicon, Signs signs) {
    this.document = document;
    this.lexicon = lexicon;
    this.signs = signs;
    this.blocks = Contents.body(document);
    this.outline = new Outline(blocks);
  }

  static Split of(Document document, Lexicon lexicon, Signs signs) {
    var clauses = new Clauses(document, lexicon, signs);
    for (int at = 0; at < clauses.blocks.size(); at++) clauses.add(at);
    return new Split(List.copyOf(clauses.all), clauses.outline.own());
  }

  private void add(int at) {
    var block = blocks.get(at);
    if (block.kind() == Block.Kind.HEADING) {
      var sentence = block.sentences().getFirst();
      if (all.isEmpty()) add(block, sentence, outline.title(), 1, false);
      else if (outline.inner(block)) add(block, sentence, outline.label(block), 3, false);
      else add(block, sentence, outline.section(block), 2, false);
    } else if (row(block)) {
      var row = whole(block);
      boolean first = at == 0 || !row(blocks.get(at - 1));
      boolean head = first && at + 1 < blocks.size() && row(blocks.get(at + 1));
      add(block, row, outline.next(), head && signs.head(row) ? 3 : 0, false);
    } else sentences(block);
  }

  static boolean row(Block block) {
    return block.text().strip().indexOf('\t') > 0;
  }

  /// A row, whatever full stops stand in its cells; an empty cell at its begin is no word, and has
  /// its column all the same.
  private static Sentence whole(Block block) {
    var all = block.sentences();
    return new Sentence(
        block.text().substring(0, all.getLast().end()),
        0,
        all.stream().flatMap(it -> it.tokens().stream()).toList());
  }

  private void sentences(Block block) {
    var number = Numbered.of(block.text(), false, outline.before());
    int begin = number.map(Numbered::end).orElse(0);
    // A point of a section, such as `4.2`, is no item of a list, though it looks like one.
    boolean item = number.map(it -> !outline.absolute(it)).orElse(block.kind() == Block.Kind.ITEM);
    boolean first = true;
    for (var whole : block.sentences()) {
      var sentence = Clause.part(whole, Math.max(begin, whole.start()), whole.end());
      if (sentence.text().chars().noneMatch(Character::isLetter)) {
        // A number alone is the marker of what follows.
        var alone = Numbered.of(sentence.text() + " ", false, outline.before());
        if (alone.filter(outline::goesOn).isEmpty()) continue;
        number = alone;
        first = true;
        continue;
      }
      if (!first) {
        number =
            Numbered.of(sentence.text(), false, outline.before())
                .filter(it -> !outline.absolute(it) && outline.goesOn(it));
        sentence = without(sentence, number);
      }
      var points = points(sentence);
      for (var it : points) {
        boolean within = it != points.getFirst();
        if (within) number = Numbered.of(it.text(), false, outline.before());
        var id = number.map(that -> outline.clause(that, block.level())).orElse(null);
        if (id == null) id = first ? outline.next() : outline.further();
        add(block, within ? without(it, number) : it, id, 0, item || within);
        first = false;
      }
    }
  }

  private static Sentence without(Sentence it, Optional<Numbered> number) {
    return number.isEmpty() ? it : Clause.part(it, it.start() + number.get().end(), it.end());
  }

  /// What leads to a list within the sentence, and its points; the sentence alone where there is
  /// none: `We ask for: a) your name; b) your age.`
  private List<Sentence> points(Sentence sentence) {
    var all = new ArrayList<Sentence>();
    var before = outline.before();
    int begin = 0;
    boolean open = false;
    var found = WITHIN.matcher(sentence.text());
    while (found.find()) {
      var number = Numbered.of(sentence.text().substring(found.end()), false, before);
      if (number.isEmpty() || number.get().style() == Numbered.Style.NAMED) continue;
      var it = number.get();
      boolean goes =
          !it.first() && before.filter(that -> that.list().equals(it.list())).isPresent();
      if (!goes && (open || !it.first() || !twice(sentence, found.end(), it))) continue;
      open = true;
      all.add(Clause.part(sentence, sentence.start() + begin, sentence.start() + found.start()));
      begin = found.end();
      before = number;
    }
    if (all.isEmpty()) return List.of(sentence);
    all.add(Clause.part(sentence, sentence.start() + begin, sentence.end()));
    return all;
  }

  /// Whether what seems to begin a list has a second item; else it is a letter and a full stop.
  private static boolean twice(Sentence sentence, int from, Numbered first) {
    var found = WITHIN.matcher(sentence.text());
    while (found.find()) {
      if (found.start() <= from) continue;
      var it = Numbered.of(sentence.text().substring(found.end()), false, Optional.of(first));
      if (it.filter(that -> that.list().equals(first.list()) && !that.first()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private void add(Block block, Sentence sentence, String id, int level, boolean item) {
    // Braces, hashes and line ends mean something in the text of a policy.
    var text =
        sentence
            .text()
            .replaceAll("\\s*\t\\s*", " \u2013 ")
            // The row began with an empty cell.
            .replaceAll("^\u2013 \u2013 ", "")
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
            item,
            row(block),
            text,
            sentence,
            lexicon.mentions(sentence, document.tongue())));
  }
}
