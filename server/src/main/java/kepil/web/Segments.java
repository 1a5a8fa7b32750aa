package kepil.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Paths in pieces.
final class Segments {
  private Segments() {}

  static List<String> of(String path) {
    var all = new ArrayList<String>();
    for (var piece : path.substring(1).split("/", -1)) all.add(piece);
    return all.size() == 1 && all.getFirst().isEmpty() ? List.of() : all;
  }

  /// Each piece is decoded by itself, so that an encoded slash stays inside its piece.
  ///
  /// @throws Malformed on bad encoding, on control characters, and on `.` and `..`, which no link
  ///   of ours has
  static List<String> decoded(String rawPath) {
    if (!rawPath.startsWith("/")) throw new Malformed("a path that does not begin with `/`");
    var all = new ArrayList<String>();
    for (var piece : of(rawPath)) {
      var text = Percent.decode(piece, false);
      if (text.equals(".") || text.equals("..")) throw new Malformed("a path that climbs");
      for (int i = 0; i < text.length(); i++) {
        if (Character.isISOControl(text.charAt(i))) {
          throw new Malformed("a control character in the path");
        }
      }
      all.add(text);
    }
    return all;
  }

  /// The values of the braces if the path has this shape.
  static Optional<Map<String, String>> match(List<String> shape, List<String> path) {
    if (!fits(shape, path)) return Optional.empty();
    var params = new HashMap<String, String>();
    for (int i = 0; i < shape.size(); i++) {
      var want = shape.get(i);
      if (brace(want)) params.put(want.substring(1, want.length() - 1), path.get(i));
    }
    return Optional.of(params);
  }

  private static boolean fits(List<String> shape, List<String> path) {
    if (shape.size() != path.size()) return false;
    for (int i = 0; i < shape.size(); i++) {
      var want = shape.get(i);
      if (brace(want) ? path.get(i).isEmpty() : !want.equals(path.get(i))) return false;
    }
    return true;
  }

  static boolean brace(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}
