package kepil;

import java.util.ArrayList;
import java.util.List;
import kepil.read.Tongue;

/// What `kepil bench read` measures with: a resource, because whose texts they are is no business
/// of Java.
///
/// @param policies whose clean texts are planted into
/// @param documents published ones with labels; they were read while the checks were made, so their
///   figures are no promise
/// @param together published documents that are one text in two languages
record Samples(
    List<String> policies,
    List<String> held,
    List<Pair> pairs,
    List<String> documents,
    List<Together> together) {
  /// @param held whether it was kept back while the rules were made
  record Pair(String policy, Tongue clean, Tongue planted, boolean held) {
    @Override
    public String toString() {
      return policy + " " + clean.code() + "-" + planted.code();
    }
  }

  /// @param labels their name among the resources
  record Together(String left, String right, String labels) {}

  static Samples read() {
    return parse(BenchCommand.Read.resource("reading/samples.txt"));
  }

  static Samples parse(String text) {
    var all =
        new Samples(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (var line : text.lines().filter(it -> !it.isBlank() && !it.startsWith("#")).toList()) {
      var words = line.split(" \\| ", -1);
      switch (words[0]) {
        case "policy" -> all.policies.add(words[1]);
        case "held" -> all.held.add(words[1]);
        case "pair" ->
            all.pairs.add(
                new Pair(
                    words[1],
                    Tongue.of(words[2]).orElseThrow(),
                    Tongue.of(words[3]).orElseThrow(),
                    all.held.contains(words[1])));
        case "document" -> all.documents.add(words[1]);
        case "together" -> all.together.add(new Together(words[1], words[2], words[3]));
        default ->
            throw new IllegalStateException(
                "reading/samples.txt: `"
                    + line
                    + "`: expected policy, held, pair, document or together first");
      }
    }
    return all;
  }
}
