package kepil.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kepil.Policies;
import kepil.yaml.Fault;
import org.junit.jupiter.api.Test;

/// What stands in a mapping, what does not, and how it follows its document.
final class MappingTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef";

  @Test
  void whatIsPrintedIsReadAgain() {
    var first =
        Mapping.first("trace/lamp.en.tsv", Published.sentences("We keep lamps. We lend none."));
    assertThat(first.rows()).allMatch(it -> it.stands() == Stands.OPEN);
    assertThat(read(first.print()).rows()).isEqualTo(first.rows());
    assertThat(first.print()).doesNotContain("lamps").doesNotContain("lend");
    assertThat(first.language()).isEqualTo("en");
    assertThat(Mapping.fileOf("lamp.en.txt")).isEqualTo("trace/lamp.en.tsv");
  }

  @Test
  void everyFaultHasItsLine() {
    assertThat(faults("# kepil trace 1\nxyz\t3\tclause\t1.1\t"))
        .singleElement()
        .asString()
        .startsWith("trace/lamp.en.tsv:2:1: `xyz` is no hash of a sentence");
    assertThat(faults("# kepil trace 1\n" + HASH + "\t3\tclause\t\t"))
        .singleElement()
        .asString()
        .contains("`clause` without a clause");
    assertThat(faults("# kepil trace 1\n" + HASH + "\t3\tresidue\t\t"))
        .singleElement()
        .asString()
        .contains("without a reason");
    assertThat(faults("# kepil trace 1\n" + HASH + "\tthree\tclaus\t1\t"))
        .singleElement()
        .asString()
        .contains("did you mean `clause`?");
    assertThat(faults("# kepil trace 1\n" + HASH + " 3 clause"))
        .singleElement()
        .asString()
        .contains("five between tabs");
    assertThat(faults("# kepil trace 1\n" + HASH + "\t3\tabsent\t1\twhy"))
        .singleElement()
        .asString()
        .contains("`-` for what has no sentence");
    assertThat(faults("# kepil trace 2\n")).singleElement().asString().contains("the first line");
  }

  @Test
  void aDocumentThatChangedKeepsWhatIsKnownAndOpensWhatIsNot() {
    var mapping =
        read(
            "# kepil trace 1\n"
                + row("We keep lamps.", "clause", "1")
                + row("We lend none.", "clause", "2")
                + row("Lamp House", "label", "")
                + "-\t0\tabsent\t3\tsaid nowhere\n");
    var renewed = mapping.onto(Published.sentences("We keep lamps. We lend some.\n\nLamp House"));
    assertThat(renewed.rows())
        .extracting(it -> it.stands().word() + " " + it.clauses())
        .containsExactly("clause [1]", "open [2]", "label []", "absent [3]");
  }

  @Test
  void aClauseThatDoesNotExistIsAFaultAndOneThatNoSentenceSaysIsFound() {
    var program = Policies.sound();
    var clauses =
        program.clauses().values().stream().filter(it -> !it.heading()).map(it -> it.id()).toList();
    var all = new StringBuilder("# kepil trace 1\n");
    for (var it : clauses.subList(1, clauses.size())) {
      all.append(row("It is " + it + ".", "clause", it));
    }
    var faults = new ArrayList<Fault>();
    var mapping = read(all.toString());
    mapping.check(program, faults);
    assertThat(faults).isEmpty();
    assertThat(Mapping.unfounded(program, List.of(mapping))).containsExactly(clauses.getFirst());
    assertThat(
            Mapping.unfounded(
                program,
                List.of(
                    mapping,
                    read(
                        "# kepil trace 1\n-\t0\tabsent\t"
                            + clauses.getFirst()
                            + "\tonly this edition says it\n"))))
        .isEmpty();
    // A sentence nobody has looked at founds nothing.
    assertThat(
            Mapping.unfounded(
                program,
                List.of(
                    mapping,
                    read("# kepil trace 1\n" + row("Perhaps.", "open", clauses.getFirst())))))
        .containsExactly(clauses.getFirst());
    read("# kepil trace 1\n" + row("Nine.", "clause", "99.9")).check(program, faults);
    assertThat(faults).singleElement().asString().contains("`99.9` is no clause");
  }

  private static String row(String text, String stands, String clauses) {
    var sentence = new Sentence(1, text);
    return sentence.hash() + "\t" + sentence.words() + "\t" + stands + "\t" + clauses + "\t\n";
  }

  private static Mapping read(String source) {
    var faults = new ArrayList<Fault>();
    var mapping = Mapping.read("trace/lamp.en.tsv", source, faults);
    assertThat(faults).isEmpty();
    return mapping;
  }

  private static List<Fault> faults(String source) {
    var faults = new ArrayList<Fault>();
    Mapping.read("trace/lamp.en.tsv", source, faults);
    return faults;
  }
}
