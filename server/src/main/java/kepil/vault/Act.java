package kepil.vault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Permit;
import kepil.proof.Effect;

/// One act on one person, and the record of what came of it: among all that the acts of its
/// transaction leave behind.
final class Act {
  private final Vault vault;
  private final Writing written;
  private final Subject s;
  private final List<Stored> stored;
  private final Ask ask;
  private final Optional<UUID> before;

  /// @param stored what is stored of the person in the fields asked for
  /// @param before the event of this same act, where it is asked of again
  Act(
      Vault vault,
      Writing written,
      Subject s,
      List<Stored> stored,
      Ask ask,
      Optional<UUID> before) {
    this.vault = vault;
    this.written = written;
    this.s = s;
    this.stored = stored;
    this.ask = ask;
    this.before = before;
  }

  Writing written() {
    return written;
  }

  Subject s() {
    return s;
  }

  List<Stored> stored() {
    return stored;
  }

  Ask ask() {
    return ask;
  }

  /// @param more of the act, for the sealed details of its event
  Outcome.Done done(Permit permit, Map<String, Object> more, List<Held> held) {
    var details = details(ask);
    details.putAll(more);
    var answer = permit.answer();
    return new Outcome.Done(answer, record(answer, details), byField(held), List.of());
  }

  /// What of it was not permitted is recorded as a refusal beside it.
  Outcome.Done done(Weighed weighed, List<Held> opened) {
    var permitted = weighed.permitted();
    var details = details(ask);
    details.put("values", permitted.stream().mapToInt(it -> it.values().size()).sum());
    details.put(
        "fields",
        sorted(
            permitted.stream()
                .flatMap(
                    it ->
                        Stream.concat(
                            it.permit().ask().fields().stream(),
                            it.values().stream().map(Stored::field)))));
    details.put(
        "clients", sorted(permitted.stream().flatMap(it -> it.permit().ask().client().stream())));
    var answer = weighed.answer();
    var event = record(answer, details);
    if (weighed.kept().isEmpty()) {
      return new Outcome.Done(answer, event, byField(opened), List.of());
    }
    var refused = refused(weighed);
    return new Outcome.Done(
        answer,
        event,
        byField(opened),
        weighed.kept().stream()
            .map(it -> new Outcome.Withheld(it.fields(), it.answer(), refused.event()))
            .toList());
  }

  /// Done under the event it has already.
  Outcome.Done doneAgain(Weighed weighed, List<Held> opened) {
    return new Outcome.Done(weighed.answer(), before.orElseThrow(), byField(opened), List.of());
  }

  Outcome.Refused refused(Answer answer) {
    return refused(ask, answer);
  }

  /// Refuses what was kept shut.
  Outcome.Refused refused(Weighed weighed) {
    var kept =
        weighed.kept().stream()
            .flatMap(it -> it.fields().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return refused(ask.of(kept), weighed.refusal());
  }

  private Outcome.Refused refused(Ask of, Answer answer) {
    var details = details(of);
    before.ifPresent(it -> details.put("before", it.toString()));
    details.put("missing", answer.missing());
    details.put("unknown", answer.unknown());
    return new Outcome.Refused(answer, record(answer, details));
  }

  private UUID record(Answer answer, Map<String, Object> details) {
    details.put("reason", answer.reason());
    details.put("rules", answer.rules());
    return vault
        .journal()
        .enter(
            written,
            s,
            vault.now(),
            ask.operation().word(),
            answer.permits() ? Effect.PERMIT : Effect.REFUSE,
            Ground.of(answer),
            details);
  }

  /// The ask, for the sealed details of its event.
  static Map<String, Object> details(Ask ask) {
    var details = new TreeMap<String, Object>();
    details.put("fields", sorted(ask.fields().stream()));
    details.put("given", sorted(ask.given().stream()));
    ask.point().ifPresent(it -> details.put("point", it));
    ask.purpose().ifPresent(it -> details.put("purpose", it));
    ask.recipient().ifPresent(it -> details.put("recipient", it));
    ask.country().ifPresent(it -> details.put("country", it));
    ask.channel().ifPresent(it -> details.put("channel", it));
    ask.item().ifPresent(it -> details.put("item", it));
    ask.client().ifPresent(it -> details.put("client", it));
    return details;
  }

  private static List<String> sorted(Stream<String> words) {
    return words.distinct().sorted().toList();
  }

  private static Map<String, List<Held>> byField(Collection<Held> held) {
    var byField = new LinkedHashMap<String, List<Held>>();
    held.forEach(it -> byField.computeIfAbsent(it.field(), _ -> new ArrayList<>()).add(it));
    return Collections.unmodifiableMap(byField);
  }
}
