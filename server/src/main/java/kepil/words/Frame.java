package kepil.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands around the content of a page: title, whose page it is, ways on, languages.
///
/// @param words of the language of the page
/// @param title of this page, before the organisation's name
/// @param home whose page this is; leads to its start
/// @param ways the main navigation
/// @param tongues the page in other languages; none where it has one only
/// @param foot a line at the foot, such as the policy's version
/// @param announcement something everybody should know before they go on
/// @param kind `portal` or `console`: which part of the stylesheet applies
public record Frame(
    Words words,
    String title,
    Way home,
    List<Way> ways,
    List<Way> tongues,
    Optional<String> foot,
    String kind,
    Optional<Announcement> announcement) {
  public Frame {
    ways = List.copyOf(ways);
    tongues = List.copyOf(tongues);
  }

  /// A link of the frame.
  ///
  /// @param language of the label, where it is not the page's
  /// @param here whether it leads to where one is
  public record Way(String label, String href, Optional<String> language, boolean here) {
    public static Way to(String label, String href) {
      return new Way(label, href, Optional.empty(), false);
    }

    public Way here(boolean it) {
      return new Way(label, href, language, it);
    }
  }

  /// A sentence above the page, with where more is said.
  public record Announcement(String text, Way way) {}

  public static Frame of(Words words, String title) {
    return new Frame(
        words,
        title,
        Way.to("Kepil", "/"),
        List.of(),
        List.of(),
        Optional.empty(),
        "portal",
        Optional.empty());
  }

  public Frame at(String name, String href) {
    return new Frame(words, title, Way.to(name, href), ways, tongues, foot, kind, announcement);
  }

  public Frame with(Way... more) {
    var all = new ArrayList<>(ways);
    all.addAll(List.of(more));
    return new Frame(words, title, home, all, tongues, foot, kind, announcement);
  }

  /// The same page in these languages.
  ///
  /// @param address of the page, without a query
  public Frame in(List<String> offered, String address) {
    var all =
        offered.stream()
            .map(
                it ->
                    new Way(
                        Words.ownName(it),
                        address + "?lang=" + it,
                        Optional.of(it),
                        it.equals(words.language())))
            .toList();
    return new Frame(
        words, title, home, ways, all.size() < 2 ? List.of() : all, foot, kind, announcement);
  }

  public Frame foot(String line) {
    return new Frame(words, title, home, ways, tongues, Optional.of(line), kind, announcement);
  }

  public Frame kind(String it) {
    return new Frame(words, title, home, ways, tongues, foot, it, announcement);
  }

  public Frame announcing(Optional<Announcement> it) {
    return new Frame(words, title, home, ways, tongues, foot, kind, it);
  }
}
