package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Random;
import java.util.stream.Collectors;
import kepil.ledger.Sought;
import kepil.notice.LawBook;
import kepil.notice.Notices;
import kepil.policy.PolicyFiles;
import kepil.policy.Right;
import kepil.promises.PromiseBook;
import kepil.promises.Promises;
import kepil.proof.Effect;
import kepil.rights.Desk;
import kepil.rights.RequestState;
import kepil.rights.Visits;
import kepil.vault.Acts;
import kepil.vault.Vault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every shipped policy has a life, though nobody wrote one for it.
@Tag("slow")
final class MadeUpTest {
  private static final Path POLICIES = Path.of("../policies");

  @Test
  void aWeekAtEveryOrganisation() throws Exception {
    try (var shop = new Bookshop();
        var folders = Files.list(POLICIES)) {
      shop.now = Instant.parse("2026-11-25T15:00:00Z");
      var notices = new Notices(shop.jdbi, LawBook.read(), shop.clock);
      for (var folder :
          folders.filter(it -> Files.isRegularFile(it.resolve("policy.yaml"))).sorted().toList()) {
        lives(shop, notices, CheckCommand.read(folder, new ArrayList<>()));
      }
    }
  }

  private static void lives(Bookshop shop, Notices notices, PolicyFiles files) {
    var published = shop.jdbi.inTransaction(tx -> notices.publish(tx, files));
    assertThat(published).isInstanceOf(Notices.Published.Now.class);
    var org = ((Notices.Published.Now) published).program().id();
    var gate = notices.gate(org).orElseThrow();
    var past = new MadeUp.Past(shop.now);
    var vault = new Vault(shop.keyring, shop.ledger::write, past, shop.random);
    var desk =
        new Desk(
            vault,
            new Visits(vault, shop.sealer, shop.keyring::blind, past, shop.random),
            shop.ledger::write,
            shop.post,
            shop.sealer,
            past,
            shop.random);
    new MadeUp(shop.jdbi, vault, new Acts(vault), desk, gate, past, new Random(8400)).live(5);

    var events = shop.ledger.search(org, Sought.everything(), 1000);
    assertThat(events).as(org).hasSizeGreaterThan(80).noneMatch(it -> it.at().isAfter(shop.now));
    assertThat(events.stream().map(it -> LocalDate.ofInstant(it.at(), ZoneOffset.UTC)).distinct())
        .as("days of " + org)
        .hasSize(7);
    var acts =
        events.stream().map(it -> it.act() + " " + it.effect().word()).collect(Collectors.toSet());
    assertThat(acts)
        .as(org)
        .contains(
            "collect permit",
            "use permit",
            "message permit",
            "message refuse",
            "choice done",
            "request-opened permit",
            "erase done");
    assertThat(events.stream().filter(it -> it.effect() == Effect.PERMIT).count())
        .as("more is allowed than tried in vain at " + org)
        .isGreaterThan(events.stream().filter(it -> it.effect() == Effect.REFUSE).count());

    var requests = shop.jdbi.inTransaction(tx -> desk.list(tx, org, 100));
    assertThat(requests.stream().map(it -> it.state().word()).distinct())
        .as(org)
        .contains("received", "completed");
    assertThat(requests)
        .as(org)
        .anyMatch(
            it ->
                it.right() == Right.ERASURE
                    && it.state() instanceof RequestState.Completed
                    && it.subject().isEmpty());
    var book =
        new PromiseBook(shop.jdbi, notices, shop.ledger, vault, desk, shop.signers, shop.clock)
            .of(gate);
    assertThat(
            book.entries().stream()
                .filter(it -> it.kept() == Promises.Kept.BROKEN)
                .map(it -> it.id() + " " + it.breaches()))
        .as("nothing is broken at " + org)
        .isEmpty();
  }
}
