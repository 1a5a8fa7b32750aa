package kepil.read;

import java.util.List;

/// A check of one document: a rule with a name and a reason.
///
/// @param name `heading-not-in-contents`
/// @param finds one sentence for docs/reading.md: what it finds
/// @param reason one sentence: why that is a defect
public record Check(String name, Kind kind, String finds, String reason, Look look) {

  /// Pure: the same document and desk give the same findings.
  public interface Look {
    List<Finding> at(Document document, Desk desk);
  }
}
