package kepil.portal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import kepil.policy.Check;
import kepil.policy.Condition;
import kepil.policy.Program;
import kepil.policy.Rule;
import kepil.words.Words;

/// Says in a person's language what a declaration of the policy does.
///
/// A sentence is put together of parts in an order that all our languages can read, since a
/// sentence made in one of them and translated word by word would be none in the others.
public final class Sentences {
  /// What keeps a clause.
  ///
  /// @param kind what it is, in a word or two
  /// @param tone `yes` for a permission, `no` for a refusal, empty for everything else
  /// @param own what the policy's authors wrote about it, in one language only
  public record Kept(
      String id, String kind, String tone, String sentence, Optional<PolicyPage.Own> own) {}

  private final Program program;
  private final Words words;
  private final Program.Names names;

  public Sentences(Program program, Words words) {
    this.program = program;
    this.words = words;
    this.names = program.names(words.language());
  }

  /// Everything that keeps a clause, refusals first: they are what a promise mostly consists of.
  List<Kept> keeping(String clause) {
    var all = new ArrayList<Kept>();
    for (var id : program.keeps(clause)) {
      int colon = id.indexOf(':');
      var kind = colon < 0 ? id : id.substring(0, colon);
      all.add(kept(id, kind, colon < 0 ? "" : id.substring(colon + 1)));
    }
    all.sort(
        Comparator.comparingInt(
            it -> it.tone().equals("no") ? 0 : it.tone().equals("yes") ? 1 : 2));
    return all;
  }

  private Kept kept(String id, String kind, String name) {
    return switch (kind) {
      case "rule" ->
          program.rules().stream()
              .filter(it -> it.id().equals(id))
              .findFirst()
              .map(
                  it ->
                      new Kept(
                          id,
                          words.say(it.allows() ? "kept.allows" : "kept.refuses"),
                          it.allows() ? "yes" : "no",
                          rule(it),
                          it.doneBy().map(this::own)))
              .orElseGet(() -> plain(id, kind, name));
      case "purpose" -> plain(id, kind, purpose(program.purposes().get(name)));
      case "category" ->
          new Kept(id, words.say("kept.category"), "", category(name), Optional.empty());
      case "point" -> plain(id, kind, point(program.points().get(name)));
      case "choice" -> plain(id, kind, choice(name));
      case "fact" -> plain(id, kind, words.say("kept.fact.says", condition(name)));
      case "party" -> plain(id, kind, party(program.parties().get(name)));
      case "contact" -> plain(id, kind, program.contacts().get(name).value());
      case "transfer" -> plain(id, kind, mechanism(name));
      case "retention" -> retention(id, name);
      case "right" -> plain(id, kind, right(name));
      case "measure" -> measure(id, name);
      case "generated" -> plain(id, kind, generated(program.generated().get(name)));
      case "check" ->
          plain(id, kind, words.knows("check." + name) ? words.say("check." + name) : name);
      case "governed-by" ->
          plain(
              id,
              kind,
              program
                  .governing()
                  .map(it -> words.say("kept.governed-by.says", words.law(it.law(), it.law())))
                  .orElse(id));
      case "doubt" -> plain(id, kind, words.say("kept.doubt.says"));
      default -> plain(id, "other", id);
    };
  }

  private Kept plain(String id, String kind, String sentence) {
    return new Kept(id, words.say("kept." + kind), "", sentence, Optional.empty());
  }

  private PolicyPage.Own own(String text) {
    return new PolicyPage.Own(text, program.remarks());
  }

  // Rules

  /// `passing on and publishing contact data to Clients, unless …`
  public String rule(Rule it) {
    var parts = new ArrayList<String>();
    var acts =
        words.and(it.operations().stream().map(act -> words.say("act." + act.word())).toList());
    parts.add(
        it.fields().isEmpty()
            ? words.say("rule.acts", acts)
            : words.say("rule.acts.of", acts, data(it.fields())));
    if (!it.exceptFields().isEmpty()) {
      parts.add(words.say("rule.except-of", data(it.exceptFields())));
    }
    if (!it.with().isEmpty()) parts.add(words.say("rule.with", data(it.with())));
    part(parts, "to", it.to(), this::partyOrRole);
    part(parts, "except-to", it.exceptTo(), this::partyOrRole);
    part(parts, "into", it.into(), words::place);
    part(parts, "except-into", it.exceptInto(), words::place);
    part(parts, "by", it.channels(), this::channel);
    part(parts, "except-by", it.exceptChannels(), this::channel);
    part(parts, "at", it.points(), this::pointOrKind);
    part(parts, "except-at", it.exceptPoints(), this::pointOrKind);
    part(parts, "for", it.forPurposes(), this::purposeName);
    part(parts, "except-for", it.exceptFor(), this::purposeName);
    part(parts, "living-in", it.livingIn(), words::place);
    part(parts, "except-living-in", it.exceptLivingIn(), words::place);
    if (!it.ifAll().isEmpty()) {
      parts.add(words.say("rule.if", words.and(it.ifAll().stream().map(this::condition).toList())));
    }
    if (!it.ifAny().isEmpty()) {
      parts.add(words.say("rule.if", words.or(it.ifAny().stream().map(this::condition).toList())));
    }
    if (!it.unless().isEmpty()) {
      parts.add(
          words.say("rule.unless", words.or(it.unless().stream().map(this::condition).toList())));
    }
    return sentence(String.join("", parts));
  }

  private void part(
      List<String> parts, String key, Collection<String> of, UnaryOperator<String> name) {
    if (!of.isEmpty()) {
      parts.add(words.say("rule." + key, words.or(of.stream().map(name).toList())));
    }
  }

  private String sentence(String text) {
    return words.capital(text) + (text.endsWith(".") || text.endsWith("?") ? "" : ".");
  }

  // Names

  /// Whole categories by their name, single fields by their label.
  public String data(Set<String> fields) {
    var left = new LinkedHashSet<>(fields);
    var parts = new ArrayList<String>();
    for (var category : program.categories().values()) {
      if (category.fields().isEmpty() || !left.containsAll(category.fields())) continue;
      parts.add(words.small(names.categories().getOrDefault(category.id(), category.id())));
      left.removeAll(category.fields());
    }
    for (var field : left) parts.add(words.quoted(label(field)));
    return words.and(parts);
  }

  private String label(String field) {
    return Optional.ofNullable(names.fields().get(field))
        .map(Program.FieldWords::label)
        .orElse(field);
  }

  /// To be read after “to”, before “үшін”.
  public String purposeName(String purpose) {
    return names.purposes().getOrDefault(purpose, purpose);
  }

  private String pointOrKind(String it) {
    var point = names.points().get(it);
    if (point != null) return words.quoted(point.title());
    return words.knows("kind." + it) ? words.say("kind." + it) : it;
  }

  public String partyOrRole(String it) {
    var party = program.parties().get(it);
    if (party != null) return names.parties().getOrDefault(it, party.name());
    return words.knows("role." + it) ? words.say("role." + it) : it;
  }

  private String channel(String it) {
    return words.knows("channel." + it) ? words.say("channel." + it) : it;
  }

  /// A condition as something that is so: `the person asked to restrict the processing`.
  public String condition(String it) {
    if (Condition.of(it).isPresent()) return words.say("condition." + it);
    var word = program.words().get(it);
    if (word != null && word.choice()) {
      return words.say(
          "condition.said-yes",
          words.quoted(names.choices().getOrDefault(it, it).replaceFirst("\\.$", "")));
    }
    return Optional.ofNullable(names.facts().get(it))
        .orElseGet(() -> words.say("condition.noted", it.replace('-', ' ')));
  }

  public String basis(Program.Purpose it) {
    return words.say("basis." + it.basis().word());
  }

  // Declarations

  private String purpose(Program.Purpose it) {
    var parts = new ArrayList<String>();
    // Where nothing may be used there is no ground to speak of; naming one would sound like a
    // permission.
    if (it.uses().isEmpty()) return words.say("kept.purpose.nothing", purposeName(it.id()));
    parts.add(words.say("kept.purpose.says", data(it.uses()), purposeName(it.id())));
    parts.add(words.say("kept.purpose.basis", basis(it)));
    it.basisIn()
        .forEach(
            (place, basis) ->
                parts.add(
                    words.say(
                        "kept.purpose.basis-in",
                        words.place(place),
                        words.say("basis." + basis.word()))));
    it.consent().ifPresent(choice -> parts.add(words.say("kept.needs", condition(choice))));
    if (!it.needs().isEmpty()) {
      parts.add(
          words.say("kept.needs", words.and(it.needs().stream().map(this::condition).toList())));
    }
    return sentences(parts);
  }

  private String category(String id) {
    var parts = new ArrayList<String>();
    parts.add(
        words.say(
            "kept.category.says",
            words.quoted(names.categories().getOrDefault(id, id)),
            words.and(
                program.categories().get(id).fields().stream()
                    .map(it -> words.quoted(label(it)))
                    .toList())));
    if (!program.categories().get(id).from().isEmpty()) {
      parts.add(words.say("kept.category.from", data(program.categories().get(id).from())));
    }
    program
        .categories()
        .get(id)
        .smallestGroup()
        .ifPresent(least -> parts.add(words.say("kept.category.smallest-group", least)));
    program.rules().stream()
        .filter(it -> it.id().startsWith("category:" + id + ":"))
        .forEach(it -> parts.add(words.say("kept.refused", words.small(rule(it)))));
    return sentences(parts);
  }

  private String point(Program.Point it) {
    var parts = new ArrayList<String>();
    var title =
        Optional.ofNullable(names.points().get(it.id()))
            .map(Program.PointWords::title)
            .orElse(it.id());
    if (it.collects().isEmpty()) parts.add(words.say("kept.point.nothing", words.quoted(title)));
    else {
      parts.add(
          words.say(
              "kept.point.says", words.quoted(title), data(new LinkedHashSet<>(it.collects()))));
    }
    if (!it.purposes().isEmpty()) {
      parts.add(
          words.say(
              "kept.point.for", words.or(it.purposes().stream().map(this::purposeName).toList())));
    }
    if (!it.asks().isEmpty() && it.required().isEmpty()) {
      parts.add(words.say("kept.point.voluntary"));
    }
    if (!it.needs().isEmpty()) {
      parts.add(
          words.say("kept.needs", words.and(it.needs().stream().map(this::condition).toList())));
    }
    parts.add(words.say("kept.point.controller", partyOrRole(it.controller())));
    it.client().ifPresent(client -> parts.add(words.say("kept.point.client", partyOrRole(client))));
    return sentences(parts);
  }

  private String party(Program.Party it) {
    var roles = words.and(it.roles().stream().sorted().map(this::partyOrRole).toList());
    var name = names.parties().getOrDefault(it.id(), it.name());
    var parts = new ArrayList<String>();
    parts.add(
        it.country()
            .map(country -> words.say("kept.party.says", name, roles, words.place(country)))
            .orElseGet(() -> words.say("kept.party.nowhere", name, roles)));
    it.since().ifPresent(day -> parts.add(words.say("kept.party.since", words.date(day))));
    it.until().ifPresent(day -> parts.add(words.say("kept.party.until", words.date(day))));
    return parts.size() == 1 ? parts.getFirst() : sentences(parts);
  }

  private String choice(String name) {
    var says = words.say("kept.choice.says", names.choices().getOrDefault(name, name));
    return program
        .words()
        .get(name)
        .towards()
        .map(role -> sentences(List.of(says, words.say("kept.choice.towards", partyOrRole(role)))))
        .orElse(says);
  }

  private String generated(Program.Generated it) {
    return sentence(words.say("kept.generated." + it.list(), words.period(it.within())));
  }

  private String mechanism(String id) {
    var it = program.mechanisms().stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
    var from = words.and(it.from().stream().map(words::place).toList());
    var into = words.and(it.into().stream().map(words::place).toList());
    return it.until()
        .map(
            until ->
                words.say(
                    "kept.transfer.ended", from, into, words.date(it.since()), words.date(until)))
        .orElseGet(() -> words.say("kept.transfer.says", from, into, words.date(it.since())));
  }

  private Kept retention(String id, String name) {
    var it =
        program.retention().stream().filter(r -> r.id().equals(name)).findFirst().orElseThrow();
    var parts = new ArrayList<String>();
    parts.add(words.say("kept.retention.says", data(it.fields()), words.period(it.keep())));
    if (!it.purposes().isEmpty()) {
      parts.add(
          words.say(
              "kept.retention.for",
              words.or(it.purposes().stream().map(this::purposeName).toList())));
    }
    if (!it.until().isEmpty()) {
      parts.add(
          words.say(
              "kept.retention.until", words.or(it.until().stream().map(this::condition).toList())));
    }
    if (!it.unless().isEmpty()) {
      parts.add(
          words.say(
              "kept.retention.unless",
              words.or(it.unless().stream().map(this::condition).toList())));
    }
    parts.add(words.say("kept.retention.then." + it.then()));
    return new Kept(
        id, words.say("kept.retention"), "", sentences(parts), it.chosen().map(this::own));
  }

  private String right(String name) {
    var it = program.rights().stream().filter(r -> r.id().equals(name)).findFirst().orElseThrow();
    var parts = new ArrayList<String>();
    parts.add(
        words.knows("right." + it.right().word())
            ? words.say("kept.right.says", words.say("right." + it.right().word()))
            : it.right().word());
    if (!it.livingIn().isEmpty()) {
      parts.add(
          words.say(
              "kept.right.living-in",
              words.and(it.livingIn().stream().map(words::place).toList())));
    }
    if (!it.exceptLivingIn().isEmpty()) {
      parts.add(
          words.say(
              "kept.right.except-living-in",
              words.and(it.exceptLivingIn().stream().map(words::place).toList())));
    }
    if (it.whereLaw()) parts.add(words.say("kept.right.where-law"));
    if (!it.channels().isEmpty()) {
      parts.add(
          words.say("kept.right.by", words.or(it.channels().stream().map(this::channel).toList())));
    }
    return sentences(parts);
  }

  private Kept measure(String id, String name) {
    var it = program.measures().stream().filter(m -> m.id().equals(name)).findFirst().orElseThrow();
    var against =
        words.and(
            it.against().stream().sorted().map(threat -> words.say("threat." + threat)).toList());
    var parts = new ArrayList<String>();
    parts.add(words.say("kept.measure.says", words.say("measure." + it.kind()), against));
    parts.add(words.say("kept.measure.checked", words.date(it.checked())));
    it.expires().ifPresent(day -> parts.add(words.say("kept.measure.expires", words.date(day))));
    var internal = program.checks().containsKey(Check.MEASURES_INTERNAL);
    return new Kept(
        id,
        words.say("kept.measure"),
        "",
        sentences(parts),
        internal ? Optional.empty() : Optional.of(own(it.proof())));
  }

  private String sentences(List<String> parts) {
    return String.join(" ", parts.stream().map(this::sentence).toList());
  }

  /// How long a field given today is kept for each purpose of a point; longest last.
  public Map<String, LocalDate> keepUntil(
      String field, Collection<String> purposes, LocalDate today) {
    var until = new LinkedHashMap<String, LocalDate>();
    for (var purpose : purposes) {
      program.keepUntil(field, purpose, today).ifPresent(day -> until.put(purpose, day));
    }
    return until;
  }
}
