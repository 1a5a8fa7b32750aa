package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.vault.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The privacy centre as a person meets it: a browser, a mailbox, and nobody else's data. One world
/// for each story.
abstract class AtTheCentre {
  static final String CENTRE = "/smg/privacy";
  static World world;
  private static int people;

  @BeforeAll
  static void aCentre() {
    world = new World();
  }

  @AfterAll
  static void noCentre() {
    world.close();
  }

  static String somebody(String name) {
    return name + ++people + "@example.kz";
  }

  static Outcome used(SubjectId subject, String purpose) {
    return world.jdbi.inTransaction(
        tx ->
            world.acts.use(
                tx,
                world.gate,
                Ask.to(Operation.USE, subject)
                    .of(java.util.Set.of("satisfaction"))
                    .forPurpose(purpose)));
  }

  /// Where the link leads that has this label.
  static String link(Browser.Page page, String label) {
    var found =
        Pattern.compile(
                "<a href=\"("
                    + CENTRE
                    + "/correct/[0-9a-f-]{36})\"><span>"
                    + Pattern.quote(label)
                    + "</span>")
            .matcher(page.text());
    assertThat(found.find()).as("a link to correct " + label).isTrue();
    return found.group(1);
  }
}
