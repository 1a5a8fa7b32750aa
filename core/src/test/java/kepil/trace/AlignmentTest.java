package kepil.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The story of a published text that changed, told by hashes alone.
final class AlignmentTest {
  private static final String BEFORE =
      "We keep lamps. We polish them each day. We lend none. Ask us at any time. You may leave.";

  @Test
  void oneWordChangedIsOneSentenceChanged() {
    assertThat(story(BEFORE, BEFORE.replace("each day", "each week")))
        .containsExactly(
            "same 1", "changed 2: We polish them each week.", "same 3", "same 4", "same 5");
  }

  @Test
  void aSentenceThatVanishedLeavesTheOthersWhereTheyAre() {
    assertThat(story(BEFORE, BEFORE.replace(" We lend none.", "")))
        .containsExactly("same 1", "same 2", "vanished 3", "same 4", "same 5");
  }

  @Test
  void aNewSentenceIsNew() {
    assertThat(story(BEFORE, BEFORE.replace("Ask us", "We sell oil. Ask us")))
        .containsExactly("same 1", "same 2", "same 3", "added: We sell oil.", "same 4", "same 5");
  }

  @Test
  void aSentenceThatMovedIsNotANewOne() {
    assertThat(
            story(
                BEFORE,
                "You may leave. We keep lamps. We polish them each day. We lend none. Ask us at any"
                    + " time."))
        .containsExactly("moved 5", "same 1", "same 2", "same 3", "same 4");
  }

  @Test
  void ofTwoChangedAndOneGoneTheNearestInLengthArePaired() {
    assertThat(
            story(
                "Aye. We polish every lamp in the morning. Stop. No.",
                "Aye. We polish every lamp in the evening. No."))
        .containsExactly(
            "same 1", "changed 2: We polish every lamp in the evening.", "vanished 3", "same 4");
    assertThat(story("Aye. Stop. No.", "Aye. We polish every lamp in the evening. Go. No."))
        .containsExactly(
            "same 1", "added: We polish every lamp in the evening.", "changed 2: Go.", "same 3");
  }

  @Test
  void repeatedSentencesAreCountedNotConfused() {
    assertThat(story("Ask us. Aye. Ask us. No.", "Ask us. Aye. No."))
        .containsExactly("same 1", "same 2", "vanished 3", "same 4");
    assertThat(story("Ask us. Aye.", "Ask us. Aye. Ask us. Ask us."))
        .containsExactly("same 1", "same 2", "added: Ask us.", "added: Ask us.");
  }

  @Test
  void everythingElseAndNothing() {
    assertThat(story("", "One. Two.")).containsExactly("added: One.", "added: Two.");
    assertThat(story("One. Two.", "")).containsExactly("vanished 1", "vanished 2");
    assertThat(story("", "")).isEmpty();
  }

  /// Rows cite as clause the number of their sentence, from 1.
  private static List<String> story(String before, String now) {
    var old = Splitter.split(before);
    var rows =
        java.util.stream.IntStream.range(0, old.size())
            .mapToObj(
                i ->
                    new Row(
                        old.get(i).hash(),
                        old.get(i).words(),
                        Stands.CLAUSE,
                        List.of(String.valueOf(i + 1)),
                        ""))
            .toList();
    return Alignment.of(rows, Splitter.split(now)).stream()
        .map(
            step ->
                switch (step) {
                  case Alignment.Same(var row, _) -> "same " + row.clauses().getFirst();
                  case Alignment.Changed(var row, var it) ->
                      "changed " + row.clauses().getFirst() + ": " + it.text();
                  case Alignment.Moved(var row, _) -> "moved " + row.clauses().getFirst();
                  case Alignment.Added(var it) -> "added: " + it.text();
                  case Alignment.Vanished(var row) -> "vanished " + row.clauses().getFirst();
                })
        .toList();
  }
}
