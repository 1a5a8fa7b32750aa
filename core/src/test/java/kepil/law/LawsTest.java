package kepil.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a law says of its own sources is held to be true in itself.
final class LawsTest {
  private static Laws laws(String read) {
    return Laws.read(
        Map.of(
            "regions.yaml",
            "ISLES: [IS]\n",
            "isles.yaml",
            """
            law: isles
            name: Library act of the isles
            lives-in: IS
            as-of: 2026-11-26
            source: an invented act
            link: https://isles.example/act
            consent-age: 16
            authority: {name: the librarian}
            rights: {}
            duties:
              contact:
                must-say: contact
                article: "Art. 1"
                wants: "the library says where it is"
            """
                + read.indent(4)));
  }

  @Test
  void aDutySaysWhatWasReadOfIt() {
    var read =
        laws("read: copy\non: 2026-11-20\nsource: a wall\nrecalled: Art. 1(2)\ncertain: yes\n");
    var source = read.all().getFirst().duties().getFirst().source();
    assertThat(source.words())
        .isEqualTo("read in a copy on 2026-11-20 (a wall); Art. 1(2) not read again");
    assertThat(source.link()).contains("https://isles.example/act");
    var nothing = laws("read: memory\nlink: https://isles.example/old\ncertain: no\n");
    source = nothing.all().getFirst().duties().getFirst().source();
    assertThat(source.words()).isEqualTo("not read again");
    assertThat(source.on()).isEqualTo(Optional.empty());
    assertThat(source.link()).contains("https://isles.example/old");
  }

  @Test
  void whatNobodyReadIsNotCertainAndWhatWasReadHasItsDay() {
    assertThatThrownBy(() -> laws("read: memory\ncertain: yes\n"))
        .hasMessageContaining("is certain, and nobody read it");
    assertThatThrownBy(() -> laws("read: memory\non: 2026-11-20\ncertain: no\n"))
        .hasMessageContaining("says when it was read, or that nothing was");
    assertThatThrownBy(() -> laws("read: official\ncertain: yes\n"))
        .hasMessageContaining("says when it was read, or that nothing was");
  }
}
