package kepil.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import kepil.api.Endpoint.Asked;
import kepil.carry.Deliveries;
import kepil.carry.Messages;
import kepil.follow.Present;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Mark;
import kepil.gate.SubjectId;
import kepil.ledger.Counts;
import kepil.ledger.Ledger;
import kepil.ledger.Signers;
import kepil.notice.Notices;
import kepil.policy.Condition;
import kepil.policy.Misfit;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.policy.Right;
import kepil.promises.PromiseBook;
import kepil.promises.Promises;
import kepil.rights.Desk;
import kepil.rights.Request;
import kepil.vault.Acts;
import kepil.vault.Counter;
import kepil.vault.Doors;
import kepil.vault.Keyring;
import kepil.vault.Outcome;
import kepil.vault.SecretText;
import kepil.vault.Shown;
import kepil.vault.Vault;
import kepil.web.Call;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.yaml.Nearest;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// `/api/v1/{org}/…`: the table of endpoints and what each does.
public final class ApiRoutes {
  /// Marks that are the gate's own and that an organisation may know from before it had Kepil.
  private static final List<String> OWN_FACTS =
      List.of(Condition.HELD.word(), Condition.RESTRICTED.word(), Condition.OBJECTED.word(), Condition.SHARING_STOPPED.word(), Condition.SURVEYS_STOPPED.word());

  private final Jdbi jdbi;
  private final Present present;
  private final Notices notices;
  private final Vault vault;
  private final Acts acts;
  private final Counter counter;
  private final Desk desk;
  private final Ledger ledger;
  private final Signers signers;
  private final PromiseBook book;
  private final Keys keys;
  private final Results results;
  private final InstantSource clock;
  private final CarryEndpoints carried;
  private final FollowEndpoints followed;
  private final List<Endpoint> table;

  public ApiRoutes(Jdbi jdbi, Present present, Notices notices, Vault vault, Acts acts, Desk desk, Ledger ledger, Signers signers, PromiseBook book, Keyring keyring, Keys keys, Messages messages, Deliveries deliveries, InstantSource clock) {
    this.jdbi = jdbi;
    this.present = present;
    this.notices = notices;
    this.vault = vault;
    this.acts = acts;
    this.counter = new Counter(jdbi, acts);
    this.desk = desk;
    this.ledger = ledger;
    this.signers = signers;
    this.book = book;
    this.keys = keys;
    this.results = new Results(keyring, clock);
    this.clock = clock;
    this.carried = new CarryEndpoints(jdbi, acts, vault, messages, deliveries, clock);
    this.followed = new FollowEndpoints(present.changes(), notices, vault);
    this.table = table();
  }

  public List<Route> routes() {
    var routes = new ArrayList<Route>();
    // No cookie opens anything here, so pages of other sites gain nothing by sending.
    for (var it : table) routes.add(new Route(it.method(), it.address(), call -> answer(it, call)).anywhere());
    var version = Optional.ofNullable(ApiRoutes.class.getPackage().getImplementationVersion()).orElse("0");
    var description = OpenApi.of(table, version);
    routes.add(Route.get("/openapi.json", _ -> Reply.json(description).with("Cache-Control", "public, max-age=300")));
    return List.copyOf(routes);
  }

  List<Endpoint> endpoints() {
    return table;
  }

  private List<Endpoint> table() {
    var a = new ArrayList<Endpoint>();

    a.add(Endpoint.act("decide", "decide", "Ask the gate whether an act is permitted", Schemas.DECIDE, this::decide).opensWith(Verb.DECIDE)
        .example("May we write to this person by e-mail?", of("operation", "message", "subject", SOMEBODY, "purpose", "delivery", "channel", "email"))
        .example("Could we use the genre on the first of June?", of("operation", "use", "subject", SOMEBODY, "fields", List.of("genre"), "purpose", "insight", "at", "2026-06-01T00:00:00Z"))
        .returns(200, "the decision, permit or refuse", Schemas.ANSWER));
    a.add(Endpoint.act("collect", "collect", "Store values that enter at a point", Schemas.COLLECT, this::collect).opensWith(Verb.COLLECT)
        .example("A survey was answered", of("subject", SOMEBODY, "point", "survey", "values", of("email", "aygul@example.org", "genre", "verse"), "given", List.of("continued"), "shown", of("language", "en", "version", "1")))
        .returns(201, "stored", Schemas.COLLECTED));
    a.add(Endpoint.act("use", "use", "Open stored values for a purpose", Schemas.USE, ApiRoutes::use).opensWith(Verb.USE)
        .example("Which genre does this person like?", of("subject", SOMEBODY, "fields", List.of("genre"), "purpose", "insight"))
        .returns(200, "what was opened", Schemas.OPENED_VALUES));
    a.add(Endpoint.act("disclose", "disclose", "Give stored values to a recipient", Schemas.DISCLOSE, ApiRoutes::disclose).opensWith(Verb.DISCLOSE)
        .example("The client gets the answers to its own survey", of("subject", SOMEBODY, "fields", List.of("genre"), "recipient", "mill", "client", "mill"))
        .returns(200, "what may be given; it stands in the register of disclosures now", Schemas.OPENED_VALUES));
    a.add(Endpoint.post("delete", "delete", "Delete stored values", Schemas.DELETE, this::delete).opensWith(Verb.DELETE)
        .example("The genre is no longer needed", of("subject", SOMEBODY, "fields", List.of("genre")))
        .returns(200, "deleted", Schemas.DELETED));

    a.addAll(carried.table());
    a.addAll(followed.table());

    a.add(Endpoint.post("subjects", "findSubject", "Find a person by an identifier, or admit a new one", Schemas.SUBJECT, this::subject).opensWith(Verb.SUBJECTS)
        .example("By e-mail address", of("identifier", of("field", "email", "value", "aygul@example.org")))
        .example("Somebody new, by nothing", of())
        .returns(200, "known before", Schemas.SUBJECT_FOUND)
        .returns(201, "admitted", Schemas.SUBJECT_FOUND));
    a.add(Endpoint.put("subjects/{subject}/residence", "setResidence", "Say where a person lives", Schemas.RESIDENCE, this::residence).opensWith(Verb.SUBJECTS)
        .example("In Kazakhstan", of("place", "KZ"))
        .returns(204, "noted"));
    a.add(Endpoint.put("subjects/{subject}/birth", "setBirth", "Say when a person was born", Schemas.BIRTH, this::birth).opensWith(Verb.SUBJECTS)
        .example("A grown-up", of("day", "1990-05-01"))
        .returns(204, "noted"));
    a.add(Endpoint.post("subjects/{subject}/choices", "noteChoice", "Note a yes or no the person said", Schemas.CHOICE, this::choice).opensWith(Verb.SUBJECTS)
        .example("Yes to location", of("choice", "may-locate", "yes", true, "shown", of("language", "en", "version", "1")))
        .returns(201, "noted", Schemas.NOTED));
    a.add(Endpoint.post("subjects/{subject}/facts", "noteFact", "Note a circumstance about a person", Schemas.FACT, this::fact).opensWith(Verb.SUBJECTS)
        .example("They answered a survey", of("fact", "answered", "scope", of("item", "visit-42")))
        .returns(201, "noted", Schemas.NOTED));

    a.add(Endpoint.post("requests", "openRequest", "File what somebody asks of the organisation", Schemas.PETITION, this::petition).opensWith(Verb.REQUESTS)
        .example("By e-mail: what do you know of me?", of("subject", SOMEBODY, "right", "access", "channel", "email", "proved", true))
        .returns(201, "filed: open, done at once, or refused by the policy", Schemas.FILED));
    a.add(Endpoint.get("requests", "listRequests", "Requests: the open ones by their day, then the closed ones", this::requests).opensWith(Verb.REQUESTS)
        .returns(200, "the requests", Schemas.CASES));
    a.add(Endpoint.get("requests/{request}", "getRequest", "A request as it stands", this::request).opensWith(Verb.REQUESTS)
        .returns(200, "the request", Schemas.CASE));
    a.add(Endpoint.post("requests/{request}/complete", "completeRequest", "Complete a request; an erasure is carried out by it", Schemas.NOTHING, this::complete).opensWith(Verb.REQUESTS)
        .example("Done", of())
        .returns(200, "completed", Schemas.CLOSED));
    a.add(Endpoint.post("requests/{request}/refuse", "refuseRequest", "Refuse a request, with a reason", Schemas.REFUSAL, this::refuse).opensWith(Verb.REQUESTS)
        .example("They did not show who they are", of("reason", "identity-not-proved"))
        .returns(200, "refused", Schemas.CLOSED));

    a.add(Endpoint.get("policy", "getPolicy", "The policy in force, its words and its versions", this::policy)
        .returns(200, "the policy", Schemas.POLICY));
    a.add(Endpoint.get("promises", "listPromises", "All clauses, what keeps each, and how often", this::promises)
        .asking("since", new Shape.Day("count from the beginning of this day; 30 days ago, if left out"))
        .returns(200, "the clauses", Schemas.PROMISES));
    a.add(Endpoint.get("promises/{clause}", "getPromise", "One clause, what keeps it, and how often", this::promise)
        .asking("since", new Shape.Day("count from the beginning of this day; 30 days ago, if left out"))
        .returns(200, "the clause", Schemas.PROMISE_SHOWN));
    a.add(Endpoint.get("declarations/{kind}/{name}", "getDeclaration", "Whether a declaration of the policy is in force: a measure, a check, a contact, a party, a transfer mechanism, …", this::declaration)
        .asking("on", new Shape.Day("on this day; today, if left out"))
        .returns(200, "permit while it is in force, refuse if it lapsed or is not there; with the clauses it keeps", Schemas.ANSWER));
    a.add(Endpoint.get("events", "listEvents", "What happened, newest first", this::events).opensWith(Verb.EVENTS)
        .asking("clause", Shape.word("only where this clause decided"))
        .asking("limit", new Shape.Whole("at most so many; 100, if left out", 1, 1000))
        .returns(200, "the events", Schemas.EVENTS));

    a.add(Endpoint.get("ledger/checkpoint", "getCheckpoint", "The newest signed checkpoint of the log (C2SP tlog-tiles)", it -> served(it, "checkpoint"))
        .returns(200, "a signed note", "text/plain; charset=utf-8"));
    // A tile's number has one piece for every three digits; four pieces are 256 million million entries.
    for (var rest : List.of("{n}", "{x1}/{n}", "{x1}/{x2}/{n}", "{x1}/{x2}/{x3}/{n}")) {
      int depth = rest.split("/").length;
      // A partial tile has a piece more: `067.p/12`, so these addresses cover it too.
      a.add(Endpoint.get("ledger/tile/{level}/" + rest, "getTile" + (depth == 1 ? "" : depth), "A tile of hashes, or of entries where the level is `entries`; full or partial", it -> served(it, tile(it.call())))
          .returns(200, "the tile", "application/octet-stream"));
    }
    a.add(Endpoint.get("ledger/proof/{event}", "getProof", "The proof that an event is in the log (C2SP tlog-proof)", this::proof)
        .returns(200, "a .tlog-proof file", "text/plain; charset=utf-8"));
    a.add(Endpoint.get("ledger/entry/{event}", "getEntry", "The entry of an event, byte for byte as the proof proves it", this::entry)
        .returns(200, "the entry", "application/json"));
    a.add(Endpoint.get("ledger/key", "getLedgerKey", "The key that verifies the log", it -> Reply.text(signers.of(it.org()).key().print() + "\n").with("Cache-Control", "public, max-age=300"))
        .returns(200, "a verifier key: name, id, key", "text/plain; charset=utf-8"));
    var readings = new Readings(clock);
    a.add(Endpoint.open("/api/v1/read/same", "compareDocuments", "Where two language versions of a published policy differ; nothing is kept", Schemas.SAME, readings::same)
        .example("A sentence and its translation", of("first", of("name", "rules.en.txt", "text", "We keep your name for 12 months. We do not sell it."), "second", of("name", "rules.ru.txt", "text", "Мы храним ваше имя 24 месяца. Мы продаем его.")))
        .returns(200, "the findings, each with its places in both", Schemas.SAME_ANSWER));
    a.add(Endpoint.open("/api/v1/read", "readDocument", "What is wrong in a published policy; nothing is kept", Schemas.READ, readings::read)
        .example("A page of a library", of("name", "policy.txt", "text", "By visiting this site you agree to the the rules of the library.", "laws", List.of("eu-gdpr")))
        .returns(200, "the findings, each with its place, severity, reason and advice", Schemas.READ_ANSWER));
    return List.copyOf(a);
  }

  static final String SOMEBODY = "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";

  static Map<String, Object> of(Object... pairs) {
    var all = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) all.put((String) pairs[i], pairs[i + 1]);
    return all;
  }

  // From a call to its answer.

  private Reply answer(Endpoint it, Call call) {
    try {
      if (it.deed() instanceof Endpoint.Stands(var standing)) return standing.answer(call, Body.read(call, it.takes().orElseThrow()));
      var org = call.path("org");
      var now = present.now(org);
      var gate = notices.gate(now, org).orElseThrow(() -> new Stop(Problem.of(404, "no policy in force under this name")));
      var key = it.opens().map(verb -> key(call, org, now, verb));
      var asked = new Asked(call, org, now, gate, it.takes().map(shape -> Body.read(call, shape)));
      return switch (it.deed()) {
        case Endpoint.Reads(var reading) -> reading.answer(asked);
        case Endpoint.Stands _ -> throw new IllegalStateException("answered above");
        // An answer that is kept is kept in the transaction of its act.
        case Endpoint.Acts(var acting) when call.header("idempotency-key").isEmpty() -> acting.answer(counter, asked);
        case Endpoint.Acts(var acting) -> once(asked, key.orElseThrow(), tx -> acting.answer(acts.in(tx), asked));
        case Endpoint.Writes(var writing) -> once(asked, key.orElseThrow(), tx -> writing.answer(tx, asked));
      };
    } catch (Stop stop) {
      return stop.reply();
    }
  }

  private Reply once(Asked asked, Keys.Key key, Function<Handle, Reply> act) {
    return jdbi.inTransaction(tx -> results.once(tx, key, asked.call(), about(asked), subject -> vault.standing(tx, asked.org(), subject).isPresent(), () -> act.apply(tx)));
  }

  private Keys.Key key(Call call, String org, Present.Moment now, Verb verb) {
    var header = call.header("authorization").orElse("");
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) throw unauthorised("send `Authorization: Bearer` with an API key of this organisation", "");
    var key = keys.of(it -> it.equals(org) ? now : present.now(it), header.substring(7).strip()).orElseThrow(() -> unauthorised("the API key is unknown or was revoked; make one in the console", ", error=\"invalid_token\""));
    if (!key.org().equals(org)) throw new Stop(Problem.of(403, "other-organisation", "The key is for another organisation", "this API key is for another organisation than the address names"));
    if (!key.may(verb)) {
      throw new Stop(Reply.problem(Problem.of(403, "verb-missing", "The key may not do this", "this API key lacks the verb `" + verb.word() + "`").with("verb", verb.word()))
          .with("WWW-Authenticate", "Bearer realm=\"kepil\", error=\"insufficient_scope\", scope=\"" + verb.word() + "\""));
    }
    return key;
  }

  private static Stop unauthorised(String detail, String more) {
    return new Stop(Reply.problem(Problem.of(401, detail)).with("WWW-Authenticate", "Bearer realm=\"kepil\"" + more));
  }

  /// The person a write is about, whose erasure also ends the memory of the answer.
  private static Optional<SubjectId> about(Asked asked) {
    if (asked.call().params().containsKey("subject")) return Optional.of(subjectOf(asked));
    return asked.read().flatMap(it -> it.maybe("subject")).map(SubjectId::of);
  }

  private static SubjectId subjectOf(Asked asked) {
    return new SubjectId(uuid(asked, "subject"));
  }

  static UUID uuid(Asked asked, String name) {
    var text = asked.call().path(name);
    try {
      var id = UUID.fromString(text);
      if (id.toString().equals(text)) return id;
    } catch (IllegalArgumentException bad) {
      // said below
    }
    throw new Stop(Problem.of(404, "`" + name + "` in the address is no id; ids are UUIDs in small letters"));
  }

  static Stop nobody() {
    return new Stop(Problem.of(404, "no-such-subject", "Nobody of this number is known here", "nobody of this number is known here: they never were, or they are erased"));
  }

  // Acts.

  private Reply decide(Doors doors, Asked it) {
    var ask = Wire.ask(it.body(), Operation.USE);
    var at = it.body().moment("at");
    if (at.isPresent()) {
      var standing = it.now().person(ask.subject(), () -> jdbi.withHandle(h -> vault.standing(h, it.org(), ask.subject()))).orElseThrow(ApiRoutes::nobody);
      return Reply.json(Wire.answer(vault.decide(it.gate(), ask, standing, at.get()), Optional.empty()));
    }
    return switch (doors.decide(it.gate(), ask)) {
      case Outcome.Done(Answer answer, UUID event, _, _) -> Reply.json(Wire.answer(answer, Optional.of(event)));
      case Outcome.Refused(Answer answer, UUID event) -> Reply.json(Wire.answer(answer, Optional.of(event)));
      case Outcome.NoSuchSubject() -> throw nobody();
    };
  }

  private Reply collect(Doors doors, Asked it) {
    var values = it.body().named("values");
    var shown = shown(it);
    fit(it.gate().program(), values);
    var ask = Wire.ask(it.body(), Operation.COLLECT).of(values.keySet());
    return done(it, doors.collect(it.gate(), new Acts.Entering(ask, values, shown)), 201, outcome -> Map.of("stored", Wire.byField(outcome.values(), Wire::stored)));
  }

  /// A value must be of its field's type, by whatever way it comes in. What is no field of the policy is
  /// left to the gate, which refuses it and records that.
  private static void fit(Program program, Map<String, String> values) {
    var misfits = misfits(program, values, "/values/");
    if (!misfits.isEmpty()) throw Body.misfit(misfits);
  }

  /// @param at where the values stand in the body
  static List<Shape.Misfit> misfits(Program program, Map<String, String> values, String at) {
    var misfits = new ArrayList<Shape.Misfit>();
    values.forEach((name, value) -> {
      var field = program.fields().get(name);
      if (field == null) return;
      Misfit.of(field, value).ifPresent(it -> misfits.add(new Shape.Misfit(at + Shape.escaped(name), "does not fit field `" + name + "`: " + it.word(), expected(field), "")));
    });
    return misfits;
  }

  private static String expected(Program.Field field) {
    return field.type() + (field.options().isEmpty() ? "" : ": " + String.join(", ", field.options()))
        + field.least().map(it -> ", least " + it).orElse("") + field.most().map(it -> ", most " + it).orElse("");
  }

  private static Reply use(Doors doors, Asked it) {
    return done(it, doors.use(it.gate(), Wire.ask(it.body(), Operation.USE)), 200, ApiRoutes::opened);
  }

  private static Reply disclose(Doors doors, Asked it) {
    return done(it, doors.disclose(it.gate(), Wire.ask(it.body(), Operation.DISCLOSE)), 200, ApiRoutes::opened);
  }

  private Reply delete(Handle tx, Asked it) {
    return done(it, acts.delete(tx, it.gate(), Wire.ask(it.body(), Operation.DELETE)), 200, outcome -> of("withheld", Wire.withheld(outcome.withheld())));
  }

  private static Map<String, Object> opened(Outcome.Done outcome) {
    return of("values", Wire.byField(outcome.values(), Wire::opened), "withheld", Wire.withheld(outcome.withheld()));
  }

  private static Reply done(Asked it, Outcome outcome, int status, Function<Outcome.Done, Map<String, Object>> more) {
    return switch (outcome) {
      case Outcome.Done done -> {
        var body = Wire.answer(done.answer(), Optional.of(done.event()));
        body.putAll(more.apply(done));
        yield Reply.json(status, body);
      }
      case Outcome.Refused(Answer answer, UUID event) -> Wire.refused(it.gate().program(), answer, event);
      case Outcome.NoSuchSubject() -> throw nobody();
    };
  }

  // People.

  private Reply subject(Handle tx, Asked it) {
    var identifier = it.body().at("identifier");
    boolean admit = it.body().yes("admit").orElse(true);
    if (identifier.isEmpty()) {
      if (!admit) throw Body.misfit(List.of(new Shape.Misfit("/identifier", "is missing", "an identifier, as nobody is to be admitted", "")));
      return Reply.json(201, found(vault.admit(tx, it.org()), true));
    }
    var field = identifier.get().text("field");
    var known = it.gate().program().identifies();
    if (!known.contains(field)) {
      throw Body.misfit(List.of(new Shape.Misfit("/identifier/field", "is no identifying field of the policy", known.isEmpty() ? "none; the policy identifies nobody" : "one of " + String.join(", ", known), Nearest.advice(field, known))));
    }
    var found = vault.find(tx, it.org(), field, identifier.get().text("value"));
    if (found.isPresent()) return Reply.json(found(found.get(), false));
    if (!admit) throw nobody();
    return Reply.json(201, found(vault.recognise(tx, it.org(), field, identifier.get().text("value")), true));
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
    if (!vault.born(tx, it.org(), subjectOf(it), it.body().day("day").orElseThrow())) throw nobody();
    return Reply.status(204);
  }

  private Reply choice(Handle tx, Asked it) {
    var word = it.body().text("choice");
    var known = words(it.gate().program(), true);
    if (!known.contains(word)) throw unknownWord("/choice", "choice", word, known);
    return note(tx, it, new Mark(word, scope(it), it.body().yes("yes").orElseThrow(), said(it)), shown(it));
  }

  private Reply fact(Handle tx, Asked it) {
    var program = it.gate().program();
    var word = it.body().text("fact");
    var known = new ArrayList<>(words(program, false));
    known.addAll(OWN_FACTS);
    if (!known.contains(word)) throw unknownWord("/fact", "fact", word, known);
    return note(tx, it, new Mark(word, scope(it), it.body().yes("holds").orElse(true), said(it)), new Shown(program.prevails(), program.version()));
  }

  /// The moment something was said or happened: now, or the end of an earlier day.
  private Instant said(Asked it) {
    var now = clock.instant();
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return it.body().day("on").map(day -> {
      if (day.isAfter(today)) throw Body.misfit(List.of(new Shape.Misfit("/on", "is after today", "a day that has been", "")));
      return day.equals(today) ? now : day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
    }).orElse(now);
  }

  private Reply note(Handle tx, Asked it, Mark mark, Shown shown) {
    var event = vault.note(tx, it.gate(), subjectOf(it), mark, shown).orElseThrow(ApiRoutes::nobody);
    return Reply.json(201, Map.of("event", event.toString()));
  }

  private static List<String> words(Program program, boolean choices) {
    return program.words().values().stream().filter(it -> it.choice() == choices).map(Program.Word::id).toList();
  }

  private static Stop unknownWord(String at, String kind, String word, List<String> known) {
    return Body.misfit(List.of(new Shape.Misfit(at, "is no " + kind + " of the policy", "one of " + String.join(", ", known), Nearest.advice(word, known))));
  }

  private static Map<String, String> scope(Asked it) {
    var scope = new LinkedHashMap<String, String>();
    it.body().at("scope").ifPresent(body -> {
      for (var part : List.of("item", "recipient", "purpose", "point", "client")) body.maybe(part).ifPresent(value -> scope.put(part, value));
    });
    return scope;
  }

  /// What the person was shown must have been published once, in a language it was offered in.
  private Shown shown(Asked it) {
    var shown = it.body().at("shown").orElseThrow();
    var version = shown.text("version");
    var program = it.gate().program();
    if (!version.equals(program.version())) {
      program = notices.program(it.org(), version).orElseThrow(() -> Body.misfit(List.of(new Shape.Misfit("/shown/version", "was never published", "a published version, such as `" + it.gate().program().version() + "`", ""))));
    }
    var language = shown.text("language");
    if (!program.languages().contains(language)) throw Body.misfit(List.of(new Shape.Misfit("/shown/language", "is not offered by this version", "one of " + String.join(", ", program.languages()), "")));
    return new Shown(language, version);
  }

  // Requests.

  private Reply petition(Handle tx, Asked it) {
    var body = it.body();
    var program = it.gate().program();
    var right = body.maybe("right").flatMap(Right::of).orElseThrow();
    var subject = body.maybe("subject").map(SubjectId::of);
    if (subject.isEmpty() && !right.openToAnybody()) throw Body.misfit(List.of(new Shape.Misfit("/subject", "is missing", "a subject: this right is of a person who is known here", "")));
    if (subject.isPresent() && vault.standing(tx, it.org(), subject.get()).isEmpty()) throw nobody();
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var received = body.day("received").orElse(today);
    if (received.isAfter(today)) throw Body.misfit(List.of(new Shape.Misfit("/received", "is after today", "today or an earlier day", "")));
    var language = body.maybe("language").orElse(program.prevails());
    if (!program.languages().contains(language)) throw Body.misfit(List.of(new Shape.Misfit("/language", "is not offered by the policy", "one of " + String.join(", ", program.languages()), "")));

    var wish = new Desk.Wish(right, subject, body.text("channel"), body.yes("proved").orElseThrow(), body.maybe("about"), body.maybe("text").map(SecretText::of), body.maybe("answerTo").map(SecretText::of), language);
    var filed = desk.file(tx, it.gate(), wish, received);
    var all = Wire.request(filed.request());
    all.put("answer", Wire.answer(filed.answer(), filed.request().event()));
    return Reply.created("/api/v1/" + it.org() + "/requests/" + filed.request().id(), all);
  }

  private Reply requests(Asked it) {
    return Reply.json(Map.of("requests", jdbi.inTransaction(tx -> desk.list(tx, it.org(), 1000)).stream().map(Wire::request).toList()));
  }

  private Reply request(Asked it) {
    return Reply.json(Wire.request(jdbi.inTransaction(tx -> desk.find(tx, it.org(), uuid(it, "request"))).orElseThrow(ApiRoutes::noRequest)));
  }

  private Reply complete(Handle tx, Asked it) {
    var id = uuid(it, "request");
    var subject = desk.find(tx, it.org(), id).flatMap(Request::subject);
    var closed = desk.complete(tx, it.gate(), id);
    if (closed instanceof Desk.Closed.Done(_, var gone) && gone.isPresent() && gone.get() instanceof Desk.Gone.Erased) subject.ifPresent(who -> Results.forget(tx, it.org(), who));
    return closed(tx, it, closed);
  }

  private Reply refuse(Handle tx, Asked it) {
    return closed(tx, it, desk.refuse(tx, it.gate(), uuid(it, "request"), it.body().text("reason")));
  }

  private Reply closed(Handle tx, Asked it, Desk.Closed closed) {
    return switch (closed) {
      case Desk.Closed.NoSuchRequest() -> throw noRequest();
      case Desk.Closed.Already(var request) -> throw new Stop(Problem.of(409, "closed-before", "The request is closed", "this request was closed before: it is " + request.state().word()).with("state", request.state().word()));
      case Desk.Closed.Done(var request, var erasure) -> {
        var all = Wire.request(desk.find(tx, it.org(), request.id()).orElse(request));
        erasure.ifPresent(gone -> all.put("erasure", Wire.gone(gone)));
        yield Reply.json(all);
      }
    };
  }

  private static Stop noRequest() {
    return new Stop(Problem.of(404, "no-such-request", "There is no such request", "no request has this number"));
  }

  // What everybody may see.

  private Reply policy(Asked it) {
    var program = it.gate().program();
    var all = of(
        "policy", program.id(), "version", program.version(), "hash", program.hash(), "effective", program.effective().toString(),
        "languages", program.languages(), "prevails", program.prevails(), "identifies", program.identifies().stream().sorted().toList(), "laws", program.laws(),
        "fields", List.copyOf(program.fields().keySet()), "purposes", List.copyOf(program.purposes().keySet()), "points", List.copyOf(program.points().keySet()),
        "parties", List.copyOf(program.parties().keySet()), "choices", words(program, true), "facts", words(program, false),
        "versions", notices.history(it.org()).stream().map(v -> of("version", v.version(), "hash", v.hash(), "effective", v.effective().toString(), "published", v.publishedAt().toString())).toList());
    return Reply.json(all).with("Cache-Control", "public, no-cache");
  }

  private Reply promises(Asked it) {
    var program = it.gate().program();
    var since = since(it);
    var counts = ledger.counts(it.org(), since);
    var promises = book.of(it.gate()).entries().stream().map(entry -> Wire.promise(entry, counts.getOrDefault(entry.id(), Counts.NONE))).toList();
    return Reply.json(of("policy", program.id(), "version", program.version(), "hash", program.hash(), "since", since.toString(), "promises", promises));
  }

  private Reply promise(Asked it) {
    var program = it.gate().program();
    var entry = book.of(it.gate()).entry(it.call().path("clause")).orElseThrow(() -> new Stop(Problem.of(404, "the policy in force has no such clause")));
    var since = since(it);
    var all = Wire.promise(entry, ledger.counts(it.org(), entry.id(), since));
    all.put("since", since.toString());
    all.put("rules", entry.promise().rules());
    all.put("version", program.version());
    all.put("hash", program.hash());
    return Reply.json(all);
  }

  private Reply declaration(Asked it) {
    var day = day(it, "on").orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return Reply.json(Wire.answer(it.gate().standing(it.call().path("kind") + ":" + it.call().path("name"), day), Optional.empty()));
  }

  private LocalDate since(Asked it) {
    return day(it, "since").orElseGet(() -> LocalDate.ofInstant(clock.instant().minus(Promises.RECENT), ZoneOffset.UTC));
  }

  private static Optional<LocalDate> day(Asked it, String name) {
    return it.call().query(name).map(text -> {
      try {
        var day = LocalDate.parse(text);
        if (Shape.within(day)) return day;
      } catch (java.time.DateTimeException bad) {
        // said below
      }
      throw new Stop(Problem.of(400, "`" + name + "` in the query is no day; expected a date from 1900 to 2199, such as `2026-11-23`"));
    });
  }

  private Reply events(Asked it) {
    var limit = it.call().query("limit").map(text -> {
      if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > 1000) throw new Stop(Problem.of(400, "`limit` in the query is no such number; expected a whole number from 1 to 1000"));
      return Integer.valueOf(text);
    }).orElse(100);
    var events = it.call().query("clause").map(clause -> ledger.recent(it.org(), clause, limit)).orElseGet(() -> ledger.recent(it.org(), limit));
    return Reply.json(Map.of("events", events.stream().map(Wire::event).toList()));
  }

  // The log.

  private static String tile(Call call) {
    var address = call.address();
    return address.substring(address.indexOf("/ledger/") + "/ledger/".length());
  }

  private Reply served(Asked it, String path) {
    var served = ledger.serve(it.org(), path).orElseThrow(() -> new Stop(Problem.of(404, "the log has no such piece, or does not show it yet")));
    return Reply.bytes(served.contentType(), served.bytes()).with("Cache-Control", served.cacheControl());
  }

  private Reply proof(Asked it) {
    var proof = ledger.proof(it.org(), uuid(it, "event")).orElseThrow(ApiRoutes::unproven);
    return Reply.text(proof.file()).with("Content-Disposition", "attachment; filename=\"" + proof.index() + ".tlog-proof\"");
  }

  private Reply entry(Asked it) {
    var proof = ledger.proof(it.org(), uuid(it, "event")).orElseThrow(ApiRoutes::unproven);
    return Reply.bytes("application/json", proof.entry()).with("Content-Disposition", "attachment; filename=\"" + proof.index() + ".json\"");
  }

  private static Stop unproven() {
    return new Stop(Reply.problem(Problem.of(404, "no event of this number is covered by a signed checkpoint; a new one is after a moment")).with("Retry-After", "1"));
  }
}
