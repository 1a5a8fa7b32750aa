package kepil.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A form with a file in it (RFC 7578). The body has been read and is within the door's bound.
public final class Multipart {
  private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\"?([^\";,\\s]{1,70})\"?");
  private static final Pattern NAME = Pattern.compile("(?i)\\bname=\"([^\"]*)\"");
  private static final Pattern FILE = Pattern.compile("(?i)\\bfilename=\"([^\"]*)\"");
  private static final int MOST_PARTS = 20;

  private Multipart() {}

  /// @param file the name the browser gave, without folders; empty for a field
  public record Part(String name, Optional<String> file, byte[] content) {
    public String text() {
      return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return "Part[" + content.length + " bytes]";
    }
  }

  /// @throws Malformed 415 where it is no such form, 400 where it cannot be read
  public static List<Part> read(Call call) {
    if (!call.mediaType().equals("multipart/form-data")) {
      throw new Malformed(415, "expected `multipart/form-data`");
    }
    var boundary = BOUNDARY.matcher(call.header("content-type").orElse(""));
    if (!boundary.find()) throw new Malformed("a form without its boundary");
    // One byte is one character here, so that places in the text are places in the bytes.
    var body = new String(call.body(), StandardCharsets.ISO_8859_1);
    var line = "--" + boundary.group(1);
    var parts = new ArrayList<Part>();
    int at = body.indexOf(line);
    while (at >= 0 && parts.size() < MOST_PARTS) {
      int head = at + line.length();
      if (body.startsWith("--", head)) return parts;
      int blank = body.indexOf("\r\n\r\n", head);
      int next = body.indexOf("\r\n" + line, head);
      if (blank < 0 || next < blank + 2) {
        throw new Malformed("a form whose parts cannot be told apart");
      }
      var headers =
          new String(
              body.substring(head, blank).getBytes(StandardCharsets.ISO_8859_1),
              StandardCharsets.UTF_8);
      var name = NAME.matcher(headers);
      var file = FILE.matcher(headers);
      var content = blank + 4 <= next ? body.substring(blank + 4, next) : "";
      if (name.find()) {
        parts.add(
            new Part(
                name.group(1),
                file.find()
                    ? Optional.of(file.group(1).replaceFirst("^.*[/\\\\]", ""))
                    : Optional.empty(),
                content.getBytes(StandardCharsets.ISO_8859_1)));
      }
      at = next + 2;
    }
    throw new Malformed("a form that ended early");
  }
}
