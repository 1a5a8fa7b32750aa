package kepil.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/// The engines of others that run in Java and can be had from Maven Central. Each is given the
/// rules in the form in which it was fastest of those that were tried.
public enum Engine {
  /// Hadoop's: resources with four levels, a prefix tree over each; what somebody said yes to is a
  /// group they are in.
  RANGER("Apache Ranger") {
    @Override
    Peer given(DecisionWorld world) {
      return RangerPeer.of(world);
    }
  },
  /// The Streaming Attribute Policy Language with its canonical index, which knows purposes and
  /// categories.
  SAPL("SAPL") {
    @Override
    Peer given(DecisionWorld world) {
      return SaplPeer.of(world);
    }
  },
  /// A list of rows and a formula over each.
  CASBIN("jCasbin") {
    @Override
    Peer given(DecisionWorld world) {
      return casbin(world);
    }
  };

  private final String title;

  Engine(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract Peer given(DecisionWorld world);

  private static Peer casbin(DecisionWorld world) {
    var model = new Model();
    model.addDef("r", "r", "purpose, category, recipient, country, choices");
    model.addDef("p", "p", "purposes, categories, recipients, countries, choice, eft");
    model.addDef("e", "e", "some(where (p.eft == allow)) && !some(where (p.eft == deny))");
    model.addDef(
        "m",
        "m",
        "string.contains(p.purposes, r.purpose) && string.contains(p.categories, r.category) &&"
            + " string.contains(p.recipients, r.recipient) && string.contains(p.countries,"
            + " r.country) && string.contains(r.choices, p.choice)");
    for (var it : world.rules) {
      model.addPolicy(
          "p",
          "p",
          List.of(
              set("p", it.purposes()),
              set("k", it.categories()),
              set("r", it.recipients()),
              set("l", it.countries()),
              it.choice() < 0 ? " " : " c" + it.choice() + " ",
              it.allows() ? "allow" : "deny"));
    }
    var enforcer = new Enforcer(model);
    enforcer.enableLog(false);
    var asks =
        world.questions.stream()
            .map(
                it -> {
                  var person = world.people.get(it.person());
                  return new Object[] {
                    " p" + it.purpose() + " ",
                    " k" + it.category() + " ",
                    " r" + it.recipient() + " ",
                    " l" + person.country() + " ",
                    set("c", person.said())
                  };
                })
            .toList();
    return i -> enforcer.enforce(asks.get(i));
  }

  /// Words with a blank on each side, so that `p1` is not found in `p12`.
  private static String set(String prefix, Collection<Integer> numbers) {
    return numbers.stream().map(it -> prefix + it).collect(Collectors.joining(" ", " ", " "));
  }

  static List<String> names(String prefix, Collection<Integer> numbers) {
    return numbers.stream().map(it -> prefix + it).toList();
  }

  /// Every choice with its yes or no.
  static Map<String, Object> choices(DecisionWorld.Person person) {
    var all = new LinkedHashMap<String, Object>();
    IntStream.range(0, DecisionWorld.CHOICES)
        .forEach(it -> all.put("c" + it, person.said().contains(it)));
    return all;
  }
}
