//! `POST /api/v1/diagrams`.

use axum::{body::Bytes, http::Request, http::Response};
use serde_json::json;

use crate::{
    api::{JSON, TICKETS, TICKETS_YAML, YAML, call, json, problem},
    house::{header, pixels, send, service},
};

const PATH: &str = "/api/v1/diagrams";

#[tokio::test]
async fn every_view_is_drawn_in_every_form() {
    for (form, media_type, begins) in [
        ("svg", "image/svg+xml", "<svg"),
        ("mermaid", "text/vnd.mermaid", ""),
        ("plantuml", "text/x-plantuml", "@startuml"),
        ("d2", "text/x-d2", ""),
        ("dot", "text/vnd.graphviz", "digraph"),
        ("structurizr", "text/x-structurizr-dsl", "workspace"),
        ("json", "application/json", ""),
    ] {
        for view in ["flow", "sequence"] {
            let path = format!("{PATH}?view={view}&as={form}");
            let answer = call(&service(), "POST", &path, &[JSON], TICKETS).await;
            assert_eq!(answer.status(), 200, "{path} {}", answer.body());
            let given = header(&answer, "content-type");
            assert_eq!(given.split(';').next(), Some(media_type), "{path}");
            assert!(answer.body().starts_with(begins) && answer.body().contains("Reserve the seat"), "{path}");
            let yaml = call(&service(), "POST", &format!("{path}&flow=book"), &[YAML], TICKETS_YAML).await;
            assert_eq!(yaml.status(), 200, "{path} {}", yaml.body());
        }
    }
}

#[tokio::test]
async fn without_words_the_flow_is_drawn_as_the_client_likes_it() {
    for (accept, media_type) in [
        ("*/*", "image/svg+xml"),
        ("text/html, image/*;q=0.8", "image/svg+xml"),
        ("application/json, */*;q=0.1", "application/json"),
    ] {
        let answer = call(&service(), "POST", PATH, &[JSON, ("accept", accept)], TICKETS).await;
        assert_eq!(header(&answer, "content-type").split(';').next(), Some(media_type), "{accept} {}", answer.body());
    }
    let answer = call(&service(), "POST", PATH, &[JSON, ("accept", "image/gif")], TICKETS).await;
    let problem = problem(&answer, 406, "not_acceptable");
    assert!(problem["detail"].as_str().unwrap().contains("image/svg+xml, "));
    let answer = call(&service(), "POST", &format!("{PATH}?as=svg"), &[JSON, ("accept", "image/gif")], TICKETS).await;
    assert_eq!(answer.status(), 200, "the address has the last word");
}

#[tokio::test]
async fn what_is_not_drawn_is_said_with_what_is() {
    for (query, says) in [
        ("as=png&view=flowers", "no view `flowers`"),
        ("as=png&flow=boook", "no flow `boook`"),
        ("as=gif", "no form `gif`"),
        ("view=flowers", "no view `flowers`"),
        ("view=", "no view ``"),
        ("flow=boook", "no flow `boook`. Did you mean `book`?"),
        ("flow=x", "The flows are book."),
    ] {
        let answer = call(&service(), "POST", &format!("{PATH}?{query}"), &[JSON], TICKETS).await;
        let problem = problem(&answer, 422, "no_such_diagram");
        assert!(problem["detail"].as_str().unwrap().contains(says), "{query} {problem}");
    }
    for query in ["veiw=flow", "as=svg&as=json"] {
        let answer = call(&service(), "POST", &format!("{PATH}?{query}"), &[JSON], TICKETS).await;
        problem(&answer, 400, "malformed");
    }
    let answer = call(&service(), "POST", PATH, &[JSON], r#"{"name": "x", "flows": []}"#).await;
    assert_eq!(json(&answer)["faults"][0]["at"], "/flows");
    problem(&answer, 422, "faulty");
}

/// Sends a description and reads the answer as bytes.
async fn bytes(path: &str, accept: &str, description: &str) -> Response<Bytes> {
    let request = Request::builder().method("POST").uri(path).header(JSON.0, JSON.1).header("accept", accept);
    send(service(), request.body(description.to_owned().into()).unwrap()).await
}

/// The width and height in an SVG's attributes.
fn size(svg: &str) -> (u32, u32) {
    let side = |name: &str| svg.split_once(name).unwrap().1.split('"').next().unwrap().parse().unwrap();
    (side(" width=\""), side(" height=\""))
}

#[tokio::test]
async fn both_views_are_painted_two_pixels_for_one_with_text_on_them() {
    for view in ["flow", "sequence"] {
        let path = format!("{PATH}?view={view}");
        let svg = call(&service(), "POST", &format!("{path}&as=svg"), &[JSON], TICKETS).await;
        let (width, height) = size(svg.body());
        for (path, accept) in [(format!("{path}&as=png"), "*/*"), (path.clone(), "image/png")] {
            let answer = bytes(&path, accept, TICKETS).await;
            assert_eq!((answer.status().as_u16(), header(&answer, "content-type")), (200, "image/png"), "{path}");
            assert!(answer.body().starts_with(b"\x89PNG\r\n\x1a\n"));
            let (wide, high, pixels) = pixels(answer.body());
            assert_eq!((wide, high), (2 * width, 2 * height), "{path}");
            let dark = pixels.chunks(4).filter(|pixel| pixel.iter().take(3).all(|part| *part < 0x60)).count();
            assert!(dark > 2_000, "{path}: {dark} dark pixels");
            assert!(pixels.chunks(4).all(|pixel| pixel[3] == 255), "{path}: paper everywhere");
        }
    }
}

#[tokio::test]
async fn a_large_picture_is_painted_smaller() {
    let step = |index: usize| {
        json!({"action": format!("Do the thing number {index}"), "from": "shop", "to": ["stock"],
            "answers": {"reply": "answer"}})
    };
    let flow = json!({"id": "f", "steps": (0..100).map(step).collect::<Vec<_>>()});
    let description = json!({"name": "Large", "flows": [flow]}).to_string();
    for view in ["flow", "sequence"] {
        let answer = bytes(&format!("{PATH}?view={view}&as=png"), "*/*", &description).await;
        assert_eq!(answer.status(), 200, "{view}");
        let (width, height, _) = pixels(answer.body());
        assert!(width.max(height) <= 8_192 && width * height <= 16_000_000, "{view}: {width} x {height}");
        assert!(view == "flow" || height > 8_000, "{view}: {width} x {height}");
    }
}

#[tokio::test]
async fn markup_in_a_name_is_text_in_the_picture() {
    let markup = TICKETS.replace("Reserve the seat", "<script>alert(1)</script>");
    let answer = call(&service(), "POST", PATH, &[JSON], markup).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    assert!(!answer.body().contains("<script"), "{}", answer.body());
}
