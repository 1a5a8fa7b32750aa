package kepil.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import kepil.Bookshop;
import kepil.api.Verb;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.sdk.Gatekeeper;
import kepil.sdk.Question;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// An application that Spring Boot puts together, beside a whole server.
@Tag("slow")
final class SpringTest {
  private static final Question LETTER =
      Question.of(Question.to(Operation.MESSAGE).forPurpose("delivery").by("email"));
  private static SubjectId aygul;

  @TempDir Path folder;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Letters letters(Gatekeeper gate) {
      return new Letters(gate);
    }
  }

  @RestController
  static class Letters {
    private final Gatekeeper gate;

    Letters(Gatekeeper gate) {
      this.gate = gate;
    }

    @GetMapping("/letter")
    String letter() {
      var outcome = gate.decide(LETTER, aygul);
      return outcome.effect() + " " + outcome.clauses();
    }
  }

  private static String get(String port, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void anApplicationAsksItsOwnGatekeeper() throws Exception {
    // The server's own library for logging is beside it here, in another version than Spring
    // Boot's.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    try (var shop = new Bookshop()) {
      shop.now = Instant.now().plusSeconds(240);
      var all = shop.key();
      aygul = SubjectId.of(shop.post(all, "subjects", Map.of()).json().path("subject").asString());
      var application = new SpringApplication(Application.class);
      application.setDefaultProperties(
          Map.of(
              "server.port",
              "0",
              "kepil.server",
              shop.at("/").toString(),
              "kepil.org",
              Bookshop.ORG,
              "kepil.key",
              shop.key(Verb.FOLLOW, Verb.RECORD),
              "kepil.folder",
              folder.toString(),
              "kepil.durability",
              "fast",
              "management.endpoints.web.exposure.include",
              "health,metrics",
              "management.endpoint.health.show-details",
              "always",
              "spring.main.banner-mode",
              "off"));
      try (var running = application.run()) {
        var port = running.getEnvironment().getProperty("local.server.port");
        // On a busy machine a decision may be stale for a moment, which is a refusal without a
        // clause.
        for (int tries = 0; tries < 100 && get(port, "/letter").equals("refuse []"); tries++) {
          Thread.sleep(50);
        }
        assertThat(get(port, "/letter")).isEqualTo("permit [1.3]");
        var gate = running.getBean(Gatekeeper.class);
        assertThat(gate.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(get(port, "/actuator/health"))
            .contains("\"kepil\":{\"details\":{")
            .contains("\"version\":\"1\"");
        assertThat(get(port, "/actuator/metrics/kepil.decisions")).contains("permitted");
        assertThat(shop.get(all, "/api/v1/reader/events").text())
            .contains("\"act\":\"message\",\"effect\":\"permit\"");
      }
      assertThat(folder.resolve("lock")).exists();
    }
  }
}
