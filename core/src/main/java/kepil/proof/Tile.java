package kepil.proof;

import java.util.ArrayList;
import java.util.List;

/// A tile of the tree: up to 256 neighbouring hashes, `level` * 8 above the leaves (C2SP
/// tlog-tiles).
///
/// @param level 0 for leaf hashes; a hash of level n + 1 is the root of a full tile of level n
/// @param index the tile's number within its level
/// @param width how many hashes; below 256 the tile is partial, at the right edge of the tree
public record Tile(int level, long index, int width) implements Place {
  /// Hashes in a full tile.
  public static final int WIDTH = 256;

  static final int TOP = 63;

  public Tile {
    if (level < 0 || level > TOP || index < 0 || width < 1 || width > WIDTH) {
      throw new IllegalArgumentException("no tile has level, index or width like this");
    }
  }

  /// A tile with the hashes in it.
  public record Content(Tile tile, List<Hash> hashes) {
    public Content {
      hashes = List.copyOf(hashes);
      if (hashes.size() != tile.width()) {
        throw new IllegalArgumentException("a tile has as many hashes as its width says");
      }
    }

    /// As served: the hashes one after the other.
    public byte[] bytes() {
      return print(hashes);
    }
  }

  /// A full tile and its hash in the level above: only a full one is hashed upward, and once.
  public record Full(Content content, Hash root) {}

  /// How many hashes the partial tile of `level` has in a tree of `size` entries; 0 if there is
  /// none.
  public static int partialWidth(int level, long size) {
    return 8 * level >= Long.SIZE ? 0 : (int) ((size >> (8 * level)) & 0xff);
  }

  /// How many full tiles `level` has in a tree of `size` entries; also the index of the partial
  /// one.
  public static long lastIndex(int level, long size) {
    // Java shifts by 64 as if by 0.
    return 8 * (level + 1) >= Long.SIZE ? 0 : size >> (8 * (level + 1));
  }

  @Override
  public String path() {
    return "tile/" + level + "/" + printIndex(index) + suffix(width);
  }

  static String suffix(int width) {
    return width == WIDTH ? "" : ".p/" + width;
  }

  /// Groups of three digits, all but the last with an `x`: 1234067 is `x001/x234/067`.
  static String printIndex(long index) {
    var path = new StringBuilder("%03d".formatted(index % 1000));
    for (var rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return path.toString();
  }

  static long parseIndex(String path) throws Malformed {
    if (path.matches("(x[0-9]{3}/){0,6}[0-9]{3}")) {
      var digits = path.replace("x", "").replace("/", "").replaceFirst("^0+(?=.)", "");
      var index = Strict.decimal("path", digits);
      if (printIndex(index).equals(path)) {
        return index;
      }
    }
    throw new Malformed(
        "path", "expected an index like `067` or `x001/x234/067`, found " + Strict.quote(path));
  }

  /// The hashes one after the other.
  public static byte[] print(List<Hash> hashes) {
    var bytes = new byte[hashes.size() * Hash.SIZE];
    for (var i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(bytes, i * Hash.SIZE);
    }
    return bytes;
  }

  /// Reads a tile of `width` hashes.
  public static List<Hash> parse(String place, byte[] bytes, int width) throws Malformed {
    if (bytes.length != width * Hash.SIZE) {
      throw new Malformed(
          place,
          "expected %d bytes for %d hashes, found %d"
              .formatted(width * Hash.SIZE, width, bytes.length));
    }
    var hashes = new ArrayList<Hash>(width);
    for (var i = 0; i < width; i++) {
      hashes.add(Hash.at(bytes, i * Hash.SIZE));
    }
    return List.copyOf(hashes);
  }
}
