package kepil.console;

import java.util.Optional;
import java.util.UUID;
import kepil.gate.Gate;
import kepil.policy.Program;
import kepil.web.Call;

/// Somebody inside, in the office of one organisation.
record Office(Inside in, Gate gate) {
  Call call() {
    return in.call();
  }

  Optional<UUID> who() {
    return in.who();
  }

  Program program() {
    return gate.program();
  }

  String org() {
    return program().id();
  }

  /// The address of a page of this office.
  String address(String rest) {
    return "/console/" + org() + rest;
  }
}
