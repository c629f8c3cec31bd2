//! The pages of a report's revisions, read without a script.

use axum::http::Request;

use crate::{
    api::{TICKETS, revisions::Report},
    house::{ask, header},
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

/// The link of a feed with this relation.
fn link_of<'f>(feed: &'f str, relation: &str) -> Option<&'f str> {
    let link = feed.split_once(&format!("<link rel=\"{relation}\""))?.1;
    link.split_once("href=\"http://advisor.example")?.1.split('"').next()
}

#[tokio::test]
async fn a_long_feed_leads_to_older_revisions_until_the_first() {
    let report = Report::of(TICKETS).await;
    for number in 2..=41 {
        report.revise(TICKETS, &format!("note {number}")).await;
    }
    let address = format!("/r/{}.atom", report.id);
    let (mut way, mut seen) = (address.clone(), Vec::new());
    for documents in 1..=3 {
        let answer = ask(report.service.clone(), Request::get(&way)).await;
        assert_eq!(answer.status(), 200, "{way}");
        let feed = answer.body();
        assert_eq!(link_of(feed, "self"), Some(way.as_str()));
        assert_eq!(link_of(feed, "first"), Some(address.as_str()));
        let titles = feed.split("<title>Revision ").skip(1);
        seen.extend(titles.map(|title| title.split([':', '<']).next().unwrap().parse::<u32>().unwrap()));
        match link_of(feed, "next") {
            Some(next) => next.clone_into(&mut way),
            None => assert_eq!(documents, 3, "{feed}"),
        }
    }
    assert_eq!(seen, (1..=41).rev().collect::<Vec<_>>(), "each revision once");
    assert_eq!(ask(report.service.clone(), Request::get(format!("{address}?before=x"))).await.status(), 400);
}

#[cfg(feature = "browser")]
#[tokio::test]
async fn feed_readers_accept_the_feed() {
    let report = Report::of(&TICKETS.replace("Concert", "<b>\u{1f3ab} ]]> &")).await;
    for number in 2..=24 {
        report.revise(TICKETS, &format!("note \u{1f3ab} ]]> <i> & \"{number}\"\n\u{85}\u{202e}")).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.atom");
    let check = |content: &str| {
        std::fs::write(&path, content).unwrap();
        crate::exchange::exports::problems(&[serde_json::json!({"check": "atom", "path": path})]).remove(0)
    };
    let feed = feed(&report, "").await.into_body();
    assert_eq!(feed.matches("<entry>").count(), 20);
    assert_eq!(check(&feed), [""; 0]);
    let older = ask(report.service.clone(), Request::get(link_of(&feed, "next").unwrap())).await;
    assert_eq!(check(older.body()), [""; 0]);
    for broken in [feed.replacen("<updated>", "<was>", 1), feed.replace("T12", " 12"), feed.replace("</feed>", "")] {
        assert_ne!(check(&broken), [""; 0], "{broken:.300}");
    }
}

/// Sends a form as a browser that may change the report.
async fn post(report: &Report, path: &str, body: &str) -> axum::http::Response<String> {
    let token = report.token.strip_prefix("Bearer ").unwrap();
    let request = Request::post(path)
        .header("cookie", format!("edit={token}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(body.to_owned()));
    let answer = crate::house::send(report.service.clone(), request.unwrap()).await;
    answer.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

/// The description of a draft.
async fn description(report: &Report, draft: &str) -> serde_json::Value {
    let answer = ask(report.service.clone(), Request::get(format!("/d/{draft}.json"))).await;
    serde_json::from_str(answer.body()).unwrap()
}

/// The id of the draft to which an answer leads.
fn draft_of(answer: &axum::http::Response<String>) -> String {
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let way = header(answer, "location").strip_prefix("/d/").unwrap();
    way.split('?').next().unwrap().to_owned()
}

const MAIL: &str = "back.flow=book&flow=book&step=send-the-confirmation-e-mail";

#[tokio::test]
async fn who_is_overtaken_keeps_both_versions_and_puts_them_together_answer_by_answer() {
    let report = Report::of(TICKETS).await;
    let id = &report.id;
    let mine = draft_of(&post(&report, &format!("/r/{id}/revise"), "").await);
    for answer in ["asked=reply&answer.reply=answer", "asked=consumer_count&answer.consumer_count=multiple"] {
        let body = format!("edit=answer_step&{MAIL}&{answer}");
        assert_eq!(post(&report, &format!("/d/{mine}"), &body).await.status(), 303);
    }
    let theirs = TICKETS
        .replace("\"reply\": \"none\"", "\"reply\": \"acknowledgement\"")
        .replace("Reserve the seat", "Hold the seat");
    report.revise(&theirs, "theirs").await;

    let system = ask(report.service.clone(), Request::get(format!("/d/{mine}"))).await.into_body();
    for told in ["revision 2 is published meanwhile", "That becomes revision 3.", "/changes?from=1&amp;to=2"] {
        assert!(system.contains(told), "no {told} in {system}");
    }
    let before = description(&report, &mine).await;
    let publish = format!("draft={mine}&note=mine+%3Ci%3E");
    let refused = post(&report, &format!("/r/{id}/revisions"), &publish).await;
    assert_eq!(refused.status(), 412);
    let page = refused.into_body();
    for told in [
        "Somebody else was first",
        "Revision 2 was published while you worked on yours, which began with revision 1",
        "mine &lt;i&gt;",
        "The caller needs the result",
        &format!("href=\"/d/{mine}\""),
        &format!("href=\"/r/{id}/changes?from=1&amp;to=2\""),
        "name=\"take.0\"",
    ] {
        assert!(page.contains(told), "no {told} in {page}");
    }
    assert!(!page.contains("name=\"take.1\""), "one thing is to be decided");
    assert_eq!(description(&report, &mine).await, before, "the draft stays");

    let merge = format!("/r/{id}/merge/{mine}");
    let undecided = post(&report, &merge, "mine=3&theirs=2").await;
    assert_eq!(undecided.status(), 409);
    assert!(undecided.body().contains("not decided yet"), "{}", undecided.body());
    for (seen, take, reply) in [
        ("mine=2&theirs=2", "mine", None),
        ("mine=3&theirs=2", "theirs", Some("acknowledgement")),
        ("mine=3&theirs=2", "mine", Some("answer")),
    ] {
        let answer = post(&report, &merge, &format!("{seen}&note=mine+%3Ci%3E&take.0={take}")).await;
        let Some(reply) = reply else {
            assert_eq!(answer.status(), 409, "the draft is newer than what was seen");
            continue;
        };
        assert!(header(&answer, "location").ends_with("?did=merged&note=mine%20%3Ci%3E"), "the note goes on");
        let both = draft_of(&answer);
        let steps = description(&report, &both).await["flows"][0]["steps"].clone();
        assert_eq!(steps[0]["action"], "Hold the seat", "what only they changed");
        assert_eq!(steps[1]["answers"]["consumer_count"], "multiple", "what only I changed");
        assert_eq!(steps[1]["answers"]["reply"], reply);
        if take == "mine" {
            let undone = post(&report, &format!("/d/{both}/undo"), "seen=1").await;
            assert_eq!(undone.status(), 303);
            let theirs = description(&report, &both).await;
            assert_eq!(theirs["flows"][0]["steps"][1]["answers"]["reply"], "acknowledgement", "undo leads to theirs");
            assert_eq!(post(&report, &format!("/d/{both}/redo"), "seen=0").await.status(), 303);
            let done = post(&report, &format!("/r/{id}/revisions"), &format!("draft={both}&note=both")).await;
            assert_eq!(header(&done, "location"), format!("/r/{id}?published"));
        }
    }
    let newest = crate::api::json(&report.get("").await);
    assert_eq!((&newest["revision"], &newest["note"]), (&serde_json::json!(3), &serde_json::json!("both")));
    assert_eq!(description(&report, &mine).await, before, "the draft is still there");
}

#[tokio::test]
async fn only_who_may_change_a_report_puts_versions_of_it_together() {
    let report = Report::of(TICKETS).await;
    let id = &report.id;
    let draft = draft_of(&post(&report, &format!("/r/{id}/revise"), "").await);
    let nothing = post(&report, &format!("/r/{id}/merge/{draft}"), "mine=1&theirs=1").await;
    assert_eq!((nothing.status().as_u16(), header(&nothing, "location")), (303, &*format!("/r/{id}")), "not overtaken");
    report.revise(TICKETS, "second").await;
    let path = format!("/r/{id}/merge/{draft}");
    let request = Request::get(&path).header("cookie", format!("edit={}", "x".repeat(44)));
    assert_eq!(ask(report.service.clone(), request).await.status(), 401);
    assert_eq!(ask(report.service.clone(), Request::get(&path)).await.status(), 401);
}

#[tokio::test]
async fn a_call_that_is_too_late_learns_the_newest_revision_and_where_its_difference_is() {
    let report = Report::of(TICKETS).await;
    report.revise(TICKETS, "second").await;
    report.revise(TICKETS, "third").await;
    let path = format!("/api/v1/reports/{}", report.id);
    let headers =
        [("content-type", "application/json"), ("authorization", report.token.as_str()), ("if-match", "\"1\"")];
    let answer =
        crate::api::call(&report.service, "PUT", &path, &headers, format!("{{\"description\": {TICKETS}}}")).await;
    let problem = crate::api::problem(&answer, 412, "old_revision");
    assert_eq!(
        (&problem["latest"], &problem["difference"]),
        (&serde_json::json!(3), &serde_json::json!(format!("{path}/diff?from=1&to=3")))
    );
    let found = crate::api::call(&report.service, "GET", problem["difference"].as_str().unwrap(), &[], "").await;
    assert_eq!(crate::api::json(&found)["same"], true);
}

#[tokio::test]
async fn a_page_forks_what_it_shows_once() {
    let report = Report::of(TICKETS).await;
    let shown = page(&report, "/v/1").await;
    let key = shown.split("name=\"form_key\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let path = format!("/r/{}/v/1/forks", report.id);
    let first = post(&report, &path, &format!("form_key={key}")).await;
    assert_eq!(first.status(), 303);
    let way = header(&first, "location").to_owned();
    assert!(header(&first, "set-cookie").starts_with("edit="), "it may be changed from here");
    let again = post(&report, &path, &format!("form_key={key}")).await;
    assert_eq!(header(&again, "location"), way, "the same form makes one fork");
    let fork = ask(report.service.clone(), Request::get(way.split('?').next().unwrap())).await;
    assert!(fork.body().contains("Forked from another report"), "{}", fork.body());

    let link = fork.body().split("href=\"/f/").nth(1).unwrap().split('"').next().unwrap();
    let by_link = post(&report, &format!("/f/{link}/forks"), "").await;
    assert_eq!(by_link.status(), 303, "what a fixed link shows is forked, too");
    let path = header(&by_link, "location").split('?').next().unwrap().to_owned();
    let fork = ask(report.service.clone(), Request::get(path)).await;
    assert!(fork.body().contains(&format!("href=\"/f/{link}\"")), "and leads to that link");
}
