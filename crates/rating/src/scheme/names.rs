//! The names a document declares, known before its rules are read.

use super::{FactClass, fields::text_of, node::Node};
use crate::{facts::FactKind, problem::Problems};

#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) categories: Vec<String>,
    pub(crate) indices: Vec<String>,
    pub(crate) blocks: Vec<String>,
    pub(crate) sections: Vec<String>,
    pub(crate) classes: Vec<FactClass>,
    pub(crate) duties: Vec<String>,
    pub(crate) items: Vec<String>,
}

impl FactClass {
    /// The number fields its kind brings and those it declares.
    pub fn number_fields(&self) -> Vec<String> {
        let own: &[&str] = match self.kind {
            FactKind::Measure => &["actual", "target"],
            FactKind::Event => &["count", "points"],
            FactKind::Judgement => &["points"],
            FactKind::Roster | FactKind::Result => &["value"],
            FactKind::Task => &["progress"],
            FactKind::Record | FactKind::Ballot | FactKind::Exception => &[],
        };
        own.iter().map(|name| (*name).to_owned()).chain(self.fields.iter().map(|(code, _)| code.clone())).collect()
    }

    /// The word fields its kind brings and those it declares.
    pub fn word_fields(&self) -> Vec<String> {
        let own: &[&str] = match self.kind {
            FactKind::Judgement => &["grade", "reason", "approved_by"],
            FactKind::Roster => &["word"],
            FactKind::Result => &["grade"],
            FactKind::Task => &["result"],
            _ => &[],
        };
        own.iter().map(|name| (*name).to_owned()).chain(self.tags.iter().map(|tag| tag.code.clone())).collect()
    }

    /// Complains if the field has a dictionary without this word.
    pub(crate) fn check_word(&self, field: &str, node: &Node, problems: &mut Problems) {
        let word = text_of(node, problems);
        let Some(tag) = self.tags.iter().find(|tag| tag.code == field) else { return };
        if !tag.words.is_empty() && !tag.words.iter().any(|(code, _)| *code == word) {
            let known: Vec<&str> = tag.words.iter().map(|(code, _)| code.as_str()).collect();
            problems.error(
                &node.place,
                format!("“{}”的字典里没有“{word}”", tag.name),
                format!("可写：{}", known.join("、")),
            );
        }
    }

    /// What a reader calls a field.
    pub fn field_name(&self, field: &str) -> String {
        let declared = self.fields.iter().find(|(code, _)| code == field).map(|(_, name)| name.clone());
        let tag = || self.tags.iter().find(|tag| tag.code == field).map(|tag| tag.name.clone());
        declared.or_else(tag).unwrap_or_else(|| {
            match field {
                "actual" => "实际",
                "target" => "目标",
                "count" => "次数",
                "points" => "分值",
                "value" => "数值",
                "progress" => "进度",
                "grade" => "等次",
                "reason" => "理由",
                "word" => "内容",
                "result" => "结果",
                "duty" => "职责",
                "approved_by" => "批准人",
                other => other,
            }
            .to_owned()
        })
    }

    /// What a reader calls a word of a field: `city` is 市级.
    pub fn word_name<'a>(&'a self, field: &str, word: &'a str) -> &'a str {
        let tag = self.tags.iter().find(|tag| tag.code == field);
        let declared =
            tag.and_then(|tag| tag.words.iter().find(|(code, _)| code == word)).map(|(_, name)| name.as_str());
        declared.unwrap_or(match (self.kind, word) {
            (FactKind::Task, "accepted") => "已验收",
            (FactKind::Task, "late") => "逾期",
            (FactKind::Task, "not_done") => "未完成",
            (FactKind::Task, "done") => "按期完成",
            (_, other) => other,
        })
    }
}
