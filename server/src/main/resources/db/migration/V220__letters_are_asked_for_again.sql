-- A letter of an act is asked for again when it goes; who may not be written to any more is not.
alter table outbox drop constraint outbox_state_check;
alter table outbox add constraint outbox_state_check check (state in ('waiting', 'sent', 'given-up', 'withheld'));

-- Letters of acts that were written before do not say which act it was, so nobody can ask for them again.
update outbox set state = 'given-up', letter = null, subject = null where state = 'waiting' and subject is not null;
