package kepil.rights;

/// Says something in a person's language: the words room.
@FunctionalInterface
public interface Wording {
  String say(String language, String key, Object... args);
}
