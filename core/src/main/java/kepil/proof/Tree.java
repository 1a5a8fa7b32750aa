package kepil.proof;

import java.util.ArrayList;
import java.util.List;

/// The Merkle tree of RFC 6962: roots, proofs that an entry is in it, proofs that it only grew.
///
/// The tree itself is never built. Everything is asked of `Nodes`, which answers from leaves in
/// memory or from tiles in a store.
public final class Tree {
  /// A proof in a tree of fewer than 2^63 entries has at most so many hashes.
  public static final int LONGEST_PROOF = 64;

  private Tree() {}

  /// The hashes of complete subtrees.
  @FunctionalInterface
  public interface Nodes {
    /// The hash over the 2^`level` leaves that start at leaf `index` * 2^`level`. Asked only for
    /// subtrees that lie completely inside the tree.
    Hash at(int level, long index);

    /// Answers from leaf hashes in memory.
    static Nodes ofLeaves(List<Hash> leaves) {
      return new Nodes() {
        @Override
        public Hash at(int level, long index) {
          return level == 0
              ? leaves.get(Math.toIntExact(index))
              : Hash.node(at(level - 1, 2 * index), at(level - 1, 2 * index + 1));
        }
      };
    }

    /// Answers from tiles: given level and index of a tile, its hashes from the left, at least as
    /// many as the tree in question has there.
    static Nodes ofTiles(Tiles tiles) {
      return (level, index) -> {
        // A subtree of height 8L + h is 2^h neighbours in one tile of level L.
        var height = level % 8;
        var first = index << height;
        var tile = tiles.at(level / 8, first >> 8);
        var from = (int) (first & 0xff);
        return complete(tile.subList(from, from + (1 << height)));
      };
    }
  }

  /// The hashes of a tile.
  @FunctionalInterface
  public interface Tiles {
    /// The hashes of tile `index` of `level`, from the left.
    List<Hash> at(int level, long index);
  }

  /// The root over these leaf hashes.
  public static Hash root(List<Hash> leaves) {
    return root(leaves.size(), Nodes.ofLeaves(leaves));
  }

  /// The root of the first `size` leaves.
  public static Hash root(long size, Nodes nodes) {
    checkSize(size >= 0, size);
    return size == 0 ? Hash.EMPTY : range(0, size, nodes);
  }

  /// The proof that leaf `index` is in the tree of `size` leaves, from the leaf's sibling upward.
  public static List<Hash> inclusion(long index, long size, Nodes nodes) {
    checkSize(index >= 0 && index < size, size);
    var proof = new ArrayList<Hash>();
    var low = 0L;
    var high = size;
    while (high - low > 1) {
      var middle = low + split(high - low);
      if (index < middle) {
        proof.add(range(middle, high, nodes));
        high = middle;
      } else {
        proof.add(range(low, middle, nodes));
        low = middle;
      }
    }
    return List.copyOf(proof.reversed());
  }

  /// The proof that the tree of `size` leaves begins with the tree of `old` leaves.
  public static List<Hash> consistency(long old, long size, Nodes nodes) {
    checkSize(old >= 0 && old <= size, size);
    if (old == 0 || old == size) {
      return List.of();
    }
    var proof = new ArrayList<Hash>();
    var low = 0L;
    var high = size;
    while (old != high) {
      var middle = low + split(high - low);
      if (old <= middle) {
        proof.add(range(middle, high, nodes));
        high = middle;
      } else {
        proof.add(range(low, middle, nodes));
        low = middle;
      }
    }
    if (low != 0) {
      // The old tree is not the left edge of the split that ended here, so its verifier cannot
      // know this subtree; where it is (low == 0), it is the old root itself.
      proof.add(range(low, high, nodes));
    }
    return List.copyOf(proof.reversed());
  }

  /// Whether `proof` leads from this leaf at `index` to this root of `size` leaves (RFC 9162,
  /// 2.1.3.2).
  public static boolean includes(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    var node = index;
    var last = size - 1;
    var hash = leaf;
    for (var sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Hash.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = Hash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /// Whether `proof` shows that the tree of `size` begins with the tree of `old` (RFC 9162,
  /// 2.1.4.2).
  public static boolean grew(long old, Hash oldRoot, long size, Hash root, List<Hash> proof) {
    if (old < 0 || old > size) {
      return false;
    }
    if (old == 0) {
      return proof.isEmpty() && oldRoot.equals(Hash.EMPTY) && (size != 0 || root.equals(oldRoot));
    }
    if (old == size) {
      return proof.isEmpty() && oldRoot.equals(root);
    }
    if (proof.isEmpty()) {
      return false;
    }
    // A complete old tree is itself a node of the new one, and is then left out of the proof.
    var path = new ArrayList<Hash>();
    if (Long.bitCount(old) == 1) {
      path.add(oldRoot);
    }
    path.addAll(proof);

    var node = old - 1;
    var last = size - 1;
    while ((node & 1) == 1) {
      node >>= 1;
      last >>= 1;
    }
    var before = path.getFirst();
    var after = path.getFirst();
    for (var sibling : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        before = Hash.node(sibling, before);
        after = Hash.node(sibling, after);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        after = Hash.node(after, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && before.equals(oldRoot) && after.equals(root);
  }

  /// The root of 2^h neighbours.
  static Hash complete(List<Hash> hashes) {
    var row = hashes;
    while (row.size() > 1) {
      var above = new ArrayList<Hash>(row.size() / 2);
      for (var i = 0; i < row.size(); i += 2) {
        above.add(Hash.node(row.get(i), row.get(i + 1)));
      }
      row = above;
    }
    return row.getFirst();
  }

  private static Hash range(long low, long high, Nodes nodes) {
    var width = high - low;
    if (Long.bitCount(width) == 1) {
      // INVARIANT: `low` is a multiple of `width`, because every split leaves a complete left part
      // at least as wide as the right one.
      var level = Long.numberOfTrailingZeros(width);
      return nodes.at(level, low >> level);
    }
    var middle = low + split(width);
    return Hash.node(range(low, middle, nodes), range(middle, high, nodes));
  }

  /// The largest power of two smaller than `width`.
  private static long split(long width) {
    return Long.highestOneBit(width - 1);
  }

  private static void checkSize(boolean fits, long size) {
    if (!fits) {
      throw new IllegalArgumentException("index or old size does not fit a tree of size " + size);
    }
  }
}
