package kepil.bench;

import io.sapl.api.pdp.AuthorizationSubscription;
import io.sapl.api.pdp.Decision;
import io.sapl.interpreter.DefaultSAPLInterpreter;
import io.sapl.interpreter.combinators.PolicyDocumentCombiningAlgorithm;
import io.sapl.interpreter.functions.AnnotationFunctionContext;
import io.sapl.interpreter.pip.AnnotationAttributeContext;
import io.sapl.pdp.EmbeddedPolicyDecisionPoint;
import io.sapl.pdp.config.PDPConfiguration;
import io.sapl.prp.PrpUpdateEvent;
import io.sapl.prp.index.canonical.CanonicalImmutableParsedDocumentIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/// SAPL, embedded. Its index answers which documents a target meets, so purposes and categories
/// stand in the target, as comparisons that documents share; what it cannot index stands in the
/// body.
final class SaplPeer {
  private SaplPeer() {}

  static Peer of(DecisionWorld world) {
    var interpreter = new DefaultSAPLInterpreter();
    var attributes = new AnnotationAttributeContext();
    var functions = new AnnotationFunctionContext();
    var updates = new ArrayList<PrpUpdateEvent.Update>();
    for (int i = 0; i < world.rules.size(); i++) {
      var document = interpreter.parseDocument("x" + i, document("x" + i, world.rules.get(i)));
      if (document.isInvalid()) throw new IllegalStateException(document.errorMessage());
      updates.add(new PrpUpdateEvent.Update(PrpUpdateEvent.Type.PUBLISH, document));
    }
    var index =
        new CanonicalImmutableParsedDocumentIndex(attributes, functions)
            .apply(new PrpUpdateEvent(updates));
    var configuration =
        new PDPConfiguration(
            "bench",
            attributes,
            functions,
            Map.of(),
            PolicyDocumentCombiningAlgorithm.DENY_OVERRIDES,
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            index);
    var decides = new EmbeddedPolicyDecisionPoint(() -> Flux.just(configuration));
    var asks =
        world.questions.stream()
            .map(
                it -> {
                  var person = world.people.get(it.person());
                  var subject = Engine.choices(person);
                  subject.put("country", "l" + person.country());
                  return AuthorizationSubscription.of(
                      subject,
                      "disclose",
                      Map.of(
                          "purpose",
                          "p" + it.purpose(),
                          "category",
                          "k" + it.category(),
                          "recipient",
                          "r" + it.recipient()));
                })
            .toList();
    return i ->
        decides.decide(asks.get(i)).blockFirst() instanceof io.sapl.api.pdp.AuthorizationDecision it
            && it.getDecision() == Decision.PERMIT;
  }

  private static String document(String name, DecisionWorld.Rule it) {
    return "policy \""
        + name
        + "\" "
        + (it.allows() ? "permit" : "deny")
        + " "
        + anyOf("resource.purpose", Engine.names("p", it.purposes()))
        + " & "
        + anyOf("resource.category", Engine.names("k", it.categories()))
        + " where "
        + in("resource.recipient", Engine.names("r", it.recipients()))
        + in("subject.country", Engine.names("l", it.countries()))
        + (it.choice() < 0 ? "" : "subject.c" + it.choice() + ";");
  }

  private static String anyOf(String what, List<String> words) {
    return words.stream()
        .map(it -> what + " == \"" + it + "\"")
        .collect(Collectors.joining(" | ", "(", ")"));
  }

  private static String in(String what, List<String> words) {
    return words.stream()
        .map(it -> "\"" + it + "\"")
        .collect(Collectors.joining(", ", what + " in [", "]; "));
  }
}
