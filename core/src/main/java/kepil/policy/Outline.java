package kepil.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A rule being made from a declaration; only what declarations can say.
final class Outline {
  private final String id;
  private final boolean allows;
  private final Set<Operation> operations;
  private final List<String> clauses;
  private Set<String> fields = Set.of();
  private Set<String> points = Set.of();
  private Set<String> exceptPoints = Set.of();
  private Set<String> purposes = Set.of();
  private Set<String> exceptFor = Set.of();
  private Set<String> ifAll = Set.of();
  private Set<String> unless = Set.of();
  private Set<String> livingIn = Set.of();
  private Set<String> exceptLivingIn = Set.of();

  Outline(String id, boolean allows, Set<Operation> operations, List<String> clauses) {
    this.id = id;
    this.allows = allows;
    this.operations = operations;
    this.clauses = clauses;
  }

  Outline fields(Set<String> it) {
    fields = it;
    return this;
  }

  Outline points(Set<String> it) {
    points = it;
    return this;
  }

  Outline exceptPoints(Set<String> it) {
    exceptPoints = it;
    return this;
  }

  Outline forPurposes(Set<String> it) {
    purposes = it;
    return this;
  }

  Outline exceptFor(Set<String> it) {
    exceptFor = it;
    return this;
  }

  Outline ifAll(Set<String> it) {
    ifAll = it;
    return this;
  }

  Outline unless(Set<String> it) {
    unless = it;
    return this;
  }

  Outline livingIn(Set<String> it) {
    livingIn = it;
    return this;
  }

  Outline exceptLivingIn(Set<String> it) {
    exceptLivingIn = it;
    return this;
  }

  Rule rule() {
    return new Rule(
        id,
        allows,
        operations,
        fields,
        Set.of(),
        Set.of(),
        points,
        exceptPoints,
        purposes,
        exceptFor,
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        livingIn,
        exceptLivingIn,
        ifAll,
        Set.of(),
        unless,
        Optional.empty(),
        clauses);
  }
}
