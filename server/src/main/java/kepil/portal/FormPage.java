package kepil.portal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.gate.Gate;
import kepil.policy.Basis;
import kepil.policy.Misfit;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.policy.Right;
import kepil.words.Frame;

/// A form as a person fills it in, made from the policy and from nothing else.
///
/// @param client for whom it is asked, with its own privacy policy
/// @param voluntary whether no answer is required
/// @param faults what to mend, in the order of the fields
/// @param hidden what travels with the form
public record FormPage(
    Frame frame,
    String org,
    String action,
    String title,
    Optional<String> intro,
    Optional<Client> client,
    String controller,
    String notice,
    String noticeHref,
    boolean voluntary,
    List<Fault> faults,
    List<FieldView> fields,
    List<ChoiceView> choices,
    Optional<String> residenceFault,
    List<Option> countries,
    Map<String, String> hidden) {

  public record Client(String name, Optional<String> link) {}

  public record Fault(String href, String label, String text) {}

  /// @param kind how it is asked: `text`, `long`, `email`, `tel`, `date`, `number`, `select`,
  ///   `radio`, `scale`
  /// @param least words at the small end of a scale
  /// @param why one line for each purpose
  /// @param until a sentence on how long it is kept
  public record FieldView(
      String id,
      String label,
      Optional<String> help,
      boolean required,
      String kind,
      String value,
      List<Option> options,
      int longest,
      Optional<String> fault,
      Optional<String> autocomplete,
      List<Why> why,
      Optional<String> until,
      Optional<String> without) {
    /// Ids of what describes the field, for screen readers.
    public String described() {
      var ids = new ArrayList<String>();
      if (help.isPresent()) ids.add("h-" + id);
      if (fault.isPresent()) ids.add("e-" + id);
      return String.join(" ", ids);
    }

    @Override
    public String toString() {
      return "FieldView[" + id + "]";
    }
  }

  /// Purposes that stand on one ground.
  public record Why(String basis, List<String> purposes) {}

  public record Option(String value, String label, boolean chosen) {
    @Override
    public String toString() {
      return "Option";
    }
  }

  public record ChoiceView(
      String id,
      String name,
      String label,
      boolean required,
      boolean chosen,
      Optional<String> fault) {}

  private static ChoiceView choice(
      Visit visit, Filling filling, String id, Optional<String> fault) {
    return new ChoiceView(
        "c-" + id,
        Filling.CHOICE + id,
        visit.names().choices().getOrDefault(id, id),
        filling.point().needs().contains(id),
        filling.choices().contains(id),
        fault.map(it -> visit.words().say("misfit." + it)));
  }

  static FormPage of(Visit visit, Filling filling, Map<String, String> faults, LocalDate today) {
    var program = visit.program();
    var words = visit.words();
    var point = filling.point();
    var title = visit.point(point.id());
    var address = "/" + visit.org() + "/" + point.id();
    var pointWords = Optional.ofNullable(visit.names().points().get(point.id()));
    var fields =
        point.asks().stream()
            .map(id -> field(visit, filling, id, Optional.ofNullable(faults.get(id)), today))
            .toList();
    var choices =
        Filling.choicesOf(program, point).stream()
            .map(
                id ->
                    choice(
                        visit, filling, id, Optional.ofNullable(faults.get(Filling.CHOICE + id))))
            .toList();
    var summary = new ArrayList<Fault>();
    for (var it : fields) {
      it.fault().ifPresent(text -> summary.add(new Fault("#f-" + it.id(), it.label(), text)));
    }
    var residenceFault =
        Optional.ofNullable(faults.get(Filling.RESIDENCE)).map(it -> words.say("misfit." + it));
    residenceFault.ifPresent(
        text -> summary.add(new Fault("#residence", words.say("form.residence"), text)));
    for (var it : choices) {
      it.fault().ifPresent(text -> summary.add(new Fault("#" + it.id(), it.label(), text)));
    }
    return new FormPage(
        visit.frame(faults.isEmpty() ? title : words.say("form.error", title), address, ""),
        visit.org(),
        address,
        title,
        pointWords.flatMap(Program.PointWords::intro),
        client(visit, point),
        visit.party(point.controller()),
        program.version(),
        PolicyPage.versionAddress(program),
        point.required().isEmpty(),
        summary,
        fields,
        choices,
        residenceFault,
        countries(visit, filling),
        hidden(visit, filling));
  }

  static Optional<Client> client(Visit visit, Program.Point point) {
    return point
        .client()
        .map(id -> new Client(visit.party(id), visit.program().parties().get(id).link()));
  }

  static Map<String, String> hidden(Visit visit, Filling filling) {
    var hidden = new LinkedHashMap<String, String>();
    hidden.put(Filling.TOKEN, filling.token());
    hidden.put(Filling.ITEM, filling.item());
    hidden.put(Filling.VERSION, visit.program().version());
    hidden.put(Filling.LANGUAGE, visit.language());
    return hidden;
  }

  private static List<Option> countries(Visit visit, Filling filling) {
    var all = new LinkedHashMap<>(visit.words().countries());
    Filling.places(visit.gate()).forEach(it -> all.put(it, visit.words().place(it)));
    return all.entrySet().stream()
        .map(
            it ->
                new Option(
                    it.getKey(),
                    it.getValue(),
                    filling.residence().filter(it.getKey()::equals).isPresent()))
        .toList();
  }

  private static FieldView field(
      Visit visit, Filling filling, String id, Optional<String> misfit, LocalDate today) {
    var words = visit.words();
    var field = visit.program().fields().get(id);
    var said = Optional.ofNullable(visit.names().fields().get(id));
    var value = filling.values().getOrDefault(id, "");
    var required = filling.point().required().contains(id);
    var fault =
        misfit.map(
            it ->
                words.say(
                    "misfit." + it,
                    field.least().orElse(0),
                    it.equals(Misfit.TOO_LONG.word())
                        ? Misfit.longest(field)
                        : field.most().orElse(0)));
    return new FieldView(
        id,
        visit.label(id),
        said.flatMap(Program.FieldWords::help),
        required,
        kind(field),
        value,
        options(visit, field, value, required),
        Misfit.longest(field),
        fault,
        autocomplete(visit.program(), field),
        why(visit, visit.program().serving(id, filling.point().purposes()), Optional.empty()),
        until(visit, filling.point(), id, today).map(it -> words.say("form.until", words.date(it))),
        said.flatMap(Program.FieldWords::without));
  }

  private static String kind(Program.Field field) {
    return switch (field.type()) {
      case "long-text" -> "long";
      case "email" -> "email";
      case "telephone" -> "tel";
      case "date" -> "date";
      case "number" -> "number";
      case "country" -> "select";
      case "one-of", "yes-no" -> "radio";
      case "scale" -> "scale";
      default -> "text";
    };
  }

  /// A radio button cannot be taken back, so one of them says nothing.
  private static List<Option> options(
      Visit visit, Program.Field field, String value, boolean required) {
    var words = visit.words();
    var all = new ArrayList<Option>();
    switch (field.type()) {
      case "one-of" ->
          field
              .options()
              .forEach(it -> all.add(new Option(it, option(visit, field, it), it.equals(value))));
      case "yes-no" -> {
        all.add(new Option("yes", words.say("form.yes"), value.equals("yes")));
        all.add(new Option("no", words.say("form.no"), value.equals("no")));
      }
      case "scale" -> {
        for (int i = field.least().orElse(1); i <= field.most().orElse(5); i++) {
          all.add(new Option(String.valueOf(i), words.number(i), String.valueOf(i).equals(value)));
        }
      }
      case "country" ->
          words
              .countries()
              .forEach((code, name) -> all.add(new Option(code, name, code.equals(value))));
      default -> {}
    }
    if (!required && !all.isEmpty()) {
      all.add(new Option("", words.say("form.no-answer"), value.isEmpty()));
    }
    return all;
  }

  static String option(Visit visit, Program.Field field, String value) {
    return Optional.ofNullable(visit.names().fields().get(field.name()))
        .map(it -> it.options().get(value))
        .orElse(value);
  }

  /// What browsers can fill in by themselves (WCAG 1.3.5), as far as the type of a field tells.
  private static Optional<String> autocomplete(Program program, Program.Field field) {
    if (program.ageFrom().filter(field.name()::equals).isPresent()) return Optional.of("bday");
    return switch (field.type()) {
      case "email" -> Optional.of("email");
      case "telephone" -> Optional.of("tel");
      default -> Optional.empty();
    };
  }

  /// @param residence where it is known; then it is known too on which ground a purpose stands
  ///   there, and whether the person may object
  private static List<Why> why(
      Visit visit, Collection<String> purposes, Optional<String> residence) {
    var sentences = new Sentences(visit.program(), visit.words());
    var byBasis = new LinkedHashMap<String, List<String>>();
    for (var it : purposes) {
      byBasis
          .computeIfAbsent(
              basis(visit, sentences, visit.program().purposes().get(it), residence),
              _ -> new ArrayList<>())
          .add(sentences.purposeName(it));
    }
    return byBasis.entrySet().stream()
        .map(it -> new Why(it.getKey(), List.copyOf(it.getValue())))
        .toList();
  }

  private static String basis(
      Visit visit, Sentences sentences, Program.Purpose purpose, Optional<String> residence) {
    if (residence.isEmpty()) return sentences.basis(purpose);
    var basis = visit.gate().basis(purpose, residence.get());
    if (basis != Basis.LEGITIMATE_INTEREST) return visit.words().say("basis." + basis.word());
    return visit
        .words()
        .say(
            visit.gate().gives(Right.OBJECTION, residence)
                ? "basis.legitimate-interest.objection"
                : "basis.legitimate-interest.no-objection");
  }

  static Optional<LocalDate> until(
      Visit visit, Program.Point point, String field, LocalDate today) {
    return visit.gate().keepUntil(field, Set.copyOf(point.purposes()), today);
  }

  /// What a person checks before it is sent.
  ///
  /// @param again a sentence on why it is shown once more; empty the first time
  /// @param law whose rights the person has, where the residence tells
  /// @param recipients rules by which somebody else may get some of it
  public record Review(
      Frame frame,
      String org,
      String action,
      String title,
      Optional<String> again,
      List<Row> rows,
      List<String> choices,
      Optional<String> residence,
      Optional<String> law,
      List<Why> purposes,
      List<String> recipients,
      Optional<Client> client,
      String controller,
      String notice,
      String noticeHref,
      Map<String, String> hidden) {
    public record Row(String label, String value, boolean lines, String until) {
      @Override
      public String toString() {
        return "Row[" + label + "]";
      }
    }

    @Override
    public String toString() {
      return "Review[" + action + "]";
    }
  }

  static Review review(
      Visit visit, Filling filling, Optional<String> again, String seal, LocalDate today) {
    var program = visit.program();
    var words = visit.words();
    var point = filling.point();
    var title = visit.point(point.id());
    var address = "/" + visit.org() + "/" + point.id();
    var sentences = new Sentences(program, words);
    var rows = new ArrayList<Review.Row>();
    var purposes = new LinkedHashSet<String>();
    for (var id : point.asks()) {
      var value = filling.values().get(id);
      if (value == null) continue;
      var field = program.fields().get(id);
      rows.add(
          new Review.Row(
              visit.label(id),
              shown(visit, field, value),
              field.type().equals("long-text"),
              until(visit, point, id, today).map(words::date).orElse("–")));
      purposes.addAll(program.serving(id, point.purposes()));
    }
    var hidden = new LinkedHashMap<>(hidden(visit, filling));
    hidden.put(Filling.SEAL, seal);
    filling.values().forEach(hidden::put);
    filling.residence().ifPresent(it -> hidden.put(Filling.RESIDENCE, it));
    filling.choices().forEach(it -> hidden.put(Filling.CHOICE + it, "yes"));
    return new Review(
        visit.frame(words.say("form.review.title", title), address, ""),
        visit.org(),
        address,
        title,
        again,
        rows,
        filling.choices().stream().map(it -> visit.names().choices().getOrDefault(it, it)).toList(),
        filling.residence().map(words::place),
        visit.gate().lawOf(filling.residence()).map(it -> words.law(it.id(), it.name())),
        why(visit, purposes, filling.residence()),
        recipients(visit.gate(), filling, sentences),
        client(visit, point),
        visit.party(point.controller()),
        program.version(),
        PolicyPage.versionAddress(program),
        hidden);
  }

  private static List<String> recipients(Gate gate, Filling filling, Sentences sentences) {
    var purposes = filling.point().purposes();
    return gate.program().rules().stream()
        .filter(it -> it.allows() && it.operations().stream().anyMatch(Operation::gives))
        .filter(
            it ->
                !it.forPurposes().isEmpty()
                    && it.forPurposes().stream().anyMatch(purposes::contains))
        .filter(
            it ->
                it.fields().isEmpty()
                    || it.fields().stream().anyMatch(filling.values()::containsKey))
        .map(sentences::rule)
        .toList();
  }

  private static String shown(Visit visit, Program.Field field, String value) {
    return switch (field.type()) {
      case "one-of" -> option(visit, field, value);
      case "yes-no" -> visit.words().say(value.equals("yes") ? "form.yes" : "form.no");
      case "date" -> Misfit.date(value).map(visit.words()::date).orElse(value);
      case "country" -> visit.words().place(value);
      default -> value;
    };
  }

  /// The form arrived.
  public record Thanks(Frame frame, String org, String title, String thanks, String privacy) {}

  /// The gate said no.
  ///
  /// @param kind `age`, `undeclared` or `other`
  public record Refused(
      Frame frame, String org, String title, String text, List<Cited> clauses, String back) {
    public record Cited(String id, String html) {}
  }
}
