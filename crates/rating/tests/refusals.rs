//! Every slip of the table is refused (or reminded of) where it was made, in words that name it, without knock-on errors.

use std::collections::BTreeMap;

use rating::{
    problem::{Problem, Severity},
    scheme,
};
use saphyr_parser::{Event, Parser};

const TABLE: &str = include_str!("refusals.yaml");

/// A deliberate mistake in the sound document of the table.
type Mistake = BTreeMap<String, String>;

/// The sound document and the mistakes: scalars below the root, and mappings of scalars inside a list.
fn table() -> (String, Vec<Mistake>) {
    let (mut document, mut mistakes) = (String::new(), Vec::new());
    let (mut depth, mut key, mut mistake) = (0, None, Mistake::new());
    for event in Parser::new_from_str(TABLE) {
        match event.expect("the table is read").0 {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                depth += 1;
                key = None;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                if depth == 3 {
                    mistakes.push(std::mem::take(&mut mistake));
                }
                depth -= 1;
            }
            Event::Scalar(text, ..) => match key.take() {
                None => key = Some(text.into_owned()),
                Some(_) if depth == 1 => document = text.into_owned(),
                Some(key) => {
                    mistake.insert(key, text.into_owned());
                }
            },
            _ => {}
        }
    }
    (document, mistakes)
}

fn problems(text: &str) -> Vec<Problem> {
    scheme::read(text).map_or_else(|problems| problems, |(_, reminders)| reminders)
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("\n    {problem}")).collect()
}

/// What is wrong with the answer to a mistake.
fn fault(document: &str, mistake: &Mistake) -> Option<String> {
    let get = |key: &str| mistake.get(key).map(String::as_str);
    let find = get("find").expect("find");
    if document.matches(find).count() != 1 {
        return Some(format!("“{find}” stands {} times in the document", document.matches(find).count()));
    }
    let text = document.replacen(find, get("replace").unwrap_or_default(), 1);
    let found = problems(&text);
    let severity = if get("sort") == Some("提醒") { Severity::Warning } else { Severity::Error };
    let says = get("says").expect("says");
    let Some(problem) = found.iter().find(|problem| problem.severity == severity && problem.to_string().contains(says))
    else {
        return Some(format!("nothing says “{says}”:{}", listed(&found)));
    };
    if problem.mend.is_empty() || problem.column == 0 || !(1..=text.lines().count()).contains(&problem.line) {
        return Some(format!("no place or no mend:{}", listed(&found)));
    }
    if get("at").is_some_and(|line| line != problem.line.to_string()) {
        return Some(format!("stands at another line:{}", listed(&found)));
    }
    let worst = found.iter().map(|problem| problem.severity).min();
    if worst != Some(severity) {
        return Some(format!("is not a reminder:{}", listed(&found)));
    }
    let most: usize = get("count").map_or(1, |count| count.parse().expect("count"));
    let n = found.iter().filter(|problem| problem.severity == severity).count();
    (n > most).then(|| format!("{n} problems where {most} would do:{}", listed(&found)))
}

#[test]
fn the_document_of_the_table_is_sound() {
    let (document, _) = table();
    let found = problems(&document);
    assert!(found.is_empty(), "{}", listed(&found));
}

#[test]
fn every_mistake_is_named_where_it_stands() {
    let (document, mistakes) = table();
    assert!(mistakes.len() >= 60, "only {} mistakes", mistakes.len());
    let faults: Vec<String> = mistakes
        .iter()
        .filter_map(|mistake| fault(&document, mistake).map(|fault| format!("{}: {fault}", mistake["name"])))
        .collect();
    assert!(faults.is_empty(), "{} of {} mistakes:\n{}", faults.len(), mistakes.len(), faults.join("\n"));
}
