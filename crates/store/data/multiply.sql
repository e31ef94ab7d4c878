-- The demonstration company many times over, for measuring: every copy has branches, members, a year of records and what
-- they earned in the last two months and the last quarter. Units are copied nineteen times, so that each keeps a sensible size.
-- {copies} is replaced by the number of copies. One text for both databases. Not for use by anybody: the journal knows nothing of it.

create table bench_copies (k bigint not null primary key, unit text not null);
with recursive n(k) as (select 1 union all select k + 1 from n where k < {copies})
    insert into bench_copies select cast(k as bigint), case when k % 20 = 0 then '' else '-' || cast(k % 20 as text) end from n;

insert into orgs (id, kind, founded_on, closed_on)
    select o.id || c.unit, o.kind, o.founded_on, o.closed_on
    from orgs o join bench_copies c on c.k < 20 where o.kind in ('unit', 'general');
insert into org_spans (org_id, from_on, until_on, parent_id, name, category, position, secretary, n_members, has_committee, term_ends_on)
    select s.org_id || c.unit, s.from_on, s.until_on, case when s.parent_id in (select id from orgs where kind = 'company') then s.parent_id else s.parent_id || c.unit end,
           s.name || cast(c.k as text), s.category, s.position + c.k * 100, s.secretary, s.n_members, s.has_committee, s.term_ends_on
    from org_spans s join orgs o on o.id = s.org_id join bench_copies c on c.k < 20
    where o.kind in ('unit', 'general') and o.id not like '%-%';

insert into orgs (id, kind, founded_on, closed_on)
    select o.id || '-' || cast(c.k as text), o.kind, o.founded_on, o.closed_on
    from orgs o cross join bench_copies c where o.kind = 'branch';
insert into org_spans (org_id, from_on, until_on, parent_id, name, category, position, secretary, n_members, has_committee, term_ends_on)
    select s.org_id || '-' || cast(c.k as text), s.from_on, s.until_on, s.parent_id || c.unit,
           s.name || cast(c.k as text), s.category, s.position, s.secretary, s.n_members, s.has_committee, s.term_ends_on
    from org_spans s join orgs o on o.id = s.org_id cross join bench_copies c
    where o.kind = 'branch' and o.id not like '%-%';

insert into members (id, name, sex, born_on, ethnic, education, joined_on, confirmed_on, job, shift, retired_on)
    select m.id || '-' || cast(c.k as text), m.name, m.sex, m.born_on, m.ethnic, m.education, m.joined_on, m.confirmed_on, m.job, m.shift, m.retired_on
    from members m cross join bench_copies c;
insert into memberships (member_id, from_on, until_on, branch_id, standing, whereabouts, reason, ended_by)
    select m.member_id || '-' || cast(c.k as text), m.from_on, m.until_on, m.branch_id || '-' || cast(c.k as text), m.standing, m.whereabouts, m.reason, m.ended_by
    from memberships m cross join bench_copies c;
insert into posts (id, member_id, org_id, post, from_on, until_on)
    select p.id || '-' || cast(c.k as text), p.member_id || '-' || cast(c.k as text), p.org_id || '-' || cast(c.k as text), p.post, p.from_on, p.until_on
    from posts p join orgs o on o.id = p.org_id cross join bench_copies c where o.kind = 'branch' and p.group_id is null;

insert into records (id, branch_id, kind, state, rev, title, on_day, counts_for, also, entitled, present, late, n_rounds, first_filed_at, filed_at, filed_by, entered_by, reason, saved_at, draft)
    select r.id || '-' || cast(c.k as text), r.branch_id || '-' || cast(c.k as text), r.kind, r.state, r.rev, r.title, r.on_day, r.counts_for, r.also, r.entitled, r.present, r.late, r.n_rounds,
           r.first_filed_at, r.filed_at, r.filed_by, r.entered_by, r.reason, r.saved_at, r.draft
    from records r cross join bench_copies c where r.on_day >= '2025-10-17' and r.kind not in ('group_meeting', 'dues');
insert into record_rounds (record_id, n, at, account, name, act, reason, body)
    select w.record_id || '-' || cast(c.k as text), w.n, w.at, w.account, w.name, w.act, w.reason, w.body
    from record_rounds w join records r on r.id = w.record_id cross join bench_copies c
    where r.on_day >= '2025-10-17' and r.kind not in ('group_meeting', 'dues') and r.branch_id not like '%-%';
insert into facts (id, branch_id, key, kind, on_day, counts_for, filed_on, state, title, source, entered_by, entered_at, body, replaces, record_id)
    select f.id || '-' || cast(c.k as text), f.branch_id || '-' || cast(c.k as text), f.key, f.kind, f.on_day, f.counts_for, f.filed_on, f.state, f.title, f.source, f.entered_by, f.entered_at,
           f.body, f.replaces || '-' || cast(c.k as text), f.record_id || '-' || cast(c.k as text)
    from facts f join records r on r.id = f.record_id cross join bench_copies c
    where r.on_day >= '2025-10-17' and r.kind not in ('group_meeting', 'dues') and r.branch_id not like '%-%' and f.branch_id not like '%-%';

insert into scorecards (period, branch_id, revision, scheme, version, category, unit_id, state, state_note, total, base, bonus, without_bonus, deduction, place, place_from_last, n_placed, star, star_target, star_name, n_vetoes, indices, items, reason, rated_at, body)
    select s.period, s.branch_id || '-' || cast(c.k as text), s.revision, s.scheme, s.version, s.category, s.unit_id || c.unit, s.state, s.state_note, s.total, s.base, s.bonus, s.without_bonus, s.deduction,
           s.place, s.place_from_last, s.n_placed, s.star, s.star_target, s.star_name, s.n_vetoes, s.indices, s.items, s.reason, s.rated_at,
           replace(s.body, '"' || s.branch_id || '"', '"' || s.branch_id || '-' || cast(c.k as text) || '"')
    from scorecards s cross join bench_copies c where s.period in ('2026-08', '2026-09', '2026-Q3');

drop table bench_copies;
-- Worked out again by the program.
delete from result_sums where period in ('2026-08', '2026-09', '2026-Q3');
