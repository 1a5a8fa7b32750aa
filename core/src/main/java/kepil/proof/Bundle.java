package kepil.proof;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A bundle: the entries under one tile of level 0, each behind its length (C2SP tlog-tiles).
///
/// @param index the bundle's number; its first entry is number `index` * 256
/// @param width how many entries; below 256 the bundle is partial, at the right edge of the tree
public record Bundle(long index, int width) implements Place {
  /// The longest entry a bundle can hold: its length is written in two bytes.
  public static final int LONGEST_ENTRY = 0xffff;

  public Bundle {
    if (index < 0 || width < 1 || width > Tile.WIDTH) {
      throw new IllegalArgumentException("no bundle has an index or width like this");
    }
  }

  @Override
  public String path() {
    return "tile/entries/" + Tile.printIndex(index) + Tile.suffix(width);
  }

  /// Each entry behind its length.
  public static byte[] print(List<byte[]> entries) {
    var out = new ByteArrayOutputStream();
    for (var entry : entries) {
      if (entry.length > LONGEST_ENTRY) {
        throw new IllegalArgumentException("an entry has at most 65535 bytes");
      }
      out.write(entry.length >> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  /// Reads a bundle of `width` entries.
  public static List<byte[]> parse(String place, byte[] bytes, int width) throws Malformed {
    var entries = new ArrayList<byte[]>(width);
    var at = 0;
    while (at < bytes.length) {
      if (entries.size() == width) {
        throw new Malformed(place, "more than the %d entries expected".formatted(width));
      }
      var entry = "entry " + entries.size();
      if (at + 2 > bytes.length) {
        throw new Malformed(place, entry + ": ends within its length");
      }
      var length = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
      at += 2;
      if (at + length > bytes.length) {
        throw new Malformed(
            place, "%s: says %d bytes, only %d follow".formatted(entry, length, bytes.length - at));
      }
      entries.add(Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    if (entries.size() != width) {
      throw new Malformed(place, "expected %d entries, found %d".formatted(width, entries.size()));
    }
    return List.copyOf(entries);
  }
}
