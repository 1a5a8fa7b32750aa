package kepil.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Files that ship with the house: stylesheet, icons, banner. Each has a tag of its content.
public final class Statics {
  private record File(String type, byte[] body, String tag) {}

  private static final Map<String, String> TYPES =
      Map.of(
          "css",
          "text/css; charset=utf-8",
          "js",
          "text/javascript; charset=utf-8",
          "svg",
          "image/svg+xml",
          "png",
          "image/png",
          "ico",
          "image/x-icon",
          "json",
          "application/json",
          "txt",
          "text/plain; charset=utf-8");

  private static final Map<String, File> READ = new ConcurrentHashMap<>();

  private Statics() {}

  /// `/static/kepil.css?v=3f2a…`: may be kept for ever, as another content has another address.
  public static String link(String name) {
    return "/static/" + name + "?v=" + read(name).tag().substring(1, 13);
  }

  public static List<Route> routes() {
    return List.of(Route.get("/static/{file}", it -> serve(it, it.path("file"))));
  }

  /// The file, or that the caller already holds it.
  public static Reply serve(Call call, String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]*(\\.[a-z0-9]+)+") || !TYPES.containsKey(ending(name))) {
      return Reply.notFound();
    }
    if (Statics.class.getResource("/static/" + name) == null) return Reply.notFound();
    var file = read(name);
    boolean lasting = call.query("v").filter(it -> file.tag().startsWith("\"" + it)).isPresent();
    var reply = call.holds(file.tag()) ? Reply.status(304) : Reply.bytes(file.type(), file.body());
    return reply
        .with("ETag", file.tag())
        .with(
            "Cache-Control", lasting ? "public, max-age=31536000, immutable" : "public, no-cache");
  }

  private static File read(String name) {
    return READ.computeIfAbsent(
        name,
        _ -> {
          try (var in = Statics.class.getResourceAsStream("/static/" + name)) {
            if (in == null) throw new IllegalArgumentException("no static file `" + name + "`");
            var body = in.readAllBytes();
            var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            return new File(
                TYPES.getOrDefault(ending(name), "application/octet-stream"),
                body,
                "\"" + hash.substring(0, 32) + "\"");
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
          }
        });
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
