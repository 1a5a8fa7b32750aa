package kepil.web;

/// Answers one kind of call. A function: what it has to say is in what it returns.
@FunctionalInterface
public interface Handler {
  /// @throws Malformed the only exception a handler throws on purpose
  Reply handle(Call call);
}
