//! `POST /api/v1/diagrams`.

use crate::{
    api::{JSON, TICKETS, TICKETS_YAML, YAML, call, json, problem},
    house::{header, service},
};

const PATH: &str = "/api/v1/diagrams";

#[tokio::test]
async fn every_view_is_drawn_in_every_form() {
    for (form, media_type, begins) in
        [("svg", "image/svg+xml", "<svg"), ("mermaid", "text/vnd.mermaid", ""), ("json", "application/json", "")]
    {
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
    let answer = call(&service(), "POST", PATH, &[JSON, ("accept", "image/png")], TICKETS).await;
    let problem = problem(&answer, 406, "not_acceptable");
    assert!(problem["detail"].as_str().unwrap().contains("image/svg+xml"));
    let answer = call(&service(), "POST", &format!("{PATH}?as=svg"), &[JSON, ("accept", "image/png")], TICKETS).await;
    assert_eq!(answer.status(), 200, "the address has the last word");
}

#[tokio::test]
async fn what_is_not_drawn_is_said_with_what_is() {
    for (query, says) in [
        ("as=png", "`png` is not made yet"),
        ("as=structurizr&view=sequence", "`structurizr` is not made yet"),
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

#[tokio::test]
async fn markup_in_a_name_is_text_in_the_picture() {
    let markup = TICKETS.replace("Reserve the seat", "<script>alert(1)</script>");
    let answer = call(&service(), "POST", PATH, &[JSON], markup).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    assert!(!answer.body().contains("<script"), "{}", answer.body());
}
