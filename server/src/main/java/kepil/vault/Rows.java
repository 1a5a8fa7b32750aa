package kepil.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Reads what JDBC makes long.
final class Rows {
  private Rows() {}

  static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
