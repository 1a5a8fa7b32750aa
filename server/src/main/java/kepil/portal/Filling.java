package kepil.portal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.policy.Misfit;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.web.Malformed;
import kepil.web.Pairs;

/// A form on its way, which lives in the page and nowhere on the server until it is sent.
///
/// @param token random, made for one filling of the form
/// @param item what the answers are about: the one visit, order or question
/// @param version of the notice that stood beside the fields
/// @param values what was written, blanks left out
/// @param residence where the person lives, if they said so
/// @param choices to which the person said yes
/// @param undeclared names of fields that the form does not have
record Filling(
    Program.Point point,
    String token,
    String item,
    String version,
    Map<String, String> values,
    Optional<String> residence,
    Set<String> choices,
    Set<String> undeclared) {
  /// Names that no field can have, as those of fields begin with a letter.
  static final String STEP = "_step";

  static final String TOKEN = "_token";
  static final String SEAL = "_seal";
  static final String VERSION = "_notice";
  static final String LANGUAGE = "_lang";
  static final String ITEM = "_item";
  static final String RESIDENCE = "_country";
  static final String CHOICE = "_choice.";
  private static final Set<String> OWN =
      Set.of(STEP, TOKEN, SEAL, VERSION, LANGUAGE, ITEM, RESIDENCE);

  private static final String ITEM_SHAPE = "[A-Za-z0-9][A-Za-z0-9-]{0,63}";

  static Filling blank(Program program, Program.Point point, String token, Optional<String> item) {
    return new Filling(
        point,
        token,
        item.filter(it -> it.matches(ITEM_SHAPE)).orElse(point.id() + "-" + token.substring(0, 8)),
        program.version(),
        Map.of(),
        Optional.empty(),
        Set.of(),
        Set.of());
  }

  /// @param fresh the token where the form brings none
  static Filling read(Program program, Program.Point point, Pairs form, String fresh) {
    var values = new LinkedHashMap<String, String>();
    var choices = new LinkedHashSet<String>();
    var undeclared = new LinkedHashSet<String>();
    for (var name : form.names()) {
      if (form.values(name).size() > 1) throw new Malformed("a field that stands twice");
      var text = form.first(name).orElse("").replace("\r\n", "\n").strip();
      if (OWN.contains(name)) continue;
      if (name.startsWith(CHOICE)
          && choicesOf(program, point).contains(name.substring(CHOICE.length()))) {
        if (text.equals("yes")) choices.add(name.substring(CHOICE.length()));
      } else if (!point.asks().contains(name)) {
        undeclared.add(name);
      } else if (!text.isEmpty()) {
        values.put(name, text);
      }
    }
    var token = form.first(TOKEN).filter(it -> it.matches("[0-9a-f]{32}")).orElse(fresh);
    var item =
        form.first(ITEM)
            .filter(it -> it.matches(ITEM_SHAPE))
            .orElse(point.id() + "-" + token.substring(0, 8));
    var version = form.first(VERSION).orElse("");
    return new Filling(
        point,
        token,
        item,
        version,
        values,
        form.first(RESIDENCE).map(String::strip).filter(it -> !it.isEmpty()),
        choices,
        undeclared);
  }

  /// Choices that belong to the form: without them its data could not enter, or not serve a purpose
  /// of it.
  static List<String> choicesOf(Program program, Program.Point point) {
    var all = new LinkedHashSet<String>();
    var needs = new ArrayList<>(point.needs());
    for (var it : point.purposes()) {
      needs.addAll(program.purposes().get(it).needs());
      program.purposes().get(it).consent().ifPresent(needs::add);
    }
    for (var need : needs) {
      var word = program.words().get(need);
      if (word != null && word.choice()) all.add(need);
    }
    return List.copyOf(all);
  }

  /// Every field that does not fit, with why; `required` where one is missing.
  Map<String, String> faults(Gate gate, LocalDate today) {
    var program = gate.program();
    var faults = new LinkedHashMap<String, String>();
    for (var id : point.asks()) {
      var value = values.get(id);
      if (value == null) {
        if (point.required().contains(id)) faults.put(id, "required");
        continue;
      }
      Misfit.of(program.fields().get(id), value)
          .or(
              () ->
                  program
                      .ageFrom()
                      .filter(id::equals)
                      .flatMap(_ -> Misfit.date(value))
                      .filter(day -> day.isAfter(today))
                      .map(_ -> Misfit.FUTURE))
          .ifPresent(it -> faults.put(id, it.word()));
    }
    if (residence
        .filter(it -> !places(gate).contains(it))
        .flatMap(it -> Misfit.of(COUNTRY, it))
        .isPresent()) {
      faults.put(RESIDENCE, Misfit.NO_COUNTRY.word());
    }
    for (var choice : choicesOf(program, point)) {
      if (point.needs().contains(choice) && !choices.contains(choice)) {
        faults.put(CHOICE + choice, "required");
      }
    }
    return faults;
  }

  /// Parts of countries that have a law of their own, such as `US-CA`.
  static Set<String> places(Gate gate) {
    var all = new TreeSet<String>();
    gate.laws()
        .all()
        .forEach(
            law ->
                law.livesIn().stream()
                    .filter(it -> it.matches("[A-Z]{2}-[A-Z0-9]{1,3}"))
                    .forEach(all::add));
    return all;
  }

  private static final Program.Field COUNTRY =
      new Program.Field("residence", "", "country", List.of(), Optional.empty(), Optional.empty());

  Ask ask(Program program, SubjectId subject) {
    var fields = new LinkedHashSet<>(values.keySet());
    fields.addAll(undeclared);
    var ask =
        Ask.to(Operation.COLLECT, subject)
            .at(point.id())
            .of(fields)
            .about(item)
            .given(program.vouched(point.needs()));
    return point.client().map(ask::onBehalfOf).orElse(ask);
  }

  /// What the form itself says of the person; all that is known of a stranger. What they ticked is
  /// said now.
  Standing standing(Program program, Instant now) {
    var standing = residence.map(Standing.unknown()::livingIn).orElse(Standing.unknown());
    for (var choice : choices) {
      var scope = scope(program.words().get(choice));
      if (scope.isPresent()) standing = standing.with(new Mark(choice, scope.get(), true, now));
    }
    return program
        .ageFrom()
        .map(values::get)
        .flatMap(Misfit::date)
        .map(standing::bornOn)
        .orElse(standing);
  }

  /// The day of birth and the like may be in the form; nothing of it is said.
  @Override
  public String toString() {
    return "Filling[" + point.id() + ", " + values.size() + " values]";
  }

  /// The same under another token: another form.
  Filling renewed(String fresh) {
    return new Filling(
        point,
        fresh,
        point.id() + "-" + fresh.substring(0, 8),
        version,
        values,
        residence,
        choices,
        undeclared);
  }

  /// Everything the person saw on the page where they checked it, in one spelling.
  String whole(String language) {
    var text = new StringBuilder();
    for (var piece : List.of(point.id(), token, item, version, language, residence.orElse(""))) {
      text.append(piece.length()).append(':').append(piece);
    }
    new TreeMap<>(values)
        .forEach(
            (name, value) ->
                text.append(name.length())
                    .append(':')
                    .append(name)
                    .append(value.length())
                    .append(':')
                    .append(value));
    choices.stream().sorted().forEach(it -> text.append('!').append(it));
    return text.toString();
  }

  /// The parts a choice or fact can be bound to, as far as a form knows them; empty if it needs
  /// another.
  Optional<Map<String, String>> scope(Program.Word word) {
    var known = new TreeMap<>(Map.of("item", item, "point", point.id()));
    point.client().ifPresent(it -> known.put("client", it));
    return known.keySet().containsAll(word.per())
        ? Optional.of(word.per().stream().collect(Collectors.toMap(it -> it, known::get)))
        : Optional.empty();
  }
}
