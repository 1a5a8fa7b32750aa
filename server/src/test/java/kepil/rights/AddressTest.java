package kepil.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kepil.Bookshop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A policy calls its addresses as it likes; whoever proves one is found by it.
@Tag("slow")
final class AddressTest {
  @Test
  void whoProvesAnAddressIsFoundByEachFieldThatIsOneAndIdentifies() {
    try (var shop = new Bookshop()) {
      shop.publish(calledOtherwise());
      var program = shop.notices.gate("letters").orElseThrow().program();
      assertThat(program.emails()).containsExactly("mail", "second-mail");
      var visits =
          new Visits(shop.vault, shop.sealer, shop.keyring::blind, shop.clock, shop.random);
      shop.jdbi.useTransaction(
          tx -> {
            var aygul = shop.vault.recognise(tx, program, "mail", "aygul@example.kz");
            var beri = shop.vault.recognise(tx, program, "second-mail", "beri@example.kz");
            shop.vault.recognise(tx, program, "name", "carol@example.kz");
            for (var it :
                Map.of(
                        "Aygul@example.kz",
                        Optional.of(aygul),
                        "beri@example.kz",
                        Optional.of(beri),
                        "carol@example.kz",
                        Optional.empty())
                    .entrySet()) {
              var visitor =
                  visits
                      .of(tx, program, visits.begin(tx, program, it.getKey(), "en"))
                      .orElseThrow();
              assertThat((Optional<?>) visitor.subject()).as(it.getKey()).isEqualTo(it.getValue());
            }
            assertThat(
                    tx.createQuery(
                            """
                            select count(*) from visits
                            where org = 'letters' and subject is not null
                            """)
                        .mapTo(Integer.class)
                        .one())
                .as("whose visits end with their erasure")
                .isEqualTo(2);
          });
    }
  }

  private static Map<String, String> calledOtherwise() {
    var files = new TreeMap<>(Bookshop.files());
    files.computeIfPresent(
        "policy.yaml",
        (_, it) ->
            it.replace("policy: reader", "policy: letters")
                .replace("identifies: [email]", "identifies: [mail, second-mail, name]")
                .replace("fields: [email, name]", "fields: [mail, second-mail, name, unread-mail]")
                .replace(
                    "email: {type: email}",
                    "mail: {type: email}\n"
                        + "  second-mail: {type: email}\n"
                        + "  unread-mail: {type: email}")
                .replace("asks: [email, genre]", "asks: [mail, genre]"));
    for (var words : new String[] {"words/en.yaml", "words/kk.yaml"}) {
      files.computeIfPresent(
          words,
          (_, it) ->
              it.replace(
                  "  email: {label: E-mail}",
                  "  mail: {label: E-mail}\n"
                      + "  second-mail: {label: Second e-mail}\n"
                      + "  unread-mail: {label: Old e-mail}"));
    }
    return files;
  }
}
