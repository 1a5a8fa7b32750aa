package kepil.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A sentence of one version as the comparison sees it: its words, what they mention, and what does
/// not depend on the language. A sentence that a page break cut in two is one unit again.
final class Unit {
  /// A word and the block it stands in.
  record Word(Block block, Token token) {}

  private static final Pattern GLUED = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

  private final Document document;
  private final List<Part> parts;
  private final int index;
  private final boolean heading;
  private final String marker;
  private final List<Word> words;
  private final List<Word> marks;
  private final List<String> folded;
  private final List<Mention> mentions;
  private final Set<String> features;
  private final int letters;
  private final List<Clue> clues;

  /// `parts` in order; at least one.
  Unit(Document document, int index, List<Part> parts, Lexicon lexicon) {
    this.document = document;
    this.parts = List.copyOf(parts);
    this.index = index;
    this.heading = parts.getFirst().block().kind() == Block.Kind.HEADING;
    var first = parts.getFirst();
    this.marker =
        first.sentence().start() == first.block().sentences().getFirst().start()
            ? first.block().marker().replaceAll("^[-•·–*▪●]\\s*", "")
            : "";
    var words = new ArrayList<Word>();
    var marks = new ArrayList<Word>();
    for (var part : parts) {
      for (var token : part.sentence().tokens()) {
        if (token.kind() == Token.Kind.MARK) marks.add(new Word(part.block(), token));
        else {
          split(token, document.tongue()).forEach(it -> words.add(new Word(part.block(), it)));
        }
      }
    }
    this.words = List.copyOf(words);
    this.marks = List.copyOf(marks);
    this.folded =
        words.stream().map(it -> Lexicon.fold(head(it.token().text()), document.tongue())).toList();
    this.mentions = lexicon.mentions(folded, document.tongue());
    this.letters = words.stream().mapToInt(it -> it.token().text().length()).sum();
    this.features = feature();
    this.clues = Grammar.of(document.tongue()).clues(this);
  }

  /// No word of any language is longer; what the lexicon and the grammar say of it is told by its
  /// first letters.
  private static final int LONGEST = 80;

  private static String head(String word) {
    return word.length() <= LONGEST ? word : word.substring(0, LONGEST);
  }

  /// A sentence of a block.
  record Part(Block block, Sentence sentence) {}

  /// Words that a bad conversion glued together show it by a capital in the middle:
  /// `zamanSMGməxfilik`.
  private static List<Token> split(Token token, Tongue tongue) {
    if (token.kind() != Token.Kind.WORD) return List.of(token);
    // `Complaints/disputes` names two things.
    if (token.text().indexOf('/') > 0) {
      return pieces(token, token.text().split("(?<=/)|(?=/)"), tongue).stream()
          .filter(it -> !it.text().equals("/"))
          .flatMap(it -> split(it, tongue).stream())
          .toList();
    }
    return tongue == Tongue.EN ? List.of(token) : pieces(token, GLUED.split(token.text()), tongue);
  }

  private static List<Token> pieces(Token token, String[] found, Tongue tongue) {
    if (found.length < 2) return List.of(token);
    var all = new ArrayList<Token>();
    int at = 0;
    for (var piece : found) {
      all.add(new Token(token.kind(), piece, tongue.fold(piece), token.start() + at));
      at += piece.length();
    }
    return all;
  }

  private Set<String> feature() {
    var all = new LinkedHashSet<String>();
    for (var it : mentions) it.concepts().forEach(concept -> all.add(concept.id()));
    for (var it : words) {
      var token = it.token();
      if (token.kind() == Token.Kind.EMAIL || token.kind() == Token.Kind.LINK) {
        all.add("@" + token.text().toLowerCase(Locale.ROOT));
        all.add("@");
      } else if (token.kind() == Token.Kind.NUMBER) {
        var plain = Figures.plain(token.text());
        all.add("#" + plain);
        // A code in which one sign differs still is a code of this shape.
        if (plain.length() > 3) {
          all.add("#" + plain.replaceAll("\\d", "9").replaceAll("\\p{L}", "A"));
        }
      } else if (Figures.latinName(token.text(), document.tongue())) {
        all.add("n" + Figures.stem(token.text()));
      }
    }
    return all;
  }

  Document document() {
    return document;
  }

  Tongue tongue() {
    return document.tongue();
  }

  int index() {
    return index;
  }

  boolean heading() {
    return heading;
  }

  /// Its number, without a dash: `4.2.`; empty when it has none or is not the first of its block.
  String marker() {
    return marker;
  }

  List<Word> words() {
    return words;
  }

  List<Word> marks() {
    return marks;
  }

  List<String> folded() {
    return folded;
  }

  List<Mention> mentions() {
    return mentions;
  }

  /// What can be compared whatever the language: concepts, numbers, addresses, names.
  Set<String> features() {
    return features;
  }

  /// What the grammar says of single mentions: refused, allowed, wanted, by whom.
  List<Clue> clues() {
    return clues;
  }

  int letters() {
    return letters;
  }

  /// Words that carry meaning and that the lexicon does not know.
  int unknown() {
    int all = 0;
    for (int at = 0; at < words.size(); at++) {
      int word = at;
      if (words.get(at).token().kind() != Token.Kind.WORD
          || words.get(at).token().text().length() < 4
          || name(at)) {
        continue;
      }
      if (mentions.stream().noneMatch(it -> it.from() <= word && word < it.to())
          && !Grammar.of(tongue()).small(folded.get(at))) {
        all++;
      }
    }
    return all;
  }

  /// A word with a capital inside a sentence that is not all capitals names somebody.
  private boolean name(int at) {
    var text = words.get(at).token().text();
    return Figures.latinName(text, tongue())
        || at > 0
            && Character.isUpperCase(text.charAt(0))
            && text.chars().anyMatch(Character::isLowerCase);
  }

  Block block() {
    return words.isEmpty() ? marks.getFirst().block() : words.getFirst().block();
  }

  /// The whole unit, or what of it stands in its first block.
  Finding.Spot spot() {
    var block = block();
    var in = words.stream().filter(it -> it.block() == block).toList();
    if (in.isEmpty()) return document.gap(block);
    return document.spot(block, in.getFirst().token().start(), in.getLast().token().end());
  }

  /// The same with the signs before and behind it, for people to read.
  Finding.Spot shown() {
    var block = block();
    var in = parts.stream().filter(it -> it.block() == block).map(Part::sentence).toList();
    int start = in.getFirst().start();
    return document.spot(
        block, start, in.getLast().start() + in.getLast().text().stripTrailing().length());
  }

  Finding.Spot spot(int from, int to) {
    var first = words.get(from);
    var last = words.get(to - 1);
    return document.spot(
        first.block(),
        first.token().start(),
        last.block() == first.block()
            ? Math.max(first.token().end(), last.token().end())
            : first.token().end());
  }

  /// Its text, as it stands.
  String text() {
    return parts.stream().map(it -> it.sentence().text()).collect(Collectors.joining(" "));
  }

  Finding.Spot spot(Mention mention) {
    return spot(mention.from(), mention.to());
  }

  String said(Mention mention) {
    var text = new StringBuilder();
    for (int at = mention.from(); at < mention.to(); at++) {
      text.append(text.isEmpty() ? "" : " ").append(words.get(at).token().text());
    }
    return text.toString();
  }

  /// The units of a document: its sentences, without contents and without the link targets that a
  /// conversion printed at the foot of a page.
  static List<Unit> of(Document document, Lexicon lexicon) {
    var all = new ArrayList<Unit>();
    var open = new ArrayList<Part>();
    for (var block : Contents.body(document)) {
      for (var sentence : block.sentences()) {
        if (sentence.words().isEmpty()) continue;
        if (!open.isEmpty()
            && (block.kind() == Block.Kind.HEADING
                || open.size() >= PAGES
                || !goesOn(open.getLast(), block, sentence))) {
          all.add(new Unit(document, all.size(), open, lexicon));
          open.clear();
        }
        open.add(new Part(block, sentence));
      }
    }
    if (!open.isEmpty()) all.add(new Unit(document, all.size(), open, lexicon));
    return all;
  }

  /// No sentence is cut by more page breaks.
  private static final int PAGES = 4;

  /// A clause with fewer words than these does not stand by itself.
  private static final int CLAUSE = 4;

  /// Into how many clauses semicolons part it.
  int clauses() {
    return 1 + parts.stream().mapToInt(it -> clauses(it.sentence()).size() - 1).sum();
  }

  /// The sentence parted at its semicolons, so that what is said in one clause does not answer what
  /// another says.
  List<Unit> clauses(Lexicon lexicon) {
    var all = new ArrayList<Unit>();
    var open = new ArrayList<Part>();
    for (var part : parts) {
      var clauses = clauses(part.sentence());
      for (var it : clauses) {
        open.add(new Part(part.block(), it));
        if (it == clauses.getLast()) continue;
        all.add(new Unit(document, index, open, lexicon));
        open.clear();
      }
    }
    all.add(new Unit(document, index, open, lexicon));
    return all;
  }

  private static List<Sentence> clauses(Sentence sentence) {
    var all = new ArrayList<Sentence>();
    var tokens = sentence.tokens();
    int from = 0;
    for (int at = 0; at < tokens.size(); at++) {
      if (tokens.get(at).kind() != Token.Kind.MARK || !tokens.get(at).text().equals(";")) continue;
      if (words(tokens.subList(from, at)) < CLAUSE
          || words(tokens.subList(at + 1, tokens.size())) < CLAUSE) {
        continue;
      }
      all.add(clause(sentence, from, at + 1));
      from = at + 1;
    }
    if (from == 0) return List.of(sentence);
    all.add(clause(sentence, from, tokens.size()));
    return all;
  }

  private static long words(List<Token> tokens) {
    return tokens.stream().filter(it -> it.kind() != Token.Kind.MARK).count();
  }

  private static Sentence clause(Sentence sentence, int from, int to) {
    var tokens = sentence.tokens().subList(from, to);
    int start = tokens.getFirst().start();
    return new Sentence(
        sentence
            .text()
            .substring(start - sentence.start(), tokens.getLast().end() - sentence.start()),
        start,
        tokens);
  }

  /// Whether a block goes on with the sentence that the one before left open: no end there, a small
  /// letter here.
  private static boolean goesOn(Part before, Block block, Sentence sentence) {
    if (before.block() == block
        || before.block().kind() == Block.Kind.HEADING
        || block.kind() == Block.Kind.ITEM) {
      return false;
    }
    var end = before.sentence().text().stripTrailing();
    var begin = sentence.text().stripLeading();
    if (end.isEmpty() || begin.isEmpty() || before.sentence().words().size() < 4) return false;
    boolean apart = block.index() > before.block().index() + 1;
    boolean ended = ".!?:;…".indexOf(end.charAt(end.length() - 1)) >= 0;
    return !ended && (Character.isLowerCase(begin.charAt(0)) || apart);
  }

  @Override
  public String toString() {
    return document.name() + ":" + spot().place().line();
  }

  /// Number of times each word of digits stands in it, as `Figures` writes them.
  TreeMap<String, Integer> figures() {
    return Figures.of(this);
  }
}
