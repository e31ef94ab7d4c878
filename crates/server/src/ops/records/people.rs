//! Whether a list of people is the one that the roster expects: who counts as entitled is never the list's to say.

use ledger::{Problem, RecordBody};
use store::{Db, Record, StoreError};

use super::{begin::expected, problem};

/// Names that a sentence gives of those who are missing.
const NAMED: usize = 3;

/// Who is on the list and not in the roster of the day, who votes on one and not in the other, and who is missing. Nothing
/// where heads are only counted, or where the branch keeps no roster.
///
/// # Errors
/// Those of the store.
pub(super) async fn strangers(db: &mut Db, record: &Record, body: &RecordBody) -> Result<Vec<Problem>, StoreError> {
    let Some(day) = body.day().filter(|_| !body.attendance.is_empty()) else { return Ok(Vec::new()) };
    let roster = db.members().roster(&record.branch_id, day).await?;
    if roster.is_empty() {
        return Ok(Vec::new());
    }
    let group = body.group_id.as_deref();
    let wanted: Vec<_> = expected(record.kind, group, &roster).collect();
    let mut found = Vec::new();
    for (n, attendee) in body.attendance.iter().enumerate() {
        let member = wanted.iter().find(|member| Some(&member.id) == attendee.member_id.as_ref());
        let wrong = match member {
            None => format!("{}不在{day}的应到名单中；请点“按名册更新”，来宾请填入列席人员。", attendee.name),
            Some(member) if member.votes != attendee.voter => {
                format!("{}是否计入应到与{day}的党员名册不符；请点“按名册更新”。", attendee.name)
            }
            Some(_) => continue,
        };
        found.push(problem(&format!("attendance.{n}.name"), wrong));
    }
    let is_listed = |id: &String| body.attendance.iter().any(|attendee| attendee.member_id.as_ref() == Some(id));
    let missing: Vec<&str> =
        wanted.iter().filter(|member| !is_listed(&member.id)).map(|member| member.name.as_str()).collect();
    if !missing.is_empty() {
        let names = missing.iter().take(NAMED).copied().collect::<Vec<_>>().join("、");
        let all = if missing.len() > NAMED { format!("等{}人", missing.len()) } else { String::new() };
        let said = format!(
            "名单缺少{names}{all}：应到按{day}的党员名册计算，不能少列；请点“按名册更新”，不计入应到的在名单中说明理由。"
        );
        found.push(problem("attendance", said));
    }
    Ok(found)
}
