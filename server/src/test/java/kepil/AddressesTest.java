package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import kepil.api.ApiRoutes;
import kepil.api.HealthRoutes;
import kepil.policy.Addresses;
import kepil.portal.PortalRoutes;
import kepil.privacy.PrivacyRoutes;
import kepil.rights.Codes;
import kepil.rights.Visits;
import kepil.web.Route;
import kepil.web.Statics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A name of a policy never stands in an address that another page has.
@Tag("slow")
final class AddressesTest {
  @Test
  void everyWordThatStandsWhereANameMayIsNoName() {
    var paths = paths();
    assertThat(paths)
        .contains(
            "/{org}/{point}",
            "/console/{org}",
            "/api/v1/{org}/ledger/checkpoint",
            "/health",
            "/static/{file}",
            "/{org}/privacy");
    var organisations = new TreeSet<String>();
    var forms = new TreeSet<String>();
    for (var path : paths) {
      var segments = List.of(path.substring(1).split("/"));
      organisations.add(segments.getFirst());
      if (segments.getFirst().equals("console")) {
        segments.stream().skip(1).findFirst().ifPresent(organisations::add);
      }
      if (segments.getFirst().equals("api")) {
        segments.stream().skip(2).findFirst().ifPresent(organisations::add);
      }
      if (segments.getFirst().equals("{org}")) {
        segments.stream().skip(1).findFirst().ifPresent(forms::add);
      }
    }
    for (var words : List.of(organisations, forms)) {
      words.removeIf(it -> !it.matches("[a-z][a-z0-9-]*"));
    }
    assertThat(Addresses.NO_ORGANISATION).containsExactlyInAnyOrderElementsOf(organisations);
    assertThat(Addresses.NO_FORM).containsExactlyInAnyOrderElementsOf(forms);
  }

  private static List<String> paths() {
    var all = new ArrayList<Route>();
    try (var _ =
        new Bookshop(
            it -> {
              Stream.of(
                      new ApiRoutes(
                              it.jdbi,
                              it.present,
                              it.notices,
                              it.vault,
                              it.acts,
                              it.desk,
                              it.ledger,
                              it.signers,
                              it.book,
                              it.keyring,
                              it.keys,
                              it.messages,
                              it.deliveries,
                              it.clock)
                          .routes(),
                      new HealthRoutes(it.jdbi).routes(),
                      it.console(),
                      new PortalRoutes(
                              it.jdbi,
                              it.notices,
                              it.vault,
                              it.acts,
                              it.ledger,
                              it.book,
                              it.signers,
                              it.keyring::blind,
                              it.clock,
                              it.random)
                          .routes(),
                      new PrivacyRoutes(
                              it.jdbi,
                              it.notices,
                              it.vault,
                              new Codes(it.keyring::blind, it.post, it.clock, it.random),
                              new Visits(
                                  it.vault, it.sealer, it.keyring::blind, it.clock, it.random),
                              it.desk,
                              it.ledger,
                              it.signers,
                              it.clock,
                              it.random)
                          .routes(),
                      Statics.routes())
                  .forEach(all::addAll);
              return List.of();
            })) {
      return all.stream().map(Route::path).toList();
    }
  }
}
