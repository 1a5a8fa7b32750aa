package kepil.api;

import kepil.web.Problem;
import kepil.web.Reply;

/// Ends a call with a problem before anything was done: thrown inside a transaction it undoes it. A
/// decision of the gate is never one of these, for that must be recorded.
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Reply reply;

  Stop(Problem problem) {
    this(Reply.problem(problem));
  }

  Stop(Reply reply) {
    super("stopped with status " + reply.status(), null, false, false);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
