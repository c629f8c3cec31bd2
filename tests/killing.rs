//! Kills the server under writing load, starts it again, and looks for everything that it had acknowledged.
//!
//! The suite does a few rounds over each database; `cargo run --release -p tests --example killing` does many and
//! writes down how long it took until the server answered again.

use std::{
    fmt, io,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use sqlx::{ConnectOptions, Connection as _, sqlite::SqliteConnectOptions};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    sync::Notify,
    task::JoinSet,
    time::timeout,
};

use crate::postgres::Postgres;

/// Number of clients that write at once.
const CLIENTS: usize = 8;

/// Number of revisions of each report that a client makes, one after the other.
const REVISIONS: usize = 4;

/// A report that the store is asked for and does not have.
const UNKNOWN: &str = "/api/v1/reports/0000000000000000000000";

/// A time limit that no working server reaches.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where the server keeps its reports.
pub(crate) enum Kept {
    Sqlite(tempfile::TempDir),
    Postgres(Postgres, String),
}

impl Kept {
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("reports.db").display()),
            Self::Postgres(_, url) => url.clone(),
        }
    }
}

/// What a round kills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Killed {
    Server,
    /// The database's server. Ours stays, and serves again by itself.
    Database,
    Both,
}

/// What was found in all rounds.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub(crate) rounds: usize,
    /// Revisions that were acknowledged, and deletions.
    pub(crate) revisions: usize,
    pub(crate) deletions: usize,
    /// What was acknowledged and is not there, or not as it was sent.
    pub(crate) lost: Vec<String>,
    /// Times from the start of the server to its first answer from the store.
    pub(crate) starts: Vec<Duration>,
}

/// A report that a client has written.
struct Written {
    id: String,
    /// The notes of the revisions that were acknowledged, the first one first.
    notes: Vec<String>,
    deletion: Deletion,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Deletion {
    None,
    /// It was sent, and the answer did not come.
    Sent,
    Acknowledged,
}

/// A running server and all that it has acknowledged.
pub(crate) struct Rounds {
    program: PathBuf,
    kept: Kept,
    pub(crate) address: SocketAddr,
    server: Child,
    written: Vec<Written>,
    pub(crate) figures: Figures,
}

impl Rounds {
    /// Starts the program `eda-advisor` over an empty store.
    pub(crate) async fn start(program: &Path, kept: Kept) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let server = serve(program, &kept, address);
        let (program, written, figures) = (program.to_owned(), Vec::new(), Figures::default());
        let mut rounds = Self { program, kept, address, server, written, figures };
        rounds.wait(Instant::now()).await;
        rounds
    }

    /// Kills `killed` as soon as this many revisions were acknowledged under load, starts it again, and checks what is
    /// there.
    pub(crate) async fn round(&mut self, killed: Killed, revisions: usize) {
        let load = Arc::new(Load {
            address: self.address,
            left: AtomicUsize::new(revisions),
            enough: Notify::new(),
            written: Mutex::default(),
        });
        let mut clients = JoinSet::new();
        for client in 0..CLIENTS {
            let (load, name) = (Arc::clone(&load), format!("round {}, client {client}", self.figures.rounds));
            // A client ends when its connection breaks or the store takes nothing.
            clients.spawn(async move { load.write(client, &name).await });
        }
        timeout(PATIENCE, load.enough.notified()).await.expect("the server takes what is written");
        if killed != Killed::Database {
            self.server.kill().unwrap();
            self.server.wait().unwrap();
        }
        if let (Kept::Postgres(postgres, _), Killed::Database | Killed::Both) = (&mut self.kept, killed) {
            postgres.kill();
        }
        while clients.join_next().await.is_some() {}
        if let (Kept::Postgres(postgres, _), Killed::Database | Killed::Both) = (&mut self.kept, killed) {
            postgres.start_again();
        }
        let begin = Instant::now();
        if killed != Killed::Database {
            self.server = serve(&self.program, &self.kept, self.address);
        }
        let before = self.written.len();
        self.written.append(&mut load.written.lock().unwrap());
        let took = self.wait(begin).await;
        self.figures.starts.push(took);
        self.figures.rounds += 1;
        self.figures.revisions = self.written.iter().map(|report| report.notes.len()).sum();
        self.figures.deletions = self.written.iter().filter(|report| report.deletion == Deletion::Acknowledged).count();
        self.check(before).await;
    }

    /// Reads everything of all rounds once more.
    pub(crate) async fn end(&mut self) {
        self.check(0).await;
    }

    /// Waits until the server answers from its store.
    async fn wait(&mut self, since: Instant) -> Duration {
        loop {
            assert!(self.server.try_wait().unwrap().is_none(), "the server has ended");
            assert!(since.elapsed() < PATIENCE, "the server does not answer");
            // The connection is taken before the store is open, and the answer comes as soon as it is.
            if let Ok(mut connection) = Connection::open(self.address).await
                && connection.ask("GET", UNKNOWN, "", "").await.is_ok_and(|(status, _)| status == 404)
            {
                return since.elapsed();
            }
            tokio::task::yield_now().await;
        }
    }

    /// Reads what was acknowledged, from this report on.
    async fn check(&mut self, from: usize) {
        let mut connection = Connection::open(self.address).await.unwrap();
        for report in &self.written[from..] {
            for (number, note) in (1..).zip(&report.notes) {
                let path = format!("/api/v1/reports/{}/revisions/{number}", report.id);
                let (status, body) = connection.ask("GET", &path, "", "").await.unwrap();
                let is_there = status == 200 && body["note"] == *note && body["assessment"]["steps"].is_array();
                let is_right = match report.deletion {
                    Deletion::None => is_there,
                    Deletion::Sent => is_there || status == 410,
                    Deletion::Acknowledged => status == 410,
                };
                if !is_right {
                    self.figures.lost.push(format!("{note}: {status} {}", body["note"]));
                }
            }
        }
        if let Kept::Sqlite(folder) = &self.kept {
            let options = SqliteConnectOptions::new().filename(folder.path().join("reports.db")).read_only(true);
            let mut file = options.connect().await.unwrap();
            let found: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut file).await.unwrap();
            file.close().await.unwrap();
            if found != "ok" {
                self.figures.lost.push(found);
            }
        }
    }
}

impl Drop for Rounds {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rounds, revisions, deletions, lost, starts } = self;
        let mut sorted = starts.clone();
        sorted.sort();
        let (median, slowest) = (sorted[sorted.len() / 2].as_millis(), sorted[sorted.len() - 1].as_millis());
        write!(
            formatter,
            "{rounds} rounds: {revisions} revisions and {deletions} deletions acknowledged, {} lost or corrupt; \
             answers again after {median} ms (median), {slowest} ms (slowest)",
            lost.len()
        )
    }
}

fn serve(program: &Path, kept: &Kept, address: SocketAddr) -> Child {
    Command::new(program)
        .args(["serve", "--listen", &address.to_string(), "--database-url", &kept.url(), "--new-per-minute", "0"])
        .args(["--log-level", "warn"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What the clients of a round share.
struct Load {
    address: SocketAddr,
    /// Number of acknowledgements until it is enough.
    left: AtomicUsize,
    enough: Notify,
    written: Mutex<Vec<Written>>,
}

impl Load {
    /// Writes reports until something fails.
    async fn write(&self, client: usize, name: &str) -> io::Result<()> {
        let mut connection = Connection::open(self.address).await?;
        for count in 0_usize.. {
            let note = |revision| format!("{name}, report {count}, revision {revision}");
            let (status, made) = connection.ask("POST", "/api/v1/reports", "", &body(&note(1))).await?;
            if status != 201 {
                return Ok(());
            }
            let text = |field: &str| made[field].as_str().unwrap().to_owned();
            let bearer = format!("authorization: Bearer {}\r\n", text("edit_token"));
            let written = Written { id: text("id"), notes: vec![note(1)], deletion: Deletion::None };
            let at = self.keep(written);
            let path = format!("/api/v1/reports/{}", text("id"));
            for revision in 2..=REVISIONS {
                let headers = format!("{bearer}if-match: \"{}\"\r\n", revision - 1);
                let (status, _) = connection.ask("PUT", &path, &headers, &body(&note(revision))).await?;
                if status != 200 {
                    return Ok(());
                }
                self.change(at, |written| written.notes.push(note(revision)));
            }
            if (client + count).is_multiple_of(3) {
                self.change(at, |written| written.deletion = Deletion::Sent);
                let headers = format!("{bearer}if-match: \"{REVISIONS}\"\r\n");
                let (status, _) = connection.ask("DELETE", &path, &headers, "").await?;
                if status != 204 {
                    return Ok(());
                }
                self.change(at, |written| written.deletion = Deletion::Acknowledged);
            }
        }
        Ok(())
    }

    fn keep(&self, report: Written) -> usize {
        let mut written = self.written.lock().unwrap();
        written.push(report);
        self.count();
        written.len() - 1
    }

    fn change(&self, at: usize, change: impl FnOnce(&mut Written)) {
        change(&mut self.written.lock().unwrap()[at]);
        self.count();
    }

    fn count(&self) {
        if self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.enough.notify_one();
        }
    }
}

/// A description of six steps, with a note.
pub(crate) fn body(note: &str) -> String {
    let steps = [
        json!({"action": "Reserve the seat", "from": "booking", "to": ["seats"], "entity": "seat",
               "answers": {"reply": "answer", "invariant": "exclusive_booking"}}),
        json!({"action": "Charge the credit card", "from": "booking", "to": ["payment"], "entity": "card",
               "answers": {"reply": "answer", "undo": "compensable"}}),
        json!({"action": "Issue the ticket", "from": "booking", "to": ["tickets"], "entity": "ticket"}),
        json!({"action": "Send the confirmation e-mail", "from": "booking", "to": ["notifications"],
               "answers": {"reply": "none", "failure_tolerance": "retry_later"}}),
        json!({"action": "Update the statistics", "from": "booking", "to": ["statistics"],
               "answers": {"reply": "none"}}),
        json!({"action": "Tell the venue", "from": "booking", "to": ["venue"]}),
    ];
    let description = json!({"name": "Concert ticket booking", "flows": [{"name": "Book a ticket", "steps": steps}]});
    json!({"note": note, "description": description}).to_string()
}

/// A connection that stays open.
pub(crate) struct Connection(BufReader<TcpStream>);

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> io::Result<Self> {
        TcpStream::connect(address).await.map(BufReader::new).map(Self)
    }

    /// Sends a request with these header lines and reads the answer: its status and its body, if that is JSON.
    pub(crate) async fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> io::Result<(u16, Value)> {
        let (status, body) = self.ask_raw(method, path, headers, body).await?;
        Ok((status, serde_json::from_slice(&body).unwrap_or_default()))
    }

    /// The same with the body as it came.
    pub(crate) async fn ask_raw(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> io::Result<(u16, Vec<u8>)> {
        timeout(PATIENCE, self.asking(method, path, headers, body)).await.map_err(io::Error::from)?
    }

    async fn asking(&mut self, method: &str, path: &str, headers: &str, body: &str) -> io::Result<(u16, Vec<u8>)> {
        let (host, length) = (self.0.get_ref().peer_addr()?, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n{headers}\
             content-length: {length}\r\n\r\n{body}"
        );
        self.0.get_mut().write_all(request.as_bytes()).await?;
        let mut line = String::new();
        let (mut status, mut length) = (0, 0);
        loop {
            line.clear();
            if self.0.read_line(&mut line).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
                status = rest[..3].parse().unwrap();
            } else if let Some(rest) = line.strip_prefix("content-length: ") {
                length = rest.trim().parse().unwrap();
            } else if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await?;
        Ok((status, body))
    }
}

/// A few rounds over each database. A debug build is slow, so they are short.
#[cfg(test)]
mod rounds {
    use super::*;

    async fn nothing_is_lost(kept: Kept, killed: &[Killed]) {
        let mut rounds = Rounds::start(Path::new(env!("CARGO_BIN_EXE_command-line")), kept).await;
        for (round, killed) in killed.iter().enumerate() {
            rounds.round(*killed, 30 + 7 * round).await;
        }
        rounds.end().await;
        let Figures { rounds, revisions, lost, .. } = &rounds.figures;
        assert_eq!((*rounds, lost), (killed.len(), &Vec::new()));
        assert!(*revisions >= 30 * killed.len(), "{revisions}");
    }

    #[tokio::test]
    async fn a_killed_server_loses_nothing_that_it_acknowledged_in_sqlite() {
        nothing_is_lost(Kept::Sqlite(tempfile::tempdir().unwrap()), &[Killed::Server; 3]).await;
    }

    #[tokio::test]
    async fn nor_in_postgresql_whichever_of_the_two_is_killed() {
        let postgres = Postgres::start("killed", &[]);
        let url = postgres.database().await;
        let killed = [Killed::Server, Killed::Database, Killed::Both];
        nothing_is_lost(Kept::Postgres(postgres, url), &killed).await;
    }
}
