//! The benchmark in small: right results, never speed.

use std::path::PathBuf;

use bench::{
    check, explain, generate, scheme,
    work::{self, Done, Plan},
};

const BRANCHES: u32 = 300;

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn rated(name: &str, plan: Plan) -> (PathBuf, PathBuf, Done) {
    let root = folder(name);
    let _ = std::fs::remove_dir_all(&root);
    let data = generate::ensure(&root, BRANCHES, plan.months, 2).unwrap();
    let out = root.join("results");
    let done = work::run(&scheme().unwrap(), &data, &out, plan).unwrap();
    (data, out, done)
}

#[test]
fn the_scheme_is_a_correct_document() {
    let scheme = scheme().unwrap();
    assert_eq!((scheme.items.len(), scheme.categories.len(), scheme.indices.len()), (40, 5, 5));
}

#[test]
fn a_year_gives_the_known_digests_and_every_branch_can_be_explained() {
    let (data, out, done) = rated("year", Plan { months: 12, threads: 2, block: BRANCHES });
    assert_eq!(done.facts, 93_960);
    assert_eq!(check::digests(&out, &done, 12).unwrap(), check::expected(300, 12).unwrap());

    let scheme = scheme().unwrap();
    for branch in (0..BRANCHES).step_by(60) {
        for month in [1, 3, 12] {
            let card = explain::scorecard(&scheme, &data, branch, month).unwrap();
            assert!(card.lines.iter().all(|line| !line.steps.is_empty()));
            explain::agree(&scheme, &card, &done, branch, month).unwrap();
        }
    }
}

#[test]
fn small_blocks_and_more_threads_change_nothing() {
    let (_, out, done) = rated("blocks", Plan { months: 1, threads: 3, block: 64 });
    assert_eq!(check::digests(&out, &done, 1).unwrap(), check::expected(300, 1).unwrap());
}
