package kepil.read;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Words that are one letter off one another.
///
/// Two such words are the same when each has lost a letter, or one of them has (Bocek, Hunt and
/// Stiller, "Fast Similarity Search in Large Dictionaries", 2007), so each word is looked up by
/// what is left of it; comparing the words of a text with each other would take the square of them.
/// What is left is kept as a number, for a long text has a million of them.
final class Neighbours {
  private static final int INDEX = 24;

  /// So many words with one remainder are looked at.
  private static final int MOST = 500;

  private final List<String> words;

  /// In ascending order: the upper bits tell a remainder, the lower ones which word it is of.
  private final long[] remainders;

  /// @param words fewer than sixteen million
  Neighbours(Stream<String> words) {
    this.words = words.distinct().toList();
    this.remainders =
        IntStream.range(0, this.words.size())
            .boxed()
            .flatMapToLong(index -> remainders(this.words.get(index)).map(it -> it | index))
            .toArray();
    Arrays.sort(remainders);
  }

  /// Those that are one letter off, in the order in which they were given.
  List<String> of(String word) {
    return remainders(word)
        .flatMap(this::sharing)
        .mapToInt(it -> (int) (it & (1 << INDEX) - 1))
        .sorted()
        .distinct()
        .mapToObj(words::get)
        .filter(it -> Nearness.slip(word, it).isPresent())
        .toList();
  }

  private LongStream sharing(long remainder) {
    int from = Arrays.binarySearch(remainders, remainder);
    int first = from < 0 ? -from - 1 : from;
    int last = first;
    while (last < remainders.length
        && last - first < MOST
        && remainders[last] >>> INDEX == remainder >>> INDEX) {
      last++;
    }
    return Arrays.stream(remainders, first, last);
  }

  /// The word itself and without each of its letters, the lower bits empty.
  private static LongStream remainders(String word) {
    return IntStream.rangeClosed(-1, word.length() - 1).mapToLong(skip -> remainder(word, skip));
  }

  private static long remainder(String word, int skip) {
    long mixed = 0xcbf29ce484222325L;
    for (int at = 0; at < word.length(); at++) {
      if (at != skip) mixed = (mixed ^ word.charAt(at)) * 0x9e3779b97f4a7c15L ^ mixed >>> 29;
    }
    return mixed >>> INDEX << INDEX;
  }
}
