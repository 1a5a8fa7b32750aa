package kepil.gate;

/// A no, with its reason.
public record Refusal(Answer answer) implements Decision {}
