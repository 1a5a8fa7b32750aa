package kepil.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One request, whole: its body has been read and is within bounds. Prints nothing of what it
/// carries.
///
/// @param address the path as it was sent, still encoded
/// @param params what stood in the braces of the route
/// @param headers by lower-case name
/// @param remote the address it came from, of IPv6 the network; personal data, for rate limits in
///   memory only
/// @param secure whether it came by https
public record Call(
    String method,
    String address,
    Map<String, String> params,
    Pairs query,
    Map<String, List<String>> headers,
    byte[] body,
    String remote,
    boolean secure) {

  public Call {
    params = Map.copyOf(params);
    headers = Map.copyOf(headers);
  }

  /// For tests: a call without a socket.
  public static Call get(String addressWithQuery) {
    return bare("GET", addressWithQuery, new byte[0]);
  }

  /// For tests: a form sent from our own page.
  public static Call post(String addressWithQuery, Map<String, String> form) {
    var written = new ArrayList<String>();
    form.forEach((name, value) -> written.add(encoded(name) + "=" + encoded(value)));
    return bare(
            "POST", addressWithQuery, String.join("&", written).getBytes(StandardCharsets.US_ASCII))
        .with("content-type", FORM);
  }

  private static final String FORM = "application/x-www-form-urlencoded";

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Call bare(String method, String address, byte[] body) {
    int mark = address.indexOf('?');
    var path = mark < 0 ? address : address.substring(0, mark);
    var query = mark < 0 ? Pairs.none() : Pairs.read(address.substring(mark + 1));
    return new Call(method, path, Map.of(), query, Map.of(), body, "127.0.0.1", false);
  }

  public Call with(String header, String value) {
    var all = new HashMap<>(headers);
    all.put(header.toLowerCase(Locale.ROOT), List.of(value));
    return new Call(method, address, params, query, all, body, remote, secure);
  }

  /// The same call with what stood in the braces.
  public Call at(Map<String, String> found) {
    return new Call(method, address, found, query, headers, body, remote, secure);
  }

  /// What stood in `{name}` of the route.
  public String path(String name) {
    var value = params.get(name);
    if (value == null) throw new IllegalArgumentException("the route has no `{" + name + "}`");
    return value;
  }

  public Optional<String> query(String name) {
    return query.first(name);
  }

  public Optional<String> header(String name) {
    var values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  public Optional<String> cookie(String name) {
    return headers.getOrDefault("cookie", List.of()).stream()
        .flatMap(it -> List.of(it.split(";")).stream())
        .map(String::strip)
        .filter(it -> it.startsWith(name + "="))
        .map(it -> it.substring(name.length() + 1))
        .findFirst();
  }

  /// The fields of a form.
  ///
  /// @throws Malformed 415 where it is no form, 400 where it cannot be read
  public Pairs form() {
    if (!mediaType().equals(FORM)) throw new Malformed(415, "expected `" + FORM + "`");
    return Pairs.read(Percent.utf8(body));
  }

  /// @throws Malformed 415 where it is no JSON by its type, 400 where it cannot be read
  public JsonNode json() {
    if (!mediaType().equals("application/json") && !mediaType().endsWith("+json")) {
      throw new Malformed(415, "expected `application/json`");
    }
    try {
      var read = Json.MAPPER.readTree(text());
      if (read.isMissingNode()) throw new Malformed("an empty body where JSON was expected");
      return read;
    } catch (JacksonException unreadable) {
      // Jackson's own text may quote what was sent.
      var at = unreadable.getLocation();
      throw new Malformed(
          "JSON that cannot be read"
              + (at == null ? "" : ", line " + at.getLineNr() + " column " + at.getColumnNr()));
    }
  }

  /// @throws Malformed where the body is no UTF-8
  public String text() {
    return Percent.utf8(body);
  }

  /// The type of the body without its parameters, lower case; empty where none was said.
  public String mediaType() {
    return header("content-type")
        .map(it -> it.split(";", -1)[0].strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  /// Ranges of Accept-Language, best first: `kk-KZ`, `kk`, `*`.
  public List<String> languages() {
    return wanted("accept-language");
  }

  /// The language of the answer: the one said in `?lang=`, else the one said before, else the best
  /// that the browser asks for, else `otherwise`.
  public String language(List<String> offered, String otherwise) {
    return query("lang")
        .filter(offered::contains)
        .or(() -> cookie(Cookie.LANGUAGE).filter(offered::contains))
        .or(() -> Lookup.best(languages(), offered))
        .orElse(otherwise);
  }

  /// Whether the sender would rather have a page than JSON: a browser, not a programme.
  public boolean wantsHtml() {
    for (var type : wanted("accept")) {
      if (type.equals("text/html") || type.equals("application/xhtml+xml")) return true;
      if (type.endsWith("json")) return false;
    }
    return false;
  }

  private List<String> wanted(String header) {
    return Preference.read(headers.getOrDefault(header, List.of())).stream()
        .map(Preference::what)
        .toList();
  }

  /// Whether the sender already holds what has this tag.
  boolean holds(String tag) {
    return headers.getOrDefault("if-none-match", List.of()).stream()
        .flatMap(it -> List.of(it.split(",")).stream())
        .map(it -> it.strip().replaceFirst("^W/", ""))
        .anyMatch(it -> it.equals("*") || it.equals(tag));
  }

  /// Whether a page of another site made the browser send this. Programmes send neither header.
  ///
  /// Sec-Fetch-Site cannot be forged by a page, but is sent only to https and localhost; Origin is
  /// the older witness. `null` is the origin of a page that hides where it comes from.
  boolean fromAnotherSite() {
    var site = header("sec-fetch-site");
    if (site.isPresent()) return !site.get().equals("same-origin") && !site.get().equals("none");
    var origin = header("origin");
    if (origin.isEmpty()) return false;
    return !origin.get().equals("http://" + header("host").orElse(""))
        && !origin.get().equals("https://" + header("host").orElse(""));
  }

  @Override
  public String toString() {
    return "Call[" + method + ", " + body.length + " bytes]";
  }
}
