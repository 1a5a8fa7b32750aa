package kepil.api;

import static kepil.api.ApiRoutes.of;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import kepil.documents.Reader;
import kepil.documents.Reports;
import kepil.documents.Sitting;
import kepil.notice.LawBook;
import kepil.web.Call;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.web.Throttle;

/// `POST /api/v1/read` and `/api/v1/read/same`: reads a published policy for anybody, or compares
/// two language versions of one, and keeps nothing of them.
final class Readings {
  private final Sitting sitting = new Sitting(LawBook::read);
  private final Throttle throttle;
  private final InstantSource clock;

  Readings(InstantSource clock) {
    this.clock = clock;
    this.throttle = new Throttle(30, Duration.ofMinutes(1), clock);
  }

  List<Endpoint> table() {
    return List.of(
        Endpoint.open(
                "/api/v1/read/same",
                "compareDocuments",
                "Where two language versions of a published policy differ; nothing is kept",
                ReadingShapes.SAME,
                this::same)
            .example(
                "A sentence and its translation",
                of(
                    "first",
                        of(
                            "name", "rules.en.txt",
                            "text", "We keep your name for 12 months. We do not sell it."),
                    "second",
                        of(
                            "name", "rules.ru.txt",
                            "text", "Мы храним ваше имя 24 месяца. Мы продаем его.")))
            .returns(200, "the findings, each with its places in both", ReadingShapes.SAME_ANSWER),
        Endpoint.open(
                "/api/v1/read",
                "readDocument",
                "What is wrong in a published policy; nothing is kept",
                ReadingShapes.READ,
                this::read)
            .example(
                "A page of a library",
                of(
                    "name", "policy.txt",
                    "text", "By visiting this site you agree to the the rules of the library.",
                    "laws", List.of("eu-gdpr")))
            .returns(
                200,
                "the findings, each with its place, severity, reason and advice",
                ReadingShapes.READ_ANSWER));
  }

  private Reply read(Call call, Body body) {
    return answer(
        call,
        file(body, ""),
        Optional.empty(),
        body.maybe("language").orElse(""),
        List.copyOf(body.texts("laws")),
        body);
  }

  private Reply same(Call call, Body body) {
    return answer(
        call,
        file(body.at("first").orElseThrow(), "/first"),
        Optional.of(file(body.at("second").orElseThrow(), "/second")),
        "",
        List.of(),
        body);
  }

  private Reply answer(
      Call call,
      Reader.File file,
      Optional<Reader.File> other,
      String language,
      List<String> laws,
      Body body) {
    var wait = throttle.enter(call.remote());
    if (wait.isPresent()) {
      return Reply.problem(Problem.of(429, "more than 30 documents in a minute from this address"))
          .with("Retry-After", String.valueOf(Math.max(1, wait.get().toSeconds())));
    }
    var on =
        body.maybe("on")
            .map(LocalDate::parse)
            .orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return switch (sitting.read(
        file, other, language, laws, body.maybe("severity").orElse(""), on)) {
      case Sitting.Outcome.Answered it -> Reply.json(Reports.plain(it.answer()));
      case Sitting.Outcome.Unmet it ->
          throw Body.misfit("/" + it.field(), it.why(), it.expected(), "");
      case Sitting.Outcome.Busy _ ->
          Reply.problem(Problem.of(503, "two documents are being read just now; try again"))
              .with("Retry-After", "10");
    };
  }

  /// @param at where the file stands in the body
  private static Reader.File file(Body body, String at) {
    boolean text = body.maybe("text").isPresent();
    if (text == body.maybe("base64").isPresent()) {
      throw Body.misfit(at, "has both `text` and `base64`, or neither", "one of them", "");
    }
    return new Reader.File(
        body.maybe("name").orElse(text ? "document.txt" : "document"),
        text ? body.text("text").getBytes(StandardCharsets.UTF_8) : bytes(body, at));
  }

  private static byte[] bytes(Body body, String at) {
    try {
      return Base64.getDecoder().decode(body.text("base64"));
    } catch (IllegalArgumentException not) {
      throw Body.misfit(
          at + "/base64", "is no base64", "the bytes of the file in base64 (RFC 4648)", "");
    }
  }
}
