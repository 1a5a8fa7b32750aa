package kepil.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import kepil.yaml.Fault;

/// Finds what was left in a text by mistake: a placeholder nobody filled, the residue of a tool,
/// the same words twice, a paragraph in another script than that of its language.
final class Leftovers {
  private Leftovers() {}

  /// What published policies really contain, and what templates ask to be replaced by.
  private static final Pattern UNFILLED =
      Pattern.compile(
          "\\b(created with [\\p{L}]+|lorem ipsum|to be"
              + " (determined|completed)|TODO|TBD|FIXME|XXX+)\\b|\\b(insert|указать|укажите|вставить|вставьте|көрсетіңіз|енгізіңіз|göstərin|daxil"
              + " edin)\\s+(here|address|date|name|адрес|дату|имя|название|сюда|мекенжай\\p{L}*|күн\\p{L}*|ünvan\\p{L}*|tarix\\p{L}*)\\b"
              + "|\\{\\{|\\}\\}|<[^>]*>|\\[[^\\]]*](?!\\()|_{3,}|\\.{4,}|…{2,}",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Set<String> CYRILLIC =
      Set.of("kk", "ru", "ky", "uk", "be", "bg", "mn", "tg");
  private static final Set<String> LATIN =
      Set.of("en", "az", "tr", "uz", "de", "fr", "es", "it", "pl", "nl");

  static void check(String language, Text text, List<Fault> faults) {
    var seen = new LinkedHashMap<String, String>();
    for (var part : text.parts()) {
      var place = UNFILLED.matcher(part.markdown());
      if (place.find()) {
        faults.add(
            at(
                text,
                part,
                "still holds `" + place.group() + "`",
                "the words that belong there",
                "fill it in, or take it out"));
      }
      var words =
          part.markdown().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
      var earlier = seen.putIfAbsent(words, part.id());
      if (earlier != null) {
        faults.add(
            at(
                text,
                part,
                "says the same words as `" + earlier + "`",
                "each thing once",
                "take one of them out"));
      }
      if (words.matches("(.+) \\1")) {
        faults.add(
            at(text, part, "says its words twice", "each thing once", "take one of them out"));
      }
      if (CYRILLIC.contains(language) && !part.markdown().matches("(?s).*\\p{IsCyrillic}.*")
          || LATIN.contains(language) && !part.markdown().matches("(?s).*\\p{IsLatin}.*")) {
        faults.add(
            at(
                text,
                part,
                "has no word in the script of `" + language + "`",
                "the language of the page",
                "translate it"));
      }
    }
  }

  private static Fault at(Text text, Text.Part part, String says, String expected, String advice) {
    return new Fault(
        text.file(), part.line(), 1, "clause `" + part.id() + "` " + says, expected, advice);
  }
}
