package kepil.read;

import static kepil.read.Look.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepil.law.Duty;

/// What a policy has to say and this one does not.
final class MissingChecks {
  private MissingChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "date-without-day",
              Kind.MISSING,
              "a date of coming into force without its day",
              "which version applied to somebody on a day of that month cannot be told",
              MissingChecks::day),
          check(
              "missing",
              Kind.MISSING,
              "an element nobody can do without: who is responsible, since when, how to reach them,"
                  + " what rights there are, how long data are kept …; with the article, where a"
                  + " law of the reader wants it",
              "a person who cannot learn it cannot act on it",
              MissingChecks::missing));

  private static void day(Look at) {
    new Elements(at.document, at.desk)
        .monthOnly()
        .ifPresent(
            it ->
                at.found(
                    Severity.OMITS,
                    it,
                    "the date has no day",
                    "which version applied to somebody on a day of that month cannot be told",
                    "give the day"));
  }

  /// @param words what is missing, after `the text does not say`
  private record Wanted(String words, Severity without, String advice) {}

  /// In the order in which people ask.
  private static final Map<String, Wanted> WANTED = wanted();

  private static Map<String, Wanted> wanted() {
    var it = new LinkedHashMap<String, Wanted>();
    it.put(
        "controller",
        new Wanted(
            "who is responsible for the data, with the full name of the organisation",
            Severity.OMITS,
            "name the organisation and its address"));
    it.put(
        "date-with-day",
        new Wanted(
            "since which day it applies",
            Severity.OMITS,
            "give the day on which it came into force"));
    it.put(
        "version",
        new Wanted(
            "which version it is, or where earlier ones are",
            Severity.ADVICE,
            "number the versions and keep the old ones"));
    it.put(
        "contact",
        new Wanted(
            "how to reach whoever is responsible",
            Severity.OMITS,
            "give an e-mail and a postal address for questions on data"));
    it.put(
        "purposes",
        new Wanted("for what purposes data are used", Severity.OMITS, "name each purpose"));
    it.put(
        "basis",
        new Wanted(
            "on what legal basis data are used", Severity.OMITS, "name the basis of each purpose"));
    it.put(
        "recipients",
        new Wanted("who receives the data", Severity.OMITS, "name the recipients, or their kinds"));
    it.put(
        "retention-number",
        new Wanted(
            "how long data are kept, in numbers",
            Severity.OMITS,
            "give a period for each category"));
    it.put(
        "access",
        new Wanted(
            "that people may ask what is held about them",
            Severity.OMITS,
            "say how to ask, and by when the answer comes"));
    it.put(
        "correction",
        new Wanted("that people may have wrong data corrected", Severity.OMITS, "say how to ask"));
    it.put(
        "erasure",
        new Wanted(
            "that people may have their data erased",
            Severity.OMITS,
            "say how to ask, and what is kept nevertheless"));
    it.put(
        "objection",
        new Wanted("that people may object to the use of their data", Severity.ADVICE, "say how"));
    it.put(
        "withdrawal",
        new Wanted(
            "that consent may be taken back",
            Severity.OMITS,
            "say how, as easily as it was given"));
    it.put(
        "authority",
        new Wanted(
            "to which authority people may complain", Severity.OMITS, "name it, with its address"));
    it.put(
        "transfers",
        new Wanted(
            "whether data go to other countries",
            Severity.ADVICE,
            "say where to, or that they do not"));
    it.put(
        "cookies",
        new Wanted(
            "whether cookies are set", Severity.ADVICE, "say which, for what, and how to refuse"));
    it.put(
        "children",
        new Wanted(
            "whether and from which age it is meant for children",
            Severity.ADVICE,
            "say from which age people may use it"));
    it.put(
        "security",
        new Wanted("how data are protected", Severity.ADVICE, "say which measures are taken"));
    it.put(
        "answer-term",
        new Wanted("by when a request is answered", Severity.ADVICE, "give the number of days"));
    return it;
  }

  /// Only some laws know it: a text to which others apply need not say it.
  static final Set<String> BY_LAW = Set.of("withdrawal", "basis", "objection");

  static List<String> elements() {
    return List.copyOf(WANTED.keySet());
  }

  private static void missing(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    var elements = new Elements(at.document, at.desk);
    boolean monthOnly = elements.monthOnly().isPresent();
    WANTED.forEach(
        (element, wanted) -> {
          if (elements.has(element) || element.equals("date-with-day") && monthOnly) return;
          var duties =
              at.desk.laws().stream()
                  .flatMap(
                      law ->
                          law.duties().stream()
                              .filter(
                                  it ->
                                      it.kind() == Duty.Kind.SAY
                                          && it.name().equals(element)
                                          && it.appliesOn(at.desk.on())
                                          && it.when().stream().allMatch(elements::has))
                              .map(it -> new LawChecks.Of(law, it)))
                  .toList();
          if (duties.isEmpty()) {
            if (BY_LAW.contains(element) && !at.desk.laws().isEmpty()) return;
            at.found(
                element,
                wanted.without(),
                List.of(at.whole()),
                "the text does not say " + wanted.words(),
                "a person who cannot learn it cannot act on it",
                wanted.advice(),
                List.of());
            return;
          }
          var all = LawChecks.gravestFirst(duties);
          var first = all.getFirst();
          at.found(
              element,
              // A law never makes a gap milder than it is without one.
              first.severity().atLeast(wanted.without()) ? first.severity() : wanted.without(),
              List.of(at.whole()),
              "the text does not say " + wanted.words(),
              first.duty().wants(),
              wanted.advice(),
              LawChecks.articles(all));
        });
  }
}
