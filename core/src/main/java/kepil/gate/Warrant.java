package kepil.gate;

import kepil.policy.Right;

/// Leave to do for a person what their right demands: see all, copy, correct, erase.
///
/// Like a permit it has no public constructor; only the gate makes one.
public final class Warrant {
  private final SubjectId subject;
  private final Right right;
  private final Answer answer;

  Warrant(SubjectId subject, Right right, Answer answer) {
    this.subject = subject;
    this.right = right;
    this.answer = answer;
  }

  public SubjectId subject() {
    return subject;
  }

  public Right right() {
    return right;
  }

  public Answer answer() {
    return answer;
  }
}
