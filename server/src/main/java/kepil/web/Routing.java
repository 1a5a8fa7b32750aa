package kepil.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a call to its finished reply: finds the handler, guards it, and dresses what it said.
///
/// Everything of the door that needs no socket, so tests can ask it directly.
public final class Routing {
  private static final Logger LOG = LoggerFactory.getLogger(Routing.class);

  private record Entry(Route route, List<String> shape) {
    String rank() {
      return shape.stream().map(it -> Segments.brace(it) ? "1" : "0").collect(Collectors.joining());
    }
  }

  /// By the number of their segments.
  private final Map<Integer, List<Entry>> entries;

  private final ErrorPage errors;
  private final Outages outages;
  private final AtomicLong incidents = new AtomicLong();
  private final AtomicLong outageTold = new AtomicLong(System.nanoTime() - A_WHILE);

  /// So long an outage is not told of again in the log: each of a thousand callers meets it.
  private static final long A_WHILE = 10_000_000_000L;

  public Routing(List<Route> routes, ErrorPage errors) {
    this(routes, errors, Outages.none());
  }

  public Routing(List<Route> routes, ErrorPage errors, Outages outages) {
    // A literal segment goes before a brace, whatever the order of the list.
    this.entries =
        routes.stream()
            .map(it -> new Entry(it, it.segments()))
            .sorted(Comparator.comparing(Entry::rank))
            .collect(Collectors.groupingBy(it -> it.shape().size()));
    var seen = new TreeSet<String>();
    for (var it : routes) {
      var key = it.method() + " " + it.path().replaceAll("\\{[^}]*}", "{}");
      if (!seen.add(key)) throw new IllegalArgumentException("two routes for `" + key + "`");
    }
    this.errors = errors;
    this.outages = outages;
  }

  public Reply answer(Call call) {
    return finish(call, handled(call));
  }

  private Reply handled(Call call) {
    try {
      return route(call);
    } catch (Malformed it) {
      return Reply.problem(Problem.of(it.status(), it.getMessage()));
    } catch (RuntimeException | StackOverflowError | AssertionError unforeseen) {
      var told = outages.of(unforeseen);
      if (told.filter(it -> it.status() == 503).isPresent()) return unavailable(told.get());
      // The sender learns a number and nothing else: a message may tell of the inside, or of a
      // person. The first half is the place in the code, so the same fault is found again by its
      // number.
      var trace = trace(unforeseen);
      var id =
          "urn:kepil:incident:"
              + String.format(
                  Locale.ROOT, "%08x-%d", trace.hashCode(), incidents.incrementAndGet());
      LOG.error("{} while answering {}: {}{}", id, call.method(), ours(unforeseen), trace);
      return Reply.problem(
          told.orElseGet(
                  () ->
                      Problem.of(
                          500, "something went wrong here; the operator finds it by the number"))
              .as(id));
    }
  }

  private Reply unavailable(Problem outage) {
    long now = System.nanoTime();
    long told = outageTold.get();
    if (now - told >= A_WHILE && outageTold.compareAndSet(told, now)) {
      LOG.warn("answering 503: {}", outage.title());
    }
    return Reply.problem(outage).with("Retry-After", "5");
  }

  private Reply route(Call call) {
    var path = Segments.decoded(call.address());
    var allowed = new TreeSet<String>();
    var wanted = call.method().equals("HEAD") ? "GET" : call.method();
    for (var entry : of(path)) {
      var params = Segments.match(entry.shape(), path);
      if (params.isEmpty()) continue;
      allowed.add(entry.route().method());
      if (!entry.route().method().equals(wanted)) continue;
      if (!entry.route().fromAnywhere()
          && !wanted.equals("GET")
          && !wanted.equals("OPTIONS")
          && call.fromAnotherSite()) {
        return Reply.problem(
            Problem.of(
                403,
                "cross-site",
                "Sent by another site",
                "a page of another site sent this; open the page here and send it from there"));
      }
      return entry.route().handler().handle(call.at(params.get()));
    }
    if (allowed.isEmpty()) return withoutTrailingSlash(call, path);
    if (allowed.contains("GET")) allowed.add("HEAD");
    allowed.add("OPTIONS");
    var allow = String.join(", ", allowed);
    if (wanted.equals("OPTIONS")) return Reply.status(204).with("Allow", allow);
    return Reply.problem(Problem.of(405, "this address takes " + allow)).with("Allow", allow);
  }

  private List<Entry> of(List<String> path) {
    return entries.getOrDefault(path.size(), List.of());
  }

  /// `/smg/` means `/smg`.
  private Reply withoutTrailingSlash(Call call, List<String> path) {
    if (path.size() < 2 || !path.getLast().isEmpty() || !call.query().names().isEmpty()) {
      return Reply.notFound();
    }
    var shorter = path.subList(0, path.size() - 1);
    boolean exists =
        of(shorter).stream()
            .anyMatch(
                it ->
                    it.route().method().equals("GET")
                        && Segments.match(it.shape(), shorter).isPresent());
    var address = call.address().substring(0, call.address().length() - 1);
    return exists && !address.startsWith("//") && call.method().equals("GET")
        ? Reply.moved(308, address)
        : Reply.notFound();
  }

  /// What an exception of ours says: no value of a person is in it, and it says of whom or of what.
  private static String ours(Throwable thrown) {
    return thrown.getClass().getName().startsWith("kepil.") ? thrown.getMessage() + "\n" : "";
  }

  /// Puts on what every reply wears. A handler's own header stays.
  Reply finish(Call call, Reply said) {
    var reply = said.problem().isPresent() ? shown(call, said) : said;
    reply = reply.withDefaults(ALWAYS);
    if (call.secure()) {
      reply = reply.withDefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    return reply;
  }

  private Reply shown(Call call, Reply said) {
    var problem = said.problem().orElseThrow();
    try {
      if (!call.wantsHtml()) return said.asJson().withDefault("Vary", "Accept");
      return said.asHtml(errors.page(call, problem)).withDefault("Vary", "Accept");
    } catch (RuntimeException unforeseen) {
      LOG.error("the page for status {} failed: {}", problem.status(), trace(unforeseen));
      return said.asJson();
    }
  }

  /// Where it happened, without the messages: those of the JDK quote what they could not read, and
  /// that may be a person's name.
  private static String trace(Throwable thrown) {
    var text = new StringBuilder();
    int depth = 0;
    for (Throwable it = thrown; it != null && depth < 5; it = it.getCause(), depth++) {
      text.append(depth == 0 ? "" : "caused by ").append(it.getClass().getName()).append('\n');
      for (var frame : it.getStackTrace()) {
        if (frame.getClassName().startsWith("io.helidon.")) break;
        text.append("  at ").append(frame).append('\n');
      }
    }
    return text.toString().stripTrailing();
  }

  /// Referrer-Policy is `same-origin` and not `no-referrer`: nothing leaves for other sites, and
  /// the browser still says truthfully where a form was sent from (under `no-referrer` it sends
  /// `Origin: null`).
  static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy",
              "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self';"
                  + " frame-ancestors 'none'; object-src 'none'",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "same-origin",
          "Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-store");

  /// The headers to be sent, cookies among them.
  static List<Map.Entry<String, String>> headers(Call call, Reply reply) {
    var all = new ArrayList<Map.Entry<String, String>>();
    reply.headers().forEach((name, values) -> values.forEach(it -> all.add(Map.entry(name, it))));
    reply.cookies().forEach(it -> all.add(Map.entry("Set-Cookie", it.header(call.secure()))));
    return all;
  }
}
