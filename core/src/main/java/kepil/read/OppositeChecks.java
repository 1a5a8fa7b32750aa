package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An act that one sentence denies and another does, in the same words, whatever they are about.
final class OppositeChecks {
  private OppositeChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "same-words-denied",
              Kind.CONTRADICTION,
              "a sentence that says `not`, and another that says the same of the same thing without"
                  + " it",
              "one of the two promises is broken by keeping the other",
              OppositeChecks::look));

  /// Of a policy everything is about these; they do not make two sentences be about one thing.
  private static final int COMMON = 12;

  /// The words of a denial stand so near the verb in the sentence that does it.
  private static final int NEAR = 14;

  /// @param verb its beginning, without what makes it a denial
  /// @param things the beginnings of the other words
  private record Denied(Block block, Sentence sentence, String verb, Set<String> things) {}

  /// A verb that is not denied, and where it stands.
  private record Done(Block block, Sentence sentence, int at) {}

  private static void look(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    var denials = new ArrayList<Denied>();
    Map<String, List<Done>> deeds = new HashMap<>();
    Map<String, Integer> often = new HashMap<>();
    for (var block : at.blocks()) {
      if (block.kind() == Block.Kind.HEADING || at.document.inContents(block)) continue;
      for (var sentence : block.sentences()) {
        if (Phrase.any(at.words("matters/except"), sentence)
            || Phrase.any(at.words("matters/consented"), sentence)
            // A question claims nothing; its answer does.
            || sentence.text().stripTrailing().endsWith("?")) {
          continue;
        }
        var words = sentence.words();
        var verbs = new ArrayList<String>();
        for (int it = 0; it < words.size(); it++) {
          denied(at.document.tongue(), words, it).ifPresent(verbs::add);
        }
        words.stream()
            .map(it -> Vocabulary.begins(it.folded()))
            .distinct()
            .forEach(it -> often.merge(it, 1, Integer::sum));
        // Two denials in one sentence, or one of a list of verbs: what belongs to which is not
        // told.
        if (verbs.size() == 1) {
          denied(at, block, sentence, verbs.getFirst()).ifPresent(denials::add);
        } else if (verbs.isEmpty() && !Phrase.any(at.words("matters/denied"), sentence)) {
          for (int it = 0; it < words.size(); it++) {
            int place = it;
            if (at.document.tongue() == Tongue.EN && attribute(words, it)) continue;
            done(at.document.tongue(), words.get(it).folded())
                .ifPresent(
                    verb ->
                        deeds
                            .computeIfAbsent(verb, _ -> new ArrayList<>())
                            .add(new Done(block, sentence, place)));
          }
        }
      }
    }
    for (var denial : Look.first(denials, 200)) {
      if (denial.things().stream().allMatch(it -> often.getOrDefault(it, 0) > COMMON)) continue;
      Look.first(deeds.getOrDefault(denial.verb(), List.of()), 200).stream()
          .filter(it -> covers(it, denial.things()))
          .findFirst()
          .ifPresent(
              it ->
                  at.found(
                      Severity.CHANGES,
                      List.of(
                          at.document.spot(denial.block(), denial.sentence()),
                          at.document.spot(it.block(), it.sentence())),
                      "one sentence denies what another says: "
                          + tick(denial.sentence().text())
                          + " and "
                          + tick(it.sentence().text()),
                      "one of the two promises is broken by keeping the other",
                      "put the exception into the denial, or drop the other sentence"));
    }
  }

  private static boolean covers(Done it, Set<String> things) {
    var words = it.sentence().words();
    var near =
        words.subList(Math.max(0, it.at() - NEAR), Math.min(words.size(), it.at() + NEAR)).stream()
            .map(word -> Vocabulary.begins(word.folded()))
            .collect(Collectors.toSet());
    return near.containsAll(things);
  }

  private static Optional<Denied> denied(Look at, Block block, Sentence sentence, String verb) {
    // A refusal of a list of `matters.yaml` is held against its own claims.
    for (var name : at.desk.words().names("matters")) {
      if (name.startsWith("no-") && Phrase.any(at.words("matters/" + name), sentence)) {
        return Optional.empty();
      }
    }
    var things = new LinkedHashSet<String>();
    var before = "";
    for (var word : sentence.words()) {
      // How it is not done is no thing: `not knowingly`.
      boolean how =
          at.document.tongue() == Tongue.EN && NOT.contains(before) && word.folded().endsWith("ly");
      before = word.folded();
      if (how
          || !word.isWord()
          || word.text().length() < 4
          || Vocabulary.SMALL.contains(word.folded())
          || verb.startsWith(Vocabulary.begins(word.folded()))
          || Vocabulary.begins(word.folded()).startsWith(verb)) {
        continue;
      }
      things.add(Vocabulary.begins(word.folded()));
    }
    return things.size() < 2
        ? Optional.empty()
        : Optional.of(new Denied(block, sentence, verb, things));
  }

  private static final Pattern KK_DENIED =
      Pattern.compile("(\\p{L}{3,}?)(?:[мбп][ае]й)(?:мыз|міз|мын|мін|ды|ді)");
  private static final Pattern KK_DONE =
      Pattern.compile("(\\p{L}{3,}?)(?:[аеэ]?й?)(?:мыз|міз|мын|мін|ды|ді)");
  private static final Pattern AZ_DENIED =
      Pattern.compile("(\\p{L}{3,}?)m[ıiuü]r(?:[ıiuü][qk]|lar|lər)?");
  private static final Pattern AZ_DONE =
      Pattern.compile("(\\p{L}{3,}?)y?[ıiuü]r(?:[ıiuü][qk]|lar|lər)?");

  /// Whether a participle belongs to the noun behind it: `personally identifying fields`.
  private static boolean attribute(List<Token> words, int at) {
    return words.get(at).folded().matches("[a-z]{3,}(?:ing|ed)")
        && at > 0
        && words.get(at - 1).folded().endsWith("ly")
        && (at == 1 || !SAYS_OF.contains(words.get(at - 2).folded()));
  }

  private static final Set<String> NOT = Set.of("not", "never", "don't", "doesn't", "won't");

  /// Behind these an adverb and a participle say what is done.
  private static final Set<String> SAYS_OF =
      Set.of("is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "and", "or");

  /// The beginning of the verb that is denied at a word.
  private static Optional<String> denied(Tongue tongue, List<Token> words, int at) {
    var word = words.get(at).folded();
    return switch (tongue) {
      case KK -> group(KK_DENIED, word).map(OppositeChecks::shut);
      case AZ -> group(AZ_DENIED, word);
      case RU ->
          word.equals("не") && at + 1 < words.size()
              ? done(tongue, words.get(at + 1).folded())
              : Optional.empty();
      case EN ->
          NOT.contains(word)
              ? words.stream()
                  .skip(at + 1L)
                  .map(Token::folded)
                  // `Not knowingly collect` denies collecting.
                  .filter(it -> !it.endsWith("ly") || it.matches("rely|apply|supply|comply|reply"))
                  .findFirst()
                  .flatMap(it -> done(tongue, it))
              : Optional.empty();
      case OTHER -> Optional.empty();
    };
  }

  /// The beginning of a verb in a form in which a policy says what is done.
  private static Optional<String> done(Tongue tongue, String word) {
    return switch (tongue) {
      case KK -> group(KK_DONE, word).map(OppositeChecks::shut);
      case AZ -> group(AZ_DONE, word);
      case RU ->
          word.length() > 5
                  && word.matches(".*(?:ем|им|ём|ет|ит|ёт|ут|ют|ат|ят|ется|ится|ются|ятся)")
              ? Optional.of(
                  word.replaceFirst("(?:ем|им|ём|ет|ит|ёт|ут|ют|ат|ят|ется|ится|ются|ятся)$", ""))
              : Optional.empty();
      case EN ->
          word.length() > 2 && word.matches("[a-z]+")
              ? Optional.of(word.replaceFirst("(?:ing|ed|es|s|e)$", ""))
              : Optional.empty();
      case OTHER -> Optional.empty();
    };
  }

  /// `Жинамаймыз` and `жинаймыз`: which of the two endings takes the vowel is not told.
  private static String shut(String verb) {
    return verb.replaceFirst("[аеоыіөүұ]$", "");
  }

  private static Optional<String> group(Pattern pattern, String word) {
    var found = pattern.matcher(word);
    return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
