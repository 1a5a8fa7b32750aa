package kepil.rights;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kepil.gate.Answer;
import kepil.gate.Consequence;
import kepil.gate.Entitled;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Petition;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.gate.Warrant;
import kepil.mail.Letter;
import kepil.mail.Post;
import kepil.mail.Sealer;
import kepil.policy.Right;
import kepil.proof.Effect;
import kepil.vault.Erasure;
import kepil.vault.Events;
import kepil.vault.Everything;
import kepil.vault.Ground;
import kepil.vault.Held;
import kepil.vault.Numbers;
import kepil.vault.Recorded;
import kepil.vault.SecretText;
import kepil.vault.Shown;
import kepil.vault.Unopenable;
import kepil.vault.Vault;
import kepil.words.Words;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/// Files what people ask, asks the gate what they are entitled to, and does it.
///
/// Every method works within the caller's transaction, which must be committed whatever the answer:
/// a refusal is filed and recorded too.
public final class Desk {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; // none that look alike

  private final Vault vault;
  private final Visits visits;
  private final Events ledger;
  private final Post post;
  private final Sealer sealer;
  private final InstantSource clock;
  private final SecureRandom random;

  public Desk(
      Vault vault,
      Visits visits,
      Events ledger,
      Post post,
      Sealer sealer,
      InstantSource clock,
      SecureRandom random) {
    this.vault = vault;
    this.visits = visits;
    this.ledger = ledger;
    this.post = post;
    this.sealer = sealer;
    this.clock = clock;
    this.random = random;
  }

  /// What somebody asks for.
  ///
  /// @param subject whose data; empty for a question or report of somebody unknown
  /// @param channel how it arrived: portal, email, post, telephone
  /// @param proved whether the asker showed to be this person
  /// @param about a purpose, choice or recipient it is limited to
  /// @param text what was written; sealed
  /// @param answerTo where the answer goes; sealed
  public record Wish(
      Right right,
      Optional<SubjectId> subject,
      String channel,
      boolean proved,
      Optional<String> about,
      Optional<SecretText> text,
      Optional<SecretText> answerTo,
      String language) {
    private Wish ofNobodyKnown() {
      return new Wish(right, Optional.empty(), channel, proved, about, text, answerTo, language);
    }
  }

  /// What became of a wish.
  public sealed interface Filed {
    Request request();

    Answer answer();

    /// @param warrant opens the vault for this request
    record Granted(Request request, Answer answer, Warrant warrant) implements Filed {}

    record Denied(Request request, Answer answer) implements Filed {}
  }

  /// Files a wish. Rights that change what may be done with data take effect at once and are
  /// completed; rights that need work stay open until their day.
  public Filed file(Handle tx, Gate gate, Wish wish) {
    return file(tx, gate, wish, today(clock.instant()));
  }

  /// Files what arrived on an earlier day, such as a letter; its clock started then.
  public Filed file(Handle tx, Gate gate, Wish asked, LocalDate received) {
    var org = gate.program().id();
    var now = clock.instant();
    // Held until it is filed: an erasure forgets this request too, or it was before, and this is
    // the wish of somebody of whom nothing is known.
    var known = asked.subject().filter(it -> vault.stays(tx, org, it));
    var wish = known.isPresent() ? asked : asked.ofNobodyKnown();
    // What only the person may ask has nothing left to answer.
    Optional<String> gone =
        Optional.of("nothing-held")
            .filter(_ -> asked.subject().isPresent() && known.isEmpty())
            .filter(_ -> !asked.right().openToAnybody());
    // The gate decides about a person; somebody unknown is a person of whom nothing is known.
    var subject = wish.subject().orElseGet(() -> new SubjectId(Numbers.random(random)));
    var petition =
        new Petition(wish.right(), subject, wish.channel(), received, wish.proved(), wish.about());
    var standing = known.isPresent() ? standing(tx, vault, gate, petition) : Standing.unknown();
    return switch (gate.entitle(petition, standing)) {
      case Entitled.Granted it -> {
        var marks =
            wish.subject().isPresent()
                ? Consequence.of(gate.program(), petition, now)
                : List.<Mark>of();
        for (var mark : marks) {
          vault.note(tx, gate, subject, mark, new Shown(wish.language(), gate.program().version()));
        }
        var open =
            marks.isEmpty() ? new RequestState.Received(it.due()) : new RequestState.Completed();
        var state = gone.<RequestState>map(RequestState.Refused::new).orElse(open);
        var event = record(tx, gate, "request-opened", Effect.PERMIT, Ground.of(it.answer()), now);
        var request =
            filed(
                wish, state, it.law(), it.authority(), received, it.due(), now, it.answer(), event);
        // What is closed at once nobody answers, so nobody needs what was written with it.
        var matter =
            state instanceof RequestState.Received
                ? matter(org, request.id(), wish)
                : Optional.<byte[]>empty();
        Requests.insert(tx, org, request, matter);
        acknowledge(tx, gate, wish, request, gone);
        yield new Filed.Granted(request, it.answer(), it.warrant());
      }
      case Entitled.Denied it -> {
        var event = record(tx, gate, "request-refused", Effect.REFUSE, Ground.of(it.answer()), now);
        var reason = gone.or(it.answer().missing().stream()::findFirst).orElse("no-right");
        var request =
            filed(
                wish,
                new RequestState.Refused(reason),
                "",
                it.authority(),
                received,
                received,
                now,
                it.answer(),
                event);
        Requests.insert(tx, org, request, Optional.empty());
        acknowledge(
            tx,
            gate,
            wish,
            request,
            Optional.of(
                reason.equals("right-by-law-of-residence") && standing.residence().isEmpty()
                    ? "residence-unknown"
                    : reason));
        yield new Filed.Denied(request, it.answer());
      }
    };
  }

  /// All that is held of a visitor; empty where nothing is, or where the policy gives no such
  /// right.
  public Optional<Everything> see(
      Handle tx, Gate gate, Visits.Visitor visitor, Right right, String language) {
    if (visitor.subject().isEmpty()) return Optional.empty();
    return switch (file(tx, gate, wish(visitor, right, Optional.empty(), language))) {
      case Filed.Granted it -> {
        Requests.close(
            tx,
            visitor.org(),
            it.request().id(),
            new RequestState.Completed(),
            clock.instant(),
            Optional.empty());
        yield vault.everything(tx, gate, it.warrant());
      }
      case Filed.Denied _ -> Optional.empty();
    };
  }

  /// What became of a correction.
  public sealed interface Corrected {
    record Done(Request request, Held value) implements Corrected {}

    record Denied(Request request, Answer answer) implements Corrected {}

    /// There is no such value of this person.
    record NoSuchValue() implements Corrected {}
  }

  public Corrected correct(
      Handle tx, Gate gate, Visits.Visitor visitor, UUID held, String value, String language) {
    if (visitor.subject().isEmpty()) return new Corrected.NoSuchValue();
    return switch (file(tx, gate, wish(visitor, Right.CORRECTION, Optional.empty(), language))) {
      case Filed.Denied it -> new Corrected.Denied(it.request(), it.answer());
      case Filed.Granted it -> {
        var corrected = vault.correct(tx, gate, it.warrant(), held, value);
        Requests.close(
            tx,
            visitor.org(),
            it.request().id(),
            corrected.isPresent()
                ? new RequestState.Completed()
                : new RequestState.Refused("no-such-value"),
            clock.instant(),
            Optional.empty());
        yield corrected
            .<Corrected>map(now -> new Corrected.Done(it.request(), now))
            .orElseGet(Corrected.NoSuchValue::new);
      }
    };
  }

  /// What the gate must know of whoever asks for something. Of one whose rows do not open nothing
  /// is known, and that takes no right from them: they live where a law gives it.
  public static Standing standing(Handle tx, Vault vault, Gate gate, Petition petition) {
    try {
      return vault
          .standing(tx, gate.program().id(), petition.subject())
          .orElseGet(Standing::unknown);
    } catch (Unopenable altered) {
      return whereALawGivesIt(gate, petition);
    }
  }

  private static Standing whereALawGivesIt(Gate gate, Petition petition) {
    return gate.laws().all().stream()
        .flatMap(it -> it.livesIn().stream().sorted())
        .map(Standing.unknown()::livingIn)
        .filter(it -> gate.entitle(petition, it) instanceof Entitled.Granted)
        .findFirst()
        .orElseGet(Standing::unknown);
  }

  /// What became of a wish to be erased.
  public sealed interface Gone {
    /// @param recipients parties that must be told, noted with the request
    /// @param receipt stands behind the ledger's commitment; kept nowhere, so it is for the person
    ///   now or never
    record Erased(
        Request request,
        UUID event,
        Instant at,
        List<String> recipients,
        Map<String, Integer> counts,
        Recorded receipt)
        implements Gone {}

    /// A legal hold stands.
    record OnHold(Request request, UUID event) implements Gone {}

    record Denied(Request request, Answer answer) implements Gone {}

    /// What is kept does not open, so nobody sees whether a hold stands. The request stays open
    /// until an officer says that they know of none.
    record Shut(Request request) implements Gone {}

    /// Nothing is held; nothing was done.
    record NothingHeld() implements Gone {}
  }

  /// Erases a visitor: key, rows, visits and codes, with the request's completion, the recipients
  /// to be told and the event, all in the caller's transaction. A crash leaves all of it or none.
  ///
  /// @param right erasure, or the closing of the account
  public Gone erase(Handle tx, Gate gate, Visits.Visitor visitor, Right right, String language) {
    if (visitor.subject().isEmpty()) return new Gone.NothingHeld();
    visits.hold(tx, visitor.org(), visitor.email().reveal());
    return switch (file(tx, gate, wish(visitor, right, Optional.empty(), language))) {
      case Filed.Denied it -> new Gone.Denied(it.request(), it.answer());
      case Filed.Granted it -> {
        var gone = erase(tx, gate, it.request(), it.warrant(), false);
        if (gone instanceof Gone.Erased) visits.forget(tx, visitor.org(), visitor.email().reveal());
        yield gone;
      }
    };
  }

  private Gone erase(Handle tx, Gate gate, Request request, Warrant warrant, boolean assured) {
    var org = gate.program().id();
    return switch (vault.erase(tx, gate, warrant, assured)) {
      case Erasure.Shut _ -> new Gone.Shut(request);
      case Erasure.NoSuchSubject _ -> {
        // Somebody pressed twice: the other erasure was first, and this request has nobody any
        // more.
        Requests.close(
            tx,
            org,
            request.id(),
            new RequestState.Refused("nothing-held"),
            clock.instant(),
            Optional.empty());
        Requests.forget(tx, org, warrant.subject(), clock.instant());
        yield new Gone.NothingHeld();
      }
      case Erasure.OnHold(var event) -> {
        Requests.close(
            tx,
            org,
            request.id(),
            new RequestState.Refused("hold"),
            clock.instant(),
            Optional.of(event));
        yield new Gone.OnHold(request, event);
      }
      case Erasure.Erased it -> {
        Requests.close(
            tx, org, request.id(), new RequestState.Completed(), it.at(), Optional.of(it.event()));
        Requests.forget(tx, org, warrant.subject(), it.at());
        Requests.tell(tx, org, request.id(), it.recipients());
        yield new Gone.Erased(
            request, it.event(), it.at(), it.recipients(), it.counts(), it.receipt());
      }
    };
  }

  /// Erases once more somebody whom a restored backup brought back ([Vault#eraseAgain]). What is
  /// still open of them has nothing left to answer; where that is the erasure itself, whoever got
  /// something of them is to be told by it.
  ///
  /// @return false if nobody of this number is here
  public static boolean eraseAgain(
      Handle tx, Vault vault, Gate gate, SubjectId subject, Instant now) {
    var org = gate.program().id();
    var gone = vault.eraseAgain(tx, gate, subject);
    if (gone.isEmpty()) return false;
    for (var it : Requests.of(tx, org, subject)) {
      if (it.state() instanceof RequestState.Received
          && (it.right() == Right.ERASURE || it.right() == Right.ACCOUNT_CLOSURE)) {
        Requests.tell(tx, org, it.id(), gone.get());
      }
    }
    Requests.forget(tx, org, subject, now);
    return true;
  }

  /// What became of closing a request at the desk.
  public sealed interface Closed {
    record Done(Request request, Optional<Gone> erasure) implements Closed {}

    /// It was closed before; nothing changed.
    record Already(Request request) implements Closed {}

    record NoSuchRequest() implements Closed {}
  }

  /// An officer completes a request; an erasure is carried out by it.
  public Closed complete(Handle tx, Gate gate, UUID id) {
    return complete(tx, gate, id, false);
  }

  /// @param assured that the officer knows of no legal hold: asked where what is kept of the person
  ///   does not open
  public Closed complete(Handle tx, Gate gate, UUID id, boolean assured) {
    var org = gate.program().id();
    var found = held(tx, org, id);
    if (found.isEmpty()) return new Closed.NoSuchRequest();
    var request = found.get();
    if (RequestState.after(request.state(), new RequestState.Happening.Done())
        .equals(request.state())) {
      return new Closed.Already(request);
    }
    var now = clock.instant();
    if ((request.right() == Right.ERASURE
            || request.right() == Right.ACCOUNT_CLOSURE
            || request.right() == Right.CHILD_REPORT)
        && request.subject().isPresent()) {
      var subject = request.subject().get();
      // A confirmed report about a child is carried out as the child's own erasure.
      var right = request.right() == Right.CHILD_REPORT ? Right.ERASURE : request.right();
      var petition =
          new Petition(
              right, subject, request.channel(), request.received(), true, Optional.empty());
      return switch (gate.entitle(petition, standing(tx, vault, gate, petition))) {
        case Entitled.Granted granted ->
            new Closed.Done(
                request, Optional.of(erase(tx, gate, request, granted.warrant(), assured)));
        case Entitled.Denied denied -> {
          // The person moved, or the policy changed, since it was filed: nothing was erased, and
          // nobody says so.
          var refused =
              record(tx, gate, "request-refused", Effect.REFUSE, Ground.of(denied.answer()), now);
          Requests.close(
              tx,
              org,
              id,
              new RequestState.Refused(
                  denied.answer().missing().stream().findFirst().orElse("no-right")),
              now,
              Optional.of(refused));
          yield new Closed.Done(request, Optional.of(new Gone.Denied(request, denied.answer())));
        }
      };
    }
    var event = record(tx, gate, "request-completed", Effect.DONE, ground(gate, request), now);
    Requests.close(tx, org, id, new RequestState.Completed(), now, Optional.of(event));
    return new Closed.Done(request, Optional.empty());
  }

  public Closed refuse(Handle tx, Gate gate, UUID id, Reason reason) {
    var org = gate.program().id();
    var found = held(tx, org, id);
    if (found.isEmpty()) return new Closed.NoSuchRequest();
    var request = found.get();
    var after =
        RequestState.after(request.state(), new RequestState.Happening.Denied(reason.word()));
    if (after.equals(request.state())) return new Closed.Already(request);
    var now = clock.instant();
    var event = record(tx, gate, "request-refused", Effect.REFUSE, ground(gate, request), now);
    Requests.close(tx, org, id, after, now, Optional.of(event));
    return new Closed.Done(request, Optional.empty());
  }

  /// INVARIANT: the person is held before a request of theirs, as by an erasure, so the two do not
  /// wait in a circle.
  private Optional<Request> held(Handle tx, String org, UUID id) {
    Requests.subject(tx, org, id).ifPresent(it -> vault.stays(tx, org, it));
    return Requests.find(tx, org, id);
  }

  public Optional<Request> find(Handle tx, String org, UUID id) {
    return Requests.find(tx, org, id);
  }

  public List<Request> list(Handle tx, String org, int limit) {
    return Requests.list(tx, org, limit);
  }

  public List<Request> of(Handle tx, String org, SubjectId subject) {
    return Requests.of(tx, org, subject);
  }

  /// How many requests are in which state.
  public Map<String, Long> counts(Handle tx, String org) {
    return Requests.counts(tx, org);
  }

  public List<String> toTell(Handle tx, String org, UUID request) {
    return Requests.toTell(tx, org, request);
  }

  /// Whether something was written with a request that is still kept; nothing is opened for it.
  public boolean written(Handle tx, String org, UUID id) {
    return Requests.matter(tx, org, id).isPresent();
  }

  /// What was written with a request, for the officer who answers it; empty once it is closed.
  public Optional<Matter> matter(Handle tx, String org, UUID id) {
    return Requests.matter(tx, org, id)
        .map(
            it -> {
              var written = JSON.readValue(sealer.open(it, "request/" + org + "/" + id), Map.class);
              return new Matter(
                  SecretText.of(String.valueOf(written.get("text"))),
                  SecretText.of(String.valueOf(written.get("answerTo"))));
            });
  }

  public record Matter(SecretText text, SecretText answerTo) {}

  private Optional<byte[]> matter(String org, UUID id, Wish wish) {
    if (wish.text().isEmpty() && wish.answerTo().isEmpty()) return Optional.empty();
    var written =
        Map.of(
            "text",
            wish.text().map(SecretText::reveal).orElse(""),
            "answerTo",
            wish.answerTo().map(SecretText::reveal).orElse(""));
    return Optional.of(
        sealer.seal(
            JSON.writeValueAsString(written).getBytes(StandardCharsets.UTF_8),
            "request/" + org + "/" + id));
  }

  private static Wish wish(
      Visits.Visitor visitor, Right right, Optional<String> about, String language) {
    // The answer is on the screen; a letter about every look would be noise.
    return new Wish(
        right,
        visitor.subject(),
        "portal",
        true,
        about,
        Optional.empty(),
        Optional.empty(),
        language);
  }

  private Request filed(
      Wish wish,
      RequestState state,
      String law,
      String authority,
      LocalDate received,
      LocalDate due,
      Instant now,
      Answer answer,
      UUID event) {
    boolean open = state instanceof RequestState.Received;
    return new Request(
        Numbers.random(random),
        reference(),
        wish.subject(),
        wish.right(),
        wish.channel(),
        state,
        law,
        authority,
        received,
        due,
        now,
        open ? Optional.empty() : Optional.of(now),
        answer.clauses(),
        answer.articles(),
        wish.about(),
        Optional.of(event));
  }

  /// @param refused why, by its word: whoever is refused is owed a reason (GDPR Art. 12(4))
  private void acknowledge(
      Handle tx, Gate gate, Wish wish, Request request, Optional<String> refused) {
    if (wish.answerTo().isEmpty()) return;
    var words = Words.in(wish.language());
    var organisation = gate.program().names(wish.language()).organisation();
    var key = refused.isPresent() ? "refused" : "received";
    var reason = refused.map(it -> words.say("reason." + it)).orElse("");
    post.send(
        tx,
        gate.program().id(),
        new Letter(
            wish.answerTo().get().reveal(),
            wish.language(),
            words.say("letter." + key + ".subject", organisation, request.reference()),
            words.say(
                "letter." + key + ".text",
                organisation,
                request.reference(),
                refused.isPresent() ? request.received() : request.due(),
                String.join(", ", request.clauses()),
                request.clauses().size(),
                reason,
                complaint(gate, request, words)),
            "request"));
  }

  /// To whom whoever is refused may complain (GDPR Art. 12(4)).
  private static String complaint(Gate gate, Request request, Words words) {
    return gate.laws().all().stream()
        .filter(it -> it.authority().equals(request.authority()))
        .findFirst()
        .map(it -> words.say("letter.refused.authority", words.authority(it.id(), it.authority())))
        .orElseGet(() -> words.say("letter.refused.authorities"));
  }

  private UUID record(Handle tx, Gate gate, String act, Effect effect, Ground ground, Instant now) {
    var event = Numbers.event(random, now);
    ledger.write(tx, ground.entry(event, now, gate.program().id(), act, effect));
    return event;
  }

  private static Ground ground(Gate gate, Request request) {
    return Ground.of(gate.program(), request.clauses(), request.articles());
  }

  private String reference() {
    var text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == 4) text.append('-');
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
