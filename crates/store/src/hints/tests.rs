use ledger::likeness::Prose;

use super::*;
use crate::{
    Actor, Attachment, Changed, Db, FileKind, Owner, RecordState, Round, RoundAct, Store,
    testing::{day, noon, on_both, record, two_units},
};

const ACCOUNT: &str = "支部党员分三组查找身边隐患，共找出松动的防护栏三处、照明损坏五处、报警器标签脱落两处，防护栏和照明当场由检修班处理，\
报警器由点检员在三天内重新校验，交接班时逐个确认读数并写进交接班本。";

/// A filing of [`ACCOUNT`].
async fn file(db: &mut Db, id: &str, branch: &str, state: RecordState, on: &str) -> Record {
    let mut filed = record(id, branch, state, on);
    filed.n_rounds = 1;
    let body = RecordBody { account: Some(ACCOUNT.to_owned()), ..RecordBody::default() };
    db.records().add(std::slice::from_ref(&filed)).await.unwrap();
    let buckets = Prose::of(&body, &[]).buckets();
    let (account, name) = ("branch2".to_owned(), "李明".to_owned());
    let round = Round { n: 1, at: noon(), account, name, act: RoundAct::Filed, reason: None, body: Some(body) };
    db.records().add_rounds(&[(id.to_owned(), round)]).await.unwrap();
    db.hints().add(&[(&filed, buckets)]).await.unwrap();
    filed
}

fn ids(found: &[LikeRecord]) -> Vec<&str> {
    found.iter().map(|like| like.id.as_str()).collect()
}

async fn filled(store: &Store) -> Record {
    two_units(store).await;
    let mut db = store.write().await.unwrap();
    let filed = file(&mut db, "R1", "B1", RecordState::Filed, "2026-09-10").await;
    file(&mut db, "R2", "B1", RecordState::Accepted, "2025-09-11").await;
    file(&mut db, "R3", "B1", RecordState::Withdrawn, "2026-08-11").await;
    file(&mut db, "R4", "B2", RecordState::Accepted, "2026-09-12").await;
    file(&mut db, "R5", "B2", RecordState::Accepted, "2024-09-12").await;
    db.commit().await.unwrap();
    filed
}

#[tokio::test]
async fn like_texts_are_found_in_the_own_branch_and_in_others() {
    on_both(|store| async move {
        let filed = filled(&store).await;
        let mut db = store.read().await.unwrap();
        let scope = Scope::of("unit1", day("2026-10-01"));
        let days = (day("2025-06-01"), day("2026-12-31"));
        let own = db.hints().own(&scope, &filed, days, 10).await.unwrap();
        assert_eq!(ids(&own), ["R2"], "neither the record itself nor what was withdrawn");
        assert_eq!(own[0].body.account.as_deref(), Some(ACCOUNT));
        assert!(own[0].seen);
        let others = db.hints().sisters(&scope, &filed, days, 10).await.unwrap();
        assert_eq!(ids(&others), ["R4"], "not that of two years ago");
        assert!(!others[0].seen, "another unit's branch is not the caller's to read");
        let scope = Scope::of("zzb", day("2026-10-01"));
        assert!(db.hints().sisters(&scope, &filed, days, 10).await.unwrap()[0].seen);
    })
    .await;
}

#[tokio::test]
async fn what_is_filed_again_is_found_by_its_new_text_only() {
    on_both(|store| async move {
        let filed = filled(&store).await;
        let mut db = store.write().await.unwrap();
        db.hints().replace(&filed, &[7, 8, 9]).await.unwrap();
        let scope = Scope::of("zzb", day("2026-10-01"));
        let days = (day("2025-06-01"), day("2026-12-31"));
        assert!(db.hints().own(&scope, &filed, days, 10).await.unwrap().is_empty());
        let year_before = record("R2", "B1", RecordState::Accepted, "2025-09-11");
        assert!(db.hints().own(&scope, &year_before, days, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_picture_that_was_used_before_is_found_though_it_was_made_smaller() {
    on_both(|store| async move {
        filled(&store).await;
        let mut db = store.write().await.unwrap();
        for (id, branch, owner, likeness) in [
            ("A1", "B1", "R1", "00ff00ff00ff00ff"),
            ("A2", "B2", "R4", "00ff00ff00ff00f7"),
            ("A3", "B1", "R2", "00ff00ff00ff00ff"),
            ("A4", "B1", "R2", "0f0f0f0f0f0f0f0f"),
            ("A5", "B1", "R1", "0000000000000000"),
            ("A6", "B1", "R2", "0000000000000000"),
        ] {
            let attachment = Attachment {
                id: id.to_owned(),
                branch_id: branch.to_owned(),
                owner: Some(Owner { table: "records".to_owned(), id: owner.to_owned() }),
                name: "现场.jpg".to_owned(),
                kind: FileKind::Jpg,
                size: 10,
                sha256: "ab".repeat(32),
                preview: None,
                likeness: Some(likeness.to_owned()),
                uploaded_by: "branch2".to_owned(),
                uploaded_at: noon(),
                removed_at: None,
            };
            db.attachments().add(&attachment).await.unwrap();
        }
        let scope = Scope::of("unit1", day("2026-10-01"));
        let found = db.hints().pictures(&scope, "R1", 10).await.unwrap();
        let told: Vec<_> = found.iter().map(|like| (like.other_id.as_str(), like.apart, like.seen)).collect();
        assert_eq!(told, [("A3", 0, true), ("A2", 1, false)], "a blank picture is like nothing");
    })
    .await;
}

#[tokio::test]
async fn a_filing_is_checked_once_and_it_is_in_the_journal() {
    on_both(|store| async move {
        let filed = filled(&store).await;
        let who = Actor { account: "unit1".to_owned(), name: "审核员".to_owned(), at: noon() };
        let mut db = store.write().await.unwrap();
        let note = Some("与去年同一项检查，内容属实".to_owned());
        let check = HintCheck { account: who.account.clone(), name: who.name.clone(), at: who.at, note };
        db.hints().check("R1", 1, &check).await.unwrap();
        db.note(&who, "hint.checked", Some(&filed.branch_id), &[Changed::new("hint_checks", "R1/1")]).await.unwrap();
        assert_eq!(db.hints().check_of("R1", 1).await.unwrap(), Some(check.clone()));
        assert_eq!(db.hints().check_of("R1", 2).await.unwrap(), None, "another filing is looked at anew");
        assert!(matches!(db.hints().check("R1", 1, &check).await, Err(StoreError::Conflict(_))));
    })
    .await;
}
