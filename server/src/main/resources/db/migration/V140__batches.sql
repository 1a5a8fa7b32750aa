-- What is written of a person is written while their row is held (`select … for update` in the same transaction), and an
-- erasure holds it too. So a row of nobody cannot come about, and looking for the person once more for every row,
-- which is what a foreign key does, finds out nothing and costs as much as the row.
alter table held_values drop constraint held_values_org_subject_fkey;
alter table event_details drop constraint event_details_org_subject_fkey;
alter table disclosures drop constraint disclosures_org_subject_fkey;
alter table publications drop constraint publications_org_subject_fkey;

-- The number of the value was in it for the order of pages alone, and was a third of it; a person has few values.
drop index held_values_by_end;
create index held_values_by_end on held_values (org, keep_until, subject);
