package kepil;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import kepil.vault.TrustedTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kepil clock`: whether this machine's time is trusted, and an operator's word that it is right.
@Command(
    name = "clock",
    description = {
      "Says whether this machine's time is trusted. Where it is more than a week from the last time"
          + " that was (the clock jumped, the server was off, or an older backup was brought back)"
          + " nothing is deleted by time, and no epoch begins or ends by it.",
      "A wrong clock needs to be put right and nothing else. If it is right, --trust says so, and"
          + " within the hour everything goes on; servers may be running."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil clock --data /var/lib/kepil",
      "  the server was off for a month, and the clock is right:",
      "    ./kepil clock --data /var/lib/kepil --trust"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the time is trusted",
      "1:it is not, and what cannot be undone waits",
      "2:it could not be done; the message says what to do"
    })
final class ClockCommand implements Callable<Integer> {
  @Mixin KeptData kept = new KeptData();

  @Option(names = "--trust", description = "this machine's clock is right: you have looked at it")
  boolean trust;

  @Mixin // picocli fills it in before anything runs
  Printing printing;

  @Override
  public Integer call() {
    try (var opened = kept.open()) {
      var time = new TrustedTime(opened.jdbi(), InstantSource.system());
      var look = trust ? time.trust() : time.look();
      if (printing.json) {
        printing.machine(
            Map.of(
                "trusted", look.trusted(),
                "now", look.now().toString(),
                "last", look.last().toString()));
      } else {
        printing
            .out()
            .printf(
                look.trusted()
                    ? "trusted: %s%n"
                    : "not trusted, and nothing is deleted by it: %s; %s%n",
                look.says(),
                kept.ifTheClockIsRight());
      }
      printing.out().flush();
      return look.trusted() ? Main.CLEAN : Main.FINDINGS;
    }
  }
}
