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
