//! What changed between two filings of a record, field by field, in words.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{RecordBody, field_name};

/// A field that differs, as both versions read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = ChangeView))]
pub struct Change {
    pub field: String,
    pub name: String,
    pub before: String,
    pub after: String,
}

/// The fields that differ; of lists only the entries that do.
pub fn changes(before: &RecordBody, after: &RecordBody) -> Vec<Change> {
    let (before, after) = (fields(before), fields(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let change = |field: &String| {
        let (old, new) = (before.get(field), after.get(field));
        if old == new {
            return None;
        }
        let (before, after) = match (old, new) {
            (Some(Value::Array(old)), Some(Value::Array(new))) => (without(old, new), without(new, old)),
            _ => (said(old), said(new)),
        };
        Some(Change { field: field.clone(), name: field_name(field).to_owned(), before, after })
    };
    names.into_iter().filter_map(change).collect()
}

fn fields(body: &RecordBody) -> serde_json::Map<String, Value> {
    match serde_json::to_value(body) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    }
}

/// The entries of one list that the other has not.
fn without(list: &[Value], other: &[Value]) -> String {
    let mine: Vec<String> = list.iter().filter(|entry| !other.contains(entry)).map(|entry| said(Some(entry))).collect();
    // The same entries in another order.
    if mine.is_empty() && list.len() == other.len() {
        list.iter().map(word).collect::<Vec<_>>().join("；")
    } else {
        mine.join("；")
    }
}

fn said(value: Option<&Value>) -> String {
    value.map_or_else(String::new, word)
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "是".to_owned(),
        Value::Bool(false) => "否".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => match text.as_str() {
            "present" => "到会",
            "absent" => "缺席",
            "left_out" => "不计入应到",
            "excellent" => "优秀",
            "qualified" => "合格",
            "basic" => "基本合格",
            "unqualified" => "不合格",
            "decision" => "普通决议",
            "admission" => "接收党员或转正",
            "election" => "选举",
            "committee" => "支委会决议",
            "secretary" => "支部书记",
            "leader" => "上级领导",
            "member" => "其他党员",
            "committee_committee" => "委员之间",
            "committee_member" => "委员与党员",
            "member_member" => "党员之间",
            other => return crate::Kind::parse(other).map_or(other, |kind| kind.title()).to_owned(),
        }
        .to_owned(),
        Value::Array(entries) => entries.iter().map(word).collect::<Vec<_>>().join("；"),
        Value::Object(entry) => {
            // The name or topic first, then the rest.
            let lead = ["name", "topic", "what", "problem", "one"];
            let named = lead.iter().find_map(|key| entry.get(*key)).map(word);
            let rest = entry.iter().filter(|(key, value)| {
                !lead.contains(&key.as_str()) && *key != "member_id" && **value != Value::Bool(false)
            });
            let rest: Vec<String> = rest.map(|(key, value)| part(key, value)).collect();
            let mut said = named.unwrap_or_default();
            if !rest.is_empty() {
                said.push_str(&format!("（{}）", rest.join("，")));
            }
            said
        }
    }
}

fn part(key: &str, value: &Value) -> String {
    let name = match key {
        "major" => return "重要事项".to_owned(),
        "study" => return "理论学习".to_owned(),
        "probationary" => return "预备党员".to_owned(),
        "self_done" => return "已自评".to_owned(),
        "peer_done" => return "已互评".to_owned(),
        "secret" => return "无记名".to_owned(),
        "status" | "grade" | "act" | "reason" | "role" | "class" | "summary" | "measure" | "vote" => "",
        "other" => "与",
        "voter" => "有表决权：",
        "in_favour" => "赞成",
        "against" => "反对",
        "abstain" => "弃权",
        "written_in_favour" => "书面意见",
        "votes" => "得票",
        "resolution" => "决议：",
        "owner" => "责任人：",
        "due" => "期限：",
        "person" => "对象：",
        "ballots" => "测评票：",
        _ => "",
    };
    format!("{name}{}", word(value))
}
