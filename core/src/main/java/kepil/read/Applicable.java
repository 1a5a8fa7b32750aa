package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepil.law.Law;
import kepil.law.Laws;

/// Which laws a text answers to, and how one can see it.
///
/// @param reason for people: which words of the text, or that it was asked for
public record Applicable(Law law, String reason) {

  /// A text in a language of one country is written for people there.
  private static final Map<Tongue, String> OF_LANGUAGE =
      Map.of(Tongue.KK, "kz-94v", Tongue.AZ, "az-998");

  /// Postcodes that no other country writes so: `LS1 4AB`.
  private static final Map<String, Pattern> OF_POSTCODE =
      Map.of(
          "uk-gdpr",
          Pattern.compile("\\b" + Postcodes.BRITISH_OUT + " " + Postcodes.BRITISH_IN + "\\b"));

  /// Lists of `recognise.yaml` that are about words beside a name.
  private static final Set<String> NO_LAWS = Set.of("act", "goes", "whose", "home");

  /// Ends the name of a list of the countries where a law of a union holds.
  private static final String MEMBERS = "-members";

  /// So often a place is looked at in one sentence.
  private static final int MOST = 20;

  /// The laws whose places, acts or languages the text names.
  public static List<Applicable> recognise(Document document, Words words, Laws laws) {
    var found = new ArrayList<Applicable>();
    for (var law : laws.all()) {
      if (!words.names("recognise").contains(law.id())) continue;
      var named =
          named(document, words, law.id())
              .or(() -> member(document, words, law.id()))
              .or(() -> postcode(document, words, law.id()));
      if (named.isPresent()) found.add(new Applicable(law, named.get()));
      else if (law.id().equals(OF_LANGUAGE.get(document.tongue()))) {
        found.add(new Applicable(law, "it is written in the language of the country"));
      }
    }
    return found;
  }

  private interface Sign {
    Optional<String> in(Block block, Sentence sentence);
  }

  private static Optional<String> first(Document document, Sign sign) {
    return document.blocks().stream()
        .flatMap(block -> block.sentences().stream().flatMap(it -> sign.in(block, it).stream()))
        .findFirst();
  }

  /// @param from in the block
  private static String told(Document document, Block block, int from, int to, String how) {
    var line = document.place(block, from).line();
    return "line " + line + " " + how.formatted("`" + block.text().substring(from, to) + "`");
  }

  private static Optional<String> named(Document document, Words words, String law) {
    var phrases = new ArrayList<>(words.list("recognise/" + law, document.tongue()));
    // An address may stand in English in a text of any language: `Tokyo, Japan`.
    phrases.addAll(words.list("recognise/" + law, Tongue.EN));
    return first(
        document,
        (block, sentence) ->
            phrases.stream()
                .flatMap(it -> it.all(sentence).stream().limit(MOST))
                .filter(
                    it ->
                        !onlyGoesThere(it, sentence, words, document.tongue())
                            && (!cell(it, block.text())
                                || belongs(sentence, words, document.tongue()))
                            && !partOfAnother(it, sentence, words, law))
                .findFirst()
                .map(it -> told(document, block, it.start(), it.end(), "names %s")));
  }

  /// A country of a union where whoever is responsible is at home.
  private static Optional<String> member(Document document, Words words, String law) {
    var list = law + MEMBERS;
    if (!words.names("recognise").contains(list)) return Optional.empty();
    var tongue = document.tongue();
    return first(
        document,
        (block, sentence) ->
            hits("home", sentence, words, tongue).findAny().isEmpty()
                    || goes(sentence, words, tongue)
                ? Optional.empty()
                : Stream.concat(
                        hits(list, sentence, words, tongue), hits(list, sentence, words, Tongue.EN))
                    .findFirst()
                    .map(
                        it -> told(document, block, it.start(), it.end(), "says that %s is home")));
  }

  /// A law whose readers or whoever is responsible have such an address.
  private static Optional<String> postcode(Document document, Words words, String law) {
    var pattern = OF_POSTCODE.get(law);
    if (pattern == null) return Optional.empty();
    return first(
        document,
        (block, sentence) -> {
          var found = pattern.matcher(sentence.text());
          if (!found.find() || goes(sentence, words, document.tongue())) return Optional.empty();
          return Optional.of(
              told(
                  document,
                  block,
                  sentence.start() + found.start(),
                  sentence.start() + found.end(),
                  "has the postcode %s"));
        });
  }

  /// Whether a sentence speaks of data that go somewhere, or of somebody who gets them.
  private static boolean goes(Sentence sentence, Words words, Tongue tongue) {
    return hits("goes", sentence, words, tongue).findAny().isPresent();
  }

  /// Whether a place is named as one to which data go, not as one of the people or of whoever is
  /// responsible: the nearest word tells.
  private static boolean onlyGoesThere(
      Phrase.Hit place, Sentence sentence, Words words, Tongue tongue) {
    if (hits("act", sentence, words, tongue)
        .anyMatch(it -> it.start() < place.end() && place.start() < it.end())) {
      return false;
    }
    int goes = nearest("goes", place, sentence, words, tongue);
    // `Sent from` is a word of data, though `from` alone is one of people.
    return goes < Integer.MAX_VALUE && goes <= nearest("whose", place, sentence, words, tongue);
  }

  /// Whether a cell of a table holds nothing but the place: it says where the thing of its row is,
  /// and in a policy these are mostly those who get the data.
  private static boolean cell(Phrase.Hit place, String row) {
    var before = row.substring(0, place.start()).stripTrailing();
    var after = row.substring(place.end()).stripLeading();
    return row.indexOf('|') >= 0
        && (before.isEmpty() || before.endsWith("|"))
        && (after.isEmpty() || after.startsWith("|"));
  }

  private static boolean belongs(Sentence sentence, Words words, Tongue tongue) {
    return hits("whose", sentence, words, tongue).findAny().isPresent();
  }

  /// Whether the name is a part of a longer one of another law: `UK GDPR` does not name the GDPR.
  private static boolean partOfAnother(
      Phrase.Hit name, Sentence sentence, Words words, String law) {
    return words.names("recognise").stream()
        .filter(it -> !it.equals(law) && !NO_LAWS.contains(it) && !it.endsWith(MEMBERS))
        .flatMap(it -> hits(it, sentence, words, Tongue.EN))
        .anyMatch(
            it ->
                it.start() <= name.start()
                    && name.end() <= it.end()
                    && it.end() - it.start() > name.end() - name.start());
  }

  private static Stream<Phrase.Hit> hits(
      String list, Sentence sentence, Words words, Tongue tongue) {
    return words.list("recognise/" + list, tongue).stream()
        .flatMap(it -> it.all(sentence).stream());
  }

  /// How many letters off the nearest of a list stands.
  private static int nearest(
      String list, Phrase.Hit place, Sentence sentence, Words words, Tongue tongue) {
    return hits(list, sentence, words, tongue)
        .mapToInt(it -> Math.max(place.start() - it.end(), it.start() - place.end()))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  public static List<Applicable> given(List<Law> laws) {
    return laws.stream().map(it -> new Applicable(it, "asked for")).toList();
  }
}
