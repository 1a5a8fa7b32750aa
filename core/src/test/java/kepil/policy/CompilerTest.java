package kepil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import kepil.Policies;
import kepil.yaml.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompilerTest {

  @Test
  void aSoundFolderBecomesAProgram() {
    var program = Policies.sound();
    assertThat(program.id()).isEqualTo("reader");
    assertThat(program.clauses()).hasSize(16);
    assertThat(program.rules())
        .anyMatch(it -> it.id().equals("purpose:insight") && it.fields().contains("genre"));
    assertThat(program.keeps("1.6")).containsExactly("purpose:marketing", "rule:no-marketing");
  }

  /// A policy published in one language may give its reasons in another.
  @Test
  void reasonsStandInTheLanguageTheFileNames() {
    assertThat(Policies.sound().remarks()).isEqualTo("en");
    var files = new TreeMap<>(Policies.files());
    files.compute(
        "policy.yaml", (_, text) -> text.replace("prevails: en,", "prevails: kk, remarks: en,"));
    var program = Compiler.programOf(new PolicyFiles(files)).orElseThrow();
    assertThat(program.prevails()).isEqualTo("kk");
    assertThat(program.remarks()).isEqualTo("en");
  }

  /// A later Kepil may find more in a text than the one that published it; people go on living
  /// under it.
  @Test
  void whatIsPublishedStaysInForceWhateverIsFoundInItsWordsLater() {
    var files = new TreeMap<>(Policies.files());
    files.compute(
        "text/kk.md",
        (_, text) -> text.replace("officer@reader.example", "offiser@reader.example"));
    assertThat(Compiler.programOf(new PolicyFiles(files))).isEmpty();
    assertThat(Compiler.published(new PolicyFiles(files)).orElseThrow().rules())
        .isEqualTo(Policies.sound().rules());
    files.compute("policy.yaml", (_, text) -> text.replace("basis: contract", "basis: contrakt"));
    assertThat(Compiler.published(new PolicyFiles(files))).isEmpty();
  }

  /// Each row breaks one thing; the fault must stand at its place and say what was expected.
  @ParameterizedTest(name = "{4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "policy.yaml|identifies: [email]|identifies: [emial]|`emial` is no field|a misspelt"
            + " field|did you mean",
        "policy.yaml|policy: reader|policy: sign-in|`sign-in` is an address of Kepil itself|an"
            + " organisation called like a page of Kepil|another name for the organisation",
        "policy.yaml|survey: {kind: survey,|privacy: {kind: survey,|`privacy` is an address of"
            + " Kepil itself|a form called like a page of Kepil|another name for the point",
        "policy.yaml|doubt:|dubt:|unknown key `dubt`|a misspelt key|did you mean `doubt`",
        "policy.yaml|basis: contract|basis: contrakt|`contrakt` is not known here|a word outside a"
            + " closed list|one of consent",
        "policy.yaml|effective: 2026-01-01|effective: 2026-02-31|is no day of the calendar|an"
            + " impossible date|a date",
        "policy.yaml|clause: 1.7|clause: 7.7|`7.7` is no clause|a clause that does not exist|''",
        "policy.yaml|, note: notes/insight.md|''|without a balancing note|a legitimate interest"
            + " without its note|under notes/",
        "policy.yaml|notes/insight.md|notes/inside.md|there is no `notes/inside.md`|a note that"
            + " does not exist|did you mean `notes/insight.md`",
        "policy.yaml|of: [contact, taste, place], keep|of: [contact, place], keep|has no end|data"
            + " without a period|a retention rule",
        "policy.yaml|if-any: [restricted, objected]|if: objected|the right of restriction is"
            + " offered and changes nothing|a right that does not bite|if: restricted",
        "policy.yaml|, if: may-publish|''|no rule asks for `may-publish`|a choice that nothing asks"
            + " for|take it out",
        "policy.yaml|{allow: transfer,|{allow: transfer, refuse: use,|must either allow or refuse|a"
            + " rule that does both|''",
        "policy.yaml|keep: P1Y|keep: a year|`a year` is not an ISO 8601 period|a period in"
            + " words|P24M",
        "policy.yaml|fields: [genre, comment]|fields: [genre, comment, name]|field `name` already"
            + " belongs to `contact`|a field in two categories|''",
        "policy.yaml|{clause: 1.14,|{clause: [1.14, 1.2],|text-only and kept|text-only and kept at"
            + " once|one of the two",
        "policy.yaml|required: genre|required: comment|`comment` is no field this point asks|a"
            + " required field that is not asked|''",
        "policy.yaml|pocket: {kind: app,|feed: {kind: app,|point `feed` is called like a kind|a"
            + " point called like another kind|a name of its own",
        "policy.yaml|pocket: {kind: app,|pocket: {kind: survey,|and pocket is of that kind|a point"
            + " called like the kind of two|a name of its own",
        "text/kk.md|Уәде 3.|Уәде 4.|has other figures|another number in a translation|as in"
            + " text/en.md",
        "text/kk.md|Уәде 3. {#1.3}|''|clause `1.3` is missing|a clause missing in a"
            + " translation|translate it",
        "text/kk.md|officer@reader.example|offiser@reader.example|has other e-mail"
            + " addresses|another address in a translation|''",
        "text/en.md|Promise number 2. {#1.2}|Promise number 2.|a paragraph without an anchor|a"
            + " paragraph that is no clause|give it an id",
        "text/en.md|Promise number 2.|[Promise](#) number 2.|a link that leads nowhere|an empty"
            + " link|an address",
        "text/en.md|Promise number 3.|Created with Sketch.|still holds `Created with Sketch`|the"
            + " residue of a tool|take it out",
        "text/kk.md|Уәде 3.|Уәде 3, указать адрес.|still holds `указать адрес`|a placeholder nobody"
            + " filled|fill it in",
        "text/en.md|Promise number 3.|Promise number 3 of [company].|still holds `[company]`|a"
            + " bracket of a template|fill it in",
        "text/en.md|Promise number 3.|Promise number 2.|says the same words as `1.2`|a line that"
            + " stands twice|each thing once",
        "text/en.md|Reader's policy|Policy of readers policy of readers|says its words twice|a"
            + " title printed twice|each thing once",
        "text/kk.md|Уәде 3.|Promise 3.|has no word in the script of `kk`|a paragraph left"
            + " untranslated|translate it",
        "text/en.md|Promise number 2.|[Promise](#1.33) number 2.|links to `#1.33`, which is not"
            + " there|a section that does not exist|the id of a clause or heading",
        "words/kk.yaml|, marketing: sell|''|`purposes` has no word for `marketing`|a missing"
            + " word|''",
        "words/kk.yaml|verse: Verse|vers: Verse|has no word for `verse`|a misspelt option|''"
      })
  void aFaultIsFoundAndExplained(
      String file, String piece, String by, String says, String what, String advice) {
    var faults = Policies.faults(file, piece, by.replace("''", ""));
    assertThat(faults)
        .extracting(Fault::toString)
        .anySatisfy(
            it ->
                assertThat(it).startsWith(file).contains(says).contains(advice.replace("''", "")));
  }

  /// A field that is only called `email` is one that nobody can prove. Whoever is found otherwise
  /// may be promised no right in the privacy centre, and any other.
  @Test
  void aRightOfThePrivacyCentreNeedsAnAddressToFindPeopleBy() {
    var unproved = "the right of access is offered in the privacy centre, and nobody is found";
    for (var change :
        Map.of(
                "  email: {type: email}\n", "",
                "identifies: [email]", "identifies: [name]",
                "identifies: [email]\n", "")
            .entrySet()) {
      assertThat(Policies.faults("policy.yaml", change.getKey(), change.getValue()))
          .extracting(Fault::toString)
          .singleElement()
          .asString()
          .startsWith("policy.yaml:")
          .contains(unproved, "a field of type `email`", "under `fields`");
    }
    var files = new TreeMap<>(Policies.files());
    files.computeIfPresent(
        "policy.yaml",
        (_, it) ->
            it.replace("identifies: [email]", "identifies: [name]")
                .replaceAll(
                    "(right: (access|restriction|objection|\\[question, information]),)",
                    "$1 by: email,")
                .replace("by: [email, portal]", "by: email"));
    assertThat(Compiler.unfinished(new PolicyFiles(files)).faults()).isEmpty();
  }

  @Test
  void theGoverningLawIsOneOfThePolicys() {
    assertThat(
            Policies.faults(
                "policy.yaml", "doubt: {", "governed-by: {law: nowhere, clause: 1.9}\ndoubt: {"))
        .extracting(Fault::toString)
        .singleElement()
        .asString()
        .contains("`nowhere` is no law of this policy; expected one of here, there");
  }

  /// Only a policy that promises it is held to it.
  @Test
  void aFieldThatNoPurposeOfItsPointUsesIsAFaultWhereThePolicySaysSo() {
    var uses = "uses: [contact, taste], clause: 1.2}";
    var narrower = "uses: [contact, genre], clause: 1.2}";
    assertThat(Policies.faults("policy.yaml", uses, narrower)).isEmpty();
    var files = new TreeMap<>(Policies.files());
    files.compute(
        "policy.yaml",
        (_, text) -> text.replace(uses, narrower) + "checks: {fields-serve: {clause: 1.2}}\n");
    assertThat(Compiler.compile(new PolicyFiles(files)))
        .isInstanceOfSatisfying(
            Compiled.Faulty.class,
            it ->
                assertThat(it.faults())
                    .extracting(Fault::toString)
                    .singleElement()
                    .asString()
                    .contains(
                        "`comment` is collected at `survey` and none of its purposes uses it"));
  }

  /// The compiler once broke on a misspelt word where it also held the fields to their purposes.
  @ParameterizedTest
  @CsvSource({
    "'for: insight', 'for: insihgt'",
    "'[contact, taste], clause: 1.2}', '[contact, tsate], clause: 1.2}'"
  })
  void aWordNobodyDeclaredIsOneFaultWhereFieldsAreHeldToTheirPurposes(String was, String is) {
    var files = new TreeMap<>(Policies.files());
    files.compute(
        "policy.yaml",
        (_, text) -> text.replace(was, is) + "checks: {fields-serve: {clause: 1.2}}\n");
    assertThat(Compiler.compile(new PolicyFiles(files)))
        .isInstanceOfSatisfying(
            Compiled.Faulty.class,
            it ->
                assertThat(it.faults())
                    .extracting(Fault::toString)
                    .anySatisfy(fault -> assertThat(fault).contains("did you mean"))
                    .noneSatisfy(fault -> assertThat(fault).contains("none of its purposes")));
  }

  @Test
  void aFaultStandsAtItsLineAndColumn() {
    var fault =
        Policies.faults("policy.yaml", "doubt: {clause: 1.1}", "dubt: {clause: 1.1}").stream()
            .filter(it -> it.text().contains("dubt"))
            .findFirst()
            .orElseThrow();
    assertThat(fault.line()).isEqualTo(6);
    assertThat(fault.column()).isEqualTo(1);
  }

  /// A misspelt key hides nothing else, and nobody has to look for a fault by reading a whole file.
  @Test
  void allFaultsShowTogetherEachWithItsLine() {
    var files = new TreeMap<>(Policies.files());
    files.put(
        "policy.yaml",
        files
            .get("policy.yaml")
            .replace("doubt:", "dubt:")
            .replace("basis: contract", "basis: contrakt")
            .replace("keep: P1Y", "keep: a year")
            .replace("[question, information]", "[question, informatoin]")
            .replace("{clause: 1.14,", "{clause: 1.0,")
            .replace("of: comment, to: [public", "of: coment, to: [public"));
    files.put("text/kk.md", files.get("text/kk.md").replace("Уәде 3. {#1.3}\n\n", ""));
    files.put("words/kk.yaml", files.get("words/kk.yaml").replace(", marketing: sell", ""));
    var faults = ((Compiled.Faulty) Compiler.compile(new PolicyFiles(files))).faults();
    assertThat(faults).allSatisfy(it -> assertThat(it.line()).as(it.toString()).isPositive());
    assertThat(String.join("\n", faults.stream().map(Fault::toString).toList()))
        .contains(
            "unknown key `dubt`",
            "lacks `doubt`",
            "`contrakt` is not known here",
            "`a year` is not an ISO 8601 period",
            "`informatoin` is not known here",
            "`coment` is no category or field")
        .contains(
            "text/kk.md:7:1: clause `1.3` is missing",
            "words/kk.yaml:2:1: `purposes` has no word for `marketing`")
        .contains("text/en.md:31:1: clause `1.14` is kept by no rule: “Promise number 14.”");
  }

  /// Its name is in no address.
  @Test
  void whatIsNoFormMayBeCalledLikeAPage() {
    assertThat(Policies.faults("policy.yaml", "pocket: {kind: app,", "privacy: {kind: app,"))
        .extracting(Fault::toString)
        .noneMatch(it -> it.contains("address of Kepil"));
  }

  @Test
  void aClauseThatNothingKeepsIsAFault() {
    assertThat(
            Policies.faults(
                "policy.yaml",
                "        - {clause: 1.14, why: nobody can make anybody read}\n".substring(6),
                ""))
        .isNotEmpty();
    assertThat(Policies.faults("policy.yaml", "clause: 1.14", "clause: 1.0"))
        .extracting(Fault::text)
        .anyMatch(it -> it.contains("clause `1.14` is kept by no rule"));
  }

  @Test
  void garbageIsAFaultAndNeverAnException() {
    for (var text :
        new String[] {
          "",
          "{",
          "- a\n- b",
          "a: *x",
          "a: &x [*x]",
          "\u0000",
          "policy: [",
          "policy: {policy: {",
          "%YAML 9.9\n---\n",
          "a: 1\na: 2",
          "? [1]\n: 2"
        }) {
      var files = new TreeMap<>(Map.of("policy.yaml", text));
      assertThat(Compiler.compile(new PolicyFiles(files)))
          .as(text)
          .isInstanceOf(Compiled.Faulty.class);
    }
  }

  @Test
  void theHashIsOfTheWholeFolderButItsCases() {
    var files = new TreeMap<>(Policies.files());
    var hash = new PolicyFiles(files).hash();
    files.put("cases/1.case", "x");
    assertThat(new PolicyFiles(files).hash()).isEqualTo(hash);
    files.put("notes/insight.md", "We weighed it again.");
    assertThat(new PolicyFiles(files).hash()).isNotEqualTo(hash);
  }
}
