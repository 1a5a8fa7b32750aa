package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Promises nobody can be held to.
final class VagueChecks {
  private VagueChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "no-number",
              Kind.VAGUE,
              "a promise of time without a number: `promptly`, `within a reasonable time`",
              "a term that cannot be counted cannot be missed, so it promises nothing",
              at -> each(at, "vague/time", true, "promises no day: ", "give a number of days")),
          check(
              "kept-as-needed",
              Kind.VAGUE,
              "data kept `as long as necessary`, without a number or a criterion",
              "the person cannot know when the data will be gone",
              at ->
                  each(
                      at,
                      "vague/retention",
                      true,
                      "names no period: ",
                      "give a number, or the event that ends it, for each category")),
          check(
              "open-list",
              Kind.VAGUE,
              "a list of data, purposes or recipients that ends with `and so on`",
              "whatever is not named was not told",
              at ->
                  each(
                      at,
                      "vague/list",
                      false,
                      "leaves the list open: ",
                      "name the rest, or end the list")),
          check(
              "any-purpose",
              Kind.VAGUE,
              "`other purposes`, `other legitimate business purposes`",
              "a purpose that covers everything is no purpose",
              at -> each(at, "vague/purpose", false, "covers everything: ", "name the purposes")));

  private static final Pattern NUMBER = Pattern.compile("\\d");

  private static void each(Look at, String list, boolean unlessNumber, String says, String advice) {
    for (var block : at.blocks()) {
      if (block.kind() == Block.Kind.HEADING) continue;
      var spots = new ArrayList<Finding.Spot>();
      for (var sentence : block.sentences()) {
        if (unlessNumber && counted(at, sentence)) continue;
        if (unlessNumber && Phrase.any(at.words("vague/unless"), sentence)) continue;
        // `For any purpose this policy names` names them; `for no other purpose` is the contrary.
        if (list.equals("vague/purpose")
            && (Phrase.any(at.words("vague/described"), sentence)
                || Phrase.any(at.words("matters/denied"), sentence)
                // Its points name them.
                || sentence.text().stripTrailing().endsWith(":"))) {
          continue;
        }
        Phrase.first(at.words(list), sentence).ifPresent(hit -> spots.add(at.spot(block, hit)));
      }
      if (!spots.isEmpty()) {
        at.found(
            Severity.DOUBTFUL,
            spots,
            "the text "
                + says
                + tick(spots.getFirst().quote())
                + (spots.size() > 1 ? ", in " + spots.size() + " sentences of the paragraph" : ""),
            "nobody can be held to it",
            advice);
      }
    }
  }

  /// Whether a number of days, months or years stands in the sentence.
  private static boolean counted(Look at, Sentence sentence) {
    return at.words("vague/units").stream()
        .anyMatch(
            unit ->
                unit.all(sentence).stream()
                    .anyMatch(
                        hit -> {
                          var words = sentence.words();
                          int index = words.indexOf(hit.first());
                          return index > 0 && NUMBER.matcher(words.get(index - 1).text()).find()
                              || index > 1 && NUMBER.matcher(words.get(index - 2).text()).find();
                        }));
  }
}
