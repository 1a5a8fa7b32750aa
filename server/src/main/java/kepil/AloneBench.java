package kepil;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import kepil.documents.Library;
import kepil.gauge.Alone;
import kepil.gauge.Label;
import kepil.gauge.Planting;
import kepil.notice.LawBook;
import kepil.read.Applicable;
import kepil.read.Checks;
import kepil.read.Desk;
import kepil.read.Document;
import kepil.read.Finding;
import kepil.read.Kind;
import kepil.read.Tongue;

/// The part of `kepil bench read` that measures how documents are read by themselves.
final class AloneBench {
  private AloneBench() {}

  /// Laws change; a figure must not.
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  /// @param alone what was labelled or planted, and what was found
  /// @param clean findings in the same text before anything was planted, none where labels stand
  ///   for the whole document
  /// @param held whether it was kept back while the checks were made
  record Measured(Alone alone, boolean planted, boolean held, List<Finding> clean) {}

  /// Plants into the clean texts of every policy, in every language.
  static List<Measured> planted(
      Samples samples, Path policies, Function<Path, List<String>> clauses, Progress progress) {
    var planting = Planting.parse(BenchCommand.Read.resource("reading/planting-alone.txt"));
    var desk = new Desk(Library.words(), Library.lexicon(), LawBook.read().all(), DAY);
    var all = new ArrayList<Measured>();
    for (var policy : samples.policies()) {
      for (var tongue : List.of(Tongue.KK, Tongue.AZ, Tongue.RU, Tongue.EN)) {
        var file = policies.resolve(policy).resolve("text").resolve(tongue.code() + ".md");
        if (!Files.isRegularFile(file)) continue;
        var name = policy + " " + tongue.code();
        try (var _ = progress.step("planting into " + name)) {
          var clean = clauses.apply(file);
          all.add(
              new Measured(
                  Alone.planted(name, clean, tongue, planting, desk),
                  true,
                  samples.held().contains(policy),
                  Alone.clean(clean, tongue, desk)));
        }
      }
    }
    return all;
  }

  static List<Measured> published(Samples samples, Path folder, Function<Path, Document> open) {
    var laws = LawBook.read();
    var all = new ArrayList<Measured>();
    for (var name : samples.documents()) {
      var document = open.apply(folder.resolve(name + ".txt"));
      var applicable =
          Applicable.recognise(document, Library.words(), laws).stream()
              .map(Applicable::law)
              .toList();
      var findings =
          Checks.read(document, new Desk(Library.words(), Library.lexicon(), applicable, DAY));
      all.add(
          new Measured(
              Alone.of(
                  name + ".txt",
                  document,
                  Label.parse(BenchCommand.Read.resource("reading/alone/" + name + ".tsv")),
                  findings),
              false,
              false,
              List.of()));
    }
    return all;
  }

  static void print(PrintWriter out, List<Measured> all, boolean missed) {
    for (boolean planted : new boolean[] {true, false}) {
      var part = all.stream().filter(it -> it.planted() == planted).toList();
      if (part.isEmpty()) continue;
      out.println(
          planted
              ? "one document, planted into the clean texts"
              : "one document, published and labelled (read while the checks were made)");
      if (missed) {
        for (var it : part.stream().filter(it -> !it.held()).toList()) {
          it.alone()
              .missed()
              .forEach(
                  label ->
                      out.println(
                          "      missed: "
                              + it.alone().name()
                              + " "
                              + label.id()
                              + (label.left().isEmpty()
                                  ? ""
                                  : ", line " + label.left().getFirst().line())
                              + ": "
                              + label.note()));
          it.alone()
              .alarms()
              .forEach(
                  alarm ->
                      out.println(
                          "      false alarm: "
                              + it.alone().name()
                              + " "
                              + alarm.check()
                              + ", line "
                              + alarm.spots().getFirst().place().line()
                              + ", "
                              + alarm.severity().words()
                              + ": "
                              + alarm.what()));
          it.clean()
              .forEach(
                  alarm ->
                      out.println(
                          "      in the clean text: "
                              + it.alone().name()
                              + " "
                              + alarm.check()
                              + ", line "
                              + alarm.spots().getFirst().place().line()
                              + ": "
                              + alarm.what()));
        }
      }
      var held = sums(part.stream().filter(Measured::held).toList());
      sums(part)
          .forEach(
              (kind, it) ->
                  out.printf(
                      "    %-34s %4d of %4d   %3d %%   %3d false alarms beside %d true%s%n",
                      kind.id(),
                      it[0],
                      it[1],
                      it[1] == 0 ? 100 : Math.round(100.0 * it[0] / it[1]),
                      it[3],
                      it[2],
                      held.containsKey(kind) && held.get(kind)[1] > 0
                          ? "; of what is kept back %d of %d, %d false alarms"
                              .formatted(held.get(kind)[0], held.get(kind)[1], held.get(kind)[3])
                          : ""));
      for (var it : part) {
        out.println(
            "    "
                + it.alone().name()
                + ": "
                + it.alone().found().size()
                + " of "
                + it.alone().labels().size()
                + ", "
                + it.alone().alarms().size()
                + " false alarms beside "
                + it.alone().right().size()
                + " true");
      }
      out.println(
          "    of the first two severities: "
              + grave(part, Alone::alarms)
              + " false alarms beside "
              + grave(part, Alone::right)
              + " true");
      if (planted) {
        out.println(
            "    before anything was planted: "
                + part.stream().mapToInt(it -> it.clean().size()).sum()
                + " findings of the kinds that need no opinion");
      }
    }
  }

  private static long grave(List<Measured> part, Function<Alone, List<Finding>> which) {
    return part.stream()
        .flatMap(it -> which.apply(it.alone()).stream())
        .filter(it -> Alone.grave(it.severity()))
        .count();
  }

  /// By kind: labels found, labels, findings that answer one, false alarms.
  static Map<Kind, int[]> sums(List<Measured> part) {
    var sums = new TreeMap<Kind, int[]>();
    for (var measured : part) {
      measured
          .alone()
          .byKind()
          .forEach(
              (kind, it) -> {
                var sum = sums.computeIfAbsent(kind, _ -> new int[4]);
                for (int at = 0; at < 4; at++) sum[at] += it[at];
              });
    }
    return sums;
  }

  static Map<String, Object> figures(Measured it) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("name", it.alone().name());
    figures.put("planted", it.planted());
    figures.put("heldOut", it.held());
    figures.put(
        "kinds",
        sums(List.of(it)).entrySet().stream()
            .map(
                kind ->
                    Map.of(
                        "of",
                        kind.getKey().id(),
                        "found",
                        kind.getValue()[0],
                        "labels",
                        kind.getValue()[1],
                        "trueFindings",
                        kind.getValue()[2],
                        "falseAlarms",
                        kind.getValue()[3]))
            .toList());
    if (it.planted()) figures.put("inTheCleanText", it.clean().size());
    return figures;
  }
}
