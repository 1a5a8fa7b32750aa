package kepil.sdk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.CodedAsk;
import kepil.gate.CodedStanding;
import kepil.gate.Ruling;
import kepil.gate.Ruling.Reason;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import org.jspecify.annotations.Nullable;

/// An ask that is asked of many people: made once, kept in a constant, used by any number of
/// threads. It remembers what its words mean in the policy in force, so that a decision looks none
/// of them up.
public final class Question {
  private static final SubjectId NOBODY = new SubjectId(new UUID(0, 0));

  /// A question has few answers; one that has more is told each anew.
  private static final int MOST_TOLD = 32;

  private final Ask ask;
  private volatile @Nullable Coded coded;
  private volatile @Nullable Noted noted;

  private Question(Ask ask) {
    this.ask = ask;
  }

  /// @param ask whose subject does not matter: it is said with every decision
  /// @throws IllegalArgumentException for what no server would take into its records
  public static Question of(Ask ask) {
    check(ask);
    return new Question(
        new Ask(
            ask.operation(),
            NOBODY,
            ask.fields(),
            ask.point(),
            ask.purpose(),
            ask.recipient(),
            ask.country(),
            ask.channel(),
            ask.item(),
            ask.client(),
            ask.collected(),
            ask.group(),
            ask.given()));
  }

  private static final int LONGEST = 100;
  private static final int MOST_FIELDS = 200;
  private static final int MOST_GIVEN = 50;
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

  /// What a record of it could not say must not be asked: the record would wait for ever.
  private static void check(Ask ask) {
    var words =
        Stream.of(
                ask.point(),
                ask.purpose(),
                ask.recipient(),
                ask.channel(),
                ask.item(),
                ask.client())
            .flatMap(Optional::stream);
    Stream.of(words, ask.fields().stream(), ask.given().stream())
        .flatMap(it -> it)
        .forEach(
            it ->
                must(
                    it.length() >= 1
                        && it.length() <= LONGEST
                        && it.codePoints().noneMatch(Question::strange),
                    "a word of the ask has "
                        + it.length()
                        + " characters or a strange one: expected plain text of 1 to "
                        + LONGEST));
    must(
        ask.fields().size() <= MOST_FIELDS,
        "an ask of " + ask.fields().size() + " fields: expected at most " + MOST_FIELDS);
    must(
        ask.given().size() <= MOST_GIVEN,
        "an ask with " + ask.given().size() + " circumstances: expected at most " + MOST_GIVEN);
    must(
        ask.country().filter(it -> !COUNTRY.matcher(it).matches()).isEmpty(),
        "the country is none: expected a code such as `KZ`");
    must(
        ask.collected().filter(it -> it.isBefore(FIRST_DAY) || it.isAfter(LAST_DAY)).isEmpty(),
        "the day of collection is none: expected a date from 1900 to 2199");
    must(
        ask.group().filter(it -> it < 0 || it > 2_000_000_000).isEmpty(),
        "a group of so many people there is not");
  }

  private static boolean strange(int c) {
    return Character.isISOControl(c)
        || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static void must(boolean holds, String otherwise) {
    if (!holds) throw new IllegalArgumentException(otherwise);
  }

  /// An ask for nobody yet; the rest is added with its `…ing` methods.
  public static Ask to(Operation operation) {
    return Ask.to(operation, NOBODY);
  }

  Ask ask() {
    return ask;
  }

  /// The question in the numbers of one edition, with the answers it had.
  static final class Coded {
    final Edition edition;
    final CodedAsk ask;
    final String wire;
    private volatile Told[] told = {};

    private Coded(Edition edition, Ask ask) {
      this.edition = edition;
      this.ask = edition.compiled().code(ask);
      var wire = ask.said();
      wire.remove("subject");
      wire.put("version", edition.gate().program().version());
      wire.put("hash", edition.gate().program().hash());
      this.wire = Line.JSON.writeValueAsString(wire);
    }

    /// The answer in words. What the deciding rules say of a permission or a refusal is always the
    /// same; what is missing depends on the person and is looked up.
    Answer answer(CodedStanding standing, long millis, Ruling ruling) {
      boolean same = ruling.reason() == Reason.PERMITTED || ruling.reason() == Reason.REFUSED;
      if (same) for (var it : told) if (it.is(ruling)) return it.answer();
      var answer = edition.compiled().answer(ask, standing, Instant.ofEpochMilli(millis), ruling);
      if (same && told.length < MOST_TOLD) {
        remember(new Told(ruling.reason(), Told.rules(ruling), answer));
      }
      return answer;
    }

    private synchronized void remember(Told it) {
      var more = Arrays.copyOf(told, told.length + 1);
      more[told.length] = it;
      told = more;
    }
  }

  private record Told(Reason reason, int[] rules, Answer answer) {
    static int[] rules(Ruling ruling) {
      var rules = new int[ruling.size()];
      for (int i = 0; i < rules.length; i++) rules[i] = ruling.rule(i);
      return rules;
    }

    boolean is(Ruling ruling) {
      if (reason != ruling.reason() || rules.length != ruling.size()) return false;
      for (int i = 0; i < rules.length; i++) if (rules[i] != ruling.rule(i)) return false;
      return true;
    }
  }

  Coded in(Edition edition) {
    var known = coded;
    if (known != null && known.edition == edition) return known;
    var fresh = new Coded(edition, ask);
    coded = fresh;
    return fresh;
  }

  /// The number this question has in a segment of the spill.
  private record Noted(Spill.Live live, Coded coded, int number) {}

  /// Negative if it has none yet.
  int number(Spill.Live live, Coded coded) {
    var known = noted;
    return known != null && known.live() == live && known.coded() == coded ? known.number() : -1;
  }

  void number(Spill.Live live, Coded coded, int number) {
    noted = new Noted(live, coded, number);
  }

  @Override
  public String toString() {
    return "Question[" + ask.operation().word() + "]";
  }
}
