package kepil.vault;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import kepil.gate.Mark;
import org.jdbi.v3.core.Handle;

/// Choices and facts in the order in which they were made: table `marks`.
final class MarkStore {
  private MarkStore() {}

  static void add(Handle tx, Subject s, Mark mark, Shown shown) {
    int nr = tx.createQuery("select coalesce(max(nr), 0) + 1 from marks where org = :org and subject = :subject").bind("org", s.org()).bind("subject", s.uuid()).mapTo(Integer.class).one();
    var what = Map.<String, Object>of(
        "word", mark.word(), "scope", new TreeMap<>(mark.scope()), "yes", mark.yes(), "at", mark.at().toString(), "language", shown.language(), "notice", shown.noticeVersion());
    tx.createUpdate("insert into marks (org, subject, nr, mark) values (:org, :subject, :nr, :mark)")
        .bind("org", s.org()).bind("subject", s.uuid()).bind("nr", nr).bind("mark", s.seal(what, "mark", nr)).execute();
  }

  /// @throws Unopenable if one was altered, moved or taken out of the row
  static List<Said> of(Handle tx, Subject s) {
    return inOrder(s, tx.createQuery("select nr, mark from marks where org = :org and subject = :subject order by nr").bind("org", s.org()).bind("subject", s.uuid())
        .map((row, _) -> Map.entry(row.getInt("nr"), said(s.open(row.getBytes("mark"), "mark", row.getInt("nr"))))).list());
  }

  /// The same of many in one round trip.
  static Map<Subject, List<Said>> of(Handle tx, String org, List<Subject> several) {
    record Row(UUID subject, int nr, byte[] mark) {}
    var rows = tx.createQuery("select subject, nr, mark from marks where org = :org and subject = any(:ids) order by subject, nr").bind("org", org).bindArray("ids", UUID.class, several.stream().map(Subject::uuid).toList())
        .map((row, _) -> new Row(row.getObject("subject", UUID.class), row.getInt("nr"), row.getBytes("mark"))).list().stream().collect(Collectors.groupingBy(Row::subject));
    var all = new LinkedHashMap<Subject, List<Said>>();
    for (var s : several) all.put(s, inOrder(s, rows.getOrDefault(s.uuid(), List.of()).stream().map(it -> Map.entry(it.nr(), said(s.open(it.mark(), "mark", it.nr())))).toList()));
    return all;
  }

  private static List<Said> inOrder(Subject s, List<Map.Entry<Integer, Said>> all) {
    for (int i = 0; i < all.size(); i++) {
      // A withdrawal taken out of the middle would turn a no into a yes.
      if (all.get(i).getKey() != i + 1) throw new Unopenable("mark " + (i + 1) + " of subject `" + s.id() + "` is gone, so what follows");
    }
    return all.stream().map(Map.Entry::getValue).toList();
  }

  private static Said said(TreeMap<String, Object> it) {
    var scope = new TreeMap<String, String>();
    ((Map<?, ?>) it.get("scope")).forEach((part, value) -> scope.put((String) part, (String) value));
    var mark = new Mark((String) it.get("word"), scope, (Boolean) it.get("yes"), Instant.parse((String) it.get("at")));
    return new Said(mark, new Shown((String) it.get("language"), (String) it.get("notice")));
  }
}
