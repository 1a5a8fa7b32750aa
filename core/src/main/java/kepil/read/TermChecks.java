package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One thing, one name.
final class TermChecks {
  private TermChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "many-names",
              Kind.TERM,
              "one thing under several names: the policy itself, personal data, whoever is"
                  + " responsible",
              "a reader cannot know whether two names mean two things, and a court asks the same",
              TermChecks::names),
          check(
              "defined-twice",
              Kind.TERM,
              "a term that is defined twice",
              "two definitions of one word are a contradiction that waits",
              TermChecks::twice),
          check(
              "never-used",
              Kind.TERM,
              "a term that is defined and not used again",
              "either the definition is left over, or the text uses another word for it",
              TermChecks::unused),
          check(
              "never-defined",
              Kind.TERM,
              "somebody who acts in the text under a name (`the Group`, `the Company`) that is"
                  + " nowhere said to be whom",
              "nobody can be held to what an unnamed body promises",
              TermChecks::undefined));

  private static void names(Look at) {
    for (var list : at.desk.words().names("terms")) {
      if (!list.startsWith("of-")) continue;
      Map<String, List<Finding.Spot>> used = new LinkedHashMap<>();
      Map<String, Integer> times = new LinkedHashMap<>();
      for (var block : at.blocks()) {
        for (var sentence : block.sentences()) {
          var taken = new ArrayList<Phrase.Hit>();
          var titles = TITLE.matcher(sentence.text()).results().toList();
          for (var phrase : at.words("terms/" + list)) {
            for (var hit : phrase.all(sentence)) {
              if (taken.stream().anyMatch(it -> it.start() < hit.end() && hit.start() < it.end())) {
                continue;
              }
              taken.add(hit);
              if (inATitle(titles, sentence, hit) || glosses(block, hit)) continue;
              var name = phrase.toString().replace("*", "").split("\\|")[0];
              used.computeIfAbsent(name, _ -> new ArrayList<>()).add(at.spot(block, hit));
              times.merge(name, 1, Integer::sum);
            }
          }
        }
      }
      // `“Data” or “information” means …`: a text that says so means one thing by both.
      for (var block : at.blocks()) {
        for (var sentence : block.sentences()) {
          var quoted = QUOTED.matcher(sentence.text()).results().map(it -> it.group(1)).toList();
          if (quoted.size() > 1) {
            used.keySet()
                .removeIf(
                    name ->
                        times.size() > 1
                            && !name.equals(usual(times))
                            && quoted.stream().anyMatch(it -> told(at, list, it).equals(name))
                            && quoted.stream()
                                .anyMatch(it -> told(at, list, it).equals(usual(times))));
          }
        }
      }
      times.keySet().retainAll(used.keySet());
      if (used.size() < 2) continue;
      var order =
          times.entrySet().stream()
              .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
              .map(Map.Entry::getKey)
              .toList();
      // The usual name is fine; each other name is shown where it first stands.
      var spots = order.stream().skip(1).map(it -> used.get(it).getFirst()).toList();
      at.found(
          list.equals("of-data") ? Severity.DOUBTFUL : Severity.COSMETIC,
          spots,
          list.substring(3).replace("-", " ")
              + (used.size() == 2 ? " has two names: " : " has " + used.size() + " names: ")
              + String.join(
                  ", ",
                  order.stream()
                      .map(it -> tick(used.get(it).getFirst().quote()) + " (" + times.get(it) + ")")
                      .toList()),
          "a reader cannot know whether two names mean two things",
          "choose one, define it once, use it everywhere");
    }
  }

  /// The title of an act, `«О персональных данных»`, is not how the text calls the thing.
  private static boolean inATitle(List<MatchResult> titles, Sentence sentence, Phrase.Hit hit) {
    return titles.stream()
        .anyMatch(
            it -> {
              int from = sentence.start() + it.start(1);
              int to = sentence.start() + it.end(1);
              return from <= hit.start() && hit.end() <= to && to - from > hit.end() - hit.start();
            });
  }

  /// `Plum pies (pirogi)` says that the two are one.
  private static boolean glosses(Block block, Phrase.Hit hit) {
    var text = block.text();
    int before = before(text, hit.start());
    int after = hit.end();
    while (after < text.length() && text.charAt(after) == ' ') after++;
    return before > 0
        && text.charAt(before) == '('
        && after < text.length()
        && text.charAt(after) == ')';
  }

  /// Where the last sign before this place stands that is no space; -1 for none.
  private static int before(String text, int at) {
    int before = at - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) before--;
    return before;
  }

  private static final Pattern TITLE = Pattern.compile("[«“\"„]([^«»“”\"„\\n]{2,120})[»”\"]");

  private static final Pattern QUOTED = Pattern.compile("[«“\"]([^«»“”\"\\n]{2,40})[»”\"]");

  private static String usual(Map<String, Integer> times) {
    return times.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /// Which of the names of a list some words are; empty for none.
  private static String told(Look at, String list, String words) {
    var sentence = new Sentence(words, 0, Cutter.tokens(words, 0, at.document.tongue()));
    return at.words("terms/" + list).stream()
        .filter(it -> it.in(sentence).isPresent())
        .findFirst()
        .map(it -> it.toString().replace("*", "").split("\\|")[0])
        .orElse("");
  }

  private static final Pattern DEFINITION =
      Pattern.compile(
          "\\((?:[^()]{0,60}?(?:бұдан әрі|hereinafter|далее|bundan sonra|жалпы"
              + " айтқанда|бірге|birlikdə|collectively|together|the)\\s*[,:–—-]*\\s*)?[«“\"]\\*{0,2}(?<quoted>[^»”\"*\\n"
              + "]{2,40}?)[.,]?\\*{0,2}[.,]?[»”\"](?:[^()]{0,30})\\)|\\((?:бұдан"
              + " әрі|далее|hereinafter|bundan sonra)\\s*[,:–—-]*\\s*(?<plain>[\\p{L} ]{2,40})\\)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /// `“Partner” means …`, and where the verb comes last: `"Tərəfdaş" … deməkdir`, `под «Партнёром»
  /// … понимается`, `«Серіктес» деп … түсініледі`.
  private static final Pattern EXPLAINED =
      Pattern.compile(
          "^(?<under>[Пп]од\\s+(?:термин\\w+\\s+|словом\\s+)?)?"
              + "[«“\"](?<quoted>\\p{Lu}[^»”\"\\n]{1,39})[»”\"]\\s+"
              + "(?:(?:means|refers to|означает|дегеніміз)\\b|(?:termin\\w*\\s+)?dedikdə\\b"
              + "|(?:термині?\\s+)?деп\\b.{0,400}\\b(?:түсіні|ұғы|аталады|танылады)"
              + "|.{0,400}\\b(?:deməkdir|понима[ею]тся|подразумева[ею]тся)\\b)",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static List<Defined> explanations(Look at) {
    var all = new ArrayList<Defined>();
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        // `In addition, “Partner” means …` begins behind the comma.
        int skip = sentence.text().indexOf(", ") + 2;
        for (int from : skip > 1 && skip < 30 ? new int[] {0, skip} : new int[] {0}) {
          var found = EXPLAINED.matcher(sentence.text().substring(from));
          if (!found.find()) continue;
          int begin = sentence.start() + from;
          all.add(
              new Defined(
                  found.group("quoted").strip(),
                  found.group("under") != null,
                  block,
                  begin + found.start("quoted"),
                  begin + found.end("quoted")));
        }
      }
    }
    return all;
  }

  /// @param under explained as `под «…» понимается`, in the instrumental case
  private record Defined(String term, boolean under, Block block, int start, int end) {}

  private static List<Defined> definitions(Look at) {
    var all = new ArrayList<Defined>();
    for (var block : at.blocks()) {
      var found = DEFINITION.matcher(block.text());
      while (found.find()) {
        var group = found.group("quoted") != null ? "quoted" : "plain";
        all.add(
            new Defined(
                found.group(group).strip(), false, block, found.start(group), found.end(group)));
      }
    }
    return all;
  }

  /// Terms defined by brackets and by verbs, in the order of the text.
  private static List<Defined> explained(Look at) {
    return Stream.concat(definitions(at).stream(), explanations(at).stream())
        .sorted(
            Comparator.comparing((Defined it) -> it.block().index()).thenComparing(Defined::start))
        .toList();
  }

  private static void twice(Look at) {
    var seen = new HashMap<String, Defined>();
    for (var it : explained(at)) {
      var term = StructureChecks.plain(at.document, it.term());
      var first =
          beginnings(term).stream()
              .map(seen::get)
              .filter(Objects::nonNull)
              .filter(that -> inflected(StructureChecks.plain(at.document, that.term()), term))
              .findFirst()
              .orElse(null);
      beginnings(term).forEach(begins -> seen.putIfAbsent(begins, it));
      if (first != null && Character.isUpperCase(it.term().charAt(0))) {
        at.found(
            Severity.CHANGES,
            List.of(
                at.document.spot(it.block(), it.start(), it.end()),
                at.document.spot(first.block(), first.start(), first.end())),
            tick(it.term()) + " is defined a second time",
            "two definitions of one word are a contradiction that waits",
            "keep one definition");
      }
    }
  }

  /// A term, and it without one to four letters: two cases of one term have one of these in common.
  private static List<String> beginnings(String term) {
    var all = new ArrayList<String>();
    for (int length = term.length(); length >= Math.max(5, term.length() - 4); length--) {
      all.add(term.substring(0, length));
    }
    return all.isEmpty() ? List.of(term) : all;
  }

  /// Whether two terms are one in two cases: `Services`, `Services'`; `қызметтері`, `қызметтерін`.
  private static boolean inflected(String one, String other) {
    int common = 0;
    while (common < Math.min(one.length(), other.length())
        && one.charAt(common) == other.charAt(common)) {
      common++;
    }
    int shorter = Math.min(one.length(), other.length());
    return one.equals(other)
        || shorter > 5 && common >= shorter - 1 && Math.abs(one.length() - other.length()) <= 3;
  }

  /// `Под «Услугами» понимаются …`: the words elsewhere have other endings.
  private static final Pattern INSTRUMENTAL =
      Pattern.compile("(?<begins>\\p{L}{3,}?)(?:[аяыи]ми|[оеёыи][мй]|ью|ею)");

  /// A term without the ending of its last word; of one in the instrumental case, the beginning of
  /// its first.
  private static String stem(Look at, Defined it) {
    var term = it.term();
    var folded = StructureChecks.plain(at.document, term);
    if (it.under()) {
      var first = INSTRUMENTAL.matcher(folded.split(" ")[0]);
      if (!first.matches()) return folded.split(" ")[0];
      var begins = first.group("begins");
      // `Продавцом` is `Продавец` elsewhere.
      return begins.length() > 5 ? begins.substring(0, begins.length() - 1) : begins;
    }
    return folded.length() <= 6
        ? folded
        : folded.substring(0, folded.length() - Math.min(3, folded.length() - 6));
  }

  private static void unused(Look at) {
    var definitions = explained(at);
    if (definitions.isEmpty()) return;
    var text =
        new Beginnings(
            at.blocks().stream()
                .map(block -> StructureChecks.plain(at.document, block.text()))
                .collect(Collectors.joining(" ")));
    for (var it : definitions) {
      if (!Character.isUpperCase(it.term().charAt(0))) continue;
      if (!text.twice(stem(at, it))) {
        at.found(
            Severity.COSMETIC,
            at.document.spot(it.block(), it.start(), it.end()),
            tick(it.term()) + " is defined and not used again",
            "either the definition is left over, or the text uses another word for it",
            "use the term, or take the definition out");
      }
    }
  }

  /// What follows from each word of a text on, in the order of the alphabet: whether something
  /// stands there twice is looked up.
  private static final class Beginnings {
    private final String text;
    private final Integer[] words;

    Beginnings(String text) {
      this.text = text;
      this.words =
          IntStream.range(0, text.length())
              .filter(at -> text.charAt(at) != ' ' && (at == 0 || text.charAt(at - 1) == ' '))
              .boxed()
              .toArray(Integer[]::new);
      Arrays.sort(words, Comparator.comparing(this::from));
    }

    /// No term is longer than `DEFINITION` allows.
    private String from(int at) {
      return text.substring(at, Math.min(text.length(), at + 41));
    }

    boolean twice(String stem) {
      int low = 0;
      for (int high = words.length; low < high; ) {
        int middle = (low + high) >>> 1;
        if (from(words[middle]).compareTo(stem) < 0) low = middle + 1;
        else {
          high = middle;
        }
      }
      return low + 1 < words.length
          && text.startsWith(stem, words[low])
          && text.startsWith(stem, words[low + 1]);
    }
  }

  private static void undefined(Look at) {
    var defined = definitions(at).stream().map(it -> stem(at, it)).toList();
    for (var phrase : at.words("terms/actor")) {
      var uses = new ArrayList<Finding.Spot>();
      boolean explained = false;
      for (var block : at.blocks()) {
        for (var sentence : block.sentences()) {
          for (var hit : phrase.all(sentence)) {
            // Behind a colon a sentence begins anew: `A merger: Companies are sold …`.
            int sign = before(block.text(), hit.start());
            boolean first =
                hit.start() == sentence.start() || sign >= 0 && block.text().charAt(sign) == ':';
            // `The Company`: the article is no part of the name.
            boolean capital =
                Character.isUpperCase(hit.last().text().charAt(0))
                    && hit.last().text().chars().anyMatch(Character::isLowerCase);
            if (!capital) continue;
            if (!first && block.kind() != Block.Kind.HEADING) uses.add(at.spot(block, hit));
            int end = hit.end();
            var after = block.text().substring(end, Math.min(block.text().length(), end + 40));
            explained |=
                after.matches("(?s)[»”\"*)]*\\s*[-–—:]\\s.*")
                    // `Operator of the data: Town Library`
                    || first
                        && after.matches(
                            "(?s)(\\s\\p{Ll}[\\p{L}-]*){1,3}\\s*[-–—:]\\s+[«“\"*]*\\p{Lu}.*")
                    || after.matches("(?s)[»”\"]\\s*\\).*")
                    || Phrase.any(at.words("terms/meaning"), sentence);
          }
        }
      }
      if (uses.isEmpty()
          || explained
          || defined.stream().anyMatch(it -> it.startsWith(phrase.toString().replace("*", "")))) {
        continue;
      }
      at.found(
          Severity.OMITS,
          Look.first(uses, 5),
          tick(uses.getFirst().quote()) + " acts in the text and is nowhere said to be whom",
          "nobody can be held to what an unnamed body promises",
          "say once which organisations are meant, with their full names");
    }
  }
}
