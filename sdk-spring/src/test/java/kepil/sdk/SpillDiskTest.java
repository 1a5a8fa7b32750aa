package kepil.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import kepil.Disk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The disk below the records is full, or takes nothing.
@Timeout(30)
final class SpillDiskTest {
  @TempDir Path temp;

  private static Spill open(Path folder) throws IOException {
    return Spill.open(folder, List.of("key"), new Random(1), 1 << 20, 100);
  }

  private static int write(Spill spill, String ask) throws IOException {
    var live = spill.current();
    return live.segment().write(0, 1, 5, spill.number(live, ask), 2, true);
  }

  @Test
  void aFullDiskRefusesAndGoesOnWhenThereIsRoom() throws Exception {
    var disk = temp.resolve("full");
    try (var _ = Disk.small(disk, "size=64k,mode=0700")) {
      var spill = open(disk.resolve("spill"));
      write(spill, "first");
      var filler = disk.resolve("filler");
      try (var out = Files.newOutputStream(filler)) {
        while (true) out.write(new byte[512]);
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space");
      }
      assertThatThrownBy(() -> write(spill, "x".repeat(10_000))).isInstanceOf(IOException.class);
      int there = 1;
      while (write(spill, "first") >= 0) there++;
      assertThat(spill.await(soon())).as("what is asked again needs no room").isTrue();
      var full = spill.current();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> spill.more(full, soon())).isInstanceOf(IOException.class);
      }
      Files.delete(filler);
      assertThat(spill.more(full, soon())).isTrue();
      assertThat(write(spill, "x".repeat(10_000))).isZero();
      assertThat(write(spill, "first")).isEqualTo(1);
      assertThat(spill.await(soon())).isTrue();
      assertThat(spill.waiting()).isEqualTo(there + 2);
      assertThat(spill.segments()).isEqualTo(2);
      spill.close();
      try (var again = open(disk.resolve("spill"))) {
        assertThat(again.waiting()).isEqualTo(there + 2);
        assertThat(again.oldest().orElseThrow().left()).containsExactly("first");
      }
    }
  }

  @Test
  void aDiskThatTakesNothingIsSaid() throws Exception {
    var disk = temp.resolve("closed");
    try (var closed = Disk.writable(disk)) {
      var spill = open(disk);
      write(spill, "first");
      spill.close();
      closed.readOnly();
      assertThatThrownBy(() -> open(disk)).isInstanceOf(IOException.class);
      closed.writableAgain();
      try (var again = open(disk)) {
        assertThat(again.waiting()).as("nothing is lost by it").isEqualTo(1);
      }
    }
  }

  private static long soon() {
    return System.nanoTime() + Duration.ofSeconds(2).toNanos();
  }
}
