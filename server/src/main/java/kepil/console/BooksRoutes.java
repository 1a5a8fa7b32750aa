package kepil.console;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kepil.carry.Deliveries;
import kepil.policy.Program;
import kepil.vault.Disclosures;
import kepil.vault.Paper;
import kepil.vault.Vault;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;

/// The books: who got what, who delivered what, and which paper waits for the shredder. None names
/// a person.
public final class BooksRoutes {
  private static final int MOST = 200;

  private final Jdbi jdbi;
  private final Vault vault;
  private final Logbook logbook;
  private final Guard guard;
  private final InstantSource clock;

  BooksRoutes(Jdbi jdbi, Vault vault, Logbook logbook, Guard guard, InstantSource clock) {
    this.jdbi = jdbi;
    this.vault = vault;
    this.logbook = logbook;
    this.guard = guard;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        guard.get("/books", this::books), guard.post("/books/paper/{id}", this::shredded));
  }

  public record BooksPage(
      Shell shell,
      Program program,
      Words words,
      List<Disclosures.Line> disclosures,
      List<Deliveries.Entered> deliveries,
      List<Paper.Task> paper) {
    /// The name of a party; its id where the policy in force knows it no longer.
    public String party(String id) {
      return Optional.ofNullable(program.parties().get(id)).map(Program.Party::name).orElse(id);
    }
  }

  private Reply books(Office at) {
    var org = at.org();
    var page =
        jdbi.inTransaction(
            tx ->
                new BooksPage(
                    guard.shell(at, "books", "Books"),
                    at.program(),
                    Words.in("en"),
                    Disclosures.list(tx, org, clock.instant().plusSeconds(1), MOST),
                    Deliveries.list(tx, org, MOST),
                    Paper.list(tx, org, MOST)));
    return Reply.html(Pages.print("console/books", page));
  }

  private Reply shredded(Office at) {
    jdbi.useTransaction(
        tx -> {
          var task = Guard.id(at.call().path("id"));
          var event = task.flatMap(it -> vault.shredded(tx, at.program(), it));
          if (event.isEmpty()) return;
          var act = "operator-shredded-paper";
          logbook.write(tx, at.program(), at.who(), act, event.get().toString());
        });
    return Reply.redirect(at.address("/books?done=shredded#paper"));
  }
}
