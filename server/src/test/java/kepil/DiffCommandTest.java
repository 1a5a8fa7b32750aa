package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bookshop rewrites its policy and looks at what that does before anybody is bound by it.
final class DiffCommandTest {
  @TempDir Path folder;

  @Test
  void theSamePolicyTwiceIsClean() throws IOException {
    var ran = run(write("old", files()), write("new", files()));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("no difference in words or effect");
    assertThat(ran.code()).isEqualTo(Main.CLEAN);
  }

  @Test
  void wordsEffectsPeriodsAndWhatIsOwedAreTold() throws IOException {
    var next = files();
    next.put(
        "policy.yaml",
        next.get("policy.yaml")
            .replace("version: \"1\"", "version: \"2\"")
            .replace("effective: 2026-01-01", "effective: 2026-12-01")
            .replace(
                "bring: {allow: message, for: delivery, by: email",
                "bring: {allow: message, for: delivery, by: [email, post]")
            .replace("taste: {of: taste, keep: P1Y", "taste: {of: taste, keep: P3Y"));
    next.put("text/en.md", next.get("text/en.md").replace("Promise number 3.", "Pledge number 3."));
    var ran = run(write("old", files()), write("new", next), "--on", "2026-11-01");
    assertThat(ran.code()).isEqualTo(Main.FINDINGS);
    assertThat(ran.out())
        .contains("reader 1 → 2, effective 2026-12-01")
        .contains("~ 1.3 (en) [-Promise-]{+Pledge+} number 3.")
        .contains(
            "+ message for delivery by post: refused, as nothing declares it (1.1), now permitted"
                + " by 1.3")
        .contains("+ retention comment, genre: P3Y, was P1Y (1.12)")
        .containsOnlyOnce("  retention comment, genre: P3Y, was P1Y\n")
        .containsPattern(" {4}ask people living in KZ \\(kz-94v Art")
        .containsPattern(" {4}tell people living in EEA \\(eu-gdpr Art")
        .contains("material: new retention, 1 act that was refused is permitted");
    assertThat(
            run(folder.resolve("old"), folder.resolve("new"), "--json", "--on", "2026-11-01").out())
        .contains("\"material\" : true")
        .contains("\"flips\" : [ {");
  }

  @Test
  void whatOneLanguageAloneSaysOtherwiseIsAWarning() throws IOException {
    var old = write("old", files());
    var next = files();
    next.put("text/en.md", next.get("text/en.md").replace("Promise number 3.", "Pledge number 3."));
    assertThat(run(old, write("one", next)).out())
        .contains("warning: 1.3 says otherwise in en and the same as before in kk");
    next.put("text/kk.md", next.get("text/kk.md").replace("Уәде 3", "Серт 3"));
    assertThat(run(old, write("both", next)).out()).doesNotContain("says otherwise");
  }

  @Test
  void missingTranslationsAreNamedAndOtherFaultsStopIt() throws IOException {
    var next = files();
    next.put("text/kk.md", next.get("text/kk.md").replaceAll("Уәде 9[^\\n]*\\n", ""));
    var old = write("old", files());
    assertThat(run(old, write("new", next)).out())
        .contains("Translations wanting")
        .contains("clause `1.9` is missing")
        .contains("both say version `1`");
    next.put("policy.yaml", next.get("policy.yaml").replace("keep: P1Y", "keep: always"));
    var broken = run(old, write("broken", next));
    assertThat(broken.code()).isEqualTo(Main.UNUSABLE);
    assertThat(broken.err()).contains("run ./kepil check");
    var other = files();
    other.put("policy.yaml", other.get("policy.yaml").replace("policy: reader", "policy: writer"));
    assertThat(run(old, write("other", other)).err()).contains("are two policies");
  }

  /// The bookshop under laws that ship.
  private static TreeMap<String, String> files() {
    var files = new TreeMap<>(Bookshop.files());
    files.put(
        "policy.yaml",
        files.get("policy.yaml").replace("laws: [here, there]", "laws: [kz-94v, eu-gdpr]"));
    return files;
  }

  private Path write(String name, Map<String, String> files) throws IOException {
    var policy = folder.resolve(name);
    for (var it : files.entrySet()) {
      Files.createDirectories(policy.resolve(it.getKey()).getParent());
      Files.writeString(policy.resolve(it.getKey()), it.getValue());
    }
    return policy;
  }

  private record Ran(int code, String out, String err) {}

  private static Ran run(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    var all = new java.util.ArrayList<String>(java.util.List.of("diff", "-q"));
    for (var it : arguments) all.add(String.valueOf(it));
    int code = line.execute(all.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }
}
