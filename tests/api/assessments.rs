//! `POST /api/v1/assessments`.

use crate::{
    api::{JSON, TICKETS, TICKETS_YAML, YAML, call, json, problem},
    house::{header, service},
};

const PATH: &str = "/api/v1/assessments";

#[tokio::test]
async fn a_description_is_assessed() {
    let answer = call(&service(), "POST", PATH, &[JSON], TICKETS).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    assert_eq!(header(&answer, "content-type"), "application/json");
    let assessment = json(&answer);
    assert_eq!(assessment["steps"][0]["step"], "reserve-seat");
    assert_eq!(assessment["steps"][0]["verdict"], "synchronous");
    assert_eq!(assessment["steps"][1]["step"], "send-the-confirmation-e-mail");
    assert_eq!(assessment["steps"][1]["verdict"], "event_driven");
    assert_eq!(assessment["flows"][0]["verdict"], "hybrid");
    assert_eq!(assessment["ruleset"]["id"], "default");
}

#[tokio::test]
async fn the_same_description_gives_the_same_bytes_in_every_form() {
    let first = call(&service(), "POST", PATH, &[JSON], TICKETS).await;
    for (form, body) in [
        (JSON, TICKETS),
        (YAML, TICKETS_YAML),
        (("content-type", "text/yaml; charset=utf-8"), TICKETS_YAML),
        (("content-type", "application/x-yaml"), TICKETS_YAML),
        (("content-type", "Application/JSON;charset=\"UTF-8\""), TICKETS),
        // JSON is also YAML.
        (YAML, TICKETS),
    ] {
        let again = call(&service(), "POST", PATH, &[form], body).await;
        assert_eq!(again.body(), first.body(), "{form:?}");
    }
}

#[tokio::test]
async fn other_forms_are_refused() {
    for headers in [&[][..], &[("content-type", "text/plain")], &[("content-type", "application/json; charset=latin1")]]
    {
        let answer = call(&service(), "POST", PATH, headers, TICKETS).await;
        problem(&answer, 415, "unsupported_media_type");
    }
    let answer = call(&service(), "GET", PATH, &[], "").await;
    problem(&answer, 405, "method_not_allowed");
    assert_eq!(header(&answer, "allow"), "POST");
}
