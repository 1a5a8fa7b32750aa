package kepil.documents;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kepil.read.Passage;
import kepil.read.PlainText;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/// PDF: the text of each page in the order of reading, without running heads and page numbers.
final class PdfText {
  private PdfText() {}

  static List<Passage> passages(byte[] bytes, List<String> notes) throws Trouble, IOException {
    try (var file =
        Loader.loadPDF(
            bytes,
            "",
            null,
            null,
            MemoryUsageSetting.setupMainMemoryOnly(Bounds.PDF_MEMORY).streamCache)) {
      int pages = file.getNumberOfPages();
      if (pages > Bounds.PAGES) {
        throw new Trouble(
            "the PDF has " + pages + " pages, more than the 1,000 that are read",
            "give only the policy");
      }
      var lines = new ArrayList<PlainText.Line>();
      long characters = 0;
      var stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      stripper.setParagraphEnd("\n");
      for (int page = 1; page <= pages; page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        var text = stripper.getText(file);
        characters += text.length();
        if (characters > Bounds.TEXT) {
          throw new Trouble(
              "the PDF has more than the 1,000,000 characters that are read",
              "give only the policy");
        }
        int number = 0;
        for (var line : text.split("\\R", -1)) lines.add(new PlainText.Line(page, ++number, line));
      }
      return PlainText.passages(withoutRunningHeads(lines, pages, notes));
    } catch (InvalidPasswordException locked) {
      throw new Trouble("the PDF is encrypted with a password", "save a copy without a password");
    }
  }

  private static List<PlainText.Line> withoutRunningHeads(
      List<PlainText.Line> lines, int pages, List<String> notes) {
    Map<String, Set<Integer>> on = new HashMap<>();
    for (var line : lines) {
      if (!line.text().isBlank()) {
        on.computeIfAbsent(head(line.text()), it -> new HashSet<>()).add(line.page());
      }
    }
    var heads =
        on.entrySet().stream()
            .filter(it -> it.getValue().size() >= 3 && it.getValue().size() * 2 > pages)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (!heads.isEmpty()) notes.add("left out " + heads.size() + " lines that stand on most pages");
    return lines.stream()
        .filter(it -> it.text().isBlank() || !heads.contains(head(it.text())))
        .toList();
  }

  /// A line without its numbers: `page 3 of 9` is the same on every page.
  private static String head(String line) {
    return line.strip().replaceAll("\\d+", "0");
  }
}
