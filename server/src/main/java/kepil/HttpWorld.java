package kepil;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import kepil.cases.Case;
import kepil.cases.World;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.policy.Right;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A running server as the world of cases: the same files, asked over HTTP.
///
/// The people of a case are admitted under made-up identifiers, and erased when the world is
/// closed. What was decided for the day of a case is not recorded; what was noted and asked for is,
/// for it happened.
public final class HttpWorld implements World, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, Object>> SAID = new TypeReference<>() {};

  /// Where an erasure may be asked for, and where one may live to have the right to it. Tried in
  /// this order.
  private static final List<String> CHANNELS = List.of("portal", "email", "post", "telephone");

  private static final List<String> PLACES = List.of("DE", "KZ", "GB", "US-CA", "AZ", "JP");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI base;
  private final String key;
  private final String version;
  private final String language;
  private final Optional<String> identifier;
  private final Set<String> choices;
  private final Map<String, String> people = new HashMap<>();
  private final List<String> admitted = new ArrayList<>();
  private final Map<String, List<Map<String, String>>> holds = new HashMap<>();
  private LocalDate day = LocalDate.EPOCH;

  /// @param server address without a path
  /// @param org short name of the policy
  /// @param key an API key of this organisation with the verbs decide, subjects and requests
  /// @throws Unusable when the server cannot be reached or has no such policy
  public HttpWorld(URI server, String org, String key) {
    this.base = server.resolve("/api/v1/" + org + "/");
    this.key = key;
    var policy = call("GET", "policy", null);
    this.version = policy.path("version").asString();
    this.language = policy.path("prevails").asString();
    this.identifier = list(policy, "identifies").stream().findFirst();
    this.choices = Set.copyOf(list(policy, "choices"));
  }

  /// The version the server has in force; the cases are of this one, or the outcome says little.
  public String version() {
    return version;
  }

  @Override
  public void begin(LocalDate first) {
    people.clear();
    day = first;
  }

  @Override
  public void lives(String person, String place) {
    call("PUT", "subjects/" + subject(person) + "/residence", Map.of("place", place));
  }

  @Override
  public void born(String person, LocalDate birth) {
    call("PUT", "subjects/" + subject(person) + "/birth", Map.of("day", birth.toString()));
  }

  @Override
  public void mark(Case.Marks said) {
    var subject = subject(said.person());
    // A day to come has not been; what is said on it is said now.
    var today = LocalDate.now(ZoneOffset.UTC);
    var on = said.on().orElse(day).isAfter(today) ? today : said.on().orElse(day);
    if (choices.contains(said.word())) {
      call(
          "POST",
          "subjects/" + subject + "/choices",
          Map.of(
              "choice", said.word(),
              "yes", said.yes(),
              "scope", said.scope(),
              "on", on.toString(),
              "shown", Map.of("language", language, "version", version)));
    } else {
      call(
          "POST",
          "subjects/" + subject + "/facts",
          Map.of(
              "fact", said.word(),
              "holds", said.yes(),
              "scope", said.scope(),
              "on", on.toString()));
      if (said.word().equals("held") && said.yes()) {
        holds.computeIfAbsent(subject, _ -> new ArrayList<>()).add(said.scope());
      }
    }
  }

  @Override
  public Reply ask(String person, Ask ask) {
    var said = ask.whose(SubjectId.of(subject(person))).said();
    said.put("at", day.atStartOfDay(ZoneOffset.UTC).toInstant().toString());
    return new Reply(answer(call("POST", "decide", said)), Optional.empty());
  }

  @Override
  public Reply petition(Case.Petitions it) {
    var filed = file(subject(it.person()), it.right(), it.channel(), it.proved(), it.about(), day);
    var answer = answer(filed.path("answer"));
    return new Reply(
        answer,
        answer.permits()
            ? Optional.of(LocalDate.parse(filed.path("due").asString()))
            : Optional.empty());
  }

  @Override
  public Reply stands(String declaration, Optional<LocalDate> on) {
    return new Reply(
        answer(
            call(
                "GET",
                "declarations/" + declaration.replaceFirst(":", "/") + "?on=" + on.orElse(day),
                null)),
        Optional.empty());
  }

  private JsonNode file(
      String subject,
      Right right,
      String channel,
      boolean proved,
      Optional<String> about,
      LocalDate received) {
    var body = new LinkedHashMap<String, Object>();
    body.put("subject", subject);
    body.put("right", right.word());
    body.put("channel", channel);
    body.put("proved", proved);
    body.put("received", received.toString());
    about.ifPresent(it -> body.put("about", it));
    return call("POST", "requests", body);
  }

  private String subject(String person) {
    return people.computeIfAbsent(
        person,
        _ -> {
          var body = new HashMap<String, Object>();
          // A domain that can never exist (RFC 2606), so that no letter reaches anybody.
          identifier.ifPresent(
              it ->
                  body.put(
                      "identifier",
                      Map.of("field", it, "value", "case-" + UUID.randomUUID() + "@case.invalid")));
          var subject = call("POST", "subjects", body).path("subject").asString();
          admitted.add(subject);
          return subject;
        });
  }

  /// Erases everybody who was made up.
  ///
  /// @throws Unusable if the policy gives nobody a right to it; says how many stay
  @Override
  public void close() {
    int stay = 0;
    try (http) {
      for (var subject : admitted) {
        lift(subject);
        if (!erased(subject)) stay++;
      }
    }
    if (stay > 0) {
      throw new Unusable(
          stay
              + " made-up people could not be erased: the policy gives no right of erasure by any"
              + " channel of "
              + String.join(", ", CHANNELS));
    }
  }

  private void lift(String subject) {
    for (var scope : holds.getOrDefault(subject, List.of())) {
      call(
          "POST",
          "subjects/" + subject + "/facts",
          Map.of("fact", "held", "holds", false, "scope", scope));
    }
  }

  private boolean erased(String subject) {
    var today = LocalDate.now(ZoneOffset.UTC);
    var places = new ArrayList<Optional<String>>();
    places.add(Optional.empty());
    for (var it : PLACES) places.add(Optional.of(it));
    // By place before by channel: each try that the policy refuses stays on file as a refused
    // request.
    for (var channel : CHANNELS) {
      for (var place : places) {
        place.ifPresent(
            it -> call("PUT", "subjects/" + subject + "/residence", Map.of("place", it)));
        // The server's day may not have begun yet where we are a little ahead.
        var filed =
            file(subject, Right.ERASURE, channel, true, Optional.empty(), today.minusDays(1));
        if (filed.path("state").asString().equals("refused")) continue;
        var closed =
            call("POST", "requests/" + filed.path("id").asString() + "/complete", Map.of());
        return closed.path("erasure").path("outcome").asString().equals("erased");
      }
    }
    return false;
  }

  private static Answer answer(JsonNode it) {
    return Answer.of(it.isObject() ? JSON.convertValue(it, SAID) : Map.of())
        .orElseThrow(() -> new Unusable("the server's answer says neither permit nor refuse"));
  }

  private static List<String> list(JsonNode node, String name) {
    return StreamSupport.stream(node.path(name).spliterator(), false)
        .map(JsonNode::asString)
        .toList();
  }

  private JsonNode call(String method, String path, @Nullable Object body) {
    var publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .method(method, publisher)
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      var answer = response.body().length == 0 ? JSON.nullNode() : JSON.readTree(response.body());
      if (response.statusCode() < 300) return answer;
      // What nobody declared is not found, and says no all the same.
      if (answer.path("reason").asString("").equals("undeclared")) return answer;
      throw new Unusable(
          base.resolve(path)
              + ": "
              + response.statusCode()
              + " "
              + answer.path("title").asString("")
              + ": "
              + answer.path("detail").asString("")
              + (response.statusCode() == 401 || response.statusCode() == 403
                  ? "; give an API key of this organisation with --key, or in KEPIL_KEY"
                  : ""));
    } catch (IOException unreachable) {
      throw new Unusable(
          "cannot reach " + base + "; is Kepil running there? `./kepil demo` starts one",
          unreachable);
    } catch (JacksonException unreadable) {
      throw new Unusable(
          base.resolve(path) + " does not answer with JSON; is that a Kepil server?");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Unusable("stopped");
    }
  }
}
