package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shop's published text is held against its policy; then somebody changes one word of it.
final class TraceCommandTest {
  private static final String PUBLISHED =
      """
      Bookshop

      We keep your address to send you books. We never sell it.
      You may ask us at any time what we hold.
      """;

  @TempDir Path folder;
  private Path policy;
  private Path document;

  @BeforeEach
  void thePolicyOfTheBookshop() throws IOException {
    policy = folder.resolve("shop");
    for (var it : Bookshop.files().entrySet()) {
      var file = policy.resolve(it.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, it.getValue());
    }
    document = Files.writeString(folder.resolve("shop.en.txt"), PUBLISHED);
  }

  @Test
  void aFirstMappingIsWrittenAndFilledInAndHolds() throws IOException {
    var first = run("trace", policy, document, "--accept");
    assertThat(first.code()).isEqualTo(Main.FINDINGS);
    assertThat(first.out()).contains("no clause stands for this sentence yet").contains("4 open");
    assertThat(Files.readString(mapping())).doesNotContain("address").doesNotContain("books");

    fillIn();
    var second = run("trace", policy, document);
    assertThat(second.out())
        .contains("4 sentences, 4 accounted for; 3 stand for clauses, 1 headings");
    assertThat(second.code()).isEqualTo(Main.CLEAN);
    assertThat(run("trace", policy).code()).isEqualTo(Main.CLEAN);
  }

  @Test
  void oneWordChangedIsToldWithItsPlaceItsNeighboursAndTheClause() throws IOException {
    run("trace", policy, document, "--accept");
    fillIn();
    Files.writeString(document, PUBLISHED.replace("never sell", "seldom sell"));
    var told = run("trace", policy, document);
    assertThat(told.code()).isEqualTo(Main.FINDINGS);
    assertThat(told.out())
        .contains("shop.en.txt:3: this sentence changed")
        .contains("4 words")
        .contains("“We seldom sell it.”")
        .contains("between line 3, clause " + clause(0) + " and line 4, clause " + clause(2))
        .contains("    " + clause(1) + " says: ");

    run("trace", policy, document, "--accept");
    assertThat(run("trace", policy, document).out())
        .contains("(changed; look whether its clauses still say it)");
    var json = run("trace", policy, document, "--json").out();
    assertThat(json)
        .contains("\"stands\" : \"open\"")
        .contains("\"clauses\" : [ \"" + clause(1) + "\" ]");
  }

  @Test
  void whatVanishedCameAndMovedIsTold() throws IOException {
    run("trace", policy, document, "--accept");
    fillIn();
    Files.writeString(
        document,
        "You may ask us at any time what we hold.\n\n"
            + "Bookshop\n\n"
            + "We keep your address to send you books.\n");
    assertThat(run("trace", policy, document).out())
        .contains("a sentence of 4 words is gone; it was clause " + clause(1))
        .contains("this sentence moved here");
    Files.writeString(document, PUBLISHED + "And we dance.\n");
    assertThat(run("trace", policy, document).out())
        .contains(":5: a new sentence that no clause stands for: “And we dance.”")
        .contains("and the end");
  }

  @Test
  void aClauseThatDoesNotExistAndAClauseWithoutASentenceAreFindings() throws IOException {
    run("trace", policy, document, "--accept");
    fillIn();
    Files.writeString(
        mapping(),
        Files.readString(mapping()).replace("\tclause\t" + clause(1) + "\t", "\tclause\t77.7\t"));
    var told = run("trace", policy, document);
    assertThat(told.code()).isEqualTo(Main.FINDINGS);
    assertThat(told.out())
        .contains("`77.7` is no clause of reader")
        .contains("clause `" + clause(1) + "` is stood for by no published sentence");
  }

  @Test
  void wrongUseSaysWhatIsExpected() throws IOException {
    assertThat(run("trace", policy, document).err()).contains("write a first one with --accept");
    assertThat(run("trace", policy, folder.resolve("none.txt")).err()).contains("there is no file");
    assertThat(run("trace", policy, "--accept").err()).contains("--accept needs a document");
    assertThat(run("trace", policy, document, document, "--as", "shop.en.txt").err())
        .contains("--as names the mapping of one document");
    assertThat(run("trace", policy, Files.writeString(folder.resolve("empty.txt"), "\n")).err())
        .contains("has no sentence in it");
    assertThat(
            run(
                    "trace",
                    policy,
                    Files.write(folder.resolve("latin.txt"), new byte[] {(byte) 0xe9, ' ', 'x'}))
                .err())
        .contains("is not UTF-8");
    assertThat(run("trace", policy, document).code()).isEqualTo(Main.UNUSABLE);
  }

  private Path mapping() {
    return policy.resolve("trace/shop.en.tsv");
  }

  private static String clause(int index) {
    return "1." + (index + 1);
  }

  /// The heading is one; the three sentences stand for the first three clauses; no sentence says
  /// the others.
  private void fillIn() throws IOException {
    var lines = new java.util.ArrayList<>(Files.readAllLines(mapping()));
    int sentence = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).contains("\topen\t")) continue;
      lines.set(
          i,
          lines
              .get(i)
              .replaceFirst(
                  "\topen\t.*",
                  sentence < 0 ? "\theading\t\t" : "\tclause\t" + clause(sentence) + "\t"));
      sentence++;
    }
    lines.add(
        "-\t0\tabsent\t"
            + String.join(
                " ",
                java.util.stream.IntStream.range(3, 14).mapToObj(TraceCommandTest::clause).toList())
            + "\tthe short text leaves them out");
    Files.write(mapping(), lines);
  }

  private record Ran(int code, String out, String err) {}

  private static Ran run(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code =
        line.execute(
            java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }
}
