-- An event is its entry in the log and nothing beside it. What pages ask of events they find by what each bundle of
-- entries says it holds, and by the numbers of its events.

-- What waits: the entries of one transaction are one row.
create table waiting_entries as select org, min(seq) as seq, count(*)::int as n, array_agg(id order by seq) as ids, array_agg(entry order by seq) as entries
  from ledger_queue group by org, seq / 1000;
drop table ledger_queue;
alter table waiting_entries rename to ledger_queue;
alter table ledger_queue
  alter column org set not null, alter column seq set not null, alter column seq set default nextval('ledger_seq'),
  alter column n set not null, alter column ids set not null, alter column entries set not null,
  add constraint ledger_queue_pkey primary key (org, seq),
  add constraint ledger_queue_check check (n > 0 and cardinality(ids) = n and cardinality(entries) = n),
  -- A row may be long, and lies beside the table then, in pieces of two kilobytes.
  set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 10000);
-- It is gone before compressing it would have paid.
alter table ledger_queue alter column entries set storage external, alter column ids set storage external;

drop view ledger_entries;
drop index ledger_bundles_by_seq;

alter table ledger_bundles
  add column ids uuid[],
  add column clauses text[], -- that decided in it, each once
  add column acts text[],
  add column effects text[],
  add column newest timestamptz; -- when the latest of its events happened
with read as materialized ( -- each entry once
  select b.org, b.n, u.nr, convert_from(u.entry, 'UTF8')::jsonb as entry from ledger_bundles b, unnest(b.entries) with ordinality as u (entry, nr)),
said as (
  select org, n, array_agg((entry ->> 'id')::uuid order by nr) as ids, array_agg(distinct entry ->> 'act') as acts,
    array_agg(distinct entry ->> 'effect') as effects, max((entry ->> 'at')::timestamptz) as newest
  from read group by org, n),
cited as (
  select org, n, array_agg(distinct clause) as clauses from read, jsonb_array_elements_text(entry -> 'clauses') clause group by org, n)
update ledger_bundles b set ids = said.ids, clauses = coalesce(cited.clauses, '{}'), acts = said.acts, effects = said.effects, newest = said.newest
from said left join cited using (org, n)
where b.org = said.org and b.n = said.n;
alter table ledger_bundles
  alter column ids set not null, alter column clauses set not null, alter column acts set not null, alter column effects set not null, alter column newest set not null,
  drop column least, drop column most, drop column seqs,
  add constraint ledger_bundles_ids_check check (cardinality(ids) = cardinality(entries));
-- The newest bundle is written anew until it is full; a fifth of a long log would be a great deal to let lie.
alter table ledger_bundles alter column ids set storage external, set (toast.autovacuum_vacuum_scale_factor = 0.02);

-- A full bundle is entered once and for all; the one that is not full yet is the newest, and looked at by itself.
-- A list of what is still to be entered would be read through with every search.
create index ledger_bundles_by_event on ledger_bundles using gin (ids) with (fastupdate = off) where cardinality(ids) = 256;

-- Under no clause stand all events of a day, each once, whatever it cites.
insert into ledger_counts (org, day, clause, effect, act, n)
select e.org, (e.at at time zone 'UTC')::date, '', e.effect, e.act, count(*) from events e
left join (select org, unnest(ids) as id from ledger_queue) waiting on waiting.org = e.org and waiting.id = e.id
where waiting.id is null group by 1, 2, 4, 5;

drop table events;

-- One by one, for whoever reads all of a log.
create view ledger_entries as
  select org, n * 256 + nr - 1 as index, id, entry from ledger_bundles, unnest(ids, entries) with ordinality as u (id, entry, nr);
