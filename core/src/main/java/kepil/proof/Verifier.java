package kepil.proof;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/// Checks a whole log, or one proof, and trusts nothing but a public key.
public final class Verifier {
  private final VerifierKey key;

  /// A verifier for the log whose key this is; the log's origin is the key's name.
  public Verifier(VerifierKey key) {
    this.key = key;
  }

  /// Where the pieces of a log come from: a folder, a web server, a store.
  @FunctionalInterface
  public interface Source {
    /// The bytes at a path below the log's address, if there are any.
    Optional<byte[]> read(String path);
  }

  /// Is told how far the work has come.
  @FunctionalInterface
  public interface Progress {
    /// `done` of `size` entries are checked.
    void at(long done, long size);
  }

  /// Checks every entry, every tile, the root and the signature.
  public Verdict log(Source source, Progress progress) {
    return log(source, progress, new Checkpoint(key.name(), 0, Hash.EMPTY));
  }

  /// The same, and that the log only grew since a checkpoint seen before.
  public Verdict log(Source source, Progress progress, Checkpoint before) {
    try {
      var bytes = source.read("checkpoint");
      if (bytes.isEmpty()) {
        return new Verdict.Defect("checkpoint", "is missing");
      }
      return walk(source, progress, before, opened("checkpoint", bytes.get()));
    } catch (Malformed e) {
      return defect(e);
    } catch (Found e) {
      return e.defect;
    }
  }

  /// Checks that `entry` is in the log, from the proof alone.
  public Verdict proof(byte[] proof, byte[] entry) {
    try {
      var parsed = TlogProof.parse(proof);
      var head = opened("proof: checkpoint", parsed.checkpoint());
      if (parsed.index() >= head.size()) {
        return new Verdict.Defect(
            "proof",
            "index %d lies outside a log of %d entries".formatted(parsed.index(), head.size()));
      }
      var leaf = Hash.leaf(entry);
      if (!Tree.includes(leaf, parsed.index(), head.size(), parsed.hashes(), head.root())) {
        return new Verdict.Defect(
            "proof", "does not lead from this entry to the signed root; one of them was altered");
      }
      return new Verdict.SoundProof(
          head.origin(), head.size(), head.root(), parsed.index(), Entry.parse(entry));
    } catch (Malformed e) {
      return defect(e);
    } catch (Found e) {
      return e.defect;
    }
  }

  /// Checks a clause's evidence: its signature, that it fits together, that each event it shows is
  /// in the log, cites the clause, and is counted.
  public Verdict clause(byte[] file) {
    try {
      var note = Note.parse("evidence", file);
      trust("evidence", note);
      var evidence = ClauseEvidence.parse(note);
      var strange = evidence.contradiction();
      if (strange.isPresent()) {
        throw new Found("evidence", strange.get());
      }
      var head = opened("evidence: checkpoint", evidence.checkpoint());
      var entries = new ArrayList<Entry>();
      var effects = new EnumMap<Effect, Long>(Effect.class);
      for (var event : evidence.events()) {
        var place = "evidence: event " + event.index();
        if (!Tree.includes(
            Hash.leaf(event.entry()), event.index(), head.size(), event.hashes(), head.root())) {
          throw new Found(place, "its proof does not lead from the entry to the signed root");
        }
        var entry = entry(place, event.entry());
        var odd = evidence.strangeness(entry);
        if (odd.isPresent()) {
          throw new Found(place, odd.get());
        }
        entries.add(entry);
        effects.merge(entry.effect(), 1L, Long::sum);
      }
      for (var counted : effects.entrySet()) {
        if (counted.getValue() > evidence.counts().of(counted.getKey())) {
          throw new Found(
              "evidence",
              "shows more events that are `" + counted.getKey().word() + "` than it counts");
        }
      }
      return new Verdict.SoundClause(head.origin(), head.size(), head.root(), evidence, entries);
    } catch (Malformed e) {
      return defect(e);
    } catch (Found e) {
      return e.defect;
    }
  }

  /// Opens a signed checkpoint: signature, form, origin.
  public Checkpoint checkpoint(byte[] note) throws Malformed {
    try {
      return opened("checkpoint", note);
    } catch (Found e) {
      throw new Malformed(e.defect.place(), e.defect.reason());
    }
  }

  private Verdict walk(Source source, Progress progress, Checkpoint before, Checkpoint head)
      throws Malformed, Found {
    if (before.size() > head.size()) {
      throw new Found(
          "checkpoint",
          "has %d entries, but %d were signed before: the log was cut"
              .formatted(head.size(), before.size()));
    }
    var edge = Edge.empty();
    var tiles = 0L;
    var effects = new EnumMap<Effect, Long>(Effect.class);
    var org = "";
    checkBefore(before, edge);

    for (var start = 0L; start < head.size(); start += Tile.WIDTH) {
      var width = (int) Math.min(Tile.WIDTH, head.size() - start);
      var bundle = new Bundle(start / Tile.WIDTH, width);
      var entries = entries(source, bundle);
      var leaves = hashes(source, new Tile(0, bundle.index(), width));
      tiles++;
      for (var i = 0; i < width; i++) {
        var place = bundle.path() + ": entry " + (start + i);
        var leaf = Hash.leaf(entries.get(i));
        if (!leaf.equals(leaves.get(i))) {
          throw new Found(place, "is not the entry that tile/0 has the hash of");
        }
        var entry = entry(place, entries.get(i));
        org = org.isEmpty() ? entry.org() : org;
        if (!entry.org().equals(org)) {
          throw new Found(place, "belongs to another organisation than entry 0");
        }
        effects.merge(entry.effect(), 1L, Long::sum);

        for (var filled : edge.append(leaf)) {
          tiles += compare(source, filled.content());
        }
        checkBefore(before, edge);
      }
      progress.at(edge.size(), head.size());
    }
    for (var partial : edge.partials()) {
      tiles += compare(source, partial);
    }
    if (!edge.root().equals(head.root())) {
      throw new Found("checkpoint", "signs another root than the entries have");
    }
    return new Verdict.SoundLog(head.origin(), head.size(), head.root(), tiles, effects);
  }

  private static void checkBefore(Checkpoint before, Edge edge) throws Found {
    if (edge.size() == before.size() && !edge.root().equals(before.root())) {
      throw new Found(
          "checkpoint",
          "the first %d entries are not those signed before: the log was rewritten"
              .formatted(before.size()));
    }
  }

  /// Level 0 was compared entry by entry, which gives better faults.
  private static int compare(Source source, Tile.Content computed) throws Malformed, Found {
    if (computed.tile().level() == 0) {
      return 0;
    }
    var served = hashes(source, computed.tile());
    for (var i = 0; i < served.size(); i++) {
      if (!served.get(i).equals(computed.hashes().get(i))) {
        throw new Found(
            computed.tile().path(), "hash %d is not what the entries give".formatted(i));
      }
    }
    return 1;
  }

  private static List<Hash> hashes(Source source, Tile tile) throws Malformed, Found {
    var bytes = source.read(tile.path());
    if (bytes.isPresent()) {
      return Tile.parse(tile.path(), bytes.get(), tile.width());
    }
    // A log may drop a partial tile once the full one exists.
    var full = new Tile(tile.level(), tile.index(), Tile.WIDTH);
    var whole = tile.width() == Tile.WIDTH ? bytes : source.read(full.path());
    if (whole.isEmpty()) {
      throw new Found(tile.path(), "is missing");
    }
    return Tile.parse(full.path(), whole.get(), Tile.WIDTH).subList(0, tile.width());
  }

  private static List<byte[]> entries(Source source, Bundle bundle) throws Malformed, Found {
    var bytes = source.read(bundle.path());
    if (bytes.isPresent()) {
      return Bundle.parse(bundle.path(), bytes.get(), bundle.width());
    }
    var full = new Bundle(bundle.index(), Tile.WIDTH);
    var whole = bundle.width() == Tile.WIDTH ? bytes : source.read(full.path());
    if (whole.isEmpty()) {
      throw new Found(bundle.path(), "is missing");
    }
    return Bundle.parse(full.path(), whole.get(), Tile.WIDTH).subList(0, bundle.width());
  }

  private static Entry entry(String place, byte[] bytes) throws Found {
    try {
      return Entry.parse(bytes);
    } catch (Malformed e) {
      throw new Found(place, e.getMessage().replaceFirst("^entry: ", ""));
    }
  }

  private Checkpoint opened(String place, byte[] note) throws Malformed, Found {
    return opened(place, Note.parse(place, note));
  }

  private Checkpoint opened(String place, Note note) throws Malformed, Found {
    trust(place, note);
    var head = Checkpoint.parse(place, note.text());
    if (!head.origin().equals(key.name())) {
      throw new Found(
          place, "is of log %s, expected `%s`".formatted(Strict.quote(head.origin()), key.name()));
    }
    return head;
  }

  /// The text is not looked at before the signature has been checked.
  private void trust(String place, Note note) throws Found {
    switch (note.open(List.of(key))) {
      case Note.Opening.Trusted _ -> {}
      case Note.Opening.Forged _ ->
          throw new Found(place, "the signature of `" + key.name() + "` does not fit the text");
      case Note.Opening.Unknown _ ->
          throw new Found(
              place, "has no signature by `" + key.print() + "`; is it the key of this log?");
    }
  }

  private static Verdict.Defect defect(Malformed e) {
    return new Verdict.Defect(e.place(), e.reason());
  }

  /// A defect on its way out of the walk.
  private static final class Found extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Verdict.Defect defect;

    Found(String place, String reason) {
      super(reason, null, false, false);
      this.defect = new Verdict.Defect(place, reason);
    }
  }
}
