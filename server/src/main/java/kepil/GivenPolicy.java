package kepil;

import java.nio.file.Path;
import java.util.ArrayList;
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
    var compiled = Compiler.compile(files);
    var later = later(notices, compiled);
    if (later.isPresent()) {
      LOG.info(
          "{}: version {} waits to be published at /console/{}/publish",
          folder,
          later.get().version(),
          later.get().id());
      return notices.gate(later.get().id());
    }
    return switch (jdbi.inTransaction(tx -> publishing.publish(tx, files, compiled))) {
      case Notices.Published.Now it -> notices.gate(it.program().id());
      case Notices.Published.Already it -> notices.gate(it.program().id());
      case Notices.Published.Changed it -> {
        LOG.warn(
            "{}: version {} was published with another text and is kept as it was; give the new"
                + " text a new version",
            folder,
            it.version());
        yield notices.gate(folder.getFileName().toString());
      }
      case Notices.Published.Faulty it ->
          throw new Unusable(
              folder
                  + ": "
                  + it.faults().size()
                  + (it.faults().size() == 1 ? " fault: " : " faults, first: ")
                  + it.faults().getFirst()
                  + "; run ./kepil check "
                  + folder);
    };
  }

  /// The first version is published at once; a further one when an operator has seen what it
  /// changes.
  private static Optional<Program> later(Notices notices, Compiled compiled) {
    if (!(compiled instanceof Compiled.Sound(var program))) return Optional.empty();
    var history = notices.history(program.id());
    return history.isEmpty()
            || history.stream().anyMatch(old -> old.version().equals(program.version()))
        ? Optional.empty()
        : Optional.of(program);
  }
}
