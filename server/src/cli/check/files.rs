//! The files that arguments name.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Context, bail};
use glob::{MatchOptions, Pattern};

use crate::cli::{input::Input, terminal::plain};

/// Patterns are expanded here, because not every shell does it, and a CI job may quote one. A pattern does not look
/// into hidden folders.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// Every file that the arguments name, in their order and none of them twice, as it was read.
pub(super) fn named_by(arguments: &[String]) -> impl Iterator<Item = (String, anyhow::Result<Input>)> {
    let mut seen = BTreeSet::new();
    arguments
        .iter()
        .flat_map(|argument| match paths(argument) {
            Ok(paths) => paths.into_iter().map(|path| (path, None)).collect(),
            Err(error) => vec![(argument.clone(), Some(error))],
        })
        .filter(move |(path, _)| seen.insert(path.clone()))
        .map(|(path, error)| {
            let input = match error {
                Some(error) => Err(error),
                None => Input::read(&path),
            };
            (input.as_ref().map_or(path, |input| input.name().to_owned()), input)
        })
}

fn paths(argument: &str) -> anyhow::Result<Vec<String>> {
    let shown = plain(argument);
    let path = Path::new(argument);
    if path.is_dir() {
        let within = Path::new(&shown).join("**/*.yaml");
        bail!("{shown} is a folder: name its files, for example '{}'", within.display());
    }
    // A file whose name looks like a pattern is still a file.
    if argument == "-" || path.exists() || Pattern::escape(argument) == argument {
        return Ok(vec![argument.to_owned()]);
    }
    let found = glob::glob_with(argument, OPTIONS).with_context(|| format!("{shown} is no pattern"))?;
    let mut paths = Vec::new();
    for path in found {
        let path = path.with_context(|| format!("{shown} cannot be looked up"))?;
        if path.is_file() {
            paths.push(path.display().to_string());
        }
    }
    if paths.is_empty() {
        bail!("no file matches {shown}");
    }
    Ok(paths)
}
