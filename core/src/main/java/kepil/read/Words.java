package kepil.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepil.yaml.Fault;
import kepil.yaml.Tree;

/// The word lists that ship with Kepil: `core/src/main/resources/read/*.yaml`.
///
/// Each file is `list: {kk: [phrase, …], az: […], ru: […], en: […]}`; a list that is the same in
/// every language is `list: [phrase, …]`. A phrase is written as `Phrase` reads it.
public final class Words {
  private final Map<String, Map<Tongue, List<Phrase>>> lists;

  private Words(Map<String, Map<Tongue, List<Phrase>>> lists) {
    this.lists = Map.copyOf(lists);
  }

  /// @param files text by file name, such as `negation.yaml`
  /// @throws IllegalArgumentException when a file is faulty; the lists ship with Kepil, so that is
  ///   a broken build
  public static Words read(Map<String, String> files) {
    var faults = new ArrayList<Fault>();
    var lists = new LinkedHashMap<String, Map<Tongue, List<Phrase>>>();
    files.forEach(
        (file, source) ->
            Tree.read(file, source, faults)
                .ifPresent(
                    tree -> {
                      if (!(tree instanceof Tree.Mapping(_, var entries, _))) {
                        faults.add(
                            tree.place().fault("no lists stand here", "`name: {kk: […], …}`", ""));
                        return;
                      }
                      var room = file.replaceFirst("\\.yaml$", "");
                      entries.forEach(
                          (name, list) -> lists.put(room + "/" + name, list(list, faults)));
                    }));
    if (!faults.isEmpty()) throw new IllegalArgumentException("faulty word lists: " + faults);
    return new Words(lists);
  }

  private static Map<Tongue, List<Phrase>> list(Tree tree, List<Fault> faults) {
    var all = new LinkedHashMap<Tongue, List<Phrase>>();
    switch (tree) {
      case Tree.Sequence it -> {
        for (var tongue : Tongue.values()) all.put(tongue, phrases(it, tongue, faults));
      }
      case Tree.Mapping(var place, var entries, _) ->
          entries.forEach(
              (code, list) ->
                  Tongue.of(code)
                      .ifPresentOrElse(
                          tongue -> all.put(tongue, phrases(list, tongue, faults)),
                          () ->
                              faults.add(
                                  place.fault(
                                      "`" + code + "` is no language of ours",
                                      "kk, az, ru, en",
                                      ""))));
      case Tree.Scalar it ->
          faults.add(it.place().fault("a single word stands here", "a list", ""));
    }
    return all;
  }

  private static List<Phrase> phrases(Tree tree, Tongue tongue, List<Fault> faults) {
    if (!(tree instanceof Tree.Sequence(_, var items))) {
      faults.add(tree.place().fault("no list stands here", "`[phrase, …]`", ""));
      return List.of();
    }
    var all = new ArrayList<Phrase>();
    for (var item : items) {
      if (item instanceof Tree.Scalar(_, var text)) all.add(Phrase.of(text, tongue));
      else {
        faults.add(item.place().fault("a phrase is a word or several", "text", ""));
      }
    }
    return List.copyOf(all);
  }

  /// The phrases of a list in a language, none where the language has none.
  ///
  /// @param name `file/list`, such as `contact/telephone`
  /// @throws IllegalArgumentException when there is no such list
  public List<Phrase> list(String name, Tongue tongue) {
    var list = lists.get(name);
    if (list == null) throw new IllegalArgumentException("no word list `" + name + "`");
    return list.getOrDefault(tongue, List.of());
  }

  /// Names of the lists of a file.
  public List<String> names(String file) {
    return lists.keySet().stream()
        .filter(it -> it.startsWith(file + "/"))
        .map(it -> it.substring(file.length() + 1))
        .sorted()
        .toList();
  }

  /// The languages in which a list stands.
  public Set<Tongue> tongues(String name) {
    return lists.getOrDefault(name, Map.of()).keySet();
  }
}
