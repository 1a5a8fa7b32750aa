package kepil.web;

/// We could not listen where we were told to.
public final class PortTaken extends RuntimeException {
  private static final long serialVersionUID = 1;

  PortTaken(String host, int port) {
    super(
        "port `"
            + port
            + "` on `"
            + host
            + "` cannot be opened: most likely it is in use; stop what listens there, or choose"
            + " another with `--port`");
  }
}
