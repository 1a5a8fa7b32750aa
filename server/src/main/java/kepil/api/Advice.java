package kepil.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kepil.gate.Ask;
import kepil.policy.Program;
import kepil.yaml.Nearest;

/// What was probably meant by words of an ask that the policy does not declare in their place.
record Advice(List<String> lines) {
  static Advice on(Program program, Ask ask) {
    var lines = new ArrayList<String>();
    for (var it : ask.fields()) add(lines, "field", it, program.fields().keySet());
    ask.point().ifPresent(it -> add(lines, "point", it, program.points().keySet()));
    ask.purpose().ifPresent(it -> add(lines, "purpose", it, program.purposes().keySet()));
    ask.recipient().ifPresent(it -> add(lines, "recipient", it, program.parties().keySet()));
    for (var it : ask.given()) add(lines, "given", it, program.words().keySet());
    return new Advice(List.copyOf(lines));
  }

  private static void add(
      List<String> lines, String place, String written, Collection<String> known) {
    if (known.contains(written)) return;
    var advice = Nearest.advice(written, known);
    if (!advice.isEmpty()) lines.add(place + " `" + written + "`: " + advice);
  }
}
