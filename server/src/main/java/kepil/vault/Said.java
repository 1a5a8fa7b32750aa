package kepil.vault;

import kepil.gate.Mark;

/// A choice or fact with what the person was shown when it was made. Its text form does not say
/// which.
public record Said(Mark mark, Shown shown) {
  @Override
  public String toString() {
    return "Said[]";
  }
}
