package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What the endings and the small words of a language say: refusal, possibility, duty, who acts, whose.
///
/// This is no parser. Kazakh and Azerbaijani carry all of it at the end of the verb, so a table of endings
/// tells it; Russian and English carry it in small words before the verb.
abstract class Grammar {
  /// What a noun is to the act.
  enum Role { BY, WITH, TO, FROM, UNSAID }

  static Grammar of(Tongue tongue) {
    return switch (tongue) {
      case KK -> KAZAKH;
      case AZ -> AZERBAIJANI;
      case RU -> RUSSIAN;
      case EN -> ENGLISH;
      case OTHER -> UNKNOWN;
    };
  }

  /// Compiled once each; the patterns stand where they are used, because that is where they can be understood.
  private static final java.util.Map<String, Pattern> PATTERNS = new java.util.concurrent.ConcurrentHashMap<>();

  static boolean fits(String word, String pattern) {
    return PATTERNS.computeIfAbsent(pattern, Pattern::compile).matcher(word).matches();
  }

  private static Set<String> listed(String words) {
    return new java.util.HashSet<>(List.of(words.strip().split("\\s+")));
  }

  private static final Grammar KAZAKH = new Kazakh();
  private static final Grammar AZERBAIJANI = new Azerbaijani();
  private static final Grammar RUSSIAN = new Russian();
  private static final Grammar ENGLISH = new English();
  private static final Grammar UNKNOWN = new Unknown();

  /// The clues of a unit, from left to right.
  abstract List<Clue> clues(Unit unit);

  /// Whether the word only joins others.
  abstract boolean small(String folded);

  /// Words that say no without a negated verb: except, without, only, below.
  abstract boolean denies(List<String> folded, int at);

  /// To whom a noun belongs.
  abstract Clue.Who owner(List<String> folded, Mention mention);

  abstract Role role(List<String> folded, Mention mention);

  /// Number of words that deny, negated verbs included.
  final int denials(Unit unit) {
    int all = (int) unit.clues().stream().filter(Clue::refused).count();
    for (int at = 0; at < unit.folded().size(); at++) {
      int word = at;
      if (denies(unit.folded(), at) && unit.clues().stream().noneMatch(it -> it.refused() && it.at() == word)) all++;
    }
    return all;
  }

  /// The mention that the verb at a word means. An auxiliary points back to the word that means something.
  static int anchor(Unit unit, int at, boolean auxiliary) {
    var all = unit.mentions();
    for (int index = 0; index < all.size(); index++) {
      var it = all.get(index);
      if (it.from() <= at && at < it.to() && !auxiliary) return light(unit, index);
    }
    for (int index = all.size() - 1; index >= 0; index--) {
      var it = all.get(index);
      // `Келіскеннен кейін істейміз`: what comes after another act is not that act.
      if (it.to() <= at && at - it.to() < 3 && acts(it) && !fits(unit.folded().get(it.to() - 1), ".+[ғқгк][ае]н(?:нен|нан)|.+d[iuü][kq]d[aə]n")) return light(unit, index);
    }
    return -1;
  }

  /// `шағым жасау`, `razılıq vermək`: the act stands before the verb that only carries it.
  private static int light(Unit unit, int index) {
    var all = unit.mentions();
    var it = all.get(index);
    boolean carries = it.means("carry-out") || it.means("give") || it.means("receive");
    if (!carries || index == 0 || all.get(index - 1).to() != it.from() || !acts(all.get(index - 1))) return index;
    // A verb with an ending of its own is no object of the next.
    return fits(unit.folded().get(it.from() - 1), ".*(?:ңыз|ңіз|с[ае]|[ыі]п|с[ыі]з|s[iuü]z|n[iuü]z|s[aə]|[iuü]b|[aə]raq|[aə]r[aə]k)") ? index : index - 1;
  }

  /// The nearest act before a word, however far.
  static int last(Unit unit, int at) {
    for (int index = unit.mentions().size() - 1; index >= 0; index--) if (unit.mentions().get(index).to() <= at && acts(unit.mentions().get(index))) return index;
    return -1;
  }

  /// Whether a word can be a verb: it is no thing, and does not say no by its meaning already.
  static boolean acting(Unit unit, int at) {
    for (var it : unit.mentions()) {
      if (it.from() <= at && at < it.to()) return acts(it) || it.small() || it.means("access") || it.to() - it.from() > 1 && !it.is(Concept.Kind.DATA) && !it.is(Concept.Kind.THING) && !it.is(Concept.Kind.PARTY);
    }
    return true;
  }

  /// Whether the word says no by what it means already: `unauthorised`.
  static boolean denying(Unit unit, int at) {
    return unit.mentions().stream().anyMatch(it -> it.from() <= at && at < it.to() && (it.means("unauthorised") || it.means("misuse")));
  }

  /// The first act that is mentioned after a word.
  static int following(Unit unit, int at, int within) {
    var all = unit.mentions();
    for (int index = 0; index < all.size(); index++) {
      var it = all.get(index);
      if (it.from() >= at && it.from() - at <= within && acts(it)) return index;
    }
    return -1;
  }

  static boolean acts(Mention it) {
    return it.is(Concept.Kind.ACT) || it.is(Concept.Kind.CHOICE) || it.is(Concept.Kind.RIGHT) || it.is(Concept.Kind.MEASURE) || it.means("exist") || it.means("basis");
  }

  /// Whether a comma or another sign that parts stands between two words.
  static boolean parted(Unit unit, int from, int to) {
    for (int at = from; at < to; at++) {
      var before = unit.words().get(at);
      var word = unit.words().get(at + 1);
      if (before.block() != word.block() || before.token().end() > word.token().start()) continue;
      if (before.block().text().substring(before.token().end(), word.token().start()).chars().anyMatch(it -> ",;:()—–".indexOf(it) >= 0)) return true;
    }
    return false;
  }

  static String word(List<String> folded, int at) {
    return at < 0 || at >= folded.size() ? "" : folded.get(at);
  }

  private static final class Kazakh extends Grammar {
    private static final Pattern REFUSED = Pattern.compile(".+(?:[мбп][ае])(?:й(?:м[ыі][нз]|мыз|міз|с[ыі][нз]|сыз|сіз|д[ыі]|т[ыі]н.*|ақ|ек)?|ған.*|ген.*|с(?:а|е)(?:ңыз|ңіз|м|к|қ)?|ңыз|ңіз|ңыздар|у|уы.*|уі.*|уға|уге|удың|удің|уды|уді|стан|стен|пын|ді|ды|дық|дік)$");
    private static final Pattern NOUN = Pattern.compile(".*(?:бағдарлама|сауалнама|жарнама|платформа|қолданба|мәлімдеме|түсініктеме|хабарлама|аударма|ереже|тарма|кеңсе|шама|алма[ст]|болжама|жазба)(?:ңыз|ңіз|ны|ға|сы|лар).*|немесе|.*/немесе|мәселе.*|қоспағанда.*|болдырма[уғс].*|алмас.*|жасамас.*|сиппа.*|кеме.*");
    private static final Pattern WE = Pattern.compile(".+(?:[аейия]м[ыі]з|амыз|еміз|ймыз|йміз|йық|йік|са[қ]|сек)$");
    private static final Pattern YOU = Pattern.compile(".+(?:[аей]с[ыі]з|асыз|есіз|йсыз|йсіз|с[ае]ңыз|с[ае]ңіз|саңыз|сеңіз|аңыз|еңіз|йыңыз|йіңіз|[лтд][ыі]с[ыі]з)$");
    private static final Pattern THEY = Pattern.compile(".+(?:ады|еді|йды|йді|тын|тін)$");
    private static final Pattern CAN = Pattern.compile("ал(?:ады|амыз|асыз|атын.*|майды|маймыз|майсыз|майтын.*|ғанша|ады|маған.*|мау.*|у)");
    private static final Pattern OUR = Pattern.compile(".+[ыі]?м[ыі]з(?:дің|дың|ді|ды|ге|ға|де|да|ден|дан|бен|мен|дегі|дағы|мен)?$");
    private static final Pattern YOUR = Pattern.compile(".+[ыі]?ң[ыі]з(?:дің|дың|ді|ды|ге|ға|де|да|ден|дан|бен|мен|дегі|дағы)?$");
    private static final Set<String> SMALL = listed("""
        және мен бен пен немесе үшін арқылы бойынша сол осы бұл оның олар оларды олардың біз біздің бізді бізге бізден сіз сіздің сізге сізден сізді сізбен
        бізбен болып табылады болады болған болса дейін ондай мұндай осындай сондай соған онда ретінде барлық өзінің өзі соның оған деген дегеніміз егер
        келесі келесілер төмендегі жоғарыда берілген жасау жасайды жасаймыз көрсетілген бірге бірақ дегенмен алайда тағы мына кімге шейін тиіс мүмкін керек
        емес жоқ
        """);

    @Override
    List<Clue> clues(Unit unit) {
      var words = unit.folded();
      var all = new ArrayList<Clue>();
      for (int at = 0; at < words.size(); at++) {
        var it = words.get(at);
        var next = word(words, at + 1);
        boolean auxiliary = CAN.matcher(it).matches() && fits(word(words, at - 1), ".+[аейяи]") && !SMALL.contains(word(words, at - 1)) && !fits(word(words, at - 1), "да|де|та|те|ғана|.+ға|.+қа") || fits(it, "(?:бол|ет[пуіт]|етіл|қыл)[а-яіңғүұқөһә]*");
        if (it.equals("емес")) {
          var before = word(words, at - 1);
          if (!fits(before, "ғана|кем|тек") && !next.equals("сонымен")) all.add(new Clue(anchor(unit, before.equals("мүмкін") ? at - 1 : at, true), at, true, fits(next, "болса.*|болған"), false, false, Clue.Who.UNSAID));
          continue;
        }
        if (fits(it, "жоқ(?:пыз|сыз|тығы.*)?") && !denying(unit, at)) {
          all.add(new Clue(anchor(unit, at, false), at, true, fits(next, "болса.*|болған"), false, false, Clue.Who.UNSAID));
          continue;
        }
        boolean refused = REFUSED.matcher(it).matches() && (!fits(it, ".+[мбп][ае](?:ңыз|ңіз|ды|ді|дық|дік|с|н.*)") || acting(unit, at)) && !denying(unit, at) && !NOUN.matcher(it).matches()
            // `Except` unless something was needed, and `reject`, which the others say without a denial.
            && !(fits(it, "болмағанда|болмаса") && !fits(word(words, at - 1), "қажет|керек|енді|мүмкін")) && !fits(it, "қабылдама(?:с|у|ға|ды).*")
            // Under age.
            && !(fits(it, "(?:толма|жетпе)\\p{L}+") && fits(word(words, at - 1), "жас.*|кәмелет.*"));
        boolean may = next.equals("мүмкін") && !word(words, at + 2).equals("емес") || next.equals("болады") && fits(it, ".+[ую](?:ы|і)?(?:ңыз|ңіз|мыз|міз)?(?:ға|ге|на|не)") || auxiliary && it.startsWith("ал") && !refused;
        boolean must = fits(next, "керек|тиіс|тиіспіз|міндетті.*") && fits(it, ".+[ую](?:ы|і)?(?:ңыз|ңіз|мыз|міз|лар.*)?(?:ға|ге|на|не)?|.+(?:ы|і)");
        var who = fits(word(words, at), ".+[ую](?:ы|і)(?:ңыз|ңіз)(?:ға|ге)?") && (may || must) || YOU.matcher(it).matches() && !fits(it, "қамтамасыз|қолайсыз|ыңғайсыз|жайсыз") && !noun(unit, at) ? Clue.Who.YOU
            : fits(it, ".+[ую](?:ы|і)м(?:ыз|із)(?:ға|ге)?") && (may || must) || WE.matcher(it).matches() && !noun(unit, at) ? Clue.Who.WE
            : THEY.matcher(it).matches() ? Clue.Who.THEY : Clue.Who.UNSAID;
        if (refused || may || must || who != Clue.Who.UNSAID) all.add(new Clue(anchor(unit, at, auxiliary), at, refused, fits(it, ".+с[ае](?:ңыз|ңіз|м|қ|к)?|.+[мбп][ае]ған(?:да|дай|ша)|.+[мбп][ае]ген(?:де|дей|ше)") || fits(next, "болса.*|жағдай.*|кезде|үшін"), may, must, who));
      }
      return all;
    }

    /// `қолданбамыз` is our application, not our act.
    private static boolean noun(Unit unit, int at) {
      for (var it : unit.mentions()) if (it.from() <= at && at < it.to()) return it.to() - it.from() == 1 && !acts(it) && !it.small();
      return false;
    }

    @Override
    boolean small(String folded) {
      return SMALL.contains(folded);
    }

    @Override
    boolean denies(List<String> folded, int at) {
      var it = folded.get(at);
      return fits(it, "қоспағанда.*|болмағанда|қабылдама(?:с|у|ға|ды).*|болдырма[уғс].*|тек|ғана|жалғыз|[а-яәіңғүұқөһ]{3,}[ғқгк](?:анша|енше)|[а-яәіңғүұқөһ]{3,}(?:сыз|сіз)(?:дық|дік)?") && !fits(it, "қауіпсіз.*|тәуелсіз|.*[аейыі]йсыз|.*[аеый]с[ыі]з|сөзсіз|шартсыз|бағасыз")
          || it.equals("басқа") && fits(word(folded, at - 1), ".+(?:дан|ден|тан|тен|нан|нен)") || it.equals("бұрын") || fits(it, "тыс|төмен|толмаған|жетпеген|дейін");
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

  private static final class Azerbaijani extends Grammar {
    private static final Pattern REFUSED = Pattern.compile(".+(?:m[iuü]r(?:iq|ik|uq|ük|lar|lər|sin[iı]z|s[iuü]n[iuü]z|am|əm)?(?:s[aə])?|m[aə](?:y[aə]c[aə][kqğy].*|m[iı]ş.*|z(?:lar|lər|siniz|san|sən|dir)?|y[aə]n.*|s[aə](?:n[iı]z|lar|lər|q|k|m)?|y[aə]r[aə]q|y[iı]b.*|m[iı]s.*|zs[aə].*|m[aə][kqğylsn].*|d[iı][ğykq].*|d[iı](?:k|q|lar|lər|niz)?|r[iı]k|r[iı]q)|m[aə]y[iı]n)$");
    private static final Pattern WE = Pattern.compile(".+(?:[iuü]r[iuü][kq]|r[iuü][kq]|c[aə][yğ][iı][kq]|[aə]r[iı][kq]|d[iuü][kq]|l[iı]y[iı][kq])$");
    private static final Pattern YOU = Pattern.compile(".+(?:s[iuü]n[iuü]z|s[iı]n[iı]z|l[iı]s[iı]n[iı]z)$");
    private static final Pattern THEY = Pattern.compile(".+(?:[iuü]r|c[aə]k|ac[aə]q|[aə]r|l[aə]r)$");
    private static final Pattern CAN = Pattern.compile("bil(?:ər.*|ir.*|ən.*|əcə.*|mə(?:z|yə).*|mər.*|mək.*|diyi.*|ə|məsi.*)");
    private static final Pattern DUTY = Pattern.compile(".+m[aə]l[iı](?:y[iı].*|d[iı]r.*|s[iı]n[iı]z|yd[iı])?$");
    private static final Set<String> SMALL = listed("""
        və yaxud ya ilə üçün bu həmin onun onlar onları onların onu ona biz bizim bizə bizi bizdən siz sizin sizə sizi sizdən sizinlə bizimlə olan olaraq
        olunur edilir edən etmək edilən edirik ki də da isə lakin amma belə hər bir heç əgər görə üzrə üzərindən vasitəsilə tərəfindən qarşı aşağıda yuxarıda
        göstərilən necə nə hansı olsa olduqda həm deyil deyildir var yoxdur edilməsi edilmiş edilməsinə edə ola bilər olması olmaq mümkün bunun buna bunu
        sonra
        """);

    @Override
    List<Clue> clues(Unit unit) {
      var words = unit.folded();
      var all = new ArrayList<Clue>();
      for (int at = 0; at < words.size(); at++) {
        var it = words.get(at);
        boolean last = at == words.size() - 1;
        boolean auxiliary = fits(it, "(?:et|ed|ol|bil|ver|qal|gör)[a-zəüöğışç]*") && !fits(it, "ölkə.*|verilən.*|bildir.*|vergi.*|edən");
        if (fits(it, "deyil(?:dir|sə|siniz.*)?")) {
          if (!word(words, at + 1).equals("həm")) all.add(new Clue(anchor(unit, at, true), at, true, fits(it, ".*s[aə].*"), false, false, Clue.Who.UNSAID));
          continue;
        }
        if (fits(it, "yoxdur|yoxdu|yox")) {
          all.add(new Clue(anchor(unit, at, false), at, true, fits(it, ".*s[aə].*"), false, false, Clue.Who.UNSAID));
          continue;
        }
        // `nə … nə də` denies verbs that carry no denial themselves.
        if (it.equals("nə") && word(words, at + 1).equals("də")) {
          all.add(new Clue(following(unit, at + 2, 4), at, true, false, false, false, Clue.Who.UNSAID));
          continue;
        }
        // `etməyin` is an order at the end of a sentence and a genitive inside one.
        boolean refused = (REFUSED.matcher(it).matches() || fits(it, ".+m[aə]y[aə]") && word(words, at + 1).startsWith("bil")) && !denying(unit, at) && !(fits(it, ".+m[aə]y[iı]n") && !last) && !fits(it, (fits(word(words, at - 1), "asili") ? "olmayaraq|" : fits(word(words, at - 1), "yaş\\p{L}*|həddi\\p{L}*") ? "çatma\\p{L}*|" : "") + "əlçatmaz|artiqlamasiyla|heç olmasa|olmasa|olmazsa|qalmadan|.*(?:proqram|forma|platforma|icma|qiymət|xidmət|zəmanət).*|məz.*|əmək.*|demək.*|göstərmədən başqa|.*lama[nk].*|bazar.*");
        boolean can = CAN.matcher(it).matches() && fits(word(words, at - 1), ".+[aə]");
        boolean may = can && !refused || it.startsWith("mümkün") && !word(words, at + 1).startsWith("deyil") && !word(words, at + 1).equals("qədər") && !word(words, at + 1).equals("olduğu") || it.equals("olar") && fits(word(words, at - 1), ".+m[aə][qk]");
        boolean must = DUTY.matcher(it).matches() && !fits(it, "əməli.*|mali.*|emali.*|.*əhəmiyyət.*|nəzarətçi.*") || fits(it, "gərək|borclu.*|məcbur.*") || it.equals("tələb") && fits(word(words, at + 1), "edilir|olunur|ediləcək|olunacaq");
        var who = YOU.matcher(it).matches() && acting(unit, at) ? Clue.Who.YOU : WE.matcher(it).matches() ? Clue.Who.WE : THEY.matcher(it).matches() && (last || auxiliary) ? Clue.Who.THEY : Clue.Who.UNSAID;
        if (last && who == Clue.Who.UNSAID && fits(it, ".+[iuü]n$") && anchor(unit, at, false) >= 0) who = Clue.Who.YOU;
        if (refused || may || must || who != Clue.Who.UNSAID) all.add(new Clue(anchor(unit, at, auxiliary || can || it.equals("tələb")), at, refused, fits(it, ".+m[aə](?:s[aə].*|d[iı]qda|d[iı]kd[aə]|m[iı]s.*s[aə]|zs[aə].*)") || fits(word(words, at + 1), "halda|üçün|təqdirdə") || fits(it, "bilm[aə](?:k|si|lər).*|bilsin.*"), may, must, who));
      }
      return all;
    }

    @Override
    boolean small(String folded) {
      return SMALL.contains(folded);
    }

    @Override
    boolean denies(List<String> folded, int at) {
      var it = folded.get(at);
      return fits(it, "yalniz|təkcə|yeganə|çatmayan|çatmamiş|istisna|xaric|başqa|altinda|əvvəl|qədər|olmadan") && !(it.equals("başqa") && !fits(word(folded, at - 1), ".+d[aə]n"))
          || fits(it, "[a-zəüöğşç]{3,}s[iuü]z(?:l[iuü][kq].*)?") && !fits(it, "təhlükəsiz.*|asilisiz.*|.*[aiuüə]s[iuü]z|əvəzsiz|şərtsiz|ödənişsiz|pulsuz|.*deyils.*");
    }

    @Override
    Clue.Who owner(List<String> folded, Mention mention) {
      var it = folded.get(mention.to() - 1);
      if (fits(it, ".+[iuü]?n[iuü]z(?:[iuüəa]|d[aə]n?|[iuü]n|l[aə])?$")) return Clue.Who.YOU;
      if (fits(it, ".+[iuü]?m[iuü]z(?:[iuüəa]|d[aə]n?|[iuü]n|l[aə])?$")) return Clue.Who.WE;
      return Clue.Who.UNSAID;
    }

    @Override
    Role role(List<String> folded, Mention mention) {
      var next = word(folded, mention.to());
      if (next.equals("tərəfindən")) return Role.BY;
      if (next.equals("ilə")) return Role.WITH;
      var it = folded.get(mention.to() - 1);
      if (fits(it, ".{4,}(?:l[aə]rl[aə]|yl[aə]|-l[aə])")) return Role.WITH;
      if (fits(it, ".{4,}d[aə]n")) return Role.FROM;
      if (fits(it, ".{4,}[rnyszm]?[aə]")) return Role.TO;
      return Role.UNSAID;
    }
  }

  private static final class Russian extends Grammar {
    private static final Set<String> SMALL = listed("""
        и в во на с со по к о об от до из за для при или а но что как это эти этот этой их его ее мы вы вас вам нас нам ваш ваши вашей ваших наш наши наших
        нашей они он она который которые которых которой также если когда чтобы такой такие таких свои своих быть были будет есть том только без не нет ни
        """);

    @Override
    List<Clue> clues(Unit unit) {
      var words = unit.folded();
      var all = new ArrayList<Clue>();
      for (int at = 0; at < words.size(); at++) {
        var it = words.get(at);
        var next = word(words, at + 1);
        if (it.equals("не") && !fits(next, "только|меньше|старше|младше|выше|ниже|хуже|лучше|позднее|позже|менее|более|ранее|реже|дольше|больше|раньше") || fits(it, "нет|нельзя|невозможно|запреща.*|запрещен.*")) {
          int anchor = following(unit, at + 1, 2);
          boolean modal = fits(next, "мож.*|мог.*|долж.*|обязан.*|вправе|буд.*|явля.*|счита.*|хот.*");
          all.add(new Clue(modal ? following(unit, at + 2, 3) : it.equals("нет") ? anchor(unit, at, false) : anchor, at, true, conditional(words, at), false, false, Clue.Who.UNSAID));
          continue;
        }
        // `Никакой другой`, without the second denial that Russian otherwise wants.
        if (fits(it, "никак\\p{L}+|ни") && words.stream().noneMatch(that -> fits(that, "не|нет|нельзя"))) {
          all.add(new Clue(following(unit, at + 1, 3), at, true, false, false, false, Clue.Who.UNSAID));
          continue;
        }
        if (it.equals("не") && fits(next, "дольше|позднее|позже|более")) {
          all.add(new Clue(last(unit, at), at, true, conditional(words, at), false, false, Clue.Who.UNSAID));
          continue;
        }
        boolean may = fits(it, "может|можете|можем|могут|могли|вправе|возможно|можно|мог|допускается") && !fits(word(words, at - 1), "не|насколько|технически|если");
        boolean must = fits(it, "должн.*|долж[еа]н|подлеж.*|обязан.*|необходимо|следует|обязуе.*") && !word(words, at - 1).equals("не");
        var who = it.equals("мы") ? Clue.Who.WE : it.equals("вы") ? Clue.Who.YOU : Clue.Who.UNSAID;
        if (who == Clue.Who.UNSAID && anchor(unit, at, false) >= 0 && acts(unit.mentions().get(anchor(unit, at, false))) && unit.mentions().get(anchor(unit, at, false)).from() <= at && at < unit.mentions().get(anchor(unit, at, false)).to()) {
          who = fits(it, ".{3,}(?:аем|яем|уем|еем|им|ем)") ? Clue.Who.WE : fits(it, ".{3,}(?:аете|яете|уете|ите|ете|йте|йтесь)") ? Clue.Who.YOU : fits(it, ".{3,}(?:ает|яет|ует|ит|ют|ут|ат|ят|ется|ются)") ? Clue.Who.THEY : Clue.Who.UNSAID;
        }
        boolean pronoun = it.equals("мы") || it.equals("вы");
        if (may || must) all.add(new Clue(following(unit, at + 1, 3), at, false, false, may, must, subject(words, at)));
        else if (pronoun) all.add(new Clue(following(unit, at + 1, 4), at, false, false, false, false, who));
        else if (who != Clue.Who.UNSAID) all.add(new Clue(anchor(unit, at, false), at, false, false, false, false, who));
      }
      return all;
    }

    private static boolean conditional(List<String> words, int at) {
      return words.subList(Math.max(0, at - 6), at).stream().anyMatch(it -> fits(it, "если|чтобы|пока"));
    }

    private static Clue.Who subject(List<String> words, int at) {
      for (int back = at - 1; back >= Math.max(0, at - 3); back--) {
        if (words.get(back).equals("мы")) return Clue.Who.WE;
        if (words.get(back).equals("вы")) return Clue.Who.YOU;
      }
      return fits(words.get(at), "можем") ? Clue.Who.WE : fits(words.get(at), "можете") ? Clue.Who.YOU : Clue.Who.UNSAID;
    }

    @Override
    boolean small(String folded) {
      return SMALL.contains(folded);
    }

    @Override
    boolean denies(List<String> folded, int at) {
      return fits(folded.get(at), "без|кроме|исключени\\p{L}+|единственн\\p{L}+|только|лишь|исключительно|прежде|пока") && !(fits(folded.get(at), "кроме|прежде") && fits(word(folded, at + 1), "того|всего")) || fits(folded.get(at), "младше|ниже|вне|несанкционирован.*|неправомерн.*");
    }

    @Override
    Clue.Who owner(List<String> folded, Mention mention) {
      for (int back = mention.from() - 1; back >= Math.max(0, mention.from() - 2); back--) {
        if (fits(folded.get(back), "ваш.*")) return Clue.Who.YOU;
        if (fits(folded.get(back), "наш.*")) return Clue.Who.WE;
      }
      return Clue.Who.UNSAID;
    }

    @Override
    Role role(List<String> folded, Mention mention) {
      for (int back = mention.from() - 1; back >= Math.max(0, mention.from() - 3); back--) {
        var it = folded.get(back);
        if (fits(it, "с|со")) return Role.WITH;
        if (fits(it, "от|из|у")) return Role.FROM;
        if (fits(it, "к|ко")) return Role.TO;
        if (!fits(it, "ваш.*|наш.*|друг.*|кажд.*|люб.*|эт.*|всех|сво.*")) break;
      }
      return Role.UNSAID;
    }
  }

  private static final class English extends Grammar {
    private static final Set<String> SMALL = listed("""
        the a an and or of to in on by for with from at as is are was were be been it its this that these those we us our you your they them their he she who
        which what when where how if than then so such not no do does did has have had will would shall may might can could must should any all each every
        other into through under over up out about also only but there here own same both either within while until because itself upon being between yours
        ours
        """);
    private static final Set<String> BETWEEN = listed("""
        may might can could must shall should will would do does did not never also only always then have has had are is be been therefore and or both
        ourselves to need no longer securely promptly ever cannot yourself
        """);

    @Override
    List<Clue> clues(Unit unit) {
      var words = unit.folded();
      var all = new ArrayList<Clue>();
      for (int at = 0; at < words.size(); at++) {
        var it = words.get(at);
        var next = word(words, at + 1);
        boolean no = (fits(it, "not|never|cannot|neither|nobody|nothing|none|unless|.+n't") || it.equals("nor") && !words.subList(0, at).contains("neither")) && !next.equals("only") && !fits(next, "later|more|less|longer|earlier") || it.equals("no") && !fits(next, "later|more|less|\\d.*") && !words.subList(0, at).contains("no");
        // `We keep them no longer than a year`: longer is what is denied.
        if (fits(it, "no|not") && fits(next, "longer|later|more") && word(words, at + 2).equals("than")) {
          all.add(new Clue(last(unit, at), at, true, conditional(unit, at), false, false, Clue.Who.UNSAID));
          continue;
        }
        // `except`, `unless` and `without` deny without a negated verb: see denies.
        if (no) {
          int anchor = it.equals("no") || it.equals("none") ? before(unit, at) : following(unit, at + 1, 3);
          all.add(new Clue(anchor >= 0 ? anchor : following(unit, at + 1, 4), at, true, it.equals("unless") || conditional(unit, at), false, false, Clue.Who.UNSAID));
          continue;
        }
        // `21 May 2013` is a date.
        boolean date = it.equals("may") && (fits(word(words, at - 1), "\\d{1,2}") || fits(next, "\\d{1,4}"));
        // `No visitor can be seen` says that it cannot.
        boolean none = words.subList(Math.max(0, at - 4), at).stream().anyMatch(that -> fits(that, "no|nobody|none|nothing|neither"));
        boolean may = !date && fits(it, "may|might|can|could") && !(fits(it, "can|could") && (none || fits(next, "not|never")));
        boolean must = fits(it, "must|shall|should|obliged") && !fits(next, "not|never") || fits(it, "ha(?:s|ve)|need|needs|required") && next.equals("to");
        var who = switch (it) {
          case "we" -> Clue.Who.WE;
          // `How they treated you;`: what ends a clause is no subject.
          case "you" -> ends(unit, at) ? Clue.Who.UNSAID : Clue.Who.YOU;
          case "they" -> Clue.Who.THEY;
          default -> Clue.Who.UNSAID;
        };
        if (may || must) all.add(new Clue(following(unit, at + 1, 3), at, false, fits(it, "can|could") && words.subList(Math.max(0, at - 4), at).contains("that"), may, must, subject(words, at)));
        else if (who != Clue.Who.UNSAID && !(at > 0 && !parted(unit, at - 1, at) && fits(words.get(at - 1), "to|with|from|about|for|of|by|tell|help|let|give|notify|contact|ask|allow|warn|offer|invite|enable|require|which|identify|recogni[sz]e|show|send|remind|remember"))) {
          int skip = at + 1;
          while (BETWEEN.contains(word(words, skip))) skip++;
          all.add(new Clue(following(unit, skip, 1), at, false, false, false, false, who));
        }
      }
      return all;
    }

    private static boolean ends(Unit unit, int at) {
      var word = unit.words().get(at);
      var text = word.block().text();
      if (fits(word(unit.folded(), at + 1), "on|in|with|for|about|of|at|by|from|to|as|through|under|when|if|that|the|a|an|our|more|again|directly|personally|separately")) return true;
      return at == unit.words().size() - 1 || word.token().end() < text.length() && ".;:)".indexOf(text.charAt(word.token().end())) >= 0;
    }

    /// `has no programme`: the verb stands before.
    private static int before(Unit unit, int at) {
      var all = unit.mentions();
      for (int index = all.size() - 1; index >= 0; index--) {
        var it = all.get(index);
        if (it.to() <= at && at - it.to() < 2 && it.means("exist")) return index;
      }
      return -1;
    }

    private static final int NEAR = 5;

    /// After `if`, near, or further where no comma ends the condition.
    private static boolean conditional(Unit unit, int at) {
      boolean parted = false;
      for (int back = at - 1; back >= 0; back--) {
        parted |= parted(unit, back, back + 1);
        if (parted && at - back > NEAR) return false;
        if (fits(unit.folded().get(back), "if|unless|where|when|whether")) return true;
      }
      return false;
    }

    private static Clue.Who subject(List<String> words, int at) {
      for (int back = at - 1; back >= Math.max(0, at - 2); back--) {
        if (words.get(back).equals("we")) return Clue.Who.WE;
        if (words.get(back).equals("you")) return Clue.Who.YOU;
      }
      return Clue.Who.UNSAID;
    }

    @Override
    boolean small(String folded) {
      return SMALL.contains(folded);
    }

    @Override
    boolean denies(List<String> folded, int at) {
      return fits(folded.get(at), "without|except|exception|exceptions|sole|only|solely|exclusively|below|under|outside|before|until|unauthori[sz]ed|prohibit.*|forbid.*|instead");
    }

    @Override
    Clue.Who owner(List<String> folded, Mention mention) {
      for (int back = mention.from() - 1; back >= Math.max(0, mention.from() - 2); back--) {
        if (folded.get(back).equals("your")) return Clue.Who.YOU;
        if (folded.get(back).equals("our")) return Clue.Who.WE;
      }
      return Clue.Who.UNSAID;
    }

    @Override
    Role role(List<String> folded, Mention mention) {
      for (int back = mention.from() - 1; back >= Math.max(0, mention.from() - 3); back--) {
        switch (folded.get(back)) {
          case "by" -> { return Role.BY; }
          case "with" -> { return Role.WITH; }
          case "to" -> { return Role.TO; }
          case "from" -> { return Role.FROM; }
          default -> { }
        }
        if (!fits(folded.get(back), "the|a|an|our|your|their|its|other|any|all|those|these|such|certain|that")) break;
      }
      return Role.UNSAID;
    }
  }

  private static final class Unknown extends Grammar {
    @Override
    List<Clue> clues(Unit unit) {
      return List.of();
    }

    @Override
    boolean small(String folded) {
      return false;
    }

    @Override
    boolean denies(List<String> folded, int at) {
      return false;
    }

    @Override
    Clue.Who owner(List<String> folded, Mention mention) {
      return Clue.Who.UNSAID;
    }

    @Override
    Role role(List<String> folded, Mention mention) {
      return Role.UNSAID;
    }
  }
}
