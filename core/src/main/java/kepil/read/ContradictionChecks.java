package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Sentences of one document that cannot both be kept.
final class ContradictionChecks {
  private ContradictionChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "only-and-more",
              Kind.CONTRADICTION,
              "data used `only` for some purposes in one sentence and for others in another",
              "one of the two promises is broken by keeping the other",
              ContradictionChecks::only),
          check(
              "no-and-yes",
              Kind.CONTRADICTION,
              "an act refused without exception in one sentence and claimed in another",
              "one of the two promises is broken by keeping the other",
              ContradictionChecks::refused),
          check(
              "just-and-beyond",
              Kind.CONTRADICTION,
              "an act limited by `only` in one sentence and done beyond that in another",
              "one of the two promises is broken by keeping the other",
              ContradictionChecks::limited),
          check(
              "data-both-ways",
              Kind.CONTRADICTION,
              "a kind of data said not to be asked for, and listed among what is",
              "a reader trusts the denial; whoever keeps it loses the data, whoever does not breaks"
                  + " it",
              ContradictionChecks::kinds),
          check(
              "protection-denied",
              Kind.CONTRADICTION,
              "a sentence on protection that says there is none",
              "one word turns the promise round; nobody means to publish that",
              ContradictionChecks::denied),
          check(
              "children-both-ways",
              Kind.CONTRADICTION,
              "a service said to be meant for children, where the text also says it knowingly takes"
                  + " nothing from them",
              "one word turns the promise round",
              ContradictionChecks::children));

  /// What a sentence speaks of: the names of the lists `matters/data-…`, `matters/for-…`.
  private record Speaks(Block block, Sentence sentence, Set<String> data, Set<String> purposes) {}

  private static List<Speaks> speaking(Look at) {
    var names = at.desk.words().names("matters");
    var all = new ArrayList<Speaks>();
    for (var block : at.blocks()) {
      if (block.kind() == Block.Kind.HEADING) continue;
      for (var sentence : block.sentences()) {
        if (!Phrase.any(at.words("matters/act-use"), sentence)) continue;
        var data = new LinkedHashSet<String>();
        var purposes = new LinkedHashSet<String>();
        for (var name : names) {
          if (name.startsWith("data-") && Phrase.any(at.words("matters/" + name), sentence)) {
            data.add(name);
          }
          if (name.startsWith("for-") && Phrase.any(at.words("matters/" + name), sentence)) {
            purposes.add(name);
          }
        }
        // `Contact data (name, card)` is about the kinds it names; the general word beside them
        // adds nothing.
        if (data.size() > 1) data.remove("data-any");
        // `We use your data for these purposes:` says what its points say.
        if (sentence.end() >= block.text().stripTrailing().length()
            && sentence.text().endsWith(":")) {
          for (var item : itemsOf(at, block)) {
            for (var said : item.sentences()) {
              for (var name : names) {
                if (name.startsWith("for-") && Phrase.any(at.words("matters/" + name), said)) {
                  purposes.add(name);
                }
              }
            }
          }
        }
        all.add(new Speaks(block, sentence, data, purposes));
      }
    }
    return all;
  }

  /// The points below a lead-in: up to the first that ends with a full stop.
  private static List<Block> itemsOf(Look at, Block lead) {
    var items = new ArrayList<Block>();
    for (int next = lead.index() + 1;
        next < at.blocks().size() && at.blocks().get(next).kind() == Block.Kind.ITEM;
        next++) {
      items.add(at.blocks().get(next));
      if (at.blocks().get(next).text().stripTrailing().endsWith(".")) break;
    }
    return items;
  }

  private static void only(Look at) {
    var speaking = speaking(at);
    var claiming =
        speaking.stream()
            .filter(
                it ->
                    !it.purposes().isEmpty()
                        && !Phrase.any(at.words("matters/denied"), it.sentence())
                        && !Phrase.any(at.words("matters/consented"), it.sentence()))
            .collect(Collectors.groupingBy(Speaks::data));
    // Sentences that limit the same data to the same purposes are contradicted by the same others.
    var known = new HashMap<List<Set<String>>, Wider>();
    for (var narrow : speaking) {
      var hit = Phrase.first(at.words("matters/only"), narrow.sentence());
      if (hit.isEmpty() || narrow.data().size() != 1) continue;
      if (Phrase.any(at.words("matters/only-when"), narrow.sentence())
          && !Phrase.any(at.words("matters/only-for"), narrow.sentence())) {
        continue;
      }
      // `Only to send reminders` limits too, to a purpose no list has; of data in general it may
      // speak of some of them.
      if (narrow.purposes().isEmpty()
          && (narrow.data().contains("data-any")
              || !Phrase.any(at.words("matters/only-for"), narrow.sentence()))) {
        continue;
      }
      var wider =
          known.computeIfAbsent(
              List.of(narrow.data(), narrow.purposes()),
              _ -> wider(at, claiming.getOrDefault(narrow.data(), List.of()), narrow.purposes()));
      if (wider.spots().isEmpty()) continue;
      var spots = new ArrayList<Finding.Spot>();
      spots.add(at.document.spot(narrow.block(), narrow.sentence()));
      spots.addAll(wider.spots());
      at.found(
          Severity.CHANGES,
          spots,
          tick(narrow.block().text().substring(hit.get().start(), hit.get().end()))
              + " limits the use, and elsewhere the same data are also used for: "
              + String.join(
                  ", ",
                  wider.purposes().stream().map(it -> it.substring(4).replace('-', ' ')).toList()),
          "one of the two promises is broken by keeping the other",
          "name every purpose in one place, or keep to the narrow one");
    }
  }

  /// The purposes beyond some, and the first sentences that name one.
  private record Wider(Set<String> purposes, List<Finding.Spot> spots) {}

  private static Wider wider(Look at, List<Speaks> others, Set<String> purposes) {
    var more = new LinkedHashSet<String>();
    var spots = new ArrayList<Finding.Spot>();
    for (var other : others) {
      var beyond = new LinkedHashSet<>(other.purposes());
      beyond.removeAll(purposes);
      // Every use serves the service somehow; only a use beyond it contradicts.
      beyond.remove("for-services");
      if (beyond.isEmpty()) continue;
      more.addAll(beyond);
      if (spots.size() < 4) spots.add(at.document.spot(other.block(), other.sentence()));
    }
    return new Wider(more, spots);
  }

  /// An act that the lists `matters/no-…` refuse and `matters/yes-…` claim.
  private static void refused(Look at) {
    both(
        at,
        new Sides("no-", Set.of("except"), "yes-", Set.of("consented", "denied")),
        act -> "the text refuses to " + act + " without exception, and elsewhere claims it",
        "put the exception into the refusal, or drop the claim");
  }

  /// What is done only so, as in `only necessary cookies`: lists `matters/just-…`, and what lies
  /// beyond, `matters/beyond-…`.
  private static void limited(Look at) {
    both(
        at,
        new Sides("just-", Set.of(), "beyond-", Set.of("denied", "by-law")),
        act -> "the text speaks of nothing but " + act + ", and elsewhere of others",
        "put all of them into the one sentence, or drop the others");
  }

  /// A promise and what breaks it: how the names of their lists begin, and the lists of what makes
  /// a sentence be neither.
  private record Sides(
      String promise, Set<String> notPromise, String breach, Set<String> notBreach) {}

  private static void both(Look at, Sides sides, UnaryOperator<String> says, String advice) {
    for (var name : at.desk.words().names("matters")) {
      if (!name.startsWith(sides.promise())) continue;
      var act = name.substring(sides.promise().length());
      var promises = new ArrayList<Finding.Spot>();
      var breaches = new ArrayList<Finding.Spot>();
      var notPromise = new HashSet<>(sides.notPromise());
      if (at.desk.words().names("matters").contains("part-of-" + act)) {
        notPromise.add("part-of-" + act);
      }
      // `We do not use your data for:`, and what stands below.
      boolean refused = false;
      for (var block : at.blocks()) {
        if (block.kind() != Block.Kind.ITEM) refused = false;
        for (var sentence : block.sentences()) {
          if (sentence.text().endsWith(":")) {
            refused = Phrase.any(at.words("matters/denied"), sentence);
          }
          if (Phrase.any(at.words("matters/" + name), sentence)) {
            if (!any(at, notPromise, sentence)) {
              promises.add(at.document.spot(block, sentence));
            }
          } else if (block.kind() != Block.Kind.HEADING
              && !refused
              && Phrase.any(at.words("matters/" + sides.breach() + act), sentence)
              && !any(at, sides.notBreach(), sentence)) {
            breaches.add(at.document.spot(block, sentence));
          }
        }
      }
      if (promises.isEmpty() || breaches.isEmpty()) continue;
      var spots = new ArrayList<Finding.Spot>();
      spots.add(promises.getFirst());
      spots.addAll(Look.first(breaches, 4));
      at.found(
          Severity.CHANGES,
          spots,
          says.apply(act.replace('-', ' ')),
          "one of the two promises is broken by keeping the other",
          advice);
    }
  }

  /// Kinds of data, by the lists `matters/data-…` and `matters/kind-…`.
  private static void kinds(Look at) {
    var denials = new ArrayList<Said>();
    var claims = new ArrayList<Said>();
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        if (Phrase.any(at.words("matters/not-collected"), sentence)) {
          if (!any(at, Set.of("except", "consented", "part-of-a-kind"), sentence)) {
            denials.add(new Said(block, sentence));
          }
        } else if (Phrase.any(at.words("matters/collected"), sentence)
            && !Phrase.any(at.words("matters/denied"), sentence)) {
          claims.add(new Said(block, sentence));
          if (block.kind() != Block.Kind.HEADING && !sentence.text().endsWith(":")) continue;
          for (var item : itemsOf(at, block)) {
            for (var said : item.sentences()) claims.add(new Said(item, said));
          }
        }
      }
    }
    if (denials.isEmpty() || claims.isEmpty()) return;
    for (var name : at.desk.words().names("matters")) {
      if (!name.startsWith("kind-") && !name.startsWith("data-") || name.equals("data-any")) {
        continue;
      }
      var phrases = at.words("matters/" + name);
      var denied = denials.stream().filter(it -> Phrase.any(phrases, it.sentence())).findFirst();
      var claimed = claims.stream().filter(it -> Phrase.any(phrases, it.sentence())).findFirst();
      if (denied.isEmpty() || claimed.isEmpty()) continue;
      at.found(
          Severity.CHANGES,
          List.of(denied.get().spot(at), claimed.get().spot(at)),
          "one sentence says that this is not asked for, and another lists it: "
              + tick(denied.get().sentence().text())
              + " and "
              + tick(claimed.get().sentence().text()),
          "a reader trusts the denial",
          "put the exception into the denial, or take the kind of data out of the list");
    }
  }

  private record Said(Block block, Sentence sentence) {
    Finding.Spot spot(Look at) {
      return at.document.spot(block, sentence);
    }
  }

  private static boolean any(Look at, Set<String> lists, Sentence sentence) {
    return lists.stream().anyMatch(it -> Phrase.any(at.words("matters/" + it), sentence));
  }

  private static void denied(Look at) {
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        Phrase.first(at.words("matters/protection-denied"), sentence)
            .ifPresent(
                hit ->
                    at.found(
                        Severity.REVERSES,
                        at.spot(block, hit),
                        "the text says that there is no protection: "
                            + tick(lastWords(block.text().substring(hit.start(), hit.end()))),
                        "one word turns the promise round",
                        "look at the last word of the sentence, and at the other languages"));
      }
    }
  }

  /// The end of a long stretch, from a whole word on.
  private static String lastWords(String text) {
    if (text.length() <= 70) return text;
    return text.substring(text.indexOf(' ', text.length() - 70) + 1);
  }

  private static void children(Look at) {
    Finding.Spot refusal = null;
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        if (refusal == null && Phrase.any(at.words("matters/not-from-children"), sentence)) {
          refusal = at.document.spot(block, sentence);
        }
        // Nothing is taken from children behind the backs of parents who open the account.
        if (Phrase.any(at.words("matters/parents-act"), sentence)) return;
      }
    }
    if (refusal == null) return;
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        var hit = Phrase.first(at.words("matters/meant-for-children"), sentence);
        if (hit.isEmpty() || Phrase.any(at.words("matters/not-for-children"), sentence)) continue;
        at.found(
            Severity.REVERSES,
            List.of(at.spot(block, hit.get()), refusal),
            "the text says the service is meant for children, and that nothing is knowingly taken"
                + " from them",
            "one word turns the promise round; in most countries the first would need their"
                + " parents' consent",
            "look at the other languages for what was meant");
      }
    }
  }
}
