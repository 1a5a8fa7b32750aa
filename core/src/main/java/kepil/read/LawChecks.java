package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.List;
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
              LawChecks::wants));

  record Of(Law law, Duty duty) {
    Severity severity() {
      return switch (duty.weight()) {
        case BREAKS -> duty.certain() ? Severity.BREAKS_LAW : Severity.DOUBTFUL;
        case DOUBT -> Severity.DOUBTFUL;
        case ADVICE -> Severity.ADVICE;
      };
    }

    Finding.Article article() {
      return new Finding.Article(law.id(), duty.article(), duty.source() + "; as of " + law.asOf());
    }
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
                java.util.stream.Collectors.groupingBy(
                    it -> it.duty().name(),
                    java.util.LinkedHashMap::new,
                    java.util.stream.Collectors.toList()));
    traits.forEach(
        (trait, duties) -> {
          var spots = new ArrayList<Finding.Spot>();
          for (var block : at.blocks()) {
            if (at.document.inContents(block)) continue;
            for (var sentence : block.sentences()) {
              if (Phrase.any(at.words("traits/" + trait + "-unless"), sentence)) continue;
              Phrase.first(at.words("traits/" + trait), sentence)
                  .ifPresent(hit -> spots.add(at.spot(block, hit)));
            }
          }
          if (spots.isEmpty()) return;
          var first =
              duties.stream()
                  .filter(it -> it.duty().certain())
                  .findFirst()
                  .orElse(duties.getFirst());
          var all =
              String.join(
                  "; ",
                  duties.stream()
                      .map(it -> it.law().id() + " " + it.duty().article())
                      .distinct()
                      .toList());
          at.found(
              trait,
              first.severity(),
              Look.first(spots, 8),
              first.duty().says()
                  + ": "
                  + tick(spots.getFirst().quote())
                  + (spots.size() > 1 ? ", in " + spots.size() + " sentences" : ""),
              first.duty().wants() + " (" + all + ")",
              first.duty().advice(),
              java.util.Optional.of(first.article()));
        });
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
                java.util.stream.Collectors.groupingBy(
                    it -> it.duty().name(),
                    java.util.LinkedHashMap::new,
                    java.util.stream.Collectors.toList()));
    // What several laws want is told once, by the one that weighs most, with the article of each.
    for (var all : wanted.values()) {
      var it = all.stream().min(java.util.Comparator.comparing(Of::severity)).orElseThrow();
      var duty = it.duty();
      var articles =
          String.join(
              "; ",
              all.stream()
                  .map(of -> of.law().id() + " " + of.duty().article())
                  .distinct()
                  .toList());
      var spot =
          duty.when().isEmpty()
              ? at.whole()
              : elements.speaks(duty.when().getFirst()).orElseGet(at::whole);
      at.found(
          duty.name(),
          it.severity(),
          List.of(spot),
          duty.says(),
          duty.wants() + " (" + articles + ")",
          duty.advice(),
          java.util.Optional.of(it.article()));
    }
  }
}
