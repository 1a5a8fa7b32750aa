package kepil.gate;

import java.util.function.IntConsumer;

/// For each cell (operation, reason, field) the numbers of the rules that speak of it, in the order
/// of the policy: first those that refuse, then those that allow. One flat list, and the places
/// where each cell's two parts begin.
final class Cells {
  /// More than this, and a policy is one that nobody wrote: thousands of rules that each speak of
  /// everything.
  private static final long MOST = 1L << 28;

  private final int[] from;
  private final int[] rules;

  private Cells(int[] from, int[] rules) {
    this.from = from;
    this.rules = rules;
  }

  /// Goes over the rules twice, to count and to fill, so that nothing is kept beside the tables.
  ///
  /// @throws IllegalArgumentException when the list would outgrow the memory of a machine
  static Cells of(int cells, int rules, Speaks speaks) {
    var from = new int[2 * cells + 1];
    for (int rule = 0; rule < rules; rule++) speaks.of(rule, part -> from[part + 1]++);
    long all = 0;
    for (int part = 0; part < 2 * cells; part++) {
      all += from[part + 1];
      if (all > MOST) {
        throw new IllegalArgumentException(
            "too many rules that name neither field nor purpose to be compiled to tables: expected"
                + " at most "
                + MOST
                + " pairs of rule and cell");
      }
      from[part + 1] += from[part];
    }
    var next = from.clone();
    var filled = new int[(int) all];
    for (int rule = 0; rule < rules; rule++) {
      int nr = rule;
      speaks.of(rule, part -> filled[next[part]++] = nr);
    }
    return new Cells(from, filled);
  }

  /// The part of a cell that a rule stands in.
  static int part(int cell, boolean allows) {
    return allows ? 2 * cell + 1 : 2 * cell;
  }

  /// Tells each part of a cell that a rule speaks of.
  interface Speaks {
    void of(int rule, IntConsumer part);
  }

  int refusing(int cell) {
    return from[2 * cell];
  }

  /// Where the refusing rules of a cell end, the allowing ones begin.
  int allowing(int cell) {
    return from[2 * cell + 1];
  }

  int end(int cell) {
    return from[2 * cell + 2];
  }

  int rule(int place) {
    return rules[place];
  }
}
