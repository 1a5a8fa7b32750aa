package kepil.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each check against texts of its own: what it must find, and what it must leave alone.
final class ChecksTest {

  /// @param says part of what the finding says; empty where nothing may be found
  record Story(String check, String text, String says) {
    @Override
    public String toString() {
      return check
          + (says.isEmpty() ? " is quiet: " : ": ")
          + text.strip().lines().findFirst().orElse("");
    }
  }

  private static Story finds(String check, String says, String text) {
    return new Story(check, text, says);
  }

  private static Story quiet(String check, String text) {
    return new Story(check, text, "");
  }

  static Stream<Story> stories() {
    return Stream.of(
        finds(
            "sign-for-letter",
            "`also` was meant",
            "Readers may aIso ask for a copy of what the library keeps.\n"),
        finds(
            "sign-for-letter",
            "`library` was meant",
            "The library keeps names. The l1brary and its readers trust each other.\n"),
        finds(
            "sign-for-letter",
            "`запрос` was meant",
            "Библиотека отвечает на каждый 3апрос читателя в течение месяца.\n"),
        quiet(
            "sign-for-letter",
            "Find us on LinkedIn and in the WiFi of the house; the form is B12 and the shelf 4th."
                + " Ask for win10 or the ISBN13 of a book, I say. Our mp3 files are free.\n"),
        // Structure.
        finds(
            "contents-and-headings",
            "section 2",
            """
            1. Loans
            2. Fines
            3. Holidays

            1. LOANS

            We note what you borrow and when you bring it back.

            2. PENALTIES

            We note what you owe to the library and when you paid it.

            3. HOLIDAYS

            We are closed on holidays and nobody reads your data then.
            """),
        quiet(
            "contents-and-headings",
            """
            1. Loans
            2. Fines
            3. Holidays

            1. LOANS

            We note what you borrow and when you bring it back.

            2. FINES

            We note what you owe to the library and when you paid it.

            3. HOLIDAYS

            We are closed on holidays and nobody reads your data then.
            """),
        quiet(
            "contents-and-headings",
            """
            1. Қарыз алу
            2. OPAC ережесі
            3. Мереке күні

            1. ҚАРЫЗ АЛУ

            Біз алған кітабыңызды және қайтарған күніңізді жазамыз.

            2. ОРАС ЕРЕЖЕСІ

            Біз не іздегеніңізді жазбаймыз, тек алған кітабыңызды көреміз.

            3. МЕРЕКЕ КҮНІ

            Мереке күні кітапхана жабық, деректеріңізді ешкім оқымайды.
            """),
        finds(
            "numbering",
            "2 times",
            "Readers may ask for these things:\n\n"
                + ". a copy of their data;\n\n"
                + "a. a correction of their data;\n\n"
                + ". the names of lenders.\n"),
        finds(
            "numbering",
            "number `4.`".replace("4.", "4"),
            "1. We lend books to readers.\n"
                + "2. We keep their names.\n"
                + "4. We erase them after a year.\n"),
        quiet(
            "numbering",
            "1. We lend books to readers.\n"
                + "2. We keep their names.\n"
                + "3. We erase them after a year.\n"),
        finds(
            "numbering",
            "without its number",
            "Readers may ask for these things:\n\n"
                + ". a copy of their data;\n\n"
                + "a. a correction of their data;\n"),
        quiet(
            "numbering",
            "Біз мыналарды жазамыз:\n\nа) оқырманның аты;\n\nә) кітаптың аты;\n\nб) қайтару"
                + " күні.\n"),
        quiet(
            "numbering",
            "Biz bunları yazırıq:\n\nb) oxucunun adı;\n\nc) kitabın adı;\n\nç) qaytarma"
                + " günü;\n\nd) cərimə.\n"),
        finds(
            "numbering",
            "after point",
            "Біз мыналарды жазамыз:\n\nа) оқырманның аты;\n\nә) кітаптың аты;\n\nг) қайтару"
                + " күні.\n"),
        finds(
            "numbering",
            "section `D` follows B: 1 section is missing",
            "A. Readers\n\nWe know our readers by name.\n\nB. Books\n\nWe know what is lent.\n\n"
                + "D. Fines\n\nWe know what is owed.\n\nE. Ends\n\nWe forget you at the end.\n"),
        quiet(
            "numbering",
            "A. Readers\n\n"
                + "We know our readers by name.\n\n"
                + "B. Books\n\n"
                + "See section C for fines.\n\n"
                + "C. Fines\n\n"
                + "Section 5 of the Library Act says more.\n\n"
                + "D. Ends\n\n"
                + "In this section I describe the end.\n\n"
                + "E. More\n\n"
                + "Nothing more is done.\n"),
        quiet(
            "point-not-there",
            "A. Readers\n\n"
                + "We know our readers by name.\n\n"
                + "B. Books\n\n"
                + "See section C for fines.\n\n"
                + "C. Fines\n\n"
                + "Section 5 of the Library Act says more.\n\n"
                + "D. Ends\n\n"
                + "In this section I describe the end.\n\n"
                + "E. More\n\n"
                + "Nothing more is done.\n"),
        finds(
            "point-not-there",
            "point F, and there is none",
            "A. Readers\n\nWe know our readers by name.\n\nB. Books\n\nSee section F for fines.\n\n"
                + "C. Fines\n\nWe know what is owed.\n\nD. Ends\n\nWe forget you at the end.\n\nE. "
                + "More\n\nNothing more is done.\n"),
        finds(
            "listed-points",
            "after point `(b)` comes `(d)`",
            "We write down: (a) who borrows a book; (b) when it is due; (d) when it came back.\n"),
        finds(
            "listed-points",
            "after point `(ii)` comes `(iv)`",
            "We write down: (i) who borrows a book; (ii) when it is due; and (iv) when it came"
                + " back.\n"),
        finds(
            "listed-points",
            "after point `(б)` comes `(г)`",
            "Мы записываем: (а) кто взял книгу; (б) когда её вернуть; (г) когда её вернули.\n"),
        quiet(
            "listed-points",
            "We write down: (a) who borrows a book; (b) when it is due; and (c) when it came back."
                + " Of loans, (a) and (b) and (d) hold too. See point (a) of the house, point (b)"
                + " of the garden and point (d) of the yard. The basis is lit. (a) for loans, lit."
                + " (b) for fines and lit. (f) for letters.\n"),
        finds(
            "point-inside-point",
            "point 8. begins",
            "7. Кітапхана мекенжайды сақтайды және ешкімге бермейді. 8. Оқырман оны өшіруді сұрай"
                + " алады.\n"),
        quiet("point-inside-point", "7. Кітапхана мекенжайды 2018 жылдан бері сақтайды.\n"),
        finds(
            "mixed-markers",
            "Latin letters",
            "Мы храним: a. имя читателя; b. адрес читателя.\n\n"
                + "Мы передаём: а. номер карты; б. дату выдачи.\n"),
        quiet(
            "mixed-markers",
            "Мы храним: а. имя читателя; б. адрес читателя.\n\n"
                + "Мы передаём: а. номер карты; б. дату выдачи.\n"),
        finds(
            "broken-paragraph",
            "broken",
            "Мы храним сведения о читателе только до тех пор, пока он приходит в библиотеку\n\n"
                + "и берёт книги на дом, а потом удаляем.\n"),
        finds(
            "section-not-there",
            "Late returns",
            "Loans\n\n"
                + "We keep what you borrow. See the section “Late returns” below.\n\n"
                + "Fines\n\n"
                + "We keep what you owe to us.\n"),
        quiet(
            "section-not-there",
            "Loans\n\n"
                + "We keep what you borrow. See the section “Late returns” below.\n\n"
                + "Late returns\n\n"
                + "We keep what you owe to us.\n"),
        finds(
            "section-not-there",
            "it is above",
            "Late returns\n\n"
                + "We keep what you owe to us.\n\n"
                + "Loans\n\n"
                + "We keep what you borrow. See the section “Late returns” below.\n"),
        finds(
            "point-not-there",
            "point 9",
            "1. Кітапхана атыңызды сақтайды.\n2. Мерзімі осы ереженің 9-тармағында көрсетілген.\n"),
        quiet(
            "point-not-there",
            "1. Кітапхана атыңызды сақтайды.\n"
                + "2. Мерзімі осы ереженің 1-тармағында көрсетілген.\n"
                + "3. Заңның 9-тармағына сәйкес жойылады.\n"),
        finds("here-without-link", "осында таба", "Ереженің толық мәтінін осында таба аласыз.\n"),
        quiet(
            "here-without-link", "Оқырман осында келгенде аты жазылады, ал кеткенде өшіріледі.\n"),
        quiet(
            "here-without-link",
            "Здесь и далее читатель — всякий, у кого есть билет нашей библиотеки.\n"),
        finds(
            "here-without-link",
            "click here",
            "To see the rules of the library, click here and read them.\n"),
        quiet(
            "here-without-link",
            "To see the rules of the library, click here: https://library.example/rules and read"
                + " them.\n"),
        // Residue.
        finds(
            "placeholder",
            "`Lorem ipsum dolor sit amet`",
            "Lorem ipsum dolor sit amet, and the library keeps the names of readers.\n"),
        finds(
            "placeholder",
            "указать адрес",
            "Письма о данных читателей направляйте по адресу: указать адрес библиотеки.\n"),
        finds(
            "placeholder",
            "[COMPANY NAME]",
            "This policy is published by [COMPANY NAME] and applies to all readers.\n"),
        quiet(
            "placeholder",
            "This policy is published by the Town Library [1] and applies to all readers.\n"),
        finds(
            "tool-residue",
            "2 times",
            "Created with Inkscape. Created with Inkscape.\n\n"
                + "This is how the library keeps the data of its readers.\n"),
        quiet(
            "doubled-line",
            "Created with Inkscape. Created with Inkscape.\n\n"
                + "This is how the library keeps the data of its readers.\n"),
        finds(
            "tool-residue",
            "Created with",
            "Created with Inkscape.\n\nThis is how the library keeps the data of its readers.\n"),
        quiet(
            "tool-residue",
            "The catalogue was created in 1998. This is how the library keeps the data of its"
                + " readers.\n"),
        finds("markup-residue", "&nbsp;", "The library keeps your&nbsp;name and your address.\n"),
        finds(
            "markup-residue",
            "asterisks",
            "The library keeps **your name and your address for the loan.\n"),
        quiet("markup-residue", "The library keeps **your name** and your address for the loan.\n"),
        // Doubled.
        finds("doubled-word", "`the`", "The library keeps the the address of its readers.\n"),
        finds(
            "doubled-word",
            "two commas",
            "Kitabxana oxucunun adını,, ünvanını saxlayır və heç kimə vermir.\n"),
        quiet("doubled-word", "All that that reader had had was kept.\n"),
        quiet("doubled-word", "Деректер қайта қайта тексеріледі және сақталады.\n"),
        finds(
            "doubled-item",
            "`pdf`".replace("pdf", "телефон"),
            "Біз оқырманның аты, мекенжайы, телефон, телефон, туған күні туралы деректерді"
                + " сақтаймыз.\n"),
        quiet(
            "doubled-item",
            "Біз оқырманның аты, мекенжайы, телефон, пошта, туған күні туралы деректерді"
                + " сақтаймыз.\n"),
        finds(
            "doubled-item",
            "`name`",
            "We keep your name, phone number, name and postcode for the loan.\n"),
        finds(
            "doubled-item",
            "`number`",
            "We keep these: name, phone number, date of birth, phone number, and postcode.\n"),
        finds(
            "doubled-item",
            "`телефон`",
            "Мы храним имя, телефон, почтовый адрес, телефон и номер карты читателя.\n"),
        finds("doubled-item", "`имя`", "Мы храним имя, телефон, имя и почтовый адрес.\n"),
        finds(
            "doubled-item",
            "`аты`",
            "Біз оқырманның аты, телефоны, аты және туған күні туралы деректерді сақтаймыз.\n"),
        finds(
            "doubled-item",
            "`ünvanı`",
            "Biz oxucunun ünvanı, telefonu, ünvanı və doğum tarixi haqqında məlumatı"
                + " saxlayırıq.\n"),
        quiet(
            "doubled-item",
            "We keep your email address, phone number, address and date of birth. We tell you, if"
                + " you ask, by letter, if you want, or by phone. Loans grow, for example, more and"
                + " more, for example, in May. Ask us at Books Ltd, Dublin, Ireland, or at Shelf"
                + " Ltd, Dublin, Ireland.\n"),
        quiet(
            "doubled-item",
            "Мы храним электронный адрес, телефон, адрес и дату рождения. Мы пишем вам, в"
                + " частности, о выдачах, в частности, о новых.\n"),
        quiet(
            "doubled-item",
            "Біз оқырманның электрондық мекенжайы, телефоны, мекенжайы және туған күні туралы"
                + " деректерді сақтаймыз.\n"),
        quiet(
            "doubled-item",
            "Biz oxucunun elektron ünvanı, telefonu, ünvanı və doğum tarixi haqqında məlumatı"
                + " saxlayırıq.\n"),
        finds(
            "doubled-line",
            "was already said",
            "We never give the list of what you borrowed to anybody at all.\n\n"
                + "We erase it when the book is back.\n\n"
                + "We never give the list of what you borrowed to anybody at all.\n"),
        finds(
            "doubled-line",
            "twice in a row",
            "How the library keeps data\n\n"
                + "How the library keeps data\n\n"
                + "We keep your name and the day on which you joined.\n"),
        // Numbers.
        finds(
            "number-and-words",
            "`three (4)`",
            "A reader keeps a book for three (4) weeks, and brings it back.\n"),
        quiet(
            "number-and-words",
            "A reader keeps a book for three (3) weeks, and one of two (7) is a note.\n"),
        finds(
            "number-and-words",
            "шесть (5)",
            "Мы ведём каталог и список книг. Читатель держит книгу шесть (5) недель.\n"),
        finds(
            "number-and-words",
            "5 (three)",
            "We keep the list of loans for 5 (three) years, and erase it then.\n"),
        finds(
            "number-and-words",
            "25 (тридцать пять)",
            "Мы храним список выдач 25 (тридцать пять) дней и потом удаляем.\n"),
        finds(
            "number-and-words",
            "10-ти (двенадцати)",
            "Мы ответим читателю в течение 10-ти (двенадцати) дней после письма.\n"),
        finds(
            "number-and-words",
            "3 (бес)",
            "Біз оқырманның тізімін 3 (бес) жыл сақтаймыз және содан кейін өшіреміз.\n"),
        finds(
            "number-and-words",
            "3 (beş)",
            "Biz oxucunun siyahısını 3 (beş) il saxlayırıq və sonra bu siyahını silirik.\n"),
        quiet(
            "number-and-words",
            "We keep the list for 30 (thirty) days, 45 (forty-five) in summer, a log of 100 (one"
                + " hundred) loans, 2 (one of which is secret) copies and 1 500 (five hundred)"
                + " cards.\n"),
        quiet(
            "number-and-words",
            "Мы храним список 30 (тридцать) дней, журнал 25 (двадцать пять) лет, 105 (сто пять)"
                + " карт и отвечаем в течение 3 (трёх) дней.\n"),
        quiet(
            "number-and-words",
            "Біз тізімді 15 (он бес) жыл, журналды 30 (отыз) күн сақтаймыз және содан кейін"
                + " өшіреміз.\n"),
        quiet(
            "number-and-words",
            "Biz siyahını 6 (altı) il, jurnalı 25 (iyirmi beş) gün saxlayırıq və sonra bu siyahını"
                + " silirik.\n"),
        finds(
            "no-such-day", "31 February 2024", "This policy is in force from 31 February 2024.\n"),
        finds(
            "no-such-day", "2024-02-30", "This policy of the library was published 2024-02-30.\n"),
        finds(
            "no-such-day",
            "June 31st, 2025",
            "We erase the list of the loans of our readers on June 31st, 2025.\n"),
        finds(
            "no-such-day",
            "that month has 28",
            "We erase the list of the loans of our readers on the 29th of February 2023.\n"),
        finds(
            "no-such-day",
            "31 апреля 2025",
            "Правила библиотеки действуют с 31 апреля 2025 г. и для всех читателей.\n"),
        finds(
            "no-such-day",
            "31.11.2025",
            "Правила библиотеки действуют с 31.11.2025 и для всех читателей.\n"),
        finds(
            "no-such-day",
            "30 ақпан 2024",
            "Бұл ереже 30 ақпан 2024 жылдан бері барлық оқырмандар үшін қолданылады.\n"),
        finds(
            "no-such-day",
            "2023 жылғы 29 ақпан",
            "Бұл ереже 2023 жылғы 29 ақпаннан бері барлық оқырмандар үшін қолданылады.\n"),
        finds(
            "no-such-day",
            "31 aprel 2024-cü",
            "Bu qayda 31 aprel 2024-cü ildən bütün oxucular üçün tətbiq olunur və dəyişmir.\n"),
        quiet(
            "no-such-day",
            "In force from 29 February 2024 and from 31 March. In April 31 readers came, in 2023"
                + " it was 30. Call 2024-02-30-15 about version 1.31.04.2025. You may ask.\n"),
        quiet(
            "no-such-day",
            "Правила действуют с 31 марта 2025 г., с 29 февраля 2024 и с 30.11.2025 для всех.\n"),
        quiet(
            "no-such-day",
            "Бұл ереже 2024 жылғы 29 ақпаннан және 31 қаңтардан бері оқырмандар үшін"
                + " қолданылады.\n"),
        quiet(
            "no-such-day",
            "Bu qayda 2024-cü il 29 fevral və 30 aprel tarixindən bütün oxucular üçün tətbiq"
                + " olunur.\n"),
        // Letters.
        finds(
            "mixed-scripts",
            "mixes Latin and Cyrillic",
            "Мы храним aдрес читателя и дату выдачи книги для учёта.\n"),
        quiet(
            "mixed-scripts",
            "Мы храним IP-адрес читателя и cookie-файлы сайта для учёта. Wi-Fi бесплатный.\n"),
        finds(
            "look-alike",
            "`OPAC`",
            "Каталог OPAC открыт для всех читателей. Данные входа в ОРАС мы не храним.\n"),
        quiet("look-alike", "Каталог АСЕ открыт для всех читателей. Данные входа мы не храним.\n"),
        finds(
            "look-alike",
            "`РОСО`",
            "Кітаптарды ALMA РОСО желісі береді. Біз ALMA РОСО кітапханаларында атыңызды"
                + " сақтаймыз.\n"),
        quiet("look-alike", "Кітаптарды ALMA ТОО береді. Біз атыңызды сақтаймыз.\n"),
        finds(
            "invisible-sign", "U+200B", "We keep your na\u200bme and your address for the loan.\n"),
        finds(
            "misplaced-space",
            "`кез -келген`",
            "Оқырман кез -келген уақытта деректерін көре алады.\n"),
        finds(
            "misplaced-space",
            "`name ,`",
            "We keep your name , your address and the day of the loan.\n"),
        finds(
            "misplaced-space",
            "`deyil .`",
            "Kitabxana oxucunun adını vermir və bu məcburi deyil . Siz onu silə bilərsiniz.\n"),
        finds(
            "misplaced-space",
            "`(card) ,`",
            "We keep your number (card) , your name and the day of the loan.\n"),
        quiet("misplaced-space", "We keep your name ... and nothing else. The rest is yours.\n"),
        quiet(
            "misplaced-space",
            "Оқырман кез келген уақытта – күндіз де, түнде де – деректерін көре алады.\n"),
        finds(
            "glued-words",
            "`ünvan və`",
            "Kitabxana oxucunun ünvanvə adını saxlayır. Biz ünvan və adı heç kimə vermirik. Oxucu"
                + " ünvan və adını dəyişə bilər, ünvan isə gizli qalır.\n"),
        quiet(
            "glued-words",
            "Our website keeps no data. Whenever you visit the web site, you see the books that you"
                + " borrowed. When ever you like, bring them back to the site of the web café.\n"),
        finds(
            "glued-words",
            "`your Loans`",
            "We keep yourLoans for a year. Your loans are shown to you. All loans end in May.\n"),
        finds(
            "glued-words",
            "`kitabların daxil`",
            "Kitabxana kitabların siyahısını verir. Adınız siyahıya daxil edilir. Biz"
                + " kitablarındaxil olduğu siyahını saxlayırıq.\n"),
        finds("glued-words", "`аты және`", "Кітапхана оқырманның атыжәне мекенжайын сақтайды.\n"),
        quiet("glued-words", "Кітапхана оқырманның аты және/немесе мекенжайын сақтайды.\n"),
        finds(
            "glued-words",
            "`məktubla cards@library.example`",
            "Bizə cards@library.example ünvanına yazın. Sualınız varsa,"
                + " məktublacards@library.example bizə.\n"),
        // Spelling.
        finds(
            "spelling",
            "common slip for `нөмір…`",
            "Кітапхана телефон нөмерін сақтайды және ешкімге бермейді.\n"),
        finds(
            "spelling",
            "common slip for `receive…`",
            "Readers recieve a letter when a book is late.\n"),
        finds(
            "spelling",
            "`oxucularımızdan`",
            "Biz oxucularımızdan ad istəyirik. Oxucularımızdan heç nə almırıq. Kitabları"
                + " oxucularımızdan geri alırıq. Oxuculiarımızdan pul istəmirik.\n"),
        quiet(
            "spelling",
            "Biz bilərik, siz bilərsiniz. Biz bunu bilərik. Onu da bilərik. Hamısını bilərik. Biz"
                + " bilirik ki, kitab sizdədir.\n"),
        finds(
            "spelling",
            "`кітапхана`",
            "Біздің кітпхана ашық. Кітапхана үлкен. Кітапхана тегін. Біз үшін кітапхана маңызды."
                + " Сол кітапхана кең.\n"),
        quiet(
            "spelling",
            "Біз деректерді сақтаймыз және береміз. Біз деректеріңізді сақтаймыз. Деректеріміз"
                + " сақталады. Деректеріңіз сақталады. Деректеріміз бар. Деректеріміз көп.\n"),
        quiet(
            "spelling",
            "Biz oxucunun adını toplayırıq, ünvanını toplayırıq, yaşını toplayırıq. Biz heç kimin"
                + " sirrini toplamırıq.\n"),
        quiet(
            "spelling",
            "Please contact us. You may contact us by post. The contact is Aygul. This contract"
                + " ends in May. We contact you then.\n"),
        finds(
            "spelling",
            "`personal`",
            "We keep personal data. Your personal data are safe. Ask for personal data. We erase"
                + " personal data. A list of presonal data is here at hand.\n"),
        finds(
            "spelling",
            "`qanunlar`",
            "Qanun oxucunu qoruyur. Kitabxana qanuna baxır. Qanunda yazılıb. Qanundan yuxarı heç nə"
                + " yoxdur. Kitablar və oxucular çoxdur. Kitab və oxucu azdır. Qaunlar dəyişir.\n"),
        quiet(
            "spelling",
            "Libraries act with care. The action is quick. Every action counts. An active reader"
                + " reads. The act ends. Reactions differ. Auctions are rare.\n"),
        finds(
            "misspelt-term",
            "`telephone`",
            "The library asks a reader for a name and a tleephone on the card.\n"),
        finds(
            "misspelt-term",
            "`browsers`",
            "Old bowsers show the catalogue of the library badly, newer ones well.\n"),
        finds(
            "misspelt-term",
            "`поставщик`",
            "Книги привозит один потавщик, и читатель его не знает.\n"),
        finds(
            "misspelt-term",
            "`государственная`",
            "Это гсоударственная библиотека, и книги в ней выдают даром.\n"),
        finds(
            "misspelt-term",
            "`мемлекет`",
            "Кітапхана ғимаратын мелмекет салып берді, кітапты адамдар әкелді.\n"),
        finds(
            "misspelt-term",
            "`istifadə`",
            "Oxucu bu salondan istfiadə edir və kitabı evə aparmır, bu isə onun üçün pulsuzdur.\n"),
        quiet(
            "misspelt-term",
            "The librarian shelves atlases, almanacs and anthologies; borrowers browse them in"
                + " armchairs upstairs.\n"),
        quiet(
            "misspelt-term",
            "Библиотекарь расставляет словари и справочники, читатели листают подшивки газет у"
                + " окна.\n"),
        quiet(
            "misspelt-term",
            "Кітапханашы сөздіктер мен анықтамалықтарды сөреге қойды, оқырмандар журнал ақтарып"
                + " отырды.\n"),
        quiet(
            "misspelt-term",
            "Kitabxanaçı lüğətləri rəflərə düzür, oxucular pəncərə qabağında qəzetləri"
                + " vərəqləyir.\n"),
        finds(
            "impossible-letters",
            "`ініз`",
            "Кітапхана сіздің кітапхана билетініздің нөмірін ғана сақтайды, соны тексеріп,"
                + " билетініз туралы ешкімге айтпайды.\n"),
        finds(
            "never-defined",
            "the Company",
            "When a book is late, we write to you. In that case the Company asks for a fine.\n"),
        quiet(
            "never-defined",
            "Town Library LLC (the “Company”) lends books. In that case the Company asks for a"
                + " fine.\n"),
        finds(
            "impossible-letters",
            "`лығыз`",
            "Кітапхана оқырманға сыйлық береді, бұл сыйлығыз кітап болады.\n"),
        finds(
            "impossible-letters",
            "`аө`",
            "Әр кітаптың маөзіне қарай сөрелер бөлінеді, ал оқырман оны таңдайды.\n"),
        finds(
            "impossible-letters",
            "`lığn`",
            "Kitabxana oxucunun marağını və yazılığnı heç kimə demir.\n"),
        finds(
            "impossible-letters",
            "`жы`",
            "Мы держым сведения о читателе и не передаём их никому, что бы ни случилось.\n"),
        finds(
            "impossible-letters",
            "`eee`",
            "The library keeeps the names of its readers for a year.\n"),
        finds(
            "impossible-letters",
            "another ending than `lər`",
            "Kitabxana kitab verir, kitabı geri alır və kitablər üçün pul istəmir.\n"),
        finds(
            "impossible-letters",
            "another ending than `тар`",
            "Кітапхана дерек жинайды, деректі сақтайды және деректарды ешкімге бермейді.\n"),
        quiet(
            "impossible-letters",
            "Провайдерлер мен бухгалтерлер кітапханаға келеді, кітаптарды алып, оларды оқиды."
                + " Контроллер де келеді.\n"),
        quiet(
            "impossible-letters",
            "Şəxslər saytlarda kitabları oxuyur, ölkələrdə isə müəllifləri tanıyır."
                + " İstifadəçilərimiz çoxdur.\n"),
        quiet(
            "impossible-letters",
            "В Шымкенте и Жыланды есть наши залы, там подъезд и семьи с детьми, а съёмка"
                + " запрещена.\n"),
        quiet(
            "impossible-letters",
            "Readers agree that free books are between all of us, and skiing is possible.\n"),
        finds(
            "name-varies",
            "`қорғану`",
            "Сұрағыңыз болса, біздің деректерді қорғау маманына хат жазуға болады. Осы үшін біздің"
                + " деректерді қорғау маманына хат жазуға болады. Ал мұнда біздің деректерді"
                + " қорғану маманына хат жазуға болады.\n"),
        quiet(
            "name-varies",
            "Ask the keeper of the books of the town. Tell the keeper of the books of the town. Ask"
                + " the keepers of the books of the town.\n"),
        // Contact.
        finds(
            "other-mailbox",
            "`cards@library.example`",
            "Write to cardsoffice@library.example. Or to cardsoffice@library.example. Ask"
                + " cardsoffice@library.example. Tell cardsoffice@library.example. Complain to"
                + " cards@library.example.\n"),
        quiet(
            "other-mailbox",
            "Write to cards@library.example. Or to cards@library.example. Ask"
                + " cards@library.example. Tell cards@library.example. The press writes to"
                + " press@library.example.\n"),
        finds(
            "half-address",
            "no postcode",
            "Оқырман кітапханаға Алматы қаласы, Абай к, 12а мекенжайы бойынша хат жаза алады.\n"),
        quiet(
            "half-address",
            "Оқырман кітапханаға 050000, Алматы қаласы, Абай к, 12а мекенжайы бойынша хат жаза"
                + " алады.\n"),
        quiet(
            "half-address",
            "The library is at 12 Main Street and reads whatever comes to"
                + " cards@library.example.\n"),
        finds(
            "dead-link",
            "has no target",
            "Read the rules [over there](#) before you join the library.\n"),
        finds(
            "link-differs",
            "leads to `mailto:old@library.example`",
            "Write to [cards@library.example](mailto:old@library.example) about your card.\n"),
        quiet(
            "link-differs",
            "Write to [cards@library.example](mailto:cards@library.example?subject=card) or read"
                + " [the rules](https://library.example/rules).\n"),
        finds(
            "misspelt-address",
            "townlibrary",
            "Write to cards@townlibary.org about your card. Write to rules@townlibrary.org about"
                + " the rules, or to help@townlibrary.org.\n"),
        quiet(
            "misspelt-address",
            "Write to cards@townlibrary.org about your card, and read www.townlibrary.org"
                + " before.\n"),
        quiet(
            "misspelt-address",
            "How a reader may join: read https://reader.example/join and a library card is yours."
                + " Write to library@reader.example about a library.\n"),
        quiet(
            "misspelt-address",
            "Old rules are archived at https://archive.example/rules for a year.\n"),
        quiet(
            "misspelt-address",
            "The contract of a reader is short. Write to contact@towns.example; the contact"
                + " answers.\n"),
        // What real policies say in other words.
        quiet(
            "same-words-denied",
            "Do we lend rare books to other towns? We do not lend rare books to other towns.\n"),
        finds(
            "same-words-denied",
            "lend rare books",
            "We do not lend rare books to other towns. Our carrier brings them: we lend rare books"
                + " to other towns.\n"),
        quiet(
            "same-words-denied",
            "The library card is not publicly naming the reader. Publicly naming notes on the"
                + " library card of the reader are torn up.\n"),
        finds(
            "same-words-denied",
            "knowingly lend",
            "We do not knowingly lend damaged books to schools. On Fridays we lend damaged books to"
                + " schools.\n"),
        quiet(
            "any-purpose",
            "You may object to the use of your card for any purpose.\n\nWe use your card for"
                + " various purposes:\n\n* to lend\n* to remind\n\nWith your consent we may use"
                + " it for other purposes.\n"),
        finds(
            "any-purpose",
            "other reasonable purposes",
            "We use your card to lend, and for other reasonable purposes within the rules.\n"),
        quiet(
            "section-not-there",
            "To hear less from us, sign in and modify your wishes in the “My Shelf” section of our"
                + " site.\n"),
        quiet(
            "same-words-denied",
            "We never lend your books to schools directly. We may lend books from the mill to"
                + " schools of the county.\n"),
        finds(
            "any-purpose",
            "other purposes",
            "We may use your card for other purposes as the library grows.\n"),
        quiet(
            "only-and-more",
            "We only use your personal data for delivery when a book is late. We use your personal"
                + " data for statistics.\n"),
        finds(
            "only-and-more",
            "statistics",
            "We use your personal data only to deliver books. We use your personal data for"
                + " statistics.\n"),
        finds("placeholder", "%{library}", "This page tells how %{library} keeps your card.\n"),
        quiet("placeholder", "Nearly 20 % {of readers} come on Sundays.\n"),
        finds(
            "placeholder",
            "[tell here how long",
            "We keep your card for [tell here how long a card is kept after the last visit of a"
                + " reader, in months].\n"),
        finds(
            "doubled-word",
            "`with the card` stands twice",
            "You open the shelf with the card with the card of a friend.\n"),
        quiet("doubled-word", "You may read here, or read there, or read at home.\n"),
        quiet(
            "doubled-item",
            "We act to guard our books, shelves, and readers, or the books, shelves, and readers of"
                + " others.\n"),
        finds(
            "doubled-item",
            "`shelves` twice",
            "We act to guard our books, shelves, readers, and shelves.\n"),
        quiet(
            "address-book",
            "Write to Town Library Ltd, 12 Abai Street, 60607 USA or call. Letters go to Town"
                + " Library Ltd, 12 Abai Street, 60607 USA.\n"),
        quiet(
            "misspelt-term",
            "The colour of a card is a favorite of ours; a string relies on it.\n"),
        finds(
            "address-book",
            "two addresses",
            "Write to Town Library Ltd, 12 Abai Street, 050000. \n\n"
                + "The rules are kept by the readers.\n\n"
                + "Complaints go to Town Library Ltd, 77 Dostyk Avenue, 050051.\n"),
        finds(
            "address-book",
            "in two ways",
            "Write to Town Library Ltd, 12 Abai Street, 050000. \n\n"
                + "Complaints go to Town Library Ltd, 12 Абай көшесі, 050000.\n"),
        quiet(
            "address-book",
            "Write to Town Library Ltd, 12 Abai Street, 050000. \n\n"
                + "Complaints go to Town Library Ltd, 12 Abai Street, 050000.\n"),
        // Terms.
        finds(
            "many-names",
            "2 names".replace("2 names", "two names"),
            "We keep personal data of readers. Your personal information is safe with us.\n"),
        quiet(
            "many-names",
            "We keep personal data of readers. Your personal data are safe with us.\n"),
        quiet(
            "many-names",
            "Бұл ережеде \"жеке ақпарат\" немесе \"жеке деректер\" оқырманды танытатын мәліметті"
                + " білдіреді. Біз жеке деректерді сақтаймыз. Жеке ақпаратты ешкімге бермейміз."
                + " Жеке деректер қорғалған.\n"),
        finds(
            "many-names",
            "credit card",
            "Біз кредиттік карта нөмірін сақтаймыз. Несие картасы туралы мәлімет жойылады.\n"),
        finds(
            "defined-twice",
            "`Readers`",
            "People who hold a card (“Readers”) may borrow books. Everybody who enters the house"
                + " (“Readers”) keeps quiet.\n"),
        finds(
            "never-used",
            "`Lenders`",
            "Everybody who gives books to us (“Lenders”) gets a letter from the house every"
                + " year.\n"),
        quiet(
            "never-used",
            "Everybody who gives books to us (“Lenders”) gets a letter. We keep the names of"
                + " Lenders.\n"),
        finds(
            "never-defined",
            "The Group",
            "We may give your data to The Group when you borrow abroad, and to members of the Group.\n"
                .replace("to The Group", "to the Group")
                .replace("members of the Group", "members of The Group")),
        quiet(
            "never-defined",
            "The Town Library Ltd (“the Company”) lends books. Ask the Company for your data.\n"),
        // Contradictions.
        finds(
            "only-and-more",
            "advertising",
            "We use your email address only to process your orders. We use your email address for"
                + " marketing of new books.\n"),
        finds(
            "only-and-more",
            "advertising",
            "Біз қызмет көрсету үшін ғана қажет жеке деректерді жинаймыз.\n\n"
                + "Кітапхана жеке деректерді мына мақсаттарда пайдаланады:\n\n"
                + "- оқырманға қызмет көрсету;\n"
                + "- жарнама жіберу;\n"
                + "- кітап санын білу.\n"),
        quiet(
            "only-and-more",
            "Біз қызмет көрсету үшін ғана қажет жеке деректерді жинаймыз.\n\n"
                + "Кітапхана жеке деректерді мына мақсаттарда пайдаланады:\n\n"
                + "- оқырманға қызмет көрсету;\n"
                + "- кітап санын білу.\n\n"
                + "Біз жарнама жібермейміз.\n"),
        quiet(
            "only-and-more",
            "We use your email address only for marketing. We use your telephone number for"
                + " delivery of your orders.\n"),
        finds(
            "no-and-yes",
            "without exception",
            "We never share your data with third parties. When a book is late, we may share your"
                + " name with third parties.\n"),
        quiet(
            "no-and-yes",
            "We never share your data with third parties without your consent. We may share your"
                + " name with third parties with your consent.\n"),
        finds(
            "no-and-yes",
            "without exception",
            "Біз деректерді үшінші тұлғаларға бермейміз. Кітап кешіксе, кітапхана үшінші тұлғаларға"
                + " оқырман атын беруге құқылы.\n"),
        finds(
            "no-and-yes",
            "without exception",
            "We share nothing with anyone. We may share your loans with advertising partners.\n"),
        finds(
            "no-and-yes",
            "set cookies",
            "The catalogue sets no cookies. The website uses cookies to remember your language.\n"),
        finds(
            "no-and-yes",
            "set cookies",
            "Мы не используем файлы cookie. Сайт использует файлы cookie, чтобы помнить язык.\n"),
        finds(
            "no-and-yes",
            "set cookies",
            "Біз cookie файлдарын қолданбаймыз. Тілді есте сақтау үшін сайт cookie файлдарын"
                + " қолданады.\n"),
        finds(
            "no-and-yes",
            "set cookies",
            "Biz cookie fayllarından istifadə etmirik. Dili yadda saxlamaq üçün sayt cookie"
                + " fayllarından istifadə edir.\n"),
        quiet(
            "no-and-yes",
            "We use no cookies for advertising, and we do not set cookies until you agree. The"
                + " website uses cookies to remember your language.\n"),
        finds(
            "no-and-yes",
            "move data abroad",
            "The cards of readers never leave the European Union. Scans are sent to a printer in"
                + " the United States.\n"),
        quiet(
            "no-and-yes",
            "The cards of readers never leave the European Union. Scans are sent to a printer in"
                + " Ireland.\n"),
        finds(
            "no-and-yes",
            "move data abroad",
            "Мы не передаём данные читателей за границу. Карточки передаются на сервер в США.\n"),
        finds(
            "just-and-beyond",
            "with consent",
            "We never share your card with anyone without your consent. We share your name with"
                + " publishers without your consent.\n"),
        quiet(
            "just-and-beyond",
            "We never share your card with anyone without your consent. Courts get it without your"
                + " consent: we share it where the law wants it.\n"),
        finds(
            "just-and-beyond",
            "with consent",
            "Мы не передаём карточку никому без вашего согласия. Издателям мы передаём имя без"
                + " вашего согласия.\n"),
        finds(
            "just-and-beyond",
            "with consent",
            "Біз келісіміңізсіз карточканы ешкімге бермейміз. Баспаға есіміңізді келісіміңізсіз"
                + " береміз.\n"),
        finds(
            "just-and-beyond",
            "with consent",
            "Biz razılığınız olmadan kartı heç kimə vermirik. Adınızı nəşriyyata razılığınız"
                + " olmadan veririk.\n"),
        finds(
            "data-both-ways",
            "passport",
            "The library never asks for your passport. When you join, we collect:\n\n"
                + "- your name;\n"
                + "- your passport.\n"),
        quiet(
            "data-both-ways",
            "The library never asks for your passport. When you join, we collect:\n\n"
                + "- your name;\n"
                + "- your telephone number.\n\n"
                + "Nobody has to bring a passport.\n"),
        quiet(
            "data-both-ways",
            "We do not collect your exact location. We collect your location to show the nearest"
                + " shelf.\n"),
        finds(
            "data-both-ways",
            "здоровья",
            "Библиотека не собирает сведения о состоянии здоровья. При записи мы собираем имя и"
                + " сведения о состоянии здоровья.\n"),
        finds(
            "data-both-ways",
            "рождения",
            "Библиотека не спрашивает дату рождения. При записи мы собираем имя и дату"
                + " рождения.\n"),
        finds(
            "no-and-yes",
            "move data abroad",
            "Карточкалар туралы деректер шетелге берілмейді. Тізім АҚШ-тағы баспаға"
                + " жіберіледі.\n"),
        finds(
            "no-and-yes",
            "sell data",
            "We never sell your card. We may sell addresses of readers to publishers.\n"),
        quiet("no-and-yes", "We never sell your card. We sell old books and bags at the door.\n"),
        finds(
            "no-and-yes",
            "sell data",
            "Мы не продаём карточки читателей. Мы вправе продать адреса издателям.\n"),
        finds(
            "no-and-yes",
            "sell data",
            "Біз оқырман карточкасын сатпаймыз. Баспаға мекенжайларды сатамыз.\n"),
        finds(
            "no-and-yes",
            "sell data",
            "Biz oxucu kartını satmırıq. Nəşriyyata ünvanları satırıq.\n"),
        finds(
            "no-and-yes",
            "move data abroad",
            "Nothing is passed to countries outside Europe. The catalogue is copied to a server in"
                + " the United States.\n"),
        finds(
            "protection-denied",
            "not protected",
            "The door has a lock and a guard. Your data are not protected.\n"),
        quiet(
            "numbering",
            "A. Loans\n\nWe lend.\n\nB. Fines\n\nWe fine.\n\nC. Names\n\nWe write.\n\n"
                + "D. Age\n\nAny.\n"),
        finds(
            "data-both-ways",
            "телефон",
            "Кітапхана телефон нөмірін сұрамайды. Тіркелу кезінде біз есім мен телефон нөмірін"
                + " жинаймыз.\n"),
        finds(
            "data-both-ways",
            "pasport",
            "Kitabxana pasport toplamır. Yazılanda biz adı və pasport nömrəsini toplayırıq.\n"),
        finds(
            "two-periods",
            "two times",
            "Loan records are kept for 30 days. Readers choose books on the shelves. We keep loan"
                + " records for one year.\n"),
        quiet(
            "two-periods",
            "Loan records are kept for 30 days. Fine records are kept for one year. Loan records of"
                + " scholars in the reading room are kept for two years.\n"),
        quiet(
            "two-periods",
            "Loan records are kept for one year. We keep loan records for 12 months.\n"),
        finds(
            "two-periods",
            "two times",
            "Формуляры хранятся 3 года. Мы храним формуляры пять лет.\n"),
        finds(
            "two-periods",
            "two times",
            "Формулярлар 3 жыл сақталады. Біз формулярларды бес жыл сақтаймыз.\n"),
        finds(
            "two-periods",
            "two times",
            "Formulyarlar 3 il saxlanılır. Biz formulyarları beş il saxlayırıq.\n"),
        finds(
            "two-periods",
            "two times",
            "Record\tKept for\nLoan records\t30 days\nFine records\tone year\nLoan records\ttwo"
                + " years\n"),
        finds(
            "two-periods",
            "two times",
            "Record\tKept for\n"
                + "Loan records\t30 days\n"
                + "Fine records\tone year\n\n"
                + "We keep fine records for three years.\n"),
        quiet(
            "two-periods",
            "Purpose\tData\tKept for\nLending\tname\t30 days\nLending\tname and address\tone"
                + " year\nFines\tname\ttwo years\nFines\tname\tthree years after a complaint\n\nWe"
                + " keep the name for five years.\n"),
        quiet(
            "two-periods", "Record\tLent for\nBooks\t30 days\nFilms\tone week\nBooks\tone year\n"),
        finds(
            "just-and-beyond",
            "necessary cookies",
            "We only set cookies that are necessary. We also set advertising cookies of"
                + " partners.\n"),
        finds(
            "just-and-beyond",
            "necessary cookies",
            "Мы используем только необходимые файлы cookie. Файлы cookie нужны и для"
                + " статистики.\n"),
        finds(
            "just-and-beyond",
            "necessary cookies",
            "Біз тек қажетті cookie файлдарын қолданамыз. Статистика үшін де cookie файлдары"
                + " бар.\n"),
        finds(
            "just-and-beyond",
            "necessary cookies",
            "Biz yalnız zəruri cookie fayllarından istifadə edirik. Reklam üçün cookie faylları da"
                + " var.\n"),
        quiet(
            "just-and-beyond",
            "We only set cookies that are necessary. We set no advertising cookies.\n"),
        quiet(
            "just-and-beyond", "We set necessary cookies, and advertising cookies if you agree.\n"),
        finds(
            "protection-denied",
            "no protection",
            "Кітапханада деректерді бұзылудан қорғайтын арнайы бағдарламасы жоқ.\n"),
        finds(
            "protection-denied",
            "no protection",
            "The library does not have a security programme that guards your data.\n"),
        finds(
            "protection-denied",
            "no protection",
            "We do not have any security measures for the list of loans.\n"),
        quiet(
            "protection-denied",
            "The library has a security programme. No system is wholly safe.\n"),
        finds(
            "children-both-ways",
            "meant for children",
            "Сайт предназначен для детей, которым нужны книги на дом. Мы сознательно не собираем"
                + " данные детей без родителей.\n"),
        quiet(
            "children-both-ways",
            "Сайт не предназначен для детей младше 13 лет. Мы сознательно не собираем данные детей"
                + " без родителей.\n"),
        finds(
            "children-both-ways",
            "meant for children",
            "Наш кружок подходит для детей, которым нужны книги на дом. Мы сознательно не"
                + " собираем данные детей без родителей.\n"),
        finds(
            "protection-denied",
            "no protection",
            "Kitabxana oxucuların siyahısının qorunması üçün heç bir tədbir görmür.\n"),
        finds(
            "same-words-denied",
            "one sentence denies",
            "We never record the fines of pupils. The desk lends books to pupils and teachers."
                + " When a term ends, we record the fines of pupils in a second list.\n"),
        finds(
            "same-words-denied",
            "one sentence denies",
            "Библиотека не фотографирует обложки редких изданий. Для каталога библиотека"
                + " фотографирует обложки редких изданий дважды в год.\n"),
        finds(
            "same-words-denied",
            "one sentence denies",
            "Біз оқырманның билетін суретке түсірмейміз. Жоғалған кітапты іздегенде біз"
                + " оқырманның билетін суретке түсіреміз және тізімге саламыз.\n"),
        finds(
            "same-words-denied",
            "one sentence denies",
            "Biz oxucunun biletini surətə köçürmürük. Kitab itəndə biz oxucunun biletini surətə"
                + " köçürürük və siyahıya yazırıq.\n"),
        quiet(
            "same-words-denied",
            "We never record the fines of pupils. We record the fines of teachers in a list. We"
                + " never lend rare books to guests. If the board agrees, we lend rare books to"
                + " guests. We do not sell your personal data. We erase what others sell.\n"),
        quiet(
            "same-words-denied",
            "Мы не храним фотографии читателей в каталоге. Мы храним фотографии обложек в"
                + " каталоге. Мы не выдаём редкие книги школьникам. С согласия родителей мы выдаём"
                + " редкие книги школьникам.\n"),
        finds(
            "only-and-more",
            "limits the use",
            "We use your phone number only to tell you that a book has come back. We use your phone"
                + " number for marketing in spring.\n"),
        quiet(
            "only-and-more",
            "We use your phone number only with your parents' knowledge. We use your phone number"
                + " for marketing in spring.\n"),
        // What was mended by the texts of strangers.
        finds("doubled-word", "each year", "We count the books each year each year in May.\n"),
        quiet("doubled-word", "We lend more and more and more books, year after year.\n"),
        finds(
            "mixed-scripts",
            "in the address",
            "Write to desk@libr\u0430ry.example.kz when a book is late.\n"),
        quiet(
            "mixed-scripts",
            "Пишите на desk@library.example.kz или откройте https://кітап.example.kz вечером.\n"),
        finds(
            "address-book",
            "two postcodes",
            "Letters go to 100015, Қарағанды, Кітап көшесі, 12. Кітаптар қайтарылатын мекенжай:"
                + " 100051, Қарағанды, Кітап көшесі, 12.\n"),
        quiet(
            "address-book",
            "Letters go to 100015, Қарағанды, Кітап көшесі, 12. Parcels go to 100051, Қарағанды,"
                + " Кітап көшесі, 14. Call +7 7212 55 01 02 first.\n"),
        finds(
            "misspelt-address",
            "`kitap`",
            "Write to desk@kitap.example.kz. Rules are at https://kitap.example.kz/rules. Late"
                + " books go to late@kitpa.example.kz or late@kitab.example.kz.\n"),
        quiet(
            "misspelt-address",
            "Go to [loans](#contact) or [the deed](#contract), and see [more](#contract).\n"),
        finds(
            "misspelt-address",
            "`readers`",
            "Write to readers@library.example about your card. Late books: raeders@library.example"
                + " knows.\n"),
        quiet(
            "misspelt-address",
            "Write to reader@library.example about your card. Clubs: readers@library.example"
                + " knows.\n"),
        finds(
            "misspelt-address",
            "`kitapxana`",
            "Write to desk@kitapxana.example.kz. Late books go to late@kitaphana.example.kz.\n"),
        finds(
            "address-book",
            "two postcodes",
            "Letters go to Town Library, 3 Weaver Row, Leeds, LS10 4QT. We read them. Parcels go to"
                + " Town Library, 3 Weaver Row, Leeds, LS10 4TQ. Telephone 0113 555 0134.\n"),
        quiet(
            "here-without-link",
            "Мы пишем читателю раз в год. Отписаться можно по ссылке в письме, это занимает"
                + " минуту.\n"),
        quiet(
            "section-not-there",
            "Откройте в приложении библиотеки раздел «Мои книги» и нажмите на обложку.\n"),
        quiet(
            "section-not-there",
            "To stop letters, open the section “Alerts” in your account and press the bell.\n"),
        finds(
            "section-not-there",
            "Cards of guests",
            "How we use the profile of a guest is told in the section “Cards of guests”.\n"),
        finds(
            "section-not-there",
            "Сроки",
            "Откройте правила выдачи: в приложении 2 есть раздел «Сроки выдачи книг».\n"),
        finds(
            "section-not-there",
            "Сроки",
            "Условия приложения к договору читателя изложены в разделе «Сроки выдачи книг».\n"),
        finds(
            "section-not-there",
            "мерзімі",
            "Кітапхана қосымша ережені «Кітап беру мерзімі» бөлімінде айтады, қосымша құжат"
                + " жоқ.\n"),
        finds(
            "never-used",
            "Гостями",
            "Под «Гостями» понимаются люди без билета. Библиотека выдаёт книги читателям.\n"),
        quiet(
            "never-used",
            "Под «Продавцом» понимается лавка при библиотеке. Книги читателям отдаёт Продавец.\n"),
        finds(
            "never-used",
            "Қонақ",
            "«Қонақ» деп билеті жоқ адам түсініледі. Біз кітапты оқырманға береміз.\n"),
        quiet(
            "never-used",
            "«Келісемін» деп жазылған батырманы басыңыз. Біз кітапты оқырманға береміз.\n"),
        finds(
            "never-used",
            "Qonaq",
            "\"Qonaq\" termini dedikdə bileti olmayan şəxs başa düşülür. Biz kitabı oxucuya"
                + " veririk.\n"),
        finds(
            "defined-twice",
            "`Guests`",
            "Everybody without a card (“Guests”) sits in the hall.\n\n"
                + "“Guests” means people who came with a reader.\n"),
        quiet(
            "never-defined",
            "«Компания» деп қала кітапханасы түсініледі. Деректерді тек Компания көреді.\n"),
        quiet(
            "never-defined",
            "Под «Группой» подразумеваются три библиотеки города. Данные видит вся наша Группа.\n"),
        finds(
            "never-used",
            "Guest",
            "“Guest” means somebody who borrows nothing. We lend books to readers only.\n"),
        finds(
            "never-used",
            "Qonaq",
            "\"Qonaq\" heç nə götürməyən şəxs deməkdir. Biz kitabı oxucuya veririk.\n"),
        quiet(
            "never-used",
            "“Guest” means somebody who borrows nothing. A Guest may sit in the hall.\n"),
        finds(
            "point-not-there",
            "point 9",
            "1. Loans\n\nIf we decline to act on a wish, you may write to the desk named in Section"
                + " 9.\n\n2. Fines\n\nFines are paid at the desk.\n"),
        quiet(
            "point-not-there",
            "1. Loans\n\nWe lend under Section 9 of the Public Libraries Act.\n\n2. Fines\n\nFines"
                + " are paid at the desk.\n"),
        quiet(
            "no-number",
            "If a breach is likely to harm you, we will tell you without undue delay.\n"),
        // A page that parents open for their children takes nothing behind their backs.
        quiet(
            "children-both-ways",
            "Сказки на дом — сайт для детей, он создан для детей и их книг. Родитель создаёт"
                + " аккаунт ребёнка у стойки. Мы сознательно не собираем данные детей без"
                + " родителей.\n"),
        quiet(
            "children-both-ways",
            "Бұл бет балаларға арналған. Оқырман билетін ата-ана ашады. Біз балалардың"
                + " деректерін өзіміз жинамаймыз.\n"),
        finds(
            "children-both-ways",
            "meant for children",
            "Бұл бет балаларға арналған. Оқырман билеті тегін. Біз балалардың деректерін өзіміз"
                + " жинамаймыз.\n"),
        quiet(
            "just-and-beyond",
            "Біз каталог жүргіземіз. Ол тек қажетті cookie файлдарын сақтайды. Жарнамалық cookie"
                + " файлдары бізде жоқ.\n"),
        quiet(
            "just-and-beyond",
            "Biz kataloq aparırıq. Kataloq yalnız zəruri cookie faylları saxlayır. Bizdə reklam"
                + " cookie faylları yoxdur.\n"),
        quiet(
            "just-and-beyond",
            "Мы ведём каталог. Он ставит только необходимые cookie. Рекламных cookie у нас нет.\n"),
        finds(
            "just-and-beyond",
            "necessary cookies",
            "Біз каталог жүргіземіз. Ол тек қажетті cookie файлдарын сақтайды. Жарнамалық cookie"
                + " файлдары бізде бар.\n"),
        quiet(
            "section-not-there",
            "Хаттарды «Билет → Хаттар» бөлімінде тоқтатасыз. Біз айына бір рет жазамыз.\n"),
        quiet(
            "many-names",
            "Біз жеке деректерді «Дербес деректер және оларды қорғау туралы» заң бойынша"
                + " сақтаймыз. Жеке деректер үйде жатады.\n"),
        finds(
            "many-names",
            "two names",
            "Біз жеке деректерді заң бойынша сақтаймыз. «Дербес деректер» үйде жатады.\n"),
        quiet(
            "never-defined",
            "Читатель приходит к стойке Оператора и берёт книгу.\n\n"
                + "Оператор списка читателей: Городская библиотека, Мельничная улица.\n"),
        finds(
            "never-defined",
            "Оператора",
            "Читатель приходит к стойке Оператора и берёт книгу.\n\n"
                + "Оператор ведёт список читателей и книг.\n"),
        quiet(
            "never-defined", "Мы отдаём список вот когда: Компании сливаются, и зал переезжает.\n"),
        finds(
            "spelling",
            "конфиденциальн",
            "Мы ведём каталог. Конфидетиальность читателя и списка нам важна.\n"),
        finds(
            "spelling",
            "yanlış",
            "Biz kataloq aparırıq. Kitabın adı yalnış yazılıbsa, bizə deyin.\n"),
        finds(
            "spelling",
            "орналастыр",
            "Біз каталог жүргіземіз. Ол залда орналыстырылған және бәріне ашық.\n"),
        finds(
            "impossible-letters",
            "аеться",
            "Карточка читателя закрываеться через год, и книгу пора вернуть.\n"),
        quiet(
            "impossible-letters",
            "Карточка читателя закрывается через год, её пора закрываться.\n"),
        finds(
            "impossible-letters",
            "баланыз",
            "Біз каталог жүргіземіз. Егер баланыз кітап алса, бізге айтыңыз.\n"),
        finds(
            "impossible-letters",
            "бермеймыз",
            "Біз каталог жүргіземіз. Тізімді ешкімге бермеймыз, кітапты қайтаруды күтеміз.\n"),
        finds(
            "impossible-letters",
            "сақтаитын",
            "Біз каталог жүргіземіз. Тізімді сақтаитын адам кітапханада отырады.\n"),
        finds(
            "impossible-letters",
            "кітапханалык",
            "Біз каталог жүргіземіз. Бұл кітапханалык қызмет тегін.\n"),
        quiet(
            "impossible-letters",
            "Біз каталог жүргіземіз. Егер балаңыз кітап алса, кітапханалық қызмет тегін.\n"),
        finds(
            "misplaced-space",
            "behind the bracket",
            "Мы пишем читателю (раз в год)напоминание о книге.\n"),
        quiet(
            "misplaced-space",
            "Мы пишем читателю (раз в год) напоминание о книге(ах). Біз (ЖШС)нің билетін"
                + " береміз.\n"),
        finds(
            "doubled-word",
            "olunan",
            "Kitablar burada idarə olunan və idarə olunan anbarda qalır və oxucu gözləyir.\n"),
        quiet(
            "doubled-word",
            "Kitablar burada idarə olunan və icarə olunan anbarda qalır və oxucu gözləyir.\n"),
        quiet(
            "many-names",
            "Biz kataloq aparırıq və bu barədə yazırıq. Kukilər (cookies) kiçik fayllardır. Kukilər"
                + " kitabxanada qalır.\n"),
        finds(
            "many-names",
            "two names",
            "Kukilər kiçik fayllardır və burada qalır. Biz cookies silirik.\n"),
        quiet(
            "misspelt-term",
            "Мы ведём каталог книг. Читатель видит реакции других и результаты тестов.\n"),
        quiet(
            "glued-words",
            "Библиотека работает с PayDesk для штрафов. Касса: Pay Desk, она у входа.\n"),
        // Refused for one purpose only; a heading claims nothing, nor do points below a refusal.
        quiet(
            "no-and-yes",
            "Мы ведём каталог. Мы не передаём карточки третьим лицам в рекламных целях. Мы передаём"
                + " карточки третьим лицам, которые переплетают книги.\n"),
        finds(
            "no-and-yes",
            "third parties",
            "Мы ведём каталог. Мы не передаём карточки третьим лицам. Мы передаём карточки третьим"
                + " лицам, которые переплетают книги.\n"),
        quiet(
            "no-and-yes",
            "2. Передача карточек третьим лицам\n\nМы ведём каталог. Мы не передаём карточки"
                + " третьим лицам.\n"),
        quiet(
            "no-and-yes",
            "Мы ведём каталог. Мы не передаём карточки третьим лицам. Карточки не служат для:\n\n"
                + "- передачи списка третьим лицам;\n- продажи книг.\n"),
        quiet(
            "placeholder",
            "Читатель называет имя, наименование организации и школу, где учится.\n"),
        // Vague.
        finds(
            "kept-as-needed",
            "мерзімнен",
            "Біз тізімді оның мақсаты талап ететін мерзімнен артық сақтамаймыз.\n"),
        finds("no-number", "as soon as possible", "We answer your letter as soon as possible.\n"),
        quiet(
            "no-number",
            "We answer your letter as soon as possible, at the latest within 10 days. Please let us"
                + " know as soon as possible when you lose your card.\n"),
        finds(
            "kept-as-needed",
            "столько, сколько необходимо".replace(",", ""),
            "Мы храним ваши данные столько, сколько необходимо.\n"
                .replace("столько, сколько", "столько сколько")),
        quiet(
            "kept-as-needed",
            "Мы храним ваши данные столько сколько необходимо, но не дольше 12 месяцев.\n"),
        finds(
            "open-list",
            "və s",
            "Kitabxana oxucunun adını, ünvanını və s. saxlayır. Biz onu heç kimə vermirik.\n"),
        finds(
            "any-purpose",
            "other purposes",
            "We use the list of loans for statistics and other purposes.\n"),
        finds(
            "any-purpose",
            "өзге де зерттеулерді",
            "Біз тізімді статистикалық және өзге де зерттеулерді жүргізу үшін пайдаланамыз.\n"),
        quiet(
            "any-purpose",
            "We use the list of loans for statistics and for no other purpose. We do not use it for"
                + " other purposes.\n"));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void aCheckFindsWhatItIsForAndNothingElse(Story story) {
    var found = Shelf.found(story.check(), story.text());
    if (story.says().isEmpty()) assertThat(found).as(story.text()).isEmpty();
    else {
      assertThat(found)
          .as(story.text())
          .isNotEmpty()
          .anyMatch(
              it ->
                  it.what().contains(story.says())
                      || it.spots().stream().anyMatch(spot -> spot.quote().contains(story.says())));
    }
  }

  /// A check nobody tells a story of is a check nobody knows to work.
  @Test
  void everyCheckHasStories() {
    var told =
        Stream.concat(
                stories().map(Story::check),
                Stream.of(
                    "missing", "date-without-day", "against-the-law", "law-wants", "late-answer"))
            .distinct()
            .toList();
    assertThat(Checks.all()).extracting(Check::name).isSubsetOf(told).doesNotHaveDuplicates();
  }

  /// Slips and what is right stand in the same order.
  @Test
  void everySlipHasItsRight() {
    for (var tongue : List.of(Tongue.KK, Tongue.AZ, Tongue.RU, Tongue.EN)) {
      assertThat(Shelf.WORDS.list("spelling/slip", tongue))
          .hasSameSizeAs(Shelf.WORDS.list("spelling/right", tongue));
    }
  }

  @Test
  void aMonthIsNoDay() {
    assertThat(
            Shelf.found(
                "date-without-day",
                "Effective date: October 2026\n\nThe library keeps the names of its readers.\n"))
        .hasSize(1);
    assertThat(
            Shelf.found(
                "date-without-day",
                "Effective date: 3 October 2026\n\nThe library keeps the names of its readers.\n"))
        .isEmpty();
    assertThat(
            Shelf.found(
                "date-without-day",
                "Күшіне енетін күні: 2026 жылғы қазан\n\n"
                    + "Кітапхана оқырмандардың атын сақтайды және ешкімге бермейді.\n"))
        .hasSize(1);
    assertThat(
            Shelf.found(
                "date-without-day",
                "Күшіне енетін күні: 2026 жылғы 3 қазан\n\n"
                    + "Кітапхана оқырмандардың атын сақтайды және ешкімге бермейді.\n"))
        .isEmpty();
  }

  @Test
  void aBarBindsTwoWords() {
    var sentence =
        new Sentence("we may pass lists", 0, Cutter.tokens("we may pass lists", 0, Tongue.EN));
    assertThat(Phrase.of("we share|may pass lists", Tongue.EN).in(sentence)).isPresent();
    for (var wrong : List.of("we share | may pass", "share| pass", "share ||pass")) {
      assertThatThrownBy(() -> Phrase.of(wrong, Tongue.EN))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong);
    }
  }

  @Test
  void oneStretchLeftToBeFilledInIsToldOnce() {
    assertThat(
            Shelf.found(
                "placeholder",
                "Lorem ipsum dolor sit amet. Write to [insert address] or to [insert name].\n"))
        .hasSize(3);
  }

  @Test
  void anotherLanguageGetsWhatNeedsNoWords() {
    var found =
        Shelf.read(
            "Tallennamme osoitteesi osoitteesi lainojen lähettämistä varten emmekä luovuta sitä."
                + " Lue säännöt [täältä](#) ennen kuin liityt.\n");
    assertThat(found)
        .extracting(Finding::check)
        .contains("doubled-word", "dead-link")
        .doesNotContain("missing", "spelling");
  }
}
