package kepil.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kepil.read.Document;
import kepil.read.Passage;
import kepil.read.PlainText;
import kepil.read.Tongue;

/// Opens a file: tells its format, takes its text, cuts it into a document.
public final class Opener {
  private Opener() {}

  /// @param name for messages and reports; its ending helps where the bytes do not tell the format
  /// @param tongue recognised from the text when empty
  public static Opened open(String name, byte[] bytes, Optional<Tongue> tongue) {
    var notes = new ArrayList<String>();
    try {
      if (bytes.length > Bounds.FILE) {
        throw new Trouble(
            "the file has more than the 20 MB that are read",
            "give only the policy, or print it as text");
      }
      var format = format(name, bytes);
      var passages = passages(format, bytes, notes);
      long characters = passages.stream().mapToLong(it -> it.text().length()).sum();
      if (characters > Bounds.TEXT) {
        throw new Trouble(
            "the text has " + characters + " characters, more than the 1,000,000 that are read",
            "give only the policy");
      }
      if (passages.stream().noneMatch(it -> it.text().chars().anyMatch(Character::isLetter))) {
        throw empty(format);
      }
      var document = Document.of(name, tongue, passages);
      if (document.tongue() == Tongue.OTHER) {
        notes.add(
            "its language is none of kk, az, ru, en: only what needs no list of words was checked,"
                + " so most of what can be wrong was not looked for");
      }
      return new Opened.Readable(document, format, notes);
    } catch (Trouble trouble) {
      return new Opened.Unreadable(name, trouble.getMessage(), trouble.advice());
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      // A parser's own exception names offsets and objects, which help nobody who only has the
      // file.
      return new Opened.Unreadable(
          name,
          "the file is damaged: its parser gave up (" + broken.getClass().getSimpleName() + ")",
          "open it in the program that made it and save it again");
    }
  }

  private static Trouble empty(Format format) {
    return switch (format) {
      case PDF ->
          new Trouble(
              "the PDF has pages but no text; it is a scan",
              "recognise its text first, for example with ocrmypdf");
      case HTML ->
          new Trouble(
              "the page has no text; it is probably built by a script",
              "open it in a browser and save it as a whole page");
      default -> new Trouble("there is no text in the file", "give a file with the policy in it");
    };
  }

  private static List<Passage> passages(Format format, byte[] bytes, List<String> notes)
      throws Trouble, IOException {
    return switch (format) {
      case TEXT -> PlainText.passages(bounded(Encoding.text(bytes, Optional.empty(), notes)));
      case MARKDOWN ->
          MarkdownText.passages(bounded(Encoding.text(bytes, Optional.empty(), notes)));
      case HTML -> HtmlText.passages(bytes, notes);
      case PDF -> PdfText.passages(bytes, notes);
      case DOCX -> DocxText.passages(bytes);
    };
  }

  private static String bounded(String text) throws Trouble {
    if (text.length() > Bounds.TEXT) {
      throw new Trouble(
          "the text has " + text.length() + " characters, more than the 1,000,000 that are read",
          "give only the policy");
    }
    return text;
  }

  private static Format format(String name, byte[] bytes) throws Trouble {
    if (bytes.length == 0) {
      throw new Trouble("the file is empty", "give a file with the policy in it");
    }
    var head = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1);
    var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (head.contains("%PDF-")) return Format.PDF;
    if (head.startsWith("PK\u0003\u0004")) return Format.DOCX;
    if (head.startsWith("\u00d0\u00cf\u0011\u00e0")) {
      throw new Trouble(
          "this is an old Word file (DOC), or a DOCX with a password",
          "open it in Word and save it as DOCX without a password");
    }
    if (head.startsWith("{\\rtf")) {
      throw new Trouble("this is RTF", "open it in Word and save it as DOCX");
    }
    if (ending.equals("pdf") || ending.equals("docx")) {
      throw new Trouble(
          "the file is called " + ending.toUpperCase(Locale.ROOT) + " and is none",
          "look at what was downloaded; it may be an error page");
    }
    var start =
        head.replace("\u0000", "")
            .replaceFirst("^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)", "")
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html")
        || start.startsWith("<html")
        || start.startsWith("<?xml") && start.contains("<html")
        || ending.equals("html")
        || ending.equals("htm")
        || ending.equals("xhtml")) {
      return Format.HTML;
    }
    return ending.equals("md") || ending.equals("markdown") ? Format.MARKDOWN : Format.TEXT;
  }
}
