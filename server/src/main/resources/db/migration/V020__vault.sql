-- The vault. Every key begins with org, so that Citus can distribute every table by it. What is of a person is
-- sealed under that person's own key; in the clear stand only words of the policy, days and random numbers.

-- Which keystore, outside the database, opens this database. One row.
create table keystore_id (
  one boolean primary key default true check (one),
  id uuid not null,
  epoch integer not null -- newest epoch in use; a process that knows only an older one must read its keystore again
);

create table subjects (
  org text not null,
  subject uuid not null,
  traits bytea, -- sealed: where they live, when they were born
  primary key (org, subject)
);

-- The subject's own key, wrapped by a key of the keystore. Without this row nothing else of the subject opens.
create table subject_keys (
  org text not null,
  subject uuid not null,
  epoch integer not null,
  wrapped bytea not null,
  primary key (org, subject),
  foreign key (org, subject) references subjects
);
create index subject_keys_by_epoch on subject_keys (epoch);

-- How a person is found: a keyed hash of a normalised identifier.
create table identifiers (
  org text not null,
  subject uuid not null,
  field text not null,
  blind bytea not null,
  since timestamptz not null,
  primary key (org, subject, field, blind),
  foreign key (org, subject) references subjects
);
create index identifiers_by_blind on identifiers (org, blind, field);

create table held_values (
  org text not null,
  subject uuid not null,
  id uuid not null,
  field text not null,
  point text not null,
  purposes text[] not null,
  policy text not null,
  collected_at timestamptz not null,
  keep_until date not null,
  about bytea not null, -- sealed: source, client, item, language shown
  value bytea not null, -- sealed
  primary key (org, subject, id),
  foreign key (org, subject) references subjects
);
create index held_values_by_end on held_values (org, keep_until, subject, id);

-- Choices and facts in the order in which they were made.
create table marks (
  org text not null,
  subject uuid not null,
  nr integer not null,
  mark bytea not null, -- sealed: word, scope, yes or no, when, what was shown
  primary key (org, subject, nr),
  foreign key (org, subject) references subjects
);

create table disclosures (
  org text not null,
  subject uuid not null,
  id uuid not null,
  event uuid not null,
  party text not null,
  country text not null,
  fields text[] not null,
  purpose text not null,
  clauses text[] not null,
  at timestamptz not null,
  primary key (org, subject, id),
  foreign key (org, subject) references subjects
);
create index disclosures_by_time on disclosures (org, at);

-- What stands behind the commitment of a ledger entry about a person.
create table event_details (
  org text not null,
  subject uuid not null,
  event uuid not null,
  opening bytea not null, -- sealed: salt and details
  primary key (org, subject, event),
  foreign key (org, subject) references subjects
);
