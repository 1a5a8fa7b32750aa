package kepil.portal;

import java.util.List;
import kepil.web.Call;
import kepil.web.ErrorPage;
import kepil.web.Pages;
import kepil.web.Problem;
import kepil.words.Frame;
import kepil.words.Frame.Way;
import kepil.words.Words;

/// Tells a person in their language what did not work and what to do.
public final class ErrorPages implements ErrorPage {

  /// What the page shows.
  ///
  /// @param home where to go from here
  public record Shown(
      Frame frame,
      String title,
      String advice,
      List<String> clauses,
      List<String> articles,
      String number,
      Way home) {}

  private static final String UNOPENABLE = "urn:kepil:problem:unopenable";

  @Override
  public String page(Call call, Problem problem) {
    var words = Words.in(call.language(Words.OFFERED, Words.OFFERED.getFirst()));
    var title = words.say("error.title." + kind(words, problem));
    var number = problem.instance().map(it -> it.substring(it.lastIndexOf(':') + 1)).orElse("");
    return Pages.print(
        "portal/error",
        new Shown(
            Frame.of(words, title),
            title,
            words.say("error." + kind(words, problem)),
            problem.clauses(),
            problem.articles(),
            number,
            home(call, words, problem)));
  }

  /// Whoever does not open is helped in the privacy centre, where one asks and finds whom to write
  /// to.
  private static Way home(Call call, Words words, Problem problem) {
    var address = call.address();
    return problem.type().equals(UNOPENABLE) && !address.startsWith("/console")
        ? Way.to(words.say("layout.privacy"), "/" + address.split("/", 3)[1] + "/privacy")
        : Way.to(words.say("error.home"), "/");
  }

  private static String kind(Words words, Problem problem) {
    if (problem.type().equals(UNOPENABLE)) return "unopenable";
    var status = String.valueOf(problem.status());
    return words.knows("error." + status) ? status : "other";
  }
}
