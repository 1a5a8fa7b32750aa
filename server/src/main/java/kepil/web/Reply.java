package kepil.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What goes back. Prints only its status and size.
///
/// @param headers names as they are sent
/// @param problem instead of a body: shown as a page or as JSON, as the caller prefers
public record Reply(
    int status,
    Map<String, List<String>> headers,
    List<Cookie> cookies,
    byte[] body,
    Optional<Problem> problem) {
  public Reply {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    cookies = List.copyOf(cookies);
  }

  private static final byte[] EMPTY = new byte[0];

  public static Reply html(String page) {
    return html(200, page);
  }

  public static Reply html(int status, String page) {
    return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  public static Reply text(String text) {
    return text(200, text);
  }

  public static Reply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /// @param value what Jackson can write: maps, lists, records, JSON nodes
  public static Reply json(Object value) {
    return json(200, value);
  }

  public static Reply json(int status, Object value) {
    return of(status, "application/json", Json.MAPPER.writeValueAsBytes(value));
  }

  public static Reply bytes(String type, byte[] body) {
    return of(200, type, body);
  }

  /// A file to keep.
  ///
  /// @param name ASCII, without quotes or slashes
  public static Reply file(String name, String type, byte[] body) {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("`" + name + "` is no plain file name");
    }
    return of(200, type, body).with("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  /// After a POST: the browser gets the page with GET, so that reloading it posts nothing.
  ///
  /// @param address on this server
  public static Reply redirect(String address) {
    return moved(303, address);
  }

  static Reply moved(int status, String address) {
    if (!address.startsWith("/")
        || address.startsWith("//")
        || address.chars().anyMatch(it -> it <= ' ' || it == '\\')) {
      throw new IllegalArgumentException("a redirection must stay on this server");
    }
    return new Reply(
        status, Map.of("Location", List.of(address)), List.of(), EMPTY, Optional.empty());
  }

  public static Reply created(String address, Object value) {
    return json(201, value).with("Location", address);
  }

  public static Reply status(int status) {
    return new Reply(status, Map.of(), List.of(), EMPTY, Optional.empty());
  }

  public static Reply problem(Problem problem) {
    return new Reply(problem.status(), Map.of(), List.of(), EMPTY, Optional.of(problem));
  }

  public static Reply notFound() {
    return problem(Problem.of(404, "nothing is here"));
  }

  private static Reply of(int status, String type, byte[] body) {
    return new Reply(
        status, Map.of("Content-Type", List.of(type)), List.of(), body, Optional.empty());
  }

  public Reply with(String header, String value) {
    if (value.chars().anyMatch(it -> it < ' ' || it == 0x7f)) {
      throw new IllegalArgumentException("a control character in header `" + header + "`");
    }
    var all = new LinkedHashMap<>(headers);
    all.keySet().removeIf(it -> it.equalsIgnoreCase(header));
    all.put(header, List.of(value));
    return new Reply(status, all, cookies, body, problem);
  }

  /// Adds a header only where none of this name stands.
  Reply withDefault(String header, String value) {
    return header(header).isPresent() ? this : with(header, value);
  }

  /// The same for many at once.
  ///
  /// @param checked values without control characters
  Reply withDefaults(Map<String, String> checked) {
    var all = new LinkedHashMap<>(headers);
    checked.forEach(
        (name, value) -> {
          if (header(name).isEmpty()) all.put(name, List.of(value));
        });
    return new Reply(status, all, cookies, body, problem);
  }

  public Reply setting(Cookie cookie) {
    var all = new ArrayList<>(cookies);
    all.add(cookie);
    return new Reply(status, headers, all, body, problem);
  }

  /// Keeps the language that `?lang=` chose, until the browser closes.
  public Reply remembering(Call call, List<String> offered) {
    var reply = withDefault("Vary", "Accept-Language, Cookie");
    return call.query("lang")
        .filter(offered::contains)
        .map(it -> reply.setting(Cookie.lax(Cookie.LANGUAGE, it)))
        .orElse(reply);
  }

  public Optional<String> header(String name) {
    for (var it : headers.entrySet()) {
      if (it.getKey().equalsIgnoreCase(name) && !it.getValue().isEmpty()) {
        return Optional.of(it.getValue().getFirst());
      }
    }
    return Optional.empty();
  }

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// The body as JSON of a problem.
  Reply asJson() {
    return problem
        .map(
            it ->
                new Reply(
                        status,
                        headers,
                        cookies,
                        Json.MAPPER.writeValueAsBytes(it.members()),
                        Optional.empty())
                    .with("Content-Type", "application/problem+json"))
        .orElse(this);
  }

  Reply asHtml(String page) {
    return new Reply(
            status, headers, cookies, page.getBytes(StandardCharsets.UTF_8), Optional.empty())
        .with("Content-Type", "text/html; charset=utf-8");
  }

  @Override
  public String toString() {
    return "Reply[" + status + ", " + body.length + " bytes]";
  }
}
