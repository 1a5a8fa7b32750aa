package kepil.policy;

import java.util.Map;

/// One promise with its words in every language.
///
/// @param id as cited, `4.02`
/// @param kind heading level 1–3, list item or paragraph
/// @param texts Markdown by language
public record Clause(String id, Kind kind, Map<String, String> texts) {
  public enum Kind {
    TITLE,
    SECTION,
    LABEL,
    PARAGRAPH,
    ITEM
  }

  public Clause {
    texts = Map.copyOf(texts);
  }

  public boolean heading() {
    return kind == Kind.TITLE || kind == Kind.SECTION || kind == Kind.LABEL;
  }
}
