//! The tools that the steps need, and their installation.

use std::{
    env, fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, bail};

use crate::{
    step::{cargo, run},
    wasm,
};

/// The Debian packages that tests use, each with a program that shows that it is installed.
const PACKAGES: [(&str, &str); 8] = [
    ("git", "git"),
    ("nodejs", "node"),
    ("npm", "npm"),
    ("chromium", "chromium"),
    ("python3-pip", "pip3"),
    ("plantuml", "plantuml"),
    ("graphviz", "dot"),
    ("postgresql", "pg_ctlcluster"),
];

/// The oldest major version of Node that the tools run on (`engines` in `tests/tools/package.json`).
const NODE: u32 = 20;

/// The folders whose files tell npm which packages to install, each with the folder in `target` where they go.
const NPM_FOLDERS: [(&str, &str); 2] = [("tests/browser", "npm"), ("tests/tools", "tools-npm")];

/// The files of such a folder. They name exact versions.
const NPM_FILES: [&str; 2] = ["package.json", "package-lock.json"];

/// The file that names the Python packages that tests use, in exact versions.
const PYTHON_FILE: &str = "tests/tools/requirements.txt";

/// The version of cargo-deny that reads `deny.toml`.
const CARGO_DENY: &str = "0.20.2";

/// Installs everything that `test` needs. Rust components are installed always; Debian packages only as root
/// or with `install`.
pub(crate) fn all(install: bool) -> anyhow::Result<()> {
    wasm_target()?;
    for component in ["fmt", "clippy"] {
        if !cargo().args([component, "--version"]).output()?.status.success() {
            run(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]))?;
        }
    }
    packages(install)?;
    node()?;
    NPM_FOLDERS.iter().try_for_each(|(wanted, folder)| npm_packages(wanted, &crate::target().join(folder)))?;
    python_packages(&crate::target().join("tools-python"))
}

/// A rustfmt command for every file of the workspace. `cargo fmt` would skip modules that a macro declares,
/// such as rules.
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

/// The command that checks the licences and sources of all dependencies against `deny.toml`. It reads no database of
/// advisories, so it needs no network beyond the registry of crates.
pub(crate) fn cargo_deny() -> anyhow::Result<Command> {
    let root = crate::target().join("tools");
    let program = root.join("bin/cargo-deny");
    let version = Command::new(&program).arg("--version").output().map(|printed| printed.stdout).unwrap_or_default();
    if String::from_utf8_lossy(&version).trim() != format!("cargo-deny {CARGO_DENY}") {
        // The check takes two seconds even unoptimized, and compiling takes a third of the time.
        let mut install = cargo();
        install.args(["install", "cargo-deny", "--version", CARGO_DENY, "--locked", "--debug", "--root"]).arg(root);
        run(install.env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
    }
    let mut check = Command::new(program);
    check.current_dir(crate::top()).args(["check", "licenses", "bans", "sources"]);
    Ok(check)
}

/// Installs the standard library for WASM.
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

/// Checks that Node is new enough. The packages of older Debian releases are not.
fn node() -> anyhow::Result<()> {
    let printed = Command::new("node").arg("--version").output().context("node")?;
    let printed = String::from_utf8_lossy(&printed.stdout).trim().to_owned();
    if major(&printed).is_none_or(|major| major < NODE) {
        bail!(
            "Node is {printed} here, and the tools of the tests need {NODE} or newer: install it from \
             https://nodejs.org/en/download, so that `node` and `npm` are first on the PATH"
        );
    }
    Ok(())
}

/// The major version in what `node --version` prints, such as `v20.20.2`.
fn major(printed: &str) -> Option<u32> {
    printed.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs packages in the versions of the lock file in `wanted`, unless they are installed already.
fn npm_packages(wanted: &str, folder: &Path) -> anyhow::Result<()> {
    let wanted = crate::top().join(wanted);
    // npm writes its lock file into `node_modules` when everything is installed.
    let is_there = folder.join("node_modules/.package-lock.json").exists();
    let mut same =
        NPM_FILES.iter().map(|file| Some(fs::read(wanted.join(file)).ok()? == fs::read(folder.join(file)).ok()?));
    if is_there && same.all(|same| same == Some(true)) {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    for file in NPM_FILES {
        fs::copy(wanted.join(file), folder.join(file)).with_context(|| file.to_owned())?;
    }
    run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder))
}

/// Installs the Python packages of the tests, unless they are installed already.
fn python_packages(folder: &Path) -> anyhow::Result<()> {
    let wanted = crate::top().join(PYTHON_FILE);
    let installed = folder.join("requirements.txt");
    if fs::read(&wanted)? == fs::read(&installed).unwrap_or_default() {
        return Ok(());
    }
    let mut pip = Command::new("pip3");
    pip.args(["install", "--quiet", "--upgrade", "--only-binary", ":all:", "--target"]).arg(folder);
    run(pip.arg("--requirement").arg(&wanted))?;
    fs::copy(&wanted, &installed)?;
    Ok(())
}

/// The folder of the npm packages of the browser tests. It is never inside the repository.
pub(crate) fn npm_folder() -> PathBuf {
    crate::target().join(NPM_FOLDERS[0].1)
}

fn is_on_path(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.1.0"), Some(9));
        assert_eq!(major("20.1"), None);
        assert_eq!(major(""), None);
    }
}
