package kepil.gate;

/// One row a rule, of one width, in one array: first flags, then for each kind of thing the bits of
/// those the rule speaks of. What a decision reads of a rule lies side by side in memory.
final class Rows {
  private final long[] table;
  private final int width;

  Rows(int rows, int width) {
    this.table = new long[rows * width];
    this.width = width;
  }

  static int words(int columns) {
    return Math.max(1, columns + 63 >> 6);
  }

  static void set(long[] bits, int column) {
    bits[column >> 6] |= 1L << column;
  }

  /// Where a row begins; what follows takes this, and a place within the row.
  int row(int nr) {
    return nr * width;
  }

  void flag(int row, long flag) {
    table[row] |= flag;
  }

  long flags(int row) {
    return table[row];
  }

  void set(int row, int place, int column) {
    table[row + place + (column >> 6)] |= 1L << column;
  }

  boolean has(int row, int place, int column) {
    return (table[row + place + (column >> 6)] & 1L << column) != 0;
  }

  long word(int row, int place) {
    return table[row + place];
  }

  boolean meets(int row, int place, long[] bits) {
    for (int i = 0; i < bits.length; i++) if ((table[row + place + i] & bits[i]) != 0) return true;
    return false;
  }
}
