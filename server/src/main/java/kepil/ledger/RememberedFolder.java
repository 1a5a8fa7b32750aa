package kepil.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import kepil.proof.Checkpoint;
import kepil.proof.Malformed;

/// Remembers in a folder, a file for each organisation.
public final class RememberedFolder implements Remembered {
  private static final String KIND = ".checkpoint";

  private final Path folder;

  /// The folder, made if it is not there.
  public RememberedFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      force(folder.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make `" + folder + "`; check that you may", e);
    }
  }

  @Override
  public Optional<Checkpoint> last(String org) {
    var file = file(org);
    try {
      if (Files.notExists(file)) {
        return Optional.empty();
      }
      return Optional.of(Checkpoint.parse("`" + file + "`", Files.readString(file)));
    } catch (IOException | Malformed e) {
      // Written aside and moved, so never half: someone else was here.
      throw new LedgerTrouble(
          "what was signed last, `%s`, cannot be read (%s): bring back the copy of a backup; without the file an old database is not recognised as old, so remove it only where the database is the newest there was"
              .formatted(file, e instanceof Malformed ? "damaged" : e.getClass().getSimpleName()),
          e);
    }
  }

  @Override
  public synchronized void keep(String org, Checkpoint checkpoint) {
    var file = file(org);
    var side = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (var out =
          FileChannel.open(
              side,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        var bytes = ByteBuffer.wrap(checkpoint.print().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(side, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write `" + file + "`", e);
    }
  }

  /// Makes the names in a folder survive a power failure, or an older checkpoint may come back.
  private static void force(Path folder) throws IOException {
    try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @Override
  public List<String> organisations() {
    try (var all = Files.list(folder)) {
      return all.map(it -> it.getFileName().toString())
          .filter(it -> it.endsWith(KIND))
          .map(it -> it.substring(0, it.length() - KIND.length()))
          .toList();
    } catch (IOException e) {
      throw new LedgerTrouble("cannot read the folder `" + folder + "`; check that you may", e);
    }
  }

  @Override
  public String advice() {
    return "Kepil signs no second history. Bring a newer backup; or begin a new log: start with"
        + " another --origin and without `"
        + folder
        + "`, and say so publicly";
  }

  private Path file(String org) {
    return folder.resolve(org + KIND);
  }
}
