package kepil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import kepil.gate.SubjectId;
import kepil.ledger.Ledger;
import kepil.ledger.RememberedFolder;
import kepil.notice.LawBook;
import kepil.notice.Notices;
import kepil.postgres.Copies;
import kepil.proof.Edge;
import kepil.proof.Hash;
import kepil.rights.Desk;
import kepil.store.Store;
import kepil.vault.Keyring;
import kepil.vault.Vault;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.type.TypeReference;

/// `kepil restore`: brings a backup back into a new data folder and looks whether it can be
/// trusted.
@Command(
    name = "restore",
    description = {
      "Brings a backup of `./kepil backup` back into a new data folder, with the keys, and checks"
          + " it: the keys fit, the log is whole. Nothing that is there is overwritten.",
      "Who was erased after the backup is in it again. --newer names a database that still knows (a"
          + " copy, a standby, the broken one if it can be read): whoever is not in it any more is"
          + " erased again at once. Without it file their erasure anew."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil restore --from /backup/2026-11-25 --data /var/lib/kepil-new \\",
      "      --keystore /mnt/keys/keystore.json",
      "  ./kepil restore --from /backup/2026-11-25 --data /var/lib/kepil-new \\",
      "      --keystore /mnt/keys/keystore.json \\",
      "      --checkpoints /var/lib/kepil/checkpoints",
      "  user and password in KEPIL_DATABASE_USER, KEPIL_DATABASE_PASSWORD:",
      "    ./kepil restore … --newer jdbc:postgresql://standby/kepil"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:restored and sound",
      "1:restored, and something needs a look; it is said",
      "2:not restored; the message says what to do"
    })
final class RestoreCommand implements Callable<Integer> {
  @Option(names = "--from", required = true, paramLabel = "FOLDER", description = "a backup")
  Path from = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "the new data folder")
  Path data = Path.of("");

  @Option(
      names = "--keystore",
      required = true,
      paramLabel = "FILE",
      description = "the newest copy of the keys")
  Path keystore = Path.of("");

  @Option(
      names = "--checkpoints",
      paramLabel = "FOLDER",
      description = "what was signed last, as it is now and not as it was (default: as it was)")
  Optional<Path> checkpoints = Optional.empty();

  @Option(
      names = "--newer",
      paramLabel = "JDBC-URL",
      description = "a newer database that tells who was erased since")
  Optional<String> newer = Optional.empty();

  @Mixin // picocli fills it in before anything runs
  Printing printing;

  final List<String> findings = new ArrayList<>();

  @Override
  public Integer call() {
    var folder = data.toAbsolutePath().normalize();
    try {
      return restore(folder);
    } catch (IOException bad) {
      throw new Unusable("the restore into `" + folder + "` did not end: " + bad, bad);
    }
  }

  private int restore(Path folder) throws IOException {
    var progress = printing.progress();
    var manifest = manifest();
    if (Files.exists(folder.resolve("postgres")) || Files.exists(folder.resolve(House.KEYSTORE))) {
      KeptData.whole(folder);
      throw new Unusable(
          "`"
              + folder
              + "` holds data already, and nothing is overwritten; give --data a new folder");
    }
    var signed = checkpoints.orElse(from.resolve("checkpoints")).toAbsolutePath().normalize();
    if (checkpoints.isPresent() && !Files.isDirectory(signed)) {
      throw new Unusable(
          "--checkpoints: there is no folder `"
              + signed
              + "`; give the `checkpoints` of the data folder as it was last, or leave it out");
    }
    fits(manifest);
    whole(manifest);
    legible(signed);
    if (newer.isPresent()) isNewer(manifest);
    Copies.make(folder);
    var restoring = folder.resolve(KeptData.RESTORING);
    if (Files.notExists(restoring)) Files.createFile(restoring);
    Copies.settle(folder);
    var teller = new BackupCommand.Teller(progress);
    Copies.bring(from.resolve("postgres"), folder, teller::tell);
    BackupCommand.checkpoints(signed, folder);

    var kept = new KeptData();
    kept.data = folder;
    long people;
    long again = 0;
    var log = new TreeMap<String, Long>();
    try (var _ = progress.step("starting PostgreSQL and reading the whole log");
        var opened = kept.asItIs()) {
      var keys = keystore.toAbsolutePath().normalize();
      var keyring = Keyring.start(keys, opened.jdbi(), new SecureRandom());
      again = newer.isPresent() ? eraseAgain(opened.jdbi(), keyring) : 0;
      Keyring.copy(keys, folder.resolve(House.KEYSTORE));
      people =
          opened
              .jdbi()
              .withHandle(
                  h -> h.createQuery("select count(*) from subjects").mapTo(Long.class).one());
      for (var org : organisations(opened.jdbi(), folder)) {
        log.put(org, log(opened.jdbi(), org, folder));
      }
    }
    // Last, when the database has closed: what ends before this does not start.
    Files.delete(restoring);
    Copies.settle(folder);
    var status = findings.isEmpty() ? Main.CLEAN : Main.FINDINGS;
    findings.add(
        "what people chose, withdrew or had corrected since "
            + manifest.get("at")
            + " is lost: keep senders and programs away until you have looked what came in");
    if (newer.isEmpty()) {
      findings.add(
          "whoever was erased since then is in it again: file the erasures anew (`requests` of a"
              + " newer database or your own records name them), or restore with --newer");
    }
    print(manifest, folder, people, again, log);
    return status;
  }

  private Map<String, Object> manifest() {
    var file = from.resolve(BackupCommand.MANIFEST);
    try {
      if (!Files.exists(file)) {
        throw new Unusable(
            "`"
                + from
                + "` is no complete backup: it has no "
                + BackupCommand.MANIFEST
                + ", which is written last");
      }
      Map<String, Object> manifest =
          BackupCommand.JSON.readValue(
              Files.readString(file), new TypeReference<TreeMap<String, Object>>() {});
      if (manifest.containsKey("dump")) {
        throw new Unusable(
            "`"
                + from
                + "` holds a dump of an external database: create an empty one and run `pg_restore"
                + " --no-owner --dbname=… "
                + from.resolve(BackupCommand.DUMP)
                + "`, then `./kepil serve --database …` with the keys and with the checkpoints as"
                + " they are now");
      }
      return manifest;
    } catch (IOException | tools.jackson.core.JacksonException bad) {
      throw new Unusable("`" + file + "` cannot be read: " + bad.getClass().getSimpleName(), bad);
    }
  }

  /// Told before anything is copied.
  private void fits(Map<String, Object> manifest) {
    var keyring = Keyring.load(keystore);
    if (!keyring.id().toString().equals(manifest.get("keystore"))) {
      throw new Unusable(
          "the backup is sealed by keystore `"
              + manifest.get("keystore")
              + "`, and `"
              + keystore
              + "` is `"
              + keyring.id()
              + "`; give the one that belongs to it");
    }
    if (!(manifest.get("epochs") instanceof List<?> needed)) {
      throw new Unusable(
          "`" + from + "` does not say which epochs it needs; it was not made by `./kepil backup`");
    }
    for (var it : needed) {
      int epoch = (Integer) it;
      if (keyring.epochs().contains(epoch)) continue;
      throw new Unusable(
          epoch > keyring.current()
              ? "`"
                  + keystore
                  + "` is an old copy of the keys: it has no epoch "
                  + epoch
                  + ", by which the backup is sealed; give the newest"
              : "the backup is sealed by epoch "
                  + epoch
                  + ", which has ended and whose key is destroyed: it opens nothing any more, of"
                  + " the erased nor of others; give a backup from after epoch "
                  + keyring.epochs().first()
                  + " began");
    }
  }

  /// Told before anything is copied.
  private void whole(Map<String, Object> manifest) throws IOException {
    if (manifest.get("files") instanceof Number files
        && manifest.get("bytes") instanceof Number bytes
        && Copies.whole(
            from.resolve("postgres"),
            new Copies.Copied(
                files.longValue(),
                bytes.longValue(),
                String.valueOf(manifest.get("log-from")),
                String.valueOf(manifest.get("log-to"))))) {
      return;
    }
    throw new Unusable(
        "`"
            + from
            + "` is not what was backed up: its database is of another backup, or its files are not"
            + " as many, or not as long, as "
            + BackupCommand.MANIFEST
            + " says; bring the whole backup here once more, or give another");
  }

  /// Told before anything is copied.
  private static void legible(Path signed) {
    if (!Files.isDirectory(signed)) return;
    var remembered = new RememberedFolder(signed);
    remembered.organisations().forEach(remembered::last);
  }

  /// Told before anything is copied. In an older database those who came later are missing too, and
  /// they would be erased for it.
  private void isNewer(Map<String, Object> manifest) {
    try (var other = Store.look(KeptData.config(KeptData.external(newer.orElseThrow())))) {
      var keystoreThere =
          other
              .jdbi()
              .withHandle(h -> h.createQuery("select id from keystore_id").mapTo(UUID.class).one());
      if (!keystoreThere.toString().equals(manifest.get("keystore"))) {
        throw new Unusable(
            "--newer names the database of another keystore: give the one that the backup was taken"
                + " from");
      }
      if (!(manifest.get("log") instanceof Map<?, ?> sizes)) {
        throw new Unusable(
            "`"
                + from
                + "` does not say how long its logs are; it was not made by `./kepil backup`");
      }
      var there = BackupCommand.sizes(other.jdbi());
      sizes.forEach(
          (org, size) -> {
            if (there.getOrDefault(String.valueOf(org), 0L) < ((Number) size).longValue()) {
              throw new Unusable(
                  "--newer names a database that is older than the backup: its log of `"
                      + org
                      + "` is shorter");
            }
          });
    }
  }

  /// Those of the database, and those of whom only is known that something was signed for them.
  static Set<String> organisations(Jdbi jdbi, Path folder) {
    var all = new TreeSet<>(new RememberedFolder(folder.resolve("checkpoints")).organisations());
    all.addAll(
        jdbi.withHandle(
            h ->
                h.createQuery("select distinct org from ledger_checkpoints")
                    .mapTo(String.class)
                    .list()));
    return all;
  }

  /// The log's size. It must give the roots that were signed, and hold all that was signed.
  long log(Jdbi jdbi, String org, Path folder) {
    record Signed(long size, Hash root) {}
    var signed =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        "select size, root from ledger_checkpoints where org = :org order by size")
                    .bind("org", org)
                    .map((row, _) -> new Signed(row.getLong(1), Hash.of(row.getBytes(2))))
                    .list());
    var roots = new TreeMap<Long, Hash>();
    signed.forEach(it -> roots.put(it.size(), it.root()));
    var memory = new RememberedFolder(folder.resolve("checkpoints"));
    var remembered = memory.last(org);
    var edge = Edge.empty();
    // In a transaction rows come bit by bit; outside of one the driver holds the whole log.
    jdbi.useTransaction(
        h ->
            h.createQuery("select entry from ledger_entries where org = :org order by index")
                .bind("org", org)
                .setFetchSize(1_000)
                .mapTo(byte[].class)
                .forEach(
                    entry -> {
                      edge.append(Hash.leaf(entry));
                      var root = roots.remove(edge.size());
                      if (root != null && !root.equals(edge.root())) {
                        findings.add(
                            "the log of `"
                                + org
                                + "` does not give the root that was signed at size "
                                + edge.size());
                      }
                      if (remembered
                          .filter(it -> it.size() == edge.size() && !it.root().equals(edge.root()))
                          .isPresent()) {
                        findings.add(
                            "the log of `"
                                + org
                                + "` is not the one that was signed last, at size "
                                + edge.size()
                                + ": backup and checkpoints do not belong together. "
                                + memory.advice());
                      }
                    }));
    if (!roots.isEmpty()) {
      findings.add(
          "the log of `" + org + "` lacks entries: it was signed at size " + roots.lastKey());
    }
    remembered
        .filter(it -> it.size() > edge.size())
        .ifPresent(
            it ->
                findings.add(
                    "the log of `"
                        + org
                        + "` was signed for "
                        + it.size()
                        + " entries and the backup has "
                        + edge.size()
                        + ": "
                        + memory.advice()));
    return edge.size();
  }

  /// A person leaves a database by erasure alone, so whoever is here and not in the newer one was
  /// erased.
  private long eraseAgain(Jdbi jdbi, Keyring keyring) {
    var clock = InstantSource.system();
    var vault = new Vault(keyring, new Ledger(jdbi)::write, clock, new SecureRandom());
    var notices = new Notices(jdbi, LawBook.read(), clock);
    long again = 0;
    try (var other = Store.look(KeptData.config(KeptData.external(newer.orElseThrow())))) {
      for (var org : notices.organisations()) {
        var here = people(jdbi, org);
        here.removeAll(new java.util.HashSet<>(people(other.jdbi(), org)));
        var gate =
            notices
                .gate(org)
                .orElseThrow(() -> new Unusable("no policy of `" + org + "` is in force"));
        for (var it : here) {
          if (jdbi.inTransaction(
              tx -> Desk.eraseAgain(tx, vault, gate, new SubjectId(it), clock.instant()))) {
            again++;
          }
        }
      }
    }
    return again;
  }

  private static List<UUID> people(Jdbi jdbi, String org) {
    return jdbi.withHandle(
        h ->
            new ArrayList<>(
                h.createQuery("select subject from subjects where org = :org")
                    .bind("org", org)
                    .mapTo(UUID.class)
                    .list()));
  }

  static String counted(long people, long again) {
    return people
        + (people == 1 ? " person" : " people")
        + (again > 0 ? ", " + again + " erased again" : "");
  }

  private void print(
      Map<String, Object> manifest, Path folder, long people, long again, Map<String, Long> log) {
    var out = printing.out();
    if (printing.json) {
      var all =
          new LinkedHashMap<String, Object>(
              Map.of(
                  "from", String.valueOf(manifest.get("at")),
                  "data", folder.toString(),
                  "people", people,
                  "erasedAgain", again,
                  "log", log,
                  "findings", findings));
      printing.machine(all);
    } else {
      out.println(
          "restored to `"
              + folder
              + "` as of "
              + manifest.get("at")
              + ": "
              + counted(people, again));
      log.forEach(
          (org, size) -> out.println("  the log of " + org + ": " + size + " entries, read whole"));
      findings.forEach(it -> out.println("  note: " + it));
      out.println("start it with `./kepil serve --data " + folder + " …`");
    }
    out.flush();
  }
}
