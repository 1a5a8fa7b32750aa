package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import kepil.console.Logbook;
import kepil.console.Publishing;
import kepil.gate.Gate;
import kepil.notice.Notices;
import kepil.policy.PolicyFiles;
import kepil.store.Waits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a policy folder that Kepil is given when it starts.
@Tag("slow")
final class GivenPolicyTest {
  @TempDir Path folder;

  /// The first version is published without anybody looking; of two nodes that start at once both
  /// thought that theirs was the first.
  @Test
  void ofTwoNodesThatBringTheFirstVersionOneDoesAndTheOtherWaitsForAnOperator() throws Exception {
    write(binder("2"));
    try (var shop = new Bookshop();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var publishing =
          new Publishing(
              shop.notices, new Logbook(shop.jdbi, shop.ledger, shop.clock, shop.random));
      var second =
          shop.jdbi.inTransaction(
              tx -> {
                assertThat((Object) shop.notices.publish(tx, binder("1")))
                    .isInstanceOf(Notices.Published.Now.class);
                var other =
                    threads.submit(
                        () ->
                            GivenPolicy.read(folder).publish(shop.jdbi, shop.notices, publishing));
                Waits.until(tx, 1);
                return other;
              });
      assertThat(second.get().map(Gate::program))
          .hasValueSatisfying(it -> assertThat(it.version()).isEqualTo("1"));
      assertThat(shop.notices.history("binder")).hasSize(1);
    }
  }

  private static PolicyFiles binder(String version) {
    var files = new TreeMap<>(Bookshop.files());
    files.computeIfPresent(
        "policy.yaml",
        (_, it) ->
            it.replaceFirst("policy: reader", "policy: binder")
                .replace("version: \"1\"", "version: \"" + version + "\""));
    return new PolicyFiles(files);
  }

  private void write(PolicyFiles all) throws IOException {
    for (var it : all.files().entrySet()) {
      Files.createDirectories(folder.resolve(it.getKey()).getParent());
      Files.writeString(folder.resolve(it.getKey()), it.getValue());
    }
  }
}
