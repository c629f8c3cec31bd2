//! Tests of the pages through the router, without a socket: each page is complete without script.

use std::fmt::Write;

use advice::rules;
use app::examples;
use axum::{
    Router,
    body::{Body, Bytes},
    http::{Request, Response},
};
use serde_json::{Value, json};

use crate::house::{header, pixels, send, service};

/// A system with two steps that fills each part of a page.
const TICKETS: &str = "\
name: Concert ticket booking
summary: Fans book seats.
participants: [{id: fan, name: Fan, kind: person}]
flows:
  - name: Book a ticket
    actor: fan
    steps:
      - {action: Reserve the seat, from: booking, to: [seats], entity: seat,
         answers: {reply: answer, invariant: exclusive_booking, response_time: milliseconds}}
      - {action: Send the e-mail, from: booking, to: [mail], answers: {reply: none, staleness: hours}}
";

pub(crate) async fn get(service: &Router, path: &str) -> Response<String> {
    text(service, Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap()).await
}

/// Sends the form of the start page.
async fn post(service: &Router, description: &str, note: &str) -> Response<String> {
    let mut body = String::from("description=");
    escape(&mut body, description);
    body.push_str("&note=");
    escape(&mut body, note);
    let request = Request::post("/reports").header("content-type", "application/x-www-form-urlencoded");
    text(service, request.body(body.into()).unwrap()).await
}

async fn text(service: &Router, request: Request<Body>) -> Response<String> {
    send(service.clone(), request).await.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

/// Writes a text as the value of a form's field.
fn escape(body: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            body.push(char::from(byte));
        } else {
            write!(body, "%{byte:02X}").unwrap();
        }
    }
}

/// The text between the first `start` and the next `end`.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("{start} is not in {text}")).1;
    rest.split_once(end).unwrap().0
}

/// Publishes a description and returns the report's path.
async fn published(service: &Router, description: &str) -> String {
    let answer = post(service, description, "").await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    address(&answer).to_owned()
}

/// The address of a report that was just published.
fn address(answer: &Response<String>) -> &str {
    header(answer, "location").strip_suffix("?published").unwrap()
}

async fn report(description: &str) -> String {
    let service = service();
    let path = published(&service, description).await;
    let page = get(&service, &path).await;
    assert_eq!(page.status(), 200, "{}", page.body());
    page.into_body()
}

/// Checks what holds for every page: one title, no script in its content, no inline styles, headings without gaps.
pub(crate) fn is_sound(page: &str) {
    assert_eq!(page.matches("<h1").count(), 1, "one h1: {page}");
    assert!(!page.contains(" style="), "a style of its own: {page}");
    assert!(!page.contains("<style"), "a style of its own: {page}");
    let main = page.split_once("<main").unwrap().1;
    assert!(!main.contains("<script"), "a script in the page: {page}");
    let mut level = 0;
    for heading in main.split("<h").skip(1) {
        let Some(number) = heading.chars().next().and_then(|first| first.to_digit(10)) else { continue };
        assert!(number <= level + 1, "a heading of level {number} after one of {level}: {page}");
        level = number;
    }
}

#[tokio::test]
async fn the_start_page_has_a_form_and_every_example() {
    let service = service();
    let page = get(&service, "/").await;
    assert_eq!(page.status(), 200);
    is_sound(page.body());
    assert!(page.body().contains("formaction=\"/reports\""));
    assert!(page.body().contains("method=\"post\" action=\"/drafts\" enctype=\"multipart/form-data\""));
    for field in ["name", "steps", "note"] {
        assert!(page.body().contains(&format!("<label for=\"{field}\">")), "{field}");
    }
    assert!(page.body().contains("type=\"file\"") && page.body().contains("href=\"/matrix\""));
    for example in examples::ALL {
        assert!(page.body().contains(&format!("name=\"example\" value=\"{}\"", example.id)), "{}", example.id);
        let filled = get(&service, &format!("/?example={}", example.id)).await;
        assert!(filled.body().contains(example.text.lines().next().unwrap()), "{}", example.id);
        is_sound(filled.body());
        is_sound(&report(example.text).await);
    }
    assert_eq!(get(&service, "/?example=nothing").await.status(), 200);
}

#[tokio::test]
async fn a_form_becomes_a_report_with_every_reason() {
    let service = service();
    let answer = post(&service, TICKETS, "for <the> board").await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    assert_eq!(header(&answer, "cache-control"), "no-store");
    let page = get(&service, address(&answer)).await;
    assert_eq!(header(&page, "x-robots-tag"), "noindex");
    let page = page.into_body();
    is_sound(&page);
    for part in [
        "Reserve the seat while the fan waits; everything after that reacts to one event, TicketBooked.",
        "Keep \u{201c}Reserve the seat\u{201d} strong: only one can have it, so ",
        "<b>1 of 2 steps</b><span>keeps the fan waiting</span>",
        "<b>1 of 2 steps is strong</b><span>because a rule asks for it</span>",
        "<b>Settled</b>",
        "for &lt;the&gt; board",
        "id=\"book-a-ticket/reserve-the-seat\"",
        "id=\"book-a-ticket/send-the-e-mail\"",
        "The caller cannot go on without the result, so it waits for it.",
        "\u{2212}100",
        "AWS REL04-BP02",
        "booking \u{2192} seats",
        "href=\"/rules/conditional_write\"",
        "within hours",
        "settled on the next business day",
        "<h2 id=\"first\">",
        rules::shipped().digest(),
    ] {
        assert!(page.contains(part), "{part} is not on {page}");
    }
}

#[tokio::test]
async fn faults_are_told_beside_what_was_typed() {
    let service = service();
    let text = "name: <b>Shop</b>\nflows:\n  - steps:\n      - {action: Pay, answers: {replay: answer}}\n      - {}\n";
    let page = post(&service, text, "my & note").await;
    assert_eq!(page.status(), 422);
    is_sound(page.body());
    let body = page.body();
    assert!(body.contains("Line 4, column "), "{body}");
    assert!(body.contains("Did you mean <code>reply</code>?"));
    assert!(body.contains("name: &lt;b&gt;Shop&lt;/b&gt;\nflows:"));
    assert!(body.contains("my &amp; note"));
    assert!(body.contains("aria-describedby=\"steps-hint steps-faults empty-hint\" aria-invalid=\"true\""));
    assert!(body.contains("href=\"#steps\""));

    let evil = post(&service, "\n</textarea><script>alert(1)</script>&lt;", "\"><script>alert(1)</script>").await;
    assert!(!evil.body().contains("<script>"), "{}", evil.body());
    assert!(evil.body().contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;</textarea>"));

    for text in ["", "name: [", "{\"name\":"] {
        let page = post(&service, text, "").await;
        assert_eq!(page.status(), 422, "{text}");
        is_sound(page.body());
        assert!(page.body().contains("id=\"faults\""), "{text}");
    }
    let long = post(&service, TICKETS, &"n".repeat(70_000)).await;
    assert_eq!(long.status(), 422);
    assert!(long.body().contains("href=\"#note\""));
}

#[tokio::test]
async fn faults_of_steps_stand_beside_the_steps() {
    let service = service();
    let request = Request::post("/drafts").header("content-type", "application/x-www-form-urlencoded");
    let page = text(&service, request.body("name=%3Cb%3EShop&steps=&description=".into()).unwrap()).await;
    assert_eq!(page.status(), 422);
    is_sound(page.body());
    let steps = between(page.body(), "<label for=\"steps\">", "<textarea");
    assert!(steps.contains("id=\"steps-faults\"") && steps.contains("Nothing is described yet."), "{steps}");
    assert!(page.body().contains("aria-describedby=\"steps-hint steps-faults empty-hint\" aria-invalid=\"true\""));
    assert!(page.body().contains("value=\"&lt;b&gt;Shop\""), "{}", page.body());
}

#[tokio::test]
async fn the_matrix_answers_from_its_address_alone() {
    let service = service();
    let bare = get(&service, "/matrix").await;
    assert_eq!((bare.status().as_u16(), header(&bare, "cache-control")), (200, "public, max-age=60"));
    is_sound(bare.body());
    assert_eq!(bare.body().matches("<fieldset").count(), 6);
    assert_eq!(bare.body().matches(" checked").count(), 6, "don't know, six times");
    assert!(!bare.body().contains("id=\"verdict\""));

    let sent = get(&service, "/matrix?response_time=milliseconds&consumer_count=multiple&audit=").await;
    assert_eq!(sent.status(), 303);
    let asked = get(&service, header(&sent, "location")).await;
    is_sound(asked.body());
    assert!(header(&asked, "set-cookie").is_empty());
    for part in [
        "it is a tie: call it, which is simpler, and tell the others afterwards",
        "class=\"verdict hybrid\"",
        "2 of 6 answered",
        "The 4 open questions could still make it event-driven.",
        "Lean 0; with the open answers, between \u{2212}64 and +64.",
        "The answer is needed within milliseconds",
        "A single receiver speaks only weakly",
        "href=\"/rules/response_time\"",
        "http://advisor.example/matrix?consumer_count=multiple&amp;response_time=milliseconds",
        "name=\"description\"",
    ] {
        assert!(asked.body().contains(part), "{part} is not on {}", asked.body());
    }
    assert!(asked.body().contains("value=\"multiple\" checked"), "{}", asked.body());
    let rest = "failure_tolerance=retry_later&consumer_coupling=unknown_changing&audit=required&load_pattern=spiky";
    let path = format!("/matrix?consumer_count=multiple&response_time=seconds&{rest}");
    let settled = get(&service, &path).await;
    assert!(settled.body().contains("Make it an event: others react"), "{}", settled.body());
    assert!(settled.body().contains("Lean +100; no row of the matrix is open."));
}

#[tokio::test]
async fn an_odd_address_breaks_no_matrix() {
    let service = service();
    let page =
        get(&service, "/matrix?load_pattern=spyky&respose_time=seconds&%3Cscript%3E=x&reply=answer&%FF=%FF").await;
    assert_eq!(page.status(), 200);
    is_sound(page.body());
    let load = between(page.body(), "aria-describedby=\"load_pattern-why load_pattern-fault\"", "</fieldset>");
    assert!(load.contains("There is no answer <code>spyky</code>. Did you mean <code>spiky</code>?"), "{load}");
    assert!(page.body().contains("Did you mean <code>response_time</code>?"));
    assert!(page.body().contains("There is no question <code>&lt;script&gt;</code>"));
    assert!(page.body().contains("It is asked of a step in its flow."));
    assert!(!page.body().contains("id=\"verdict\""));
}

#[tokio::test]
async fn what_the_matrix_found_goes_on_as_a_draft() {
    let service = service();
    let page = get(&service, "/matrix?consumer_count=multiple").await;
    let description = between(page.body(), "name=\"description\" value=\"", "\"").replace("&quot;", "\"");
    let mut body = String::from("description=");
    escape(&mut body, &description);
    let request = Request::post("/drafts").header("content-type", "application/x-www-form-urlencoded");
    let answer = text(&service, request.body(body.into()).unwrap()).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let description: Value = serde_json::from_str(&description).unwrap();
    assert_eq!(description["flows"][0]["steps"][0]["answers"], json!({"consumer_count": "multiple"}));
}

#[tokio::test]
async fn a_report_can_be_taken_along_by_everybody_and_changed_by_its_author() {
    let service = service();
    let answer = post(&service, TICKETS, "").await;
    let (path, cookie) = (address(&answer).to_owned(), header(&answer, "set-cookie").to_owned());
    let cookie = cookie.split(';').next().unwrap();
    let token = cookie.strip_prefix("edit=").unwrap();
    let id = path.strip_prefix("/r/").unwrap();

    let read = get(&service, &path).await.into_body();
    for part in [
        format!("href=\"{path}/v/1.json\""),
        format!("href=\"{path}/v/1.svg\""),
        format!("href=\"{path}/v/1.png\""),
        format!("name=\"report\" value=\"{id}\""),
        format!("property=\"og:image\" content=\"http://advisor.example{path}/v/1.png?preview\""),
        format!("property=\"og:url\" content=\"http://advisor.example{path}/v/1\""),
        "property=\"og:description\" content=\"Reserve the seat while the fan waits;".to_owned(),
    ] {
        assert!(read.contains(&part), "{part} is not on {read}");
    }
    for part in [token, "/revise", "/delete", "Keep the edit link"] {
        assert!(!read.contains(part), "{part} is on {read}");
    }

    let ask = async |path: &str| {
        let request = Request::get(path).header("accept", "text/html").header("cookie", cookie);
        text(&service, request.body(Body::empty()).unwrap()).await.into_body()
    };
    let first = ask(&format!("{path}?published")).await;
    is_sound(&first);
    assert!(first.contains("Keep the edit link") && first.contains(&format!("{path}/edit/{token}")));
    let again = ask(&path).await;
    is_sound(&again);
    assert!(!again.contains("Keep the edit link"));
    assert!(again.contains(&format!("href=\"{path}/sharing\"")), "{again}");
    let sharing = ask(&format!("{path}/sharing")).await;
    is_sound(&sharing);
    for (again, action) in [(&again, "revise"), (&sharing, "delete")] {
        assert!(again.contains(&format!("method=\"post\" action=\"{path}/{action}\"")), "{action}: {again}");
    }
}

#[tokio::test]
async fn a_report_is_there_as_text_as_a_source_and_as_a_description() {
    let service = service();
    let path = published(&service, TICKETS).await;
    let page = get(&service, &path).await.into_body();
    let mut texts = Vec::new();
    for (ending, media_type) in [
        ("md", "text/markdown; charset=utf-8"),
        ("mmd", "text/vnd.mermaid; charset=utf-8"),
        ("yaml", "application/yaml"),
    ] {
        assert!(page.contains(&format!("href=\"{path}/v/1.{ending}\"")), "{ending}");
        for address in [format!("{path}.{ending}"), format!("{path}/v/1.{ending}")] {
            let answer = get(&service, &address).await;
            assert_eq!((answer.status().as_u16(), header(&answer, "content-type")), (200, media_type), "{address}");
            assert_eq!(header(&answer, "x-robots-tag"), "noindex");
            texts.push(answer.into_body());
        }
    }
    for part in [
        "# Concert ticket booking\n\nFans book seats.\n",
        "Reserve the seat while the fan waits; everything after that reacts to one event, TicketBooked. Keep \u{201c}Reserve",
        "- **1 of 2 steps is strong**: because a rule asks for it\n",
        "| 2 | Send the e-mail | booking \u{2192} mail | event-driven | eventual, within hours (",
        "\n## Do first\n\n1. **",
        "Nothing. No open question could change who waits.",
        &format!("Revision 1 of <http://advisor.example{path}>, "),
    ] {
        assert!(texts[0].contains(part), "{part} is not in {}", texts[0]);
    }
    assert!(texts[2].starts_with("flowchart"), "{}", texts[2]);
    assert!(texts[4].starts_with("name: Concert ticket booking\n"), "{}", texts[4]);
}

#[tokio::test]
async fn a_draft_and_its_report_lead_to_each_other_where_both_are_known() {
    let service = service();
    let form = |path: &str, body: String, cookie: &str| {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        request.header("cookie", cookie).body(body.into()).unwrap()
    };
    let mut body = String::from("description=");
    escape(&mut body, TICKETS);
    let draft = header(&text(&service, form("/drafts", body, "")).await, "location").to_owned();
    assert!(!get(&service, &draft).await.body().contains("Published as "));

    let answer = text(&service, form(&format!("{draft}/publish"), "note=".to_owned(), "")).await;
    let path = address(&answer).to_owned();
    let cookies: Vec<&str> = answer.headers().get_all("set-cookie").iter().map(|it| it.to_str().unwrap()).collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    for cookie in &cookies {
        assert!(cookie.contains("HttpOnly") && cookie.contains(&format!("Path={path};")), "{cookie}");
    }
    let sent: Vec<&str> = cookies.iter().map(|cookie| cookie.split(';').next().unwrap()).collect();
    let ask = async |path: &str, cookie: &str| {
        let request = Request::get(path).header("accept", "text/html").header("cookie", cookie);
        text(&service, request.body(Body::empty()).unwrap()).await.into_body()
    };
    let way = format!("<a href=\"{draft}\" class=\"button\">Go on in the draft</a>");
    assert!(ask(&path, &sent.join("; ")).await.contains(&way));
    for address in [&path, &format!("{path}/v/1")] {
        assert!(!ask(address, "").await.contains(draft.trim_start_matches("/d/")), "who only reads learns no draft");
    }
    let edit = sent.iter().find(|cookie| cookie.starts_with("edit=")).unwrap();
    assert!(!ask(&path, edit).await.contains(&draft), "nor does who has only the edit link");
    let other = published(&service, TICKETS).await;
    assert!(!ask(&other, &sent.join("; ")).await.contains(&draft), "the draft of another report is no way on");

    let known = get(&service, &draft).await.into_body();
    assert!(known.contains(&format!("Published as <a href=\"{path}/v/1\">")), "{known}");
    assert!(!known.contains("changed since"));
    let change = "form=add-flow&edit=add_flow&name=Refund".to_owned();
    assert_eq!(text(&service, form(&draft, change, "")).await.status(), 303);
    assert!(get(&service, &draft).await.body().contains("changed since"));
}

#[tokio::test]
async fn every_fold_is_open_where_all_is_printed() {
    let service = service();
    let path = published(&service, TICKETS).await;
    let folds = |page: &str| page.matches("class=\"decision\"").count();
    let open = |page: &str| page.matches("<details open class=\"decision\"").count();
    let page = get(&service, &path).await.into_body();
    assert_eq!((folds(&page), open(&page)), (2, 0));
    let all = get(&service, &format!("{path}?print=all")).await.into_body();
    assert_eq!((folds(&all), open(&all)), (2, 2));
    is_sound(&all);
}

#[tokio::test]
async fn what_a_user_wrote_stays_words() {
    let evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
    let description = json!({
        "name": evil, "summary": evil, "review_by": "2027-05-01", "assumptions": [{"text": evil}],
        "participants": [{"id": "a", "name": evil, "kind": "person"}, {"id": "b", "name": evil}],
        "flows": [{"name": evil, "actor": "a", "steps": [
            {"id": "s", "action": evil, "from": "a", "to": ["b"], "entity": evil,
             "answers": {"reply": "answer", "consumer_count": "multiple"},
             "today": {"style": "event", "message": evil, "waits": true, "fields": [evil]}},
            {"id": "t", "action": evil, "from": "b", "to": ["a"], "answers": {"reply": "none"}}]}],
    });
    let page = report(&description.to_string()).await;
    let main = page.split_once("<main").unwrap().1;
    assert!(!main.contains("<script"), "{page}");
    assert!(!main.contains("<img"), "{page}");
    assert!(main.contains("&lt;script&gt;"));
    let title = between(&page, "<title>", "</title>");
    assert!(!title.contains('<'), "{title}");
}

#[tokio::test]
async fn a_report_of_many_steps_and_flows_is_several_pages() {
    let steps: Vec<Value> = (0..60).map(|step| json!({"action": format!("Do part {step}"), "to": ["b"]})).collect();
    let flows: Vec<Value> = (0..4).map(|flow| json!({"name": format!("Flow {flow}"), "steps": steps})).collect();
    let service = service();
    let path = published(&service, &json!({"name": "Much", "flows": flows}).to_string()).await;
    let first = get(&service, &path).await.into_body();
    is_sound(&first);
    assert!(first.contains("4 flows: "));
    let anchor = "flow-3/do-part-59";
    let way = between(&first, &format!("<li id=\"{anchor}\"><a href=\""), "#").to_owned();
    let part = get(&service, &way).await.into_body();
    is_sound(&part);
    assert!(part.contains(&format!("id=\"{anchor}\"")));
}

#[tokio::test]
async fn every_corpus_system_is_a_sound_report() {
    let systems: Vec<Value> = serde_json::from_str(include_str!("data/corpus/systems.json")).unwrap();
    for system in systems {
        is_sound(&report(&system["description"].to_string()).await);
    }
}

#[tokio::test]
async fn revisions_files_and_unknown_reports_have_their_answers() {
    let service = service();
    let path = published(&service, TICKETS).await;
    assert_eq!(get(&service, &format!("{path}/v/1")).await.status(), 200);
    assert_eq!(get(&service, &format!("{path}/v/2")).await.status(), 404);
    assert_eq!(get(&service, &format!("{path}/v/x")).await.status(), 404);
    assert_eq!(get(&service, &format!("{path}.gif")).await.status(), 404);
    assert_eq!(get(&service, "/r/0000000000000000000000").await.status(), 404);
    assert_eq!(get(&service, "/r/..%2F").await.status(), 404);
    let json = get(&service, &format!("{path}/v/1.json")).await;
    assert_eq!(json.status(), 307);
    assert_eq!(header(&json, "location"), format!("/api/v1/reports{}/revisions/1", &path[2..]));
    let svg = get(&service, &format!("{path}.svg")).await;
    assert_eq!(svg.status(), 200);
    assert_eq!(header(&svg, "content-type"), "image/svg+xml");
    assert!(svg.body().starts_with("<svg"));
    let painted = async |path: &str| {
        let answer: Response<Bytes> = send(service.clone(), Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "content-type")), (200, "image/png"), "{path}");
        let (width, height, _) = pixels(answer.body());
        (width, height)
    };
    let whole = painted(&format!("{path}.png")).await;
    assert_eq!(painted(&format!("{path}/v/1.png")).await, whole);
    assert_eq!(painted(&format!("{path}/v/1.png?preview")).await, (1200, 630), "what goes with a link has one size");
    assert_ne!(whole, (1200, 630));
}

#[tokio::test]
async fn what_other_answers_would_change_is_asked_by_an_address() {
    let service = service();
    let report = published(&service, TICKETS).await;
    let what_if = |rest: &str| format!("{report}/v/1/if/{rest}");

    let told = get(&service, &what_if("book-a-ticket/reserve-the-seat?reply=none")).await;
    assert_eq!(told.status(), 200);
    is_sound(told.body());
    assert!(told.body().contains("The verdict changes."));
    assert!(told.body().contains("<h3>The flow</h3>"), "what changes about the flow is told, too");
    assert!(told.body().contains("Nobody waits any more for"));
    let stays = get(&service, &what_if("book-a-ticket/reserve-the-seat?response_time=seconds")).await;
    assert!(stays.body().contains("The verdict stays."));
    assert!(!stays.body().contains("<h3>The flow</h3>"));
    let asked = get(&service, &what_if("book-a-ticket/reserve-the-seat")).await;
    assert!(asked.status() == 200 && !asked.body().contains("The difference"));

    let shorter = get(&service, &what_if("book-a-ticket/reserve-the-seat?intent=&reply=none&audit=")).await;
    assert_eq!(shorter.status(), 303);
    assert_eq!(header(&shorter, "location"), what_if("book-a-ticket/reserve-the-seat?reply=none"));

    for (rest, status) in [
        ("book-a-ticket/pay?reply=none", 404),
        ("pay/reserve-the-seat", 404),
        ("book-a-ticket/reserve-the-seat?reply=perhaps", 422),
        ("book-a-ticket/reserve-the-seat?colour=blue", 422),
    ] {
        assert_eq!(get(&service, &what_if(rest)).await.status(), status, "{rest}");
    }
    assert_eq!(get(&service, &format!("{report}/v/2/if/book-a-ticket/reserve-the-seat")).await.status(), 404);
}

#[tokio::test]
async fn every_rule_has_its_page() {
    let service = service();
    let index = get(&service, "/rules").await;
    is_sound(index.body());
    for rule in rules::shipped().rules() {
        let page = get(&service, &format!("/rules/{}", rule.id)).await;
        assert_eq!(page.status(), 200, "{}", rule.id);
        is_sound(page.body());
        for text in [&rule.name, &rule.claim, &rule.why] {
            let shown = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            assert!(page.body().contains(&shown), "{}: {shown}", rule.id);
        }
        assert!(index.body().contains(&format!("href=\"/rules/{}\"", rule.id)), "{}", rule.id);
    }
    assert_eq!(get(&service, "/rules/nothing").await.status(), 404);
}

#[tokio::test]
async fn every_word_has_its_place_on_one_page() {
    let service = service();
    let page = get(&service, "/words").await;
    is_sound(page.body());
    let words: Vec<_> = rules::shipped().rules().filter(|rule| rule.kind.name() == "word").collect();
    for rule in &words {
        assert_eq!(page.body().matches(&format!(" id=\"{}\"", rule.id)).count(), 1, "{}", rule.id);
        assert!(page.body().contains(&format!("href=\"#{}\"", rule.id)), "{}", rule.id);
    }
    // The words that the pages link to, and all words of the domain.
    for id in ["system", "flow", "step", "event", "command", "query", "characteristic", "gate", "constraint", "verdict"]
        .into_iter()
        .chain(["style", "boundary", "sync_prefix", "commit_point", "settled", "lean", "hybrid", "event_driven"])
    {
        assert!(words.iter().any(|rule| rule.id == id), "{id} is not explained");
    }
}

#[tokio::test]
async fn a_rule_names_its_neighbours() {
    let service = service();
    let neighbours = async |id: &str| {
        let page = get(&service, &format!("/rules/{id}")).await.into_body();
        between(&page, "Neighbours</h2>", "</article>").to_owned()
    };
    let staleness = neighbours("staleness").await;
    assert!(staleness.contains("Read by") && staleness.contains("href=\"/rules/owner_read\""), "{staleness}");
    assert!(neighbours("owner_read").await.contains("href=\"/rules/staleness\""));
    assert!(neighbours("cqrs").await.contains("href=\"/rules/read_write_shape\""));
}

#[tokio::test]
async fn every_problem_has_its_page() {
    let service = service();
    let index = get(&service, "/problems").await;
    is_sound(index.body());
    for kind in app::problem::ALL {
        assert!(index.body().contains(&kind.address()));
        let page = get(&service, &kind.address()).await;
        assert_eq!(page.status(), 200);
        is_sound(page.body());
    }
}

/// A system whose event carries fields, and leaves some out.
const TASKS: &str = "\
name: Task management
flows:
  - name: Create a task
    steps:
      - {id: create, action: Create the task, from: web, to: [tasks], entity: task, answers: {reply: answer},
         fields: [{name: title}, {name: owner_note, type: string, personal: true}, {name: email_template}]}
      - {action: Mail the assignee, from: tasks, to: [email], after: [create], answers: {reply: none}}
";

#[tokio::test]
async fn an_event_says_what_it_carries_and_is_there_for_schema_tools() {
    let service = service();
    let path = format!("{}/v/1", published(&service, TASKS).await);
    let report = get(&service, &path).await;
    let fold = between(report.body(), "What <code>TaskCreated</code> carries", "</details>");
    for told in ["<code>task_id</code>", "<code>title</code>", "text, by its name", "<code>email_template</code>"] {
        assert!(fold.contains(told), "{told} is not in {fold}");
    }
    let address = format!("{path}/events/1");
    assert!(fold.contains(&format!("{address}#json-schema")), "{fold}");
    let page = get(&service, &address).await;
    assert!(page.body().contains("urn:event:tasks:TaskCreated:1"), "{}", page.body());
    for (ending, media_type) in [
        ("schema.json", "application/schema+json"),
        ("cloudevent.json", "application/cloudevents+json"),
        ("avsc", "application/vnd.apache.avro+json"),
    ] {
        let file = get(&service, &format!("{address}.{ending}")).await;
        assert_eq!((file.status().as_u16(), header(&file, "content-type")), (200, media_type));
        let written: Value = serde_json::from_str(file.body()).unwrap();
        assert!(written.to_string().contains("TaskCreated"), "{written}");
    }
    for nothing in ["events/0", "events/2", "events/x", "events/1.xml"] {
        assert_eq!(get(&service, &format!("{path}/{nothing}")).await.status(), 404, "{nothing}");
    }
    let text = get(&service, &format!("{path}.md")).await;
    assert!(
        text.body().contains("### TaskCreated, published by tasks") && text.body().contains("- email\\_template: ")
    );
}
