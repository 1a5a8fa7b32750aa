package kepil.policy;

import static kepil.yaml.Shape.*;

import java.util.List;
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

  private static final Shape OPERATIONS = new Some(new OneOf("an operation", Operation.words()));

  private static final Shape RULE =
      keys(
          "a rule",
          "allow",
          may(OPERATIONS, "the operations this rule permits"),
          "refuse",
          may(OPERATIONS, "the operations this rule refuses; a refusal wins over every permission"),
          "of",
          may(IDS, "categories or single fields; all, if left out"),
          "except-of",
          may(IDS, "categories or fields the rule does not touch"),
          "with",
          may(
              IDS,
              "categories or fields that must be asked for beside the first: a join of the one with"
                  + " the other"),
          "at",
          may(IDS, "points or kinds of point"),
          "except-at",
          may(IDS, "points or kinds of point the rule does not touch"),
          "for",
          may(IDS, "purposes"),
          "except-for",
          may(IDS, "purposes the rule does not touch"),
          "to",
          may(IDS, "parties or roles"),
          "except-to",
          may(IDS, "parties or roles the rule does not touch"),
          "by",
          may(new Some(new OneOf("a channel", CHANNELS)), "channels of a message"),
          "except-by",
          may(new Some(new OneOf("a channel", CHANNELS)), "channels the rule does not touch"),
          "into",
          may(PLACES, "countries or regions the data go to"),
          "except-into",
          may(PLACES, "countries or regions the rule does not touch"),
          "living-in",
          may(PLACES, "places where the person lives"),
          "except-living-in",
          may(PLACES, "places whose people the rule does not touch"),
          "if",
          may(IDS, "conditions that must all hold"),
          "if-any",
          may(IDS, "conditions of which one must hold"),
          "unless",
          may(IDS, "conditions of which none may hold"),
          "done-by",
          may(TEXT, "who carries the act out where Kepil only decides it"),
          "clause",
          must(CLAUSES, "the clauses this rule keeps"));

  static final Shape POLICY =
      keys(
          "the policy",
          "policy",
          must(ID, "the organisation's short name; its address is /name"),
          "version",
          must(
              word("a version", "[0-9A-Za-z][0-9A-Za-z.-]*", "2018-03"), "the version people cite"),
          "effective",
          must(DATE, "the day from which it holds"),
          "effective-note",
          may(TEXT, "why this day, where the published text names none"),
          "reason",
          may(
              new OneOf("a reason", List.of("service", "technology", "law", "first")),
              "why this version was made"),
          "languages",
          must(
              keys(
                  "languages",
                  "offered",
                  must(
                      new Some(word("a BCP 47 language", "[a-z]{2,3}(-[A-Za-z0-9]+)*", "kk")),
                      "languages of the text"),
                  "prevails",
                  must(
                      word("a BCP 47 language", "[a-z]{2,3}(-[A-Za-z0-9]+)*", "en"),
                      "the language that wins where two differ"),
                  "remarks",
                  may(
                      word("a BCP 47 language", "[a-z]{2,3}(-[A-Za-z0-9]+)*", "en"),
                      "the language in which this file gives its reasons and proofs; the one that"
                          + " prevails, if left out"),
                  "clause",
                  may(CLAUSES, "the clauses that say so")),
              "languages offered and the one that prevails"),
          "laws",
          must(IDS, "laws the organisation answers to, by the ids of laws/"),
          "governed-by",
          may(
              keys(
                  "the governing law",
                  "law",
                  must(ID, "a law of `laws`"),
                  "clause",
                  must(CLAUSES, "the clauses that say so")),
              "the law under which people are answered whose place has none of `laws`"),
          "doubt",
          must(
              keys("doubt", "clause", must(CLAUSES, "cited when nothing declares the ask")),
              "what a refusal cites when nothing allows"),
          "identifies",
          may(IDS, "fields by which a person is found again"),
          "age-from",
          may(ID, "the field that says when a person was born; what it says decides at once"),
          "changes",
          may(
              keys(
                  "the words of change",
                  "fact",
                  must(
                      ID,
                      "the fact that an act is one which the version under which the data came in"
                          + " did not permit; Kepil finds it out for stored data"),
                  "shown",
                  may(
                      IDS,
                      "facts that the person was shown the change; Kepil notes them in the privacy"
                          + " centre"),
                  "agreed",
                  may(
                      ID,
                      "the choice by which a person agrees; Kepil asks for it in the privacy"
                          + " centre")),
              "the words by which rules speak of a change of this policy"),
          "contacts",
          may(
              new Named(
                  "contacts",
                  keys(
                      "a contact",
                      "kind",
                      must(
                          new OneOf(
                              "a kind of contact", List.of("email", "telephone", "post", "link")),
                          "how it is reached"),
                      "value",
                      must(TEXT, "the address itself, once for all languages"),
                      "clause",
                      may(CLAUSES, "the clauses that promise it"))),
              "the address book"),
          "parties",
          must(
              new Named(
                  "parties",
                  keys(
                      "a party",
                      "name",
                      must(TEXT, "the legal name"),
                      "country",
                      may(PLACE, "where it sits"),
                      "roles",
                      must(new Some(new OneOf("a role", ROLES)), "what it is to the organisation"),
                      "since",
                      may(DATE, "first day on which it is that; before, it is as if not declared"),
                      "until",
                      may(DATE, "last day on which it is that"),
                      "link",
                      may(TEXT, "its own privacy policy"),
                      "contact",
                      may(ID, "its entry in contacts"),
                      "clause",
                      may(CLAUSES, "the clauses that name it"))),
              "every legal person the data may meet"),
          "categories",
          must(
              new Named(
                  "categories",
                  keys(
                      "a category",
                      "fields",
                      must(IDS, "what belongs to it"),
                      "from",
                      may(
                          IDS,
                          "categories or fields it is made of; what is refused of them is refused"
                              + " of it"),
                      "smallest-group",
                      may(
                          word("a whole number above one", "[2-9]|[1-9]\\d{1,6}", "10"),
                          "it is a statistic, and no smaller group of people may be counted or"
                              + " shown"),
                      "only-for",
                      may(IDS, "purposes it may serve; every other is refused"),
                      "only-at",
                      may(IDS, "points or kinds where it may enter; every other is refused"),
                      "needs",
                      may(IDS, "conditions that must hold at the moment it enters"),
                      "clause",
                      must(CLAUSES, "the clauses that name it"))),
              "kinds of personal data with their fields"),
          "fields",
          may(
              new Named(
                  "fields",
                  keys(
                      "a field",
                      "type",
                      must(new OneOf("a type", FIELD_TYPES), "how it is asked and checked"),
                      "options",
                      may(IDS, "the answers of a one-of"),
                      "least",
                      may(word("a whole number", "-?\\d+", "1"), "smallest number or scale step"),
                      "most",
                      may(
                          word("a whole number", "-?\\d+", "10"),
                          "largest number, scale step or length of text"))),
              "types of fields; text, if left out"),
          "choices",
          may(
              new Named(
                  "choices",
                  keys(
                      "a choice",
                      "per",
                      may(
                          new Some(
                              new OneOf(
                                  "part of an ask",
                                  List.of("item", "recipient", "purpose", "point", "client"))),
                          "a yes counts only for the same item, recipient, …"),
                      "towards",
                      may(
                          new OneOf("a role", ROLES),
                          "a yes counts for the parties that had this role on the day it was said,"
                              + " and for none that came later"),
                      "clause",
                      must(CLAUSES, "the clauses that give it"))),
              "what a person can say yes or no to"),
          "facts",
          may(
              new Named(
                  "facts",
                  keys(
                      "a fact",
                      "per",
                      may(
                          new Some(
                              new OneOf(
                                  "part of an ask",
                                  List.of("item", "recipient", "purpose", "point", "client"))),
                          "it counts only for the same item, recipient, …"),
                      "vouched-by",
                      may(
                          new OneOf("who vouches", List.of("form")),
                          "a form of the portal establishes it by being what it is: the notice"
                              + " stood there, the person went on, and there is a request now."
                              + " Every other fact must have been noted"),
                      "clause",
                      may(CLAUSES, "the clauses that speak of it"))),
              "circumstances that are noted, or given with an ask"),
          "purposes",
          must(
              new Named(
                  "purposes",
                  keys(
                      "a purpose",
                      "basis",
                      must(new OneOf("a basis", Basis.words()), "the legal ground"),
                      "basis-in",
                      may(
                          new Named("bases by place", new OneOf("a basis", Basis.words())),
                          "places where it is another: `{KZ: consent}`"),
                      "consent",
                      may(
                          ID,
                          "the choice without which nothing serves this purpose where the basis is"
                              + " consent"),
                      "note",
                      may(FILE, "the balancing note of a legitimate interest"),
                      "uses",
                      may(IDS, "categories or fields it may use"),
                      "needs",
                      may(IDS, "conditions that must hold at each use"),
                      "clause",
                      must(CLAUSES, "the clauses that declare it"))),
              "named reasons"),
          "points",
          must(
              new Named(
                  "points",
                  keys(
                      "a point",
                      "kind",
                      must(new OneOf("a kind of point", POINT_KINDS), "what it is"),
                      "controller",
                      must(ID, "the one party that answers for it"),
                      "for",
                      may(IDS, "purposes of what enters here"),
                      "collects",
                      may(IDS, "categories or fields that may enter here"),
                      "asks",
                      may(IDS, "fields a form asks, in order"),
                      "required",
                      may(IDS, "fields without which it cannot be sent"),
                      "needs",
                      may(IDS, "conditions that must hold when data enter"),
                      "client",
                      may(ID, "the party on whose behalf"),
                      "owner",
                      may(ID, "the party that owns a tracker"),
                      "host",
                      may(TEXT, "where it is"),
                      "lifetime",
                      may(PERIOD, "how long a tracker lives"),
                      "necessary",
                      may(TEXT, "why the service cannot work without this tracker"),
                      "clause",
                      must(CLAUSES, "the clauses that declare it"))),
              "places where data enter"),
          "rules",
          may(new Named("rules", RULE), "everything else that is allowed or refused"),
          "transfers",
          may(
              new Named(
                  "transfer mechanisms",
                  keys(
                      "a transfer mechanism",
                      "from",
                      must(PLACES, "where the person lives"),
                      "into",
                      must(PLACES, "where the data go"),
                      "since",
                      must(DATE, "first day of validity"),
                      "until",
                      may(DATE, "last day of validity"),
                      "article",
                      may(TEXT, "the act that made or ended it"),
                      "clause",
                      must(CLAUSES, "the clauses that rely on it"))),
              "mechanisms with their days of validity"),
          "retention",
          must(
              new Named(
                  "retention rules",
                  keys(
                      "a retention rule",
                      "of",
                      must(IDS, "categories or fields"),
                      "for",
                      may(IDS, "purposes; all, if left out"),
                      "keep",
                      must(PERIOD, "how long after collection, at the longest"),
                      "until",
                      may(IDS, "facts that end it at once: `payment-completed`"),
                      "unless",
                      may(
                          IDS,
                          "choices or facts that let the whole period run though one of these facts"
                              + " is noted"),
                      "chosen",
                      may(TEXT, "why this period, where the policy names none"),
                      "then",
                      may(
                          new OneOf("a disposal", List.of("delete", "shred", "depersonalise")),
                          "what happens at the end"),
                      "clause",
                      must(CLAUSES, "the clauses that promise the end"))),
              "how long each thing is kept"),
          "rights",
          must(
              new Named(
                  "rights",
                  keys(
                      "a right",
                      "right",
                      must(
                          new Some(new OneOf("a right", Right.words())),
                          "what may be asked; several, where one clause speaks of several"),
                      "living-in",
                      may(PLACES, "for people who live there; for everyone, if left out"),
                      "except-living-in",
                      may(
                          PLACES,
                          "not for people who live there, nor for those whose place is unknown"),
                      "where-law",
                      may(YES, "only where the person's law gives it"),
                      "by",
                      may(
                          new Some(new OneOf("a channel", CHANNELS)),
                          "channels by which it may be asked"),
                      "clause",
                      must(CLAUSES, "the clauses that give it"))),
              "what people may ask"),
          "measures",
          may(
              new Named(
                  "measures",
                  keys(
                      "a measure",
                      "kind",
                      must(
                          new OneOf(
                              "a kind of measure",
                              List.of("technical", "physical", "organisational")),
                          "its kind"),
                      "against",
                      must(
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
                      "owner",
                      must(TEXT, "the office that keeps it working"),
                      "proof",
                      must(TEXT, "what shows that it works"),
                      "checked",
                      must(DATE, "last day it was checked"),
                      "expires",
                      may(DATE, "day after which the proof no longer counts"),
                      "clause",
                      must(CLAUSES, "the clauses that promise it"))),
              "safeguards"),
          "generated",
          may(
              new Named(
                  "generated lists",
                  keys(
                      "a generated list",
                      "list",
                      must(
                          new OneOf("what is listed", List.of("categories-collected")),
                          "what is on record to be listed"),
                      "within",
                      must(PERIOD, "how far back it looks"),
                      "clause",
                      must(CLAUSES, "the clauses it stands under"))),
              "lists under a clause that can be made from the record of events"),
          "checks",
          may(
              new Named("checks", keys("a check", "clause", must(CLAUSES, "the clauses it keeps"))),
              "what the compiler holds the text to: " + String.join(", ", Check.words())),
          "text-only",
          may(
              new Some(
                  keys(
                      "a text-only entry",
                      "clause",
                      must(CLAUSES, "the clauses"),
                      "why",
                      must(TEXT, "why no software can keep them"))),
              "clauses that only inform"));

  private static final Shape NAMES = new Named("names", TEXT);

  static final Shape WORDS =
      keys(
          "the words",
          "organisation",
          must(TEXT, "the short name people know"),
          "purposes",
          must(NAMES, "each purpose, to be read after “to”: `understand what customers like`"),
          "categories",
          must(NAMES, "each category"),
          "fields",
          must(
              new Named(
                  "fields",
                  keys(
                      "a field's words",
                      "label",
                      must(TEXT, "the question or label"),
                      "help",
                      may(TEXT, "a hint"),
                      "without",
                      may(TEXT, "what happens if it is not given"),
                      "options",
                      may(NAMES, "the words of each option"))),
              "each field"),
          "points",
          must(
              new Named(
                  "points",
                  keys(
                      "a point's words",
                      "title",
                      must(TEXT, "its heading"),
                      "intro",
                      may(TEXT, "what it is, in a sentence or two"),
                      "thanks",
                      may(TEXT, "what is said when it was sent"))),
              "each point"),
          "choices",
          must(NAMES, "each choice, as a sentence one can say yes to"),
          "facts",
          may(NAMES, "each fact, as a sentence that is so: `the person pressed “send”`"),
          "parties",
          may(NAMES, "parties whose name differs in this language"));
}
