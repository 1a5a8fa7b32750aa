package kepil.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.gate.Gate;
import kepil.policy.Program;
import kepil.policy.Right;
import kepil.words.Words;

/// Says what a policy has short words for, in one person's language, and where it stands.
///
/// What is no longer in the policy in force keeps its short word: old data may be of an older
/// version.
public final class Telling {
  private final Gate gate;
  private final Words words;
  private final Program.Names names;

  Telling(Gate gate, Words words) {
    this.gate = gate;
    this.words = words;
    this.names = gate.program().names(words.language());
  }

  /// A clause, and where it can be read.
  public record Cite(String id, String href) {}

  public Words words() {
    return words;
  }

  Program program() {
    return gate.program();
  }

  public String language() {
    return words.language();
  }

  public String say(String key, Object... arguments) {
    return words.say(key, arguments);
  }

  public String organisation() {
    return names.organisation();
  }

  /// An address of the centre: `at("/data")`.
  public String at(String rest) {
    return "/" + program().id() + "/privacy" + rest;
  }

  public String day(LocalDate day) {
    return words.date(day);
  }

  /// The day in UTC, as terms and periods count.
  public String day(Instant moment) {
    return words.date(LocalDate.ofInstant(moment, ZoneOffset.UTC));
  }

  String field(String id) {
    var known = names.fields().get(id);
    return known == null ? id : known.label();
  }

  String purpose(String id) {
    return names.purposes().getOrDefault(id, id);
  }

  String category(String id) {
    return names.categories().getOrDefault(id, id);
  }

  String point(String id) {
    return Optional.ofNullable(names.points().get(id)).map(Program.PointWords::title).orElse(id);
  }

  String choice(String id) {
    return names.choices().getOrDefault(id, id);
  }

  String party(String id) {
    return Optional.ofNullable(names.parties().get(id))
        .or(() -> Optional.ofNullable(program().parties().get(id)).map(Program.Party::name))
        .orElse(id);
  }

  String right(Right right) {
    return say("right." + right.word());
  }

  /// Who gave a value: the person, or the party that owns the point.
  String source(String source) {
    return source.equals("person") ? say("privacy.data.source.person") : party(source);
  }

  /// What a choice is bound to: a recipient, a purpose, one survey, …
  String scope(Map<String, String> scope) {
    var parts = new ArrayList<String>();
    scope.forEach(
        (part, id) ->
            parts.add(
                switch (part) {
                  case "recipient", "client" -> party(id);
                  case "purpose" -> purpose(id);
                  case "point" -> point(id);
                  default -> id;
                }));
    return words.and(parts);
  }

  /// A value as a person reads it: an answer by its words, a day as days are written here.
  String value(String field, String value) {
    if (value.isEmpty()) return say("privacy.value.hidden");
    var declared = program().fields().get(field);
    return switch (declared == null ? "text" : declared.type()) {
      case "one-of" ->
          Optional.ofNullable(names.fields().get(field))
              .map(it -> it.options().get(value))
              .orElse(value);
      case "yes-no" ->
          value.equals("yes")
              ? say("privacy.value.yes")
              : value.equals("no") ? say("privacy.value.no") : value;
      case "country" -> words.place(value);
      case "date" -> date(value);
      default -> value;
    };
  }

  private String date(String value) {
    try {
      return day(LocalDate.parse(value));
    } catch (DateTimeParseException asWritten) {
      return value;
    }
  }

  /// The answers of a one-of by their words, in the order of the policy.
  Map<String, String> options(Program.Field field) {
    var said =
        Optional.ofNullable(names.fields().get(field.name()))
            .map(Program.FieldWords::options)
            .orElse(Map.of());
    var all = new LinkedHashMap<String, String>();
    for (var option : field.options()) all.put(option, said.getOrDefault(option, option));
    return all;
  }

  public List<Cite> clauses(Collection<String> ids) {
    return clauses(ids, program().version());
  }

  List<Cite> clauses(Collection<String> ids, String version) {
    return ids.stream()
        .distinct()
        .map(it -> new Cite(it, "/" + program().id() + "/policy/" + version + "#" + it))
        .toList();
  }

  /// `kz-94v Art. 24` by the name of the law.
  List<String> articles(Collection<String> cited) {
    return cited.stream()
        .map(
            it -> {
              int blank = it.indexOf(' ');
              var law = blank < 0 ? it : it.substring(0, blank);
              var name =
                  gate.laws().all().stream()
                      .filter(known -> known.id().equals(law))
                      .map(known -> words.law(known.id(), known.name()))
                      .findFirst();
              return name.map(known -> blank < 0 ? known : known + ", " + it.substring(blank + 1))
                  .orElse(it);
            })
        .toList();
  }

  /// Where one can live, as `code → name`: every country, and the parts of one that have a law of
  /// their own.
  Map<String, String> places() {
    var parts =
        gate.laws().all().stream()
            .flatMap(it -> it.livesIn().stream())
            .filter(it -> it.matches("[A-Z]{2}-[A-Z0-9]{1,3}"))
            .sorted()
            .toList();
    var all = new LinkedHashMap<String, String>();
    words
        .countries()
        .forEach(
            (code, name) -> {
              all.put(code, name);
              for (var part : parts) {
                if (part.startsWith(code + "-")) all.put(part, name + ": " + words.place(part));
              }
            });
    return all;
  }
}
