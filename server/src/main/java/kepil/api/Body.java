package kepil.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kepil.web.Call;
import kepil.web.Problem;
import tools.jackson.databind.JsonNode;

/// A JSON body that has been read strictly: it has exactly the declared members, each of its type
/// and within its bounds. There is no other way from a request to a value. Prints nothing of it.
final class Body {
  /// Deeper than any shape of ours; a body that goes deeper is no mistake.
  private static final int DEEPEST = 8;

  private static final int MOST_MISFITS = 20;

  private final JsonNode json;

  private Body(JsonNode json) {
    this.json = json;
  }

  /// @throws kepil.web.Malformed 415 if it is not JSON by its type, 400 if it cannot be read
  /// @throws Stop 422 with everything that does not fit
  static Body read(Call call, Shape.Members shape) {
    var json = call.json();
    if (json.isMissingNode()) {
      throw new Stop(Problem.of(400, "the body is empty; expected " + shape.what()));
    }
    if (depth(json, 0) > DEEPEST) {
      throw new Stop(Problem.of(400, "JSON nested deeper than " + DEEPEST));
    }
    var misfits = new ArrayList<Shape.Misfit>();
    shape.check(json, "", misfits);
    if (!misfits.isEmpty()) throw misfit(misfits);
    return new Body(json);
  }

  static Stop misfit(String at, String what, String expected, String advice) {
    return misfit(List.of(new Shape.Misfit(at, what, expected, advice)));
  }

  static Stop misfit(List<Shape.Misfit> misfits) {
    var first = misfits.getFirst();
    var detail =
        (first.pointer().isEmpty() ? "the body" : "`" + first.pointer() + "`")
            + " "
            + first.detail()
            + (first.expected().isEmpty() ? "" : "; expected " + first.expected())
            + (first.advice().isEmpty() ? "" : "; " + first.advice());
    return new Stop(
        Problem.of(422, "unfit-body", "The body does not fit", detail)
            .with(
                "errors",
                misfits.stream().limit(MOST_MISFITS).map(Shape.Misfit::members).toList()));
  }

  private static int depth(JsonNode json, int above) {
    if (!json.isContainer() || above > DEEPEST) return above;
    int deepest = above + 1;
    for (var it : json) deepest = Math.max(deepest, depth(it, above + 1));
    return deepest;
  }

  String text(String name) {
    return maybe(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no `" + name + "`; the shape should have required it"));
  }

  Optional<String> maybe(String name) {
    return node(name).map(JsonNode::asString);
  }

  Optional<Boolean> yes(String name) {
    return node(name).map(JsonNode::asBoolean);
  }

  UUID id(String name) {
    return UUID.fromString(text(name));
  }

  int whole(String name) {
    return node(name)
        .map(JsonNode::asInt)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no `" + name + "`; the shape should have required it"));
  }

  Optional<LocalDate> day(String name) {
    return maybe(name).map(LocalDate::parse);
  }

  Optional<Instant> moment(String name) {
    return maybe(name).map(Instant::parse);
  }

  /// In the sender's order; empty if the member is not there.
  Set<String> texts(String name) {
    var all = new LinkedHashSet<String>();
    node(name).ifPresent(list -> list.forEach(it -> all.add(it.asString())));
    return all;
  }

  Map<String, String> named(String name) {
    var all = new LinkedHashMap<String, String>();
    node(name)
        .ifPresent(object -> object.forEachEntry((key, value) -> all.put(key, value.asString())));
    return all;
  }

  List<Body> each(String name) {
    var all = new ArrayList<Body>();
    node(name).ifPresent(list -> list.forEach(it -> all.add(new Body(it))));
    return all;
  }

  Optional<Body> at(String name) {
    return node(name).map(Body::new);
  }

  private Optional<JsonNode> node(String name) {
    return Optional.ofNullable(json.get(name));
  }

  @Override
  public String toString() {
    return "Body[" + json.size() + " members]";
  }
}
