package kepil.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kepil.read.Block;
import kepil.read.Link;
import kepil.read.Passage;

/// DOCX (ECMA-376): the paragraphs of `word/document.xml`, their styles, numbers and links. Deleted
/// text of tracked changes is left out, inserted text is read. A row of a table is one line.
final class DocxText {
  private static final String DOCUMENT = "word/document.xml";
  private static final String NUMBERING = "word/numbering.xml";
  private static final Set<String> WANTED =
      Set.of(DOCUMENT, "word/styles.xml", NUMBERING, "word/_rels/document.xml.rels");
  private static final int ENTRIES = 5_000;

  private final Map<String, Integer> headings = new HashMap<>();

  /// The list that paragraphs of a style are items of.
  private final Map<String, Listed> styled = new HashMap<>();

  private record Listed(String list, int depth) {}

  private final Map<String, String> targets = new HashMap<>();
  private final DocxRows passages = new DocxRows();
  private DocxNumbers numbers = DocxNumbers.none();

  static List<Passage> passages(byte[] bytes) throws Trouble, IOException {
    var parts = unpack(bytes);
    var document = parts.get(DOCUMENT);
    if (document == null) {
      throw new Trouble("this is a ZIP file and no DOCX", "give the document itself");
    }
    var it = new DocxText();
    try {
      if (parts.containsKey("word/styles.xml")) it.styles(parts.get("word/styles.xml"));
      if (parts.containsKey("word/_rels/document.xml.rels")) {
        it.relations(parts.get("word/_rels/document.xml.rels"));
      }
      if (parts.containsKey(NUMBERING)) it.numbers = DocxNumbers.of(reader(parts.get(NUMBERING)));
      it.read(document);
    } catch (XMLStreamException bad) {
      throw new Trouble(
          "the DOCX is damaged: its XML cannot be read", "open it in Word and save it again");
    }
    return it.passages.all();
  }

  /// Only three parts are unpacked, and each only up to the bound, whatever the ZIP says of their
  /// size.
  private static Map<String, byte[]> unpack(byte[] bytes) throws Trouble, IOException {
    var parts = new HashMap<String, byte[]>();
    long skipped = 0;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      int count = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++count > ENTRIES) throw bomb();
        if (WANTED.contains(entry.getName())) {
          var part = zip.readNBytes(Bounds.MARKUP + 1);
          if (part.length > Bounds.MARKUP) throw bomb();
          parts.put(entry.getName(), part);
          if (parts.size() == WANTED.size()) break;
        } else {
          // Skipping a part still inflates it; pictures may be large, bombs may not.
          skipped += zip.skip(Bounds.FILE * 5L - skipped + 1);
          if (skipped > Bounds.FILE * 5L) throw bomb();
        }
      }
    }
    return parts;
  }

  private static Trouble bomb() {
    return new Trouble(
        "the DOCX unpacks to far more than a document has",
        "save only the policy as a new document");
  }

  private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
  }

  static String attribute(XMLStreamReader at, String name) {
    for (int it = 0; it < at.getAttributeCount(); it++) {
      if (at.getAttributeLocalName(it).equals(name)) return at.getAttributeValue(it);
    }
    return "";
  }

  private void styles(byte[] xml) throws XMLStreamException {
    var at = reader(xml);
    var style = "";
    int depth = 0;
    while (at.hasNext()) {
      if (at.next() != XMLStreamConstants.START_ELEMENT) continue;
      switch (at.getLocalName()) {
        case "style" -> {
          style = attribute(at, "styleId");
          depth = 0;
        }
        case "numId" -> styled.put(style, new Listed(attribute(at, "val"), depth));
        case "ilvl" -> depth = level(attribute(at, "val"));
        case "name" -> {
          var name = attribute(at, "val").toLowerCase(Locale.ROOT);
          if (name.equals("title")) headings.put(style, 1);
          else if (name.matches("heading [1-6]")) headings.put(style, name.charAt(8) - '0');
        }
        case "outlineLvl" ->
            headings.putIfAbsent(style, Math.min(6, level(attribute(at, "val")) + 1));
        default -> {}
      }
    }
  }

  private static int level(String number) {
    return number.matches("\\d") ? Integer.parseInt(number) : 0;
  }

  private void relations(byte[] xml) throws XMLStreamException {
    var at = reader(xml);
    while (at.hasNext()) {
      if (at.next() == XMLStreamConstants.START_ELEMENT
          && at.getLocalName().equals("Relationship")) {
        targets.put(attribute(at, "Id"), attribute(at, "Target"));
      }
    }
  }

  private void read(byte[] xml) throws XMLStreamException {
    var at = reader(xml);
    var text = new StringBuilder();
    var links = new ArrayList<Link>();
    var style = "";
    int list = 0;
    var numbered = "";
    int outline = 0;
    int paragraph = 0;
    int linkStart = 0;
    var target = "";
    int deleted = 0;
    boolean reading = false;
    while (at.hasNext()) {
      switch (at.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          switch (at.getLocalName()) {
            case "p" -> {
              paragraph++;
              text.setLength(0);
              links.clear();
              style = "";
              list = 0;
              numbered = "";
              outline = 0;
            }
            case "tr" -> passages.opens();
            case "tc" -> passages.cell();
            case "pStyle" -> style = attribute(at, "val");
            case "outlineLvl" -> outline = level(attribute(at, "val")) + 1;
            case "numPr" -> list = Math.max(list, 1);
            case "ilvl" -> list = level(attribute(at, "val")) + 1;
            case "numId" -> numbered = attribute(at, "val");
            case "hyperlink" -> {
              linkStart = text.length();
              var id = attribute(at, "id");
              var anchor = attribute(at, "anchor");
              target = anchor.isEmpty() ? targets.getOrDefault(id, "") : "#" + anchor;
            }
            case "del", "moveFrom" -> deleted++;
            case "t" -> reading = deleted == 0;
            case "tab" -> text.append(deleted == 0 && !text.isEmpty() ? " " : "");
            case "br", "cr" -> text.append('\n');
            case "noBreakHyphen" -> text.append('-');
            default -> {}
          }
        }
        case XMLStreamConstants.CHARACTERS -> {
          if (reading) text.append(at.getText());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          switch (at.getLocalName()) {
            case "t" -> reading = false;
            case "del", "moveFrom" -> deleted--;
            case "hyperlink" -> {
              if (linkStart <= text.length()) {
                links.add(new Link(linkStart, text.substring(linkStart), target, target.isEmpty()));
              }
            }
            case "p" -> {
              var of = styled.getOrDefault(style, new Listed("", 0));
              if (!numbered.isEmpty()) of = new Listed(numbered, Math.max(0, list - 1));
              // An empty paragraph has no number.
              var number = text.toString().isBlank() ? "" : numbers.next(of.list(), of.depth());
              if (!number.isEmpty()) list = of.depth() + 1;
              add(number, text.toString(), style, list, outline, paragraph, links);
              text.setLength(0);
            }
            case "tr" -> passages.closes();
            default -> {}
          }
        }
        default -> {}
      }
    }
  }

  private void add(
      String number,
      String words,
      String style,
      int list,
      int outline,
      int paragraph,
      List<Link> told) {
    if (words.isBlank()) return;
    var text = number.isEmpty() ? words : number + " " + words;
    int shift = text.length() - words.length();
    var links =
        told.stream()
            .map(it -> new Link(it.start() + shift, it.visible(), it.target(), it.dead()))
            .toList();
    int level = outline > 0 ? outline : headings.getOrDefault(style, 0);
    var kind = level > 0 ? Block.Kind.HEADING : list > 0 ? Block.Kind.ITEM : Block.Kind.PARAGRAPH;
    passages.add(
        new Passage(
            kind,
            level > 0 ? Math.min(level, 6) : list,
            text.stripTrailing(),
            List.of(new Passage.Anchor(0, 0, paragraph, 1)),
            links));
  }
}
