package kepil;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kepil.law.Laws;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import kepil.yaml.Fault;

/// A small sound policy for tests, and small changes to it.
public final class Policies {
  private Policies() {}

  static final String POLICY =
      """
      policy: reader
      version: "1"
      effective: 2026-01-01
      languages: {offered: [en, kk], prevails: en, clause: 1.9}
      laws: [here, there]
      doubt: {clause: 1.1}
      identifies: [email]
      contacts:
        officer: {kind: email, value: officer@reader.example, clause: 1.8}
      parties:
        reader: {name: Reader LLC, country: KZ, roles: controller}
        mill: {name: Paper Mill, country: US, roles: [client]}
        press: {name: Press, country: DE, roles: [client]}
        world: {name: Everybody, roles: public}
      categories:
        contact: {fields: [email, name], clause: 1.2}
        taste: {fields: [genre, comment], clause: 1.2}
        place: {fields: [latitude], needs: may-locate, only-for: delivery, only-at: app, clause: 1.3}
      fields:
        genre: {type: one-of, options: [prose, verse]}
        email: {type: email}
      choices:
        may-locate: {clause: 1.3}
        may-publish: {per: [recipient, item], clause: 1.4}
      facts:
        continued: {vouched-by: form, clause: 1.2}
        answered: {per: item, clause: 1.5}
      purposes:
        insight: {basis: legitimate-interest, note: notes/insight.md, uses: [contact, taste], clause: 1.2}
        delivery: {basis: contract, uses: place, clause: 1.3}
        marketing: {basis: consent, clause: 1.6}
      points:
        survey: {kind: survey, controller: reader, client: mill, for: insight, collects: [contact, taste], asks: [email, genre], required: genre, needs: continued, clause: 1.2}
        pocket: {kind: app, controller: reader, for: delivery, collects: place, clause: 1.3}
      rules:
        publish: {allow: publish, of: comment, to: [public, client], if: may-publish, clause: 1.4}
        tell-own-client: {allow: disclose, of: taste, to: client, if: to-own-client, clause: 1.7}
        ask-again: {allow: message, for: insight, by: email, if: answered, clause: 1.5}
        no-marketing: {refuse: [message, disclose, use], for: marketing, clause: 1.6}
        rest: {refuse: [use, message, disclose, publish], if-any: [restricted, objected], clause: 1.10}
        not-children: {refuse: collect, if: below-consent-age, clause: 1.11}
        not-too-long: {refuse: use, if: over-kept, clause: 1.12}
        abroad: {allow: transfer, into: [US, EU], clause: 1.13}
        no-way: {refuse: transfer, into: US, living-in: EU, unless: mechanism-valid, clause: 1.13}
      transfers:
        bridge: {from: EU, into: US, since: 2026-01-01, until: 2026-06-30, clause: 1.13}
      retention:
        all: {of: [contact, taste, place], keep: P1Y, clause: 1.12}
      rights:
        see: {right: access, clause: 1.10}
        rest: {right: restriction, where-law: yes, clause: 1.10}
        object: {right: objection, living-in: EU, clause: 1.10}
        ask: {right: [question, information], except-living-in: EU, clause: 1.9}
        take-back: {right: withdrawal, by: [email, portal], clause: 1.8}
      text-only:
        - {clause: 1.14, why: nobody can make anybody read}
      """;

  static final String NAMES =
      """
      organisation: Reader
      purposes: {insight: know readers, delivery: bring books, marketing: sell}
      categories: {contact: Contact, taste: Taste, place: Place}
      fields:
        email: {label: E-mail}
        name: {label: Name}
        genre: {label: Genre, options: {prose: Prose, verse: Verse}}
        comment: {label: Comment}
        latitude: {label: Latitude}
      points: {survey: {title: Survey}, pocket: {title: App}}
      choices: {may-locate: You may know where I am, may-publish: You may print it}
      """;

  public static Map<String, String> files() {
    return files(POLICY, NAMES);
  }

  /// The files of a policy with fourteen clauses, each a promise: 1.1 to 1.14.
  ///
  /// @param names its words, the same in both languages
  public static Map<String, String> files(String policy, String names) {
    var files = new TreeMap<String, String>();
    var text = new StringBuilder("# Reader's policy {#0.1}\n\n## 1. Promises {#1.0}\n\n");
    for (int i = 1; i <= 14; i++) {
      text.append("Promise number ")
          .append(i)
          .append(i == 8 ? ", by officer@reader.example" : "")
          .append(". {#1.")
          .append(i)
          .append("}\n\n");
    }
    files.put("policy.yaml", policy);
    files.put("text/en.md", text.toString());
    files.put(
        "text/kk.md",
        text.toString()
            .replace("Promise number", "Уәде")
            .replace("Promises", "Уәделер")
            .replace("Reader's policy", "Оқырман саясаты"));
    files.put("words/en.yaml", names);
    files.put("words/kk.yaml", names);
    files.put("notes/insight.md", "We weighed it.");
    return files;
  }

  public static Program sound() {
    return program(files());
  }

  /// The policy after replacing one piece of `policy.yaml`.
  public static Program soundWith(String piece, String by) {
    return program(changed("policy.yaml", piece, by));
  }

  /// The policy after replacing two pieces of `policy.yaml`; a category `profile` with its field
  /// `score` has its words.
  public static Program soundWith(String piece, String by, String second, String bySecond) {
    var files = changed("policy.yaml", piece, by);
    if (!files.get("policy.yaml").contains(second)) {
      throw new AssertionError("the test policy has no " + second);
    }
    files.put("policy.yaml", files.get("policy.yaml").replace(second, bySecond));
    if (by.contains("profile:")) {
      for (var words : new String[] {"words/en.yaml", "words/kk.yaml"}) {
        files.put(
            words,
            files
                .get(words)
                .replace("place: Place}", "place: Place, profile: Profile}")
                .replace("  latitude:", "  score: {label: Score}\n  latitude:"));
      }
    }
    return program(files);
  }

  /// The faults after replacing one piece of one file.
  public static List<Fault> faults(String file, String piece, String by) {
    return switch (compiled(changed(file, piece, by))) {
      case Compiled.Sound _ -> List.of();
      case Compiled.Faulty(var faults) -> faults;
    };
  }

  private static Map<String, String> changed(String file, String piece, String by) {
    var files = new TreeMap<>(files());
    var before = files.get(file);
    if (!before.contains(piece)) throw new AssertionError("the test policy has no " + piece);
    files.put(file, before.replace(piece, by));
    return files;
  }

  private static Compiled compiled(Map<String, String> files) {
    return Compiler.compile(new PolicyFiles(new TreeMap<>(files)));
  }

  /// The policy in these files, which must be sound.
  public static Program program(Map<String, String> files) {
    return switch (compiled(files)) {
      case Compiled.Sound(var program) -> program;
      case Compiled.Faulty(var faults) ->
          throw new AssertionError(
              String.join("\n", faults.stream().map(Fault::toString).toList()));
    };
  }

  /// The two laws of these policies.
  public static Laws laws() {
    return laws("", "");
  }

  /// @param here more of the law that is called so
  /// @param there more of the other
  public static Laws laws(String here, String there) {
    return Laws.read(
        Map.of(
            "regions.yaml",
            "EU: [DE, FR]\n",
            "here.yaml",
            """
            law: here
            name: Here
            lives-in: KZ
            as-of: 2026-01-01
            source: made up
            consent-age: 18
            authority: {name: Office}
            rights:
              access: {article: Art. 1, within: 3 business-days}
              restriction: {article: Art. 2, within: 1 business-day}
              erasure: {article: Art. 3, within: 1 business-day}
            """
                + here,
            "there.yaml",
            """
            law: there
            name: There
            lives-in: EU
            as-of: 2026-01-01
            source: made up
            consent-age: 16
            consent-ages: {FR: 15}
            authority: {name: Board}
            rights:
              access: {article: Art. 15, within: 1 calendar-month}
            """
                + there));
  }
}
