//! The reference (`docs/scheme-format.md`) is true: every example in it is read by the engine.

use std::{fs, path::Path};

use rating::scheme;

const NAMES: &str = include_str!("docs.yaml");

fn blocks() -> Vec<(usize, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/scheme-format.md");
    let text = fs::read_to_string(path).unwrap();
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line) {
            (None, "```yaml") => open = Some((number + 2, String::new())),
            (Some(_), "```") => blocks.extend(open.take()),
            (Some((_, block)), line) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, _) => {}
        }
    }
    blocks
}

/// The names with one part filled in by an example and the rest by something plain.
fn document(part: &str, example: &str) -> String {
    let own = |name: &str, plain: &str| if part == name { example.to_owned() } else { plain.to_owned() };
    NAMES
        .replace("RULES\n", &own("rules", ""))
        .replace("MEASURE", &own("measure", "{figure: growth}"))
        .replace("VETOES", &own("vetoes", ""))
        .replace("RATING", "")
        .replace("OUTPUTS", &own("outputs", ""))
}

/// The names with an example's facts in place of their own.
fn with_facts(block: &str) -> String {
    let keys: Vec<&str> = block.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key).collect();
    let (before, rest) = NAMES.split_once("duties:\n").unwrap();
    let kept: Vec<&str> = before
        .lines()
        .filter(|line| line.starts_with("facts") || !keys.iter().any(|key| line.starts_with(&format!("{key}:"))))
        .collect();
    let facts: Vec<&str> = block.lines().skip(1).collect();
    format!("{}\n{}\nduties:\n{rest}", kept.join("\n"), facts.join("\n"))
        .replace("RULES\n", "")
        .replace("MEASURE", "{figure: growth}")
        .replace("VETOES", "")
        .replace("RATING", "")
        .replace("OUTPUTS", "")
}

fn check(line: usize, text: &str) {
    if let Err(problems) = scheme::read(text) {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("the example at line {line} of the reference is refused:\n{}\n\n{text}", problems.join("\n"));
    }
}

#[test]
fn every_example_of_the_reference_is_read() {
    let mut seen = 0;
    for (line, block) in blocks() {
        let indented = |by: &str| block.lines().map(|line| format!("{by}{line}")).collect::<Vec<_>>().join("\n");
        let first = block.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
        seen += 1;
        if first.starts_with("scheme:") {
            check(line, &block);
        } else if first.starts_with("- {text") || first.starts_with("- text") {
            check(line, &document("rules", &format!("{}\n", indented("      "))));
        } else if first.starts_with("vetoes:") {
            check(line, &document("vetoes", &block));
        } else if first.starts_with("rating:") {
            let body: Vec<&str> = block.lines().skip(1).collect();
            let text = document("stars", "");
            let start = text.find("rating:").unwrap();
            let needs_stages = !block.contains("stars:");
            let text = format!("{}rating:\n{}\n", &text[..start], body.join("\n"));
            // Months are rated from month items.
            check(line, &if needs_stages { text.replacen("cycle: quarter", "cycle: month", 2) } else { text });
        } else if first.starts_with("ladder:") {
            check(line, &document("outputs", &block));
        } else if first.starts_with("{fact:") {
            check(line, &document("measure", &format!("{{count: {}}}", block.trim())));
        } else if first.starts_with('{') {
            for example in block.lines().filter(|line| line.starts_with('{')) {
                check(line, &document("measure", example));
            }
        } else if first.starts_with("facts:") {
            check(line, &with_facts(&block));
        } else {
            assert!(first.starts_with("- name:"), "the example at line {line} is of no known sort: {first}");
        }
    }
    assert!(seen > 15, "the reference lost its examples");
}
