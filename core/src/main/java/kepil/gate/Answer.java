package kepil.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A decision as it is told and recorded: what was said, and why. It opens nothing.
///
/// @param permits whether it is a yes
/// @param reason a word for the kind of answer: `permitted`, `undeclared`, `refused`,
///   `condition-missing`, for a declaration `in-force` or `lapsed`, and for what is permitted and
///   cannot be done `nothing-stored`
/// @param clauses the clauses that decided, most telling first
/// @param articles the articles of law that decided, if any
/// @param rules the declarations behind the clauses
/// @param missing conditions that would have to hold for a yes
/// @param unknown for `undeclared`: the words the policy does not know in this place
/// @param doneBy who carries the act out where Kepil only decides it
/// @param version of the policy that decided
/// @param hash SHA-256 of that policy, 64 hexadecimal digits
public record Answer(
    boolean permits,
    String reason,
    List<String> clauses,
    List<String> articles,
    List<String> rules,
    List<String> missing,
    List<String> unknown,
    Optional<String> doneBy,
    String version,
    String hash) {
  public Answer {
    clauses = List.copyOf(clauses);
    articles = List.copyOf(articles);
    rules = List.copyOf(rules);
    missing = List.copyOf(missing);
    unknown = List.copyOf(unknown);
  }

  /// What it says, each under the name it has in the API. The map is the caller's own.
  public Map<String, Object> said() {
    var said = new LinkedHashMap<String, Object>();
    said.put("effect", permits ? "permit" : "refuse");
    said.put("reason", reason);
    said.put("clauses", clauses);
    said.put("articles", articles);
    said.put("rules", rules);
    said.put("missing", missing);
    said.put("unknown", unknown);
    doneBy.ifPresent(it -> said.put("doneBy", it));
    said.put("version", version);
    said.put("hash", hash);
    return said;
  }

  /// What another said so. What else stands beside it is not read, and what is not there is empty.
  ///
  /// @return empty where it says neither permit nor refuse: that is no yes and no answer
  public static Optional<Answer> of(Map<String, ?> said) {
    var effect = text(said, "effect");
    if (!effect.equals("permit") && !effect.equals("refuse")) return Optional.empty();
    return Optional.of(
        new Answer(
            effect.equals("permit"),
            text(said, "reason"),
            texts(said, "clauses"),
            texts(said, "articles"),
            texts(said, "rules"),
            texts(said, "missing"),
            texts(said, "unknown"),
            Optional.of(text(said, "doneBy")).filter(it -> !it.isEmpty()),
            text(said, "version"),
            text(said, "hash")));
  }

  private static String text(Map<String, ?> said, String name) {
    return said.get(name) instanceof String it ? it : "";
  }

  private static List<String> texts(Map<String, ?> said, String name) {
    return said.get(name) instanceof List<?> it
        ? it.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
