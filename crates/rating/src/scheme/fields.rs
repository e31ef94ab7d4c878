//! Reads the keys of a mapping one by one and complains about what is left over.

use std::cell::RefCell;

use jiff::civil::Date;

use super::node::{Node, Place};
use crate::{number::Number, points::Points, problem::Problems};

/// A mapping being read.
pub(crate) struct Fields<'n> {
    pub(crate) place: &'n Place,
    entries: &'n [(Node, Node)],
    used: RefCell<Vec<&'static str>>,
}

impl<'n> Fields<'n> {
    /// `None` (and a problem) if the node is no mapping.
    pub(crate) fn of(node: &'n Node, what: &str, problems: &mut Problems) -> Option<Fields<'n>> {
        let Some(entries) = node.map() else {
            problems.error(&node.place, format!("{what}应当是“键: 值”的结构"), "按格式参考写成 {键: 值, …}");
            return None;
        };
        for (position, (key, _)) in entries.iter().enumerate() {
            if key.text().is_none() {
                problems.error(&key.place, "键必须是文字", "把键写成一个词");
            }
            if entries[..position].iter().any(|(other, _)| other.text() == key.text()) {
                problems.error(&key.place, format!("键“{}”重复", key.text().unwrap_or("?")), "删去其中一个");
            }
        }
        Some(Fields { place: &node.place, entries, used: RefCell::default() })
    }

    /// The value of `key` if it is written and not empty.
    pub(crate) fn get(&self, key: &'static str) -> Option<&'n Node> {
        self.used.borrow_mut().push(key);
        let found = self.entries.iter().find(|(name, _)| name.text() == Some(key));
        found.map(|(_, value)| value).filter(|value| !value.is_empty())
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name.text() == Some(key))
    }

    pub(crate) fn need(&self, key: &'static str, problems: &mut Problems) -> Option<&'n Node> {
        let found = self.get(key);
        if found.is_none() {
            problems.error(self.place, format!("缺少“{key}”"), format!("补上 {key}: …"));
        }
        found
    }

    pub(crate) fn text(&self, key: &'static str, problems: &mut Problems) -> String {
        self.get(key).map(|node| text_of(node, problems)).unwrap_or_default()
    }

    pub(crate) fn need_text(&self, key: &'static str, problems: &mut Problems) -> String {
        self.need(key, problems).map(|node| text_of(node, problems)).unwrap_or_default()
    }

    pub(crate) fn number(&self, key: &'static str, problems: &mut Problems) -> Option<Number> {
        self.get(key).and_then(|node| number_of(node, problems))
    }

    pub(crate) fn points(&self, key: &'static str, problems: &mut Problems) -> Option<Points> {
        self.get(key).and_then(|node| points_of(node, problems))
    }

    pub(crate) fn whole(&self, key: &'static str, problems: &mut Problems) -> Option<i64> {
        self.get(key).and_then(|node| whole_of(node, problems))
    }

    pub(crate) fn flag(&self, key: &'static str, problems: &mut Problems) -> Option<bool> {
        self.get(key).and_then(|node| flag_of(node, problems))
    }

    /// The items of a list; a single value counts as a list of one.
    pub(crate) fn list(&self, key: &'static str) -> Vec<&'n Node> {
        self.get(key).map(Node::one_or_more).unwrap_or_default()
    }

    /// One of `words`, or `None` and a problem if something else stands there.
    pub(crate) fn word<T: Copy>(&self, key: &'static str, words: &[(&str, T)], problems: &mut Problems) -> Option<T> {
        self.get(key).and_then(|node| word_of(node, words, problems))
    }

    /// Complains about keys that nobody asked for.
    pub(crate) fn finish(self, problems: &mut Problems) {
        let used = self.used.into_inner();
        for (key, _) in self.entries {
            let Some(name) = key.text() else { continue };
            if used.contains(&name) {
                continue;
            }
            if !name.is_ascii() && self.entries.iter().any(|(key, value)| key.text() == Some(name) && value.is_empty())
            {
                problems.error(&key.place, format!("“{name}”单独成了一个键"), "文字里有英文逗号时，请给整段文字加引号");
                continue;
            }
            let near = used.iter().filter(|known| distance(name, known) <= 2).min_by_key(|known| distance(name, known));
            let mut known: Vec<&str> = used.clone();
            known.sort_unstable();
            known.dedup();
            let mend = match near {
                Some(near) => format!("是否想写“{near}”"),
                None => format!("此处可用的键：{}", known.join(" ")),
            };
            problems.error(&key.place, format!("不认识的键“{name}”"), mend);
        }
    }
}

pub(crate) fn text_of(node: &Node, problems: &mut Problems) -> String {
    if let Some(items) = node.list() {
        let texts: Vec<String> = items.iter().map(|item| text_of(item, problems)).collect();
        return texts.join("；");
    }
    match node.text() {
        Some(text) => text.to_owned(),
        None => {
            problems.error(&node.place, "此处应当是文字", "写成一行文字；含冒号时加引号");
            String::new()
        }
    }
}

pub(crate) fn number_of(node: &Node, problems: &mut Problems) -> Option<Number> {
    let number = node.number();
    if number.is_none() {
        problems.error(
            &node.place,
            format!("“{}”不是数字", node.text().unwrap_or("…")),
            number_mend(node, "写成十进制数，如 0.5、-3、100"),
        );
    }
    number
}

pub(crate) fn points_of(node: &Node, problems: &mut Problems) -> Option<Points> {
    let points = node.text().and_then(|text| text.parse().ok());
    if points.is_none() {
        problems.error(
            &node.place,
            format!("“{}”不是分数", node.text().unwrap_or("…")),
            number_mend(node, "写成最多三位小数的数，如 0.5、-3"),
        );
    }
    points
}

/// Full-width digits look right to a reader and are no number.
fn number_mend(node: &Node, plain: &str) -> String {
    let text = node.text().unwrap_or_default();
    let half: String = text
        .chars()
        .map(|character| match character {
            '０'..='９' => char::from_u32(character as u32 - '０' as u32 + '0' as u32).unwrap_or(character),
            '．' | '。' => '.',
            '－' | '—' | '–' | '−' => '-',
            other => other,
        })
        .collect();
    if half != text { format!("用半角数字，写成 {half}") } else { plain.to_owned() }
}

pub(crate) fn whole_of(node: &Node, problems: &mut Problems) -> Option<i64> {
    let whole = node.text().and_then(|text| text.parse().ok());
    if whole.is_none() {
        problems.error(&node.place, format!("“{}”不是整数", node.text().unwrap_or("…")), number_mend(node, "写成整数"));
    }
    whole
}

pub(crate) fn flag_of(node: &Node, problems: &mut Problems) -> Option<bool> {
    match node.text() {
        Some("true" | "yes" | "是") => Some(true),
        Some("false" | "no" | "否") => Some(false),
        _ => {
            problems.error(&node.place, "此处应当是 true 或 false", "写 true（是）或 false（否）");
            None
        }
    }
}

pub(crate) fn word_of<T: Copy>(node: &Node, words: &[(&str, T)], problems: &mut Problems) -> Option<T> {
    let found = words.iter().find(|(word, _)| node.text() == Some(word));
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        problems.error(
            &node.place,
            format!("“{}”不在可选的词里", node.text().unwrap_or("…")),
            format!("可写：{}", known.join("、")),
        );
    }
    found.map(|(_, value)| *value)
}

pub(crate) fn date_of(node: &Node, problems: &mut Problems) -> Option<Date> {
    let day = node.text().and_then(|text| text.parse().ok());
    if day.is_none() {
        problems.error(&node.place, format!("“{}”不是日期", node.text().unwrap_or("…")), "写成 2026-09-30");
    }
    day
}

/// Edit distance, for “did you mean”.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let replaced = corner + usize::from(left != *right);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}
