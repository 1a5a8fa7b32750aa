package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Azerbaijani says it at the end of the verb, too, and in other endings.
final class AzerbaijaniGrammar extends Grammar {
  private static final Pattern REFUSED =
      Pattern.compile(
          ".+(?:m[iuü]r(?:iq|ik|uq|ük|lar|lər|sin[iı]z|s[iuü]n[iuü]z|am|əm)?(?:s[aə])?|m[aə](?:y[aə]c[aə][kqğy].*|m[iı]ş.*|z(?:lar|lər|siniz|san|sən|dir)?|y[aə]n.*|s[aə](?:n[iı]z|lar|lər|q|k|m)?|y[aə]r[aə]q|y[iı]b.*|m[iı]s.*|zs[aə].*|m[aə][kqğylsn].*|d[iı][ğykq].*|d[iı](?:k|q|lar|lər|niz)?|r[iı]k|r[iı]q)|m[aə]y[iı]n)$");
  private static final Pattern WE =
      Pattern.compile(
          ".+(?:[iuü]r[iuü][kq]|r[iuü][kq]|c[aə][yğ][iı][kq]|[aə]r[iı][kq]|d[iuü][kq]|l[iı]y[iı][kq])$");
  private static final Pattern YOU =
      Pattern.compile(".+(?:s[iuü]n[iuü]z|s[iı]n[iı]z|l[iı]s[iı]n[iı]z)$");
  private static final Pattern THEY = Pattern.compile(".+(?:[iuü]r|c[aə]k|ac[aə]q|[aə]r|l[aə]r)$");
  private static final Pattern CAN =
      Pattern.compile("bil(?:ər.*|ir.*|ən.*|əcə.*|mə(?:z|yə).*|mər.*|mək.*|diyi.*|ə|məsi.*)");
  private static final Pattern DUTY =
      Pattern.compile(".+m[aə]l[iı](?:y[iı].*|d[iı]r.*|s[iı]n[iı]z|yd[iı])?$");

  AzerbaijaniGrammar() {
    super(
        listed(
            """
            və yaxud ya ilə üçün bu həmin onun onlar onları onların onu ona biz bizim bizə bizi bizdən siz sizin sizə sizi sizdən sizinlə bizimlə olan olaraq
            olunur edilir edən etmək edilən edirik ki də da isə lakin amma belə hər bir heç əgər görə üzrə üzərindən vasitəsilə tərəfindən qarşı aşağıda yuxarıda
            göstərilən necə nə hansı olsa olduqda həm deyil deyildir var yoxdur edilməsi edilmiş edilməsinə edə ola bilər olması olmaq mümkün bunun buna bunu
            sonra
            """));
  }

  @Override
  List<Clue> clues(Unit unit) {
    var words = unit.folded();
    var all = new ArrayList<Clue>();
    for (int at = 0; at < words.size(); at++) {
      var it = words.get(at);
      boolean last = at == words.size() - 1;
      boolean auxiliary =
          fits(it, "(?:et|ed|ol|bil|ver|qal|gör)[a-zəüöğışç]*")
              && !fits(it, "ölkə.*|verilən.*|bildir.*|vergi.*|edən");
      if (fits(it, "deyil(?:dir|sə|siniz.*)?")) {
        if (!word(words, at + 1).equals("həm")) {
          all.add(
              new Clue(
                  anchor(unit, at, true),
                  at,
                  true,
                  fits(it, ".*s[aə].*"),
                  false,
                  false,
                  Clue.Who.UNSAID));
        }
        continue;
      }
      if (fits(it, "yoxdur|yoxdu|yox")) {
        all.add(
            new Clue(
                anchor(unit, at, false),
                at,
                true,
                fits(it, ".*s[aə].*"),
                false,
                false,
                Clue.Who.UNSAID));
        continue;
      }
      // `nə … nə də` denies verbs that carry no denial themselves.
      if (it.equals("nə") && word(words, at + 1).equals("də")) {
        all.add(
            new Clue(following(unit, at + 2, 4), at, true, false, false, false, Clue.Who.UNSAID));
        continue;
      }
      // `etməyin` is an order at the end of a sentence and a genitive inside one.
      boolean refused =
          (REFUSED.matcher(it).matches()
                  || fits(it, ".+m[aə]y[aə]") && word(words, at + 1).startsWith("bil"))
              && !denying(unit, at)
              && !(fits(it, ".+m[aə]y[iı]n") && !last)
              && !fits(
                  it,
                  (fits(word(words, at - 1), "asili")
                          ? "olmayaraq|"
                          : fits(word(words, at - 1), "yaş\\p{L}*|həddi\\p{L}*")
                              ? "çatma\\p{L}*|"
                              : "")
                      + "əlçatmaz|artiqlamasiyla|heç"
                      + " olmasa|olmasa|olmazsa|qalmadan|.*(?:proqram|forma|platforma|icma|qiymət|xidmət|zəmanət).*|məz.*|əmək.*|demək.*|göstərmədən"
                      + " başqa|.*lama[nk].*|bazar.*");
      boolean can = CAN.matcher(it).matches() && fits(word(words, at - 1), ".+[aə]");
      boolean may =
          can && !refused
              || it.startsWith("mümkün")
                  && !word(words, at + 1).startsWith("deyil")
                  && !word(words, at + 1).equals("qədər")
                  && !word(words, at + 1).equals("olduğu")
              || it.equals("olar") && fits(word(words, at - 1), ".+m[aə][qk]");
      boolean must =
          DUTY.matcher(it).matches()
                  && !fits(it, "əməli.*|mali.*|emali.*|.*əhəmiyyət.*|nəzarətçi.*")
              || fits(it, "gərək|borclu.*|məcbur.*")
              || it.equals("tələb") && fits(word(words, at + 1), "edilir|olunur|ediləcək|olunacaq");
      var who =
          YOU.matcher(it).matches() && acting(unit, at)
              ? Clue.Who.YOU
              : WE.matcher(it).matches()
                  ? Clue.Who.WE
                  : THEY.matcher(it).matches() && (last || auxiliary)
                      ? Clue.Who.THEY
                      : Clue.Who.UNSAID;
      if (last && who == Clue.Who.UNSAID && fits(it, ".+[iuü]n$") && anchor(unit, at, false) >= 0) {
        who = Clue.Who.YOU;
      }
      if (refused || may || must || who != Clue.Who.UNSAID) {
        all.add(
            new Clue(
                anchor(unit, at, auxiliary || can || it.equals("tələb")),
                at,
                refused,
                fits(it, ".+m[aə](?:s[aə].*|d[iı]qda|d[iı]kd[aə]|m[iı]s.*s[aə]|zs[aə].*)")
                    || fits(word(words, at + 1), "halda|üçün|təqdirdə")
                    || fits(it, "bilm[aə](?:k|si|lər).*|bilsin.*"),
                may,
                must,
                who));
      }
    }
    return all;
  }

  @Override
  boolean denies(List<String> folded, int at) {
    var it = folded.get(at);
    return fits(
                it,
                "qadağan.*|yalniz|təkcə|yeganə|çatmayan|çatmamiş|istisna|xaric|başqa|altinda|əvvəl|qədər|olmadan|onsuz|bunsuz")
            && !(it.equals("başqa") && !fits(word(folded, at - 1), ".+d[aə]n"))
        || fits(it, "[a-zəüöğşç]{3,}s[iuü]z(?:l[iuü][kq].*)?")
            && !fits(
                it,
                "təhlükəsiz.*|asilisiz.*|.*[aiuüə]s[iuü]z|əvəzsiz|şərtsiz|ödənişsiz|pulsuz|.*deyils.*");
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
