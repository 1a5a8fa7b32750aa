package kepil.api;

import static kepil.api.ApiRoutes.nobody;
import static kepil.api.ApiRoutes.of;
import static kepil.api.ApiRoutes.subjectOf;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.api.Endpoint.Asked;
import kepil.gate.Mark;
import kepil.gate.SubjectId;
import kepil.notice.Notices;
import kepil.policy.Condition;
import kepil.policy.Program;
import kepil.vault.Shown;
import kepil.vault.Vault;
import kepil.web.Reply;
import kepil.yaml.Nearest;
import org.jdbi.v3.core.Handle;

/// Endpoints of people: who they are found by, where they live, what they chose.
final class PeopleEndpoints {
  /// Marks that are the gate's own and that an organisation may know from before it had Kepil.
  private static final List<String> OWN_FACTS =
      Condition.noted().stream().map(Condition::word).toList();

  private final Vault vault;
  private final Notices notices;
  private final InstantSource clock;

  PeopleEndpoints(Vault vault, Notices notices, InstantSource clock) {
    this.vault = vault;
    this.notices = notices;
    this.clock = clock;
  }

  List<Endpoint> table() {
    return List.of(
        Endpoint.post(
                "subjects",
                "findSubject",
                "Find a person by an identifier, or admit a new one",
                PeopleShapes.SUBJECT,
                this::subject)
            .opensWith(Verb.SUBJECTS)
            .example(
                "By e-mail address",
                of("identifier", of("field", "email", "value", "aygul@example.org")))
            .example("Somebody new, by nothing", of())
            .returns(200, "known before", PeopleShapes.SUBJECT_FOUND)
            .returns(201, "admitted", PeopleShapes.SUBJECT_FOUND),
        Endpoint.put(
                "subjects/{subject}/residence",
                "setResidence",
                "Say where a person lives",
                PeopleShapes.RESIDENCE,
                this::residence)
            .opensWith(Verb.SUBJECTS)
            .example("In Kazakhstan", of("place", "KZ"))
            .returns(204, "noted"),
        Endpoint.put(
                "subjects/{subject}/birth",
                "setBirth",
                "Say when a person was born",
                PeopleShapes.BIRTH,
                this::birth)
            .opensWith(Verb.SUBJECTS)
            .example("A grown-up", of("day", "1990-05-01"))
            .returns(204, "noted"),
        Endpoint.post(
                "subjects/{subject}/choices",
                "noteChoice",
                "Note a yes or no the person said",
                PeopleShapes.CHOICE,
                this::choice)
            .opensWith(Verb.SUBJECTS)
            .example(
                "Yes to location",
                of(
                    "choice",
                    "may-locate",
                    "yes",
                    true,
                    "shown",
                    of("language", "en", "version", "1")))
            .returns(201, "noted", Shapes.NOTED),
        Endpoint.post(
                "subjects/{subject}/facts",
                "noteFact",
                "Note a circumstance about a person",
                PeopleShapes.FACT,
                this::fact)
            .opensWith(Verb.SUBJECTS)
            .example(
                "They answered a survey", of("fact", "answered", "scope", of("item", "visit-42")))
            .returns(201, "noted", Shapes.NOTED));
  }

  private Reply subject(Handle tx, Asked it) {
    var identifier = it.body().at("identifier");
    boolean admit = it.body().yes("admit").orElse(true);
    if (identifier.isEmpty()) {
      if (!admit) {
        throw Body.misfit(
            "/identifier", "is missing", "an identifier, as nobody is to be admitted", "");
      }
      return Reply.json(201, found(vault.admit(tx, it.org()), true));
    }
    var field = identifier.get().text("field");
    var known = it.gate().program().identifies();
    if (!known.contains(field)) {
      throw Body.misfit(
          "/identifier/field",
          "is no identifying field of the policy",
          known.isEmpty()
              ? "none; the policy identifies nobody"
              : "one of " + String.join(", ", known),
          Nearest.advice(field, known));
    }
    var value = identifier.get().text("value");
    var found = vault.find(tx, it.gate().program(), field, value);
    if (found.isPresent()) return Reply.json(found(found.get(), false));
    // Whoever is known by it already is found, however it came here; nobody new is.
    var misfit = ActEndpoints.misfit(it.gate().program(), field, value, "/identifier/value");
    if (misfit.isPresent()) throw Body.misfit(List.of(misfit.get()));
    if (!admit) throw nobody();
    return Reply.json(201, found(vault.recognise(tx, it.gate().program(), field, value), true));
  }

  /// In this order always: people cut the number out by its place.
  private static Map<String, Object> found(SubjectId subject, boolean admitted) {
    var members = new LinkedHashMap<String, Object>();
    members.put("subject", subject.toString());
    members.put("admitted", admitted);
    return members;
  }

  private Reply residence(Handle tx, Asked it) {
    if (!vault.lives(tx, it.org(), subjectOf(it), it.body().text("place"))) throw nobody();
    return Reply.status(204);
  }

  private Reply birth(Handle tx, Asked it) {
    if (!vault.born(tx, it.org(), subjectOf(it), it.body().day("day").orElseThrow())) {
      throw nobody();
    }
    return Reply.status(204);
  }

  private Reply choice(Handle tx, Asked it) {
    var word = it.body().text("choice");
    var known = words(it.gate().program(), true);
    if (!known.contains(word)) throw unknownWord("/choice", "choice", word, known);
    var mark = new Mark(word, scope(it), it.body().yes("yes").orElseThrow(), said(it));
    // A no is a no, however late it comes.
    if (mark.yes()) notUndoneSince(tx, it, mark);
    return note(tx, it, mark, shown(notices, it));
  }

  private Reply fact(Handle tx, Asked it) {
    var program = it.gate().program();
    var word = it.body().text("fact");
    var known = new ArrayList<>(words(program, false));
    known.addAll(OWN_FACTS);
    if (!known.contains(word)) throw unknownWord("/fact", "fact", word, known);
    var mark = new Mark(word, scope(it), it.body().yes("holds").orElse(true), said(it));
    notUndoneSince(tx, it, mark);
    return note(tx, it, mark, new Shown(program.prevails(), program.version()));
  }

  /// The last word counts, and the last one told is taken for it. So what was said on an earlier
  /// day is not taken where otherwise was said since: a yes on paper that is entered late would
  /// undo the no of yesterday.
  private void notUndoneSince(Handle tx, Asked it, Mark mark) {
    var day = day(mark.at());
    if (!day.isBefore(day(clock.instant()))) return;
    var known = vault.held(tx, it.org(), subjectOf(it)).orElseThrow(ApiRoutes::nobody);
    for (var other : known.marks()) {
      if (!other.word().equals(mark.word()) || other.yes() == mark.yes()) continue;
      var yes = mark.yes() ? mark : other;
      var no = mark.yes() ? other : mark;
      if (day(other.at()).isAfter(day)
          && yes.scope().entrySet().containsAll(no.scope().entrySet())) {
        throw Body.misfit(
            "/on",
            "is too early: otherwise was said since",
            "the day on which it was said again",
            "");
      }
    }
  }

  private static LocalDate day(Instant it) {
    return LocalDate.ofInstant(it, ZoneOffset.UTC);
  }

  /// The moment something was said or happened: now, or the end of an earlier day.
  private Instant said(Asked it) {
    var now = clock.instant();
    var today = day(now);
    return it.body()
        .day("on")
        .map(
            day -> {
              if (day.isAfter(today)) {
                throw Body.misfit("/on", "is after today", "a day that has been", "");
              }
              return day.equals(today)
                  ? now
                  : day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
            })
        .orElse(now);
  }

  private Reply note(Handle tx, Asked it, Mark mark, Shown shown) {
    var event =
        vault.note(tx, it.gate(), subjectOf(it), mark, shown).orElseThrow(ApiRoutes::nobody);
    return Reply.json(201, Map.of("event", event.toString()));
  }

  static List<String> words(Program program, boolean choices) {
    return program.words().values().stream()
        .filter(it -> it.choice() == choices)
        .map(Program.Word::id)
        .toList();
  }

  private static Stop unknownWord(String at, String kind, String word, List<String> known) {
    return Body.misfit(
        at,
        "is no " + kind + " of the policy",
        "one of " + String.join(", ", known),
        Nearest.advice(word, known));
  }

  private static Map<String, String> scope(Asked it) {
    var scope = new LinkedHashMap<String, String>();
    it.body()
        .at("scope")
        .ifPresent(
            body -> {
              for (var part : List.of("item", "recipient", "purpose", "point", "client")) {
                body.maybe(part).ifPresent(value -> scope.put(part, value));
              }
            });
    return scope;
  }

  /// What the person was shown must have been published once, in a language it was offered in.
  static Shown shown(Notices notices, Asked it) {
    var shown = it.body().at("shown").orElseThrow();
    var version = shown.text("version");
    var now = it.gate().program();
    var program =
        version.equals(now.version()) ? Optional.of(now) : notices.program(it.org(), version);
    if (program.isEmpty()) {
      throw Body.misfit(
          "/shown/version",
          "was never published",
          "a published version, such as `" + now.version() + "`",
          "");
    }
    var language = shown.text("language");
    var offered = program.get().languages();
    if (!offered.contains(language)) {
      throw Body.misfit(
          "/shown/language",
          "is not offered by this version",
          "one of " + String.join(", ", offered),
          "");
    }
    return new Shown(language, version);
  }
}
