-- The last time that was trusted, on any node: where a clock is far from it, nothing is deleted for good by time.
create table time_trusted (at timestamptz not null);
insert into time_trusted values (now());
