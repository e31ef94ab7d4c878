use ledger::{Kind, RecordBody};

use super::*;
use crate::{
    Actor, Changed, Paging,
    testing::{day, noon, on_both, record, two_units},
};

pub(super) fn body(title: &str) -> RecordBody {
    RecordBody { title: Some(title.to_owned()), ..RecordBody::default() }
}

pub(super) fn round(n: i64, act: RoundAct, body: Option<RecordBody>) -> Round {
    let reason = (act == RoundAct::Returned).then(|| "未写实到人数".to_owned());
    Round { n, at: noon(), account: "branch2".to_owned(), name: "李明".to_owned(), act, reason, body }
}

#[tokio::test]
async fn records_of_other_units_do_not_exist_and_drafts_are_the_branchs_own() {
    on_both(|store| async move {
        two_units(&store).await;
        let mut db = store.write().await.unwrap();
        let records = [
            record("R1", "B1", RecordState::Filed, "2026-09-10"),
            record("R2", "B2", RecordState::Filed, "2026-09-11"),
            record("R3", "B2", RecordState::Draft, "2026-09-12"),
            record("R4late", "B2", RecordState::Accepted, "2026-08-12"),
        ];
        db.records().add(&records).await.unwrap();
        db.commit().await.unwrap();
        let mut db = store.read().await.unwrap();
        let paging = Paging { page: 1, size: 10 };
        for (user, want) in [
            ("zzb", vec!["R2", "R1", "R4late"]),
            ("unit1", vec!["R1"]),
            ("branch2", vec!["R3", "R2", "R4late"]),
            ("sczx", vec![]),
            ("admin", vec![]),
        ] {
            let scope = Scope::of(user, day("2026-10-01"));
            for scope in [scope.clone(), scope.of_a_large_company()] {
                let page = db.records().list(&scope, &RecordFilter::default(), paging).await.unwrap();
                let ids: Vec<&str> = page.items.iter().map(|seen| seen.record.id.as_str()).collect();
                assert_eq!((ids, page.total), (want.clone(), want.len() as i64), "{user}");
            }
            for id in ["R1", "R2", "R3"] {
                let seen = db.records().find(&scope, Reach::Read, id).await.unwrap();
                assert_eq!(seen.is_some(), want.contains(&id), "{user} {id}");
            }
        }
        for (user, reach, want) in [
            ("zzb", Reach::Review, true),
            ("zzb", Reach::Keep, false),
            ("unit1", Reach::Review, false),
            ("branch2", Reach::Keep, true),
            ("branch2", Reach::Review, false),
        ] {
            let scope = Scope::of(user, day("2026-10-01"));
            let seen = db.records().find(&scope, reach, "R2").await.unwrap();
            assert_eq!(seen.is_some(), want, "{user} {reach:?}");
        }
        let late = RecordFilter { late: Some(true), ..RecordFilter::default() };
        let scope = Scope::of("zzb", day("2026-10-01"));
        for scope in [scope.clone(), scope.of_a_large_company()] {
            assert_eq!(db.records().list(&scope, &late, paging).await.unwrap().total, 1);
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_edits_of_one_revision_the_second_is_refused() {
    on_both(|store| async move {
        two_units(&store).await;
        let mut db = store.write().await.unwrap();
        db.records().add(&[record("R1", "B2", RecordState::Draft, "2026-09-10")]).await.unwrap();
        assert!(db.records().save_draft("R1", 1, &body("一"), noon()).await.unwrap());
        assert!(!db.records().save_draft("R1", 1, &body("二"), noon()).await.unwrap());
        let scope = Scope::of("branch2", day("2026-10-01"));
        let seen = db.records().find(&scope, Reach::Keep, "R1").await.unwrap().unwrap().record;
        assert_eq!((seen.rev, seen.draft.clone(), seen.has_draft), (2, Some(body("一")), true));
        let filed = Record { state: RecordState::Filed, rev: 3, draft: None, has_draft: false, ..seen };
        assert!(!db.records().change(&filed, 1).await.unwrap());
        assert!(db.records().change(&filed, 2).await.unwrap());
        let seen = db.records().find(&scope, Reach::Keep, "R1").await.unwrap().unwrap().record;
        assert_eq!(seen, filed);
    })
    .await;
}

#[tokio::test]
async fn a_record_keeps_its_rounds_for_ever() {
    on_both(|store| async move {
        two_units(&store).await;
        let mut db = store.write().await.unwrap();
        db.records().add(&[record("R1", "B2", RecordState::Filed, "2026-09-10")]).await.unwrap();
        let rounds = [
            round(1, RoundAct::Filed, Some(body("一"))),
            round(2, RoundAct::Returned, None),
            round(3, RoundAct::Filed, Some(body("二"))),
        ];
        let with_id: Vec<(String, Round)> = rounds.iter().map(|round| ("R1".to_owned(), round.clone())).collect();
        db.records().add_rounds(&with_id).await.unwrap();
        let who = Actor { account: "branch2".to_owned(), name: "李明".to_owned(), at: noon() };
        let rows = [Changed::new("records", "R1"), Changed::new("record_rounds", "R1/3")];
        db.note(&who, "record.filed", Some("B2"), &rows).await.unwrap();
        db.commit().await.unwrap();
        let mut db = store.read().await.unwrap();
        assert_eq!(db.records().rounds("R1").await.unwrap(), rounds);
        assert_eq!(db.records().last_of("B2", Kind::ThemeDay, 1).await.unwrap(), [body("二")]);
        assert_eq!(db.records().last_of("B2", Kind::Lecture, 1).await.unwrap(), []);
        drop(db);
        for text in [
            "update record_rounds set reason = 'x' where n = 2",
            "delete from record_rounds where n = 2",
            "delete from records where id = 'R1'",
        ] {
            assert!(store.execute_raw(text).await.is_err(), "{text}");
        }
    })
    .await;
}
