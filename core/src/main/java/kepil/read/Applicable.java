package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.law.Law;
import kepil.law.Laws;

/// Which laws a text answers to, and how one can see it.
///
/// @param reason for people: which words of the text, or that it was asked for
public record Applicable(Law law, String reason) {

  /// A text in a language of one country is written for people there.
  private static final Map<Tongue, String> OF_LANGUAGE =
      Map.of(Tongue.KK, "kz-94v", Tongue.AZ, "az-998");

  /// The laws whose places, acts or languages the text names.
  public static List<Applicable> recognise(Document document, Words words, Laws laws) {
    var found = new ArrayList<Applicable>();
    for (var law : laws.all()) {
      if (!words.names("recognise").contains(law.id())) continue;
      var phrases = words.list("recognise/" + law.id(), document.tongue());
      var named = named(document, phrases);
      if (named.isPresent()) found.add(new Applicable(law, named.get()));
      else if (law.id().equals(OF_LANGUAGE.get(document.tongue()))) {
        found.add(new Applicable(law, "it is written in the language of the country"));
      }
    }
    return found;
  }

  private static Optional<String> named(Document document, List<Phrase> phrases) {
    for (var block : document.blocks()) {
      for (var sentence : block.sentences()) {
        var hit = Phrase.first(phrases, sentence);
        if (hit.isPresent()) {
          return Optional.of(
              "line "
                  + document.place(block, hit.get().start()).line()
                  + " names `"
                  + block.text().substring(hit.get().start(), hit.get().end())
                  + "`");
        }
      }
    }
    return Optional.empty();
  }

  public static List<Applicable> given(List<Law> laws) {
    return laws.stream().map(it -> new Applicable(it, "asked for")).toList();
  }
}
