//! `/api/v1/reports/{id}/revisions` and `…/diff`.

use axum::Router;
use serde_json::{Value, json as value};

use crate::{
    api::{JSON, TICKETS, call, json, problem},
    house::{header, service},
};

/// A report and how it is changed.
pub(crate) struct Report {
    pub(crate) service: Router,
    pub(crate) id: String,
    pub(crate) token: String,
}

impl Report {
    /// A new report of a description, with the note `first`.
    pub(crate) async fn of(description: &str) -> Self {
        let service = service();
        let body = format!("{{\"description\": {description}, \"note\": \"first\"}}");
        let answer = call(&service, "POST", "/api/v1/reports", &[JSON], body).await;
        assert_eq!(answer.status(), 201, "{}", answer.body());
        let published = json(&answer);
        let text = |name: &str| published[name].as_str().unwrap().to_owned();
        Self { service, id: text("id"), token: format!("Bearer {}", text("edit_token")) }
    }

    /// Adds a revision.
    pub(crate) async fn revise(&self, description: &str, note: &str) {
        let body = format!("{{\"description\": {description}, \"note\": {}}}", value!(note));
        let headers = [JSON, ("authorization", self.token.as_str()), ("if-match", "*")];
        let answer = call(&self.service, "PUT", &format!("/api/v1/reports/{}", self.id), &headers, body).await;
        assert_eq!(answer.status(), 200, "{}", answer.body());
    }

    /// Reads what is below the report's address.
    pub(crate) async fn get(&self, below: &str) -> axum::http::Response<String> {
        let answer = call(&self.service, "GET", &format!("/api/v1/reports/{}{below}", self.id), &[], "").await;
        answer.map(|body| body.clone())
    }
}

/// The tickets with a mail that is awaited, and with one step more.
fn awaited() -> String {
    let more = r#"{"reply": "answer", "failure_tolerance": "retry_later"}},
        {"id": "print", "action": "Print the ticket", "from": "booking", "to": ["printer"]}"#;
    TICKETS.replace(r#"{"reply": "none", "failure_tolerance": "retry_later"}}"#, more)
}

#[tokio::test]
async fn revisions_are_listed_in_parts() {
    let report = Report::of(TICKETS).await;
    for number in 2..=53 {
        report.revise(TICKETS, &format!("note {number}")).await;
    }
    let list = json(&report.get("/revisions").await);
    assert_eq!((&list["id"], &list["latest"], &list["older"]), (&value!(report.id), &value!(53), &value!(4)));
    let listed = list["revisions"].as_array().unwrap();
    assert_eq!(listed.len(), 50);
    assert_eq!(listed[0], value!({"number": 53, "made_at": "2027-05-01T12:00:00Z", "note": "note 53"}));
    let answer = report.get("/revisions?before=4").await;
    assert_eq!(header(&answer, "cache-control"), "private, no-cache");
    let list = json(&answer);
    assert_eq!((list["latest"].as_u64(), &list["older"]), (Some(53), &Value::Null));
    let numbers: Vec<&Value> = list["revisions"].as_array().unwrap().iter().map(|one| &one["number"]).collect();
    assert_eq!(numbers, [3, 2, 1]);
    for wrong in ["0", "-1", "one", "01"] {
        problem(&report.get(&format!("/revisions?before={wrong}")).await, 400, "malformed");
    }
    let unknown = call(&report.service, "GET", "/api/v1/reports/0000000000000000000000/revisions", &[], "").await;
    problem(&unknown, 404, "unknown");
}

#[tokio::test]
async fn two_revisions_are_compared_as_they_were_published() {
    let report = Report::of(TICKETS).await;
    report.revise(&awaited(), "the mail is awaited").await;
    let found = json(&report.get("/diff?from=1&to=2").await);
    assert_eq!((&found["same"], &found["same_rules"]), (&value!(false), &value!(true)));
    assert_eq!((&found["from"]["revision"], &found["to"]["revision"]), (&value!(1), &value!(2)));
    assert_eq!(found["to"]["note"], "the mail is awaited");
    let part = |place: &str| {
        let parts = found["parts"].as_array().unwrap();
        parts.iter().find(|part| part["place"] == place).unwrap_or_else(|| panic!("no {place} in {found}")).clone()
    };
    let mail = part("/flows/book/steps/send-the-confirmation-e-mail");
    assert_eq!(mail["answers"], value!([{"what": "reply", "old": "none", "new": "answer"}]));
    let verdict = value!({"what": "verdict", "old": "event_driven", "new": "synchronous"});
    assert!(mail["advice"].as_array().unwrap().contains(&verdict), "{mail}");
    assert_eq!(part("/flows/book/steps/print")["what"], "added");

    let same_pair = json(&report.get("/diff").await);
    assert_eq!(same_pair, found, "the newest and the one before it");
    let turned = json(&report.get("/diff?from=2&to=1").await);
    assert_eq!(turned["findings_new"], found["findings_gone"]);
    assert_eq!(json(&report.get("/diff?from=2&to=2").await)["same"], true);
    for (asked, status, code) in
        [("from=1&to=3", 404, "unknown"), ("from=0", 400, "malformed"), ("to=two", 400, "malformed")]
    {
        problem(&report.get(&format!("/diff?{asked}")).await, status, code);
    }
}

#[tokio::test]
async fn a_fork_belongs_to_whoever_makes_it_and_leads_to_one_revision_only() {
    let report = Report::of(TICKETS).await;
    report.revise(&awaited(), "second").await;
    let path = format!("/api/v1/reports/{}/forks", report.id);
    let fork = async |body: &str, key: &str| {
        call(&report.service, "POST", &path, &[JSON, ("idempotency-key", key)], body.to_owned()).await
    };
    let answer = fork(r#"{"revision": 1, "note": "mine"}"#, "one").await;
    assert_eq!(answer.status(), 201, "{}", answer.body());
    let made = json(&answer);
    let id = made["id"].as_str().unwrap();
    assert_eq!((header(&answer, "location"), made["revision"].as_u64()), (&*format!("/api/v1/reports/{id}"), Some(1)));
    assert_ne!(id, report.id);
    let read = async |path: String| json(&call(&report.service, "GET", &path, &[], "").await);
    let (forked, first) = (read(format!("/api/v1/reports/{id}")).await, json(&report.get("/revisions/1").await));
    assert_eq!((&forked["note"], &forked["assessment"]), (&value!("mine"), &first["assessment"]));
    assert_eq!(forked["description"], first["description"]);
    assert!(forked["origin"].as_str().unwrap().starts_with("/f/"), "{}", forked["origin"]);
    assert!(first.get("origin").is_none());

    let page = call(&report.service, "GET", &format!("/r/{id}"), &[], "").await.into_body();
    let link = page.split("href=\"/f/").nth(1).unwrap().split('"').next().unwrap();
    let origin = call(&report.service, "GET", &format!("/f/{link}"), &[], "").await;
    assert_eq!(origin.status(), 200);
    assert!(!origin.body().contains(&report.id) && !page.contains(&report.id), "the other report is not found from it");

    // Who forks owns the fork and nothing else.
    let token = format!("Bearer {}", made["edit_token"].as_str().unwrap());
    let delete = |id: String| {
        let (service, token) = (report.service.clone(), token.clone());
        async move { call(&service, "DELETE", &format!("/api/v1/reports/{id}"), &[("authorization", &token)], "").await }
    };
    problem(&delete(report.id.clone()).await, 401, "wrong_token");

    let again = json(&fork(r#"{"revision": 1, "note": "mine"}"#, "one").await);
    assert_eq!((&again["id"], &again["edit_token"]), (&made["id"], &Value::Null), "the same call makes nothing");
    problem(&fork(r#"{"note": "mine"}"#, "one").await, 409, "key_reused");
    assert_eq!(delete(id.to_owned()).await.status(), 204);

    let newest = json(&fork("{}", "two").await);
    let newest = read(format!("/api/v1/reports/{}", newest["id"].as_str().unwrap())).await;
    assert_eq!(newest["description"]["flows"][0]["steps"].as_array().unwrap().len(), 3, "the newest is forked");
    for (body, status, code) in [
        (r#"{"revision": 9}"#, 422, "wrong_body"),
        (r#"{"revision": 0, "notes": 1}"#, 422, "wrong_body"),
        ("[]", 422, "wrong_body"),
    ] {
        problem(&fork(body, "three").await, status, code);
    }
    let told = json(&fork("{\n\"revision\": 9}", "three").await);
    let fault = &told["faults"][0];
    assert_eq!((&fault["at"], &fault["line"]), (&value!("/revision"), &value!(2)));
    assert_eq!(fault["message"], "There is no revision 9; the newest is 2.");
}
