package kepil.sdk;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/// How a [Gatekeeper] works. Prints neither key nor folder.
///
/// @param server address without a path
/// @param org short name of the organisation's policy
/// @param key an API key with the verbs `follow` and `record`
/// @param formerKeys keys used before: records on the disk that were made under one are still
///   opened by it
/// @param folder where records wait for the server, on a disk of this machine; one program at a
///   time uses it
/// @param bound so far at most a decision may be behind the server; beyond it everything is refused
/// @param durability what a permit waits for
/// @param patience how long a decision waits for a person's standing or for room on the disk,
///   before it is refused
/// @param people of how many the standing is held in memory
/// @param room how many bytes of records may wait on the disk
public record Plan(
    URI server,
    String org,
    String key,
    List<String> formerKeys,
    Path folder,
    Duration bound,
    Durability durability,
    Duration patience,
    int people,
    long room,
    InstantSource clock,
    RandomGenerator random) {

  /// What a permit waits for.
  public enum Durability {
    /// Its record is on the disk for good: no crash loses it, be it of the program or of the
    /// machine.
    DURABLE,
    /// Its record is with the operating system: no crash of the program loses it, but one of the
    /// machine loses the last 50 milliseconds and the write that was going on.
    FAST
  }

  public Plan {
    formerKeys = List.copyOf(formerKeys);
    must(bound, 100, "behind the server cannot be held to");
    must(patience, 1, "of patience are none, or more than anybody has");
    if (people < 1) {
      throw new IllegalArgumentException("room for " + people + " people: expected at least 1");
    }
    if (room < 2L * Segment.BYTES) {
      throw new IllegalArgumentException(
          "room for " + room + " bytes: expected at least " + 2L * Segment.BYTES);
    }
  }

  private static void must(Duration it, int millis, String otherwise) {
    if (it.compareTo(Duration.ofMillis(millis)) < 0 || it.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          it + " " + otherwise + ": expected " + millis + " ms to a day");
    }
  }

  /// Durable, at most a second behind, 100,000 people in memory, 256 MiB on the disk: some five
  /// million records.
  public static Plan of(URI server, String org, String key, Path folder) {
    return new Plan(
        server,
        org,
        key,
        List.of(),
        folder,
        Duration.ofSeconds(1),
        Durability.DURABLE,
        Duration.ofSeconds(1),
        100_000,
        256L << 20,
        InstantSource.system(),
        RandomGenerator.of("SecureRandom"));
  }

  public Plan fast() {
    return new Plan(
        server,
        org,
        key,
        formerKeys,
        folder,
        bound,
        Durability.FAST,
        patience,
        people,
        room,
        clock,
        random);
  }

  public Plan behindAtMost(Duration it) {
    return new Plan(
        server,
        org,
        key,
        formerKeys,
        folder,
        it,
        durability,
        patience,
        people,
        room,
        clock,
        random);
  }

  public Plan waitingAtMost(Duration it) {
    return new Plan(
        server, org, key, formerKeys, folder, bound, durability, it, people, room, clock, random);
  }

  public Plan holding(int manyPeople) {
    return new Plan(
        server,
        org,
        key,
        formerKeys,
        folder,
        bound,
        durability,
        patience,
        manyPeople,
        room,
        clock,
        random);
  }

  public Plan spillingAtMost(long bytes) {
    return new Plan(
        server,
        org,
        key,
        formerKeys,
        folder,
        bound,
        durability,
        patience,
        people,
        bytes,
        clock,
        random);
  }

  public Plan afterKeys(List<String> former) {
    return new Plan(
        server, org, key, former, folder, bound, durability, patience, people, room, clock, random);
  }

  @Override
  public String toString() {
    return "Plan[" + org + ", at most " + bound.toMillis() + " ms behind, " + durability + "]";
  }
}
