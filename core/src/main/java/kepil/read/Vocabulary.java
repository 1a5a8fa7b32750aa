package kepil.read;

import java.util.Set;

/// What two sentences about one thing have in common whatever their endings.
final class Vocabulary {
  private Vocabulary() {}

  /// Words that say who, whose or how surely, and nothing of the thing.
  static final Set<String> SMALL =
      Set.of(
          ("never does will about your from that this these with also such them they their оператор"
                  + " компания клиника ваших ваши наши также этом вами всех біздің сіздің сіздер"
                  + " бұл туралы үшін сізге бізге sizin bizim barədə haqqında üçün bizə sizə həmin"
                  + " ешқашан никогда heç vaxt")
              .split(" "));

  /// The beginning of a word, which endings leave alone.
  static String begins(String word) {
    return word.length() <= 5 ? word : word.substring(0, Math.max(5, word.length() - 4));
  }
}
