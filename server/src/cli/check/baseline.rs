//! The findings that a team knows of, so that only new ones fail, and what its decisions rested on.
//!
//! Findings are recognised by their file and their fingerprint. Files are named from the folder of the baseline, so it
//! does not matter where the check is started.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::{Checked, watch::Ground};
use crate::cli::terminal::plain;

/// The version of the file's form.
const VERSION: u32 = 1;

/// A baseline with the folder that it stands in.
pub(super) struct Baseline {
    folder: PathBuf,
    entries: Vec<Entry>,
    grounds: Vec<Ground>,
}

/// The file's form.
#[derive(Serialize, Deserialize)]
struct Form {
    version: u32,
    findings: Vec<Entry>,
    /// Absent in files of earlier versions.
    #[serde(default)]
    rests_on: Vec<Ground>,
}

/// A finding. Its rule and place are for people.
#[derive(Serialize, Deserialize)]
struct Entry {
    file: String,
    rule: String,
    place: String,
    fingerprint: String,
}

impl Baseline {
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let shown = plain(&path.display().to_string());
        let text = fs::read_to_string(path)
            .with_context(|| format!("{shown} cannot be read; --write-baseline {shown} makes it"))?;
        let form: Form = serde_json::from_str(&text)
            .with_context(|| format!("{shown} is no baseline; --write-baseline {shown} makes it anew"))?;
        if form.version != VERSION {
            bail!("{shown} was written by another version; --write-baseline {shown} makes it anew");
        }
        Ok(Self { folder: folder(path), entries: form.findings, grounds: form.rests_on })
    }

    /// The findings of these files, for a baseline at this path.
    pub(super) fn of(checked: &[Checked<'_>], path: &Path) -> Self {
        let folder = folder(path);
        let entries = checked.iter().flat_map(|file| {
            let name = named_from(&folder, file.name);
            file.found().iter().map(move |found| Entry {
                file: name.clone(),
                rule: found.finding.rule.to_string(),
                place: found.place.clone(),
                fingerprint: found.fingerprint.clone(),
            })
        });
        let entries: BTreeMap<_, _> = entries
            .map(|entry| ((entry.file.clone(), entry.place.clone(), entry.fingerprint.clone()), entry))
            .collect();
        let grounds = checked.iter().filter_map(|file| file.ground(named_from(&folder, file.name))).collect();
        Self { folder, entries: entries.into_values().collect(), grounds }
    }

    pub(super) fn write(self, path: &Path) -> anyhow::Result<()> {
        let form = Form { version: VERSION, findings: self.entries, rests_on: self.grounds };
        let text = serde_json::to_string_pretty(&form)? + "\n";
        fs::write(path, text).with_context(|| format!("{} cannot be written", plain(&path.display().to_string())))
    }

    /// What the decisions of a file rested on; none if the baseline does not say.
    pub(super) fn ground_of(&self, name: &str) -> Option<&Ground> {
        let name = named_from(&self.folder, name);
        self.grounds.iter().find(|ground| ground.file == name)
    }

    /// The fingerprints of a file's findings.
    pub(super) fn of_file(&self, name: &str) -> BTreeSet<&str> {
        let name = named_from(&self.folder, name);
        self.entries.iter().filter(|entry| entry.file == name).map(|entry| entry.fingerprint.as_str()).collect()
    }
}

fn folder(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    parent.canonicalize().unwrap_or_else(|_| parent.to_owned())
}

/// The path of a file from a folder. A file that does not stand in the folder is named as it was given.
fn named_from(folder: &Path, name: &str) -> String {
    let path = Path::new(name).canonicalize().ok();
    let within = path.as_deref().and_then(|path| path.strip_prefix(folder).ok());
    within.map_or_else(|| name.to_owned(), |within| within.display().to_string())
}
