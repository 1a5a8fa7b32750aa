package kepil.read;

import java.util.Locale;

/// What sort of defect a finding is. Up to `LAW` one document shows it, from `ALIGNMENT` on two do.
public enum Kind {
  STRUCTURE,
  RESIDUE,
  DOUBLED,
  LETTERS,
  SPELLING,
  CONTACT,
  TERM,
  CONTRADICTION,
  MISSING,
  VAGUE,
  LAW,
  ALIGNMENT,
  FIGURE,
  POLARITY,
  MODALITY,
  ACTOR,
  COUNT,
  CONCEPT,
  OMISSION;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
