package kepil.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/// A text with signatures below it (C2SP signed-note). Not to be believed before `open` says so.
public final class Note {
  static final int LONGEST = 1 << 20;
  static final int MOST_SIGNATURES = 100;
  private static final String DASH = "\u2014 ";

  private final String text;
  private final List<Line> lines;

  private Note(String text, List<Line> lines) {
    this.text = text;
    this.lines = List.copyOf(lines);
  }

  static Note of(String text, Line line) {
    if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw new IllegalArgumentException(
          "a note's text ends in a newline and has no other control");
    }
    return new Note(text, List.of(line));
  }

  /// A signature line: who, and four bytes of key id before the signature.
  record Line(String name, byte[] blob) {
    int id() {
      return ByteBuffer.wrap(blob).getInt();
    }

    byte[] signature() {
      return Arrays.copyOfRange(blob, 4, blob.length);
    }

    String print() {
      return DASH + name + " " + Base64.getEncoder().encodeToString(blob) + "\n";
    }
  }

  /// What the signatures say about the text.
  public sealed interface Opening {
    /// At least one key we know signed the text, and none that is named failed.
    record Trusted(List<VerifierKey> by) implements Opening {}

    /// A line names a key we know, but it is not that key's signature of this text.
    record Forged(VerifierKey key) implements Opening {}

    /// No line is by a key we know.
    record Unknown() implements Opening {}
  }

  /// Reads a note.
  public static Note parse(String place, byte[] bytes) throws Malformed {
    var all = Strict.utf8(place, bytes, LONGEST);
    if (all.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw new Malformed(place, "has a control character, expected none but newlines");
    }
    // The text may itself hold empty lines; the last one ends it.
    var blank = all.lastIndexOf("\n\n");
    if (blank < 0) {
      throw new Malformed(place, "expected an empty line between text and signatures");
    }
    var signed = all.substring(blank + 2);
    if (!signed.endsWith("\n")) {
      throw new Malformed(place, "expected signature lines that end in a newline");
    }
    var lines = new ArrayList<Line>();
    for (var line : signed.substring(0, signed.length() - 1).split("\n", -1)) {
      if (lines.size() == MOST_SIGNATURES) {
        throw new Malformed(place, "more than " + MOST_SIGNATURES + " signatures");
      }
      lines.add(line(place + ": signature " + (lines.size() + 1), line));
    }
    return new Note(all.substring(0, blank + 1), lines);
  }

  private static Line line(String place, String line) throws Malformed {
    var parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals("\u2014")) {
      throw new Malformed(place, "expected `\u2014 name base64`, found " + Strict.quote(line));
    }
    var name = Strict.keyName(place, parts[1]);
    var blob = Strict.base64(place, parts[2]);
    if (blob.length < 5) {
      throw new Malformed(place, "expected 4 bytes of key id and a signature");
    }
    return new Line(name, blob);
  }

  /// As `parse` reads it.
  public String print() {
    var all = new StringBuilder(text).append('\n');
    lines.forEach(line -> all.append(line.print()));
    return all.toString();
  }

  /// The text, with its last newline. Only to be believed after `open`.
  public String text() {
    return text;
  }

  /// Checks every line that names one of these keys. A line by another key says nothing, even if it
  /// shares a name or an id with one of ours; a known key that fails spoils the whole note.
  public Opening open(Collection<VerifierKey> known) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var by = new ArrayList<VerifierKey>();
    for (var line : lines) {
      for (var key : known) {
        if (!key.name().equals(line.name()) || key.id() != line.id()) {
          continue;
        }
        if (!key.verifies(bytes, line.signature())) {
          return new Opening.Forged(key);
        }
        if (!by.contains(key)) {
          by.add(key);
        }
      }
    }
    return by.isEmpty() ? new Opening.Unknown() : new Opening.Trusted(List.copyOf(by));
  }

  @Override
  public String toString() {
    return print();
  }
}
