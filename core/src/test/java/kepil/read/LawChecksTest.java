package kepil.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which laws a text answers to, and what each of them wants said and does not accept.
final class LawChecksTest {
  @Test
  void lawsAreToldByTheirArticles() {
    record Breach(String law, String text, String article) {}
    for (var it :
        List.of(
            new Breach(
                "eu-gdpr",
                "By entering the reading room you agree to this policy and to all that we do."
                    .replace("entering", "visiting"),
                "Art. 4(11), Art. 7; recital 32"),
            new Breach(
                "kz-94v",
                "Сайтқа кіру осы ережелермен келісетініңізді білдіреді, ал деректер сақталады.",
                "Art. 8(1), (4)"),
            new Breach(
                "az-998",
                "Kitabxananın saytından istifadə edən oxucu bu qaydaları qəbul etmiş sayılır və biz"
                    + " onun adını saxlayırıq.",
                "Art. 8"),
            new Breach(
                "eu-gdpr",
                "Book lists go to our partners in Boston, who are certified under the Privacy"
                    + " Shield.",
                "Art. 45; C-311/18"),
            new Breach(
                "uk-gdpr",
                "We rely on the Safe Harbour framework for what we send to Boston and to nobody"
                    + " else.",
                "Art. 45A; C-362/14"),
            new Breach(
                "eu-gdpr",
                "Мы вправе передавать имя читателя другим библиотекам без уведомления и не"
                    + " уведомляем о передаче.",
                "Art. 13(1)(e), Art. 15(1)(c), Art. 19"))) {
      assertThat(Shelf.found("against-the-law", it.text() + "\n", it.law()))
          .as(it.text())
          .anyMatch(
              found ->
                  found.articles().getFirst().article().equals(it.article())
                      && found.articles().getFirst().law().equals(it.law()));
    }
    assertThat(
            Shelf.found(
                "against-the-law",
                "Visiting the reading room does not constitute consent. We no longer rely on the"
                    + " Privacy Shield.\n",
                "eu-gdpr"))
        .isEmpty();
  }

  /// Whoever reads a policy as of an earlier day reads it with the laws of that day.
  @Test
  void theShieldHeldUntilItWasStruckDown() {
    var text =
        "Book lists go to our partners in Boston, who are certified under the Privacy Shield.\n";
    var before =
        new Desk(
            Shelf.WORDS,
            Shelf.LEXICON,
            Shelf.LAWS.only(List.of("eu-gdpr")).all(),
            java.time.LocalDate.of(2020, 7, 15));
    var after =
        new Desk(
            Shelf.WORDS,
            Shelf.LEXICON,
            Shelf.LAWS.only(List.of("eu-gdpr")).all(),
            java.time.LocalDate.of(2020, 7, 16));
    assertThat(Checks.read(Shelf.document(text), before))
        .extracting(Finding::check)
        .doesNotContain("against-the-law");
    assertThat(Checks.read(Shelf.document(text), after))
        .extracting(Finding::check)
        .contains("against-the-law");
  }

  @Test
  void aMatterBringsItsDuties() {
    assertThat(
            Shelf.found(
                "law-wants",
                "We set cookies that count readers. They can be blocked in the browser.\n",
                "eu-gdpr"))
        .extracting(it -> it.articles().getFirst().article())
        .contains("Directive 2002/58/EC Art. 5(3)");
    assertThat(
            Shelf.found(
                "law-wants",
                "We set cookies that count readers, once you gave your consent.\n",
                "eu-gdpr"))
        .isEmpty();
    assertThat(
            Shelf.found(
                "law-wants",
                "Мы передаём данные за рубеж: хранение идёт в Бостоне, это трансграничная передача"
                    + " для каталога.\n",
                "kz-94v"))
        .extracting(it -> it.articles().getFirst().article())
        .contains("Art. 12(2)");
    assertThat(
            Shelf.found(
                "law-wants",
                "Мы передаём данные за рубеж, это трансграничная передача для каталога. База данных"
                    + " читателей хранится на территории Казахстана.\n",
                "kz-94v"))
        .extracting(Finding::about)
        .doesNotContain("stored-in-kz");
    assertThat(
            Shelf.found(
                "law-wants", "We use your loans for targeted advertising of books.\n", "us-ca"))
        .extracting(it -> it.articles().getFirst().article())
        .contains("1798.135(a); 11 CCR 7026", "1798.135(e); 11 CCR 7025");
  }

  @Test
  void lawsAreRecognisedAndTheReasonIsTold() {
    var document =
        Shelf.document(
            "This page is for readers in Japan and in the United Kingdom, and for nobody else.\n");
    assertThat(Applicable.recognise(document, Shelf.WORDS, Shelf.LAWS))
        .extracting(it -> it.law().id())
        .containsExactlyInAnyOrder("jp-appi", "uk-gdpr");
    assertThat(Applicable.recognise(document, Shelf.WORDS, Shelf.LAWS))
        .extracting(Applicable::reason)
        .anyMatch(it -> it.contains("`Japan`"));
    assertThat(
            Applicable.recognise(
                Shelf.document("Кітапхана оқырмандардың атын сақтайды және ешкімге бермейді.\n"),
                Shelf.WORDS,
                Shelf.LAWS))
        .extracting(it -> it.law().id())
        .containsExactly("kz-94v");
  }

  @Test
  void whoeverIsAtHomeInAMemberStateIsUnderTheLawOfTheUnion() {
    assertThat(lawsOf("Heron Library OÜ, Tallinn, Estonia, is the controller of your data."))
        .containsExactly("eu-gdpr");
    assertThat(lawsOf("We are a small company, registered in Poland.")).containsExactly("eu-gdpr");
    assertThat(lawsOf("Оператор зарегистрирован в Польше и отвечает за данные читателей."))
        .containsExactly("eu-gdpr");
    assertThat(lawsOf("Our registered office uses a hosting provider in Germany.")).isEmpty();
    assertThat(lawsOf("Letters are printed in Ireland by a company of printers.")).isEmpty();
  }

  @Test
  void aBritishPostcodeIsAPlace() {
    assertThat(lawsOf("Write to the library: 12 Mill Lane, Leeds LS1 4AB."))
        .containsExactly("uk-gdpr");
    assertThat(lawsOf("Your loans are sent to a server at 12 Mill Lane, Leeds LS1 4AB.")).isEmpty();
    assertThat(lawsOf("Write to the library: 12 Elm Street, Ottawa K1A 0B6.")).isEmpty();
  }

  private static List<String> lawsOf(String text) {
    return Applicable.recognise(Shelf.document(text + "\n"), Shelf.WORDS, Shelf.LAWS).stream()
        .map(it -> it.law().id())
        .toList();
  }

  /// A law applies because of the people and of who is responsible.
  @Test
  void whereDataGoMakesNoLawApply() {
    for (var text :
        List.of(
            "The list of loans is sent to Mill Printers Inc., Toronto, Canada, every month.",
            "Our letters are written by two service providers in Canada and one in the UK.",
            "Our servers stand in a cellar in California, and the list of loans is kept on them.",
            "Мы передаём список книг подрядчикам в Канаде, а письма печатает партнёр в Японии.")) {
      assertThat(lawsOf(text)).as(text).isEmpty();
    }
    assertThat(lawsOf("Кітап тізімі Канададағы серверге жіберіледі және сонда сақталады."))
        .containsExactly("kz-94v");
    assertThat(lawsOf("Biz kataloq aparırıq. Siyahı Kanadaya ötürülür və orada saxlanılır."))
        .containsExactly("az-998");
    assertThat(
            lawsOf(
                "The list of loans goes to our printer. The library is a house of Ottawa, Canada,"
                    + " and writes to readers there."))
        .containsExactly("ca-pipeda");
    assertThat(lawsOf("We transfer the list of loans of readers in Canada to a printer in Lima."))
        .containsExactly("ca-pipeda");
    assertThat(lawsOf("We transfer the list of loans to printers outside the EEA."))
        .containsExactly("eu-gdpr");
    assertThat(lawsOf("Lists are sent to a printer as the GDPR allows, under a contract."))
        .containsExactly("eu-gdpr");
    assertThat(lawsOf("Мы ведём список книг. Пишите нам: Town Library, 5 Mill Road, Osaka, Japan."))
        .containsExactly("jp-appi");
    for (var text :
        List.of(
            "The list of loans is printed for us.\n\nMill Printers | Canada | prints the list",
            "The list of loans is printed for us, and letters are sent from Canada to readers.")) {
      assertThat(lawsOf(text)).as(text).isEmpty();
    }
    assertThat(lawsOf("The list of loans is kept.\n\nCountry of residents | Canada | a year"))
        .containsExactly("ca-pipeda");
    assertThat(lawsOf("Letters are printed elsewhere under Article 46 of the UK GDPR, by a mill."))
        .containsExactly("uk-gdpr");
    assertThat(lawsOf("Мы передаём список книг только с согласия жителей Казахстана."))
        .containsExactly("kz-94v");
  }

  private static final java.util.Map<String, String> TRAITS =
      java.util.Map.of(
          "consent-by-use",
          "By using the reading room you agree to all that we do.",
          "silent-amendment",
          "We may change this page at any time.",
          "privacy-shield",
          "Lists go to Boston under the Privacy Shield.",
          "safe-harbor",
          "Lists go to Boston under the Safe Harbor framework.",
          "tells-nobody",
          "We give lists to other libraries without notifying you.",
          "not-personal",
          "Your IP address is not personal data.",
          "old-authority",
          "Complain to the Ministry of Digital Development, Innovations.",
          "legitimate-interest",
          "We process the list of loans on the basis of our legitimate interests.");
  private static final java.util.Map<String, String> MATTERS =
      java.util.Map.of(
          "cookies",
          "We set cookies.",
          "children",
          "Children read here.",
          "abroad",
          "The lists are transferred to the United States and stored in the United States.",
          "sells",
          "We use loans for targeted advertising.");

  /// Every duty of every law fires on a text that breaks it, names its article and source and the
  /// day, and is quiet on an empty one.
  @Test
  void everyDutyOfEveryLawIsTold() {
    int told = 0;
    for (var law : Shelf.LAWS.all()) {
      for (var duty : law.duties()) {
        var name = law.id() + " " + duty.id();
        boolean not = duty.kind() == kepil.law.Duty.Kind.NOT;
        var text =
            not
                ? TRAITS.get(duty.name())
                : duty.when().isEmpty()
                    ? "Books stand on shelves."
                    : String.join(" ", duty.when().stream().map(MATTERS::get).toList());
        assertThat(text).as(name).isNotNull();
        var found =
            Shelf.read(
                    "Books are old, and they stand on the shelves of the house for all who want to"
                        + " have them. "
                        + text
                        + "\n",
                    law.id())
                .stream()
                .filter(it -> it.about().equals(duty.name()))
                .toList();
        assertThat(found).as(name).isNotEmpty();
        assertThat(found)
            .as(name)
            .anySatisfy(
                it ->
                    assertThat(it.articles())
                        .contains(new Finding.Article(law.id(), duty.article(), duty.source())));
        if (not) {
          assertThat(Shelf.found("against-the-law", "Books are old.\n", law.id()))
              .as(name)
              .isEmpty();
        }
        told++;
      }
    }
    assertThat(told).isGreaterThan(90);
  }

  /// Three laws that want one thing are one finding with three articles.
  @Test
  void whatSeveralLawsWantIsToldOnce() {
    var found =
        Shelf.read(
                "Books are old. Children read here with their parents, and we keep their names on a"
                    + " list.\n",
                "eu-gdpr",
                "uk-gdpr",
                "ca-pipeda")
            .stream()
            .filter(it -> it.about().equals("child-age"))
            .toList();
    assertThat(found)
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.articles())
                    .extracting(Finding.Article::law)
                    .containsExactly("eu-gdpr", "uk-gdpr", "ca-pipeda"));
  }

  /// Laws may be named in any order: none hides the breach of another, nor makes a gap milder than
  /// it is where no law is known.
  @Test
  void theGravestLawSaysHowGraveItIs() {
    var text = "We keep the names of readers on a list and lend them books.\n";
    for (var element : List.of("correction", "erasure", "authority")) {
      for (var laws :
          List.of(
              new String[] {"eu-gdpr"},
              new String[] {"az-998", "eu-gdpr"},
              new String[] {"kz-94v", "eu-gdpr", "az-998"})) {
        var found = gap(text, element, laws);
        assertThat(found.severity()).as(element).isEqualTo(Severity.BREAKS_LAW);
        assertThat(found.articles()).hasSize(laws.length);
        assertThat(found.articles().getFirst().law()).isEqualTo("eu-gdpr");
      }
    }
    for (var element : MissingChecks.elements()) {
      var without =
          Shelf.found("missing", text).stream().filter(it -> it.about().equals(element)).findAny();
      if (without.isEmpty()) continue;
      for (var law : Shelf.LAWS.all()) {
        // Some laws know no withdrawal of consent, no basis, no objection.
        if (MissingChecks.BY_LAW.contains(element)
            && law.duties().stream()
                .noneMatch(it -> it.name().equals(element) && it.when().isEmpty())) {
          continue;
        }
        assertThat(gap(text, element, law.id()).severity())
            .as(element + " " + law.id())
            .isLessThanOrEqualTo(without.get().severity());
      }
    }
    assertThat(gap(text, "authority", "az-998").severity()).isEqualTo(Severity.OMITS);
    assertThat(
            Shelf.found(
                "against-the-law",
                "We may change this page at any time. By using the site you agree to it.\n",
                "jp-appi",
                "eu-gdpr"))
        .filteredOn(it -> it.about().equals("consent-by-use"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.severity()).isEqualTo(Severity.BREAKS_LAW);
              assertThat(it.articles().getFirst().law()).isEqualTo("eu-gdpr");
            });
  }

  private static Finding gap(String text, String element, String... laws) {
    return Shelf.found("missing", text, laws).stream()
        .filter(it -> it.about().equals(element))
        .findFirst()
        .orElseThrow();
  }

  /// Where a law is content with consent to a transfer, the sentence that asks for it is a ground;
  /// one that does without is none, and the Regulation wants more.
  @Test
  void consentToATransferIsAGroundWhereTheLawSaysSo() {
    record Asked(String law, String agrees, String without) {}
    for (var it :
        List.of(
            new Asked(
                "kz-94v",
                "Оқырман атының трансшекаралық берілуіне келісімін береді, өйткені тізім басқа"
                    + " кітапханада тұр.",
                "Оқырманның аты трансшекаралық беріледі, бұл оның келісімінсіз жасалады, өйткені"
                    + " тізім басқа кітапханада тұр, трансшекаралық беру жиі болады."),
            // A contract is called nearly as consent is.
            new Asked(
                "kz-94v",
                "Оқырман трансшекаралық беруге келіседі, тізім басқа кітапханада тұр.",
                "Тізім келісімшарт бойынша трансшекаралық беріледі, трансшекаралық беру жиі болады"
                    + " және басқа кітапханада тұр."),
            new Asked(
                "kz-94v",
                "Мы ведём каталог для всех читателей. Трансграничная передача списка идёт с"
                    + " согласия читателя.",
                "Мы ведём каталог для всех читателей. Трансграничная передача списка идёт"
                    + " независимо от согласия читателя."),
            new Asked(
                "az-998",
                "Oxucu siyahının xarici ölkələrə ötürülməsinə razılıq verir və adı orada"
                    + " saxlanılır.",
                "Oxucunun razılığı olmadan siyahı xarici ölkələrə ötürülür və adı orada"
                    + " saxlanılır."),
            new Asked(
                "jp-appi",
                "Lists are transferred to the United States if the reader agrees.",
                "Lists are transferred to the United States without the reader's consent."))) {
      assertThat(Shelf.found("law-wants", it.agrees() + "\n", it.law()))
          .as(it.agrees())
          .extracting(Finding::about)
          .doesNotContain("transfer-ground");
      assertThat(Shelf.found("law-wants", it.without() + "\n", it.law()))
          .as(it.without())
          .extracting(Finding::about)
          .contains("transfer-ground");
    }
    assertThat(
            Shelf.found(
                "law-wants",
                "Lists are transferred to the United States if the reader agrees.\n",
                "eu-gdpr"))
        .extracting(Finding::about)
        .contains("safeguard");
  }

  /// An address is not yet a complaint that the controller takes.
  @Test
  void aComplaintToTheControllerIsMoreThanAnAddress() {
    var address = "Write to desk@kepil.example with any question on your data.";
    var authority = "You may complain to the Information Commission.";
    var them = "If you have a complaint about us, you may contact the Information Commission.";
    for (var none : List.of(address, authority, them)) {
      assertThat(Shelf.found("law-wants", none + "\n", "uk-gdpr"))
          .as(none)
          .filteredOn(it -> it.about().equals("complaint-to-controller"))
          .hasSize(1);
    }
    for (var said :
        List.of(
            "You may send a complaint about our use of data to us first.",
            "Вы можете направить жалобу нам, мы ответим за месяц.",
            "Деректер туралы шағымды бізге жібере аласыз.",
            "Məlumat barədə şikayəti bizə göndərə bilərsiniz.",
            "With questions, or complaints about the lists, please contact our data officer.",
            "Если есть жалоба на то, как ведутся списки, напишите ответственному за данные.",
            "Тізімге шағымыңыз болса, кітапхананың деректер маманына хатпен хабарласыңыз.",
            "Siyahıya şikayətiniz varsa, bizim məlumatlar üzrə məsul şəxsə yazın.")) {
      assertThat(Shelf.found("law-wants", said + "\n", "uk-gdpr"))
          .as(said)
          .extracting(Finding::about)
          .doesNotContain("complaint-to-controller");
    }
  }

  /// The term of the law, and a longer one, in figures and in words.
  @Test
  void anAnswerLaterThanTheLawIsTold() {
    record Asked(String law, String late, String good) {}
    for (var it :
        List.of(
            new Asked(
                "eu-gdpr",
                "We reply to a letter on your loans within sixty days.",
                "We reply to a letter on your loans within one month. It may be extended by two"
                    + " further months. We keep the letter and our answer for three months."),
            new Asked(
                "us-ca",
                "We confirm a letter within 5 business days and answer it within 60 days.",
                "We confirm a letter within 5 business days and answer it within 45 days."),
            new Asked(
                "kz-94v",
                "Мы ведём каталог. На письмо мы ответим в течение пятнадцати рабочих дней.",
                "Мы ведём каталог. На письмо мы ответим в течение трёх рабочих дней."),
            new Asked(
                "kz-94v",
                "Біз каталог жүргіземіз. Оқырманның хатына отыз күнтізбелік күн ішінде жауап"
                    + " береміз.",
                "Біз каталог жүргіземіз. Оқырманның хатына үш жұмыс күні ішінде жауап береміз."),
            new Asked(
                "az-998",
                "Biz kataloq aparırıq. Oxucunun məktubuna iyirmi iş günü ərzində cavab veririk.",
                "Biz kataloq aparırıq. Oxucunun məktubuna yeddi iş günü ərzində cavab"
                    + " veririk."))) {
      var late = Shelf.found("late-answer", it.late() + "\n", it.law());
      assertThat(late).as(it.late()).hasSize(1);
      assertThat(late.getFirst().articles()).hasSize(1);
      assertThat(Shelf.found("late-answer", it.good() + "\n", it.law())).as(it.good()).isEmpty();
    }
    // Sixty days are too late in Europe, and in California; forty may be meant for the latter.
    var forty = "We reply to a letter on your loans within forty days.\n";
    assertThat(Shelf.found("late-answer", forty, "eu-gdpr")).hasSize(1);
    assertThat(Shelf.found("late-answer", forty, "eu-gdpr", "us-ca")).isEmpty();
  }

  /// Who changes what belongs to them changes no policy, and who says how old they are agrees to
  /// nothing; an agreement is one in whatever verb.
  @Test
  void whoeverUsesAPageIsTakenAtTheirWordOnly() {
    for (var text :
        List.of(
            "Readers can edit their shelf at any time, though they cannot change its number.\n",
            "You may review, change, or close your account at any time.\n",
            "By using the reading room, you represent that you are 14 and that your parents agree"
                + " to it.\n")) {
      assertThat(Shelf.found("against-the-law", text, "eu-gdpr")).as(text).isEmpty();
    }
    for (var text :
        List.of(
            "We can change these rules at any time.\n",
            "By using the reading room, you are expressing your agreement to these rules.\n",
            "Your use of the reading room is consent to notes about your visit.\n")) {
      assertThat(Shelf.found("against-the-law", text, "eu-gdpr")).as(text).hasSize(1);
    }
  }

  /// A breach says it plainly where nobody read the act; what is less grave does not shout.
  @Test
  void aBreachTellsWhatNobodyRead() {
    var text = "We keep the names of readers on a list and lend them books.\n";
    assertThat(gap(text, "erasure", "eu-gdpr").unread()).isEmpty();
    assertThat(gap(text, "recipients", "kz-94v").severity()).isEqualTo(Severity.BREAKS_LAW);
    assertThat(gap(text, "recipients", "kz-94v").unread().orElseThrow())
        .contains("kz-94v Art. 8(4) itself");
    assertThat(gap(text, "withdrawal", "kz-94v").unread().orElseThrow())
        .contains("Art. 24(1)(5) of kz-94v again");
    // The surest of several is the one that counts.
    assertThat(gap(text, "withdrawal", "kz-94v", "eu-gdpr").unread()).isEmpty();
    var recalled = gap(text, "erasure", "kz-94v");
    assertThat(recalled.severity()).isEqualTo(Severity.OMITS);
    assertThat(recalled.unread()).isEmpty();
    assertThat(recalled.articles().getFirst().source().words()).isEqualTo("not read again");
  }

  /// What each law has something to say of; a law without a row here would be read past.
  @Test
  void everyLawKnowsTheKindsItHas() {
    record Row(String law, List<String> duties) {}
    for (var row :
        List.of(
            new Row(
                "eu-gdpr",
                List.of(
                    "privacy-shield",
                    "safe-harbor",
                    "consent-by-use",
                    "silent-amendment",
                    "answer-term",
                    "authority",
                    "basis",
                    "retention-number",
                    "child-age",
                    "cookie-consent",
                    "safeguard")),
            new Row(
                "uk-gdpr",
                List.of(
                    "privacy-shield",
                    "safe-harbor",
                    "consent-by-use",
                    "silent-amendment",
                    "answer-term",
                    "authority",
                    "basis",
                    "retention-number",
                    "child-age",
                    "cookie-consent",
                    "safeguard")),
            new Row(
                "kz-94v",
                List.of(
                    "consent-by-use",
                    "silent-amendment",
                    "answer-term",
                    "authority",
                    "basis",
                    "legitimate-interest",
                    "retention-number",
                    "stored-in-kz",
                    "child-age",
                    "transfer-ground")),
            new Row(
                "az-998",
                List.of(
                    "consent-by-use",
                    "silent-amendment",
                    "answer-term",
                    "authority",
                    "basis",
                    "legitimate-interest",
                    "retention-number",
                    "child-age",
                    "transfer-ground")),
            new Row(
                "jp-appi",
                List.of(
                    "consent-by-use",
                    "silent-amendment",
                    "child-age",
                    "transfer-ground",
                    "tells-nobody")),
            new Row(
                "us-ca",
                List.of(
                    "consent-by-use",
                    "silent-amendment",
                    "answer-term",
                    "retention-number",
                    "child-age",
                    "no-sale-link",
                    "signal",
                    "california-rights",
                    "fresh-date")),
            new Row(
                "us-states",
                List.of("consent-by-use", "authority", "child-age", "objection", "signal")),
            new Row(
                "ca-pipeda",
                List.of(
                    "consent-by-use",
                    "silent-amendment",
                    "authority",
                    "retention-number",
                    "child-age",
                    "safeguard")))) {
      var law = Shelf.LAWS.only(List.of(row.law())).all().getFirst();
      assertThat(law.duties())
          .as(row.law())
          .extracting(kepil.law.Duty::name)
          .containsAll(row.duties());
    }
    assertThat(Shelf.LAWS.all()).hasSize(8);
  }

  /// Every element and trait a law speaks of has its words in all four languages.
  @Test
  void lawsSpeakOfWhatTheListsKnow() {
    for (var law : Shelf.LAWS.all()) {
      for (var duty : law.duties()) {
        if (duty.kind() == kepil.law.Duty.Kind.NOT) {
          assertThat(Shelf.WORDS.tongues("traits/" + duty.name()))
              .as(law.id() + " " + duty.id())
              .contains(Tongue.KK, Tongue.AZ, Tongue.RU, Tongue.EN);
          assertThat(Shelf.WORDS.tongues("traits/" + duty.name() + "-unless"))
              .as(law.id() + " " + duty.id())
              .contains(Tongue.KK, Tongue.AZ, Tongue.RU, Tongue.EN);
          assertThat(duty.says()).as(law.id() + " " + duty.id()).isNotBlank();
        } else {
          new Elements(
                  Shelf.document("Text of any kind stands here.\n"),
                  new Desk(Shelf.WORDS, Shelf.LEXICON, List.of(), Shelf.DAY))
              .has(duty.name());
        }
        duty.when()
            .forEach(
                it ->
                    assertThat(Shelf.WORDS.tongues("elements/" + it))
                        .as(it)
                        .contains(Tongue.KK, Tongue.AZ, Tongue.RU, Tongue.EN));
      }
    }
  }

  static Stream<List<String>> othersWords() {
    return Stream.of(
        List.of(
            "consent-by-use",
            "Anybody who enters the library and opens a book is deemed to accept the rules of this"
                + " policy."),
        List.of(
            "consent-by-use",
            "Мы ведём каталог. Всякий, кто посещает наш зал, считается согласившимся с правилами и"
                + " с тем, как мы храним данные."),
        List.of(
            "consent-by-use",
            "Біз каталог жүргіземіз. Залға кірген оқырман осы ережені қабылдады деп есептеледі және"
                + " бұл бәріне бірдей."),
        List.of(
            "consent-by-use",
            "Biz kataloq aparırıq. Kataloqdan istifadə edən oxucu bu qaydalarla razılaşmış hesab"
                + " olunur və bu hamı üçün belədir."),
        List.of(
            "silent-amendment",
            "The library may alter the rules of this page whenever it sees fit, and the readers"
                + " will find them here."),
        List.of(
            "silent-amendment",
            "Мы ведём каталог. Правила этой страницы мы обновляем когда угодно, и читатели найдут"
                + " их здесь."),
        List.of(
            "silent-amendment",
            "Біз каталог жүргіземіз. Бұл ережені кез келген кезде түзетеміз, оқырман оны осы беттен"
                + " көреді."),
        List.of(
            "silent-amendment",
            "Biz kataloq aparırıq. Bu qaydalara istənilən zaman düzəliş edirik və oxucu onları"
                + " burada görür."),
        List.of(
            "consent-by-use",
            "Мы ведём каталог. Оставаясь в зале, читатель даёт согласие на то, как мы храним"
                + " данные."),
        List.of(
            "consent-by-use",
            "By staying in the hall you accept these rules and agree to how we keep the list."),
        List.of(
            "consent-by-use",
            "Biz kataloq aparırıq və bu barədə yazırıq. Zalımıza daxil olmaqla siz bu qaydalarla"
                + " razılaşırsınız."),
        List.of(
            "silent-amendment", "Biz kataloq aparırıq. Qaydaları sizə bildirmədən dəyişə bilərik."),
        List.of(
            "consent-by-use",
            "Мы ведём каталог. Продолжая пользоваться залом, вы соглашаетесь с тем, как мы храним"
                + " данные."),
        List.of(
            "consent-by-use",
            "Біз каталог жүргіземіз. Залды пайдалануды жалғастыра отырып, оқырман тізімге келісім"
                + " береді."),
        List.of(
            "consent-by-use",
            "Biz kataloq aparırıq. Zaldan istifadə etməklə oxucu siyahıya razılıq verir."),
        List.of(
            "consent-by-use",
            "Біз каталог жүргіземіз. Залды пайдаланғаннан кейін сіз тізімді қабылдайсыз."),
        List.of(
            "consent-by-use",
            "Біз каталог жүргіземіз. Залды пайдалана отырып, оқырман тізіммен келіскенін"
                + " растайды."),
        List.of(
            "consent-by-use",
            "Мы ведём каталог. Регистрируясь в зале, читатель даёт согласие на то, как мы храним"
                + " данные."),
        List.of(
            "consent-by-use",
            "Biz kataloq aparırıq. Oxucunun zaldan istifadə etməsi siyahıya razılıq verməsi hesab"
                + " edilir."),
        List.of(
            "silent-amendment",
            "Біз каталог жүргіземіз. Ереже қабырғада орналастырылған күннен бастап күшіне енеді."),
        List.of(
            "silent-amendment",
            "Biz kataloq aparırıq. Qaydalar divarda yerləşdirildiyi gün qüvvəyə minir."),
        List.of(
            "silent-amendment",
            "The library may change the rules at any time. We will not tell you of the change."),
        List.of(
            "tells-nobody",
            "When the card of a reader is handed to another library, the reader is not informed"
                + " about it."),
        List.of(
            "tells-nobody",
            "Мы ведём каталог. О передаче карточки в другую библиотеку мы не извещаем ни читателя,"
                + " ни его близких."),
        List.of(
            "tells-nobody",
            "Біз каталог жүргіземіз. Карточка басқа кітапханаға берілсе, бұл туралы оқырманға"
                + " айтылмайды және хат жазылмайды."),
        List.of(
            "tells-nobody",
            "Biz kataloq aparırıq. Kart başqa kitabxanaya ötürüldükdə bu barədə oxucuya məlumat"
                + " yox, bildiriş yox, heç nə bildirilmir."));
  }

  @ParameterizedTest
  @MethodSource("othersWords")
  void whatALawDoesNotAcceptIsKnownInTheWordsOfOthers(List<String> story) {
    var laws = Shelf.LAWS.all().stream().map(it -> it.id()).toArray(String[]::new);
    assertThat(Shelf.found("against-the-law", story.getLast() + "\n", laws))
        .extracting(Finding::about)
        .contains(story.getFirst());
  }

  @Test
  void whatAnotherSaysOfTheSameMatterIsAccepted() {
    var laws = Shelf.LAWS.all().stream().map(it -> it.id()).toArray(String[]::new);
    assertThat(
            Shelf.found(
                "against-the-law",
                "Whoever uses the library is asked to accept its rules. Where you agreed to"
                    + " letters you may change your mind at any time. We change the rules"
                    + " whenever it is needed, and write to every reader by email. When a card is"
                    + " handed to another library, the reader is told.\n",
                laws))
        .isEmpty();
    assertThat(
            Shelf.found(
                "against-the-law",
                "Biz kataloq aparırıq. Dəyişiklik dərc olunduqdan on gün sonra qüvvəyə minir və"
                    + " oxuculara xəbər verilir.\n",
                laws))
        .isEmpty();
    for (var told :
        List.of(
            "The library may change the rules at any time. We will tell you of every change first.",
            "Мы ведём каталог. Правила мы меняем в любое время. Об изменениях мы сообщим вам"
                + " письмом.",
            "Біз каталог жүргіземіз. Ережені кез келген уақытта өзгертеміз. Маңызды өзгерістерді"
                + " оқырмандарға хабарлаймыз.",
            "Biz kataloq aparırıq. Qaydaları istənilən zaman dəyişirik. Vacib dəyişikliklər"
                + " oxuculara bildiriləcək.")) {
      assertThat(Shelf.found("against-the-law", told + "\n", laws)).as(told).isEmpty();
    }
    assertThat(
            Shelf.found(
                "law-wants",
                "Biz kataloq aparırıq. Siyahı xarici ölkələrə ötürülmür, burada saxlanılır.\n",
                "az-998"))
        .extracting(Finding::about)
        .doesNotContain("transfer-ground");
    assertThat(
            Shelf.found(
                "against-the-law",
                "Мы ведём каталог, и это не секрет. Читатель пользуется залом и сам решает,"
                    + " согласен ли он. О передаче карточки мы извещаем читателя. Правила мы меняем"
                    + " раз в год и предупреждаем об этом.\n",
                laws))
        .isEmpty();
  }
}
