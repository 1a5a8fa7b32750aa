package kepil.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Prints the table of endpoints as OpenAPI 3.1.
final class OpenApi {
  private static final Pattern BRACE = Pattern.compile("\\{([^}]+)}");

  private OpenApi() {}

  static Map<String, Object> of(List<Endpoint> endpoints, String version) {
    var schemas = new TreeMap<String, Object>();
    var paths = new LinkedHashMap<String, Map<String, Object>>();
    for (var it : endpoints) {
      paths
          .computeIfAbsent(it.address(), _ -> new LinkedHashMap<>())
          .put(it.method().toLowerCase(Locale.ROOT), operation(it, schemas));
    }
    schemas.put("Problem", problem());

    var all = new LinkedHashMap<String, Object>();
    all.put("openapi", "3.1.0");
    all.put(
        "info",
        map(
            "title",
            "Kepil",
            "version",
            version,
            "summary",
            "Ask a privacy policy, and act within it.",
            "description",
            """
            Every act on personal data is asked for here and answered by the policy in force: each answer names the clauses and articles \
            that decided, and the version and hash of the policy. A decision that was asked for is answered with 200, permit or refuse; an \
            act that the policy refuses is a problem (RFC 9457), 422 if it is not declared and 403 if it is forbidden. Every decision, \
            permitted or not, is an event in the organisation's ledger.

            Writes take an `Idempotency-Key`: the same key with the same request is answered as the first time, for a day; with another \
            request it is refused with 422. Bodies are read strictly: an unknown member is an error, and each error has a JSON pointer. \
            Identifiers of people stand in bodies only, never in addresses.

            The words of the examples are those of a made-up bookshop.\
            """));
    all.put("servers", List.of(Map.of("url", "/")));
    all.put("paths", paths);
    all.put(
        "components",
        map(
            "securitySchemes",
            Map.of(
                "key",
                map(
                    "type", "http",
                    "scheme", "bearer",
                    "description",
                        "an API key, made in the console for one organisation and some verbs")),
            "schemas",
            schemas));
    return all;
  }

  private static Map<String, Object> operation(Endpoint it, Map<String, Object> schemas) {
    var all = new LinkedHashMap<String, Object>();
    all.put("operationId", it.id());
    all.put("summary", it.summary());
    it.opens()
        .ifPresent(
            verb -> all.put("description", "Needs a key with the verb `" + verb.word() + "`."));
    all.put("security", it.opens().isPresent() ? List.of(Map.of("key", List.of())) : List.of());
    var parameters = parameters(it, schemas);
    if (!parameters.isEmpty()) all.put("parameters", parameters);
    it.takes().ifPresent(shape -> all.put("requestBody", body(it, shape, schemas)));
    all.put("responses", responses(it, schemas));
    return all;
  }

  private static List<Object> parameters(Endpoint it, Map<String, Object> schemas) {
    var all = new ArrayList<Object>();
    var braces = BRACE.matcher(it.address());
    while (braces.find()) {
      var name = braces.group(1);
      Map<String, Object> schema =
          switch (name) {
            case "org" ->
                map(
                    "type", "string",
                    "description", "short name of the organisation's policy",
                    "examples", List.of("reader"));
            case "subject", "request", "event" -> Shapes.ID.schema(schemas);
            default -> map("type", "string");
          };
      all.add(map("name", name, "in", "path", "required", true, "schema", schema));
    }
    for (var ask : it.asks()) {
      all.add(
          map(
              "name",
              ask.name(),
              "in",
              "query",
              "required",
              false,
              "schema",
              ask.shape().schema(schemas)));
    }
    if (it.repeatable()) {
      all.add(
          map(
              "name",
              "Idempotency-Key",
              "in",
              "header",
              "required",
              false,
              "schema",
              map(
                  "type", "string",
                  "maxLength", 255,
                  "description",
                      "a fresh name for this request; repeated, it gets the first answer")));
    }
    if (it.deed() instanceof Endpoint.Decides) {
      all.add(
          map(
              "name",
              "Cache-Control",
              "in",
              "header",
              "required",
              false,
              "schema",
              map(
                  "type",
                  "string",
                  "description",
                  "`max-age=1`: the caller is content with what was known a second ago, and is"
                      + " answered at once. Left out, nothing is older than the question",
                  "examples",
                  List.of("max-age=1"))));
    }
    return all;
  }

  private static Map<String, Object> body(
      Endpoint it, Shape.Members shape, Map<String, Object> schemas) {
    var examples = new LinkedHashMap<String, Object>();
    for (int i = 0; i < it.examples().size(); i++) {
      examples.put(
          "example" + (i + 1),
          map("summary", it.examples().get(i).title(), "value", it.examples().get(i).body()));
    }
    var content = map("schema", shape.schema(schemas));
    if (!examples.isEmpty()) content.put("examples", examples);
    return map("required", true, "content", Map.of("application/json", content));
  }

  private static Map<String, Object> responses(Endpoint it, Map<String, Object> schemas) {
    var all = new LinkedHashMap<String, Object>();
    for (var answer : it.returns()) {
      var response = map("description", answer.what());
      if (!answer.type().isEmpty()) {
        var content =
            answer
                .shape()
                .<Object>map(shape -> Map.of("schema", shape.schema(schemas)))
                .orElse(Map.of());
        response.put("content", Map.of(answer.type(), content));
      }
      all.put(String.valueOf(answer.status()), response);
    }
    all.put(
        "default",
        map(
            "description",
            "a problem, after RFC 9457",
            "content",
            Map.of(
                "application/problem+json",
                Map.of("schema", Map.of("$ref", "#/components/schemas/Problem")))));
    return all;
  }

  private static Map<String, Object> problem() {
    var texts = map("type", "array", "items", Map.of("type", "string"));
    return map(
        "description",
        "Why something was not done, after RFC 9457. A refusal of the gate has all members of an"
            + " Answer too.",
        "type",
        "object",
        "properties",
        map(
            "type", map("type", "string", "format", "uri"),
            "title", Map.of("type", "string"),
            "status", Map.of("type", "integer"),
            "detail", Map.of("type", "string"),
            "instance", map("type", "string", "format", "uri"),
            "clauses", texts,
            "articles", texts,
            "policy", map("type", "string", "description", "the policy and its version"),
            "version", Map.of("type", "string"),
            "hash", Map.of("type", "string"),
            "errors",
                map(
                    "type",
                    "array",
                    "items",
                    map(
                        "type",
                        "object",
                        "properties",
                        map(
                            "pointer",
                                map(
                                    "type", "string",
                                    "description", "JSON pointer (RFC 6901) into the body"),
                            "detail", Map.of("type", "string"),
                            "expected", Map.of("type", "string"),
                            "advice", Map.of("type", "string"))))),
        "required",
        List.of("type", "title", "status"));
  }

  private static Map<String, Object> map(Object... pairs) {
    var all = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) all.put((String) pairs[i], pairs[i + 1]);
    return all;
  }
}
