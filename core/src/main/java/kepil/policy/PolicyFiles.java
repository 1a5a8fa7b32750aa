package kepil.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/// The text files of a policy folder by their path inside it. Reading them from a disk is not done
/// here.
public record PolicyFiles(SortedMap<String, String> files) {
  public PolicyFiles {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /// SHA-256 over every path and content but the cases and the trace, each with its length before
  /// it, so that no two folders have the same preimage. Cases test a policy and the trace leads to
  /// a published text; they are not part of it.
  String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (path, content) -> {
            if (path.startsWith("cases/") || path.startsWith("trace/")) return;
            for (var piece : new String[] {path, content}) {
              var bytes = piece.getBytes(StandardCharsets.UTF_8);
              digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
              digest.update(bytes);
            }
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
