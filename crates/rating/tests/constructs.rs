//! Every construct of the scheme language, each in a small scheme of its own with cases worked out by hand.

mod common;

use std::{collections::BTreeSet, fs, path::Path};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");

#[test]
fn every_construct_keeps_its_cases() {
    let (mut faults, mut n_cases) = (Vec::new(), 0);
    for folder in common::scheme_folders(Path::new(ROOT)) {
        match common::kept(&folder, &[folder.join("cases.yaml")]) {
            Ok(0) => faults.push(format!("{} has no cases", folder.display())),
            Ok(n) => n_cases += n,
            Err(found) => faults.extend(found),
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(n_cases > 0, "no cases were found");
}

#[test]
fn every_rule_kind_has_a_folder_of_cases() {
    let kinds: BTreeSet<String> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|kind| kind != "mod")
        .collect();
    let without: Vec<&String> = kinds.iter().filter(|kind| !Path::new(ROOT).join(kind).is_dir()).collect();
    assert!(without.is_empty(), "no cases for {without:?}");
}
