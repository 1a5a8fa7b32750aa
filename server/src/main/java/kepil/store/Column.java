package kepil.store;

import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/// One column of many rows, as a parameter for `unnest`.
///
/// Jdbi's own arrays are arrays of objects, of which the driver takes no bytes.
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

  public static <R> Argument uuids(Collection<R> rows, Function<R, UUID> of) {
    return of("uuid", rows, of, UUID[]::new);
  }

  public static <R> Argument longs(Collection<R> rows, Function<R, Long> of) {
    return of("bigint", rows, of, Long[]::new);
  }

  public static <R> Argument bytes(Collection<R> rows, Function<R, byte[]> of) {
    return of("bytea", rows, of, byte[][]::new);
  }
}
