package kepil.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Records on a disk, without a server.
@Timeout(30)
final class SpillTest {
  private static final int SMALL = 100;

  @TempDir Path folder;

  private Spill open(long room) throws IOException {
    return Spill.open(folder, List.of("key"), new Random(1), room, SMALL);
  }

  private static long soon() {
    return System.nanoTime() + Duration.ofMillis(300).toNanos();
  }

  private static UUID write(Spill spill, long subject) throws IOException, InterruptedException {
    while (true) {
      var live = spill.current();
      int ask = spill.number(live, "{\"operation\":\"use\"}");
      int place = live.segment().write(0, subject, 5, ask, 2, true);
      if (place >= 0) return new UUID(live.segment().eventHigh(), live.segment().eventLow(place));
      if (!spill.more(live, soon())) throw new IOException("full");
    }
  }

  /// All that can be read, oldest first; counts as sent.
  private static List<Segment.Use> drain(Spill spill) throws IOException {
    var all = new ArrayList<Segment.Use>();
    while (spill.oldest().isPresent()) {
      var live = spill.oldest().get();
      for (int place = live.segment().sent(); place < live.segment().taken(); place++) {
        if (live.segment().at(place) instanceof Segment.There(var use)) all.add(use);
        live.segment().sent(place + 1);
      }
    }
    return all;
  }

  @Test
  void whatIsWrittenIsFoundAfterwardsInItsOrder() throws Exception {
    var events = new ArrayList<UUID>();
    var spill = open(1 << 20);
    for (int i = 0; i < 3 * SMALL + 7; i++) events.add(write(spill, i));
    assertThat(spill.await(soon())).isTrue();
    spill.close();
    var again = open(1 << 20);
    assertThat(again.waiting()).isEqualTo(events.size());
    var found = drain(again);
    assertThat(found.stream().map(Segment.Use::event)).containsExactlyElementsOf(events);
    assertThat(found.get(5))
        .isEqualTo(new Segment.Use(events.get(5), new UUID(0, 5), 5, 0, 2, true));
    again.close();
    assertThat(names()).containsExactly("lock");
  }

  @Test
  void whereNothingIsTakenNothingIsThrownAway() throws Exception {
    try (var spill = open(2L * (Segment.HEADER + SMALL * Segment.RECORD))) {
      int written = 0;
      try {
        while (true) {
          write(spill, written);
          written++;
        }
      } catch (IOException full) {
        assertThat(full).hasMessage("full");
      }
      assertThat(written).isEqualTo(2 * SMALL);
      assertThat(drain(spill)).hasSize(written);
      write(spill, 1);
    }
  }

  @Test
  void whatIsDamagedIsNoRecordAndTheRestIsRead() throws Exception {
    var spill = open(1 << 20);
    var events = new ArrayList<UUID>();
    for (int i = 0; i < 20; i++) events.add(write(spill, i));
    spill.close();
    try (var file = FileChannel.open(folder.resolve("1.uses"), StandardOpenOption.WRITE)) {
      // another person
      file.write(ByteBuffer.wrap(new byte[] {1}), Segment.HEADER + 3 * Segment.RECORD + 9);
      // a writer that died
      file.write(ByteBuffer.allocate(8), Segment.HEADER + 7 * Segment.RECORD + 40);
      // a no in the place of a yes
      file.write(ByteBuffer.wrap(new byte[] {0}), Segment.HEADER + 9 * Segment.RECORD + 32);
    }
    try (var asks =
        FileChannel.open(
            folder.resolve("1.asks"), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      asks.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 0, 0})); // cut off
    }
    try (var again = open(1 << 20)) {
      assertThat(again.oldest().orElseThrow().left()).containsExactly("{\"operation\":\"use\"}");
      events.remove(9);
      events.remove(7);
      events.remove(3);
      assertThat(drain(again).stream().map(Segment.Use::event)).containsExactlyElementsOf(events);
    }
  }

  @Test
  void manyWritersAndOneReaderLoseAndDoubleNothing() throws Exception {
    var written = ConcurrentHashMap.<UUID>newKeySet();
    var read = new ArrayList<UUID>();
    try (var spill = open(8L * (Segment.HEADER + SMALL * Segment.RECORD))) {
      int writers = 4;
      int each = 5_000;
      var done = new CountDownLatch(writers);
      for (int w = 0; w < writers; w++) {
        int nr = w;
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < each; i++) {
                      written.add(write(spill, nr * each + i));
                      if (i % 500 == 0) spill.await(soon());
                    }
                  } catch (IOException | InterruptedException bad) {
                    throw new AssertionError(bad);
                  } finally {
                    done.countDown();
                  }
                });
      }
      while (done.getCount() > 0 || spill.waiting() > 0) {
        var oldest = spill.oldest();
        if (oldest.isEmpty()) continue;
        var segment = oldest.get().segment();
        for (int place = segment.sent(); place < segment.taken(); place++) {
          if (!(segment.at(place) instanceof Segment.There(var use))) break;
          read.add(use.event());
          segment.sent(place + 1);
        }
      }
      assertThat(read).hasSize(writers * each).doesNotHaveDuplicates();
      assertThat(new TreeSet<>(read)).isEqualTo(new TreeSet<>(written));
    }
  }

  @Test
  void aRecordThatTheDiskDidNotTakeIsNotSaidToBeThere() throws Exception {
    try (var spill = open(1 << 20)) {
      write(spill, 1);
      assertThat(spill.await(soon())).isTrue();
      int ask = spill.number(spill.current(), "{\"operation\":\"message\"}");
      spill.current().segment().write(0, 1, 5, ask, 2, true);
      spill.current().asks().orElseThrow().close();
      assertThatThrownBy(() -> spill.await(soon()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot be written");
      assertThat(spill.broken()).isPresent();
    }
  }

  @Test
  void memoryThatIsGoneIsADiskThatFailed() throws Exception {
    var spill = open(1 << 20); // not closed: it could only say the same once more
    write(spill, 1);
    spill.current().arena().close();
    assertThatThrownBy(() -> spill.await(soon()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be written");
  }

  /// Whoever works for a web server or a pool is interrupted when nobody waits for them any more.
  @Test
  void whoIsInterruptedStopsNobodyElse() throws Exception {
    try (var spill = open(1 << 20)) {
      for (int i = 0; i < SMALL; i++) {
        Thread.currentThread().interrupt();
        int ask = spill.number(spill.current(), "{\"operation\":\"message\"}");
        assertThat(Thread.interrupted()).isTrue();
        spill.current().segment().write(0, 1, 5, ask, 2, true);
      }
      var full = spill.current();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> spill.more(full, soon()))
          .isInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
      write(spill, 1);
      assertThat(spill.await(soon())).isTrue();
      assertThat(spill.broken()).isEmpty();
      assertThat(drain(spill)).hasSize(SMALL + 1);
    }
  }

  @Test
  void whoIsInterruptedClosesNonetheless() throws Exception {
    var spill = open(1 << 20);
    write(spill, 1);
    var last = spill.current();
    Thread.currentThread().interrupt();
    spill.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(last.forced()[0]).as("on the disk").isEqualTo(1);
    assertThat(last.arena().scope().isAlive()).isFalse();
    try (var again = open(1 << 20)) {
      assertThat(drain(again)).hasSize(1);
    }
  }

  static final class Other {
    public static void main(String[] args) throws IOException {
      Spill.open(Path.of(args[0]), List.of("key"), new Random(1), 1 << 20, SMALL).close();
    }
  }

  /// The second that was refused within the program freed the folder for every other program.
  @Test
  void aFolderInUseIsInUseForAllHoweverOftenItIsTried() throws Exception {
    try (var spill = open(1 << 20)) {
      write(spill, 1);
      for (var name : List.of(folder, folder.resolve("../" + folder.getFileName()))) {
        assertThatThrownBy(() -> Spill.open(name, List.of("key"), new Random(1), 1 << 20, SMALL))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("in use");
      }
      var said = folder.resolve("said");
      var other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Other.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(other.waitFor()).isEqualTo(1);
      assertThat(said).content().contains("in use");
      assertThat(drain(spill)).hasSize(1);
    }
    open(1 << 20).close();
  }

  /// Twenty records of two asks, left behind.
  private List<UUID> left() throws IOException, InterruptedException {
    var events = new ArrayList<UUID>();
    var spill = open(1 << 20);
    for (int i = 0; i < 10; i++) events.add(write(spill, i));
    var live = spill.current();
    int ask = spill.number(live, "{\"operation\":\"message\"}");
    for (int i = 0; i < 10; i++) {
      int place = live.segment().write(0, i, 5, ask, 2, true);
      events.add(new UUID(live.segment().eventHigh(), live.segment().eventLow(place)));
    }
    spill.close();
    return events;
  }

  /// By the end of the file, and by nothing where something was.
  private interface Cut {
    void at(FileChannel file, long size, long at) throws IOException;
  }

  private static final List<Cut> CUTS =
      List.of(
          (file, _, at) -> file.truncate(at),
          (file, size, at) -> file.write(ByteBuffer.allocate((int) (size - at)), at));

  private void cut(String name, Cut cut, long at) throws IOException {
    try (var file = FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE)) {
      cut.at(file, file.size(), at);
    }
  }

  @Test
  void whatIsWholeInASegmentThatWasCutOffIsRead() throws Exception {
    var events = left();
    var whole = Files.readAllBytes(folder.resolve("1.uses"));
    var asks = Files.readAllBytes(folder.resolve("1.asks"));
    for (var cut : CUTS) {
      for (int at = 0; at < Segment.HEADER + 21 * Segment.RECORD; at += 8) {
        // A head is written before anything else and reaches the disk whole or not at all.
        if (at > 0 && at < Segment.HEADER && cut != CUTS.getFirst()) continue;
        Files.write(folder.resolve("1.uses"), whole);
        Files.write(folder.resolve("1.asks"), asks);
        cut("1.uses", cut, at);
        int there = Math.clamp((at - Segment.HEADER) / Segment.RECORD, 0, 20);
        try (var again = open(1 << 20)) {
          assertThat(drain(again).stream().map(Segment.Use::event))
              .as("cut at " + at)
              .containsExactlyElementsOf(events.subList(0, there));
        }
        assertThat(names()).as("cut at " + at).containsExactly("lock");
      }
    }
  }

  @Test
  void whatIsWholeInAsksThatWereCutOffIsRead() throws Exception {
    left();
    var uses = Files.readAllBytes(folder.resolve("1.uses"));
    var whole = Files.readAllBytes(folder.resolve("1.asks"));
    int head = 32;
    int first = head + 8 + "{\"operation\":\"use\"}".length() + 16 + 4;
    for (var cut : CUTS) {
      for (int at = 0; at <= whole.length; at++) {
        if (at > 0 && at < head && cut != CUTS.getFirst()) continue;
        Files.write(folder.resolve("1.uses"), uses);
        Files.write(folder.resolve("1.asks"), whole);
        cut("1.asks", cut, at);
        try (var again = open(1 << 20)) {
          assertThat(again.oldest().orElseThrow().left())
              .as("cut at " + at)
              .hasSize(at < first ? 0 : at < whole.length ? 1 : 2);
          drain(again);
        }
      }
    }
  }

  @Test
  void asksThatLostTheirSegmentAreInNobodysWay() throws Exception {
    left();
    Files.delete(folder.resolve("1.uses"));
    try (var again = open(1 << 20)) {
      write(again, 1);
      assertThat(drain(again)).hasSize(1);
    }
    assertThat(names()).containsExactly("lock");
  }

  @Test
  void whatThisVersionCannotReadIsLeftAndSaid() throws Exception {
    left();
    var whole = Files.readAllBytes(folder.resolve("1.uses"));
    for (int at : new int[] {0, 24}) {
      var other = whole.clone();
      other[at + 7] ^= 0x40;
      Files.write(folder.resolve("1.uses"), other);
      assertThatThrownBy(() -> open(1 << 20))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("1.uses")
          .hasMessageContaining("cannot be read");
      assertThat(Files.readAllBytes(folder.resolve("1.uses"))).isEqualTo(other);
    }
    Files.write(folder.resolve("1.uses"), whole);
    try (var again = open(1 << 20)) {
      assertThat(drain(again)).hasSize(20);
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }
}
