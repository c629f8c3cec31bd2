//! Assesses a stored revision again with today's rules and lists the differences.
//!
//! The revision itself is read as it was stored. Nothing is changed or stored here.

use std::collections::BTreeSet;

use advice::{
    Assessment, Description, Fault, Model, Tree, assess,
    assessment::{Finding, Ruleset},
    terms::Severity,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Advisor, broken, json};
use crate::{difference, pack::Applied, problem::Problem, report::Report};

/// The differences between a revision's assessment and today's.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AssessedAgain")]
pub struct Again {
    /// The report's id.
    pub id: String,
    /// The system's name.
    pub name: String,
    /// The revision's number.
    pub revision: u32,
    /// The rules that the revision was assessed with.
    pub then: Rules,
    /// The rules that assess it now: those with the same id, or the shipped ones if no ruleset has that id any more.
    pub today: Rules,
    /// Whether both assessments agree in everything that is compared.
    pub same: bool,
    /// The parts of the description that today's rules do not know. They were left out of today's assessment.
    pub left_out: Vec<Fault>,
    /// The steps whose assessment differs, in the order of the description.
    pub steps: Vec<StepChange>,
    /// Findings that today's rules no longer make.
    pub findings_gone: Vec<BriefFinding>,
    /// Findings that only today's rules make.
    pub findings_new: Vec<BriefFinding>,
    /// Advice for the whole system that differs.
    pub advice: Vec<Change>,
}

/// The name, version and digest of a ruleset.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RulesetUsed")]
pub struct Rules {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its digest.
    pub digest: String,
    /// The engine's version.
    pub engine: String,
}

/// A step whose assessment differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StepChange {
    /// The flow's id.
    pub flow: String,
    /// The step's id.
    pub step: String,
    /// What the step does.
    pub action: String,
    /// The values that differ.
    pub changes: Vec<Change>,
}

/// A value of the assessment that differs today.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AssessmentChange")]
pub struct Change {
    /// The value's name in an assessment, such as `verdict`, `style`, `mechanism`, `level`, `lean` or `message`;
    /// `event_sourcing` or `cqrs` for the whole system.
    pub what: String,
    /// The value in the stored assessment; null if it has none.
    pub then: Option<String>,
    /// The value in today's assessment; null if it has none.
    pub today: Option<String>,
}

impl From<difference::Change> for Change {
    fn from(difference::Change { what, old, new }: difference::Change) -> Self {
        Self { what, then: old, today: new }
    }
}

/// A finding.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BriefFinding {
    /// Id of the rule.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// Place in the description, as a JSON Pointer.
    pub at: String,
    /// The finding in a sentence: what is wrong, where and why.
    pub message: String,
}

impl Advisor {
    /// The rules that a revision was assessed with, and today's rules of the same id.
    pub fn applied(&self, report: &Report) -> Applied {
        let kept = &report.content;
        self.rulesets.applied(&kept.ruleset_id, &kept.ruleset_digest, kept.pack.as_ref())
    }

    /// Assesses a revision again with today's rules and compares both assessments.
    ///
    /// # Errors
    /// The stored revision cannot be read, which is our fault.
    pub fn again(&self, report: &Report) -> Result<Again, Problem> {
        let kept = &report.content;
        let then: Assessment<'_> = serde_json::from_str(&kept.assessment).map_err(broken)?;
        let book = self.applied(report).today.unwrap_or(self.rulesets.shipped());
        let tree = Tree::from_json(&kept.description).map_err(|error| unreadable(&error))?;
        let (description, passed) = Description::read_kept(&tree).map_err(|faults| unreadable(&faults))?;
        let (model, unknown) = Model::resolve_kept(description, book).map_err(|faults| unreadable(&faults))?;
        let left_out = [passed, unknown].concat();
        let today = assess(&model);

        let actions = model.description().flows.iter().flat_map(|flow| &flow.steps).map(|step| step.action.as_str());
        let mut steps = Vec::new();
        for ((then, today), action) in then.steps.iter().zip(&today.steps).zip(actions) {
            let changes: Vec<Change> = difference::step_changes(then, today).into_iter().map(Change::from).collect();
            if !changes.is_empty() {
                let (flow, step) = (today.flow.to_string(), today.step.to_string());
                steps.push(StepChange { flow, step, action: action.to_owned(), changes });
            }
        }
        let advice: Vec<Change> = difference::system_changes(&then, &today).into_iter().map(Change::from).collect();
        let (findings_gone, findings_new) =
            (missing(&then.findings, &today.findings), missing(&today.findings, &then.findings));
        let same = steps.is_empty() && advice.is_empty() && findings_gone.is_empty() && findings_new.is_empty();
        Ok(Again {
            id: report.id.as_str().to_owned(),
            name: model.description().name.clone(),
            revision: report.revision,
            then: rules(&then.ruleset, &then.engine),
            today: rules(&today.ruleset, &today.engine),
            same,
            left_out,
            steps,
            findings_gone,
            findings_new,
            advice,
        })
    }
}

/// The comparison as the JSON that programs read.
pub fn again_json(again: &Again) -> Result<String, Problem> {
    json(again)
}

pub(super) fn rules(ruleset: &Ruleset<'_>, engine: &str) -> Rules {
    Rules {
        id: ruleset.id.to_string(),
        version: ruleset.version.to_string(),
        digest: ruleset.digest.to_string(),
        engine: engine.to_owned(),
    }
}

/// The findings that the other assessment does not have with the same rule, place and severity.
fn missing(findings: &[Finding<'_>], others: &[Finding<'_>]) -> Vec<BriefFinding> {
    fn place<'f>(finding: &'f Finding<'_>) -> (&'f str, &'f str, Severity) {
        (&finding.rule, &finding.at, finding.severity)
    }
    let others: BTreeSet<_> = others.iter().map(place).collect();
    findings
        .iter()
        .filter(|finding| !others.contains(&place(finding)))
        .map(|finding| BriefFinding {
            rule: finding.rule.to_string(),
            severity: finding.severity,
            at: finding.at.to_string(),
            message: finding.message.to_string(),
        })
        .collect()
}

fn unreadable(error: &dyn std::fmt::Debug) -> Problem {
    tracing::error!(?error, "a revision cannot be read back");
    Problem::internal("")
}
