//! The findings in SARIF. An export knows no file, so the log carries the description along and points into that.

use super::{Export, Subject};
use crate::sarif::{self, Checked};
use crate::{document, yaml};

pub(super) const EXPORT: Export = Export {
    id: "sarif",
    name: "SARIF",
    group: super::Group::Data,
    purpose: "The findings, for code scanners and their viewers.",
    ending: "sarif",
    media_type: "application/sarif+json",
    write,
};

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let Subject { model, assessment, .. } = *subject;
    let content = document::to_yaml(&document::of(model.description()));
    // What we write is always YAML. If it were not, the findings would have no lines.
    let regions = match yaml::parse(&content) {
        Ok(tree) => {
            let spans: Vec<_> = assessment.findings.iter().map(|finding| tree.nearest(&finding.at).span).collect();
            sarif::regions(&content, &spans).into_iter().map(Some).collect()
        }
        Err(_) => vec![None; assessment.findings.len()],
    };
    let found = sarif::found(model, assessment, regions, |_| None);
    let uri = "description.yaml".to_owned();
    let file = Checked { uri, content: Some(&content), found, notices: Vec::new(), notes: Vec::new() };
    sarif::log(&assessment.engine, &[file]).into_bytes()
}
