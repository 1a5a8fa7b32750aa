package kepil.promises;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import kepil.notice.Trial;

/// A case, with those of its expectations that are about one clause.
///
/// @param expectations at least one, in their order
public record Tried(List<Trial.Outcome> expectations) {
  public Tried {
    expectations = List.copyOf(expectations);
  }

  private record Case(String file, String title) {}

  /// Each case once, in the order of its first expectation.
  static List<Tried> of(List<Trial.Outcome> outcomes) {
    var cases = new LinkedHashMap<Case, List<Trial.Outcome>>();
    for (var it : outcomes) {
      cases.computeIfAbsent(new Case(it.file(), it.title()), _ -> new ArrayList<>()).add(it);
    }
    return cases.values().stream().map(Tried::new).toList();
  }

  public String title() {
    return expectations.getFirst().title();
  }

  public boolean met() {
    return missed().isEmpty();
  }

  public List<Trial.Outcome> missed() {
    return expectations.stream().filter(it -> !it.met()).toList();
  }

  /// `cases/5.case:12, 14`
  public String places() {
    return expectations.getFirst().file()
        + ":"
        + expectations.stream()
            .map(it -> String.valueOf(it.line()))
            .collect(Collectors.joining(", "));
  }
}
