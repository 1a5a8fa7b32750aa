package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// `kepil read --same`, `kepil draft` and `kepil bench read`, as typed.
final class SameCommandTest {
  @TempDir Path folder;

  private record Said(int status, String out, String err) {}

  @Test
  void twoVersionsThatSayTheOppositeAreTold() throws IOException {
    var english =
        write(
            "shop.en.txt",
            "We collect your name and your address.\n\n"
                + "We do not sell your data.\n\n"
                + "We keep invoices for 60 months.\n\n"
                + "You may complain to the supervisory authority.\n");
    var russian =
        write(
            "shop.ru.txt",
            "Мы собираем ваше имя и ваш адрес.\n\n"
                + "Мы продаем ваши данные.\n\n"
                + "Мы храним счета 80 месяцев.\n\n"
                + "Вы можете подать жалобу в надзорный орган.\n");
    var said = run("read", "--same", english, russian);
    assertThat(said.status()).isEqualTo(Main.FINDINGS);
    assertThat(said.out())
        .contains(
            "reverses meaning (1)",
            "[refusal-turned]",
            "shop.en.txt:3:",
            "also shop.ru.txt:3:",
            "changes a fact (1)",
            "`60` in the English text, `80` in the Russian text",
            "2 documents read, 2 findings")
        .doesNotContain(english.replace("shop.en.txt", ""));
    var json = new JsonMapper().readTree(run("read", "--same", "--json", english, russian).out());
    assertThat(json.get(0).get("languages").toString()).isEqualTo("[\"en\",\"ru\"]");
    assertThat(json.get(0).get("rows")).hasSize(4);
    var sarif = new JsonMapper().readTree(run("read", "--same", "--sarif", english, russian).out());
    assertThat(sarif.at("/runs/0/results")).hasSize(2);
  }

  /// What has no end has no size to ask, either.
  @Test
  @org.junit.jupiter.api.condition.EnabledOnOs({
    org.junit.jupiter.api.condition.OS.LINUX,
    org.junit.jupiter.api.condition.OS.MAC
  })
  @org.junit.jupiter.api.Timeout(30)
  void aFileWithoutEndIsRefused() {
    var said = run("read", "/dev/zero");
    assertThat(said.status()).isEqualTo(Main.UNUSABLE);
    assertThat(said.out())
        .contains("cannot read zero", "the file has more than the 20 MB that are read")
        .doesNotContain("20 MB, more");
  }

  @Test
  void twoFormsOfOneReportAreRefused() throws IOException {
    var policy = folder.resolve("policy.txt");
    Files.writeString(policy, "We keep the names of readers for one year.\n");
    var said = run("read", "--json", "--sarif", policy.toString());
    assertThat(said.status()).isEqualTo(Main.UNUSABLE);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains("--json and --sarif");
  }

  @Test
  void theNameOfAFileDoesNotSteerTheTerminal() {
    var said = run("read", folder.resolve("no\u001b[31msuch.txt").toString());
    assertThat(said.status()).isEqualTo(Main.UNUSABLE);
    assertThat(said.err()).contains("no\\u001b[31msuch.txt").doesNotContain("\u001b[31msuch");
  }

  @Test
  void aPageIsNotWrittenOverTheDocumentItIsAbout() throws IOException {
    var text = "We keep the names of readers for one year.\n";
    var policy = folder.resolve("policy.txt");
    Files.writeString(policy, text);
    var said = run("read", "--html=" + policy, policy.toString());
    assertThat(said.status()).isEqualTo(Main.UNUSABLE);
    assertThat(said.err()).contains("give the page another name");
    assertThat(policy).hasContent(text);
    assertThat(run("read", "--html=" + folder.resolve("page.html"), policy.toString()).status())
        .isEqualTo(Main.FINDINGS);
    assertThat(folder.resolve("page.html")).isNotEmptyFile();
  }

  @Test
  void aLanguageThatIsNotReadIsSaidToBeNone() throws IOException {
    var policy = folder.resolve("policy.txt");
    Files.writeString(policy, "Wir verkaufen Ihre Daten an alle. Sie haben keine Rechte.\n");
    assertThat(run("read", policy.toString()).out())
        .contains("its language is none of kk, az, ru, en");
  }

  @Test
  void aTranslationThatIsTrueIsClean() throws IOException {
    var english =
        write("a.en.txt", "We do not sell your data.\n\nWe keep invoices for 60 months.\n");
    var russian = write("a.ru.txt", "Мы не продаем ваши данные.\n\nМы храним счета 60 месяцев.\n");
    assertThat(run("read", "--same", english, russian).status()).isEqualTo(Main.CLEAN);
  }

  @Test
  @org.junit.jupiter.api.Timeout(60)
  void twoTextsThatAreNoTranslationsAreRefusedWithAReason() throws IOException {
    var policy =
        write(
            "policy.txt",
            "We collect your name and e-mail address for orders.\n\n"
                + "We delete the account when you ask us.\n\n"
                + "You may complain to the supervisory authority.\n\n"
                + "Cookies remember your language.\n");
    var recipe =
        write(
            "recipe.txt",
            "Нарежьте лук и морковь.\n\n"
                + "Обжарьте мясо до золотистой корочки.\n\n"
                + "Добавьте рис и воду, посолите.\n\n"
                + "Томите под крышкой сорок минут.\n");
    var said = run("read", "--same", policy, recipe);
    assertThat(said.status()).isEqualTo(Main.UNUSABLE);
    assertThat(said.out())
        .contains("these are not two versions of one policy")
        .contains("give two language versions of the same policy");
    assertThat(run("read", "--same", policy).err())
        .contains("--same compares two documents, and 1 is given");
  }

  /// The size is asked before a byte is read, so that it costs neither time nor memory.
  @Test
  @org.junit.jupiter.api.Timeout(60)
  void aFileOfTwoHundredMegabytesIsNotTakenOn() throws IOException {
    var huge = folder.resolve("huge.txt");
    try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(200_000_000);
    }
    for (var words :
        List.of(
            List.of("read", huge.toString()),
            List.of("read", "--same", huge.toString(), huge.toString()),
            List.of("draft", huge.toString(), "--only-tell"))) {
      var said = run(words.toArray(String[]::new));
      assertThat(said.status()).isEqualTo(Main.UNUSABLE);
      assertThat(said.out() + said.err()).contains("20 MB").doesNotContain("Exception", "\tat ");
    }
  }

  /// What a draft leaves open is exactly what the check then names; nothing in it is unreadable.
  @Test
  void theFaultsOfADraftAreItsOpenQuestions() throws IOException {
    var file =
        write(
            "shop.md",
            "# Privacy at the shop\n\n"
                + "## 1. What we collect\n\n"
                + "We collect your name and your address when you order.\n\n"
                + "We share your address with the delivery provider.\n\n"
                + "## 2. Contact\n\n"
                + "Write to shop@example.org.\n");
    var into = folder.resolve("shop");
    var said = run("draft", file, "--into", into.toString());
    assertThat(said.status()).isEqualTo(Main.CLEAN);
    assertThat(said.out()).contains("3 clauses in en, headings apart", "1 recipient");
    assertThat(into.resolve("text/en.md")).content().contains("{#1.01}", "{#2.01}");
    var checked = run("check", into.toString());
    assertThat(checked.status()).isEqualTo(Main.FINDINGS);
    assertThat(checked.out())
        .contains(
            "`version`",
            "`effective`",
            "`laws`",
            "`doubt`",
            "`parties`",
            "`categories`",
            "`purposes`",
            "`points`",
            "`retention`",
            "`rights`")
        .doesNotContain("unknown key");
    assertThat(run("draft", file, "--into", into.toString()).err())
        .contains("holds a policy.yaml already");
  }

  /// Whatever check says of a draft was marked as a question: nothing surprises who answers them
  /// all.
  @Test
  void everyFaultOfADraftHasItsQuestion() throws IOException {
    var texts =
        java.util.Map.of(
            "saddler.txt",
                "Privacy at the saddler's\n\n"
                    + "We collect your name when you order. Write to [INSERT ADDRESS] or see"
                    + " <https://saddler.example/rules>.\n\n"
                    + "We collect your name when you order.\n\n"
                    + "7. We sell nothing.\n\n"
                    + "8.\n",
            "library.md",
                "# Библиотека\n\n"
                    + "Мы храним ваше имя. Created with Sketch.\n\n"
                    + "12 Abai Street\n\n"
                    + "Правила [здесь](#).\n",
            "baker.txt", "Наубайхана\n\nБіз атыңызды жинаймыз және бір жыл сақтаймыз.\n",
            "mill.txt",
                "Dəyirman\n\n"
                    + "Biz adınızı toplayırıq, onu üçüncü tərəflərlə paylaşmırıq və bir il"
                    + " saxlayırıq.\n");
    for (var it : texts.entrySet()) {
      var into = folder.resolve("draft-" + it.getKey().replaceAll("\\..*", ""));
      assertThat(
              run("draft", write(it.getKey(), it.getValue()), "--into", into.toString()).status())
          .isEqualTo(Main.CLEAN);
      var questions = new StringBuilder();
      for (var file :
          List.of(
              into.resolve("policy.yaml"),
              Files.list(into.resolve("words")).findFirst().orElseThrow())) {
        questions.append(Files.readString(file)).append('\n');
      }
      var faults =
          run("check", into.toString())
              .out()
              .lines()
              .filter(line -> line.contains(";"))
              .filter(line -> !line.contains("nothing of this policy runs"))
              .toList();
      assertThat(faults).isNotEmpty();
      for (var fault : faults) {
        var lacks = java.util.regex.Pattern.compile("lacks `([a-z-]+)`").matcher(fault);
        var clause = java.util.regex.Pattern.compile("clause `([\\d.]+)`").matcher(fault);
        if (lacks.find()) {
          assertThat(questions.toString())
              .as(fault)
              .containsPattern(
                  "# \\? [^\n]*\n(?:# \\? [^\n]*\n|# version: [^\n]*\n)*# " + lacks.group(1) + ":");
        } else {
          assertThat(clause.find()).as(fault).isTrue();
          assertThat(questions.toString().lines().filter(line -> line.startsWith("# ? ")).toList())
              .as(fault)
              .anyMatch(line -> line.contains(clause.group(1)));
        }
      }
      // What is no comment permits and refuses nothing.
      assertThat(
              Files.readString(into.resolve("policy.yaml"))
                  .lines()
                  .filter(line -> !line.startsWith("#") && !line.isBlank() && !line.startsWith(" "))
                  .toList())
          .allMatch(line -> line.matches("(policy|languages|contacts):.*"));
    }
    var told =
        run(
            "draft",
            write("only.txt", "Наубайхана\n\nБіз атыңызды жинаймыз және бір жыл сақтаймыз.\n"),
            "--only-tell");
    assertThat(told.out()).contains("1 clause in kk", "nothing was written");
  }

  @Test
  void theMeasureRunsOverCleanTextsAndTellsWhatItFound() throws IOException {
    var text = Files.createDirectories(folder.resolve("policies/mega/text"));
    Files.writeString(
        text.resolve("ru.md"),
        "Мы не продаем ваши данные. {#1.01}\n\n"
            + "Мы храним счета 60 месяцев. {#1.02}\n\n"
            + "Вы можете подать жалобу в надзорный орган. {#1.03}\n\n"
            + "Файлы cookie запоминают язык. {#1.04}\n");
    Files.writeString(
        text.resolve("en.md"),
        "We do not sell your data. {#1.01}\n\n"
            + "We keep invoices for 60 months. {#1.02}\n\n"
            + "You may complain to the supervisory authority. {#1.03}\n\n"
            + "Cookies remember the language. {#1.04}\n");
    Files.writeString(
        text.resolve("kk.md"),
        "Біз деректеріңізді сатпаймыз. {#1.01}\n\n"
            + "Біз шоттарды 60 ай сақтаймыз. {#1.02}\n\n"
            + "Сіз қадағалау органына шағым бере аласыз. {#1.03}\n\n"
            + "Cookie файлдары тілді есте сақтайды. {#1.04}\n");
    var said = run("bench", "read", "--policies", folder.resolve("policies").toString());
    assertThat(said.status()).isEqualTo(Main.CLEAN);
    assertThat(said.out())
        .contains(
            "mega ru-en   (held out)",
            "reverses meaning / polarity",
            "held out: ",
            "one document, planted into the clean texts",
            "mega ru: ",
            "doubled");
    var json =
        new JsonMapper()
            .readTree(
                run("bench", "read", "--json", "--policies", folder.resolve("policies").toString())
                    .out());
    assertThat(json.at("/pairs/0/heldOut").asBoolean()).isTrue();
    assertThat(json.at("/alone/0/kinds").size()).isPositive();
  }

  private String write(String name, String text) throws IOException {
    var path = folder.resolve(name);
    Files.writeString(path, text);
    return path.toString();
  }

  private static Said run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = line.execute(List.of(words).toArray(String[]::new));
    return new Said(status, out.toString(), err.toString());
  }
}
