package kepil.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import kepil.proof.Sha256;
import kepil.web.Call;

/// Somebody who passed, and what they call for.
record Inside(Call call, Operator operator, String session) {
  /// As the logbook names who did something.
  Optional<UUID> who() {
    return Optional.of(operator.id());
  }

  /// Known to pages of this session only. Another site cannot read it, and the cookie alone does
  /// not say it.
  String token() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of("form token\n" + session));
  }

  /// Whether a form that brings this token is of this session.
  boolean sent(String token) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), token().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return operator.toString();
  }
}
