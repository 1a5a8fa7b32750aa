package kepil.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kepil.gate.Ask;
import kepil.gate.CodedAsk;
import kepil.gate.CodedStanding;
import kepil.gate.CompiledGate;
import kepil.gate.Decision;
import kepil.gate.Gate;
import kepil.gate.Ruling;
import kepil.gate.Standing;
import kepil.gate.SubjectId;

/// Decides by the compiled gate, and keeps what was put into numbers once: policies, asks of the
/// same shape, people.
///
/// Nothing here can be out of date: a policy, an ask and a standing never change, and what is kept
/// is found by themselves. A person who said more has another standing.
final class Judge {
  private static final SubjectId NOBODY = new SubjectId(new UUID(0, 0));
  private static final int POLICIES = 64;
  private static final int SHAPES = 2_000;
  private static final int PEOPLE = 10_000;

  private static final class Coder {
    /// None for a policy too large for tables.
    private final Optional<CompiledGate> gate;

    private final Cache<Ask, CodedAsk> asks =
        Caffeine.newBuilder().maximumSize(SHAPES).expireAfterAccess(Duration.ofMinutes(10)).build();

    /// By the very object: two people with equal standings are not compared.
    private final Cache<Standing, CodedStanding> people =
        Caffeine.newBuilder().weakKeys().maximumSize(PEOPLE).build();

    private Coder(Gate gate) {
      this.gate = compiled(gate);
    }

    private static Optional<CompiledGate> compiled(Gate gate) {
      try {
        return Optional.of(new CompiledGate(gate));
      } catch (IllegalArgumentException tooLarge) {
        return Optional.empty();
      }
    }
  }

  private final Cache<Gate, Coder> coders =
      Caffeine.newBuilder().weakKeys().maximumSize(POLICIES).build();

  Decision decide(Gate gate, Ask ask, Standing standing, Instant now) {
    var coder = coders.get(gate, Coder::new);
    if (coder.gate.isEmpty()) return gate.decide(ask, standing, now);
    var compiled = coder.gate.get();
    var coded = coder.asks.get(ask.whose(NOBODY), compiled::code);
    return compiled.decide(
        coded, ask.subject(), coder.people.get(standing, compiled::code), now, new Ruling());
  }
}
