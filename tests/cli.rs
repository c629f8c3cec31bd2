//! The command line as people and CI jobs use it: the program runs in a shell, in a folder that is not the repository,
//! and everything that it writes is compared with a file in `tests/cli/golden`.
//!
//! `UPDATE_EXPECT=1 cargo test -p tests cli` rewrites these files. Read the differences before you commit them.

mod check;
mod ci;
mod diff;
mod documents;
mod help;
mod schemas;
mod store;

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

/// A folder with files, in which commands run.
struct Folder {
    folder: TempDir,
    /// The folder on the PATH that holds the program under its own name.
    programs: TempDir,
}

/// What a command wrote, and its exit code.
struct Ran {
    out: String,
    err: String,
    code: i32,
}

impl Folder {
    /// A folder with these files of `tests/data/cli`.
    fn with(files: &[&str]) -> Self {
        let folder = Self { folder: tempfile::tempdir().unwrap(), programs: tempfile::tempdir().unwrap() };
        symlink(env!("CARGO_BIN_EXE_command-line"), folder.programs.path().join("eda-advisor")).unwrap();
        for file in files {
            fs::copy(data(file), folder.path().join(file)).unwrap();
        }
        folder
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, with the folders around it.
    fn write(&self, name: &str, content: &str) -> &Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// A shell that runs a command here, as in a terminal whose output is piped.
    fn shell(&self, command: &str) -> Command {
        let path = format!("{}:{}", self.programs.path().display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).current_dir(self.path()).env("PATH", path);
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
            shell.env_remove(name);
        }
        shell
    }

    fn run(&self, command: &str) -> Ran {
        let output = self.shell(command).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { out: text(output.stdout), err: text(output.stderr), code: output.status.code().unwrap() }
    }

    /// What a terminal shows of these commands: each with what it writes, and its exit code if it is not 0.
    fn transcript(&self, commands: &[&str]) -> String {
        let mut shown = String::new();
        for command in commands {
            let Ran { out, err, code } = self.run(command);
            shown.extend(["$ ", command, "\n", &out]);
            if !out.is_empty() && !out.ends_with('\n') {
                shown.push('\n');
            }
            shown += &err;
            if code != 0 {
                shown.extend(["(exit code ", &code.to_string(), ")\n"]);
            }
            shown.push('\n');
        }
        // A checkout may change the ends of lines in the files that this is compared with.
        without_digests(&shown).replace("\r\n", "\n")
    }
}

/// A file that the commands run on.
fn data(file: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data/cli")).join(file)
}

/// The rulebook's digest changes with every word of a rule.
fn without_digests(text: &str) -> String {
    let mut parts = text.split("sha256:");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "sha256:\u{2026}" + part.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
}
