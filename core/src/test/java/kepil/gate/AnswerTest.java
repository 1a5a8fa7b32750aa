package kepil.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kepil.Policies;
import kepil.policy.Operation;
import org.junit.jupiter.api.Test;

final class AnswerTest {
  /// Whoever is told an answer over the API has the very one that was given.
  @Test
  void whatIsSaidIsRead() {
    var gate = new Gate(Policies.sound(), Policies.laws());
    var person = SubjectId.of("00000000-0000-4000-8000-000000000001");
    for (var operation : Operation.values()) {
      var ask = Ask.to(operation, person).forPurpose("insight").by("email");
      var answer =
          gate.decide(ask, Standing.unknown(), Instant.parse("2026-05-01T00:00:00Z")).answer();
      var said = answer.said();
      said.put("event", "beside it");
      assertThat(Answer.of(said)).contains(answer);
    }
  }

  @Test
  void whatSaysNeitherIsNoAnswer() {
    assertThat(Answer.of(Map.of())).isEmpty();
    assertThat(Answer.of(Map.of("effect", "done"))).isEmpty();
    assertThat(Answer.of(Map.of("effect", true))).isEmpty();
    var refusal = Answer.of(Map.of("effect", "refuse", "clauses", List.of("1.1", 2))).orElseThrow();
    assertThat(refusal.permits()).isFalse();
    assertThat(refusal.clauses()).containsExactly("1.1");
  }
}
