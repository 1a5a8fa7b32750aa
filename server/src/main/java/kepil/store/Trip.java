package kepil.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Several statements on one way to the database and back.
///
/// They run one after the other, and each sees what is committed when its turn comes: what is read
/// after a lock is as new as the lock. Their parameters have one name wherever they occur.
public final class Trip {
  /// What becomes of a row.
  public interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private static final Reader NOTHING = _ -> {};

  private final StringJoiner sql = new StringJoiner(";\n");
  private final List<Reader> steps = new ArrayList<>();
  private UnaryOperator<Query> bound = it -> it;

  /// A statement and what becomes of its rows.
  public Trip read(String statement, Reader each) {
    sql.add(statement);
    steps.add(each);
    return this;
  }

  /// A statement that has none.
  public Trip write(String statement) {
    return read(statement, NOTHING);
  }

  /// How many statements it has so far.
  public int size() {
    return steps.size();
  }

  /// Gives parameters their values.
  public Trip bind(UnaryOperator<Query> more) {
    var before = bound;
    bound = it -> more.apply(before.apply(it));
    return this;
  }

  /// There and back. Nothing at all if there is no statement.
  public void go(Handle tx) {
    if (steps.isEmpty()) return;
    // Closed at once, or the driver could not find it again for the next trip of the transaction,
    // and PostgreSQL would plan each of its statements anew.
    try (var query = bound.apply(tx.createQuery(sql.toString()))) {
      query.execute((supplier, _) -> read(supplier.get()));
    }
  }

  private int read(PreparedStatement statement) throws SQLException {
    for (var step : steps) {
      try (var rows = statement.getResultSet()) {
        while (rows != null && rows.next()) step.read(rows);
      }
      statement.getMoreResults();
    }
    return steps.size();
  }
}
