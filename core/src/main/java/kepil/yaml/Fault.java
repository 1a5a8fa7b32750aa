package kepil.yaml;

/// Something wrong in a policy folder, with its place, as a good compiler would say it.
///
/// @param file the file inside the policy folder, such as `policy.yaml`
/// @param line counted from 1; 0 when the whole file is meant
/// @param column counted from 1; 0 when the whole line is meant
/// @param text what is wrong, lower case, the user's words in backticks
/// @param expected what would have been right, or empty
/// @param advice what to do, or empty
public record Fault(String file, int line, int column, String text, String expected, String advice)
    implements Comparable<Fault> {

  @Override
  public int compareTo(Fault other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) return byFile;
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  /// `file:line:column: text; expected …; advice`, the form editors and terminals can jump to.
  @Override
  public String toString() {
    var said = new StringBuilder(file);
    if (line > 0) said.append(':').append(line);
    if (column > 0) said.append(':').append(column);
    said.append(": ").append(text);
    if (!expected.isEmpty()) said.append("; expected ").append(expected);
    if (!advice.isEmpty()) said.append("; ").append(advice);
    return said.toString();
  }
}
