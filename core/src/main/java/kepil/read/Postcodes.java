package kepil.read;

import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One house has one postcode.
final class Postcodes {
  private Postcodes() {}

  /// `LS1 4AB`: where the letter goes, and what house or houses it is for.
  static final String BRITISH_OUT = "[A-Z]{1,2}\\d[A-Z\\d]?";

  static final String BRITISH_IN = "\\d[A-Z]{2}";

  /// So many words name a house: its number, its street, and a place.
  private static final int LEAST = 4;

  private static final int MOST = 12;

  private record Said(String code, Finding.Spot spot) {}

  /// The same street and house under two postcodes.
  static void differing(Look at) {
    Map<String, List<Said>> houses = new LinkedHashMap<>();
    for (var block : at.blocks()) {
      var found = ContactChecks.POSTCODE.matcher(block.text());
      while (found.find()) {
        var code = found.group().replace(" ", "");
        var spot = at.document.spot(block, found.start(), found.end());
        behind(at, block.text().substring(found.end()))
            .or(() -> before(at, block.text().substring(0, found.start())))
            .ifPresent(
                house ->
                    houses
                        .computeIfAbsent(house, _ -> new ArrayList<>())
                        .add(new Said(code, spot)));
      }
    }
    houses.forEach(
        (house, said) -> {
          var first = said.getFirst();
          said.stream()
              .filter(it -> !it.code().equals(first.code()))
              .findFirst()
              .ifPresent(
                  other ->
                      at.found(
                          Severity.CHANGES,
                          List.of(other.spot(), first.spot()),
                          "one address has two postcodes: "
                              + tick(other.code())
                              + " and "
                              + tick(first.code()),
                          "a letter to the wrong one does not arrive, and a deadline runs",
                          "keep the one that is right, everywhere the same"));
        });
  }

  /// `050012, Almaty, Windy Street, 18`: the words up to the number of the house.
  private static Optional<String> behind(Look at, String text) {
    if (!text.stripLeading().startsWith(",")) return Optional.empty();
    var words = line(at, text.substring(0, Math.min(text.length(), 160)).split("[\\n;+]", 2)[0]);
    for (int it = LEAST - 1; it < Math.min(words.size(), MOST); it++) {
      if (Character.isDigit(words.get(it).charAt(0))) {
        return Optional.of(String.join(" ", words.subList(0, it + 1)));
      }
    }
    return Optional.empty();
  }

  /// `18 Windy Street, Leeds, LS1 4AP`: the words from the number of the house on.
  private static Optional<String> before(Look at, String text) {
    var last = text.substring(Math.max(0, text.length() - 160));
    var words = line(at, last.substring(last.lastIndexOf('\n') + 1));
    for (int it = words.size() - LEAST; it >= Math.max(0, words.size() - MOST); it--) {
      if (Character.isDigit(words.get(it).charAt(0))) {
        return Optional.of(String.join(" ", words.subList(it, words.size())));
      }
    }
    return Optional.empty();
  }

  private static List<String> line(Look at, String text) {
    var plain = StructureChecks.plain(at.document, text);
    return plain.isEmpty() ? List.of() : List.of(plain.split(" "));
  }
}
