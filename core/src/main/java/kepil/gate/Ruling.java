package kepil.gate;

import java.util.Arrays;

/// Where [CompiledGate] writes its answer: made once, used for any number of decisions, by one
/// thread at a time.
///
/// It holds numbers of the gate that filled it and no words, so that a decision costs no memory.
public final class Ruling {
  /// The kinds of answer, in the words of [Answer#reason].
  public enum Reason {
    PERMITTED,
    UNDECLARED,
    REFUSED,
    CONDITION_MISSING
  }

  private static final Reason[] REASONS = Reason.values();

  /// Its number: a reference would have to be told to the garbage collector with every decision.
  private int reason = Reason.UNDECLARED.ordinal();

  private int[] rules = new int[16];
  private int size;

  public boolean permits() {
    return reason == Reason.PERMITTED.ordinal();
  }

  public Reason reason() {
    return REASONS[reason];
  }

  /// How many rules decided.
  public int size() {
    return size;
  }

  /// The place of a deciding rule in [kepil.policy.Program#rules].
  ///
  /// @param nr from 0 to [#size] - 1
  public int rule(int nr) {
    if (nr >= size) throw new IndexOutOfBoundsException("rule " + nr + " of " + size);
    return rules[nr];
  }

  void begin() {
    size = 0;
  }

  void add(int rule) {
    if (size == rules.length) rules = Arrays.copyOf(rules, size * 2);
    rules[size++] = rule;
  }

  void forget() {
    size = 0;
  }

  /// @return whether it is a yes
  boolean end(Reason why) {
    reason = why.ordinal();
    return why == Reason.PERMITTED;
  }
}
