import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.sdk.Gatekeeper;
import kepil.sdk.Kepil;
import kepil.sdk.Outcome;
import kepil.sdk.Plan;
import kepil.sdk.Question;

/// A shop that writes to its customers, and asks before each letter, in its own process.
///
///     java -cp kepil-sdk.jar:kepil-core.jar:… examples/shop/Shop.java http://localhost:8400 reader KEY /var/lib/shop/kepil
///
/// The build compiles and runs it against a whole server.
final class Shop {
  // tag::use[]
  static final Question LETTER =
      Question.of(Question.to(Operation.MESSAGE).forPurpose("delivery").by("email"));

  static void write(Gatekeeper gate, SubjectId customer) {
    switch (gate.decide(LETTER, customer)) {
      case Outcome.Permitted yes ->
          System.out.println("sent, by clause " + yes.clauses().getFirst());
      case Outcome.Refused no ->
          System.out.println("not sent, by clause " + no.clauses().getFirst());
      case Outcome.Doubtful doubt -> System.out.println("not now: " + doubt.reason());
    }
  }

  // end::use[]

  public static void main(String[] args) throws Exception {
    var server = URI.create(args[0]);
    var org = args[1];
    var key = args[2];
    var folder = Path.of(args[3]);
    var customers = Kepil.at(server, org, key);
    // tag::open[]
    try (var gate = Gatekeeper.open(Plan.of(server, org, key, folder))) {
      write(gate, customers.admit("email", "aygul@example.org"));
      gate.flush(Duration.ofSeconds(10));
    }
    // end::open[]
  }
}
