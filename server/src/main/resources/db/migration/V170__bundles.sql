-- The log's entries lie 256 together, as they are served and as their hashes are: one row where there were 256, each in
-- two indexes. A full bundle is never changed again; only the newest one grows until it is full.
create sequence ledger_seq;

-- The order in which events were written. An event's place in the log is found by it.
alter table events add column seq bigint;
create table ledger_bundles (
  org text not null,
  n bigint not null, -- its first entry is number 256 n
  least bigint not null, -- of its events' `seq`
  most bigint not null,
  seqs bigint[] not null,
  entries bytea[] not null check (cardinality(entries) between 1 and 256 and cardinality(seqs) = cardinality(entries)),
  primary key (org, n)
);
create index ledger_bundles_by_seq on ledger_bundles (org, most);
-- A bundle is compressed at the door, if at all.
alter table ledger_bundles alter column entries set storage external;

-- Those in the log come first, in its order, and behind them those that wait.
alter table ledger_queue alter column seq drop identity;
update ledger_queue set seq = seq + (select greatest((select count(*) from ledger_entries), (select max(seq) from ledger_queue)));
with placed as (select org, id, row_number() over (order by org, index) as seq from ledger_entries)
update events e set seq = p.seq from placed p where e.org = p.org and e.id = p.id;
update events e set seq = q.seq from ledger_queue q where e.org = q.org and e.id = q.id;
select setval('ledger_seq', greatest(1, (select max(seq) from events), (select max(seq) from ledger_queue)));
alter table events alter column seq set not null;

insert into ledger_bundles (org, n, least, most, seqs, entries)
select org, index / 256, min(seq), max(seq), array_agg(seq order by index), array_agg(entry order by index)
from (select l.org, l.index, l.entry, coalesce(e.seq, 0) as seq from ledger_entries l left join events e on e.org = l.org and e.id = l.id) placed
group by org, index / 256;

drop table ledger_entries;
alter table ledger_queue alter column seq set default nextval('ledger_seq');

-- One by one, for whoever reads all of a log.
create view ledger_entries as
  select org, n * 256 + nr - 1 as index, seq, (convert_from(entry, 'UTF8')::jsonb ->> 'id')::uuid as id, entry
  from ledger_bundles, unnest(seqs, entries) with ordinality as u (seq, entry, nr);
