package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who runs the launcher, from where, and how its tests end.
@Tag("slow")
final class LauncherTest extends MadeUpCheckout {
  // --- who runs it

  @Test
  void theProgramTakesThePlaceOfTheShell() throws Exception {
    aJdk();
    var process = start(checkout, "a");
    assertThat(end(process).out()).contains("pid " + process.pid() + " ");
  }

  @Test
  void itIsFoundThroughALink() throws Exception {
    aJdk();
    Files.createSymbolicLink(home.resolve("kepil"), checkout.resolve("kepil"));
    var process = new ProcessBuilder(home.resolve("kepil").toString(), "a");
    assertThat(end(started(process, home)).out()).contains("-Dkepil.home=" + checkout.toRealPath());
  }

  @Test
  void aStrangerRunsWhatTheOwnerHasBuilt() throws Exception {
    aJdk();
    var before = asStranger("a");
    assertThat(before.status()).isEqualTo(2);
    assertThat(before.err()).contains("not built yet", "cannot be written");
    kepil("a");
    Files.setLastModifiedTime(
        checkout.resolve("pom.xml"),
        FileTime.fromMillis(Files.getLastModifiedTime(checkout).toMillis() + 5_000));
    assertThat(asStranger("a").out()).contains("kepil.Main [a]");
    assertThat(asStranger("a").err()).isEmpty();
    write(checkout.resolve("pom.xml"), "<project>newer</project>");
    Files.setLastModifiedTime(
        checkout.resolve("pom.xml"),
        FileTime.fromMillis(Files.getLastModifiedTime(checkout).toMillis() + 5_000));
    var stale = asStranger("a");
    assertThat(stale.out()).contains("kepil.Main [a]");
    assertThat(stale.err()).contains("running the older build");
  }

  @Test
  void mavenIsGivenTheJdkAndAPlaceForItsParts() throws Exception {
    var jdk = aJdk();
    maven("echo \"$JAVA_HOME ${MAVEN_USER_HOME-}\" \"$@\" >seen; exit 1");
    kepil("a");
    assertThat(Files.readString(checkout.resolve("seen")))
        .startsWith(jdk + " ")
        .contains("-Dmaven.repo.local=" + home + "/.m2");
    more.put("HOME", "/nonexistent");
    kepil("a");
    assertThat(Files.readString(checkout.resolve("seen")))
        .startsWith(jdk + " " + checkout.toRealPath() + "/.kepil/m2 ")
        .contains("-Dmaven.repo.local=" + checkout.toRealPath() + "/.kepil/m2/repository");
  }

  // --- testing

  @Test
  void testsEndWithTheirCounts() throws Exception {
    aJdk();
    maven(
        """
        echo "$@" >>"$0.words"
        cat <<'END'
        [INFO] Building Kepil core 0.1.0                                          [2/4]
        [INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in kepil.gate.GateTest
        [INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0
        [INFO] Building Kepil server 0.1.0                                        [3/4]
        [INFO] Tests run: 7, Failures: 0, Errors: 0, Skipped: 0
        END
        """);
    var ran = kepil("test", "--quick", "--without-browser", "-Dtest=A B");
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            "Kepil core: 5 passed, 0 failed\n"
                + "Kepil server: 7 passed, 0 failed\n"
                + "12 passed, 0 failed\n");
    assertThat(ran.err()).contains("WITHOUT BROWSER");
    assertThat(Files.readString(checkout.resolve("mvnw.words")))
        .contains("-DexcludedGroups=long | slow | browser", " -Dtest=A B");
  }

  /// The inner loop and the ordinary tests go without what only these two download.
  @Test
  void onlyLongTestsAndTheFuzzerFollowBranches() throws Exception {
    aJdk();
    maven(
        "echo \"$@\" >\"$0.words\"; echo '[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped:"
            + " 0'");
    assertThat(toMaven("test", "--without-browser")).doesNotContain("guided");
    assertThat(toMaven("test", "--quick", "--without-browser")).doesNotContain("guided");
    assertThat(toMaven("test", "--long", "--without-browser")).contains(" -Dkepil.guided=true");
    assertThat(toMaven("fuzz", "note", "--for", "2m"))
        .contains(" -Dkepil.fuzz=note -Dkepil.fuzz.seconds=120 -Dkepil.guided=true");
    assertThat(toMaven("fuzz", "note", "--dice")).contains(" -Dkepil.guided=false");
  }

  private String toMaven(String... words) throws Exception {
    assertThat(kepil(words).status()).isZero();
    return Files.readString(checkout.resolve("mvnw.words"));
  }

  @Test
  void aTestThatFailsIsNamed() throws Exception {
    aJdk();
    maven(
        """
        cat <<'END'
        [INFO] Building Kepil core 0.1.0                                          [2/4]
        [ERROR] Failures:\s
        [ERROR]   GateTest.doubtIsARefusal:33 expected a refusal
        but was a permit
        [ERROR] Tests run: 5, Failures: 1, Errors: 1, Skipped: 1
        END
        """);
    var ran = kepil("test", "--without-browser");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "  GateTest.doubtIsARefusal:33 expected a refusal\n    but was a permit\n",
            "Kepil core: 2 passed, 2 failed\n",
            ".kepil/test.log")
        .endsWith("2 passed, 2 failed\n");
  }

  @Test
  void aBuildThatBreaksUnderTheTestsIsNotClean() throws Exception {
    aJdk();
    maven("echo '[ERROR] Main.java:[3,7] odd'; exit 1");
    var ran = kepil("test", "--without-browser");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.out()).endsWith("0 passed, 0 failed, and the build broke\n");
    assertThat(ran.err()).contains("odd");
  }

  @Test
  void noTestAtAllIsNotClean() throws Exception {
    aJdk();
    maven("exit 0");
    assertThat(kepil("test", "--without-browser").status()).isEqualTo(2);
  }

  @Test
  void rootIsGivenABrowser() throws Exception {
    aJdk();
    maven(
        "echo \"$KEPIL_CHROMIUM\" >>\"$0.words\"; echo '[INFO] Tests run: 1, Failures: 0, Errors:"
            + " 0, Skipped: 0'");
    script(tools.resolve("id"), "echo 0");
    script(tools.resolve("fc-list"), "[ -e '" + tools + "/chromium' ] && echo Noto");
    script(
        tools.resolve("apt-get"),
        "echo \"$@\" >>\"$0.words\"; [ $1 = update ] || { printf '#!/bin/sh\\n' >'"
            + tools
            + "/chromium'; chmod +x '"
            + tools
            + "/chromium'; }");
    script(tools.resolve("chmod"), "exec /bin/chmod \"$@\"");
    var ran = kepil("test");
    assertThat(ran.status()).isZero();
    assertThat(ran.err()).contains("installing chromium fonts-noto-core");
    assertThat(Files.readString(tools.resolve("apt-get.words")))
        .contains("install -y --no-install-recommends chromium fonts-noto-core");
    assertThat(Files.readString(checkout.resolve("mvnw.words"))).isEqualTo(tools + "/chromium\n");
  }

  @Test
  void anInstallationThatFailsIsNamed() throws Exception {
    aJdk();
    script(tools.resolve("id"), "echo 0");
    script(tools.resolve("apt-get"), "exit 100");
    var ran = kepil("test");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("that did not work", ".kepil/apt.log", "--without-browser");
  }

  @Test
  void aMissingBrowserIsNamed() throws Exception {
    aJdk();
    var ran = kepil("test");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("chromium", "apt-get install", "--without-browser");
  }
}
