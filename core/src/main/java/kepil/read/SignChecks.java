package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Signs that stand for a letter they look like: a scanner reads `aIso` and `pr0vide`.
final class SignChecks {
  private SignChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "sign-for-letter",
              Kind.LETTERS,
              "a figure, or a capital I, within a word where another letter was meant",
              "it looks right and is found by no search; screen readers spell it out",
              SignChecks::look));

  /// A shorter word may be a name, a model or a unit.
  private static final int SHORTEST = 4;

  private static final int LONGEST = 40;

  /// So many letters of a word of the field must be there, the one that was meant among them.
  private static final int KNOWN = 5;

  /// What was meant by a sign among Latin letters.
  private static final Map<Character, String> LATIN = Map.of('I', "l", '1', "li", '0', "o");

  /// What was meant by a figure among Cyrillic ones.
  private static final Map<Character, String> CYRILLIC = Map.of('0', "о", '3', "з");

  private static void look(Look at) {
    var tongue = at.document.tongue();
    if (tongue == Tongue.OTHER) return;
    var written = new HashSet<String>();
    at.document
        .sentences()
        .flatMap(it -> it.tokens().stream())
        .filter(Token::isWord)
        .forEach(it -> written.add(it.text().toLowerCase(Locale.ROOT)));
    at.eachWord(
        token ->
            meant(at, token.text(), tongue, written)
                .map(
                    it ->
                        tick(token.text())
                            + " has a sign for a letter: "
                            + tick(it)
                            + " was meant"),
        "it looks right and is found by no search",
        "type the letter");
  }

  /// The word with the letter, where it is one that the text or the field has.
  private static Optional<String> meant(Look at, String word, Tongue tongue, Set<String> written) {
    if (word.length() < SHORTEST || word.length() > LONGEST) return Optional.empty();
    var signs = new ArrayList<Integer>();
    for (int it = 0; it < word.length(); it++) {
      char sign = word.charAt(it);
      if (Character.isDigit(sign) || sign == 'I' && tongue == Tongue.EN) signs.add(it);
      // Names in capitals and codes are written as their owners like.
      else if (!Character.isLetter(sign) || it > 0 && Character.isUpperCase(sign)) {
        return Optional.empty();
      }
    }
    if (signs.size() != 1) return Optional.empty();
    int place = signs.getFirst();
    boolean cyrillic = tongue == Tongue.RU || tongue == Tongue.KK;
    var letters = (cyrillic ? CYRILLIC : LATIN).getOrDefault(word.charAt(place), "");
    // A capital I begins words of its own right.
    if (word.charAt(place) == 'I' && place == 0) return Optional.empty();
    var spelling = at.desk.lexicon().spelling(tongue);
    for (char letter : letters.toCharArray()) {
      var right = word.substring(0, place) + letter + word.substring(place + 1);
      var folded = right.toLowerCase(Locale.ROOT);
      if (written.contains(folded)
          || spelling.wholes().contains(Lexicon.fold(right, tongue))
          || spelling.begins(Lexicon.fold(right, tongue), Math.max(KNOWN, place + 1))
          || at.words("letters/common").stream().anyMatch(it -> it.toString().equals(folded))) {
        return Optional.of(right);
      }
    }
    return Optional.empty();
  }
}
