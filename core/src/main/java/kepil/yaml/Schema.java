package kepil.yaml;

import java.util.List;
import java.util.stream.Collectors;

/// Prints a shape as JSON Schema, draft 2020-12, for editors.
public final class Schema {
  private Schema() {}

  public static String of(Shape shape, String title) {
    return """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": %s,
    %s
    }
    """
        .formatted(quoted(title), inside(2, body(shape)));
  }

  private static String body(Shape shape) {
    return switch (shape) {
      // YAML reads 4.02 and true as number and boolean; the language takes them as written.
      case Shape.Word it ->
          """
          "type": ["string", "number", "boolean"],
          "description": %s,
          "examples": [%s],
          "pattern": %s\
          """
              .formatted(quoted(it.what()), quoted(it.example()), quoted(pattern(it)));
      case Shape.OneOf it when it.words().contains("true") ->
          "\"enum\": [\"yes\", \"no\", true, false]";
      case Shape.OneOf it -> "\"enum\": [" + list(it.words()) + "]";
      case Shape.Some it ->
          """
          "anyOf": [
            {
          %s
            },
            {
              "type": "array",
              "items": {
          %s
              }
            }
          ]\
          """
              .formatted(inside(4, body(it.item())), inside(6, body(it.item())));
      case Shape.Named it ->
          """
          "type": "object",
          "description": %s,
          "additionalProperties": {
          %s
          }\
          """
              .formatted(quoted(it.what()), inside(2, body(it.item())));
      case Shape.Keys it -> keys(it);
    };
  }

  private static String keys(Shape.Keys it) {
    var required =
        it.keys().values().stream().filter(Shape.Key::required).map(Shape.Key::name).toList();
    var properties =
        it.keys().values().stream().map(Schema::property).collect(Collectors.joining(",\n"));
    return """
    "type": "object",
    "additionalProperties": false,
    %s"properties": {
    %s
    }\
    """
        .formatted(
            required.isEmpty() ? "" : "\"required\": [" + list(required) + "],\n",
            inside(2, properties));
  }

  private static String property(Shape.Key it) {
    return """
    %s: {
      "$comment": %s,
    %s
    }\
    """
        .formatted(quoted(it.name()), quoted(it.says()), inside(2, body(it.shape())));
  }

  /// The whole text must match, and editors know no `(?s)`.
  private static String pattern(Shape.Word it) {
    var pattern = it.pattern().pattern().replace("(?s)", "");
    return "^(?:" + pattern.replace(".*\\S.*", "[\\s\\S]*\\S[\\s\\S]*") + ")$";
  }

  private static String inside(int spaces, String text) {
    return text.indent(spaces).stripTrailing();
  }

  private static String list(List<String> words) {
    return words.stream().map(Schema::quoted).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
