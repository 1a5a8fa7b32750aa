package kepil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import kepil.cases.Case;
import kepil.cases.CaseFile;
import kepil.cases.CaseRun;
import kepil.cases.MemoryWorld;
import kepil.yaml.Fault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The model and the product cannot disagree: one file of cases, in memory and over HTTP.
@Tag("slow")
final class HttpWorldTest {
  private static final String CASES =
      """
      # What enters by a survey serves to know readers and nothing else.
      noted of aygul: continued
      reader collects email, genre of aygul at survey -> permit 1.2
      reader collects telephone of aygul at survey -> refuse 1.2
      reader uses genre of aygul for insight -> permit 1.2
      reader uses genre of aygul for marketing -> refuse 1.6

      # A yes is for one comment and one party.
      bolat says yes to may-publish towards mill about c-1
      reader publishes comment of bolat to mill about c-1 -> permit 1.4
      reader publishes comment of bolat to mill about c-2 -> refuse 1.4
      bolat withdraws may-publish
      reader publishes comment of bolat to mill about c-1 -> refuse 1.4

      # A period ends.
      on 2026-06-01
      reader uses genre of aygul for insight collected on 2026-01-02 -> permit 1.2
      reader uses genre of aygul for insight collected on 2025-05-01 -> refuse 1.12

      # A child is refused.
      on 2026-06-01
      dana lives in KZ
      dana was born on 2015-01-01
      noted of dana: continued
      reader collects genre of dana at survey -> refuse 1.11

      # The clock of the law of the place.
      on 2026-05-01
      aygul lives in KZ
      aygul asks for access by email -> granted 1.10 due 2026-05-06
      aygul asks for access unproved by email -> denied 1.10
      aygul asks for restriction by post -> granted 1.10
      reader messages aygul for insight by email about v-1 -> refuse 1.10

      # Where the law gives no such right there is none.
      emil asks for restriction by post -> denied 1.10

      # What the law says to keep stays.
      noted of fatima: held
      reader deletes fatima -> refuse 1.13
      no longer noted of fatima: held
      reader deletes fatima -> permit 1.12

      # Held to the end of the case.
      noted of gulnar: held about order-1
      noted of gulnar: held
      reader deletes gulnar -> refuse 1.13

      # What nobody declared is no promise.
      the measure locked-doors is in force -> broken
      """;

  private static List<Case> cases() {
    var faults = new ArrayList<Fault>();
    var cases = CaseFile.read("shop.case", CASES, faults);
    assertThat(faults).isEmpty();
    return cases;
  }

  @Test
  void theSameCasesHaveTheSameOutcomeAndLeaveNobodyBehind() {
    try (var shop = new Bookshop()) {
      var day = LocalDate.of(2026, 7, 1);
      var inMemory = CaseRun.run(cases(), new MemoryWorld(shop.gate()), day);
      assertThat(inMemory.stream().filter(it -> !it.met()).map(it -> it.line() + ": " + it.said()))
          .isEmpty();

      List<CaseRun.Outcome> overHttp;
      int people;
      try (var world = new HttpWorld(shop.at("/"), Bookshop.ORG, shop.key())) {
        overHttp = CaseRun.run(cases(), world, day);
        people = people(shop);
      }
      assertThat(overHttp.stream().map(CaseRun.Outcome::said))
          .isEqualTo(inMemory.stream().map(CaseRun.Outcome::said).toList());
      assertThat(people).isEqualTo(8);
      assertThat(people(shop)).isZero();
    }
  }

  private static int people(Bookshop shop) {
    return shop.jdbi.withHandle(
        h -> h.createQuery("select count(*) from subjects").mapTo(Integer.class).one());
  }

  @Test
  void whoCannotBeReachedIsSaidInALine() {
    assertThatThrownBy(() -> new HttpWorld(URI.create("http://127.0.0.1:9"), "reader", "x"))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("is Kepil running there?");
    try (var shop = new Bookshop();
        var world = new HttpWorld(shop.at("/"), Bookshop.ORG, "x")) {
      assertThatThrownBy(() -> world.lives("aygul", "KZ"))
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("401")
          .hasMessageContaining("--key");
    }
    try (var shop = new Bookshop()) {
      assertThatThrownBy(() -> new HttpWorld(shop.at("/"), "nobody", "x"))
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("404");
    }
  }
}
