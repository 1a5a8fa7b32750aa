package kepil.bench;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import kepil.gate.SubjectId;
import org.jdbi.v3.core.Jdbi;

/// What one does without Kepil: a table with the same columns in the same database, the value
/// sealed by the application under one key for all. No decision, no record, no key of one's own.
final class PlainStore {
  private final Aead key;

  PlainStore(Jdbi jdbi) throws GeneralSecurityException {
    key =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get())
            .getPrimitive(AeadConfig2026.get(), Aead.class);
    for (var table : new String[] {"plain_sealed", "plain_open"}) {
      jdbi.useHandle(
          h ->
              h.execute(
                  """
                  create table %s (
                    org text not null, subject uuid not null, id uuid not null,
                      field text not null, point text not null, purposes text[] not null,
                      policy text not null,
                    collected_at timestamptz not null, keep_until date not null,
                      category text not null, source text not null, client text, item text,
                      language text not null,
                    value bytea not null, primary key (org, subject, id))\
                  """
                      .formatted(table)));
    }
  }

  static final String INSERT =
      """
      insert into plain_sealed (org, subject, id, field, point, purposes, policy, collected_at,
        keep_until, category, source, language, value)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  static final String SELECT =
      "select value from plain_sealed where org = ? and subject = ? and id = ?";

  void insert(
      PreparedStatement statement,
      SubjectId s,
      UUID id,
      int category,
      String purpose,
      String value,
      boolean sealed)
      throws SQLException, GeneralSecurityException {
    statement.setString(1, StoreWorld.ORG);
    statement.setObject(2, s.value());
    statement.setObject(3, id);
    statement.setString(4, "f" + category);
    statement.setString(5, "s0");
    statement.setArray(6, statement.getConnection().createArrayOf("text", new String[] {purpose}));
    statement.setString(7, "1");
    statement.setObject(8, OffsetDateTime.now());
    statement.setObject(9, LocalDate.now().plusDays(30));
    statement.setString(10, "k" + category);
    statement.setString(11, "person");
    statement.setString(12, "en");
    statement.setBytes(
        13,
        sealed
            ? key.encrypt(
                value.getBytes(StandardCharsets.UTF_8),
                id.toString().getBytes(StandardCharsets.UTF_8))
            : value.getBytes(StandardCharsets.UTF_8));
  }

  String select(PreparedStatement statement, SubjectId s, UUID id)
      throws SQLException, GeneralSecurityException {
    statement.setString(1, StoreWorld.ORG);
    statement.setObject(2, s.value());
    statement.setObject(3, id);
    try (var rows = statement.executeQuery()) {
      if (!rows.next()) throw new IllegalStateException("the row is not there");
      return new String(
          key.decrypt(rows.getBytes(1), id.toString().getBytes(StandardCharsets.UTF_8)),
          StandardCharsets.UTF_8);
    }
  }
}
