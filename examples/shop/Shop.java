import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.sdk.Gatekeeper;
import kepil.sdk.Kepil;
import kepil.sdk.Outcome;
import kepil.sdk.Plan;
import kepil.sdk.Question;

/// A shop that writes to its customers, and asks before each letter, in its own process.
///
/// Its arguments are the server, the organisation, the file with the API key, a folder for the
/// records, the purpose of the letter, and what the shop knows to be so; `docs/sdk.md` has a
/// command that runs it beside the demo. The build compiles and runs it against a whole server.
final class Shop {
  // tag::use[]
  static void write(Gatekeeper gate, Question letter, SubjectId customer) {
    switch (gate.decide(letter, customer)) {
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
    var key = Files.readString(Path.of(args[2])).strip();
    var folder = Path.of(args[3]);
    var purpose = args[4];
    var known = Set.copyOf(Arrays.asList(args).subList(5, args.length));
    var customers = Kepil.at(server, org, key);
    // tag::open[]
    var letter =
        Question.of(
            Question.to(Operation.MESSAGE)
                .forPurpose(purpose)
                .by("email")
                .about("visit-42")
                .given(known));
    try (var gate = Gatekeeper.open(Plan.of(server, org, key, folder))) {
      write(gate, letter, customers.admit("email", "aygul@example.org"));
      gate.flush(Duration.ofSeconds(10));
    }
    // end::open[]
  }
}
