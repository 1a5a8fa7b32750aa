package kepil.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import kepil.cases.Case;
import kepil.cases.CaseFile;
import kepil.cases.CaseRun;
import kepil.cases.MemoryWorld;
import kepil.gate.Gate;
import kepil.law.Laws;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import kepil.yaml.Fault;
import org.junit.jupiter.api.Test;

/// The SMG policy is sound, and every promise of its main sections is shown by a case that comes true.
final class SmgTest {
  private static final Path FOLDER = Path.of("../policies/smg");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  private static final Path LAWS = Path.of("src/main/resources/laws");

  private final Laws laws = laws();

  @Test
  void thePolicyIsSoundAndItsLawsAreKnown() {
    var program = program();
    assertThat(laws.unknown(program.laws())).isEmpty();
    assertThat(program.clauses()).hasSize(282);
  }

  @Test
  void everyCaseComesTrue() {
    var missed = CaseRun.run(cases(), new MemoryWorld(new Gate(program(), laws)), DAY).stream()
        .filter(it -> !it.met())
        .map(it -> it.of().file() + ":" + it.line() + ": expected " + it.expected() + ", but " + it.said())
        .toList();
    assertThat(String.join("\n", missed)).isEmpty();
  }

  /// Clauses that only the compiler can keep, because they speak of the text itself, need no case.
  @Test
  void everyEnforceableClauseOfTheMainSectionsIsExpectedBySomeCase() {
    var expected = new TreeSet<String>();
    for (var it : cases()) for (var step : it.steps()) {
      if (step instanceof Case.Asks ask) expected.addAll(ask.expected().clauses());
      if (step instanceof Case.Petitions petition) expected.addAll(petition.expected().clauses());
    }
    var program = program();
    var open = new TreeSet<String>();
    for (var clause : program.clauses().values()) {
      if (clause.heading() || !clause.id().matches("([2-9]|11)\\..*") || expected.contains(clause.id())) continue;
      if (program.keeps(clause.id()).stream().allMatch(it -> it.startsWith("check:") || it.startsWith("contact:"))) continue;
      open.add(clause.id());
    }
    assertThat(open).isEmpty();
  }

  /// The laws that ship, as their index lists them.
  private static Laws laws() {
    var files = files(LAWS);
    var index = files.remove("index.txt").lines().filter(it -> !it.isBlank()).toList();
    assertThat(index).containsExactlyInAnyOrderElementsOf(files.keySet());
    return Laws.read(files);
  }

  private static Program program() {
    return switch (Compiler.compile(new PolicyFiles(files(FOLDER)))) {
      case Compiled.Sound(var program) -> program;
      case Compiled.Faulty(var faults) -> throw new AssertionError(lines(faults));
    };
  }

  private static List<Case> cases() {
    var faults = new ArrayList<Fault>();
    var cases = new ArrayList<Case>();
    files(FOLDER).forEach((file, source) -> {
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
      for (var it : paths.filter(Files::isRegularFile).toList()) files.put(folder.relativize(it).toString().replace('\\', '/'), Files.readString(it));
      return files;
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }
}
