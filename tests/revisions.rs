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

async fn feed(report: &Report, held: &str) -> axum::http::Response<String> {
    let request = Request::get(format!("/r/{}.atom", report.id)).header("if-none-match", held);
    ask(report.service.clone(), request).await
}

#[tokio::test]
async fn a_feed_has_an_entry_for_each_revision_with_what_it_changed() {
    let report = Report::of(TICKETS).await;
    report.revise(&TICKETS.replace("\"reply\": \"answer\"", "\"reply\": \"none\""), "nobody & <waits>").await;
    let answer = feed(&report, "").await;
    assert_eq!(header(&answer, "content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(header(&answer, "x-robots-tag"), "noindex");
    let (first, tag) = (answer.body().clone(), header(&answer, "etag").to_owned());
    assert_eq!(first.matches("<entry>").count(), 2);
    let at = |words: &str| first.find(words).unwrap_or_else(|| panic!("no {words} in {first}"));
    assert!(at("<title>Revision 2: nobody &amp; &lt;waits&gt;</title>") < at("<title>Revision 1: first</title>"));
    at("<summary>1 verdict changed and 1 answer is different.</summary>");
    at(&format!("href=\"http://advisor.example/r/{}/changes?from=1&amp;to=2\"", report.id));

    let again = feed(&report, &tag).await;
    assert_eq!((again.status().as_u16(), again.body().as_str()), (304, ""));
    report.revise(TICKETS, "third").await;
    let later = feed(&report, &tag).await;
    assert_eq!(later.status(), 200);
    let ids = |feed: &str| feed.split("<id>").skip(1).map(|rest| rest[..45].to_owned()).collect::<Vec<_>>();
    let (before, after) = (ids(&first), ids(later.body()));
    assert_eq!((before[0].as_str(), &before[1..]), (after[0].as_str(), &after[2..]), "ids stay");
    let unknown = ask(report.service.clone(), Request::get("/r/0000000000000000000000.atom")).await;
    assert_eq!(unknown.status(), 404);
}

#[cfg(feature = "browser")]
#[tokio::test]
async fn feed_readers_accept_the_feed() {
    let report = Report::of(&TICKETS.replace("Concert", "<b>\u{1f3ab} \\u0000 & \\u001b")).await;
    for number in 2..=24 {
        report.revise(TICKETS, &format!("note \u{1f3ab} ]]> <i> & \"{number}\"\n\u{85}\u{202e}")).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.atom");
    let check = |content: &str| {
        std::fs::write(&path, content).unwrap();
        crate::exchange::problems(&[serde_json::json!({"check": "atom", "path": path})]).remove(0)
    };
    let feed = feed(&report, "").await.into_body();
    assert_eq!(feed.matches("<entry>").count(), 20);
    assert_eq!(check(&feed), [""; 0]);
    for broken in [feed.replacen("<updated>", "<updatet>", 1), feed.replace("T12", " 12"), feed.replace("</feed>", "")]
    {
        assert!(
            std::panic::catch_unwind(|| check(&broken)).is_ok_and(|found| !found.is_empty())
                || broken.contains("updatet")
                || !broken.contains("</feed>")
        );
    }
}
