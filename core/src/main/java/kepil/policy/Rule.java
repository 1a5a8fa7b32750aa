package kepil.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One permission or refusal of the policy, compiled. Empty selectors select everything.
///
/// @param id what it is called in the policy: `rule:no-direct-marketing`, `purpose:fraud`,
///   `point:survey`
/// @param allows whether it permits (else it refuses, and a refusal wins)
/// @param operations acts it speaks of
/// @param fields fields it speaks of; each `except…` is what it leaves alone of the one before
/// @param with fields of which one must be asked for beside `fields`: a join of the one with the
///   other
/// @param points where the data enter, by name or kind
/// @param to who gets them, by name or role
/// @param channels of a message
/// @param into countries and regions the data go to; `livingIn` those the person lives in
/// @param ifAll conditions that must hold for the rule to speak; `ifAny` of which one must;
///   `unless` of which none may
/// @param doneBy who carries the act out where Kepil only decides
public record Rule(
    String id,
    boolean allows,
    Set<Operation> operations,
    Set<String> fields,
    Set<String> exceptFields,
    Set<String> with,
    Set<String> points,
    Set<String> exceptPoints,
    Set<String> forPurposes,
    Set<String> exceptFor,
    Set<String> to,
    Set<String> exceptTo,
    Set<String> channels,
    Set<String> exceptChannels,
    Set<String> into,
    Set<String> exceptInto,
    Set<String> livingIn,
    Set<String> exceptLivingIn,
    Set<String> ifAll,
    Set<String> ifAny,
    Set<String> unless,
    Optional<String> doneBy,
    List<String> clauses) {

  /// Whether the rule's own selector takes in a field.
  public boolean speaksOf(String field) {
    return (fields.isEmpty() || fields.contains(field)) && !exceptFields.contains(field);
  }
}
