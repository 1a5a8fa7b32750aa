package kepil.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Records on their way to the server: a folder of segments, oldest first. The newest is written
/// to, the oldest is sent and removed when the server has all of it. There is no queue in memory,
/// so there is none to lose.
///
/// What is found at the beginning was left by a program that ended; it is sent before anything
/// else. The server records a number once, so nothing is doubled by sending it again.
final class Spill implements AutoCloseable {
  /// The folders of this program. Closing any channel on a file frees the program's lock on it
  /// (POSIX), so who comes second within a program is refused before they open one.
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private static final Pattern NAME = Pattern.compile("(\\d{1,9})\\.uses");

  /// How long a machine may lose in a crash of its own where nobody waits for the disk.
  private static final Duration LAG = Duration.ofMillis(50);

  private final Path folder;
  private final String key;
  private final RandomGenerator random;
  private final int most;
  private final int records;
  private final FileChannel guard;

  /// Oldest first; the last is [#current].
  private final ConcurrentLinkedDeque<Live> live = new ConcurrentLinkedDeque<>();

  private volatile Live current;
  private int number;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final Condition wanted = lock.newCondition();
  private final Condition forced = lock.newCondition();
  private long begun;
  private long done;
  private boolean wish;
  private volatile boolean closed;
  private volatile Optional<IOException> broken = Optional.empty();
  private final Thread forcing =
      Thread.ofPlatform().daemon().name("kepil-spill").unstarted(this::force);

  /// A segment with its files.
  ///
  /// @param asks where new asks go; empty where nobody writes any more
  /// @param left the asks that were found
  /// @param forced how many of its records are on the disk for good
  record Live(
      int number,
      Segment segment,
      Arena arena,
      Optional<Asks> asks,
      List<String> left,
      int[] forced) {
    boolean isLeft() {
      return asks.isEmpty();
    }
  }

  private Spill(
      Path folder,
      List<String> keys,
      RandomGenerator random,
      long room,
      int records,
      FileChannel guard)
      throws IOException {
    this.folder = folder;
    this.key = keys.getFirst();
    this.random = random;
    this.records = records;
    this.most = (int) Math.max(2, room / (Segment.HEADER + (long) records * Segment.RECORD));
    this.guard = guard;
    find(keys);
    this.current = begin();
    live.add(current);
  }

  /// @param keys the API key in use, then those used before
  /// @throws IOException if the folder is in use, cannot be written, or holds what no key opens
  static Spill open(Path folder, List<String> keys, RandomGenerator random, long room)
      throws IOException {
    return open(folder, keys, random, room, Segment.RECORDS);
  }

  static Spill open(Path folder, List<String> keys, RandomGenerator random, long room, int records)
      throws IOException {
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    var place = folder.toRealPath();
    if (!OURS.add(place)) throw inUse(folder);
    try {
      var guard =
          FileChannel.open(
              place.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (guard.tryLock() == null) throw inUse(folder);
        var spill = new Spill(place, keys, random, room, records, guard);
        spill.forcing.start();
        return spill;
      } catch (IOException | RuntimeException bad) {
        guard.close();
        throw bad;
      }
    } catch (IOException | RuntimeException bad) {
      OURS.remove(place);
      throw bad;
    }
  }

  private static IOException inUse(Path folder) {
    return new IOException(
        "`" + folder + "` is in use by another program; give each its own folder");
  }

  private void find(List<String> keys) throws IOException {
    var numbers = new ArrayList<Integer>();
    try (var all = Files.list(folder)) {
      all.map(it -> NAME.matcher(it.getFileName().toString()))
          .filter(java.util.regex.Matcher::matches)
          .forEach(it -> numbers.add(Integer.valueOf(it.group(1))));
    }
    for (int nr : numbers.stream().sorted().toList()) {
      number = Math.max(number, nr);
      var arena = Arena.ofShared();
      Segment segment;
      try (var file =
          FileChannel.open(uses(nr), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        segment =
            Segment.found(
                file.map(FileChannel.MapMode.READ_WRITE, 0, file.size(), arena), uses(nr));
      } catch (IOException bad) {
        arena.close();
        throw bad;
      }
      if (segment == null) {
        // The program died while making it, before anything could be written to it.
        arena.close();
        remove(nr);
        continue;
      }
      var asks =
          Files.exists(asks(nr)) ? Asks.read(asks(nr), segment.id(), keys) : List.<String>of();
      live.add(new Live(nr, segment, arena, Optional.empty(), asks, new int[1]));
    }
  }

  private Live begin() throws IOException {
    int nr = ++number;
    var arena = Arena.ofShared();
    try (var file =
        FileChannel.open(
            uses(nr),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE_NEW)) {
      // Written, and not only made long: a full disk is noticed here and not by a store to memory.
      var zeros = ByteBuffer.allocateDirect(1 << 16);
      long size = Segment.HEADER + (long) records * Segment.RECORD;
      for (long at = 0; at < size; at += zeros.capacity()) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
        while (zeros.hasRemaining()) file.write(zeros);
      }
      var segment =
          Segment.begin(
              file.map(FileChannel.MapMode.READ_WRITE, 0, size, arena),
              random.nextLong(),
              random.nextLong(),
              records);
      file.force(true);
      var asks = Asks.begin(asks(nr), segment.id(), key);
      try {
        force(folder);
      } catch (IOException bad) {
        asks.close();
        throw bad;
      }
      return new Live(nr, segment, arena, Optional.of(asks), List.of(), new int[1]);
    } catch (IOException full) {
      arena.close();
      remove(nr);
      throw full;
    }
  }

  /// The new names in the folder must outlive a crash of the machine too.
  private static void force(Path folder) throws IOException {
    try (var it = FileChannel.open(folder, StandardOpenOption.READ)) {
      it.force(true);
    } catch (java.nio.file.AccessDeniedException windows) {
      // No folder can be opened there; names are written through anyway.
    }
  }

  private Path uses(int nr) {
    return folder.resolve(nr + ".uses");
  }

  private Path asks(int nr) {
    return folder.resolve(nr + ".asks");
  }

  /// Asks first: a segment is found by its uses.
  private void remove(int nr) throws IOException {
    Files.deleteIfExists(asks(nr));
    Files.deleteIfExists(uses(nr));
  }

  /// The segment to write to. Its asks get their numbers first ([#number]); then the record is
  /// written.
  Live current() {
    return current;
  }

  int number(Live it, String ask) throws IOException {
    return it.asks().orElseThrow(() -> new IOException("the spill is closed")).number(ask);
  }

  /// Makes room where the segment is full.
  ///
  /// @param full the segment that had no place
  /// @param until by the nanosecond clock; so long it is waited for the server to take something
  /// @return false if there is none by then
  boolean more(Live full, long until) throws IOException, InterruptedException {
    lock.lock();
    try {
      while (!closed && current == full && live.size() >= most) {
        long left = until - System.nanoTime();
        if (left <= 0) return false;
        freed.awaitNanos(left);
      }
      if (closed) return false;
      if (current == full) renew();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void renew() throws IOException {
    var old = current;
    var next = begin();
    live.add(next);
    current = next;
    old.segment().end();
    // What its writers do not wait for any more still has to reach the disk.
    wish = true;
    wanted.signal();
  }

  /// A segment in which everything was sent is put away although it has room, so that numbers of
  /// people do not lie on this disk longer than they must.
  void tidy() throws IOException {
    lock.lock();
    try {
      var it = current;
      if (!closed
          && it.segment().sent() > 0
          && it.segment().sent() == it.segment().taken()
          && live.size() < most) {
        renew();
      }
    } finally {
      lock.unlock();
    }
  }

  // To the disk.

  /// Waits until everything written before is on the disk for good.
  ///
  /// @return false if that is not so by then
  boolean await(long until) throws IOException, InterruptedException {
    lock.lock();
    try {
      // The one that is going on may have begun before our record.
      long need = begun + 1;
      wish = true;
      wanted.signal();
      while (true) {
        // Looked at first: the round that failed is over too.
        if (broken.isPresent()) {
          throw new IOException("the spill cannot be written: " + broken.get().getMessage());
        }
        if (done >= need) return true;
        long left = until - System.nanoTime();
        if (left <= 0 || closed) return false;
        forced.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void force() {
    while (true) {
      long round;
      lock.lock();
      try {
        if (closed) return;
        if (!wish) wanted.awaitNanos(LAG.toNanos());
        wish = false;
        round = ++begun;
      } catch (InterruptedException stopped) {
        return;
      } finally {
        lock.unlock();
      }
      forceOnce();
      lock.lock();
      try {
        done = round;
        forced.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Held while memory is forced or given back.
  private final ReentrantLock disk = new ReentrantLock();

  private void forceOnce() {
    disk.lock();
    try {
      for (var it : live) {
        if (it.isLeft() || it.forced()[0] == it.segment().taken()) continue;
        // Places taken and not yet written are looked at again in the next round.
        int finished = it.segment().finished();
        // Asks first: a record whose ask is lost says nothing.
        it.asks().orElseThrow().force();
        it.segment().force();
        it.forced()[0] = finished;
      }
    } catch (IOException bad) {
      broken = Optional.of(bad);
    } catch (UncheckedIOException bad) {
      broken = Optional.of(bad.getCause());
    } catch (RuntimeException | Error gone) {
      // The file went from under its memory, most likely. Without this thread nothing would reach
      // the disk any more, and nobody would know.
      broken = Optional.of(new IOException("it ended by " + gone.getClass().getSimpleName(), gone));
    } finally {
      disk.unlock();
    }
  }

  /// Why nothing can be written any more; a disk that failed once is not believed again.
  Optional<IOException> broken() {
    return broken;
  }

  // To the server.

  /// The oldest segment with something to send.
  Optional<Live> oldest() throws IOException {
    for (var it : live) {
      if (it.segment().sent() < it.segment().taken()) return Optional.of(it);
      if (it != current && it.segment().ended()) away(it);
    }
    return Optional.empty();
  }

  /// Everything in it is with the server.
  private void away(Live it) throws IOException {
    disk.lock();
    try {
      if (!live.remove(it)) return;
      if (it.asks().isPresent()) it.asks().get().close();
      it.arena().close();
      remove(it.number());
    } finally {
      disk.unlock();
    }
    lock.lock();
    try {
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How many records wait for the server.
  long waiting() {
    long all = 0;
    for (var it : live) all += it.segment().taken() - it.segment().sent();
    return all;
  }

  int segments() {
    return live.size();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) return;
      closed = true;
      current.segment().end();
      wanted.signalAll();
      forced.signalAll();
      freed.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted =
        waited(
            () -> {
              forcing.join(TimeUnit.SECONDS.toMillis(10));
              // Whoever took a place writes to it in a moment.
              for (var it : live) {
                while (!it.isLeft() && it.segment().finished() < it.segment().taken()) {
                  Thread.sleep(1);
                }
              }
            });
    try {
      forceOnce();
      for (var it : live) if (it.segment().sent() >= it.segment().taken()) away(it);
      for (var it : live) {
        if (it.asks().isPresent()) it.asks().get().close();
        it.arena().close();
      }
    } catch (IOException bad) {
      broken = Optional.of(bad);
    } finally {
      try {
        guard.close();
      } catch (IOException gone) {
        // The lock goes with the program.
      }
      OURS.remove(folder);
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  interface Waiting {
    void once() throws InterruptedException;
  }

  /// Whoever is interrupted closes nonetheless: what was permitted is brought to the disk there.
  ///
  /// @return whether they were, and are to be again
  static boolean waited(Waiting it) {
    for (boolean interrupted = false; ; interrupted = true) {
      try {
        it.once();
        return interrupted;
      } catch (InterruptedException stopped) {
        // once more
      }
    }
  }
}
