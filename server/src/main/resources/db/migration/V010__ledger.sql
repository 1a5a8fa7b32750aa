-- The ledger: what happened, written with the act, put in order, hashed and signed after it.
-- Every key begins with the organisation, so that the tables can be distributed by it.

-- What happened, for the pages; in the transaction of the act itself.
create table events (
  org text not null,
  id uuid not null,
  at timestamptz not null,
  act text not null,
  effect text not null check (effect in ('permit', 'refuse', 'done')),
  clauses text[] not null,
  articles text[] not null,
  policy text not null,
  primary key (org, id)
);
create index events_at on events (org, at desc, id);
create index events_clauses on events using gin (clauses);

-- Entries that wait for their place in the log; in the transaction of the act itself.
create table ledger_queue (
  org text not null,
  seq bigint generated always as identity,
  id uuid not null,
  entry bytea not null,
  created timestamptz not null default now(),
  primary key (org, seq)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Entries in their place. Nothing in the four tables below is ever changed or deleted, but for `note`.
create table ledger_entries (
  org text not null,
  index bigint not null,
  id uuid not null,
  entry bytea not null,
  primary key (org, index)
);
create unique index ledger_entries_id on ledger_entries (org, id) include (index);
-- A bundle of entries compresses at the door, all together; alone they are too short to.
alter table ledger_entries alter column entry set storage external;

-- Full tiles only. A partial tile is the roots of the full tiles below it, or the hashes of the last entries.
create table ledger_tiles (
  org text not null,
  level int not null,
  n bigint not null,
  hashes bytea not null check (length(hashes) = 8192),
  root bytea not null check (length(root) = 32),
  primary key (org, level, n)
);
alter table ledger_tiles alter column hashes set storage external;

-- The log's states; without a note until it is signed.
create table ledger_checkpoints (
  org text not null,
  size bigint not null,
  root bytea not null check (length(root) = 32),
  at timestamptz not null,
  note text,
  primary key (org, size)
);
create index ledger_checkpoints_unsigned on ledger_checkpoints (org) where note is null;

-- How many entries in their place cite a clause, a day (UTC) and an effect at a time.
create table ledger_counts (
  org text not null,
  day date not null,
  clause text not null,
  effect text not null,
  n bigint not null,
  primary key (org, clause, day, effect)
);
