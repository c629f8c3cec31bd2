//! Tests of what only a file does: it fills up, is locked, disappears, is read-only, and must not retain deleted data.

use std::collections::HashSet;
use std::fmt::Write;
use std::time::Instant;

use app::advisor::{Advisor, Source};
use app::document::Format;
use app::draft::history::{History, Replacement, Turn};
use app::draft::{Draft, DraftId, Written};
use app::links::Claim;
use app::pack::Rulesets;
use app::report::{Content, EditToken, ReportId};
use app::store::{DraftStore, Expected, Expired, Idempotency, NewReport, Published, ReportStore, Store, Which};
use sqlx::{AssertSqlSafe, Row};
use tempfile::TempDir;

use super::*;
use crate::store::backup;
use crate::surroundings::Machine;

/// A folder for one test with the store's file.
struct StoreFolder(TempDir);

impl StoreFolder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("reports.db")
    }

    fn options(&self) -> SqliteConnectOptions {
        SqliteConnectOptions::new().filename(self.file())
    }

    async fn open(&self) -> SqliteStore {
        SqliteStore::open_with(self.options()).await.unwrap()
    }

    /// The bytes of all files of the store.
    fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.0.path()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }
}

/// A text of this many bytes, made of unique words that compress badly.
fn words(seed: u64, length: usize) -> String {
    let mut number = seed;
    let mut text = String::new();
    while text.len() < length {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        write!(text, "{:012x} ", number >> 16).unwrap();
    }
    text.truncate(length);
    text
}

fn claim(token: &EditToken) -> Claim {
    Claim { token: token.hash(), at: "2027-05-01T12:00:00Z".to_owned() }
}

fn content(text: &str) -> Content {
    Content {
        made_at: "2027-05-01T12:00:00Z".to_owned(),
        note: Some(text.to_owned()),
        ruleset_id: "default".to_owned(),
        ruleset_version: "1.0.0".to_owned(),
        ruleset_digest: "sha256:00".to_owned(),
        engine: "0.1.0".to_owned(),
        pack: None,
        words: None,
        description: text.to_owned(),
        assessment: text.to_owned(),
    }
}

fn report(number: u8, text: &str) -> (NewReport, EditToken) {
    let token = EditToken::of([number; 32]);
    let id = ReportId::of([number; 16]);
    (NewReport { id, token: token.hash(), content: content(text), draft: None, origin: None }, token)
}

fn draft(number: u8, text: &str) -> Draft {
    Draft {
        id: DraftId::of([number; 16]),
        version: 1,
        text: text.to_owned(),
        words: None,
        history: History::default(),
        origin: None,
        changed_at: "2027-05-01T12:00:00Z".to_owned(),
    }
}

/// The outage with which the store refused, if it did.
fn outage_of<T>(answer: Result<T, Refused>) -> Option<Outage> {
    answer.err().and_then(|why| if let Refused::Out(outage, _) = why { Some(outage) } else { None })
}

impl SqliteStore {
    fn writer(&self) -> &Writer {
        &self.writing.as_ref().unwrap().0
    }
}

/// Lets the next readiness check run at once.
async fn try_anew(store: &SqliteStore) {
    *store.trial.0.lock().await = None;
}

#[tokio::test]
async fn after_a_full_disk_everything_is_written_again() {
    let place = StoreFolder::new();
    let store = place.open().await;
    store.publish(report(1, "one").0, None).await.unwrap();
    // SQLite refuses further pages, as on a full disk. A new connection does not inherit this limit.
    let fill = async || sqlx::query("PRAGMA max_page_count = 1").execute(&store.writer().pool).await.unwrap();
    let long = words(1, 100_000);
    let (new, token) = report(2, &long);
    for change in 0..5 {
        fill().await;
        let refused = match change {
            0 => store.publish(new.clone(), None).await.map(|_| ()),
            1 => store.start(&draft(1, &long)).await,
            2 => store
                .revise(&ReportId::of([1; 16]), &claim(&EditToken::of([1; 32])), &Expected::Any, content(&long), None)
                .await
                .map(|_| ()),
            3 => store.ready().await,
            _ => store.publish(new.clone(), None).await.map(|_| ()),
        };
        assert_eq!(outage_of(refused), Some(Outage::DiskFull), "{change}");
        assert_eq!(*store.read(&ReportId::of([1; 16]), Which::Latest).await.unwrap().content, content("one"));
    }
    try_anew(&store).await;
    store.ready().await.unwrap();
    assert_eq!(store.publish(new, None).await.unwrap(), Published::New);
    store.start(&draft(1, &long)).await.unwrap();
    store.delete(&ReportId::of([2; 16]), &claim(&token), &Expected::Any).await.unwrap();
}

#[tokio::test]
async fn a_change_that_is_given_up_halfway_leaves_nothing() {
    let place = StoreFolder::new();
    let store = place.open().await;
    let mut write = store.writer().begin(Instant::now()).await.unwrap();
    sqlx::query("INSERT INTO reports (id, token_hash, latest) VALUES ('x', zeroblob(32), 1)")
        .execute(&mut *write)
        .await
        .unwrap();
    drop(write);
    let (new, _) = report(1, "one");
    store.publish(new, None).await.unwrap();
    let kept = sqlx::query("SELECT id FROM reports").fetch_all(&store.readers).await.unwrap();
    assert_eq!(kept.len(), 1);
}

#[tokio::test]
async fn a_lock_held_elsewhere_is_told_and_gone_with_it() {
    let place = StoreFolder::new();
    let mut store = place.open().await;
    store.patience = Duration::ZERO;
    let mut other = place.options().connect().await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    assert_eq!(outage_of(store.publish(report(1, "one").0, None).await), Some(Outage::Locked));
    assert_eq!(outage_of(store.ready().await), Some(Outage::Locked));
    assert_eq!(outage_of(store.ready().await), Some(Outage::Locked), "and again, without trying");
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    store.publish(report(1, "one").0, None).await.unwrap();
    try_anew(&store).await;
    store.ready().await.unwrap();
    other.close().await.unwrap();
}

/// Publishes reports at the same time, so that all wait together, and returns what became of each, in their order.
async fn publish_together(
    place: &StoreFolder,
    store: &Arc<SqliteStore>,
    new: Vec<NewReport>,
) -> Vec<Result<Published, Refused>> {
    let mut other = place.options().connect().await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let queue = &store.writing.as_ref().unwrap().1;
    let count = new.len();
    let publish = |(at, new): (usize, NewReport)| {
        let store = Arc::clone(store);
        let mark = Idempotency { key: [u8::try_from(at / 2).unwrap(); 32], request: [0; 32], since: String::new() };
        tokio::spawn(async move { store.publish(new, Some(mark)).await })
    };
    let mut asked = Vec::new();
    for new in new.into_iter().enumerate() {
        let waiting = queue.capacity();
        asked.push(publish(new));
        // The first one leaves the queue to wait for the lock.
        while asked.len() > 1 && queue.capacity() == waiting {
            tokio::task::yield_now().await;
        }
        while asked.len() == 1 && store.writer().pool.num_idle() > 0 {
            tokio::task::yield_now().await;
        }
    }
    assert_eq!(queue.capacity() + count - 1, queue.max_capacity());
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    let mut made = Vec::new();
    for asked in asked {
        made.push(asked.await.unwrap());
    }
    made
}

/// Number of commits in the write-ahead log. The header of a frame says how long the file is after a commit, or else 0.
fn commits(place: &StoreFolder) -> usize {
    let log = std::fs::read(journal_of(&place.file())).unwrap();
    let page = u32::from_be_bytes(log[8..12].try_into().unwrap());
    let salt = &log[16..24];
    let frames = log[32..].chunks_exact(24 + usize::try_from(page).unwrap());
    frames.take_while(|frame| &frame[8..16] == salt).filter(|frame| frame[4..8] != [0; 4]).count()
}

#[tokio::test]
async fn changes_that_wait_together_are_committed_together_and_each_is_answered_for_itself() {
    let place = StoreFolder::new();
    let store = Arc::new(place.open().await);
    let before = commits(&place);
    // Of two with one key, the second one answers with the first. The last one belongs to a draft that is not there.
    let mut new: Vec<NewReport> = (0..20).map(|number| report(number, "words").0).collect();
    new[19].draft = Some(draft(1, "").now());
    let made = publish_together(&place, &store, new).await;
    for (number, made) in (0..20).zip(made) {
        match number {
            19 => assert_eq!(made.unwrap(), Published::Before(ReportId::of([18; 16]))),
            _ if number % 2 == 0 => assert_eq!(made.unwrap(), Published::New, "{number}"),
            _ => assert_eq!(made.unwrap(), Published::Before(ReportId::of([number - 1; 16])), "{number}"),
        }
        let is_there = store.read(&ReportId::of([number; 16]), Which::Latest).await.is_ok();
        assert_eq!(is_there, number % 2 == 0, "{number}");
    }
    // The first one began before the others were there, and took them along.
    assert_eq!(commits(&place) - before, 1);
}

#[tokio::test]
async fn a_change_that_fails_or_is_refused_takes_nothing_of_those_that_wait_with_it() {
    let place = StoreFolder::new();
    let store = Arc::new(place.open().await);
    store.publish(report(100, "one").0, None).await.unwrap();
    // As when the disk is full, SQLite ends the whole transaction.
    let fail = format!(
        "CREATE TRIGGER fails BEFORE INSERT ON reports WHEN new.id = '{}' BEGIN SELECT RAISE(ROLLBACK, 'full'); END",
        ReportId::of([4; 16]).as_str()
    );
    sqlx::query(AssertSqlSafe(fail)).execute(&store.writer().pool).await.unwrap();
    let mut new: Vec<NewReport> = (0..8).map(|number| report(number, "words").0).collect();
    new[6].draft = Some(draft(1, "").now());
    let made = publish_together(&place, &store, new).await;
    for (number, made) in (0..8).zip(made) {
        match number {
            // The second of its pair is the first, because that one was refused.
            4 => assert!(matches!(made, Err(Refused::Failed(_))), "{made:?}"),
            6 => assert!(matches!(made, Err(Refused::Unknown)), "{made:?}"),
            0 | 2 | 5 | 7 => assert_eq!(made.unwrap(), Published::New, "{number}"),
            _ => assert_eq!(made.unwrap(), Published::Before(ReportId::of([number - 1; 16])), "{number}"),
        }
        let is_there = store.read(&ReportId::of([number; 16]), Which::Latest).await.is_ok();
        assert_eq!(is_there, [0, 2, 5, 7].contains(&number), "{number}");
    }
}

#[tokio::test]
async fn a_file_that_was_removed_or_replaced_takes_nothing() {
    for is_replaced in [false, true] {
        let place = StoreFolder::new();
        let store = place.open().await;
        store.publish(report(1, "one").0, None).await.unwrap();
        let begun = store.writer().begin(Instant::now()).await.unwrap();
        std::fs::rename(place.file(), place.0.path().join("moved.db")).unwrap();
        if is_replaced {
            std::fs::write(place.file(), "").unwrap();
        }
        assert_eq!(outage_of(begun.commit().await), Some(Outage::Gone), "nothing is answered that nobody would find");
        assert_eq!(outage_of(store.publish(report(2, "two").0, None).await), Some(Outage::Gone));
        assert_eq!(outage_of(store.start(&draft(1, "words")).await), Some(Outage::Gone));
        assert_eq!(outage_of(store.ready().await), Some(Outage::Gone));
    }
}

#[tokio::test]
async fn a_file_of_another_program_is_left_alone() {
    let place = StoreFolder::new();
    let mut other = place.options().create_if_missing(true).connect().await.unwrap();
    sqlx::query("CREATE TABLE songs (title TEXT)").execute(&mut other).await.unwrap();
    let refused = SqliteStore::open_with(place.options()).await.unwrap_err();
    assert!(refused.to_string().contains("belongs to another program"), "{refused:#}");
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(&mut other).await.unwrap();
    assert_eq!(tables, 1);
}

#[tokio::test]
async fn a_file_that_can_only_be_read_is_read() {
    let place = StoreFolder::new();
    let is_missing = SqliteStore::open_to_read(place.options(), &place.file()).await.is_err();
    assert!(is_missing);
    let writing = place.open().await;
    writing.publish(report(1, "one").0, None).await.unwrap();
    for is_closed in [false, true] {
        if is_closed {
            writing.close().await;
            assert!(!journal_of(&place.file()).exists(), "the journal is gone at the end");
        }
        let store = SqliteStore::open_to_read(place.options(), &place.file()).await.unwrap();
        assert_eq!(*store.read(&ReportId::of([1; 16]), Which::Latest).await.unwrap().content, content("one"));
        assert_eq!(outage_of(store.publish(report(2, "two").0, None).await), Some(Outage::ReadOnly));
        assert_eq!(outage_of(store.ready().await), Some(Outage::ReadOnly));
        store.close().await;
    }
    // The existing file is opened as read-only through its options.
    let store = SqliteStore::open_with(place.options().read_only(true)).await.unwrap();
    assert_eq!(outage_of(store.publish(report(2, "two").0, None).await), Some(Outage::ReadOnly));
    assert_eq!(*store.read(&ReportId::of([1; 16]), Which::Latest).await.unwrap().content, content("one"));
}

#[tokio::test]
async fn what_was_kept_before_texts_were_packed_and_words_were_kept_is_read() {
    let place = StoreFolder::new();
    let mut old = place.options().create_if_missing(true).connect().await.unwrap();
    let steps = migrations().iter().take(3).cloned().collect();
    Migrator::with_migrations(steps).run(&mut old).await.unwrap();
    let id = ReportId::of([1; 16]);
    sqlx::query("INSERT INTO reports (id, token_hash, latest) VALUES (?, zeroblob(32), 1)")
        .bind(id.as_str())
        .execute(&mut old)
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO revisions VALUES (?, 1, '2027-05-01T12:00:00Z', 'text', 'default', '1.0.0', 'sha256:00', \
                 '0.1.0', 'text', 'text', NULL, NULL)",
    )
    .bind(id.as_str())
    .execute(&mut old)
    .await
    .unwrap();
    let history = History { done: 1, can_undo: true, can_redo: false };
    let before = Draft { history, version: 2, ..draft(1, "after") };
    sqlx::query("INSERT INTO drafts (id, version, text, before, changed_at) VALUES (?, 2, 'after', 'before', ?)")
        .bind(before.id.as_str())
        .bind(&before.changed_at)
        .execute(&mut old)
        .await
        .unwrap();
    old.close().await.unwrap();
    let store = place.open().await;
    assert_eq!(*store.read(&id, Which::Latest).await.unwrap().content, content("text"));
    assert_eq!(store.draft(&before.id).await.unwrap(), before, "it was read from no words that were kept");
}

#[tokio::test]
async fn the_one_change_that_could_be_undone_before_all_were_kept_still_can_be() {
    let place = StoreFolder::new();
    let mut old = place.options().create_if_missing(true).connect().await.unwrap();
    let steps = migrations().iter().take(5).cloned().collect();
    Migrator::with_migrations(steps).run(&mut old).await.unwrap();
    let drafts = [
        (1, "größer \u{0} ☕", None, Some(("groß \u{0}", None))),
        (2, "after", Some("{\"text\": \"ä\"}"), Some(("before", None))),
        (3, "after", None, Some(("", Some("{}")))),
        (4, "never changed", Some("{}"), None),
    ];
    for (number, text, words, before) in drafts {
        let insert = "INSERT INTO drafts (id, version, text, words, before, words_before, changed_at) \
                      VALUES (?, 2, ?, ?, ?, ?, '2027-05-01T12:00:00Z')";
        sqlx::query(insert)
            .bind(DraftId::of([number; 16]).as_str())
            .bind(text)
            .bind(words)
            .bind(before.map(|(text, _)| text))
            .bind(before.and_then(|(_, words)| words))
            .execute(&mut old)
            .await
            .unwrap();
    }
    old.close().await.unwrap();
    let store = place.open().await;
    for (number, text, words, before) in drafts {
        let draft = store.draft(&DraftId::of([number; 16])).await.unwrap();
        let written =
            |text: &str, words: Option<&str>| Written { text: text.to_owned(), words: words.map(str::to_owned) };
        assert_eq!(draft.written(), written(text, words));
        assert_eq!(draft.history.can_undo, before.is_some(), "{number}");
        let kept = store.change(&draft.id, draft.history.done).await.unwrap();
        let undone = kept.map(|kept| kept.apply(&draft.written()).unwrap());
        assert_eq!(undone, before.map(|(text, words)| written(text, words)), "{number}");
    }
}

#[tokio::test]
async fn a_backup_of_an_earlier_version_is_restored_and_stays_as_it_is() {
    let place = StoreFolder::new();
    let mut old = place.options().create_if_missing(true).connect().await.unwrap();
    let steps = migrations().iter().take(2).cloned().collect();
    Migrator::with_migrations(steps).run(&mut old).await.unwrap();
    sqlx::query("INSERT INTO drafts (id, version, text, changed_at) VALUES ($1, 1, 'words', '2027-05-01T12:00:00Z')")
        .bind(DraftId::of([1; 16]).as_str())
        .execute(&mut old)
        .await
        .unwrap();
    old.close().await.unwrap();
    let before = std::fs::read(place.file()).unwrap();
    let url = format!("sqlite:{}", place.0.path().join("new.db").display());
    let held = backup::restore(&place.file(), &url, false, &|_, _| {}).await.unwrap();
    assert_eq!((held.reports, held.drafts), (0, 1));
    let store = SqliteStore::open(&url).await.unwrap();
    assert_eq!(store.draft(&DraftId::of([1; 16])).await.unwrap(), draft(1, "words"));
    assert!(std::fs::read(place.file()).unwrap() == before);
}

/// Number of consecutive bytes that count as a trace of deleted data.
const STRETCH: usize = 12;

/// Whether a part of the stored bytes is found in the files.
fn remembers(files: &[u8], kept: &[u8]) -> bool {
    let stretches: HashSet<&[u8]> = kept.chunks_exact(STRETCH).collect();
    files.windows(STRETCH).any(|window| stretches.contains(window))
}

/// The compressed description and words of a revision.
async fn kept(store: &SqliteStore, id: &ReportId) -> [Vec<u8>; 2] {
    let row = sqlx::query("SELECT description_packed, words_packed FROM revisions WHERE report = ?");
    let row = row.bind(id.as_str()).fetch_one(&store.readers).await.unwrap();
    [row.get(0), row.get(1)]
}

#[tokio::test]
async fn what_was_deleted_is_in_none_of_the_files() {
    let place = StoreFolder::new();
    let store = place.open().await;
    // Further rows make SQLite move data when pages are split and merged.
    for number in 100..140 {
        store.publish(report(number, &words(u64::from(number), 900)).0, None).await.unwrap();
        store.start(&draft(number, &words(u64::from(number) + 1_000, 700))).await.unwrap();
    }
    for (number, length) in [(1, 60), (2, 700), (3, 5_000), (4, 90_000)] {
        let (text, other_text) = (words(u64::from(number), length), words(u64::from(number) + 2_000, length));
        let said = [4_000, 5_000, 6_000].map(|seed| words(u64::from(number) + seed, length));
        let mut changing = Draft { words: Some(said[0].clone()), ..draft(number, &other_text) };
        store.start(&changing).await.unwrap();
        let (mut new, token) = report(number, &text);
        new.content.words = Some(said[1].clone());
        let id = new.id.clone();
        let mark = Idempotency { key: [number; 32], request: [number + 50; 32], since: String::new() };
        store.publish(NewReport { draft: Some(changing.now()), ..new }, Some(mark)).await.unwrap();
        changing = Draft {
            version: 2,
            text: words(u64::from(number) + 3_000, length),
            words: Some(said[2].clone()),
            history: History { done: 1, ..History::default() },
            ..changing
        };
        let back = Replacement { at: 0, length: 1, text: format!("{}\n{other_text}", said[0]) };
        store.save(&changing, Turn::New, &back).await.unwrap();
        let packed = kept(&store, &id).await;
        let texts = [text, other_text, changing.text.clone(), said[0].clone(), said[2].clone()].map(String::into_bytes);
        let hashes = [token.hash().as_bytes().to_vec(), vec![number + 50; 32]];
        let secrets: Vec<Vec<u8>> = texts.into_iter().chain(packed).chain(hashes).collect();
        let files = place.bytes();
        for (which, secret) in secrets.iter().enumerate() {
            assert!(files.windows(STRETCH).any(|window| window == &secret[..STRETCH]), "{number}: {which} is not kept");
        }
        store.delete(&id, &claim(&token), &Expected::Any).await.unwrap();
        assert!(matches!(store.draft(&changing.id).await, Err(Refused::Unknown)));
        assert!(!remembers(&place.bytes(), &secrets.concat()), "something of {number} is still there");
    }
}

#[tokio::test]
async fn what_a_draft_said_is_in_none_of_the_files_once_it_is_dropped_expired_or_changed() {
    let place = StoreFolder::new();
    let store = place.open().await;
    let text = |number| words(number, 3_000);
    store.start(&draft(1, &text(1))).await.unwrap();
    store.forget(&DraftId::of([1; 16])).await.unwrap();
    assert!(!remembers(&place.bytes(), text(1).as_bytes()), "dropped");

    store.start(&draft(2, &text(2))).await.unwrap();
    let expired =
        |drafts: Option<&str>| Expired { drafts: drafts.map(str::to_owned), marks: String::new(), now: String::new() };
    assert!(remembers(&place.bytes(), text(2).as_bytes()));
    assert_eq!(store.expire(&expired(Some("2027-05-01T12:00:01Z")), 10).await.unwrap(), 1);
    assert!(!remembers(&place.bytes(), text(2).as_bytes()), "expired");

    let mut changing = draft(3, &text(3));
    store.start(&changing).await.unwrap();
    for (version, number) in [(2, 4), (3, 5)] {
        changing = Draft { version, text: text(number), ..changing };
        // The draft has no history, so what it said is gone with the change.
        let back = Replacement { at: 0, length: 0, text: String::new() };
        store.save(&changing, Turn::Undo, &back).await.unwrap();
    }
    assert!(remembers(&place.bytes(), text(3).as_bytes()), "the journal remembers it for a while");
    assert_eq!(store.expire(&expired(None), 10).await.unwrap(), 0);
    assert!(!remembers(&place.bytes(), text(3).as_bytes()), "changed");
    assert!(remembers(&place.bytes(), text(5).as_bytes()));
}

#[tokio::test]
async fn what_somebody_still_reads_is_wiped_when_they_have_done() {
    let place = StoreFolder::new();
    let store = place.open().await;
    let text = words(1, 3_000);
    store.start(&draft(1, &text)).await.unwrap();
    let mut reader = place.options().connect().await.unwrap();
    let mut reading = reader.begin().await.unwrap();
    sqlx::query("SELECT text FROM drafts").fetch_all(&mut *reading).await.unwrap();
    store.forget(&DraftId::of([1; 16])).await.unwrap();
    assert!(store.is_wiping.load(std::sync::atomic::Ordering::SeqCst), "it is tried again beside the requests");
    assert!(remembers(&place.bytes(), text.as_bytes()));
    reading.rollback().await.unwrap();
    reader.close().await.unwrap();
    store.close().await;
    assert!(!remembers(&place.bytes(), text.as_bytes()), "at the latest at the end");
}

#[tokio::test]
async fn a_revision_takes_little_more_room_than_its_description_however_much_is_said_of_it() {
    let place = StoreFolder::new();
    let store = Arc::new(place.open().await);
    let advisor = Advisor::new(Rulesets::default(), store.clone(), Arc::new(Machine));
    let steps: Vec<String> = (0..200).map(|step| format!("{{\"action\": \"Do {step}\"}}")).collect();
    let text = format!("{{\"description\": {{\"name\": \"x\", \"flows\": [{{\"steps\": [{}]}}]}}}}", steps.join(", "));
    let prepared = advisor.prepare(Source { text: &text, format: Format::Json }).unwrap();
    let report = advisor.publish(prepared, None).await.unwrap();
    let kept = sqlx::query("SELECT length(description_packed) + length(assessment_packed) AS kept FROM revisions");
    let kept: u32 = kept.fetch_one(&store.readers).await.unwrap().get("kept");
    let content = store.read(&report.id, Which::Latest).await.unwrap().content;
    let kept = usize::try_from(kept).unwrap();
    assert!(content.assessment.len() > 40 * content.description.len(), "{}", content.assessment.len());
    // Every step repeats the same reasons, which the compression finds.
    assert!(kept < 2 * content.description.len(), "{kept} of {}", content.description.len());
}
