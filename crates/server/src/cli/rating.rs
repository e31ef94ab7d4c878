//! `baolei rate`, `explain` and `what-if`.

use std::path::Path;

use ::rating::{
    period::Period,
    points::Points,
    scorecard::{Line, LineState, Scorecard, Step},
};
use store::Store;

use super::{explain as explained, output, schemes::read};
use crate::{
    AppState,
    clock::Clock,
    ops::{
        rate_period::{Refused, rate_period},
        reminders,
        seal_period::seal_period,
        what_if::{Change, Direction, Standing, what_if as compare},
    },
    state::Schemes,
};

pub(super) async fn rate(store: &Store, period: Period, json: bool) -> anyhow::Result<()> {
    eprintln!("正在评{}……", period.title());
    let now = Clock::of(store).await.map_err(explained)?.now();
    let rated = rate_period(store, &Schemes::default(), period, "命令行评分", now).await.map_err(refused)?;
    if json {
        return output::json(&serde_json::json!({
            "period": period, "n_branches": rated.n_branches, "n_changed": rated.n_changed, "n_waiting": rated.n_waiting,
        }));
    }
    println!(
        "{}：{} 个支部已评，{} 个结果有变化，{} 个有待补数据。",
        period.title(),
        rated.n_branches,
        rated.n_changed,
        rated.n_waiting
    );
    Ok(())
}

/// `baolei remind`.
pub(super) async fn remind(store: &Store) -> anyhow::Result<()> {
    let app = AppState::new(store.clone(), Clock::of(store).await.map_err(explained)?);
    let done = reminders::remind(&app).await.map_err(refused)?;
    println!("新发提醒{}条，办结{}条。", done.n_new, done.n_settled);
    Ok(())
}

pub(super) async fn seal(store: &Store, period: Period) -> anyhow::Result<()> {
    let now = Clock::of(store).await.map_err(explained)?.now();
    let sealed = seal_period(store, period, "命令行", now).await.map_err(explained)?;
    match sealed {
        Some(_) => {
            println!("已封存{}：结果不再改动。", period.title());
            Ok(())
        }
        None => anyhow::bail!("{}还没有评分结果，不能封存；请先执行 baolei rate {period}", period.title()),
    }
}

pub(super) async fn explain(store: &Store, branch: &str, period: Period, json: bool) -> anyhow::Result<()> {
    let mut db = store.read().await?;
    let orgs = db.orgs().all().await.map_err(explained)?;
    let branches = ::store::branches(&orgs, period.last_day());
    let found: Vec<_> = branches.iter().filter(|known| known.id == branch || known.name == branch).collect();
    let branch = match found.as_slice() {
        [one] => *one,
        [] => {
            let near: Vec<String> = branches
                .iter()
                .filter(|known| known.name.contains(branch))
                .take(5)
                .map(|known| format!("{}（{}）", known.name, known.id))
                .collect();
            match near.as_slice() {
                [] => anyhow::bail!("没有编号或名称为“{branch}”的支部"),
                near => anyhow::bail!("没有编号或名称为“{branch}”的支部；是否指：{}", near.join("、")),
            }
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|known| known.id.as_str()).collect();
            anyhow::bail!("有 {} 个支部叫“{branch}”，请用编号：{}", ids.len(), ids.join("、"))
        }
    };
    let kept = db.scorecards().standing_of(period, &branch.id).await.map_err(explained)?;
    let Some(kept) = kept else {
        anyhow::bail!("{}没有“{}”的评分结果；请先执行 baolei rate {period}", period.title(), branch.name);
    };
    if json {
        return output::json(&kept.card);
    }
    let scheme = db.schemes().find(&kept.card.scheme, &kept.card.version).await.map_err(explained)?;
    let scheme = scheme.and_then(|kept| ::rating::scheme::read(&kept.text).ok()).map(|(scheme, _)| scheme);
    let name = |code: &str| {
        scheme.as_ref().and_then(|scheme| scheme.item(code)).map_or(String::new(), |item| item.name.clone())
    };
    println!("{}  {}  第{}版  总分 {}", branch.name, period.title(), kept.revision, kept.card.total);
    print_card(&kept.card, name);
    Ok(())
}

fn print_card(card: &Scorecard, name: impl Fn(&str) -> String) {
    if !card.state_note.is_empty() {
        println!("{}", card.state_note);
    }
    for line in &card.lines {
        println!("\n{} {}  {}", line.item, name(&line.item), worth(line));
        line.steps.iter().for_each(print_step);
    }
    println!("\n总分由来");
    card.summary.iter().for_each(print_step);
    for hit in &card.vetoes {
        println!("\n一票否决  {}", hit.sentence);
    }
    if let Some(rank) = card.rank {
        println!("\n同类排名 {rank}/{}", card.of);
    }
    if let Some(award) = &card.award {
        println!("\n{}", award.name);
        for reason in &award.reasons {
            println!("  {} {}", if reason.passed { "✓" } else { "✗" }, reason.sentence);
        }
    }
}

fn worth(line: &Line) -> String {
    match line.state {
        LineState::Final => format!("{} / {}", line.points, line.full),
        LineState::Waiting => format!("等待{}", line.waiting_for.as_deref().unwrap_or("录入")),
        LineState::NotOwed => "本期不计".to_owned(),
    }
}

fn print_step(step: &Step) {
    let sign = if step.points > Points::ZERO { "+" } else { "" };
    println!("  {}  {}", output::right(&format!("{sign}{}", step.points), 8), step.sentence);
}

pub(super) async fn what_if(store: &Store, path: &Path, period: Period, json: bool) -> anyhow::Result<()> {
    let (draft, _) = match ::rating::scheme::read(&read(path)?) {
        Ok(read) => read,
        Err(problems) => {
            problems.iter().for_each(|problem| eprintln!("{problem}"));
            anyhow::bail!("草案有错误，不能试算；请先用 baolei check 改正");
        }
    };
    eprintln!("正在用草案试算{}……", period.title());
    let outcome = compare(store, &draft, period).await.map_err(refused)?;
    if json {
        return output::json(&outcome);
    }
    println!(
        "草案《{}》版本 {}，{}：{} 个支部中 {} 个会有变化，上升 {} 个，下降 {} 个。",
        outcome.scheme,
        outcome.version,
        period.title(),
        outcome.n_branches,
        outcome.changes.len(),
        outcome.n_rising,
        outcome.n_falling,
    );
    for (direction, title) in
        [(Direction::Rises, "上升"), (Direction::Falls, "下降"), (Direction::Stays, "只有分数变化")]
    {
        let changes: Vec<&Change> = outcome.changes.iter().filter(|change| change.direction == direction).collect();
        if changes.is_empty() {
            continue;
        }
        println!("\n{title}（{} 个）", changes.len());
        let most = if direction == Direction::Stays { FEW } else { usize::MAX };
        changes.iter().take(most).for_each(|change| print_change(change));
        if changes.len() > most {
            println!("  …… 另有 {} 个；全部可用 --json 取得", changes.len() - most);
        }
    }
    Ok(())
}

/// Branches that are shown where only points differ.
const FEW: usize = 20;

fn print_change(change: &Change) {
    let shown = |standing: &Standing| {
        let star = standing.star_name.as_ref().map_or(String::new(), |name| format!(" {name}"));
        match (standing.rated, standing.rank) {
            (false, _) => "不评".to_owned(),
            (true, Some(rank)) => format!("{} 第{rank}名{star}", standing.points),
            (true, None) => format!("{}{star}", standing.points),
        }
    };
    println!("{}  {} → {}", output::left(&change.branch_name, 28), shown(&change.before), shown(&change.after));
    for item in &change.items {
        let rule = item.rule.as_ref().map_or(String::new(), |rule| format!("；规则“{rule}”"));
        println!("    {} {}：{} → {}；{}{rule}", item.item, item.name, item.before, item.after, item.sentence);
    }
}

/// Store errors get the words of the command line; the others have their own.
fn refused(refused: Refused) -> anyhow::Error {
    match refused {
        Refused::Store(error) => explained(error),
        other => anyhow::anyhow!(other.to_string()),
    }
}
