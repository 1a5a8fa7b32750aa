package kepil.notice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import kepil.policy.PolicyFiles;
import kepil.yaml.Fault;

/// Reads the text files of a policy folder from a disk.
public final class PolicyFolder {
  private PolicyFolder() {}

  /// The largest file a policy may have. A policy is read by people; five megabytes are a mistake.
  static final long LARGEST = 2_000_000;

  /// @param faults receives what cannot be read: too large, not UTF-8
  /// @throws java.nio.file.NoSuchFileException when there is no such folder, or no policy.yaml in
  ///   it
  public static PolicyFiles read(Path folder, List<Fault> faults) throws IOException {
    if (!Files.isRegularFile(folder.resolve("policy.yaml"))) {
      throw new NoSuchFileException(folder.resolve("policy.yaml").toString());
    }
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(folder, 3)) {
      for (var path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        var name = folder.relativize(path).toString().replace('\\', '/');
        if (name.matches(
            "policy\\.yaml|text/[^/]+\\.md|words/[^/]+\\.yaml|notes/[^/]+\\.md|cases/[^/]+\\.case|trace/[^/]+\\.tsv")) {
          files.put(name, text(name, path, faults));
        }
      }
    } catch (UncheckedIOException bad) {
      throw bad.getCause();
    }
    return new PolicyFiles(files);
  }

  private static String text(String name, Path path, List<Fault> faults) throws IOException {
    if (Files.size(path) > LARGEST) {
      faults.add(
          new Fault(
              name,
              0,
              0,
              "the file has " + Files.size(path) + " bytes",
              "at most " + LARGEST,
              "is it the right file?"));
      return "";
    }
    var bytes = ByteBuffer.wrap(Files.readAllBytes(path));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().replace("\r\n", "\n");
    } catch (CharacterCodingException bad) {
      int line = 1;
      for (int i = 0; i < bytes.position(); i++) if (bytes.get(i) == '\n') line++;
      faults.add(new Fault(name, line, 0, "not UTF-8", "UTF-8 text", "save the file as UTF-8"));
      return "";
    }
  }
}
