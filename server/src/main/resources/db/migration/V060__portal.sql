-- The portal. One row for each form that was stored, so that a second press of the button stores nothing.
create table form_sends (
  org text not null,
  token text not null, -- random, made for one form; says nothing of the person
  at timestamptz not null,
  primary key (org, token)
);
create index form_sends_by_age on form_sends (at);
