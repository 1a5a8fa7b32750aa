package kepil.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What a policy has to say: told missing where it is not said, and left alone where it is said in
/// whatever words.
final class MissingTest {
  private static final String WHOLE =
      """
      How the library keeps your data

      Effective date: 3 October 2026. Version 4; previous versions are at https://library.example/old.

      Town Library Ltd, 12 Abai Street, is the controller. Write to data@library.example.

      We use your name and address for loans, on the basis of a contract. We give them to no third parties and to no other countries. We set no cookies.

      We keep a loan for 12 months after the book is back, then erase it. We encrypt the list.

      You may ask for access to your data, and have it corrected or erased. You may object to letters. You may withdraw consent at any time. We respond within 30 days. You may complain to the supervisory authority.

      Readers under 16 years of age need their parents' consent.
      """;

  @Test
  void aWholePolicyMissesNothing() {
    assertThat(Shelf.read(WHOLE, "eu-gdpr")).extracting(Finding::what).isEmpty();
  }

  /// Sentence by sentence taken away, each loss is noticed, with the article.
  @Test
  void whatIsTakenAwayIsMissed() {
    record Loss(String sentence, String says, String article) {}
    for (var loss :
        List.of(
            new Loss("Effective date: 3 October 2026.", "since which day", ""),
            new Loss(
                "Version 4; previous versions are at https://library.example/old.",
                "which version",
                ""),
            new Loss(
                "Town Library Ltd, 12 Abai Street, is the controller.",
                "who is responsible",
                "Art. 13(1)(a)"),
            new Loss("Write to data@library.example.", "how to reach", "Art. 13(1)(a)-(b)"),
            new Loss(
                "We keep a loan for 12 months after the book is back, then erase it.",
                "how long data are kept",
                "Art. 13(2)(a)"),
            new Loss(
                "You may ask for access to your data, and have it corrected or erased.",
                "ask what is held",
                "Art. 13(2)(b), Art. 15"),
            new Loss(
                "You may withdraw consent at any time.", "taken back", "Art. 13(2)(c), Art. 7(3)"),
            new Loss(
                "You may complain to the supervisory authority.",
                "which authority",
                "Art. 13(2)(d)"),
            new Loss("We respond within 30 days.", "by when", "Art. 12(3)"))) {
      assertThat(WHOLE).contains(loss.sentence());
      var found =
          Shelf.found(
              "missing", WHOLE.replace(loss.sentence(), "Books are lent to all."), "eu-gdpr");
      assertThat(found)
          .as(loss.sentence())
          .anyMatch(
              it ->
                  it.what().contains(loss.says())
                      && (loss.article().isEmpty()
                          || it.articles().stream()
                              .map(Finding.Article::article)
                              .anyMatch(loss.article()::equals)));
    }
  }

  /// A word that stands for something else does not say the element: a page amended is no right to
  /// correction, an aim attained no right of access, a right protected no protection of data.
  @Test
  void anElementIsNotSaidByAnotherMatter() {
    var text =
        "Біз осы ережені кез келген уақытта түзете аламыз. Деректерді өңдеу мақсатқа қол жеткізу"
            + " мерзімімен шектеледі. Тізім кітапхананың құқықтарын қорғау үшін беріледі.\n";
    assertThat(Shelf.found("missing", text))
        .extracting(Finding::about)
        .contains("correction", "access", "security");
    var said =
        "Оқырман деректеріне қол жеткізуді, деректерін түзетуді сұрай алады. Біз деректерді"
            + " ұрлықтан қорғаймыз.\n";
    assertThat(Shelf.found("missing", said))
        .extracting(Finding::about)
        .doesNotContain("correction", "access", "security")
        .contains("authority");
  }

  @Test
  void whatIsSaidInOtherWordsIsNotMissing() {
    for (var said :
        List.of(
            "The bindery receives your name and the title from us, and binds the book.",
            "Переплётчик получает от нас ваше имя и название книги.")) {
      assertThat(Shelf.found("missing", said + "\n"))
          .as(said)
          .extracting(Finding::about)
          .doesNotContain("recipients");
    }
    for (var said :
        List.of(
            "Your card goes to a bindery in Germany.",
            "Списки хранятся на серверах в Германии.",
            "Тізім Германияға жіберіледі.",
            "Siyahı Almaniyaya göndərilir.")) {
      assertThat(Shelf.found("missing", said + "\n"))
          .as(said)
          .extracting(Finding::about)
          .doesNotContain("transfers");
    }
    assertThat(Shelf.found("missing", "The bindery binds the book.\n"))
        .extracting(Finding::about)
        .contains("recipients");
    for (var said :
        List.of(
            "You may see and correct your data at the desk.",
            "Вы можете ознакомиться со своими данными у стойки.")) {
      assertThat(Shelf.found("missing", said + "\n"))
          .as(said)
          .extracting(Finding::about)
          .doesNotContain("access");
    }
    for (var said :
        List.of(
            "We answer every letter within three working days.",
            "На каждое письмо мы отвечаем в течение трёх рабочих дней.")) {
      assertThat(Shelf.found("missing", said + "\n"))
          .as(said)
          .extracting(Finding::about)
          .doesNotContain("answer-term");
    }
    assertThat(Shelf.found("missing", "We answer every letter within a few working days.\n"))
        .extracting(Finding::about)
        .contains("answer-term");
    assertThat(
            Shelf.found(
                "law-wants",
                "Children and books\n\nThe reading room is not intended for children under 12.\n",
                "eu-gdpr"))
        .filteredOn(it -> it.about().equals("child-age"))
        .isEmpty();
  }

  /// The contents name the matter; what a law wants said of it is wanted where the text speaks of
  /// it.
  @Test
  void aHeadingIsNotWhereAMatterIsSpokenOf() {
    var found =
        Shelf.found(
            "law-wants",
            "Children and books\n\n"
                + "We lend books to all.\n\n"
                + "Children read here with their parents and we keep their names.\n",
            "eu-gdpr");
    assertThat(found)
        .filteredOn(it -> it.about().equals("child-age"))
        .hasSize(1)
        .allMatch(it -> it.spots().getFirst().place().line() == 5);
  }

  @Test
  void whatIsSaidInPassingIsSaid() {
    assertThat(
            Shelf.found(
                "missing",
                "Readers may ask us for access, rectification or erasure. We keep loans to fulfil"
                    + " our contract with readers.\n"))
        .extracting(Finding::about)
        .isNotEmpty()
        .doesNotContain("access", "basis");
  }

  @Test
  void whatOnlySomeLawsKnowIsMissedUnderThem() {
    var text = "We lend books to readers and write down who has borrowed them.\n";
    for (var laws : List.of(List.<String>of(), List.of("eu-gdpr"), List.of("us-ca", "kz-94v"))) {
      assertThat(Shelf.found("missing", text, laws.toArray(String[]::new)))
          .extracting(Finding::about)
          .contains("withdrawal", "basis");
    }
    assertThat(Shelf.found("missing", text, "us-ca", "us-states"))
        .extracting(Finding::about)
        .contains("access")
        .doesNotContain("withdrawal", "basis");
    assertThat(Shelf.found("missing", text))
        .extracting(Finding::about)
        .contains("basis", "objection");
    assertThat(Shelf.found("missing", text, "jp-appi"))
        .extracting(Finding::about)
        .doesNotContain("basis", "objection");
  }

  /// What is said in the words of strangers is said.
  @Test
  void whatOthersSayInTheirWordsIsNotMissing() {
    record Said(String element, String text) {}
    for (var it :
        List.of(
            new Said("withdrawal", "We write only with your consent, which you can withdraw here."),
            new Said("withdrawal", "Келісіміңізді осы беттегі тәртіппен кері қайтарып ала аласыз."),
            new Said(
                "recipients",
                "Biz kataloq aparırıq və bu barədə yazırıq. Oxucuların siyahısını kimə veririk:"
                    + " yalnız qonşu kitabxanaya."),
            new Said("basis", "Тізімді өңдеудің негізі оқырманмен жасалған шарт болады."),
            new Said("authority", "Читатель может обратиться в уполномоченный орган по данным."),
            new Said(
                "authority",
                "Biz kataloq aparırıq və bu barədə yazırıq. Oxucu Rəqəmsal İnkişaf Nazirliyinə və"
                    + " ya məhkəməyə müraciət edir."),
            new Said("access", "Читатель может узнать, какие записи и данные о нём есть у нас."),
            new Said("correction", "You may have mistakes on your card put right at the desk."),
            new Said("objection", "You may see the list, take a copy, object, and go."),
            new Said(
                "erasure",
                "Biz kataloq aparırıq və bu barədə yazırıq. Oxucu qeydləri sildirmək üçün bizə"
                    + " yazır."),
            new Said(
                "recipients",
                "Loans are written down by Town Library Ltd, Mill Road. Our page is kept by Reed"
                    + " Machines GmbH."),
            new Said(
                "recipients",
                "Каталог ведёт ТОО «Город книг», Алматы. Письма печатает ООО «Мельница»."),
            new Said("recipients", "Мы ведём каталог и список. Кому сообщается список читателей."),
            new Said("authority", "You may write to the Commissioner for Data Protection."),
            new Said("children", "Readers under 14 come with a grown-up and borrow nothing."),
            new Said(
                "access",
                "Мы ведём каталог и список книг. Читатель вправе знать, какие у нас данные."),
            new Said(
                "retention-number",
                "1. STORAGE PERIODS\n\n"
                    + "This is what we write down for you and for the town.\n\n"
                    + "loan slips | three years"),
            new Said("recipients", "Мы ведём каталог и список. Кто получает список читателей."),
            new Said(
                "recipients", "Biz kataloq aparırıq və bu barədə yazırıq. Siyahını kim görür."),
            new Said("recipients", "The list of loans is hosted by a mill at the river."),
            new Said("access", "Readers have the right to see the card that bears their name."),
            new Said(
                "access",
                "Biz kataloq aparırıq və bu barədə yazırıq. Oxucu hansı məlumatların yazıldığını"
                    + " bilmək istəsə, bizə yazır."),
            new Said("erasure", "Біз каталог жүргіземіз. Оқырман тізімнен атын жоюға құқылы."),
            new Said("purposes", "Мы ведём каталог и список книг. Для чего мы записываем имя."),
            new Said("version", "Редакция № 3 от 15 сентября 2025 года для читателей."),
            new Said(
                "child-age",
                "Oxucular siyahıya 12 yaşından yazılır və bu barədə bizə deyir. Daha kiçik uşaqlar"
                    + " valideynləri ilə gəlir."),
            new Said("answer-term", "We answer a letter within forty-five days of its day."),
            new Said("date-with-day", "Редакция № 3 от 15 сентября 2025 года для читателей."),
            new Said("children", "Читателям младше двенадцати лет книги выдают с родителями."),
            new Said("correction", "Читатель вправе требовать изменения и дополнения записей."),
            new Said("transfers", "Часть наших серверов находится в Сингапуре и в Германии."),
            new Said("controller", "This page tells how Reedbank (“we”, “us”) keeps your card."),
            new Said("controller", "Reedbank and its branches (together, “we”) keep your card."),
            new Said(
                "controller",
                "Readers may write to us at any time.\n\nReedbank House\n\n4 Mill Lane, Leeds LS10"
                    + " 4QT"),
            new Said("contact", "Readers may ring the desk of the library on +44 113 555 0134."),
            new Said("contact", "The desk of the library answers at (555) 555-0134 on weekdays."),
            new Said("recipients", "Your card may be shared with the school that you go to."),
            new Said("recipients", "We may transmit the list of loans to the mayor of the town."),
            new Said("purposes", "We note the loans so that we can bring what readers like."),
            new Said("access", "You can ask for an exported file of the loans: request a copy."),
            new Said("access", "At your wish the desk will confirm what information it has."),
            new Said("access", "Ring the desk to review your data or to be taken off the list."),
            new Said("correction", "Readers can see, edit or delete what stands on their card."),
            new Said(
                "complaint-to-controller",
                "If you have a complaint about a fine, we would like to hear from you."),
            new Said(
                "complaint-to-controller",
                "Readers with complaints about the list should first contact the desk."),
            new Said(
                "cookie-consent", "A cookie is a note that asks your permission to be written."),
            new Said(
                "withdrawal",
                "Consent: for letters on new books and the list of the most read (withdraw at any"
                    + " time)."),
            new Said("child-age", "Children under the age of 14 come with their parents."),
            new Said("date-with-day", "The rules of the library were last updated 4/25/2019."),
            new Said("date-with-day", "The rules of the library were last updated 2/16/16."),
            new Said("date-with-day", "Rules of the library for readers.\n\nNov. 05, 2015"),
            new Said(
                "access", "Біз каталог жүргіземіз. Оқырман деректерге қолжетімділік сұрай алады."),
            new Said(
                "access",
                "Biz kataloq aparırıq və bu barədə yazırıq. Oxucu öz məlumatlarına kitabxanada"
                    + " baxa bilər."),
            new Said(
                "access",
                "Biz kataloq aparırıq və bu barədə yazırıq. Məlumatlarınızı görmək üçün kitabxanaya"
                    + " gəlin."),
            new Said("access", "Читатель вправе запросить выписку из списка и сведения о нём."),
            new Said(
                "correction",
                "Біз каталог жүргіземіз. Оқырман өз деректерін толықтыруды талап етеді."),
            new Said(
                "correction", "Біз каталог жүргіземіз. Деректеріңізді кітапханада өзгерте аласыз."),
            new Said("erasure", "Біз каталог жүргіземіз. Оқырман деректерді жоюды сұрайды."),
            new Said("erasure", "Біз каталог жүргіземіз. Деректеріңізді бізде жоя аласыз."),
            new Said(
                "erasure",
                "Biz kataloq aparırıq və bu barədə yazırıq. Oxucu qeydin silinməsini istəyir."),
            new Said(
                "contact",
                "Мы ведём каталог. Наш юридический адрес: 050000, Алматы, Мельничная, 3."),
            new Said(
                "controller", "Біз каталог жүргіземіз. «Оқы» қоғамдық қоры тізімге жауап береді."),
            new Said("transfers", "Біз каталог жүргіземіз. Тізім Қазақстаннан тыс жерде жатады."),
            new Said("abroad", "Біз каталог жүргіземіз. Тізім еліңізден тыс жерде жатады."),
            new Said("abroad", "Мы ведём каталог. Список лежит за пределами Казахстана."),
            new Said(
                "abroad",
                "Biz kataloq aparırıq və bu barədə yazırıq. Siyahı ölkədən kənarda qalır."),
            new Said(
                "purposes",
                "Biz kataloq aparırıq və bu barədə yazırıq. Siyahıdan necə istifadə edirik."),
            new Said(
                "access",
                "Biz kataloq aparırıq və bu barədə yazırıq. Öz məlumatına kitabxanada baxmaq"
                    + " olar."),
            new Said(
                "access",
                "Біз каталог жүргіземіз. Оқырман тізім туралы мәлімет алуға, күтуге құқылы."),
            new Said(
                "access",
                "Мы ведём каталог. Читатель вправе получать сведения об обработке списка."),
            new Said(
                "correction", "Біз каталог жүргіземіз. Оқырман жазбаны нақтылауды талап етеді."),
            new Said(
                "correction", "Мы ведём каталог. Читатель вправе требовать их изменения у стойки."),
            new Said(
                "purposes",
                "2. ИСПОЛЬЗОВАНИЕ ДАННЫХ\n\n"
                    + "Мы ведём каталог. Выдача книг и сбор штрафов у стойки."),
            new Said(
                "purposes",
                "2. MƏLUMATLARDAN İSTİFADƏ\n\nBiz kataloq aparırıq və bu barədə yazırıq. Kitabların"
                    + " paylanması."),
            new Said("erasure", "Мы ведём каталог. Читатель вправе сам удалять записи о себе."),
            new Said("recipients", "Мы ведём каталог и список. Книги домой носит курьер."),
            new Said(
                "recipients", "Biz kataloq aparırıq və bu barədə yazırıq. Kitabı kuryer aparır."),
            new Said("objection", "Біз каталог жүргіземіз. Келіспеу құқығы бәрінде бар."),
            new Said("date-with-day", "Последняя редакция: 6 мая 2024 г. для всех читателей."),
            new Said("basis", "Мы ведём каталог и список. Читатель даёт своё согласие у стойки."),
            new Said("cookie-consent", "Каталог ставит только необходимые cookie для читателей."),
            new Said(
                "cookie-consent",
                "Біз каталог жүргіземіз. Бетте тек қажетті cookie файлдары сақталады."),
            new Said(
                "authority",
                "Біз каталог жүргіземіз. Деректерді қорғау жөніндегі уәкілетті орган қалада."))) {
      var document = Shelf.document(it.text() + "\n");
      assertThat(
              new Elements(document, new Desk(Shelf.WORDS, Shelf.LEXICON, List.of(), Shelf.DAY))
                  .has(it.element()))
          .as(it.text() + " " + document.tongue())
          .isTrue();
    }
  }

  /// Branches of one organisation are nobody else, and a period elsewhere is none of keeping.
  @Test
  void whatIsNotSaidIsMissing() {
    record Unsaid(String element, String text) {}
    for (var it :
        List.of(
            new Unsaid(
                "recipients",
                "Loans are written down by Town Library Ltd, Mill Road. Town Library Holding LLC is"
                    + " its owner."),
            new Unsaid("recipients", "Каталог ведёт ТОО «Город книг». ТОО «Город книг» в Алматы."),
            new Unsaid(
                "retention-number",
                "1. LOANS\n\n"
                    + "This is what we write down for you and for the town.\n\n"
                    + "loan slips | three years"),
            new Unsaid(
                "access",
                "Doors are locked when you place an order, enter or access your information here."),
            new Unsaid("purposes", "Мы ведём каталог. Здесь сказано про использование данных."),
            new Unsaid("child-age", "Readers come from 8 to 16 hours. Children come too."),
            new Unsaid(
                "controller", "We keep your name, card and loans, but are not limited to it."),
            new Unsaid("controller", "This website (“we”) keeps the name and the card of readers."),
            new Unsaid(
                "controller", "The old mill stood at 4 Mill Lane, Leeds LS10 4QT, by a river."),
            new Unsaid("contact", "Loans have numbers such as 2019-555-01 and are kept on a card."),
            new Unsaid("access", "Our carriers may have access to your information on the road."),
            new Unsaid(
                "access", "We guard the list from unauthorised access to your data at night."),
            new Unsaid(
                "retention-number",
                "We delete what readers younger than 14 years of age have written on a card."),
            new Unsaid("date-with-day", "The library was last updated 31/31/2019, as they say."),
            // What processing is gives nobody a right, and neither does what is prevented.
            new Unsaid(
                "erasure",
                "Обработка есть сбор, запись, систематизация, уточнение, удаление списков."),
            new Unsaid(
                "correction",
                "Обработка есть сбор, запись, систематизация, уточнение, удаление списков."),
            new Unsaid("erasure", "Мы защищаем список читателей от пожара и уничтожения."),
            new Unsaid(
                "erasure", "Біз каталог жүргіземіз. Оқырман дерегін ұрлықтан, жоюдан қорғаймыз."),
            new Unsaid(
                "erasure",
                "Biz kataloq aparırıq və bu barədə yazırıq. Siyahını silinmədən qoruyuruq."),
            new Unsaid("erasure", "We protect the list of readers against theft and deletion."),
            new Unsaid("access", "Читатель вправе запросить уточнение данных о нём."),
            new Unsaid(
                "correction", "Біз каталог жүргіземіз. Деректерді қажет болса өзгерте аламыз."))) {
      var document = Shelf.document(it.text() + "\n");
      assertThat(
              new Elements(document, new Desk(Shelf.WORDS, Shelf.LEXICON, List.of(), Shelf.DAY))
                  .has(it.element()))
          .as(it.text() + " " + document.tongue())
          .isFalse();
    }
  }
}
