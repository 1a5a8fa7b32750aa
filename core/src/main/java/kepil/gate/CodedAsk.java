package kepil.gate;

import java.util.Set;

/// An ask in the numbers of one [CompiledGate]: made once by [CompiledGate#code(Ask)], decided any number of times,
/// for any person. It never changes, so any number of threads may hold it.
public final class CodedAsk {
  final Ask ask;
  /// Whether every word of the ask is declared; if not, nothing below counts.
  final boolean declared;
  /// The first cell of each; there is nearly always no other.
  final int refusing;
  final int allowing;
  final boolean single;
  /// The cells that may refuse: of the fields asked for and of what they are made of.
  final int[] refusals;
  /// The cells that must each allow: one a field; for an ask without fields the one of "no field".
  final int[] permissions;
  final int point;
  final int party;
  final int channel;
  /// Days, counted from 1970-01-01, between which the recipient is a party.
  final long partySince;
  final long partyUntil;
  /// Where the data go; empty if nobody said.
  final String destination;
  /// Regions of the policy that hold the destination.
  final long[] regions;
  /// Fields asked for; and with what they are made of.
  final long[] fields;
  final long[] lineage;
  /// Conditions that this ask brings along by itself.
  final long[] truths;
  /// First day on which the data meant are kept too long.
  final long overKeptFrom;
  /// For each field that facts can end: the retention rules that must all be ended.
  final int[][] endings;
  /// What a choice can be bound to, by [Part]; empty where the ask does not say.
  final String[] parts;
  final Set<String> purposes;

  CodedAsk(Ask ask, boolean declared, int[] refusals, int[] permissions, int point, int party, int channel, long partySince, long partyUntil, String destination, long[] regions,
      long[] fields, long[] lineage, long[] truths, long overKeptFrom, int[][] endings, String[] parts, Set<String> purposes) {
    this.ask = ask;
    this.declared = declared;
    this.refusals = refusals;
    this.permissions = permissions;
    this.single = declared && refusals.length == 1 && permissions.length == 1;
    this.refusing = declared ? refusals[0] : 0;
    this.allowing = declared ? permissions[0] : 0;
    this.point = point;
    this.party = party;
    this.channel = channel;
    this.partySince = partySince;
    this.partyUntil = partyUntil;
    this.destination = destination;
    this.regions = regions;
    this.fields = fields;
    this.lineage = lineage;
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
