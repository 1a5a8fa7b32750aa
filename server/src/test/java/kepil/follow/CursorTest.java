package kepil.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CursorTest {
  @Test
  void itIsReadAsItIsWritten() {
    for (var snapshot : new String[] {"770:770:", "770:775:771", "770:790:771,775,780"}) {
      assertThat(Cursor.read("1764170000-16384." + snapshot))
          .contains(new Cursor("1764170000-16384", snapshot));
    }
  }

  @Test
  void whatIsNoneIsNone() {
    for (var text :
        new String[] {
          "",
          "1-1",
          "1-1.1:2",
          "1-1.2:1:",
          "1-1.1:9:3,",
          "1-1.1:9:3,,4",
          "1-1.1:9:4,3",
          "1-1.1:9:x",
          "x.1:2:"
        }) {
      assertThat(Cursor.read(text)).as(text).isEmpty();
    }
  }

  @Test
  void manyOpenTransactionsAreReadToo() {
    var open =
        IntStream.range(10_000, 25_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(Cursor.read("1-1.9999:30000:" + open)).isPresent();
    assertThat(Cursor.read("1-1.9999:30000:" + open + ",")).isEmpty();
  }
}
