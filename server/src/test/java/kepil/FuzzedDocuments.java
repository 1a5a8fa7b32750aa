package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kepil.documents.Library;
import kepil.documents.Opened;
import kepil.documents.Opener;
import kepil.documents.Reader;
import kepil.documents.Reports;
import kepil.law.Laws;
import kepil.notice.LawBook;
import kepil.read.Applicable;
import kepil.read.Checks;
import kepil.read.Comparison;
import kepil.read.Desk;
import kepil.read.Lexicon;
import kepil.read.Words;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/// What opens the documents of others, and what reads them, as functions of bytes.
final class FuzzedDocuments {
  /// Parts of a DOCX and texts to compare stand one after the other, so that a fuzzer need not mend
  /// checksums.
  private static final String NEXT = "\0";

  private static final List<String> PARTS =
      List.of(
          "word/document.xml",
          "word/styles.xml",
          "word/_rels/document.xml.rels",
          "word/numbering.xml");

  /// [Opener] catches whatever is thrown, as the libraries of PDF do on bad files. Of the other
  /// formats nothing may.
  private static final Pattern FAULT =
      Pattern.compile("its parser gave up \\((?!IOException|EOFException|ZipException)");

  private FuzzedDocuments() {}

  /// What reads, loaded when the first parser that needs it is fed.
  private static final class Desks {
    static final Words WORDS = Library.words();
    static final Lexicon LEXICON = Library.lexicon();
    static final Laws LAWS = LawBook.read();
    static final LocalDate DAY = LocalDate.of(2026, 11, 27);

    static Desk of(List<Applicable> laws) {
      return new Desk(WORDS, LEXICON, laws.stream().map(Applicable::law).toList(), DAY);
    }
  }

  static List<FuzzedParser> all() {
    return List.of(
        new FuzzedParser(
            "document",
            20_000,
            FuzzedDocuments::documents,
            it -> {
              if (text(it).contains("%PDF-")) return;
              for (var ending : List.of("txt", "html", "md")) opened("policy." + ending, it);
            }),
        new FuzzedParser(
            "pdf",
            8_000,
            () -> List.of(pdf()),
            it -> Opener.open("policy.pdf", it, Optional.empty())),
        new FuzzedParser(
            "docx", 8_000, FuzzedDocuments::docx, it -> opened("policy.docx", zipped(it))),
        new FuzzedParser("reading", 2_000, FuzzedDocuments::policies, FuzzedDocuments::read),
        new FuzzedParser("versions", 3_000, FuzzedDocuments::versions, FuzzedDocuments::compare));
  }

  private static Opened opened(String name, byte[] bytes) {
    var opened = Opener.open(name, bytes, Optional.empty());
    if (opened instanceof Opened.Unreadable it) assertThat(it.why()).doesNotContainPattern(FAULT);
    return opened;
  }

  private static void read(byte[] bytes) {
    if (opened("policy.txt", bytes) instanceof Opened.Readable file) {
      var laws = Applicable.recognise(file.document(), Desks.WORDS, Desks.LAWS);
      var found = Checks.read(file.document(), Desks.of(laws));
      report(new Reader.Answer.Read(file, laws, found));
    }
  }

  private static void compare(byte[] bytes) {
    var both = text(bytes).split(NEXT, 2);
    if (both.length == 2
        && opened("left.txt", both[0].getBytes(StandardCharsets.UTF_8))
            instanceof Opened.Readable left
        && opened("right.txt", both[1].getBytes(StandardCharsets.UTF_8))
            instanceof Opened.Readable right
        && Comparison.of(left.document(), right.document(), Desks.LEXICON)
            instanceof Comparison.Versions(var rows, var findings)) {
      report(new Reader.Answer.Pair(left, right, rows, findings));
    }
  }

  private static void report(Reader.Answer answer) {
    Reports.text(List.of(answer), true, true);
    Reports.json(List.of(answer));
    Reports.sarif(List.of(answer), Map.of());
  }

  private static byte[] zipped(byte[] bytes) {
    var parts = text(bytes).split(NEXT, PARTS.size());
    try (var out = new ByteArrayOutputStream();
        var zip = new ZipOutputStream(out)) {
      for (int i = 0; i < parts.length; i++) {
        zip.putNextEntry(new ZipEntry(PARTS.get(i)));
        zip.write(parts[i].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
      zip.finish();
      return out.toByteArray();
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  // --- what is well formed

  private static List<byte[]> documents() {
    return FuzzedParser.texts(
        "By visiting this site you agree to the the rules of the library.\n\n"
            + "1. We keep data for 30 days.\n",
        "<!DOCTYPE html><html><body><h1>Policy</h1><p>We keep &amp;"
            + " delete.<ul><li>one<li>two</ul><table><tr><td>x</table></body></html>",
        "<ol start=3><li>three<ol type=a reversed><li>first</ol><li value=7><a"
            + " href=\"#x\">x</a></ol><p id=x hidden><table><tr><th>a<th>b<tr><td"
            + " rowspan=2>c<td>d<tr><td colspan=2>e</table><pre>p</pre>",
        "# Policy\n\n- one\n- two\n\n> quoted **text** [link](x)\n");
  }

  private static List<byte[]> docx() {
    return FuzzedParser.texts(
        String.join(
            NEXT,
            "<w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body><w:p><w:pPr><w:pStyle"
                + " w:val=\"H1\"/></w:pPr><w:r><w:t>Rules</w:t></w:r></w:p><w:p><w:pPr><w:numPr>"
                + "<w:ilvl w:val=\"1\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:ins><w:r><w:t>We"
                + " keep names.</w:t></w:r></w:ins><w:hyperlink r:id=\"r1\"><w:r><w:t>here</w:t>"
                + "</w:r></w:hyperlink><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
                + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t><w:tab/></w:r></w:p></w:tc></w:tr>"
                + "</w:tbl></w:body></w:document>",
            "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/>"
                + "</w:style></w:styles>",
            "<Relationships><Relationship Id=\"r1\" Target=\"https://a.example/\"/>"
                + "</Relationships>",
            "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\">"
                + "<w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/>"
                + "</w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"russianLower\"/><w:lvlText"
                + " w:val=\"%1.%2)\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId"
                + " w:val=\"7\"/></w:num></w:numbering>"));
  }

  /// Nothing in it is compressed, so that a fuzzer sees its words.
  private static byte[] pdf() {
    try (var file = new PDDocument();
        var out = new ByteArrayOutputStream()) {
      var page = new PDPage();
      file.addPage(page);
      try (var text =
          new PDPageContentStream(file, page, PDPageContentStream.AppendMode.OVERWRITE, false)) {
        text.beginText();
        text.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        text.newLineAtOffset(50, 750);
        text.showText("We keep names for 30 days.");
        text.endText();
      }
      file.save(out, CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  /// The beginning of every policy of this checkout, in each language.
  private static List<byte[]> policies() {
    return texts().values().stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /// Two languages of one policy.
  private static List<byte[]> versions() {
    var texts = texts();
    return texts.keySet().stream()
        .filter(it -> it.endsWith("en.md"))
        .map(it -> texts.get(it) + NEXT + texts.get(it.replace("en.md", "ru.md")))
        .map(it -> it.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static Map<String, String> texts() {
    var texts = new TreeMap<String, String>();
    var policies = FuzzedParser.root().resolve("policies");
    try (var all = Files.walk(policies)) {
      for (var file : all.filter(it -> it.getParent().endsWith("text")).sorted().toList()) {
        var whole = Files.readString(file);
        texts.put(
            policies.relativize(file).toString(),
            whole.substring(0, Math.min(800, whole.length())));
      }
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
    return texts;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
