package kepil.policy;

import java.util.List;
import java.util.stream.Stream;

/// Several policies that differ in nothing but their rules, as one with all of them: more rules
/// than a policy file may have characters for. For measuring only; it stands in this package
/// because nobody but the compiler makes a program.
public final class Joined {
  private Joined() {}

  /// @param own the start of the ids of the rules that differ
  public static Program of(List<Program> programs, String own) {
    var of = programs.getFirst().parts();
    var rules =
        Stream.concat(
                of.rules().stream(),
                programs.stream()
                    .skip(1)
                    .flatMap(it -> it.rules().stream())
                    .filter(it -> it.id().startsWith(own)))
            .toList();
    return new Program(
        new Program.Parts(
            of.id(),
            of.version(),
            of.effective(),
            of.effectiveNote(),
            of.reason(),
            of.languages(),
            of.prevails(),
            of.remarks(),
            of.laws(),
            of.governing(),
            of.doubt(),
            of.identifies(),
            of.ageFrom(),
            of.changes(),
            of.clauses(),
            of.contacts(),
            of.parties(),
            of.categories(),
            of.fields(),
            of.words(),
            of.purposes(),
            of.points(),
            rules,
            of.mechanisms(),
            of.retention(),
            of.rights(),
            of.measures(),
            of.generated(),
            of.checks(),
            of.textOnly(),
            of.names(),
            of.notes(),
            of.lines()),
        programs.getFirst().hash());
  }
}
