package kepil.store;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/// One column of many rows, as a parameter for `unnest`.
///
/// Jdbi's own arrays are arrays of objects, of which the driver takes no bytes. Numbers, times and
/// days the driver would send as text, which PostgreSQL reads letter by letter; here they go as
/// PostgreSQL holds them.
public final class Column {
  private Column() {}

  private static <R, T> Argument of(
      String type, Collection<R> rows, Function<R, T> of, IntFunction<T[]> make) {
    var values = rows.stream().map(of).toArray(make);
    return (position, statement, _) ->
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
  }

  public static <R> Argument texts(Collection<R> rows, Function<R, @Nullable String> of) {
    return of("text", rows, of, String[]::new);
  }

  public static <R> Argument longs(Collection<R> rows, Function<R, Long> of) {
    return of("bigint", rows, of, Long[]::new);
  }

  public static <R> Argument bytes(Collection<R> rows, Function<R, byte[]> of) {
    return of("bytea", rows, of, byte[][]::new);
  }

  /// A kind of value that has the same length always.
  private record Fixed<T>(int array, int one, int length, BiConsumer<ByteBuffer, T> put) {
    /// The head of a binary array: how many dimensions (one), whether any value is missing (none),
    /// of what it is, how many it has and the number of the first.
    private static final int HEAD = 5 * Integer.BYTES;

    <R> Argument of(Collection<R> rows, Function<R, T> of) {
      var bytes = ByteBuffer.allocate(HEAD + rows.size() * (Integer.BYTES + length));
      bytes.putInt(1).putInt(0).putInt(one).putInt(rows.size()).putInt(1);
      for (var row : rows) put.accept(bytes.putInt(length), of.apply(row));
      return (position, statement, _) -> {
        var connection = statement.getConnection().unwrap(BaseConnection.class);
        Array column = new PgArray(connection, array, bytes.array());
        statement.setArray(position, column);
      };
    }
  }

  private static final Fixed<UUID> UUIDS =
      new Fixed<>(
          Oid.UUID_ARRAY,
          Oid.UUID,
          2 * Long.BYTES,
          (to, it) ->
              to.putLong(it.getMostSignificantBits()).putLong(it.getLeastSignificantBits()));

  /// PostgreSQL counts from here.
  private static final LocalDate BEGIN = LocalDate.of(2000, 1, 1);

  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Fixed<Instant> TIMES =
      new Fixed<>(
          Oid.TIMESTAMPTZ_ARRAY,
          Oid.TIMESTAMPTZ,
          Long.BYTES,
          (to, it) -> to.putLong(ChronoUnit.MICROS.between(FIRST, it)));

  private static final Fixed<LocalDate> DAYS =
      new Fixed<>(
          Oid.DATE_ARRAY,
          Oid.DATE,
          Integer.BYTES,
          (to, it) -> to.putInt(Math.toIntExact(ChronoUnit.DAYS.between(BEGIN, it))));

  public static <R> Argument uuids(Collection<R> rows, Function<R, UUID> of) {
    return UUIDS.of(rows, of);
  }

  public static <R> Argument times(Collection<R> rows, Function<R, Instant> of) {
    return TIMES.of(rows, of);
  }

  public static <R> Argument days(Collection<R> rows, Function<R, LocalDate> of) {
    return DAYS.of(rows, of);
  }
}
