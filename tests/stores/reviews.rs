//! Laws of remarks and ballots.

use app::{
    links::{Claim, Decision, Grant, Right},
    report::EditToken,
    review::{Ballot, Fate, Kept, MOST_BALLOTS, MOST_REMARKS, NewRemark, Remark, RemarkKind},
    store::{Expected, Refused},
};

use super::{Store, claim, every, id, report};

fn remark(by: &str, kind: RemarkKind) -> NewRemark {
    NewRemark {
        made_at: "2027-05-01T12:00:00Z".to_owned(),
        revision: 1,
        stood: "0123456789abcdef".to_owned(),
        remark: Remark {
            kind,
            at: "/flows/book/steps/charge-card".to_owned(),
            by: by.to_owned(),
            text: "\u{0}\u{1}☕\n\u{202e}<b>'; DROP TABLE remarks; --".to_owned(),
            asked: (kind == RemarkKind::Question).then(|| "Bo \u{0}".to_owned()),
        },
    }
}

fn ballot(by: &str, answer: &str) -> Ballot {
    let answers = [("reply".to_owned(), answer.to_owned())].into();
    let answers = [("/flows/book/steps/charge-card".to_owned(), answers)].into();
    let (made_at, by) = ("2027-05-01T12:00:00Z".to_owned(), by.to_owned());
    Ballot { number: 0, made_at, revision: 1, by, answers, is_hidden: false }
}

/// An empty store with a published report, and the right to change it.
async fn published(store: &Store) -> Claim {
    let (new, token) = report(1, "one");
    store.publish(new, None).await.unwrap();
    claim(&token)
}

#[tokio::test]
async fn remarks_are_read_as_they_were_written_in_their_order() {
    every(async |store: Store| {
        let token = published(&store).await;
        assert_eq!(store.remarks(&id(1)).await.unwrap(), []);
        let mut expected = Vec::new();
        for (number, kind) in (1..).zip(RemarkKind::ALL) {
            let new = remark("Ann", kind);
            assert_eq!(store.remark(&id(1), &token, new.clone()).await.unwrap(), number);
            let NewRemark { made_at, revision, stood, remark } = new;
            expected.push(Kept { number, made_at, revision, stood, remark, is_hidden: false, is_settled: false });
        }
        assert_eq!(store.remarks(&id(1)).await.unwrap(), expected);
        // The same remark again is the same remark; another revision or name makes another.
        assert_eq!(store.remark(&id(1), &token, remark("Ann", RemarkKind::Comment)).await.unwrap(), 1);
        assert_eq!(store.remark(&id(1), &token, remark("Bo", RemarkKind::Comment)).await.unwrap(), 5);
        let later = NewRemark { revision: 2, ..remark("Ann", RemarkKind::Comment) };
        assert_eq!(store.remark(&id(1), &token, later).await.unwrap(), 6);
    })
    .await;
}

#[tokio::test]
async fn a_remark_is_hidden_and_settled_and_keeps_its_number() {
    every(async |store: Store| {
        let token = published(&store).await;
        let leave = async || store.remark(&id(1), &token, remark("Ann", RemarkKind::Comment)).await.unwrap();
        let decide = async |number, fate| store.decide_remark(&id(1), &token, number, fate).await;
        assert_eq!(leave().await, 1);
        decide(1, Fate::Hidden(true)).await.unwrap();
        assert_eq!(leave().await, 2, "what was hidden may be said again");
        decide(2, Fate::Settled(true)).await.unwrap();
        let marks = async || {
            let remarks = store.remarks(&id(1)).await.unwrap();
            remarks.iter().map(|kept| (kept.is_hidden, kept.is_settled)).collect::<Vec<_>>()
        };
        assert_eq!(marks().await, [(true, false), (false, true)]);
        decide(1, Fate::Hidden(false)).await.unwrap();
        decide(2, Fate::Settled(false)).await.unwrap();
        assert_eq!(marks().await, [(false, false), (false, false)]);
        for number in [0, 3, u32::MAX] {
            assert!(matches!(decide(number, Fate::Hidden(true)).await, Err(Refused::Unknown)), "{number}");
        }
    })
    .await;
}

#[tokio::test]
async fn ballots_are_kept_and_the_same_one_only_once() {
    every(async |store: Store| {
        let token = published(&store).await;
        let cast = async |ballot| store.cast(&id(1), &token, ballot).await.unwrap();
        assert_eq!(cast(ballot("Ann", "answer")).await, 1);
        assert_eq!(cast(ballot("Bo", "none")).await, 2);
        assert_eq!(cast(ballot("Ann", "answer")).await, 1);
        assert_eq!(cast(ballot("Ann", "none")).await, 3);
        assert_eq!(cast(ballot("Ann", "answer")).await, 4, "the newest one says something else");
        let expected = [("Ann", "answer"), ("Bo", "none"), ("Ann", "none"), ("Ann", "answer")];
        let expected: Vec<Ballot> =
            (1..).zip(expected).map(|(number, (by, answer))| Ballot { number, ..ballot(by, answer) }).collect();
        assert_eq!(store.ballots(&id(1)).await.unwrap(), expected);
        store.hide_ballot(&id(1), &token, 4, true).await.unwrap();
        assert!(store.ballots(&id(1)).await.unwrap()[3].is_hidden);
        store.hide_ballot(&id(1), &token, 4, false).await.unwrap();
        assert_eq!(store.ballots(&id(1)).await.unwrap(), expected);
        assert!(matches!(store.hide_ballot(&id(1), &token, 5, true).await, Err(Refused::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn only_who_may_leaves_something_and_it_goes_with_the_report() {
    every(async |store: Store| {
        let token = published(&store).await;
        let (other, others) = report(2, "other");
        store.publish(other, None).await.unwrap();
        let (new, others) = (remark("Ann", RemarkKind::Comment), claim(&others));
        store.remark(&id(1), &token, new.clone()).await.unwrap();
        store.cast(&id(1), &token, ballot("Ann", "answer")).await.unwrap();
        assert!(matches!(store.remark(&id(1), &others, new.clone()).await, Err(Refused::WrongToken)));
        let hidden = store.decide_remark(&id(1), &others, 1, Fate::Hidden(true)).await;
        assert!(matches!(hidden, Err(Refused::WrongToken)));
        assert!(matches!(store.cast(&id(1), &others, ballot("Bo", "none")).await, Err(Refused::WrongToken)));
        assert!(matches!(store.hide_ballot(&id(1), &others, 1, true).await, Err(Refused::WrongToken)));
        assert!(matches!(store.remarks(&id(3)).await, Err(Refused::Unknown)));
        assert!(matches!(store.ballots(&id(3)).await, Err(Refused::Unknown)));
        assert_eq!(store.remarks(&id(2)).await.unwrap(), []);
        assert_eq!(store.remarks(&id(1)).await.unwrap().len(), 1);

        store.delete(&id(1), &token, &Expected::Any).await.unwrap();
        assert!(matches!(store.remarks(&id(1)).await, Err(Refused::Deleted)));
        assert!(matches!(store.ballots(&id(1)).await, Err(Refused::Deleted)));
        assert!(matches!(store.remark(&id(1), &token, new).await, Err(Refused::Deleted)));
        assert!(matches!(store.cast(&id(1), &token, ballot("Ann", "answer")).await, Err(Refused::Deleted)));
    })
    .await;
}

#[tokio::test]
async fn there_are_only_so_many() {
    every(async |store: Store| {
        let token = published(&store).await;
        for number in 0..MOST_REMARKS {
            store.remark(&id(1), &token, remark(&format!("P{number}"), RemarkKind::Agreement)).await.unwrap();
        }
        let more = store.remark(&id(1), &token, remark("Ann", RemarkKind::Agreement)).await;
        assert!(matches!(more, Err(Refused::Full)));
        assert_eq!(store.remark(&id(1), &token, remark("P7", RemarkKind::Agreement)).await.unwrap(), 8);
        for number in 0..MOST_BALLOTS {
            store.cast(&id(1), &token, ballot(&format!("P{number}"), "none")).await.unwrap();
        }
        assert!(matches!(store.cast(&id(1), &token, ballot("Ann", "none")).await, Err(Refused::Full)));
    })
    .await;
}

#[tokio::test]
async fn a_reviewer_leaves_and_settles_and_only_an_editor_hides() {
    every(async |store: Store| {
        let editor = published(&store).await;
        let token = EditToken::of([50; 32]);
        let grant = Grant { token: token.hash(), expires_at: Some("2027-05-01T13:00:00Z".to_owned()) };
        store.decide(&id(1), &editor, Decision::Grant(Right::Review, grant)).await.unwrap();
        let reviewer = claim(&token);
        let later = Claim { at: "2027-05-01T13:00:00Z".to_owned(), ..reviewer.clone() };
        assert_eq!(store.remark(&id(1), &reviewer, remark("Ann", RemarkKind::Dissent)).await.unwrap(), 1);
        assert_eq!(store.cast(&id(1), &reviewer, ballot("Ann", "none")).await.unwrap(), 1);
        store.decide_remark(&id(1), &reviewer, 1, Fate::Settled(true)).await.unwrap();
        let hidden = store.decide_remark(&id(1), &reviewer, 1, Fate::Hidden(true)).await;
        assert!(matches!(hidden, Err(Refused::WrongToken)));
        assert!(matches!(store.hide_ballot(&id(1), &reviewer, 1, true).await, Err(Refused::WrongToken)));
        let expired = store.remark(&id(1), &later, remark("Bo", RemarkKind::Comment)).await;
        assert!(matches!(expired, Err(Refused::WrongToken)));
        store.decide_remark(&id(1), &editor, 1, Fate::Hidden(true)).await.unwrap();
        store.hide_ballot(&id(1), &editor, 1, true).await.unwrap();
    })
    .await;
}
