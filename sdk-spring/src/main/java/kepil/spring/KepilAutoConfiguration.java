package kepil.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.time.Duration;
import kepil.sdk.Gatekeeper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One [Gatekeeper] for the application, as soon as `kepil.server` is set; closed with it.
@AutoConfiguration
@ConditionalOnProperty("kepil.server")
@EnableConfigurationProperties(KepilProperties.class)
public final class KepilAutoConfiguration {

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Gatekeeper gatekeeper(KepilProperties properties) throws IOException, InterruptedException {
    return Gatekeeper.open(properties.plan());
  }

  /// Up while it decides. It is down while it refuses everything, which passes by itself: good for
  /// alarms, and better left out of the group that restarts the application.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static final class ItsHealth {
    @Bean
    HealthIndicator kepilHealthIndicator(Gatekeeper gatekeeper) {
      return () -> {
        var it = gatekeeper.health();
        var health =
            (it.current() ? Health.up() : Health.down())
                .withDetail("version", it.version())
                .withDetail("waiting", it.waiting())
                .withDetail("doubted", it.doubted())
                .withDetail("lost", it.lost());
        it.behind().map(Duration::toMillis).ifPresent(ms -> health.withDetail("behindMillis", ms));
        if (!it.trouble().isEmpty()) health.withDetail("trouble", it.trouble());
        return health.build();
      };
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static final class ItsMeters {
    @Bean
    MeterBinder kepilMeters(Gatekeeper it) {
      return registry -> {
        FunctionCounter.builder("kepil.decisions", it, g -> g.health().permitted())
            .tag("outcome", "permitted")
            .register(registry);
        FunctionCounter.builder("kepil.decisions", it, g -> g.health().refused())
            .tag("outcome", "refused")
            .register(registry);
        FunctionCounter.builder("kepil.decisions", it, g -> g.health().doubtful())
            .tag("outcome", "doubtful")
            .register(registry);
        FunctionCounter.builder("kepil.records.sent", it, g -> g.health().recorded())
            .register(registry);
        FunctionCounter.builder("kepil.records.doubted", it, g -> g.health().doubted())
            .register(registry);
        FunctionCounter.builder("kepil.records.lost", it, g -> g.health().lost())
            .register(registry);
        Gauge.builder("kepil.records.waiting", it, g -> g.health().waiting()).register(registry);
        Gauge.builder(
                "kepil.behind",
                it,
                g -> g.health().behind().map(d -> d.toMillis() / 1000.0).orElse(Double.NaN))
            .baseUnit("seconds")
            .register(registry);
        Gauge.builder("kepil.people", it, g -> g.health().people()).register(registry);
      };
    }
  }
}
