package kepil.promises;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import kepil.policy.Check;
import kepil.policy.Clause;
import kepil.policy.Program;
import kepil.policy.Rule;

/// The clauses of a policy with what keeps each, for machines and for pages.
public final class Promises {
  /// How far back evidence is counted where nobody says.
  public static final Duration RECENT = Duration.ofDays(30);

  /// Compiled programs do not change, so neither does this.
  private static final Map<String, List<Promise>> KNOWN = new ConcurrentHashMap<>();

  private Promises() {}

  /// How a clause is kept.
  public enum Kept {
    /// By declarations the software enforces.
    KEPT("kept"),
    /// By nobody's software, and the policy says why.
    TEXT_ONLY("text-only"),
    /// Not: something contradicts it.
    BROKEN("broken"),
    /// It is a heading and promises nothing.
    HEADING("heading");

    private final String word;

    Kept(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// What the policy declares of a clause; whether it is so, the book says.
  ///
  /// @param keptBy declarations of the policy: `rule:no-direct-marketing`, `purpose:fraud`, …
  /// @param rules what each of them does, in a sentence; as many as `keptBy`
  /// @param why no software can keep it
  public record Promise(
      Clause clause, Kept kept, List<String> keptBy, List<String> rules, Optional<String> why) {}

  /// In the order of the prevailing language.
  public static List<Promise> of(Program program) {
    return KNOWN.computeIfAbsent(program.hash(), _ -> made(program));
  }

  public static Optional<Promise> of(Program program, String clause) {
    return of(program).stream().filter(it -> it.clause().id().equals(clause)).findFirst();
  }

  private static List<Promise> made(Program program) {
    var sentences = sentences(program);
    var why = new LinkedHashMap<String, String>();
    for (var it : program.textOnly()) {
      for (var clause : it.clauses()) why.putIfAbsent(clause, it.why());
    }
    var all = new ArrayList<Promise>();
    for (var clause : program.clauses().values()) {
      var keptBy = program.keeps(clause.id());
      var reason = Optional.ofNullable(why.get(clause.id()));
      var kept =
          !keptBy.isEmpty()
              ? Kept.KEPT
              : reason.isPresent() ? Kept.TEXT_ONLY : clause.heading() ? Kept.HEADING : Kept.BROKEN;
      all.add(
          new Promise(
              clause,
              kept,
              keptBy,
              keptBy.stream().map(it -> sentences.getOrDefault(it, it)).toList(),
              reason));
    }
    return List.copyOf(all);
  }

  /// What each declaration does, in words that need no knowledge of the file it stands in.
  private static Map<String, String> sentences(Program program) {
    var all = new LinkedHashMap<String, String>();
    all.put("doubt", "what the policy does not declare is refused, citing this clause");
    program
        .governing()
        .ifPresent(
            it ->
                all.put(
                    "governed-by",
                    "people whose place has no law of the policy's are answered under "
                        + it.law()));
    for (var it : program.contacts().values()) {
      all.put(
          "contact:" + it.id(),
          "contact "
              + it.id()
              + ": the text and the pages give the same "
              + it.kind()
              + " everywhere");
    }
    for (var it : program.parties().values()) {
      all.put(
          "party:" + it.id(),
          "party "
              + it.name()
              + " is registered as "
              + list(it.roles())
              + it.country().map(in -> " in " + in).orElse("")
              + it.since().map(day -> ", since " + day).orElse("")
              + it.until().map(day -> ", until " + day).orElse(""));
    }
    for (var it : program.categories().values()) {
      all.put(
          "category:" + it.id(),
          "category "
              + it.id()
              + " is closed: "
              + list(it.fields())
              + some(", made of ", it.from())
              + it.smallestGroup().map(n -> ", for groups of " + n + " people or more").orElse(""));
    }
    for (var it : program.words().values()) {
      all.put(
          (it.choice() ? "choice:" : "fact:") + it.id(),
          (it.choice() ? "choice " : "fact ")
              + it.id()
              + it.towards()
                  .map(role -> ", towards those who were " + role + " on that day")
                  .orElse("")
              + some(", separately for each ", it.per()));
    }
    for (var it : program.purposes().values()) {
      all.put(
          "purpose:" + it.id(),
          "purpose "
              + it.id()
              + " stands on "
              + it.basis().word()
              + it.basisIn().entrySet().stream()
                  .map(e -> ", in " + e.getKey() + " on " + e.getValue().word())
                  .collect(Collectors.joining())
              + some(", uses ", it.uses())
              + some(", needs ", it.needs()));
    }
    for (var it : program.points().values()) {
      all.put(
          "point:" + it.id(),
          "point "
              + it.id()
              + " ("
              + it.kind()
              + ") takes "
              + (it.collects().isEmpty() ? "nothing" : list(it.collects()))
              + some(" for ", it.purposes())
              + some(", needs ", it.needs()));
    }
    for (var it : program.rules()) if (it.id().startsWith("rule:")) all.put(it.id(), sentence(it));
    for (var it : program.mechanisms()) {
      all.put(
          "transfer:" + it.id(),
          "transfer mechanism "
              + it.id()
              + ": from "
              + list(it.from())
              + " into "
              + list(it.into())
              + ", valid since "
              + it.since()
              + it.until().map(last -> " until " + last).orElse(""));
    }
    for (var it : program.retention()) {
      all.put(
          "retention:" + it.id(),
          "kept for "
              + it.keep()
              + (it.until().isEmpty()
                  ? ""
                  : " or until " + list(it.until()) + some(", unless ", it.unless()))
              + ", then "
              + it.then()
              + ": "
              + list(it.fields()));
    }
    for (var it : program.rights()) {
      all.put(
          "right:" + it.id(),
          "right "
              + it.right().word()
              + some(" for people in ", it.livingIn())
              + (it.whereLaw() ? " where their law gives it" : "")
              + some(", asked by ", it.channels()));
    }
    for (var it : program.measures()) {
      all.put(
          "measure:" + it.id(),
          it.kind()
              + " measure "
              + it.id()
              + " against "
              + list(it.against())
              + "; "
              + (program.checks().containsKey(Check.MEASURES_INTERNAL)
                  ? ""
                  : "shown by " + it.proof() + ", ")
              + "checked "
              + it.checked()
              + it.expires().map(last -> ", counts until " + last).orElse(""));
    }
    for (var it : program.generated().values()) {
      all.put(
          "generated:" + it.id(),
          "every collection is on record, so that "
              + it.list()
              + " of the last "
              + it.within()
              + " can be listed");
    }
    for (var it : program.checks().keySet()) {
      all.put(
          "check:" + it.word(), "the compiler refuses a policy that fails the check " + it.word());
    }
    return all;
  }

  private static String sentence(Rule it) {
    var text =
        new StringBuilder(it.id().substring("rule:".length()))
            .append(it.allows() ? " allows " : " refuses ")
            .append(list(it.operations().stream().map(op -> op.word()).sorted().toList()));
    part(text, " of ", it.fields());
    part(text, " but not of ", it.exceptFields());
    part(text, " with ", it.with());
    part(text, " at ", it.points());
    part(text, " except at ", it.exceptPoints());
    part(text, " for ", it.forPurposes());
    part(text, " except for ", it.exceptFor());
    part(text, " to ", it.to());
    part(text, " except to ", it.exceptTo());
    part(text, " by ", it.channels());
    part(text, " except by ", it.exceptChannels());
    part(text, " into ", it.into());
    part(text, " except into ", it.exceptInto());
    part(text, " of people in ", it.livingIn());
    part(text, " except of people in ", it.exceptLivingIn());
    part(text, ", if ", it.ifAll());
    part(text, ", if one of ", it.ifAny());
    part(text, ", unless ", it.unless());
    it.doneBy().ifPresent(who -> text.append("; carried out by ").append(who));
    return text.toString();
  }

  private static void part(StringBuilder text, String before, Collection<String> words) {
    text.append(some(before, words));
  }

  private static String some(String before, Collection<String> words) {
    return words.isEmpty() ? "" : before + list(words);
  }

  private static String list(Collection<String> words) {
    return String.join(", ", words);
  }
}
