//! `baolei-bench [BRANCHES] [MONTHS]`: generates the data once, rates it, checks the digests, says what it cost.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use bench::{
    check, explain, generate, scheme,
    usage::{Cost, Meter, peak_memory},
    work::{self, Done, Plan},
};

const HELP: &str = "\
baolei-bench [BRANCHES] [MONTHS] [options]     default: 50000 12
  --threads N               default: 2
  --block N                 branches held in memory at a time, default: 1048576
  --repeat N                runs; the median is printed, default: 1
  --dir FOLDER              for data and results, default: target/bench-data
  --generate                only write the data
  --explain BRANCH MONTH    rate one branch again with the ordinary engine and print why";

struct Options {
    branches: u32,
    plan: Plan,
    repeat: usize,
    dir: PathBuf,
    generate: bool,
    explain: Option<(u32, u32)>,
}

fn options() -> Result<Options> {
    let mut options = Options {
        branches: 50_000,
        plan: Plan { months: 12, threads: 2, block: 1 << 20 },
        repeat: 1,
        dir: "target/bench-data".into(),
        generate: false,
        explain: None,
    };
    let mut words = std::env::args().skip(1);
    let mut plain = 0;
    while let Some(word) = words.next() {
        let mut text = || words.next().with_context(|| format!("{word}: something is missing\n{HELP}"));
        let whole = |text: String| text.parse::<u32>().with_context(|| format!("{text}: not a whole number\n{HELP}"));
        match word.as_str() {
            "--threads" => options.plan.threads = whole(text()?)?.max(1) as usize,
            "--block" => options.plan.block = whole(text()?)?.max(1),
            "--repeat" => options.repeat = whole(text()?)?.max(1) as usize,
            "--dir" => options.dir = text()?.into(),
            "--generate" => options.generate = true,
            "--explain" => options.explain = Some((whole(text()?)?, whole(text()?)?)),
            "--help" | "-h" => {
                println!("{HELP}");
                std::process::exit(0);
            }
            _ if word.starts_with('-') => bail!("{word}: no such option\n{HELP}"),
            _ => {
                match plain {
                    0 => options.branches = whole(word)?,
                    1 => options.plan.months = whole(word)?,
                    _ => bail!("{word}: too much\n{HELP}"),
                }
                plain += 1;
            }
        }
    }
    ensure!((1..=12).contains(&options.plan.months), "months: 1 to 12\n{HELP}");
    ensure!((1..=10_000_000).contains(&options.branches), "branches: 1 to 10000000\n{HELP}");
    Ok(options)
}

fn main() -> Result<()> {
    let options = options()?;
    let Options { branches, plan, .. } = options;
    let data = generate::ensure(&options.dir, branches, plan.months, plan.threads)?;
    if options.generate {
        println!("{}", data.display());
        return Ok(());
    }
    let scheme = scheme()?;
    // Written apart first, so that two runs at the same time do not mix.
    let out = options.dir.join(format!("results-{branches}.{}", std::process::id()));
    let mut runs = Vec::new();
    for _ in 0..options.repeat {
        if out.exists() {
            std::fs::remove_dir_all(&out)?;
        }
        let meter = Meter::start();
        let done = work::run(&scheme, &data, &out, plan)?;
        runs.push((meter.stop(), done));
    }
    let peak = peak_memory();
    let (_, last) = runs.last().context("nothing was run")?;
    let found = check::digests(&out, last, plan.months)?;
    let verdict = match check::expected(last.branches, plan.months) {
        Some(expected) if expected == found => "digests equal",
        Some(expected) => bail!("digests differ: {found:?}, expected {expected:?}"),
        None => "no digests known for this size",
    };
    if let Some((branch, month)) = options.explain {
        explain(&scheme, &data, last, branch, month)?;
        return Ok(std::fs::remove_dir_all(&out)?);
    }
    let kept = options.dir.join(format!("results-{branches}"));
    if kept.exists() {
        std::fs::remove_dir_all(&kept)?;
    }
    std::fs::rename(&out, &kept)?;
    runs.sort_by_key(|(cost, _)| cost.wall);
    let (cost, done) = &runs[runs.len() / 2];
    report(*cost, peak, done, verdict);
    Ok(())
}

fn report(cost: Cost, peak: Option<u64>, done: &Done, verdict: &str) {
    let seconds = cost.wall.as_secs_f64();
    println!(
        "{:<22} {:>8.2} s wall {:>8.2} s CPU {:>7} MB {:>12.0} facts/s   {verdict}",
        "baolei",
        seconds,
        cost.cpu.as_secs_f64(),
        peak.map_or_else(|| "?".into(), |bytes| (bytes >> 20).to_string()),
        done.facts as f64 / seconds,
    );
    let stages: Vec<String> =
        done.stages.list().iter().map(|(name, time)| format!("{name} {:.2}", time.as_secs_f64())).collect();
    println!("{:<22} {} facts; thread seconds: {}", "", done.facts, stages.join(", "));
}

fn explain(
    scheme: &rating::scheme::Scheme,
    data: &std::path::Path,
    done: &Done,
    branch: u32,
    month: u32,
) -> Result<()> {
    let card = explain::scorecard(scheme, data, branch, month)?;
    for line in &card.lines {
        let name = scheme.item(&line.item).map_or("", |item| item.name.as_str());
        println!("{} {name}：{}/{}", line.item, line.points.short(), line.full.short());
        for step in &line.steps {
            println!("      {:>6}  {}", step.points.short(), step.sentence);
        }
    }
    for step in &card.summary {
        println!("{:>12}  {}", step.points.short(), step.sentence);
    }
    println!("总分 {}", card.total);
    explain::agree(scheme, &card, done, branch, month)?;
    println!("与批量结果逐项一致");
    Ok(())
}
