package kepil.gate;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.policy.Operation;

/// What somebody wants to do with data of one person: the question put to the gate.
///
/// @param operation the act
/// @param subject whose data
/// @param fields the fields meant; may be empty where the act is on the person and not on fields
///   (message, delete)
/// @param point where data enter, for collect, observe and record
/// @param purpose the named reason; may be absent when data enter, then the point's own purposes
///   are meant
/// @param recipient the party that gets the data, for disclose, publish and transfer
/// @param country where the data go, if said; else the recipient's: `KZ`, `US-CA`
/// @param channel by which a message goes
/// @param item the one survey, comment, order or case it is about
/// @param client the party on whose behalf the data were collected
/// @param collected the day the data entered, UTC, for acts on stored data
/// @param group how many people are behind what is counted or shown: the smallest of its groups
/// @param given circumstances that the asker vouches for with this very act
public record Ask(
    Operation operation,
    SubjectId subject,
    Set<String> fields,
    Optional<String> point,
    Optional<String> purpose,
    Optional<String> recipient,
    Optional<String> country,
    Optional<String> channel,
    Optional<String> item,
    Optional<String> client,
    Optional<LocalDate> collected,
    Optional<Integer> group,
    Set<String> given) {

  public Ask {
    fields = Collections.unmodifiableSet(new LinkedHashSet<>(fields));
    given = Set.copyOf(given);
  }

  /// An ask with nothing but the act and the person; each of the methods below says one part more.
  public static Ask to(Operation operation, SubjectId subject) {
    var none = Optional.<String>empty();
    return new Ask(
        operation,
        subject,
        Set.of(),
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  public Ask whose(SubjectId it) {
    return new Ask(
        operation, it, fields, point, purpose, recipient, country, channel, item, client, collected,
        group, given);
  }

  public Ask of(Set<String> it) {
    return new Ask(
        operation, subject, it, point, purpose, recipient, country, channel, item, client,
        collected, group, given);
  }

  public Ask at(String it) {
    return new Ask(
        operation,
        subject,
        fields,
        Optional.of(it),
        purpose,
        recipient,
        country,
        channel,
        item,
        client,
        collected,
        group,
        given);
  }

  public Ask forPurpose(String it) {
    return new Ask(
        operation,
        subject,
        fields,
        point,
        Optional.of(it),
        recipient,
        country,
        channel,
        item,
        client,
        collected,
        group,
        given);
  }

  public Ask toParty(String it) {
    return new Ask(
        operation,
        subject,
        fields,
        point,
        purpose,
        Optional.of(it),
        country,
        channel,
        item,
        client,
        collected,
        group,
        given);
  }

  public Ask into(String it) {
    return new Ask(
        operation,
        subject,
        fields,
        point,
        purpose,
        recipient,
        Optional.of(it),
        channel,
        item,
        client,
        collected,
        group,
        given);
  }

  public Ask by(String it) {
    return new Ask(
        operation,
        subject,
        fields,
        point,
        purpose,
        recipient,
        country,
        Optional.of(it),
        item,
        client,
        collected,
        group,
        given);
  }

  public Ask about(String it) {
    return new Ask(
        operation,
        subject,
        fields,
        point,
        purpose,
        recipient,
        country,
        channel,
        Optional.of(it),
        client,
        collected,
        group,
        given);
  }

  public Ask onBehalfOf(String it) {
    return new Ask(
        operation,
        subject,
        fields,
        point,
        purpose,
        recipient,
        country,
        channel,
        item,
        Optional.of(it),
        collected,
        group,
        given);
  }

  public Ask collectedOn(LocalDate it) {
    return new Ask(
        operation,
        subject,
        fields,
        point,
        purpose,
        recipient,
        country,
        channel,
        item,
        client,
        Optional.of(it),
        group,
        given);
  }

  public Ask inGroupsOf(int it) {
    return new Ask(
        operation,
        subject,
        fields,
        point,
        purpose,
        recipient,
        country,
        channel,
        item,
        client,
        collected,
        Optional.of(it),
        given);
  }

  public Ask given(Set<String> it) {
    return new Ask(
        operation, subject, fields, point, purpose, recipient, country, channel, item, client,
        collected, group, it);
  }

  /// The part of the ask that a choice or fact can be bound to.
  public Optional<String> part(String name) {
    return switch (name) {
      case "item" -> item;
      case "recipient" -> recipient;
      case "purpose" -> purpose;
      case "point" -> point;
      case "client" -> client;
      default -> Optional.empty();
    };
  }

  /// What it says, each under the name it has in the API; what it leaves open is left out. The map
  /// is the caller's own.
  public Map<String, Object> said() {
    var said = new LinkedHashMap<String, Object>();
    said.put("operation", operation.word());
    said.put("subject", subject.toString());
    if (!fields.isEmpty()) said.put("fields", List.copyOf(fields));
    point.ifPresent(it -> said.put("point", it));
    purpose.ifPresent(it -> said.put("purpose", it));
    recipient.ifPresent(it -> said.put("recipient", it));
    country.ifPresent(it -> said.put("country", it));
    channel.ifPresent(it -> said.put("channel", it));
    item.ifPresent(it -> said.put("item", it));
    client.ifPresent(it -> said.put("client", it));
    collected.ifPresent(it -> said.put("collected", it.toString()));
    group.ifPresent(it -> said.put("group", it));
    if (!given.isEmpty()) said.put("given", given.stream().sorted().toList());
    return said;
  }
}
