package kepil.rights;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kepil.gate.SubjectId;
import kepil.policy.Right;

/// Something asked of the organisation, as filed. It says nothing of the person but a number, and
/// not even that once they are erased.
///
/// @param reference what people quote: `K7Q2-9F3M`
/// @param law whose term counts; empty where no law of ours covers the place
/// @param about the purpose, choice or recipient it concerns
/// @param event of its answer in the ledger
public record Request(
    UUID id,
    String reference,
    Optional<SubjectId> subject,
    Right right,
    String channel,
    RequestState state,
    String law,
    String authority,
    LocalDate received,
    LocalDate due,
    Instant openedAt,
    Optional<Instant> closedAt,
    List<String> clauses,
    List<String> articles,
    Optional<String> about,
    Optional<UUID> event) {
  public Request {
    clauses = List.copyOf(clauses);
    articles = List.copyOf(articles);
  }

  /// Days until it is due; negative when overdue.
  public long daysLeft(LocalDate today) {
    return ChronoUnit.DAYS.between(today, due);
  }
}
