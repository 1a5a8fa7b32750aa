package kepil.spring;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kepil.sdk.Plan;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `kepil.*` of the application's settings.
///
/// @param server address without a path
/// @param org short name of the organisation's policy
/// @param key an API key with the verbs `follow` and `record`
/// @param formerKeys keys used before, until their records are sent
/// @param folder where records wait for the server; one application at a time uses it
/// @param bound so far at most a decision may be behind the server
/// @param durability `durable` or `fast`, as [Plan.Durability] says
/// @param patience how long a decision waits at most
/// @param people of how many the standing is held in memory
/// @param room how many bytes of records may wait
@ConfigurationProperties("kepil")
public record KepilProperties(
    URI server,
    String org,
    String key,
    @DefaultValue List<String> formerKeys,
    Path folder,
    @DefaultValue("1s") Duration bound,
    @DefaultValue("durable") Plan.Durability durability,
    @DefaultValue("1s") Duration patience,
    @DefaultValue("100000") int people,
    @DefaultValue("268435456") long room) {

  Plan plan() {
    var plan =
        Plan.of(server, org, key, folder)
            .afterKeys(formerKeys)
            .behindAtMost(bound)
            .waitingAtMost(patience)
            .holding(people)
            .spillingAtMost(room);
    return durability == Plan.Durability.FAST ? plan.fast() : plan;
  }

  /// Without the key.
  @Override
  public String toString() {
    return "KepilProperties[" + org + "]";
  }
}
