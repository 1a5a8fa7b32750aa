package kepil.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import kepil.trace.Mapping;
import kepil.trace.Stands;
import kepil.yaml.Fault;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every policy made after a published one says for each published sentence what stands for it, and
/// for each clause which sentence it comes from.
final class TraceTest {
  private static final Path POLICIES = Path.of("../policies");

  @TestFactory
  List<DynamicTest> everyPublishedSentenceIsAccountedForAndEveryClauseFounded() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (var folder : folders()) {
      tests.add(DynamicTest.dynamicTest(folder.getFileName().toString(), () -> holds(folder)));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void holds(Path folder) throws IOException {
    var files = read(folder);
    var program = program(files);
    var faults = new ArrayList<Fault>();
    var mappings = Mapping.of(files, faults);
    mappings.forEach(it -> it.check(program, faults));
    assertThat(faults).isEmpty();
    assertThat(mappings).allMatch(it -> it.count(Stands.OPEN) == 0);
    assertThat(Mapping.unfounded(program, mappings))
        .as("clauses that no published sentence stands for")
        .isEmpty();
    // Only hashes, kinds, clause ids and short reasons: nothing a published sentence could hide in.
    for (var mapping : mappings) {
      assertThat(mapping.rows()).allMatch(it -> it.why().split(" ").length <= 30);
    }
  }

  private static List<Path> folders() throws IOException {
    try (var all = Files.list(POLICIES)) {
      return all.filter(
              it ->
                  Files.isDirectory(it.resolve("trace"))
                      && Files.isRegularFile(it.resolve("policy.yaml")))
          .sorted()
          .toList();
    }
  }

  private static PolicyFiles read(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var all = Files.walk(folder)) {
      for (var path : all.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(path).toString().replace('\\', '/'),
            Files.readString(path, StandardCharsets.UTF_8));
      }
    }
    return new PolicyFiles(files);
  }

  private static Program program(PolicyFiles files) {
    return switch (Compiler.compile(files)) {
      case Compiled.Sound(var program) -> program;
      case Compiled.Faulty(var faults) -> throw new AssertionError(faults.toString());
    };
  }
}
