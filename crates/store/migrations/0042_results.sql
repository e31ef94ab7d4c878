-- The result that stands for each branch and period, without its lines: worked out from the scorecards, kept so that lists,
-- means and places need not read them.
create table results (
    period text not null references periods (period),
    branch_id text not null references orgs (id),
    revision bigint not null,
    scheme text not null,
    version text not null,
    category text not null,
    unit_id text not null,
    state text not null,
    state_note text not null,
    total bigint not null,
    base bigint not null,
    bonus bigint not null,
    without_bonus bigint not null,
    deduction bigint not null,
    place bigint,
    -- The place, or a number behind all places: the order of a ranking.
    place_order bigint not null,
    place_from_last bigint,
    n_placed bigint not null,
    star bigint,
    star_target bigint,
    star_name text,
    n_vetoes bigint not null,
    indices text not null,
    primary key (period, branch_id)
);
create index results_by_place on results (period, category, place_order, branch_id);
create index results_by_star on results (period, scheme, version, category, star, star_name);
create index results_by_branch on results (branch_id, period);
create index results_by_total on results (category, period, place_order, total);
create index results_vetoed on results (period, branch_id) where n_vetoes > 0;

-- One index of one placed branch.
create table result_indices (
    period text not null,
    branch_id text not null,
    code text not null,
    category text not null,
    value bigint not null,
    place bigint not null,
    primary key (period, branch_id, code)
);
create index result_indices_by_value on result_indices (period, category, code, value, place);

-- What means are made of: how many branches of a category have a value, and its sum in thousandths. `total`, `index/<code>`
-- and `item/<code>`.
create table result_sums (
    period text not null,
    category text not null,
    code text not null,
    n bigint not null,
    sum bigint not null,
    primary key (period, category, code)
);
