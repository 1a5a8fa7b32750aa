package kepil.documents;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import kepil.read.Document;
import kepil.read.Finding;
import kepil.read.Severity;

/// A page that shows documents with their findings in the margin. It needs no script, no network
/// and no other file.
public final class HtmlReport {
  private HtmlReport() {}

  /// The whole stylesheet; a server that forbids inline styles allows this one by `styleSource`.
  static final String STYLE =
      """
      :root{color-scheme:light dark;--paper:#fbfaf7;--surface:#fff;--ink:#1b2425;--soft:#525d5c;--line:#dcd8cd;--link:#0b5f62;--red:#962126;--red-tint:#fbe9e7;--amber:#744700;--amber-tint:#fcf0d8;--blue:#0b5f62;--blue-tint:#e9f1ef}
      @media (prefers-color-scheme:dark){:root{--paper:#11181a;--surface:#192224;--ink:#e7ebe8;--soft:#a6b3b1;--line:#2f3b3d;--link:#74c9c4;--red:#f5aaa3;--red-tint:#3a1d1c;--amber:#f0c87c;--amber-tint:#352a11;--blue:#a2e0dc;--blue-tint:#1d3032}}
      *{box-sizing:border-box}
      body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;overflow-wrap:anywhere}
      main{max-width:76rem;margin:0 auto;padding:1rem}
      h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0 1rem}
      h2{font-size:1.3rem;line-height:1.25;margin:2.2rem 0 .4rem}
      h3{font-size:1rem;margin:1.4rem 0 .4rem}
      a{color:var(--link)}
      a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
      .soft{color:var(--soft);font-size:.92rem}
      ul.sums{list-style:none;padding:0;margin:.6rem 0;display:flex;flex-wrap:wrap;gap:.4rem}
      .sums li,.tag{border:1px solid currentColor;border-radius:.6rem;padding:.05rem .5rem;font-size:.85rem;font-weight:600}
      .grave{color:var(--red)}.middle{color:var(--amber)}.light{color:var(--blue)}
      .row{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:0 1.5rem;padding:.35rem 0;border-top:1px solid var(--line)}
      .row.title p{font-weight:700}
      .wide{max-width:108rem}
      .row.twin,.row.heads{grid-template-columns:minmax(0,1fr) minmax(0,1fr) minmax(0,24rem)}
      .row.item .text{padding-left:1.2rem}
      .text p{margin:.15rem 0;white-space:pre-line}
      .twin .text p{white-space:normal}
      .line{color:var(--soft);font-size:.78rem;font-variant-numeric:tabular-nums}
      mark,mark.light{background:var(--blue-tint);color:inherit}
      mark a{color:inherit;text-decoration:underline 2px var(--blue);text-underline-offset:.15em}
      mark.grave{background:var(--red-tint);color:inherit}mark.grave a{text-decoration-color:var(--red)}
      mark.middle{background:var(--amber-tint);color:inherit}mark.middle a{text-decoration-color:var(--amber)}
      .note{background:var(--surface);border:1px solid var(--line);border-left:4px solid var(--blue);border-radius:.4rem;padding:.5rem .7rem;margin:.2rem 0 .5rem;font-size:.92rem}
      .note.grave{border-left-color:var(--red);color:inherit}.note.middle{border-left-color:var(--amber);color:inherit}.note.light{color:inherit}
      .note p{margin:.2rem 0}
      .note p a{display:inline-block;min-height:1.5rem}
      .note:target,mark:target{outline:3px solid var(--link)}
      code{font:.9em ui-monospace,"DejaVu Sans Mono",monospace;background:var(--blue-tint);padding:0 .2em;border-radius:.2em}
      details{margin:.2rem 0 .5rem}summary{min-height:1.5rem;cursor:pointer;color:var(--soft);font-size:.92rem}
      @media (max-width:75rem){.row.twin,.row.heads{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}.twin .notes{grid-column:1/-1}}
      @media (max-width:48rem){.row,.row.twin,.row.heads{grid-template-columns:minmax(0,1fr)}}
      @media print{.row{break-inside:avoid}}
      """;

  /// For `Content-Security-Policy: style-src …`.
  public static String styleSource() {
    try {
      return "'sha256-"
          + Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-256")
                      .digest(STYLE.getBytes(StandardCharsets.UTF_8)))
          + "'";
    } catch (NoSuchAlgorithmException every) {
      throw new IllegalStateException("every Java has SHA-256", every);
    }
  }

  static String page(List<Reader.Answer> answers) {
    var out =
        new StringBuilder(
                "<!DOCTYPE html>\n"
                    + "<html lang=\"en\">\n"
                    + "<head>\n"
                    + "<meta charset=\"utf-8\">\n"
                    + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                    + "<title>What Kepil read</title>\n"
                    + "<style>")
            .append(STYLE)
            .append("</style>\n</head>\n<body>\n<main")
            .append(
                answers.stream().anyMatch(Reader.Answer.Pair.class::isInstance)
                    ? " class=\"wide\""
                    : "")
            .append(">\n<h1>What Kepil read</h1>\n");
    int number = 0;
    for (var answer : answers) number = answer(out, answer, number);
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  private static int answer(StringBuilder out, Reader.Answer answer, int number) {
    switch (answer) {
      case Reader.Answer.Unreadable(var why) -> {
        out.append("<section>\n<h2>")
            .append(escape(why.name()))
            .append("</h2>\n<div class=\"note grave\"><p><b>This file cannot be read:</b> ")
            .append(escape(why.why()))
            .append(".</p><p>What to do: ")
            .append(escape(why.advice()))
            .append(".</p></div>\n</section>\n");
        return number;
      }
      case Reader.Answer.Read it -> {
        return document(out, it, number);
      }
      case Reader.Answer.Pair it -> {
        return pair(out, it, number);
      }
    }
  }

  /// One document as a section, its findings numbered on from `number`.
  private static int document(StringBuilder out, Reader.Answer.Read it, int number) {
    out.append("<section>\n<h2>")
        .append(escape(it.name()))
        .append("</h2>\n<p class=\"soft\">")
        .append(it.findings().size())
        .append(it.findings().size() == 1 ? " finding" : " findings")
        .append(", language ")
        .append(it.document().tongue().code());
    if (!it.laws().isEmpty()) {
      out.append("; read against ")
          .append(escape(String.join("; ", it.laws().stream().map(Reports::against).toList())));
    }
    out.append(".</p>\n");
    sums(out, it.findings());
    var numbers = new LinkedHashMap<Finding, Integer>();
    for (var finding : it.findings()) numbers.putIfAbsent(finding, ++number);
    first(out, it.findings().stream().sorted(Reports.GRAVEST).toList(), numbers);
    var shown = new HashSet<Integer>();
    var whole =
        it.findings().stream()
            .filter(finding -> finding.spots().getFirst().length() == 0)
            .sorted(Comparator.comparing(Finding::severity))
            .toList();
    if (!whole.isEmpty()) {
      out.append("<h3>Of the document as a whole</h3>\n");
      for (var finding : whole) note(out, finding, numbers.getOrDefault(finding, 0), shown);
    }
    out.append("<h3>The document</h3>\n");
    var starting = starting(it.findings(), Finding::spots);
    Map<Integer, List<Finding>> beside = new HashMap<>();
    it.findings().stream()
        .filter(finding -> finding.spots().getFirst().length() > 0)
        .forEach(
            finding ->
                beside
                    .computeIfAbsent(finding.spots().getFirst().block(), _ -> new ArrayList<>())
                    .add(finding));
    for (var block : it.document().blocks()) {
      var notes = beside.getOrDefault(block.index(), List.of());
      out.append("<div class=\"row")
          .append(
              switch (block.kind()) {
                case HEADING -> " title";
                case ITEM -> " item";
                case PARAGRAPH -> "";
              })
          .append("\"><div class=\"text\"><span class=\"line\">")
          .append(it.document().place(block, 0))
          .append("</span><p lang=\"")
          .append(it.document().tongue().code())
          .append("\">");
      marked(
          out,
          it.document().name(),
          it.document().text(),
          block.start(),
          block.end(),
          starting,
          numbers,
          shown);
      out.append("</p></div><div>");
      for (var finding : notes) note(out, finding, numbers.getOrDefault(finding, 0), shown);
      out.append("</div></div>\n");
    }
    out.append("</section>\n");
    return number;
  }

  /// Two versions side by side, row by row as they were aligned; what was found stands in the
  /// margin of its row, and below it where the window has no room for a margin.
  private static int pair(StringBuilder out, Reader.Answer.Pair it, int number) {
    var left = it.left().document();
    var right = it.right().document();
    out.append("<section>\n<h2>")
        .append(escape(it.name()))
        .append("</h2>\n<p class=\"soft\">")
        .append(it.findings().size())
        .append(it.findings().size() == 1 ? " difference" : " differences")
        .append(" between ")
        .append(left.tongue().code())
        .append(" and ")
        .append(right.tongue().code())
        .append(".</p>\n");
    sums(out, it.findings());
    var numbers = new LinkedHashMap<Finding, Integer>();
    for (var finding : it.findings()) numbers.putIfAbsent(finding, ++number);
    var shown = new HashSet<Integer>();
    var told = new HashSet<Finding>();
    var starting = starting(it.findings(), Finding::spots);
    var mainly = starting(it.findings(), finding -> finding.spots().subList(0, 1));
    first(out, it.findings(), numbers);
    out.append("<div class=\"row heads\"><p><b>")
        .append(escape(left.name()))
        .append("</b></p><p><b>")
        .append(escape(right.name()))
        .append("</b></p></div>\n");
    for (var row : it.rows()) {
      out.append("<div class=\"row twin\">");
      cell(out, left, row.left(), starting, numbers, shown);
      cell(out, right, row.right(), starting, numbers, shown);
      var here = new TreeMap<Integer, Finding>();
      for (boolean onLeft : new boolean[] {true, false}) {
        for (var spot : onLeft ? row.left() : row.right()) {
          for (var finding :
              within(
                  mainly,
                  (onLeft ? left : right).name(),
                  spot.place().offset(),
                  spot.place().offset() + spot.length())) {
            here.put(numbers.getOrDefault(finding, 0), finding);
          }
        }
      }
      here.values().removeIf(finding -> !told.add(finding));
      notes(out, here, shown);
      out.append("</div>\n");
    }
    var rest = new TreeMap<Integer, Finding>();
    for (var finding : it.findings()) {
      if (!told.contains(finding)) rest.put(numbers.getOrDefault(finding, 0), finding);
    }
    if (!rest.isEmpty()) out.append("<h3>Beside the rows</h3>\n");
    notes(out, rest, shown);
    out.append("</section>\n");
    return number;
  }

  /// So many findings are what somebody begins with.
  private static final int FIRST = 20;

  /// What to look at first, with a way to each.
  ///
  /// @param findings the gravest first
  private static void first(
      StringBuilder out, List<Finding> findings, Map<Finding, Integer> numbers) {
    var grave =
        findings.stream().filter(it -> !it.severity().slight()).distinct().limit(FIRST).toList();
    if (grave.isEmpty()) return;
    out.append("<h3>Begin here</h3>\n<ol>\n");
    for (var it : grave) {
      out.append("<li><a href=\"#f")
          .append(numbers.getOrDefault(it, 0))
          .append("\">")
          .append(it.severity().words())
          .append(", ")
          .append(escape(it.spots().getFirst().document()))
          .append(
              it.spots().getFirst().length() == 0 ? "" : ":" + it.spots().getFirst().place().line())
          .append("</a>: ")
          .append(ticked(it.what()))
          .append("</li>\n");
    }
    out.append("</ol>\n");
  }

  /// The notes of a row; those that only somebody who reads both languages can judge are folded.
  private static void notes(
      StringBuilder out, NavigableMap<Integer, Finding> notes, Set<Integer> shown) {
    if (notes.isEmpty()) return;
    out.append("<div class=\"notes\">\n");
    notes.forEach(
        (number, it) -> {
          if (!it.severity().slight()) note(out, it, number, shown);
        });
    long doubts = notes.values().stream().filter(it -> it.severity().slight()).count();
    if (doubts > 0) doubts(out, notes, shown, doubts);
    out.append("</div>\n");
  }

  private static void doubts(
      StringBuilder out, NavigableMap<Integer, Finding> notes, Set<Integer> shown, long doubts) {
    out.append("<details><summary>")
        .append(doubts)
        .append(doubts == 1 ? " doubt" : " doubts")
        .append("</summary>\n");
    notes.forEach(
        (number, it) -> {
          if (it.severity().slight()) note(out, it, number, shown);
        });
    out.append("</details>\n");
  }

  /// The findings by where one of these places of theirs begins, for each document: a page of many
  /// findings is not gone through for each of its rows.
  private static Map<String, NavigableMap<Integer, Set<Finding>>> starting(
      List<Finding> findings, Function<Finding, List<Finding.Spot>> places) {
    var all = new HashMap<String, NavigableMap<Integer, Set<Finding>>>();
    for (var finding : findings) {
      for (var spot : places.apply(finding)) {
        all.computeIfAbsent(spot.document(), _ -> new TreeMap<>())
            .computeIfAbsent(spot.place().offset(), _ -> new LinkedHashSet<>())
            .add(finding);
      }
    }
    return all;
  }

  /// Those with a place that begins from `from` to `to`, both included.
  private static Set<Finding> within(
      Map<String, NavigableMap<Integer, Set<Finding>>> starting,
      String document,
      int from,
      int to) {
    var all = new LinkedHashSet<Finding>();
    var places = starting.get(document);
    if (places != null) places.subMap(from, true, to, true).values().forEach(all::addAll);
    return all;
  }

  private static void cell(
      StringBuilder out,
      Document document,
      List<Finding.Spot> spots,
      Map<String, NavigableMap<Integer, Set<Finding>>> starting,
      Map<Finding, Integer> numbers,
      Set<Integer> shown) {
    out.append("<div class=\"text\">");
    if (spots.isEmpty()) out.append("<p class=\"soft\">nothing stands here</p>");
    for (var spot : spots) {
      out.append("<span class=\"line\">")
          .append(spot.place())
          .append("</span><p lang=\"")
          .append(document.tongue().code())
          .append("\">");
      marked(
          out,
          document.name(),
          document.text(),
          spot.place().offset(),
          spot.place().offset() + spot.length(),
          starting,
          numbers,
          shown);
      out.append("</p>");
    }
    out.append("</div>");
  }

  private static void sums(StringBuilder out, List<Finding> findings) {
    out.append("<ul class=\"sums\">\n");
    for (var severity : Severity.values()) {
      long count = findings.stream().filter(finding -> finding.severity() == severity).count();
      if (count > 0) {
        out.append("<li class=\"")
            .append(look(severity))
            .append("\">")
            .append(count)
            .append(' ')
            .append(severity.words())
            .append("</li>\n");
      }
    }
    out.append("</ul>\n");
  }

  /// A stretch of a document with every place a finding names, the graver one where two overlap.
  private static void marked(
      StringBuilder out,
      String name,
      String text,
      int from,
      int to,
      Map<String, NavigableMap<Integer, Set<Finding>>> starting,
      Map<Finding, Integer> numbers,
      Set<Integer> shown) {
    record Mark(int start, int end, Finding finding, boolean main) {}
    var marks = new ArrayList<Mark>();
    for (var finding : within(starting, name, from, to)) {
      boolean main = true;
      for (var spot : finding.spots()) {
        int start = spot.place().offset();
        int end = Math.min(to, start + spot.length());
        if (spot.document().equals(name) && start >= from && start < end) {
          marks.add(new Mark(start, end, finding, main));
        }
        main = false;
      }
    }
    marks.sort(
        Comparator.comparing((Mark it) -> it.finding().severity())
            .thenComparingInt(it -> it.end() - it.start()));
    var kept = new TreeMap<Integer, Mark>();
    for (var mark : marks) {
      var before = kept.floorEntry(mark.start());
      var after = kept.ceilingEntry(mark.start());
      if ((before == null || before.getValue().end() <= mark.start())
          && (after == null || after.getValue().start() >= mark.end())) {
        kept.put(mark.start(), mark);
      }
    }
    int at = from;
    for (var mark : kept.values()) {
      int number = numbers.getOrDefault(mark.finding(), 0);
      boolean first = mark.main() && shown.add(number);
      out.append(escape(text.substring(at, mark.start())))
          .append("<mark class=\"")
          .append(look(mark.finding().severity()))
          .append('"')
          .append(first ? " id=\"m" + number + "\"" : "")
          .append("><a href=\"#f")
          .append(number)
          .append("\">")
          .append(escape(text.substring(mark.start(), mark.end())))
          .append("</a></mark>");
      at = mark.end();
    }
    out.append(escape(text.substring(at, to)));
  }

  /// @param shown the findings whose place is marked above: from these the note leads back into the
  ///   text
  private static void note(StringBuilder out, Finding it, int number, Set<Integer> shown) {
    out.append("<div class=\"note ")
        .append(look(it.severity()))
        .append("\" id=\"f")
        .append(number)
        .append("\"><p><span class=\"tag ")
        .append(look(it.severity()))
        .append("\">")
        .append(it.severity().words())
        .append("</span> ")
        .append(ticked(it.what()))
        .append(".</p><p>")
        .append(ticked(it.why()))
        .append(".</p><p><b>What to do:</b> ")
        .append(ticked(it.advice()))
        .append(".</p>");
    it.unread()
        .ifPresent(warning -> out.append("<p><b>But</b> ").append(escape(warning)).append(".</p>"));
    for (var article : it.articles()) {
      out.append("<p class=\"soft\">").append(cited(article)).append("</p>");
    }
    out.append("<p class=\"soft\">").append(escape(it.check()));
    if (it.spots().size() > 1) {
      out.append(" · also at ")
          .append(
              escape(
                  String.join(
                      ", ",
                      it.spots().stream()
                          .skip(1)
                          .limit(8)
                          .map(spot -> spot.document() + ":" + spot.place())
                          .toList())));
    }
    if (shown.contains(number)) {
      out.append(" · <a href=\"#m").append(number).append("\">to its place in the text</a>");
    }
    out.append("</p></div>\n");
  }

  /// An article with what was read of it; it leads to the official text.
  private static String cited(Finding.Article it) {
    var name = escape(it.law() + " " + it.article());
    return it.source()
            .link()
            .map(link -> "<a href=\"" + escape(link) + "\">" + name + "</a>")
            .orElse(name)
        + ": "
        + escape(it.source().words());
  }

  private static String look(Severity it) {
    return switch (it) {
      case REVERSES, BREAKS_LAW -> "grave";
      case CHANGES, OMITS -> "middle";
      case DOUBTFUL, ADVICE, COSMETIC -> "light";
    };
  }

  /// What stands in backticks is the document's; it is set apart.
  private static String ticked(String text) {
    return escape(text).replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[\\p{Cc}&&[^\\n\\t]]", "\uFFFD");
  }
}
