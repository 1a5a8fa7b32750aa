package kepil.read;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Organisations that a text names with their legal form: `Mill Printers GmbH`, `ТОО «Река»`.
final class Organisations {
  private Organisations() {}

  private static final String FORM =
      "(?:LLC|Ltd|Limited|Inc|GmbH|LLP|ЖШС|АҚ|ТОО|АО|ПАО|ООО|MMC|QSC|ASC)";

  private static final Pattern NAME =
      Pattern.compile(
          "(?<![\\p{L}\\d])(?:"
              + FORM
              + "\\s+[«\"“](?<behind>[^«»\"“”\\n"
              + "]{2,60})[»\"”]|[«\"“](?<quoted>[^«»\"“”\\n"
              + "]{2,60})[»\"”]\\s+"
              + FORM
              + "|(?<plain>(?:\\p{Lu}[\\p{L}&-]{1,30}\\s+){1,4})g?"
              + FORM
              + ")(?![\\p{L}\\d])");

  /// Names shorter than so many letters are compared whole.
  private static final int BEGINNING = 5;

  /// The first organisation that is named with its form.
  static Optional<Finding.Spot> first(Document document) {
    for (var block : document.blocks()) {
      var found = NAME.matcher(block.text());
      if (found.find()) return Optional.of(document.spot(block, found.start(), found.end()));
    }
    return Optional.empty();
  }

  /// The first organisation that is named beside the first one. Names that begin alike are branches
  /// of one: `River Books Ltd` and `River Books Holding LLC`.
  static Optional<Finding.Spot> second(Document document) {
    Map<String, Finding.Spot> all = new HashMap<>();
    for (var block : document.blocks()) {
      var found = NAME.matcher(block.text());
      while (found.find()) {
        var name =
            found.group("behind") != null
                ? found.group("behind")
                : found.group("quoted") != null ? found.group("quoted") : found.group("plain");
        var letters = name.replaceAll("[^\\p{L}]", "").toLowerCase(Locale.ROOT);
        if (letters.isEmpty()) continue;
        var spot = document.spot(block, found.start(), found.end());
        all.putIfAbsent(letters.substring(0, Math.min(BEGINNING, letters.length())), spot);
        if (all.size() > 1) return Optional.of(spot);
      }
    }
    return Optional.empty();
  }
}
