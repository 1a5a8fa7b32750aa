package kepil.yaml;

import java.util.List;
import java.util.stream.Collectors;

/// Prints a shape as JSON Schema, draft 2020-12, for editors.
public final class Schema {
  private Schema() {}

  public static String of(Shape shape, String title) {
    return "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": "
        + quoted(title)
        + ",\n"
        + body(shape, "  ")
        + "\n}\n";
  }

  private static String body(Shape shape, String in) {
    return switch (shape) {
      // YAML reads 4.02 and true as number and boolean; the language takes them as written.
      case Shape.Word it ->
          in
              + "\"type\": [\"string\", \"number\", \"boolean\"],\n"
              + in
              + "\"description\": "
              + quoted(it.what())
              + ",\n"
              + in
              + "\"examples\": ["
              + quoted(it.example())
              + "],\n"
              + in
              + "\"pattern\": "
              + quoted(
                  "^(?:"
                      + it.pattern()
                          .pattern()
                          .replace("(?s)", "")
                          .replace(".*\\S.*", "[\\s\\S]*\\S[\\s\\S]*")
                      + ")$");
      case Shape.OneOf it when it.words().contains("true") ->
          in + "\"enum\": [\"yes\", \"no\", true, false]";
      case Shape.OneOf it -> in + "\"enum\": [" + list(it.words()) + "]";
      case Shape.Some it ->
          in
              + "\"anyOf\": [\n"
              + in
              + "  {\n"
              + body(it.item(), in + "    ")
              + "\n"
              + in
              + "  },\n"
              + in
              + "  {\n"
              + in
              + "    \"type\": \"array\",\n"
              + in
              + "    \"items\": {\n"
              + body(it.item(), in + "      ")
              + "\n"
              + in
              + "    }\n"
              + in
              + "  }\n"
              + in
              + "]";
      case Shape.Named it ->
          in
              + "\"type\": \"object\",\n"
              + in
              + "\"description\": "
              + quoted(it.what())
              + ",\n"
              + in
              + "\"additionalProperties\": {\n"
              + body(it.item(), in + "  ")
              + "\n"
              + in
              + "}";
      case Shape.Keys it -> {
        var required =
            it.keys().entrySet().stream()
                .filter(e -> e.getValue().required())
                .map(java.util.Map.Entry::getKey)
                .toList();
        var properties =
            it.keys().entrySet().stream()
                .map(
                    e ->
                        in
                            + "  "
                            + quoted(e.getKey())
                            + ": {\n"
                            + in
                            + "    \"$comment\": "
                            + quoted(e.getValue().says())
                            + ",\n"
                            + body(e.getValue().shape(), in + "    ")
                            + "\n"
                            + in
                            + "  }")
                .collect(Collectors.joining(",\n"));
        yield in
            + "\"type\": \"object\",\n"
            + in
            + "\"additionalProperties\": false,\n"
            + (required.isEmpty() ? "" : in + "\"required\": [" + list(required) + "],\n")
            + in
            + "\"properties\": {\n"
            + properties
            + "\n"
            + in
            + "}";
      }
    };
  }

  private static String list(List<String> words) {
    return words.stream().map(Schema::quoted).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
