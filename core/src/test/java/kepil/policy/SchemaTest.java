package kepil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class SchemaTest {
  /// The schema that editors use is the language and not a copy of it.
  @Test
  void theShippedSchemaIsThatOfTheLanguage() throws IOException {
    assertThat(Files.readString(root().resolve("docs/policy.schema.json")))
        .as("write it anew: ./kepil check --schema > docs/policy.schema.json")
        .isEqualTo(Compiler.schema());
  }

  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    return here.endsWith("core") ? here.getParent() : here;
  }
}
