package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kepil.Bookshop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What `/openapi.json` says is what the server does.
@Tag("slow")
final class OpenApiTest {
  private static Bookshop shop;
  private static String key;
  private static JsonNode description;

  @BeforeAll
  static void open() {
    shop = new Bookshop();
    key = shop.key();
    description = shop.get("/openapi.json").json();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private record Operation(String method, String address, JsonNode says) {
    @Override
    public String toString() {
      return method + " " + address;
    }
  }

  private static List<Operation> operations() {
    var all = new ArrayList<Operation>();
    description
        .path("paths")
        .forEachEntry(
            (address, methods) ->
                methods.forEachEntry(
                    (method, says) ->
                        all.add(
                            new Operation(
                                method.toUpperCase(java.util.Locale.ROOT), address, says))));
    return all;
  }

  /// The task that is owed after something that came in on paper was deleted.
  private static String paper(String somebody) {
    shop.post(
        key,
        "collect",
        java.util.Map.of(
            "subject",
            somebody,
            "point",
            "counter",
            "values",
            java.util.Map.of("comment", "on paper"),
            "given",
            java.util.List.of("continued"),
            "shown",
            java.util.Map.of("language", "en", "version", "1")));
    shop.post(
        key,
        "delete",
        java.util.Map.of("subject", somebody, "fields", java.util.List.of("comment")));
    return shop.get(key, "/api/v1/reader/paper")
        .json()
        .path("tasks")
        .path(0)
        .path("task")
        .asString();
  }

  @Test
  void everyRouteIsInIt() {
    var served =
        new ApiRoutes(
                shop.jdbi,
                shop.present,
                shop.notices,
                shop.vault,
                shop.acts,
                shop.desk,
                shop.ledger,
                shop.signers,
                shop.book,
                shop.keyring,
                shop.keys,
                shop.messages,
                shop.deliveries,
                shop.clock)
            .routes();
    var described = new TreeSet<String>();
    operations().forEach(it -> described.add(it.toString()));
    var routes = new TreeSet<String>();
    served.stream()
        .filter(it -> it.path().startsWith("/api/"))
        .forEach(it -> routes.add(it.method() + " " + it.path()));
    assertThat(described).isEqualTo(routes);
    assertThat(description.path("openapi").asString()).startsWith("3.1");
    var ids = operations().stream().map(it -> it.says().path("operationId").asString()).toList();
    assertThat(Set.copyOf(ids)).hasSameSizeAs(ids);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var references = new TreeSet<String>();
    references(description, references);
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(description.at(it.substring(1)).isObject()).as(it).isTrue());
  }

  private static void references(JsonNode node, Set<String> found) {
    if (node.has("$ref")) found.add(node.get("$ref").asString());
    node.forEach(it -> references(it, found));
  }

  @Test
  void everyOperationAnswers() {
    for (var it : operations()) {
      var request =
          HttpRequest.newBuilder(shop.at(address(it)))
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .method(
                  it.method(),
                  it.says().has("requestBody")
                      ? HttpRequest.BodyPublishers.ofString("{\"no-such-member\":1}")
                      : HttpRequest.BodyPublishers.noBody());
      var said = shop.send(request);
      assertThat(said.status()).as(it + ": " + said).isNotEqualTo(405).isLessThan(500);
      // What is not there is a problem of the handler's, and not of the door that found no route.
      if (said.status() == 404) {
        assertThat(said.json().path("detail").asString())
            .as(it.toString())
            .isNotEqualTo("nothing is here");
      }
    }
  }

  @Test
  void whatNeedsAKeyRefusesWithoutOne() {
    for (var it : operations()) {
      var said =
          shop.send(
              HttpRequest.newBuilder(shop.at(address(it)))
                  .header("Content-Type", "application/json")
                  .method(
                      it.method(),
                      it.says().has("requestBody")
                          ? HttpRequest.BodyPublishers.ofString("{}")
                          : HttpRequest.BodyPublishers.noBody()));
      if (it.says().path("security").isEmpty()) {
        assertThat(said.status()).as(it.toString()).isNotEqualTo(401);
      } else {
        assertThat(said.status()).as(it.toString()).isEqualTo(401);
      }
    }
  }

  @Test
  void everyExampleIsAcceptedAndAnsweredAsDescribed() {
    int tried = 0;
    for (var it : operations()) {
      for (var example :
          it.says().path("requestBody").path("content").path("application/json").path("examples")) {
        var body = example.path("value").deepCopy();
        var somebody =
            shop.post(key, "subjects", java.util.Map.of()).json().path("subject").asString();
        // Values have to be there before they can be used.
        shop.post(
            key,
            "collect",
            java.util.Map.of(
                "subject",
                somebody,
                "point",
                "survey",
                "values",
                java.util.Map.of("genre", "verse", "email", "x@y.example"),
                "given",
                List.of("continued"),
                "shown",
                java.util.Map.of("language", "en", "version", "1")));
        if (body.has("subject")) ((ObjectNode) body).put("subject", somebody);
        var address = it.address().replace("{org}", Bookshop.ORG).replace("{subject}", somebody);
        if (address.contains("{task}")) address = address.replace("{task}", paper(somebody));
        if (address.contains("{request}")) {
          address =
              address.replace(
                  "{request}",
                  shop.post(
                          key,
                          "requests",
                          java.util.Map.of(
                              "subject", somebody, "right", "access", "channel", "post", "proved",
                              true))
                      .json()
                      .path("id")
                      .asString());
        }
        var said =
            shop.send(
                HttpRequest.newBuilder(shop.at(address))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .method(it.method(), HttpRequest.BodyPublishers.ofString(body.toString())));
        assertThat(said.status()).as(it + " " + body + ": " + said).isBetween(200, 299);
        answersAsDescribed(it, said);
        tried++;
      }
      if (it.says().has("requestBody")) {
        assertThat(
                it.says()
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("examples")
                    .size())
            .as(it + " has examples")
            .isPositive();
      }
    }
    assertThat(tried).isGreaterThan(12);
  }

  @Test
  void whatIsReadIsAsDescribed() {
    var question =
        shop.post(
            key,
            "requests",
            java.util.Map.of(
                "right", "question", "channel", "email", "proved", false, "text", "Why?"));
    assertThat(question.status()).as(question.toString()).isEqualTo(201);
    for (var it : operations()) {
      if (!it.method().equals("GET") || it.address().contains("/ledger/")) continue;
      var said = shop.get(key, address(it));
      if (said.status() == 200) answersAsDescribed(it, said);
    }
  }

  /// Holds an answer against the shape from which its schema was printed.
  private static void answersAsDescribed(Operation it, Bookshop.Said said) {
    var endpoint =
        new ApiRoutes(
                shop.jdbi,
                shop.present,
                shop.notices,
                shop.vault,
                shop.acts,
                shop.desk,
                shop.ledger,
                shop.signers,
                shop.book,
                shop.keyring,
                shop.keys,
                shop.messages,
                shop.deliveries,
                shop.clock)
            .endpoints().stream()
                .filter(e -> e.method().equals(it.method()) && e.address().equals(it.address()))
                .findFirst()
                .orElseThrow();
    var returns = endpoint.returns().stream().filter(r -> r.status() == said.status()).findFirst();
    assertThat(returns).as(it + " describes " + said.status()).isPresent();
    returns
        .get()
        .shape()
        .ifPresent(
            shape -> {
              var misfits = new ArrayList<Shape.Misfit>();
              shape.check(said.json(), "", misfits);
              assertThat(
                      misfits.stream()
                          .map(m -> m.pointer() + " " + m.detail() + "; expected " + m.expected())
                          .toList())
                  .as(it + ": " + said)
                  .isEmpty();
            });
  }

  private static String address(Operation it) {
    return it.address()
        .replace("{org}", Bookshop.ORG)
        .replace("{clause}", "1.6")
        .replace("{party}", "world")
        .replace("{kind}", "right")
        .replace("{name}", "see")
        .replace("{level}", "0")
        .replace("{n}", "000")
        .replaceAll("\\{x\\d}", "x001")
        .replaceAll("\\{(subject|request|event|task)}", "00000000-0000-4000-8000-000000000000");
  }
}
