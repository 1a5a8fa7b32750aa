package kepil.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/// Prints a page: a template of `src/main/jte` with the one record it takes.
public final class Pages {
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), "kepil.pages");

  private Pages() {}

  /// @param template `portal/policy`, for `src/main/jte/portal/policy.jte`
  /// @param page what the template declares as its parameter
  public static String print(String template, Object page) {
    var out = new StringOutput(16 * 1024);
    ENGINE.render(template + ".jte", page, out);
    return out.toString();
  }
}
