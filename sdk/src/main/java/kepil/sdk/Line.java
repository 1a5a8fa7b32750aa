package kepil.sdk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The wire to one organisation at one server. What goes over it stands in bodies, never in an
/// address.
final class Line implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();

  private final URI base;
  private final String key;
  private HttpClient http = client();
  private boolean closed;

  Line(URI server, String org, String key) {
    this.base = server.resolve("/api/v1/" + org + "/");
    this.key = key;
  }

  /// HTTP/1.1, because each of the few calls at a time may then have a connection of its own.
  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  /// A client has a thread of its own. Where an error ended that, it sends nothing any more.
  private synchronized HttpClient http() {
    if (http.isTerminated() && !closed) http = client();
    return http;
  }

  /// The server understood and said no: nothing becomes of asking the same again.
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    Refused(String message, int status) {
      super(message);
      this.status = status;
    }

    /// Whether the key is at fault.
    boolean unauthorised() {
      return status == 401 || status == 403;
    }
  }

  JsonNode get(String path, Duration patience) throws IOException, InterruptedException {
    return send(request(path, patience).GET().build(), path);
  }

  JsonNode post(String path, Map<String, Object> body, Duration patience)
      throws IOException, InterruptedException {
    return send(
        request(path, patience)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build(),
        path);
  }

  private HttpRequest.Builder request(String path, Duration patience) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(patience)
        .header("Authorization", "Bearer " + key)
        .header("Accept", "application/json");
  }

  private JsonNode send(HttpRequest request, String path) throws IOException, InterruptedException {
    var response = http().send(request, HttpResponse.BodyHandlers.ofByteArray());
    int query = path.indexOf('?');
    var where = (query < 0 ? path : path.substring(0, query)) + ": " + response.statusCode();
    try {
      var answer = JSON.readTree(response.body());
      if (response.statusCode() < 300) return answer;
      // The title of a problem names clauses and fields, never a value; the body may not be
      // repeated.
      var message = where + " " + answer.path("title").asString("");
      if (response.statusCode() < 500 && response.statusCode() != 429) {
        throw new Refused(message, response.statusCode());
      }
      throw new IOException(message);
    } catch (JacksonException unreadable) {
      throw new IOException(where + ", and the body is not JSON");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    http.shutdownNow();
  }
}
