"""The benchmark in DuckDB: one statement a month, plain SQL."""

import duckdb

import peer
from peer import BANDED, DOWN, FULL, HIGHER_IS_BETTER, INDICES, LOST, NEEDED, SCORES, STARS, UP


def listed(parts):
    return ", ".join(parts)


def steps(bands, relation):
    return " ".join(f"WHEN num {relation} {limit} THEN {percent}" for limit, percent in bands)


def kept(k, count):
    return f"greatest(0, {FULL[k]} - {LOST[k]} * greatest(0, {NEEDED.get(k, 1)} - ({count})))::INTEGER AS s{k}"


def over(k, month, months):
    """An indicator over a quarter or year: the months before are joined as p1, p2, …"""
    if month % months:
        return f"{FULL[k]} AS s{k}"
    return kept(k, " + ".join([f"w.c{k}"] + [f"p{m}.c{k}" for m in range(month - months + 1, month)]))


ENTRY = f"""
    CASE WHEN ind <= 24 THEN CASE WHEN den = 0 OR num >= den THEN f ELSE f * num * 100 // (den * 100) END
         WHEN ind <= 30 THEN f * CASE WHEN ind IN {HIGHER_IS_BETTER} THEN CASE {steps(UP, '>=')} ELSE 0 END
                                      ELSE CASE {steps(DOWN, '<=')} ELSE 0 END END // 100
         ELSE least(f, num) END"""


def month_query(data, month):
    counts = listed(f"count(*) FILTER (kind = {k})::INTEGER AS c{k}" for k in range(1, 13))
    sums = listed(
        f"sum({field}) FILTER (kind = {k})::INTEGER AS {short}{k}"
        for field, short in (("due", "d"), ("attend", "a"))
        for k in range(1, 7)
    )
    entries = listed(f"sum(points) FILTER (ind = {i})::INTEGER AS s{i}" for i in range(19, 36))
    events = listed(
        f"{sign}least({FULL[i]}, coalesce(sum(points) FILTER (ind = {i}), 0))::INTEGER AS s{i}"
        for i, sign in ((36, ""), (37, ""), (38, "-"), (39, "-"))
    )
    wide = listed(
        [f"coalesce(c{k}, 0) AS c{k}" for k in range(1, 13)]
        + [f"coalesce({short}{k}, 0) AS {short}{k}" for short in "da" for k in range(1, 7)]
        + [f"coalesce(s{i}, 0) AS s{i}" for i in range(19, 41)]
    )
    before = [m for m in range(1, month) if month % 12 == 0 or (month % 3 == 0 and m > month - 3)]
    joins = " ".join(f"JOIN counts p{m} ON p{m}.month = {m} AND p{m}.branch_id = w.branch_id" for m in before)
    points = [kept(k, f"w.c{k}") for k in range(1, 7)]
    points += [over(k, month, 3) for k in range(7, 11)] + [over(k, month, 12) for k in (11, 12)]
    points += [
        f"(CASE WHEN d{k} = 0 THEN 0 WHEN a{k} * 100 >= d{k} * 90 THEN {FULL[k + 12]}"
        f" ELSE {FULL[k + 12]} * a{k} * 100 // (d{k} * 90) END)::INTEGER AS s{k + 12}"
        for k in range(1, 7)
    ]
    indices = listed(
        f"greatest(0, {' + '.join(f's{i}' for i in inside)})::INTEGER AS i{x}" for x, inside in INDICES.items()
    )
    return f"""
WITH r AS (SELECT branch_id, {counts}, {sums} FROM '{data}/records_{month:02}.parquet' WHERE status = 1 GROUP BY 1),
e AS (
    SELECT branch_id, {entries} FROM (
        SELECT branch_id, ind, {ENTRY} AS points FROM (
            SELECT e.branch_id, ind, num::INTEGER AS num, den::INTEGER AS den, f
            FROM '{data}/entries_{month:02}.parquet' e JOIN branches USING (branch_id) JOIN rules USING (cat, ind)
        )
    ) GROUP BY 1
),
v AS (
    SELECT branch_id, {events}, bool_or(ind = 40)::INTEGER AS s40 FROM '{data}/events_{month:02}.parquet' GROUP BY 1
),
w AS (
    SELECT branch_id, cat, {wide}
    FROM branches LEFT JOIN r USING (branch_id) LEFT JOIN e USING (branch_id) LEFT JOIN v USING (branch_id)
),
p AS (SELECT w.*, {listed(points)} FROM w {joins}),
x AS (SELECT *, {indices} FROM p),
t AS (SELECT *, CASE WHEN s40 = 1 THEN 0 ELSE i1 + i2 + i3 + i4 + i5 END::INTEGER AS total FROM x)
SELECT *, rank() OVER (PARTITION BY cat ORDER BY total DESC)::INTEGER AS rank FROM t"""


def joined(period, months, yearly):
    star = " ".join(
        f"WHEN score >= {least} AND rank * 100 <= n * {share} THEN {level}" for level, least, share in STARS
    )
    grade = "CASE WHEN target > init_star THEN init_star + 1 ELSE target END" if yearly else "target"
    return f"""
WITH s AS (
    SELECT branch_id, (sum(total) // {len(months)})::INTEGER AS score, bool_or(s40 = 1) AS vetoed
    FROM scores WHERE month BETWEEN {months[0]} AND {months[-1]} GROUP BY 1
),
k AS (
    SELECT s.*, init_star, rank() OVER (PARTITION BY cat ORDER BY score DESC)::INTEGER AS rank,
        count(*) OVER (PARTITION BY cat) AS n
    FROM s JOIN branches USING (branch_id)
),
t AS (SELECT *, CASE WHEN vetoed THEN 0 {star} ELSE 0 END AS target FROM k)
SELECT branch_id, score, rank, target, ({grade})::INTEGER AS star FROM t ORDER BY branch_id"""


def work(data, months, out):
    db = duckdb.connect()
    db.execute(f"CREATE TABLE branches AS SELECT * FROM '{data}/branches.parquet'")
    db.execute("CREATE TABLE rules (cat SMALLINT, ind TINYINT, f INTEGER)")
    rules = [(cat, i, BANDED[cat][i - 25] if 25 <= i <= 30 else FULL[i]) for cat in BANDED for i in range(19, 36)]
    db.execute("INSERT INTO rules VALUES " + listed(map(str, rules)))
    kinds = listed(f"c{k} INTEGER" for k in range(7, 13))
    db.execute(f"CREATE TABLE counts (month TINYINT, branch_id INTEGER, {kinds})")
    db.execute("CREATE TABLE scores (month TINYINT, branch_id INTEGER, total INTEGER, s40 INTEGER)")
    for month in range(1, months + 1):
        db.execute(f"CREATE OR REPLACE TEMP TABLE now AS {month_query(data, month)}")
        db.execute(f"INSERT INTO counts SELECT {month}, branch_id, {listed(f'c{k}' for k in range(7, 13))} FROM now")
        db.execute(f"INSERT INTO scores SELECT {month}, branch_id, total, s40 FROM now")
        db.execute(
            f"COPY (SELECT branch_id, {listed(SCORES)} FROM now ORDER BY branch_id)"
            f" TO '{out}/scores_{month:02}.parquet' (FORMAT parquet, COMPRESSION uncompressed)"
        )
    for quarter in range(1, months // 3 + 1):
        query = joined(quarter, peer.months_of(quarter), False)
        db.execute(f"COPY ({query}) TO '{out}/quarter_{quarter}.parquet' (FORMAT parquet)")
    if months == 12:
        db.execute(f"COPY ({joined(0, peer.months_of(0), True)}) TO '{out}/year.parquet' (FORMAT parquet)")
    facts = sum(
        db.execute(f"SELECT count(*) FROM '{data}/{name}_{month:02}.parquet'").fetchone()[0]
        for month in range(1, months + 1)
        for name in ("records", "entries", "events")
    )
    branches = db.execute("SELECT count(*) FROM branches").fetchone()[0]
    db.close()
    return branches, facts


def check(out, months):
    db = duckdb.connect()

    def tables(names, columns):
        for name in names:
            found = db.execute(f"SELECT {listed(columns)} FROM '{name}' ORDER BY branch_id").fetchnumpy()
            yield [found[column] for column in columns]

    found = [peer.digest(tables([f"{out}/scores_{m:02}.parquet" for m in range(1, months + 1)], SCORES))]
    if months >= 3:
        names = [f"{out}/quarter_{q}.parquet" for q in range(1, months // 3 + 1)]
        found.append(peer.digest(tables(names, ("score", "rank", "star"))))
    if months == 12:
        found.append(peer.digest(tables([f"{out}/year.parquet"], ("score", "rank", "target", "star"))))
    return tuple(found)


peer.run("DuckDB", work, check)
