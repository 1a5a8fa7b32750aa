package kepil.policy;

import static kepil.yaml.Shape.*;

import java.util.List;
import java.util.Set;
import kepil.yaml.Shape;

/// The policy language, whole: what may stand in `policy.yaml` and in `words/*.yaml`.
///
/// Read from top to bottom it is the reference of the language; the schema for editors
/// (`docs/policy.schema.json`) is printed from it, and `docs/policy-language.md` says what each
/// part does.
final class Language {
  private Language() {}

  static final List<String> POINT_KINDS =
      List.of(
          "site",
          "app",
          "form",
          "survey",
          "account-page",
          "feed",
          "sign-in",
          "telephone",
          "camera",
          "post",
          "desk",
          "cookie",
          "beacon",
          "log",
          "device-identifier",
          "recorder",
          "fingerprint",
          "public-source",
          "law");

  /// Kinds of point that recognise a device, or follow what is done with it.
  static final Set<String> TRACKERS =
      Set.of("cookie", "beacon", "log", "device-identifier", "recorder", "fingerprint");

  static final List<String> CHANNELS =
      List.of("post", "telephone", "email", "mobile-notification", "text-message", "portal");
  static final List<String> ROLES =
      List.of(
          "controller",
          "owner",
          "operator",
          "group",
          "client",
          "provider",
          "platform",
          "administrator",
          "authority",
          "auditor",
          "successor",
          "partner",
          "public",
          "person",
          "adviser");
  static final List<String> FIELD_TYPES =
      List.of(
          "text",
          "long-text",
          "email",
          "telephone",
          "date",
          "country",
          "number",
          "scale",
          "one-of",
          "yes-no");

  private static final Shape CHANNEL = new Some(new OneOf("a channel", CHANNELS));
  private static final Shape ROLE = new OneOf("a role", ROLES);
  private static final Shape BASIS = new OneOf("a basis", Basis.words());
  private static final Shape PER =
      new Some(
          new OneOf("part of an ask", List.of("item", "recipient", "purpose", "point", "client")));
  private static final Shape OPERATIONS = new Some(new OneOf("an operation", Operation.words()));

  private static final Shape RULE =
      keys(
          "a rule",
          may("allow", OPERATIONS, "the operations this rule permits"),
          may(
              "refuse",
              OPERATIONS,
              "the operations this rule refuses; a refusal wins over every permission"),
          may("of", IDS, "categories or single fields; all, if left out"),
          may("except-of", IDS, "categories or fields the rule does not touch"),
          may(
              "with",
              IDS,
              "categories or fields that must be asked for beside the first: a join of the one with"
                  + " the other"),
          may("at", IDS, "points or kinds of point"),
          may("except-at", IDS, "points or kinds of point the rule does not touch"),
          may("for", IDS, "purposes"),
          may("except-for", IDS, "purposes the rule does not touch"),
          may("to", IDS, "parties or roles"),
          may("except-to", IDS, "parties or roles the rule does not touch"),
          may("by", CHANNEL, "channels of a message"),
          may("except-by", CHANNEL, "channels the rule does not touch"),
          may("into", PLACES, "countries or regions the data go to"),
          may("except-into", PLACES, "countries or regions the rule does not touch"),
          may("living-in", PLACES, "places where the person lives"),
          may("except-living-in", PLACES, "places whose people the rule does not touch"),
          may("if", IDS, "conditions that must all hold"),
          may("if-any", IDS, "conditions of which one must hold"),
          may("unless", IDS, "conditions of which none may hold"),
          may("done-by", TEXT, "who carries the act out where Kepil only decides it"),
          must("clause", CLAUSES, "the clauses this rule keeps"));

  private static Shape language(String example) {
    return word("a BCP 47 language", "[a-z]{2,3}(-[A-Za-z0-9]+)*", example);
  }

  private static final Shape LANGUAGES =
      keys(
          "languages",
          must("offered", new Some(language("kk")), "languages of the text"),
          must("prevails", language("en"), "the language that wins where two differ"),
          may(
              "remarks",
              language("en"),
              "the language in which this file gives its reasons and proofs; the one that"
                  + " prevails, if left out"),
          may("clause", CLAUSES, "the clauses that say so"));

  private static final Shape GOVERNED_BY =
      keys(
          "the governing law",
          must("law", ID, "a law of `laws`"),
          must("clause", CLAUSES, "the clauses that say so"));

  private static final Shape CHANGES =
      keys(
          "the words of change",
          must(
              "fact",
              ID,
              "the fact that an act is one which the version under which the data came in"
                  + " did not permit; Kepil finds it out for stored data"),
          may(
              "shown",
              IDS,
              "facts that the person was shown the change; Kepil notes them in the privacy"
                  + " centre"),
          may(
              "agreed",
              ID,
              "the choice by which a person agrees; Kepil asks for it in the privacy" + " centre"));

  private static final Shape CONTACT =
      keys(
          "a contact",
          must(
              "kind",
              new OneOf("a kind of contact", List.of("email", "telephone", "post", "link")),
              "how it is reached"),
          must("value", TEXT, "the address itself, once for all languages"),
          may("clause", CLAUSES, "the clauses that promise it"));

  private static final Shape PARTY =
      keys(
          "a party",
          must("name", TEXT, "the legal name"),
          may("country", PLACE, "where it sits"),
          must("roles", new Some(ROLE), "what it is to the organisation"),
          may("since", DATE, "first day on which it is that; before, it is as if not declared"),
          may("until", DATE, "last day on which it is that"),
          may("link", TEXT, "its own privacy policy"),
          may("contact", ID, "its entry in contacts"),
          may("clause", CLAUSES, "the clauses that name it"));

  private static final Shape CATEGORY =
      keys(
          "a category",
          must("fields", IDS, "what belongs to it"),
          may(
              "from",
              IDS,
              "categories or fields it is made of; what is refused of them is refused" + " of it"),
          may(
              "smallest-group",
              word("a whole number above one", "[2-9]|[1-9]\\d{1,6}", "10"),
              "it is a statistic, and no smaller group of people may be counted or" + " shown"),
          may("only-for", IDS, "purposes it may serve; every other is refused"),
          may("only-at", IDS, "points or kinds where it may enter; every other is refused"),
          may("needs", IDS, "conditions that must hold at the moment it enters"),
          must("clause", CLAUSES, "the clauses that name it"));

  private static final Shape FIELD =
      keys(
          "a field",
          must("type", new OneOf("a type", FIELD_TYPES), "how it is asked and checked"),
          may("options", IDS, "the answers of a one-of"),
          may("least", word("a whole number", "-?\\d+", "1"), "smallest number or scale step"),
          may(
              "most",
              word("a whole number", "-?\\d+", "10"),
              "largest number, scale step or length of text"));

  private static final Shape CHOICE =
      keys(
          "a choice",
          may("per", PER, "a yes counts only for the same item, recipient, …"),
          may(
              "towards",
              ROLE,
              "a yes counts for the parties that had this role on the day it was said,"
                  + " and for none that came later"),
          must("clause", CLAUSES, "the clauses that give it"));

  private static final Shape FACT =
      keys(
          "a fact",
          may("per", PER, "it counts only for the same item, recipient, …"),
          may(
              "vouched-by",
              new OneOf("who vouches", List.of("form")),
              "a form of the portal establishes it by being what it is: the notice stood there, the"
                  + " person went on, and there is a request now. Every other fact must have been"
                  + " noted"),
          may("clause", CLAUSES, "the clauses that speak of it"));

  private static final Shape PURPOSE =
      keys(
          "a purpose",
          must("basis", BASIS, "the legal ground"),
          may(
              "basis-in",
              new Named("bases by place", BASIS),
              "places where it is another: `{KZ: consent}`"),
          may(
              "consent",
              ID,
              "the choice without which nothing serves this purpose where the basis is"
                  + " consent"),
          may("note", FILE, "the balancing note of a legitimate interest"),
          may("uses", IDS, "categories or fields it may use"),
          may("needs", IDS, "conditions that must hold at each use"),
          must("clause", CLAUSES, "the clauses that declare it"));

  private static final Shape POINT =
      keys(
          "a point",
          must("kind", new OneOf("a kind of point", POINT_KINDS), "what it is"),
          must("controller", ID, "the one party that answers for it"),
          may("for", IDS, "purposes of what enters here"),
          may("collects", IDS, "categories or fields that may enter here"),
          may("asks", IDS, "fields a form asks, in order"),
          may("required", IDS, "fields without which it cannot be sent"),
          may("needs", IDS, "conditions that must hold when data enter"),
          may("client", ID, "the party on whose behalf"),
          may("owner", ID, "the party that owns a tracker"),
          may("host", TEXT, "where it is"),
          may("lifetime", PERIOD, "how long a tracker lives"),
          may("necessary", TEXT, "why the service cannot work without this tracker"),
          must("clause", CLAUSES, "the clauses that declare it"));

  private static final Shape TRANSFER =
      keys(
          "a transfer mechanism",
          must("from", PLACES, "where the person lives"),
          must("into", PLACES, "where the data go"),
          must("since", DATE, "first day of validity"),
          may("until", DATE, "last day of validity"),
          may("article", TEXT, "the act that made or ended it"),
          must("clause", CLAUSES, "the clauses that rely on it"));

  private static final Shape RETENTION =
      keys(
          "a retention rule",
          must("of", IDS, "categories or fields"),
          may("for", IDS, "purposes; all, if left out"),
          must("keep", PERIOD, "how long after collection, at the longest"),
          may("until", IDS, "facts that end it at once: `payment-completed`"),
          may(
              "unless",
              IDS,
              "choices or facts that let the whole period run though one of these facts"
                  + " is noted"),
          may("chosen", TEXT, "why this period, where the policy names none"),
          may(
              "then",
              new OneOf("a disposal", List.of("delete", "shred", "depersonalise")),
              "what happens at the end"),
          must("clause", CLAUSES, "the clauses that promise the end"));

  private static final Shape RIGHT =
      keys(
          "a right",
          must(
              "right",
              new Some(new OneOf("a right", Right.words())),
              "what may be asked; several, where one clause speaks of several"),
          may("living-in", PLACES, "for people who live there; for everyone, if left out"),
          may(
              "except-living-in",
              PLACES,
              "not for people who live there, nor for those whose place is unknown"),
          may("where-law", YES, "only where the person's law gives it"),
          may("by", CHANNEL, "channels by which it may be asked"),
          must("clause", CLAUSES, "the clauses that give it"));

  private static final Shape MEASURE =
      keys(
          "a measure",
          must(
              "kind",
              new OneOf("a kind of measure", List.of("technical", "physical", "organisational")),
              "its kind"),
          must(
              "against",
              new Some(
                  new OneOf(
                      "a threat",
                      List.of(
                          "loss",
                          "misuse",
                          "alteration",
                          "destruction",
                          "access",
                          "disclosure",
                          "unavailability"))),
              "threats it meets"),
          must("owner", TEXT, "the office that keeps it working"),
          must("proof", TEXT, "what shows that it works"),
          must("checked", DATE, "last day it was checked"),
          may("expires", DATE, "day after which the proof no longer counts"),
          must("clause", CLAUSES, "the clauses that promise it"));

  private static final Shape GENERATED =
      keys(
          "a generated list",
          must(
              "list",
              new OneOf("what is listed", List.of("categories-collected")),
              "what is on record to be listed"),
          must("within", PERIOD, "how far back it looks"),
          must("clause", CLAUSES, "the clauses it stands under"));

  private static final Shape TEXT_ONLY =
      keys(
          "a text-only entry",
          must("clause", CLAUSES, "the clauses"),
          must("why", TEXT, "why no software can keep them"));

  static final Shape POLICY =
      keys(
          "the policy",
          must("policy", ID, "the organisation's short name; its address is /name"),
          must(
              "version",
              word("a version", "[0-9A-Za-z][0-9A-Za-z.-]*", "2018-03"),
              "the version people cite"),
          must("effective", DATE, "the day from which it holds"),
          may("effective-note", TEXT, "why this day, where the published text names none"),
          may(
              "reason",
              new OneOf("a reason", List.of("service", "technology", "law", "first")),
              "why this version was made"),
          must("languages", LANGUAGES, "languages offered and the one that prevails"),
          must("laws", IDS, "laws the organisation answers to, by the ids of laws/"),
          may(
              "governed-by",
              GOVERNED_BY,
              "the law under which people are answered whose place has none of `laws`"),
          must(
              "doubt",
              keys("doubt", must("clause", CLAUSES, "cited when nothing declares the ask")),
              "what a refusal cites when nothing allows"),
          may("identifies", IDS, "fields by which a person is found again"),
          may(
              "age-from",
              ID,
              "the field that says when a person was born; what it says decides at once"),
          may("changes", CHANGES, "the words by which rules speak of a change of this policy"),
          may("contacts", new Named("contacts", CONTACT), "the address book"),
          must("parties", new Named("parties", PARTY), "every legal person the data may meet"),
          must(
              "categories",
              new Named("categories", CATEGORY),
              "kinds of personal data with their fields"),
          may("fields", new Named("fields", FIELD), "types of fields; text, if left out"),
          may("choices", new Named("choices", CHOICE), "what a person can say yes or no to"),
          may(
              "facts",
              new Named("facts", FACT),
              "circumstances that are noted, or given with an ask"),
          must("purposes", new Named("purposes", PURPOSE), "named reasons"),
          must("points", new Named("points", POINT), "places where data enter"),
          may("rules", new Named("rules", RULE), "everything else that is allowed or refused"),
          may(
              "transfers",
              new Named("transfer mechanisms", TRANSFER),
              "mechanisms with their days of validity"),
          must("retention", new Named("retention rules", RETENTION), "how long each thing is kept"),
          must("rights", new Named("rights", RIGHT), "what people may ask"),
          may("measures", new Named("measures", MEASURE), "safeguards"),
          may(
              "generated",
              new Named("generated lists", GENERATED),
              "lists under a clause that can be made from the record of events"),
          may(
              "checks",
              new Named("checks", keys("a check", must("clause", CLAUSES, "the clauses it keeps"))),
              "what the compiler holds the text to: " + String.join(", ", Check.words())),
          may("text-only", new Some(TEXT_ONLY), "clauses that only inform"));

  private static final Shape NAMES = new Named("names", TEXT);

  private static final Shape FIELD_WORDS =
      keys(
          "a field's words",
          must("label", TEXT, "the question or label"),
          may("help", TEXT, "a hint"),
          may("without", TEXT, "what happens if it is not given"),
          may("options", NAMES, "the words of each option"));

  private static final Shape POINT_WORDS =
      keys(
          "a point's words",
          must("title", TEXT, "its heading"),
          may("intro", TEXT, "what it is, in a sentence or two"),
          may("thanks", TEXT, "what is said when it was sent"));

  static final Shape WORDS =
      keys(
          "the words",
          must("organisation", TEXT, "the short name people know"),
          must(
              "purposes",
              NAMES,
              "each purpose, to be read after “to”: `understand what customers like`"),
          must("categories", NAMES, "each category"),
          must("fields", new Named("fields", FIELD_WORDS), "each field"),
          must("points", new Named("points", POINT_WORDS), "each point"),
          must("choices", NAMES, "each choice, as a sentence one can say yes to"),
          may("facts", NAMES, "each fact, as a sentence that is so: `the person pressed “send”`"),
          may("parties", NAMES, "parties whose name differs in this language"));
}
