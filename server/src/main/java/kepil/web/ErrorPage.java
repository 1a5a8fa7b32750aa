package kepil.web;

/// Shows a problem to a person whose browser asked for a page.
@FunctionalInterface
public interface ErrorPage {
  /// @return the HTML of the page; the status is the problem's
  String page(Call call, Problem problem);
}
