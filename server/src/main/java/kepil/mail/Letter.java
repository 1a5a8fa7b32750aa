package kepil.mail;

/// A letter to one person. Its text form names its purpose and nothing else.
///
/// @param language BCP 47, said in the header
/// @param purpose why it is written, a word for the books: `one-time-code`, `request`, …
public record Letter(String to, String language, String subject, String text, String purpose) {
  @Override
  public String toString() {
    return "Letter[" + purpose + "]";
  }
}
