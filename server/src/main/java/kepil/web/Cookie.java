package kepil.web;

import java.time.Duration;
import java.util.Optional;

/// A cookie as we set them: never readable by scripts, never sent from other sites with a POST,
/// `Secure` wherever the call came by https.
///
/// @param lasting how long it lives; until the browser closes, if empty
/// @param strict not even sent when a link on another site leads here
public record Cookie(
    String name, String value, String path, Optional<Duration> lasting, boolean strict) {
  /// The language somebody chose, the visit of somebody who proved who they are, and the receipt of
  /// somebody who was erased: all that visitors of an organisation's pages get from us.
  public static final String LANGUAGE = "lang";

  public static final String VISIT = "kepil-visit";
  public static final String RECEIPT = "kepil-receipt";

  public Cookie {
    if (!name.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException("`" + name + "` is no name for a cookie");
    }
    if (!value.matches("[!#-+\\--:<-\\[\\]-~]*")) {
      throw new IllegalArgumentException("the value of cookie `" + name + "` needs encoding");
    }
    if (!path.matches("/[A-Za-z0-9/_.-]*")) {
      throw new IllegalArgumentException("cookie `" + name + "` has an unusable path");
    }
  }

  /// Sent also when a link on another site leads here: languages, and sessions entered by a link in
  /// a mail.
  public static Cookie lax(String name, String value) {
    return new Cookie(name, value, "/", Optional.empty(), false);
  }

  public static Cookie strict(String name, String value) {
    return new Cookie(name, value, "/", Optional.empty(), true);
  }

  /// Makes the browser forget it.
  public static Cookie gone(String name) {
    return lax(name, "").lasting(Duration.ZERO);
  }

  public Cookie below(String prefix) {
    return new Cookie(name, value, prefix, lasting, strict);
  }

  public Cookie lasting(Duration time) {
    return new Cookie(name, value, path, Optional.of(time), strict);
  }

  String header(boolean secure) {
    return name
        + "="
        + value
        + "; Path="
        + path
        + lasting.map(it -> "; Max-Age=" + it.toSeconds()).orElse("")
        + "; HttpOnly; SameSite="
        + (strict ? "Strict" : "Lax")
        + (secure ? "; Secure" : "");
  }

  @Override
  public String toString() {
    return "Cookie[" + name + "]";
  }
}
