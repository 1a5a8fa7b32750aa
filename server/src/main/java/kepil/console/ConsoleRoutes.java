package kepil.console;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepil.api.Keys;
import kepil.ledger.Ledger;
import kepil.ledger.Renamed;
import kepil.ledger.Signers;
import kepil.mail.Caught;
import kepil.notice.Folders;
import kepil.notice.Notices;
import kepil.promises.PromiseBook;
import kepil.rights.Desk;
import kepil.vault.TrustedTime;
import kepil.vault.Vault;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;

/// `/console/…`: all pages for operators.
public final class ConsoleRoutes {
  private final List<Route> routes = new ArrayList<>();

  /// @param folders where new versions wait
  /// @param renamed logs that go on under another name since this start
  /// @param caught letters of the demo; empty where they go out
  public ConsoleRoutes(
      Jdbi jdbi,
      Notices notices,
      Folders folders,
      Vault vault,
      Desk desk,
      Ledger ledger,
      Signers signers,
      Keys keys,
      Operators operators,
      Logbook logbook,
      PromiseBook book,
      List<Renamed> renamed,
      Optional<Caught> caught,
      InstantSource clock) {
    var guard = new Guard(jdbi, operators, notices, desk, caught.isPresent(), clock);
    routes.addAll(new AccountRoutes(jdbi, operators, logbook, notices, guard).routes());
    routes.addAll(
        new HomeRoutes(
                jdbi,
                new TrustedTime(jdbi, clock),
                desk,
                ledger,
                renamed,
                notices,
                folders,
                book,
                guard)
            .routes());
    routes.addAll(new FilingRoutes(jdbi, desk, vault, logbook, guard).routes());
    routes.addAll(new RequestRoutes(jdbi, desk, vault, logbook, guard).routes());
    routes.addAll(new EvidenceRoutes(ledger, book, logbook, guard).routes());
    routes.addAll(new BooksRoutes(jdbi, vault, logbook, guard, clock).routes());
    routes.addAll(new PublishRoutes(jdbi, notices, folders, vault, logbook, guard).routes());
    routes.addAll(
        new OrganisationRoutes(jdbi, notices, ledger, signers, keys, logbook, guard).routes());
    routes.addAll(new ReadRoutes(guard).routes());
    caught.ifPresent(it -> routes.add(mail(it, guard)));
  }

  private static Route mail(Caught caught, Guard guard) {
    return Route.get(
        "/console/mail",
        guard.page(
            in -> {
              var shell = guard.shell(in, "mail", "Mail");
              var page = new MailPage(shell, Words.in("en"), caught.recent());
              return Reply.html(Pages.print("console/mail", page));
            }));
  }

  /// Letters that would have gone out.
  public record MailPage(Shell shell, Words words, List<Caught.Seen> letters) {}

  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
