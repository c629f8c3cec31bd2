//! Measures the stores through the real server: `cargo build --release -p server`, then
//! `cargo run --release -p tests --example figures -- sqlite|postgres [SECONDS]`.
//!
//! 64 clients publish a report of six steps, each as soon as its last one is acknowledged; then they read the JSON of
//! reports. The clients share the machine with the server and, if it is PostgreSQL, with the database.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a run that cannot go on has failed")]

#[path = "../killing.rs"]
#[expect(dead_code, reason = "the suite uses the rest")]
mod killing;
#[path = "../postgres.rs"]
#[expect(dead_code, reason = "the suite uses the rest")]
mod postgres;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use killing::{Connection, Kept, Rounds, body};
use postgres::Postgres;
use serde_json::Value;
use server::store::backup;
use tokio::task::JoinSet;

/// Number of clients, each with a connection of its own.
const CLIENTS: usize = 64;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let kept = match arguments.next().as_deref() {
        None | Some("sqlite") => {
            Kept::Sqlite(tempfile::tempdir_in(concat!(env!("CARGO_MANIFEST_DIR"), "/../target")).unwrap())
        }
        Some(_) => {
            let postgres = Postgres::start("figures", &[]);
            let url = postgres.database().await;
            Kept::Postgres(postgres, url)
        }
    };
    let seconds = arguments.next().and_then(|seconds| seconds.parse().ok()).unwrap_or(10);
    let time = Duration::from_secs(seconds);
    let program = std::env::current_exe().unwrap().parent().unwrap().with_file_name("eda-advisor");
    let url = kept.url();
    let server = Rounds::start(&program, kept).await;
    let address = server.address;

    let ids = Arc::new(Mutex::new(Vec::new()));
    let made = Arc::clone(&ids);
    let sent = body("figures");
    let publish = move |_| Request { method: "POST", path: "/api/v1/reports".to_owned(), body: sent.clone() };
    let keep = move |answer: Value| made.lock().unwrap().push(answer["id"].as_str().unwrap().to_owned());
    println!("durable saves: {}", load(address, time, publish, keep).await);

    // A hundred reports in turn, so that no client reads what it has just read.
    let ids: Vec<String> = ids.lock().unwrap().iter().take(100).cloned().collect();
    let read = move |count: usize| Request {
        method: "GET",
        path: format!("/api/v1/reports/{}", ids[count % ids.len()]),
        body: String::new(),
    };
    println!("reads of their JSON: {}", load(address, time, read, |_| {}).await);

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    let held = backup::back_up(&url, &file, &|_, _| {}).await.unwrap();
    let bytes = std::fs::metadata(&file).unwrap().len();
    println!("room: {} bytes for each report, of {} reports", bytes / u64::from(held.reports), held.reports);
}

struct Request {
    method: &'static str,
    path: String,
    body: String,
}

/// Sends requests from all clients for some time and says how many were answered.
async fn load(
    address: SocketAddr,
    time: Duration,
    request: impl Fn(usize) -> Request + Send + Sync + 'static,
    answered: impl Fn(Value) + Send + Sync + 'static,
) -> String {
    let begin = Instant::now();
    let (request, answered) = (Arc::new(request), Arc::new(answered));
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let (request, answered) = (Arc::clone(&request), Arc::clone(&answered));
        clients.spawn(async move {
            let mut connection = Connection::open(address).await.unwrap();
            let mut times = Vec::new();
            while begin.elapsed() < time {
                let Request { method, path, body } = request(client + times.len());
                let asked = Instant::now();
                let (status, answer) = connection.ask_raw(method, &path, "", &body).await.unwrap();
                times.push(asked.elapsed());
                assert!(matches!(status, 200 | 201), "{status}");
                if method == "POST" {
                    answered(serde_json::from_slice(&answer).unwrap());
                }
            }
            times
        });
    }
    let mut times = clients.join_all().await.concat();
    let took = begin.elapsed().as_secs_f64();
    times.sort();
    #[expect(clippy::cast_precision_loss, reason = "it is far below the precision")]
    let rate = times.len() as f64 / took;
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_micros();
    format!("{rate:.0} a second; half of them within {} µs, 99 of 100 within {} µs", at(50), at(99))
}
