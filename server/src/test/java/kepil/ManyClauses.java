package kepil;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The bookshop's policy with more clauses than an entry of the ledger has room for; whoever takes
/// it says what cites them.
public final class ManyClauses {
  private static final int MANY = 70;

  private ManyClauses() {}

  /// Version 2, with promises from 2.1 to 2.70.
  ///
  /// @param policy what becomes of `policy.yaml`
  public static Map<String, String> files(java.util.function.UnaryOperator<String> policy) {
    var files = new TreeMap<>(Bookshop.files());
    var more = new StringBuilder("## 2. More {#2.0}\n\n");
    for (int i = 1; i <= MANY; i++) {
      more.append("Vow number ").append(i).append(". {#2.").append(i).append("}\n\n");
    }
    files.computeIfPresent("text/en.md", (_, old) -> old + more);
    files.computeIfPresent(
        "text/kk.md",
        (_, old) -> old + more.toString().replace("Vow number", "Ант").replace("More", "Тағы"));
    files.computeIfPresent(
        "policy.yaml", (_, old) -> policy.apply(old.replace("version: \"1\"", "version: \"2\"")));
    return files;
  }

  /// All of them, as a policy cites them.
  public static String cited() {
    return IntStream.rangeClosed(1, MANY)
        .mapToObj(it -> "2." + it)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
