package kepil.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import kepil.cases.Case;
import kepil.cases.CaseFile;
import kepil.cases.CaseRun;
import kepil.cases.MemoryWorld;
import kepil.cases.Mutation;
import kepil.gate.Gate;
import kepil.law.Laws;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.Mutant;
import kepil.policy.Mutants;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import kepil.yaml.Fault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every policy that ships is sound, its languages say the same, and its promises are shown by
/// cases that come true. A new folder of `policies/` or `examples/` joins by itself.
@Tag("slow")
final class PoliciesTest {
  private static final List<Path> FOLDERS = List.of(Path.of("../policies"), Path.of("../examples"));
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  /// A day on which every period in a case has passed that does not say its own day.
  private static final LocalDate LATER = LocalDate.of(2029, 3, 1);

  private static final Path LAWS = Path.of("src/main/resources/laws");

  /// Clauses of the text, headings and all, by policy: a clause that is lost is noticed.
  private static final Map<String, Integer> CLAUSES =
      Map.of("group", 107, "mega", 55, "sergek", 95, "smg", 282);

  private final Laws laws = laws();

  static Stream<String> policies() {
    return FOLDERS.stream().flatMap(PoliciesTest::in);
  }

  private static Stream<String> in(Path folder) {
    try (var folders = Files.list(folder)) {
      return folders
          .filter(it -> Files.exists(it.resolve("policy.yaml")))
          .map(it -> it.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  private static Path folder(String policy) {
    return FOLDERS.stream()
        .map(it -> it.resolve(policy))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void policiesAreFound() {
    assertThat(policies()).containsAll(CLAUSES.keySet()).contains("clinic");
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aPolicyIsSoundAndItsLawsAreKnown(String policy) {
    var program = program(policy);
    assertThat(program.id()).isEqualTo(policy);
    assertThat(laws.unknown(program.laws())).isEmpty();
    if (CLAUSES.containsKey(policy)) assertThat(program.clauses()).hasSize(CLAUSES.get(policy));
  }

  /// The compiler holds clause to clause; here the names that screens need: of every circumstance,
  /// and of every party that is called made up in one language.
  @ParameterizedTest
  @MethodSource("policies")
  void everyLanguageHasEveryName(String policy) {
    var program = program(policy);
    var facts = new TreeSet<String>();
    program.words().values().stream().filter(it -> !it.choice()).forEach(it -> facts.add(it.id()));
    for (var language : program.languages()) {
      var names = program.names(language);
      assertThat(new TreeSet<>(names.facts().keySet()))
          .as("facts in words/%s.yaml", language)
          .isEqualTo(facts);
      assertThat(program.parties().keySet())
          .as("parties in words/%s.yaml", language)
          .containsAll(names.parties().keySet());
      if (language.equals("en")) continue;
      var madeUp =
          program.parties().values().stream()
              .filter(it -> it.name().contains("(made up)"))
              .map(Program.Party::id)
              .toList();
      assertThat(names.parties().keySet())
          .as("made-up parties in words/%s.yaml", language)
          .containsAll(madeUp);
    }
  }

  /// Words of one language left standing in the other show: the shown texts are compared, not the
  /// marks.
  @ParameterizedTest
  @MethodSource("policies")
  void noClauseStandsInTwoLanguagesWithTheSameWords(String policy) {
    for (var clause : program(policy).clauses().values()) {
      assertThat(clause.texts().values()).as("clause %s", clause.id()).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void everyCaseComesTrueOnWhateverDay(String policy) {
    for (var day : List.of(DAY, LATER)) {
      var missed =
          CaseRun.run(cases(policy), new MemoryWorld(new Gate(program(policy), laws)), day).stream()
              .filter(it -> !it.met())
              .map(
                  it ->
                      it.of().file()
                          + ":"
                          + it.line()
                          + ": expected "
                          + it.expected()
                          + ", but "
                          + it.said())
              .toList();
      assertThat(String.join("\n", missed)).as("on " + day).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void everyEnforceableClauseIsExpectedBySomeCase(String policy) {
    var expected = new TreeSet<String>();
    for (var it : cases(policy)) {
      for (var step : it.steps()) step.must().ifPresent(must -> expected.addAll(must.clauses()));
    }
    var program = program(policy);
    var textOnly = new TreeSet<String>();
    program.textOnly().forEach(it -> textOnly.addAll(it.clauses()));
    var open = new TreeSet<String>();
    for (var clause : program.clauses().values()) {
      if (clause.heading() || textOnly.contains(clause.id()) || expected.contains(clause.id())) {
        continue;
      }
      open.add(clause.id());
    }
    assertThat(open).isEmpty();
  }

  /// "A rule that no case would miss" is a fault (mutation testing): of a hundred declarations that
  /// are taken out, at least ninety-eight make a case fail.
  @ParameterizedTest
  @MethodSource("policies")
  void aRuleThatIsTakenOutIsMissedByACase(String policy) {
    var program = program(policy);
    var mutation = new Mutation(program, cases(policy), changed -> new Gate(changed, laws), DAY);
    var takenOut = Mutants.of(program).stream().filter(Mutant::takesOut).toList();
    var unmissed =
        takenOut.stream()
            .filter(it -> mutation.notices(it).isEmpty())
            .map(
                it ->
                    "policy.yaml:"
                        + it.line()
                        + ": "
                        + it.declaration()
                        + "; wanted: "
                        + it.wanted())
            .toList();
    assertThat(100.0 * (takenOut.size() - unmissed.size()) / takenOut.size())
        .as("of %d:%n%s", takenOut.size(), String.join("\n", unmissed))
        .isGreaterThanOrEqualTo(98);
  }

  /// The laws that ship, as their index lists them.
  private static Laws laws() {
    var files = files(LAWS);
    var index = files.remove("index.txt").lines().filter(it -> !it.isBlank()).toList();
    assertThat(index).containsExactlyInAnyOrderElementsOf(files.keySet());
    return Laws.read(files);
  }

  private static Program program(String policy) {
    return switch (Compiler.compile(new PolicyFiles(files(folder(policy))))) {
      case Compiled.Sound(var program) -> program;
      case Compiled.Faulty(var faults) -> throw new AssertionError(lines(faults));
    };
  }

  private static List<Case> cases(String policy) {
    var faults = new ArrayList<Fault>();
    var cases = new ArrayList<Case>();
    files(folder(policy))
        .forEach(
            (file, source) -> {
              if (file.startsWith("cases/")) cases.addAll(CaseFile.read(file, source, faults));
            });
    assertThat(faults).as(lines(faults)).isEmpty();
    return cases;
  }

  private static String lines(List<Fault> faults) {
    return String.join("\n", faults.stream().map(Fault::toString).toList());
  }

  private static TreeMap<String, String> files(Path folder) {
    try (var paths = Files.walk(folder)) {
      var files = new TreeMap<String, String>();
      for (var it : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(it).toString().replace('\\', '/'), Files.readString(it));
      }
      return files;
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }
}
