package kepil.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MomentTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Test
  void itIsSpeltAsTheFormatterSpellsIt() {
    var random = new SplittableRandom(8400);
    long first = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    for (int i = 0; i < 20_000; i++) {
      var at = Instant.ofEpochMilli(random.nextLong(first, last + 1));
      assertThat(Moment.print(at)).isEqualTo(TIME.format(at));
      assertThat(Moment.read(Moment.print(at))).contains(at);
    }
    for (long edge : List.of(first, last, 0L, -1L)) {
      assertThat(Moment.read(Moment.print(Instant.ofEpochMilli(edge))))
          .contains(Instant.ofEpochMilli(edge));
    }
  }

  @Test
  void itHasOneSpelling() {
    for (var other :
        List.of(
            "",
            "2026-11-23",
            "2026-11-23T10:15:30Z",
            "2026-11-23T10:15:30.1234Z",
            "2026-11-23T10:15:30.123z",
            "2026-11-23 10:15:30.123Z",
            "2026-11-23T10:15:30.123+",
            "2026-13-23T10:15:30.123Z",
            "2026-02-29T10:15:30.123Z",
            "2026-11-23T24:00:00.000Z",
            "2026-11-23T23:59:60.000Z",
            "2026-11-23T10:60:30.123Z",
            "+026-11-23T10:15:30.123Z",
            "٢٠٢٦-11-23T10:15:30.123Z",
            "2026-00-23T10:15:30.123Z",
            "2026-11-00T10:15:30.123Z")) {
      assertThat(Moment.read(other)).as(other).isEmpty();
    }
    assertThat(Moment.read("2024-02-29T23:59:59.999Z")).isPresent();
  }
}
