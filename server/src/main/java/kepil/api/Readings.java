package kepil.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import kepil.documents.Reports;
import kepil.documents.Sitting;
import kepil.notice.LawBook;
import kepil.web.Call;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.web.Throttle;

/// `POST /api/v1/read`: reads a published policy for anybody, and keeps nothing of it.
final class Readings {
  private final Sitting sitting = new Sitting(LawBook::read);
  private final Throttle throttle;
  private final InstantSource clock;

  Readings(InstantSource clock) {
    this.clock = clock;
    this.throttle = new Throttle(30, Duration.ofMinutes(1), clock);
  }

  Reply read(Call call, Body body) {
    var wait = throttle.enter(call.remote());
    if (wait.isPresent()) return Reply.problem(Problem.of(429, "more than 30 documents in a minute from this address")).with("Retry-After", String.valueOf(Math.max(1, wait.get().toSeconds())));
    if (body.maybe("text").isPresent() == body.maybe("base64").isPresent()) throw Body.misfit(List.of(new Shape.Misfit("", "has both `text` and `base64`, or neither", "one of them", "")));
    var name = body.maybe("name").orElse(body.maybe("text").isPresent() ? "document.txt" : "document");
    var on = body.maybe("on").map(LocalDate::parse).orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return switch (sitting.read(name, bytes(body), body.maybe("language").orElse(""), List.copyOf(body.texts("laws")), body.maybe("severity").orElse(""), on)) {
      case Sitting.Outcome.Answered it -> Reply.json(Reports.plain(it.answer()));
      case Sitting.Outcome.Unmet it -> throw Body.misfit(List.of(new Shape.Misfit("/" + it.field(), it.why(), it.expected(), "")));
      case Sitting.Outcome.Busy _ -> Reply.problem(Problem.of(503, "two documents are being read just now; try again")).with("Retry-After", "10");
    };
  }

  private static byte[] bytes(Body body) {
    if (body.maybe("text").isPresent()) return body.text("text").getBytes(StandardCharsets.UTF_8);
    try {
      return Base64.getDecoder().decode(body.text("base64"));
    } catch (IllegalArgumentException not) {
      throw Body.misfit(List.of(new Shape.Misfit("/base64", "is no base64", "the bytes of the file in base64 (RFC 4648)", "")));
    }
  }
}
