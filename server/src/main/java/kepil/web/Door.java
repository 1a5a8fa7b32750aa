package kepil.web;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Listens on a port. The only class that knows the HTTP server.
public final class Door implements AutoCloseable {
  /// No form or API body is larger; files do not come in here.
  public static final int MOST_BYTES = 1 << 20;

  /// How a door opens.
  ///
  /// @param port 0 for any free one
  /// @param behindProxy whether `X-Forwarded-Proto` and `X-Forwarded-For` come from a proxy of ours
  ///   and may be believed
  /// @param outages which failures are answered with 503 instead of 500
  public record Plan(
      String host, int port, boolean behindProxy, ErrorPage errors, Outages outages) {
    public Plan(String host, int port, boolean behindProxy, ErrorPage errors) {
      this(host, port, behindProxy, errors, Outages.none());
    }
  }

  // Held, as java.util.logging forgets the level of a logger that nobody holds. The server tells of
  // itself what PortTaken tells better.
  private static final Logger SERVER_LOG = Logger.getLogger("io.helidon");
  private static final Logger START_LOG = Logger.getLogger("io.helidon.webserver.LoomServer");

  private final WebServer server;
  private final Routing routing;
  private final boolean behindProxy;

  private Door(Plan plan, Routing routing) {
    SERVER_LOG.setLevel(Level.WARNING);
    START_LOG.setLevel(Level.OFF);
    this.routing = routing;
    this.behindProxy = plan.behindProxy();
    var direct = DirectHandlers.builder();
    for (var event : DirectHandler.EventType.values()) direct.addHandler(event, this::unreadable);
    // What we send is looked at in [#header].
    var http1 =
        Http1Config.builder()
            .maxHeadersSize(32 * 1024)
            .maxPrologueLength(8 * 1024)
            .validateResponseHeaders(false)
            .build();
    this.server =
        WebServer.builder()
            .host(plan.host())
            .port(plan.port())
            .addProtocol(http1)
            .addConnectionSelector(new OldHttp())
            .featuresDiscoverServices(false)
            .connectionOptions(SocketOptions.builder().readTimeout(Duration.ofSeconds(30)).build())
            .shutdownGracePeriod(Duration.ofSeconds(5))
            .shutdownHook(false)
            .directHandlers(direct.build())
            .routing(HttpRouting.builder().any(this::answer))
            .build();
  }

  /// @throws PortTaken when somebody else listens there
  public static Door open(String host, int port, List<Route> routes) {
    return open(new Plan(host, port, false, (_, problem) -> plainPage(problem)), routes);
  }

  /// @throws PortTaken when somebody else listens there
  public static Door open(Plan plan, List<Route> routes) {
    var door = new Door(plan, new Routing(routes, plan.errors(), plan.outages()));
    door.server.start();
    // The server logs that it could not listen and returns as if it did.
    if (door.server.port() <= 0) {
      door.server.stop();
      throw new PortTaken(plan.host(), plan.port());
    }
    return door;
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void answer(ServerRequest request, ServerResponse response) {
    var bare =
        new Call(
            request.prologue().method().text(),
            request.prologue().uriPath().rawPath(),
            Map.of(),
            Pairs.none(),
            headers(request.headers()),
            new byte[0],
            remote(request),
            secure(request));
    try {
      send(bare, routing.answer(whole(bare, request)), response);
    } catch (Malformed it) {
      // Part of the body may still be on its way; this connection can carry nothing else.
      response.header(HeaderValues.CONNECTION_CLOSE);
      send(
          bare,
          routing.finish(bare, Reply.problem(Problem.of(it.status(), it.getMessage()))),
          response);
    }
    // The server says that it closes and reads on: what is left of a body would be the next request
    // (helidon-io/helidon#12324).
    if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("this was the last answer");
    }
  }

  private static Call whole(Call bare, ServerRequest request) {
    var query = Pairs.read(request.prologue().query().rawValue());
    return new Call(
        bare.method(),
        bare.address(),
        Map.of(),
        query,
        bare.headers(),
        body(request),
        bare.remote(),
        bare.secure());
  }

  /// What claims to be too large is not read at all; what turns out to be is not read to its end.
  private static byte[] body(ServerRequest request) {
    // As much as it says, and where it does not say, one more than may come.
    long most = request.headers().contentLength().orElse(MOST_BYTES + 1);
    if (most > MOST_BYTES + 1) throw tooLarge();
    if (!request.content().hasEntity()) return new byte[0];
    var bytes = read(request, (int) most);
    if (bytes.length > MOST_BYTES) throw tooLarge();
    return bytes;
  }

  /// Whatever the server says of a body that it cannot read, it repeats what was sent.
  private static byte[] read(ServerRequest request, int most) {
    try {
      return request.content().inputStream().readNBytes(most);
    } catch (IOException | RuntimeException broken) {
      throw new Malformed("a body that ended early, or whose pieces cannot be told apart");
    }
  }

  private static Malformed tooLarge() {
    return new Malformed(413, "a body larger than " + MOST_BYTES + " bytes");
  }

  private static Map<String, List<String>> headers(Headers sent) {
    var all = new HashMap<String, List<String>>();
    sent.forEach(
        it ->
            all.computeIfAbsent(it.headerName().lowerCase(), _ -> new ArrayList<>())
                .addAll(it.allValues()));
    return all;
  }

  private String remote(ServerRequest request) {
    return whose(
        behindProxy
            ? forwarded(request).orElseGet(() -> request.remotePeer().host())
            : request.remotePeer().host());
  }

  /// Some proxies write the port behind the address (RFC 7239, section 6); it is another each time.
  private static final Pattern WITH_PORT = Pattern.compile("^(?:\\[(.+)]|([^:]+)):\\d+$");

  /// The last one is what our own proxy saw; those before it were sent to it and prove nothing. A
  /// proxy may write it behind them or in a line of its own.
  private static Optional<String> forwarded(ServerRequest request) {
    if (!request.headers().contains(HeaderNames.X_FORWARDED_FOR)) return Optional.empty();
    var last = request.headers().get(HeaderNames.X_FORWARDED_FOR).allValues().getLast();
    var seen = last.substring(last.lastIndexOf(',') + 1).strip();
    return Optional.of(WITH_PORT.matcher(seen).replaceFirst("$1$2"));
  }

  /// Whoever has one IPv6 address has a network of them (RFC 6177), and is counted by that.
  private static String whose(String address) {
    try {
      return switch (InetAddress.ofLiteral(address)) {
        case Inet6Address it -> HexFormat.of().formatHex(it.getAddress(), 0, 8);
        case InetAddress it -> it.getHostAddress();
      };
    } catch (IllegalArgumentException none) {
      return address;
    }
  }

  private boolean secure(ServerRequest request) {
    return request.isSecure()
        || behindProxy
            && request
                .headers()
                .first(HeaderNames.X_FORWARDED_PROTO)
                .filter("https"::equals)
                .isPresent();
  }

  private static void send(Call call, Reply reply, ServerResponse response) {
    response.status(Status.create(reply.status()));
    for (var it : Routing.headers(call, reply)) response.headers().add(header(it));
    if (call.method().equals("HEAD")) {
      response.header(HeaderNames.CONTENT_LENGTH, String.valueOf(reply.body().length));
      response.send();
    } else {
      response.send(reply.body());
    }
  }

  /// What every reply wears: looked at and put into bytes once.
  private static final Map<Map.Entry<String, String>, Header> WORN =
      Routing.ALWAYS.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(it -> it, Door::looked));

  private static Header header(Map.Entry<String, String> it) {
    var worn = WORN.get(it);
    return worn == null ? looked(it) : worn;
  }

  private static Header looked(Map.Entry<String, String> it) {
    var header = HeaderValues.createCached(it.getKey(), it.getValue());
    header.validate();
    return header;
  }

  /// What is no HTTP never reaches a handler; it is told so in the same words as everything else.
  private DirectHandler.TransportResponse unreadable(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType event,
      Status status,
      ServerResponseHeaders sent,
      String message) {
    var call =
        new Call(
            request.method(),
            "/",
            Map.of(),
            Pairs.none(),
            headers(request.headers()),
            new byte[0],
            "",
            false);
    var detail =
        status.code() >= 500 ? "something went wrong here" : "the request cannot be read as HTTP";
    var reply = routing.finish(call, Reply.problem(Problem.of(status.code(), detail)));
    var response =
        DirectHandler.TransportResponse.builder().status(status).headers(sent).keepAlive(false);
    for (var it : Routing.headers(call, reply)) response.header(header(it));
    return response.entity(reply.body()).build();
  }

  private static String plainPage(Problem problem) {
    return "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>"
        + problem.status()
        + "</title><h1>"
        + Problem.title(problem.status())
        + "</h1><p>Nothing was stored.</p></html>";
  }

  @Override
  public String toString() {
    return "Door[" + String.format(Locale.ROOT, "%d", port()) + "]";
  }
}
