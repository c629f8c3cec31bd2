//! A revision assessed again under today's rules, and what comes out otherwise.
//!
//! The revision itself is read as it was kept; nothing is changed or kept here.

use std::collections::BTreeSet;

use advice::{
    Assessment, Description, Fault, Model, Tree, assess,
    assessment::{Finding, Ruleset, Severity, Step},
};
use serde::Serialize;

use super::{Advisor, broken, json};
use crate::{pack::Applied, problem::Problem, report::Report};

/// What today's rules say otherwise.
#[derive(Debug, Serialize)]
pub struct Again {
    /// The report's id.
    pub id: String,
    /// The system's name.
    pub name: String,
    /// The revision's number.
    pub revision: u32,
    /// The rules that the revision was made with.
    pub then: Rules,
    /// The rules that it is assessed with now: those of the same name, or the shipped ones where nobody has them.
    pub today: Rules,
    /// Nothing comes out otherwise.
    pub same: bool,
    /// What today's rules do not know, and so was left out.
    pub left_out: Vec<Fault>,
    /// The steps of which something else is said, in the order of the description.
    pub steps: Vec<StepChange>,
    /// Findings that are not made any more.
    pub findings_gone: Vec<Found>,
    /// Findings that were not made then.
    pub findings_new: Vec<Found>,
    /// Advice for the whole system that is another one.
    pub advice: Vec<Change>,
}

/// A ruleset by its name.
#[derive(Debug, PartialEq, Eq, Serialize)]
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

/// A step of which something else is said.
#[derive(Debug, Serialize)]
pub struct StepChange {
    /// The flow's id.
    pub flow: String,
    /// The step's id.
    pub step: String,
    /// What the step does.
    pub action: String,
    /// What is said otherwise.
    pub changes: Vec<Change>,
}

/// Something that was said and is said otherwise today.
#[derive(Debug, Serialize)]
pub struct Change {
    /// Its name in an assessment: `verdict`, `style`, `mechanism`, `level`, `lean`, `event_sourcing`, `cqrs`.
    pub what: &'static str,
    /// What it was.
    pub then: String,
    /// What it is.
    pub today: String,
}

/// A finding.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Id of the rule.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// JSON Pointer into the description.
    pub at: String,
    /// What, where and why.
    pub message: String,
}

impl Advisor {
    /// The rules that a revision was made with, and those of today.
    pub fn applied(&self, report: &Report) -> Applied {
        let kept = &report.content;
        self.rulesets.applied(&kept.ruleset_id, &kept.ruleset_digest, kept.pack.as_ref())
    }

    /// Assesses a revision again with today's rules, and compares.
    ///
    /// # Errors
    /// The revision cannot be read back, which is our fault.
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
            let changes = step_changes(then, today)?;
            if !changes.is_empty() {
                let (flow, step) = (today.flow.to_string(), today.step.to_string());
                steps.push(StepChange { flow, step, action: action.to_owned(), changes });
            }
        }
        let mut advice = Vec::new();
        for (what, then, today) in [
            ("event_sourcing", then.advice.event_sourcing.verdict, today.advice.event_sourcing.verdict),
            ("cqrs", then.advice.cqrs.verdict, today.advice.cqrs.verdict),
        ] {
            compare(&mut advice, what, &then, &today)?;
        }
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

fn rules(ruleset: &Ruleset<'_>, engine: &str) -> Rules {
    Rules {
        id: ruleset.id.to_string(),
        version: ruleset.version.to_string(),
        digest: ruleset.digest.to_string(),
        engine: engine.to_owned(),
    }
}

fn step_changes(then: &Step<'_>, today: &Step<'_>) -> Result<Vec<Change>, Problem> {
    let mut changes = Vec::new();
    compare(&mut changes, "verdict", &then.verdict, &today.verdict)?;
    compare(&mut changes, "style", &then.style, &today.style)?;
    compare(&mut changes, "lean", &then.lean, &today.lean)?;
    compare(&mut changes, "level", &then.consistency.level, &today.consistency.level)?;
    compare(&mut changes, "mechanism", &then.consistency.mechanism, &today.consistency.mechanism)?;
    Ok(changes)
}

fn compare<T: PartialEq + Serialize>(
    changes: &mut Vec<Change>,
    what: &'static str,
    then: &T,
    today: &T,
) -> Result<(), Problem> {
    if then != today {
        let told = |value: &T| Ok::<_, Problem>(json(value)?.trim_matches('"').to_owned());
        changes.push(Change { what, then: told(then)?, today: told(today)? });
    }
    Ok(())
}

/// The findings of one assessment that the other one does not make at the same place as gravely.
fn missing(findings: &[Finding<'_>], others: &[Finding<'_>]) -> Vec<Found> {
    fn place<'f>(finding: &'f Finding<'_>) -> (&'f str, &'f str, Severity) {
        (&finding.rule, &finding.at, finding.severity)
    }
    let others: BTreeSet<_> = others.iter().map(place).collect();
    findings
        .iter()
        .filter(|finding| !others.contains(&place(finding)))
        .map(|finding| Found {
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
