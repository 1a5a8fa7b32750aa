-- What the server carries out itself. Every key begins with org, as everywhere.

-- Values that stand published at a destination, until the permission ends. The words themselves stay sealed in
-- held_values; each showing passes the gate again.
create table publications (
  org text not null,
  subject uuid not null,
  value uuid not null,
  party text not null,
  purpose text not null, -- empty where none was named
  event uuid not null,
  since timestamptz not null,
  primary key (org, subject, value, party),
  foreign key (org, subject) references subjects
);
create index publications_by_party on publications (org, party, since);

-- Paper that must be shredded because what stood on it is gone from the vault. It names the value's number, which
-- the staff wrote on the paper, and nobody.
create table paper_tasks (
  org text not null,
  id uuid not null,
  value uuid not null,
  point text not null,
  clauses text[] not null,
  owed_at timestamptz not null,
  done_at timestamptz,
  event uuid,
  primary key (org, id)
);
create index paper_tasks_open on paper_tasks (org, owed_at) where done_at is null;

-- Deliveries of others: who sent how many records of which fields, and their checksum.
create table deliveries (
  org text not null,
  id uuid not null,
  point text not null,
  sender text not null,
  fields text[] not null,
  records integer not null,
  taken integer not null,
  refused integer not null,
  checksum text not null, -- SHA-256 of the body, hex
  at timestamptz not null,
  primary key (org, id)
);
