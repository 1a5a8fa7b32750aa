-- Keys of machines and accounts of operators. Of every secret only a hash is kept.

create table api_keys (
  org text not null,
  id uuid not null,
  name text not null,
  verbs text[] not null,
  hash bytea not null check (length(hash) = 32),
  created timestamptz not null,
  used timestamptz,
  revoked timestamptz,
  primary key (org, id)
);

-- What writes were answered, for a day; sealed, as answers may hold values of people.
create table api_results (
  org text not null,
  key uuid not null,
  name bytea not null,
  until timestamptz not null,
  subject uuid,
  answer bytea,
  primary key (org, key, name)
);
create index api_results_until on api_results (org, until);

-- Accounts of operators. They belong to the server and to no organisation; there are few.
create table operators (
  id uuid primary key,
  name text not null,
  folded text not null unique,
  password text not null,
  created timestamptz not null
);

create table operator_sessions (
  token bytea primary key,
  operator uuid not null references operators on delete cascade,
  began timestamptz not null,
  seen timestamptz not null
);

-- Links by which an account can be made, once.
create table operator_invitations (
  token bytea primary key,
  until timestamptz not null
);

-- Wrong passwords by the hash of the name, whether or not somebody has it.
create table sign_in_failures (
  name bytea primary key,
  failures integer not null,
  at timestamptz not null,
  locked timestamptz
);

-- Who did what the ledger says was done. An account may be gone; what it did stays.
create table operator_acts (
  org text not null,
  event uuid not null,
  at timestamptz not null,
  operator uuid,
  act text not null,
  target text not null,
  salt bytea not null,
  primary key (org, event)
);
create index operator_acts_at on operator_acts (org, at desc);
