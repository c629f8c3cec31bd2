//! Laws of the list of revisions.

use app::{report::FixedId, store::ForkOf};

use super::*;

#[tokio::test]
async fn revisions_are_listed_newest_first_and_in_parts() {
    every(async |store: Store| {
        let (new, token) = report(1, "1");
        store.publish(new, None).await.unwrap();
        for number in 2..=5_u32 {
            let content = Content { made_at: format!("2027-05-0{number}T12:00:00Z"), ..content(&number.to_string()) };
            store.revise(&id(1), &claim(&token), &Expected::Any, content, None).await.unwrap();
        }
        store.publish(report(2, "other").0, None).await.unwrap();
        for (before, most, expected) in [
            (None, 10, vec![5, 4, 3, 2, 1]),
            (None, 2, vec![5, 4]),
            (Some(4), 2, vec![3, 2]),
            (Some(9), 1, vec![5]),
            (Some(u32::MAX), 1, vec![5]),
            (Some(1), 2, vec![]),
            (Some(0), 2, vec![]),
        ] {
            let list = store.revisions(&id(1), before, most).await.unwrap();
            let numbers: Vec<u32> = list.revisions.iter().map(|one| one.number).collect();
            assert_eq!((list.latest, numbers), (5, expected), "{before:?} {most}");
        }
        let list = store.revisions(&id(1), Some(4), 1).await.unwrap();
        assert_eq!(list.revisions[0].made_at, "2027-05-03T12:00:00Z");
        assert_eq!(list.revisions[0].note, content("3").note);
        assert!(matches!(store.revisions(&id(3), None, 1).await, Err(Refused::Unknown)));
        store.delete(&id(1), &claim(&token), &Expected::Any).await.unwrap();
        assert!(matches!(store.revisions(&id(1), None, 1).await, Err(Refused::Deleted)));
    })
    .await;
}

#[tokio::test]
async fn a_fork_remembers_where_it_comes_from_and_nothing_else_does() {
    every(async |store: Store| {
        let link = FixedId::of([7; 16]);
        store.publish(report(1, "one").0, None).await.unwrap();
        let (fork, token) = report(2, "one");
        store.publish(NewReport { origin: Some(ForkOf::Fixed(link.clone())), ..fork }, None).await.unwrap();
        let origin = async |number| store.read(&id(number), Which::Latest).await.unwrap().standing.origin;
        assert_eq!((origin(1).await, origin(2).await), (None, Some(link.clone())));
        store.revise(&id(2), &claim(&token), &Expected::Any, content("two"), None).await.unwrap();
        assert_eq!(origin(2).await, Some(link), "its later revisions do, too");
    })
    .await;
}
