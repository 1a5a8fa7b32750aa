-- Published versions of policies. A row is never changed: a new text is a new version.
create table policy_versions (
  org text not null,
  version text not null,
  hash text not null,
  effective date not null,
  published_at timestamptz not null,
  files jsonb not null,
  primary key (org, version)
);

create function policy_versions_are_kept() returns trigger language plpgsql as $$
begin
  raise exception 'a published policy version is never changed or removed';
end $$;

create trigger policy_versions_are_kept before update or delete on policy_versions
  for each row execute function policy_versions_are_kept();
