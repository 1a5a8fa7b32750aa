-- One-time codes. Neither the address nor the code stands here: a keyed hash of the one, a salted hash of the other.
create table codes (
  org text not null,
  address bytea not null,
  id uuid not null,
  client bytea not null,
  salt bytea not null,
  hash bytea not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  state text not null default 'open' check (state in ('open', 'used', 'spent')),
  primary key (org, address, id)
);
create index codes_by_client on codes (org, client, asked_at);
create index codes_by_age on codes (asked_at);

-- Who proved an address and is in the privacy centre now. The token itself is only with the person.
create table visits (
  org text not null,
  token bytea not null,
  address bytea not null,
  email bytea not null, -- sealed
  subject uuid, -- who was found under the address when the visit began; the visit ends with them
  language text not null,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (org, token)
);
create index visits_by_address on visits (org, address);

-- What was asked of the organisation. A request outlives the person's data, so it says nothing of the person.
create table requests (
  org text not null,
  id uuid not null,
  reference text not null,
  subject uuid, -- empty once the person is erased, and where none is concerned
  asked_right text not null,
  channel text not null,
  state text not null check (state in ('received', 'completed', 'refused', 'withdrawn')),
  law text not null,
  authority text not null,
  received date not null,
  due date not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  clauses text[] not null,
  articles text[] not null,
  reason text not null default '',
  about text,
  matter bytea, -- sealed: what was written, and where the answer goes
  event uuid,
  primary key (org, id)
);
create index requests_by_reference on requests (org, reference);
create index requests_by_due on requests (org, state, due);
create index requests_by_subject on requests (org, subject);

-- Parties that got data of a person who was erased since, and must be told to erase it too.
create table recipients_to_tell (
  org text not null,
  request uuid not null,
  party text not null,
  told_at timestamptz,
  primary key (org, request, party)
);
