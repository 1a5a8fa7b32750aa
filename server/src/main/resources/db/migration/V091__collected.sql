-- Of which categories something entered in which month: what a policy's generated lists are made of. It outlives
-- the values, because a list of the last twelve months counts what has been deleted since; it names nobody.
create table collected_months (
  org text not null,
  category text not null,
  month date not null,
  primary key (org, category, month)
);
