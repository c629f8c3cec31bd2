//! `POST /api/v1/exports`.

use app::exports;

use crate::{
    api::{JSON, TICKETS, call, call_for_bytes, problem},
    house::{header, service},
};

const PATH: &str = "/api/v1/exports";

#[tokio::test]
async fn every_format_is_answered_with_its_type_and_a_name_to_save_it_by() {
    for export in exports::all() {
        let answer = call_for_bytes(&service(), "POST", &format!("{PATH}?as={}", export.id), &[JSON], TICKETS).await;
        assert_eq!(answer.status(), 200, "{}", export.id);
        assert_eq!(header(&answer, "content-type"), export.media_type);
        let saved = header(&answer, "content-disposition");
        assert!(saved.starts_with("attachment; filename=\"") && saved.ends_with(&format!(".{}\"", export.ending)));
        assert!(!answer.body().is_empty());
    }
}

#[tokio::test]
async fn what_is_not_exported_is_said_with_what_is() {
    for (query, says) in [("", "csv"), ("?as=cvs", "Did you mean `csv`?"), ("?as=", "There is ")] {
        let answer = call(&service(), "POST", &format!("{PATH}{query}"), &[JSON], TICKETS).await;
        let problem = problem(&answer, 422, "no_such_export");
        assert!(problem["detail"].as_str().unwrap().contains(says), "{query} {problem}");
    }
    let answer = call(&service(), "POST", &format!("{PATH}?as=csv&form=x"), &[JSON], TICKETS).await;
    problem(&answer, 400, "malformed");
}
