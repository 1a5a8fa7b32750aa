package kepil.vault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import kepil.gate.Mark;
import kepil.gate.SubjectId;
import org.jdbi.v3.core.Handle;

/// Choices and facts in the order in which they were made: table `marks`.
final class MarkStore {
  private MarkStore() {}

  static void add(Handle tx, Subject s, Mark mark, Shown shown) {
    int nr =
        tx.createQuery(
                """
                select coalesce(max(nr), 0) + 1 from marks
                where org = :org and subject = :subject
                """)
            .bind("org", s.org())
            .bind("subject", s.uuid())
            .mapTo(Integer.class)
            .one();
    var what =
        Map.<String, Object>of(
            "word",
            mark.word(),
            "scope",
            new TreeMap<>(mark.scope()),
            "yes",
            mark.yes(),
            "at",
            mark.at().toString(),
            "language",
            shown.language(),
            "notice",
            shown.noticeVersion());
    tx.createUpdate(
            "insert into marks (org, subject, nr, mark) values (:org, :subject, :nr, :mark)")
        .bind("org", s.org())
        .bind("subject", s.uuid())
        .bind("nr", nr)
        .bind("mark", s.seal(what, "mark", nr))
        .execute();
  }

  /// @throws Unopenable if one was altered, moved or taken out of the row
  static List<Said> of(Handle tx, Subject s) {
    return open(sealed(tx, s), s.id(), it -> s.open(it.bytes(), "mark", it.nr()));
  }

  /// Those that still open, where not all of them do.
  static List<Said> legible(Handle tx, Subject s) {
    var said = new ArrayList<Said>();
    for (var it : sealed(tx, s)) {
      try {
        said.add(said(s.open(it.bytes(), "mark", it.nr())));
      } catch (Unopenable altered) {
        // It says nothing any more.
      }
    }
    return said;
  }

  private static List<Sealed> sealed(Handle tx, Subject s) {
    return tx.createQuery(
            "select nr, mark from marks where org = :org and subject = :subject order by nr")
        .bind("org", s.org())
        .bind("subject", s.uuid())
        .map((row, _) -> new Sealed(row.getInt("nr"), row.getBytes("mark")))
        .list();
  }

  /// A mark as it lies in its row.
  record Sealed(int nr, byte[] bytes) {}

  /// @param all of one person, in order
  /// @param open opens one by its number
  /// @throws Unopenable if one was altered, moved or taken out of the row
  static List<Said> open(
      List<Sealed> all, SubjectId s, Function<Sealed, TreeMap<String, Object>> open) {
    var said = new ArrayList<Said>();
    for (var it : all) {
      // A withdrawal taken out of the middle would turn a no into a yes.
      if (it.nr() != said.size() + 1) {
        throw new Unopenable(
            "mark " + (said.size() + 1) + " of subject `" + s + "` is gone, so what follows");
      }
      said.add(said(open.apply(it)));
    }
    return said;
  }

  private static Said said(TreeMap<String, Object> it) {
    var scope = new TreeMap<String, String>();
    ((Map<?, ?>) it.get("scope"))
        .forEach((part, value) -> scope.put((String) part, (String) value));
    var mark =
        new Mark(
            (String) it.get("word"),
            scope,
            (Boolean) it.get("yes"),
            Instant.parse((String) it.get("at")));
    return new Said(mark, new Shown((String) it.get("language"), (String) it.get("notice")));
  }
}
