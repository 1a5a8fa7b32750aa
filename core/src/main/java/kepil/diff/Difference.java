package kepil.diff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepil.gate.Entitled;
import kepil.gate.Gate;
import kepil.gate.Petition;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.law.Change;
import kepil.law.Law;
import kepil.law.Laws;
import kepil.policy.Basis;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.policy.Right;

/// Two versions of one policy, compared: the words, what they do, and what follows for people.
///
/// @param words by clause
/// @param flips asks that are answered otherwise
/// @param rights that came or went
/// @param shifts what a law may speak of
/// @param owed what laws want before it takes effect
/// @param lost fields by which people were found again who, known before, are not found by them now
/// @param bounded whether there were more asks than were decided
public record Difference(
    String policy,
    String from,
    String to,
    LocalDate effective,
    List<ClauseChange> words,
    List<Flip> flips,
    List<RightChange> rights,
    List<Shift> shifts,
    List<Owed> owed,
    List<Lost> lost,
    boolean bounded) {

  /// Asked on the day the new version takes effect, and on every later day on which something
  /// begins or ends that the other does not say alike: a recipient that begins later is new now. So
  /// two versions have one difference, on whichever day somebody looks.
  ///
  /// @param laws all laws known
  public static Difference between(Program before, Program after, Laws laws) {
    return between(before, after, laws, Turns.of(before, after));
  }

  /// @param day on which both are asked, and on no other
  public static Difference between(Program before, Program after, Laws laws, LocalDate day) {
    return between(before, after, laws, List.of(day));
  }

  /// @param days at least one
  private static Difference between(
      Program before, Program after, Laws laws, List<LocalDate> days) {
    var old = new Gate(before, laws);
    var next = new Gate(after, laws);
    var first = days.getFirst();
    var found = new ArrayList<Flip>();
    boolean bounded = false;
    int everywhere = 0;
    for (var day : days) {
      var effects = new Effects(old, next, laws, day);
      found.addAll(effects.flips());
      bounded |= effects.bounded();
      everywhere = effects.everywhere();
    }
    var flips = Merging.of(found, everywhere);
    var shifts = shifts(before, after, flips, first);
    return new Difference(
        after.id(),
        before.version(),
        after.version(),
        after.effective(),
        ClauseChanges.between(before, after),
        flips,
        rights(old, next, laws, first),
        shifts,
        owed(after, laws, shifts),
        lost(before, after),
        bounded);
  }

  public boolean empty() {
    return words.isEmpty()
        && flips.isEmpty()
        && rights.isEmpty()
        && shifts.isEmpty()
        && lost.isEmpty();
  }

  /// Whether it matters to people: something more is done with their data, or they lose a right. A
  /// change of words alone, or one that only does less, does not.
  public boolean material() {
    return !reasons().isEmpty();
  }

  /// Why it is material.
  public List<String> reasons() {
    var reasons = new ArrayList<String>();
    for (var it : shifts) if (it.wider()) reasons.add("new " + it.kind().word() + ": " + it.what());
    rights.stream()
        .filter(it -> !it.granted())
        .forEach(it -> reasons.add("lost: " + it.sentence()));
    long permitted = flips.stream().filter(Flip::permits).count();
    if (permitted > 0) {
      reasons.add(
          permitted
              + (permitted == 1 ? " act that was refused is" : " acts that were refused are")
              + " permitted");
    }
    return reasons;
  }

  /// What is stored, held against the new version on the day it takes effect.
  public static Aftermath aftermath(Program after, LocalDate today, Collection<Stock> stock) {
    return Aftermath.of(after, after.effective().isAfter(today) ? after.effective() : today, stock);
  }

  // Shifts

  private static List<Shift> shifts(
      Program before, Program after, List<Flip> flips, LocalDate today) {
    var all = new ArrayList<Shift>();
    purposes(before, after, all);
    recipients(before, after, flips, all);
    categories(after, before, true, all);
    categories(before, after, false, all);
    periods(before, after, today, all);
    controllers(before, after, all);
    return List.copyOf(all);
  }

  /// @param there the version that has them, where the other has not
  private static void categories(Program there, Program other, boolean wider, List<Shift> all) {
    for (var id : new TreeSet<>(there.fields().keySet())) {
      if (other.fields().containsKey(id)) continue;
      var category = there.categories().get(there.fields().get(id).category());
      all.add(new Shift(Change.CATEGORY, wider, List.of(id), "", category.clauses()));
    }
  }

  private static void purposes(Program before, Program after, List<Shift> all) {
    for (var it : after.purposes().values()) {
      var was = before.purposes().get(it.id());
      if (was == null) {
        all.add(purpose(it, true, ""));
        continue;
      }
      var more = it.uses().stream().filter(field -> !was.uses().contains(field)).sorted().toList();
      if (!more.isEmpty()) all.add(purpose(it, true, " with " + String.join(", ", more)));
      if (was.basis() != it.basis()) {
        all.add(purpose(it, true, " on " + it.basis().word() + ", was " + was.basis().word()));
      }
      bases(was, it, all);
    }
    for (var it : before.purposes().values()) {
      if (!after.purposes().containsKey(it.id())) all.add(purpose(it, false, ""));
    }
  }

  /// Places where it stands on another basis than it did, though everywhere else it does not.
  private static void bases(Program.Purpose was, Program.Purpose is, List<Shift> all) {
    var places = new TreeSet<>(was.basisIn().keySet());
    places.addAll(is.basisIn().keySet());
    for (var place : places) {
      var old = was.basisIn().getOrDefault(place, was.basis());
      var now = is.basisIn().getOrDefault(place, is.basis());
      if (old == now || (old == was.basis() && now == is.basis())) continue;
      var how = " in " + place + " on " + now.word() + ", was " + old.word();
      all.add(new Shift(kind(now), true, List.of(is.id()), Set.of(place), how, is.clauses()));
    }
  }

  private static Shift purpose(Program.Purpose it, boolean wider, String how) {
    return new Shift(kind(it.basis()), wider, List.of(it.id()), how, it.clauses());
  }

  private static Change kind(Basis it) {
    return it == Basis.CONSENT ? Change.CONSENT_PURPOSE : Change.PURPOSE;
  }

  /// Who gets something that they did not get: found by asking, not by names.
  private static void recipients(Program before, Program after, List<Flip> flips, List<Shift> all) {
    var gives =
        Stream.of(Operation.values()).filter(Operation::gives).map(Operation::word).toList();
    for (boolean wider : new boolean[] {true, false}) {
      var parties = new TreeMap<String, Set<String>>();
      for (var it : flips) {
        if (it.permits() != wider || it.operations().stream().noneMatch(gives::contains)) continue;
        for (var party : it.recipients()) {
          parties.computeIfAbsent(party, _ -> new TreeSet<>()).addAll(it.fields());
        }
      }
      for (var it : parties.entrySet()) {
        var party = it.getKey();
        boolean known = before.parties().containsKey(party) && after.parties().containsKey(party);
        var how = known ? " with " + String.join(", ", it.getValue()) : "";
        var declared = (wider ? after : before).parties().get(party);
        var clauses = declared == null ? List.<String>of() : declared.clauses();
        all.add(new Shift(Change.RECIPIENT, wider, List.of(party), how, clauses));
      }
    }
  }

  private static void periods(Program before, Program after, LocalDate today, List<Shift> all) {
    var changed = new LinkedHashMap<Kept, Set<String>>();
    var compared = new HashMap<List<Object>, Optional<Boolean>>();
    for (var field : after.fields().keySet()) {
      if (!before.fields().containsKey(field)) continue;
      for (var purpose : after.purposes().keySet()) {
        var was = keeping(before, field, purpose);
        var is = keeping(after, field, purpose);
        if (was.isEmpty() || is.isEmpty()) continue;
        compared
            .computeIfAbsent(List.of(terms(was), terms(is)), _ -> longer(was, is, today))
            .ifPresent(
                longer ->
                    changed
                        .computeIfAbsent(
                            new Kept(longer, period(is, today), period(was, today)),
                            _ -> new TreeSet<>())
                        .add(field));
      }
    }
    for (var it : changed.entrySet()) {
      var how = it.getKey();
      var fields = it.getValue();
      var clauses =
          after.retention().stream()
              .filter(rule -> rule.fields().stream().anyMatch(fields::contains))
              .flatMap(rule -> rule.clauses().stream())
              .distinct()
              .toList();
      var text = ": " + how.is() + ", was " + how.was();
      all.add(new Shift(Change.RETENTION, how.longer(), List.copyOf(fields), text, clauses));
    }
  }

  private record Kept(boolean longer, String is, String was) {}

  private static List<Program.Retention> keeping(Program program, String field, String purpose) {
    return program.retention().stream().filter(it -> it.covers(field, purpose)).toList();
  }

  /// How long these keep, whatever they are called.
  private static Set<Object> terms(List<Program.Retention> rules) {
    return rules.stream()
        .map(it -> List.of(it.keep().normalized(), it.until(), it.unless()))
        .collect(Collectors.toSet());
  }

  /// Whether something is kept longer than it was, on whichever day it came in and whatever is
  /// noted; empty if it is kept as long. A month is as long as 31 days from some days, and a year
  /// as 365 in three years of four.
  private static Optional<Boolean> longer(
      List<Program.Retention> was, List<Program.Retention> is, LocalDate today) {
    if (terms(was).equals(terms(is))) return Optional.empty();
    boolean longer = !endsWhere(was, is);
    boolean shorter = !endsWhere(is, was);
    for (int i = 0; i < 4 * 366 && !longer; i++) {
      int order = last(is, today.plusDays(i)).compareTo(last(was, today.plusDays(i)));
      longer = order > 0;
      shorter |= order < 0;
    }
    return longer || shorter ? Optional.of(longer) : Optional.empty();
  }

  /// Whether every fact that ended the one ends the other too.
  private static boolean endsWhere(List<Program.Retention> one, List<Program.Retention> other) {
    return other.stream()
        .allMatch(
            it ->
                one.stream()
                    .anyMatch(
                        was ->
                            was.until().isEmpty()
                                || it.until().containsAll(was.until())
                                    && was.unless().containsAll(it.unless())));
  }

  private static LocalDate last(List<Program.Retention> rules, LocalDate from) {
    return rules.stream()
        .map(it -> from.plus(it.keep()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// `P7D until payment-completed unless keep-card`
  private static String period(List<Program.Retention> rules, LocalDate today) {
    var longest =
        rules.stream().max(Comparator.comparing(it -> today.plus(it.keep()))).orElseThrow();
    return longest.keep() + some(" until ", longest.until()) + some(" unless ", longest.unless());
  }

  private static String some(String before, Set<String> words) {
    return words.isEmpty() ? "" : before + String.join(", ", new TreeSet<>(words));
  }

  private static void controllers(Program before, Program after, List<Shift> all) {
    var changed = new TreeMap<String, Set<String>>();
    for (var point : after.points().values()) {
      var was = before.points().get(point.id());
      if (was == null || was.controller().equals(point.controller())) continue;
      var who = point.controller() + " " + was.controller();
      changed.computeIfAbsent(who, _ -> new TreeSet<>()).add(point.id());
    }
    for (var it : changed.entrySet()) {
      var who = it.getKey().split(" ");
      var points = it.getValue();
      var clauses =
          points.stream()
              .flatMap(point -> after.points().get(point).clauses().stream())
              .distinct()
              .toList();
      var how = ", was " + who[1] + ", at " + String.join(", ", points);
      all.add(new Shift(Change.CONTROLLER, true, List.of(who[0]), how, clauses));
    }
  }

  // What laws want

  private static List<Owed> owed(Program after, Laws laws, List<Shift> shifts) {
    var all = new ArrayList<Owed>();
    for (var law : laws.only(after.laws()).all()) {
      for (var kind : Change.values()) {
        var wanted = law.onChange().get(kind);
        var because =
            shifts.stream()
                .filter(it -> it.wider() && concerns(law, it, laws))
                .filter(it -> inThatPlace(after, law, it) == kind)
                .map(Shift::what)
                .toList();
        if (wanted == null || because.isEmpty()) continue;
        all.add(
            new Owed(
                law.id(),
                law.name(),
                wanted.article(),
                wanted.ask(),
                law.livesIn(),
                kind,
                because));
      }
    }
    return List.copyOf(all);
  }

  private static boolean concerns(Law law, Shift shift, Laws laws) {
    return shift.places().isEmpty()
        || law.livesIn().stream()
            .anyMatch(
                here ->
                    shift.places().stream()
                        .anyMatch(
                            it ->
                                laws.regions().within(here, it)
                                    || laws.regions().within(it, here)));
  }

  /// A purpose may stand on consent in some places only.
  private static Change inThatPlace(Program after, Law law, Shift shift) {
    if (shift.kind() != Change.PURPOSE || !shift.places().isEmpty()) return shift.kind();
    var purpose = after.purposes().get(shift.ids().getFirst());
    if (purpose == null) return Change.PURPOSE;
    boolean consent =
        law.livesIn().stream().anyMatch(it -> purpose.basisIn().get(it) == Basis.CONSENT);
    return consent ? Change.CONSENT_PURPOSE : Change.PURPOSE;
  }

  // Who is found again

  /// A field that identifies nobody any more, or whose type, which says how it is spelled, is
  /// another.
  ///
  /// @param was its type
  /// @param is its type; empty where it identifies nobody
  public record Lost(String field, String was, Optional<String> is) {
    public String sentence() {
      return "whoever was known by `"
          + field
          + "` before "
          + is.map(
                  type ->
                      "may not be found by it any more: its type was `"
                          + was
                          + "` and is `"
                          + type
                          + "`, which is spelled otherwise")
              .orElse("is not found by it any more: it identifies nobody");
    }
  }

  private static List<Lost> lost(Program before, Program after) {
    var all = new ArrayList<Lost>();
    for (var field : new TreeSet<>(before.identifies())) {
      var was = before.fields().get(field).type();
      var is =
          Optional.of(field)
              .filter(after.identifies()::contains)
              .map(it -> after.fields().get(it).type());
      if (!is.equals(Optional.of(was))) all.add(new Lost(field, was, is));
    }
    return List.copyOf(all);
  }

  // Rights

  private static List<RightChange> rights(Gate old, Gate next, Laws laws, LocalDate today) {
    var channels = new TreeSet<String>();
    var places = new TreeSet<String>();
    for (var gate : List.of(old, next)) {
      for (var it : gate.program().rights()) {
        channels.addAll(it.channels());
        places.addAll(it.livingIn());
        places.addAll(it.exceptLivingIn());
      }
      gate.laws().all().forEach(it -> places.addAll(it.livesIn()));
    }
    var people = new LinkedHashMap<String, Optional<String>>();
    for (var place : places) {
      var members = laws.regions().groups().getOrDefault(place, Set.of());
      people.put(
          place, members.stream().min(Comparator.naturalOrder()).or(() -> Optional.of(place)));
    }
    people.put("other countries", Optional.of("ZZ"));
    people.put("an unknown place", Optional.empty());
    channels.add("portal");
    var found = new LinkedHashMap<Turned, Map<String, Set<String>>>();
    for (var right : Right.values()) {
      for (var person : people.entrySet()) {
        var standing = new Standing(person.getValue(), Optional.empty(), List.of());
        for (var channel : channels) {
          var petition = new Petition(right, SOMEBODY, channel, today, true, Optional.empty());
          var was = old.entitle(petition, standing);
          var is = next.entitle(petition, standing);
          if (granted(was) == granted(is)) continue;
          found
              .computeIfAbsent(
                  new Turned(right.word(), granted(is), clauses(was), clauses(is)),
                  _ -> new LinkedHashMap<>())
              .computeIfAbsent(channel, _ -> new TreeSet<>())
              .add(person.getKey());
        }
      }
    }
    var all = new ArrayList<RightChange>();
    found.forEach(
        (it, byChannel) -> {
          var same = new LinkedHashMap<Set<String>, Set<String>>();
          byChannel.forEach(
              (channel, where) -> same.computeIfAbsent(where, _ -> new TreeSet<>()).add(channel));
          same.forEach(
              (where, by) ->
                  all.add(
                      new RightChange(
                          it.right(),
                          it.granted(),
                          where.size() == people.size() ? Set.of() : where,
                          by.size() == channels.size() ? Set.of() : by,
                          it.before(),
                          it.now())));
        });
    return List.copyOf(all);
  }

  /// What became of a right, wherever and however it is asked for.
  private record Turned(String right, boolean granted, List<String> before, List<String> now) {}

  private static boolean granted(Entitled it) {
    return it instanceof Entitled.Granted;
  }

  private static final SubjectId SOMEBODY = new SubjectId(new UUID(0, 0));

  private static List<String> clauses(Entitled it) {
    return switch (it) {
      case Entitled.Granted granted -> granted.answer().clauses();
      case Entitled.Denied denied -> denied.answer().clauses();
    };
  }
}
