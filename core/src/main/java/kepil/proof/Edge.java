package kepil.proof;

import java.util.ArrayList;
import java.util.List;

/// The right edge of a growing tree: for each level the hashes of its last, not yet full tile.
///
/// All that must be known to append: from it follow the root, the next full tiles and the partial
/// ones. The log's writer and its verifier both walk it, so they cannot disagree on the geometry.
public final class Edge {
  private final List<List<Hash>> levels;
  private long size;

  private Edge(List<List<Hash>> levels, long size) {
    this.levels = levels;
    this.size = size;
  }

  /// The edge of a tree without entries.
  public static Edge empty() {
    return new Edge(new ArrayList<>(), 0);
  }

  /// The edge of a tree of `size` entries, read from its tiles.
  public static Edge of(long size, Tree.Tiles tiles) {
    var levels = new ArrayList<List<Hash>>();
    for (var level = 0; level < 8 && size >> (8 * level) > 0; level++) {
      var width = Tile.partialWidth(level, size);
      var hashes = width == 0 ? List.<Hash>of() : tiles.at(level, Tile.lastIndex(level, size));
      levels.add(new ArrayList<>(hashes.subList(0, width)));
    }
    return new Edge(levels, size);
  }

  /// Adds a leaf and returns the tiles it filled, lowest level first; mostly none.
  public List<Tile.Full> append(Hash leaf) {
    var filled = new ArrayList<Tile.Full>();
    var hash = leaf;
    for (var level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>(Tile.WIDTH));
      }
      var row = levels.get(level);
      row.add(hash);
      if (row.size() < Tile.WIDTH) {
        break;
      }
      var tile = new Tile(level, Tile.lastIndex(level, size), Tile.WIDTH);
      hash = Tree.complete(row);
      filled.add(new Tile.Full(new Tile.Content(tile, row), hash));
      row.clear();
    }
    size++;
    return filled;
  }

  /// The partial tiles of the tree as it is now, lowest level first; an empty one is left out.
  public List<Tile.Content> partials() {
    var partials = new ArrayList<Tile.Content>();
    for (var level = 0; level < levels.size(); level++) {
      var row = levels.get(level);
      if (!row.isEmpty()) {
        var tile = new Tile(level, Tile.lastIndex(level, size), row.size());
        partials.add(new Tile.Content(tile, row));
      }
    }
    return partials;
  }

  /// The root of the tree as it is now.
  public Hash root() {
    // The complete subtrees the tree consists of, from the left; a root is their fold from the
    // right.
    var peaks = new ArrayList<Hash>();
    for (var row : levels.reversed()) {
      var from = 0;
      while (from < row.size()) {
        var width = Integer.highestOneBit(row.size() - from);
        peaks.add(Tree.complete(row.subList(from, from + width)));
        from += width;
      }
    }
    if (peaks.isEmpty()) {
      return Hash.EMPTY;
    }
    var root = peaks.getLast();
    for (var peak : peaks.reversed().subList(1, peaks.size())) {
      root = Hash.node(peak, root);
    }
    return root;
  }

  /// How many entries the tree has.
  public long size() {
    return size;
  }
}
