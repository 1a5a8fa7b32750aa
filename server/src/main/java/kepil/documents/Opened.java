package kepil.documents;

import java.util.List;
import kepil.read.Document;

/// What came of opening a file.
public sealed interface Opened {

  /// @param notes what was left out or guessed, for the reader of the report
  record Readable(Document document, Format format, List<String> notes) implements Opened {
    public Readable {
      notes = List.copyOf(notes);
    }
  }

  /// @param why lower case, without the content of the file
  /// @param advice what to do
  record Unreadable(String name, String why, String advice) implements Opened {
    @Override
    public String toString() {
      return name + ": " + why + "; " + advice;
    }
  }
}
