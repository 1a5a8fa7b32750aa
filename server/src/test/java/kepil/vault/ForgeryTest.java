package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing opens the vault but a permit or a warrant, and only the gate can make one: tried with
/// the compiler.
@Tag("slow")
final class ForgeryTest {

  @Test
  void whoAsksTheGateCompiles() {
    assertThat(
            faults(
                "Object it(kepil.gate.Gate gate, kepil.gate.Ask ask, kepil.gate.Standing standing,"
                    + " java.time.Instant now) { return gate.decide(ask, standing, now); }"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object it(kepil.gate.Ask ask, kepil.gate.Answer answer) { return new"
            + " kepil.gate.Permit(ask, answer); }",
        "Object it(kepil.gate.SubjectId s, kepil.gate.Answer answer) { return new"
            + " kepil.gate.Warrant(s, kepil.policy.Right.ACCESS, answer); }",
        "Object it(kepil.gate.Ask ask, kepil.gate.Answer answer) { return new"
            + " kepil.gate.Permit(ask, answer) {}; }",
        "record Mine(kepil.gate.Answer answer) implements kepil.gate.Decision {}",
        // Doors behind the doors.
        "Object it(org.jdbi.v3.core.Handle tx, kepil.vault.Vault vault, kepil.gate.SubjectId s) {"
            + " return vault.lock(tx, \"library\", s); }",
        "Object it(org.jdbi.v3.core.Handle tx, kepil.vault.Subject s) { return null; }",
        "Object it() { return kepil.vault.ValueStore.class; }",
        "Object it(kepil.vault.Keyring keyring) { return keyring.epoch(1); }",
        "Object it() { return kepil.vault.Keys.newSealing(); }",
      })
  void whoForgesDoesNotCompile(String body) {
    assertThat(faults(body))
        .isNotEmpty()
        .allMatch(
            it ->
                it.contains("not public in")
                    || it.contains("not allowed to extend sealed class")
                    || it.contains("cannot be accessed from outside package")
                    || it.contains("cannot inherit from final"));
  }

  private static List<String> faults(String body) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var found = new DiagnosticCollector<JavaFileObject>();
    var source =
        new SimpleJavaFileObject(
            URI.create("string:///thief/Thief.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignore) {
            return "package thief; class Thief { " + body + " }";
          }
        };
    compiler
        .getTask(
            null,
            null,
            found,
            List.of(
                "-proc:none",
                "-d",
                System.getProperty("java.io.tmpdir"),
                "-classpath",
                System.getProperty("java.class.path")),
            null,
            List.of(source))
        .call();
    return found.getDiagnostics().stream()
        .filter(it -> it.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(it -> it.getMessage(Locale.ENGLISH))
        .toList();
  }
}
