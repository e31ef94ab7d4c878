//! What every operation answers to whom: one row an operation, in order of address. A new operation gets its row here; without
//! one the test fails.
//!
//! ```ignore
//! row("get /api/v1/facts/{id}", "/api/v1/facts/{fact}", &RESULTS) // 200 to these roles within reach
//! row("post /api/v1/branches/{branch}/records", "/api/v1/branches/{branch}/records", &[Branch])
//!     .body(r#"{ "kind": "lecture", "title": "{n}" }"#)          // sent as JSON
//!     .rev("1")                                                   // the header If-Match
//!     .ok(&[201])                                                 // 200 and 204 unless said
//!     .but("sczx", 404)                                           // one person's answer, instead of what the rule says
//!     .shows(&["一高炉党支部"])                                     // canaries that are published to whoever may ask
//!     .many("ids", "record")                                      // bodies with own + foreign, none, and twice the same
//! ```
//!
//! **The rule.** Nobody gets 401. A person without one of `roles` gets 403. With one of them: what is within reach is
//! answered with `ok`; what is foreign answers 404, byte for byte like what is missing. Reach follows from the objects in
//! the address and body (`{fact}`, `{branch}`: see `OBJECTS` in `cast.rs`) and from where the role is held. `{n}` is
//! another number in each request. Mutations start from a fresh company whenever the one before succeeded.

use store::Role::{
    self, Administrator, AuditAdministrator, Auditor, Branch, Business, Leader, Member, Organisation,
    SecurityAdministrator, Unit,
};

/// Everybody who is signed in, with or without a role.
pub(super) const ANYBODY: [Role; 0] = [];
pub(super) const RESULTS: [Role; 6] = [Organisation, Unit, Branch, Leader, Auditor, Member];
const CHANGES: [Role; 2] = [Organisation, Unit];
const ROSTERS: [Role; 4] = [Organisation, Unit, Branch, Auditor];
const KEEPERS: [Role; 3] = [Organisation, Unit, Branch];
const RANKINGS: [Role; 7] = [Organisation, Unit, Branch, Business, Leader, Auditor, Member];

const DISCIPLINE: [Role; 3] = [Organisation, Unit, Auditor];
const PROPOSERS: [Role; 3] = [Organisation, Unit, Branch];
const REASON: &str = r#"{ "reason": "核对属实" }"#;
const EVENT: &str = r#"{ "branch_id": "{branch}", "class": "honour", "on": "2026-09-21", "document": "党发{n}号",
    "tags": { "level": "city" } }"#;

#[derive(Clone)]
pub(super) struct Row {
    /// Method and address as the document has them.
    pub(super) operation: &'static str,
    /// The address to ask, with names of objects.
    pub(super) path: &'static str,
    pub(super) roles: &'static [Role],
    /// Whether one must sign in.
    pub(super) public: bool,
    pub(super) body: &'static str,
    pub(super) rev: Option<&'static str>,
    pub(super) ok: &'static [u16],
    pub(super) but: Vec<(&'static str, u16)>,
    pub(super) shows: &'static [&'static str],
    pub(super) many: Option<(&'static str, &'static str)>,
}

const fn row(operation: &'static str, path: &'static str, roles: &'static [Role]) -> Row {
    Row {
        operation,
        path,
        roles,
        public: false,
        body: "",
        rev: None,
        ok: &[200, 204],
        but: Vec::new(),
        shows: &[],
        many: None,
    }
}

#[allow(dead_code)]
impl Row {
    const fn public(mut self) -> Row {
        self.public = true;
        self
    }

    const fn body(mut self, body: &'static str) -> Row {
        self.body = body;
        self
    }

    const fn rev(mut self, rev: &'static str) -> Row {
        self.rev = Some(rev);
        self
    }

    const fn ok(mut self, statuses: &'static [u16]) -> Row {
        self.ok = statuses;
        self
    }

    fn but(mut self, person: &'static str, status: u16) -> Row {
        self.but.push((person, status));
        self
    }

    const fn shows(mut self, canaries: &'static [&'static str]) -> Row {
        self.shows = canaries;
        self
    }

    const fn many(mut self, field: &'static str, object: &'static str) -> Row {
        self.many = Some((field, object));
        self
    }
}

/// Signing out ends the caller's session, so it has tests of its own in `session.rs`.
pub(super) const ELSEWHERE: [&str; 1] = ["delete /api/v1/session"];

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("get /api/v1/accounts", "/api/v1/accounts", &WITHOUT_BUSINESS),
        row("post /api/v1/accounts", "/api/v1/accounts", &[Administrator])
            .body(r#"{ "account": "new-{n}", "name": "新来的" }"#)
            .ok(&[201]),
        row("get /api/v1/accounts/{account}", "/api/v1/accounts/{account}", &WITHOUT_BUSINESS),
        row("post /api/v1/accounts/{account}/code", "/api/v1/accounts/{account}/code", &[Administrator]),
        row("post /api/v1/accounts/{account}/disable", "/api/v1/accounts/{account}/disable", &[Administrator]),
        row("post /api/v1/accounts/{account}/roles", "/api/v1/accounts/{account}/roles", &[SecurityAdministrator])
            .body(r#"{ "role": "leader", "org_id": "C" }"#),
        row(
            "delete /api/v1/accounts/{account}/roles/{role}/{org}",
            "/api/v1/accounts/{account}/roles/leader/U2",
            &[SecurityAdministrator],
        ),
        row("get /api/v1/attachments/{id}", "/api/v1/attachments/{attachment}", &RESULTS),
        row("delete /api/v1/attachments/{id}", "/api/v1/attachments/{attachment}", &[Organisation, Unit, Branch])
            // It was filed with its record and stays.
            .ok(&[409]),
        row("get /api/v1/attachments/{id}/content", "/api/v1/attachments/{attachment}/content", &RESULTS),
        row("get /api/v1/attachments/{id}/preview", "/api/v1/attachments/{attachment}/preview", &RESULTS),
        row("get /api/v1/records/{id}/print.pdf", "/api/v1/records/{record}/print.pdf", &RESULTS),
        row("get /api/v1/branches/{branch}/book.pdf", "/api/v1/branches/{branch}/book.pdf?year=2026", &RESULTS),
        row("get /api/v1/branches", "/api/v1/branches", &RESULTS),
        row("get /api/v1/branches/{branch}/dues", "/api/v1/branches/{branch}/dues?year=2026", &ROSTERS),
        row("post /api/v1/branches/{branch}/dues/payments", "/api/v1/branches/{branch}/dues/payments", &KEEPERS)
            .body(r#"{ "month": "2026-03", "paid_on": "2026-09-10", "member_ids": ["{member}"] }"#)
            .ok(&[201])
            .many("member_ids", "member"),
        row("post /api/v1/branches/{branch}/dues/payments/undo", "/api/v1/branches/{branch}/dues/payments/undo", &KEEPERS)
            .body(r#"{ "month": "2026-01", "member_id": "{member}" }"#),
        row("get /api/v1/branches/{branch}/groups", "/api/v1/branches/{branch}/groups", &ROSTERS),
        row("post /api/v1/branches/{branch}/groups", "/api/v1/branches/{branch}/groups", &KEEPERS)
            .body(r#"{ "name": "新党小组{n}", "founded_on": "2026-09-01" }"#)
            .ok(&[201]),
        row(
            "post /api/v1/branches/{branch}/groups/{group}/close",
            "/api/v1/branches/{branch}/groups/{group}/close",
            &KEEPERS,
        )
        .body(r#"{ "on": "2026-10-01" }"#),
        row("put /api/v1/branches/{branch}/groups/{group}", "/api/v1/branches/{branch}/groups/{group}", &KEEPERS)
            .rev("1")
            .body(r#"{ "name": "改名{n}" }"#),
        row(
            "post /api/v1/branches/{branch}/groups/{group}/members",
            "/api/v1/branches/{branch}/groups/{group}/members",
            &KEEPERS,
        )
        .body(r#"{ "on": "2026-10-01", "member_ids": ["B1-1"] }"#),
        row(
            "post /api/v1/branches/{branch}/groups/{group}/leader",
            "/api/v1/branches/{branch}/groups/{group}/leader",
            &KEEPERS,
        )
        // Nobody is in the group yet who might lead it.
        .body(r#"{ "on": "2026-10-01", "member_id": "B1-1" }"#)
        .ok(&[422]),
        row("get /api/v1/branches/{branch}/duties", "/api/v1/branches/{branch}/duties", &RESULTS),
        row("get /api/v1/branches/{branch}/attachments", "/api/v1/branches/{branch}/attachments", &RESULTS),
        row(
            "post /api/v1/branches/{branch}/attachments",
            "/api/v1/branches/{branch}/attachments?name=a{n}.txt",
            &[Organisation, Unit, Branch],
        )
        // Whoever may hand in a file is told that this sort is none.
        .body("{}")
        .ok(&[415]),
        row("get /api/v1/branches/{branch}/picture", "/api/v1/branches/{branch}/picture", &RESULTS),
        row("get /api/v1/burden", "/api/v1/burden", &[Organisation, Unit, Leader, Auditor]),
        row("get /api/v1/calendar/{year}", "/api/v1/calendar/2026", &ANYBODY),
        row("put /api/v1/calendar/days/{day}", "/api/v1/calendar/days/2026-11-11", &[Organisation])
            .body(r#"{ "kind": "holiday", "name": "厂庆" }"#)
            .rev("0"),
        row("get /api/v1/checkpoints", "/api/v1/checkpoints", &[Auditor]),
        // The small company has signed none yet.
        row("get /api/v1/checkpoints/latest", "/api/v1/checkpoints/latest", &ANYBODY).ok(&[404]),
        row("get /api/v1/checkpoints/{size}/note", "/api/v1/checkpoints/1/note", &ANYBODY).ok(&[404]),
        row("get /api/v1/categories", "/api/v1/categories", &ANYBODY),
        row("get /api/v1/events", "/api/v1/events", &RESULTS),
        row("post /api/v1/events", "/api/v1/events", &PROPOSERS).body(EVENT).ok(&[201]),
        row("get /api/v1/events/classes", "/api/v1/events/classes", &RESULTS),
        row("post /api/v1/events/preview", "/api/v1/events/preview", &PROPOSERS).body(EVENT),
        row("post /api/v1/events/approve", "/api/v1/events/approve", &[Organisation, Unit])
            .body(r#"{ "items": [{ "id": "{event}", "rev": 1 }] }"#),
        row("get /api/v1/events/{id}", "/api/v1/events/{event}", &RESULTS),
        row("post /api/v1/events/{id}/approve", "/api/v1/events/{event}/approve", &[Organisation, Unit])
            .rev("1")
            .body(REASON),
        row("post /api/v1/events/{id}/refuse", "/api/v1/events/{event}/refuse", &[Organisation, Unit])
            .rev("1")
            .body(REASON),
        row("post /api/v1/events/{id}/withdraw", "/api/v1/events/{event}/withdraw", &PROPOSERS)
            .rev("1")
            .body(REASON),
        row("get /api/v1/exceptions", "/api/v1/exceptions", &RESULTS),
        row("post /api/v1/exceptions", "/api/v1/exceptions", &[Branch])
            .body(
                r#"{ "branch_id": "{branch}", "duty": "committee_monthly", "period": "2026-10", "reason": "大修{n}" }"#,
            )
            .ok(&[201]),
        row("get /api/v1/exceptions/{id}", "/api/v1/exceptions/{exception}", &RESULTS),
        row("post /api/v1/exceptions/{id}/approve", "/api/v1/exceptions/{exception}/approve", &[Organisation, Unit])
            .rev("1")
            .body(REASON),
        row("post /api/v1/exceptions/{id}/refuse", "/api/v1/exceptions/{exception}/refuse", &[Organisation, Unit])
            .rev("1")
            .body(REASON),
        row("post /api/v1/exceptions/{id}/withdraw", "/api/v1/exceptions/{exception}/withdraw", &PROPOSERS)
            .rev("1")
            .body(REASON),
        // A business department sees every measure; the branch itself is not a secret.
        row("get /api/v1/facts", "/api/v1/facts?branch={branch}", &RESULTS).but("sczx", 200),
        row("get /api/v1/facts/{id}", "/api/v1/facts/{fact}", &RESULTS).but("sczx", 404),
        // A job is its asker's alone; `jobs.rs` has the askers.
        row("get /api/v1/jobs", "/api/v1/jobs", &ANYBODY),
        row("post /api/v1/jobs", "/api/v1/jobs", &ROSTERS).body(r#"{ "kind": "members", "query": {} }"#).ok(&[201]),
        row("delete /api/v1/jobs/{id}", "/api/v1/jobs/j0", &ANYBODY).ok(&[404]),
        row("get /api/v1/jobs/{id}/content", "/api/v1/jobs/j0/content", &ANYBODY).ok(&[404]),
        row("post /api/v1/jobs/{id}/retry", "/api/v1/jobs/j0/retry", &ANYBODY).ok(&[404]),
        row("post /api/v1/journal/verify", "/api/v1/journal/verify", &[Auditor]).ok(&[200, 409]),
        row("get /api/v1/members", "/api/v1/members", &ROSTERS),
        row("post /api/v1/members", "/api/v1/members", &KEEPERS)
            .body(r#"{ "branch_id": "{branch}", "name": "新党员{n}" }"#)
            .ok(&[201]),
        // What is sent is no workbook; `members_import.rs` sends one.
        row("post /api/v1/members/import", "/api/v1/members/import?sha256=0", &KEEPERS).body("0").ok(&[415]),
        row("post /api/v1/members/import/check", "/api/v1/members/import/check", &KEEPERS).body("0").ok(&[415]),
        row("post /api/v1/members/import/marked", "/api/v1/members/import/marked", &KEEPERS).body("0").ok(&[415]),
        row("get /api/v1/members/import/template", "/api/v1/members/import/template", &KEEPERS),
        row("post /api/v1/members/search", "/api/v1/members/search", &ROSTERS)
            .body(r#"{ "field": "phone", "value": "10012345678" }"#),
        row("get /api/v1/members/{id}", "/api/v1/members/{member}", &ROSTERS),
        row("put /api/v1/members/{id}", "/api/v1/members/{member}", &KEEPERS)
            // Its phone number was written after it was made.
            .rev("2")
            .body(r#"{ "name": "改名{n}" }"#),
        row("post /api/v1/members/{id}/end", "/api/v1/members/{member}/end", &KEEPERS)
            .body(r#"{ "on": "2026-10-01", "reason": "去世" }"#),
        row("post /api/v1/members/{id}/membership", "/api/v1/members/{member}/membership", &KEEPERS)
            .body(r#"{ "on": "2026-10-01", "whereabouts": "mobile", "reason": "长期驻外" }"#),
        row("post /api/v1/members/{id}/posts", "/api/v1/members/{member}/posts", &KEEPERS)
            .body(r#"{ "post": "committee", "from_on": "2026-10-01" }"#),
        row("post /api/v1/members/{id}/posts/{post}/end", "/api/v1/members/{member}/posts/{post}/end", &KEEPERS)
            .body(r#"{ "on": "2026-10-01" }"#),
        row("post /api/v1/members/{id}/reveal", "/api/v1/members/{member}/reveal", &KEEPERS)
            .body(r#"{ "field": "phone", "purpose": "通知开会" }"#),
        row("post /api/v1/members/{id}/dues", "/api/v1/members/{member}/dues", &KEEPERS)
            .body(r#"{ "from_month": "2026-09", "kind": "wage", "amount": "6400.00" }"#)
            .ok(&[201]),
        row("post /api/v1/members/{id}/dues/{month}/decide", "/api/v1/members/{member}/dues/2026-02/decide", &CHANGES)
            .body(r#"{ "approve": true }"#),
        row("get /api/v1/members/{id}/honours", "/api/v1/members/{member}/honours", &ROSTERS),
        row("post /api/v1/members/{id}/honours", "/api/v1/members/{member}/honours", &KEEPERS)
            .body(r#"{ "on": "2026-07-01", "title": "优秀共产党员{n}" }"#)
            .ok(&[201]),
        row("post /api/v1/members/{id}/discipline", "/api/v1/members/{member}/discipline", &CHANGES)
            .body(r#"{ "on": "2026-07-01", "title": "党内警告", "document": "纪发{n}号" }"#)
            .ok(&[201]),
        row("post /api/v1/members/{id}/discipline/read", "/api/v1/members/{member}/discipline/read", &DISCIPLINE)
            .body(r#"{ "purpose": "干部考察" }"#),
        row("get /api/v1/members/{id}/training", "/api/v1/members/{member}/training", &ROSTERS),
        row("post /api/v1/members/{id}/transfers", "/api/v1/members/{member}/transfers", &KEEPERS)
            .body(r#"{ "elsewhere": "外地某公司党委", "left_on": "2026-10-01" }"#)
            .ok(&[201]),
        row("get /api/v1/logs/operations", "/api/v1/logs/operations", &[AuditAdministrator]),
        row("get /api/v1/logs/sign-ins", "/api/v1/logs/sign-ins", &[AuditAdministrator]),
        row("get /api/v1/candidates", "/api/v1/candidates", &ROSTERS),
        row("post /api/v1/candidates", "/api/v1/candidates", &KEEPERS)
            .body(r#"{ "branch_id": "{branch}", "on": "2026-09-10", "name": "申请人{n}" }"#)
            .ok(&[201]),
        row("get /api/v1/candidates/{id}", "/api/v1/candidates/{candidate}", &ROSTERS),
        row("put /api/v1/candidates/{id}", "/api/v1/candidates/{candidate}", &KEEPERS)
            .rev("1")
            .body(r#"{ "name": "改名{n}" }"#),
        row("post /api/v1/candidates/{id}/close", "/api/v1/candidates/{candidate}/close", &KEEPERS)
            .body(r#"{ "on": "2026-09-10", "reason": "本人撤回申请" }"#),
        row("post /api/v1/candidates/{id}/steps", "/api/v1/candidates/{candidate}/steps", &KEEPERS)
            .body(r#"{ "step": "activist", "on": "2026-09-10" }"#)
            .ok(&[201]),
        row("post /api/v1/candidates/{id}/steps/undo", "/api/v1/candidates/{candidate}/steps/undo", &KEEPERS),
        row("get /api/v1/norms", "/api/v1/norms", &ROSTERS),
        row("post /api/v1/norms", "/api/v1/norms", &[Organisation])
            .body(r#"{ "key": "dues.most", "from_on": "2026-10-01", "value": "{n}", "source": "公司党委通知" }"#)
            .rev("0")
            .ok(&[201, 409]),
        row("get /api/v1/notices", "/api/v1/notices", &ANYBODY),
        row("get /api/v1/notices/counts", "/api/v1/notices/counts", &ANYBODY),
        // Addressed to nobody here: not even its existence shows.
        row("post /api/v1/notices/{id}/read", "/api/v1/notices/n1/read", &ANYBODY).ok(&[404]),
        row("get /api/v1/reminders", "/api/v1/reminders", &ANYBODY),
        row("put /api/v1/reminders", "/api/v1/reminders", &[Organisation])
            .body(r#"{ "before_month": 3, "before_quarter": 7, "before_year": 30, "after": 1, "escalate": 3 }"#),
        row("get /api/v1/orgs", "/api/v1/orgs", &ANYBODY),
        row("get /api/v1/orgs/found", "/api/v1/orgs/found?kind=branch", &ANYBODY),
        row("get /api/v1/elections", "/api/v1/elections", &RESULTS),
        row("post /api/v1/extensions/{extension}/decide", "/api/v1/extensions/{extension}/decide", &CHANGES)
            .body(r#"{ "approved": true, "reply": "同意，党发〔2026〕30号" }"#)
            .rev("1"),
        row("get /api/v1/org-flags", "/api/v1/org-flags?branch={branch}", &RESULTS),
        row("get /api/v1/orgs/{org}", "/api/v1/orgs/{branch}", &RESULTS),
        row("get /api/v1/orgs/{org}/history", "/api/v1/orgs/{branch}/history", &RESULTS),
        row("get /api/v1/orgs/{org}/terms", "/api/v1/orgs/{branch}/terms", &RESULTS),
        row("post /api/v1/orgs/{org}/terms", "/api/v1/orgs/{branch}/terms", &CHANGES)
            .body(r#"{ "elected_on": "2026-06-30", "years": 3, "document": "党发〔2026〕20号" }"#)
            .ok(&[201]),
        // Another request waits, and no term is known.
        row("post /api/v1/orgs/{org}/extensions", "/api/v1/orgs/{branch}/extensions", &[Branch])
            .body(r#"{ "until": "2027-06-30", "reason": "重组期间", "document": "党支〔2026〕8号" }"#)
            .ok(&[422]),
        row("post /api/v1/orgs", "/api/v1/orgs", &CHANGES)
            .body(r#"{ "kind": "branch", "name": "新党支部{n}", "parent_id": "{unit}", "category": "production", "order": { "on": "2026-11-01", "reason": "机构调整", "document": "党发〔2026〕12号" } }"#),
        row("post /api/v1/orgs/{org}/rename", "/api/v1/orgs/{branch}/rename", &CHANGES)
            .body(r#"{ "name": "新名{n}党支部", "order": { "on": "2026-11-01", "reason": "机构调整", "document": "党发〔2026〕12号" } }"#)
            .rev("1"),
        row("post /api/v1/orgs/{org}/recategorise", "/api/v1/orgs/{branch}/recategorise", &CHANGES)
            .body(r#"{ "category": "market", "order": { "on": "2026-11-01", "reason": "机构调整", "document": "党发〔2026〕12号" } }"#)
            .rev("1"),
        // U1's own people do not reach the company, where the branch would go.
        row("post /api/v1/orgs/{org}/move", "/api/v1/orgs/{branch}/move", &CHANGES)
            .body(r#"{ "parent_id": "C", "order": { "on": "2026-11-01", "reason": "机构调整", "document": "党发〔2026〕12号" } }"#)
            .rev("1")
            .but("unit1", 404),
        row("post /api/v1/orgs/{org}/merge", "/api/v1/orgs/B4/merge", &CHANGES)
            .body(r#"{ "branches": ["{branch}"], "order": { "on": "2026-11-01", "reason": "机构调整", "document": "党发〔2026〕12号" } }"#)
            .rev("1")
            .many("branches", "branch"),
        row("post /api/v1/orgs/{org}/split", "/api/v1/orgs/{branch}/split", &CHANGES)
            .body(r#"{ "parts": [{ "name": "新分{n}党支部" }], "order": { "on": "2026-11-01", "reason": "机构调整", "document": "党发〔2026〕12号" } }"#)
            .rev("1"),
        // Its members are still there.
        row("post /api/v1/orgs/{org}/close", "/api/v1/orgs/{branch}/close", &CHANGES)
            .body(r#"{ "order": { "on": "2026-11-01", "reason": "机构调整", "document": "党发〔2026〕12号" } }"#)
            .rev("1")
            .ok(&[422]),
        row("get /api/v1/periods", "/api/v1/periods", &ANYBODY),
        row("post /api/v1/periods/{period}/rate", "/api/v1/periods/2026-09/rate", &[Organisation]).ok(&[200, 400]),
        row(
            "get /api/v1/periods/{period}/scorecards/{branch}",
            "/api/v1/periods/2026-09/scorecards/{branch}",
            &RESULTS,
        ),
        row(
            "get /api/v1/periods/{period}/scorecards/{branch}/print.pdf",
            "/api/v1/periods/2026-09/scorecards/{branch}/print.pdf",
            &RESULTS,
        ),
        row("post /api/v1/periods/{period}/seal", "/api/v1/periods/2026-09/seal", &[Organisation]).ok(&[200, 204]),
        row("get /api/v1/permissions", "/api/v1/permissions", &ANYBODY),
        // The neighbour was founded after the rating and is in no ranking yet.
        row("get /api/v1/rankings/{period}", "/api/v1/rankings/2026-09", &RANKINGS).but("sibling", 404),
        row("get /api/v1/rankings/{period}/print.pdf", "/api/v1/rankings/2026-09/print.pdf", &RANKINGS)
            .but("sibling", 404),
        row("get /api/v1/receipts", "/api/v1/receipts?branch={branch}&table=facts&key={fact}", &RESULTS),
        // The first entry is no branch's.
        row("get /api/v1/receipts/{seq}", "/api/v1/receipts/1", &RESULTS).ok(&[404]),
        row("get /api/v1/branches/{branch}/calendar", "/api/v1/branches/{branch}/calendar?month=2026-09", &RESULTS),
        row("get /api/v1/branches/{branch}/matrix", "/api/v1/branches/{branch}/matrix?year=2026", &RESULTS),
        row("get /api/v1/orgs/{org}/matrix", "/api/v1/orgs/{unit}/matrix", &RESULTS),
        row("get /api/v1/orgs/{org}/overdue", "/api/v1/orgs/{unit}/overdue", &RESULTS),
        // Of duties that were done or are not overdue nobody is reminded.
        row("post /api/v1/orgs/{org}/overdue/remind", "/api/v1/orgs/{unit}/overdue/remind", &CHANGES)
            .body(r#"{ "items": [{ "branch_id": "{branch}", "duty": "committee_monthly", "period": "2026-09" }] }"#)
            .ok(&[200, 409]),
        row("get /api/v1/records", "/api/v1/records?branch={branch}", &RESULTS),
        row("post /api/v1/records", "/api/v1/records", &[Branch])
            .body(r#"{ "branch_id": "{branch}", "kind": "quarter_report" }"#)
            .ok(&[201]),
        row("post /api/v1/records/accept", "/api/v1/records/accept", &[Organisation, Unit])
            .body(r#"{ "ids": ["{record}"] }"#)
            .many("ids", "record"),
        row("post /api/v1/records/check", "/api/v1/records/check", &[Branch])
            .body(r#"{ "branch_id": "{branch}", "kind": "quarter_report", "body": {} }"#),
        row("get /api/v1/records/form", "/api/v1/records/form?branch={branch}&kind=quarter_report", &[Branch]),
        row("get /api/v1/records/{id}", "/api/v1/records/{record}", &RESULTS),
        row("post /api/v1/records/{id}/accept", "/api/v1/records/{record}/accept", &[Organisation, Unit]).rev("1"),
        row("delete /api/v1/records/{id}/draft", "/api/v1/records/{record}/draft", &[Branch]).rev("1"),
        row("put /api/v1/records/{id}/draft", "/api/v1/records/{record}/draft", &[Branch]).rev("1").body("{}"),
        row("post /api/v1/records/{id}/file", "/api/v1/records/{record}/file", &[Branch]).rev("1"),
        row("get /api/v1/records/{id}/hints", "/api/v1/records/{record}/hints", &[Organisation, Unit]),
        row("post /api/v1/records/{id}/hints/check", "/api/v1/records/{record}/hints/check", &[Organisation, Unit])
            .body(r#"{ "note": "{n}" }"#)
            .ok(&[201]),
        row("post /api/v1/records/{id}/return", "/api/v1/records/{record}/return", &[Organisation, Unit])
            .rev("1")
            .body(r#"{ "reason": "缺少措施" }"#),
        row("post /api/v1/records/{id}/withdraw", "/api/v1/records/{record}/withdraw", &[Branch])
            .rev("1")
            .body(r#"{ "reason": "重复填报" }"#),
        row("get /api/v1/schemes", "/api/v1/schemes", &ANYBODY),
        row("get /api/v1/schemes/{code}/{version}", "/api/v1/schemes/small/1", &ANYBODY),
        row("get /api/v1/session", "/api/v1/session", &ANYBODY),
        row("post /api/v1/session", "/api/v1/session", &ANYBODY)
            .public()
            .body(r#"{ "account": "nobody-{n}", "password": "不是密码" }"#)
            .ok(&[401]),
        row("get /api/v1/system", "/api/v1/system", &ANYBODY),
        row("post /api/v1/trainings", "/api/v1/trainings", &KEEPERS)
            .body(r#"{ "member_ids": ["{member}"], "on": "2026-09-10", "title": "集中学习", "hours": "4" }"#)
            .ok(&[201])
            .many("member_ids", "member"),
        row("get /api/v1/transfers", "/api/v1/transfers", &ROSTERS),
        row("get /api/v1/transfer-targets", "/api/v1/transfer-targets?q=党支部", &KEEPERS),
        row("post /api/v1/transfers/{id}/receive", "/api/v1/transfers/{transfer}/receive", &KEEPERS)
            .body(r#"{ "on": "2026-10-05" }"#),
        row("post /api/v1/transfers/{id}/withdraw", "/api/v1/transfers/{transfer}/withdraw", &KEEPERS),
        row("put /api/v1/session/password", "/api/v1/session/password", &ANYBODY)
            .body(r#"{ "former": "不是密码", "password": "Kumquat7violin" }"#)
            .ok(&[422]),
        row("get /api/v1/sessions", "/api/v1/sessions", &ANYBODY),
        row("delete /api/v1/sessions", "/api/v1/sessions", &ANYBODY),
        // Another person's session is tried in `session.rs`.
        row("delete /api/v1/sessions/{session}", "/api/v1/sessions/0123456789abcdef", &ANYBODY).ok(&[404]),
        row("get /api/v1/workbench", "/api/v1/workbench", &ANYBODY),
        row("get /api/v1/imports/rating", "/api/v1/imports/rating", &KEEPERS),
        row("post /api/v1/workbook/import", "/api/v1/workbook/import?sha256=0", &[Organisation]).body("0").ok(&[415]),
        row("post /api/v1/workbook/import/check", "/api/v1/workbook/import/check", &[Organisation])
            .body("0")
            .ok(&[415]),
        row("post /api/v1/workbook/import/marked", "/api/v1/workbook/import/marked", &[Organisation])
            .body("0")
            .ok(&[415]),
        row("get /api/v1/workbook/import/template", "/api/v1/workbook/import/template", &[Organisation]),
    ]
}

/// Whoever administers accounts and reads logs sees none of the business.
pub(super) const WITHOUT_BUSINESS: [Role; 3] = [Administrator, SecurityAdministrator, AuditAdministrator];
