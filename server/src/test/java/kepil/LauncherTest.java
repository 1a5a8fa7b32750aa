package kepil;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher as it is, in a made-up checkout, with made-up JDKs and a made-up Maven. The names have blanks on purpose.
@Tag("slow")
final class LauncherTest {

  /// All that the launcher may call. What is not here, it does not find.
  private static final List<String> TOOLS =
      List.of(
          "awk", "cat", "cksum", "cp", "dirname", "find", "flock", "grep", "head", "id", "ls", "mkdir", "mv", "readlink",
          "rm", "rmdir", "sed", "sh", "sleep", "sort", "tail", "touch", "tr", "uname", "wc");

  @TempDir Path temp;

  private Path checkout;
  private Path disk;
  private Path home;
  private Path tools;
  private final Map<String, String> more = new HashMap<>();

  private record Ran(int status, String out, String err) {
    String all() {
      return out + err;
    }
  }

  @BeforeEach
  void aCheckout() throws IOException {
    checkout = Files.createDirectories(temp.resolve("check out"));
    disk = Files.createDirectories(temp.resolve("disk"));
    home = Files.createDirectories(temp.resolve("a home"));
    tools = Files.createDirectories(temp.resolve("tools"));
    for (var tool : TOOLS) {
      for (var folder : List.of("/usr/bin", "/bin")) {
        var found = Path.of(folder, tool);
        if (Files.isExecutable(found) && Files.notExists(tools.resolve(tool))) {
          script(tools.resolve(tool), "exec " + found + " \"$@\"\n");
        }
      }
    }
    Files.copy(Path.of("../kepil"), checkout.resolve("kepil"), StandardCopyOption.COPY_ATTRIBUTES);
    for (var module : List.of("core", "server")) {
      Files.createDirectories(checkout.resolve(module + "/src/main/java"));
      write(checkout.resolve(module + "/pom.xml"), "<project/>");
    }
    write(checkout.resolve("pom.xml"), "<project/>");
    write(checkout.resolve("server/src/main/java/Main.java"), "one");
    maven(
        """
        echo built >>"$0.count"
        sleep 0.3
        mkdir -p core/target server/target/app/lib
        echo core >core/target/kepil-core.jar
        cp server/src/main/java/Main.java server/target/kepil-server.jar
        """);
  }

  // --- the JDK

  @Test
  void javaHomeIsTakenWhenItIsNewEnough() throws Exception {
    jdk(disk.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
    more.put("JAVA_HOME", jdk(disk.resolve("elsewhere/jdk-26"), "26").toString());
    assertThat(kepil("jdk").out()).startsWith(disk.resolve("elsewhere/jdk-26") + "\n");
  }

  @Test
  void anOldJavaHomeAndAnOldJavaOnThePathArePassedOver() throws Exception {
    var old = jdk(disk.resolve("usr/lib/jvm/java-17"), "17.0.15");
    jdk(disk.resolve("usr/lib/jvm/java-8"), "1.8.0_452");
    more.put("JAVA_HOME", old.toString());
    Files.createSymbolicLink(tools.resolve("java"), old.resolve("bin/java"));
    var wanted = jdk(home.resolve(".sdkman/candidates/java/25.0.2-tem"), "25.0.2");
    assertThat(kepil("jdk").out()).startsWith(wanted + "\n");
  }

  @Test
  void javaOnThePathIsFollowedThroughItsLinks() throws Exception {
    var wanted = jdk(disk.resolve("my own/jdk 25"), "25");
    Files.createDirectories(disk.resolve("etc"));
    Files.createSymbolicLink(disk.resolve("etc/java"), Path.of("../my own/jdk 25/bin/java"));
    Files.createSymbolicLink(tools.resolve("java"), disk.resolve("etc/java"));
    assertThat(kepil("jdk").out()).endsWith("my own/jdk 25\n");
    assertThat(kepil("hello", "two words").out()).contains("-cp", "kepil.Main [hello] [two words]");
    assertThat(wanted).isDirectory();
  }

  @Test
  void everyUsualPlaceIsLookedInto() throws Exception {
    for (var place :
        List.of(
            disk.resolve("usr/lib/jvm/a b"), disk.resolve("usr/java/jdk"), disk.resolve("opt/openjdk-25"),
            disk.resolve("Library/Java/JavaVirtualMachines/temurin 25.jdk/Contents/Home"),
            disk.resolve("opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home"), home.resolve(".jdks/temurin-25"),
            home.resolve(".asdf/installs/java/temurin-25"), home.resolve(".local/share/mise/installs/java/25"),
            home.resolve(".jabba/jdk/25"), home.resolve("Library/Java/JavaVirtualMachines/x.jdk/Contents/Home"))) {
      jdk(place, "25");
      assertThat(kepil("jdk").out()).isEqualTo(place + "\n");
      Files.delete(place.resolve("release"));
    }
  }

  @Test
  void earlyAccessIsTakenOnlyWhenThereIsNothingElse() throws Exception {
    var early = jdk(disk.resolve("usr/lib/jvm/jdk-25-ea"), "25", "25-ea+12-1200");
    assertThat(kepil("jdk").out()).startsWith(early + "\n");
    var finished = jdk(disk.resolve("usr/lib/jvm/jdk-27"), "27.0.1");
    assertThat(kepil("jdk").out()).startsWith(finished + "\n");
  }

  @Test
  void withoutAJdkItSaysWhatIsMissingAndWhatItFound() throws Exception {
    more.put("JAVA_HOME", jdk(disk.resolve("usr/lib/jvm/java-17"), "17.0.15").toString());
    Files.createSymbolicLink(disk.resolve("usr/lib/jvm/default java"), Path.of("java-17"));
    Files.delete(jdk(disk.resolve("opt/java/jre-25"), "25").resolve("bin/javac"));
    var ran = kepil("check");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains("needs a JDK 25", "Java 25 without bin/javac", "openjdk-25-jdk", "Temurin 25", "JAVA_HOME=")
        .containsOnlyOnce("Java 17.0.15: ");
  }

  @Test
  void withoutAnyJavaItSaysSo() throws Exception {
    var ran = kepil("check");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("found no Java at all");
  }

  // --- starting fast

  /// A Java that writes what it learned where it is told to, and tells what it is started with.
  private void aJdkThatLearns() throws IOException {
    var java = aJdk().resolve("bin/java");
    script(java, "for w in \"$@\"; do case $w in -XX:AOTCacheOutput=*) echo learned >\"${w#*=}\"; echo rehearsed >>\"$HOME/count\" ;; esac; done\n" + Files.readString(java).replaceFirst("#!/bin/sh\n", ""));
  }

  @Test
  void whoServesRehearsesOnceABuildAndEveryLaterStartReadsIt() throws Exception {
    aJdkThatLearns();
    assertThat(kepil("check").out()).as("nobody who checks a file waits for it").doesNotContain("AOT");
    assertThat(home.resolve("count")).doesNotExist();
    assertThat(kepil("serve").out()).contains("[-XX:AOTCache=");
    assertThat(kepil("check").out()).contains("[-XX:AOTCache=");
    assertThat(kepil("serve").err()).isEmpty();
    assertThat(home.resolve("count")).hasContent("rehearsed");
    write(checkout.resolve("server/src/main/java/Main.java"), "two");
    assertThat(kepil("check").out()).as("another build has learned nothing").doesNotContain("AOT");
    kepil("build");
    assertThat(home.resolve("count")).hasContent("rehearsed\nrehearsed");
  }

  @Test
  void whoSaysWhatJavaIsToDoIsObeyed() throws Exception {
    aJdk();
    assertThat(kepil("check").out()).contains("[-XX:+UseSerialGC]");
    more.put("KEPIL_JAVA", "-XX:+UseG1GC -Xmn1g");
    var ran = kepil("serve");
    assertThat(ran.out()).contains("[-XX:+UseG1GC] [-Xmn1g]").doesNotContain("Serial");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void withoutARehearsalItStartsAllTheSame() throws Exception {
    aJdk();
    var ran = kepil("serve", "--", "--data");
    assertThat(ran.status()).isZero();
    assertThat(ran.err()).contains("that did not work", "rehearsal.log");
    assertThat(ran.out()).contains("kepil.Main [serve] [--] [--data]").doesNotContain("AOT");
  }

  @Test
  void aRehearsalThatFailedIsRepeatedByTheNextBuildAndNotByTheNextStart() throws Exception {
    var java = aJdk().resolve("bin/java");
    script(java, "for w in \"$@\"; do case $w in -XX:AOTCacheOutput=*) echo tried >>\"$HOME/count\"; exit ${REHEARSED-1} ;; esac; done\n" + Files.readString(java).replaceFirst("#!/bin/sh\n", ""));
    more.put("REHEARSED", "130");
    assertThat(kepil("serve").err()).as("stopped by somebody").doesNotContain("did not work");
    more.put("REHEARSED", "1");
    assertThat(kepil("serve").err()).contains("did not work", "until the next build");
    assertThat(kepil("serve").err()).isEmpty();
    assertThat(kepil("build").err()).doesNotContain("learning");
    assertThat(home.resolve("count")).hasContent("tried\ntried");
    write(checkout.resolve("server/src/main/java/Main.java"), "two");
    assertThat(kepil("serve").err()).contains("did not work");
    assertThat(home.resolve("count")).hasContent("tried\ntried\ntried");
  }

  // --- building

  @Test
  void whatIsFreshIsNotBuiltAgain() throws Exception {
    aJdk();
    assertThat(kepil("a").err()).contains("first time");
    assertThat(kepil("b").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void whatHasChangedIsBuilt() throws Exception {
    aJdk();
    kepil("a");
    write(checkout.resolve("server/src/main/java/Main.java"), "two");
    kepil("a");
    Files.delete(checkout.resolve("server/src/main/java/Main.java"));
    write(checkout.resolve("server/src/main/java/Other.java"), "three");
    write(checkout.resolve("server/src/main/java/Main.java"), "two");
    kepil("a");
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void aNewTimeAloneIsNoChange() throws Exception {
    aJdk();
    kepil("a");
    Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.fromMillis(Files.getLastModifiedTime(checkout).toMillis() + 5_000));
    assertThat(kepil("a").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    twoAtOnce();
  }

  @Test
  void twoAtOnceBuildOnceWithoutFlockToo() throws Exception {
    Files.deleteIfExists(tools.resolve("flock"));
    twoAtOnce();
    assertThat(checkout.resolve(".kepil/build.lock.d")).doesNotExist();
  }

  private void twoAtOnce() throws Exception {
    aJdk();
    var both = List.of(start(checkout, "a"), start(checkout, "a"), start(checkout, "a"));
    for (var one : both) {
      assertThat(end(one).status()).isZero();
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsNamesItsLogAndIsRepeated() throws Exception {
    aJdk();
    maven("echo '[ERROR] Main.java:[3,7] odd'; exit 1");
    var ran = kepil("a");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("Main.java:[3,7] odd", checkout.resolve(".kepil/build.log").toString());
    assertThat(ran.out()).isEmpty();
    aCheckoutAgain();
    assertThat(kepil("a").status()).isZero();
  }

  @Test
  void aSecondBuildLeavesTheFirstInPlaceForWhoRunsIt() throws Exception {
    aJdk();
    var first = classPath(kepil("a"));
    write(checkout.resolve("server/src/main/java/Main.java"), "two");
    var second = classPath(kepil("a"));
    assertThat(first).isNotEqualTo(second);
    assertThat(Files.readString(Path.of(first))).isEqualTo("one");
    assertThat(Files.readString(Path.of(second))).isEqualTo("two");
  }

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
    Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.fromMillis(Files.getLastModifiedTime(checkout).toMillis() + 5_000));
    assertThat(asStranger("a").out()).contains("kepil.Main [a]");
    assertThat(asStranger("a").err()).isEmpty();
    write(checkout.resolve("pom.xml"), "<project>newer</project>");
    Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.fromMillis(Files.getLastModifiedTime(checkout).toMillis() + 5_000));
    var stale = asStranger("a");
    assertThat(stale.out()).contains("kepil.Main [a]");
    assertThat(stale.err()).contains("running the older build");
  }

  @Test
  void mavenIsGivenTheJdkAndAPlaceForItsParts() throws Exception {
    var jdk = aJdk();
    maven("echo \"$JAVA_HOME ${MAVEN_USER_HOME-}\" \"$@\" >seen; exit 1");
    kepil("a");
    assertThat(Files.readString(checkout.resolve("seen"))).startsWith(jdk + " ").contains("-Dmaven.repo.local=" + home + "/.m2");
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
    assertThat(ran.out()).isEqualTo("Kepil core: 5 passed, 0 failed\nKepil server: 7 passed, 0 failed\n12 passed, 0 failed\n");
    assertThat(ran.err()).contains("WITHOUT BROWSER");
    assertThat(Files.readString(checkout.resolve("mvnw.words"))).contains("-DexcludedGroups=long | slow | browser", " -Dtest=A B");
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
        .contains("  GateTest.doubtIsARefusal:33 expected a refusal\n    but was a permit\n", "Kepil core: 2 passed, 2 failed\n", ".kepil/test.log")
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
    maven("echo \"$KEPIL_CHROMIUM\" >>\"$0.words\"; echo '[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0'");
    script(tools.resolve("id"), "echo 0");
    script(tools.resolve("fc-list"), "[ -e '" + tools + "/chromium' ] && echo Noto");
    script(tools.resolve("apt-get"), "echo \"$@\" >>\"$0.words\"; [ $1 = update ] || { printf '#!/bin/sh\\n' >'" + tools + "/chromium'; chmod +x '" + tools + "/chromium'; }");
    script(tools.resolve("chmod"), "exec /bin/chmod \"$@\"");
    var ran = kepil("test");
    assertThat(ran.status()).isZero();
    assertThat(ran.err()).contains("installing chromium fonts-noto-core");
    assertThat(Files.readString(tools.resolve("apt-get.words"))).contains("install -y --no-install-recommends chromium fonts-noto-core");
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

  // --- how

  private Path aJdk() throws IOException {
    return jdk(disk.resolve("usr/lib/jvm/jdk 25"), "25.0.1");
  }

  private static Path jdk(Path folder, String version) throws IOException {
    return jdk(folder, version, version + "+9-LTS");
  }

  private static Path jdk(Path folder, String version, String runtime) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    write(folder.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_RUNTIME_VERSION=\"" + runtime + "\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(folder.resolve("bin/javac"), "");
    script(folder.resolve("bin/java"), "printf 'pid %s ' $$; for w in \"$@\"; do printf '[%s] ' \"$w\"; done | sed 's/\\[kepil.Main\\]/kepil.Main/'; echo");
    return folder;
  }

  private void maven(String body) throws IOException {
    script(checkout.resolve("mvnw"), body);
  }

  private void aCheckoutAgain() throws IOException {
    maven("mkdir -p core/target server/target/app/lib; echo >core/target/kepil-core.jar; echo >server/target/kepil-server.jar");
  }

  private static void script(Path file, String body) throws IOException {
    write(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private long builds() throws IOException {
    try (var lines = Files.lines(checkout.resolve("mvnw.count"))) {
      return lines.count();
    }
  }

  private static String classPath(Ran ran) {
    var words = ran.out().split("\\[-cp] \\[|]", -1);
    for (var word : words) {
      if (word.endsWith("kepil-server.jar")) {
        return word.substring(word.indexOf(':') + 1);
      }
    }
    throw new AssertionError(ran.toString());
  }

  private Ran kepil(String... words) throws Exception {
    return end(start(checkout, words));
  }

  /// As somebody who may read the checkout and write nothing. Root may write everything, so root becomes nobody.
  private Ran asStranger(String... words) throws Exception {
    var command = new ArrayList<String>();
    var root = "root".equals(System.getProperty("user.name"));
    if (root) {
      for (var folder = temp; folder != null && !folder.equals(Path.of("/tmp")); folder = folder.getParent()) {
        if (Files.getPosixFilePermissions(folder).size() < 5) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
      command.addAll(List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    } else {
      closed("r-xr-xr-x");
    }
    command.add(checkout.resolve("kepil").toString());
    command.addAll(List.of(words));
    try {
      return end(started(new ProcessBuilder(command), checkout));
    } finally {
      closed("rwxr-xr-x");
    }
  }

  private void closed(String rights) throws IOException {
    for (var folder : List.of(checkout, checkout.resolve(".kepil"))) {
      if (Files.exists(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
      }
    }
  }

  private Process start(Path folder, String... words) throws IOException {
    var command = new ArrayList<>(List.of(checkout.resolve("kepil").toString()));
    command.addAll(List.of(words));
    return started(new ProcessBuilder(command), folder);
  }

  private Process started(ProcessBuilder process, Path folder) throws IOException {
    var environment = process.environment();
    environment.clear();
    environment.put("PATH", tools.toString());
    environment.put("HOME", home.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("KEPIL_PRETEND_DISK", disk.toString());
    environment.putAll(more);
    return process.directory(folder.toFile()).start();
  }

  /// What it says is short, so both streams fit into their pipes.
  private static Ran end(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ran(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), UTF_8),
        new String(process.getErrorStream().readAllBytes(), UTF_8));
  }
}
