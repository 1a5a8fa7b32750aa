package kepil.mail;

import java.util.Optional;

/// Where letters are handed over.
///
/// @param from the address they come from
/// @param login name and password, if the server wants them
/// @param tls whether the connection must be upgraded to TLS (STARTTLS)
public record MailServer(String host, int port, String from, Optional<Login> login, boolean tls) {
  public record Login(String name, String password) {
    @Override
    public String toString() {
      return "Login[" + name + "]";
    }
  }
}
