package kepil.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import kepil.gate.Gate;
import kepil.gate.SubjectId;
import kepil.law.Laws;
import kepil.ledger.Ledger;
import kepil.ledger.RememberedFolder;
import kepil.ledger.Sequencer;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.vault.Acts;
import kepil.vault.Counter;
import kepil.vault.Keyring;
import kepil.vault.Shown;
import kepil.vault.Vault;
import org.jdbi.v3.core.Jdbi;

/// A Kepil on an empty, durable PostgreSQL. The ledger's sequencer runs as it does in the server,
/// so what it costs is in every figure.
///
/// The policy: 25 purposes, a category of one field for each, 10 points, 10 recipients.
final class StoreWorld implements AutoCloseable {
  static final String ORG = "bench";
  static final int CATEGORIES = 25;
  static final int PURPOSES = 25;
  static final int SOURCES = 10;
  static final int RECIPIENTS = 10;
  static final Shown SHOWN = new Shown("en", "1");

  private final Database database;
  private final Sequencer sequencer;
  private final Keyring keyring;
  private final Ledger ledger;
  final SecureRandom random = new SecureRandom();
  final InstantSource clock = InstantSource.system();
  final Jdbi jdbi;
  final Gate gate = gate("1", Set.of());
  final Vault vault;
  final Acts acts;
  final Counter counter;

  StoreWorld(Database database) throws IOException {
    this.database = database;
    var folder = database.folder();
    jdbi = database.store.jdbi();
    keyring = Keyring.start(folder.resolve("keystore.json"), jdbi, random);
    ledger = new Ledger(jdbi);
    sequencer =
        new Sequencer(
                ledger,
                org -> keyring.signer("localhost/" + org + "/ledger"),
                new RememberedFolder(folder.resolve("checkpoints")),
                clock)
            .start();
    vault = vault(clock);
    acts = new Acts(vault);
    counter = new Counter(jdbi, acts);
  }

  /// The same vault, with a clock of its own.
  Vault vault(InstantSource clock) {
    return new Vault(keyring, ledger::write, clock, random);
  }

  /// New people, nothing known of them.
  List<SubjectId> people(int many) {
    var all = new ArrayList<SubjectId>(many);
    while (all.size() < many) {
      int some = Math.min(5_000, many - all.size());
      all.addAll(jdbi.inTransaction(tx -> vault.admit(tx, ORG, some)));
    }
    return all;
  }

  void settle() {
    database.settle();
  }

  /// Nobody lives here any more, and nothing was ever recorded of anybody.
  void empty() {
    jdbi.useHandle(
        h ->
            h.execute(
                "truncate held_values, event_details, subjects, subject_keys, identifiers, marks,"
                    + " disclosures, publications, changes"));
  }

  long bytes(String... tables) {
    return jdbi.withHandle(
        h -> {
          long sum = 0;
          for (var it : tables) {
            sum +=
                h.createQuery("select pg_total_relation_size(cast(:table as regclass))")
                    .bind("table", it)
                    .mapTo(Long.class)
                    .one();
          }
          return sum;
        });
  }

  /// Of what was done: the ledger, and the openings of its entries.
  long bytesOfTheRecord() {
    return bytes(
        jdbi.withHandle(
                h ->
                    h.createQuery(
                            """
                            select tablename from pg_tables
                            where schemaname = 'public'
                              and (tablename = 'event_details' or tablename like 'ledger%')
                            """)
                        .mapTo(String.class)
                        .list())
            .toArray(String[]::new));
  }

  /// @param closed purposes of which nobody is told anything, in this version of the policy
  static Gate gate(String version, Set<String> closed) {
    var files = new TreeMap<String, String>();
    files.put("policy.yaml", yaml(version, closed));
    files.put(
        "text/en.md", "# The policy of a benchmark {#0.1}\n\nEverything below holds. {#1.1}\n");
    files.put("words/en.yaml", words());
    return switch (Compiler.compile(new PolicyFiles(files))) {
      case Compiled.Sound(var program) ->
          new Gate(program, Laws.read(Map.of("regions.yaml", "NOWHERE: [AQ]\n")));
      case Compiled.Faulty(var faults) ->
          throw new IllegalStateException(faults.size() + " faults, first: " + faults.getFirst());
    };
  }

  private static String yaml(String version, Set<String> closed) {
    var yaml =
        new StringBuilder(
            """
            policy: bench
            version: "%s"
            effective: 2026-01-01
            languages: {offered: [en], prevails: en, clause: 1.1}
            laws: []
            doubt: {clause: 1.1}
            """
                .formatted(version));
    var categories = names("k", CATEGORIES);
    section(
        yaml, "parties", "r", RECIPIENTS, i -> "{name: R" + i + ", roles: [partner], clause: 1.1}");
    yaml.append("  shop: {name: Shop, roles: controller, clause: 1.1}\n");
    section(yaml, "categories", "k", CATEGORIES, i -> "{fields: [f" + i + "], clause: 1.1}");
    section(yaml, "choices", "c", 1, _ -> "{per: item, clause: 1.1}");
    section(
        yaml, "purposes", "p", PURPOSES, it -> "{basis: contract, uses: k" + it + ", clause: 1.1}");
    section(
        yaml,
        "points",
        "s",
        SOURCES,
        _ ->
            "{kind: form, controller: shop, for: "
                + names("p", PURPOSES)
                + ", collects: "
                + categories
                + ", clause: 1.1}");
    yaml.append("rules:\n");
    yaml.append("  tell: {allow: disclose, of: ")
        .append(categories)
        .append(", to: partner, clause: 1.1}\n");
    if (!closed.isEmpty()) {
      yaml.append("  closed: {refuse: disclose, for: ")
          .append(closed.stream().sorted().toList())
          .append(", clause: 1.1}\n");
    }
    yaml.append("  forget: {allow: delete, clause: 1.1}\n");
    yaml.append("  rest: {refuse: [use, disclose], if-any: [objected, c0], clause: 1.1}\n");
    section(
        yaml,
        "retention",
        "t",
        CATEGORIES,
        i -> "{of: k" + i + ", keep: P" + (30 + i) + "D, clause: 1.1}");
    yaml.append(
        "rights:\n"
            + "  see: {right: access, by: email, clause: 1.1}\n"
            + "  mend: {right: correction, by: email, clause: 1.1}\n"
            + "  forget: {right: erasure, by: email, clause: 1.1}\n");
    yaml.append("text-only:\n  - {clause: 0.1, why: a title}\n");
    return yaml.toString();
  }

  private static String words() {
    var yaml = new StringBuilder("organisation: Bench\n");
    section(yaml, "purposes", "p", PURPOSES, i -> "purpose " + i);
    section(yaml, "categories", "k", CATEGORIES, i -> "category " + i);
    section(yaml, "fields", "f", CATEGORIES, i -> "{label: field " + i + "}");
    section(yaml, "points", "s", SOURCES, i -> "{title: form " + i + "}");
    section(yaml, "choices", "c", 1, i -> "choice " + i);
    return yaml.toString();
  }

  private static void section(
      StringBuilder yaml, String name, String prefix, int many, IntFunction<String> entry) {
    yaml.append(name).append(":\n");
    for (int i = 0; i < many; i++) {
      yaml.append("  ").append(prefix).append(i).append(": ").append(entry.apply(i)).append('\n');
    }
  }

  private static String names(String prefix, int many) {
    return IntStream.range(0, many).mapToObj(it -> prefix + it).toList().toString();
  }

  @Override
  public void close() {
    sequencer.close();
  }
}
