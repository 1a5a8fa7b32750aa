package kepil.rights;

/// Hashes something under a key that lies outside the database, letter by letter: the keyring.
@FunctionalInterface
public interface Blinding {
  byte[] of(String org, String field, String value);
}
