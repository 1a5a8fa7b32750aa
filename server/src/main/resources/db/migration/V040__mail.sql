-- Letters waiting to be sent. The letter itself is sealed, and gone once it was sent or given up.
create table outbox (
  org text not null,
  id uuid not null,
  purpose text not null,
  state text not null check (state in ('waiting', 'sent', 'given-up')),
  tries integer not null default 0,
  written_at timestamptz not null,
  next_try timestamptz not null,
  letter bytea, -- sealed
  primary key (org, id)
);
create index outbox_waiting on outbox (next_try) where state = 'waiting';
