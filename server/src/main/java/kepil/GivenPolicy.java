package kepil;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepil.console.Publishing;
import kepil.gate.Gate;
import kepil.notice.Notices;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import kepil.yaml.Fault;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A policy folder that Kepil was given when it started.
///
/// @param read the program, as it is if this very text was published before; nothing else may run
///   it, because nobody judged it
record GivenPolicy(Path folder, PolicyFiles files, Optional<Program> read) {
  private static final Logger LOG = LoggerFactory.getLogger(GivenPolicy.class);

  static GivenPolicy read(Path folder) {
    var faults = new ArrayList<Fault>();
    var files = CheckCommand.read(folder, faults);
    if (!faults.isEmpty()) throw new Unusable(folder + ": " + faults.getFirst());
    return new GivenPolicy(folder, files, Compiler.published(files));
  }

  /// Publishes it if it is new; a text that changed under an old version is said and left alone.
  ///
  /// @return the gate that is in force for its organisation
  Optional<Gate> publish(Jdbi jdbi, Notices notices, Publishing publishing) {
    var publisher = notices.publisher(files);
    if (publisher.isPresent()) {
      read.ifPresent(notices::read);
      return notices.gate(publisher.get());
    }
    return switch (Compiler.compile(files)) {
      case Compiled.Faulty(var faults) -> throw unusable(faults);
      case Compiled.Sound sound -> publish(jdbi, notices, publishing, sound);
    };
  }

  private Optional<Gate> publish(
      Jdbi jdbi, Notices notices, Publishing publishing, Compiled.Sound sound) {
    var program = sound.program();
    // Of several nodes that start at once one brings the first version.
    var published =
        jdbi.inTransaction(
            tx -> {
              notices.hold(tx, program.id());
              return waits(notices, program)
                  ? Optional.<Notices.Published>empty()
                  : Optional.of(publishing.publish(tx, files, sound));
            });
    if (published.isEmpty()) {
      LOG.info(
          "{}: version {} waits to be published at /console/{}/publish",
          folder,
          program.version(),
          program.id());
      return notices.gate(program.id());
    }
    return switch (published.get()) {
      case Notices.Published.Now _, Notices.Published.Already _ -> notices.gate(program.id());
      case Notices.Published.Changed it -> {
        LOG.warn(
            "{}: version {} was published with another text and is kept as it was; give the new"
                + " text a new version",
            folder,
            it.version());
        yield notices.gate(program.id());
      }
      case Notices.Published.Faulty(var faults) -> throw unusable(faults);
    };
  }

  private Unusable unusable(List<Fault> faults) {
    return new Unusable(
        folder
            + ": "
            + faults.size()
            + (faults.size() == 1 ? " fault: " : " faults, first: ")
            + faults.getFirst()
            + "; run ./kepil check "
            + folder);
  }

  /// The first version is published at once; a further one when an operator has seen what it
  /// changes.
  private static boolean waits(Notices notices, Program program) {
    var history = notices.history(program.id());
    return !history.isEmpty()
        && history.stream().noneMatch(old -> old.version().equals(program.version()));
  }
}
