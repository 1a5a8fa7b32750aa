package kepil.bench;

import java.util.List;
import java.util.Optional;

/// What we are out to reach, in the order in which it was promised. A figure that is held against
/// one names it.
enum Goal {
  DECISION("decision in process, 500 rules", "decisions"),
  MANY_RULES("the same, 50,000 rules", "decisions"),
  HTTP("decision over HTTP", "server"),
  COLLECT("collect beside plain sealed inserts", "vault"),
  USE("use beside plain select and decrypt", "vault"),
  GDPRBENCH("the four mixes of GDPRbench", "gdprbench"),
  ERASE("erasing a person", "erasure"),
  LEDGER("ledger", "ledger"),
  SPACE("space beside plain rows", "vault"),
  SERVER("server: start, memory under load", "server"),
  SWEEP("retention sweep, online", "sweep");

  private final String words;

  /// Where it is measured.
  private final String part;

  Goal(String words, String part) {
    this.words = words;
    this.part = part;
  }

  String words() {
    return words;
  }

  /// Why there is no figure for it, if there is none.
  Optional<String> unmeasured(List<Figure> figures, Run.Depth depth) {
    if (figures.stream().anyMatch(it -> it.goal().equals(Optional.of(this)))) {
      return Optional.empty();
    }
    return Optional.of(
        figures.stream().anyMatch(it -> it.part().equals(part)) && depth != Run.Depth.FULL
            ? "not measured: only without --quick"
            : "not measured: it is in part `" + part + "`");
  }
}
