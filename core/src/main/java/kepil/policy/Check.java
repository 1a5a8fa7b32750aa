package kepil.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the compiler and the publisher hold the text itself to. A clause may be kept by one of
/// these instead of a rule, because the promise is about the words.
public enum Check {
  /// Every language has every clause, of the same kind, in the same order.
  LANGUAGES_AGREE,
  /// One title, one effective date, one version, the same in all languages.
  DATE_AND_TITLE,
  /// The contents are made from the headings.
  CONTENTS,
  /// Links, e-mail addresses and numbers of a clause are the same in all languages, no link is
  /// empty.
  LINKS_AGREE,
  /// Every e-mail address, telephone number and postal code in the text stands in `contacts`.
  ONE_ADDRESS_BOOK,
  /// A defined term, printed **bold** once, is defined in one clause only.
  TERMS_ONCE,
  /// No placeholder, no residue of a tool, nothing twice, nothing in another script than its
  /// language's.
  NO_LEFTOVERS,
  /// One language prevails and every page says which.
  ONE_LANGUAGE_PREVAILS,
  /// A published version is never changed; a new text needs a new version with a reason and a date.
  VERSIONS_KEPT,
  /// What is collected and done is what the version in force declares; anything else is refused and
  /// recorded.
  DECLARED_ONLY,
  /// Every field that a point collects is used by one of the purposes of that point.
  FIELDS_SERVE,
  /// Safeguards are on record for operators and auditors; pages say that one stands and when it was
  /// checked, and neither its proof nor its owner.
  MEASURES_INTERNAL;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Check of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst().orElseThrow();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Check::word).toList();
  }
}
