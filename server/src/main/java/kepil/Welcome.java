package kepil;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepil.gate.Gate;
import kepil.portal.FormRoutes;

/// What stands on the terminal once everything runs.
final class Welcome {
  private Welcome() {}

  /// Where people, operators and machines find what they need.
  ///
  /// @param firstAccount where the first operator makes their account
  /// @param mail whether letters are caught
  /// @param keys the folder of the demo's keys
  static List<String> lines(
      List<Gate> gates,
      int port,
      Optional<String> firstAccount,
      boolean mail,
      Optional<Path> keys) {
    var all = new ArrayList<String>();
    var base = "http://localhost:" + port + "/";
    all.add("");
    for (var gate : gates) {
      var org = gate.program().id();
      // The list is in English, and so is what it names, where there are words for it.
      var names = gate.program().names("en");
      all.add(names.organisation());
      line(all, "  the policy", base + org);
      gate.program().points().values().stream()
          .filter(it -> FormRoutes.isPage(gate.program(), it))
          .forEach(
              it ->
                  line(
                      all, "  " + names.points().get(it.id()).title(), base + org + "/" + it.id()));
      line(all, "  the privacy centre", base + org + "/privacy");
    }
    all.add("");
    line(all, "For operators", base + "console");
    firstAccount.ifPresent(
        it -> line(all, "  make your account", base + it.substring(1) + "  (once, for a day)"));
    if (mail) line(all, "  mail, caught", base + "console/mail");
    line(all, "For machines", base + "openapi.json");
    keys.ifPresent(it -> line(all, "An API key", it.toString()));
    all.add("");
    all.add("Ctrl-C stops everything; nothing is lost.");
    return all;
  }

  private static void line(List<String> all, String what, String where) {
    all.add(what + " ".repeat(Math.max(2, 34 - what.length())) + where);
  }
}
