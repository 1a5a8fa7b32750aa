-- When the newest epoch began: the next one is due a period after it.
alter table keystore_id add column began timestamptz not null default now();
