package kepil.rights;

import java.time.LocalDate;

/// The state of a request.
public sealed interface RequestState {
  /// Waits for an answer until a day.
  record Received(LocalDate due) implements RequestState {}

  record Completed() implements RequestState {}

  /// @param reason a word of the desk: `no-right`, `identity-not-proved`, `hold`, `unfounded`, …
  record Refused(String reason) implements RequestState {}

  /// The person took it back.
  record Withdrawn() implements RequestState {}

  /// What can happen to a request.
  sealed interface Happening {
    record Done() implements Happening {}

    record Denied(String reason) implements Happening {}

    record TakenBack() implements Happening {}
  }

  /// The state after something happened. What is closed stays closed: hearing the same twice
  /// changes nothing.
  static RequestState after(RequestState now, Happening it) {
    return switch (now) {
      case Received _ ->
          switch (it) {
            case Happening.Done _ -> new Completed();
            case Happening.Denied(var reason) -> new Refused(reason);
            case Happening.TakenBack _ -> new Withdrawn();
          };
      case Completed _, Refused _, Withdrawn _ -> now;
    };
  }

  /// The word in SQL, API and screens.
  default String word() {
    return switch (this) {
      case Received _ -> "received";
      case Completed _ -> "completed";
      case Refused _ -> "refused";
      case Withdrawn _ -> "withdrawn";
    };
  }
}
