package kepil.promises;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kepil.gate.Gate;
import kepil.ledger.Counts;
import kepil.ledger.Ledger;
import kepil.ledger.Proven;
import kepil.ledger.Signers;
import kepil.notice.Notices;
import kepil.notice.Trial;
import kepil.proof.ClauseEvidence;
import kepil.rights.Desk;
import kepil.rights.RequestState;
import kepil.vault.OverKept;
import kepil.vault.Vault;
import kepil.vault.Went;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;

/// Opens the book of promises: the only place that says whether a clause is kept, for people,
/// operators and machines.
///
/// A clause is broken when a case of it failed, when the proof of a measure expired, when nothing
/// keeps it, or when something that happened contradicts it: a value kept too long, a request past
/// its day, a transfer under a mechanism that has ended. It is kept when the software enforces what
/// it says and none of this is so.
public final class PromiseBook {
  /// The sweep comes every hour; what it has not deleted a day later it will not.
  private static final int GRACE_DAYS = 1;

  private static final int MOST_OVER_KEPT = 500;
  private static final int FEW = 100;
  private static final int MOST_REQUESTS = 1000;

  /// A bundle of all clauses takes seconds, and the same one serves whoever asks next.
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final Notices notices;
  private final Ledger ledger;
  private final Vault vault;
  private final Desk desk;
  private final Signers signers;
  private final InstantSource clock;
  private final Lately<Bundle> bundles = new Lately<>();
  private final Lately<Look> looks = new Lately<>();

  /// Where it had to be looked at more than a few people, what was found serves as long.
  private record Look(LocalDate day, Instant at, OverKept over) {
    boolean serves(LocalDate day, Instant now) {
      return over.people() > FEW && this.day.equals(day) && at.plus(FRESH).isAfter(now);
    }
  }

  /// @param zip empty before the log has a checkpoint
  private record Bundle(String hash, Instant at, Optional<byte[]> zip) {
    boolean serves(Gate gate, Instant now) {
      return zip.isPresent() && hash.equals(gate.program().hash()) && at.plus(FRESH).isAfter(now);
    }
  }

  public PromiseBook(
      Jdbi jdbi,
      Notices notices,
      Ledger ledger,
      Vault vault,
      Desk desk,
      Signers signers,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.notices = notices;
    this.ledger = ledger;
    this.vault = vault;
    this.desk = desk;
    this.signers = signers;
    this.clock = clock;
  }

  /// The book of the version in force, now.
  public Book of(Gate gate) {
    var program = gate.program();
    var now = clock.instant();
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var since = today.minusDays(Promises.RECENT.toDays() - 1);
    var trial = notices.trial(program.id(), program.version());
    var breaches = breaches(gate, today, trial);
    var days = days(program.id(), since);
    var entries = new ArrayList<Book.Entry>();
    for (var promise : Promises.of(program)) {
      var id = promise.clause().id();
      var broken = breaches.getOrDefault(id, List.of());
      // What a heading says is said again, and kept, by the clauses under it.
      var kept =
          promise.kept() == Promises.Kept.HEADING || broken.isEmpty()
              ? promise.kept()
              : Promises.Kept.BROKEN;
      entries.add(
          new Book.Entry(
              promise,
              kept,
              kept == Promises.Kept.BROKEN ? broken : List.of(),
              trial.map(it -> it.of(id)).orElse(List.of()),
              days.getOrDefault(id, Book.none())));
    }
    return new Book(program, now, since, today, trial.map(Trial::at), entries);
  }

  private Map<String, SortedMap<LocalDate, Map<Happened, Long>>> days(String org, LocalDate since) {
    var days = new HashMap<String, SortedMap<LocalDate, Map<Happened, Long>>>();
    for (var it : ledger.decided(org, since)) {
      days.computeIfAbsent(it.clause(), _ -> new TreeMap<>())
          .computeIfAbsent(it.day(), _ -> new EnumMap<>(Happened.class))
          .merge(Happened.of(it.act(), it.effect()), it.n(), Long::sum);
    }
    return days;
  }

  // What breaks a clause

  private Map<String, List<Breach>> breaches(Gate gate, LocalDate today, Optional<Trial> trial) {
    var all = new LinkedHashMap<String, List<Breach>>();
    var program = gate.program();
    for (var it : Promises.of(program)) {
      if (it.kept() == Promises.Kept.BROKEN) {
        put(all, List.of(it.clause().id()), new Breach.KeptByNothing());
      }
    }
    trial.ifPresent(
        run ->
            run.outcomes().stream()
                .filter(it -> !it.met())
                .forEach(
                    it -> put(all, it.clauses(), new Breach.CaseFailed(it.place(), it.title()))));
    for (var it : program.measures()) {
      it.expires()
          .filter(last -> last.isBefore(today))
          .ifPresent(last -> put(all, it.clauses(), new Breach.ProofExpired(it.id(), last)));
    }
    var over = overKept(gate, today.minusDays(GRACE_DAYS));
    for (var rule : program.retention()) {
      var fields = over.keySet().stream().filter(rule.fields()::contains).toList();
      if (!fields.isEmpty()) {
        put(
            all,
            rule.clauses(),
            new Breach.OverKept(fields, fields.stream().mapToInt(over::get).sum()));
      }
    }
    jdbi.useTransaction(
        tx -> {
          var late = new TreeMap<String, Breach.Overdue>();
          for (var it : desk.list(tx, program.id(), MOST_REQUESTS)) {
            if (!(it.state() instanceof RequestState.Received) || !it.due().isBefore(today))
              continue;
            for (var clause : it.clauses()) {
              late.merge(clause, new Breach.Overdue(1, it.due()), PromiseBook::both);
            }
          }
          late.forEach((clause, breach) -> put(all, List.of(clause), breach));
          for (var it : program.mechanisms()) {
            if (it.until().isEmpty() || !it.until().get().isBefore(today)) continue;
            var end = it.until().get().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            long n = 0;
            for (var went : vault.disclosures(tx, program.id(), end, it.clauses())) {
              if (gate.laws().regions().withinAny(went.country(), it.into())
                  && !covered(gate, went)) {
                n += went.times();
              }
            }
            if (n > 0) {
              put(all, it.clauses(), new Breach.MechanismEnded(it.id(), it.until().get(), n));
            }
          }
        });
    return all;
  }

  /// On the day it went. From where, only the person's own record says, and it stays shut.
  private static boolean covered(Gate gate, Went went) {
    return gate.program().mechanisms().stream()
        .filter(it -> it.on(went.day()))
        .anyMatch(it -> gate.laws().regions().withinAny(went.country(), it.into()));
  }

  private Map<String, Integer> overKept(Gate gate, LocalDate day) {
    var now = clock.instant();
    return looks
        .get(
            gate.program().id(),
            it -> it.serves(day, now),
            () ->
                new Look(
                    day,
                    now,
                    jdbi.inTransaction(tx -> vault.overKept(tx, gate, day, MOST_OVER_KEPT))))
        .over()
        .values();
  }

  private static Breach.Overdue both(Breach.Overdue one, Breach.Overdue other) {
    return new Breach.Overdue(
        one.requests() + other.requests(),
        one.due().isBefore(other.due()) ? one.due() : other.due());
  }

  private static void put(Map<String, List<Breach>> all, List<String> clauses, Breach breach) {
    for (var clause : clauses) all.computeIfAbsent(clause, _ -> new ArrayList<>()).add(breach);
  }

  // What is handed out

  /// The signed file of one clause; empty for a heading, for none, and before the log has a
  /// checkpoint.
  public Optional<byte[]> file(Gate gate, String clause) {
    var book = of(gate);
    return book.entry(clause)
        .filter(it -> !it.heading())
        .flatMap(it -> files(book, List.of(it)).map(files -> files.get(clause)));
  }

  /// All of them in one zip archive.
  public Optional<byte[]> bundle(Gate gate) {
    var now = clock.instant();
    return bundles
        .get(
            gate.program().id(),
            it -> it.serves(gate, now),
            () -> new Bundle(gate.program().hash(), now, zip(of(gate))))
        .zip();
  }

  private Optional<byte[]> zip(Book book) {
    var clauses = book.entries().stream().filter(it -> !it.heading()).toList();
    return files(book, clauses).map(PromiseBook::zipped);
  }

  private static byte[] zipped(Map<String, byte[]> files) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (var it : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(it.getKey() + ClauseEvidence.EXTENSION));
        zip.write(it.getValue());
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private Optional<Map<String, byte[]>> files(Book book, Collection<Book.Entry> entries) {
    var org = book.program().id();
    var proven =
        ledger.proven(
            org, entries.stream().map(Book.Entry::id).toList(), book.since(), ClauseEvidence.MOST);
    if (proven.isEmpty()) return Optional.empty();
    var counts = ledger.counts(org, book.since());
    var signer = signers.of(org);
    var files = new LinkedHashMap<String, byte[]>();
    for (var it : entries) {
      files.put(
          it.id(),
          evidence(book, it, counts.getOrDefault(it.id(), Counts.NONE), proven.get())
              .print(signer)
              .getBytes(StandardCharsets.UTF_8));
    }
    return Optional.of(files);
  }

  private ClauseEvidence evidence(Book book, Book.Entry it, Counts counts, Proven proven) {
    var program = book.program();
    return new ClauseEvidence(
        program.id(),
        program.version(),
        program.hash(),
        it.id(),
        it.kept().word(),
        // What happened while this was being put together belongs to it.
        clock.instant(),
        book.since(),
        it.promise().clause().texts(),
        keepers(it.promise()),
        it.promise().why(),
        it.breaches().stream().map(breach -> breach.says(Words.in("en"))).toList(),
        it.cases().isEmpty() ? Optional.empty() : book.run(),
        tried(it.cases()),
        new ClauseEvidence.Counted(counts.permit(), counts.refuse(), counts.done()),
        proven.events().getOrDefault(it.id(), List.of()).stream()
            .map(event -> new ClauseEvidence.Shown(event.index(), event.entry(), event.hashes()))
            .toList(),
        proven.checkpoint());
  }

  /// What keeps a clause, as its file says it.
  public static List<ClauseEvidence.Keeper> keepers(Promises.Promise it) {
    var all = new ArrayList<ClauseEvidence.Keeper>();
    for (int i = 0; i < it.keptBy().size(); i++) {
      all.add(new ClauseEvidence.Keeper(it.keptBy().get(i), it.rules().get(i)));
    }
    return List.copyOf(all);
  }

  /// What its cases came to, as its file says it.
  public static List<ClauseEvidence.Tried> tried(List<Trial.Outcome> cases) {
    return cases.stream()
        .map(
            it ->
                new ClauseEvidence.Tried(
                    it.met(),
                    it.place(),
                    it.expected() + (it.title().isBlank() ? "" : "; " + it.title())))
        .toList();
  }
}
