package kepil.sdk;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// So many records in mapped memory: written by any number of threads without a lock, read by one.
///
/// A record is five numbers and a checksum over them, over its place and over the number of the
/// segment. The checksum is written last and says that the rest is there. A place that was taken
/// and whose checksum is missing belongs to a thread that died on the way, so to a decision that
/// nobody was told.
///
/// What is written here is in the operating system's memory at once and outlives the program,
/// however it ends.
final class Segment {
  static final int RECORDS = 1 << 16;
  static final int RECORD = 48;
  static final int HEADER = 64;
  static final int BYTES = HEADER + RECORDS * RECORD;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final VarHandle AT = LONG.varHandle();
  private static final long MAGIC = 0x4B6570696C557331L; // KepilUs1

  // Header: magic, high, low, records, sent.
  private static final int HIGH = 8;
  private static final int LOW = 16;
  private static final int COUNT = 24;
  private static final int SENT = 32;

  private static final long PERMIT = 1;
  private static final long VOID = 2;

  private final MemorySegment memory;
  private final long high;
  private final long low;
  private final int records;

  /// The next free place; beyond [#records] when there is none.
  private final AtomicInteger next;

  /// How many places are in use once nobody gets another; [#records] until then.
  private volatile int limit;

  /// As in the header, for those who look when the memory may be gone.
  private volatile int sent;

  /// All places before this one are finished; known to the thread that forces.
  private int finished;

  private Segment(MemorySegment memory, long high, long low, int records, int taken) {
    this.memory = memory;
    this.high = high;
    this.low = low;
    this.records = records;
    this.next = new AtomicInteger(taken);
    this.limit = records;
    this.sent = Math.clamp(memory.get(LONG, SENT), 0, taken);
  }

  /// A record as it was written.
  record Use(UUID event, UUID subject, long at, int ask, int marks, boolean permitted) {}

  /// A new segment in memory that holds nothing but zeros.
  ///
  /// @param high and `low` random: the number from which events get theirs
  static Segment begin(MemorySegment memory, long high, long low, int records) {
    long ownHigh = high & ~0xF000L | 0x8000L; // version 8, RFC 9562: a number of one's own making
    long ownLow = (low & ~(3L << 62) | 1L << 63) & 0xFFFFFFFF00000000L;
    memory.set(LONG, HIGH, ownHigh);
    memory.set(LONG, LOW, ownLow);
    memory.set(LONG, COUNT, records);
    AT.setRelease(memory, 0L, MAGIC);
    return new Segment(memory, ownHigh, ownLow, records, 0);
  }

  /// A segment of a program that ended; nobody writes to it any more. Null if it never was one.
  ///
  /// @throws IOException if it may be one and cannot be read
  static @Nullable Segment found(MemorySegment memory, Path file) throws IOException {
    if (memory.byteSize() < HEADER || memory.get(LONG, 0) == 0) return null;
    long count = memory.get(LONG, COUNT);
    if (memory.get(LONG, 0) != MAGIC || count < 1 || count > RECORDS) {
      throw new IOException(
          "`"
              + file
              + "` cannot be read: it is damaged, or of a newer version of this library; open the"
              + " folder with that, or take the file out of it");
    }
    // Its end may be cut off; what lies before that is there.
    long records = Math.min(count, (memory.byteSize() - HEADER) / RECORD);
    var found =
        new Segment(
            memory, memory.get(LONG, HIGH), memory.get(LONG, LOW), (int) records, (int) records);
    int last = (int) records;
    while (last > 0 && found.at(last - 1) == Unfinished.UNFINISHED) last--;
    found.limit = last;
    return found;
  }

  /// The number of the segment; the numbers of its events begin with it.
  UUID id() {
    return new UUID(high, low);
  }

  long eventHigh() {
    return high;
  }

  long eventLow(int place) {
    return low | place;
  }

  /// Writes a record.
  ///
  /// @return its place; negative if the segment is full or closed
  int write(long subjectHigh, long subjectLow, long at, int ask, int marks, boolean permitted) {
    if (next.get() >= limit) return -1;
    int place = next.getAndIncrement();
    if (place >= limit) return -1;
    boolean done = false;
    try {
      put(
          place,
          subjectHigh,
          subjectLow,
          at,
          (long) ask << 32 | marks & 0xFFFFFFFFL,
          permitted ? PERMIT : 0);
      done = true;
      return place;
    } finally {
      // Whatever stopped us: the place is taken, and the reader must not wait for it.
      if (!done) put(place, 0, 0, 0, 0, VOID);
    }
  }

  private void put(
      int place, long subjectHigh, long subjectLow, long at, long askAndMarks, long flags) {
    long offset = HEADER + (long) place * RECORD;
    memory.set(LONG, offset, subjectHigh);
    memory.set(LONG, offset + 8, subjectLow);
    memory.set(LONG, offset + 16, at);
    memory.set(LONG, offset + 24, askAndMarks);
    memory.set(LONG, offset + 32, flags);
    AT.setRelease(
        memory, offset + 40, checksum(place, subjectHigh, subjectLow, at, askAndMarks, flags));
  }

  private long checksum(int place, long a, long b, long c, long d, long e) {
    long sum =
        mix(high ^ a, 0x9E3779B97F4A7C15L ^ b)
            ^ mix(low | place, c)
            ^ mix(d ^ 0xC2B2AE3D27D4EB4FL, e ^ 0x165667B19E3779F9L);
    sum = mix(sum ^ 0xD6E8FEB86659FD93L, (long) place + 0x2545F4914F6CDD1DL);
    return sum == 0 ? 1 : sum;
  }

  /// 64 × 64 → 128 bits, folded: every bit in depends on every bit before.
  private static long mix(long a, long b) {
    long x = (a ^ a >>> 32) * 0xD6E8FEB86659FD93L;
    long y = (b ^ b >>> 29) * 0xBF58476D1CE4E5B9L;
    return Math.multiplyHigh(x, y | 1) ^ x * (y | 1) ^ Long.rotateLeft(y, 23);
  }

  /// Nobody gets another place from now on.
  void end() {
    limit = Math.min(next.getAndAdd(1 << 24), limit);
  }

  /// How many places are taken by now.
  int taken() {
    return Math.min(next.get(), limit);
  }

  boolean ended() {
    return next.get() >= limit;
  }

  /// What lies at a place.
  sealed interface Found permits There, Nothing, Unfinished, Damaged {}

  record There(Use use) implements Found {}

  /// A thread gave up there.
  enum Nothing implements Found {
    NOTHING
  }

  /// Somebody is at it, or was when the program died.
  enum Unfinished implements Found {
    UNFINISHED
  }

  /// It was written once, and not all of it is there any more.
  enum Damaged implements Found {
    DAMAGED
  }

  Found at(int place) {
    long offset = HEADER + (long) place * RECORD;
    long sum = (long) AT.getAcquire(memory, offset + 40);
    if (sum == 0) return Unfinished.UNFINISHED;
    long a = memory.get(LONG, offset);
    long b = memory.get(LONG, offset + 8);
    long c = memory.get(LONG, offset + 16);
    long d = memory.get(LONG, offset + 24);
    long e = memory.get(LONG, offset + 32);
    if (sum != checksum(place, a, b, c, d, e)) return Damaged.DAMAGED;
    if ((e & VOID) != 0) return Nothing.NOTHING;
    return new There(
        new Use(
            new UUID(high, low | place),
            new UUID(a, b),
            c,
            (int) (d >>> 32),
            (int) d,
            (e & PERMIT) != 0));
  }

  /// How many the server has. Not forced to the disk: what is sent again is recorded once.
  int sent() {
    return Math.min(sent, limit);
  }

  void sent(int places) {
    AT.setRelease(memory, (long) SENT, (long) places);
    sent = places;
  }

  /// All places before this one are finished. For one thread.
  int finished() {
    int taken = taken();
    while (finished < taken && at(finished) != Unfinished.UNFINISHED) finished++;
    return finished;
  }

  void force() {
    if (memory.isMapped()) memory.force();
  }

  @Override
  public String toString() {
    return "Segment[" + taken() + " records, " + sent() + " sent]";
  }
}
