package kepil.privacy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.policy.Misfit;
import kepil.policy.Right;
import kepil.privacy.Centre.Here;
import kepil.privacy.Screens.Fact;
import kepil.privacy.Screens.Pick;
import kepil.rights.Desk.Filed;
import kepil.rights.Desk.Wish;
import kepil.rights.Visits.Visitor;
import kepil.vault.SecretText;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.web.Throttle;
import org.jdbi.v3.core.Handle;

/// Questions, complaints and reports: short forms for anybody.
final class AskPages {
  static final int LONGEST = 4000;
  private static final int MOST = 20;

  /// Letters to one address that nobody has proved: whoever writes it here need not be who reads
  /// it.
  private static final int MOST_TO_ONE = 5;

  /// One of the three forms.
  private record Form(String path, List<Right> rights, boolean answerNeeded, boolean child) {
    static final Form ASK = new Form("ask", List.of(Right.QUESTION, Right.COMPLAINT), true, false);
    static final Form CHILD = new Form("child", List.of(Right.CHILD_REPORT), false, true);
    static final Form INCIDENT = new Form("incident", List.of(Right.INCIDENT_REPORT), false, false);
  }

  private record Sent(String kind, String text, String email, String child) {
    static Sent of(Here here) {
      var form = here.call().form();
      return new Sent(
          form.first("kind").orElse(""),
          form.first("text").orElse("").strip().replace("\r\n", "\n"),
          form.first("email").orElse("").strip(),
          form.first("child").orElse("").strip());
    }

    @Override
    public String toString() {
      return "Sent[" + kind + "]";
    }
  }

  private final Centre centre;
  private final Throttle throttle;
  private final Throttle letters;

  AskPages(Centre centre) {
    this.centre = centre;
    this.throttle = new Throttle(MOST, Duration.ofHours(1), centre.clock);
    this.letters = new Throttle(MOST_TO_ONE, Duration.ofHours(1), centre.clock);
  }

  List<Route> routes() {
    var routes = new ArrayList<Route>();
    for (var form : List.of(Form.ASK, Form.CHILD, Form.INCIDENT)) {
      routes.add(
          centre.get("/" + form.path(), here -> offered(here, form, () -> blank(here, form))));
      routes.add(
          centre.post("/" + form.path(), here -> offered(here, form, () -> send(here, form))));
    }
    return routes;
  }

  private Reply blank(Here here, Form form) {
    var sent = new Sent(here.call().query("kind").orElse(""), "", "", "");
    return page(here, form, 200, sent, Faults.none());
  }

  private static Reply offered(Here here, Form form, Supplier<Reply> page) {
    return kinds(here, form).isEmpty() ? Reply.notFound() : page.get();
  }

  private static List<Right> kinds(Here here, Form form) {
    return form.rights().stream().filter(it -> !Centre.offered(here.gate(), it).isEmpty()).toList();
  }

  private Reply page(Here here, Form form, int status, Sent sent, Faults faults) {
    var t = here.t();
    var kinds = kinds(here, form);
    var picks = new ArrayList<Pick>();
    for (var it : kinds.size() < 2 ? List.<Right>of() : kinds) {
      var label = t.say("privacy.ask.kind." + it.word());
      picks.add(new Pick(it.word(), label, it.word().equals(sent.kind())));
    }
    var title = t.say("privacy." + form.path() + ".title");
    var lead =
        t.words().knows("privacy." + form.path() + ".lead")
            ? Optional.of(t.say("privacy." + form.path() + ".lead"))
            : Optional.<String>empty();
    var page =
        new Screens.Ask(
            centre.around(here, title, ""),
            form.path(),
            title,
            lead,
            picks,
            t.say("privacy." + form.path() + ".text"),
            sent.text(),
            form.child(),
            sent.child(),
            here.visitor().isEmpty(),
            form.answerNeeded(),
            sent.email(),
            faults,
            LONGEST,
            Centre.clauses(here, kinds.toArray(Right[]::new)));
    return Reply.html(status, Pages.print("privacy/ask", page));
  }

  private Reply send(Here here, Form form) {
    var t = here.t();
    var sent = Sent.of(here);
    var kinds = kinds(here, form);
    var kind =
        kinds.size() == 1
            ? Optional.of(kinds.getFirst())
            : Right.of(sent.kind()).filter(kinds::contains);
    var faults = Faults.none();
    if (kind.isEmpty()) faults = faults.and("kind", t.say("privacy.ask.no-kind"));
    int length = sent.text().codePointCount(0, sent.text().length());
    if (sent.text().isEmpty()) faults = faults.and("text", t.say("privacy.ask.no-text"));
    else if (length > LONGEST) {
      faults = faults.and("text", t.say("privacy.ask.long", LONGEST, length));
    }
    if (form.child() && !sent.child().isEmpty() && !Misfit.isEmail(sent.child())) {
      faults = faults.and("child", t.say("privacy.prove.no-address"));
    }
    boolean unaddressed =
        here.visitor().isEmpty()
            && (sent.email().isEmpty() ? form.answerNeeded() : !Misfit.isEmail(sent.email()));
    if (unaddressed) faults = faults.and("email", t.say("privacy.prove.no-address"));
    if (faults.any()) return page(here, form, 400, sent, faults);
    var wait = throttle.enter(here.call().remote());
    if (wait.isEmpty() && here.visitor().isEmpty() && !sent.email().isEmpty()) {
      wait = letters.enter(centre.hidden(here.org(), sent.email()));
    }
    if (wait.isPresent()) {
      long minutes = Math.max(1, wait.get().plusSeconds(59).toMinutes());
      return page(here, form, 429, sent, Faults.of("text", t.say("privacy.ask.too-many", minutes)))
          .with("Retry-After", String.valueOf(Math.max(1, wait.get().toSeconds())));
    }
    return answered(here, file(here, kind.orElseThrow(), sent));
  }

  private Filed file(Here here, Right kind, Sent sent) {
    // An address that was proved is used; one that was only written is taken for the answer and for
    // nothing else.
    Optional<SecretText> written =
        sent.email().isEmpty() ? Optional.empty() : Optional.of(SecretText.of(sent.email()));
    var answerTo = here.visitor().map(Visitor::email).or(() -> written);
    var text =
        SecretText.of(sent.child().isEmpty() ? sent.text() : sent.text() + "\n\n" + sent.child());
    return centre.jdbi.inTransaction(
        tx -> {
          var wish =
              new Wish(
                  kind,
                  subject(tx, here, kind, sent),
                  Centre.CHANNEL,
                  here.visitor().isPresent(),
                  Optional.empty(),
                  Optional.of(text),
                  answerTo,
                  here.t().language());
          return centre.desk.file(tx, here.gate(), wish);
        });
  }

  private Optional<SubjectId> subject(Handle tx, Here here, Right kind, Sent sent) {
    if (kind == Right.CHILD_REPORT) {
      return sent.child().isEmpty()
          ? Optional.empty()
          : centre.vault.findByEmail(tx, here.gate().program(), sent.child());
    }
    return here.visitor().flatMap(Visitor::subject);
  }

  /// To somebody unknown no word of the answer may depend on whether the person concerned is known
  /// here.
  private Reply answered(Here here, Filed filed) {
    var t = here.t();
    var request = filed.request();
    var visitor = here.visitor().flatMap(Visitor::subject);
    if (visitor.isPresent() && request.subject().equals(visitor)) {
      return Reply.redirect(t.at("/requests/" + request.id()));
    }
    return switch (filed) {
      case Filed.Granted _ -> {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(t.say("privacy.answer.reference"), request.reference()));
        facts.add(
            new Fact(t.say("privacy.answer.status"), t.say("status." + request.state().word())));
        facts.add(new Fact(t.say("privacy.answer.right"), t.right(request.right())));
        facts.add(new Fact(t.say("privacy.answer.received"), t.day(request.received())));
        facts.add(new Fact(t.say("privacy.answer.due"), t.day(request.due())));
        var authorities =
            request.right() == Right.COMPLAINT
                ? Centre.authorities(here, "")
                : List.<Screens.Authority>of();
        var page =
            new Screens.Thanks(
                centre.around(here, t.say("privacy.thanks.title"), ""),
                facts,
                t.clauses(request.clauses()),
                authorities);
        yield Reply.html(Pages.print("privacy/thanks", page));
      }
      case Filed.Denied(_, var answer) ->
          centre.message(
              here,
              403,
              t.say("privacy.answer.refused"),
              Centre.why(t, answer.missing(), Standing.unknown()),
              Optional.empty(),
              request.clauses());
    };
  }
}
