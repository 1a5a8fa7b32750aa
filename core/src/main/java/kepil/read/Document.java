package kepil.read;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A policy as somebody published it: blocks, sentences and words, each with its place.
public final class Document {
  private final String name;
  private final Tongue tongue;
  private final String text;
  private final List<Block> blocks;
  private final List<Passage> passages;
  private final List<Block> contents;
  private final BitSet inContents = new BitSet();

  private Document(
      String name, Tongue tongue, String text, List<Block> blocks, List<Passage> passages) {
    this.name = name;
    this.tongue = tongue;
    this.text = text;
    this.blocks = List.copyOf(blocks);
    this.passages = List.copyOf(passages);
    this.contents = StructureChecks.contentsOf(this);
    contents.forEach(it -> inContents.set(it.index()));
  }

  /// Cuts passages into sentences and words. Without a language it is recognised from the text.
  public static Document of(String name, Optional<Tongue> given, List<Passage> passages) {
    var kept = passages.stream().filter(it -> !it.text().isBlank()).toList();
    var tongue = given.orElseGet(() -> Tongues.recognise(kept.stream().map(Passage::text)));
    var text = new StringBuilder();
    var blocks = new ArrayList<Block>();
    for (var passage : kept) {
      if (!text.isEmpty()) text.append('\n');
      blocks.add(
          new Block(
              blocks.size(),
              passage.kind(),
              passage.level(),
              Cutter.marker(passage.text()),
              passage.text(),
              text.length(),
              Cutter.sentences(passage, tongue),
              passage.links()));
      text.append(passage.text());
    }
    return new Document(name, tongue, text.toString(), blocks, kept);
  }

  /// As given on the command line, such as `policy.kk.txt`.
  public String name() {
    return name;
  }

  public Tongue tongue() {
    return tongue;
  }

  /// The readable text, a line feed between blocks.
  public String text() {
    return text;
  }

  public List<Block> blocks() {
    return blocks;
  }

  /// The blocks of its table of contents, none without one.
  List<Block> contents() {
    return contents;
  }

  boolean inContents(Block block) {
    return inContents.get(block.index());
  }

  public Stream<Sentence> sentences() {
    return blocks.stream().flatMap(it -> it.sentences().stream());
  }

  /// Where the character `at` of a block stands in the file.
  public Place place(Block block, int at) {
    // The last anchor that is not behind the character; a paragraph may have one for each of ten
    // thousand links.
    var anchors = passages.get(block.index()).anchors();
    int low = 0;
    for (int high = anchors.size() - 1; low < high; ) {
      int middle = (low + high + 1) >>> 1;
      if (anchors.get(middle).at() <= at) low = middle;
      else {
        high = middle - 1;
      }
    }
    var anchor = anchors.get(low);
    return new Place(
        anchor.page(), anchor.line(), anchor.column() + at - anchor.at(), block.start() + at);
  }

  /// The spot of some characters of a block.
  public Finding.Spot spot(Block block, int start, int end) {
    var quote = block.text().substring(start, end);
    return new Finding.Spot(
        name,
        block.index(),
        place(block, start),
        end - start,
        quote.length() <= 160 ? quote : quote.substring(0, 159) + "…");
  }

  public Finding.Spot spot(Block block, Sentence sentence) {
    return spot(block, sentence.start(), sentence.end());
  }

  public Finding.Spot spot(Block block, Token token) {
    return spot(block, token.start(), token.end());
  }

  /// The spot of something that is missing after a block.
  public Finding.Spot gap(Block block) {
    return new Finding.Spot(name, block.index(), place(block, block.text().length()), 0, "");
  }

  @Override
  public String toString() {
    return name + " (" + tongue.code() + ", " + blocks.size() + " blocks)";
  }
}
