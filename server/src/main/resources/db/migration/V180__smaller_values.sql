-- A value takes a tenth less room. An array of one purpose has a head of 24 bytes; names have no control characters in
-- them, so one of these parts several.
alter table held_values alter column purposes type text using array_to_string(purposes, chr(31));

-- Values that end on the same day are one list in the index, where each had an entry with its person's number in it: the
-- sweep leaves out whom it met by their number, and needs no order among those of a day.
drop index held_values_by_end;
create index held_values_by_end on held_values (org, keep_until);
