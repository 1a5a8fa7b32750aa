package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import kepil.law.Duty;
import kepil.law.Law;

/// What the laws of its readers say to the text; the laws are data, `laws/*.yaml`.
final class LawChecks {
  private LawChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "against-the-law",
              Kind.LAW,
              "what a law does not accept: consent by mere use, changes nobody is told of, a"
                  + " transfer mechanism that lapsed",
              "an authority reads the policy first",
              LawChecks::never),
          check(
              "law-wants",
              Kind.LAW,
              "what a law wants said of a matter the text speaks of: cookies by consent, storage at"
                  + " home, an age for children, opt-out links and signals",
              "an authority reads the policy first",
              LawChecks::wants),
          check(
              "late-answer",
              Kind.LAW,
              "an answer to a request promised for a later day than the law gives",
              "who keeps the promise breaks the law",
              AnswerTerms::look));

  record Of(Law law, Duty duty) {
    Severity severity() {
      return switch (duty.weight()) {
        case BREAKS -> duty.certain() ? Severity.BREAKS_LAW : Severity.DOUBTFUL;
        case DOUBT -> Severity.DOUBTFUL;
        case ADVICE -> Severity.ADVICE;
      };
    }

    Finding.Article article() {
      return new Finding.Article(law.id(), duty.article(), duty.source());
    }
  }

  /// What several laws want of one thing is told once, as gravely as the gravest of them takes it:
  /// that one first, of equals the one that is surest, read nearest to the act and all of it.
  static List<Of> gravestFirst(List<Of> all) {
    return all.stream()
        .sorted(
            Comparator.comparing(Of::severity)
                .thenComparing(it -> !it.duty().certain())
                .thenComparing(it -> it.duty().source().read())
                .thenComparing(it -> !it.duty().source().recalled().isEmpty()))
        .toList();
  }

  static List<Finding.Article> articles(List<Of> all) {
    return all.stream().map(Of::article).distinct().toList();
  }

  private static List<Of> duties(Look at, Duty.Kind kind) {
    return at.desk.laws().stream()
        .flatMap(
            law ->
                law.duties().stream()
                    .filter(it -> it.kind() == kind && it.appliesOn(at.desk.on()))
                    .map(it -> new Of(law, it)))
        .toList();
  }

  private static void never(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    var traits =
        duties(at, Duty.Kind.NOT).stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.duty().name(), LinkedHashMap::new, Collectors.toList()));
    traits.forEach(
        (trait, duties) -> {
          var spots = new ArrayList<Finding.Spot>();
          for (var block : at.blocks()) {
            if (at.document.inContents(block)) continue;
            if (trait.equals("silent-amendment") && toldIn(at, block)) continue;
            for (var sentence : block.sentences()) {
              if (Phrase.any(at.words("traits/" + trait + "-unless"), sentence)) continue;
              Phrase.first(at.words("traits/" + trait), sentence)
                  .ifPresent(hit -> spots.add(at.spot(block, hit)));
            }
          }
          if (spots.isEmpty()) return;
          var all = gravestFirst(duties);
          var first = all.getFirst();
          at.found(
              trait,
              first.severity(),
              Look.first(spots, 8),
              first.duty().says()
                  + ": "
                  + tick(spots.getFirst().quote())
                  + (spots.size() > 1 ? ", in " + spots.size() + " sentences" : ""),
              first.duty().wants(),
              first.duty().advice(),
              articles(all));
        });
  }

  /// `We may change this page at any time. Before a change that matters we write to you.`
  private static boolean toldIn(Look at, Block block) {
    return block.sentences().stream()
        .anyMatch(
            it ->
                Phrase.any(at.words("traits/silent-amendment-told"), it)
                    && !Phrase.any(at.words("matters/denied"), it));
  }

  private static void wants(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    var elements = new Elements(at.document, at.desk);
    var wanted =
        duties(at, Duty.Kind.SAY).stream()
            .filter(
                it ->
                    !MissingChecks.elements().contains(it.duty().name())
                        && !elements.has(it.duty().name())
                        && it.duty().when().stream()
                            .allMatch(matter -> elements.speaks(matter).isPresent()))
            .collect(
                Collectors.groupingBy(
                    it -> it.duty().name(), LinkedHashMap::new, Collectors.toList()));
    for (var duties : wanted.values()) {
      var all = gravestFirst(duties);
      var it = all.getFirst();
      var duty = it.duty();
      var spot =
          duty.when().isEmpty()
              ? at.whole()
              : elements.speaks(duty.when().getFirst()).orElseGet(at::whole);
      at.found(
          duty.name(),
          it.severity(),
          List.of(spot),
          duty.says(),
          duty.wants(),
          duty.advice(),
          articles(all));
    }
  }
}
