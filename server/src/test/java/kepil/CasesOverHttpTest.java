package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cases that the compiled policy is held to, held against a running demo as well.
@Tag("slow")
final class CasesOverHttpTest {
  @TempDir static Path temp;
  private static int port;
  private static OwnProcess demo;
  private static Path data;

  /// The demo lies where the launcher would put it, so that its key is found.
  @BeforeAll
  static void aDemo() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    data = temp.toRealPath().resolve(".kepil/demo");
    port = OwnProcess.freePort();
    demo =
        OwnProcess.run(
                "--quiet",
                "demo",
                "--data",
                data.toString(),
                "--policies",
                OwnProcess.policy().getParent().toString(),
                "--port",
                String.valueOf(port))
            .up(port);
  }

  @AfterAll
  static void end() {
    demo.close();
    assertThat(OwnProcess.servers(data)).isEmpty();
  }

  private record Ran(int status, String out, String err) {}

  private static Ran cases(String... words) {
    var home = Optional.ofNullable(System.getProperty("kepil.home"));
    System.setProperty("kepil.home", temp.toString());
    try {
      var out = new StringWriter();
      var err = new StringWriter();
      var line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
      var all =
          new ArrayList<>(
              List.of(
                  "cases", OwnProcess.policy().toString(), "--server", "http://127.0.0.1:" + port));
      all.addAll(List.of(words));
      return new Ran(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    } finally {
      home.ifPresentOrElse(
          it -> System.setProperty("kepil.home", it), () -> System.clearProperty("kepil.home"));
    }
  }

  @Test
  void everyCaseIsMetAndNobodyStaysBehind() {
    try (var store = OwnProcess.database(data)) {
      var before = people(store);
      assertThat(before).isPositive();
      var began = System.nanoTime();
      var ran = cases();
      System.out.print(ran.out());
      System.out.println("cases over HTTP: " + (System.nanoTime() - began) / 1_000_000_000 + " s");
      assertThat(ran.err()).isEmpty();
      assertThat(ran.out()).contains(" 0 not met");
      assertThat(ran.status()).isEqualTo(Main.CLEAN);
      assertThat(people(store)).isEqualTo(before);
      for (var table : List.of("identifiers", "marks", "held_values", "subject_keys", "requests")) {
        int orphans =
            count(
                store,
                "select count(*) from "
                    + table
                    + " t where subject is not null and not exists (select 1 from subjects s where"
                    + " s.subject = t.subject)");
        assertThat(orphans).as("rows of nobody in " + table).isZero();
      }
    }
  }

  @Test
  void theKeyIsTakenFromTheEnvironmentToo() throws Exception {
    var key = Files.readString(data.resolve("keys/" + Caller.ORG + ".key")).strip();
    try (var cases =
        OwnProcess.run(
            Map.of("KEPIL_KEY", key),
            "cases",
            OwnProcess.policy().toString(),
            "--server",
            "http://127.0.0.1:" + port,
            "--only",
            "5.11")) {
      assertThat(cases.status()).as(cases.said()).isEqualTo(Main.CLEAN);
      assertThat(cases.said()).contains(" 0 not met");
    }
  }

  @Test
  void aWrongKeyIsSaidInALine() {
    var ran = cases("--key", "kepil_nonsense", "--only", "5.11");
    assertThat(ran.status()).isEqualTo(Main.UNUSABLE);
    assertThat(ran.err()).contains("401", "--key").doesNotContain("\tat ", "nonsense");
  }

  private static int people(Store store) {
    return count(store, "select count(*) from subjects");
  }

  private static int count(Store store, String sql) {
    return store.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Integer.class).one());
  }
}
