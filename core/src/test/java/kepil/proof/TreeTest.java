package kepil.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TreeTest {
  private static final int MOST = 130;
  private static final List<Hash> LEAVES = leaves(MOST);

  @Test
  void rootsAreThoseOfCertificateTransparency() {
    var leaves = new ArrayList<Hash>();
    for (var row : Vectors.rows("roots.tsv")) {
      if (!row[0].equals("0")) {
        leaves.add(Hash.leaf(hex(row[1])));
      }
      assertThat(Tree.root(leaves)).isEqualTo(hash(row[2]));
    }
    assertThat(leaves).hasSize(8);
  }

  @Test
  void inclusionProofsAreThoseOfTheVectors() {
    var leaves = published();
    for (var row : Vectors.rows("inclusion.tsv")) {
      var index = Long.parseLong(row[0]);
      var size = Integer.parseInt(row[1]);
      assertThat(Tree.inclusion(index, size, Tree.Nodes.ofLeaves(leaves)))
          .isEqualTo(hashes(row[2]));
    }
  }

  @Test
  void consistencyProofsAreThoseOfTheVectors() {
    var leaves = published();
    for (var row : Vectors.rows("consistency.tsv")) {
      var old = Integer.parseInt(row[0]);
      var size = Integer.parseInt(row[1]);
      assertThat(Tree.consistency(old, size, Tree.Nodes.ofLeaves(leaves)))
          .isEqualTo(hashes(row[2]));
    }
  }

  @Test
  void everyEntryOfEveryTreeIsProvenAndNothingElseIs() {
    for (var size = 1; size <= MOST; size++) {
      var root = Tree.root(LEAVES.subList(0, size));
      for (var index = 0; index < size; index++) {
        var leaf = LEAVES.get(index);
        var proof = Tree.inclusion(index, size, Tree.Nodes.ofLeaves(LEAVES));
        assertThat(Tree.includes(leaf, index, size, proof, root)).isTrue();

        var other = LEAVES.get((index + 1) % MOST);
        assertThat(Tree.includes(other, index, size, proof, root)).isFalse();
        assertThat(Tree.includes(leaf, index + 1, size, proof, root)).isFalse();
        assertThat(Tree.includes(leaf, index - 1, size, proof, root)).isFalse();
        if (!proof.isEmpty()) {
          assertThat(Tree.includes(leaf, index, size, proof.subList(1, proof.size()), root))
              .isFalse();
        }
        var longer = new ArrayList<>(proof);
        longer.add(leaf);
        assertThat(Tree.includes(leaf, index, size, longer, root)).isFalse();
      }
    }
  }

  @Test
  void aFlippedBitAnywhereSpoilsAnInclusionProof() {
    for (var size : List.of(1, 2, 3, 7, 8, 64, 100, 129)) {
      var root = Tree.root(LEAVES.subList(0, size));
      for (var index : List.of(0, size / 2, size - 1)) {
        var leaf = LEAVES.get(index);
        var proof = Tree.inclusion(index, size, Tree.Nodes.ofLeaves(LEAVES));
        for (var bit = 0; bit < 256; bit++) {
          assertThat(Tree.includes(flipped(leaf, bit), index, size, proof, root)).isFalse();
          assertThat(Tree.includes(leaf, index, size, proof, flipped(root, bit))).isFalse();
          for (var i = 0; i < proof.size(); i++) {
            var broken = new ArrayList<>(proof);
            broken.set(i, flipped(proof.get(i), bit));
            assertThat(Tree.includes(leaf, index, size, broken, root)).isFalse();
          }
        }
      }
    }
  }

  @Test
  void everyTreeExtendsEverySmallerOneAndNoOther() {
    for (var size = 0; size <= 70; size++) {
      var root = Tree.root(LEAVES.subList(0, size));
      for (var old = 0; old <= size; old++) {
        var oldRoot = Tree.root(LEAVES.subList(0, old));
        var proof = Tree.consistency(old, size, Tree.Nodes.ofLeaves(LEAVES));
        assertThat(Tree.grew(old, oldRoot, size, root, proof)).isTrue();

        var bit = (31 * old + size) % 256;
        assertThat(Tree.grew(old, flipped(oldRoot, bit), size, root, proof)).isFalse();
        if (old > 0) {
          assertThat(Tree.grew(old, oldRoot, size, flipped(root, bit), proof)).isFalse();
        }
        for (var i = 0; i < proof.size(); i++) {
          var broken = new ArrayList<>(proof);
          broken.set(i, flipped(proof.get(i), bit));
          assertThat(Tree.grew(old, oldRoot, size, root, broken)).isFalse();
          broken.remove(i);
          assertThat(Tree.grew(old, oldRoot, size, root, broken)).isFalse();
        }
        var longer = new ArrayList<>(proof);
        longer.add(root);
        assertThat(Tree.grew(old, oldRoot, size, root, longer)).isFalse();
      }
    }
  }

  @Test
  void theEdgeAndTheTilesGiveTheSameTree() {
    var leaves = leaves(70_000);
    var edge = Edge.empty();
    var stored = new HashMap<String, List<Hash>>();
    for (var leaf : leaves) {
      edge.append(leaf).stream()
          .map(Tile.Full::content)
          .forEach(
              full -> stored.put(full.tile().level() + "/" + full.tile().index(), full.hashes()));
    }
    // The example of the specification.
    assertThat(stored.keySet().stream().filter(key -> key.startsWith("0/"))).hasSize(273);
    assertThat(stored.keySet().stream().filter(key -> key.startsWith("1/"))).hasSize(1);
    assertThat(edge.partials().stream().map(partial -> partial.tile().path()))
        .containsExactly("tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1");
    edge.partials()
        .forEach(
            last -> stored.put(last.tile().level() + "/" + last.tile().index(), last.hashes()));

    Tree.Tiles tiles = (level, index) -> stored.getOrDefault(level + "/" + index, List.of());
    var nodes = Tree.Nodes.ofTiles(tiles);
    var root = Tree.root(leaves);
    assertThat(edge.root()).isEqualTo(root);
    assertThat(Tree.root(70_000, nodes)).isEqualTo(root);
    assertThat(Edge.of(70_000, tiles).root()).isEqualTo(root);
    for (var index : List.of(0, 255, 256, 65_535, 65_536, 69_888, 69_999)) {
      var proof = Tree.inclusion(index, 70_000, nodes);
      assertThat(Tree.includes(leaves.get(index), index, 70_000, proof, root)).isTrue();
    }
    for (var old : List.of(1, 255, 256, 257, 65_536, 65_537, 69_999)) {
      var proof = Tree.consistency(old, 70_000, nodes);
      assertThat(Tree.grew(old, Tree.root(leaves.subList(0, old)), 70_000, root, proof)).isTrue();
    }
  }

  @Test
  void anEdgeReadBackGrowsOnAsIfItHadNeverBeenPutAway() {
    var leaves = leaves(600);
    for (var cut = 0; cut <= 600; cut++) {
      var edge = Edge.empty();
      var stored = new HashMap<String, List<Hash>>();
      leaves.subList(0, cut).forEach(edge::append);
      edge.partials()
          .forEach(row -> stored.put(row.tile().level() + "/" + row.tile().index(), row.hashes()));
      var again =
          Edge.of(cut, (level, index) -> stored.getOrDefault(level + "/" + index, List.of()));
      leaves.subList(cut, 600).forEach(again::append);
      assertThat(again.root()).isEqualTo(Tree.root(leaves));
    }
  }

  @Test
  void theGreatestTreeHasRoomInItsNumbers() {
    assertThat(Tile.lastIndex(7, Long.MAX_VALUE)).isZero();
    assertThat(Tile.partialWidth(7, Long.MAX_VALUE)).isEqualTo(127);
    var root = LEAVES.getFirst();
    assertThat(Tree.includes(root, Long.MAX_VALUE - 1, Long.MAX_VALUE, List.of(root), root))
        .isFalse();
    assertThat(Tree.grew(1, root, Long.MAX_VALUE, root, List.of(root))).isFalse();
    assertThat(Tree.inclusion(0, Long.MAX_VALUE, (_, _) -> root)).hasSize(63);
  }

  private static List<Hash> leaves(int count) {
    var random = new Random(6962);
    var leaves = new ArrayList<Hash>();
    for (var i = 0; i < count; i++) {
      var entry = new byte[random.nextInt(20)];
      random.nextBytes(entry);
      leaves.add(Hash.leaf(entry));
    }
    return leaves;
  }

  private static List<Hash> published() {
    return Vectors.rows("roots.tsv").stream().skip(1).map(row -> Hash.leaf(hex(row[1]))).toList();
  }

  private static Hash flipped(Hash hash, int bit) {
    var bytes = hash.bytes();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return Hash.of(bytes);
  }

  private static List<Hash> hashes(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split(",")).map(TreeTest::hash).toList();
  }

  private static Hash hash(String hex) {
    return Hash.of(hex(hex));
  }

  private static byte[] hex(String hex) {
    return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
  }
}
