//! Tests of reading with a language model, against a server of ours that speaks its protocol, well and badly.

use std::{
    convert::Infallible,
    fmt::Write,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use app::language_model::{LanguageModel, Message, Named, Offer, Unanswered};
use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Request, Response, StatusCode, header::LOCATION},
    response::IntoResponse,
    routing::any,
};
use futures_util::stream;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use server::{
    model::{self, ModelKey, ModelUrl, Settings},
    router,
    state::Shared,
};
use tokio::{net::TcpListener, sync::Notify};
use tower::ServiceExt;

use crate::house::{header, send, service, state};

pub(crate) const KEY: &str = "sk-very-secret";

/// A text that the rules read, too, with markup in it.
pub(crate) const TEXT: &str = "When a fan books a ticket we reserve the seat and <b>charge</b> the card. The receipt \
                               is mailed afterwards.";

const PROPOSAL: &str = r#"Sure! <script>alert(1)</script>
```json
{"name": "<img src=x onerror=alert(2)>", "flows": [{"name": "Book", "steps": [
  {"action": "we reserve the seat <script>alert(3)</script>", "answers": {"reply": "answer"},
   "quotes": {"action": "we reserve the seat", "reply": "books a ticket"}},
  {"action": "charge the card", "quotes": {"action": "<b>charge</b> the card"}},
  {"action": "bribe the clerk", "quotes": {"action": "<i>bribe</i> the clerk"}},
  {"action": "the receipt is mailed", "answers": {"reply": "none"},
   "quotes": {"action": "The receipt is mailed", "reply": "afterwards"}}]}]}
```"#;

/// How the stub answers.
#[derive(Clone)]
pub(crate) enum Answer {
    /// With these messages of the model, one after the other; the last one again and again.
    Says(Vec<String>),
    /// With this body and the status 200.
    Body(&'static str),
    /// With this status; a redirect leads to the stub itself.
    Status(u16),
    /// Never, and the test hears of it when somebody asks and when he goes away.
    Never(Arc<Notify>, Arc<Notify>),
    /// Without an end.
    Endless,
}

/// A server that speaks the protocol, and what it was asked.
#[derive(Clone)]
pub(crate) struct Stub {
    answer: Answer,
    asked: Arc<Mutex<Vec<(String, HeaderMap, String)>>>,
    address: SocketAddr,
}

impl Stub {
    pub(crate) async fn start(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stub = Self { answer, asked: Arc::default(), address: listener.local_addr().unwrap() };
        let routes = Router::new().fallback(any(reply)).with_state(stub.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        stub
    }

    /// What goes wrong, or the page, is what this service shows.
    pub(crate) fn service(&self) -> Router {
        over(client(self.address))
    }

    fn asked(&self) -> Vec<(String, HeaderMap, String)> {
        self.asked.lock().unwrap().clone()
    }
}

/// Tells the test when it is dropped.
struct Gone(Arc<Notify>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

async fn reply(State(stub): State<Stub>, request: Request<Body>) -> axum::response::Response {
    let (parts, body) = request.into_parts();
    let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    let number = {
        let mut asked = stub.asked.lock().unwrap();
        asked.push((parts.uri.path().to_owned(), parts.headers, body));
        asked.len() - 1
    };
    match &stub.answer {
        Answer::Says(messages) => {
            let content = &messages[number.min(messages.len() - 1)];
            let choices = json!([{"index": 0, "message": {"role": "assistant", "content": content}}]);
            axum::Json(json!({"id": "1", "choices": choices, "usage": {"total_tokens": 7}})).into_response()
        }
        Answer::Body(body) => (*body).into_response(),
        Answer::Status(status) => {
            let to = format!("http://{}/elsewhere", stub.address);
            (StatusCode::from_u16(*status).unwrap(), [(LOCATION, to)], "<script>no</script>").into_response()
        }
        Answer::Never(came, went) => {
            let _gone = Gone(Arc::clone(went));
            came.notify_one();
            std::future::pending().await
        }
        Answer::Endless => {
            let spaces = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(&[b' '; 4096])));
            Body::from_stream(spaces).into_response()
        }
    }
}

/// A client of a model at this address.
fn client(address: SocketAddr) -> Named {
    model::client(Settings {
        url: ModelUrl::parse(&format!("http://{address}/v1")).unwrap(),
        name: "small <model>".to_owned(),
        key: Some(ModelKey::parse(KEY).unwrap()),
        seconds: 60,
    })
    .unwrap()
}

/// The service with a model.
fn over(model: Named) -> Router {
    let asking = |shared: &mut Shared| shared.advisor = shared.advisor.clone().asking(model);
    router::router(state("http://advisor.example").with(asking))
}

pub(crate) fn form(path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let mut body = String::new();
    for (name, text) in fields {
        body.push_str(name);
        body.push('=');
        for byte in text.bytes() {
            write!(body, "%{byte:02X}").unwrap();
        }
        body.push('&');
    }
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    request.header("accept", "text/html").header("host", "advisor.example").body(body.into()).unwrap()
}

pub(crate) async fn post(service: &Router, path: &str, fields: &[(&str, &str)]) -> Response<String> {
    let answer = send(service.clone(), form(path, fields)).await;
    answer.map(|body| String::from_utf8(body.to_vec()).unwrap())
}

/// The last part of the page: what takes the place of the wait.
fn done(page: &Response<String>) -> &str {
    assert_eq!(page.status(), 200, "{}", page.body());
    page.body().split_once("<div class=\"done\">").expect("the wait ends").1
}

/// The bench that the last part of a page leads to: its address and the page.
async fn bench(service: &Router, page: &Response<String>) -> (String, String) {
    let (_, rest) = done(page).split_once("href=\"/reading/").expect("there is a way on");
    let address = format!("/reading/{}", rest.split_once('"').unwrap().0);
    (address.clone(), get(service, &address).await)
}

async fn get(service: &Router, path: &str) -> String {
    let answer = send(service.clone(), Request::get(path).body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), 200, "{path}");
    String::from_utf8(answer.body().to_vec()).unwrap()
}

#[tokio::test]
async fn without_a_model_nothing_is_offered_and_nobody_is_asked() {
    let service = service();
    let started = post(&service, "/drafts", &[("steps", TEXT)]).await;
    let page = get(&service, header(&started, "location")).await;
    assert!(page.contains("Did we read you right?") && !page.contains("/reading/model") && !page.contains("Read with"));
    assert_eq!(post(&service, "/reading/model", &[("steps", TEXT)]).await.status(), 404);
}

#[tokio::test]
async fn it_is_said_where_the_text_goes_before_it_goes() {
    let stub = Stub::start(Answer::Says(vec![PROPOSAL.to_owned()])).await;
    let service = stub.service();
    let started = post(&service, "/drafts", &[("steps", TEXT)]).await;
    let page = get(&service, header(&started, "location")).await;
    assert!(page.contains("Read with <bdi>small &lt;model&gt;</bdi>"), "{page}");
    let offer = page.split_once("action=\"/reading/model\"").unwrap().1.split_once("</form>").unwrap().0;
    assert!(
        offer.contains(&stub.address.to_string()) && offer.contains("&lt;b&gt;charge&lt;/b&gt; the card"),
        "{offer}"
    );
    assert!(header(&started, "location").ends_with(between(offer, "name=\"draft\" value=\"", "\"")), "{offer}");
    post(&service, "/assistant", &[("steps", TEXT)]).await;
    let described = json!({"from": "text", "content": TEXT}).to_string();
    let request = Request::post("/api/v1/descriptions").header("content-type", "application/json");
    assert_eq!(send(service, request.body(described.into()).unwrap()).await.status(), 200);
    assert_eq!(stub.asked().len(), 0);
}

fn between<'t>(text: &'t str, before: &str, behind: &str) -> &'t str {
    text.split_once(before).expect("it begins").1.split_once(behind).expect("it ends").0
}

#[tokio::test]
async fn what_cannot_be_read_goes_nowhere() {
    let stub = Stub::start(Answer::Says(vec![PROPOSAL.to_owned()])).await;
    let long = "we pay ".repeat(10_000);
    for text in ["", "  1 2 3", long.as_str(), "sequenceDiagram\n A->>B: pay", "flows:\n - steps:\n   - action: pay"] {
        let page = post(&stub.service(), "/reading/model", &[("steps", text)]).await;
        assert_eq!(page.status(), 422, "{text:.40}");
    }
    assert_eq!(stub.asked().len(), 0);
}

#[tokio::test]
async fn what_the_model_quotes_is_shown_and_what_it_invents_is_left_out() {
    let stub = Stub::start(Answer::Says(vec![PROPOSAL.to_owned()])).await;
    let service = stub.service();
    let page = post(&service, "/reading/model", &[("steps", TEXT)]).await;
    assert_eq!(header(&page, "cache-control"), "no-store");
    let (wait, shown) = (page.body().split("<div class=\"done\">").next().unwrap(), done(&page));
    assert!(wait.contains("Stop, and take what the rules read") && wait.contains("<p class=\"tick\">0 s</p>"));
    assert!(shown.contains("Read by <bdi>small &lt;model&gt;</bdi>"), "{shown}");
    assert!(
        shown.contains("1 part<!----> left out") && shown.contains("&lt;i&gt;bribe&lt;/i&gt; the clerk"),
        "{shown}"
    );
    assert!(!shown.contains("http-equiv"), "a person reads first what was left out");
    let (_, bench) = bench(&service, &page).await;
    assert!(bench.contains(">The receipt is mailed</textarea>") && !bench.contains("bribe the clerk"), "{bench}");
    assert!(page.body().trim_end().ends_with("</html>"));
    for markup in ["<script>alert", "<script>no", "<img src=x", "<b>charge</b>", "<i>bribe"] {
        assert!(!page.body().contains(markup) && !bench.contains(markup), "{markup}");
    }

    let asked = stub.asked();
    let (path, headers, body) = &asked[0];
    assert_eq!((path.as_str(), asked.len()), ("/v1/chat/completions", 1));
    assert_eq!(headers["authorization"], format!("Bearer {KEY}"));
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!((body["model"].as_str(), body["stream"].as_bool()), (Some("small <model>"), Some(false)));
    assert_eq!(body["messages"][1], json!({"role": "user", "content": TEXT}));
    assert!(body["messages"][0]["content"].as_str().unwrap().contains("Quote your words"));
    assert!(!page.body().contains(KEY));
}

#[tokio::test]
async fn the_page_goes_on_to_a_bench_with_the_text_and_inferred_answers() {
    let whole = PROPOSAL.replace("<i>bribe</i> the clerk", "When a fan");
    let stub = Stub::start(Answer::Says(vec![whole])).await;
    let service = stub.service();
    let page = post(&service, "/reading/model", &[("steps", TEXT), ("name", "Tickets")]).await;
    let (address, bench) = bench(&service, &page).await;
    let refresh = format!("<meta http-equiv=\"refresh\" content=\"0; url={address}\">");
    assert!(done(&page).contains(&refresh), "{}", done(&page));
    assert!(bench.contains("<q><bdi>books a ticket</bdi></q>"), "the answer shows what was quoted: {bench}");
    let second = between(&bench, "id=\"sentence/1\"", "</li>");
    assert!(second.contains("<mark>mailed</mark>") && second.contains(">4</b>"), "{second}");

    let file = format!("{}.json", address.replace("/reading/", "/d/"));
    let description: Value = serde_json::from_str(&get(&service, &file).await).unwrap();
    let first = &description["flows"][0]["steps"][0];
    assert_eq!((&first["answers"], &first["inferred"]["reply"]), (&Value::Null, &json!("answer")));
    assert_eq!(description["name"], "Tickets");
}

#[tokio::test]
async fn faults_are_told_once_and_mended() {
    let faulty = PROPOSAL.replace("\"reply\": \"answer\"", "\"reply\": \"wait\"");
    let stub = Stub::start(Answer::Says(vec![faulty.clone(), PROPOSAL.to_owned()])).await;
    let page = post(&stub.service(), "/reading/model", &[("steps", TEXT)]).await;
    assert!(done(&page).contains("Read by"));
    let asked = stub.asked();
    let second: Value = serde_json::from_str(&asked[1].2).unwrap();
    assert_eq!(second["messages"][2]["content"], faulty);
    let told = second["messages"][3]["content"].as_str().unwrap();
    assert!(told.contains("/flows/0/steps/0/answers/reply") && told.contains("The answers are answer"), "{told}");

    let stub = Stub::start(Answer::Says(vec![faulty])).await;
    let page = post(&stub.service(), "/reading/model", &[("steps", TEXT)]).await;
    assert!(done(&page).contains("had faults that it did not mend"), "{}", done(&page));
    assert_eq!(stub.asked().len(), 2);
}

/// Asks a stub in vain, and checks that the page says why and leads to what the rules read.
async fn in_vain(answer: Answer, why: &str) -> Stub {
    let stub = Stub::start(answer).await;
    let service = stub.service();
    let page = post(&service, "/reading/model", &[("steps", TEXT)]).await;
    let shown = done(&page);
    assert!(shown.contains(why), "{why}: {shown}");
    assert!(shown.contains("by its own rules") && !shown.contains("http-equiv"), "{why}: {shown}");
    let (_, bench) = bench(&service, &page).await;
    assert!(bench.contains("Reserve the seat"), "{why}: {bench}");
    assert!(!page.body().contains(KEY) && !page.body().contains("<script>no"), "{why}");
    stub
}

#[tokio::test]
async fn whatever_goes_wrong_is_said_and_the_rules_read_the_text() {
    let says = |message: &str| Answer::Says(vec![message.to_owned()]);
    let invented =
        r#"{"name": "x", "flows": [{"steps": [{"action": "bribe the clerk", "quotes": {"action": "bribe"}}]}]}"#;
    let unquoted = r#"{"name": "x", "flows": [{"steps": [{"action": "charge the card"}]}]}"#;
    in_vain(Answer::Status(401), "refused this server\u{2019}s key").await;
    in_vain(Answer::Status(403), "refused this server\u{2019}s key").await;
    in_vain(Answer::Status(429), "takes no more texts for now").await;
    in_vain(Answer::Status(500), "with the error 500").await;
    in_vain(Answer::Body("<script>no</script>"), "could not be understood").await;
    in_vain(Answer::Body("{\"choices\": []}"), "could not be understood").await;
    in_vain(Answer::Body(""), "could not be understood").await;
    in_vain(Answer::Endless, "longer than 512 KiB").await;
    in_vain(says("I see no system here, only a poem."), "found no system").await;
    in_vain(says(invented), "none was kept").await;
    in_vain(says(unquoted), "none was kept").await;
}

#[tokio::test]
async fn no_redirect_is_followed() {
    for status in [301, 302, 303, 307, 308] {
        let stub = in_vain(Answer::Status(status), &format!("with the error {status}")).await;
        assert_eq!(stub.asked().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_so() {
    let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let service = over(client(address));
    let started = post(&service, "/drafts", &[("steps", TEXT)]).await;
    let by_rules = header(&started, "location");
    let draft = by_rules.trim_start_matches("/reading/");
    let page = post(&service, "/reading/model", &[("steps", TEXT), ("draft", draft)]).await;
    assert!(done(&page).contains("could not be reached"), "{}", done(&page));
    assert_eq!(bench(&service, &page).await.0, by_rules, "the draft that is there is not made again");
}

/// A model that never answers.
struct Silent;

#[async_trait]
impl LanguageModel for Silent {
    fn offer(&self) -> Offer {
        Offer { name: "silent".to_owned(), host: "nowhere".to_owned(), seconds: 3 }
    }

    async fn next(&self, _: &[Message]) -> Result<String, Unanswered> {
        std::future::pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_does_not_come_in_time_is_given_up() {
    let page = post(&over(Some(Arc::new(Silent))), "/reading/model", &[("steps", TEXT)]).await;
    assert!(page.body().contains("<p class=\"tick\">2 s</p>") && !page.body().contains(">4 s</p>"), "{}", page.body());
    assert!(done(&page).contains("gave no answer within 3 seconds"));
}

#[tokio::test]
async fn whoever_leaves_the_page_ends_the_request() {
    let (came, went) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let stub = Stub::start(Answer::Never(Arc::clone(&came), Arc::clone(&went))).await;
    let answer = stub.service().oneshot(form("/reading/model", &[("steps", TEXT)])).await.unwrap();
    let mut body = answer.into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    let first = String::from_utf8(first.to_vec()).unwrap();
    assert!(first.contains("Reading with") && first.contains(&stub.address.to_string()), "{first}");
    came.notified().await;
    drop(body);
    went.notified().await;
}

#[tokio::test]
async fn only_so_many_texts_are_read_at_once() {
    let (came, went) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let stub = Stub::start(Answer::Never(Arc::clone(&came), went)).await;
    let service = stub.service();
    let mut open = Vec::new();
    for _ in 0..4 {
        open.push(service.clone().oneshot(form("/reading/model", &[("steps", TEXT)])).await.unwrap());
        came.notified().await;
    }
    let page = post(&service, "/reading/model", &[("steps", TEXT)]).await;
    assert!(done(&page).contains("reads other texts just now"));
    assert_eq!(stub.asked().len(), 4);
}
