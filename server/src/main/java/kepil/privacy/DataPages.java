package kepil.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kepil.gate.Entitled;
import kepil.gate.Standing;
import kepil.policy.Misfit;
import kepil.policy.Program;
import kepil.policy.Right;
import kepil.privacy.Centre.Here;
import kepil.privacy.Centre.Seen;
import kepil.privacy.Screens.Fact;
import kepil.rights.Copy;
import kepil.rights.Desk.Corrected;
import kepil.rights.Desk.Wish;
import kepil.rights.Request;
import kepil.rights.Visits.Visitor;
import kepil.vault.Disclosed;
import kepil.vault.Everything;
import kepil.vault.Held;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Frame;
import org.jdbi.v3.core.Handle;

/// What is held of a person: to see, to take away, to correct.
final class DataPages {
  private final Centre centre;

  DataPages(Centre centre) {
    this.centre = centre;
  }

  List<Route> routes() {
    return List.of(
        centre.getKnown("/data", "data", this::data),
        centre.postKnown("/residence", "data", this::residence),
        centre.getKnown("/copy", "copy", this::copy),
        centre.postKnown("/copy", "copy", this::download),
        centre.getKnown("/correct", "correct", this::correct),
        centre.getKnown("/correct/{held}", "correct", this::correction),
        centre.postKnown("/correct/{held}", "correct", this::put));
  }

  // To see

  private Reply data(Here here, Visitor visitor) {
    var t = here.t();
    var title = t.say("privacy.data.title");
    return switch (centre.see(here, visitor)) {
      case Seen.Nothing _ -> centre.nothing(here, title, "data");
      case Seen.Denied it -> centre.denied(here, title, "data", it.denied(), it.standing());
      case Seen.All(var all, var standing) -> {
        var page =
            new Screens.Data(
                centre.around(here, title, "data"),
                said(here),
                centre.residence(here, standing, "data"),
                all.held().size(),
                groups(here, all),
                all.disclosures().reversed().stream().map(it -> received(here, it)).toList(),
                t.words().and(all.identifiers().stream().distinct().map(t::field).toList()),
                all.records().size(),
                !Centre.offered(here.gate(), Right.CORRECTION).isEmpty());
        yield Reply.html(Pages.print("privacy/data", page));
      }
    };
  }

  private static Optional<String> said(Here here) {
    return here.call()
        .query("said")
        .filter("residence"::equals)
        .map(_ -> here.t().say("privacy.residence.saved"));
  }

  private Reply residence(Here here, Visitor visitor) {
    var form = here.call().form();
    var place = form.first("country").orElse("");
    var back = Centre.next(form.first("back"));
    if (!here.t().places().containsKey(place)) {
      return centre.message(
          here,
          400,
          here.t().say("privacy.residence.title"),
          here.t().say("privacy.prove.no-country"),
          Optional.empty(),
          List.of());
    }
    visitor
        .subject()
        .ifPresent(
            it -> centre.jdbi.useTransaction(tx -> centre.vault.lives(tx, here.org(), it, place)));
    return Reply.redirect(here.t().at("/" + back + (back.equals("data") ? "?said=residence" : "")));
  }

  private List<Screens.Group> groups(Here here, Everything all) {
    var t = here.t();
    var byCategory = new LinkedHashMap<String, List<Held>>();
    // In the order of the policy; what it names no more comes last.
    for (var category : here.gate().program().categories().keySet()) {
      byCategory.put(category, new ArrayList<>());
    }
    for (var it : all.held()) {
      byCategory.computeIfAbsent(it.category(), _ -> new ArrayList<>()).add(it);
    }
    var groups = new ArrayList<Screens.Group>();
    for (var entry : byCategory.entrySet()) {
      if (entry.getValue().isEmpty()) continue;
      var category = entry.getKey();
      var declared = Optional.ofNullable(here.gate().program().categories().get(category));
      groups.add(
          new Screens.Group(
              category,
              t.category(category),
              t.clauses(declared.map(Program.Category::clauses).orElse(List.of())),
              entry.getValue().stream().map(it -> value(here, it)).toList()));
    }
    return groups;
  }

  private Screens.Value value(Here here, Held it) {
    var t = here.t();
    // Its purposes are those of the version it came under, and their clauses stand in that version.
    var then = centre.notices.program(here.gate().program(), it.policyVersion());
    var why = new ArrayList<Screens.Why>();
    for (var id : it.serves(then)) {
      var clauses =
          then.map(program -> program.purposes().get(id))
              .map(purpose -> t.clauses(purpose.clauses(), it.policyVersion()))
              .orElse(List.of());
      why.add(new Screens.Why(t.say("privacy.data.purpose", t.purpose(id)), clauses));
    }
    var facts = new ArrayList<Fact>();
    facts.add(
        new Fact(
            t.say("privacy.data.collected"),
            t.say("privacy.data.collected.at", t.day(it.collectedAt()), t.point(it.point()))));
    facts.add(new Fact(t.say("privacy.data.source"), t.source(it.source())));
    it.client()
        .ifPresent(client -> facts.add(new Fact(t.say("privacy.data.client"), t.party(client))));
    it.item().ifPresent(item -> facts.add(new Fact(t.say("privacy.data.item"), item)));
    facts.add(new Fact(t.say("privacy.data.until"), t.day(it.keepUntil())));
    facts.add(
        new Fact(
            t.say("privacy.data.shown"),
            t.say(
                "privacy.data.shown.in",
                it.policyVersion(),
                t.words().languageName(it.language()))));
    return new Screens.Value(
        it.id().toString(),
        t.field(it.field()),
        t.value(it.field(), it.value().reveal()),
        why,
        facts);
  }

  private static Screens.Received received(Here here, Disclosed it) {
    var t = here.t();
    var fields = t.words().and(it.fields().stream().map(t::field).toList());
    return new Screens.Received(
        t.day(it.at()),
        it.party().isEmpty() ? t.words().place(it.country()) : t.party(it.party()),
        it.country().isEmpty() ? "" : t.words().place(it.country()),
        fields,
        it.purpose().isEmpty() ? "" : t.say("privacy.data.purpose", t.purpose(it.purpose())),
        t.clauses(it.clauses()));
  }

  // To take away

  private Reply copy(Here here, Visitor visitor) {
    var title = here.t().say("privacy.copy.title");
    var standing = centre.jdbi.inTransaction(tx -> centre.standing(tx, here, visitor));
    if (standing.isEmpty()) return centre.nothing(here, title, "copy");
    return switch (entitled(here, visitor, standing.get())) {
      case Entitled.Denied it -> centre.denied(here, title, "copy", it, standing.get());
      case Entitled.Granted _ -> {
        var clauses = Centre.clauses(here, Right.ACCESS, Right.PORTABILITY);
        var page = new Screens.Copy(centre.around(here, title, "copy"), clauses);
        yield Reply.html(Pages.print("privacy/copy", page));
      }
    };
  }

  private Entitled entitled(Here here, Visitor visitor, Standing standing) {
    return centre.entitledToOne(
        here, visitor.subject().orElseThrow(), standing, List.of(Right.ACCESS, Right.PORTABILITY));
  }

  private Reply download(Here here, Visitor visitor) {
    return centre.jdbi.inTransaction(tx -> download(tx, here, visitor));
  }

  private Reply download(Handle tx, Here here, Visitor visitor) {
    var title = here.t().say("privacy.copy.title");
    var language = here.t().language();
    var standing = centre.standing(tx, here, visitor);
    if (standing.isEmpty()) return centre.nothing(here, title, "copy");
    if (!(entitled(here, visitor, standing.get()) instanceof Entitled.Granted it)) {
      var wish =
          new Wish(
              Right.ACCESS,
              visitor.subject(),
              Centre.CHANNEL,
              true,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              language);
      var request = centre.desk.file(tx, here.gate(), wish).request();
      return Reply.redirect(here.t().at("/requests/" + request.id()));
    }
    var all = centre.desk.see(tx, here.gate(), visitor, it.warrant().right(), language);
    if (all.isEmpty()) return centre.nothing(here, title, "copy");
    var now = centre.clock.instant();
    var program = here.gate().program();
    var copy =
        Copy.of(
            all.get(),
            program,
            version -> centre.notices.program(program, version),
            here.t().words(),
            here.t()::value,
            now);
    return Reply.file(here.org() + "-copy.zip", "application/zip", copy);
  }

  // To correct

  private Reply correct(Here here, Visitor visitor) {
    var title = here.t().say("privacy.correct.title");
    return switch (centre.see(here, visitor)) {
      case Seen.Nothing _ -> centre.nothing(here, title, "correct");
      case Seen.Denied it -> centre.denied(here, title, "correct", it.denied(), it.standing());
      case Seen.All it when it.all().held().isEmpty() -> centre.nothing(here, title, "correct");
      case Seen.All(var all, _) -> {
        var clauses = Centre.clauses(here, Right.CORRECTION);
        var around = centre.around(here, title, "correct");
        var page = new Screens.Correct(around, groups(here, all), clauses);
        yield Reply.html(Pages.print("privacy/correct", page));
      }
    };
  }

  private Reply correction(Here here, Visitor visitor) {
    return held(here, visitor, it -> correction(here, visitor, it));
  }

  private Reply correction(Here here, Visitor visitor, Held it) {
    var request =
        here.call()
            .query("request")
            .flatMap(DataPages::uuid)
            .flatMap(id -> RequestPages.own(centre, here, visitor, id))
            .filter(found -> found.right() == Right.CORRECTION);
    var done = request.map(_ -> here.t().value(it.field(), it.value().reveal()));
    var grounds =
        request
            .map(found -> Centre.grounds(here, found.clauses(), found.articles()))
            .orElseGet(() -> grounds(here));
    var reference = request.map(Request::reference);
    return form(here, 200, it, it.value().reveal(), done, Faults.none(), grounds, reference);
  }

  private static Screens.Grounds grounds(Here here) {
    return new Screens.Grounds(Centre.clauses(here, Right.CORRECTION), List.of());
  }

  private Reply put(Here here, Visitor visitor) {
    var entered = here.call().form().first("value").orElse("").strip();
    return held(here, visitor, it -> put(here, visitor, it, entered));
  }

  private Reply put(Here here, Visitor visitor, Held it, String entered) {
    var fault = misfit(here.t(), field(here, it), entered);
    if (fault.isEmpty() && entered.equals(it.value().reveal())) {
      fault = Optional.of(here.t().say("privacy.correct.same"));
    }
    if (fault.isPresent()) {
      var faults = Faults.of("value", fault.get());
      return form(
          here, 422, it, entered, Optional.empty(), faults, grounds(here), Optional.empty());
    }
    var language = here.t().language();
    Corrected corrected =
        centre.jdbi.inTransaction(
            tx -> centre.desk.correct(tx, here.gate(), visitor, it.id(), entered, language));
    return switch (corrected) {
      case Corrected.Done done ->
          Reply.redirect(here.t().at("/correct/" + it.id() + "?request=" + done.request().id()));
      case Corrected.Denied denied ->
          Reply.redirect(here.t().at("/requests/" + denied.request().id()));
      case Corrected.NoSuchValue _ -> gone(here);
    };
  }

  private static Optional<String> misfit(Telling t, Program.Field field, String entered) {
    if (entered.isBlank()) return Optional.of(t.say("privacy.check.empty"));
    return Misfit.of(field, entered)
        .map(
            it ->
                t.say(
                    "misfit." + it.word(),
                    field.least().orElse(0),
                    it == Misfit.TOO_LONG ? Misfit.longest(field) : field.most().orElse(0)));
  }

  private interface OfOne {
    Reply answer(Held it);
  }

  /// The value of this number among those of this very person; another's is as if it were not
  /// there.
  private Reply held(Here here, Visitor visitor, OfOne page) {
    var id = uuid(here.call().path("held"));
    return switch (centre.see(here, visitor)) {
      case Seen.Nothing _ -> gone(here);
      case Seen.Denied it ->
          centre.denied(
              here, here.t().say("privacy.correct.title"), "correct", it.denied(), it.standing());
      case Seen.All(var all, _) ->
          all.held().stream()
              .filter(it -> id.filter(it.id()::equals).isPresent())
              .findFirst()
              .map(page::answer)
              .orElseGet(() -> gone(here));
    };
  }

  private Reply gone(Here here) {
    return centre.message(
        here,
        404,
        here.t().say("privacy.correct.title"),
        here.t().say("privacy.correct.gone"),
        Optional.of(Frame.Way.to(here.t().say("privacy.way.correct"), here.t().at("/correct"))),
        List.of());
  }

  private Reply form(
      Here here,
      int status,
      Held it,
      String entered,
      Optional<String> done,
      Faults faults,
      Screens.Grounds grounds,
      Optional<String> reference) {
    var t = here.t();
    var field = field(here, it);
    var options =
        switch (field.type()) {
          case "one-of" -> picks(t.options(field), entered);
          case "yes-no" ->
              List.of(
                  new Screens.Pick("yes", t.say("privacy.value.yes"), entered.equals("yes")),
                  new Screens.Pick("no", t.say("privacy.value.no"), entered.equals("no")));
          case "country" -> picks(t.words().countries(), entered);
          default -> List.<Screens.Pick>of();
        };
    var input =
        switch (field.type()) {
          case "email", "date" -> field.type();
          case "telephone" -> "tel";
          case "long-text" -> "area";
          case "one-of", "yes-no", "country" -> "select";
          default -> "text";
        };
    var around =
        centre.around(here, t.say("privacy.data.correct.this", t.field(it.field())), "correct");
    var page =
        new Screens.Correction(
            around,
            it.id().toString(),
            t.field(it.field()),
            t.value(it.field(), it.value().reveal()),
            input,
            options,
            entered,
            done,
            faults,
            grounds,
            reference);
    return Reply.html(status, Pages.print("privacy/correction", page));
  }

  private static List<Screens.Pick> picks(Map<String, String> options, String chosen) {
    return options.entrySet().stream()
        .map(it -> new Screens.Pick(it.getKey(), it.getValue(), it.getKey().equals(chosen)))
        .toList();
  }

  /// A field that the policy in force no longer has is corrected as text.
  private static Program.Field field(Here here, Held it) {
    return Optional.ofNullable(here.gate().program().fields().get(it.field()))
        .orElseGet(
            () ->
                new Program.Field(
                    it.field(),
                    it.category(),
                    "text",
                    List.of(),
                    Optional.empty(),
                    Optional.empty()));
  }

  static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(it -> it.toString().equals(text));
    } catch (IllegalArgumentException no) {
      return Optional.empty();
    }
  }
}
