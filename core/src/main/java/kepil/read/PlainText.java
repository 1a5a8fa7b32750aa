package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text without markup: headings, list items and paragraphs are told by their looks.
public final class PlainText {
  private PlainText() {}

  private static final Pattern BULLET = Pattern.compile("^\\s*[-•·–*▪●]\\s+\\S.*");
  private static final Pattern NUMBERED = Pattern.compile("^\\s*(?:\\d{1,3}(?:\\.\\d{1,3})*[.)]|\\d{1,3}(?:\\.\\d{1,3})+|[IVXLCІХ]{1,6}\\.|\\(?\\p{L}[.)]|\\.)\\s+\\S.*");
  private static final Pattern HASHES = Pattern.compile("^(#{1,6})\\s+(.*?)\\s*#*\\s*$");
  private static final int LONGEST_HEADING = 150;

  /// @param text with any line ends
  public static List<Passage> passages(String text) {
    var lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
    boolean wrapped = wrapped(lines);
    var all = new ArrayList<Passage>();
    for (int at = 0; at < lines.length; at++) {
      if (lines[at].isBlank()) continue;
      var heading = HASHES.matcher(lines[at]);
      if (heading.matches()) {
        all.add(new Passage(Block.Kind.HEADING, heading.group(1).length(), heading.group(2), List.of(new Passage.Anchor(0, 0, at + 1, heading.start(2) + 1)), List.of()));
        continue;
      }
      if (heading(lines, at)) {
        int indent = indent(lines[at]);
        all.add(new Passage(Block.Kind.HEADING, level(lines[at], all.isEmpty()), lines[at].strip(), List.of(new Passage.Anchor(0, 0, at + 1, indent + 1)), List.of()));
        continue;
      }
      int first = at;
      var joined = new StringBuilder(lines[at].strip());
      var anchors = new ArrayList<Passage.Anchor>();
      anchors.add(new Passage.Anchor(0, 0, at + 1, indent(lines[at]) + 1));
      while (true) {
        int next = at + 1;
        while (next < lines.length && lines[next].isBlank()) next++;
        if (next >= lines.length || !continues(lines[at], lines[next], next == at + 1, wrapped) || heading(lines, next)) break;
        joined.append('\n');
        anchors.add(new Passage.Anchor(joined.length(), 0, next + 1, indent(lines[next]) + 1));
        joined.append(lines[next].strip());
        at = next;
      }
      boolean item = BULLET.matcher(lines[first]).matches() || NUMBERED.matcher(lines[first]).matches();
      all.add(new Passage(item ? Block.Kind.ITEM : Block.Kind.PARAGRAPH, item ? 1 + indent(lines[first]) / 2 : 0, joined.toString(), anchors, List.of()));
    }
    return all;
  }

  private static int indent(String line) {
    int at = 0;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) at++;
    return at;
  }

  /// Hard-wrapped text: most lines are followed by another one, and none is long.
  private static boolean wrapped(String[] lines) {
    int longest = 0;
    int pairs = 0;
    int full = 0;
    for (int at = 0; at < lines.length; at++) {
      longest = Math.max(longest, lines[at].length());
      if (at > 0 && !lines[at].isBlank() && !lines[at - 1].isBlank()) {
        pairs++;
        if (lines[at - 1].length() > 55) full++;
      }
    }
    return longest <= 130 && pairs > 3 && full * 2 > pairs;
  }

  /// Whether the next line goes on with the sentence of this one. A page break in the middle of a
  /// sentence leaves a blank line there.
  private static boolean continues(String line, String next, boolean adjacent, boolean wrapped) {
    if (BULLET.matcher(next).matches() || NUMBERED.matcher(next).matches()) return false;
    var end = line.strip();
    char last = end.charAt(end.length() - 1);
    char first = next.strip().charAt(0);
    if (wrapped && adjacent) return true;
    return (Character.isLetterOrDigit(last) || last == ',' || last == '-') && Character.isLowerCase(first) && end.length() > 40;
  }

  /// A short line without an end: in capitals, or alone between blank lines, or numbered above a paragraph.
  private static boolean heading(String[] lines, int at) {
    var line = lines[at].strip();
    if (line.length() > LONGEST_HEADING || BULLET.matcher(line).matches()) return false;
    char last = line.charAt(line.length() - 1);
    if (".,;!?…".indexOf(last) >= 0 && !(last == '.' && NUMBERED.matcher(line).matches() && line.length() < 60 && before(lines, at) && line.indexOf('.', line.indexOf('.') + 1) == line.length() - 1)) return false;
    long letters = line.chars().filter(Character::isLetter).count();
    if (letters < 3) return false;
    boolean capitals = line.chars().filter(Character::isUpperCase).count() * 10 >= letters * 9 && letters > 5;
    if (capitals) return true;
    if (last == ':') return false;
    boolean begins = line.chars().filter(Character::isLetter).findFirst().stream().anyMatch(Character::isUpperCase);
    boolean alone = before(lines, at) && after(lines, at) && !goesOn(lines, at);
    boolean numbered = NUMBERED.matcher(line).matches() && line.length() < 100;
    return begins && (alone && line.length() < 100 || numbered && after(lines, at) && line.split("\\s+").length <= 14 && Character.isDigit(line.charAt(0)));
  }

  private static boolean before(String[] lines, int at) {
    return at == 0 || lines[at - 1].isBlank() || lines[at - 1].strip().matches("[.*-]*");
  }

  /// Whether something that is no heading follows: a blank line, or a longer line.
  private static boolean after(String[] lines, int at) {
    return at + 1 >= lines.length || lines[at + 1].isBlank() || lines[at + 1].strip().length() > lines[at].strip().length();
  }

  /// Whether the next words begin in the middle of a sentence.
  private static boolean goesOn(String[] lines, int at) {
    int next = at + 1;
    while (next < lines.length && lines[next].isBlank()) next++;
    return next < lines.length && Character.isLowerCase(lines[next].strip().charAt(0)) && !NUMBERED.matcher(lines[next]).matches();
  }

  private static int level(String line, boolean first) {
    if (first) return 1;
    var marker = Cutter.marker(line, Tongue.OTHER);
    long dots = marker.chars().filter(it -> it == '.').count();
    return marker.matches("\\d+\\.\\d+.*") ? 3 + (int) Math.max(0, dots - 2) : 2;
  }
}
