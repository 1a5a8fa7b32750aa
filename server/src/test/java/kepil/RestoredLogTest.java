package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kepil.ledger.RememberedFolder;
import kepil.proof.Checkpoint;
import kepil.proof.Hash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A restored log beside checkpoints that were kept elsewhere: whoever brings those of another
/// history hears of it now, and not from a server that signs nothing.
@Tag("slow")
final class RestoredLogTest {
  private final Bookshop shop = new Bookshop();
  private final RestoreCommand restore = new RestoreCommand();

  @TempDir private Path folder;

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void whatWasSignedLastMustBeOfThisLog() throws Exception {
    var first = shop.written();
    var root = Hash.leaf(first.bytes());
    shop.written();
    keep(Bookshop.ORG, 1, root);
    assertThat(restore.log(shop.jdbi, Bookshop.ORG, folder)).isEqualTo(2);
    assertThat(restore.findings).isEmpty();

    keep(Bookshop.ORG, 1, Hash.leaf(new byte[] {1}));
    restore.log(shop.jdbi, Bookshop.ORG, folder);
    assertThat(restore.findings)
        .singleElement()
        .asString()
        .contains("is not the one that was signed last, at size 1");
  }

  @Test
  void anOrganisationThatOnlyTheCheckpointsKnowIsMissed() throws Exception {
    shop.written();
    keep("later", 7, Hash.leaf(new byte[] {1}));
    assertThat(RestoreCommand.organisations(shop.jdbi, folder))
        .containsExactly("later", Bookshop.ORG);
    restore.log(shop.jdbi, "later", folder);
    assertThat(restore.findings)
        .singleElement()
        .asString()
        .contains("signed for 7 entries and the backup has 0");
  }

  private void keep(String org, long size, Hash root) {
    new RememberedFolder(folder.resolve("checkpoints"))
        .keep(org, new Checkpoint("books.example/" + org + "/ledger", size, root));
  }
}
