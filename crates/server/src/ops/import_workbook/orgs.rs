//! The sheet 组织: bodies of the organisation, those above before those below.

use jiff::civil::Date;
use rating::scheme::Scheme;
use store::{Org, OrgKind, Span};

use super::{note, rows::Row};
use crate::exchange::workbook::{Reasons, Sheet};

pub(super) fn read_orgs(sheet: &Sheet, scheme: &Scheme, orgs: &mut Vec<Org>, reasons: &mut Reasons) {
    for (n, _) in sheet.body() {
        match read_org(&Row { sheet, n }, scheme, orgs) {
            Ok(org) => orgs.push(org),
            Err(why) => why.into_iter().for_each(|why| note(reasons, sheet, n, why)),
        }
    }
}

fn read_org(row: &Row<'_>, scheme: &Scheme, known: &[Org]) -> Result<Org, Vec<String>> {
    let mut wrong = Vec::new();
    let (id, name, parent) = (row.text("编号"), row.text("名称"), row.text("上级编号"));
    if id.is_empty() || name.is_empty() {
        wrong.push("编号和名称都要填写".to_owned());
    }
    if known.iter().any(|org| org.id == id) {
        wrong.push(format!("编号“{id}”已经存在；如是同一组织请删去此行"));
    }
    let title = row.text("类型");
    let kind = OrgKind::ALL.into_iter().find(|kind| kind.title() == title);
    if kind.is_none() {
        let titles: Vec<&str> = OrgKind::ALL.iter().map(|kind| kind.title()).collect();
        wrong.push(format!("类型“{title}”不认识；可写：{}", titles.join("、")));
    }
    match known.iter().find(|org| org.id == parent) {
        None if kind == Some(OrgKind::Company) && parent.is_empty() => {
            if known.iter().any(|org| org.kind == OrgKind::Company) {
                wrong.push("公司党委只能有一个".to_owned());
            }
        }
        None => wrong.push(format!("没有编号为“{parent}”的上级；上级应先于下级列出")),
        Some(org) if org.kind == OrgKind::Branch => wrong.push(format!("上级“{parent}”是党支部，不能再设下级")),
        Some(_) => {}
    }
    let word = row.text("类别");
    let category = scheme.categories.iter().find(|category| category.name == word || category.code == word);
    if kind == Some(OrgKind::Branch) && category.is_none() {
        let names: Vec<&str> = scheme.categories.iter().map(|category| category.name.as_str()).collect();
        wrong.push(format!("类别“{word}”不认识；可写：{}", names.join("、")));
    }
    let mut day = |heading: &str| {
        row.day(heading).unwrap_or_else(|why| {
            wrong.push(why);
            None
        })
    };
    let (founded, closed, term_ends) = (day("成立日期"), day("撤销日期"), day("届满日期"));
    let n_members = row.text("正式党员数");
    let n_members = if n_members.is_empty() { Ok(None) } else { n_members.parse::<u32>().map(|n| Some(i64::from(n))) };
    if n_members.is_err() {
        wrong.push("正式党员数应为整数".to_owned());
    }
    if founded.zip(closed).is_some_and(|(founded, closed)| closed <= founded) {
        wrong.push("撤销日期应晚于成立日期".to_owned());
    }
    let has_committee = match row.text("有支委会") {
        "是" => Some(true),
        "否" => Some(false),
        "" => None,
        other => {
            wrong.push(format!("“有支委会”只写“是”或“否”：{other}"));
            None
        }
    };
    let founded_on = founded.unwrap_or(Date::constant(2000, 1, 1));
    match (kind, wrong.is_empty()) {
        (Some(kind), true) => Ok(Org {
            id: id.to_owned(),
            kind,
            founded_on,
            closed_on: closed,
            spans: vec![Span {
                from: founded_on,
                parent: (!parent.is_empty()).then(|| parent.to_owned()),
                name: name.to_owned(),
                category: category.map(|category| category.code.clone()),
                position: known.len() as i64 + 1,
                secretary: Some(row.text("书记").to_owned()).filter(|name| !name.is_empty()),
                n_members: n_members.unwrap_or_default(),
                has_committee,
                term_ends,
            }],
        }),
        _ => Err(wrong),
    }
}
