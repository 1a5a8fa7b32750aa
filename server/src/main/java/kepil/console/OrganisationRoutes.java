package kepil.console;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import kepil.api.Keys;
import kepil.api.Verb;
import kepil.law.Law;
import kepil.ledger.Ledger;
import kepil.ledger.Signers;
import kepil.notice.Notices;
import kepil.policy.Program;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;

/// The organisation: its versions, laws, parties and periods, its ledger, and the keys of its
/// machines.
public final class OrganisationRoutes {
  private final Jdbi jdbi;
  private final Notices notices;
  private final Ledger ledger;
  private final Signers signers;
  private final Keys keys;
  private final Logbook logbook;
  private final Guard guard;

  OrganisationRoutes(
      Jdbi jdbi,
      Notices notices,
      Ledger ledger,
      Signers signers,
      Keys keys,
      Logbook logbook,
      Guard guard) {
    this.jdbi = jdbi;
    this.notices = notices;
    this.ledger = ledger;
    this.signers = signers;
    this.keys = keys;
    this.logbook = logbook;
    this.guard = guard;
  }

  List<Route> routes() {
    return List.of(
        guard.get("/organisation", this::organisation),
        guard.get("/keys", at -> keys(200, at, Optional.empty(), Optional.empty(), "")),
        guard.post("/keys", this::make),
        guard.post("/keys/{id}/revoke", this::revoke));
  }

  /// A law the organisation answers to.
  public record LawRow(String name, List<String> places, int consentAge, String authority) {
    static LawRow of(Law it) {
      return new LawRow(
          it.name(), it.livesIn().stream().sorted().toList(), it.consentAge(), it.authority());
    }
  }

  /// @param vkey by which anybody verifies the ledger
  /// @param size of the ledger as last signed; empty before the first event
  /// @param acts what operators did here
  public record OrganisationPage(
      Shell shell,
      Words words,
      Program program,
      List<Notices.Version> versions,
      List<LawRow> laws,
      String vkey,
      Optional<String> size,
      long queued,
      List<Logbook.Line> acts) {}

  private Reply organisation(Office at) {
    var org = at.org();
    var checkpoint =
        ledger
            .serve(org, "checkpoint")
            .map(
                it ->
                    new String(it.bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElse(""));
    return Reply.html(
        Pages.print(
            "console/organisation",
            new OrganisationPage(
                guard.shell(at, "organisation", "Organisation"),
                Words.in("en"),
                at.program(),
                notices.history(org),
                at.gate().laws().all().stream().map(LawRow::of).toList(),
                signers.of(org).key().print(),
                checkpoint,
                ledger.queued(org),
                logbook.recent(org, 50))));
  }

  /// @param made a key just made, whose token is shown now and never again
  public record KeysPage(
      Shell shell,
      String org,
      Words words,
      List<Keys.Key> keys,
      List<Verb> verbs,
      Optional<Keys.Made> made,
      Optional<String> fault,
      String name) {}

  private Reply keys(
      int status, Office at, Optional<Keys.Made> made, Optional<String> fault, String name) {
    var org = at.org();
    return Reply.html(
        status,
        Pages.print(
            "console/keys",
            new KeysPage(
                guard.shell(at, "keys", "API keys"),
                org,
                Words.in("en"),
                keys.list(org),
                List.of(Verb.values()),
                made,
                fault,
                name)));
  }

  private Reply again(Office at, String fault, String name) {
    return keys(422, at, Optional.empty(), Optional.of(fault), name);
  }

  private Reply make(Office at) {
    var name = at.call().form().first("name").orElse("").strip();
    var verbs = EnumSet.noneOf(Verb.class);
    at.call().form().values("verb").forEach(it -> Verb.of(it).ifPresent(verbs::add));
    if (name.isEmpty() || name.length() > 100) {
      return again(
          at,
          "Give the key a name of 1 to 100 characters, so that people know what it is for.",
          name);
    }
    if (verbs.isEmpty()) {
      return again(at, "Choose at least one thing the key may do.", name);
    }
    var made =
        jdbi.inTransaction(
            tx -> {
              var key = keys.make(tx, at.org(), name, verbs);
              logbook.write(
                  tx, at.program(), at.who(), "operator-made-key", key.key().id().toString());
              return key;
            });
    return keys(200, at, Optional.of(made), Optional.empty(), "");
  }

  private Reply revoke(Office at) {
    jdbi.useTransaction(
        tx -> {
          var key = Guard.id(at.call().path("id"));
          if (key.isEmpty() || !keys.revoke(tx, at.org(), key.get())) return;
          var act = "operator-revoked-key";
          logbook.write(tx, at.program(), at.who(), act, key.get().toString());
        });
    return Reply.redirect(at.address("/keys?done=revoked"));
  }
}
