package kepil;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import kepil.vault.Epochs;
import kepil.vault.Keyring;
import kepil.vault.TrustedTime;
import kepil.vault.Vault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kepil epoch`: turns the epoch, while everything goes on.
@Command(
    name = "epoch",
    description = {
      "Turns the epoch: makes a new epoch key, wraps everybody's key by it in batches, destroys the"
          + " old one. What a backup from before then holds of the erased opens to nobody any more,"
          + " and nor does the rest of that backup: make a new one after it.",
      "Servers may be running; a crash at any point is made good by the next run.",
      "`./kepil serve --epoch-days 30` does it by itself."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil epoch --data /var/lib/kepil",
      "  only if the newest epoch is older than 30 days:",
      "    ./kepil epoch --data /var/lib/kepil --older-than 30",
      "  begin none, and finish what a crash left:",
      "    ./kepil epoch --data /var/lib/kepil --finish",
      "  and a backup with the keys of the new one:",
      "    ./kepil epoch --data /var/lib/kepil && ./kepil backup \\",
      "        --data /var/lib/kepil --to /backup/$(date +%%F) --keystore-to /mnt/keys"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no key is wrapped by a past epoch, and the past keys are destroyed",
      "1:some keys were in use, or do not open, and are left for the next run; the old epoch key is"
          + " still there",
      "2:it could not be done; the message says what to do"
    })
final class EpochCommand implements Callable<Integer> {
  @Mixin KeptData kept = new KeptData();

  @Mixin KeptKeys keys = new KeptKeys();

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      description = "begin a new epoch only if the newest is older than this")
  Optional<Integer> olderThan = Optional.empty();

  @Option(names = "--finish", description = "begin no new epoch")
  boolean finish;

  @Mixin // picocli fills it in before anything runs
  Printing printing;

  @Override
  public Integer call() {
    var period = olderThan.map(it -> period("--older-than", it));
    var progress = printing.progress();
    var random = new SecureRandom();
    var clock = InstantSource.system();
    try (var opened = kept.open()) {
      var keyring = Keyring.start(keys.of(kept), opened.jdbi(), random);
      var vault = new Vault(keyring, (trip, _) -> trip, clock, random);
      var epochs = new Epochs(vault, opened.jdbi());
      long people =
          opened
              .jdbi()
              .withHandle(
                  h -> h.createQuery("select count(*) from subject_keys").mapTo(Long.class).one());
      var teller = new Teller(progress, people);
      var turned =
          finish
              ? epochs.finish(teller::tell)
              : period.isPresent()
                  ? epochs.turnIfOlder(
                      now(new TrustedTime(opened.jdbi(), clock)).minus(period.get()), teller::tell)
                  : epochs.turn(teller::tell);
      print(turned, keyring, epochs.since(), teller.seconds());
      return turned.left() == 0 ? Main.CLEAN : Main.FINDINGS;
    }
  }

  /// A hundred years, and no time that a database cannot say.
  private static final int LONGEST = 36_500;

  /// How old an epoch may grow. Less than a day ends every epoch at once, and with it what backups
  /// hold.
  static Duration period(String option, int days) {
    if (days >= 1 && days <= LONGEST) return Duration.ofDays(days);
    throw new Unusable(option + " " + days + ": expected 1 to " + LONGEST);
  }

  private Instant now(TrustedTime time) {
    var look = time.next();
    if (look.trusted()) return look.now();
    throw new Unusable(
        "nobody knows how old the epoch is: " + look.says() + "; " + kept.ifTheClockIsRight());
  }

  private void print(Epochs.Turned turned, Keyring keyring, Instant since, double seconds) {
    var out = printing.out();
    if (printing.json) {
      var all = new LinkedHashMap<String, Object>();
      turned.began().ifPresent(it -> all.put("began", it));
      all.putAll(
          Map.of(
              "current", keyring.current(),
              "since", since.toString(),
              "rewrapped", turned.rewrapped(),
              "left", turned.left(),
              "destroyed", turned.destroyed(),
              "seconds", seconds));
      printing.machine(all);
    } else {
      boolean notDue = olderThan.isPresent() && !finish && turned.began().isEmpty();
      if (notDue) {
        out.printf(
            "epoch %d is not due: it began at %s, less than %d days ago%n",
            keyring.current(), since.truncatedTo(ChronoUnit.MINUTES), olderThan.get());
      }
      // What an earlier run left is done in any case.
      boolean nothing =
          turned.rewrapped() == 0 && turned.left() == 0 && turned.destroyed().isEmpty();
      if (!notDue || !nothing) {
        out.printf(
            "epoch %d%s: %,d keys wrapped anew in %.1f s%s; destroyed: %s%n",
            keyring.current(),
            turned.began().isPresent() ? " began" : "",
            turned.rewrapped(),
            seconds,
            turned.left() == 0
                ? ""
                : ", " + turned.left() + " are in use, or do not open, and wait for the next run",
            turned.destroyed().isEmpty() ? "none" : turned.destroyed());
      }
      if (!turned.destroyed().isEmpty()) {
        out.println("backups from before now open nothing: make a new one, and copy the keystore");
      }
    }
    out.flush();
  }

  /// Says how far it is, every two seconds.
  static final class Teller {
    private final Progress progress;
    private final long all;
    private final long began = System.nanoTime();
    private long told = began;

    Teller(Progress progress, long all) {
      this.progress = progress;
      this.all = all;
    }

    void tell(long done) {
      long now = System.nanoTime();
      if (now - told < 2_000_000_000L) return;
      told = now;
      progress.say("%,d of %,d, %,.0f a second".formatted(done, all, done / seconds()));
    }

    double seconds() {
      return (System.nanoTime() - began) / 1e9;
    }
  }
}
