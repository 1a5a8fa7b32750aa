package kepil.console;

import java.util.List;
import kepil.notice.Notices;
import kepil.policy.Check;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import org.jdbi.v3.core.Handle;

/// Publishes a version: in one transaction it is published and that it was is on record.
public final class Publishing {
  private final Notices notices;
  private final Logbook logbook;

  public Publishing(Notices notices, Logbook logbook) {
    this.notices = notices;
    this.logbook = logbook;
  }

  Notices.Published publish(Handle tx, PolicyFiles files) {
    return publish(tx, files, Compiler.compile(files));
  }

  /// @param outcome of compiling these files
  public Notices.Published publish(Handle tx, PolicyFiles files, Compiled outcome) {
    var published = notices.publish(tx, files, outcome);
    if (published instanceof Notices.Published.Now(var program)) {
      logbook.record(
          tx,
          program,
          "publish-policy",
          program.checks().getOrDefault(Check.VERSIONS_KEPT, List.of()));
    }
    return published;
  }
}
