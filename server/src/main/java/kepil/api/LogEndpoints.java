package kepil.api;

import static kepil.api.ApiRoutes.uuid;

import java.util.ArrayList;
import java.util.List;
import kepil.api.Endpoint.Asked;
import kepil.ledger.Ledger;
import kepil.ledger.Signers;
import kepil.web.Call;
import kepil.web.Problem;
import kepil.web.Reply;

/// Endpoints of the log: checkpoints, tiles, proofs, as C2SP tlog-tiles and tlog-proof have them.
final class LogEndpoints {
  private final Ledger ledger;
  private final Signers signers;

  LogEndpoints(Ledger ledger, Signers signers) {
    this.ledger = ledger;
    this.signers = signers;
  }

  List<Endpoint> table() {
    var a = new ArrayList<Endpoint>();
    a.add(
        Endpoint.get(
                "ledger/checkpoint",
                "getCheckpoint",
                "The newest signed checkpoint of the log (C2SP tlog-tiles)",
                it -> served(it, "checkpoint"))
            .returns(200, "a signed note", "text/plain; charset=utf-8"));
    // A tile's number has one piece for every three digits; four pieces are 256 million million
    // entries.
    for (var rest : List.of("{n}", "{x1}/{n}", "{x1}/{x2}/{n}", "{x1}/{x2}/{x3}/{n}")) {
      int depth = rest.split("/").length;
      // A partial tile has a piece more: `067.p/12`, so these addresses cover it too.
      a.add(
          Endpoint.get(
                  "ledger/tile/{level}/" + rest,
                  "getTile" + (depth == 1 ? "" : depth),
                  "A tile of hashes, or of entries where the level is `entries`; full or partial",
                  it -> served(it, tile(it.call())))
              .returns(200, "the tile", "application/octet-stream"));
    }
    a.add(
        Endpoint.get(
                "ledger/proof/{event}",
                "getProof",
                "The proof that an event is in the log (C2SP tlog-proof)",
                this::proof)
            .returns(200, "a .tlog-proof file", "text/plain; charset=utf-8"));
    a.add(
        Endpoint.get(
                "ledger/entry/{event}",
                "getEntry",
                "The entry of an event, byte for byte as the proof proves it",
                this::entry)
            .returns(200, "the entry", "application/json"));
    a.add(
        Endpoint.get(
                "ledger/key",
                "getLedgerKey",
                "The key that verifies the log",
                it ->
                    Reply.text(signers.of(it.org()).key().print() + "\n")
                        .with("Cache-Control", "public, max-age=300"))
            .returns(200, "a verifier key: name, id, key", "text/plain; charset=utf-8"));
    return List.copyOf(a);
  }

  private static String tile(Call call) {
    var address = call.address();
    return address.substring(address.indexOf("/ledger/") + "/ledger/".length());
  }

  private Reply served(Asked it, String path) {
    var served =
        ledger
            .serve(it.org(), path)
            .orElseThrow(
                () ->
                    new Stop(
                        Problem.of(404, "the log has no such piece, or does not show it yet")));
    return Reply.bytes(served.contentType(), served.bytes())
        .with("Cache-Control", served.cacheControl());
  }

  private Reply proof(Asked it) {
    var proof = ledger.proof(it.org(), uuid(it, "event")).orElseThrow(LogEndpoints::unproven);
    return Reply.text(proof.file())
        .with("Content-Disposition", "attachment; filename=\"" + proof.index() + ".tlog-proof\"");
  }

  private Reply entry(Asked it) {
    var proof = ledger.proof(it.org(), uuid(it, "event")).orElseThrow(LogEndpoints::unproven);
    return Reply.bytes("application/json", proof.entry())
        .with("Content-Disposition", "attachment; filename=\"" + proof.index() + ".json\"");
  }

  private static Stop unproven() {
    return new Stop(
        Reply.problem(
                Problem.of(
                    404,
                    "no event of this number is covered by a signed checkpoint; a new one is after"
                        + " a moment"))
            .with("Retry-After", "1"));
  }
}
