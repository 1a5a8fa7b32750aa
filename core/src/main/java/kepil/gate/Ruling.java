package kepil.gate;

import java.util.Arrays;

/// Where [CompiledGate] writes its answer: made once, used for any number of decisions, by one thread at a time.
///
/// It holds numbers of the gate that filled it and no words, so that a decision costs no memory.
public final class Ruling {
  /// The kinds of answer, in the words of [Answer#reason].
  public enum Reason {
    PERMITTED, UNDECLARED, REFUSED, CONDITION_MISSING
  }

  private static final int STATES = 4;

  private Reason reason = Reason.UNDECLARED;
  private int[] rules = new int[16];
  private int size;
  /// By rule: the decision that looked at it last, and what it found. Counting decisions spares clearing.
  private int[] found = new int[0];
  private int turn;

  public boolean permits() {
    return reason == Reason.PERMITTED;
  }

  public Reason reason() {
    return reason;
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

  void begin(int ruleCount) {
    if (found.length < ruleCount) found = new int[ruleCount];
    if (++turn >= Integer.MAX_VALUE / STATES) { // old findings would count again
      Arrays.fill(found, 0);
      turn = 1;
    }
    size = 0;
  }

  /// What this decision found of a rule; 0 if it did not look yet.
  int found(int rule) {
    int all = found[rule];
    return all / STATES == turn ? all % STATES : 0;
  }

  void find(int rule, int state) {
    found[rule] = turn * STATES + state;
  }

  void add(int rule) {
    if (size == rules.length) rules = Arrays.copyOf(rules, size * 2);
    rules[size++] = rule;
  }

  void forget() {
    size = 0;
  }

  /// @param sorted whether the rules came in the order of the policy already
  /// @return whether it is a yes
  boolean end(Reason why, boolean sorted) {
    if (!sorted) Arrays.sort(rules, 0, size);
    reason = why;
    return why == Reason.PERMITTED;
  }
}
