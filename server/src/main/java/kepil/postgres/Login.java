package kepil.postgres;

/// How to get into a PostgreSQL of ours. Prints no password.
public record Login(String url, String user, String password) {
  @Override
  public String toString() {
    return url + " as " + user;
  }
}
