//! Steps and the commands in them: what is running, how long it took, and which one failed.

use std::{env, process::Command, time::Instant};

use anyhow::{Context, bail};

/// Does one step and says so; the error of a step that fails begins with its name.
pub(crate) fn step(name: &str, work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    eprintln!("\n── {name}");
    let start = Instant::now();
    work().with_context(|| name.to_owned())?;
    eprintln!("── {name}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// Runs a command to its end; its output is the reader's.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| line.clone())?;
    if !status.success() {
        bail!("{line}: {status}");
    }
    Ok(())
}

/// The cargo that runs this, to be run at the top of the workspace.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(crate::top());
    cargo
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
