//! What people say of a report: remarks and ballots, in the API and on pages.

use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use serde_json::{Value, json};

use crate::{
    house::{header, send, service},
    pages::is_sound,
};

const TICKETS: &str = r#"{"name": "Tickets", "flows": [{"id": "book", "steps": [
    {"id": "reserve", "action": "Reserve the seat", "from": "web", "to": ["seats"], "answers": {"reply": "answer"}},
    {"id": "charge", "action": "Charge the card", "from": "web", "to": ["bank"], "answers": {"reply": "answer"}},
    {"id": "mail", "action": "Send the tickets", "from": "web", "to": ["post"], "answers": {"reply": "none"}}]}]}"#;

const EVIL: &str = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>\"'& https://evil.example";

/// A service with a report, and the tokens to edit and to review it.
struct Team {
    service: Router,
    id: String,
    edit: String,
    review: String,
}

impl Team {
    async fn of(description: &str) -> Self {
        let service = service();
        let body = format!(r#"{{"description": {description}}}"#);
        let request = Request::post("/api/v1/reports").header("content-type", "application/json");
        let answer = send(service.clone(), request.body(body.into()).unwrap()).await;
        let published: Value = serde_json::from_slice(answer.body()).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (id, edit) = (text(&published["id"]), text(&published["edit_token"]));
        let mut team = Self { service, id, edit: edit.clone(), review: String::new() };
        let granted = team.api("PUT", "rights/review", &edit, json!({})).await;
        team.review = text(&granted.1["token"]);
        team
    }

    /// A call about the report: its status and what it answers.
    async fn api(&self, method: &str, path: &str, token: &str, body: Value) -> (u16, Value) {
        let path = if path.is_empty() { String::new() } else { format!("/{path}") };
        let mut request = Request::builder().method(method).uri(format!("/api/v1/reports/{}{path}", self.id));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let body = match method {
            "GET" => Body::empty(),
            _ => body.to_string().into(),
        };
        let answer = send(self.service.clone(), request.header("content-type", "application/json").body(body).unwrap());
        let answer = answer.await;
        (answer.status().as_u16(), serde_json::from_slice(answer.body()).unwrap_or_default())
    }

    /// A page, as a browser with this cookie gets it.
    async fn browse(&self, method: &str, path: &str, cookie: &str, form: &[(&str, &str)]) -> Response<String> {
        let form: Vec<String> =
            form.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let request = Request::builder()
            .method(method)
            .uri(format!("/r/{}{path}", self.id))
            .header("accept", "text/html")
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.join("&")));
        send(self.service.clone(), request.unwrap()).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
    }

    fn editor(&self) -> String {
        format!("edit={}", self.edit)
    }

    fn reviewer(&self) -> String {
        format!("review={}", self.review)
    }

    async fn say(&self, kind: &str, by: &str, at: &str, text: &str) -> u64 {
        let remark = json!({"kind": kind, "by": by, "at": at, "text": text});
        let (status, left) = self.api("POST", "remarks", &self.review, remark).await;
        assert_eq!(status, 201, "{left}");
        left["number"].as_u64().unwrap()
    }

    async fn answer(&self, by: &str, step: &str, answers: Value) {
        let place = format!("/flows/book/steps/{step}");
        let ballot = json!({"by": by, "answers": {place: answers}});
        let (status, left) = self.api("POST", "ballots", &self.review, ballot).await;
        assert_eq!(status, 201, "{left}");
    }
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |encoded, byte| encoded + &format!("%{byte:02X}"))
}

#[tokio::test]
async fn a_remark_is_left_read_settled_and_hidden() {
    let team = Team::of(TICKETS).await;
    let charge = "/flows/book/steps/charge";
    assert_eq!(team.say("dissent", "Ann", "/flows/0/steps/1", "Nobody should wait for the bank.").await, 1);
    let question = json!({"kind": "question", "by": "Bo", "asked": "Cy", "text": "Who refunds?", "at": charge});
    assert_eq!(team.api("POST", "remarks", &team.edit, question.clone()).await.1["number"], 2);
    assert_eq!(team.api("POST", "remarks", &team.edit, question).await.1["number"], 2, "a call may be repeated");
    assert_eq!(team.say("agreement", "Bo", "", "").await, 3);
    let (status, all) = team.api("GET", "remarks", "", Value::Null).await;
    assert_eq!(status, 200);
    let first = json!({"number": 1, "made_at": "2027-05-01T12:00:00Z", "revision": 1, "kind": "dissent", "at": charge,
        "by": "Ann", "text": "Nobody should wait for the bank.", "settled": false, "hidden": false, "changed": false});
    assert_eq!(all["remarks"][0], first);
    assert_eq!(all["remarks"][1]["asked"], "Cy");

    // A reviewer may settle a remark. Only an editor may hide one, and only an editor sees a hidden one.
    assert_eq!(team.api("PUT", "remarks/1", &team.review, json!({"settled": true})).await.0, 204);
    let (status, problem) = team.api("PUT", "remarks/2", &team.review, json!({"hidden": true})).await;
    assert_eq!((status, &problem["type"]), (401, &json!("/problems/wrong_token")));
    assert_eq!(team.api("PUT", "remarks/2", &team.edit, json!({"hidden": true})).await.0, 204);
    assert_eq!(team.api("PUT", "remarks/9", &team.edit, json!({"hidden": true})).await.0, 404);
    let numbers = async |token: &str| {
        let (_, all) = team.api("GET", "remarks", token, Value::Null).await;
        let remarks = all["remarks"].as_array().unwrap();
        remarks.iter().map(|remark| remark["number"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(numbers("").await, [1, 3]);
    assert_eq!(numbers(&team.review).await, [1, 3]);
    assert_eq!(numbers(&team.edit).await, [1, 2, 3]);

    // The report itself does not change.
    let (_, report) = team.api("GET", "", "", Value::Null).await;
    assert_eq!(report["revision"], 1);
    assert!(!report.to_string().contains("Nobody should wait"));
    let (status, _) = team.api("DELETE", "", &team.edit, Value::Null).await;
    assert_eq!(status, 204);
    assert_eq!(team.api("GET", "remarks", "", Value::Null).await.0, 410);
    assert_eq!(team.api("GET", "ballots", "", Value::Null).await.0, 410);
}

#[tokio::test]
async fn everything_wrong_with_a_remark_or_a_ballot_is_told_at_once() {
    let team = Team::of(TICKETS).await;
    for (path, token, body, status, faults) in [
        ("remarks", "", json!({}), 401, ""),
        ("remarks", "wrong", json!({}), 401, ""),
        ("remarks", "review", json!([]), 422, " wrong_type"),
        ("remarks", "review", json!({}), 422, "/kind missing_field, /by missing_field"),
        (
            "remarks",
            "review",
            json!({"kind": 1, "by": "A\u{0}", "revision": 9, "at": "/flows/9"}),
            422,
            "/kind wrong_type, /revision unknown_reference, /by unknown_value, /at unknown_reference",
        ),
        (
            "remarks",
            "review",
            json!({"kind": "dissent", "by": "A\u{0}", "text": "\u{7}", "at": "/flows/book/steps/nobody"}),
            422,
            "/by unknown_value, /text unknown_value, /at unknown_reference",
        ),
        (
            "remarks",
            "review",
            json!({"kind": "comment", "by": "A", "text": "t", "at": "/flows/0"}),
            422,
            "/at unknown_reference",
        ),
        (
            "remarks",
            "review",
            json!({"kind": "comment", "by": "A", "text": "t", "revision": 7}),
            422,
            "/revision unknown_reference",
        ),
        (
            "ballots",
            "review",
            json!({"by": 1, "answers": {"/flows/x": {"reply": "answer"}}}),
            422,
            "/by wrong_type, /answers/~1flows~1x unknown_reference",
        ),
        ("ballots", "", json!({}), 401, ""),
        ("ballots", "review", json!({"by": "A", "answers": {}}), 422, "/answers empty"),
        (
            "ballots",
            "review",
            json!({"by": "", "answers": {"/flows/book/steps/charge": {"repli": "answer", "reply": "perhaps", "teams": "one"},
                "/flows/x": {"reply": "answer"}}}),
            422,
            "/by empty, /answers/~1flows~1book~1steps~1charge/repli unknown_question, \
             /answers/~1flows~1book~1steps~1charge/reply unknown_answer, \
             /answers/~1flows~1book~1steps~1charge/teams unknown_question, /answers/~1flows~1x unknown_reference",
        ),
    ] {
        let token = if token == "review" { &team.review } else { token };
        let (found, problem) = team.api("POST", path, token, body.clone()).await;
        let told: Vec<String> = problem["faults"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|fault| format!("{} {}", fault["at"].as_str().unwrap(), fault["code"].as_str().unwrap()))
            .collect();
        assert_eq!((found, told.join(", ").as_str()), (status, faults), "{path} {body} {problem}");
    }
    let (status, problem) = team.api("PUT", "ballots/1", &team.edit, json!({"settled": true})).await;
    assert_eq!((status, &problem["faults"][0]["code"]), (422, &json!("unknown_field")), "{problem}");
    let (_, problem) = team.api("PUT", "remarks/1", &team.edit, json!({"settled": true, "hidden": true})).await;
    assert_eq!(problem["faults"][0]["code"], "too_many_fields", "{problem}");
    let slip = json!({"by": "A", "answers": {"/flows/book/steps/charge": {"rpely": "answer"}}});
    let (_, problem) = team.api("POST", "ballots", &team.review, slip).await;
    assert_eq!(problem["faults"][0]["hint"], "Did you mean `reply`?", "{problem}");
    assert_eq!(problem["faults"][0]["line"], 1);
}

#[tokio::test]
async fn a_remark_says_whether_its_step_changed_since() {
    let team = Team::of(TICKETS).await;
    team.say("comment", "Ann", "/flows/book/steps/charge", "of the second").await;
    team.say("comment", "Ann", "/flows/book/steps/mail", "of the third").await;
    let changed = TICKETS
        .replace(
            r#"[{"id": "book", "steps": ["#,
            r#"[{"id": "book", "steps": [{"id": "look", "action": "Look at it"},"#,
        )
        .replace(
            r#""to": ["post"], "answers": {"reply": "none"}"#,
            r#""to": ["post"], "answers": {"reply": "answer"}"#,
        );
    let request = Request::put(format!("/api/v1/reports/{}", team.id))
        .header("authorization", format!("Bearer {}", team.edit))
        .header("content-type", "application/json")
        .header("if-match", "\"1\"")
        .body(format!(r#"{{"description": {changed}}}"#).into());
    assert_eq!(send(team.service.clone(), request.unwrap()).await.status(), 200);
    team.say("comment", "Ann", "/flows/book/steps/mail", "of the third").await;
    let (_, all) = team.api("GET", "remarks", "", Value::Null).await;
    let told: Vec<_> =
        all["remarks"].as_array().unwrap().iter().map(|one| (&one["revision"], &one["changed"])).collect();
    assert_eq!(told, [(&json!(1), &json!(false)), (&json!(1), &json!(true)), (&json!(2), &json!(false))]);
    let page = team.browse("GET", "/remarks", "", &[]).await.into_body();
    assert!(page.contains("on revision 1, changed since"), "{page}");
}

#[tokio::test]
async fn the_page_of_remarks_has_a_form_for_those_who_may() {
    let team = Team::of(TICKETS).await;
    let without = team.browse("GET", "/remarks", "", &[]).await.into_body();
    is_sound(&without);
    assert!(!without.contains("<form class=\"describe\"") && without.contains("review link"), "{without}");
    let refused = team.browse("POST", "/remarks", "", &[("kind", "comment"), ("by", "Ann"), ("text", "Hm.")]).await;
    assert_eq!(refused.status(), 401);

    let reviewer = team.reviewer();
    let form = team.browse("GET", "/remarks?at=/flows/book/steps/charge", &reviewer, &[]).await.into_body();
    is_sound(&form);
    assert!(form.contains("value=\"/flows/book/steps/charge\" selected"), "{form}");
    let at = ("at", "/flows/book/steps/charge");
    let again =
        team.browse("POST", "/remarks", &reviewer, &[at, ("kind", "dissent"), ("by", ""), ("text", EVIL)]).await;
    assert_eq!(again.status(), 422);
    is_sound(again.body());
    assert!(again.body().contains("A name is missing.") && again.body().contains("value=\"dissent\" checked"));
    assert!(again.body().contains("&lt;script&gt;alert(1)"), "what was typed is there again: {}", again.body());

    let said =
        team.browse("POST", "/remarks", &reviewer, &[at, ("kind", "dissent"), ("by", EVIL), ("text", EVIL)]).await;
    assert_eq!((said.status().as_u16(), header(&said, "location")), (422, ""), "a name has at most 80 characters");
    let by = "<b>Ann</b>";
    let said = team.browse("POST", "/remarks", &reviewer, &[at, ("kind", "dissent"), ("by", by), ("text", EVIL)]).await;
    assert_eq!(header(&said, "location"), format!("/r/{}/remarks#remark-1", team.id));
    for path in ["/remarks", "", "/ballots", "/ballot"] {
        for cookie in [String::new(), reviewer.clone(), team.editor()] {
            let page = team.browse("GET", path, &cookie, &[]).await;
            assert_eq!((page.status().as_u16(), header(&page, "cache-control")), (200, "private, no-cache"), "{path}");
            is_sound(page.body());
            let main = page.body().split_once("<main").unwrap().1;
            assert!(!main.contains("<script") && !main.contains("<img") && !main.contains("<b>Ann"), "{path}: {main}");
            assert!(!main.contains("href=\"https://evil"), "a text is no link");
        }
    }
    let report = team.browse("GET", "", "", &[]).await.into_body();
    assert!(
        report.contains("1 dissent</a>") && report.contains("class=\"remark-count dissent\">1 dissent"),
        "{report}"
    );

    let file = async |path: &str| team.browse("GET", path, "", &[]).await.into_body();
    assert!(!file(".md").await.contains("alert(1)"));
    let listed = file(".md?remarks").await;
    assert!(listed.contains("## Remarks\n\n- Charge the card: dissent by"), "{listed}");
    assert!(!listed.contains("<script>") && !listed.contains("<b>"), "{listed}");

    // The buttons of reviewers and editors.
    let page = team.browse("GET", "/remarks", &reviewer, &[]).await.into_body();
    assert!(page.contains("name=\"settled\"") && !page.contains("name=\"hidden\""), "{page}");
    assert_eq!(team.browse("POST", "/remarks/1", &reviewer, &[("hidden", "true")]).await.status(), 401);
    let settled = team.browse("POST", "/remarks/1", &reviewer, &[("settled", "true")]).await;
    assert_eq!(settled.status(), 303);
    let hidden = team.browse("POST", "/remarks/1", &team.editor(), &[("hidden", "true")]).await;
    assert_eq!(hidden.status(), 303);
    assert!(!team.browse("GET", "/remarks", &reviewer, &[]).await.body().contains("remark-1"));
    assert!(team.browse("GET", "/remarks", &team.editor(), &[]).await.body().contains("only editors see it"));
    assert!(team.browse("GET", "", &reviewer, &[]).await.body().contains("no remarks yet"));
}

#[tokio::test]
async fn only_those_who_may_review_are_offered_it() {
    let team = Team::of(TICKETS).await;
    let offers = ["Say something about this step", "Ask somebody", "/ballot\"", "You may"];
    let reader = team.browse("GET", "", "", &[]).await.into_body();
    assert!(offers.iter().all(|offer| !reader.contains(offer)), "{reader}");
    assert!(!team.browse("GET", "/remarks", "", &[]).await.body().contains("Your own answers"));

    let reviewer = team.browse("GET", "", &team.reviewer(), &[]).await.into_body();
    is_sound(&reviewer);
    for offer in ["You may review this report.", "Say something about this step", "/ballot\""] {
        assert!(reviewer.contains(offer), "{offer}: {reviewer}");
    }
    let opened = team.browse("GET", "?opened", &team.editor(), &[]).await.into_body();
    is_sound(&opened);
    assert!(opened.contains("You may change this report in this browser."), "{opened}");
    assert!(!team.browse("GET", "", &team.editor(), &[]).await.body().contains("You may change this report"));
    assert!(!team.browse("GET", "?opened", "", &[]).await.body().contains("You may change this report"));
}

#[tokio::test]
async fn remarks_lead_to_their_step_and_name_the_steps_that_are_gone() {
    let team = Team::of(TICKETS).await;
    team.say("agreement", "Ann", "/flows/book/steps/charge", "").await;
    team.say("comment", "Ann", "/flows/book/steps/mail", "Why now?").await;
    let page = team.browse("GET", "/remarks", &team.reviewer(), &[]).await.into_body();
    let way = format!("href=\"/r/{}/v/1#book/charge\"", team.id);
    assert!(page.contains(&way) && page.contains("1 comment and 1 agreement."), "{page}");
    assert!(!page.contains("Settle: remark 1 by Ann") && page.contains("Settle: remark 2 by Ann"), "{page}");
    assert_eq!(team.browse("POST", "/remarks/2", &team.reviewer(), &[("settled", "true")]).await.status(), 303);
    let page = team.browse("GET", "/remarks", "", &[]).await.into_body();
    assert!(page.contains("1 agreement. Not counted: 1 settled."), "{page}");

    let description: Value = serde_json::from_str(TICKETS).unwrap();
    let mut changed = description.clone();
    let steps = changed["flows"][0]["steps"].as_array_mut().unwrap();
    let gone = steps.remove(steps.iter().position(|step| step["id"] == "mail").unwrap());
    let request = Request::put(format!("/api/v1/reports/{}", team.id))
        .header("authorization", format!("Bearer {}", team.edit))
        .header("content-type", "application/json")
        .header("if-match", "\"1\"")
        .body(json!({"description": changed}).to_string().into());
    assert_eq!(send(team.service.clone(), request.unwrap()).await.status(), 200);
    let page = team.browse("GET", "/remarks", "", &[]).await.into_body();
    is_sound(&page);
    let action = gone["action"].as_str().unwrap();
    assert!(page.contains(action) && page.contains("(not in the newest revision)"), "{page}");
    assert!(!page.contains(">/flows/book/steps/mail"), "{page}");
}

#[tokio::test]
async fn a_fixed_link_says_nothing_of_the_review() {
    let team = Team::of(TICKETS).await;
    team.say("dissent", "Ann", "", "No.").await;
    let (status, fixed) = team.api("POST", "fixed-links", &team.edit, json!({"revision": 1})).await;
    assert_eq!(status, 201, "{fixed}");
    let path = format!("/f/{}", fixed["id"].as_str().unwrap());
    let request = Request::get(&path).header("accept", "text/html").body(Body::empty()).unwrap();
    let page = String::from_utf8(send(team.service.clone(), request).await.body().to_vec()).unwrap();
    assert!(!page.contains("remark") && !page.contains(&team.id) && !page.contains("ballot"), "{page}");
}

#[tokio::test]
async fn two_people_answer_and_the_difference_tells_whether_the_verdict_depends_on_it() {
    let team = Team::of(TICKETS).await;
    let form = team.browse("GET", "/ballot", &team.reviewer(), &[]).await.into_body();
    is_sound(&form);
    assert!(form.contains("name=\"answer reply /flows/book/steps/charge\""), "{form}");
    assert!(!form.contains(" selected value=\"answer\""), "it shows no answer of the report");
    assert!(!team.browse("GET", "/ballot", "", &[]).await.body().contains("<select"));

    let reply = "answer reply /flows/book/steps/charge";
    let cast = async |by: &str, answer: &str| {
        let fields = [("by", by), ("revision", "1"), (reply, answer), ("answer reply /flows/book/steps/mail", "")];
        team.browse("POST", "/ballot", &team.reviewer(), &fields).await
    };
    assert_eq!(cast("", "none").await.status(), 422);
    for (by, answer) in [("Ann", "answer"), ("Bo", "none")] {
        let cast = cast(by, answer).await;
        assert_eq!(
            (cast.status().as_u16(), header(&cast, "location")),
            (303, format!("/r/{}/ballots?kept=1", team.id).as_str())
        );
        assert!(header(&cast, "set-cookie").starts_with("ballot="), "{}", header(&cast, "set-cookie"));
    }
    // What Ann and Bo say of the mail decides nothing.
    team.answer("Ann", "mail", json!({"reply": "none", "response_time": "seconds"})).await;
    team.answer("Bo", "mail", json!({"reply": "none", "response_time": "milliseconds"})).await;

    let (_, told) = team.api("GET", "ballots", "", Value::Null).await;
    assert_eq!((&told["people"], told["ballots"].as_array().unwrap().len()), (&json!(["Ann", "Bo"]), 4));
    let steps = told["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 2, "{told:#}");
    let verdicts = json!([{"by": "Ann", "verdict": "synchronous"}, {"by": "Bo", "verdict": "event_driven"}]);
    assert_eq!((&steps[0]["action"], &steps[0]["verdicts"]), (&json!("Charge the card"), &verdicts));
    let differs = json!({"question": "reply", "depends": "verdict", "answers": [
        {"answer": "answer", "by": ["Ann"], "is_reports": true, "verdict": "synchronous"},
        {"answer": "none", "by": ["Bo"], "is_reports": false, "verdict": "event_driven"}]});
    assert_eq!(steps[0]["differences"], json!([differs]));
    assert_eq!((&steps[1]["agreed"], &steps[1]["differences"][0]["depends"]), (&json!(1), &json!("no")), "{told:#}");
    assert_eq!(team.api("GET", "ballots?page=2", "", Value::Null).await.0, 404);

    // Who has not answered yet learns how many have, and opens the rest if they like.
    let page = team.browse("GET", "/ballots", &team.reviewer(), &[]).await.into_body();
    is_sound(&page);
    assert!(page.contains("2 people have answered.") && !page.contains("Ann and Bo have answered"), "{page}");
    assert!(page.contains("Give your own answers") && page.contains("<details class=\"others-answers\">"), "{page}");
    // The page says what the call says, to whoever may view the report.
    let viewer = team.browse("GET", "/ballots", "", &[]).await.into_body();
    let fold = viewer.split_once("<details class=\"others-answers\">").unwrap().1;
    assert!(fold.contains("Bo") && fold.contains("The verdict depends on it"), "{viewer}");

    // Bo's browser knows his ballot: he sees all, and his answers stand in the form.
    let bo = format!("{}; ballot=2", team.reviewer());
    let form = team.browse("GET", "/ballot", &bo, &[]).await.into_body();
    is_sound(&form);
    assert!(form.contains("These are your earlier answers") && form.contains("selected value=\"none\""), "{form}");
    let empty = team.browse("GET", "/ballot?empty=yes", &bo, &[]).await.into_body();
    assert!(!empty.contains("These are your earlier answers"), "{empty}");
    let page = team.browse("GET", "/ballots?kept=1", &bo, &[]).await.into_body();
    is_sound(&page);
    assert!(page.contains("Your answers are kept.") && !page.contains("others-answers"), "{page}");
    for words in ["Ann and Bo have answered, and differ on 2 questions; a verdict depends on 1.", "the report and Ann"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Take it"));
    assert!(team.browse("GET", "", "", &[]).await.body().contains("2 people answered independently"));

    // The editor takes two answers into one draft, which says so and can be undone.
    let charge = ("take", "reply none /flows/book/steps/charge");
    let mail = ("take", "response_time seconds /flows/book/steps/mail");
    let taking = async |cookie: &str, taken: &[(&str, &str)]| team.browse("POST", "/ballots/take", cookie, taken).await;
    assert_eq!(taking(&team.reviewer(), &[charge]).await.status(), 401);
    let taken = taking(&team.editor(), &[charge, mail]).await;
    let way = header(&taken, "location");
    assert!(way.starts_with("/d/") && way.contains("?did=taken&note=Taken%20from%20the%20ballots."), "{way}");
    let request = Request::get(way).header("accept", "text/html").body(Body::empty()).unwrap();
    let draft = String::from_utf8(send(team.service.clone(), request).await.body().to_vec()).unwrap();
    assert!(draft.contains("event-driven") && draft.contains("The ticked answers are taken"), "{draft}");
    let other = ("take", "reply answer /flows/book/steps/charge");
    let wrong = ("take", "reply perhaps /flows/book/steps/charge");
    for refused in [&[wrong][..], &[charge, other], &[]] {
        assert_eq!(taking(&team.editor(), refused).await.status(), 422, "{refused:?}");
    }
    assert_eq!(taking(&team.editor(), &[("take", "reply")]).await.status(), 400, "no form of ours sends that");

    // Bo takes an answer back, and stands there once.
    let fields = [("by", "Bo"), ("filled", "Bo"), ("revision", "1"), (reply, "")];
    assert_eq!(team.browse("POST", "/ballot", &bo, &fields).await.status(), 303);
    let page = team.browse("GET", "/ballots", &bo, &[]).await.into_body();
    assert_eq!(page.matches("<b><bdi>Bo</bdi></b>").count(), 1, "{page}");
    let (_, told) = team.api("GET", "ballots", "", Value::Null).await;
    assert_eq!(told["steps"][0]["verdicts"], json!([{"by": "Ann", "verdict": "synchronous"}]));

    // A hidden ballot does not count.
    assert_eq!(team.browse("POST", "/ballots/1", &team.editor(), &[("hidden", "true")]).await.status(), 303);
    let (_, told) = team.api("GET", "ballots", "", Value::Null).await;
    assert_eq!(told["ballots"].as_array().unwrap().len(), 4);
    assert_eq!((told["steps"].as_array().unwrap().len(), &told["steps"][0]["flow"]), (1, &json!("book")));
}

#[tokio::test]
async fn the_page_says_what_a_decision_rests_on_and_is_not_so_any_more() {
    let description = |answer: &str, review_by: &str| {
        format!(
            r#"{{"name": "Tickets", "review_by": "{review_by}", "assumptions": [
                {{"text": "It is refunded.", "at": "/flows/book/steps/charge/answers/undo", "is": "compensable"}},
                {{"text": "The bank is one.", "at": "/flows/book/steps/charge/to"}}],
                "flows": [{{"id": "book", "steps": [{{"id": "charge", "action": "Charge the card", "from": "web",
                  "to": ["bank"], "answers": {{"undo": "{answer}"}}}}]}}]}}"#
        )
    };
    // Today is 1 May 2027.
    let team = Team::of(&description("compensable", "2027-05-01")).await;
    let page = team.browse("GET", "", "", &[]).await.into_body();
    is_sound(&page);
    assert!(!page.contains("no longer hold") && !page.contains("Before you rely on it"), "{page}");
    assert!(page.contains("to be reviewed by <time") && page.contains("1 May 2027</time></span>"), "{page}");

    let revise = async |expected: u32, description: &str| {
        let request = Request::put(format!("/api/v1/reports/{}", team.id))
            .header("authorization", format!("Bearer {}", team.edit))
            .header("content-type", "application/json")
            .header("if-match", format!("\"{expected}\""))
            .body(format!(r#"{{"description": {description}}}"#).into());
        assert_eq!(send(team.service.clone(), request.unwrap()).await.status(), 200);
    };
    let revised = description("irreversible", "2027-04-30").replace(r#"["bank"]"#, r#"["bank", "other"]"#);
    revise(1, &revised).await;
    let page = team.browse("GET", "", "", &[]).await.into_body();
    let expected = [
        "Before you rely on it",
        "1 assumption no longer holds",
        "1 assumption to look at again",
        "30 April 2027</time>. The day has passed.",
    ];
    for words in expected {
        assert!(page.contains(words), "{words}: {page}");
    }
    let before = team.browse("GET", "/v/1", "", &[]).await.into_body();
    assert!(!before.contains("no longer holds"), "{before}");
    assert!(before.contains("Revision 2</a> is newer than this one."), "{before}");

    // Another revision touches the assumption no more than the last one did, so it stays to be looked at.
    let other = revised.replace("Charge the card", "Take the money");
    revise(2, &other).await;
    let page = team.browse("GET", "", "", &[]).await.into_body();
    is_sound(&page);
    for words in ["1 assumption to look at again", "changes?from=1&amp;to=3", "done by"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Somebody looked, and says it in other words.
    revise(3, &other.replace("The bank is one.", "There are two banks.")).await;
    let page = team.browse("GET", "", "", &[]).await.into_body();
    assert!(!page.contains("to look at again"), "{page}");

    // What an assumption is about is gone. The description is taken, and the assumption speaks.
    let gone = other.replace(r#""id": "charge""#, r#""id": "take""#);
    revise(4, &gone).await;
    let page = team.browse("GET", "", "", &[]).await.into_body();
    assert!(page.contains("2 assumptions no longer hold"), "{page}");
}

#[tokio::test]
async fn very_many_steps_are_asked_and_compared_page_by_page() {
    let steps: Vec<Value> =
        (0..45).map(|step| json!({"id": format!("s{step}"), "action": "Do it", "to": ["b"]})).collect();
    let team = Team::of(&json!({"name": "Much", "flows": [{"id": "book", "steps": steps}]}).to_string()).await;
    let first = team.browse("GET", "/ballot", &team.reviewer(), &[]).await.into_body();
    is_sound(&first);
    assert_eq!(first.matches("class=\"of-step\"").count(), 10);
    let last = team.browse("GET", "/ballot?page=5", &team.reviewer(), &[]).await.into_body();
    assert_eq!(last.matches("class=\"of-step\"").count(), 5);
    for page in ["0", "6", "x"] {
        let page = team.browse("GET", &format!("/ballot?page={page}"), &team.reviewer(), &[]).await;
        assert_eq!(page.status(), 404);
    }
    let answers: serde_json::Map<String, Value> =
        (0..45).map(|step| (format!("/flows/book/steps/s{step}"), json!({"reply": "none"}))).collect();
    assert_eq!(team.api("POST", "ballots", &team.review, json!({"by": "Ann", "answers": answers})).await.0, 201);
    let (_, told) = team.api("GET", "ballots?page=5", "", Value::Null).await;
    assert_eq!((&told["pages"], told["steps"].as_array().map(Vec::len)), (&json!(5), Some(5)), "{told:#}");
    is_sound(team.browse("GET", "/ballots?page=2", &team.editor(), &[]).await.body());
}
