//! The pages of a report's revisions, read without a script.

use axum::http::Request;

use crate::{
    api::{TICKETS, revisions::Report},
    house::ask,
};

async fn page(report: &Report, below: &str) -> String {
    let answer = ask(report.service.clone(), Request::get(format!("/r/{}{below}", report.id))).await;
    assert_eq!(answer.status(), 200, "{below}: {}", answer.body());
    answer.into_body()
}

#[tokio::test]
async fn the_list_leads_to_each_revision_and_to_what_changed() {
    let report = Report::of(TICKETS).await;
    let only = page(&report, "/revisions").await;
    assert!(only.contains("There is one revision so far.") && !only.contains("Compare two"), "{only}");
    report.revise(TICKETS, "<b>again</b>").await;
    let list = page(&report, "/revisions").await;
    let id = &report.id;
    for way in [format!("/r/{id}/v/2"), format!("/r/{id}/changes?from=1&amp;to=2"), format!("/r/{id}.atom")] {
        assert!(list.contains(&format!("href=\"{way}\"")), "no {way} in {list}");
    }
    assert!(list.contains("&lt;b&gt;again&lt;/b&gt;"));
    assert!(page(&report, "").await.contains(&format!("href=\"/r/{id}/revisions\"")), "the report leads there");
    assert!(page(&report, "/changes").await.contains("Nothing differs."));
}

#[tokio::test]
async fn what_changed_is_told_verdicts_first_and_marked_in_the_picture() {
    let report = Report::of(TICKETS).await;
    let step = r#"{"action": "Print the ticket", "from": "booking", "to": ["printer"]}"#;
    let (kept, _) = TICKETS.split_once(r#"{"action": "Send"#).unwrap();
    let changed = format!("{}{step}]}}]}}", kept.replace("\"reply\": \"answer\"", "\"reply\": \"none\""));
    report.revise(&changed, "second").await;
    let page = page(&report, "/changes?from=1&to=2").await;
    let told = "1 verdict changed, 1 step is new, 1 step is gone and 1 answer is different.";
    assert!(page.contains(told), "{page}");
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words} in {page}"));
    assert!(place("id=\"verdicts\"") < place("id=\"picture\"") && place("id=\"picture\"") < place("id=\"said\""));
    for sign in ["+ new", "\u{2212} gone", "\u{2212} Send the confirmation e-mail", "Who waits for the outcome"] {
        place(sign);
    }
    assert!(page.contains("class=\"badge full\"") && page.contains("class=\"ghost\""), "the picture has its signs");
}
