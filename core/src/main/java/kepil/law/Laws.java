package kepil.law;

import static kepil.yaml.Shape.keys;
import static kepil.yaml.Shape.may;
import static kepil.yaml.Shape.must;
import static kepil.yaml.Shape.word;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.policy.Right;
import kepil.yaml.Fault;
import kepil.yaml.Reading;
import kepil.yaml.Shape;
import kepil.yaml.Tree;

/// The laws an organisation answers to, and which of them is whose.
public record Laws(List<Law> all, Regions regions) {
  public Laws {
    all = List.copyOf(all);
  }

  private static final Shape LAW =
      keys(
          "a law",
          must("law", Shape.ID, "its id"),
          must("name", Shape.TEXT, "its title"),
          must("lives-in", Shape.PLACES, "whose people it protects"),
          must("as-of", Shape.DATE, "the day on which this was true"),
          must("source", Shape.TEXT, "where it was read"),
          may("link", Shape.TEXT, "its official text"),
          must(
              "consent-age",
              word("a whole number", "\\d+", "16"),
              "age from which a person consents alone"),
          may(
              "consent-ages",
              new Shape.Named("ages", word("a whole number", "\\d+", "16")),
              "countries that differ"),
          must(
              "authority",
              keys(
                  "an authority",
                  must("name", Shape.TEXT, "its name"),
                  may("link", Shape.TEXT, "its address")),
              "to whom one complains"),
          may(
              "on-change",
              new Shape.Named(
                  "changes",
                  keys(
                      "a change",
                      must(
                          "does",
                          new Shape.OneOf("what it wants", List.of("tell", "ask")),
                          "whether people are told before, or asked"),
                      must("article", Shape.TEXT, "where it stands"))),
              "what it wants when a policy changes: " + String.join(", ", Change.words())),
          may(
              "from-proof",
              Shape.TEXT,
              "where it says that a term begins when identity is proved, if that was asked for;"
                  + " without it terms run from the day a request arrived"),
          must(
              "rights",
              new Shape.Named(
                  "rights",
                  keys(
                      "a right",
                      must("article", Shape.TEXT, "where it stands"),
                      must(
                          "within",
                          word(
                              "a term",
                              "\\d+ (calendar-day|business-day|calendar-month)s?",
                              "1 calendar-month"),
                          "how long the answer may take"))),
              "what it gives"),
          may(
              "duties",
              new Shape.Named(
                  "duties",
                  keys(
                      "a duty",
                      may("must-say", Shape.ID, "an element of read/elements.yaml"),
                      may("must-not", Shape.ID, "a trait of read/traits.yaml"),
                      must("article", Shape.TEXT, "where it stands"),
                      must("wants", Shape.TEXT, "what the law wants, in our own words"),
                      may("says", Shape.TEXT, "the finding in a few words"),
                      may("advice", Shape.TEXT, "what to do"),
                      may("when", Shape.IDS, "elements the text must speak of"),
                      may("since", Shape.DATE, "the day from which it holds"),
                      may(
                          "weight",
                          new Shape.OneOf("a weight", List.of("breaks", "doubt", "advice")),
                          "breaks the law unless said otherwise"),
                      must(
                          "read",
                          new Shape.OneOf(
                              "what was read",
                              Arrays.stream(Source.Read.values()).map(Source.Read::id).toList()),
                          "the official text, a copy of it, what others tell of it, or nothing"),
                      may("on", Shape.DATE, "the day on which it was read"),
                      may("source", Shape.TEXT, "which copy, or who tells it"),
                      may("recalled", Shape.TEXT, "the part of the article that nobody read again"),
                      may("link", Shape.TEXT, "its official text, where that is not the law's"),
                      must(
                          "certain",
                          Shape.YES,
                          "no, where nothing was read or the reading is open to argument"))),
              "what a published policy must say, and must not"));

  /// Reads `regions.yaml` and the law files by their names.
  ///
  /// @throws IllegalArgumentException when a file is faulty; laws ship with Kepil, so that is a
  ///   broken build
  public static Laws read(Map<String, String> files) {
    var faults = new ArrayList<Fault>();
    var groups = new LinkedHashMap<String, Set<String>>();
    var laws = new ArrayList<Law>();
    files.forEach(
        (file, source) -> {
          boolean regions = file.equals("regions.yaml");
          var tree = Tree.read(file, source, faults);
          int before = faults.size();
          // Region names are upper case, so only the values are held to a shape.
          if (!regions) tree.ifPresent(it -> LAW.check(it, faults));
          if (tree.isEmpty() || faults.size() > before) return;
          var reading = new Reading(file, (Tree.Mapping) tree.get(), faults);
          if (regions) {
            reading
                .mapping()
                .entries()
                .keySet()
                .forEach(it -> groups.put(it, new LinkedHashSet<>(reading.some(it))));
          } else {
            laws.add(law(reading));
          }
        });
    if (!faults.isEmpty()) throw new IllegalArgumentException("faulty laws: " + faults);
    return new Laws(laws, new Regions(groups));
  }

  private static Law law(Reading it) {
    var ages = new LinkedHashMap<String, Integer>();
    it.plain("consent-ages").forEach((place, age) -> ages.put(place, Integer.valueOf(age)));
    var rights = new EnumMap<Right, Law.Given>(Right.class);
    it.each(
        "rights",
        right ->
            Right.of(right.name())
                .ifPresent(
                    known ->
                        rights.put(
                            known,
                            new Law.Given(right.text("article"), term(right.text("within"))))));
    var onChange = new EnumMap<Change, OnChange>(Change.class);
    it.each(
        "on-change",
        change ->
            Change.of(change.name())
                .ifPresentOrElse(
                    known ->
                        onChange.put(
                            known,
                            new OnChange(
                                change.text("does").equals("ask"), change.text("article"))),
                    () ->
                        it.faults()
                            .add(
                                it.place("on-change")
                                    .fault(
                                        "`" + change.name() + "` is no change",
                                        "one of " + String.join(", ", Change.words()),
                                        ""))));
    var authority = it.at("authority");
    return new Law(
        it.text("law"),
        it.text("name"),
        it.set("lives-in"),
        Integer.parseInt(it.text("consent-age")),
        ages,
        rights,
        it.maybe("from-proof"),
        authority.text("name"),
        authority.maybe("link"),
        it.date("as-of").orElseThrow(),
        duties(it),
        onChange);
  }

  private static List<Duty> duties(Reading law) {
    var all = new ArrayList<Duty>();
    law.each(
        "duties",
        it -> {
          if (it.maybe("must-say").isPresent() == it.maybe("must-not").isPresent()) {
            it.faults()
                .add(
                    it.mapping()
                        .place()
                        .fault(
                            "`" + it.name() + "` must say something or not say something",
                            "one of must-say, must-not",
                            ""));
          }
          var kind = it.maybe("must-say").isPresent() ? Duty.Kind.SAY : Duty.Kind.NOT;
          all.add(
              new Duty(
                  it.name(),
                  kind,
                  it.maybe("must-say").or(() -> it.maybe("must-not")).orElse(""),
                  it.text("article"),
                  it.text("says"),
                  it.text("wants"),
                  it.text("advice"),
                  it.some("when"),
                  it.date("since"),
                  weight(it.text("weight")),
                  source(it, law.maybe("link")),
                  it.yes("certain")));
        });
    return all;
  }

  /// @param official the law's own text
  private static Source source(Reading it, Optional<String> official) {
    var read = Source.Read.valueOf(it.text("read").toUpperCase(Locale.ROOT));
    boolean nothing = read == Source.Read.MEMORY;
    if (nothing == it.date("on").isPresent()) {
      it.faults()
          .add(
              it.place("read")
                  .fault(
                      "`" + it.name() + "` says when it was read, or that nothing was",
                      "a day in `on`, or `read: memory` and none",
                      ""));
    }
    if (nothing && it.yes("certain")) {
      it.faults()
          .add(
              it.place("certain")
                  .fault(
                      "`" + it.name() + "` is certain, and nobody read it",
                      "`certain: no` where nothing was read",
                      ""));
    }
    return new Source(
        read,
        it.date("on"),
        it.text("source"),
        it.text("recalled"),
        it.maybe("link").or(() -> official));
  }

  private static Duty.Weight weight(String written) {
    return switch (written) {
      case "doubt" -> Duty.Weight.DOUBT;
      case "advice" -> Duty.Weight.ADVICE;
      default -> Duty.Weight.BREAKS;
    };
  }

  private static Law.Term term(String written) {
    var parts = written.split(" ");
    return new Law.Term(
        Integer.parseInt(parts[0]),
        switch (parts[1].replaceFirst("s$", "")) {
          case "calendar-day" -> Law.Term.Unit.CALENDAR_DAY;
          case "business-day" -> Law.Term.Unit.BUSINESS_DAY;
          default -> Law.Term.Unit.CALENDAR_MONTH;
        });
  }

  /// The laws with these ids, in this order; ids without a law are left out and reported by
  /// `unknown`.
  public Laws only(List<String> ids) {
    return new Laws(
        ids.stream().flatMap(id -> all.stream().filter(it -> it.id().equals(id))).toList(),
        regions);
  }

  public List<String> unknown(List<String> ids) {
    return ids.stream().filter(id -> all.stream().noneMatch(it -> it.id().equals(id))).toList();
  }

  /// The law of the place where a person lives. The most local one wins: `us-ca` before `us`.
  public Optional<Law> of(String place) {
    return all.stream()
        .filter(it -> regions.withinAny(place, it.livesIn()))
        .max(
            Comparator.comparingInt(
                it ->
                    it.livesIn().stream()
                        .filter(r -> regions.within(place, r))
                        .mapToInt(String::length)
                        .max()
                        .orElse(0)));
  }

  /// The age from which a person consents alone. Where the place is unknown, or no law of ours
  /// covers it, the highest age of all our laws: doubt is a refusal.
  public int consentAge(Optional<String> place) {
    return place
        .flatMap(it -> of(it).map(law -> law.consentAgeIn(it)))
        .orElseGet(
            () ->
                all.stream()
                    .mapToInt(
                        law ->
                            Math.max(
                                law.consentAge(),
                                law.consentAges().values().stream()
                                    .mapToInt(Integer::intValue)
                                    .max()
                                    .orElse(0)))
                    .max()
                    .orElse(18));
  }
}
