package kepil.vault;

/// A personal value on its way: prints its length and nothing else.
public final class SecretText {
  private final String text;

  private SecretText(String text) {
    this.text = text;
  }

  public static SecretText of(String text) {
    return new SecretText(text);
  }

  /// The value itself: the one way in, and the word to search for in a review.
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretText it && it.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "secret text of " + text.length() + " characters";
  }
}
