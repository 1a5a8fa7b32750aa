package kepil.carry;

import java.util.LinkedHashSet;
import java.util.Set;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.mail.Errand;
import kepil.mail.Post;
import kepil.policy.Program;
import kepil.vault.Acts;
import kepil.vault.Outcome;
import kepil.words.Words;
import org.jdbi.v3.core.Handle;

/// Letters by e-mail that the policy permits, and a record of those it does not.
///
/// The gate decides on the message before an address is opened, and again when the letter goes
/// ([AskedAgain]). Each letter says at its end why it came and which promise allows it, so that
/// whoever gets one can hold us to it.
public final class Messages {
  private final Acts acts;
  private final Post post;
  private final String base;

  /// @param base address of the portal, with a slash at its end
  public Messages(Acts acts, Post post, String base) {
    this.acts = acts;
    this.post = post;
    this.base = base;
  }

  /// What is to be written.
  ///
  /// @param language in which it is written
  public record Text(String language, String subject, String text) {
    @Override
    public String toString() {
      return "Text[" + language + "]";
    }
  }

  /// Puts the letter in the outbox, or says why not; then no address was opened.
  ///
  /// @param ask the message, without fields: the address is ours to find
  public Outcome send(Handle tx, Gate gate, Ask ask, Text text) {
    var act = ask.by("email").of(addresses(gate.program()));
    var outcome = acts.message(tx, gate, act);
    if (outcome instanceof Outcome.Done done) {
      post.send(
          tx,
          gate.program().id(),
          new Errand(
              act,
              done.event(),
              text.language(),
              text.subject(),
              text.text() + "\n\n-- \n" + why(gate.program(), ask, done, text.language())));
    }
    return outcome;
  }

  /// The first field of the policy that is an e-mail address and by which people are found; else
  /// any that is one.
  private static Set<String> addresses(Program program) {
    var all = new LinkedHashSet<String>();
    program.emails().stream().findFirst().ifPresent(all::add);
    if (all.isEmpty()) {
      program.fields().values().stream()
          .filter(it -> it.type().equals("email"))
          .findFirst()
          .ifPresent(it -> all.add(it.name()));
    }
    return all;
  }

  private String why(Program program, Ask ask, Outcome.Done done, String language) {
    var words = Words.in(language);
    var names = program.names(language);
    var clause = done.answer().clauses().getFirst();
    var purpose = ask.purpose().map(it -> names.purposes().getOrDefault(it, it)).orElse("");
    return words.say(
        "letter.message.why",
        names.organisation(),
        purpose,
        clause,
        base + program.id() + "/clause/" + clause,
        base + program.id() + "/privacy");
  }
}
