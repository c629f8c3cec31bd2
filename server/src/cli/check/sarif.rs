//! The report for code scanners.

use std::{env, fmt::Write, path::Path};

use exchange::sarif::{self, Notice, Region};

use super::{Checked, Failure, Outcome};
use crate::cli::terminal;

pub(super) fn log(checked: &[Checked<'_>]) -> String {
    let files: Vec<_> = checked
        .iter()
        .map(|file| sarif::Checked {
            uri: uri(file.name),
            content: None,
            found: file.found().to_vec(),
            notices: match &file.outcome {
                Outcome::Assessed { .. } => Vec::new(),
                Outcome::Unusable(failure) => notices(failure),
            },
            notes: file
                .watched()
                .into_iter()
                .map(|(code, message)| Notice { code: code.to_owned(), message, region: None })
                .collect(),
        })
        .collect();
    sarif::log(advice::assess::ENGINE, &files)
}

fn notices(failure: &Failure) -> Vec<Notice> {
    let region = |line: Option<u32>, column: Option<u32>| {
        let (line, column) = (line?, column?);
        Some(Region { line, column, end: column.saturating_add(1) })
    };
    if failure.faults.is_empty() {
        let (line, column) = failure.place.unzip();
        return vec![Notice {
            code: failure.code.to_owned(),
            message: failure.message.clone(),
            region: region(line, column),
        }];
    }
    let notice = |fault: &advice::Fault| Notice {
        code: terminal::code_of(fault),
        message: [Some(fault.message.as_str()), fault.hint.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
        region: region(fault.line, fault.column),
    };
    failure.faults.iter().map(notice).collect()
}

/// The address of a file: relative if it stands in the folder in which the check runs, as code scanners want it.
fn uri(name: &str) -> String {
    let path = Path::new(name);
    let here = env::current_dir().unwrap_or_default();
    let within = path.strip_prefix(&here).unwrap_or(path);
    let within = within.strip_prefix(".").unwrap_or(within);
    let scheme = if within.is_absolute() { "file://" } else { "" };
    let mut uri = scheme.to_owned();
    for byte in within.display().to_string().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}
