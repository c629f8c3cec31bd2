//! The learning pages: each is there, leads on, is led to by what it teaches, and answers what is tried.

use std::collections::BTreeSet;

use advice::rules;
use app::pages::learn::{ALL, Lesson};

use crate::{
    house::service,
    pages::{get, is_sound},
};

#[tokio::test]
async fn the_list_leads_to_every_page_and_each_to_the_next() {
    let service = service();
    let list = get(&service, "/learn").await;
    assert_eq!(list.status(), 200);
    is_sound(list.body());
    for (index, lesson) in ALL.iter().enumerate() {
        let path = lesson.path();
        assert!(list.body().contains(&format!("href=\"{path}\"")), "{path}");
        let page = get(&service, &path).await;
        assert_eq!(page.status(), 200, "{path}");
        is_sound(page.body());
        assert!(page.body().contains(&format!("<h1>{}</h1>", lesson.title)), "{path}");
        assert!(page.body().contains("<small class=\"sources\">"), "{path} names its sources");
        let next = ALL.get(index + 1).map_or_else(|| "/".to_owned(), Lesson::path);
        let nav = page.body().split_once("aria-label=\"Before and after this page\"").unwrap().1;
        assert!(nav.contains(&format!("href=\"{next}\"")), "{path} leads to {next}");
    }
    assert_eq!(get(&service, "/learn/nothing").await.status(), 404);
}

#[tokio::test]
async fn what_a_page_teaches_leads_to_it() {
    let service = service();
    let words = get(&service, "/words").await.into_body();
    let mut taught = BTreeSet::new();
    for lesson in &ALL {
        let link = format!("href=\"{}\"", lesson.path());
        for id in lesson.teaches {
            assert!(taught.insert(id), "{id} is taught twice");
            let kinds: Vec<&str> = rules::shipped().find(id).map(|rule| rule.kind.name()).collect();
            assert!(!kinds.is_empty(), "{id} is no rule");
            let rule = get(&service, &format!("/rules/{id}")).await.into_body();
            assert!(rule.contains(&link), "/rules/{id} does not lead to {}", lesson.path());
            if kinds.contains(&"word") {
                let word = words.split_once(&format!("id=\"word-{id}\"")).unwrap().1;
                assert!(word.split_once("</section>").unwrap().0.contains(&link), "the word {id}");
            }
        }
    }
    let matrix = get(&service, "/matrix?consumer_count=single&response_time=milliseconds").await.into_body();
    assert!(matrix.contains("href=\"/learn/restaurant\""), "{matrix}");
    let found = get(&service, "/search?q=anti-patterns").await.into_body();
    assert!(found.contains("href=\"/learn/anti-patterns\""), "{found}");
}

#[tokio::test]
async fn what_is_tried_stands_in_the_address_and_is_answered() {
    let service = service();
    let tried = [
        ("/learn/restaurant?steak=30", "served after 38 minutes"),
        ("/learn/restaurant?steak=4000000000", "served after 48 minutes"),
        ("/learn/events-and-commands?phrase=Parcel+is+delivered", "Parcel<wbr>Delivered<wbr>"),
        ("/learn/events-and-commands?phrase=%3Cscript%3E", "&lt;script&gt;"),
        ("/learn/events-and-commands?phrase=%3F", "id=\"phrase\""),
        ("/learn/bank-transfer", "href=\"/rules/saga\""),
        ("/learn/bank-transfer?way=locks", "href=\"/rules/two_phase_commit\""),
        ("/learn/bank-transfer?way=one", "href=\"/rules/local_transaction\""),
        ("/learn/event-sourcing?at=7", ">360</p>"),
        ("/learn/event-sourcing?at=0", ">0</p>"),
        ("/learn/event-sourcing?at=99", ">360</p>"),
        ("/learn/event-sourcing?at=soon", ">340</p>"),
        ("/learn/cqrs?shape=alike", "CQRS: not now"),
        ("/learn/cqrs?shape=many_read_views", "CQRS: recommended"),
        ("/learn/hybrid-flows", "Save the order while the customer waits; everything after that reacts to one event"),
        ("/learn/hybrid-flows?waits=customer", "Save the order and charge the card while the customer waits"),
    ];
    for (address, part) in tried {
        let page = get(&service, address).await;
        assert_eq!(page.status(), 200, "{address}");
        is_sound(page.body());
        let text = page.body().replace("<!---->", "");
        assert!(text.contains(part), "{part} is not on {address}: {text}");
    }
}
