package kepil.policy;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A policy that compiled: immutable, hashed, and everything the gate needs to decide.
///
/// Only the compiler makes one, so whoever holds a `Program` holds a policy without faults; but for
/// that of an [Unfinished], whose translations may be wanting.
public final class Program {

  /// An address under which the organisation is reached.
  ///
  /// @param kind `email`, `telephone`, `post` or `link`
  public record Contact(String id, String kind, String value, List<String> clauses) {}

  /// The law that governs the policy.
  ///
  /// @param law under which people are answered whose place has no law of the policy's
  public record Governing(String law, List<String> clauses) {}

  /// A legal person the data may meet.
  ///
  /// @param country where it sits: `KZ`, `US-CA`
  /// @param roles what it is to the organisation: `controller`, `client`, …
  /// @param since first day on which it has its roles; `until` the last
  /// @param link its own privacy policy
  public record Party(
      String id,
      String name,
      Optional<String> country,
      Set<String> roles,
      Optional<LocalDate> since,
      Optional<LocalDate> until,
      Optional<String> link,
      List<String> clauses) {
    public boolean on(LocalDate day) {
      return within(day, since, until);
    }

    Party withDays(Optional<LocalDate> since, Optional<LocalDate> until) {
      return new Party(id, name, country, roles, since, until, link, clauses);
    }
  }

  /// Fields that are one kind of data.
  ///
  /// @param from fields it is made of, if it is derived from others
  /// @param smallestGroup for a statistic: how many people must be behind each count, at least
  public record Category(
      String id,
      List<String> fields,
      Set<String> from,
      Optional<Integer> smallestGroup,
      List<String> clauses) {
    Category madeOf(Set<String> from, Optional<Integer> smallestGroup) {
      return new Category(id, fields, from, smallestGroup, clauses);
    }
  }

  /// One datum and how it is asked for.
  ///
  /// @param type one of the field types of the language; `text` where nothing was said
  /// @param options of a `one-of`
  /// @param least smallest number or step of a scale; `most` the largest, or the length of a text
  public record Field(
      String name,
      String category,
      String type,
      List<String> options,
      Optional<Integer> least,
      Optional<Integer> most) {}

  /// A choice (said by the person) or a fact (noted about the matter).
  ///
  /// @param per the parts of an ask it is bound to: item, recipient, purpose, point, client
  /// @param towards the role of the parties that a yes is said to: those that had it on that day
  /// @param vouched whether a form of the portal establishes it by being what it is
  public record Word(
      String id,
      boolean choice,
      Set<String> per,
      Optional<String> towards,
      boolean vouched,
      List<String> clauses) {
    Word bound(Set<String> per, Optional<String> towards) {
      return new Word(id, choice, per, towards, vouched, clauses);
    }
  }

  /// A reason for which data are used.
  ///
  /// @param basisIn places where the basis is another one
  /// @param consent the choice that a basis of consent demands
  /// @param note the file with the balancing of a legitimate interest
  /// @param uses fields it may use
  /// @param needs conditions that must hold at each use
  public record Purpose(
      String id,
      Basis basis,
      Map<String, Basis> basisIn,
      Optional<String> consent,
      Optional<String> note,
      Set<String> uses,
      Set<String> needs,
      List<String> clauses) {
    /// Places that are named and where the basis is consent.
    Set<String> consentIn() {
      return basisIn.keySet().stream()
          .filter(place -> basisIn.get(place) == Basis.CONSENT)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  /// Where data enter: a form, a sign-in, a tracker, a telephone line.
  ///
  /// @param controller the one party that answers for it
  /// @param collects fields that may enter here; `asks` those a form asks for, in order
  /// @param needs conditions that must hold when they enter
  /// @param client the party on whose behalf
  /// @param owner the party that owns a tracker; `lifetime` how long it lives, `necessary` why the
  ///   service cannot work without it
  public record Point(
      String id,
      String kind,
      String controller,
      List<String> purposes,
      List<String> collects,
      List<String> asks,
      Set<String> required,
      Set<String> needs,
      Optional<String> client,
      Optional<String> owner,
      Optional<String> host,
      Optional<String> lifetime,
      Optional<String> necessary,
      List<String> clauses) {
    /// Whether it recognises a device, or follows what is done with it.
    public boolean tracker() {
      return Language.TRACKERS.contains(kind);
    }
  }

  /// What lets data cross from one place into another, on the days on which it is valid.
  ///
  /// @param from where the person lives; `into` where the data go
  /// @param since first day of validity; `until` the last
  public record Mechanism(
      String id,
      Set<String> from,
      Set<String> into,
      LocalDate since,
      Optional<LocalDate> until,
      List<String> clauses) {
    public boolean on(LocalDate day) {
      return within(day, Optional.of(since), until);
    }
  }

  /// How long fields are kept for purposes; for all of them where none is named.
  ///
  /// @param keep counted from the day of collection
  /// @param until facts that end it at once, `unless` one of those words holds
  /// @param chosen why this period, where the published policy names none
  /// @param then what happens at the end: `delete`, `shred` or `depersonalise`
  public record Retention(
      String id,
      Set<String> fields,
      Set<String> purposes,
      Period keep,
      Set<String> until,
      Set<String> unless,
      Optional<String> chosen,
      String then,
      List<String> clauses) {
    public boolean covers(String field, String purpose) {
      return fields.contains(field) && (purposes.isEmpty() || purposes.contains(purpose));
    }

    Retention ending(Period keep, Set<String> until, Set<String> unless) {
      return new Retention(id, fields, purposes, keep, until, unless, chosen, then, clauses);
    }
  }

  /// A right that the policy gives, to whom, and by which channels; by any where none is named.
  ///
  /// @param whereLaw only where the law of the person's place gives it
  public record Entitlement(
      String id,
      Right right,
      Set<String> livingIn,
      Set<String> exceptLivingIn,
      boolean whereLaw,
      Set<String> channels,
      List<String> clauses) {
    Entitlement withLivingIn(Set<String> livingIn) {
      return new Entitlement(id, right, livingIn, exceptLivingIn, whereLaw, channels, clauses);
    }

    Entitlement withExceptLivingIn(Set<String> exceptLivingIn) {
      return new Entitlement(id, right, livingIn, exceptLivingIn, whereLaw, channels, clauses);
    }

    Entitlement withWhereLaw(boolean whereLaw) {
      return new Entitlement(id, right, livingIn, exceptLivingIn, whereLaw, channels, clauses);
    }

    Entitlement withChannels(Set<String> channels) {
      return new Entitlement(id, right, livingIn, exceptLivingIn, whereLaw, channels, clauses);
    }
  }

  /// A safeguard, and what shows that it works.
  ///
  /// @param against the threats it meets
  /// @param owner the office that keeps it working
  /// @param checked last day it was; `expires` the last on which the proof counts
  public record Measure(
      String id,
      String kind,
      Set<String> against,
      String owner,
      String proof,
      LocalDate checked,
      Optional<LocalDate> expires,
      List<String> clauses) {
    public boolean on(LocalDate day) {
      return within(day, Optional.empty(), expires);
    }

    Measure withExpires(Optional<LocalDate> expires) {
      return new Measure(id, kind, against, owner, proof, checked, expires, clauses);
    }
  }

  /// A list under its clauses that can be made from the record of events.
  ///
  /// @param list what is listed: `categories-collected`
  /// @param within how far back it looks
  public record Generated(String id, String list, Period within, List<String> clauses) {}

  /// The words by which rules speak of a change of this policy.
  ///
  /// @param fact that an act is new to the data: the version under which they came in did not
  ///   permit it
  /// @param shown facts that the person was shown the change
  /// @param agreed the choice by which a person agrees to it
  public record Changes(String fact, Set<String> shown, Optional<String> agreed) {}

  /// Clauses that no software keeps, and why.
  public record TextOnly(List<String> clauses, String why) {}

  /// The words of one language for the policy's own names.
  public record Names(
      String organisation,
      Map<String, String> purposes,
      Map<String, String> categories,
      Map<String, FieldWords> fields,
      Map<String, PointWords> points,
      Map<String, String> choices,
      Map<String, String> facts,
      Map<String, String> parties) {}

  /// @param without what happens to whoever leaves it out
  public record FieldWords(
      String label, Optional<String> help, Optional<String> without, Map<String, String> options) {}

  /// @param thanks what whoever sent it reads
  public record PointWords(String title, Optional<String> intro, Optional<String> thanks) {}

  /// Everything but the hash, which is of the sources and not of this.
  record Parts(
      String id,
      String version,
      LocalDate effective,
      Optional<String> effectiveNote,
      Optional<String> reason,
      List<String> languages,
      String prevails,
      String remarks,
      List<String> laws,
      Optional<Governing> governing,
      List<String> doubt,
      Set<String> identifies,
      Optional<String> ageFrom,
      Optional<Changes> changes,
      Map<String, Clause> clauses,
      Map<String, Contact> contacts,
      Map<String, Party> parties,
      Map<String, Category> categories,
      Map<String, Field> fields,
      Map<String, Word> words,
      Map<String, Purpose> purposes,
      Map<String, Point> points,
      List<Rule> rules,
      List<Mechanism> mechanisms,
      List<Retention> retention,
      List<Entitlement> rights,
      List<Measure> measures,
      Map<String, Generated> generated,
      Map<Check, List<String>> checks,
      List<TextOnly> textOnly,
      Map<String, Names> names,
      Map<String, String> notes,
      Map<String, Integer> lines) {}

  private final Parts parts;
  private final String hash;

  /// What keeps which clause, looked up once. A race makes it twice, and the same.
  private @Nullable Keeping keeping;

  /// The same of the rules of retention.
  private @Nullable Map<String, List<Retention>> retentionByField;

  Program(Parts parts, String hash) {
    this.parts = parts;
    this.hash = hash;
  }

  public String id() {
    return parts.id();
  }

  public String version() {
    return parts.version();
  }

  /// SHA-256 of the sources, 64 hexadecimal digits.
  public String hash() {
    return hash;
  }

  public LocalDate effective() {
    return parts.effective();
  }

  public Optional<String> effectiveNote() {
    return parts.effectiveNote();
  }

  public List<String> languages() {
    return parts.languages();
  }

  public String prevails() {
    return parts.prevails();
  }

  /// The language in which the policy gives its reasons and proofs, which no other language
  /// repeats.
  public String remarks() {
    return parts.remarks();
  }

  public List<String> laws() {
    return parts.laws();
  }

  public Optional<Governing> governing() {
    return parts.governing();
  }

  /// What a refusal cites when nothing in the policy declares the ask.
  public List<String> doubt() {
    return parts.doubt();
  }

  /// Fields by which a person is found again.
  public Set<String> identifies() {
    return parts.identifies();
  }

  /// Fields that are an e-mail address and by which a person is found, as declared: who proves an
  /// address is whoever has it in one of them.
  public List<String> emails() {
    return fields().values().stream()
        .filter(it -> it.type().equals("email") && identifies().contains(it.name()))
        .map(Field::name)
        .toList();
  }

  /// Of these words, what the policy says a form establishes by being what it is: the notice stood
  /// there, the person went on from it and pressed the button, and so there is a request. Whether
  /// there is an order, or who the person is, no form can know: that must have been noted.
  public Set<String> vouched(Set<String> needs) {
    var all = new LinkedHashSet<>(needs);
    all.removeIf(it -> !words().containsKey(it) || !words().get(it).vouched());
    return all;
  }

  /// The field that says when a person was born, if one is collected.
  public Optional<String> ageFrom() {
    return parts.ageFrom();
  }

  /// The words of change, if the policy has any.
  public Optional<Changes> changes() {
    return parts.changes();
  }

  /// Of these purposes those that may use a field: what a person is told it is for, where it is
  /// asked and as long as it is kept. All of them where none names it, since then it serves them in
  /// another way, as the answers do that are only counted.
  public List<String> serving(String field, Collection<String> purposes) {
    var using =
        purposes.stream()
            .filter(it -> purposes().containsKey(it) && purposes().get(it).uses().contains(field))
            .toList();
    return using.isEmpty() ? List.copyOf(purposes) : using;
  }

  /// In the order of the prevailing language.
  public Map<String, Clause> clauses() {
    return parts.clauses();
  }

  public Map<String, Contact> contacts() {
    return parts.contacts();
  }

  public Map<String, Party> parties() {
    return parts.parties();
  }

  public Map<String, Category> categories() {
    return parts.categories();
  }

  public Map<String, Field> fields() {
    return parts.fields();
  }

  /// Choices and facts.
  public Map<String, Word> words() {
    return parts.words();
  }

  public Map<String, Purpose> purposes() {
    return parts.purposes();
  }

  public Map<String, Point> points() {
    return parts.points();
  }

  public List<Rule> rules() {
    return parts.rules();
  }

  public List<Mechanism> mechanisms() {
    return parts.mechanisms();
  }

  public List<Retention> retention() {
    return parts.retention();
  }

  public List<Entitlement> rights() {
    return parts.rights();
  }

  public List<Measure> measures() {
    return parts.measures();
  }

  public Map<String, Generated> generated() {
    return parts.generated();
  }

  public Map<Check, List<String>> checks() {
    return parts.checks();
  }

  public List<TextOnly> textOnly() {
    return parts.textOnly();
  }

  /// The words of a language; of the prevailing one where it is not offered.
  public Names names(String language) {
    return parts.names().getOrDefault(language, parts.names().get(parts.prevails()));
  }

  /// Balancing notes by file, as Markdown.
  public Map<String, String> notes() {
    return parts.notes();
  }

  /// What keeps a clause: the ids of rules, rights, measures, checks and declarations that cite it.
  public List<String> keeps(String clause) {
    return keeping().by().getOrDefault(clause, List.of());
  }

  Keeping keeping() {
    var known = keeping;
    if (known == null) keeping = known = Keeping.of(this);
    return known;
  }

  /// The line of `policy.yaml` where a declaration begins, as `rule:no-direct-marketing`; for
  /// `clause:5.11` that of the prevailing text. 1 if it has none of its own.
  public int line(String declaration) {
    return parts.lines().getOrDefault(declaration, 1);
  }

  /// The clauses a declaration keeps; empty if there is no such declaration.
  public Optional<List<String>> clausesOf(String declaration) {
    return Optional.ofNullable(keeping().of().get(declaration));
  }

  /// Everything declared that keeps a clause, each by kind and name: `measure:locked-rooms`.
  public Set<String> declarations() {
    return keeping().of().keySet();
  }

  /// Whether a declaration is there and holds on a day: a measure until its proof expires, a
  /// transfer mechanism and a party's role within their days, everything else always.
  public boolean inForce(String declaration, LocalDate day) {
    return clausesOf(declaration).isPresent()
        && measures().stream()
            .filter(it -> declaration.equals("measure:" + it.id()))
            .allMatch(it -> it.on(day))
        && mechanisms().stream()
            .filter(it -> declaration.equals("transfer:" + it.id()))
            .allMatch(it -> it.on(day))
        && parties().values().stream()
            .filter(it -> declaration.equals("party:" + it.id()))
            .allMatch(it -> it.on(day));
  }

  private static boolean within(
      LocalDate day, Optional<LocalDate> since, Optional<LocalDate> until) {
    return since.map(first -> !day.isBefore(first)).orElse(true)
        && until.map(last -> !day.isAfter(last)).orElse(true);
  }

  Parts parts() {
    return parts;
  }

  /// The day on which a value collected on `from` for `purpose` must be gone, by the longest rule
  /// that covers it; empty if none does.
  public Optional<LocalDate> keepUntil(String field, String purpose, LocalDate from) {
    Optional<LocalDate> latest = Optional.empty();
    for (var it : retentionOf(field)) {
      if (!it.covers(field, purpose)) continue;
      var until = from.plus(it.keep());
      if (latest.isEmpty() || until.isAfter(latest.get())) latest = Optional.of(until);
    }
    return latest;
  }

  /// Asked for every value that comes in, so the rules of a field are looked up once.
  private List<Retention> retentionOf(String field) {
    var known = retentionByField;
    if (known == null) {
      var byField = new HashMap<String, List<Retention>>();
      for (var rule : parts.retention()) {
        for (var of : rule.fields()) byField.computeIfAbsent(of, _ -> new ArrayList<>()).add(rule);
      }
      retentionByField = known = Map.copyOf(byField); // safe to be seen by others without a lock
    }
    return known.getOrDefault(field, List.of());
  }
}
