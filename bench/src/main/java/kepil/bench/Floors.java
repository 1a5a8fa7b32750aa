package kepil.bench;

import java.util.ArrayList;
import java.util.List;

/// What somebody would write by hand for this one question and nothing else: as fast as it gets.
final class Floors {
  private Floors() {}

  /// For each pair of purpose and category the few rules that speak of it, each packed into two
  /// words.
  static final class PackedTable {
    private final int[] from = new int[DecisionWorld.PURPOSES * DecisionWorld.CATEGORIES + 1];

    /// Recipients as bits; then countries as bits, the choice from bit 32, and whether it allows in
    /// bit 40.
    private final long[] packed;

    PackedTable(List<DecisionWorld.Rule> rules) {
      var cells = new ArrayList<List<DecisionWorld.Rule>>();
      for (int i = 0; i < from.length - 1; i++) cells.add(new ArrayList<>());
      for (var rule : rules) {
        for (int p : rule.purposes()) {
          for (int c : rule.categories()) cells.get(p * DecisionWorld.CATEGORIES + c).add(rule);
        }
      }
      for (int i = 0; i < cells.size(); i++) from[i + 1] = from[i] + cells.get(i).size();
      packed = new long[from[from.length - 1] * 2];
      int at = 0;
      for (var cell : cells) {
        for (var rule : cell) {
          for (int it : rule.recipients()) packed[at] |= 1L << it;
          for (int it : rule.countries()) packed[at + 1] |= 1L << it;
          packed[at + 1] |=
              (rule.choice() < 0 ? 64L : rule.choice()) << 32 | (rule.allows() ? 1L << 40 : 0);
          at += 2;
        }
      }
    }

    /// @return a number above 0 for yes: one more than the place of the rule that said so; below 0
    ///   for a refusing rule; 0 for none
    int decide(int purpose, int category, int recipient, int country, long choices) {
      int cell = purpose * DecisionWorld.CATEGORIES + category;
      int yes = 0;
      for (int i = from[cell]; i < from[cell + 1]; i++) {
        if ((packed[2 * i] >>> recipient & 1) == 0) continue;
        long rest = packed[2 * i + 1];
        if ((rest >>> country & 1) == 0) continue;
        int choice = (int) (rest >>> 32) & 0x7f;
        if (choice < 64 && (choices >>> choice & 1) == 0) continue;
        if ((rest >>> 40 & 1) == 0) return -1 - i;
        if (yes == 0) yes = i + 1;
      }
      return yes;
    }
  }

  /// For each word of each kind the rules that speak of it, as bits; a decision is one AND over
  /// all.
  static final class BitSets {
    private final int width;
    private final long[][] purposes = new long[DecisionWorld.PURPOSES][];
    private final long[][] categories = new long[DecisionWorld.CATEGORIES][];
    private final long[][] recipients = new long[DecisionWorld.RECIPIENTS][];
    private final long[][] countries = new long[DecisionWorld.COUNTRIES][];
    private final int[] choice;
    private final boolean[] allows;

    BitSets(List<DecisionWorld.Rule> rules) {
      width = rules.size() + 63 >> 6;
      for (var kind : List.of(purposes, categories, recipients, countries)) {
        for (int i = 0; i < kind.length; i++) kind[i] = new long[width];
      }
      choice = rules.stream().mapToInt(DecisionWorld.Rule::choice).toArray();
      allows = new boolean[rules.size()];
      for (int i = 0; i < rules.size(); i++) {
        int nr = i;
        rules.get(i).purposes().forEach(it -> purposes[it][nr >> 6] |= 1L << nr);
        rules.get(i).categories().forEach(it -> categories[it][nr >> 6] |= 1L << nr);
        rules.get(i).recipients().forEach(it -> recipients[it][nr >> 6] |= 1L << nr);
        rules.get(i).countries().forEach(it -> countries[it][nr >> 6] |= 1L << nr);
        allows[i] = rules.get(i).allows();
      }
    }

    int decide(int purpose, int category, int recipient, int country, long choices) {
      int yes = 0;
      for (int w = 0; w < width; w++) {
        for (long met =
                purposes[purpose][w]
                    & categories[category][w]
                    & recipients[recipient][w]
                    & countries[country][w];
            met != 0;
            met &= met - 1) {
          int rule = w * 64 + Long.numberOfTrailingZeros(met);
          if (choice[rule] >= 0 && (choices >>> choice[rule] & 1) == 0) continue;
          if (!allows[rule]) return -1 - rule;
          if (yes == 0) yes = rule + 1;
        }
      }
      return yes;
    }
  }
}
