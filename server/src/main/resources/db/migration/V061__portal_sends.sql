-- What was stored under a token, as its seal: the same token with another text is another form.
alter table form_sends add column seal text not null default '';
