package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Addresses, telephones, links: whether they lead where they say, and say the same everywhere.
final class ContactChecks {
  private ContactChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "dead-link",
              Kind.CONTACT,
              "a link without a target, or to a part of the page that is not there",
              "whoever follows it arrives nowhere",
              ContactChecks::dead),
          check(
              "link-differs",
              Kind.CONTACT,
              "a link that shows one address and leads to another",
              "a reader trusts what is shown; a wrong target is a lost request, or a phishing page",
              ContactChecks::differs),
          check(
              "misspelt-address",
              Kind.CONTACT,
              "a host, path or mailbox that is one letter off another one of the document, or off"
                  + " the words it stands beside",
              "mail to it is lost, and somebody else may own it",
              ContactChecks::misspelt),
          check(
              "address-book",
              Kind.CONTACT,
              "the same organisation with two different addresses, or the same address written in"
                  + " two ways",
              "a letter to the wrong one does not arrive, and a deadline runs",
              at -> {
                book(at);
                Postcodes.differing(at);
              }),
          check(
              "other-mailbox",
              Kind.CONTACT,
              "a mailbox that stands once, where another of the same host that begins like it"
                  + " stands everywhere else",
              "one of the two may be read by nobody",
              ContactChecks::mailboxes),
          check(
              "half-address",
              Kind.CONTACT,
              "a postal address without a postcode, where there is no other way to write",
              "a letter does not arrive, and a deadline runs",
              ContactChecks::half));

  private static void dead(Look at) {
    for (var block : at.blocks()) {
      for (var link : block.links()) {
        if (!link.dead() || link.visible().isBlank()) continue;
        at.found(
            Severity.OMITS,
            at.document.spot(
                block,
                link.start(),
                Math.min(block.text().length(), link.start() + link.visible().length())),
            "the link "
                + tick(link.visible())
                + (link.target().isEmpty() || link.target().equals("#")
                    ? " has no target"
                    : " leads to " + tick(link.target()) + ", which this page does not have"),
            "whoever follows it arrives nowhere",
            "give it its target");
      }
    }
  }

  private static void differs(Look at) {
    for (var block : at.blocks()) {
      for (var link : block.links()) {
        var target = link.target().strip();
        for (var token : Cutter.tokens(link.visible(), link.start(), at.document.tongue())) {
          boolean other =
              switch (token.kind()) {
                case EMAIL ->
                    target.startsWith("mailto:")
                        ? !target.substring(7).split("\\?")[0].equalsIgnoreCase(token.text())
                        : !target.isEmpty() && !target.startsWith("#");
                case LINK ->
                    target.startsWith("http") && !host(target).equalsIgnoreCase(host(token.text()))
                        || target.startsWith("mailto:");
                default -> false;
              };
          if (other && !link.dead()) {
            at.found(
                Severity.CHANGES,
                at.document.spot(block, token),
                "the link shows " + tick(token.text()) + " and leads to " + tick(target),
                "a reader trusts what is shown",
                "make the two the same");
          }
        }
      }
    }
  }

  private static String host(String address) {
    return address
        .replaceFirst("^(https?|mailto)://?", "")
        .replaceFirst("^www\\.", "")
        .split("[/?#:]")[0];
  }

  private record Said(Block block, int start, String text) {}

  /// A mailbox stands everywhere when it stands so often.
  private static final int OFTEN = 4;

  private static void mailboxes(Look at) {
    Map<String, List<Finding.Spot>> boxes = new LinkedHashMap<>();
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        for (var token : sentence.tokens()) {
          var mail = token.text().toLowerCase(Locale.ROOT).replaceFirst("^mailto:", "");
          if (mail.indexOf('@') > 0
              && (token.kind() == Token.Kind.EMAIL || mail.length() < token.text().length())) {
            boxes.computeIfAbsent(mail, _ -> new ArrayList<>()).add(at.document.spot(block, token));
          }
        }
      }
      for (var link : block.links()) {
        if (link.target().startsWith("mailto:") && !link.visible().contains("@")) {
          boxes
              .computeIfAbsent(
                  link.target().substring(7).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
              .add(
                  at.document.spot(
                      block,
                      Math.min(block.text().length(), link.start()),
                      Math.min(block.text().length(), link.start() + link.visible().length())));
        }
      }
    }
    Map<String, List<String>> usual = new HashMap<>();
    boxes.forEach(
        (mail, spots) -> {
          if (spots.size() >= OFTEN) {
            usual
                .computeIfAbsent(mail.substring(mail.indexOf('@')), _ -> new ArrayList<>())
                .add(mail);
          }
        });
    boxes.forEach(
        (mail, spots) -> {
          if (spots.size() > 1) return;
          var local = mail.substring(0, mail.indexOf('@'));
          for (var other :
              Look.first(usual.getOrDefault(mail.substring(mail.indexOf('@')), List.of()), OFTEN)) {
            var its = other.substring(0, other.indexOf('@'));
            if (Math.min(local.length(), its.length()) < 4
                || !local.startsWith(its) && !its.startsWith(local)) {
              continue;
            }
            at.found(
                Severity.DOUBTFUL,
                spots,
                tick(mail) + " stands here only; everywhere else it is " + tick(other),
                "one of the two may be read by nobody",
                "find out whether both exist, and give the one that is read");
            return;
          }
        });
  }

  static final Pattern POSTCODE =
      Pattern.compile(
          "(?<![\\p{L}\\d])(?:\\d{5,6}|AZ ?\\d{4}|"
              + Postcodes.BRITISH_OUT
              + " ?"
              + Postcodes.BRITISH_IN
              + "|\\d{3}-\\d{4}|[A-Z]\\d{2}[A-Z]\\d[A-Z\\d]\\d)(?![\\p{L}\\d])");

  private static void half(Look at) {
    var whole = at.document.text();
    if (at.document.tongue() == Tongue.OTHER
        || whole.indexOf('@') >= 0
        || TELEPHONE.matcher(whole).find()) {
      return;
    }
    var spots = new ArrayList<Finding.Spot>();
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        // A form to write in.
        if (sentence.tokens().stream().anyMatch(it -> it.kind() == Token.Kind.LINK)
            && Phrase.any(at.words("elements/contact"), sentence)) {
          return;
        }
        var street = Phrase.first(at.words("contact/street"), sentence);
        if (street.isEmpty()
            || sentence.words().stream().noneMatch(it -> it.kind() == Token.Kind.NUMBER)) {
          continue;
        }
        // An address that is whole is a way to write, whatever stands elsewhere.
        if (POSTCODE.matcher(block.text()).find()) return;
        spots.add(at.spot(block, street.get()));
      }
    }
    if (!spots.isEmpty()) {
      at.found(
          Severity.OMITS,
          spots,
          "the address "
              + tick(spots.getFirst().quote())
              + " has no postcode, and there is no other way to write",
          "a letter does not arrive, and a deadline runs",
          "give the whole address, and an e-mail address");
    }
  }

  static final Pattern TELEPHONE =
      Pattern.compile(
          "\\+\\d[\\d ()-]{7,}|\\b8 ?\\(?\\d{3}\\)? ?\\d{3}[ -]?\\d{2}"
              + "|(?<![\\d-])(?:1[ -])?\\(?\\d{3}\\)?[ .-]\\d{3}[ .-]\\d{4}(?![\\d-])");

  /// A label of a host has no more letters (RFC 1035).
  private static final int LABEL = 63;

  private static void misspelt(Look at) {
    Map<String, List<Said>> words = new LinkedHashMap<>();
    var text = new LinkedHashSet<String>();
    var single = new HashSet<String>();
    var names = new HashSet<String>();
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        var tokens = sentence.words();
        for (int it = 0; it < tokens.size(); it++) {
          var token = tokens.get(it);
          if (token.kind() == Token.Kind.LINK || token.kind() == Token.Kind.EMAIL) {
            collect(words, block, token.start(), token.text());
            names.addAll(names(token.text().toLowerCase(Locale.ROOT)));
          } else if (it + 1 < tokens.size() && tokens.get(it + 1).isWord()) {
            // A host glues words that mean something: `town library`, not `a policy`.
            if (Math.min(token.text().length(), tokens.get(it + 1).text().length()) > 2) {
              text.add((token.text() + tokens.get(it + 1).text()).toLowerCase(Locale.ROOT));
            }
          }
          if (!token.isWord()) continue;
          var folded = token.text().toLowerCase(Locale.ROOT);
          single.add(folded);
          if (folded.length() >= 8) text.add(folded);
        }
      }
      for (var link : block.links()) {
        // A part of this page is no address; whether it is there is asked by itself.
        if (!link.target().startsWith("#")) collect(words, block, link.start(), link.target());
      }
    }
    if (words.isEmpty()) return;
    var near =
        new Neighbours(
            Stream.concat(
                words.keySet().stream(),
                text.stream().filter(it -> it.length() <= LABEL && it.matches("[a-z]+"))));
    var order = new HashMap<String, Integer>();
    words.keySet().forEach(it -> order.put(it, order.size()));
    words.forEach(
        (word, said) -> {
          for (var other : near.of(word)) {
            if (other.equals(word + "s") || word.equals(other + "s")) continue;
            var others = words.getOrDefault(other, List.of());
            // What the text says in words is right; of two addresses the one that stands there more
            // often is.
            boolean usual =
                others.size() > said.size()
                    || others.size() == said.size()
                        && other.length() < word.length()
                        && said.size() > 1
                        && !(said.size() <= 2 && names.contains(word) && names.contains(other));
            // Of two hosts or mailboxes that stand once each, as what is shown and perhaps where it
            // leads, the first is the pattern for the second.
            usual |=
                names.contains(word)
                    && names.contains(other)
                    && said.size() <= 2
                    && others.size() == said.size()
                    && order.get(other) < order.get(word);
            if (!usual
                && (!text.contains(other) || others.size() > 0 && others.size() < said.size())) {
              continue;
            }
            // Beside words of the text, a word of the text is right, and so is another form of one:
            // `archive` of `archived`.
            if (!usual && (single.contains(word) || other.startsWith(word))) continue;
            var first = said.getFirst();
            at.found(
                Severity.CHANGES,
                at.document.spot(
                    first.block(),
                    first.start(),
                    Math.min(first.block().text().length(), first.start() + first.text().length())),
                tick(word)
                    + " in the address "
                    + tick(first.text())
                    + " is probably "
                    + tick(other),
                "mail to it is lost and a link to it is dead; somebody else may own it",
                "correct the address");
            return;
          }
        });
  }

  /// The words of the host of an address, and of the mailbox.
  private static Set<String> names(String address) {
    var mail = address.replaceFirst("^mailto:", "");
    int at = mail.indexOf('@');
    var names = new HashSet<>(List.of(host(mail.substring(at + 1)).split("[^a-z]+")));
    if (at > 0) names.addAll(List.of(mail.substring(0, at).split("[^a-z]+")));
    return names;
  }

  /// Shorter words of an address are one letter off others by chance; names of hosts and mailboxes
  /// are fewer.
  private static final int SHORT = 7;

  private static final int SHORT_NAME = 5;

  private static void collect(
      Map<String, List<Said>> words, Block block, int start, String address) {
    var lower = address.toLowerCase(Locale.ROOT);
    var names = names(lower);
    for (var word : lower.split("[^a-z]+")) {
      if (word.length() >= (names.contains(word) ? SHORT_NAME : SHORT) && word.length() <= LABEL) {
        words
            .computeIfAbsent(word, _ -> new ArrayList<>())
            .add(
                new Said(
                    block,
                    start,
                    address.length() > block.text().length() - start
                        ? address.substring(0, Math.max(0, block.text().length() - start))
                        : address));
      }
    }
  }

  private static final Pattern COMPANY =
      Pattern.compile(
          "(?<![\\p{L}&.-])((?:\\p{Lu}[\\p{L}&.-]*+[,\\s]\\s*+){1,5})(LLC|L\\.L\\.C\\.|Ltd|Limited|Inc|GmbH|G\\.K|GK|LLP|ЖШС|АҚ|ТОО|АО|ООО|MMC|QSC|ASC)\\b\\.?");
  private static final Pattern NUMBERED =
      Pattern.compile("(\\d{1,5}[\\d-]*)[,\\s]+(\\p{L}[\\p{L}.-]+)");

  /// An address as it stands behind a name: its numbers, and the word behind each.
  private record Address(Block block, int start, String text, Map<String, String> numbers) {}

  private static void book(Look at) {
    Map<String, List<Address>> book = new LinkedHashMap<>();
    for (var block : at.blocks()) {
      var names = COMPANY.matcher(block.text());
      while (names.find()) {
        var rest =
            block.text().substring(names.end(), Math.min(block.text().length(), names.end() + 110));
        var stop = Pattern.compile("[.;](?=\\s+\\p{L})|\\n\\n|[(]").matcher(rest);
        if (stop.find() && stop.start() > 4) rest = rest.substring(0, stop.start());
        var numbers = new HashMap<String, String>();
        var found = NUMBERED.matcher(rest);
        while (found.find()) {
          // The full stop of the sentence is no part of the town.
          numbers.put(found.group(1), found.group(2).replaceFirst("\\.$", ""));
        }
        var last = Pattern.compile("(\\d{4,6})\\s*$").matcher(rest.strip());
        if (last.find()) numbers.putIfAbsent(last.group(1), "");
        if (!numbers.isEmpty()) {
          book.computeIfAbsent(name(names.group(1) + names.group(2)), _ -> new ArrayList<>())
              .add(new Address(block, names.start(), names.group() + rest, numbers));
        }
      }
    }
    book.forEach(
        (name, all) -> {
          if (all.size() < 2) return;
          var usual =
              all.stream()
                  .collect(
                      Collectors.groupingBy(
                          Address::numbers, LinkedHashMap::new, Collectors.counting()))
                  .entrySet()
                  .stream()
                  .max(Map.Entry.comparingByValue())
                  .orElseThrow()
                  .getKey();
          var model =
              all.stream().filter(it -> it.numbers().equals(usual)).findFirst().orElseThrow();
          var told = new LinkedHashSet<Map<String, String>>();
          var written = new LinkedHashMap<String, List<Finding.Spot>>();
          for (var it : all) {
            if (it.numbers().equals(usual) || !told.add(it.numbers())) continue;
            var common = it.numbers().keySet().stream().filter(usual::containsKey).toList();
            var spots = List.of(spot(at, it), spot(at, model));
            var differing =
                common.stream()
                    .filter(
                        number ->
                            !it.numbers().get(number).isEmpty()
                                && !usual.get(number).isEmpty()
                                && !it.numbers().get(number).equals(usual.get(number)))
                    .findFirst();
            if (common.isEmpty() && !it.numbers().keySet().equals(usual.keySet())) {
              at.found(
                  Severity.CHANGES,
                  spots,
                  tick(name)
                      + " has two addresses: "
                      + tick(it.text())
                      + " and "
                      + tick(model.text()),
                  "a letter to the wrong one does not arrive, and a deadline runs",
                  "keep the one that is right, everywhere the same");
            } else if (differing.isPresent()) {
              written
                  .computeIfAbsent(
                      "the address of "
                          + tick(name)
                          + " is written in two ways: "
                          + tick(differing.get() + " " + it.numbers().get(differing.get()))
                          + " and "
                          + tick(differing.get() + " " + usual.get(differing.get())),
                      _ -> new ArrayList<>())
                  .addAll(spots);
            }
          }
          written.forEach(
              (says, spots) ->
                  at.found(
                      Severity.COSMETIC,
                      spots.stream().distinct().toList(),
                      says,
                      "post offices read one script, and a search finds only one of the two",
                      "write addresses as the post of that country does, everywhere the same"));
        });
  }

  private static String name(String text) {
    return text.replace(",", "")
        .replaceAll("\\s+", " ")
        .replaceFirst("(?i)\\b(Limited)$", "Ltd")
        .strip();
  }

  private static Finding.Spot spot(Look at, Address it) {
    return at.document.spot(
        it.block(),
        it.start(),
        Math.min(it.block().text().length(), it.start() + it.text().length()));
  }
}
