-- Who may call is news too: nodes remember the keys of machines as long as nothing is told of them.
alter table changes drop constraint changes_what_check;
alter table changes add constraint changes_what_check check (what in ('marks', 'traits', 'erased', 'policy', 'key'));

create function changes_by_key() returns trigger language plpgsql as $$
begin
  insert into changes (org, what) values (coalesce(new.org, old.org), 'key');
  return null;
end $$;
-- When a key was last used changes nothing of what it opens.
create trigger changes_by_key after insert or delete or update of verbs, hash, revoked on api_keys
  for each row execute function changes_by_key();
