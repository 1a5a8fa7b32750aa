package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser without JavaScript: keeps cookies by their paths, follows links and sends forms. Every
/// address it was sent to is kept, so that a test can look for personal values in them.
final class Browser {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private record Kept(String value, String path) {}

  private final String host;
  private final String language;
  private final Map<String, Kept> cookies = new TreeMap<>();
  final List<String> visited = new ArrayList<>();

  Browser(int port, String language) {
    this.host = "http://127.0.0.1:" + port;
    this.language = language;
  }

  /// @param address of the page that came in the end, after redirections
  record Page(int status, String address, Map<String, List<String>> headers, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return String.join(
          ", ", headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()));
    }

    /// The words a person reads, without marks.
    String words() {
      return text()
          .replaceAll("(?s)<(script|style|select)[^>]*>.*?</\\1>", " ")
          .replaceAll("<[^>]+>", " ")
          .replace("&#39;", "'")
          .replace("&#34;", "\"")
          .replace("&amp;", "&")
          .replaceAll("\\s+", " ");
    }

    /// What the form that leads there would send by itself.
    Map<String, String> form(String action) {
      var form =
          Pattern.compile("(?s)<form[^>]*action=\"" + Pattern.quote(action) + "\"[^>]*>.*?</form>")
              .matcher(text());
      assertThat(form.find()).as("a form to " + action + " on " + address).isTrue();
      var fields = new LinkedHashMap<String, String>();
      var input = Pattern.compile("<input[^>]*>").matcher(form.group());
      while (input.find()) {
        var name = attribute(input.group(), "name");
        var type = attribute(input.group(), "type");
        if (!name.isEmpty() && (!type.equals("radio") || input.group().contains(" checked"))) {
          fields.put(name, attribute(input.group(), "value"));
        }
      }
      return fields;
    }

    private static String attribute(String tag, String name) {
      var found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(tag);
      return found.find()
          ? found.group(1).replace("&amp;", "&").replace("&#34;", "\"").replace("&#39;", "'")
          : "";
    }
  }

  Page get(String address) {
    return follow(send("GET", address, null));
  }

  Page post(String address, Map<String, String> form) {
    return follow(postOnly(address, form));
  }

  Page postOnly(String address, Map<String, String> form) {
    return send(
        "POST",
        address,
        form.entrySet().stream()
            .map(it -> coded(it.getKey()) + "=" + coded(it.getValue()))
            .collect(Collectors.joining("&")));
  }

  /// Sends a form of a page with some of its fields filled in.
  Page fill(Page page, String action, Map<String, String> filled) {
    var fields = new LinkedHashMap<>(page.form(action));
    fields.putAll(filled);
    return post(action, fields);
  }

  private Page follow(Page page) {
    var it = page;
    for (int i = 0; i < 5 && it.status() == 303; i++) it = send("GET", it.header("location"), null);
    return it;
  }

  private Page send(String method, String address, String body) {
    visited.add(address);
    var request =
        HttpRequest.newBuilder(URI.create(host + address))
            .header("Accept", "text/html")
            .header("Accept-Language", language);
    var path = address.replaceAll("[?#].*", "");
    var sent =
        cookies.entrySet().stream()
            .filter(it -> path.startsWith(it.getValue().path()))
            .map(it -> it.getKey() + "=" + it.getValue().value())
            .collect(Collectors.joining("; "));
    if (!sent.isEmpty()) request.header("Cookie", sent);
    if (body == null) request.GET();
    else {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .header("Origin", host)
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    try {
      var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer.headers().allValues("set-cookie").forEach(this::keep);
      return new Page(answer.statusCode(), address, answer.headers().map(), answer.body());
    } catch (IOException broken) {
      throw new AssertionError(broken);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private void keep(String cookie) {
    var parts = cookie.split("; ");
    var name = parts[0].substring(0, parts[0].indexOf('='));
    var path =
        java.util.Arrays.stream(parts)
            .filter(it -> it.startsWith("Path="))
            .map(it -> it.substring(5))
            .findFirst()
            .orElse("/");
    if (cookie.contains("Max-Age=0")) cookies.remove(name);
    else {
      cookies.put(name, new Kept(parts[0].substring(parts[0].indexOf('=') + 1), path));
    }
  }

  String cookie(String name) {
    return cookies.containsKey(name) ? cookies.get(name).value() : "";
  }

  void setCookie(String name, String value, String path) {
    cookies.put(name, new Kept(value, path));
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
