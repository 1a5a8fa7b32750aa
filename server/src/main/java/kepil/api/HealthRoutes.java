package kepil.api;

import java.util.List;
import java.util.Map;
import kepil.web.Reply;
import kepil.web.Route;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// `/health`: whether the server is alive, and whether it can work. Says nothing to a stranger that
/// the port being open does not say.
public final class HealthRoutes {
  private final Jdbi jdbi;

  public HealthRoutes(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/health", _ -> ready()),
        Route.get("/health/live", _ -> Reply.json(Map.of("status", "up"))));
  }

  private Reply ready() {
    try {
      jdbi.useHandle(handle -> handle.createQuery("select 1").mapTo(Integer.class).one());
      return Reply.json(Map.of("status", "up", "database", "up"));
    } catch (JdbiException down) {
      return Reply.json(503, Map.of("status", "down", "database", "down")).with("Retry-After", "5");
    }
  }
}
