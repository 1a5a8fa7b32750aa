package kepil.gate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An ask in the numbers of one [CompiledGate]: made once by [CompiledGate#code(Ask)], decided any
/// number of times, for any person. It never changes, so any number of threads may hold it.
public final class CodedAsk {
  final Ask ask;

  /// The plan, spread out here so that a decision reads one object less.
  final long[] rules;

  final int allowing;
  final long groups;
  final int[][] further;
  final int party;

  /// Days, counted from 1970-01-01, between which every word of the ask is declared: those on which
  /// the recipient is a party. There are none if a word is unknown.
  final long since;

  final long until;

  /// Where the data go; empty if nobody said.
  final String destination;

  /// Regions of the policy that hold the destination.
  final long[] regions;

  /// Conditions that this ask brings along by itself.
  final long[] truths;

  /// First day on which the data meant are kept too long.
  final long overKeptFrom;

  /// For each field that facts can end: the retention rules that must all be ended.
  final int[][] endings;

  /// What a choice can be bound to, by [Part]; null where the ask does not say.
  final @Nullable String[] parts;

  final Set<String> purposes;

  CodedAsk(
      Ask ask,
      Plan plan,
      int party,
      long since,
      long until,
      String destination,
      long[] regions,
      long[] truths,
      long overKeptFrom,
      int[][] endings,
      @Nullable String[] parts,
      Set<String> purposes) {
    this.ask = ask;
    this.rules = plan.words();
    this.allowing = plan.allowing();
    this.groups = plan.groups();
    this.further = plan.further();
    this.party = party;
    this.since = since;
    this.until = until;
    this.destination = destination;
    this.regions = regions;
    this.truths = truths;
    this.overKeptFrom = overKeptFrom;
    this.endings = endings;
    this.parts = parts;
    this.purposes = purposes;
  }

  public Ask ask() {
    return ask;
  }
}
