package kepil.sdk;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kepil.gate.CompiledGate;
import kepil.gate.Gate;
import kepil.law.Law;
import kepil.law.Laws;
import kepil.law.Regions;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import tools.jackson.databind.JsonNode;

/// What is decided by: a version of the policy, compiled here from the files that the server sent.
///
/// @param id the server's name for it; a new one means that something may be decided otherwise
record Edition(String id, Gate gate, CompiledGate compiled) {

  /// @throws IOException if the files do not make the policy that the server says they are
  static Edition read(JsonNode it) throws IOException {
    var files = new TreeMap<String, String>();
    it.path("files").forEachEntry((path, text) -> files.put(path, text.asString()));
    var program =
        Compiler.published(new PolicyFiles(files))
            .orElseThrow(
                () ->
                    new IOException(
                        "the policy the server sent does not compile here: is this library older"
                            + " than the server?"));
    if (!program.hash().equals(it.path("hash").asString())) {
      throw new IOException("the policy the server sent is not the one it says it is");
    }
    var laws = laws(it);
    if (!laws.unknown(program.laws()).isEmpty()) {
      throw new IOException("the server did not send the laws " + laws.unknown(program.laws()));
    }
    var gate = new Gate(program, laws);
    return new Edition(it.path("edition").asString(), gate, new CompiledGate(gate));
  }

  /// What decisions depend on; the rest of a law is for those who answer requests.
  private static Laws laws(JsonNode it) {
    var laws = new ArrayList<Law>();
    it.path("laws")
        .forEach(
            law -> {
              var ages = new LinkedHashMap<String, Integer>();
              law.path("consentAges").forEachEntry((place, age) -> ages.put(place, age.asInt()));
              var id = law.path("id").asString();
              laws.add(
                  new Law(
                      id,
                      id,
                      texts(law.path("livesIn")),
                      law.path("consentAge").asInt(),
                      ages,
                      Map.of(),
                      Optional.empty(),
                      "",
                      Optional.empty(),
                      LocalDate.EPOCH,
                      List.of(),
                      Map.of()));
            });
    var regions = new LinkedHashMap<String, Set<String>>();
    it.path("regions").forEachEntry((name, places) -> regions.put(name, texts(places)));
    return new Laws(laws, new Regions(regions));
  }

  private static Set<String> texts(JsonNode list) {
    var all = new LinkedHashSet<String>();
    list.forEach(it -> all.add(it.asString()));
    return all;
  }

  @Override
  public String toString() {
    return "Edition[" + gate.program().version() + "]";
  }
}
