package kepil.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.ranger.authorization.hadoop.config.RangerPluginConfig;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItem;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItemAccess;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyResource;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.policyengine.RangerAccessRequestImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResourceImpl;
import org.apache.ranger.plugin.policyengine.RangerPluginContext;
import org.apache.ranger.plugin.policyengine.RangerPolicyEngineImpl;
import org.apache.ranger.plugin.policyengine.RangerPolicyEngineOptions;
import org.apache.ranger.plugin.util.ServicePolicies;

/// Apache Ranger's policy engine by itself, without its server, audit, tags or roles. What is asked
/// for is a resource of four levels; who said yes to something is in the group of that name.
final class RangerPeer {
  private RangerPeer() {}

  private static final String NAME = "bench";
  private static final String ACT = "disclose";

  static Peer of(DecisionWorld world) {
    var policies = new ServicePolicies();
    policies.setServiceName(NAME);
    policies.setServiceId(1L);
    policies.setPolicyVersion(1L);
    policies.setServiceDef(definition());
    var rules = new ArrayList<RangerPolicy>();
    for (var it : world.rules) rules.add(policy(rules.size() + 1, it));
    policies.setPolicies(rules);
    var options = new RangerPolicyEngineOptions();
    options.disableTagPolicyEvaluation = true;
    options.disableUserStoreRetriever = true;
    var engine =
        new RangerPolicyEngineImpl(
            policies,
            new RangerPluginContext(new RangerPluginConfig(NAME, NAME, NAME, "", "", options)),
            null);
    var asks =
        world.questions.stream()
            .map(
                it -> {
                  var person = world.people.get(it.person());
                  var what =
                      new HashMap<String, Object>(
                          Map.of(
                              "purpose",
                              "p" + it.purpose(),
                              "category",
                              "k" + it.category(),
                              "recipient",
                              "r" + it.recipient(),
                              "country",
                              "l" + person.country()));
                  return new RangerAccessRequestImpl(
                      new RangerAccessResourceImpl(what),
                      ACT,
                      "u" + it.person(),
                      Set.copyOf(Engine.names("c", person.said())),
                      Set.of());
                })
            .toList();
    return i -> {
      var result = engine.evaluatePolicies(asks.get(i), RangerPolicy.POLICY_TYPE_ACCESS, null);
      return result.getIsAccessDetermined() && result.getIsAllowed();
    };
  }

  private static RangerServiceDef definition() {
    var levels = new ArrayList<RangerServiceDef.RangerResourceDef>();
    var parent = "";
    for (var name : List.of("purpose", "category", "recipient", "country")) {
      var level = new RangerServiceDef.RangerResourceDef();
      level.setItemId(levels.size() + 1L);
      level.setName(name);
      level.setType("string");
      level.setLevel(10 * (levels.size() + 1));
      level.setParent(parent);
      level.setMandatory(true);
      level.setIsValidLeaf(name.equals("country"));
      level.setMatcher("org.apache.ranger.plugin.resourcematcher.RangerDefaultResourceMatcher");
      level.setMatcherOptions(Map.of("wildCard", "false", "ignoreCase", "false"));
      levels.add(level);
      parent = name;
    }
    var definition = new RangerServiceDef();
    definition.setId(1L);
    definition.setName(NAME);
    definition.setResources(levels);
    definition.setAccessTypes(
        List.of(new RangerServiceDef.RangerAccessTypeDef(1L, ACT, ACT, null, List.of())));
    definition.setOptions(new HashMap<>(Map.of("enableDenyAndExceptionsInPolicies", "true")));
    return definition;
  }

  private static RangerPolicy policy(long number, DecisionWorld.Rule it) {
    var policy = new RangerPolicy();
    policy.setId(number);
    policy.setName("x" + number);
    policy.setService(NAME);
    policy.setServiceType(NAME);
    policy.setIsEnabled(true);
    policy.setIsAuditEnabled(false);
    policy.setResources(
        new HashMap<>(
            Map.of(
                "purpose",
                any("p", it.purposes()),
                "category",
                any("k", it.categories()),
                "recipient",
                any("r", it.recipients()),
                "country",
                any("l", it.countries()))));
    var item =
        new RangerPolicyItem(
            List.of(new RangerPolicyItemAccess(ACT, true)),
            List.of(),
            List.of(it.choice() < 0 ? "public" : "c" + it.choice()),
            List.of(),
            List.of(),
            false);
    if (it.allows()) policy.setPolicyItems(List.of(item));
    else {
      policy.setDenyPolicyItems(List.of(item));
    }
    return policy;
  }

  private static RangerPolicyResource any(String prefix, Set<Integer> numbers) {
    return new RangerPolicyResource(Engine.names(prefix, numbers), false, false);
  }
}
