//! A pack's own test cases: a description, or the answers of one step, and the expected results.
//!
//! A case is read with the pack and run on request. It looks at an assessment and at nothing else.

use super::LIMITS;
use crate::assessment::{Assessment, Step};
use crate::description::{self, Description};
use crate::fault::{Code, Fault, Faults, did_you_mean};
use crate::model::Model;
use crate::rulebook::Rulebook;
use crate::terms::{DecidedBy, Level, Verdict};
use crate::tree::{Tree, Value};
use crate::tree_reader::Reader;

const VERDICTS: &[(&str, Verdict)] =
    &[("synchronous", Verdict::Synchronous), ("event_driven", Verdict::EventDriven), ("hybrid", Verdict::Hybrid)];

const DECIDED: &[(&str, DecidedBy)] =
    &[("gate", DecidedBy::Gate), ("matrix", DecidedBy::Matrix), ("default", DecidedBy::Default)];

const LEVELS: &[(&str, Level)] =
    &[("strong", Level::Strong), ("strong_eventual", Level::StrongEventual), ("eventual", Level::Eventual)];

/// A case as the pack writes it.
#[derive(Debug)]
pub(super) struct WrittenCase<'t> {
    name: String,
    /// Pointer to the case in the document.
    at: String,
    given: GivenCase<'t>,
    expected: Vec<Expected>,
}

/// The input of a case.
#[derive(Debug)]
enum GivenCase<'t> {
    Description(&'t Tree<'t>),
    /// One step with these answers.
    Answers(description::Answers),
}

/// The results that are expected for one step.
#[derive(Debug, Clone)]
struct Expected {
    at: String,
    flow: Option<String>,
    step: Option<String>,
    verdict: Option<Verdict>,
    style: Option<String>,
    decided_by: Option<DecidedBy>,
    lean: Option<i32>,
    level: Option<Level>,
    mechanism: Option<String>,
    findings: Option<Vec<String>>,
}

/// A case, ready to be run.
#[derive(Debug, Clone)]
pub(super) struct Case {
    name: String,
    description: Description,
    expected: Vec<Expected>,
}

/// The result of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked<'p> {
    /// The case's name.
    pub name: &'p str,
    /// One fault for each result that differs from the expected one; empty if the case passes.
    pub faults: Vec<Fault>,
}

/// Reads a case without checking it against the rules.
pub(super) fn written<'t>(r: &mut Reader<'t>, tree: &'t Tree<'t>) -> Option<WrittenCase<'t>> {
    let fields = r.fields(tree, &["name", "description", "answers", "expect"], &["name", "expect"]);
    let name = r.field(&fields, "name", |r, t| r.name(t));
    let given = match (fields.find("description"), fields.find("answers")) {
        (Some(description), None) => Some(GivenCase::Description(description)),
        (None, Some(_)) => r.field(&fields, "answers", |r, t| Some(GivenCase::Answers(r.answers(t)))),
        _ => {
            if matches!(tree.value, Value::Map(_)) {
                r.fault(Code::MissingField, "A case is about a description, or about the answers of one step.").hint =
                    Some("Write one of `description` and `answers`.".to_owned());
            }
            None
        }
    };
    let expected = r.field(&fields, "expect", |r, t| match &t.value {
        Value::List(_) => Some(r.list(t, LIMITS.items, "steps", expected)),
        _ => Some(vec![expected(r, t)]),
    });
    Some(WrittenCase { name: name?, at: r.at().to_owned(), given: given?, expected: expected? })
}

fn expected<'t>(r: &mut Reader<'t>, tree: &'t Tree<'t>) -> Expected {
    const KNOWN: &[&str] =
        &["flow", "step", "verdict", "style", "decided_by", "lean", "level", "mechanism", "findings"];
    let fields = r.fields(tree, KNOWN, &[]);
    let expected = Expected {
        at: r.at().to_owned(),
        flow: r.field(&fields, "flow", |r, t| r.id(t)),
        step: r.field(&fields, "step", |r, t| r.id(t)),
        verdict: r.field(&fields, "verdict", |r, t| r.one_of(t, VERDICTS)),
        style: r.field(&fields, "style", |r, t| r.short(t)),
        decided_by: r.field(&fields, "decided_by", |r, t| r.one_of(t, DECIDED)),
        lean: r.field(&fields, "lean", |r, t| r.whole(t, -100, 100)),
        level: r.field(&fields, "level", |r, t| r.one_of(t, LEVELS)),
        mechanism: r.field(&fields, "mechanism", |r, t| r.short(t)),
        findings: r.field(&fields, "findings", |r, t| {
            Some(r.list(t, LIMITS.items, "findings", |r, item| r.short(item).unwrap_or_default()))
        }),
    };
    if KNOWN[2..].iter().all(|name| fields.find(name).is_none()) && matches!(tree.value, Value::Map(_)) {
        r.fault(Code::Empty, "This expects nothing.").hint = Some(format!("Write one of {}.", KNOWN[2..].join(", ")));
    }
    expected
}

/// Checks the cases against the pack's rules. If the rules have faults (`whole` is false), only checks what
/// does not depend on them.
pub(super) fn read(written: &[WrittenCase<'_>], book: &Rulebook, whole: bool, faults: &mut Faults) -> Vec<Case> {
    let mut cases = Vec::with_capacity(written.len());
    for case in written {
        let (description, mut found) = match &case.given {
            GivenCase::Description(tree) => Description::read_all(tree),
            GivenCase::Answers(answers) => (step(&case.name, answers), Faults::default()),
        };
        // Ids may be derived from names, so only a model knows all of them.
        let resolved = if whole { Some(Model::resolve_all(description.clone(), book)) } else { None };
        let model = match resolved {
            Some(Ok(model)) if found.is_empty() => Some(model),
            Some(Err(more)) => {
                found.append(more);
                None
            }
            _ => None,
        };
        found.move_to(|at| match &case.given {
            GivenCase::Description(_) => format!("{}/description{at}", case.at),
            GivenCase::Answers(_) => format!("{}{}", case.at, at.trim_start_matches("/flows/0/steps/0")),
        });
        faults.append(found);
        if let Some(model) = model {
            case.expected.iter().for_each(|expected| expected.check(&model, faults));
        }
        cases.push(Case { name: case.name.clone(), description, expected: case.expected.clone() });
    }
    cases
}

/// The largest number of ids in a hint.
const MOST_LISTED: usize = 100;

/// Joins ids with commas, at most [`MOST_LISTED`] of them.
fn listed(ids: &[&str]) -> String {
    let more = if ids.len() > MOST_LISTED { ", and so on" } else { "" };
    format!("{}{more}", ids[..ids.len().min(MOST_LISTED)].join(", "))
}

/// A description with a single step that has these answers.
fn step(name: &str, answers: &description::Answers) -> Description {
    let step = description::Step { action: name.to_owned(), answers: answers.clone(), ..description::Step::default() };
    let flow = description::Flow { steps: vec![step], ..description::Flow::default() };
    Description { name: name.to_owned(), flows: vec![flow], ..Description::default() }
}

impl Expected {
    /// Records a fault for each name that does not exist.
    fn check(&self, model: &Model<'_>, faults: &mut Faults) {
        let book = model.rulebook();
        let mut look = |within: String, what: &str, id: &str, known: Vec<&str>| {
            if known.contains(&id) {
                return;
            }
            if faults.counts_only() {
                return;
            }
            let hint = match did_you_mean(id, known.iter().copied()) {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => format!("Known here: {}.", listed(&known)),
            };
            let shown: String = id.chars().take(60).collect();
            let message = format!("There is no {what} `{shown}`.");
            faults.push(Fault::new(format!("{}/{within}", self.at), Code::UnknownReference, message).hint(hint));
        };
        let of_kind = |kind: &str| -> Vec<&str> {
            book.rules().filter(|rule| rule.kind.name() == kind).map(|rule| rule.id.as_ref()).collect()
        };
        if let Some(style) = &self.style {
            look("style".to_owned(), "style", style, of_kind("style"));
        }
        if let Some(mechanism) = &self.mechanism {
            look("mechanism".to_owned(), "mechanism", mechanism, of_kind("mechanism"));
        }
        for (index, finding) in self.findings.iter().flatten().enumerate() {
            look(format!("findings/{index}"), "finding", finding, of_kind("finding"));
        }
        let flows = &model.description().flows;
        if let Some(flow) = &self.flow {
            let ids = flows.iter().filter_map(|flow| flow.id.as_deref()).collect();
            look("flow".to_owned(), "flow", flow, ids);
        }
        let steps =
            flows.iter().filter(|flow| self.flow.is_none() || flow.id == self.flow).flat_map(|flow| &flow.steps);
        let ids: Vec<&str> = steps.filter_map(|step| step.id.as_deref()).collect();
        match &self.step {
            Some(step) => {
                let several = ids.iter().filter(|id| *id == step).count() > 1;
                look("step".to_owned(), "step", step, ids);
                if several {
                    let message = "Several flows have a step of this id.";
                    let fault = Fault::new(format!("{}/step", self.at), Code::UnknownReference, message);
                    faults.push(fault.hint("Name the flow, too."));
                }
            }
            None if ids.len() > 1 && faults.counts_only() => {}
            None if ids.len() > 1 => {
                let message = "The field `step` is missing.";
                let fault = Fault::new(format!("{}/step", self.at), Code::MissingField, message);
                faults.push(fault.hint(format!("Name the step that is meant: {}.", listed(&ids))));
            }
            None => {}
        }
    }
}

impl Case {
    /// Assesses the description and compares the results with the expected ones.
    pub(super) fn check(&self, book: &Rulebook) -> Checked<'_> {
        let mut faults = Vec::new();
        match Model::resolve(self.description.clone(), book) {
            Ok(model) => {
                let assessment = crate::assess(&model);
                for expected in &self.expected {
                    expected.compare(&assessment, &mut faults);
                }
            }
            Err(found) => faults.extend(found),
        }
        Checked { name: &self.name, faults }
    }
}

impl Expected {
    fn compare(&self, assessment: &Assessment<'_>, faults: &mut Vec<Fault>) {
        let is_meant = |step: &&Step<'_>| {
            self.flow.as_ref().is_none_or(|flow| *flow == step.flow)
                && self.step.as_ref().is_none_or(|id| *id == step.step)
        };
        let Some(step) = assessment.steps.iter().find(is_meant) else { return };
        let mut unmet = |within: &str, wanted: &str, came: &str, because: String| {
            let message = format!("Expected `{wanted}`, and `{came}` came.");
            let at = format!("{}/{within}", self.at);
            faults.push(Fault::new(at, Code::Unexpected, message).hint(because));
        };
        if let Some(verdict) = self.verdict.filter(|verdict| *verdict != step.verdict) {
            unmet("verdict", named(VERDICTS, verdict), named(VERDICTS, step.verdict), decided(step));
        }
        if let Some(style) = self.style.as_ref().filter(|style| **style != step.style) {
            unmet("style", style, &step.style, decided(step));
        }
        if let Some(by) = self.decided_by.filter(|by| *by != step.decided_by) {
            unmet("decided_by", named(DECIDED, by), named(DECIDED, step.decided_by), decided(step));
        }
        if let Some(lean) = self.lean.filter(|lean| *lean != step.lean) {
            unmet("lean", &lean.to_string(), &step.lean.to_string(), weighed(step));
        }
        let consistency = &step.consistency;
        if let Some(level) = self.level.filter(|level| *level != consistency.level) {
            unmet("level", named(LEVELS, level), named(LEVELS, consistency.level), consistency.because.to_string());
        }
        if let Some(mechanism) = self.mechanism.as_ref().filter(|mechanism| **mechanism != consistency.mechanism) {
            unmet("mechanism", mechanism, &consistency.mechanism, consistency.because.to_string());
        }
        if let Some(wanted) = &self.findings {
            self.compare_findings(assessment, step, wanted, faults);
        }
    }

    fn compare_findings(
        &self,
        assessment: &Assessment<'_>,
        step: &Step<'_>,
        wanted: &[String],
        faults: &mut Vec<Fault>,
    ) {
        let flow = assessment.flows.iter().position(|flow| flow.flow == step.flow).unwrap_or_default();
        let of_flow = assessment.steps.iter().filter(|other| other.flow == step.flow);
        let index = of_flow.take_while(|other| other.step != step.step).count();
        let place = format!("/flows/{flow}/steps/{index}");
        let is_here = |at: &str| at.strip_prefix(&place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let here: Vec<_> = assessment.findings.iter().filter(|finding| is_here(&finding.at)).collect();
        for (index, id) in wanted.iter().enumerate() {
            if here.iter().all(|finding| finding.rule != *id) {
                let message = format!("Expected the finding `{id}`, and it did not come.");
                let came: Vec<&str> = here.iter().map(|finding| finding.rule.as_ref()).collect();
                let hint = if came.is_empty() {
                    "Nothing was found.".to_owned()
                } else {
                    format!("Found: {}.", came.join(", "))
                };
                faults.push(Fault::new(format!("{}/findings/{index}", self.at), Code::Unexpected, message).hint(hint));
            }
        }
        for finding in here {
            if wanted.iter().all(|id| *id != finding.rule) {
                let message = format!("The finding `{}` came, and was not expected.", finding.rule);
                let fault = Fault::new(format!("{}/findings", self.at), Code::Unexpected, message);
                faults.push(fault.hint(finding.message.to_string()));
            }
        }
    }
}

/// The name of a value on the wire.
fn named<T: PartialEq + Copy>(values: &[(&'static str, T)], value: T) -> &'static str {
    values.iter().find(|(_, known)| *known == value).map_or("", |(name, _)| name)
}

/// Explains what decided a step: the gate's answer, or the lean.
fn decided(step: &Step<'_>) -> String {
    match (step.decided_by, step.gates.first()) {
        (DecidedBy::Gate, Some(gate)) => {
            format!("The gate `{}: {}` decided, with a lean of {}: {}", gate.rule, gate.answer, step.lean, gate.because)
        }
        (DecidedBy::Matrix, _) => format!("The matrix decided. {}", weighed(step)),
        _ => format!("It is a tie, and its place decided. {}", weighed(step)),
    }
}

fn weighed(step: &Step<'_>) -> String {
    let rows: Vec<String> =
        step.contributions.iter().map(|row| format!("`{}: {}` {:+}", row.rule, row.answer, row.lean)).collect();
    if rows.is_empty() {
        return "No row is answered.".to_owned();
    }
    format!("The lean is {}: {}.", step.lean, rows.join(", "))
}
