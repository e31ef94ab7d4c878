//! Rows that are changed with the database's own shell, and whether the check names each of them.

use proof::Checkpoint;
use rating::facts::FactKind;
use sqlx::{AssertSqlSafe, Row as _};

use super::*;
use crate::{
    EnteredFact, Store,
    testing::{day, fact, noon, on_both, two_units},
};

/// Two units, a published scheme, an open period, facts: in seven entries.
async fn company(store: &Store) {
    two_units(store).await;
    let mut db = store.write().await.unwrap();
    let who = Actor::program(noon());
    for version in ["1", "2"] {
        let scheme = crate::Scheme {
            code: "5521".to_owned(),
            version: version.to_owned(),
            title: "评星定级办法".to_owned(),
            effective_from: day("2026-01-01"),
            text: "scheme: 5521".to_owned(),
            published_at: Some(noon()),
        };
        db.schemes().add(&scheme).await.unwrap();
        let row = Changed::new("schemes", format!("5521/{version}"));
        db.note(&who, "scheme.published", None, &[row]).await.unwrap();
    }
    for period in ["2026-08", "2026-09"] {
        db.periods().note_rated(period.parse().unwrap(), noon()).await.unwrap();
        db.note(&who, "period.rated", None, &[Changed::new("periods", period)]).await.unwrap();
    }
    db.settings().set("a", "1").await.unwrap();
    db.settings().set("b", "2").await.unwrap();
    let settings = [Changed::new("settings", "a"), Changed::new("settings", "b")];
    db.note(&who, "setting.set", None, &settings).await.unwrap();
    db.commit().await.unwrap();
    file(store, &["F1", "F2"]).await;
}

/// Files facts in one entry, and gives the receipt.
async fn file(store: &Store, ids: &[&str]) -> Receipt {
    let mut db = store.write().await.unwrap();
    let facts: Vec<EnteredFact> = ids.iter().map(|id| fact(id, "B1", FactKind::Record, "2026-09-10")).collect();
    db.facts().add(&facts).await.unwrap();
    let rows: Vec<Changed> = facts.iter().map(EnteredFact::row).collect();
    db.note(&Actor::program(noon()), "record.filed", Some("B1"), &rows).await.unwrap();
    let receipt = db.receipt().unwrap().clone();
    db.commit().await.unwrap();
    receipt
}

async fn sign(store: &Store) -> Checkpoint {
    let mut db = store.write().await.unwrap();
    let kept = db.checkpoints().extend(noon(), |_, _| "note".to_owned()).await.unwrap().unwrap();
    db.commit().await.unwrap();
    Checkpoint { origin: "o".to_owned(), size: kept.size as u64, root: kept.root }
}

/// Does `texts` with every guard taken away, checks, and undoes it.
async fn findings_after(store: &Store, texts: &[String], seen: &Seen) -> Vec<Finding> {
    let mut db = store.write().await.unwrap();
    let run = async |db: &mut Db, text: &str| {
        let done = sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(db.connection()).await;
        done.unwrap_or_else(|error| panic!("{text}: {error}"));
    };
    run(&mut db, "pragma defer_foreign_keys = on").await;
    run(&mut db, "pragma ignore_check_constraints = on").await;
    let triggers: Vec<String> = sqlx::query_scalar("select name from sqlite_master where type = 'trigger'")
        .fetch_all(db.connection())
        .await
        .unwrap();
    for trigger in triggers {
        run(&mut db, &format!("drop trigger {trigger}")).await;
    }
    for text in texts {
        run(&mut db, text).await;
    }
    let found = db.verify(seen).await.unwrap().findings;
    run(&mut db, "pragma ignore_check_constraints = off").await;
    found
}

async fn sqlite(name: &str) -> (Store, std::path::PathBuf) {
    let path = std::env::temp_dir().join(format!("baolei_{name}_{}.db", std::process::id()));
    let store = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
    store.migrate().await.unwrap();
    (store, path)
}

/// Where one row of a table is: its key as text and as a condition; `None` if the table is empty.
async fn some_row(store: &Store, table: &Journaled) -> Option<(String, String)> {
    let mut db = store.read().await.unwrap();
    let text =
        format!("select cast({} as text) from {} order by 1 limit 1", table.key.join(" || '/' || "), table.table);
    let key: Option<String> = sqlx::query(AssertSqlSafe(text))
        .fetch_optional(db.connection())
        .await
        .unwrap()
        .map(|row| row.try_get(0).unwrap());
    let key = key?;
    let parts = table.key.iter().zip(key.splitn(table.key.len(), '/'));
    let parts: Vec<String> = parts.map(|(column, part)| format!("{column} = '{part}'")).collect();
    Some((key.clone(), parts.join(" and ")))
}

#[tokio::test]
async fn an_untouched_database_has_no_findings() {
    on_both(|store| async move {
        company(&store).await;
        let checkpoint = sign(&store).await;
        let receipt = file(&store, &["F3"]).await;
        sign(&store).await;
        let seen = Seen {
            checkpoints: vec![("早先的检查点".to_owned(), checkpoint)],
            receipts: vec![("回执".to_owned(), receipt)],
        };
        let verified = store.read().await.unwrap().verify(&seen).await.unwrap();
        assert_eq!(verified.findings, []);
        assert_eq!((verified.n_entries, verified.n_rows > 20), (8, true));
    })
    .await;
}

#[tokio::test]
async fn every_changed_column_of_every_table_is_named() {
    let (store, path) = sqlite("changed").await;
    company(&store).await;
    let mut n_tables = 0;
    for table in TABLES {
        let Some((key, place)) = some_row(&store, table).await else { continue };
        n_tables += 1;
        for column in table.columns {
            let text = format!("update {} set {column} = coalesce({column}, '') || '0' where {place}", table.table);
            let found = findings_after(&store, std::slice::from_ref(&text), &Seen::default()).await;
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let Finding { kind, table: named, key: at, column: which, old, new, seq } = &found[0];
            assert_eq!(
                (*kind, named.as_str(), at, which.as_deref()),
                (FindingKind::RowChanged, table.table, &key, Some(*column))
            );
            assert!(new.is_some() && old != new && seq.is_some(), "{found:?}");
        }
    }
    assert!(n_tables >= 8, "the sample company leaves tables empty");
    store.close().await;
    let _ = std::fs::remove_file(path);
}

#[tokio::test]
async fn every_removed_renamed_and_added_row_is_named() {
    let (store, path) = sqlite("removed").await;
    company(&store).await;
    for table in TABLES {
        let Some((key, place)) = some_row(&store, table).await else { continue };
        let text = format!("delete from {} where {place}", table.table);
        let found = findings_after(&store, &[text], &Seen::default()).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].kind, found[0].table.as_str(), &found[0].key),
            (FindingKind::RowRemoved, table.table, &key)
        );
        assert!(found[0].old.is_some());
        let text = format!("update {} set {} = 'X' where {place}", table.table, table.key[0]);
        let mut found = findings_after(&store, &[text], &Seen::default()).await;
        found.sort_by_key(|finding| finding.kind == FindingKind::RowAdded);
        let kinds: Vec<FindingKind> = found.iter().map(|finding| finding.kind).collect();
        assert_eq!(kinds, [FindingKind::RowRemoved, FindingKind::RowAdded], "{found:?}");
        assert!(found[1].key.starts_with('X') && found[1].new.is_some());
    }
    store.close().await;
    let _ = std::fs::remove_file(path);
}

#[tokio::test]
async fn two_rows_that_change_places_are_both_named() {
    let (store, path) = sqlite("swapped").await;
    company(&store).await;
    let texts = [
        "update orgs set id = 'T' where id = 'B1'".to_owned(),
        "update orgs set id = 'B1' where id = 'U2'".to_owned(),
        "update orgs set id = 'U2' where id = 'T'".to_owned(),
    ];
    let found = findings_after(&store, &texts, &Seen::default()).await;
    let named = |found: &Finding| {
        let texts = [Some(found.key.clone()), found.column.clone(), found.old.clone(), found.new.clone()];
        texts.map(Option::unwrap_or_default)
    };
    let mut named: Vec<[String; 4]> = found.iter().map(named).collect();
    named.sort_unstable();
    assert_eq!(
        named,
        [["B1", "kind", "branch", "unit"].map(str::to_owned), ["U2", "kind", "unit", "branch"].map(str::to_owned)]
    );
    store.close().await;
    let _ = std::fs::remove_file(path);
}

#[tokio::test]
async fn edits_of_the_journal_itself_are_named() {
    let (store, path) = sqlite("entries").await;
    company(&store).await;
    sign(&store).await;
    for (text, kind, key) in [
        ("update journal set account = 'other' where seq = 2", FindingKind::EntryChanged, "2"),
        ("update journal set leaf = salt where seq = 2", FindingKind::EntryChanged, "2"),
        ("delete from journal where seq = 3", FindingKind::EntryMissing, "3–3"),
        ("update journal_nodes set hash = 'x' where level = 1 and position = 0", FindingKind::NodeChanged, "1/0"),
        ("delete from journal where seq = 6", FindingKind::EntryMissing, "6–6"),
        ("update checkpoints set root = 'x'", FindingKind::CheckpointBroken, "checkpoints/7"),
    ] {
        let found = findings_after(&store, &[text.to_owned()], &Seen::default()).await;
        assert!(found.iter().any(|found| found.kind == kind && found.key == key), "{text}: {found:?}");
    }
    store.close().await;
    let _ = std::fs::remove_file(path);
}

/// The tail with its rows, nodes and checkpoints taken away: an older copy of the file. Nothing inside can tell.
#[tokio::test]
async fn a_restored_older_copy_is_found_by_what_others_hold() {
    let (store, path) = sqlite("restored").await;
    company(&store).await;
    let receipt = file(&store, &["F3"]).await;
    let checkpoint = sign(&store).await;
    let texts: Vec<String> = [
        "delete from facts where id = 'F3'",
        "delete from journal where seq = 8",
        "delete from journal_nodes",
        "delete from checkpoints",
    ]
    .map(str::to_owned)
    .into();
    assert_eq!(findings_after(&store, &texts, &Seen::default()).await, []);
    let by_checkpoint = Seen { checkpoints: vec![("seen.txt".to_owned(), checkpoint)], ..Seen::default() };
    let found = findings_after(&store, &texts, &by_checkpoint).await;
    let kinds: Vec<FindingKind> = found.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::CheckpointBroken, FindingKind::EntryMissing]);
    let by_receipt = Seen { receipts: vec![("F3.json".to_owned(), receipt)], ..Seen::default() };
    let found = findings_after(&store, &texts, &by_receipt).await;
    assert_eq!((found[0].kind, found[0].key.as_str()), (FindingKind::ReceiptBroken, "F3.json"));
    store.close().await;
    let _ = std::fs::remove_file(path);
}

#[tokio::test]
async fn nothing_is_signed_over_an_entry_that_was_changed() {
    let (store, path) = sqlite("unsigned").await;
    company(&store).await;
    sign(&store).await;
    file(&store, &["F3"]).await;
    store.execute_raw("drop trigger journal_kept_from_update").await.unwrap();
    store.execute_raw("update journal set body = '[]' where seq = 8").await.unwrap();
    let mut db = store.write().await.unwrap();
    let signed = db.checkpoints().extend(noon(), |_, _| "note".to_owned()).await;
    assert!(matches!(signed, Err(StoreError::Corrupt { table: "journal", .. })), "{signed:?}");
    drop(db);
    store.close().await;
    let _ = std::fs::remove_file(path);
}

#[tokio::test]
async fn every_entry_of_a_checkpoint_is_proved_from_a_few_rows() {
    on_both(|store| async move {
        company(&store).await;
        for n in 0..15 {
            file(&store, &[&format!("G{n}")]).await;
        }
        let first = sign(&store).await;
        for n in 15..21 {
            file(&store, &[&format!("G{n}")]).await;
        }
        let mut db = store.read().await.unwrap();
        assert_eq!(db.checkpoints().inclusion(23).await.unwrap(), None, "not in a checkpoint yet");
        drop(db);
        let second = sign(&store).await;
        assert_eq!((first.size, second.size), (22, 28));
        let mut db = store.read().await.unwrap();
        for seq in 1..=28_i64 {
            let entry = db.checkpoints().entry(seq).await.unwrap().unwrap();
            let included = db.checkpoints().inclusion(seq).await.unwrap().unwrap();
            let leaf = proof::Hash::parse(&entry.receipt.leaf).unwrap();
            assert!(proof::verify_inclusion(leaf, seq as u64 - 1, 28, &included.path, second.root), "{seq}");
        }
        assert_eq!(db.checkpoints().root_at(22).await.unwrap(), Some(first.root));
        let entries = db.checkpoints().entries_of("B1", "facts", "G3").await.unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].action, "record.filed");
        assert_eq!(db.checkpoints().entries_of("B2", "facts", "G3").await.unwrap(), []);
    })
    .await;
}
