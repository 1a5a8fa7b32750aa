package kepil.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepil.api.Endpoint.Asked;
import kepil.carry.Deliveries;
import kepil.carry.Messages;
import kepil.follow.Present;
import kepil.gate.SubjectId;
import kepil.ledger.Ledger;
import kepil.ledger.Signers;
import kepil.notice.Notices;
import kepil.promises.PromiseBook;
import kepil.rights.Desk;
import kepil.vault.Acts;
import kepil.vault.Counter;
import kepil.vault.Keyring;
import kepil.vault.Vault;
import kepil.web.Call;
import kepil.web.Problem;
import kepil.web.Reply;
import kepil.web.Route;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// `/api/v1/{org}/…`: from a call to the endpoint that answers it, past key, body and repetition.
/// What each endpoint does stands with its kind.
public final class ApiRoutes {
  /// What a caller can be content with: as long as a program that decides for itself may be behind.
  static final Duration BEHIND_AT_MOST = Duration.ofSeconds(1);

  private static final Pattern MAX_AGE =
      Pattern.compile("(?:^|[ ,])max-age=0*[1-9]", Pattern.CASE_INSENSITIVE);

  private final Jdbi jdbi;
  private final Present present;
  private final Notices notices;
  private final Vault vault;
  private final Acts acts;
  private final Counter counter;
  private final Keys keys;
  private final Results results;
  private final List<Endpoint> table;

  public ApiRoutes(
      Jdbi jdbi,
      Present present,
      Notices notices,
      Vault vault,
      Acts acts,
      Desk desk,
      Ledger ledger,
      Signers signers,
      PromiseBook book,
      Keyring keyring,
      Keys keys,
      Messages messages,
      Deliveries deliveries,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.present = present;
    this.notices = notices;
    this.vault = vault;
    this.acts = acts;
    this.counter = new Counter(jdbi, acts);
    this.keys = keys;
    this.results = new Results(keyring, clock);
    this.table =
        Stream.of(
                new ActEndpoints(jdbi, vault, acts, notices).table(),
                new CarryEndpoints(jdbi, acts, vault, messages, deliveries, clock).table(),
                new FollowEndpoints(jdbi, present.changes(), notices, vault, ledger::recorded)
                    .table(),
                new PeopleEndpoints(vault, notices, clock).table(),
                new RequestEndpoints(jdbi, vault, desk, clock).table(),
                new PolicyEndpoints(notices, ledger, book, clock).table(),
                new LogEndpoints(ledger, signers).table(),
                new Readings(clock).table())
            .flatMap(List::stream)
            .toList();
  }

  public List<Route> routes() {
    var routes = new ArrayList<Route>();
    // No cookie opens anything here, so pages of other sites gain nothing by sending.
    for (var it : table) {
      routes.add(new Route(it.method(), it.address(), call -> answer(it, call)).anywhere());
    }
    var version =
        Optional.ofNullable(ApiRoutes.class.getPackage().getImplementationVersion()).orElse("0");
    var description = OpenApi.of(table, version);
    routes.add(
        Route.get(
            "/openapi.json",
            _ -> Reply.json(description).with("Cache-Control", "public, max-age=300")));
    return List.copyOf(routes);
  }

  List<Endpoint> endpoints() {
    return table;
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
      if (it.deed() instanceof Endpoint.Answers(var answering)) {
        return answering.answer(call, Body.read(call, it.takes().orElseThrow()));
      }
      var org = call.path("org");
      var now =
          now(org, it.deed() instanceof Endpoint.Decides ? behind(call) : Duration.ZERO)
              .orElseThrow(() -> new Stop(Problem.of(404, "no policy in force under this name")));
      var gate =
          notices
              .gate(now, org)
              .orElseThrow(() -> new Stop(Problem.of(404, "no policy in force under this name")));
      var key = it.opens().map(verb -> key(call, org, now, verb));
      var asked = new Asked(call, org, now, gate, it.takes().map(shape -> Body.read(call, shape)));
      return switch (it.deed()) {
        case Endpoint.Reads(var reading) -> reading.answer(asked);
        case Endpoint.Answers _ -> throw new IllegalStateException("answered above");
        case Endpoint.Acts(var acting) -> acted(acting, asked, key);
        case Endpoint.Decides(var acting) -> acted(acting, asked, key);
        case Endpoint.Writes(var writing) ->
            once(asked, key.orElseThrow(), tx -> writing.answer(tx, asked));
      };
    } catch (Stop stop) {
      return stop.reply();
    }
  }

  /// What is known of an organisation; nothing is looked up for a name that somebody made up.
  private Optional<Present.Moment> now(String org, Duration behind) {
    return notices.knows(org) ? Optional.of(present.within(org, behind)) : Optional.empty();
  }

  /// So much older than the question the caller lets an answer be: RFC 9111, section 5.2.1.1, in
  /// whole seconds.
  private static Duration behind(Call call) {
    var content =
        call.header("cache-control").map(MAX_AGE::matcher).filter(Matcher::find).isPresent();
    return content ? BEHIND_AT_MOST : Duration.ZERO;
  }

  private Reply acted(Endpoint.Acting acting, Asked asked, Optional<Keys.Key> key) {
    // An answer that is kept is kept in the transaction of its act.
    return asked.call().header("idempotency-key").isEmpty()
        ? acting.answer(counter, asked)
        : once(asked, key.orElseThrow(), tx -> acting.answer(acts.in(tx), asked));
  }

  private Reply once(Asked asked, Keys.Key key, Function<Handle, Reply> act) {
    return jdbi.inTransaction(
        tx ->
            results.once(
                tx,
                key,
                asked.call(),
                about(asked),
                subject -> vault.held(tx, asked.org(), subject).isPresent(),
                () -> act.apply(tx)));
  }

  private Keys.Key key(Call call, String org, Present.Moment now, Verb verb) {
    var header = call.header("authorization").orElse("");
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw unauthorised("send `Authorization: Bearer` with an API key of this organisation", "");
    }
    var key =
        keys.of(
                it -> it.equals(org) ? Optional.of(now) : now(it, Duration.ZERO),
                header.substring(7).strip())
            .orElseThrow(
                () ->
                    unauthorised(
                        "the API key is unknown or was revoked; make one in the console",
                        ", error=\"invalid_token\""));
    if (!key.org().equals(org)) {
      throw new Stop(
          Problem.of(
              403,
              "other-organisation",
              "The key is for another organisation",
              "this API key is for another organisation than the address names"));
    }
    if (!key.may(verb)) {
      throw new Stop(
          Reply.problem(
                  Problem.of(
                          403,
                          "verb-missing",
                          "The key may not do this",
                          "this API key lacks the verb `" + verb.word() + "`")
                      .with("verb", verb.word()))
              .with(
                  "WWW-Authenticate",
                  "Bearer realm=\"kepil\", error=\"insufficient_scope\", scope=\""
                      + verb.word()
                      + "\""));
    }
    return key;
  }

  private static Stop unauthorised(String detail, String more) {
    return new Stop(
        Reply.problem(Problem.of(401, detail))
            .with("WWW-Authenticate", "Bearer realm=\"kepil\"" + more));
  }

  /// The person a write is about, whose erasure also ends the memory of the answer.
  private static Optional<SubjectId> about(Asked asked) {
    if (asked.call().params().containsKey("subject")) return Optional.of(subjectOf(asked));
    return asked.read().flatMap(it -> it.maybe("subject")).map(SubjectId::of);
  }

  static SubjectId subjectOf(Asked asked) {
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
    throw new Stop(
        Problem.of(404, "`" + name + "` in the address is no id; ids are UUIDs in small letters"));
  }

  static Stop nobody() {
    return new Stop(
        Problem.of(
            404,
            "no-such-subject",
            "Nobody of this number is known here",
            "nobody of this number is known here: they never were, or they are erased"));
  }
}
