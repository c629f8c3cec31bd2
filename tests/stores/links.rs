//! Laws of links, statuses and lists.

use app::{
    limit::FIXED_LINKS,
    links::{Claim, Decision, FixedLink, Grant, Links, Listing, Right, Term},
    report::{EditToken, FixedId},
    standing::Status,
    store::{
        Expected, Expired, ForkOf, Idempotency, LinkStore as _, NewReport, Published, Refused, ReportStore as _,
        Search, Store as _, Which,
    },
};

use super::{Store, claim, content, draft, every, id, report, sqlite};

const NOON: &str = "2027-05-01T12:00:00Z";
const ONE: &str = "2027-05-01T13:00:00Z";
const TWO: &str = "2027-05-01T14:00:00Z";

fn token(number: u8) -> EditToken {
    EditToken::of([number; 32])
}

fn at(token: &EditToken, time: &str) -> Claim {
    Claim { token: token.hash(), at: time.to_owned() }
}

fn until(token: &EditToken, expires_at: Option<&str>) -> Grant {
    Grant { token: token.hash(), expires_at: expires_at.map(str::to_owned) }
}

fn term(expires_at: &str) -> Term {
    Term { expires_at: Some(expires_at.to_owned()) }
}

fn fixed(number: u8, revision: u32, expires_at: Option<&str>) -> FixedLink {
    FixedLink {
        id: FixedId::of([number; 16]),
        revision,
        made_at: format!("2027-05-01T12:00:{number:02}Z"),
        expires_at: expires_at.map(str::to_owned),
        for_forks: false,
    }
}

/// Makes report `number` a fork of a revision of report 1, and says by which link it names it.
async fn fork(store: &Store, number: u8, revision: u32) -> Result<FixedId, Refused> {
    store.publish(forked(number, revision), None).await?;
    Ok(store.read(&id(number), Which::Latest).await?.standing.origin.unwrap())
}

/// A fork of a revision of report 1. Its own number is that of the link that it brings.
fn forked(number: u8, revision: u32) -> NewReport {
    let origin = ForkOf::Revision { report: id(1), revision, link: FixedId::of([number; 16]) };
    NewReport { origin: Some(origin), ..report(number, "one").0 }
}

fn listing(revision: u32, made_at: &str, name: &str) -> Listing {
    Listing {
        revision,
        made_at: made_at.to_owned(),
        name: name.to_owned(),
        summary: "Sells 100%_of! SEATS".to_owned(),
        flows: vec!["Book a ticket".to_owned(), "\u{c4}ndern".to_owned()],
    }
}

/// A store with a report of two revisions and another report.
async fn filled(store: &Store) -> EditToken {
    let (new, token) = report(1, "one");
    store.publish(new, None).await.unwrap();
    store.revise(&id(1), &claim(&token), &Expected::Any, content("two"), None).await.unwrap();
    store.publish(report(2, "other").0, None).await.unwrap();
    token
}

#[tokio::test]
async fn a_right_lasts_until_it_expires_or_is_given_to_another_token() {
    every(async |store: Store| {
        let editor = filled(&store).await;
        let reviewer = token(50);
        let given = async |token: &EditToken, time| store.allows(&id(1), &at(token, time)).await;
        let decide = async |by: &EditToken, decision| store.decide(&id(1), &claim(by), decision).await;
        assert!(matches!(given(&reviewer, NOON).await, Err(Refused::WrongToken)));

        decide(&editor, Decision::Grant(Right::Review, until(&reviewer, Some(ONE)))).await.unwrap();
        assert_eq!(given(&reviewer, NOON).await.unwrap(), Right::Review);
        assert_eq!(given(&editor, NOON).await.unwrap(), Right::Edit);
        assert!(matches!(given(&reviewer, ONE).await, Err(Refused::WrongToken)), "it has expired");
        assert!(matches!(store.allows(&id(2), &claim(&reviewer)).await, Err(Refused::WrongToken)));

        // A reviewer changes nothing, and gives no right away.
        let revised = store.revise(&id(1), &claim(&reviewer), &Expected::Any, content("three"), None).await;
        assert!(matches!(revised, Err(Refused::WrongToken)));
        let deleted = store.delete(&id(1), &claim(&reviewer), &Expected::Any).await;
        assert!(matches!(deleted, Err(Refused::WrongToken)));
        for decision in [
            Decision::Grant(Right::Edit, until(&reviewer, None)),
            Decision::KeepUntil(None),
            Decision::Status(Status::Accepted),
            Decision::List(None),
            Decision::Fix(fixed(1, 1, None)),
            Decision::Unfix(FixedId::of([1; 16])),
        ] {
            assert!(matches!(decide(&reviewer, decision.clone()).await, Err(Refused::WrongToken)), "{decision:?}");
        }
        assert!(matches!(store.links(&id(1), &claim(&reviewer)).await, Err(Refused::WrongToken)));

        let renewed = token(51);
        decide(&editor, Decision::Grant(Right::Edit, until(&renewed, Some(TWO)))).await.unwrap();
        assert!(matches!(given(&editor, NOON).await, Err(Refused::WrongToken)), "the old token has no right at once");
        assert_eq!(given(&renewed, ONE).await.unwrap(), Right::Edit);
        assert_eq!(given(&reviewer, NOON).await.unwrap(), Right::Review, "the other right stays");
        for time in [TWO, "2028-01-01T00:00:00Z"] {
            let late = store.decide(&id(1), &at(&renewed, time), Decision::KeepUntil(None)).await;
            assert!(matches!(late, Err(Refused::WrongToken)), "{time}");
        }
        let links = store.links(&id(1), &claim(&renewed)).await.unwrap();
        let expected = Links { edit: term(TWO), review: Some(term(ONE)), fixed: vec![] };
        assert_eq!(links, expected);
        assert_eq!(store.links(&id(1), &at(&renewed, ONE)).await.unwrap().review, None, "an expired right is none");
        assert!(matches!(store.links(&id(9), &claim(&renewed)).await, Err(Refused::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn a_fixed_link_shows_its_revision_until_it_expires_or_is_withdrawn() {
    every(async |store: Store| {
        let editor = filled(&store).await;
        let (_, other) = report(2, "other");
        let decide = async |decision| store.decide(&id(1), &claim(&editor), decision).await;
        let shown = async |number: u8, time| store.fixed(&FixedId::of([number; 16]), time).await;
        decide(Decision::Fix(fixed(1, 1, None))).await.unwrap();
        decide(Decision::Fix(fixed(2, 2, Some(ONE)))).await.unwrap();
        for revision in [0, 3] {
            assert!(matches!(decide(Decision::Fix(fixed(3, revision, None))).await, Err(Refused::Unknown)));
        }
        assert_eq!(shown(1, TWO).await.unwrap(), (id(1), 1));
        assert_eq!(shown(2, NOON).await.unwrap(), (id(1), 2));
        assert!(matches!(shown(2, ONE).await, Err(Refused::Deleted)), "its time has come");
        assert!(matches!(shown(3, NOON).await, Err(Refused::Unknown)));
        let links = async |time| store.links(&id(1), &at(&editor, time)).await.unwrap().fixed;
        assert_eq!(links(NOON).await, [fixed(2, 2, Some(ONE)), fixed(1, 1, None)]);
        assert_eq!(links(ONE).await, [fixed(1, 1, None)]);

        let stranger = store.decide(&id(2), &claim(&other), Decision::Unfix(FixedId::of([1; 16]))).await;
        assert!(matches!(stranger, Err(Refused::Unknown)), "it is not a link of that report");
        decide(Decision::Unfix(FixedId::of([1; 16]))).await.unwrap();
        assert!(matches!(shown(1, NOON).await, Err(Refused::Deleted)));
        assert!(matches!(decide(Decision::Unfix(FixedId::of([1; 16]))).await, Err(Refused::Unknown)));
        assert_eq!(links(ONE).await, []);

        let expired = Expired { drafts: None, marks: String::new(), now: ONE.to_owned() };
        assert_eq!(store.expire(&expired, 10).await.unwrap(), 1);
        assert!(matches!(shown(2, NOON).await, Err(Refused::Deleted)), "it is remembered without what it showed");
        assert!(matches!(shown(1, NOON).await, Err(Refused::Deleted)), "it is remembered");
    })
    .await;
}

#[tokio::test]
async fn a_report_has_a_bounded_number_of_fixed_links() {
    every(async |store: Store| {
        let editor = filled(&store).await;
        let decide = async |decision| store.decide(&id(1), &claim(&editor), decision).await;
        fork(&store, 200, 1).await.unwrap();
        for number in 0..u8::try_from(FIXED_LINKS).unwrap() {
            decide(Decision::Fix(fixed(number, 1, None))).await.unwrap();
        }
        assert!(matches!(decide(Decision::Fix(fixed(150, 1, None))).await, Err(Refused::Full)));
        decide(Decision::Unfix(FixedId::of([7; 16]))).await.unwrap();
        decide(Decision::Fix(fixed(150, 1, None))).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn forks_of_a_revision_name_it_by_one_link() {
    every(async |store: Store| {
        let editor = filled(&store).await;
        let first = fork(&store, 3, 1).await.unwrap();
        assert_eq!(first, FixedId::of([3; 16]));
        assert_eq!(fork(&store, 4, 1).await.unwrap(), first);
        assert_eq!(fork(&store, 5, 2).await.unwrap(), FixedId::of([5; 16]));
        assert_eq!(store.fixed(&first, TWO).await.unwrap(), (id(1), 1));
        assert!(matches!(store.fixed(&FixedId::of([4; 16]), NOON).await, Err(Refused::Unknown)));
        store.decide(&id(1), &claim(&editor), Decision::Unfix(first.clone())).await.unwrap();
        assert_eq!(fork(&store, 6, 1).await.unwrap(), FixedId::of([6; 16]), "a link that was withdrawn stays so");
        assert!(matches!(store.fixed(&first, NOON).await, Err(Refused::Deleted)));
    })
    .await;
}

#[tokio::test]
async fn a_fork_that_is_refused_leaves_no_link() {
    every(async |store: Store| {
        let editor = filled(&store).await;
        let mark = |request| Some(Idempotency { key: [1; 32], request: [request; 32], since: String::new() });
        let forks = async || store.links(&id(1), &claim(&editor)).await.unwrap().fixed.len();

        store.publish(report(3, "one").0, mark(1)).await.unwrap();
        let reused = store.publish(forked(4, 1), mark(2)).await;
        assert!(matches!(reused, Err(Refused::KeyReused)));
        assert_eq!(store.publish(forked(4, 1), mark(1)).await.unwrap(), Published::Before(id(3)));
        assert_eq!(forks().await, 0, "nothing was made of the revision");
        for revision in [0, 3] {
            assert!(matches!(fork(&store, 4, revision).await, Err(Refused::Unknown)), "{revision}");
        }
        assert!(matches!(store.read(&id(4), Which::Latest).await, Err(Refused::Unknown)), "nor was a report");
        fork(&store, 4, 1).await.unwrap();
        assert_eq!(forks().await, 1);

        store.delete(&id(1), &claim(&editor), &Expected::Any).await.unwrap();
        assert!(matches!(fork(&store, 5, 1).await, Err(Refused::Deleted)));
        assert!(matches!(store.fixed(&FixedId::of([5; 16]), NOON).await, Err(Refused::Unknown)));
    })
    .await;
}

/// The report's id is taken, so that its publishing fails after everything was looked at.
#[tokio::test]
async fn a_fork_that_fails_leaves_no_link() {
    every(async |store: Store| {
        let editor = filled(&store).await;
        let taken = NewReport { id: id(2), ..forked(4, 1) };
        assert!(matches!(store.publish(taken, None).await, Err(Refused::Failed(_))));
        assert_eq!(store.links(&id(1), &claim(&editor)).await.unwrap().fixed, []);
        assert!(matches!(store.fixed(&FixedId::of([4; 16]), NOON).await, Err(Refused::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn a_report_whose_time_has_come_is_deleted_as_if_its_editor_had() {
    every(async |store: Store| {
        let editor = filled(&store).await;
        store.decide(&id(1), &claim(&editor), Decision::Fix(fixed(1, 1, None))).await.unwrap();
        store.decide(&id(1), &claim(&editor), Decision::KeepUntil(Some(ONE.to_owned()))).await.unwrap();
        let origin = app::draft::Origin { report: id(1), revision: 1, published: None };
        app::store::DraftStore::start(&*store, &app::draft::Draft { origin: Some(origin), ..draft(1, 1, "a") })
            .await
            .unwrap();
        let read = async || store.read(&id(1), Which::Latest).await;
        assert_eq!(read().await.unwrap().standing.expires_at.as_deref(), Some(ONE));
        // What has expired and is not deleted yet can be changed no more.
        let late = store.decide(&id(1), &at(&editor, ONE), Decision::KeepUntil(None)).await;
        assert!(matches!(late, Err(Refused::Deleted)));
        assert!(matches!(store.allows(&id(1), &at(&editor, ONE)).await, Err(Refused::Deleted)));
        let late = forked(9, 1);
        let content = app::report::Content { made_at: ONE.to_owned(), ..late.content };
        assert!(matches!(store.publish(NewReport { content, ..late }, None).await, Err(Refused::Deleted)));

        let expire = async |now: &str, most| {
            let expired = Expired { drafts: None, marks: String::new(), now: now.to_owned() };
            store.expire(&expired, most).await.unwrap()
        };
        assert_eq!(expire("2027-05-01T12:59:59Z", 10).await, 0);
        assert_eq!(expire(ONE, 0).await, 0);
        assert_eq!(expire(ONE, 10).await, 1);
        assert!(matches!(read().await, Err(Refused::Deleted)));
        assert!(matches!(store.fixed(&FixedId::of([1; 16]), NOON).await, Err(Refused::Deleted)));
        assert!(app::store::DraftStore::draft(&*store, &draft(1, 1, "a").id).await.is_err());
        assert_eq!(expire(TWO, 10).await, 0);
        assert_eq!(store.read(&id(2), Which::Latest).await.unwrap().revision, 1);
    })
    .await;
}

#[tokio::test]
async fn the_status_is_told_with_every_revision_and_is_part_of_none() {
    every(async |store: Store| {
        let editor = filled(&store).await;
        let status = async |which| store.read(&id(1), which).await.unwrap().standing.status;
        assert_eq!(status(Which::Latest).await, Status::Proposed);
        for set in [Status::Accepted, Status::Superseded("https://a.example/b".to_owned()), Status::Proposed] {
            store.decide(&id(1), &claim(&editor), Decision::Status(set.clone())).await.unwrap();
            assert_eq!((status(Which::Latest).await, status(Which::Number(1)).await), (set.clone(), set));
        }
        assert_eq!(*store.read(&id(1), Which::Number(1)).await.unwrap().content, content("one"));
    })
    .await;
}

#[tokio::test]
async fn listed_reports_are_found_by_their_words_the_newest_first() {
    every(async |store: Store| {
        let editor = filled(&store).await;
        let (_, other) = report(2, "other");
        let found = async |words: &[&str], after, most| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            let search = Search { words, at: NOON.to_owned(), after, most };
            let found = store.listed(&search).await.unwrap();
            found.into_iter().map(|listed| listed.listing.name).collect::<Vec<_>>()
        };
        assert!(found(&[], 0, 9).await.is_empty());
        let list = |its| Decision::List(its);
        store.decide(&id(1), &claim(&editor), list(Some(listing(2, ONE, "Concert")))).await.unwrap();
        store.decide(&id(2), &claim(&other), list(Some(listing(1, TWO, "Cinema")))).await.unwrap();
        assert_eq!(found(&[], 0, 9).await, ["Cinema", "Concert"]);
        assert_eq!((found(&[], 1, 9).await, found(&[], 0, 1).await), (vec!["Concert".into()], vec!["Cinema".into()]));
        assert_eq!(found(&["seats", "conc"], 0, 9).await, ["Concert"]);
        assert_eq!(found(&["\u{e4}ndern", "book", "100%_of!"], 0, 9).await, ["Cinema", "Concert"]);
        for words in [&["%"; 2][..], &["1_0"], &["!!"], &["concert", "cinema"], &["'"], &["a", "b", "c", "zz"]] {
            let is_there = words == ["%"; 2];
            assert_eq!(found(words, 0, 9).await.is_empty(), !is_there, "{words:?}");
        }
        assert!(store.read(&id(1), Which::Number(1)).await.unwrap().standing.is_listed);

        // The words of the newest revision stay, whoever lists an older one after it.
        store.decide(&id(1), &claim(&editor), list(Some(listing(1, ONE, "Older")))).await.unwrap();
        store.decide(&id(1), &claim(&editor), list(Some(listing(3, ONE, "Newer")))).await.unwrap();
        assert_eq!(found(&[], 0, 9).await, ["Cinema", "Newer"]);
        store.decide(&id(1), &claim(&editor), list(None)).await.unwrap();
        assert!(!store.read(&id(1), Which::Latest).await.unwrap().standing.is_listed);
        assert_eq!(found(&[], 0, 9).await, ["Cinema"]);
        store.decide(&id(2), &claim(&other), Decision::KeepUntil(Some(NOON.to_owned()))).await.unwrap();
        assert!(found(&[], 0, 9).await.is_empty(), "it has expired");
        let expired = Expired { drafts: None, marks: String::new(), now: NOON.to_owned() };
        store.expire(&expired, 10).await.unwrap();
        assert!(matches!(store.read(&id(2), Which::Latest).await, Err(Refused::Deleted)));
    })
    .await;
}

#[tokio::test]
async fn no_token_of_a_right_and_no_listed_word_of_a_deleted_report_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let reviewer = token(50);
    {
        let store = sqlite(&folder).await;
        let (new, editor) = report(1, "one");
        store.publish(new, None).await.unwrap();
        let decide = async |decision| store.decide(&id(1), &claim(&editor), decision).await.unwrap();
        decide(Decision::Grant(Right::Review, until(&reviewer, None))).await;
        decide(Decision::List(Some(listing(1, NOON, "unforgettable")))).await;
        store.delete(&id(1), &claim(&editor), &Expected::Any).await.unwrap();
        store.close().await;
    }
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for word in [reviewer.reveal().as_bytes(), b"unforgettable", reviewer.hash().as_bytes()] {
            assert!(!bytes.windows(word.len()).any(|window| window == word));
        }
    }
}
