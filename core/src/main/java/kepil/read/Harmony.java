package kepil.read;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Vowel harmony: after a back vowel Kazakh and Azerbaijani endings have a back one, after a front
/// vowel a front one.
///
/// Only the plural is asked, and the ending behind it: it follows the last vowel of every word,
/// also of those that came from elsewhere. Whether what stands before it is a word at all, the text
/// tells: it must begin other words there.
final class Harmony {
  private Harmony() {}

  private static final Pattern KAZAKH =
      Pattern.compile(
          "(?<stem>\\p{L}{3,}?)(?<plural>[лдт](?<vowel>[ае])р)(?<case>ы|і|ын|ін|ға|ге|да|де|дан|ден|ды|ді|дың|дің|ымыз|іміз|ыңыз|іңіз|ына|іне|ында|інде|ынан|інен|ының|інің|дағы|дегі)?");
  private static final Pattern AZERI =
      Pattern.compile(
          "(?<stem>\\p{L}{3,}?)(?<plural>l(?<vowel>[aə])r)(?<case>ı|i|ın|in|a|ə|da|də|dan|dən|ımız|imiz|ınız|iniz|ını|ini|ına|inə|ında|ində|ından|indən|la|lə)?");
  private static final String BACK = "аоұыaıou";
  private static final String FRONT = "әеөүіeəiöü";

  /// Letters after which either comes, as the word has been taken over.
  private static final Set<Character> EITHER = Set.of('у', 'и', 'ю', 'я', 'э', 'ё', 'ь');

  /// The ending that does not fit, if there is one.
  ///
  /// @param words of the text in lower case, with how often they stand there
  static Optional<String> broken(Tongue tongue, String word, NavigableMap<String, Long> words) {
    if (tongue != Tongue.KK && tongue != Tongue.AZ) return Optional.empty();
    var found = (tongue == Tongue.KK ? KAZAKH : AZERI).matcher(word);
    if (!found.matches()) return Optional.empty();
    var plural = found.group("plural");
    var stem = found.group("stem");
    boolean back = BACK.indexOf(found.group("vowel").charAt(0)) >= 0;
    var ending = found.group("case");
    if (ending != null && back != (BACK.indexOf(vowel(ending)) >= 0)) {
      return known(words, stem, "") ? Optional.of(ending) : Optional.empty();
    }
    char last = vowel(stem);
    if (last == 0 || EITHER.contains(last) || stem.endsWith("ь")) return Optional.empty();
    boolean stemBack = BACK.indexOf(last) >= 0;
    return stemBack != back && known(words, stem, plural) ? Optional.of(plural) : Optional.empty();
  }

  /// Whether a stem begins words of the text that go on otherwise.
  private static boolean known(NavigableMap<String, Long> words, String stem, String plural) {
    return words.tailMap(stem, true).keySet().stream()
        .takeWhile(it -> it.startsWith(stem))
        .limit(50)
        .anyMatch(it -> plural.isEmpty() || !it.startsWith(stem + plural));
  }

  /// The last vowel of a word, 0 for none.
  private static char vowel(String word) {
    for (int at = word.length() - 1; at >= 0; at--) {
      if (BACK.indexOf(word.charAt(at)) >= 0
          || FRONT.indexOf(word.charAt(at)) >= 0
          || EITHER.contains(word.charAt(at))) {
        return word.charAt(at);
      }
    }
    return 0;
  }
}
