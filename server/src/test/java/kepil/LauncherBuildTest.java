package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the launcher builds and when, for several at once too, and what it has Java learn for the
/// next start.
@Tag("slow")
final class LauncherBuildTest extends MadeUpCheckout {
  // --- starting fast

  /// A Java that writes what it learned where it is told to, and tells what it is started with.
  private void aJdkThatLearns() throws IOException {
    var java = aJdk().resolve("bin/java");
    script(
        java,
        "for w in \"$@\"; do case $w in -XX:AOTCacheOutput=*) echo learned >\"${w#*=}\"; echo"
            + " rehearsed >>\"$HOME/count\" ;; esac; done\n"
            + Files.readString(java).replaceFirst("#!/bin/sh\n", ""));
  }

  @Test
  void whoServesRehearsesOnceABuildAndEveryLaterStartReadsIt() throws Exception {
    aJdkThatLearns();
    assertThat(kepil("check").out())
        .as("nobody who checks a file waits for it")
        .doesNotContain("AOT");
    assertThat(kepil("serve").out())
        .as("nor who asks what serve needs")
        .contains("[serve]")
        .doesNotContain("AOT");
    assertThat(home.resolve("count")).doesNotExist();
    assertThat(kepil("serve", "--data", "x").out()).contains("[-XX:AOTCache=");
    assertThat(kepil("check").out()).contains("[-XX:AOTCache=");
    assertThat(kepil("serve", "--data", "x").err()).isEmpty();
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
    script(
        java,
        "for w in \"$@\"; do case $w in -XX:AOTCacheOutput=*) echo tried >>\"$HOME/count\"; exit"
            + " ${REHEARSED-1} ;; esac; done\n"
            + Files.readString(java).replaceFirst("#!/bin/sh\n", ""));
    more.put("REHEARSED", "130");
    assertThat(kepil("serve", "--data", "x").err())
        .as("stopped by somebody")
        .doesNotContain("did not work");
    more.put("REHEARSED", "1");
    assertThat(kepil("serve", "--data", "x").err())
        .contains("did not work", "until the next build");
    assertThat(kepil("serve", "--data", "x").err()).isEmpty();
    assertThat(kepil("build").err()).doesNotContain("learning");
    assertThat(home.resolve("count")).hasContent("tried\ntried");
    write(checkout.resolve("server/src/main/java/Main.java"), "two");
    assertThat(kepil("serve", "--data", "x").err()).contains("did not work");
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
    Files.setLastModifiedTime(
        checkout.resolve("pom.xml"),
        FileTime.fromMillis(Files.getLastModifiedTime(checkout).toMillis() + 5_000));
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
    assertThat(ran.err())
        .contains("Main.java:[3,7] odd", checkout.resolve(".kepil/build.log").toString());
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
}
