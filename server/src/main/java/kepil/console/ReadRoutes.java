package kepil.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import kepil.documents.HtmlReport;
import kepil.documents.Reader;
import kepil.documents.Reports;
import kepil.documents.Sitting;
import kepil.notice.LawBook;
import kepil.web.Call;
import kepil.web.Multipart;
import kepil.web.Pages;
import kepil.web.Problem;
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
        Route.get("/console/read", guard.page((call, in) -> page(call, in, 200, Optional.empty()))),
        Route.post("/console/read", guard.page(this::read)));
  }

  private Reply page(Call call, Guard.Inside in, int status, Optional<String> fault) {
    return Reply.html(
        status,
        Pages.print(
            "console/read", new ReadPage(guard.shell(call, in, "read", "Read a document"), fault)));
  }

  private Reply read(Call call, Guard.Inside in) {
    var parts = Multipart.read(call);
    var token =
        parts.stream()
            .filter(it -> it.name().equals("token"))
            .findFirst()
            .map(Multipart.Part::text)
            .orElse("");
    if (!MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), in.token().getBytes(StandardCharsets.US_ASCII))) {
      return Reply.problem(
          Problem.of(
              403,
              "stale-form",
              "The form is not of this session",
              "the form was not of this session; open the page again and send it from there"));
    }
    var file =
        parts.stream()
            .filter(
                it -> it.name().equals("file") && it.file().isPresent() && it.content().length > 0)
            .findFirst();
    if (file.isEmpty()) return page(call, in, 422, Optional.of("Choose a file first."));
    var language =
        parts.stream()
            .filter(it -> it.name().equals("language"))
            .findFirst()
            .map(Multipart.Part::text)
            .orElse("");
    var other =
        parts.stream()
            .filter(
                it -> it.name().equals("other") && it.file().isPresent() && it.content().length > 0)
            .findFirst()
            .map(it -> new Reader.File(it.file().orElse("document"), it.content()));
    return switch (sitting.read(
        new Reader.File(file.get().file().orElse("document"), file.get().content()),
        other,
        language,
        List.of(),
        "",
        guard.today())) {
      case Sitting.Outcome.Unmet unmet ->
          page(
              call,
              in,
              422,
              Optional.of(
                  "The "
                      + unmet.field()
                      + " "
                      + unmet.why()
                      + "; expected "
                      + unmet.expected()
                      + "."));
      case Sitting.Outcome.Busy _ ->
          page(
              call,
              in,
              503,
              Optional.of("Two documents are being read just now. Try again in a minute."));
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
}
