//! What the steps need on the machine, and how it gets there.

use std::{env, fs, os::unix::fs::MetadataExt, path::Path, process::Command};

use anyhow::{Context, bail};

use crate::{
    step::{cargo, run},
    wasm,
};

/// The Debian packages that tests use, each with a program by which it is recognised.
const PACKAGES: [(&str, &str); 2] = [("nodejs", "node"), ("chromium", "chromium")];

/// Everything that `test` needs. Rust's own parts are installed unasked; Debian's only by root or when `install` is set.
pub(crate) fn all(install: bool) -> anyhow::Result<()> {
    wasm_target()?;
    for component in ["fmt", "clippy"] {
        if !cargo().args([component, "--version"]).output()?.status.success() {
            run(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]))?;
        }
    }
    packages(install)
}

/// rustfmt on every file of the workspace. `cargo fmt` would pass over modules that a macro declares, as the rules are.
pub(crate) fn rustfmt() -> anyhow::Result<Command> {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.current_dir(crate::top()).args(["--edition", "2024"]);
    for member in ["engine", "app", "server", "xtask", "tests"] {
        sources(&crate::top().join(member), &mut rustfmt)?;
    }
    Ok(rustfmt)
}

fn sources(folder: &Path, command: &mut Command) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, command)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            command.arg(path);
        }
    }
    Ok(())
}

/// The standard library for WASM.
pub(crate) fn wasm_target() -> anyhow::Result<()> {
    let print = Command::new("rustc").args(["--print", "sysroot"]).output().context("rustc")?;
    let sysroot = String::from_utf8(print.stdout)?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(wasm::TARGET).exists() {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", wasm::TARGET]))
}

fn packages(install: bool) -> anyhow::Result<()> {
    let missing: Vec<&str> =
        PACKAGES.iter().filter(|(_, program)| !is_on_path(program)).map(|(package, _)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let script = format!("apt-get update && apt-get install --yes --no-install-recommends {}", missing.join(" "));
    let is_root = fs::metadata("/proc/self")?.uid() == 0;
    match (is_root, install) {
        (true, _) => run(Command::new("sh").args(["-c", &script]).env("DEBIAN_FRONTEND", "noninteractive")),
        (false, true) => run(Command::new("sudo").args(["sh", "-c", &script])),
        (false, false) => {
            bail!("{} missing; this installs what is missing:\n  sudo sh -c '{script}'", missing.join(", "))
        }
    }
}

fn is_on_path(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}
