package kepil.sdk;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// A Kepil server as its customer sees it. One of these is enough for a whole program; it may be
/// used by many threads.
///
/// ```java
/// var kepil = Kepil.at(URI.create("https://privacy.example.com"), "smg", key);
/// var person = kepil.admit("email", address);
/// var answer = kepil.decide(Ask.to(Operation.MESSAGE, person).forPurpose("survey-delivery").by("email"));
/// if (answer.permits()) send();
/// ```
///
/// A program that asks often decides for itself with a [Gatekeeper], which asks nobody.
///
/// A server that cannot be reached, or whose answer cannot be read, is an [IOException] and never a
/// yes.
public final class Kepil {
  private static final TypeReference<Map<String, Object>> SAID = new TypeReference<>() {};
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Line line;

  private Kepil(Line line) {
    this.line = line;
  }

  /// @param server address without a path
  /// @param org short name of the organisation's policy
  /// @param key an API key made in the console
  public static Kepil at(URI server, String org, String key) {
    return new Kepil(new Line(server, org, key));
  }

  /// Finds the person with this identifier, or makes them known. The identifier is sent in the body
  /// and kept as a blind index only.
  ///
  /// @param field an identifying field of the policy, such as `email`
  public SubjectId admit(String field, String value) throws IOException, InterruptedException {
    var answer =
        line.post(
            "subjects", Map.of("identifier", Map.of("field", field, "value", value)), PATIENCE);
    return SubjectId.of(answer.path("subject").asString());
  }

  /// Asks the gate; the decision is recorded, permitted or not.
  public Answer decide(Ask ask) throws IOException, InterruptedException {
    return answer(line.post("decide", ask.said(), PATIENCE));
  }

  private static Answer answer(JsonNode it) throws IOException {
    return Answer.of(it.isObject() ? Line.JSON.convertValue(it, SAID) : Map.of())
        .orElseThrow(() -> new IOException("the server's answer says neither permit nor refuse"));
  }
}
