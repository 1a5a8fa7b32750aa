-- Whom a waiting letter is for, where an act upon their data wrote it: it is not sent to somebody erased meanwhile. Empty
-- once it is sent, and for letters that answer whoever asked.
alter table outbox add column subject uuid;
create index outbox_by_subject on outbox (org, subject) where subject is not null;
