package kepil.sdk;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kepil.gate.Answer;

/// What a [Gatekeeper] says. Only [Permitted] is a yes.
public sealed interface Outcome {

  /// The gate has spoken, and that is recorded.
  sealed interface Decided extends Outcome {
    /// The gate's own.
    Answer answer();

    /// The number of the record in the ledger.
    UUID event();

    @Override
    default String reason() {
      return answer().reason();
    }

    @Override
    default List<String> clauses() {
      return answer().clauses();
    }

    @Override
    default List<String> articles() {
      return answer().articles();
    }

    @Override
    default String version() {
      return answer().version();
    }
  }

  /// It may be done.
  record Permitted(Answer answer, UUID event) implements Decided {
    @Override
    public boolean permits() {
      return true;
    }

    @Override
    public String effect() {
      return "permit";
    }

    /// What comes with the permission: `done-by NAME` where the policy says that somebody else
    /// carries the act out.
    @Override
    public List<String> obligations() {
      return answer.doneBy().map(it -> List.of("done-by " + it)).orElse(List.of());
    }
  }

  /// The policy refuses it.
  record Refused(Answer answer, UUID event) implements Decided {}

  /// Nobody can say now, and doubt is a refusal. Nothing is recorded, as nothing was decided.
  ///
  /// @param says for operators: what is the matter
  record Doubtful(Doubt doubt, String says) implements Outcome {
    /// `stale`, `unknown-subject`, `unreachable`, `full`, `broken` or `closed`.
    @Override
    public String reason() {
      return doubt.word();
    }
  }

  /// Why nobody can say.
  enum Doubt {
    /// The server has not confirmed within the bound that nothing changed. It passes by itself.
    STALE,
    /// Nobody of this number is known: they never were, or they are erased.
    UNKNOWN_SUBJECT,
    /// What the person chose could not be fetched in time. It passes by itself, unless it does not
    /// open at the server, whose operator sees that.
    UNREACHABLE,
    /// So many records wait for the server that the disk has no room for another. It passes by
    /// itself.
    FULL,
    /// The disk failed: start anew when it is repaired.
    BROKEN,
    /// The gatekeeper is closed.
    CLOSED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  default boolean permits() {
    return false;
  }

  /// `permit` or `refuse`.
  default String effect() {
    return "refuse";
  }

  /// In the gate's words, or a [Doubt].
  String reason();

  /// The clauses that decided, most telling first; none where nobody could say.
  default List<String> clauses() {
    return List.of();
  }

  /// The articles of law that decided.
  default List<String> articles() {
    return List.of();
  }

  /// The version of the policy; empty where nobody could say.
  default String version() {
    return "";
  }

  default List<String> obligations() {
    return List.of();
  }
}
