//! The rights to change and to review a report: a link grants them, they hold for that report only and until they
//! expire or are given to another token, and they are required.

use std::sync::Arc;

use app::{
    links::{Claim, Decision, Grant, Right},
    report::{EditToken, ReportId},
    store::LinkStore as _,
};
use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use serde_json::Value;

use crate::{
    house::{header, send, service, state, state_over},
    memory::Memory,
};

const TICKETS: &str = r#"{"description": {"name": "Tickets", "flows": [{"steps": [{"action": "Reserve the seat"}]}]}}"#;

/// A report that a program published: its path and its edit token.
async fn report(service: &Router) -> (String, String) {
    let request = Request::post("/api/v1/reports").header("content-type", "application/json");
    let answer = send(service.clone(), request.body(TICKETS.into()).unwrap()).await;
    let published: Value = serde_json::from_slice(answer.body()).unwrap();
    (format!("/r/{}", published["id"].as_str().unwrap()), published["edit_token"].as_str().unwrap().to_owned())
}

/// Sends a request as a browser with this cookie.
async fn ask(service: &Router, method: &str, path: &str, cookie: &str, body: &str) -> Response<String> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("accept", "text/html")
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()));
    send(service.clone(), request.unwrap()).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn the_edit_link_gives_the_right_and_leads_to_the_clean_address() {
    let service = service();
    let (path, token) = report(&service).await;
    let answer = ask(&service, "GET", &format!("{path}/edit/{token}"), "", "").await;
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, &*format!("{path}?opened")));
    let cookie = header(&answer, "set-cookie");
    assert!(cookie.starts_with(&format!("edit={token}; HttpOnly; SameSite=Strict; Path={path}; Max-Age=")), "{cookie}");
    assert!(!cookie.contains("Secure"), "{cookie}");
    assert_eq!(header(&answer, "referrer-policy"), "no-referrer");
    assert_eq!(header(&answer, "cache-control"), "no-store");

    let sharing = format!("{path}/sharing");
    let page = ask(&service, "GET", &sharing, &format!("other=1; edit={token}"), "").await;
    assert!(page.body().contains(&format!("http://advisor.example{path}/edit/{token}")), "no edit link");
    assert_eq!(header(&page, "cache-control"), "private, no-cache");
    for (cookie, why) in [(String::new(), "none"), (format!("edit={}", "x".repeat(44)), "another")] {
        let page = ask(&service, "GET", &sharing, &cookie, "").await;
        assert_eq!(page.status(), 200, "{why}");
        assert!(!page.body().contains("/edit/") && !page.body().contains(&format!("{path}/delete")), "{why}");
    }
}

#[tokio::test]
async fn the_cookie_is_for_https_only_where_browsers_come_by_it() {
    let service = server::router::router(state("https://advisor.example"));
    let (path, token) = report(&service).await;
    let answer = ask(&service, "GET", &format!("{path}/edit/{token}"), "", "").await;
    assert!(header(&answer, "set-cookie").contains("; Secure;"), "{}", header(&answer, "set-cookie"));
}

#[tokio::test]
async fn a_link_followed_from_another_site_goes_on_by_itself_with_the_cookie() {
    let service = service();
    let (path, token) = report(&service).await;
    let request = Request::get(format!("{path}/edit/{token}")).header("sec-fetch-site", "cross-site");
    let answer = send(service.clone(), request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(header(&answer, "refresh"), format!("0; url={path}?opened"));
    assert!(header(&answer, "set-cookie").starts_with(&format!("edit={token}; ")));
    assert!(!String::from_utf8_lossy(answer.body()).contains(&token));
}

#[tokio::test]
async fn without_the_right_nothing_is_changed() {
    let service = service();
    let (path, token) = report(&service).await;
    let (_, stranger) = report(&service).await;
    for cookie in [String::new(), format!("edit={stranger}"), "edit=short".to_owned()] {
        for (call, body) in [("revise", ""), ("revisions", "draft=x"), ("delete", "")] {
            let answer = ask(&service, "POST", &format!("{path}/{call}"), &cookie, body).await;
            assert_eq!(answer.status(), 401, "{call} with {cookie:?}");
        }
    }
    for wrong in [stranger.as_str(), "short"] {
        let answer = ask(&service, "GET", &format!("{path}/edit/{wrong}"), "", "").await;
        assert_eq!((answer.status().as_u16(), header(&answer, "set-cookie")), (401, ""));
    }
    let page = ask(&service, "GET", &path, &format!("edit={token}"), "").await;
    assert_eq!(page.status(), 200);
}

#[tokio::test]
async fn every_cookie_is_tried() {
    let service = service();
    let (path, token) = report(&service).await;
    let (_, stranger) = report(&service).await;
    let cookie = format!("edit=short; edit={stranger}; edit={token}");
    let page = ask(&service, "GET", &format!("{path}/sharing"), &cookie, "").await;
    assert!(page.body().contains(&format!("{path}/edit/{token}")), "no edit link");
    assert_eq!(ask(&service, "POST", &format!("{path}/revise"), &cookie, "").await.status(), 303);
    let too_many = format!("{}edit={token}", format!("edit={stranger}; ").repeat(8));
    assert_eq!(ask(&service, "POST", &format!("{path}/delete"), &too_many, "").await.status(), 401);
    assert_eq!(ask(&service, "POST", &format!("{path}/delete"), &cookie, "").await.status(), 303);
}

#[tokio::test]
async fn with_the_right_a_draft_becomes_the_next_revision_and_the_report_can_go() {
    let service = service();
    let (path, token) = report(&service).await;
    let cookie = format!("edit={token}");
    let answer = ask(&service, "POST", &format!("{path}/revise"), &cookie, "").await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let draft = header(&answer, "location").strip_prefix("/d/").unwrap().to_owned();
    // Nothing differs, so it is asked first whether that shall be a revision.
    let asked = ask(&service, "POST", &format!("{path}/revisions"), &cookie, &format!("draft={draft}&note=same")).await;
    let back = format!("/d/{draft}?did=nothing_differs&note=same");
    assert_eq!((asked.status().as_u16(), header(&asked, "location")), (303, back.as_str()));
    let page = ask(&service, "GET", &back, &cookie, "").await;
    for told in ["Nothing is published", "Nothing differs from revision 1.", "value=\"same\""] {
        assert!(page.body().contains(told), "no {told} in {}", page.body());
    }
    let body = format!("draft={draft}&anyway=yes&note=second+thoughts");
    // The same form makes no further revision, but another note does.
    for (more, revision) in [("", 2), ("", 2), ("+again", 3), ("+again", 3)] {
        let answer = ask(&service, "POST", &format!("{path}/revisions"), &cookie, &format!("{body}{more}")).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, &*format!("{path}?published")));
        let page = ask(&service, "GET", &path, &cookie, "").await;
        assert!(page.body().contains(&format!(", revision {revision} ")) && page.body().contains("second thoughts"));
    }

    // Somebody else adds a revision meanwhile. It must not be overwritten.
    let put = Request::put(format!("/api/v1/reports/{}", &path[3..]))
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {token}"))
        .header("if-match", "\"3\"")
        .body(Body::from(TICKETS));
    assert_eq!(send(service.clone(), put.unwrap()).await.status(), 200);
    let answer = ask(&service, "POST", &format!("{path}/revisions"), &cookie, &body).await;
    assert_eq!(answer.status(), 412);

    let answer = ask(&service, "POST", &format!("{path}/delete"), &cookie, "").await;
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, &*format!("{path}?deleted")));
    assert!(header(&answer, "set-cookie").contains("Max-Age=0"), "{}", header(&answer, "set-cookie"));
    let gone = ask(&service, "GET", &format!("{path}?deleted"), "", "").await;
    assert!(gone.status() == 410 && gone.body().contains("You deleted this report"), "{}", gone.body());
    let gone = ask(&service, "GET", &path, "", "").await;
    assert!(gone.status() == 410 && !gone.body().contains("You deleted this report"), "{}", gone.body());
    assert_eq!(ask(&service, "GET", &format!("/d/{draft}"), "", "").await.status(), 404, "its draft is gone with it");
}

/// Sends a call of the API with this token.
async fn call(service: &Router, method: &str, path: &str, token: Option<&str>, body: &str) -> Response<String> {
    let mut request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let request = request.header("if-match", "*").body(Body::from(body.to_owned()));
    send(service.clone(), request.unwrap()).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

/// The value of a field of an answer in JSON.
fn field(answer: &Response<String>, name: &str) -> String {
    let json: Value = serde_json::from_str(answer.body()).unwrap();
    json[name].as_str().unwrap_or_else(|| panic!("no {name} in {}", answer.body())).to_owned()
}

/// A report with every sort of token.
struct Tokens {
    service: Router,
    id: String,
    edit: String,
    /// Those that give no right, or none any more.
    useless: Vec<(&'static str, Option<String>)>,
}

async fn tokens() -> Tokens {
    let store = Arc::new(Memory::default());
    let service = server::router::router(state_over("http://advisor.example", store.clone()));
    let (path, first) = report(&service).await;
    let (_, stranger) = report(&service).await;
    let id = path[3..].to_owned();
    let rights = format!("/api/v1/reports/{id}/rights");
    let renew = async |right: &str, token: &str, body: &str| {
        let answer = call(&service, "PUT", &format!("{rights}/{right}"), Some(token), body).await;
        assert_eq!(answer.status(), 200, "{}", answer.body());
        let token = field(&answer, "token");
        assert_eq!(field(&answer, "url"), format!("http://advisor.example{path}/{right}/{token}"));
        assert_eq!(header(&answer, "cache-control"), "no-store");
        token
    };
    let edit = renew("edit", &first, "{}").await;
    let withdrawn = renew("review", &edit, "{\"expires_at\": null}").await;
    let answer = call(&service, "DELETE", &format!("{rights}/review"), Some(&edit), "").await;
    assert_eq!(answer.status(), 204);
    // The clock of these tests stands still, so a right is kept that has expired already.
    let expired = EditToken::of([99; 32]);
    let now = "2027-05-01T12:00:00Z".to_owned();
    let by = Claim { token: EditToken::parse(&edit).unwrap().hash(), at: now.clone() };
    let grant = Grant { token: expired.hash(), expires_at: Some(now) };
    store.decide(&ReportId::parse(&id).unwrap(), &by, Decision::Grant(Right::Review, grant)).await.unwrap();
    let useless = vec![
        ("none", None),
        ("another report's", Some(stranger)),
        ("renewed", Some(first)),
        ("withdrawn", Some(withdrawn)),
        ("expired", Some(expired.reveal().to_owned())),
    ];
    Tokens { service, id, edit, useless }
}

#[tokio::test]
async fn every_call_that_changes_something_needs_the_right_to_edit() {
    let Tokens { service, id, edit, useless, .. } = tokens().await;
    for (which, token) in &useless {
        for (method, rest, body) in CHANGES {
            let answer = call(&service, method, &format!("/api/v1/reports/{id}{rest}"), token.as_deref(), body).await;
            assert_eq!(answer.status(), 401, "{method} {rest} with {which}: {}", answer.body());
        }
        if let Some(token) = token {
            for right in ["edit", "review"] {
                let link = ask(&service, "GET", &format!("/r/{id}/{right}/{token}"), "", "").await;
                assert_eq!((link.status().as_u16(), header(&link, "set-cookie")), (401, ""), "{which} as {right}");
                let cookie = format!("{right}={token}");
                for act in ["revise", "revisions", "delete", "sharing"] {
                    let body = "draft=x&decide=fix";
                    let answer = ask(&service, "POST", &format!("/r/{id}/{act}"), &cookie, body).await;
                    assert_eq!(answer.status(), 401, "{act} with {which} as {right}");
                }
                let page = ask(&service, "GET", &format!("/r/{id}/sharing"), &cookie, "").await;
                assert_eq!(page.status(), 200);
                assert!(!page.body().contains("<form method=\"post\""), "{which} as {right}");
            }
        }
    }
    // A reviewer may open the review link, and may change as little as the others.
    let rights = format!("/api/v1/reports/{id}/rights/review");
    let review = field(&call(&service, "PUT", &rights, Some(&edit), "{\"expires_at\": \"2027-05-01\"}").await, "token");
    for (method, rest, body) in CHANGES {
        let answer = call(&service, method, &format!("/api/v1/reports/{id}{rest}"), Some(&review), body).await;
        assert_eq!(answer.status(), 401, "{method} {rest} with review: {}", answer.body());
    }
    let link = ask(&service, "GET", &format!("/r/{id}/review/{review}"), "", "").await;
    assert_eq!(link.status(), 303);
    assert!(
        header(&link, "set-cookie").starts_with(&format!("review={review}; HttpOnly; SameSite=Strict; Path=/r/{id}"))
    );
    assert_eq!(ask(&service, "GET", &format!("/r/{id}/edit/{review}"), "", "").await.status(), 401);
    let page = ask(&service, "GET", &format!("/r/{id}/sharing"), &format!("review={review}"), "").await;
    assert!(page.body().contains(&format!("/review/{review}")) && !page.body().contains("/edit/"));
    assert_eq!(
        ask(&service, "POST", &format!("/r/{id}/sharing"), &format!("review={review}"), "decide=fix").await.status(),
        401
    );
    // Whoever edits may review.
    assert_eq!(ask(&service, "GET", &format!("/r/{id}/review/{edit}"), "", "").await.status(), 303);
    // With the right to edit, each of them is done; deleting comes last.
    for (method, rest, body) in CHANGES {
        let answer = call(&service, method, &format!("/api/v1/reports/{id}{rest}"), Some(&edit), body).await;
        let expected = if rest.starts_with("/fixed-links/") { 404 } else { 299 };
        assert!(answer.status().as_u16() <= expected, "{method} {rest}: {} {}", answer.status(), answer.body());
    }
    for (method, rest, body) in CHANGES {
        let answer = call(&service, method, &format!("/api/v1/reports/{id}{rest}"), Some(&edit), body).await;
        assert_eq!(answer.status(), 410, "{method} {rest}: {}", answer.body());
    }
}

/// Every call that changes a report, with a body that it takes.
const CHANGES: [(&str, &str, &str); 10] = [
    ("PUT", "", TICKETS),
    ("PUT", "/rights/review", "{}"),
    ("DELETE", "/rights/review", ""),
    ("POST", "/fixed-links", "{}"),
    ("GET", "/fixed-links", ""),
    ("DELETE", "/fixed-links/0123456789012345678901", ""),
    ("PUT", "/status", "{\"status\": \"accepted\"}"),
    ("PUT", "/expiry", "{}"),
    ("PUT", "/listing", "{\"listed\": true}"),
    ("DELETE", "", ""),
];

#[tokio::test]
async fn an_old_link_leads_to_the_report_and_to_the_draft_that_is_kept() {
    let Tokens { service, id, edit, useless, .. } = tokens().await;
    let draft = ask(&service, "POST", &format!("/r/{id}/revise"), &format!("edit={edit}"), "").await;
    let draft = header(&draft, "location").to_owned();
    let (_, renewed) = useless.iter().find(|(which, _)| *which == "renewed").unwrap();
    let renewed = renewed.as_ref().unwrap();
    let cookie = format!("edit={renewed}; draft={}", draft.strip_prefix("/d/").unwrap());
    for (method, path) in [("GET", format!("/r/{id}/edit/{renewed}")), ("POST", format!("/r/{id}/revise"))] {
        let page = ask(&service, method, &path, &cookie, "").await;
        assert_eq!(page.status(), 401, "{path}");
        for part in ["renewed or withdrew", &*format!("href=\"/r/{id}\""), &*format!("href=\"{draft}\"")] {
            assert!(page.body().contains(part), "no {part} in {}", page.body());
        }
    }
}

#[tokio::test]
async fn what_the_page_for_sharing_cannot_take_is_shown_again_with_its_faults() {
    let Tokens { service, id, edit, .. } = tokens().await;
    let cookie = format!("edit={edit}");
    for (form, kept, told) in [
        ("decide=renew&right=review&until=2020-01-01", "value=\"2020-01-01\"", "This time is past."),
        ("decide=keep&until=2020-01-02", "value=\"2020-01-02\"", "This time is past."),
        ("decide=status&status=superseded&by=wiki", "value=\"wiki\"", "This address cannot be named here."),
    ] {
        let page = ask(&service, "POST", &format!("/r/{id}/sharing"), &cookie, form).await;
        assert_eq!(page.status(), 422, "{form}");
        assert_eq!(page.body().matches(kept).count(), 1, "{form}: {}", page.body());
        assert!(page.body().contains(told) && page.body().contains("min=\"2027-05-01\""), "{form}: {}", page.body());
    }
}

#[tokio::test]
async fn once_the_right_to_edit_is_withdrawn_nobody_has_it() {
    let Tokens { service, id, edit, .. } = tokens().await;
    let form = "decide=withdraw&right=edit";
    let answer = ask(&service, "POST", &format!("/r/{id}/sharing"), &format!("edit={edit}"), form).await;
    assert_eq!(answer.status(), 303);
    assert!(header(&answer, "set-cookie").starts_with("edit=;") && header(&answer, "set-cookie").contains("Max-Age=0"));
    assert_eq!(ask(&service, "POST", &format!("/r/{id}/delete"), &format!("edit={edit}"), "").await.status(), 401);
    assert_eq!(ask(&service, "GET", &format!("/r/{id}"), "", "").await.status(), 200);
}

#[tokio::test]
async fn a_renewed_edit_link_goes_on_in_the_same_browser() {
    let Tokens { service, id, edit, .. } = tokens().await;
    let form = "decide=renew&right=edit&until=2027-05-02";
    let answer = ask(&service, "POST", &format!("/r/{id}/sharing"), &format!("edit={edit}"), form).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, &*format!("/r/{id}/sharing#edit")));
    let cookie = header(&answer, "set-cookie").split(';').next().unwrap().to_owned();
    assert_ne!(cookie, format!("edit={edit}"));
    let page = ask(&service, "GET", &format!("/r/{id}/sharing"), &cookie, "").await;
    assert!(page.body().contains("until 2 May 2027, 23:59 UTC"), "{}", page.body());
    for (until, status) in [("2027-04-30", 422), ("soon", 422), ("", 303)] {
        let form = format!("decide=renew&right=review&until={until}");
        let answer = ask(&service, "POST", &format!("/r/{id}/sharing"), &cookie, &form).await;
        assert_eq!(answer.status(), status, "{until}");
    }
}

#[tokio::test]
async fn a_report_whose_time_has_come_is_gone_before_upkeep_deletes_it() {
    let store = Arc::new(Memory::default());
    let service = server::router::router(state_over("http://advisor.example", store.clone()));
    let (path, edit) = report(&service).await;
    let id = path[3..].to_owned();
    let fixed = call(&service, "POST", &format!("/api/v1/reports/{id}/fixed-links"), Some(&edit), "{}").await;
    let fixed = field(&fixed, "id");
    let api = ["", "/revisions/1", "/revisions", "/diff?from=1&to=1", "/remarks", "/ballots", "/status"]
        .map(|rest| format!("/api/v1/reports/{id}{rest}"));
    let pages = ["", ".svg", ".md", ".atom", "/revisions", "/v/1", "/changes?from=1&to=1", "/remarks", "/ballots"]
        .map(|rest| format!("/r/{id}{rest}"));
    let others = [format!("/embed/{id}"), format!("/f/{fixed}"), format!("/api/v1/fixed/{fixed}")];
    let paths: Vec<&String> = api.iter().chain(&pages).chain(&others).collect();
    for path in &paths {
        let before = ask(&service, "GET", path, "", "").await.status().as_u16();
        assert!(before == 200 || before == 422, "{path} {before}");
    }
    // The clock of these tests stands still, so its time is now.
    let now = "2027-05-01T12:00:00Z".to_owned();
    let by = Claim { token: EditToken::parse(&edit).unwrap().hash(), at: now.clone() };
    store.decide(&ReportId::parse(&id).unwrap(), &by, Decision::KeepUntil(Some(now))).await.unwrap();
    for path in &paths {
        assert_eq!(ask(&service, "GET", path, "", "").await.status(), 410, "{path}");
    }
}
