package kepil.documents;

/// The formats Kepil opens, told by what the bytes say and, where they say nothing, by the file's
/// name.
public enum Format {
  TEXT,
  MARKDOWN,
  HTML,
  PDF,
  DOCX
}
