//! The house rules that a reader would otherwise have to check by hand.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// All that the engine may lean on. A new name needs a decision record first.
const RATING_MAY_USE: [&str; 5] = ["jiff", "saphyr-parser", "serde", "serde_json", "thiserror"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files below a folder whose names end so, paths from the root.
fn files(folder: &str, ends: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !["node_modules", "target", "dist", "types"].contains(&name.as_str()) {
                open.push(path);
            } else if name.ends_with(ends) {
                found.push(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

/// The pieces between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Names below `[dependencies]` of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let section = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let lines = section.take_while(|line| !line.starts_with('['));
    lines
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_engine_uses_only_what_it_may() {
    let used = dependencies(&text("crates/rating/Cargo.toml"));
    let allowed: BTreeSet<String> = RATING_MAY_USE.map(str::to_owned).into();
    assert_eq!(used, allowed, "see docs/adr/0001-three-crates-one-arrow.md");
}

#[test]
fn only_the_store_knows_sql_and_only_the_server_knows_http() {
    for (manifest, foreign) in [
        ("crates/store/Cargo.toml", &["server", "axum", "bench"][..]),
        ("crates/server/Cargo.toml", &["sqlx", "bench"]),
        ("crates/bench/Cargo.toml", &["server", "sqlx", "axum"]),
    ] {
        let used = dependencies(&text(manifest));
        assert!(foreign.iter().all(|name| !used.contains(*name)), "{manifest} uses one of {foreign:?}");
    }
}

#[test]
fn the_engine_stays_without_clock_and_floats() {
    assert!(text("crates/rating/src/lib.rs").contains("#![deny(clippy::float_arithmetic)]"));
    for file in files("crates/rating/src", ".rs").into_iter().chain(files("crates/proof/src", ".rs")) {
        let source = text(&file);
        for word in
            ["Timestamp::now", "Zoned::now", "SystemTime", "Instant::", "std::fs", "std::net", "std::env", "async fn"]
        {
            assert!(!source.contains(word), "{file} says `{word}`");
        }
    }
}

#[test]
fn what_the_architecture_names_is_there() {
    let document = text("ARCHITECTURE.md");
    let mut part = String::new();
    let mut missing = Vec::new();
    for line in document.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            part = quoted(title).next().unwrap_or_default().to_owned();
        }
        // Only the code map's first column.
        let Some(row) = line.strip_prefix("| `") else { continue };
        let first = format!("`{}", row.split(" | ").next().unwrap());
        for name in quoted(&first) {
            // A module that outgrew its file is a folder of the same name.
            let module = name.trim_end_matches('/').trim_end_matches(".rs");
            let inside = root().join(&part).join("src").join(module);
            if !inside.exists() && !inside.with_extension("rs").exists() && !root().join(name).exists() {
                missing.push(format!("{part}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "ARCHITECTURE.md names what is not there: {missing:?}");
}

#[test]
fn the_architecture_names_every_crate_and_top_module() {
    let document = text("ARCHITECTURE.md");
    for krate in ["rating", "proof", "store", "server"] {
        let part = document.split("\n### ").find(|part| part.starts_with(&format!("`crates/{krate}`"))).unwrap();
        let named: BTreeSet<&str> =
            quoted(part).map(|name| name.trim_end_matches(".rs").trim_end_matches('/')).collect();
        for entry in fs::read_dir(root().join("crates").join(krate).join("src")).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            let module = name.trim_end_matches(".rs");
            // The store's files are its nouns; helpers of a line or two need no mention.
            let small = ["lib", "mod", "text", "error", "db"].contains(&module);
            assert!(small || named.contains(module), "ARCHITECTURE.md does not mention {krate}::{module}");
        }
    }
}

#[test]
fn every_identifier_of_the_glossary_exists() {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for (folder, ends) in
        [("crates", ".rs"), ("crates", ".sql"), ("schemes/5521", ".yaml"), ("docs", "scheme-format.md")]
    {
        for file in files(folder, ends) {
            let source = text(&file);
            words.extend(source.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned));
        }
    }
    let glossary = text("docs/glossary.md");
    let rows: Vec<&str> = glossary.lines().filter(|line| line.starts_with("| ") && line.contains('`')).collect();
    assert!(rows.len() > 40, "the glossary has lost its tables");
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        for identifier in quoted(cells[1]) {
            for word in identifier.split(['.', ':']).filter(|word| !word.is_empty()) {
                assert!(words.contains(word), "the glossary names `{identifier}`, which is nowhere in the sources");
            }
        }
    }
}

#[test]
fn every_decision_record_has_a_number_of_its_own() {
    let mut numbers: BTreeMap<String, String> = BTreeMap::new();
    for file in files("docs/adr", ".md") {
        let name = file.rsplit('/').next().unwrap().to_owned();
        let number = name[..4].to_owned();
        assert!(number.chars().all(|c| c.is_ascii_digit()), "{name} has no number");
        let title = text(&file);
        assert!(title.starts_with(&format!("# {number} ")), "{name} begins with another number");
        for part in ["## Context", "## Decision", "## Consequences"] {
            assert!(title.contains(part), "{name} lacks `{part}`");
        }
        if let Some(other) = numbers.insert(number, name.clone()) {
            panic!("{name} and {other} share a number");
        }
    }
    let expected: Vec<String> = (1..=numbers.len()).map(|n| format!("{n:04}")).collect();
    assert_eq!(numbers.into_keys().collect::<Vec<_>>(), expected, "a number is left out");
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut broken = Vec::new();
    let mut documents = files("docs", ".md");
    documents
        .extend(["README.md", "README.en.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(str::to_owned));
    for document in documents {
        let source = text(&document);
        let folder = root().join(&document).parent().unwrap().to_owned();
        for target in source.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap();
            if !path.is_empty() && !path.contains("://") && !folder.join(path).exists() {
                broken.push(format!("{document}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn every_shipped_scheme_has_cases() {
    for file in files("schemes", "scheme.yaml") {
        let cases = file.replace("scheme.yaml", "cases");
        assert!(!files(&cases, ".yaml").is_empty(), "{file} has no cases");
    }
}

#[test]
fn every_migration_is_in_one_order() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files("crates/store/migrations", ".sql") {
        let (folder, name) = file.rsplit_once('/').unwrap();
        let folder = folder.rsplit('/').next().unwrap().to_owned();
        versions.entry(name.to_owned()).or_default().insert(folder);
    }
    let both: BTreeSet<String> = ["sqlite", "postgres"].map(str::to_owned).into();
    let shared: BTreeSet<String> = ["migrations".to_owned()].into();
    for (name, folders) in versions {
        assert!(folders == both || folders == shared, "{name} is not there for both databases: {folders:?}");
    }
}

/// Query parameters that are not in the address would make every generated client wrong.
#[test]
fn path_parameters_of_the_api_document_are_in_the_path() {
    let document = serde_json::to_value(server::api::openapi()).unwrap();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap();
                let in_path = path.contains(&format!("{{{name}}}"));
                assert_eq!(parameter["in"] == "path", in_path, "{method} {path}: {name}");
            }
        }
    }
}

#[test]
fn the_api_rules_name_every_error_code_and_role() {
    let document = serde_json::to_value(server::api::openapi()).unwrap();
    let rules = text("docs/api.md");
    for schema in ["ErrorCode", "Role"] {
        let words = document["components"]["schemas"][schema]["enum"].as_array().expect(schema);
        for word in words {
            let word = word.as_str().unwrap();
            assert!(rules.contains(&format!("| `{word}` |")), "docs/api.md does not explain `{word}`");
        }
    }
}

#[test]
fn nothing_tells_where_it_was_made() {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let Ok(listed) = listed else { return };
    if !listed.status.success() {
        return;
    }
    // Written apart, so that this file does not find itself.
    let forbidden: Vec<String> =
        [["/wo", "rk/"], ["/ro", "ot/"], ["/home", "/"]].iter().map(|pair| pair.concat()).collect();
    let names = String::from_utf8(listed.stdout).unwrap();
    for name in names.split('\0').filter(|name| !name.is_empty()) {
        // Pictures and workbooks are no text; deleted files are no matter.
        let Ok(source) = fs::read_to_string(root().join(name)) else { continue };
        for word in &forbidden {
            assert!(!source.contains(word.as_str()), "{name} contains `{word}`");
        }
    }
}
