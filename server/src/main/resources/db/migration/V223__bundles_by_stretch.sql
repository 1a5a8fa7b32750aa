-- A full bundle is found by the stretches that its events' numbers lie in, a few where it was by each of its 256 numbers.
-- What a stretch is stands in LedgerStore: a quarter of a second, or 256 numbers in a row of somebody's own making.
drop index ledger_bundles_by_event;
alter table ledger_bundles add column stretches bigint[]; -- each once; none until it is full
update ledger_bundles set stretches = (
  select array_agg(distinct case substr(hex, 13, 1) when '7' then high >> 24 else high # (low >> 8) end)
  from unnest(ids) id, replace(id::text, '-', '') hex,
    lateral (select ('x' || left(hex, 16))::bit(64)::bigint as high, ('x' || right(hex, 16))::bit(64)::bigint as low) halves)
where cardinality(ids) = 256;
alter table ledger_bundles
  alter column stretches set storage external, add constraint ledger_bundles_stretches_check check ((stretches is null) = (cardinality(ids) < 256));
create index ledger_bundles_by_stretch on ledger_bundles using gin (stretches) with (fastupdate = off) where stretches is not null;
