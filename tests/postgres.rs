//! A PostgreSQL server for tests: started by the first test that asks, it ends with the process.
//!
//! Its files lie in `target`. It comes from Debian's package `postgresql`, which `cargo xtask test` installs. It
//! refuses to run as root, so root runs it as the user whom that package made.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// Time in which a server starts, even on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// The user that Debian's package made.
const USER: &str = "postgres";

/// The database's files, in the server's folder.
const DATA: &str = "data";

/// A server of its own.
pub(crate) struct Postgres {
    child: Child,
    folder: PathBuf,
    port: u16,
    settings: &'static [&'static str],
}

/// An empty database on the server that all tests share. Its name is unique, so the tests do not meet.
pub(crate) async fn database() -> String {
    static SERVER: OnceLock<Postgres> = OnceLock::new();
    // What is written may get lost with the machine, and the server does not wait for the disk.
    SERVER.get_or_init(|| Postgres::start("shared", &["fsync=off", "max_connections=300"])).database().await
}

impl Postgres {
    /// Starts a server with these settings and no database but its own.
    pub(crate) fn start(name: &str, settings: &'static [&'static str]) -> Self {
        let folder = folder(name);
        let mut make = program("initdb");
        make.arg("-D").arg(folder.join(DATA)).args([
            "-U",
            USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]);
        let output = make.output().expect("setpriv, of Debian's util-linux, is there");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let end = Instant::now() + PATIENCE;
        loop {
            // Another program may take the port in between.
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            if let Some(child) = run(&folder, port, settings) {
                return Self { child, folder, port, settings };
            }
            assert!(Instant::now() < end, "the server does not start: {}", folder.join("log").display());
        }
    }

    /// Makes an empty database and returns its URL.
    pub(crate) async fn database(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}", COUNT.fetch_add(1, Ordering::SeqCst));
        self.execute(format!("CREATE DATABASE {name}")).await;
        self.url(&name)
    }

    /// The URL of a database with this name.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs a statement on the server's own database.
    async fn execute(&self, sql: String) {
        let mut connection = PgConnection::connect(&self.url(USER)).await.unwrap();
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
        connection.close().await.unwrap();
    }

    /// Ends the server as `kill -9` does: nothing is written any more.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again on the same files and the same port. Until the last process of the killed server has ended, a
    /// new one refuses to start.
    pub(crate) fn start_again(&mut self) {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(child) = run(&self.folder, self.port, self.settings) {
                self.child = child;
                return;
            }
            assert!(Instant::now() < end, "the server does not start again: {}", self.folder.join("log").display());
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// An empty folder for the files of a server. Folders of tests that have ended are removed.
fn folder(name: &str) -> PathBuf {
    let target = option_env!("CARGO_TARGET_TMPDIR").unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tmp"));
    let all = Path::new(target).join("postgres");
    fs::create_dir_all(&all).unwrap();
    for old in fs::read_dir(&all).unwrap().map(Result::unwrap) {
        let owner = old.file_name().to_string_lossy().split('-').next().unwrap_or_default().to_owned();
        if !Path::new("/proc").join(owner).exists() {
            fs::remove_dir_all(old.path()).ok();
        }
    }
    let folder = all.join(format!("{}-{name}", std::process::id()));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir(&folder).unwrap();
    if is_root() {
        let id = |option| {
            let printed = Command::new("id").args([option, USER]).output().unwrap().stdout;
            String::from_utf8(printed).unwrap().trim().parse().ok()
        };
        chown(&folder, id("-u"), id("-g")).unwrap();
    }
    folder
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// A command that runs a program of PostgreSQL: as another user if need be, and no longer than the thread that starts
/// it.
fn program(name: &str) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid", USER, "--regid", USER, "--clear-groups"]);
    }
    command.args(["--pdeathsig", "QUIT", "--"]).arg(programs().join(name));
    command.current_dir("/").env("LC_ALL", "C").stdin(Stdio::null());
    command
}

/// The folder with the programs of the newest version that is installed.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().map(|version| version.unwrap().path());
    let number = |version: &PathBuf| version.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let newest = versions.filter(|version| version.join("bin/initdb").exists()).max_by_key(number);
    newest
        .expect("PostgreSQL is installed: as root, `cargo xtask test` does it; or `apt-get install postgresql`")
        .join("bin")
}

/// Starts the server and waits until it takes connections; `None` if it ends before.
fn run(folder: &Path, port: u16, settings: &[&str]) -> Option<Child> {
    let mut server = program("postgres");
    server.arg("-D").arg(folder.join(DATA)).args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k", ""]);
    for setting in settings {
        server.args(["-c", setting]);
    }
    server.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut log = File::options().create(true).append(true).open(folder.join("log")).unwrap();
    let (started, child) = mpsc::channel();
    // The server ends with this thread, which ends with the process: the threads of tests end earlier.
    thread::spawn(move || {
        let mut child = server.spawn().expect("setpriv, of Debian's util-linux, is there");
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut starting = Some(child);
        for line in lines.map_while(Result::ok) {
            writeln!(log, "{line}").unwrap();
            if line.contains("ready to accept connections") && starting.is_some() {
                started.send(starting.take()).unwrap();
            }
        }
        if let Some(mut ended) = starting {
            ended.wait().unwrap();
            started.send(None).unwrap();
        }
        loop {
            thread::park();
        }
    });
    child.recv().unwrap()
}
