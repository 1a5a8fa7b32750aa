package kepil.read;

import java.util.List;

/// What belongs together in two versions: usually a sentence and a sentence; a side may be empty.
///
/// @param likeness 0 nothing in common, 1 all
/// @param section number of the pair of headings it stands under, 0 before the first
record Pair(int index, List<Unit> left, List<Unit> right, double likeness, int section) {
  Pair {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  boolean both() {
    return !left.isEmpty() && !right.isEmpty();
  }

  boolean heading() {
    return left.stream().anyMatch(Unit::heading) || right.stream().anyMatch(Unit::heading);
  }
}
