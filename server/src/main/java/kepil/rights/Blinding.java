package kepil.rights;

/// Hashes an identifier under a key that lies outside the database: the keyring.
@FunctionalInterface
public interface Blinding {
  byte[] of(String org, String field, String value);
}
