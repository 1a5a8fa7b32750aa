package kepil.vault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import kepil.proof.Entry;
import kepil.store.Column;
import kepil.store.Trip;
import org.jdbi.v3.core.Handle;

/// What acts leave behind, gathered, so that one and a thousand are written in the same one round
/// trip. The rows of each table are one statement, the ledger's among them. Its columns are
/// unnested where they are selected, each row when it is wanted: behind `from`, PostgreSQL first
/// makes a list of its own of every column, which was a third of what writing a thousand rows cost
/// it.
///
/// INVARIANT: the rows of all people named here are held by this transaction. That, and no foreign
/// key, is why there are no rows of somebody erased.
final class Writing {
  private record Value(Subject s, Stored it, byte[] about) {}

  private record Opening(Subject s, UUID event, byte[] sealed) {}

  private record Disclosure(Subject s, UUID id, UUID event, Disclosed it) {}

  private record Publication(
      Subject s, UUID value, String party, String purpose, UUID event, Instant since) {}

  /// Between the words of a list within a column: none of them has it.
  static final String BETWEEN = "\u001f";

  private final List<Value> values = new ArrayList<>();
  private final Map<Subject, byte[]> traits = new LinkedHashMap<>();
  private final List<Opening> openings = new ArrayList<>();
  private final List<Disclosure> disclosures = new ArrayList<>();
  private final List<Publication> publications = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private boolean last;

  void value(Subject s, Stored it, byte[] about) {
    values.add(new Value(s, it, about));
  }

  void traits(Subject s, byte[] sealed) {
    traits.put(s, sealed);
  }

  void opening(Subject s, UUID event, byte[] sealed) {
    openings.add(new Opening(s, event, sealed));
  }

  void disclosure(Subject s, UUID id, UUID event, Disclosed it) {
    disclosures.add(new Disclosure(s, id, event, it));
  }

  void publication(Subject s, UUID value, String party, String purpose, UUID event, Instant since) {
    publications.add(new Publication(s, value, party, purpose, event, since));
  }

  void entry(Entry it) {
    entries.add(it);
  }

  /// The transaction ends with what is written.
  void commits() {
    last = true;
  }

  /// @param ledger gets the entries
  void write(Handle tx, Events ledger) {
    var trip = new Trip();
    if (!values.isEmpty()) values(trip);
    if (!traits.isEmpty()) traits(trip);
    if (!openings.isEmpty()) openings(trip);
    if (!disclosures.isEmpty()) disclosures(trip);
    if (!publications.isEmpty()) publications(trip);
    if (!entries.isEmpty()) ledger.write(trip, entries);
    if (last && trip.size() > 0) trip.write("commit");
    trip.go(tx);
  }

  private void values(Trip trip) {
    trip.write(
        """
        insert into held_values (org, subject, id, field, point, purposes, policy, collected_at,
          keep_until, about, value)
        select unnest(cast(:vOrg as text[])), unnest(cast(:vSubject as uuid[])),
          unnest(cast(:vId as uuid[])), unnest(cast(:vField as text[])),
          unnest(cast(:vPoint as text[])), unnest(cast(:vPurposes as text[])),
          unnest(cast(:vPolicy as text[])), unnest(cast(:vAt as timestamptz[])),
          unnest(cast(:vUntil as date[])), unnest(cast(:vAbout as bytea[])),
          unnest(cast(:vValue as bytea[]))\
        """);
    // In one order, so that two who enter the first of a month wait for each other and not in a
    // circle.
    var months = new TreeSet<String>();
    for (var it : values) {
      months.add(
          it.s().org()
              + BETWEEN
              + it.it().about().category()
              + BETWEEN
              + it.it().collected().withDayOfMonth(1));
    }
    trip.write(
        """
        insert into collected_months (org, category, month)
        select unnest(cast(:mOrg as text[])), unnest(cast(:mCategory as text[])),
          unnest(cast(:mMonth as date[]))
        on conflict do nothing
        """);
    trip.bind(
        it -> {
          it.bind("vOrg", Column.texts(values, v -> v.s().org()));
          it.bind("vSubject", Column.uuids(values, v -> v.s().uuid()));
          it.bind("vId", Column.uuids(values, v -> v.it().id()));
          it.bind("vField", Column.texts(values, v -> v.it().field()));
          it.bind("vPoint", Column.texts(values, v -> v.it().point()));
          it.bind("vPurposes", Column.texts(values, v -> ValueStore.written(v.it().purposes())));
          it.bind("vPolicy", Column.texts(values, v -> v.it().policy()));
          it.bind("vAt", Column.times(values, v -> v.it().collectedAt()));
          it.bind("vUntil", Column.days(values, v -> v.it().keepUntil()));
          it.bind("vAbout", Column.bytes(values, Value::about));
          it.bind("vValue", Column.bytes(values, v -> v.it().sealed()));
          it.bind("mOrg", Column.texts(months, m -> m.split(BETWEEN)[0]));
          it.bind("mCategory", Column.texts(months, m -> m.split(BETWEEN)[1]));
          return it.bind("mMonth", Column.texts(months, m -> m.split(BETWEEN)[2]));
        });
  }

  private void traits(Trip trip) {
    var all = List.copyOf(traits.entrySet());
    trip.write(
        """
        update subjects s set traits = t.traits
          from unnest(cast(:tOrg as text[]), cast(:tSubject as uuid[]), cast(:tTraits as bytea[]))
          as t (org, subject, traits)
        where s.org = t.org and s.subject = t.subject\
        """);
    trip.bind(
        it -> {
          it.bind("tOrg", Column.texts(all, t -> t.getKey().org()));
          it.bind("tSubject", Column.uuids(all, t -> t.getKey().uuid()));
          return it.bind("tTraits", Column.bytes(all, Map.Entry::getValue));
        });
  }

  private void openings(Trip trip) {
    trip.write(
        """
        insert into event_details (org, subject, event, opening)
        select unnest(cast(:oOrg as text[])), unnest(cast(:oSubject as uuid[])),
          unnest(cast(:oEvent as uuid[])), unnest(cast(:oOpening as bytea[]))
        """);
    trip.bind(
        it -> {
          it.bind("oOrg", Column.texts(openings, o -> o.s().org()));
          it.bind("oSubject", Column.uuids(openings, o -> o.s().uuid()));
          it.bind("oEvent", Column.uuids(openings, Opening::event));
          return it.bind("oOpening", Column.bytes(openings, Opening::sealed));
        });
  }

  private void disclosures(Trip trip) {
    trip.write(
        """
        insert into disclosures (org, subject, id, event, party, country, fields, purpose,
          clauses, at)
        select unnest(cast(:dOrg as text[])), unnest(cast(:dSubject as uuid[])),
          unnest(cast(:dId as uuid[])), unnest(cast(:dEvent as uuid[])),
          unnest(cast(:dParty as text[])), unnest(cast(:dCountry as text[])),
          string_to_array(unnest(cast(:dFields as text[])), chr(31)),
          unnest(cast(:dPurpose as text[])),
          string_to_array(unnest(cast(:dClauses as text[])), chr(31)),
          unnest(cast(:dAt as timestamptz[]))\
        """);
    trip.bind(
        it -> {
          it.bind("dOrg", Column.texts(disclosures, d -> d.s().org()));
          it.bind("dSubject", Column.uuids(disclosures, d -> d.s().uuid()));
          it.bind("dId", Column.uuids(disclosures, Disclosure::id));
          it.bind("dEvent", Column.uuids(disclosures, Disclosure::event));
          it.bind("dParty", Column.texts(disclosures, d -> d.it().party()));
          it.bind("dCountry", Column.texts(disclosures, d -> d.it().country()));
          it.bind("dFields", Column.texts(disclosures, d -> String.join(BETWEEN, d.it().fields())));
          it.bind("dPurpose", Column.texts(disclosures, d -> d.it().purpose()));
          it.bind(
              "dClauses", Column.texts(disclosures, d -> String.join(BETWEEN, d.it().clauses())));
          return it.bind("dAt", Column.times(disclosures, d -> d.it().at()));
        });
  }

  private void publications(Trip trip) {
    trip.write(
        """
        insert into publications (org, subject, value, party, purpose, event, since)
        select unnest(cast(:pOrg as text[])), unnest(cast(:pSubject as uuid[])),
          unnest(cast(:pValue as uuid[])), unnest(cast(:pParty as text[])),
          unnest(cast(:pPurpose as text[])), unnest(cast(:pEvent as uuid[])),
          unnest(cast(:pSince as timestamptz[]))
        on conflict do nothing\
        """);
    trip.bind(
        it -> {
          it.bind("pOrg", Column.texts(publications, p -> p.s().org()));
          it.bind("pSubject", Column.uuids(publications, p -> p.s().uuid()));
          it.bind("pValue", Column.uuids(publications, Publication::value));
          it.bind("pParty", Column.texts(publications, Publication::party));
          it.bind("pPurpose", Column.texts(publications, Publication::purpose));
          it.bind("pEvent", Column.uuids(publications, Publication::event));
          return it.bind("pSince", Column.times(publications, Publication::since));
        });
  }
}
