package kepil.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A YAML document as read, every piece with its place, before it means anything.
///
/// Scalars stay the text that was written: `4.10` is clause 4.10 and not the number 4.1.
public sealed interface Tree {

  /// Where a piece begins: line and column counted from 1.
  record Place(String file, int line, int column) {
    public Fault fault(String text, String expected, String advice) {
      return new Fault(file, line, column, text, expected, advice);
    }
  }

  Place place();

  record Scalar(Place place, String text) implements Tree {}

  record Sequence(Place place, List<Tree> items) implements Tree {}

  /// Keys keep their own place, so that an unknown key is pointed at and not its value.
  record Mapping(Place place, Map<String, Tree> entries, Map<String, Place> keys) implements Tree {
    Optional<Tree> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }
  }

  /// Reads one document; faults instead of a tree when it is not YAML that we accept.
  static Optional<Tree> read(String file, String text, List<Fault> faults) {
    // 2,000 aliases of aliases make a bomb out of a kilobyte: none are allowed at all.
    var settings =
        LoadSettings.builder()
            .setLabel(file)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(4_000_000)
            .setAllowDuplicateKeys(false)
            .build();
    try {
      var root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        faults.add(new Fault(file, 1, 1, "the file is empty", "a YAML mapping", ""));
        return Optional.empty();
      }
      return Optional.of(of(file, root.get(), faults, 0));
    } catch (MarkedYamlEngineException bad) {
      var mark = bad.getProblemMark().or(bad::getContextMark);
      faults.add(
          new Fault(
              file,
              mark.map(Mark::getLine).orElse(0) + 1,
              mark.map(Mark::getColumn).orElse(0) + 1,
              "not YAML: " + String.valueOf(bad.getProblem()),
              "",
              "look at the indentation, quotes and brackets of this line and the one above"));
    } catch (YamlEngineException bad) {
      faults.add(new Fault(file, 1, 1, "not YAML: " + bad.getMessage(), "", ""));
    }
    return Optional.empty();
  }

  private static Tree of(String file, Node node, List<Fault> faults, int depth) {
    var mark = node.getStartMark();
    var place =
        new Place(
            file, mark.map(Mark::getLine).orElse(-1) + 1, mark.map(Mark::getColumn).orElse(-1) + 1);
    if (depth > 20) {
      faults.add(place.fault("nested more than 20 levels deep", "", "flatten it"));
      return new Scalar(place, "");
    }
    return switch (node) {
      case ScalarNode it -> new Scalar(place, it.getValue());
      case SequenceNode it -> {
        var items = new ArrayList<Tree>();
        for (var item : it.getValue()) items.add(of(file, item, faults, depth + 1));
        yield new Sequence(place, List.copyOf(items));
      }
      case MappingNode it -> {
        var entries = new LinkedHashMap<String, Tree>();
        var keys = new LinkedHashMap<String, Place>();
        for (var tuple : it.getValue()) {
          var key = of(file, tuple.getKeyNode(), faults, depth + 1);
          if (!(key instanceof Scalar(Place at, String name))) {
            faults.add(key.place().fault("a key that is not a word", "a word", ""));
            continue;
          }
          if (keys.putIfAbsent(name, at) != null) {
            faults.add(at.fault("`" + name + "` stands twice", "", "keep one of them"));
            continue;
          }
          entries.put(name, of(file, tuple.getValueNode(), faults, depth + 1));
        }
        yield new Mapping(place, entries, keys);
      }
      default -> {
        faults.add(place.fault("an alias or anchor", "plain values", "write the value out"));
        yield new Scalar(place, "");
      }
    };
  }
}
