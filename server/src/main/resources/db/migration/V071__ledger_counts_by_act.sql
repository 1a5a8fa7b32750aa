-- Counts tell what was done too: a deletion is another thing to show than a choice that was noted.
-- What was counted before stands under no act.
alter table ledger_counts add column act text not null default '';
alter table ledger_counts drop constraint ledger_counts_pkey;
alter table ledger_counts add primary key (org, clause, day, effect, act);
