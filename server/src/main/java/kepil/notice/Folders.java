package kepil.notice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.policy.Unfinished;
import kepil.yaml.Fault;

/// The policy folders on this machine's disk, read again whenever somebody looks: how a new version
/// reaches the server.
public final class Folders {
  private final List<Path> folders;
  private final Notices notices;
  private final Map<Path, Read> read = new ConcurrentHashMap<>();

  public Folders(List<Path> folders, Notices notices) {
    this.folders = List.copyOf(folders);
    this.notices = notices;
  }

  private record Read(PolicyFiles files, Unfinished unfinished) {}

  /// A text in the folder that is not published.
  ///
  /// @param unfinished its program, if it can be compared; and everything that is wrong with it
  public record Waiting(Path folder, PolicyFiles files, Unfinished unfinished) {
    /// What an operator saw and what is published must be the same text.
    public String seal() {
      return unfinished.program().map(it -> it.hash()).orElse("");
    }
  }

  /// What waits in the folder of an organisation; empty where the folder holds a published version,
  /// or there is none.
  public Optional<Waiting> waiting(String org) {
    for (var folder : folders) {
      var faults = new ArrayList<Fault>();
      PolicyFiles files;
      try {
        files = PolicyFolder.read(folder, faults);
      } catch (IOException unreadable) {
        continue; // being copied, or gone: nothing waits there
      }
      var known = read.get(folder);
      if (known == null || !known.files().equals(files)) {
        known =
            new Read(
                files,
                faults.isEmpty()
                    ? Compiler.unfinished(files)
                    : new Unfinished(Optional.empty(), faults, List.of()));
        read.put(folder, known);
      }
      var unfinished = known.unfinished();
      var id = unfinished.program().map(it -> it.id()).orElse(folder.getFileName().toString());
      if (!id.equals(org)) continue;
      boolean published =
          unfinished.program().isPresent()
              && notices.history(org).stream()
                  .anyMatch(it -> it.hash().equals(unfinished.program().get().hash()));
      return published ? Optional.empty() : Optional.of(new Waiting(folder, files, unfinished));
    }
    return Optional.empty();
  }
}
