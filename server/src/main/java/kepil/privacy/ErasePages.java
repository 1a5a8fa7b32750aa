package kepil.privacy;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.util.ULocale;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kepil.gate.Entitled;
import kepil.gate.Standing;
import kepil.ledger.Proof;
import kepil.policy.Right;
import kepil.privacy.Centre.Here;
import kepil.privacy.Centre.Seen;
import kepil.proof.Entry;
import kepil.proof.Malformed;
import kepil.rights.Desk.Gone;
import kepil.rights.Visits.Visitor;
import kepil.vault.Everything;
import kepil.vault.Unopenable;
import kepil.web.Cookie;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Frame;
import tools.jackson.databind.json.JsonMapper;

/// The end: what will happen, the word that confirms it, and the receipt that anybody can check.
final class ErasePages {
  private static final JsonMapper JSON = new JsonMapper();

  /// A checkpoint is signed within a second or two; a person waits that long without wondering.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Centre centre;
  private final Receipts receipts;

  ErasePages(Centre centre) {
    this.centre = centre;
    this.receipts = new Receipts(centre.clock);
  }

  List<Route> routes() {
    return List.of(
        centre.getKnown("/erase", "erase", (here, visitor) -> ask(here, visitor, Right.ERASURE)),
        centre.post("/erase", here -> erase(here, Right.ERASURE)),
        centre.getKnown(
            "/close", "close", (here, visitor) -> ask(here, visitor, Right.ACCOUNT_CLOSURE)),
        centre.post("/close", here -> erase(here, Right.ACCOUNT_CLOSURE)),
        centre.get("/erased/{event}", this::erased),
        centre.get("/erased/{event}/receipt.json", here -> file(here, "receipt.json")),
        centre.get("/erased/{event}/receipt.tlog-proof", here -> file(here, "receipt.tlog-proof")),
        centre.get("/erased/{event}/entry.json", here -> file(here, "entry.json")));
  }

  // Before

  private Reply ask(Here here, Visitor visitor, Right right) {
    return form(here, visitor, right, 200, centre.ticket(), Faults.none());
  }

  private Reply form(
      Here here, Visitor visitor, Right right, int status, String ticket, Faults faults) {
    var t = here.t();
    var title = title(t, right);
    var tab = right == Right.ERASURE ? "erase" : "close";
    boolean shut = centre.shut(here, visitor);
    var standing =
        shut
            ? Optional.of(centre.doubted(here, visitor, right))
            : centre.jdbi.inTransaction(tx -> centre.standing(tx, here, visitor));
    if (standing.isEmpty()) return centre.nothing(here, title, tab);
    if (centre.entitled(
            here, visitor.subject().orElseThrow(), standing.get(), right, Optional.empty())
        instanceof Entitled.Denied denied) {
      return centre.denied(here, title, tab, denied, standing.get());
    }
    var all = shut ? Optional.<Everything>empty() : everything(here, visitor);
    var recipients =
        all.map(
            it ->
                recipients(
                    t,
                    it.disclosures().stream()
                        .map(who -> who.party().isEmpty() ? who.country() : who.party())
                        .distinct()
                        .toList()));
    return Reply.html(
        status,
        Pages.print(
            "privacy/erase",
            new Screens.Erase(
                centre.around(here, title, tab),
                title,
                tab,
                all.map(it -> values(t, it)),
                recipients.filter(it -> !it.isEmpty()),
                all.isPresent(),
                Centre.sees(here.gate()),
                t.say("privacy.erase.word"),
                ticket,
                faults,
                new Screens.Grounds(Centre.clauses(here, right), List.of()))));
  }

  /// One value that does not open keeps nobody from being erased: then it is not said how much
  /// there is.
  private Optional<Everything> everything(Here here, Visitor visitor) {
    try {
      return centre.see(here, visitor) instanceof Seen.All(var seen, Standing _)
          ? Optional.of(seen)
          : Optional.empty();
    } catch (Unopenable altered) {
      return Optional.empty();
    }
  }

  private static String values(Telling t, Everything all) {
    var categories = all.held().stream().map(it -> t.category(it.category())).distinct().toList();
    return categories.isEmpty()
        ? t.say("privacy.erase.happens.all")
        : t.say("privacy.erase.happens.values", all.held().size(), t.words().and(categories));
  }

  private static String recipients(Telling t, List<String> who) {
    return t.words()
        .and(
            who.stream()
                .map(it -> it.matches("[A-Z]{2}") ? t.words().place(it) : t.party(it))
                .toList());
  }

  private static String title(Telling t, Right right) {
    return t.say(right == Right.ERASURE ? "privacy.erase.title" : "privacy.close.title");
  }

  // The deed

  /// Not only for visitors: the second press of a button comes when the visit has ended with the
  /// first.
  private Reply erase(Here here, Right right) {
    var t = here.t();
    // What is no ticket of ours gets a new one: it becomes a cookie, and only after the deed.
    var ticket =
        here.call()
            .form()
            .first("ticket")
            .flatMap(DataPages::uuid)
            .map(Object::toString)
            .orElseGet(centre::ticket);
    var before = receipts.settled(here.org(), ticket);
    if (before.isPresent()) return done(here, ticket, before.get());
    if (here.visitor().isEmpty()) return nothingLeft(here);
    var visitor = here.visitor().get();
    if (!confirms(t, here.call().form().first("word").orElse(""))) {
      return form(
          here,
          visitor,
          right,
          422,
          ticket,
          Faults.of("word", t.say("privacy.erase.not-the-word", t.say("privacy.erase.word"))));
    }
    return switch (receipts.once(here.org(), ticket, () -> gone(here, visitor, right))) {
      case Gone.Erased it -> done(here, ticket, it);
      case Gone.OnHold it -> Reply.redirect(t.at("/requests/" + it.request().id()));
      case Gone.Denied it -> Reply.redirect(t.at("/requests/" + it.request().id()));
      // An officer has to look: here is their request, and the day by which it is answered.
      case Gone.Shut it -> Reply.redirect(t.at("/requests/" + it.request().id()));
      case Gone.NothingHeld _ -> nothingLeft(here);
    };
  }

  private Gone gone(Here here, Visitor visitor, Right right) {
    return centre.jdbi.inTransaction(
        tx -> {
          var gone = centre.desk.erase(tx, here.gate(), visitor, right, here.t().language());
          // Somebody was quicker; then nothing of this one may remain, not even its filing.
          if (gone instanceof Gone.NothingHeld) tx.rollback();
          return gone;
        });
  }

  /// Capital or small, as the person's own language has it: `sil` and `SİL` are one word in
  /// Azerbaijani.
  private static boolean confirms(Telling t, String written) {
    var locale = ULocale.forLanguageTag(t.language());
    var word = t.say("privacy.erase.word");
    return UCharacter.toUpperCase(locale, written.strip())
            .equals(UCharacter.toUpperCase(locale, word))
        || written.strip().equalsIgnoreCase(word);
  }

  private Reply nothingLeft(Here here) {
    return Centre.forgetting(
        here,
        centre.message(
            here,
            410,
            here.t().say("privacy.erase.nothing"),
            here.t().say("privacy.erase.nothing.says"),
            Optional.empty(),
            List.of()));
  }

  private static Reply done(Here here, String ticket, Gone.Erased it) {
    var cookie =
        Cookie.lax(Cookie.RECEIPT, ticket).below(here.t().at("/erased")).lasting(Receipts.SHOWN);
    return Centre.forgetting(
        here, Reply.redirect(here.t().at("/erased/" + it.event())).setting(cookie));
  }

  // After

  private Reply erased(Here here) {
    var t = here.t();
    var event = DataPages.uuid(here.call().path("event"));
    if (event.isEmpty()) return Reply.notFound();
    var receipt = receipt(here, event.get());
    var sealed = sealed(here, event.get(), receipt.isPresent() ? PATIENCE : Duration.ZERO);
    if (receipt.isEmpty() && sealed.isEmpty()) {
      var look = Frame.Way.to(t.say("privacy.erased.look"), t.at("/erased/" + event.get()));
      return centre.message(
          here,
          404,
          t.say("privacy.erased.gone"),
          t.say("privacy.erased.gone.says"),
          Optional.of(look),
          List.of());
    }
    var when =
        receipt.map(Gone.Erased::at).or(() -> sealed.flatMap(ErasePages::entry).map(Entry::at));
    return Reply.html(
        Pages.print(
            "privacy/erased",
            new Screens.Erased(
                centre.around(here, t.say("privacy.erased.title"), ""),
                event.get().toString(),
                when.map(t.words()::time),
                receipt
                    .map(it -> it.counts().values().stream().mapToInt(Integer::intValue).sum())
                    .orElse(0),
                receipt.map(it -> recipients(t, it.recipients())),
                receipt.map(it -> text(here, it)),
                sealed.isPresent(),
                centre.signers.of(here.org()).key().print(),
                Receipts.SHOWN.toMinutes())));
  }

  private Reply file(Here here, String name) {
    var event = DataPages.uuid(here.call().path("event"));
    if (event.isEmpty()) return Reply.notFound();
    if (name.equals("receipt.json")) {
      return receipt(here, event.get())
          .map(
              it ->
                  Reply.file(
                      name, "application/json", text(here, it).getBytes(StandardCharsets.UTF_8)))
          .orElseGet(Reply::notFound);
    }
    return sealed(here, event.get(), Duration.ZERO)
        .map(
            it ->
                name.equals("entry.json")
                    ? Reply.file(name, "application/json", it.entry())
                    : Reply.file(
                        name,
                        "text/plain; charset=utf-8",
                        it.file().getBytes(StandardCharsets.UTF_8)))
        .orElseGet(Reply::notFound);
  }

  /// For the browser that erased, as long as the receipt is held.
  private Optional<Gone.Erased> receipt(Here here, UUID event) {
    return here.call()
        .cookie(Cookie.RECEIPT)
        .flatMap(it -> receipts.of(here.org(), it))
        .filter(it -> it.event().equals(event));
  }

  /// The proof of an erasure. Other events have their pages elsewhere.
  private Optional<Proof> sealed(Here here, UUID event, Duration patience) {
    if (patience.isPositive()) await(here, event, patience);
    return centre
        .ledger
        .proof(here.org(), event)
        .filter(it -> entry(it).filter(entry -> entry.act().equals("erase")).isPresent());
  }

  private void await(Here here, UUID event, Duration patience) {
    try {
      centre.ledger.await(here.org(), event, patience);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Entry> entry(Proof it) {
    try {
      return Optional.of(Entry.parse(it.entry()));
    } catch (Malformed damaged) {
      return Optional.empty();
    }
  }

  private static String text(Here here, Gone.Erased it) {
    var all = new LinkedHashMap<String, Object>();
    all.put("format", "kepil-receipt/1");
    all.put("organisation", here.org());
    all.put("event", it.event().toString());
    all.put("at", it.at().toString());
    all.put("reference", it.request().reference());
    all.put("salt", it.receipt().salt());
    // The very text that was committed to, so it is not spelt out as an object of its own.
    all.put("details", it.receipt().details().reveal());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }
}
