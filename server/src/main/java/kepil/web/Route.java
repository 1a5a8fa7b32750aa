package kepil.web;

import java.util.List;
import java.util.Locale;

/// Which calls go to which handler.
///
/// @param path `/{org}/policy/{version}`: a segment in braces takes any text; a literal one goes
///   before it
/// @param fromAnywhere whether pages of other sites may post here: only for what no cookie can open
public record Route(String method, String path, Handler handler, boolean fromAnywhere) {
  public Route {
    method = method.toUpperCase(Locale.ROOT);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("route `" + path + "` does not begin with `/`");
    }
  }

  public Route(String method, String path, Handler handler) {
    this(method, path, handler, false);
  }

  public static Route get(String path, Handler handler) {
    return new Route("GET", path, handler);
  }

  public static Route post(String path, Handler handler) {
    return new Route("POST", path, handler);
  }

  /// For machine interfaces that are opened by a key in a header, and for what the banner sends.
  public Route anywhere() {
    return new Route(method, path, handler, true);
  }

  List<String> segments() {
    return Segments.of(path);
  }
}
