//! Backups of either database, and the way from one to the other.

use std::{fs, path::Path, sync::Arc};

use app::{
    draft::{
        Draft, DraftId, DraftVersion,
        history::{History, Replacement, Turn},
    },
    links::{Claim, Decision, FixedLink, Grant, Listing, Right},
    pack::{PackForm, PackText},
    report::{Content, EditToken, FixedId, ReportId},
    review::{Ballot, NewRemark, Remark, RemarkKind},
    standing::Status,
    store::{Expected, ForkOf, Idempotency, NewReport, Store, Which},
};
use server::store::{self, backup};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

use crate::{kept, postgres};

/// The time of everything, and a later one.
const AT: &str = "2027-05-01T12:00:00Z";
const LATER: &str = "2028-05-01T12:00:00Z";

fn claim(token: &EditToken) -> Claim {
    Claim { token: token.hash(), at: AT.to_owned() }
}

async fn open(url: &str) -> Arc<dyn Store> {
    store::open(url).await.unwrap()
}

fn sqlite(folder: &TempDir, name: &str) -> String {
    format!("sqlite:{}", folder.path().join(name).display())
}

fn content(note: &str) -> Content {
    Content {
        pack: (note == "two").then(|| PackText { form: PackForm::Toml, text: "\u{0}".to_owned() }),
        words: (note == "one").then(|| "{}".to_owned()),
        description: format!("{{\"name\": \"{note}\"}}"),
        ..kept::content(&format!("{note} \u{0} ☕"))
    }
}

fn report(number: u8) -> (NewReport, EditToken) {
    let token = EditToken::of([number; 32]);
    (
        NewReport {
            id: ReportId::of([number; 16]),
            token: token.hash(),
            content: content("one"),
            draft: None,
            origin: None,
        },
        token,
    )
}

/// Puts something into every table and every column.
async fn fill(store: &dyn Store) {
    let draft = Draft {
        id: DraftId::of([1; 16]),
        version: 1,
        text: "text \u{0} ☕".to_owned(),
        words: Some("words \u{0}".to_owned()),
        history: History::default(),
        origin: None,
        changed_at: AT.to_owned(),
    };
    store.start(&draft).await.unwrap();
    let changed = Draft { version: 2, history: History { done: 1, ..History::default() }, ..draft.clone() };
    let back = Replacement { at: 2, length: 3, text: "back \u{0}".to_owned() };
    store.save(&changed, Turn::New, &back).await.unwrap();
    let (new, token) = report(1);
    let mark = Idempotency { key: [1; 32], request: [2; 32], since: String::new() };
    let from = DraftVersion { id: draft.id, version: 2 };
    store
        .publish(NewReport { draft: Some(from), origin: Some(ForkOf::Fixed(FixedId::of([7; 16]))), ..new }, Some(mark))
        .await
        .unwrap();
    let id = ReportId::of([1; 16]);
    store.revise(&id, &claim(&token), &Expected::Any, content("two"), None).await.unwrap();
    let fixed = |number, for_forks: bool| FixedLink {
        id: FixedId::of([number; 16]),
        revision: 1,
        made_at: AT.to_owned(),
        expires_at: (!for_forks).then(|| LATER.to_owned()),
        for_forks,
    };
    let listing = Listing {
        revision: 2,
        made_at: AT.to_owned(),
        name: "name \u{0}".to_owned(),
        summary: String::new(),
        flows: vec!["one".to_owned(), "two".to_owned()],
    };
    for decision in [
        Decision::Grant(
            Right::Review,
            Grant { token: EditToken::of([9; 32]).hash(), expires_at: Some(LATER.to_owned()) },
        ),
        Decision::Fix(fixed(1, false)),
        Decision::Fix(fixed(2, true)),
        Decision::Status(Status::Superseded("https://decisions.example/1".to_owned())),
        Decision::List(Some(listing)),
        Decision::KeepUntil(Some(LATER.to_owned())),
    ] {
        store.decide(&id, &claim(&token), decision).await.unwrap();
    }
    let remark = Remark {
        kind: RemarkKind::Question,
        at: "/flows/a".to_owned(),
        by: "Ann \u{0}".to_owned(),
        text: "Why?".to_owned(),
        asked: Some("Bo".to_owned()),
    };
    let new = NewRemark { made_at: AT.to_owned(), revision: 1, stood: "0123456789abcdef".to_owned(), remark };
    store.remark(&id, &claim(&token), new).await.unwrap();
    let answers = [("/flows/a".to_owned(), [("reply".to_owned(), "none".to_owned())].into())].into();
    let ballot =
        Ballot { number: 0, made_at: AT.to_owned(), revision: 1, by: "Ann".to_owned(), answers, is_hidden: false };
    store.cast(&id, &claim(&token), ballot).await.unwrap();
    let (gone, token) = report(2);
    let mark = Idempotency { key: [2; 32], request: [2; 32], since: String::new() };
    store.publish(gone, Some(mark)).await.unwrap();
    store.delete(&ReportId::of([2; 16]), &claim(&token), &Expected::Any).await.unwrap();
}

async fn file(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(path).connect().await.unwrap()
}

/// Tables of a file, without those that say nothing of reports.
async fn tables(file: &mut SqliteConnection) -> Vec<String> {
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('_sqlx_migrations', 'probe')";
    sqlx::query_scalar(names).fetch_all(file).await.unwrap()
}

/// Checks that two files hold the same rows in every table, and at least one in each.
async fn hold_the_same(one: &Path, other: &Path) {
    let mut one = file(one).await;
    sqlx::query("ATTACH $1 AS other").bind(other.to_str().unwrap()).execute(&mut one).await.unwrap();
    let tables = tables(&mut one).await;
    assert!(tables.len() >= 5, "{tables:?}");
    for table in tables {
        let count = |from: String| AssertSqlSafe(format!("SELECT count(*) FROM {from}"));
        let missing = |one, other| format!("(SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table})");
        for missing in [missing("main", "other"), missing("other", "main")] {
            let rows: i64 = sqlx::query_scalar(count(missing)).fetch_one(&mut one).await.unwrap();
            assert_eq!(rows, 0, "{table}");
        }
        let rows: i64 = sqlx::query_scalar(count(table.clone())).fetch_one(&mut one).await.unwrap();
        assert!(rows > 0, "nothing in {table} was compared");
    }
    one.close().await.unwrap();
}

fn silent(_: &str, _: u64) {}

#[tokio::test]
async fn what_goes_from_sqlite_to_postgresql_and_back_is_the_same_in_every_row() {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
    let (from, to) = (sqlite(&folder, "from.db"), postgres::database().await);
    let store = open(&from).await;
    fill(&*store).await;
    let held = backup::back_up(&from, &first, &silent).await.unwrap();
    assert_eq!((held.reports, held.revisions, held.drafts), (1, 2, 1));
    assert_eq!(backup::restore(&first, &to, false, &silent).await.unwrap(), held);
    assert_eq!(backup::back_up(&to, &second, &silent).await.unwrap(), held);
    hold_the_same(&first, &second).await;

    // Both serve what was restored, and the rights are still there.
    let last = sqlite(&folder, "last.db");
    backup::restore(&second, &last, false, &silent).await.unwrap();
    for url in [&to, &last] {
        let store = open(url).await;
        let id = ReportId::of([1; 16]);
        assert_eq!(*store.read(&id, Which::Number(1)).await.unwrap().content, content("one"));
        let by = claim(&EditToken::of([1; 32]));
        assert_eq!(store.revise(&id, &by, &Expected::OneOf(vec![2]), content("three"), None).await.unwrap(), 3);
    }
}

#[tokio::test]
async fn a_store_that_holds_something_is_replaced_only_if_that_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("backup");
    let from = sqlite(&folder, "from.db");
    fill(&*open(&from).await).await;
    backup::back_up(&from, &kept, &silent).await.unwrap();
    let again = backup::back_up(&from, &kept, &silent).await.unwrap_err();
    assert!(again.to_string().contains("is there already"), "{again}");
    for url in [sqlite(&folder, "to.db"), postgres::database().await] {
        let store = open(&url).await;
        store.publish(report(9).0, None).await.unwrap();
        let refused = backup::restore(&kept, &url, false, &silent).await.unwrap_err();
        assert!(refused.to_string().contains("is not empty"), "{refused}");
        assert_eq!(store.ids(None, 10).await.unwrap(), [ReportId::of([9; 16])], "nothing was changed");
        backup::restore(&kept, &url, true, &silent).await.unwrap();
        // The store was open all the time.
        assert_eq!(store.ids(None, 10).await.unwrap(), [ReportId::of([1; 16])]);
        assert!(store.draft(&DraftId::of([1; 16])).await.is_ok());
    }
}

#[tokio::test]
async fn what_is_no_whole_backup_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let from = sqlite(&folder, "from.db");
    fill(&*open(&from).await).await;
    backup::back_up(&from, &path("good"), &silent).await.unwrap();
    fs::write(path("text"), "no database at all").unwrap();
    let mut other =
        SqliteConnectOptions::new().filename(path("other")).create_if_missing(true).connect().await.unwrap();
    sqlx::query("CREATE TABLE songs (title TEXT)").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    let mut cut = fs::read(path("good")).unwrap();
    cut.truncate(cut.len() / 2);
    fs::write(path("cut"), cut).unwrap();
    fs::copy(path("good"), path("newer")).unwrap();
    let mut newer = file(&path("newer")).await;
    sqlx::query("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1").execute(&mut newer).await.unwrap();
    newer.close().await.unwrap();
    for (name, why) in [
        ("missing", "there is no file"),
        ("text", "is no backup"),
        ("other", "is no backup"),
        ("cut", "is no backup"),
        ("newer", "newer version"),
    ] {
        let refused = backup::restore(&path(name), &sqlite(&folder, "to.db"), false, &silent).await.unwrap_err();
        assert!(format!("{refused:#}").contains(why), "{name}: {refused:#}");
    }
    assert!(!path("to.db").exists());
    let nothing = backup::back_up(&sqlite(&folder, "nothing.db"), &path("none"), &silent).await.unwrap_err();
    assert!(format!("{nothing:#}").contains("nothing.db"), "{nothing:#}");
    assert!(!path("nothing.db").exists() && !path("none").exists() && !path("none.part").exists());
}

#[tokio::test]
async fn what_a_store_read_before_it_was_replaced_is_not_shown_again() {
    let folder = tempfile::tempdir().unwrap();
    for (name, url) in [("sqlite", sqlite(&folder, "served.db")), ("postgres", postgres::database().await)] {
        let store = open(&url).await;
        let (new, token) = report(1);
        let id = new.id.clone();
        store.publish(new, None).await.unwrap();
        let backup = folder.path().join(name);
        backup::back_up(&url, &backup, &silent).await.unwrap();
        let second = async |note: &str, at: &str| {
            let content = Content { made_at: at.to_owned(), ..content(note) };
            store.revise(&id, &claim(&token), &Expected::Any, content, None).await.unwrap();
            store.read(&id, Which::Number(2)).await.unwrap().content.description.clone()
        };
        assert!(second("before", AT).await.contains("before"));
        backup::restore(&backup, &url, true, &silent).await.unwrap();
        assert!(second("after", LATER).await.contains("after"));
    }
}

#[tokio::test]
async fn a_backup_while_others_write_is_one_moment() {
    let folder = tempfile::tempdir().unwrap();
    for (name, url) in [("sqlite", sqlite(&folder, "from.db")), ("postgres", postgres::database().await)] {
        let store = open(&url).await;
        let (new, token) = report(1);
        let id = new.id.clone();
        store.publish(new, None).await.unwrap();
        let writing = {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                // A report of many revisions grows until the backups are made.
                loop {
                    store.revise(&id, &claim(&token), &Expected::Any, content("two"), None).await.unwrap();
                }
            })
        };
        let mut revisions = 0;
        for round in 0..3 {
            let kept = folder.path().join(format!("{name} {round}"));
            let held = backup::back_up(&url, &kept, &silent).await.unwrap();
            let mut kept = file(&kept).await;
            let latest: u32 = sqlx::query_scalar("SELECT latest FROM reports").fetch_one(&mut kept).await.unwrap();
            assert_eq!(latest, held.revisions, "{name}");
            assert!(latest >= revisions);
            revisions = latest;
            kept.close().await.unwrap();
        }
        writing.abort();
    }
}
