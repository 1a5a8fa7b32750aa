package kepil.bench;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// GDPRbench's table in PostgreSQL: as it is, or with what the paper adds: metadata indexed, data
/// sealed by the application, and every access in an audit table, in the same transaction.
final class PlainRecords implements Records {
  private static final String PUR = "p";

  private final StoreWorld world;
  private final boolean paper;
  private final Handle handle;
  private final Connection connection;
  private final Aead key;

  PlainRecords(StoreWorld world, boolean paper) throws GeneralSecurityException, SQLException {
    this.world = world;
    this.paper = paper;
    this.handle = world.jdbi.open();
    this.connection = handle.getConnection();
    this.key =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get())
            .getPrimitive(AeadConfig2026.get(), Aead.class);
    handle.execute("drop table if exists records, audit");
    handle.execute(
        """
        create table records (key int primary key, data bytea not null, pur text not null,
          ttl date not null, usr int not null, obj text not null, dec text not null,
          acl text not null, shr boolean not null, src text not null, cat text not null)
        """);
    handle.execute(
        """
        create table audit (nr bigint generated always as identity primary key,
          at timestamptz not null default now(), what text not null, key int, usr int, pur text)
        """);
    if (paper) {
      for (var column : List.of("pur", "ttl", "usr", "obj", "dec", "acl", "shr", "src", "cat")) {
        handle.execute("create index on records (" + column + ")");
      }
    }
    connection.setAutoCommit(!paper);
  }

  @Override
  public String name() {
    return paper ? "PostgreSQL, sealed, indexed, audited" : "plain PostgreSQL";
  }

  private byte[] sealed(int record, String data) throws GeneralSecurityException {
    var bytes = data.getBytes(StandardCharsets.UTF_8);
    return paper
        ? key.encrypt(bytes, Integer.toString(record).getBytes(StandardCharsets.UTF_8))
        : bytes;
  }

  private String opened(ResultSet row) throws SQLException, GeneralSecurityException {
    var bytes = row.getBytes(2);
    return new String(
        paper
            ? key.decrypt(bytes, Integer.toString(row.getInt(1)).getBytes(StandardCharsets.UTF_8))
            : bytes,
        StandardCharsets.UTF_8);
  }

  /// One access, and with the paper's features its line in the audit table.
  private interface Access<T> {
    T on(PreparedStatement statement) throws SQLException, GeneralSecurityException;
  }

  private <T> T access(String what, String sql, Access<T> access)
      throws SQLException, GeneralSecurityException {
    T result;
    try (var statement = connection.prepareStatement(sql)) {
      result = access.on(statement);
    }
    if (paper) {
      try (var statement = connection.prepareStatement("insert into audit (what) values (?)")) {
        statement.setString(1, what);
        statement.executeUpdate();
      }
      connection.commit();
    }
    return result;
  }

  private int write(String what, String sql, Object... values)
      throws SQLException, GeneralSecurityException {
    return access(
        what,
        sql,
        statement -> {
          for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
          return statement.executeUpdate();
        });
  }

  private Set<String> data(String what, String where, Object value)
      throws SQLException, GeneralSecurityException {
    return access(
        what,
        "select key, data from records where " + where + " = ?",
        statement -> {
          statement.setObject(1, value);
          var all = new HashSet<String>();
          try (var rows = statement.executeQuery()) {
            while (rows.next()) all.add(opened(rows));
          }
          return all;
        });
  }

  @Override
  public void load(List<Item> all) throws SQLException, GeneralSecurityException {
    connection.setAutoCommit(false);
    try (var statement = connection.prepareStatement(INSERT)) {
      for (var it : all) {
        var values = values(it);
        for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
        statement.addBatch();
        if (it.key() % 1_000 == 999) statement.executeBatch();
      }
      statement.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(!paper);
    world.settle();
  }

  private static final String INSERT =
      """
      insert into records (key, data, pur, ttl, usr, obj, dec, acl, shr, src, cat)
      values (?, ?, ?, current_date + 30, ?, '', '', 'a', true, ?, 'c')
      """;

  private Object[] values(Item it) throws GeneralSecurityException {
    return new Object[] {
      it.key(), sealed(it.key(), it.data()), PUR + it.purpose(), it.person(), "s" + it.source()
    };
  }

  @Override
  public boolean insert(Item it) throws SQLException, GeneralSecurityException {
    return write("insert", INSERT, values(it)) == 1;
  }

  @Override
  public void delete(Item it) throws SQLException, GeneralSecurityException {
    write("delete", "delete from records where key = ?", it.key());
  }

  @Override
  public void update(Item it, String data) throws SQLException, GeneralSecurityException {
    write("update", "update records set data = ? where key = ?", sealed(it.key(), data), it.key());
  }

  @Override
  public boolean close(int purpose, boolean closed) throws SQLException, GeneralSecurityException {
    return write("close", "update records set shr = ? where pur = ?", !closed, PUR + purpose) >= 0;
  }

  @Override
  public boolean disclosable(Item it) throws SQLException, GeneralSecurityException {
    return access(
        "ask",
        "select shr, obj from records where key = ?",
        statement -> {
          statement.setInt(1, it.key());
          try (var rows = statement.executeQuery()) {
            return rows.next()
                && rows.getBoolean(1)
                && !(" " + rows.getString(2)).contains(" " + PUR + it.purpose() + " ");
          }
        });
  }

  @Override
  public void object(int person, int purpose) throws SQLException, GeneralSecurityException {
    write("object", "update records set obj = obj || ? where usr = ?", PUR + purpose + " ", person);
  }

  @Override
  public Optional<String> read(Item it) throws SQLException, GeneralSecurityException {
    return data("read", "key", it.key()).stream().findFirst();
  }

  @Override
  public Set<String> readPurpose(int purpose) throws SQLException, GeneralSecurityException {
    return data("read purpose", "pur", PUR + purpose);
  }

  @Override
  public Set<String> readPerson(int person, Collection<Item> theirs)
      throws SQLException, GeneralSecurityException {
    return data("read person", "usr", person);
  }

  @Override
  public Set<Integer> readMetadata(int person) throws SQLException, GeneralSecurityException {
    return access(
        "read metadata",
        "select key, pur, ttl, usr, obj, dec, acl, shr, src, cat from records where usr = ?",
        statement -> {
          statement.setInt(1, person);
          var keys = new HashSet<Integer>();
          try (var rows = statement.executeQuery()) {
            while (rows.next()) keys.add(rows.getInt(1));
          }
          return keys;
        });
  }

  /// Without the paper's features there is no log, and no right answer.
  @Override
  public boolean readLog() throws SQLException, GeneralSecurityException {
    return access(
        "read log",
        "select nr, at, what from audit order by nr desc limit 100",
        statement -> {
          try (var rows = statement.executeQuery()) {
            return rows.next();
          }
        });
  }

  @Override
  public boolean deleted(Item it) throws SQLException, GeneralSecurityException {
    return read(it).isEmpty();
  }

  @Override
  public void close() throws SQLException {
    connection.setAutoCommit(true);
    handle.close();
  }
}
