package kepil.documents;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kepil.read.Block;
import kepil.read.Document;
import kepil.read.Link;
import kepil.read.Tongue;
import org.apache.fontbox.cff.CFFParser;
import org.apache.pdfbox.pdfparser.COSParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every format, and every way in which a file is no document; each within the time that is
/// promised for one.
@org.junit.jupiter.api.Timeout(60)
@Tag("slow")
final class OpenerTest {
  private static Opened open(String name, byte[] bytes) {
    return Opener.open(name, bytes, Optional.empty());
  }

  private static Document read(String name, byte[] bytes) {
    var opened = open(name, bytes);
    assertThat(opened).as(opened.toString()).isInstanceOf(Opened.Readable.class);
    return ((Opened.Readable) opened).document();
  }

  private static Opened.Unreadable refused(String name, byte[] bytes) {
    var opened = open(name, bytes);
    assertThat(opened).isInstanceOf(Opened.Unreadable.class);
    assertThat(opened.toString()).doesNotContain("Exception", "\tat ");
    return (Opened.Unreadable) opened;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final String RUSSIAN =
      "Библиотека хранит имя и адрес читателя, чтобы выдавать книги на дом. Мы не передаём их никому, кроме почты.\n"
          .repeat(5);

  private static final String KAZAKH =
      "Кітапхана оқырманның аты мен мекенжайын кітапты үйге беру үшін сақтайды. Біз оларды поштадан басқа ешкімге бермейміз.\n"
          .repeat(5);

  // Formats.

  @Test
  void markdownKeepsHeadingsItemsLinksAndLines() {
    var it =
        read(
            "p.md",
            utf8(
                "# The library\n\n"
                    + "We keep *names*, see [rules](#rules) and [old](#nowhere), [up](#top).\n\n"
                    + "- one\n"
                    + "- two\n\n"
                    + "## Rules\n\n"
                    + "Be quiet in the house.\n"));
    assertThat(it.blocks())
        .extracting(Block::kind)
        .containsExactly(
            Block.Kind.HEADING,
            Block.Kind.PARAGRAPH,
            Block.Kind.ITEM,
            Block.Kind.ITEM,
            Block.Kind.HEADING,
            Block.Kind.PARAGRAPH);
    var links = it.blocks().get(1).links();
    assertThat(links)
        .extracting(link -> link.visible() + (link.dead() ? " dead" : ""))
        .containsExactly("rules", "old dead", "up");
    assertThat(it.place(it.blocks().get(5), 0).line()).isEqualTo(10);
  }

  /// What stands before the text for a program is not shown to readers; the lines count.
  @Test
  void theFrontMatterOfMarkdownIsNoText() {
    var it =
        read(
            "p.md",
            utf8(
                "---\n"
                    + "title: Rules\n"
                    + "navigation:\n"
                    + "  name: \"{{ title }}\"\n"
                    + "---\n\n"
                    + "# The library\n\n"
                    + "We keep names.\n"));
    assertThat(it.blocks())
        .extracting(Block::text)
        .containsExactly("The library", "We keep names.");
    assertThat(it.place(it.blocks().getFirst(), 0).line()).isEqualTo(7);
    // Two lines of dashes around sentences are only lines.
    assertThat(read("p.md", utf8("---\n\nWe keep names.\n\n---\n\nWe lend.\n")).blocks())
        .hasSize(2);
  }

  @Test
  void aRowOfATableInMarkdownIsOneLineToo() {
    var it =
        read(
            "p.md",
            utf8(
                "We keep this:\n\n"
                    + "| Record | Kept for |\n"
                    + "|--------|---------:|\n"
                    + "| *Loans*, see [rules](#nowhere) | 30 days |\n"
                    + "|  | a year |\n\n"
                    + "That is all.\n"));
    assertThat(it.blocks())
        .extracting(Block::text)
        .containsExactly(
            "We keep this:",
            "Record\tKept for",
            "Loans, see rules\t30 days",
            "\u2013\ta year",
            "That is all.");
    assertThat(it.place(it.blocks().get(2), 17).line()).isEqualTo(5);
    assertThat(it.blocks().get(2).links()).extracting(Link::dead).containsExactly(true);
  }

  /// A row says one thing; a table that only lays out the page is read as what stands in it.
  @Test
  void aRowOfATableIsOneBlockWithATabBetweenItsCells() {
    var it =
        read(
            "p.html",
            utf8(
                """
                <table><tr><td><h1>The library</h1><p>It lends books to whoever lives here.</p></td>
                <td><p>It keeps your name.</p></td></tr></table>
                <table><tr><th>List</th><th>How long</th></tr>
                <tr><td><p>Cards</p></td><td>two <a href="#x">winters</a></td></tr></table>
                """));
    assertThat(it.blocks())
        .extracting(Block::text)
        .containsExactly(
            "The library",
            "It lends books to whoever lives here.",
            "It keeps your name.",
            "List\tHow long",
            "Cards\ttwo winters");
    assertThat(it.blocks().getLast().links().getFirst().visible()).isEqualTo("winters");
  }

  /// Gone through once for each row around it, this page takes most of a minute.
  @Test
  @Timeout(25)
  void rowsInRowsAreGoneThroughOnce() {
    var page = "<math>" + ("<tr><mi></mi>" + "<q>names</q> ".repeat(800)).repeat(500);
    assertThat(refused("p.html", utf8(page)).why()).contains("1,000,000");
    assertThat(
            read(
                    "p.html",
                    utf8("<table><tr><td>a<td>b<table><tr><td>c<td>d</table>the end</table>"))
                .blocks())
        .extracting(Block::text)
        .containsExactly("a", "b", "c\td", "the end");
  }

  @Test
  void htmlIsWhatAVisitorSees() {
    var it =
        read(
            "p.html",
            utf8(
                """
                <!DOCTYPE html><html><head><title>no</title><style>p{}</style></head><body>
                <nav><a href="/">Home</a></nav>
                <main><h1>The library</h1>
                <p>We keep your name
                and <b>address</b>. Write to <a href="mailto:x@library.example">cards@library.example</a>.</p>
                <p style="display: none">hidden words</p>
                <ul><li>one</li><li>two <a href="#rules">rules</a></li></ul>
                <script>var no = 1</script></main></body></html>
                """));
    assertThat(it.blocks())
        .extracting(Block::text)
        .containsExactly(
            "The library",
            "We keep your name and address. Write to cards@library.example.",
            "one",
            "two rules");
    assertThat(it.blocks())
        .extracting(Block::kind)
        .containsExactly(
            Block.Kind.HEADING, Block.Kind.PARAGRAPH, Block.Kind.ITEM, Block.Kind.ITEM);
    assertThat(it.blocks().get(1).links().getFirst().target())
        .isEqualTo("mailto:x@library.example");
    assertThat(it.blocks().get(3).links().getFirst().dead()).isTrue();
    assertThat(it.place(it.blocks().get(1), 0).line()).isEqualTo(4);
    assertThat(it.place(it.blocks().get(1), it.blocks().get(1).text().indexOf("address")).line())
        .isEqualTo(5);
  }

  @Test
  void aPdfHasPagesAndNoRunningHeads() throws IOException {
    var it = read("p.pdf", pdf(4, "The library keeps the name of its readers.", "", ""));
    assertThat(it.text()).contains("keeps the name").doesNotContain("Town Library, page");
    assertThat(it.place(it.blocks().getLast(), 0).page()).isEqualTo(4);
  }

  @Test
  void aDocxHasHeadingsItemsAndLinks() throws IOException {
    var it =
        read(
            "p.docx",
            docx(
                """
                <w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>The library</w:t></w:r></w:p>
                <w:p><w:r><w:t xml:space="preserve">We keep </w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:ins><w:r><w:t>names, see </w:t></w:r></w:ins><w:hyperlink r:id="r1"><w:r><w:t>rules</w:t></w:r></w:hyperlink></w:p>
                <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p>\
                """));
    assertThat(it.blocks())
        .extracting(Block::text)
        .containsExactly("The library", "We keep names, see rules", "one");
    assertThat(it.blocks())
        .extracting(Block::kind)
        .containsExactly(Block.Kind.HEADING, Block.Kind.PARAGRAPH, Block.Kind.ITEM);
    assertThat(it.blocks().get(1).links().getFirst().target())
        .isEqualTo("https://library.example/rules");
  }

  /// Word counts the numbers of points by itself; people cite them all the same.
  @Test
  void aDocxHasTheNumbersThatWordPrints() throws IOException {
    var it =
        read(
            "p.docx",
            docx(
                numbered("Readers", 0)
                    + numbered("Names are kept.", 1)
                    + numbered("for lending;", 2)
                    + numbered("for reminders.", 2)
                    + numbered("Books", 0)
                    + numbered("Titles are kept.", 1)
                    + "<w:p><w:pPr><w:numPr><w:numId w:val=\"9\"/></w:numPr></w:pPr>"
                    + "<w:r><w:t>a list nobody defined</w:t></w:r></w:p>"));
    assertThat(it.blocks())
        .extracting(Block::text)
        .containsExactly(
            "1. Readers",
            "1.1. Names are kept.",
            "а) for lending;",
            "б) for reminders.",
            "2. Books",
            "2.1. Titles are kept.",
            "a list nobody defined");
  }

  private static String numbered(String text, int depth) {
    return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>"
        .formatted(depth, text);
  }

  /// A row is one line in every format that has tables, and a cell keeps its paragraphs; a table
  /// that lays out a page is none.
  @Test
  void aRowOfADocxIsOneLine() throws IOException {
    var cell = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>";
    var it =
        read(
            "p.docx",
            docx(
                "<w:tbl><w:tr>"
                    + cell.formatted("Data")
                    + cell.formatted("How long")
                    + "</w:tr><w:tr>"
                    + "<w:tc><w:p><w:r><w:t>Names</w:t></w:r></w:p><w:p><w:r><w:t>of"
                    + " readers</w:t></w:r></w:p></w:tc>"
                    + cell.formatted("two years")
                    + "</w:tr><w:tr><w:tc><w:p/></w:tc>"
                    + cell.formatted("for orders")
                    + cell.formatted("a year")
                    + "</w:tr><w:tr>"
                    + cell.formatted("left ".repeat(80))
                    + cell.formatted("right ".repeat(80))
                    + "</w:tr></w:tbl><w:p><w:r><w:t>After it.</w:t></w:r></w:p>"));
    assertThat(it.blocks())
        .extracting(Block::text)
        .startsWith("Data\tHow long", "Names of readers\ttwo years", "\u2013\tfor orders\ta year")
        .hasSize(6)
        .endsWith("After it.");
    assertThat(it.place(it.blocks().get(1), 10).line()).isEqualTo(4);
  }

  /// A list may begin at 0. Every item was the zeroth then, and with letters, none of which is the
  /// zeroth, the whole file was called damaged: found by following branches.
  @Test
  void aListOfADocxMayBeginAtZero() throws IOException {
    var item =
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"%d\"/></w:numPr></w:pPr>"
            + "<w:r><w:t>%s</w:t></w:r></w:p>";
    var it =
        read(
            "p.docx",
            docx(
                item.formatted(4, "nothing")
                    + item.formatted(4, "names")
                    + item.formatted(5, "nobody")
                    + item.formatted(5, "readers")));
    assertThat(it.blocks())
        .extracting(Block::text)
        .containsExactly("0. nothing", "1. names", "nobody", "a. readers");
  }

  @Test
  void encodingsAreFound() {
    for (var charset :
        List.of("UTF-8", "windows-1251", "UTF-16LE", "UTF-16BE", "UTF-16", "KOI8-R")) {
      var it = read("p.txt", RUSSIAN.getBytes(Charset.forName(charset)));
      assertThat(it.text()).as(charset).contains("Библиотека хранит имя");
      assertThat(it.tongue()).isEqualTo(Tongue.RU);
    }
    assertThat(
            read(
                    "p.html",
                    ("<html><head><meta charset=\"windows-1251\"></head><body><p>"
                            + RUSSIAN
                            + "</p></body></html>")
                        .getBytes(Charset.forName("windows-1251")))
                .text())
        .contains("Библиотека");
  }

  /// A Kazakh page as windows-1251 keeps it, without the letters it has not: odd, but letters of
  /// one byte each.
  @Test
  void lettersOfOneByteAreNotTakenTwoByTwo() {
    var windows = Charset.forName("windows-1251");
    var kept =
        KAZAKH
            .chars()
            .filter(it -> windows.newEncoder().canEncode((char) it))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .repeat(40);
    assertThat(read("p.txt", kept.getBytes(windows)).text()).contains("поштадан бас");
  }

  // What is no document.

  @Test
  void anEmptyFileIsSaidToBeEmpty() {
    assertThat(refused("p.txt", new byte[0]).why()).contains("empty");
    assertThat(refused("p.txt", utf8("  \n\n\t\n")).why()).contains("no text");
    assertThat(refused("p.html", utf8("<html><body><script>x()</script></body></html>")).why())
        .contains("no text");
  }

  @Test
  void aHugeFileIsNotTakenOn() {
    assertThat(refused("p.txt", new byte[Bounds.FILE + 1]).why()).contains("20 MB");
    assertThat(refused("p.txt", utf8("a word ".repeat(200_000))).why()).contains("1,000,000");
    assertThat(refused("p.html", utf8("<p>a</p>".repeat(1_000_000))).why()).contains("6 MB");
  }

  @Test
  void aDeepPageEnds() {
    assertThat(
            open(
                "p.html",
                utf8("<html><body>" + "<div>".repeat(100_000) + "The library keeps names.")))
        .isNotNull();
    assertThat(
            open(
                "p.md",
                utf8(
                    "> ".repeat(20_000)
                        + "The library keeps names.\n"
                        + "[".repeat(20_000)
                        + "- ".repeat(5_000))))
        .isNotNull();
  }

  @Test
  void aScanHasNoText() throws IOException {
    assertThat(refused("p.pdf", pdf(1, "", "", "")).advice()).contains("ocrmypdf");
  }

  @Test
  void anEncryptedPdfWantsItsPassword() throws IOException {
    assertThat(refused("p.pdf", pdf(1, "The library keeps names.", "owner", "reader")).why())
        .contains("encrypted");
    // One that only forbids printing opens for everybody.
    assertThat(
            read("p.pdf", pdf(1, "The library keeps the name of its readers.", "owner", "")).text())
        .contains("keeps the name");
  }

  @Test
  void damagedFilesAreSaidToBeDamaged() throws IOException {
    var whole = pdf(1, "The library keeps names.", "", "");
    assertThat(open("p.pdf", java.util.Arrays.copyOf(whole, 60)))
        .isInstanceOf(Opened.Unreadable.class);
    assertThat(refused("p.docx", zip("word/document.xml", utf8("<w:document><w:p>"))).why())
        .contains("damaged");
    assertThat(refused("p.docx", zip("other.xml", utf8("<a/>"))).why()).contains("no DOCX");
    assertThat(
            refused("p.pdf", utf8("<html>404 not found</html>".replace("<html>", "Sorry: "))).why())
        .contains("is none");
  }

  @Test
  void bytesAreNoText() {
    var noise = new byte[5_000];
    new Random(7).nextBytes(noise);
    refused("p.txt", noise);
    assertThat(
            refused(
                    "p.doc",
                    new byte[] {
                      (byte) 0xD0,
                      (byte) 0xCF,
                      0x11,
                      (byte) 0xE0,
                      (byte) 0xA1,
                      (byte) 0xB1,
                      0x1A,
                      (byte) 0xE1
                    })
                .why())
        .contains("old Word");
  }

  @Test
  void aTextThatWasSavedWronglyIsNotRead() {
    var twice = new String(utf8(RUSSIAN), Charset.forName("windows-1251"));
    assertThat(refused("p.txt", utf8(twice)).why()).contains("taken for another encoding");
    for (var taken : List.of("ISO-8859-1", "windows-1252")) {
      for (var text : List.of(RUSSIAN, KAZAKH)) {
        assertThat(refused("p.txt", utf8(new String(utf8(text), Charset.forName(taken)))).why())
            .as(taken)
            .containsAnyOf("taken for another encoding", "was lost");
      }
    }
    assertThat(refused("p.txt", utf8("Б\uFFFD\uFFFDли\uFFFDтека х\uFFFDанит имя читателя")).why())
        .contains("was lost");
  }

  @Test
  void aBombIsNotUnpacked() throws IOException {
    var heap = Runtime.getRuntime();
    heap.gc();
    long before = heap.totalMemory() - heap.freeMemory();
    assertThat(refused("p.docx", bomb("word/document.xml", 400_000_000)).why())
        .contains("far more");
    assertThat(refused("p.docx", bomb("word/media/picture.png", 400_000_000)).why())
        .contains("far more");
    heap.gc();
    assertThat(heap.totalMemory() - heap.freeMemory() - before).isLessThan(200_000_000);
  }

  /// XML that names files or grows by its own entities is read without either.
  @Test
  void entitiesAreNotFollowed() throws IOException {
    var xml =
        "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document"
            + " xmlns:w=\"w\"><w:body><w:p><w:r><w:t>The library keeps &x;"
            + " names.</w:t></w:r></w:p></w:body></w:document>";
    var opened = open("p.docx", zip("word/document.xml", utf8(xml)));
    assertThat(opened.toString()).doesNotContain("root:");
    if (opened instanceof Opened.Readable it) {
      assertThat(it.document().text()).doesNotContain("root:");
    }
  }

  @Test
  void readingThatDoesNotEndIsEnded() throws InterruptedException {
    var patience = new AtomicBoolean(true);
    var free = new Semaphore(0);
    var answer =
        Reader.within(
            Duration.ofMillis(50),
            "p.txt",
            free::release,
            () -> {
              while (patience.get()) Thread.onSpinWait();
              throw new IllegalStateException("too late for anybody");
            });
    assertThat(answer)
        .isInstanceOfSatisfying(
            Reader.Answer.Unreadable.class,
            it -> assertThat(it.why().why()).contains("took longer"));
    assertThat(free.availablePermits()).as("its seat is taken while it goes on").isZero();
    patience.set(false);
    assertThat(free.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anItemIsAsDeepAsItsListsAndAPageOfItemsIsReadInATrice() {
    var it =
        read(
            "p.html",
            utf8(
                "<html><body><ul><li>one</li></ul><ol><li>two<ul><li>deep</li></ul></li></ol></body></html>"));
    assertThat(it.blocks()).extracting(Block::text).containsExactly("one", "1. two", "deep");
    assertThat(it.blocks()).extracting(Block::level).containsExactly(1, 1, 2);
    long begun = System.nanoTime();
    assertThat(
            read("p.html", utf8("<html><body><ul>" + "<li>the library keeps names".repeat(30_000)))
                .blocks())
        .hasSize(30_000);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
  }

  /// A browser prints them, and people cite them.
  @Test
  void anItemOfAnOrderedListHasTheNumberThatBrowsersPrint() {
    var it =
        read(
            "p.html",
            utf8(
                """
                <ol start=3><li>three<ol type=a><li>first<li><a href="#x">second</a></ol>
                <li value=7><p>seven</p><p>more of it</p>
                <li><b>9.</b> numbered by hand<li></li></ol>
                <ol type=I><li>one<li>two</ol><ol reversed><li>two<li>one</ol>
                <ol style="list-style: none"><li>bare</ol><p>after</p>
                """));
    assertThat(it.blocks())
        .extracting(Block::text)
        .containsExactly(
            "3. three",
            "a. first",
            "b. second",
            "7. seven",
            "more of it",
            "9. numbered by hand",
            "I. one",
            "II. two",
            "2. two",
            "1. one",
            "bare",
            "after");
    assertThat(it.blocks().get(2).links().getFirst().visible()).isEqualTo("second");
    assertThat(it.place(it.blocks().get(3), 3).line()).isEqualTo(2);
  }

  /// Each cell stays in its column: one that reaches down is told again, one that reaches aside
  /// leaves the next empty, and an empty one at the begin is a dash.
  @Test
  void aCellOfAMergedTableStaysInItsColumn() {
    var it =
        read(
            "p.html",
            utf8(
                """
                <table><thead><tr><th></th><th>Why</th><th>How long</th></tr></thead><tbody>
                <tr><td rowspan=2>Name</td><td>orders</td><td>a year</td></tr>
                <tr><td>letters</td><td rowspan="2">two years</td></tr>
                <tr><td>Address</td><td>parcels</td></tr>
                <tr><td colspan=2>Cameras</td><td>a week</td></tr>
                <tr><td></td><td></td><td>a day</td></tr>
                <tr><td> </td><td></td></tr>
                <tr><td colspan=3>That is all.</td></tr></tbody></table>
                """));
    assertThat(it.blocks())
        .extracting(Block::text)
        .containsExactly(
            "\u2013\tWhy\tHow long",
            "Name\torders\ta year",
            "Name\tletters\ttwo years",
            "Address\tparcels\ttwo years",
            "Cameras\t\ta week",
            "\u2013\t\ta day",
            "That is all.");
  }

  /// What reaches down over every row of a page is told again where it is short, and nowhere else.
  @Test
  void aCellThatReachesOverAllRowsIsReadInATrice() {
    var page =
        "<table><tr><td rowspan=9999>"
            + "long ".repeat(200_000)
            + "</td><td>x</td></tr>"
            + "<tr><td>y</td><td colspan=9999>z</td></tr>".repeat(50_000)
            + "</table>";
    long begun = System.nanoTime();
    assertThat(refused("p.html", utf8(page)).why()).contains("1,000,000");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
  }

  /// The fuzzer's first hour: each bad PDF put some lines into the operator's log, with pieces of
  /// itself, up to one for each of its objects. Whoever gave it is told, and nobody else.
  @Test
  void ofABadPdfTheLogSaysNothing() throws JoranException {
    var shipped = new LoggerContext();
    var reads = new JoranConfigurator();
    reads.setContext(shipped);
    reads.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    for (var speaks : List.of(COSParser.class, CFFParser.class)) {
      assertThat(shipped.getLogger(speaks).isErrorEnabled()).as(speaks.getName()).isFalse();
    }
    assertThat(shipped.getLogger(Opener.class).isWarnEnabled()).isTrue();
  }

  // Making files.

  private static byte[] pdf(int pages, String words, String owner, String reader)
      throws IOException {
    try (var file = new PDDocument();
        var out = new ByteArrayOutputStream()) {
      var font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
      for (int page = 1; page <= pages; page++) {
        var sheet = new PDPage();
        file.addPage(sheet);
        if (words.isEmpty()) continue;
        try (var text = new PDPageContentStream(file, sheet)) {
          text.beginText();
          text.setFont(font, 12);
          text.newLineAtOffset(50, 750);
          text.showText("Town Library, page " + page);
          text.newLineAtOffset(0, -60);
          text.showText(words.replace("readers", "readers of page " + (char) ('a' + page)));
          text.endText();
        }
      }
      if (!owner.isEmpty()) {
        file.protect(new StandardProtectionPolicy(owner, reader, new AccessPermission()));
      }
      file.save(out);
      return out.toByteArray();
    }
  }

  private static byte[] docx(String paragraphs) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      put(
          zip,
          "word/styles.xml",
          "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"H1\"><w:name w:val=\"heading"
              + " 1\"/></w:style></w:styles>");
      put(
          zip,
          "word/_rels/document.xml.rels",
          "<Relationships><Relationship Id=\"r1\""
              + " Target=\"https://library.example/rules\"/></Relationships>");
      put(
          zip,
          "word/numbering.xml",
          "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\">"
              + "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText"
              + " w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt"
              + " w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2.\"/></w:lvl><w:lvl"
              + " w:ilvl=\"2\"><w:numFmt w:val=\"russianLower\"/><w:lvlText"
              + " w:val=\"%3)\"/></w:lvl></w:abstractNum>"
              + fromZero(8, "decimal")
              + fromZero(9, "lowerLetter")
              + "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>"
              + "<w:num w:numId=\"4\"><w:abstractNumId w:val=\"8\"/></w:num>"
              + "<w:num w:numId=\"5\"><w:abstractNumId w:val=\"9\"/></w:num></w:numbering>");
      put(
          zip,
          "word/document.xml",
          "<w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body>"
              + paragraphs
              + "</w:body></w:document>");
    }
    return out.toByteArray();
  }

  private static String fromZero(int definition, String format) {
    return """
    <w:abstractNum w:abstractNumId="%d"><w:lvl w:ilvl="0"><w:start w:val="0"/>
    <w:numFmt w:val="%s"/><w:lvlText w:val="%%1."/></w:lvl></w:abstractNum>
    """
        .formatted(definition, format);
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(utf8(text));
    zip.closeEntry();
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  private static byte[] bomb(String name, int size) throws IOException {
    var out = new ByteArrayOutputStream();
    var zeros = new byte[1_000_000];
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      for (int written = 0; written < size; written += zeros.length) zip.write(zeros);
      zip.closeEntry();
    }
    return out.toByteArray();
  }
}
