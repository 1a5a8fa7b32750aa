package kepil.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Stands between us and the driver, and lets no error through that quotes a value
/// ([DiscreetException] says why).
///
/// It is here and not in a log filter, because an error that has left this room can be printed by
/// anybody.
record Discreet(Object inner) implements InvocationHandler {

  static DataSource of(DataSource inner) {
    return around(DataSource.class, inner);
  }

  private static <T> T around(Class<T> type, Object inner) {
    return type.cast(
        Proxy.newProxyInstance(
            Discreet.class.getClassLoader(), new Class<?>[] {type}, new Discreet(inner)));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      var result = method.invoke(inner, arguments);
      // Who asks for the driver's own object is not to be given another.
      return method.getName().equals("unwrap") ? result : wrapped(result);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof SQLException thrown
          ? DiscreetException.of(thrown)
          : e.getCause();
    }
  }

  private static @Nullable Object wrapped(@Nullable Object result) {
    return switch (result) {
      case CallableStatement it -> around(CallableStatement.class, it);
      case PreparedStatement it -> around(PreparedStatement.class, it);
      case Statement it -> around(Statement.class, it);
      case ResultSet it -> around(ResultSet.class, it);
      case Connection it -> around(Connection.class, it);
      case null, default -> result;
    };
  }
}
