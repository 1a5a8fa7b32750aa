package kepil.documents;

/// A file that cannot be opened, while it is being opened; ends as `Opened.Unreadable`.
final class Trouble extends Exception {
  private static final long serialVersionUID = 1L;

  private final String advice;

  Trouble(String why, String advice) {
    super(why);
    this.advice = advice;
  }

  String advice() {
    return advice;
  }
}
