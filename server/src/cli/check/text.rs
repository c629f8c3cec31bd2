//! The report for people: each finding and each fault beside its line.

use std::io::{self, Write};

use owo_colors::OwoColorize;

use super::{Checked, Counts, Outcome, number};
use crate::cli::terminal::{self, plain};

pub(super) fn write(out: &mut impl Write, checked: &[Checked<'_>], counts: &Counts) -> io::Result<()> {
    for file in checked {
        match &file.outcome {
            Outcome::Unusable(failure) => writeln!(out, "{}\n", failure.shown.trim_end())?,
            Outcome::Assessed { text, .. } => {
                let lines: Vec<&str> = text.split('\n').collect();
                for found in file.new_ones() {
                    writeln!(out, "{}\n", terminal::finding(file.name, &lines, found.region, found.finding))?;
                }
            }
        }
        for (_, says) in file.watched() {
            writeln!(out, "{}: {}\n", plain(file.name), plain(&says))?;
        }
    }
    if counts.files > 0 {
        let files = number(counts.files, "file", "files");
        let told = match counts.told() {
            told if told.is_empty() => format!("No findings in {files}."),
            told => format!("{told} in {files}. `eda-advisor rules ID` says why."),
        };
        writeln!(out, "{}", told.bold())?;
    }
    counts.notes().iter().try_for_each(|note| writeln!(out, "{}", plain(note)))
}
