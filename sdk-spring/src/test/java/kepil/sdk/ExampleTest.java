package kepil.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import kepil.Bookshop;
import kepil.api.Verb;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example compiles, runs and is what the page about the SDK shows.
@Tag("slow")
final class ExampleTest {
  private static final Path ROOT =
      Path.of("").toAbsolutePath().endsWith("sdk-spring")
          ? Path.of("..").toAbsolutePath().normalize()
          : Path.of("").toAbsolutePath();
  private static final Path SHOP = ROOT.resolve("examples/shop/Shop.java");

  @TempDir Path folder;

  @Test
  void theShopAsksBeforeItWrites() throws Exception {
    try (var server = new Bookshop()) {
      var key = folder.resolve("shop.key");
      Files.writeString(key, server.key(Verb.FOLLOW, Verb.RECORD, Verb.SUBJECTS) + "\n");
      var said = folder.resolve("said");
      // On a busy machine it may be too far behind to say, and says so.
      long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
      do {
        var shop =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SHOP.toString(),
                    server.at("/").toString(),
                    Bookshop.ORG,
                    key.toString(),
                    folder.resolve("kepil").toString(),
                    "delivery")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(shop.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(shop.exitValue()).as(Files.readString(said)).isZero();
      } while (Files.readString(said).contains("not now: stale") && System.nanoTime() < until);
      assertThat(Files.readString(said)).contains("sent, by clause 1.3").doesNotContain("not sent");
      assertThat(server.get(server.key(), "/api/v1/reader/events").text())
          .contains("\"act\":\"message\",\"effect\":\"permit\"");
    }
  }

  @Test
  void thePageShowsTheExample() throws Exception {
    var page = Files.readString(ROOT.resolve("docs/sdk.md"));
    var shown =
        Pattern.compile(
                "<!-- examples/shop/Shop.java (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL)
            .matcher(page);
    int found = 0;
    for (; shown.find(); found++) {
      assertThat(shown.group(2)).as(shown.group(1)).isEqualTo(region(shown.group(1)));
    }
    assertThat(found).isEqualTo(2);
  }

  @Test
  void thePageNamesTheVersionThatIsBuilt() throws Exception {
    var version =
        Pattern.compile("<version>(.*?)</version>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    assertThat(Files.readString(ROOT.resolve("docs/sdk.md")))
        .contains("<artifactId>kepil-sdk</artifactId><version>" + version + "</version>")
        .contains("\"kepil:kepil-sdk:" + version + "\"");
  }

  /// What stands between the tags, moved to the left edge.
  private static String region(String tag) throws Exception {
    var source = Files.readString(SHOP);
    var begin = source.indexOf("// tag::" + tag + "[]\n") + ("// tag::" + tag + "[]\n").length();
    return source
            .substring(begin, source.lastIndexOf('\n', source.indexOf("// end::" + tag + "[]")))
            .stripTrailing()
            .stripIndent()
        + "\n";
  }
}
