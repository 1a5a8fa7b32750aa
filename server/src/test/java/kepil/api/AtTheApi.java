package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kepil.Bookshop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

/// A shop whose readers are dealt with over HTTP, and the ways in which its answers are looked at.
abstract class AtTheApi {
  static Bookshop shop;
  static String key;

  @BeforeAll
  static void open() {
    shop = new Bookshop();
    key = shop.key();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  static String somebody(String email) {
    return shop.post(
            key, "subjects", Map.of("identifier", Map.of("field", "email", "value", email)))
        .json()
        .path("subject")
        .asString();
  }

  static String somebody() {
    return shop.post(key, "subjects", Map.of()).json().path("subject").asString();
  }

  static String reader() {
    var s = somebody();
    assertThat(collect(s, "email", "a@b.example", "genre", "verse").status()).isEqualTo(201);
    return s;
  }

  static Bookshop.Said collect(String subject, String... pairs) {
    var values = new java.util.LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) values.put(pairs[i], pairs[i + 1]);
    return shop.post(
        key,
        "collect",
        Map.of(
            "subject",
            subject,
            "point",
            "survey",
            "values",
            values,
            "given",
            List.of("continued"),
            "shown",
            Map.of("language", "en", "version", "1")));
  }

  static List<String> texts(JsonNode json, String name) {
    var all = new ArrayList<String>();
    json.path(name).forEach(it -> all.add(it.asString()));
    return all;
  }

  static void assertProblem(Bookshop.Said said, int status) {
    assertThat(said.status()).as(said.toString()).isEqualTo(status);
    assertThat(said.header("Content-Type")).contains("application/problem+json");
    assertThat(said.json().path("status").asInt()).isEqualTo(status);
    assertThat(said.json().path("title").asString()).isNotEmpty();
  }

  static void assertMisfit(Bookshop.Said said, String pointer, String... words) {
    assertProblem(said, 422);
    assertThat(said.json().path("errors").path(0).path("pointer").asString()).isEqualTo(pointer);
    assertThat(said.json().path("detail").asString()).contains(words);
  }
}
