package kepil.documents;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kepil.read.Applicable;
import kepil.read.Checks;
import kepil.read.Document;
import kepil.read.Finding;
import kepil.read.Severity;
import kepil.read.SideRule;
import tools.jackson.databind.json.JsonMapper;

/// What was found, for people at a terminal, for machines, for review tools and for a browser.
public final class Reports {
  private Reports() {}

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// `file:line:column`, the form terminals and editors jump to; grouped by severity, the gravest
  /// first.
  ///
  /// @param doubts whether every doubt about a pair of languages is told, and not only where there
  ///   are some
  public static String text(List<Reader.Answer> answers, boolean colour, boolean doubts) {
    var out = new StringBuilder();
    int all = 0;
    int read = 0;
    var counts = new LinkedHashMap<Severity, Integer>();
    for (var answer : answers) {
      switch (answer) {
        case Reader.Answer.Unreadable(var why) ->
            out.append(paint(colour, "31", "cannot read ")).append(why).append('\n');
        case Reader.Answer.Read it -> {
          read++;
          all += it.findings().size();
          it.findings().forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
          one(out, it, colour);
        }
        case Reader.Answer.Pair it -> {
          read += 2;
          all += it.findings().size();
          it.findings().forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
          pair(out, it, colour, doubts);
        }
      }
    }
    out.append(read)
        .append(read == 1 ? " document read, " : " documents read, ")
        .append(all)
        .append(all == 1 ? " finding" : " findings");
    if (all > 0) {
      out.append(": ")
          .append(
              Arrays.stream(Severity.values())
                  .filter(counts::containsKey)
                  .map(it -> counts.get(it) + " " + it.words())
                  .collect(Collectors.joining(", ")));
    }
    return out.append('\n').toString();
  }

  private static void one(StringBuilder out, Reader.Answer.Read it, boolean colour) {
    out.append(paint(colour, "1", it.name()))
        .append(" (")
        .append(it.opened().format().name().toLowerCase(Locale.ROOT))
        .append(", ")
        .append(it.document().tongue().code())
        .append(", ")
        .append(it.document().blocks().size())
        .append(" blocks)\n");
    it.opened()
        .notes()
        .forEach(note -> out.append("  note: ").append(Names.shown(note)).append('\n'));
    if (it.laws().isEmpty()) {
      out.append(
          "  against no law: the text names no place whose law is known; say one with --law\n");
    } else {
      for (var law : it.laws()) {
        out.append("  against ").append(against(law)).append('\n');
      }
    }
    findings(out, it.findings().stream().sorted(GRAVEST).toList(), List.of(), colour);
    out.append('\n');
  }

  /// A law that a document was read against, and why this one.
  static String against(Applicable it) {
    var law = it.law();
    return law.id() + ", " + law.name() + ", as of " + law.asOf() + " (" + it.reason() + ")";
  }

  private static void pair(
      StringBuilder out, Reader.Answer.Pair it, boolean colour, boolean doubts) {
    out.append(paint(colour, "1", it.name()))
        .append(" (")
        .append(it.left().document().tongue().code())
        .append(", ")
        .append(it.right().document().tongue().code())
        .append(")\n");
    for (var side : List.of(it.left(), it.right())) {
      side.notes()
          .forEach(
              note ->
                  out.append("  note: ")
                      .append(side.document().name())
                      .append(": ")
                      .append(note)
                      .append('\n'));
    }
    long alone =
        it.rows().stream().filter(row -> row.left().isEmpty() || row.right().isEmpty()).count();
    out.append("  ")
        .append(it.rows().size() - alone)
        .append(" places laid beside each other, ")
        .append(alone)
        .append(" without a counterpart\n");
    findings(
        out,
        doubts
            ? it.findings()
            : it.findings().stream().filter(finding -> !finding.severity().slight()).toList(),
        List.of(it.left().document(), it.right().document()),
        colour);
    if (!doubts) folded(out, it, colour);
    out.append('\n');
  }

  /// What is only to be looked at, in a line for each rule: how many, and the lines of the first
  /// document.
  private static void folded(StringBuilder out, Reader.Answer.Pair it, boolean colour) {
    var rest = it.findings().stream().filter(finding -> finding.severity().slight()).toList();
    if (rest.isEmpty()) return;
    out.append('\n')
        .append(
            paint(
                colour,
                tint(Severity.DOUBTFUL),
                "  to be looked at by somebody who reads both ("
                    + rest.size()
                    + "; --doubts tells each)"))
        .append('\n');
    var byRule =
        rest.stream()
            .collect(
                Collectors.groupingBy(
                    finding -> finding.severity().words() + ", " + finding.check(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    byRule.forEach(
        (rule, found) -> {
          var name = it.left().document().name();
          var lines =
              found.stream()
                  .flatMap(
                      finding ->
                          finding.spots().stream()
                              .filter(spot -> spot.document().equals(name))
                              .limit(1))
                  .map(spot -> spot.place().line())
                  .distinct()
                  .sorted()
                  .map(String::valueOf)
                  .toList();
          out.append("  ")
              .append(rule)
              .append(" (")
              .append(found.size())
              .append("): ")
              .append(name)
              .append(lines.size() == 1 ? ", line " : ", lines ")
              .append(String.join(", ", lines.subList(0, Math.min(lines.size(), LINES))))
              .append(lines.size() > LINES ? " …" : "")
              .append('\n');
        });
  }

  /// So many lines are named of what is folded.
  private static final int LINES = 30;

  /// What has a place in the text comes before what is nowhere in it.
  private static final Comparator<Finding> PLACED =
      Comparator.comparing(it -> it.spots().getFirst().length() == 0);

  /// @param pair the two documents of a pair, whose words stand below the gravest findings
  private static void findings(
      StringBuilder out, List<Finding> all, List<Document> pair, boolean colour) {
    for (var severity : Severity.values()) {
      var found =
          all.stream().filter(finding -> finding.severity() == severity).sorted(PLACED).toList();
      if (found.isEmpty()) continue;
      out.append('\n')
          .append(
              paint(colour, tint(severity), "  " + severity.words() + " (" + found.size() + ")"))
          .append('\n');
      // The same thing in several places says only once why and what to do.
      var groups = new LinkedHashMap<List<Object>, List<Finding>>();
      for (var finding : found) {
        groups
            .computeIfAbsent(
                List.of(finding.check(), finding.why(), finding.advice(), finding.articles()),
                _ -> new ArrayList<>())
            .add(finding);
      }
      for (var group : groups.values()) {
        for (var finding : group) {
          var spot = finding.spots().getFirst();
          out.append("  ")
              .append(spot.document())
              .append(':')
              .append(spot.place())
              .append(": ")
              .append(Names.shown(finding.what()))
              .append("  [")
              .append(finding.check())
              .append("]\n");
          for (var other : finding.spots().subList(1, Math.min(finding.spots().size(), 5))) {
            out.append("      also ")
                .append(other.document())
                .append(':')
                .append(other.place())
                .append('\n');
          }
          if (severity == Severity.REVERSES) {
            for (var document : pair) {
              finding.spots().stream()
                  .filter(it -> it.document().equals(document.name()))
                  .findFirst()
                  .ifPresent(
                      it ->
                          out.append("      ")
                              .append(document.tongue().code())
                              .append(":   ")
                              .append(around(document, it))
                              .append('\n'));
            }
          }
          if (finding.spots().size() > 5) {
            out.append("      and ")
                .append(finding.spots().size() - 5)
                .append(finding.spots().size() == 6 ? " other place\n" : " other places\n");
          }
        }
        out.append("      why: ").append(group.getFirst().why()).append('\n');
        out.append("      do:  ").append(group.getFirst().advice()).append('\n');
        for (var article : group.getFirst().articles()) {
          out.append("      law: ").append(cited(article)).append('\n');
        }
        group
            .getFirst()
            .unread()
            .ifPresent(warning -> out.append("      but: ").append(warning).append('\n'));
      }
    }
  }

  /// So many letters before and after a place tell what its sentence speaks of.
  private static final int AROUND = 70;

  /// A place with the words of its paragraph before and after it, whole words on one line.
  private static String around(Document document, Finding.Spot spot) {
    var text = document.text();
    int start = spot.place().offset();
    int end = Math.min(text.length(), start + spot.length());
    var block = document.blocks().get(spot.block());
    int from = Math.max(block.start(), start - AROUND);
    int to = Math.max(end, Math.min(block.end(), end + AROUND));
    while (from > block.start() && from < start && !Character.isWhitespace(text.charAt(from - 1))) {
      from++;
    }
    while (to < block.end() && to > end && !Character.isWhitespace(text.charAt(to))) to--;
    return (from > block.start() ? "… " : "")
        + Names.shown(text.substring(from, to).strip().replaceAll("\\s+", " "))
        + (to < block.end() ? " …" : "");
  }

  private static String tint(Severity it) {
    return switch (it) {
      case REVERSES, BREAKS_LAW -> "1;31";
      case CHANGES, OMITS -> "1;33";
      case DOUBTFUL, ADVICE, COSMETIC -> "1;36";
    };
  }

  private static String paint(boolean colour, String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  public static String json(List<Reader.Answer> answers) {
    return JSON.writerWithDefaultPrettyPrinter()
        .writeValueAsString(answers.stream().map(Reports::plain).toList());
  }

  /// One answer as maps and lists, as JSON and the API print it.
  public static Map<String, Object> plain(Reader.Answer answer) {
    return switch (answer) {
      case Reader.Answer.Unreadable(var why) ->
          ordered(
              "document", why.name(), "readable", false, "why", why.why(), "advice", why.advice());
      case Reader.Answer.Pair it -> {
        var all = new LinkedHashMap<String, Object>();
        all.put("documents", List.of(it.left().document().name(), it.right().document().name()));
        all.put("readable", true);
        all.put(
            "languages",
            List.of(it.left().document().tongue().code(), it.right().document().tongue().code()));
        all.put(
            "rows",
            it.rows().stream()
                .map(
                    row ->
                        ordered(
                            "left",
                            row.left().stream().map(Reports::place).toList(),
                            "right",
                            row.right().stream().map(Reports::place).toList()))
                .toList());
        all.put("findings", ranked(it.findings()));
        yield all;
      }
      case Reader.Answer.Read it -> {
        var all = new LinkedHashMap<String, Object>();
        all.put("document", it.name());
        all.put("readable", true);
        all.put("format", it.opened().format().name().toLowerCase(Locale.ROOT));
        all.put("language", it.document().tongue().code());
        all.put("notes", it.opened().notes());
        all.put(
            "laws",
            it.laws().stream()
                .map(
                    law ->
                        ordered(
                            "id",
                            law.law().id(),
                            "asOf",
                            law.law().asOf().toString(),
                            "reason",
                            law.reason()))
                .toList());
        all.put("findings", ranked(it.findings().stream().sorted(GRAVEST).toList()));
        yield all;
      }
    };
  }

  /// Of one document: the gravest first, of these what has a place before what is nowhere, and then
  /// as it stands in the text.
  static final Comparator<Finding> GRAVEST =
      Comparator.comparing(Finding::severity)
          .thenComparing(PLACED)
          .thenComparing(it -> it.spots().getFirst().place());

  /// The findings with their rank: 1 is what to look at first.
  private static List<Map<String, Object>> ranked(List<Finding> findings) {
    var all = new ArrayList<Map<String, Object>>();
    for (var it : findings) {
      var ranked = new LinkedHashMap<String, Object>();
      ranked.put("rank", all.size() + 1);
      ranked.putAll(plain(it));
      all.add(ranked);
    }
    return all;
  }

  /// Names and values in turn, printed in this order: the same report is the same file, which
  /// `Map.of` does not promise.
  private static Map<String, Object> ordered(Object... all) {
    var map = new LinkedHashMap<String, Object>();
    for (int at = 0; at < all.length; at += 2) map.put((String) all[at], all[at + 1]);
    return map;
  }

  static Map<String, Object> plain(Finding it) {
    var all = new LinkedHashMap<String, Object>();
    all.put("check", it.check());
    all.put("kind", it.kind().id());
    if (!it.about().isEmpty()) all.put("about", it.about());
    all.put("severity", it.severity().id());
    all.put("what", it.what());
    all.put("why", it.why());
    all.put("advice", it.advice());
    if (!it.articles().isEmpty()) {
      all.put("articles", it.articles().stream().map(Reports::plain).toList());
    }
    it.unread().ifPresent(warning -> all.put("unread", warning));
    all.put("places", it.spots().stream().map(Reports::place).toList());
    return all;
  }

  private static Map<String, Object> plain(Finding.Article it) {
    var source = it.source();
    var all = ordered("law", it.law(), "article", it.article(), "read", source.read().id());
    source.on().ifPresent(day -> all.put("on", day.toString()));
    if (!source.where().isEmpty()) all.put("source", source.where());
    if (!source.recalled().isEmpty()) all.put("recalled", source.recalled());
    source.link().ifPresent(link -> all.put("link", link));
    return all;
  }

  /// `kz-94v Art. 8(4): read in a copy on 2026-11-26`
  static String cited(Finding.Article it) {
    return it.law() + " " + it.article() + ": " + it.source().words();
  }

  private static Map<String, Object> place(Finding.Spot spot) {
    var place = new LinkedHashMap<String, Object>();
    place.put("document", spot.document());
    if (spot.place().page() > 0) place.put("page", spot.place().page());
    place.put("line", spot.place().line());
    place.put("column", spot.place().column());
    place.put("length", spot.length());
    if (!spot.quote().isEmpty()) place.put("quote", spot.quote());
    return place;
  }

  /// Static Analysis Results Interchange Format 2.1.0 (OASIS).
  ///
  /// @param inside where a document lies from the working folder, by its name; a document that is
  ///   not in it has only its name
  public static String sarif(List<Reader.Answer> answers, Map<String, String> inside) {
    var rules = new ArrayList<Map<String, Object>>();
    for (var check : Checks.all()) {
      rules.add(
          ordered(
              "id",
              check.name(),
              "shortDescription",
              ordered("text", check.finds()),
              "fullDescription",
              ordered("text", check.finds() + ": " + check.reason()),
              "properties",
              ordered("kind", check.kind().id())));
    }
    for (var rule : SideRule.all()) {
      rules.add(
          ordered(
              "id",
              rule.name(),
              "shortDescription",
              ordered("text", rule.finds()),
              "fullDescription",
              ordered("text", rule.finds() + ": " + rule.reason()),
              "properties",
              ordered("kind", rule.kind().id())));
    }
    var known = rules.stream().map(it -> it.get("id")).collect(Collectors.toSet());
    var results = new ArrayList<Map<String, Object>>();
    var notifications = new ArrayList<Map<String, Object>>();
    for (var answer : answers) {
      switch (answer) {
        case Reader.Answer.Unreadable(var why) ->
            notifications.add(
                ordered("level", "error", "message", ordered("text", why.toString())));
        case Reader.Answer.Pair it ->
            it.findings().forEach(finding -> results.add(result(finding, inside)));
        case Reader.Answer.Read it ->
            it.findings()
                .forEach(
                    finding -> {
                      if (known.add(finding.check())) rules.add(ordered("id", finding.check()));
                      results.add(result(finding, inside));
                    });
      }
    }
    var driver = ordered("name", "Kepil", "rules", rules);
    var run = new LinkedHashMap<String, Object>();
    run.put("tool", ordered("driver", driver));
    run.put("columnKind", "utf16CodeUnits");
    run.put(
        "invocations",
        List.of(
            ordered(
                "executionSuccessful",
                notifications.isEmpty(),
                "toolExecutionNotifications",
                notifications)));
    run.put("results", results);
    var log = new LinkedHashMap<String, Object>();
    log.put(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(log);
  }

  private static Map<String, Object> result(Finding it, Map<String, String> inside) {
    var all = new LinkedHashMap<String, Object>();
    all.put("ruleId", it.check());
    all.put(
        "level",
        switch (it.severity()) {
          case REVERSES, BREAKS_LAW -> "error";
          case CHANGES, OMITS, DOUBTFUL -> "warning";
          case ADVICE, COSMETIC -> "note";
        });
    all.put(
        "message",
        ordered(
            "text",
            it.what()
                + ". Why: "
                + it.why()
                + ". What to do: "
                + it.advice()
                + "."
                + it.articles().stream()
                    .map(article -> " " + cited(article) + ".")
                    .collect(Collectors.joining())
                + it.unread().map(warning -> " But " + warning + ".").orElse("")));
    all.put("locations", List.of(location(it.spots().getFirst(), inside)));
    if (it.spots().size() > 1) {
      all.put(
          "relatedLocations",
          it.spots().stream().skip(1).map(spot -> location(spot, inside)).toList());
    }
    var properties = ordered("severity", it.severity().id());
    if (!it.articles().isEmpty()) {
      properties.put("articles", it.articles().stream().map(Reports::plain).toList());
    }
    all.put("properties", properties);
    return all;
  }

  private static Map<String, Object> location(Finding.Spot it, Map<String, String> inside) {
    var region = new LinkedHashMap<String, Object>();
    region.put("startLine", it.place().line());
    region.put("startColumn", it.place().column());
    if (!it.quote().isEmpty()) region.put("snippet", ordered("text", it.quote()));
    return ordered(
        "physicalLocation",
        ordered(
            "artifactLocation",
            ordered("uri", uri(inside.getOrDefault(it.document(), it.document()))),
            "region",
            region));
  }

  /// A path as a relative reference (RFC 3986).
  private static String uri(String name) {
    try {
      return new URI(null, null, name.replace('\\', '/'), null).toASCIIString();
    } catch (URISyntaxException strange) {
      return "document";
    }
  }

  public static String html(List<Reader.Answer> answers) {
    return HtmlReport.page(answers);
  }
}
