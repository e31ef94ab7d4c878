//! Documents that a record says were studied before they existed.

use jiff::civil::Date;

use crate::RecordBody;

/// A day or year of issue that lies after the day of the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    /// The field of the record: `agenda.0.topic`.
    pub at: String,
    /// The words around it.
    pub text: String,
    pub message: String,
}

/// Words that make a day the day on which a document was issued.
const ISSUED: [&str; 8] = ["印发", "发布", "公布", "下发", "颁布", "讲话", "出台", "刊发"];
/// Characters after a day in which such a word is looked for.
const NEAR: usize = 12;
/// Characters shown around it.
const AROUND: usize = 16;

/// Days and numbers of documents in the text that lie after the day of the event; empty while there is no day.
pub fn later(body: &RecordBody) -> Vec<Later> {
    let Some(on) = body.day() else { return Vec::new() };
    let mut texts = vec![("account".to_owned(), body.account.as_deref())];
    for (n, agenda) in body.agenda.iter().enumerate() {
        texts.push((format!("agenda.{n}.topic"), Some(agenda.topic.as_str())));
        texts.push((format!("agenda.{n}.summary"), agenda.summary.as_deref()));
    }
    let texts = texts.into_iter().filter_map(|(at, text)| Some((at, text?.chars().collect::<Vec<_>>())));
    texts.flat_map(|(at, text)| found(&at, &text, on)).collect()
}

fn found(at: &str, text: &[char], on: Date) -> Vec<Later> {
    let mut all = Vec::new();
    for n in 0..text.len() {
        // The first figure of a number only.
        if !text[n].is_ascii_digit() || (n > 0 && text[n - 1].is_ascii_digit()) {
            continue;
        }
        let message = issued_on(text, n, on).or_else(|| numbered(text, n, on));
        if let Some(message) = message {
            let around = &text[n.saturating_sub(AROUND)..(n + AROUND).min(text.len())];
            all.push(Later { at: at.to_owned(), text: around.iter().collect(), message });
        }
    }
    all
}

/// `2026年10月9日印发`, or `《…》（2026年10月9日）`.
fn issued_on(text: &[char], from: usize, on: Date) -> Option<String> {
    let (year, next) = figure(text, from, '年')?;
    let (month, next) = figure(text, next, '月')?;
    let (day, next) = figure(text, next, '日')?;
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let after: String = text[next..(next + NEAR).min(text.len())].iter().collect();
    let after = after.split(['。', '；', '\n']).next().unwrap_or_default();
    let titled = from >= 2 && text[from - 2] == '》' && matches!(text[from - 1], '（' | '(');
    let issued = titled || ISSUED.iter().any(|word| after.contains(word));
    (issued && date > on).then(|| format!("文中提到的文件或讲话日期为{date}，晚于活动日期{on}，请核对。"))
}

/// `〔2027〕8号`.
fn numbered(text: &[char], from: usize, on: Date) -> Option<String> {
    let opened = from >= 1 && matches!(text[from - 1], '〔' | '[' | '［' | '【');
    let figures = text[from..].iter().take_while(|sign| sign.is_ascii_digit()).count();
    let closed = text.get(from + figures).is_some_and(|sign| matches!(sign, '〕' | ']' | '］' | '】'));
    if !opened || !closed || figures != 4 {
        return None;
    }
    let year: i16 = text[from..from + figures].iter().collect::<String>().parse().ok()?;
    (year > on.year()).then(|| format!("文中提到{year}年的文号，晚于活动日期{on}，请核对。"))
}

/// A number with its unit: the number, and where the text goes on.
fn figure(text: &[char], from: usize, unit: char) -> Option<(u32, usize)> {
    let figures = text[from..].iter().take_while(|sign| sign.is_ascii_digit()).count();
    if !(1..=4).contains(&figures) || text.get(from + figures) != Some(&unit) {
        return None;
    }
    let number = text[from..from + figures].iter().collect::<String>().parse().ok()?;
    Some((number, from + figures + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Agenda;

    fn said(topic: &str) -> Vec<Later> {
        let agenda = vec![Agenda { topic: topic.to_owned(), study: true, ..Agenda::default() }];
        later(&RecordBody { on: Some("2026-09-10".to_owned()), agenda, ..RecordBody::default() })
    }

    #[test]
    fn a_document_that_did_not_exist_yet_is_noticed() {
        let found = said("学习《关于节能降耗的意见》（2026年9月25日）");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at, "agenda.0.topic");
        assert_eq!(found[0].message, "文中提到的文件或讲话日期为2026-09-25，晚于活动日期2026-09-10，请核对。");
        assert_eq!(said("学习公司党委2026年9月12日印发的通知").len(), 1);
        assert_eq!(said("学习公司党发〔2027〕3号文件").len(), 1);
    }

    #[test]
    fn documents_of_before_and_plans_for_later_are_in_order() {
        assert!(said("学习《关于节能降耗的意见》（2026年9月9日）").is_empty());
        assert!(said("学习公司党发〔2026〕3号文件").is_empty());
        assert!(said("研究检修安排，2026年12月31日前完成").is_empty());
        assert!(said("学习2026年13月40日印发的通知").is_empty());
        assert!(
            later(&RecordBody { account: Some("2099年1月1日印发".to_owned()), ..RecordBody::default() }).is_empty()
        );
    }
}
