package kepil.policy;

import java.util.List;
import java.util.Optional;
import kepil.yaml.Fault;

/// A policy that may not be finished.
///
/// @param program there if nothing but translations is wrong; to be compared, never to be run
/// @param faults all of them
/// @param translations those of languages that do not prevail
public record Unfinished(Optional<Program> program, List<Fault> faults, List<Fault> translations) {}
