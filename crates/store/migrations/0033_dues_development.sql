-- What the superior said to a reduction for hardship: `approved`, `refused`, or nothing yet.
alter table dues_bases add column decision text;
alter table dues_bases add column decided_by text;
alter table dues_bases add column decided_on text;

-- The vote of a members' meeting, and the last day of a prolonged probation.
alter table development_steps add column entitled bigint;
alter table development_steps add column present bigint;
alter table development_steps add column in_favour bigint;
alter table development_steps add column written bigint;
alter table development_steps add column until_on text;
create index candidates_by_member on candidates (member_id);
