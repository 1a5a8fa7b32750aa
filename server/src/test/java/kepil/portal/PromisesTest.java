package kepil.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipInputStream;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.SubjectId;
import kepil.ledger.Signers;
import kepil.policy.Operation;
import kepil.policy.PolicyFiles;
import kepil.policy.Right;
import kepil.promises.Book;
import kepil.promises.Breach;
import kepil.promises.PromiseBook;
import kepil.promises.Promises;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.rights.Desk;
import kepil.vault.Shown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whether promises are kept, and what is handed to those who want to know.
@Tag("slow")
class PromisesTest {
  private PortalWorld world;
  private Gate gate;

  @BeforeEach
  void open() {
    world = new PortalWorld();
    gate = world.notices.gate(PortalWorld.ORG).orElseThrow();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Book book() {
    return world.book.of(gate);
  }

  private SubjectId somebody(String place) {
    return world
        .store
        .jdbi()
        .inTransaction(
            tx -> {
              var it = world.vault.recognise(tx, world.program(), "email", "aygul@example.kz");
              world.vault.lives(tx, PortalWorld.ORG, it, place);
              return it;
            });
  }

  private void writes(SubjectId who, String purpose) {
    world
        .store
        .jdbi()
        .useTransaction(
            tx ->
                world.acts.decide(
                    tx, gate, Ask.to(Operation.MESSAGE, who).forPurpose(purpose).by("email")));
  }

  private void sealed() {
    var last = world.ledger.recent(PortalWorld.ORG, 1).getFirst();
    world.sequencer.start();
    try {
      assertThat(world.ledger.await(PortalWorld.ORG, last.id(), Duration.ofSeconds(20)))
          .isPresent();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    } finally {
      world.sequencer.close();
    }
  }

  private Verdict verified(byte[] file) {
    return new Verifier(world.signers.of(PortalWorld.ORG).key()).clause(file);
  }

  @Test
  void everyClauseIsKeptOrSaysWhyNot() {
    var book = book();
    assertThat(book.totals().get(Promises.Kept.KEPT)).isGreaterThan(200);
    assertThat(book.totals())
        .containsKey(Promises.Kept.TEXT_ONLY)
        .doesNotContainKey(Promises.Kept.BROKEN);
    assertThat(book.run()).contains(world.now[0]);
    var entry = book.entry("5.11").orElseThrow();
    assertThat(entry.cases()).isNotEmpty().allMatch(it -> it.met());
    assertThat(entry.tried())
        .extracting(it -> it.title())
        .as("each case is told once")
        .doesNotHaveDuplicates();
    assertThat(entry.tried().stream().mapToInt(it -> it.expectations().size()).sum())
        .isEqualTo(entry.cases().size())
        .isGreaterThan(entry.tried().size());
  }

  @Test
  void thePageShowsStateRuleCasesAndEvidence() {
    var who = somebody("KZ");
    writes(who, "direct-marketing");
    world.now[0] = world.now[0].plus(Duration.ofDays(2));
    writes(who, "direct-marketing");
    var page = world.get("/smg/promises").bodyText();
    assertThat(page)
        .contains(
            "id=\"c-5.11\"",
            "2 refusals",
            "The cases of this version were run on 23 November 2026",
            "href=\"/smg/promises/5.11.kepil\"",
            "all.zip");
    assertThat(page).doesNotContain("aygul", who.toString());
    var row = page.substring(page.indexOf("id=\"c-5.11\""));
    row = row.substring(0, row.indexOf("</tr>"));
    assertThat(row)
        .contains("<span class=\"tag yes\">kept</span>", "all met", "class=\"refusals\" d=\"M");
    assertThat(row.split("class=\"refusals\" d=\"")[1])
        .as("two days, two bars")
        .matches("(?s)M\\d+ 28v-28h4v28zM\\d+ 28v-28h4v28z\".*");
    assertThat(world.get("/smg/promises?lang=kk").bodyText()).contains("орындалады", "2 бас тарту");
    assertThat(world.get("/smg/promises?lang=az").bodyText()).contains("2 imtina");
  }

  @Test
  void oneStateAtATimeWithoutAnyScript() {
    var page = world.get("/smg/promises?state=text-only").bodyText();
    assertThat(page)
        .contains("id=\"c-0.10\"")
        .doesNotContain("id=\"c-5.11\"")
        .doesNotContain("<script");
    assertThat(world.get("/smg/promises?state=broken").bodyText())
        .contains("No clause is like that.");
    assertThat(world.get("/smg/promises?state=nonsense").bodyText()).contains("id=\"c-5.11\"");
  }

  @Test
  void whatIsCarriedOutElsewhereSaysByWhom() {
    world.publish(
        changed(
            "policy.yaml",
            text ->
                text.replaceFirst(
                    "(?s)(no-direct-marketing:\\s*\\{)", "$1done-by: the mail house, ")));
    assertThat(world.get("/smg/promises").bodyText())
        .contains("Decided here; carried out by: <span lang=\"en\">the mail house</span>");
    assertThat(world.get("/smg/clause/5.11").bodyText())
        .contains("Decided here; carried out by: <span lang=\"en\">the mail house</span>");
  }

  @Test
  void aFailingCaseBreaksItsClauseFromThePublicationOn() {
    var files =
        changed(
            "cases/5.case",
            "\n"
                + "# 5.11 This must not come true.\n"
                + "noted of aygul: survey-scheduled about visit-42\n"
                + "smg messages aygul for direct-marketing by email -> permit 5.11\n");
    world.publish(files);
    gate = world.notices.gate(PortalWorld.ORG).orElseThrow();
    var entry = book().entry("5.11").orElseThrow();
    assertThat(entry.kept()).isEqualTo(Promises.Kept.BROKEN);
    assertThat(entry.breaches())
        .singleElement()
        .isInstanceOfSatisfying(
            Breach.CaseFailed.class, it -> assertThat(it.place()).startsWith("cases/5.case:"));
    assertThat(world.get("/smg/promises?state=broken").bodyText())
        .contains("id=\"c-5.11\"", "did not come true: 5.11 This must not come true.")
        .doesNotContain("id=\"c-5.12\"");
    assertThat(world.get("/smg/clause/5.11").bodyText())
        .contains("<span class=\"tag no\">broken</span>");
    sealedPublication();
    assertThat(verified(world.book.file(gate, "5.11").orElseThrow()))
        .isInstanceOfSatisfying(
            Verdict.SoundClause.class,
            it -> {
              assertThat(it.evidence().state()).isEqualTo("broken");
              assertThat(it.evidence().cases()).anyMatch(tried -> !tried.met());
            });
  }

  @Test
  void anExpiredProofBreaksWhatItProved() {
    var measure = gate.program().measures().getFirst();
    var expires = LocalDate.of(2026, 11, 30);
    var files =
        changed(
            "policy.yaml",
            text ->
                text.replaceFirst(
                    "(?s)(\\n  " + measure.id() + ":.*?checked: [0-9-]+)",
                    "$1, expires: " + expires));
    world.publish(files);
    gate = world.notices.gate(PortalWorld.ORG).orElseThrow();
    var clause = measure.clauses().getFirst();
    assertThat(book().entry(clause).orElseThrow().kept()).isEqualTo(Promises.Kept.KEPT);
    world.now[0] = world.now[0].plus(Duration.ofDays(8));
    assertThat(book().entry(clause).orElseThrow().breaches())
        .contains(new Breach.ProofExpired(measure.id(), expires));
  }

  @Test
  void aRequestPastItsDayBreaksTheRightItWasPromisedBy() {
    var who = somebody("KZ");
    world
        .store
        .jdbi()
        .useTransaction(
            tx ->
                world.desk.file(
                    tx,
                    gate,
                    new Desk.Wish(
                        Right.ERASURE,
                        Optional.of(who),
                        "email",
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "en")));
    var request =
        world.store.jdbi().inTransaction(tx -> world.desk.list(tx, PortalWorld.ORG, 10)).getFirst();
    var clause = request.clauses().getFirst();
    assertThat(book().entry(clause).orElseThrow().kept()).isEqualTo(Promises.Kept.KEPT);
    world.now[0] = world.now[0].plus(Duration.ofDays(60));
    assertThat(book().entry(clause).orElseThrow().breaches())
        .contains(new Breach.Overdue(1, request.due()));
    world.store.jdbi().useTransaction(tx -> world.desk.complete(tx, gate, request.id()));
    assertThat(book().entry(clause).orElseThrow().kept()).isEqualTo(Promises.Kept.KEPT);
  }

  @Test
  void aValueNobodySweptBreaksItsPeriodUntilItIsGone() {
    var who = somebody("KZ");
    var point = gate.program().points().get(world.point("survey").orElseThrow());
    var facts =
        point.needs().stream()
            .map(gate.program().words()::get)
            .filter(it -> it != null && !it.choice())
            .map(it -> it.id())
            .collect(java.util.stream.Collectors.toSet());
    var ask =
        Ask.to(Operation.COLLECT, who)
            .of(Set.of("email"))
            .at(point.id())
            .about("visit-1")
            .given(facts)
            .onBehalfOf(point.client().orElseThrow());
    world
        .store
        .jdbi()
        .useTransaction(
            tx ->
                world.acts.collect(
                    tx,
                    gate,
                    ask,
                    new LinkedHashMap<>(Map.of("email", "aygul@example.kz")),
                    new Shown("en", gate.program().version())));
    assertThat(world.count("held_values")).isEqualTo(1);
    world.now[0] = world.now[0].plus(Duration.ofDays(365 * 12));
    var broken = book().entries().stream().filter(it -> it.kept() == Promises.Kept.BROKEN).toList();
    assertThat(broken)
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(it.breaches())
                    .anyMatch(
                        breach ->
                            breach instanceof Breach.OverKept(var fields, var values)
                                    && fields.contains("email")
                                    && values == 1
                                || breach instanceof Breach.ProofExpired));
    assertThat(broken.stream().flatMap(it -> it.breaches().stream()))
        .anyMatch(it -> it instanceof Breach.OverKept);
    world.store.jdbi().useTransaction(tx -> world.vault.sweep(tx, gate, 10));
    assertThat(book().entries().stream().flatMap(it -> it.breaches().stream()))
        .noneMatch(it -> it instanceof Breach.OverKept);
  }

  /// The day it left counts, not the day somebody looks: a mechanism that begins later heals
  /// nothing.
  @Test
  void whatLeftBetweenTwoMechanismsStaysABreachWhenTheSecondBegins() {
    world.publish(
        changed(
            "policy.yaml",
            text ->
                text.replaceFirst(
                    "(?m)^  united-kingdom-inside:",
                    "  framework: {from: [EEA], into: [US], since: 2026-11-20, article: Test,"
                        + " clause: 14.12}\n"
                        + "$0")));
    gate = world.notices.gate(PortalWorld.ORG).orElseThrow();
    var who = somebody("DE");
    left(who, "2020-07-15T23:59:59Z");
    left(who, "2026-11-20T00:00:00Z");
    assertThat(book().entry("14.05").orElseThrow().breaches())
        .as("covered")
        .noneMatch(it -> it instanceof Breach.MechanismEnded);
    left(who, "2020-07-16T00:00:00Z");
    left(who, "2026-11-19T23:59:59Z");
    assertThat(book().entry("14.05").orElseThrow().breaches())
        .contains(new Breach.MechanismEnded("privacy-shield", LocalDate.of(2020, 7, 15), 2));
  }

  private void left(SubjectId who, String at) {
    world
        .store
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    """
                    insert into disclosures (org, subject, id, event, party, country, fields,
                      purpose, clauses, at)
                    values ('smg', ?, gen_random_uuid(), gen_random_uuid(), 'smg', 'US', '{email}',
                      'help', '{14.05}', cast(? as timestamptz))
                    """,
                    who.value(),
                    at));
  }

  @Test
  void theFileOfAClauseIsVerifiedWithoutUs() {
    var who = somebody("KZ");
    for (int i = 0; i < 60; i++) writes(who, "direct-marketing");
    sealed();
    var reply = world.get("/smg/promises/5.11.kepil");
    assertThat(reply.header("Content-Disposition")).contains("attachment; filename=\"5.11.kepil\"");
    assertThat(reply.bodyText()).doesNotContain("aygul").doesNotContain(who.value().toString());
    assertThat(verified(reply.body()))
        .isInstanceOfSatisfying(
            Verdict.SoundClause.class,
            it -> {
              assertThat(it.evidence().texts()).containsOnlyKeys("en", "kk", "az");
              assertThat(it.evidence().counts().refuse()).isEqualTo(60);
              assertThat(it.entries())
                  .as("the newest only, and it says so")
                  .hasSize(50)
                  .allMatch(entry -> entry.clauses().contains("5.11"));
              assertThat(it.evidence().keepers())
                  .anyMatch(keeper -> keeper.id().equals("rule:no-direct-marketing"));
              assertThat(it.evidence().hash()).isEqualTo(gate.program().hash());
            });
    assertThat(world.get("/smg/promises/99.9.kepil").status()).isEqualTo(404);
    assertThat(world.get("/smg/promises/5.11.zip").status()).isEqualTo(404);
    assertThat(world.get("/nobody/promises").status()).isEqualTo(404);
    assertThat(world.get("/nobody/promises/all.zip").status()).isEqualTo(404);
  }

  @Test
  void allFilesComeInOneArchive() throws Exception {
    assertThat(world.get("/smg/promises/all.zip").status())
        .as("before the log is signed")
        .isEqualTo(503);
    writes(somebody("KZ"), "direct-marketing");
    sealed();
    var reply = world.get("/smg/promises/all.zip");
    int files = 0;
    try (var zip =
        new ZipInputStream(new ByteArrayInputStream(reply.body()), StandardCharsets.UTF_8)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(verified(zip.readAllBytes()))
            .as(entry.getName())
            .isInstanceOf(Verdict.SoundClause.class);
        files++;
      }
    }
    assertThat(files)
        .isEqualTo((int) book().entries().stream().filter(it -> !it.heading()).count());
  }

  private void sealedPublication() {
    writes(somebody("KZ"), "direct-marketing");
    sealed();
  }

  private PolicyFiles changed(String file, String more) {
    return changed(file, text -> text + more);
  }

  /// The shipped policy under another version, with other words in one file.
  private PolicyFiles changed(String file, java.util.function.UnaryOperator<String> change) {
    var files = new TreeMap<>(world.policy().files());
    files.put(file, change.apply(files.get(file)));
    files.put(
        "policy.yaml",
        files
            .get("policy.yaml")
            .replaceFirst("(?m)^version: .*$", "version: 2026-11")
            .replaceFirst("(?m)^effective: .*$", "effective: 2026-11-01"));
    return new PolicyFiles(files);
  }

  /// All files took seconds, and each of those who had asked meanwhile made them once more.
  @Test
  @Timeout(120)
  void whoeverAsksForAllFilesWhileTheyAreMadeGetsTheSame() throws Exception {
    writes(somebody("KZ"), "direct-marketing");
    sealed();
    var made = new AtomicInteger();
    var book = new AtomicReference<PromiseBook>();
    var second = new FutureTask<>(() -> book.get().bundle(gate).orElseThrow());
    var thread = new Thread(second);
    Signers signers =
        org -> {
          if (made.getAndIncrement() == 0) {
            thread.start();
            while (thread.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
          }
          return world.signers.of(org);
        };
    book.set(
        new PromiseBook(
            world.store.jdbi(),
            world.notices,
            world.ledger,
            world.vault,
            world.desk,
            signers,
            world.clock));
    assertThat(book.get().bundle(gate).orElseThrow() == second.get()).isTrue();
    assertThat(made).hasValue(1);
  }
}
