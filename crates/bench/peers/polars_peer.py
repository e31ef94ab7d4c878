"""The benchmark in Polars: one lazy query a month, everything in expressions."""

import polars as pl

import peer
from peer import BANDED, DOWN, FULL, HIGHER_IS_BETTER, INDICES, LOST, NEEDED, SCORES, STARS, UP

c = pl.col
RULES = pl.DataFrame(
    [(cat, i, BANDED[cat][i - 25] if 25 <= i <= 30 else FULL[i]) for cat in BANDED for i in range(19, 36)],
    schema={"cat": pl.Int16, "ind": pl.Int8, "full": pl.Int32},
    orient="row",
)


def banded():
    up, down = pl.lit(0, pl.Int32), pl.lit(0, pl.Int32)
    for limit, percent in reversed(UP):
        up = pl.when(c.num >= limit).then(pl.lit(percent, pl.Int32)).otherwise(up)
    for limit, percent in reversed(DOWN):
        down = pl.when(c.num <= limit).then(pl.lit(percent, pl.Int32)).otherwise(down)
    return c.full * pl.when(c.ind.is_in(HIGHER_IS_BETTER)).then(up).otherwise(down) // 100


def entry_points():
    num, den = c.num.cast(pl.Int32), c.den.cast(pl.Int32)
    rate = pl.when((den == 0) | (num >= den)).then(c.full).otherwise(c.full * num * 100 // (den * 100))
    return (
        pl.when(c.ind <= 24).then(rate).when(c.ind <= 30).then(banded()).otherwise(pl.min_horizontal(c.full, num))
    ).alias("points")


def month_scores(data, branches, month, counts):
    records = (
        pl.scan_parquet(f"{data}/records_{month:02}.parquet")
        .filter(c.status == 1)
        .group_by("branch_id")
        .agg(
            [(c.kind == k).sum().cast(pl.Int32).alias(f"c{k}") for k in range(1, 13)]
            + [(c.due.cast(pl.Int32) * (c.kind == k)).sum().alias(f"d{k}") for k in range(1, 7)]
            + [(c.attend.cast(pl.Int32) * (c.kind == k)).sum().alias(f"a{k}") for k in range(1, 7)]
        )
    )
    entries = (
        pl.scan_parquet(f"{data}/entries_{month:02}.parquet")
        .join(branches.lazy().select("branch_id", "cat"), on="branch_id")
        .join(RULES.lazy(), on=["cat", "ind"])
        .select("branch_id", "ind", entry_points())
        .group_by("branch_id")
        .agg([(c.points * (c.ind == i)).sum().alias(f"s{i}") for i in range(19, 36)])
    )
    happened = c.points.cast(pl.Int32)
    events = (
        pl.scan_parquet(f"{data}/events_{month:02}.parquet")
        .group_by("branch_id")
        .agg(
            [pl.min_horizontal(FULL[i], happened.filter(c.ind == i).sum()).alias(f"s{i}") for i in (36, 37)]
            + [(-pl.min_horizontal(FULL[i], happened.filter(c.ind == i).sum())).alias(f"s{i}") for i in (38, 39)]
            + [(c.ind == 40).any().cast(pl.Int32).alias("s40")]
        )
    )
    wide = branches.lazy().select("branch_id", "cat")
    for part in (records, entries, events):
        wide = wide.join(part, on="branch_id", how="left", maintain_order="left")
    wide = wide.fill_null(0).collect()
    counts.append(wide.select([f"c{k}" for k in range(7, 13)]))

    def kept(k, count):
        return (FULL[k] - LOST[k] * (NEEDED.get(k, 1) - count).clip(0)).clip(0).alias(f"s{k}")

    def over(k, months):
        if month % months:
            return pl.lit(FULL[k], pl.Int32).alias(f"s{k}")
        return kept(k, sum((past[f"c{k}"] for past in counts[-months:-1]), counts[-1][f"c{k}"]))

    points = [kept(k, pl.col(f"c{k}")) for k in range(1, 7)]
    points += [over(k, 3) for k in range(7, 11)] + [over(k, 12) for k in (11, 12)]
    for k in range(1, 7):
        full, due, present = FULL[k + 12], pl.col(f"d{k}"), pl.col(f"a{k}")
        part = full * present * 100 // (due * 90)
        share = pl.when(due == 0).then(0).when(present * 100 >= due * 90).then(full).otherwise(part)
        points.append(share.cast(pl.Int32).alias(f"s{k + 12}"))
    sums = [pl.sum_horizontal([f"s{i}" for i in inside]).clip(0).alias(f"i{x}") for x, inside in INDICES.items()]
    total = pl.when(c.s40 == 1).then(0).otherwise(pl.sum_horizontal([f"i{x}" for x in INDICES]))
    rank = c.total.rank("min", descending=True).over("cat").cast(pl.Int32)
    return (
        wide.lazy()
        .with_columns(points)
        .with_columns(sums)
        .with_columns(total.cast(pl.Int32).alias("total"))
        .with_columns(rank.alias("rank"))
        .select(["branch_id", *SCORES])
        .collect()
    )


def joined(branches, scores, yearly):
    score = sum((past["total"] for past in scores[1:]), scores[0]["total"]) // len(scores)
    vetoed = sum((past["s40"] for past in scores[1:]), scores[0]["s40"]) > 0
    table = branches.select("branch_id", "cat", "init_star").with_columns(score.alias("score"), vetoed.alias("vetoed"))
    table = table.with_columns(
        c.score.rank("min", descending=True).over("cat").cast(pl.Int32).alias("rank"), pl.len().over("cat").alias("n")
    )
    star = pl.lit(0)
    for level, least, share in reversed(STARS):
        star = pl.when((c.score >= least) & (pl.col("rank") * 100 <= c.n * share)).then(level).otherwise(star)
    table = table.with_columns(pl.when(c.vetoed).then(0).otherwise(star).cast(pl.Int32).alias("target"))
    held = c.init_star.cast(pl.Int32)
    grade = pl.when(c.target > held).then(held + 1).otherwise(c.target) if yearly else c.target
    return table.select("branch_id", "score", "rank", "target", grade.alias("star"))


def work(data, months, out):
    branches = pl.read_parquet(f"{data}/branches.parquet")
    facts, counts, scores = 0, [], []
    for month in range(1, months + 1):
        table = month_scores(data, branches, month, counts)
        table.write_parquet(f"{out}/scores_{month:02}.parquet", compression="uncompressed", statistics=False)
        scores.append(table.select("total", "s40"))
    for quarter in range(1, months // 3 + 1):
        some = [scores[month - 1] for month in peer.months_of(quarter)]
        joined(branches, some, False).write_parquet(f"{out}/quarter_{quarter}.parquet")
    if months == 12:
        joined(branches, scores, True).write_parquet(f"{out}/year.parquet")
    for month in range(1, months + 1):
        for name in ("records", "entries", "events"):
            facts += pl.scan_parquet(f"{data}/{name}_{month:02}.parquet").select(pl.len()).collect().item()
    return branches.height, facts


def check(out, months):
    def tables(names, columns):
        return ([table[column].to_numpy() for column in columns] for table in map(pl.read_parquet, names))

    found = [peer.digest(tables([f"{out}/scores_{m:02}.parquet" for m in range(1, months + 1)], SCORES))]
    if months >= 3:
        names = [f"{out}/quarter_{q}.parquet" for q in range(1, months // 3 + 1)]
        found.append(peer.digest(tables(names, ("score", "rank", "star"))))
    if months == 12:
        found.append(peer.digest(tables([f"{out}/year.parquet"], ("score", "rank", "target", "star"))))
    return tuple(found)


peer.run("Polars", work, check)
