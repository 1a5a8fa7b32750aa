package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Kazakh says it at the end of the verb.
final class KazakhGrammar extends Grammar {
  private static final Pattern REFUSED =
      Pattern.compile(
          ".+(?:[мбп][ае])(?:й(?:м[ыі][нз]|мыз|міз|с[ыі][нз]|сыз|сіз|д[ыі]|т[ыі]н.*|ақ|ек)?|ған.*|ген.*|с(?:а|е)(?:ңыз|ңіз|м|к|қ)?|ңыз|ңіз|ңыздар|у|уы.*|уі.*|уға|уге|удың|удің|уды|уді|стан|стен|пын|ді|ды|дық|дік)$");
  private static final Pattern NOUN =
      Pattern.compile(
          ".*(?:бағдарлама|сауалнама|жарнама|платформа|қолданба|мәлімдеме|түсініктеме|хабарлама|аударма|ереже|тарма|кеңсе|шама|алма[ст]|болжама|жазба)(?:ңыз|ңіз|ны|ға|сы|лар).*|немесе|.*/немесе|мәселе.*|қоспағанда.*|болдырма[уғс].*|алмас.*|жасамас.*|сиппа.*|кеме.*");
  private static final Pattern WE =
      Pattern.compile(".+(?:[аейия]м[ыі]з|амыз|еміз|ймыз|йміз|йық|йік|са[қ]|сек)$");
  private static final Pattern YOU =
      Pattern.compile(
          ".+(?:[аей]с[ыі]з|асыз|есіз|йсыз|йсіз|с[ае]ңыз|с[ае]ңіз|саңыз|сеңіз|аңыз|еңіз|йыңыз|йіңіз|[лтд][ыі]с[ыі]з)$");
  private static final Pattern THEY = Pattern.compile(".+(?:ады|еді|йды|йді|тын|тін)$");
  private static final Pattern CAN =
      Pattern.compile(
          "ал(?:ады|амыз|асыз|атын.*|майды|маймыз|майсыз|майтын.*|ғанша|ады|маған.*|мау.*|у)");
  private static final Pattern OUR =
      Pattern.compile(".+[ыі]?м[ыі]з(?:дің|дың|ді|ды|ге|ға|де|да|ден|дан|бен|мен|дегі|дағы|мен)?$");
  private static final Pattern YOUR =
      Pattern.compile(".+[ыі]?ң[ыі]з(?:дің|дың|ді|ды|ге|ға|де|да|ден|дан|бен|мен|дегі|дағы)?$");

  KazakhGrammar() {
    super(
        listed(
            """
            және мен бен пен немесе үшін арқылы бойынша сол осы бұл оның олар оларды олардың біз біздің бізді бізге бізден сіз сіздің сізге сізден сізді сізбен
            бізбен болып табылады болады болған болса дейін ондай мұндай осындай сондай соған онда ретінде барлық өзінің өзі соның оған деген дегеніміз егер
            келесі келесілер төмендегі жоғарыда берілген жасау жасайды жасаймыз көрсетілген бірге бірақ дегенмен алайда тағы мына кімге шейін тиіс мүмкін керек
            емес жоқ
            """));
  }

  @Override
  List<Clue> clues(Unit unit) {
    var words = unit.folded();
    var all = new ArrayList<Clue>();
    for (int at = 0; at < words.size(); at++) {
      var it = words.get(at);
      var next = word(words, at + 1);
      boolean auxiliary =
          CAN.matcher(it).matches()
                  && fits(word(words, at - 1), ".+[аейяи]")
                  && !small(word(words, at - 1))
                  && !fits(word(words, at - 1), "да|де|та|те|ғана|.+ға|.+қа")
              || fits(it, "(?:бол|ет[пуіт]|етіл|қыл)[а-яіңғүұқөһә]*");
      if (it.equals("емес")) {
        var before = word(words, at - 1);
        if (!fits(before, "ғана|кем|тек") && !next.equals("сонымен") && !describes(unit, at)) {
          all.add(
              new Clue(
                  anchor(unit, before.equals("мүмкін") ? at - 1 : at, true),
                  at,
                  true,
                  fits(next, "болса.*|болған"),
                  false,
                  false,
                  Clue.Who.UNSAID));
        }
        continue;
      }
      if (fits(it, "жоқ(?:пыз|сыз|тығы.*)?") && !denying(unit, at)) {
        all.add(
            new Clue(
                anchor(unit, at, false),
                at,
                true,
                fits(next, "болса.*|болған"),
                false,
                false,
                Clue.Who.UNSAID));
        continue;
      }
      boolean refused =
          REFUSED.matcher(it).matches()
              && !name(unit, at)
              && (!fits(it, ".+[мбп][ае](?:ңыз|ңіз|ды|ді|дық|дік|с|н.*)") || acting(unit, at))
              && !denying(unit, at)
              && !NOUN.matcher(it).matches()
              // `Except` unless something was needed, and `reject`, which the others say without a
              // denial.
              && !(fits(it, "болмағанда|болмаса")
                  && !fits(word(words, at - 1), "қажет|керек|енді|мүмкін"))
              && !fits(it, "қабылдама(?:с|у|ға|ды).*")
              // Under age.
              && !(fits(it, "(?:толма|жетпе)\\p{L}+")
                  && fits(word(words, at - 1), "жас.*|кәмелет.*"));
      boolean may =
          next.equals("мүмкін") && !fits(word(words, at + 2), "емес|болма\\p{L}*")
              || next.equals("болады")
                  && fits(it, ".+[ую](?:ы|і)?(?:ңыз|ңіз|мыз|міз)?(?:ға|ге|на|не)")
              || auxiliary && it.startsWith("ал") && !refused;
      boolean must =
          fits(next, "керек|тиіс|тиіспіз|міндетті.*")
              && fits(it, ".+[ую](?:ы|і)?(?:ңыз|ңіз|мыз|міз|лар.*)?(?:ға|ге|на|не)?|.+(?:ы|і)");
      var who =
          fits(word(words, at), ".+[ую](?:ы|і)(?:ңыз|ңіз)(?:ға|ге)?") && (may || must)
                  || YOU.matcher(it).matches()
                      && !fits(it, "қамтамасыз|қолайсыз|ыңғайсыз|жайсыз")
                      && !noun(unit, at)
              ? Clue.Who.YOU
              : fits(it, ".+[ую](?:ы|і)м(?:ыз|із)(?:ға|ге)?") && (may || must)
                      || WE.matcher(it).matches() && !noun(unit, at)
                  ? Clue.Who.WE
                  : THEY.matcher(it).matches() ? Clue.Who.THEY : Clue.Who.UNSAID;
      if (refused || may || must || who != Clue.Who.UNSAID) {
        all.add(
            new Clue(
                anchor(unit, at, auxiliary),
                at,
                refused,
                fits(
                        it,
                        ".+с[ае](?:ңыз|ңіз|м|қ|к)?|.+[мбп][ае]ған(?:да|дай|ша)|.+[мбп][ае]ген(?:де|дей|ше)")
                    || fits(next, "болса.*|жағдай.*|кезде|үшін"),
                may,
                must,
                who));
      }
    }
    return all;
  }

  /// `Белсенді емес тіркелгілер`, `мүмкін емес етеді`: what is no act is denied, and said of the
  /// next word; other languages have one word for it (*dormant*, *impossible*).
  static boolean describes(Unit unit, int at) {
    var words = unit.folded();
    var next = word(words, at + 1);
    return words.get(at).equals("емес")
        && !next.isEmpty()
        && !parted(unit, at, at + 1)
        && !fits(word(words, at - 1), "ғана|кем|тек|.+(?:ған|ген|қан|кен|тын|тін|ушы|уші)")
        && !fits(next, "болса.*|болған.*|сонымен|екен.*|деп|және|немесе|бірақ|әрі|ме|ма|пе|па")
        && (fits(next, "ет[пуіет].*|қыл.*")
            || unit.mentions().stream()
                .anyMatch(it -> it.from() == at + 1 && (!acts(it) || it.small())));
  }

  /// `қолданбамыз` is our application, not our act.
  private static boolean noun(Unit unit, int at) {
    for (var it : unit.mentions()) {
      if (it.from() <= at && at < it.to()) {
        return it.to() - it.from() == 1 && !acts(it) && !it.small();
      }
    }
    return false;
  }

  /// `Абай көшесі`: within a sentence only names begin with a capital letter, and deny nothing.
  private static boolean name(Unit unit, int at) {
    if (at == 0) return false;
    var before = unit.words().get(at - 1).token();
    var token = unit.words().get(at).token();
    return before.end() + 1 == token.start()
        && Character.isUpperCase(token.text().codePointAt(0))
        && token.text().chars().skip(1).noneMatch(Character::isUpperCase);
  }

  @Override
  boolean denies(List<String> folded, int at) {
    var it = folded.get(at);
    return fits(
                it,
                "тыйым|қоспағанда.*|болмағанда|қабылдама(?:с|у|ға|ды).*|болдырма[уғс].*|тек|ғана|жалғыз|онсыз|[а-яәіңғүұқөһ]{3,}[ғқгк](?:анша|енше)|[а-яәіңғүұқөһ]{3,}(?:сыз|сіз)(?:дық|дік)?")
            && !fits(it, "қауіпсіз.*|тәуелсіз|.*[аейыі]йсыз|.*[аеый]с[ыі]з|сөзсіз|шартсыз|бағасыз")
        || it.equals("басқа") && fits(word(folded, at - 1), ".+(?:дан|ден|тан|тен|нан|нен)")
        || it.equals("бұрын")
        || fits(it, "тыс|төмен|толмаған|жетпеген|дейін");
  }

  @Override
  Clue.Who owner(List<String> folded, Mention mention) {
    var it = folded.get(mention.to() - 1);
    if (YOUR.matcher(it).matches()) return Clue.Who.YOU;
    if (OUR.matcher(it).matches()) return Clue.Who.WE;
    return Clue.Who.UNSAID;
  }

  @Override
  Role role(List<String> folded, Mention mention) {
    if (fits(word(folded, mention.to()), "тарапынан|жағынан")) return Role.BY;
    var it = folded.get(mention.to() - 1);
    if (fits(it, ".{4,}[мбп]ен")) return Role.WITH;
    if (fits(it, ".{4,}(?:ға|ге|қа|ке|на|не)")) return Role.TO;
    if (fits(it, ".{4,}(?:дан|ден|тан|тен|нан|нен)")) return Role.FROM;
    return Role.UNSAID;
  }
}
