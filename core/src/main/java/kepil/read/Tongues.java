package kepil.read;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Recognises a language by its letters and its most frequent words.
final class Tongues {
  private Tongues() {}

  /// Letters that only one of our languages has.
  private static final Map<Tongue, String> LETTERS =
      Map.of(Tongue.KK, "әғқңөұүһі", Tongue.AZ, "ə", Tongue.RU, "ыэёъщ");

  private static final Map<Tongue, Set<String>> FREQUENT =
      Map.of(
          Tongue.KK,
              Set.of(
                  "және", "немесе", "үшін", "бұл", "осы", "мен", "біз", "туралы", "болып", "қажет",
                  "бойынша", "арқылы", "егер", "басқа", "сіз"),
          Tongue.AZ,
              Set.of(
                  "və",
                  "üçün",
                  "ilə",
                  "bu",
                  "olan",
                  "bir",
                  "biz",
                  "haqqında",
                  "sizin",
                  "tərəfindən",
                  "olaraq",
                  "hər",
                  "əgər",
                  "da",
                  "onun"),
          Tongue.RU,
              Set.of(
                  "и", "в", "на", "с", "для", "или", "не", "что", "мы", "по", "при", "их", "как",
                  "это", "вы"),
          Tongue.EN,
              Set.of(
                  "the", "and", "of", "to", "we", "you", "your", "our", "in", "or", "for", "is",
                  "that", "with", "may"));

  /// At least this share of the words must be frequent words of the language. Running text of a
  /// language has 8 to 40 hundredths; text of another has fewer than 3.
  private static final double ENOUGH = 0.04;

  static Tongue recognise(Stream<String> texts) {
    var scores = new EnumMap<Tongue, Double>(Tongue.class);
    var words =
        texts
            .flatMap(it -> Stream.of(it.split("[^\\p{L}]+")))
            .filter(it -> !it.isEmpty())
            .limit(20_000)
            .toList();
    if (words.isEmpty()) return Tongue.OTHER;
    for (var tongue : List.of(Tongue.KK, Tongue.AZ, Tongue.RU, Tongue.EN)) {
      long frequent =
          words.stream().filter(it -> FREQUENT.get(tongue).contains(tongue.fold(it))).count();
      var letters = LETTERS.getOrDefault(tongue, "");
      long marked =
          letters.isEmpty()
              ? 0
              : words.stream()
                  .filter(it -> tongue.fold(it).chars().anyMatch(c -> letters.indexOf(c) >= 0))
                  .count();
      scores.put(tongue, (frequent + 0.1 * marked) / words.size());
    }
    // Kazakh text has Russian letters too, so the letters only Kazakh has decide between the two.
    if (words.stream()
                .filter(
                    it ->
                        it.toLowerCase(Locale.ROOT)
                            .chars()
                            .anyMatch(c -> "әғқңөұүһ".indexOf(c) >= 0))
                .count()
            * 20
        > words.size()) {
      scores.put(Tongue.RU, 0.0);
    }
    var best = scores.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return best.getValue() >= ENOUGH ? best.getKey() : Tongue.OTHER;
  }
}
