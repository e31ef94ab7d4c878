//! Why a text is no YAML, in the words of somebody who typed it: full-width punctuation, tabs, indentation.

use super::node::Place;
use crate::problem::Problems;

/// Says what is wrong near the place where the parser gave up; it often stops a line later than the slip.
pub(super) fn explain(text: &str, place: Place, info: &str, problems: &mut Problems) {
    let lines: Vec<&str> = text.lines().collect();
    let near = (place.line.saturating_sub(3)..=place.line).filter(|number| (1..=lines.len()).contains(number));
    for number in near.rev() {
        let line = lines[number - 1];
        let at = |column: usize| Place { line: number, column, path: "".into() };
        if let Some(column) = line.find('\t').filter(|end| line[..*end].trim().is_empty()) {
            problems.error(&at(column + 1), "行首是制表符", "改成空格；YAML 只用空格缩进");
            return;
        }
        if let Some((column, wrong, right)) = full_width(line) {
            problems.error(
                &at(column),
                format!("有全角标点“{wrong}”"),
                format!("改成半角“{right}”；若是文字的一部分，请给整段文字加引号"),
            );
            return;
        }
    }
    if let Some((number, spaces, above)) = odd_indent(&lines, place.line) {
        let at = Place { line: number, column: spaces + 1, path: "".into() };
        problems.error(&at, format!("缩进{spaces}格，与上面同级的{above}格不一致"), "同一级的各行左边对齐");
        return;
    }
    if let Some(number) = (place.line.saturating_sub(1)..=place.line)
        .rev()
        .find(|number| (1..=lines.len()).contains(number) && unquoted_colon(lines[*number - 1]))
    {
        let at = Place { line: number, column: 1, path: "".into() };
        problems.error(&at, "文字里有“: ”或“ #”，被当成了键或注释", "给整段文字加引号，如 text: \"注: …\"");
        return;
    }
    problems.error(
        &place,
        format!("不是有效的 YAML 文本（{info}）"),
        "检查此处和上一行的缩进、冒号、引号和括号；含冒号、逗号或井号的文字请加引号",
    );
}

/// The first full-width structural character outside quotes: column, character and what it should be.
fn full_width(line: &str) -> Option<(usize, char, &'static str)> {
    let mut quote = None;
    for (position, character) in line.chars().enumerate() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            (None, '#') => return None,
            (None, _) => {
                let right = match character {
                    '：' => ": ",
                    '，' if line.contains(['{', '[', '｛', '［']) => ", ",
                    '｛' => "{",
                    '｝' => "}",
                    '［' => "[",
                    '］' => "]",
                    _ => continue,
                };
                return Some((position + 1, character, right));
            }
            (Some(_), _) => {}
        }
    }
    None
}

/// A line whose indentation fits no line above it: number, its spaces, the nearest above.
fn odd_indent(lines: &[&str], last: usize) -> Option<(usize, usize, usize)> {
    let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
    for number in (last.saturating_sub(2)..=last).rev().filter(|number| (2..=lines.len()).contains(number)) {
        let line = lines[number - 1];
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let mine = spaces(line);
        let above: Vec<usize> = lines[..number - 1]
            .iter()
            .rev()
            .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
            .take(40)
            .map(|line| spaces(line))
            .collect();
        let nearest = *above.first()?;
        if mine < nearest && !above.contains(&mine) || (mine > nearest && mine - nearest == 1) {
            return Some((number, mine, nearest));
        }
    }
    None
}

/// A second `: ` in the same unquoted value.
fn unquoted_colon(line: &str) -> bool {
    let body = line.split(" #").next().unwrap_or(line);
    !body.contains(['{', '"', '\'']) && body.matches(": ").count() > 1
}
