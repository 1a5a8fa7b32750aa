package kepil.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The ground on which a purpose stands (GDPR Art. 6(1) and its relatives).
public enum Basis {
  CONSENT("https://w3id.org/dpv#Consent"),
  CONTRACT("https://w3id.org/dpv#Contract"),
  LEGAL_DUTY("https://w3id.org/dpv#LegalObligation"),
  LEGITIMATE_INTEREST("https://w3id.org/dpv#LegitimateInterest"),
  REQUEST("https://w3id.org/dpv#EnterIntoContract");

  private final String iri;

  Basis(String iri) {
    this.iri = iri;
  }

  /// The term of the W3C Data Privacy Vocabulary 2.3.
  public String iri() {
    return iri;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Basis of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst().orElseThrow();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Basis::word).toList();
  }
}
