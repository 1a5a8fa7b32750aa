package kepil;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The option of a command that needs the keys of kept data.
final class KeptKeys {
  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "the keys, if they are not in the data folder")
  Optional<Path> keystore = Optional.empty();

  Path of(KeptData data) {
    return keystore
        .map(it -> it.toAbsolutePath().normalize())
        .orElse(data.folder().resolve(House.KEYSTORE));
  }
}
