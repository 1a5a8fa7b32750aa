package kepil.bench;

import java.util.SplittableRandom;

/// A record of GDPRbench: whose it is, what for, where from, and a hundred bytes.
record Item(int key, int person, int purpose, int source, String data) {
  static final int PURPOSES = StoreWorld.PURPOSES;

  static Item made(int key, int people, SplittableRandom random) {
    return new Item(
        key,
        random.nextInt(people),
        random.nextInt(PURPOSES),
        random.nextInt(StoreWorld.SOURCES),
        data(random));
  }

  static String data(SplittableRandom random) {
    var text = new StringBuilder(100);
    while (text.length() < 100) text.append((char) ('a' + random.nextInt(26)));
    return text.toString();
  }

  Item with(String other) {
    return new Item(key, person, purpose, source, other);
  }
}
