package kepil.proof;

/// Where a piece of a log lies below its address: the checkpoint, a tile or a bundle of entries.
public sealed interface Place permits Place.Head, Tile, Bundle {
  /// The path below the log's address, without a leading slash.
  String path();

  /// The checkpoint, the only piece that changes.
  record Head() implements Place {
    @Override
    public String path() {
      return "checkpoint";
    }
  }

  /// Reads a path as asked for by a client. Only the spelling `path()` prints is accepted.
  static Place parse(String path) throws Malformed {
    if (path.equals("checkpoint")) {
      return new Head();
    }
    if (path.length() > 100) {
      throw new Malformed("path", "longer than 100 characters");
    }
    var parts = path.split("/", 3);
    if (parts.length != 3 || !parts[0].equals("tile")) {
      throw new Malformed(
          "path",
          "expected `checkpoint`, `tile/<level>/<index>` or `tile/entries/<index>`, found "
              + Strict.quote(path));
    }
    var rest = parts[2];
    var width = Tile.WIDTH;
    var partial = rest.indexOf(".p/");
    if (partial >= 0) {
      var digits = Strict.decimal("path", rest.substring(partial + 3));
      if (digits < 1 || digits >= Tile.WIDTH) {
        throw new Malformed("path", "expected a width from 1 to 255, found `" + digits + "`");
      }
      width = (int) digits;
      rest = rest.substring(0, partial);
    }
    var index = Tile.parseIndex(rest);
    if (parts[1].equals("entries")) {
      return new Bundle(index, width);
    }
    var level = Strict.decimal("path", parts[1]);
    if (level > Tile.TOP) {
      throw new Malformed("path", "expected a level from 0 to 63, found `" + level + "`");
    }
    return new Tile((int) level, index, width);
  }
}
