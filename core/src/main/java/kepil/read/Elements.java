package kepil.read;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a policy has to say, and whether it does: `elements.yaml` by its names, and what is counted
/// here.
final class Elements {
  private final Document document;
  private final Desk desk;

  Elements(Document document, Desk desk) {
    this.document = document;
    this.desk = desk;
  }

  private static final Pattern YEAR = Pattern.compile("\\b(19|20)\\d{2}\\b");

  /// Whether the document says it.
  boolean has(String element) {
    return where(element).isPresent();
  }

  /// Where the text speaks of a matter as of something that happens: `we set no cookies` does not.
  Optional<Finding.Spot> speaks(String element) {
    var phrases = desk.words().list("elements/" + element, document.tongue());
    var denied = desk.words().list("matters/denied", document.tongue());
    for (var block : document.blocks()) {
      for (var sentence : block.sentences()) {
        if (block.kind() == Block.Kind.HEADING || document.inContents(block)) continue;
        var hit = Phrase.first(phrases, sentence);
        if (hit.isPresent() && !Phrase.any(denied, sentence)) {
          return Optional.of(document.spot(block, hit.get().start(), hit.get().end()));
        }
      }
    }
    return Optional.empty();
  }

  Optional<Finding.Spot> where(String element) {
    return switch (element) {
      case "date-with-day" -> date().map(Dated::spot);
      case "controller" ->
          listed("elements/controller")
              .or(() -> Organisations.first(document))
              .or(this::named)
              .or(this::addressed);
      case "purposes" -> listed("elements/purposes").or(this::purposesHeading);
      case "contact" -> contact();
      case "recipients" -> listed("elements/recipients").or(() -> Organisations.second(document));
      case "retention-number" ->
          numbered("elements/retention", "vague/units").or(this::periodUnderHeading);
      case "child-age" ->
          numbered("elements/children", "elements/age-word")
              .or(() -> bare("elements/children", "elements/age-before"))
              .or(this::ageBeside);
      case "transfer-ground" -> listed("elements/safeguard").or(this::agreedTransfer);
      case "answer-term" -> numbered("elements/answer", "vague/units");
      case "fresh-date" ->
          date().filter(it -> !it.day().isBefore(desk.on().minusMonths(12))).map(Dated::spot);
      default -> listed("elements/" + element);
    };
  }

  /// `How we use the list`, and the points below it.
  private Optional<Finding.Spot> purposesHeading() {
    for (var block : document.blocks()) {
      if (block.kind() != Block.Kind.HEADING || document.inContents(block)) continue;
      for (var sentence : block.sentences()) {
        if (Phrase.any(words("purposes-heading"), sentence)) {
          return Optional.of(document.spot(block, sentence));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Finding.Spot> listed(String list) {
    var phrases = desk.words().list(list, document.tongue());
    var unless =
        desk.words().names("elements").contains(list.substring("elements/".length()) + "-unless")
            ? desk.words().list(list + "-unless", document.tongue())
            : List.<Phrase>of();
    for (var block : document.blocks()) {
      if (document.inContents(block)) continue;
      for (var sentence : block.sentences()) {
        var hit = Phrase.first(phrases, sentence);
        if (hit.isPresent() && !Phrase.any(unless, sentence)) {
          return Optional.of(document.spot(block, hit.get().start(), hit.get().end()));
        }
      }
    }
    return Optional.empty();
  }

  /// A name that the text calls `we`: `River Books ("we", "us")`.
  private static final Pattern WE =
      Pattern.compile(
          "([\\p{L}\\d][\\p{L}\\d.&'’-]{0,60}+),?(?: and its [\\p{L}"
              + " ]{3,30})?\\s?\\([^()]{0,80}[\"“”'‘’«](?:we|us|our|мы|нас|біз|biz)[,.]?[\"“”'‘’»]",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Optional<Finding.Spot> named() {
    for (var block : document.blocks()) {
      var found = WE.matcher(block.text());
      while (found.find()) {
        // `This website ("we")` names nobody.
        if (found.group(1).chars().anyMatch(it -> Character.isUpperCase(it) || it == '.')) {
          return Optional.of(document.spot(block, found.start(1), found.end()));
        }
      }
    }
    return Optional.empty();
  }

  /// The postcode of an address as letters bear it: `Leeds LS10 4QT`, `Rochester, MN 55905`,
  /// `FI-00180`.
  private static final Pattern POSTED =
      Pattern.compile(
          "\\b(?:"
              + Postcodes.BRITISH_OUT
              + " "
              + Postcodes.BRITISH_IN
              + "|(?:[A-Z]{2}|[A-Z]\\.[A-Z]\\.),?"
              + " \\d{5}(?:-\\d{4})?|[A-Z]{1,2}-\\d{4,5})\\b");

  /// A whole address under words that say letters go there: who stands over it is responsible.
  private Optional<Finding.Spot> addressed() {
    int announced = -ANNOUNCED - 1;
    for (var block : document.blocks()) {
      if (writes(block)) announced = block.index();
      var found = POSTED.matcher(block.text());
      if (found.find() && block.index() - announced <= ANNOUNCED) {
        return Optional.of(document.spot(block, found.start(), found.end()));
      }
    }
    return Optional.empty();
  }

  /// The lines of an address stand so near behind the words that announce it.
  private static final int ANNOUNCED = 3;

  private boolean writes(Block block) {
    return block.sentences().stream().anyMatch(it -> Phrase.any(words("write-to"), it));
  }

  /// A sentence on data that go abroad which speaks of consent, and not of doing without it.
  private Optional<Finding.Spot> agreedTransfer() {
    for (var block : document.blocks()) {
      if (document.inContents(block)) continue;
      for (var sentence : block.sentences()) {
        var hit = Phrase.first(words("consent-word"), sentence);
        if (hit.isPresent()
            && !Phrase.any(words("consent-lacking"), sentence)
            && (Phrase.any(words("abroad"), sentence)
                || Phrase.any(words("transfers"), sentence))) {
          return Optional.of(document.spot(block, hit.get().start(), hit.get().end()));
        }
      }
    }
    return Optional.empty();
  }

  /// A period in a row below a heading on how long data are kept.
  private Optional<Finding.Spot> periodUnderHeading() {
    boolean under = false;
    for (var block : document.blocks()) {
      if (block.kind() == Block.Kind.HEADING) {
        under =
            !document.inContents(block)
                && block.sentences().stream()
                    .anyMatch(it -> Phrase.any(words("retention-heading"), it));
      }
      if (!under) continue;
      for (var sentence : block.sentences()) {
        var spot = numberedIn(block, sentence, "vague/units");
        if (spot.isPresent()) return spot;
      }
    }
    return Optional.empty();
  }

  /// An age in a sentence beside one on children: `You may join at 16. Younger children …`.
  private Optional<Finding.Spot> ageBeside() {
    for (var block : document.blocks()) {
      if (block.sentences().stream().noneMatch(it -> Phrase.any(words("children"), it))) continue;
      for (var sentence : block.sentences()) {
        for (var word : words("age-word")) {
          for (var hit : word.all(sentence)) {
            int at = sentence.words().indexOf(hit.first());
            if (at > 0 && sentence.words().get(at - 1).text().matches("\\d{1,2}")) {
              return Optional.of(document.spot(block, hit.start(), hit.end()));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private List<Phrase> words(String element) {
    return desk.words().list("elements/" + element, document.tongue());
  }

  private Optional<Finding.Spot> contact() {
    for (var block : document.blocks()) {
      for (var sentence : block.sentences()) {
        for (var token : sentence.tokens()) {
          if (token.kind() == Token.Kind.EMAIL) return Optional.of(document.spot(block, token));
        }
      }
      var telephone = ContactChecks.TELEPHONE.matcher(block.text());
      if (telephone.find()) {
        return Optional.of(document.spot(block, telephone.start(), telephone.end()));
      }
      for (var link : block.links()) {
        if (!link.dead() && leadsToUs(block, link)) {
          return Optional.of(
              document.spot(
                  block,
                  Math.min(block.text().length(), link.start()),
                  Math.min(block.text().length(), link.start() + link.visible().length())));
        }
      }
    }
    return listed("elements/contact");
  }

  /// A sentence with a link to a page for writing. The entry of a menu is no sentence.
  private static final int SENTENCE = 4;

  private boolean leadsToUs(Block block, Link link) {
    if (link.target().startsWith("mailto:") || link.target().startsWith("tel:")) return true;
    int words = block.sentences().stream().mapToInt(it -> it.words().size()).sum();
    return words - link.visible().split("\\s+").length >= SENTENCE
        && Phrase.any(
            words("contact-page"),
            new Sentence(link.visible(), 0, Cutter.tokens(link.visible(), 0, document.tongue())));
  }

  /// A sentence on the matter in which a number stands right behind one of these words.
  private Optional<Finding.Spot> bare(String list, String before) {
    var phrases = desk.words().list(list, document.tongue());
    for (var block : document.blocks()) {
      for (var sentence : block.sentences()) {
        if (!Phrase.any(phrases, sentence)) continue;
        for (var word : desk.words().list(before, document.tongue())) {
          for (var hit : word.all(sentence)) {
            int next = sentence.words().indexOf(hit.last()) + 1;
            if (next < sentence.words().size()
                && sentence.words().get(next).kind() == Token.Kind.NUMBER) {
              return Optional.of(document.spot(block, sentence.words().get(next)));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /// A sentence on the matter in which a number, in figures or in words, stands beside a unit.
  private Optional<Finding.Spot> numbered(String list, String units) {
    var phrases = desk.words().list(list, document.tongue());
    for (var block : document.blocks()) {
      for (var sentence : block.sentences()) {
        if (!Phrase.any(phrases, sentence)) continue;
        // `We delete what people younger than 18 years of age wrote` says how old, not how long.
        if (list.equals("elements/retention") && Phrase.any(words("age-said"), sentence)) continue;
        var spot = numberedIn(block, sentence, units);
        if (spot.isPresent()) return spot;
      }
    }
    return Optional.empty();
  }

  private Optional<Finding.Spot> numberedIn(Block block, Sentence sentence, String units) {
    var said = new HashSet<Token>();
    for (var number : Numerals.of(document.tongue(), sentence)) {
      said.addAll(sentence.words().subList(number.from(), number.to()));
    }
    for (var unit : desk.words().list(units, document.tongue())) {
      for (var hit : unit.all(sentence)) {
        int index = sentence.words().indexOf(hit.first());
        for (int back = 1; back <= 2 && index - back >= 0; back++) {
          if (sentence.words().get(index - back).kind() == Token.Kind.NUMBER
              || said.contains(sentence.words().get(index - back))) {
            return Optional.of(document.spot(block, hit.start(), hit.end()));
          }
        }
        if (hit.first().kind() == Token.Kind.NUMBER) {
          return Optional.of(document.spot(block, hit.start(), hit.end()));
        }
      }
    }
    return Optional.empty();
  }

  /// A date of the policy itself: in a short line or a sentence about coming into force.
  record Dated(LocalDate day, Finding.Spot spot) {}

  Optional<Dated> date() {
    for (var block : document.blocks()) {
      for (var sentence : dating(block)) {
        var day = inFigures(sentence).or(() -> inWords(sentence));
        if (day.isPresent()) {
          return Optional.of(new Dated(day.get(), document.spot(block, sentence)));
        }
      }
    }
    return Optional.empty();
  }

  /// A block with no more words that has a year is nothing but a date, as under a title.
  private static final int BARE = 4;

  private List<Sentence> dating(Block block) {
    int words = block.sentences().stream().mapToInt(it -> it.words().size()).sum();
    // `Nov. 5, 2020` may have been taken for two sentences.
    if (words <= BARE && YEAR.matcher(block.text()).find()) {
      return List.of(
          new Sentence(
              block.text(),
              0,
              block.sentences().stream().flatMap(it -> it.tokens().stream()).toList()));
    }
    return block.sentences().stream().filter(it -> Phrase.any(words("in-force"), it)).toList();
  }

  /// `2/16/16`: of this century.
  private static final Pattern SHORT =
      Pattern.compile("(?<![\\d./])(\\d{1,2})[./](\\d{1,2})[./](\\d{2})(?![\\d/]|\\.\\d)");

  private static Optional<LocalDate> inFigures(Sentence sentence) {
    var iso = Dates.FIGURES.matcher(sentence.text());
    if (iso.find()) {
      return iso.group(1) != null
          ? day(iso.group(1), iso.group(2), iso.group(3))
          : day(iso.group(6), iso.group(5), iso.group(4));
    }
    var brief = SHORT.matcher(sentence.text());
    return brief.find()
        ? day("20" + brief.group(3), brief.group(2), brief.group(1))
        : Optional.empty();
  }

  private static Optional<LocalDate> day(String year, String month, String day) {
    int one = Integer.parseInt(month);
    int two = Integer.parseInt(day);
    try {
      // `4/25/2019`: some countries write the month first.
      return Optional.of(
          one > 12 && two <= 12
              ? LocalDate.of(Integer.parseInt(year), two, one)
              : LocalDate.of(Integer.parseInt(year), one, two));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private Optional<LocalDate> inWords(Sentence sentence) {
    var year = YEAR.matcher(sentence.text());
    if (!year.find()) return Optional.empty();
    var months = words("month");
    for (int month = 0; month < months.size(); month++) {
      var hit = months.get(month).in(sentence);
      if (hit.isEmpty()) continue;
      var words = sentence.words();
      int index = words.indexOf(hit.get().first());
      for (int near : new int[] {-1, 1, -2, 2}) {
        if (index + near < 0 || index + near >= words.size()) continue;
        var day = Dates.day(words.get(index + near));
        if (day.isEmpty()) continue;
        return Optional.of(
            LocalDate.of(Integer.parseInt(year.group()), month + 1, Math.min(day.getAsInt(), 28)));
      }
    }
    return Optional.empty();
  }

  /// A sentence that gives the day of coming into force as a month only.
  Optional<Finding.Spot> monthOnly() {
    if (date().isPresent()) return Optional.empty();
    for (var block : document.blocks()) {
      for (var sentence : block.sentences()) {
        if (!Phrase.any(desk.words().list("elements/in-force", document.tongue()), sentence)
            || !YEAR.matcher(sentence.text()).find()) {
          continue;
        }
        for (var month : desk.words().list("elements/month", document.tongue())) {
          if (month.in(sentence).isPresent()) return Optional.of(document.spot(block, sentence));
        }
      }
    }
    return Optional.empty();
  }
}
