package kepil.vault;

import kepil.Policies;
import kepil.gate.Gate;
import kepil.policy.Program;

/// A small sound policy of a library, for tests of the vault.
final class Library {
  private Library() {}

  private static final String POLICY =
      """
      policy: library
      version: "1"
      effective: 2026-01-01
      languages: {offered: [en, kk], prevails: en, clause: 1.9}
      laws: [here, there]
      doubt: {clause: 1.1}
      identifies: [email]
      age-from: birth-date
      contacts:
        officer: {kind: email, value: officer@reader.example, clause: 1.8}
      parties:
        library: {name: Library, country: KZ, roles: controller}
        mill: {name: Paper Mill, country: US, roles: [client]}
        press: {name: Press, country: DE, roles: [client]}
        world: {name: Everybody, roles: public}
      categories:
        contact: {fields: [email, name], clause: 1.2}
        taste: {fields: [genre, comment], clause: 1.2}
        age: {fields: [birth-date], clause: 1.11}
        card: {fields: [card-number], clause: 1.3}
        place: {fields: [latitude], needs: may-locate, only-for: delivery, only-at: app, clause: 1.3}
      fields:
        genre: {type: one-of, options: [prose, verse]}
        email: {type: email}
      choices:
        may-locate: {clause: 1.3}
        may-publish: {per: [recipient, item], clause: 1.4}
        keep-card: {clause: 1.3}
      facts:
        paid: {per: item, clause: 1.3}
        continued: {vouched-by: form, clause: 1.2}
        answered: {per: item, clause: 1.5}
      purposes:
        insight: {basis: legitimate-interest, note: notes/insight.md, uses: [contact, taste, age], clause: 1.2}
        delivery: {basis: contract, uses: place, clause: 1.3}
        marketing: {basis: consent, clause: 1.6}
        payment: {basis: contract, uses: card, clause: 1.3}
      points:
        till: {kind: form, controller: library, for: payment, collects: card, asks: card-number, clause: 1.3}
        visit: {kind: survey, controller: library, client: mill, for: insight, collects: [contact, taste, age], asks: [email, genre], required: genre, needs: continued, clause: 1.2}
        poll: {kind: survey, controller: library, client: press, for: insight, collects: [contact, taste, age], asks: [email, genre], required: genre, needs: continued, clause: 1.2}
        pocket: {kind: app, controller: library, for: delivery, collects: place, clause: 1.3}
      rules:
        publish: {allow: publish, of: comment, to: [public, client], if: may-publish, clause: 1.4}
        tell-own-client: {allow: disclose, of: taste, to: client, if: to-own-client, clause: 1.7}
        ask-again: {allow: message, for: insight, by: email, if: answered, clause: 1.5}
        forget: {allow: delete, clause: 1.12}
        no-forgetting: {refuse: delete, if: held, clause: 1.13}
        no-marketing: {refuse: [message, disclose, use], for: marketing, clause: 1.6}
        rest: {refuse: [use, message, disclose, publish], if-any: [restricted, objected], clause: 1.10}
        not-children: {refuse: collect, if: below-consent-age, clause: 1.11}
        not-too-long: {refuse: use, if: over-kept, clause: 1.12}
      retention:
        taste: {of: taste, keep: P1Y, clause: 1.12}
        rest: {of: [contact, age, place], keep: P2Y, clause: 1.12}
        card: {of: card, keep: P7D, until: paid, unless: keep-card, clause: 1.3}
      rights:
        see: {right: access, clause: 1.10}
        forget: {right: erasure, clause: 1.10}
        mend: {right: correction, clause: 1.10}
        take-along: {right: portability, clause: 1.10}
      text-only:
        - {clause: 1.14, why: nobody can make anybody read}
      """;

  private static final String NAMES =
      """
      organisation: Library
      purposes: {insight: know readers, delivery: bring books, marketing: sell, payment: be paid}
      categories: {contact: Contact, taste: Taste, place: Place, age: Age, card: Card}
      fields:
        email: {label: E-mail}
        name: {label: Name}
        genre: {label: Genre, options: {prose: Prose, verse: Verse}}
        comment: {label: Comment}
        latitude: {label: Latitude}
        birth-date: {label: Born}
        card-number: {label: Card}
      points: {visit: {title: Visit}, poll: {title: Poll}, pocket: {title: App}, till: {title: Till}}
      choices: {may-locate: You may know where I am, may-publish: You may print it, keep-card: Keep my card}
      """;

  static Program program() {
    return program("library");
  }

  static Program program(String org) {
    var policy = POLICY.replace("policy: library", "policy: " + org);
    return Policies.program(Policies.files(policy, NAMES));
  }

  static Gate gate() {
    return new Gate(program(), Policies.laws());
  }
}
