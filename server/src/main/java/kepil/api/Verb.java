package kepil.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a key may be used for.
public enum Verb {
  DECIDE("ask the gate"),
  COLLECT("store values that enter at a point"),
  USE("open stored values for a purpose"),
  DISCLOSE("give stored values to a recipient"),
  DELETE("delete stored values"),
  SUBJECTS("find and admit people; say where they live, what they chose, what is known of them"),
  REQUESTS(
      "file, read, refuse and complete requests of people; completing an erasure erases the"
          + " person"),
  EVENTS("read what happened"),
  FOLLOW(
      "decide in a program of your own: hold the policy and what people chose, and hear of every"
          + " change"),
  RECORD("record what such a program decided");

  private final String says;

  Verb(String says) {
    this.says = says;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// For people: what a key with this verb can do.
  public String says() {
    return says;
  }

  public static Optional<Verb> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Verb::word).toList();
  }
}
