package kepil.policy;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A policy that compiled: immutable, hashed, and everything the gate needs to decide.
///
/// Only the compiler makes one, so whoever holds a `Program` holds a policy without faults.
public final class Program {

  public record Contact(String id, String kind, String value, List<String> clauses) {}

  public record Party(String id, String name, Optional<String> country, Set<String> roles, Optional<String> link, List<String> clauses) {}

  public record Category(String id, List<String> fields, List<String> clauses) {}

  /// @param type one of the field types of the language; `text` where nothing was said
  public record Field(String name, String category, String type, List<String> options, Optional<Integer> least, Optional<Integer> most) {}

  /// A choice (said by the person) or a fact (noted about the matter).
  ///
  /// @param per the parts of an ask it is bound to: item, recipient, purpose, point, client
  public record Word(String id, boolean choice, Set<String> per, List<String> clauses) {}

  public record Purpose(String id, Basis basis, Optional<String> note, Set<String> uses, Set<String> needs, List<String> clauses) {}

  public record Point(
      String id, String kind, String controller, List<String> purposes, List<String> collects, List<String> asks,
      Set<String> required, Set<String> needs, Optional<String> client, Optional<String> owner, Optional<String> host,
      Optional<String> lifetime, Optional<String> necessary, List<String> clauses) {}

  public record Mechanism(String id, Set<String> from, Set<String> into, LocalDate since, Optional<LocalDate> until, List<String> clauses) {}

  /// @param keep counted from the day of collection
  /// @param chosen why this period, where the published policy names none
  public record Retention(String id, Set<String> fields, Set<String> purposes, Period keep, Optional<String> chosen, String then, List<String> clauses) {}

  public record Entitlement(String id, Right right, Set<String> livingIn, Set<String> exceptLivingIn, boolean whereLaw, Set<String> channels, List<String> clauses) {}

  public record Measure(String id, String kind, Set<String> against, String owner, String proof, LocalDate checked, Optional<LocalDate> expires, List<String> clauses) {}

  public record TextOnly(List<String> clauses, String why) {}

  /// The words of one language for the policy's own names.
  public record Names(
      String organisation, Map<String, String> purposes, Map<String, String> categories, Map<String, FieldWords> fields,
      Map<String, PointWords> points, Map<String, String> choices, Map<String, String> facts, Map<String, String> parties) {}

  public record FieldWords(String label, Optional<String> help, Optional<String> without, Map<String, String> options) {}

  public record PointWords(String title, Optional<String> intro, Optional<String> thanks) {}

  /// Everything but the hash, which is of the sources and not of this.
  record Parts(
      String id, String version, LocalDate effective, Optional<String> effectiveNote, Optional<String> reason,
      List<String> languages, String prevails, String remarks, List<String> laws, List<String> doubt, Set<String> identifies, Optional<String> ageFrom,
      Map<String, Clause> clauses, Map<String, Contact> contacts, Map<String, Party> parties,
      Map<String, Category> categories, Map<String, Field> fields, Map<String, Word> words,
      Map<String, Purpose> purposes, Map<String, Point> points, List<Rule> rules, List<Mechanism> mechanisms,
      List<Retention> retention, List<Entitlement> rights, List<Measure> measures, Map<Check, List<String>> checks,
      List<TextOnly> textOnly, Map<String, Names> names, Map<String, String> notes) {}

  private final Parts parts;
  private final String hash;

  Program(Parts parts, String hash) {
    this.parts = parts;
    this.hash = hash;
  }

  public String id() { return parts.id(); }
  public String version() { return parts.version(); }

  /// SHA-256 of the sources, 64 hexadecimal digits.
  public String hash() { return hash; }
  public LocalDate effective() { return parts.effective(); }
  public Optional<String> effectiveNote() { return parts.effectiveNote(); }
  public List<String> languages() { return parts.languages(); }
  public String prevails() { return parts.prevails(); }

  /// The language in which the policy gives its reasons and proofs, which no other language repeats.
  public String remarks() { return parts.remarks(); }
  public List<String> laws() { return parts.laws(); }

  /// What a refusal cites when nothing in the policy declares the ask.
  public List<String> doubt() { return parts.doubt(); }

  /// Fields by which a person is found again.
  public Set<String> identifies() { return parts.identifies(); }

  /// The field that says when a person was born, if one is collected.
  public Optional<String> ageFrom() { return parts.ageFrom(); }

  /// In the order of the prevailing language.
  public Map<String, Clause> clauses() { return parts.clauses(); }
  public Map<String, Contact> contacts() { return parts.contacts(); }
  public Map<String, Party> parties() { return parts.parties(); }
  public Map<String, Category> categories() { return parts.categories(); }
  public Map<String, Field> fields() { return parts.fields(); }

  /// Choices and facts.
  public Map<String, Word> words() { return parts.words(); }
  public Map<String, Purpose> purposes() { return parts.purposes(); }
  public Map<String, Point> points() { return parts.points(); }
  public List<Rule> rules() { return parts.rules(); }
  public List<Mechanism> mechanisms() { return parts.mechanisms(); }
  public List<Retention> retention() { return parts.retention(); }
  public List<Entitlement> rights() { return parts.rights(); }
  public List<Measure> measures() { return parts.measures(); }
  public Map<Check, List<String>> checks() { return parts.checks(); }
  public List<TextOnly> textOnly() { return parts.textOnly(); }

  /// The words of a language; of the prevailing one where it is not offered.
  public Names names(String language) {
    return parts.names().getOrDefault(language, parts.names().get(parts.prevails()));
  }

  /// Balancing notes by file, as Markdown.
  public Map<String, String> notes() { return parts.notes(); }

  /// What keeps a clause: the ids of rules, rights, measures, checks and declarations that cite it.
  public List<String> keeps(String clause) {
    return Keeping.of(this).getOrDefault(clause, List.of());
  }

  /// The day a value collected on `from` for `purpose` must be gone: the longest rule that covers it.
  public Optional<LocalDate> keepUntil(String field, String purpose, LocalDate from) {
    return parts.retention().stream()
        .filter(it -> it.fields().contains(field) && (it.purposes().isEmpty() || it.purposes().contains(purpose)))
        .map(it -> from.plus(it.keep()))
        .max(LocalDate::compareTo);
  }
}
