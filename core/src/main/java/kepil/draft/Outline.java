package kepil.draft;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.read.Block;

/// Gives each clause its id.
///
/// Where the document numbers its points itself, these numbers are the ids, so that whoever knows
/// the document finds them again: `2.3`, `2.3.b`, `17`. What has no number of its own there bears
/// the number above it and `.s1`, `.s2`. Where no point of a section has a number, what it says is
/// counted: `4.02`. Headings of sections end in `.00`.
final class Outline {
  /// An open list: its last item, how deep it stands, the id of that, and the id its items are told
  /// below.
  private record Listed(Numbered last, int level, String id, String above) {}

  /// Lists whose numbers run through the whole document, whatever headings stand between.
  private final Set<String> running = new HashSet<>();

  /// Headings below which some point has a number of its own, by the index of their block.
  private final Set<Integer> numbered = new HashSet<>();

  /// Whether more than two sections bear numbers, and whether articles stand in chapters.
  private final boolean sectioned;

  private final boolean articles;

  private final Set<String> taken = new HashSet<>();

  /// How many sentences were told below an id, itself included.
  private final Map<String, Integer> told = new HashMap<>();

  private final Map<String, Integer> figures = new HashMap<>();
  private final Deque<Listed> lists = new ArrayDeque<>();
  private String section = "0";
  private int sections;
  private int counted;

  /// The number that what has none is told below; empty where clauses are counted.
  private String above = "";

  /// What a list is told below.
  private String base = "0";

  /// The figure of the last point.
  private int last;

  private int own;

  Outline(List<Block> blocks) {
    var rising = new HashMap<String, Integer>();
    var places = new HashMap<String, Set<Integer>>();
    var broken = new HashSet<String>();
    var named = new HashSet<Boolean>();
    int heads = 0;
    int heading = -1;
    for (var block : blocks) {
      boolean head = block.kind() == Block.Kind.HEADING;
      var number = Numbered.of(block.text(), head, Optional.empty());
      boolean inner = block.level() > 2 || dotted(number);
      if (head && !inner && block != blocks.getFirst()) heading = block.index();
      if (number.isEmpty()) continue;
      var it = number.get();
      if (head && it.figure() > 0) heads++;
      if (head && it.style() == Numbered.Style.NAMED) named.add(it.chapter());
      if (head) continue;
      if (it.style() == Numbered.Style.DOTTED) numbered.add(heading);
      if (it.figure() == 0 || it.style() == Numbered.Style.BRACKET) continue;
      if (it.figure() <= rising.getOrDefault(it.list(), 0)) broken.add(it.list());
      rising.put(it.list(), it.figure());
      places.computeIfAbsent(it.list(), _ -> new HashSet<>()).add(heading);
    }
    sectioned = heads > 2;
    articles = named.size() > 1;
    places.forEach(
        (list, all) -> {
          if (!broken.contains(list) && (all.size() > 1 || all.contains(-1))) {
            running.add(list);
            numbered.addAll(all);
          }
        });
  }

  private static boolean dotted(Optional<Numbered> number) {
    return number.filter(it -> it.style() == Numbered.Style.DOTTED).isPresent();
  }

  /// How many ids are numbers of the document itself.
  int own() {
    return own;
  }

  String title() {
    var id = next();
    base = section;
    return id;
  }

  /// Whether a heading stands within the section; where sections bear numbers, one without is a
  /// label within its section.
  boolean inner(Block heading) {
    var number = Numbered.of(heading.text(), true, Optional.empty());
    int before = number.map(it -> figures.getOrDefault(it.list(), 0)).orElse(0);
    return heading.level() > 2
        || dotted(number)
        || sectioned && number.map(Numbered::figure).orElse(0) <= before;
  }

  /// Opens a section.
  String section(Block heading) {
    var number = Numbered.of(heading.text(), true, Optional.empty());
    int figure = number.map(Numbered::figure).orElse(0);
    number.ifPresent(it -> figures.put(it.list(), figure));
    sections = Math.max(sections + 1, figure);
    if (figure > 0) own++;
    var chapter = articles && number.filter(Numbered::chapter).isPresent() ? "ch" : "";
    section = figure > 0 ? chapter + number.get().value() : String.valueOf(sections);
    counted = 0;
    lists.clear();
    base = section;
    var id = unique(section + ".00");
    above = numbered.contains(heading.index()) ? id : "";
    return id;
  }

  /// A heading within a section.
  String label(Block heading) {
    lists.clear();
    var number = Numbered.of(heading.text(), true, Optional.empty());
    return dotted(number) ? point(number.get(), 0) : next();
  }

  /// A clause with a number of its own.
  ///
  /// @param level how deep it stands: the figures of a list and of one within it look the same
  String clause(Numbered it, int level) {
    if (absolute(it)) {
      lists.clear();
      return point(it, 1);
    }
    boolean goesOn = lists.stream().anyMatch(that -> that.level() <= level && alike(that, it));
    while (goesOn && lists.getFirst().level() > level) lists.pop();
    boolean within = it.first() && !lists.isEmpty() && lists.getFirst().level() < level;
    boolean open = !within && lists.stream().anyMatch(that -> alike(that, it));
    while (open && !lists.getFirst().last().list().equals(it.list())) lists.pop();
    var before = open ? lists.pop().above() : "";
    // A list that begins anew is another list.
    var under = open && !it.first() ? before : lists.isEmpty() ? base : lists.getFirst().id();
    var id = unique(under + "." + it.value());
    lists.push(new Listed(it, level, id, under));
    told.put(id, 1);
    own++;
    return id;
  }

  private static boolean alike(Listed list, Numbered item) {
    return list.last().list().equals(item.list());
  }

  /// Whether a number says by itself where its point stands.
  boolean absolute(Numbered it) {
    return it.style() == Numbered.Style.DOTTED || running.contains(it.list());
  }

  /// Whether a number within running text is the next of a list, and no figure.
  boolean goesOn(Numbered it) {
    return absolute(it)
        ? it.value().equals(String.valueOf(last + 1))
        : !it.first() && lists.stream().anyMatch(that -> that.last().list().equals(it.list()));
  }

  private String point(Numbered it, int sentences) {
    var id = unique(it.value());
    above = id;
    base = id;
    last = it.figure();
    told.put(id, sentences);
    own++;
    return id;
  }

  /// A clause without a number of its own.
  String next() {
    if (!above.isEmpty()) return further(above);
    counted++;
    base = unique(section + "." + (counted < 10 ? "0" : "") + counted);
    return base;
  }

  /// The next sentence of what was numbered last.
  String further() {
    return lists.isEmpty() ? next() : further(lists.getFirst().id());
  }

  private String further(String id) {
    return unique(id + ".s" + told.merge(id, 1, Integer::sum));
  }

  /// The last item of the lists that are open, the innermost first.
  Optional<Numbered> before() {
    return Optional.ofNullable(lists.peek()).map(Listed::last);
  }

  private String unique(String id) {
    var free = id;
    for (int n = 2; !taken.add(free); n++) free = id + "x" + n;
    return free;
  }
}
