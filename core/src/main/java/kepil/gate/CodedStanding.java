package kepil.gate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What is known of one person, in the numbers of one [CompiledGate]: a few words of bits, and the
/// marks that are bound to something. Made once by [CompiledGate#code(Standing)]; it never changes.
/// Its text form says nothing.
public final class CodedStanding {
  // Words that every person has alike, for rules that want nothing or too much; then the conditions
  // that hold of them as such.
  static final int ALWAYS = 0;
  static final int NEVER = 1;
  static final int TRUTHS = 2;

  final Standing standing;

  /// What a decision reads: all bits, none, the conditions, and the regions as
  /// [Tables#placeOfRegions] has them.
  final long[] words;

  /// Where they live; empty if unknown.
  final String residence;

  /// Regions of the policy that hold the residence.
  final long[] regions;

  /// First day on which they consent alone; the beginning of time if nobody knows when they were
  /// born.
  final long grownUpFrom;

  /// The marks of the condition `c` stand at `from[c]` to `from[c + 1]`, in the order in which they
  /// were made.
  final int[] from;

  final boolean[] yes;

  /// What each is bound to: which parts ([Part#bits]), and their values, null for the others.
  final int[] bound;

  final @Nullable String[][] scope;
  final LocalDate[] day;

  CodedStanding(
      Standing standing,
      long[] words,
      String residence,
      long[] regions,
      long grownUpFrom,
      int[] from,
      boolean[] yes,
      int[] bound,
      @Nullable String[][] scope,
      LocalDate[] day) {
    this.standing = standing;
    this.words = words;
    this.residence = residence;
    this.regions = regions;
    this.grownUpFrom = grownUpFrom;
    this.from = from;
    this.yes = yes;
    this.bound = bound;
    this.scope = scope;
    this.day = day;
  }

  /// The last word of this person on a condition, for exactly these parts of an ask. A yes is for
  /// exactly its matter; a no to something wider covers the narrower too.
  ///
  /// @param parts the parts that must be the same, as bits
  boolean last(int condition, int parts, @Nullable String[] of) {
    for (int i = from[condition + 1] - 1; i >= from[condition]; i--) {
      int bits = bound[i];
      boolean meant =
          yes[i]
              ? bits == parts && same(parts, scope[i], of)
              : (bits & ~parts) == 0 && same(bits, scope[i], of);
      if (meant) return yes[i];
    }
    return false;
  }

  /// The same for one part alone.
  boolean last(int condition, int part, String value) {
    for (int i = from[condition + 1] - 1; i >= from[condition]; i--) {
      int bits = bound[i];
      boolean same = bits == part && value.equals(scope[i][Integer.numberOfTrailingZeros(part)]);
      if (same || bits == 0 && !yes[i]) return yes[i];
    }
    return false;
  }

  long truth(int word) {
    return words[TRUTHS + word];
  }

  boolean has(int condition) {
    return from[condition] < from[condition + 1];
  }

  private static boolean same(int bits, @Nullable String[] one, @Nullable String[] other) {
    for (int rest = bits; rest != 0; rest &= rest - 1) {
      int part = Integer.numberOfTrailingZeros(rest);
      if (!one[part].equals(other[part])) return false;
    }
    return true;
  }

  @Override
  public String toString() {
    return "CodedStanding[" + yes.length + " marks]";
  }
}
