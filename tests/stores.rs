//! Laws that every store obeys: each law is checked on every store.

mod links;
mod reviews;
mod revisions;

use std::{future::Future, sync::Arc};

use app::{
    draft::{
        Draft, DraftId, DraftVersion, Origin,
        history::{History, KEPT_BYTES, KEPT_CHANGES, Replacement, Turn},
    },
    links::{Claim, Right},
    pack::{PackForm, PackText},
    report::{Content, EditToken, ReportId, ShownAt},
    store::{self, Expected, Expired, Idempotency, NewReport, Published, Refused, ReportStore, Store as _, Which},
};
use server::store::{postgres::PostgresStore, sqlite::SqliteStore};

use crate::{kept, memory::Memory, postgres};

type Store = Arc<dyn store::Store>;

/// Checks a law on every store, each time on an empty one.
async fn every<F: Future<Output = ()>>(law: impl Fn(Store) -> F) {
    law(Arc::new(Memory::default())).await;
    let folder = tempfile::tempdir().unwrap();
    law(Arc::new(sqlite(&folder).await)).await;
    law(Arc::new(PostgresStore::open(&postgres::database().await).await.unwrap())).await;
}

async fn sqlite(folder: &tempfile::TempDir) -> SqliteStore {
    SqliteStore::open(&format!("sqlite:{}", folder.path().join("reports.db").display())).await.unwrap()
}

fn content(word: &str) -> Content {
    Content {
        pack: Some(PackText { form: PackForm::Toml, text: format!("id = '{word}'\n\u{0}") }),
        words: (word != "two").then(|| format!("{{\"text\": \"{word} \u{0} ☕\"}}")),
        description: format!("{{ \"name\" : \"{word}\" }}"),
        assessment: "{\"steps\":[] }".to_owned(),
        ..kept::content(&format!("{word} \u{0} ☕ '; DROP TABLE reports; --"))
    }
}

fn report(number: u8, word: &str) -> (NewReport, EditToken) {
    let token = EditToken::of([number; 32]);
    (NewReport { id: id(number), token: token.hash(), content: content(word), draft: None, origin: None }, token)
}

fn id(number: u8) -> ReportId {
    ReportId::of([number; 16])
}

/// Shows a token at twelve o'clock, when the tests' reports are made.
fn claim(token: &EditToken) -> Claim {
    Claim { token: token.hash(), at: "2027-05-01T12:00:00Z".to_owned() }
}

#[tokio::test]
async fn what_is_published_is_read_byte_for_byte() {
    every(async |store: Store| {
        assert_eq!(store.publish(report(1, "one").0, None).await.unwrap(), Published::New);
        for which in [Which::Latest, Which::Number(1)] {
            let read = store.read(&id(1), which).await.unwrap();
            assert_eq!((read.at, read.revision, (*read.content).clone()), (ShownAt::Report(id(1)), 1, content("one")));
        }
        assert!(matches!(store.read(&id(2), Which::Latest).await, Err(Refused::Unknown)));
        for number in [0, 2, u32::MAX] {
            assert!(matches!(store.read(&id(1), Which::Number(number)).await, Err(Refused::Unknown)), "{number}");
        }
        store.ready().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_revision_is_added_and_the_old_one_stays() {
    every(async |store: Store| {
        let (new, token) = report(1, "one");
        store.publish(new, None).await.unwrap();
        let from = |revision| Expected::OneOf(vec![revision]);
        let revise =
            async |expected: Expected, word| store.revise(&id(1), &claim(&token), &expected, content(word), None).await;
        assert_eq!(revise(from(1), "two").await.unwrap(), 2);
        assert!(matches!(revise(from(1), "lost").await, Err(Refused::Old(2))));
        assert!(matches!(revise(Expected::OneOf(vec![]), "lost").await, Err(Refused::Old(2))));
        assert_eq!(revise(Expected::OneOf(vec![7, 2]), "three").await.unwrap(), 3);
        assert_eq!(revise(Expected::Any, "four").await.unwrap(), 4);
        for (number, word) in [(1, "one"), (2, "two"), (3, "three"), (4, "four")] {
            assert_eq!(*store.read(&id(1), Which::Number(number)).await.unwrap().content, content(word));
        }
        assert_eq!(store.read(&id(1), Which::Latest).await.unwrap().revision, 4);
    })
    .await;
}

#[tokio::test]
async fn only_its_own_token_changes_a_report() {
    every(async |store: Store| {
        let (new, token) = report(1, "one");
        let (other, others) = report(2, "other");
        store.publish(new, None).await.unwrap();
        store.publish(other, None).await.unwrap();
        let by = claim(&others);
        let refused = store.revise(&id(1), &by, &Expected::Any, content("two"), None).await;
        assert!(matches!(refused, Err(Refused::WrongToken)));
        let refused = store.delete(&id(1), &by, &Expected::Any).await;
        assert!(matches!(refused, Err(Refused::WrongToken)));
        let refused = store.revise(&id(3), &claim(&token), &Expected::Any, content("two"), None).await;
        assert!(matches!(refused, Err(Refused::Unknown)));
        assert_eq!(store.read(&id(1), Which::Latest).await.unwrap().revision, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_said_to_be() {
    every(async |store: Store| {
        let (new, token) = report(1, "one");
        let (other, _) = report(2, "other");
        store.publish(new, None).await.unwrap();
        store.publish(other, None).await.unwrap();
        let by = claim(&token);
        let old = Expected::OneOf(vec![2]);
        assert!(matches!(store.delete(&id(1), &by, &old).await, Err(Refused::Old(1))));
        store.delete(&id(1), &by, &Expected::Any).await.unwrap();
        assert!(matches!(store.read(&id(1), Which::Latest).await, Err(Refused::Deleted)));
        assert!(matches!(store.read(&id(1), Which::Number(1)).await, Err(Refused::Deleted)));
        let again = store.revise(&id(1), &by, &Expected::Any, content("two"), None).await;
        assert!(matches!(again, Err(Refused::Deleted)));
        assert!(matches!(store.delete(&id(1), &by, &Expected::Any).await, Err(Refused::Deleted)));
        assert_eq!(*store.read(&id(2), Which::Latest).await.unwrap().content, content("other"));
    })
    .await;
}

#[tokio::test]
async fn all_reports_are_listed_page_by_page() {
    every(async |store: Store| {
        assert_eq!(store.ids(None, 10).await.unwrap(), []);
        for number in [5, 1, 9, 200, 7] {
            store.publish(report(number, "one").0, None).await.unwrap();
        }
        store.delete(&id(7), &claim(&report(7, "one").1), &Expected::Any).await.unwrap();
        assert_eq!(store.ids(None, 3).await.unwrap(), [id(1), id(5), id(9)]);
        assert_eq!(store.ids(Some(&id(9)), 3).await.unwrap(), [id(200)]);
        assert_eq!(store.ids(Some(&id(6)), 1).await.unwrap(), [id(9)]);
        assert_eq!(store.ids(Some(&id(200)), 3).await.unwrap(), []);
    })
    .await;
}

/// The mark of a call. Marks from before `since` no longer count.
fn mark(request: u8, since: &str) -> Idempotency {
    Idempotency { key: [1; 32], request: [request; 32], since: since.to_owned() }
}

#[tokio::test]
async fn a_call_that_is_repeated_makes_nothing() {
    every(async |store: Store| {
        let mark = |request| Some(mark(request, "2027-05-01T12:00:00Z"));
        let (new, token) = report(1, "one");
        assert_eq!(store.publish(new, mark(1)).await.unwrap(), Published::New);
        assert_eq!(store.publish(report(2, "one").0, mark(1)).await.unwrap(), Published::Before(id(1)));
        assert!(matches!(store.publish(report(3, "two").0, mark(2)).await, Err(Refused::KeyReused)));
        // The report is deleted and its request forgotten, so a late repetition of the call does not publish it again.
        store.delete(&id(1), &claim(&token), &Expected::Any).await.unwrap();
        for request in [1, 2] {
            assert!(matches!(store.publish(report(4, "one").0, mark(request)).await, Err(Refused::Deleted)));
        }
        for number in [2, 3, 4] {
            assert!(matches!(store.read(&id(number), Which::Latest).await, Err(Refused::Unknown)), "{number}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_mark_counts_for_some_time() {
    every(async |store: Store| {
        let mark = |request, since| Some(mark(request, since));
        // The test's reports are made at twelve o'clock.
        assert_eq!(store.publish(report(1, "one").0, mark(1, "")).await.unwrap(), Published::New);
        assert_eq!(store.publish(report(2, "two").0, mark(2, "2027-05-01T12:00:01Z")).await.unwrap(), Published::New);
        let again = store.publish(report(3, "two").0, mark(2, "2027-05-01T12:00:00Z")).await;
        assert_eq!(again.unwrap(), Published::Before(id(2)));
        let expired = |marks: &str| Expired { drafts: None, marks: marks.to_owned(), now: String::new() };
        assert_eq!(store.expire(&expired("2027-05-01T12:00:00Z"), 10).await.unwrap(), 0);
        assert_eq!(store.expire(&expired("2027-05-01T12:00:01Z"), 10).await.unwrap(), 1);
        assert_eq!(store.publish(report(4, "two").0, mark(2, "")).await.unwrap(), Published::New);
        store.read(&id(2), Which::Latest).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn of_changes_at_the_same_time_one_wins() {
    every(async |store: Store| {
        let (new, token) = report(1, "one");
        store.publish(new, None).await.unwrap();
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (store, by) = (Arc::clone(&store), claim(&token));
                let from = Expected::OneOf(vec![1]);
                tokio::spawn(async move { store.revise(&id(1), &by, &from, content("two"), None).await })
            })
            .collect();
        let mut won = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(revision) => {
                    assert_eq!(revision, 2);
                    won += 1;
                }
                Err(why) => assert!(matches!(why, Refused::Old(2)), "{why:?}"),
            }
        }
        assert_eq!(won, 1);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_found_again_and_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let first = sqlite(&folder).await;
    first.publish(report(1, "one").0, None).await.unwrap();
    let second = sqlite(&folder).await;
    assert_eq!(*second.read(&id(1), Which::Latest).await.unwrap().content, content("one"));
    let mut files = 0;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.file_name());
        files += 1;
    }
    assert!(files > 1, "the journal is written ahead, in a file of its own");
}

#[tokio::test]
async fn no_token_and_no_deleted_word_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (new, token) = report(1, "unforgettable");
    {
        let store = sqlite(&folder).await;
        store.publish(new, None).await.unwrap();
        store.delete(&id(1), &claim(&token), &Expected::Any).await.unwrap();
        store.close().await;
    }
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for word in [token.reveal(), "unforgettable"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
        }
    }
}

fn draft(number: u8, version: u32, text: &str) -> Draft {
    Draft {
        id: DraftId::of([number; 16]),
        version,
        text: text.to_owned(),
        words: (text != "another").then(|| format!("{text}, in words")),
        history: History { done: version - 1, can_undo: version > 1, can_redo: false },
        origin: None,
        changed_at: format!("2027-05-01T12:00:{version:02}Z"),
    }
}

/// What undoes a change of a text that was made at its start.
fn back(text: &str) -> Replacement {
    Replacement { at: 0, length: 1, text: format!("{text} \u{0} ☕") }
}

#[tokio::test]
async fn a_draft_is_kept_as_it_was_typed_and_changed_version_by_version() {
    every(async |store: Store| {
        let first = draft(1, 1, "name: [faulty \u{0} ☕");
        store.start(&first).await.unwrap();
        store.start(&draft(2, 1, "another")).await.unwrap();
        assert_eq!(store.draft(&first.id).await.unwrap(), first);
        let second = draft(1, 2, "second");
        store.save(&second, Turn::New, &back("before")).await.unwrap();
        assert_eq!(store.draft(&first.id).await.unwrap(), second);
        for overtaken in [draft(1, 1, "late"), draft(1, 2, "late"), draft(1, 4, "early")] {
            assert!(
                matches!(store.save(&overtaken, Turn::New, &back("before")).await, Err(Refused::Old(2))),
                "{overtaken:?}"
            );
        }
        assert_eq!(store.draft(&first.id).await.unwrap(), second);
        assert_eq!(store.draft(&DraftId::of([2; 16])).await.unwrap(), draft(2, 1, "another"));
        store.forget(&first.id).await.unwrap();
        assert!(matches!(store.draft(&first.id).await, Err(Refused::Unknown)));
        assert!(matches!(store.save(&draft(1, 3, "late"), Turn::New, &back("before")).await, Err(Refused::Unknown)));
        assert!(matches!(store.forget(&first.id).await, Err(Refused::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn what_undoes_a_change_is_kept_until_another_change_takes_its_place() {
    every(async |store: Store| {
        let id = draft(1, 1, "a").id;
        store.start(&draft(1, 1, "a")).await.unwrap();
        let save = async |version, done, turn, text: &str| {
            let history = History { done, ..History::default() };
            store.save(&Draft { history, ..draft(1, version, text) }, turn, &back(text)).await.unwrap();
        };
        let kept = async |number| store.change(&id, number).await.unwrap();
        let history = async || store.draft(&id).await.unwrap().history;
        assert_eq!(history().await, History::default());
        assert_eq!(kept(1).await, None);
        save(2, 1, Turn::New, "b").await;
        save(3, 2, Turn::New, "c").await;
        assert_eq!(history().await, History { done: 2, can_undo: true, can_redo: false });
        assert_eq!((kept(1).await, kept(2).await), (Some(back("b")), Some(back("c"))));
        save(4, 1, Turn::Undo, "undone").await;
        assert_eq!(history().await, History { done: 1, can_undo: true, can_redo: true });
        assert_eq!(kept(2).await, Some(back("undone")));
        save(5, 0, Turn::Undo, "undone as well").await;
        assert_eq!(history().await, History { done: 0, can_undo: false, can_redo: true });
        save(6, 1, Turn::Redo, "again").await;
        assert_eq!(history().await, History { done: 1, can_undo: true, can_redo: true });
        save(7, 2, Turn::New, "another").await;
        assert_eq!(history().await, History { done: 2, can_undo: true, can_redo: false });
        assert_eq!((kept(1).await, kept(2).await, kept(3).await), (Some(back("again")), Some(back("another")), None));
        store.forget(&id).await.unwrap();
        assert_eq!(kept(1).await, None, "a draft takes its changes with it");
    })
    .await;
}

#[tokio::test]
async fn many_short_changes_are_all_kept_and_of_long_ones_the_newest_fifty() {
    every(async |store: Store| {
        for (number, length, first) in [(1, 10, 1), (2, usize::try_from(KEPT_BYTES).unwrap(), 11)] {
            let id = draft(number, 1, "a").id;
            store.start(&draft(number, 1, "a")).await.unwrap();
            for done in 1..=KEPT_CHANGES + 10 {
                let changed = Draft { history: History { done, ..History::default() }, ..draft(number, done + 1, "a") };
                store.save(&changed, Turn::New, &back(&"x".repeat(length))).await.unwrap();
            }
            for done in 1..=KEPT_CHANGES + 10 {
                assert_eq!(store.change(&id, done).await.unwrap().is_some(), done >= first, "{number}: {done}");
            }
        }
    })
    .await;
}

/// A report that is published from a version of draft 1.
fn published_from(version: u32, number: u8, word: &str) -> (NewReport, EditToken) {
    let (new, token) = report(number, word);
    (NewReport { draft: Some(DraftVersion { id: DraftId::of([1; 16]), version }), ..new }, token)
}

#[tokio::test]
async fn a_version_of_a_draft_is_published_once_and_the_draft_belongs_to_its_report() {
    every(async |store: Store| {
        let first = draft(1, 1, "first");
        let (new, token) = published_from(1, 1, "one");
        assert!(matches!(store.publish(new.clone(), None).await, Err(Refused::Unknown)), "there is no such draft");
        assert!(matches!(store.read(&id(1), Which::Latest).await, Err(Refused::Unknown)), "and nothing was made");
        store.start(&first).await.unwrap();
        assert_eq!(store.publish(new, None).await.unwrap(), Published::New);
        let origin = Some(Origin { report: id(1), revision: 1, published: Some(1) });
        assert_eq!(store.draft(&first.id).await.unwrap(), Draft { origin: origin.clone(), ..first.clone() });
        let again = store.publish(published_from(1, 2, "one").0, None).await.unwrap();
        assert_eq!(again, Published::Before(id(1)));

        // A text change from somebody who does not know of the report keeps the draft's link to it.
        store.save(&draft(1, 2, "second"), Turn::New, &back("before")).await.unwrap();
        assert_eq!(store.draft(&first.id).await.unwrap().origin, origin);
        let revise = async |version, note: &str, from| {
            let draft = Some(DraftVersion { id: DraftId::of([1; 16]), version });
            store.revise(&id(1), &claim(&token), &Expected::OneOf(vec![from]), content(note), draft).await
        };
        assert_eq!(revise(2, "two", 1).await.unwrap(), 2);
        assert_eq!(
            store.draft(&first.id).await.unwrap().origin,
            Some(Origin { report: id(1), revision: 2, published: Some(2) })
        );
        assert_eq!(revise(2, "two", 1).await.unwrap(), 2, "the same form once more");
        assert_eq!(revise(2, "two", 2).await.unwrap(), 2, "the same form from its new page");
        assert!(matches!(revise(2, "three", 1).await, Err(Refused::Old(2))));
        assert_eq!(revise(2, "three", 2).await.unwrap(), 3, "another note is another revision");
        let open = Content { words: None, ..content("three") };
        let draft = Some(DraftVersion { id: DraftId::of([1; 16]), version: 2 });
        let without = store.revise(&id(1), &claim(&token), &Expected::Any, open.clone(), draft).await.unwrap();
        assert_eq!(without, 4, "and so is one without the words");
        assert_eq!(*store.read(&id(1), Which::Latest).await.unwrap().content, open);
        let gone = Some(DraftVersion { id: DraftId::of([9; 16]), version: 1 });
        let refused = store.revise(&id(1), &claim(&token), &Expected::Any, content("four"), gone).await;
        assert!(matches!(refused, Err(Refused::Unknown)));
        assert_eq!(store.read(&id(1), Which::Latest).await.unwrap().revision, 4);
    })
    .await;
}

#[tokio::test]
async fn a_report_takes_its_drafts_with_it() {
    every(async |store: Store| {
        let start = async |number, report| {
            let origin = Some(Origin { report: id(report), revision: 1, published: None });
            store.start(&Draft { origin, ..draft(number, 1, "words") }).await
        };
        store.start(&draft(1, 1, "words")).await.unwrap();
        let (new, token) = published_from(1, 1, "one");
        store.publish(new, None).await.unwrap();
        store.publish(report(2, "other").0, None).await.unwrap();
        start(2, 1).await.unwrap();
        start(3, 2).await.unwrap();
        store.start(&draft(4, 1, "words")).await.unwrap();
        store.delete(&id(1), &claim(&token), &Expected::Any).await.unwrap();
        for (number, is_there) in [(1, false), (2, false), (3, true), (4, true)] {
            assert_eq!(store.draft(&DraftId::of([number; 16])).await.is_ok(), is_there, "{number}");
        }
        // The draft's author had read the report before its deletion.
        assert!(matches!(start(5, 1).await, Err(Refused::Deleted)));
        assert!(matches!(start(5, 9).await, Err(Refused::Unknown)));
        assert!(matches!(store.draft(&DraftId::of([5; 16])).await, Err(Refused::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn drafts_that_nobody_changes_expire_the_oldest_first_and_their_reports_stay() {
    every(async |store: Store| {
        store.start(&draft(1, 1, "first")).await.unwrap();
        store.publish(published_from(1, 1, "one").0, None).await.unwrap();
        for (number, version) in [(2, 3), (3, 4), (4, 5)] {
            store.start(&draft(number, version, "words")).await.unwrap();
        }
        // Each draft is changed at twelve o'clock plus as many seconds as its version.
        let expire = async |drafts: Option<&str>, most| {
            let expired = Expired { drafts: drafts.map(str::to_owned), marks: String::new(), now: String::new() };
            store.expire(&expired, most).await.unwrap()
        };
        let left = async || {
            let mut left = Vec::new();
            for number in 1..=4 {
                if store.draft(&DraftId::of([number; 16])).await.is_ok() {
                    left.push(number);
                }
            }
            left
        };
        assert_eq!(expire(None, 10).await, 0);
        assert_eq!(expire(Some("2027-05-01T12:00:01Z"), 10).await, 0);
        assert_eq!(left().await, [1, 2, 3, 4]);
        assert_eq!(expire(Some("2027-05-01T12:00:05Z"), 2).await, 2);
        assert_eq!(left().await, [3, 4]);
        assert_eq!(expire(Some("2027-05-01T12:00:05Z"), 2).await, 1);
        assert_eq!(left().await, [4]);
        assert_eq!(store.read(&id(1), Which::Latest).await.unwrap().revision, 1);
    })
    .await;
}

#[tokio::test]
async fn only_the_reports_own_token_allows_a_change() {
    every(async |store: Store| {
        let (new, token) = report(1, "one");
        store.publish(new, None).await.unwrap();
        let (other, stranger) = report(2, "two");
        store.publish(other, None).await.unwrap();
        assert_eq!(store.allows(&id(1), &claim(&token)).await.unwrap(), Right::Edit);
        assert!(matches!(store.allows(&id(1), &claim(&stranger)).await, Err(Refused::WrongToken)));
        assert!(matches!(store.allows(&id(3), &claim(&token)).await, Err(Refused::Unknown)));
        store.delete(&id(1), &claim(&token), &Expected::Any).await.unwrap();
        assert!(matches!(store.allows(&id(1), &claim(&token)).await, Err(Refused::Deleted)));
    })
    .await;
}
