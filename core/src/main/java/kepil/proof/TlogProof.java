package kepil.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The proof that one entry is in a log, in a file of its own (C2SP tlog-proof).
public final class TlogProof {
  /// The kind of a file that holds one.
  public static final String EXTENSION = ".tlog-proof";

  private static final String FIRST = "c2sp.org/tlog-proof@v1";
  private static final String PLACE = "proof";

  private final byte[] extra;
  private final long index;
  private final List<Hash> hashes;
  private final Note checkpoint;

  private TlogProof(byte[] extra, long index, List<Hash> hashes, Note checkpoint) {
    this.extra = extra.clone();
    this.index = index;
    this.hashes = List.copyOf(hashes);
    this.checkpoint = checkpoint;
  }

  /// The proof of entry `index` against a signed checkpoint.
  public static TlogProof of(long index, List<Hash> hashes, Note checkpoint) {
    return new TlogProof(new byte[0], index, hashes, checkpoint);
  }

  /// Reads a proof file.
  public static TlogProof parse(byte[] bytes) throws Malformed {
    var all = Strict.utf8(PLACE, bytes, Note.LONGEST);
    // No line before the checkpoint is empty, so the first empty line ends them.
    var blank = all.indexOf("\n\n");
    if (blank < 0) {
      throw new Malformed(PLACE, "expected an empty line before the checkpoint");
    }
    var lines = all.substring(0, blank).split("\n", -1);
    if (!lines[0].equals(FIRST)) {
      throw new Malformed(
          PLACE + ": line 1", "expected `" + FIRST + "`, found " + Strict.quote(lines[0]));
    }
    var at = 1;
    var extra = new byte[0];
    if (at < lines.length && lines[at].startsWith("extra ")) {
      extra = Strict.base64(PLACE + ": line 2", lines[at].substring("extra ".length()));
      if (extra.length == 0) {
        throw new Malformed(PLACE + ": line 2", "expected extra data, or no such line");
      }
      at++;
    }
    if (at == lines.length || !lines[at].startsWith("index ")) {
      throw new Malformed(PLACE + ": line " + (at + 1), "expected `index <number>`");
    }
    var index =
        Strict.decimal(PLACE + ": line " + (at + 1), lines[at].substring("index ".length()));
    at++;
    if (lines.length - at > Tree.LONGEST_PROOF) {
      throw new Malformed(PLACE, "more than " + Tree.LONGEST_PROOF + " hashes");
    }
    var hashes = new ArrayList<Hash>();
    for (; at < lines.length; at++) {
      hashes.add(Hash.parse(PLACE + ": line " + (at + 1), lines[at]));
    }
    var note = all.substring(blank + 2).getBytes(StandardCharsets.UTF_8);
    return new TlogProof(extra, index, hashes, Note.parse(PLACE + ": checkpoint", note));
  }

  /// As `parse` reads it.
  public String print() {
    var text = new StringBuilder(FIRST).append('\n');
    if (extra.length > 0) {
      text.append("extra ").append(Base64.getEncoder().encodeToString(extra)).append('\n');
    }
    text.append("index ").append(index).append('\n');
    hashes.forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n').append(checkpoint.print()).toString();
  }

  /// Data beside the proof that nothing authenticates; empty if there is none.
  public byte[] extra() {
    return extra.clone();
  }

  /// Which entry of the log, from 0.
  public long index() {
    return index;
  }

  /// From the leaf's sibling upward.
  public List<Hash> hashes() {
    return hashes;
  }

  /// The log's signed state the proof leads to.
  public Note checkpoint() {
    return checkpoint;
  }
}
