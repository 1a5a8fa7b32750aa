package kepil.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// The changes to the tables that this build comes with, and whether a database has had them all.
///
/// Flyway needs a seventh of a start to find out that there is nothing to do, which is what most
/// starts find (decision 31). Here it is one look at the table in which Flyway keeps what it did.
/// Whatever there is not to the letter what Flyway would have written of these very files is left
/// to Flyway: it knows what to do, or says what is wrong.
final class Migrations {
  static final String FOLDER = "db/migration";

  private Migrations() {}

  /// Whether every change of this build was made by Flyway, succeeded, and has the text it had
  /// then; and no other was made.
  static boolean done(Connection connection) throws SQLException, IOException {
    return tableThere(connection) && made(connection).equals(ours());
  }

  private static boolean tableThere(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select exists (select 1 from pg_tables
                  where schemaname = current_schema() and tablename = 'flyway_schema_history')\
                """)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /// The sum of each script that was applied; one that no file of ours has where it did not go as
  /// it goes with a file.
  private static Map<String, Integer> made(Connection connection) throws SQLException {
    var made = new HashMap<String, Integer>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select case when success and type = 'SQL' then script else 'otherwise' end, checksum
                from flyway_schema_history\
                """)) {
      while (rows.next()) made.put(rows.getString(1), rows.getInt(2));
    }
    return made;
  }

  private static Map<String, Integer> ours() throws IOException {
    var folder = Migrations.class.getClassLoader().getResource(FOLDER + "/");
    if (folder == null) return Map.of();
    var ours = new HashMap<String, Integer>();
    if (folder.openConnection() instanceof JarURLConnection packed) {
      packed.setUseCaches(false);
      try (var jar = packed.getJarFile()) {
        for (var it : jar.stream().filter(it -> isOurs(it.getName())).toList()) {
          ours.put(it.getName().substring(FOLDER.length() + 1), sum(jar.getInputStream(it)));
        }
      }
    } else {
      try (var files = Files.list(Path.of(URI.create(folder.toString())))) {
        for (var it : files.toList()) {
          ours.put(it.getFileName().toString(), sum(Files.newInputStream(it)));
        }
      }
    }
    return ours;
  }

  private static boolean isOurs(String name) {
    return name.startsWith(FOLDER + "/") && !name.endsWith("/");
  }

  /// As Flyway sums a script up: its lines, without what ends them.
  private static int sum(InputStream script) throws IOException {
    var sum = new CRC32();
    try (var lines = new BufferedReader(new InputStreamReader(script, StandardCharsets.UTF_8))) {
      for (var it = lines.readLine(); it != null; it = lines.readLine()) {
        sum.update(it.getBytes(StandardCharsets.UTF_8));
      }
    }
    return (int) sum.getValue();
  }
}
