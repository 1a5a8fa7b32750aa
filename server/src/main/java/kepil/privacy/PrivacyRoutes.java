package kepil.privacy;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import kepil.ledger.Ledger;
import kepil.ledger.Signers;
import kepil.notice.Notices;
import kepil.rights.Codes;
import kepil.rights.Desk;
import kepil.rights.Visits;
import kepil.vault.Vault;
import kepil.web.Route;
import org.jdbi.v3.core.Jdbi;

/// Everything at `/{org}/privacy`.
public final class PrivacyRoutes {
  private final List<Route> routes;

  public PrivacyRoutes(
      Jdbi jdbi,
      Notices notices,
      Vault vault,
      Codes codes,
      Visits visits,
      Desk desk,
      Ledger ledger,
      Signers signers,
      InstantSource clock,
      SecureRandom random) {
    var centre =
        new Centre(jdbi, notices, vault, codes, visits, desk, ledger, signers, clock, random);
    this.routes =
        Stream.of(
                new StartPages(centre).routes(),
                new ProvePages(centre).routes(),
                new DataPages(centre).routes(),
                new LimitPages(centre).routes(),
                new RequestPages(centre).routes(),
                new ErasePages(centre).routes(),
                new AskPages(centre).routes())
            .flatMap(List::stream)
            .toList();
  }

  public List<Route> routes() {
    return routes;
  }
}
