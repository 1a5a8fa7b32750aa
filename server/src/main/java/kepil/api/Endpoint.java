package kepil.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.follow.Present;
import kepil.gate.Gate;
import kepil.vault.Doors;
import kepil.web.Call;
import kepil.web.Reply;
import org.jdbi.v3.core.Handle;

/// One line of the API's table: where it is, what opens it, what it takes, what it answers, and who
/// does it. Routes and `/openapi.json` are both made from it.
///
/// @param path below `/api/v1/{org}/`; or from the root, if it begins with a slash
/// @param id its name in generated clients
/// @param opens the verb a key must have; open to everybody, if empty
/// @param takes the body
/// @param asks what may stand in the query
record Endpoint(
    String method,
    String path,
    String id,
    String summary,
    Optional<Verb> opens,
    Optional<Shape.Members> takes,
    List<Example> examples,
    List<Param> asks,
    List<Returns> returns,
    Deed deed) {

  /// A query parameter or a brace of the path.
  record Param(String name, Shape shape) {}

  /// An answer that is no problem.
  ///
  /// @param type media type
  record Returns(int status, String what, String type, Optional<Shape> shape) {}

  /// What an endpoint does.
  sealed interface Deed {}

  /// It reads.
  record Reads(Reading reading) implements Deed {}

  /// It writes, all or nothing, in the transaction it is given.
  record Writes(Writing writing) implements Deed {}

  /// It acts on somebody's data: with the acts of other callers, unless its answer is to be kept.
  record Acts(Acting acting) implements Deed {}

  /// It decides and opens nothing: like an act, but the caller may be content with what was known a
  /// moment ago.
  record Decides(Acting acting) implements Deed {}

  /// It is about no organisation, and anybody may ask.
  record Answers(Answering answering) implements Deed {}

  @FunctionalInterface
  interface Answering {
    Reply answer(Call call, Body body);
  }

  @FunctionalInterface
  interface Reading {
    Reply answer(Asked asked);
  }

  @FunctionalInterface
  interface Acting {
    Reply answer(Doors doors, Asked asked);
  }

  @FunctionalInterface
  interface Writing {
    Reply answer(Handle tx, Asked asked);
  }

  /// Whether a caller may ask for the first answer again.
  boolean repeatable() {
    return deed instanceof Writes || deed instanceof Acts || deed instanceof Decides;
  }

  /// A call that found its organisation, whose key fits and whose body has been read.
  ///
  /// @param now what was known when it came
  /// @param gate of the policy in force
  /// @param read the body; empty where the endpoint takes none
  record Asked(Call call, String org, Present.Moment now, Gate gate, Optional<Body> read) {
    Body body() {
      return read.orElseThrow(() -> new IllegalStateException("the endpoint takes no body"));
    }
  }

  static Endpoint get(String path, String id, String summary, Reading reading) {
    return of("GET", path, id, summary, Optional.empty(), new Reads(reading));
  }

  /// It reads, and what is asked for stands in the body: numbers of people are in no address. Its
  /// answer is kept for nobody.
  static Endpoint question(
      String path, String id, String summary, Shape.Members takes, Reading reading) {
    return of("POST", path, id, summary, Optional.of(takes), new Reads(reading));
  }

  static Endpoint post(
      String path, String id, String summary, Shape.Members takes, Writing writing) {
    return of("POST", path, id, summary, Optional.of(takes), new Writes(writing));
  }

  static Endpoint act(String path, String id, String summary, Shape.Members takes, Acting acting) {
    return of("POST", path, id, summary, Optional.of(takes), new Acts(acting));
  }

  static Endpoint decision(
      String path, String id, String summary, Shape.Members takes, Acting acting) {
    return of("POST", path, id, summary, Optional.of(takes), new Decides(acting));
  }

  static Endpoint put(
      String path, String id, String summary, Shape.Members takes, Writing writing) {
    return of("PUT", path, id, summary, Optional.of(takes), new Writes(writing));
  }

  static Endpoint open(
      String address, String id, String summary, Shape.Members takes, Answering answering) {
    return of("POST", address, id, summary, Optional.of(takes), new Answers(answering));
  }

  /// Open to everybody, without examples, and so far it answers nothing.
  private static Endpoint of(
      String method,
      String path,
      String id,
      String summary,
      Optional<Shape.Members> takes,
      Deed deed) {
    return new Endpoint(
        method, path, id, summary, Optional.empty(), takes, List.of(), List.of(), List.of(), deed);
  }

  Endpoint opensWith(Verb verb) {
    return new Endpoint(
        method, path, id, summary, Optional.of(verb), takes, examples, asks, returns, deed);
  }

  Endpoint example(String title, Map<String, Object> body) {
    var all = new ArrayList<>(examples);
    all.add(new Example(title, body));
    return new Endpoint(
        method, path, id, summary, opens, takes, List.copyOf(all), asks, returns, deed);
  }

  Endpoint asking(String name, Shape shape) {
    var all = new ArrayList<>(asks);
    all.add(new Param(name, shape));
    return new Endpoint(
        method, path, id, summary, opens, takes, examples, List.copyOf(all), returns, deed);
  }

  Endpoint returns(int status, String what, Shape shape) {
    return returns(new Returns(status, what, "application/json", Optional.of(shape)));
  }

  /// Without a body.
  Endpoint returns(int status, String what) {
    return returns(new Returns(status, what, "", Optional.empty()));
  }

  /// Something else than JSON.
  Endpoint returns(int status, String what, String type) {
    return returns(new Returns(status, what, type, Optional.empty()));
  }

  private Endpoint returns(Returns it) {
    var all = new ArrayList<>(returns);
    all.add(it);
    return new Endpoint(
        method, path, id, summary, opens, takes, examples, asks, List.copyOf(all), deed);
  }

  String address() {
    return path.startsWith("/") ? path : "/api/v1/{org}/" + path;
  }
}
