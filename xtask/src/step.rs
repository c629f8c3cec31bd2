//! Steps and their commands: prints what runs, how long it took, and which step failed.

use std::{
    env,
    process::Command,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use anyhow::{Context, bail};

/// A line for each step that succeeded.
static DONE: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Runs a step and prints its name and duration. The error of a failed step starts with the step's name.
pub(crate) fn step(name: &str, work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    eprintln!("\n── {name}");
    let start = Instant::now();
    work().with_context(|| name.to_owned())?;
    let line = format!("{:>7.1} s  {name}", start.elapsed().as_secs_f64());
    eprintln!("── {line}");
    DONE.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    Ok(())
}

/// Prints the duration of each step, one per line.
pub(crate) fn sum_up() {
    let done = DONE.lock().unwrap_or_else(PoisonError::into_inner);
    eprintln!("\n{}", done.join("\n"));
}

/// Runs a command to its end. Its output goes to the terminal.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| line.clone())?;
    if !status.success() {
        bail!("{line}: {status}");
    }
    Ok(())
}

/// The cargo that runs xtask, set to run in the workspace's root.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(crate::top());
    cargo
}

/// Longest command that is repeated whole, in characters.
const LONGEST_LINE: usize = 200;

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line = words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_LINE) {
        Some((end, _)) => format!("{} \u{2026}", &line[..end]),
        None => line,
    }
}
