package kepil.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import kepil.notice.PolicyFolder;
import kepil.policy.Compiler;
import kepil.policy.Program;
import kepil.promises.Promises;
import kepil.words.Words;
import org.junit.jupiter.api.Test;

class SentencesTest {
  /// Sergek promises not to publish which tools protect the data (20.7): that one stands is said,
  /// with the day on which it was checked. SMG shows its proofs.
  @Test
  void safeguardsAreShownAsOpenlyAsThePolicySays() throws Exception {
    var silent = program("sergek");
    for (var measure : silent.measures()) {
      for (var language : silent.languages()) {
        for (var kept :
            new Sentences(silent, Words.in(language)).keeping(measure.clauses().getFirst())) {
          if (!kept.id().equals("measure:" + measure.id())) continue;
          assertThat(kept.own()).isEmpty();
          assertThat(kept.sentence())
              .contains(Words.in(language).date(measure.checked()))
              .doesNotContain(measure.proof(), measure.owner());
        }
      }
      assertThat(Promises.of(silent, measure.clauses().getFirst()).orElseThrow().rules())
          .anyMatch(it -> it.contains(measure.id()))
          .noneMatch(it -> it.contains(measure.proof()) || it.contains(measure.owner()));
    }

    var open = program("smg");
    var measure = open.measures().getFirst();
    assertThat(new Sentences(open, Words.in("en")).keeping(measure.clauses().getFirst()))
        .anyMatch(it -> it.own().filter(own -> own.text().equals(measure.proof())).isPresent());
    assertThat(Promises.of(open, measure.clauses().getFirst()).orElseThrow().rules())
        .anyMatch(it -> it.contains(measure.proof()));
  }

  private static Program program(String policy) throws Exception {
    return Compiler.programOf(PolicyFolder.read(Path.of("../policies", policy), new ArrayList<>()))
        .orElseThrow();
  }
}
