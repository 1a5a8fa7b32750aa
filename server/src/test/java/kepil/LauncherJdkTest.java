package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Which JDK the launcher takes, and what it says where there is none.
@Tag("slow")
final class LauncherJdkTest extends MadeUpCheckout {
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
            disk.resolve("usr/lib/jvm/a b"),
            disk.resolve("usr/java/jdk"),
            disk.resolve("opt/openjdk-25"),
            disk.resolve("Library/Java/JavaVirtualMachines/temurin 25.jdk/Contents/Home"),
            disk.resolve("opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home"),
            home.resolve(".jdks/temurin-25"),
            home.resolve(".asdf/installs/java/temurin-25"),
            home.resolve(".local/share/mise/installs/java/25"),
            home.resolve(".jabba/jdk/25"),
            home.resolve("Library/Java/JavaVirtualMachines/x.jdk/Contents/Home"))) {
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
        .contains(
            "needs a JDK 25",
            "Java 25 without bin/javac",
            "openjdk-25-jdk",
            "Temurin 25",
            "JAVA_HOME=")
        .containsOnlyOnce("Java 17.0.15: ");
  }

  @Test
  void withoutAnyJavaItSaysSo() throws Exception {
    var ran = kepil("check");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("found no Java at all");
  }
}
