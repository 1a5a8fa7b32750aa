package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text without markup: headings, list items and paragraphs are told by their looks.
public final class PlainText {
  private static final Pattern BULLET = Pattern.compile("^\\s*[-•·–—*▪●]\\s+\\S.*");
  private static final Pattern NUMBERED =
      Pattern.compile(
          "^\\s*(?:\\d{1,3}(?:\\.\\d{1,3}){0,9}[.)]|\\d{1,3}(?:\\.\\d{1,3}){1,9}|[IVXLCІХ]{1,6}\\.|\\(?\\p{L}[.)]|\\.)\\s+\\S.*");
  private static final Pattern HASHES = Pattern.compile("^(#{1,6})\\s++(.*)$");
  private static final Pattern LINK =
      Pattern.compile("\\[([^\\]\\n]{1,200})]\\(([^)\\s]{0,2000}+)\\)");
  private static final Pattern NUMBER =
      Pattern.compile("^\\s*(\\d{1,3}(?:\\.\\d{1,3}){0,9})[.)]?\\s+\\S.*");

  /// `2-тарау. Тізімдер`: the number comes before the word.
  private static final Pattern CHAPTER =
      Pattern.compile("^\\d{1,3}-(?:\\p{Ll}{2} )?\\p{Ll}{3,12}[.:]? \\p{Lu}");

  private static final int LONGEST_HEADING = 150;

  /// A line of an address or a signature is shorter than this.
  private static final int SHORT = 60;

  /// A line of the file: on which page (0 without pages), which line, and the text.
  public record Line(int page, int number, String text) {}

  private final List<Line> lines;
  private final boolean wrapped;

  /// Characters of the longest line: where wrapped text breaks.
  private final int width;

  private PlainText(List<Line> lines) {
    this.lines = lines;
    this.wrapped = wrapped(lines);
    this.width = lines.stream().mapToInt(it -> it.text().stripTrailing().length()).max().orElse(0);
  }

  /// @param text with any line ends
  public static List<Passage> passages(String text) {
    var lines = new ArrayList<Line>();
    for (var line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
      lines.add(new Line(0, lines.size() + 1, line));
    }
    return passages(lines);
  }

  public static List<Passage> passages(List<Line> lines) {
    return new PlainText(lines).all();
  }

  private List<Passage> all() {
    var all = new ArrayList<Passage>();
    for (int at = 0; at < lines.size(); at++) {
      if (blank(at)) continue;
      var hashes = HASHES.matcher(text(at));
      if (hashes.matches()) {
        var title = hashes.group(2).strip();
        // `# Title #` closes as it opens.
        int end = title.length();
        while (end > 0 && title.charAt(end - 1) == '#') end--;
        title = title.substring(0, end).strip();
        all.add(
            new Passage(
                Block.Kind.HEADING,
                hashes.group(1).length(),
                title,
                List.of(anchor(0, at, hashes.start(2))),
                links(title)));
        continue;
      }
      var kind =
          heading(at)
              ? Block.Kind.HEADING
              : BULLET.matcher(text(at)).matches() || NUMBERED.matcher(text(at)).matches()
                  ? Block.Kind.ITEM
                  : Block.Kind.PARAGRAPH;
      int first = at;
      var joined = new StringBuilder(text(at).strip());
      var anchors = new ArrayList<Passage.Anchor>();
      anchors.add(anchor(0, at, indent(text(at))));
      for (int next = next(at);
          next < lines.size() && continues(kind, first, at, next);
          next = next(at)) {
        if (wrapped
            && joined.length() > 2
            && joined.charAt(joined.length() - 1) == '-'
            && Character.isLetter(joined.charAt(joined.length() - 2))
            && lower(next)) {
          joined.setLength(joined.length() - 1);
        } else {
          joined.append('\n');
        }
        anchors.add(anchor(joined.length(), next, indent(text(next))));
        joined.append(text(next).strip());
        at = next;
      }
      int level =
          switch (kind) {
            case HEADING -> level(text(first), all.isEmpty());
            case ITEM -> 1 + indent(text(first)) / 2;
            case PARAGRAPH -> 0;
          };
      all.add(new Passage(kind, level, joined.toString(), anchors, links(joined.toString())));
    }
    return all;
  }

  private String text(int at) {
    return lines.get(at).text();
  }

  private boolean blank(int at) {
    return text(at).isBlank();
  }

  private int next(int at) {
    int next = at + 1;
    while (next < lines.size() && blank(next)) next++;
    return next;
  }

  private Passage.Anchor anchor(int in, int at, int column) {
    return new Passage.Anchor(in, lines.get(at).page(), lines.get(at).number(), column + 1);
  }

  private static int indent(String line) {
    int at = 0;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) at++;
    return at;
  }

  /// Links as Markdown writes them; people paste them into plain text too.
  private static List<Link> links(String text) {
    return LINK.matcher(text)
        .results()
        .map(
            it ->
                new Link(
                    it.start(1),
                    it.group(1),
                    it.group(2),
                    it.group(2).isEmpty() || it.group(2).equals("#")))
        .toList();
  }

  /// Hard-wrapped text: most lines are followed by another one, and none is long.
  private static boolean wrapped(List<Line> lines) {
    int pairs = 0;
    int full = 0;
    for (int at = 1; at < lines.size(); at++) {
      if (lines.get(at).text().length() > 140) return false;
      if (lines.get(at).text().isBlank() || lines.get(at - 1).text().isBlank()) continue;
      pairs++;
      if (lines.get(at - 1).text().strip().length() > 50) full++;
    }
    return pairs > 3 && full * 2 > pairs;
  }

  private boolean lower(int at) {
    return Character.isLowerCase(text(at).strip().charAt(0));
  }

  private boolean marked(int at) {
    return BULLET.matcher(text(at)).matches()
        || NUMBERED.matcher(text(at)).matches()
        || HASHES.matcher(text(at)).matches();
  }

  private char last(int at) {
    var line = text(at).strip();
    return line.charAt(line.length() - 1);
  }

  /// Whether the line `next` goes on with the block that began at `first` and has come to `at`. A
  /// page break in the middle of a sentence leaves a blank line there.
  private boolean continues(Block.Kind kind, int first, int at, int next) {
    if (marked(next) || row(at) || row(next)) return false;
    boolean adjacent = next == at + 1;
    if (kind == Block.Kind.HEADING) {
      return capitals(at)
          && capitals(next)
          && (adjacent && wrapped
              || !adjacent
                  && !before(first - 1)
                  && text(next).strip().split("\\s+").length <= 2
                  && NUMBERED.matcher(text(first)).matches()
                  && next - at > 2);
    }
    if (heading(next)) return false;
    if (wrapped && adjacent) return true;
    boolean small = text(at).strip().length() < SHORT && text(next).strip().length() < SHORT;
    if (adjacent && small && kind == Block.Kind.PARAGRAPH && ".;:!?".indexOf(last(at)) < 0) {
      return true;
    }
    return (Character.isLetterOrDigit(last(at)) || last(at) == ',' || last(at) == '-')
        && lower(next)
        && text(at).strip().length() > 40;
  }

  /// A short line without an end: in capitals, or alone between blank lines, or numbered above a
  /// paragraph.
  private boolean heading(int at) {
    var line = text(at).strip();
    if (line.length() > LONGEST_HEADING || BULLET.matcher(line).matches() || row(at)) return false;
    boolean numbered =
        NUMBERED.matcher(line).matches() && Character.isLetterOrDigit(line.charAt(0));
    char last = last(at);
    if (".,;!?…".indexOf(last) >= 0
        && !(last == '.'
            && numbered
            && line.length() < SHORT
            && line.indexOf('.', line.indexOf('.') + 1) == line.length() - 1
            && (following(at) && !counts(at) || opens(at)))) {
      return false;
    }
    long letters = line.chars().filter(Character::isLetter).count();
    if (letters < 3) return false;
    if (capitals(at)) {
      return letters > 5
          && (before(at) || capitals(at - 1) || numbered || !wrapped)
          && !signature(at);
    }
    if (last == ':' || goesOn(at) || line.indexOf('@') >= 0) return false;
    boolean begins =
        CHAPTER.matcher(line).find()
            || line.chars().filter(Character::isLetter).findFirst().stream()
                .anyMatch(Character::isUpperCase);
    if (!begins || line.length() >= 100) return false;
    if (opens(at)) return true;
    if (before(at) && following(at)) return !signature(at);
    if (title(at) || label(at)) return true;
    if (wrapped) return numbered && Character.isDigit(line.charAt(0)) && before(at) && ends(at);
    boolean above = at + 1 < lines.size() && text(at + 1).strip().length() > line.length();
    return numbered
        && Character.isDigit(line.charAt(0))
        && above
        && line.split("\\s+").length <= 14;
  }

  /// A row of a table, copied with its tabs.
  private boolean row(int at) {
    return text(at).strip().indexOf('\t') > 0;
  }

  /// Whether nothing stands between this number and the one before or behind it: a point, and no
  /// heading of anything.
  private boolean counts(int at) {
    int before = at - 1;
    while (before >= 0 && blank(before)) before--;
    int next = next(at);
    return before >= 0 && follows(before, at) || next < lines.size() && follows(at, next);
  }

  /// Whether one line has the next number of the same depth: `7.` and `8.`, `2.3` and `2.4`.
  private boolean follows(int at, int next) {
    var own = NUMBER.matcher(text(at));
    var other = NUMBER.matcher(text(next));
    if (!own.matches() || !other.matches()) return false;
    var one = own.group(1);
    var two = other.group(1);
    int dot = one.lastIndexOf('.') + 1;
    return two.startsWith(one.substring(0, dot))
        && two.substring(dot).equals(String.valueOf(Integer.parseInt(one.substring(dot)) + 1));
  }

  /// Whether the next line is the first point of this one: `3. Our shop`, `3.1 It stands in …`.
  private boolean opens(int at) {
    int next = next(at);
    if (next >= lines.size()) return false;
    var own = NUMBER.matcher(text(at));
    var point = NUMBER.matcher(text(next));
    return own.matches() && point.matches() && point.group(1).equals(own.group(1) + ".1");
  }

  /// The first line of all, above lines that do not go on with it: `Privacy at the Mill`, `In force
  /// since …`.
  private boolean title(int at) {
    return next(-1) == at
        && text(at).strip().length() < SHORT
        && !marked(at)
        && !marked(at + 1)
        && !lower(at + 1)
        && (!wrapped || ends(at));
  }

  /// A line that opens a paragraph and yet is no part of it: a few words without figures, and below
  /// it a list, or sentences that begin anew and end.
  private boolean label(int at) {
    var line = text(at).strip();
    if (!before(at)
        || following(at)
        || line.length() >= SHORT
        || marked(at)
        || line.matches(".*[\\d:,].*")) {
      return false;
    }
    if (BULLET.matcher(text(at + 1)).matches()) return true;
    if (marked(at + 1)
        || !Character.isUpperCase(text(at + 1).strip().charAt(0))
        || wrapped && !ends(at)) {
      return false;
    }
    int end = at + 1;
    while (!following(end)) end++;
    return ".!?".indexOf(last(end)) >= 0;
  }

  /// Whether a line of wrapped text ends of itself: the first word of the next one had room in it.
  private boolean ends(int at) {
    var next = text(at + 1).strip();
    return !marked(at + 1)
        && !lower(at + 1)
        && text(at).stripTrailing().length() + 1 + next.split("\\s+")[0].length() <= width;
  }

  private boolean capitals(int at) {
    if (at < 0 || at >= lines.size() || blank(at)) return false;
    long letters = text(at).chars().filter(Character::isLetter).count();
    return letters > 3
        && text(at).chars().filter(Character::isUpperCase).count() * 10 >= letters * 9;
  }

  private boolean before(int at) {
    return at <= 0 || blank(at - 1);
  }

  private boolean following(int at) {
    return at + 1 >= lines.size() || blank(at + 1);
  }

  /// The first or last line of several short ones: of an address, not of a section.
  private boolean signature(int at) {
    boolean above =
        at > 1
            && !blank(at - 1)
            && !blank(at - 2)
            && text(at - 1).strip().length() < SHORT
            && text(at - 2).strip().length() < SHORT
            && !wrapped;
    boolean below =
        at + 2 < lines.size()
            && !blank(at + 1)
            && !blank(at + 2)
            && text(at + 1).strip().length() < SHORT
            && text(at + 2).strip().length() < SHORT
            && !marked(at + 1)
            && !wrapped;
    return above || below;
  }

  /// Whether the next words begin in the middle of a sentence.
  private boolean goesOn(int at) {
    int next = next(at);
    return next < lines.size()
        && lower(next)
        && !NUMBERED.matcher(text(next)).matches()
        && text(at).strip().length() > 40;
  }

  private static int level(String line, boolean first) {
    if (first) return 1;
    var marker = Cutter.marker(line);
    long dots = marker.chars().filter(it -> it == '.').count();
    return marker.matches("\\d+\\.\\d+.*") ? 3 + (int) Math.max(0, dots - 2) : 2;
  }
}
