package kepil.documents;

import java.util.List;

/// The page that shows a document with its findings in the margin.
final class HtmlReport {
  private HtmlReport() {}

  static String page(List<Reader.Answer> answers) {
    return answers.toString();
  }
}
