//! Assesses a stored revision again with today's rules and lists the differences.
//!
//! The revision itself is read as it was stored. Nothing is changed or stored here.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    Assessment, Description, Fault, Model, Rulebook, Tree, assess,
    assessment::{Finding, Ruleset},
    terms::Severity,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Advisor, broken, json};
use crate::{
    difference::{self, told},
    pack::Applied,
    problem::Problem,
    report::Report,
};

/// The differences between a revision's assessment and today's.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AssessedAgain")]
pub struct Again {
    /// The report's id; absent where a fixed link shows the revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The path of the revision's page.
    #[serde(skip)]
    pub address: String,
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
    /// The rules on which the revision rests and that say something else today, in the order of their ids.
    pub rules: Vec<RuleChange>,
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

/// A rule that says something else of a step today, although the step and its answers are the same.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RuleChange {
    /// Id of the rule.
    pub rule: String,
    /// Its name for people today; the id if there is no such rule any more.
    pub name: String,
    /// The number of places of the revision at which it says so.
    pub places: u32,
    /// What it said; null if it said nothing.
    pub then: Option<String>,
    /// What it says today; null if it says nothing.
    pub today: Option<String>,
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
        Self { what, then: old.as_ref().map(told), today: new.as_ref().map(told) }
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

        let rules_changed = rules_changed(book, &then, &today);
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
        let same = steps.is_empty()
            && rules_changed.is_empty()
            && advice.is_empty()
            && findings_gone.is_empty()
            && findings_new.is_empty();
        Ok(Again {
            id: report.at.report().map(|id| id.as_str().to_owned()),
            address: report.address(),
            name: model.description().name.clone(),
            revision: report.revision,
            then: rules(&then.ruleset, &then.engine),
            today: rules(&today.ruleset, &today.engine),
            same,
            left_out,
            rules: rules_changed,
            steps,
            findings_gone,
            findings_new,
            advice,
        })
    }
}

/// What the rules say of a system, each by its id, the place, and the answer that it is about.
type Said<'a> = BTreeMap<(&'a str, String, &'a str), String>;

/// The rules that say something else today. Nothing more than the two assessments is needed: a revision is stored with
/// the words and the effect of every rule that it rests on. A share of a lean is not compared, because it depends on
/// all the rows of its step; the side to which a row leans is.
fn rules_changed(book: &Rulebook, then: &Assessment<'_>, today: &Assessment<'_>) -> Vec<RuleChange> {
    let (before, after) = (said(then), said(today));
    let places: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let mut changes: BTreeMap<(&str, Option<&String>, Option<&String>), u32> = BTreeMap::new();
    for place in places {
        let (then, today) = (before.get(place), after.get(place));
        // Another mechanism is chosen because another rule changed.
        let is_chosen = place.2 == MECHANISM && (then.is_none() || today.is_none());
        if then != today && !is_chosen {
            *changes.entry((place.0, then, today)).or_default() += 1;
        }
    }
    let change = |((rule, then, today), places): ((&str, Option<&String>, Option<&String>), u32)| RuleChange {
        rule: rule.to_owned(),
        name: book.find(rule).next().map_or(rule, |rule| &rule.name).to_owned(),
        places,
        then: then.cloned(),
        today: today.cloned(),
    };
    changes.into_iter().map(change).collect()
}

/// What stands in place of an answer where a rule says which mechanism keeps a step consistent.
const MECHANISM: &str = "";

/// What the rules say of each step.
fn said<'a>(assessment: &'a Assessment<'_>) -> Said<'a> {
    let mut said = Said::new();
    for step in &assessment.steps {
        let place = || format!("/flows/{}/steps/{}", step.flow, step.step);
        for row in &step.contributions {
            let side = match row.lean.signum() {
                -1 => "synchronous",
                0 => "neither side",
                _ => "events",
            };
            said.insert((&row.rule, place(), &row.answer), format!("{side}: {}", row.because));
        }
        for gate in step.gates.iter().chain(&step.constraints) {
            // One answer may have several effects.
            let told = said.entry((&gate.rule, place(), &gate.answer)).or_default();
            let apart = if told.is_empty() { "" } else { " " };
            told.extend([apart, &gate.effect, ": ", &gate.because]);
        }
        let consistency = &step.consistency;
        said.insert((&consistency.mechanism, place(), MECHANISM), consistency.because.to_string());
    }
    said
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
