package kepil.bench;

import java.util.List;

/// Something that is timed, together with its floors: a program anybody can read and run.
interface Part {
  /// The word for it on the command line.
  String name();

  /// What is timed beside what, in one line.
  String about();

  /// Measures. Every part begins from nothing.
  List<Figure> measure(Run run) throws Exception;
}
