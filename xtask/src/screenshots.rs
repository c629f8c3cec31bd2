//! Takes pictures of pages for people to look at. It runs the built server on a free port with an empty database.

use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use crate::{step::run, tools, top};

/// Runs a script that writes pictures into a folder. `program` is the server's binary.
pub(crate) fn take(program: &Path, script: &str, folder: &Path) -> anyhow::Result<()> {
    let file = env::temp_dir().join(format!("eda-advisor-screenshots-{}.db", std::process::id()));
    // The port is free once the listener is dropped, and it is unlikely that another program takes it in between.
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let mut server = Command::new(program)
        .args(["serve", "--listen", &address, "--log-level", "warn", "--database-url"])
        .arg(format!("sqlite:{}", file.display()))
        .arg("--packs")
        .arg(top().join("tests/packs"))
        .spawn()
        .with_context(|| program.display().to_string())?;
    let taken = wait_for(&mut server, &address).and_then(|()| {
        let mut node = Command::new("node");
        node.current_dir(top()).env("NODE_TOOLS", tools::npm_folder());
        fs::create_dir_all(folder)?;
        run(node.args([script, &format!("http://{address}")]).arg(folder))
    });
    server.kill()?;
    server.wait()?;
    for ending in ["db", "db-wal", "db-shm"] {
        _ = fs::remove_file(file.with_extension(ending));
    }
    taken
}

/// Time limit for the server to start listening.
const START: Duration = Duration::from_secs(30);

/// Waits until the server listens. Fails if the server ends or takes too long.
fn wait_for(server: &mut Child, address: &str) -> anyhow::Result<()> {
    let began = Instant::now();
    while TcpStream::connect(address).is_err() {
        if began.elapsed() > START {
            bail!("the server does not listen on {address} after {} s", START.as_secs());
        }
        if let Some(status) = server.try_wait()? {
            bail!("the server ended: {status}");
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
