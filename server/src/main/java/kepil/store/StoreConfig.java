package kepil.store;

/// Where the database is and how to get in.
///
/// @param url a JDBC URL, `jdbc:postgresql://host:port/database`
/// @param connections how many at most at a time
public record StoreConfig(String url, String user, String password, int connections) {

  private static final String SCHEME = "jdbc:postgresql:";

  public StoreConfig {
    if (!url.startsWith(SCHEME)) {
      throw new StoreFault(
          "not a PostgreSQL database: `"
              + withoutSecrets(url)
              + "`; expected `jdbc:postgresql://host:port/database`");
    }
    if (connections < 1) {
      throw new StoreFault(
          "`" + connections + "` connections to the database are too few; expected 1 or more");
    }
  }

  /// Enough for a small machine; PostgreSQL itself allows a hundred.
  public static StoreConfig of(String url, String user, String password) {
    return new StoreConfig(url, user, password, 16);
  }

  /// The URL as it may be shown: parameters and a `user:password@` may hold secrets.
  public String place() {
    return withoutSecrets(url);
  }

  private static String withoutSecrets(String url) {
    return url.replaceFirst("\\?.*$", "").replaceFirst("//[^/@]*@", "//");
  }

  @Override
  public String toString() {
    return place() + " as " + user;
  }
}
