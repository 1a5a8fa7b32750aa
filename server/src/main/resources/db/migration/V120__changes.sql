-- What programs that decide for themselves must hear of: whose standing changed, who was erased, that a policy was
-- published. Numbers only. Written by triggers, in the transaction of the change, so that no way of changing forgets it.
--
-- Rows are read by transaction and not by number: numbers are given before the commit, so a reader who remembers the
-- highest one would miss what commits later with a lower one. A reader remembers a snapshot, and asks for the
-- transactions that were not visible in it.
create table changes (
  org text not null,
  tx xid8 not null default pg_current_xact_id(),
  nr bigint generated always as identity,
  subject uuid, -- none for a policy, and none for the erased
  erased bytea, -- SHA-256 of the number of somebody erased: who holds the number recognises it, and it can be had from nowhere
  what text not null check (what in ('marks', 'traits', 'erased', 'policy')),
  marks integer, -- how many choices and facts the person has since
  at timestamptz not null default clock_timestamp(),
  primary key (org, tx, nr)
);
create index changes_by_subject on changes (org, subject, nr) where subject is not null;
create index changes_by_erased on changes (org, erased) where erased is not null;
create index changes_by_time on changes using brin (at);

-- The newest transaction of which something was pruned: whoever remembers less has missed something. One row.
create table changes_pruned (
  one boolean primary key default true check (one),
  tx xid8 not null
);
insert into changes_pruned (tx) values ('0');

create function changes_by_marks() returns trigger language plpgsql as $$
begin
  insert into changes (org, subject, what, marks) select org, subject, 'marks', max(nr) from added group by org, subject;
  return null;
end $$;
create trigger changes_by_marks after insert on marks
  referencing new table as added for each statement execute function changes_by_marks();

create function changes_by_traits() returns trigger language plpgsql as $$
begin
  insert into changes (org, subject, what) values (new.org, new.subject, 'traits');
  return null;
end $$;
create trigger changes_by_traits after update of traits on subjects
  for each row when (old.traits is distinct from new.traits) execute function changes_by_traits();

-- Without the key nothing of the person opens, so its end is the erasure.
create function changes_by_erasure() returns trigger language plpgsql as $$
begin
  delete from changes c using gone g where c.org = g.org and c.subject = g.subject;
  insert into changes (org, erased, what) select org, sha256(uuid_send(subject)), 'erased' from gone;
  return null;
end $$;
create trigger changes_by_erasure after delete on subject_keys
  referencing old table as gone for each statement execute function changes_by_erasure();

create function changes_by_policy() returns trigger language plpgsql as $$
begin
  insert into changes (org, what) values (new.org, 'policy');
  return null;
end $$;
create trigger changes_by_policy after insert on policy_versions
  for each row execute function changes_by_policy();
