package kepil.gate;

/// Leave to do exactly what was asked, with exactly the fields that were asked.
///
/// A class and not a record, because a record's constructor would be as public as the record. Only
/// the gate makes one, and the vault opens to nothing else.
public final class Permit implements Decision {
  private final Ask ask;
  private final Answer answer;

  Permit(Ask ask, Answer answer) {
    this.ask = ask;
    this.answer = answer;
  }

  public Ask ask() {
    return ask;
  }

  @Override
  public Answer answer() {
    return answer;
  }
}
