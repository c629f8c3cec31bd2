//! `cargo xtask`: builds, serves and tests the whole product, including the WASM and the site.
//!
//! This file lists the steps; each kind of step has its own file. It needs a Rust toolchain and no other tool.

mod screenshots;
mod site;
mod step;
mod tools;
mod wasm;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    step::{cargo, run, step},
    wasm::Use,
};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, serve and test EDA Advisor.")]
struct Line {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the binary that ships: target/release/eda-advisor
    Build,
    /// Build and serve on 127.0.0.1:3000, reports in ./eda-advisor.db
    Serve {
        /// Build what ships instead of what compiles soonest
        #[arg(long)]
        release: bool,
    },
    /// Check and test everything, after setting up what that needs
    Test {
        /// Install missing Debian packages with sudo; root installs them unasked
        #[arg(long)]
        install: bool,
    },
    /// Take a picture of every page, for people to look at: target/screenshots
    Screenshots {
        /// Take the pictures that the README shows instead: docs/pictures
        #[arg(long)]
        readme: bool,
    },
}

/// The feature that enables the tests that need Chromium and Node.
const BROWSER: &str = "tests/browser";

/// How the site and the binary are built.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Profile {
    /// For the shortest build time.
    Dev,
    /// For the smallest and fastest result.
    Release,
}

fn main() -> ExitCode {
    match Line::parse().task.run() {
        Ok(()) => {
            step::sum_up();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("\nxtask failed: {error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Task {
    fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Build => build(Profile::Release),
            Self::Serve { release } => serve(if release { Profile::Release } else { Profile::Dev }),
            Self::Test { install } => test(install),
            Self::Screenshots { readme } => screenshots(readme),
        }
    }
}

fn build(profile: Profile) -> anyhow::Result<()> {
    step("wasm target", tools::wasm_target)?;
    artefacts(Use::Site, profile)?;
    step("site", || site::assemble(profile))?;
    step("binary", || {
        let mut build = cargo();
        build.args(["build", "--package", "server"]);
        if profile == Profile::Release {
            build.arg("--release");
        }
        run(&mut build)
    })
}

fn serve(profile: Profile) -> anyhow::Result<()> {
    build(profile)?;
    run(std::process::Command::new(binary(profile)).arg("serve"))
}

/// The path of the server's binary.
fn binary(profile: Profile) -> PathBuf {
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    target().join(folder).join("eda-advisor")
}

fn screenshots(readme: bool) -> anyhow::Result<()> {
    step("tools", || tools::all(false))?;
    build(Profile::Dev)?;
    let (script, folder) = if readme {
        ("tests/browser/readme.mjs", top().join("docs/pictures"))
    } else {
        ("tests/browser/screenshots.mjs", target().join("screenshots"))
    };
    step("screenshots", || screenshots::take(&binary(Profile::Dev), script, &folder))
}

fn test(install: bool) -> anyhow::Result<()> {
    step("tools", || tools::all(install))?;
    step("format", || run(tools::rustfmt()?.arg("--check")))?;
    step("licences and sources", || run(&mut tools::cargo_deny()?))?;
    step("lints", || {
        run(cargo().args(["clippy", "--workspace", "--all-targets", "--features", BROWSER, "--", "--deny", "warnings"]))
    })?;
    step("lints of the islands", || {
        let mut clippy = cargo();
        clippy.args(["clippy", "--package", "app", "--features", "hydrate", "--target", wasm::TARGET]);
        run(clippy.args(["--", "--deny", "warnings"]))
    })?;
    step("documentation", || {
        let mut doc = cargo();
        doc.args(["doc", "--workspace", "--no-deps", "--document-private-items"])
            .env("RUSTDOCFLAGS", "--deny warnings");
        run(&mut doc)
    })?;
    artefacts(Use::Tests, Profile::Dev)?;
    build(Profile::Dev)?;
    step("tests", || run(cargo().args(["test", "--workspace", "--features", BROWSER])))
}

fn artefacts(wanted: Use, profile: Profile) -> anyhow::Result<()> {
    let mut wanted = wasm::ARTEFACTS.iter().filter(|artefact| artefact.used_by == wanted);
    wanted.try_for_each(|artefact| step(artefact.title, || artefact.build(profile)))
}

/// The root folder of the workspace.
fn top() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The folder for build results.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| top().join("target"), PathBuf::from)
}
