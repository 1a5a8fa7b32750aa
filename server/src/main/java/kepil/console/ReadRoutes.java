package kepil.console;

import java.util.List;
import java.util.Optional;
import kepil.documents.HtmlReport;
import kepil.documents.Reader;
import kepil.documents.Reports;
import kepil.documents.Sitting;
import kepil.notice.LawBook;
import kepil.web.Multipart;
import kepil.web.Pages;
import kepil.web.Reply;
import kepil.web.Route;

/// `/console/read`: a published policy is uploaded, read and forgotten.
public final class ReadRoutes {
  private final Guard guard;
  private final Sitting sitting = new Sitting(LawBook::read);

  ReadRoutes(Guard guard) {
    this.guard = guard;
  }

  /// @param fault why nothing was read
  public record ReadPage(Shell shell, Optional<String> fault) {}

  List<Route> routes() {
    return List.of(
        Route.get("/console/read", guard.page(in -> page(in, 200, Optional.empty()))),
        Route.post("/console/read", guard.page(this::read)));
  }

  private Reply again(Inside in, int status, String fault) {
    return page(in, status, Optional.of(fault));
  }

  private Reply page(Inside in, int status, Optional<String> fault) {
    return Reply.html(
        status,
        Pages.print(
            "console/read", new ReadPage(guard.shell(in, "read", "Read a document"), fault)));
  }

  private Reply read(Inside in) {
    var parts = Multipart.read(in.call());
    if (!in.sent(text(parts, "token"))) return Reply.problem(Guard.STALE);
    var file = file(parts, "file");
    if (file.isEmpty()) return again(in, 422, "Choose a file first.");
    var other = file(parts, "other");
    return switch (sitting.read(
        file.get(), other, text(parts, "language"), List.of(), "", guard.today())) {
      case Sitting.Outcome.Unmet(var field, var why, var expected) ->
          again(in, 422, "The " + field + " " + why + "; expected " + expected + ".");
      case Sitting.Outcome.Busy _ ->
          again(in, 503, "Two documents are being read just now. Try again in a minute.");
      // The report brings its own stylesheet, and only that one is let in.
      case Sitting.Outcome.Answered it ->
          Reply.html(Reports.html(List.of(it.answer())))
              .with(
                  "Content-Security-Policy",
                  "default-src 'none'; style-src "
                      + HtmlReport.styleSource()
                      + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    };
  }

  private static String text(List<Multipart.Part> parts, String name) {
    return parts.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .map(Multipart.Part::text)
        .orElse("");
  }

  private static Optional<Reader.File> file(List<Multipart.Part> parts, String name) {
    return parts.stream()
        .filter(it -> it.name().equals(name) && it.file().isPresent() && it.content().length > 0)
        .findFirst()
        .map(it -> new Reader.File(it.file().orElseThrow(), it.content()));
  }
}
