//! The log must contain nothing with which a report can be read or changed.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use server::{observe::logged, router, store::sqlite::SqliteStore};
use tracing_subscriber::{Layer, filter::LevelFilter, fmt::MakeWriter, layer::SubscriberExt, util::SubscriberInitExt};

use crate::{
    api::{JSON, TICKETS, call, json},
    house::{header, state_over},
    model::{Answer, KEY, Stub, TEXT, post},
};

/// A log that is kept in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn neither_tokens_nor_ids_nor_words_are_logged() {
    let log = Log::default();
    let lines = tracing_subscriber::fmt::layer().with_writer(log.clone()).with_filter(logged(LevelFilter::TRACE));
    // The subscriber is set for the whole process. A subscriber for one thread could be disabled by another
    // that comes first.
    tracing_subscriber::registry().with(lines).init();

    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("reports.db").display());
    let store = Arc::new(SqliteStore::open(&url).await.unwrap());
    let service = router::router(state_over("http://advisor.example", store));
    let body = format!("{{\"description\": {TICKETS}, \"note\": \"between us\"}}");
    let published = call(&service, "POST", "/api/v1/reports", &[JSON], body.clone()).await;
    let token = json(&published)["edit_token"].as_str().unwrap().to_owned();
    let path = header(&published, "location");
    let bearer = format!("Bearer {token}");
    let headers = [JSON, ("authorization", bearer.as_str()), ("if-match", "\"1\"")];
    assert_eq!(call(&service, "PUT", path, &headers, body).await.status(), 200);
    let read = call(&service, "GET", path, &[], "").await;
    assert!(!read.body().contains(&token));

    let page = path.replace("/api/v1/reports/", "/r/");
    let granted = call(&service, "GET", &format!("{page}/edit/{token}"), &[], "").await;
    let cookie = header(&granted, "set-cookie").split(';').next().unwrap().to_owned();
    let held = [("cookie", cookie.as_str())];
    assert_eq!(call(&service, "GET", &page, &held, "").await.status(), 200);
    let started = call(&service, "POST", &format!("{page}/revise"), &held, "").await;
    let draft = header(&started, "location").rsplit('/').next().unwrap().to_owned();
    let form = [("content-type", "application/x-www-form-urlencoded"), held[0]];
    let revised =
        call(&service, "POST", &format!("{page}/revisions"), &form, format!("draft={draft}&anyway=yes")).await;
    assert_eq!(revised.status(), 303);
    assert_eq!(call(&service, "DELETE", path, &headers[..2], "").await.status(), 204);

    // A model reads a text, refuses to, and is told the faults of its description.
    let faulty = r#"{"name": "x", "flows": [{"steps": [{"action": "zebra", "surprise": 1, "quotes": {}}]}]}"#;
    for answer in [Answer::Says(vec![faulty.to_owned()]), Answer::Status(401), Answer::Body("zebra")] {
        let page = post(&Stub::start(answer).await.service(), "/reading/model", &[("steps", TEXT)]).await;
        assert!(page.status() == 200 && !page.body().contains(KEY));
    }

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/r/{id}/edit/{token}") && log.contains("answered"), "{log}");
    assert!(log.contains("the model gave no reading") && log.contains("/reading/model"), "{log}");
    for secret in [
        token.as_str(),
        draft.as_str(),
        path.rsplit('/').next().unwrap(),
        "Reserve",
        "between us",
        KEY,
        "seat",
        "afterwards",
        "zebra",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}
