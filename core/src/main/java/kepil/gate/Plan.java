package kepil.gate;

/// What of a policy is left once an ask is known: the rules that speak of it, each with what it
/// still wants of a person.
///
/// A rule takes four words: its head, the regions of which the person must live in one, the
/// conditions that must hold, and the groups of fields it covers. The head says where among the
/// words of a person the regions and the conditions are looked for, and whether that settles it.
///
/// @param words the rules: first those that refuse, then those that allow, each kind in the order
///   of the policy
/// @param allowing where those that allow begin
/// @param groups the groups of fields that must be covered, as bits: fields allowed by the same
///   rules are one group
/// @param further where there are more groups than bits: for each more the rules that cover it
record Plan(long[] words, int allowing, long groups, int[][] further) {
  static final int REGIONS = 1;
  static final int WANTED = 2;
  static final int COVERS = 3;
  static final int WIDTH = 4;
  static final int MOST_GROUPS = 64;

  /// Of an ask that is not declared.
  static final Plan NONE = new Plan(new long[0], 0, 0, new int[0][]);

  private static final int PLACE_BITS = 15;
  private static final int PLACE = (1 << PLACE_BITS) - 1;

  private static final long PLACED = 1L << 62;

  /// @param placed whether the regions say all about where the person must live
  /// @param settled whether nothing else of the rule is to be looked at
  static long head(
      int rule, int placeOfRegions, int placeOfWanted, boolean placed, boolean settled) {
    if ((placeOfRegions | placeOfWanted) > PLACE) {
      throw new IllegalArgumentException(
          "too many conditions and regions to be compiled to tables: expected at most "
              + PLACE * 64);
    }
    return rule
        | (long) placeOfRegions << 32
        | (long) placeOfWanted << 32 + PLACE_BITS
        | (placed ? PLACED : 0)
        | (settled ? 0 : Long.MIN_VALUE);
  }

  static int rule(long head) {
    return (int) head;
  }

  static int placeOfRegions(long head) {
    return (int) (head >>> 32) & PLACE;
  }

  static int placeOfWanted(long head) {
    return (int) (head >>> 32 + PLACE_BITS) & PLACE;
  }

  static boolean placed(long head) {
    return (head & PLACED) != 0;
  }

  static boolean settled(long head) {
    return head >= 0;
  }
}
