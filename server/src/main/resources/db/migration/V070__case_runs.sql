-- What the cases of a published version came to, run in memory in the transaction that published it.
create table case_runs (
  org text not null,
  version text not null,
  at timestamptz not null,
  outcomes jsonb not null,
  primary key (org, version)
);
