//! An assessed system in short: what an assistant reads first, and the details that it asks for.
//!
//! Everything here is said by the assessment or by the rulebook; nothing is decided.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    Model,
    assessment::{AdviceVerdict, Assessment, Finding, Move, Step, Today},
    description::Step as Described,
    fault::Code,
    terms::{Level, Severity, Verdict},
};
use app::{pages, problem::Problem, wording};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};

use crate::mcp::arguments::Arguments;

/// Maximum number of steps and of findings in a summary, and of questions that are asked at once.
const STEPS: usize = 60;
const FINDINGS: usize = 20;
const QUESTIONS: usize = 6;

/// Maximum number of steps that a question names.
const ASKED_OF: usize = 20;

/// Maximum number of changes to what is built today.
const MOVES: usize = 15;

/// Maximum number of flows with a sentence.
const FLOWS: usize = 40;

/// Maximum number of steps that are told in detail at once.
pub const DETAILED: usize = 12;

/// Maximum length of a whole assessment in an answer, in bytes: what a large context holds beside other things.
const WHOLE: usize = 256 * 1024;

/// What an assistant asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    detail: Detail,
    steps: Vec<String>,
}

/// How much of an assessment is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    Summary,
    Steps,
    Full,
}

/// The values of the argument `detail`, the default first.
const DETAILS: [&str; 3] = ["summary", "steps", "full"];

/// The schemas of the arguments `detail` and `steps`.
pub fn wanted_schema() -> [(&'static str, Value); 2] {
    let detail = json!({
        "type": "string", "enum": DETAILS, "default": DETAILS[0],
        "description": "How much to tell. `summary`: a line for each step, the questions worth asking, the findings. \
                        `steps`: for up to 12 steps everything, with reasons and sources. `full`: the whole \
                        assessment, long; ask for it only if a program needs it.",
    });
    let steps = json!({
        "type": "array", "items": {"type": "string"}, "maxItems": STEPS,
        "description": "Only these steps, each as `flow/step` or as the id of the step. Left out: all of them.",
        "examples": [["book/reserve-seat", "confirm"]],
    });
    [("detail", detail), ("steps", steps)]
}

impl Wanted {
    /// Reads the arguments `detail` and `steps`.
    pub fn read<'t>(
        arguments: &mut Arguments<'t>,
        detail: Option<&'t advice::Tree<'t>>,
        steps: Option<&'t advice::Tree<'t>>,
    ) -> Self {
        let detail = match arguments.choice("detail", detail, &DETAILS) {
            "steps" => Detail::Steps,
            "full" => Detail::Full,
            _ => Detail::Summary,
        };
        let steps = arguments.texts("steps", steps, STEPS, 1_000);
        Self { detail, steps: steps.into_iter().map(str::to_owned).collect() }
    }
}

/// The advice for a system.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary<'a> {
    /// The system's name.
    system: &'a str,
    /// The rules that were applied, with their version.
    rules: String,
    /// The advice for each flow, in a sentence that can be said to a person.
    flows: Vec<FlowLine<'a>>,
    /// A line for each step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<StepLine<'a>>,
    /// The questions that are worth asking the person, those that could change most first. An answer goes into
    /// `answers` of the step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questions: Vec<Question<'a>>,
    /// What is wrong with the system, the gravest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingLine<'a>>,
    /// Whether to store events as the source of truth: `recommended`, `consider` or `not_now`.
    event_sourcing: AdviceVerdict,
    /// Whether to separate reading from writing: `recommended`, `consider` or `not_now`.
    cqrs: AdviceVerdict,
    /// How the system is built today compared with the advice; only if the description has `today`.
    #[serde(skip_serializing_if = "Option::is_none")]
    today: Option<TodayLines<'a>>,
    /// The steps in detail, as an assessment of the HTTP API has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<BTreeMap<String, Value>>")]
    details: Vec<&'a Step<'a>>,
    /// The whole assessment, as the HTTP API answers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<BTreeMap<String, Value>>")]
    assessment: Option<Box<RawValue>>,
    /// What is not in this answer, and how to ask for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<String>,
    /// What to do now.
    next: Vec<&'static str>,
}

/// A flow in a sentence.
#[derive(Debug, Serialize, JsonSchema)]
struct FlowLine<'a> {
    /// The flow's id.
    flow: &'a str,
    /// The common verdict of its steps, or hybrid if they differ.
    verdict: Verdict,
    /// Who waits for what, and how the rest is carried.
    says: String,
}

/// A step in a line.
#[derive(Debug, Serialize, JsonSchema)]
struct StepLine<'a> {
    /// The ids of the flow and of the step.
    step: String,
    /// What is done.
    action: &'a str,
    /// Whether somebody waits.
    verdict: Verdict,
    /// The style of communication; `explain_rule` explains it.
    style: &'a str,
    /// The message that carries the step.
    message: &'a str,
    /// The event that the step announces.
    #[serde(skip_serializing_if = "Option::is_none")]
    announces: Option<&'a str>,
    /// What others see: `strong` or a weaker level.
    consistency: Level,
    /// The mechanism that gives this consistency; `explain_rule` explains it.
    mechanism: &'a str,
    /// Whether no answer to an open question would change who waits.
    settled: bool,
    /// The question that is worth asking first, and the verdict under each of its answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<Open<'a>>,
}

/// A question that is open for a step.
#[derive(Debug, Serialize, JsonSchema)]
struct Open<'a> {
    /// The question's id.
    question: &'a str,
    /// The answer that was only read from words: ask the person whether it is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<&'a str>,
    /// The verdict under each answer.
    verdicts: BTreeMap<&'a str, Verdict>,
}

/// A question with its answers.
#[derive(Debug, Serialize, JsonSchema)]
#[expect(clippy::struct_field_names, reason = "the id of a question has this name wherever one stands")]
struct Question<'a> {
    /// The question's id.
    question: &'a str,
    /// The question in words, to ask the person.
    ask: &'a str,
    /// Its answers.
    answers: Vec<Choice<'a>>,
    /// The steps that it is to be asked of.
    steps: Vec<String>,
    /// Number of further such steps.
    #[serde(skip_serializing_if = "is_zero")]
    more_steps: u32,
}

impl Question<'_> {
    /// The number of steps that it is to be asked of.
    fn of_steps(&self) -> usize {
        self.steps.len() + self.more_steps as usize
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// An answer that may be given.
#[derive(Debug, Serialize, JsonSchema)]
struct Choice<'a> {
    /// Its id, to be written into the description.
    answer: &'a str,
    /// What it means.
    means: &'a str,
}

/// How the system is built today, in short.
#[derive(Debug, Serialize, JsonSchema)]
struct TodayLines<'a> {
    /// Number of steps that a caller waits for because a rule requires it.
    waits_by_need: u32,
    /// Number of steps that a caller waits for although nobody needs their outcome.
    waits_by_habit: u32,
    /// Number of steps that a caller waits for because of weights or a default.
    waits_by_weight: u32,
    /// What to change, the smallest risk first.
    moves: Vec<MoveLine<'a>>,
}

/// A change in short.
#[derive(Debug, Serialize, JsonSchema)]
struct MoveLine<'a> {
    /// The ids of the flow and of the step.
    step: String,
    /// The risk, 1 (least) to 9.
    risk: u8,
    /// What to do.
    says: &'a str,
}

/// A finding in short.
#[derive(Debug, Serialize, JsonSchema)]
struct FindingLine<'a> {
    /// The rule that found it; `explain_rule` explains it.
    rule: &'a str,
    /// How much it matters: `error`, `warning` or `info`.
    severity: Severity,
    /// JSON Pointer into the description.
    at: &'a str,
    /// What is wrong, where and why.
    message: &'a str,
    /// What to do instead.
    advice: &'a str,
}

/// The flow and the step of an assessed step, as one id.
pub fn id(step: &Step<'_>) -> String {
    format!("{}/{}", step.flow, step.step)
}

/// Tells what is wanted of an assessment, which must be the model's.
///
/// # Errors
/// A step that does not exist is asked for, or the whole is too long.
pub fn tell<'a>(model: &'a Model<'_>, assessment: &'a Assessment<'a>, wanted: &Wanted) -> Result<Summary<'a>, Problem> {
    let chosen = chosen(assessment, &wanted.steps)?;
    let mut left_out = Vec::new();
    let mut more = |what: &str, all: usize, shown: usize, how: &str| {
        if shown < all {
            left_out.push(format!("{} of {all} {what} are not listed. {how}", all - shown));
        }
    };
    let description = model.description();
    let described: Vec<&Described> = description.flows.iter().flat_map(|flow| &flow.steps).collect();
    let is_chosen = |step: &Step<'_>| chosen.as_ref().is_none_or(|chosen| chosen.contains(&id(step)));

    let told: Vec<(usize, &Step<'_>)> =
        assessment.steps.iter().enumerate().filter(|(_, step)| is_chosen(step)).collect();
    let of_flows: BTreeSet<&str> = told.iter().map(|(_, step)| step.flow.as_ref()).collect();
    let sentences = pages::sentences(model, assessment);
    let flows = assessment.flows.iter().zip(sentences).filter(|(flow, _)| of_flows.contains(flow.flow.as_ref()));
    let mut flows: Vec<FlowLine<'_>> =
        flows.map(|(flow, says)| FlowLine { flow: &flow.flow, verdict: flow.verdict, says }).collect();
    more("flows", flows.len(), flows.len().min(FLOWS), "Ask for their steps with `steps`.");
    flows.truncate(FLOWS);

    let mut details = Vec::new();
    let mut steps = Vec::new();
    if wanted.detail == Detail::Steps {
        details = told.iter().take(DETAILED).map(|(_, step)| *step).collect();
        more("steps", told.len(), details.len(), "Ask for them with `steps`, up to 12 at once.");
    } else if wanted.detail == Detail::Summary {
        let told_of = |(index, step): &(usize, &'a Step<'a>)| Some(line(step, described.get(*index)?));
        steps = told.iter().take(STEPS).filter_map(told_of).collect();
        more("steps", told.len(), steps.len(), "Ask for them with `steps`, up to 60 at once.");
    }

    let mut questions = questions(model, told.iter().map(|(_, step)| *step));
    more("questions", questions.len(), questions.len().min(QUESTIONS), "Answer these first, and assess again.");
    questions.truncate(QUESTIONS);

    let mut findings: Vec<&Finding<'_>> = assessment.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    more("findings", findings.len(), findings.len().min(FINDINGS), "Mend these first, or ask with `detail: full`.");
    let findings: Vec<FindingLine<'_>> = findings.into_iter().take(FINDINGS).map(finding_line).collect();

    let today = assessment.today.as_ref().map(|today| {
        more("moves", today.moves.len(), today.moves.len().min(MOVES), "Make these first, or ask with `detail: full`.");
        today_lines(today)
    });
    let assessment_json = match wanted.detail {
        Detail::Full => Some(whole(assessment)?),
        Detail::Summary | Detail::Steps => None,
    };
    let mut next = Vec::new();
    if !questions.is_empty() {
        next.push(
            "Ask the person the `questions`; where a step has `read` words, ask whether that is right. Put each \
             answer into `answers` of the step, and assess again. What nobody knows stays open: never guess.",
        );
    }
    if !findings.is_empty() {
        next.push("Tell the person the findings; mend in the description what it describes wrongly.");
    }
    next.push(
        "For the reasons of a step: `detail: steps` with `steps`. For the schema of an event: design_event. For a \
         style, a mechanism, a question or a finding: explain_rule with its id.",
    );
    let ruleset = &assessment.ruleset;
    Ok(Summary {
        system: &description.name,
        rules: format!("{} {}", ruleset.id, ruleset.version),
        flows,
        steps,
        questions,
        findings,
        event_sourcing: assessment.advice.event_sourcing.verdict,
        cqrs: assessment.advice.cqrs.verdict,
        today,
        details,
        assessment: assessment_json,
        left_out,
        next,
    })
}

/// The ids of the steps that are asked for; `None` if all are.
fn chosen(assessment: &Assessment<'_>, asked: &[String]) -> Result<Option<BTreeSet<String>>, Problem> {
    if asked.is_empty() {
        return Ok(None);
    }
    let (mut chosen, mut faults) = (BTreeSet::new(), Vec::new());
    let known: Vec<String> = assessment.steps.iter().map(id).collect();
    for (index, asked) in asked.iter().enumerate() {
        let steps = assessment.steps.iter().zip(&known);
        let found: Vec<_> = steps.filter(|(step, id)| step.step == *asked || *id == asked).collect();
        if found.is_empty() {
            let likely = advice::fault::did_you_mean(asked, known.iter().map(String::as_str));
            let likely = likely.or_else(|| {
                let meant = advice::fault::did_you_mean(asked, assessment.steps.iter().map(|step| step.step.as_ref()))?;
                known.iter().find(|id| id.ends_with(&format!("/{meant}"))).map(String::as_str)
            });
            let hint = match likely {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => {
                    format!("The steps are {}.", wording::spoken(known.get(..STEPS.min(known.len())).unwrap_or(&known)))
                }
            };
            let message = "There is no such step.".to_owned();
            faults.push(advice::Fault::new(format!("/steps/{index}"), Code::UnknownReference, message).hint(&hint));
        }
        chosen.extend(found.into_iter().map(|(_, id)| id.clone()));
    }
    if faults.is_empty() { Ok(Some(chosen)) } else { Err(Problem::wrong_body(faults)) }
}

fn line<'a>(step: &'a Step<'a>, described: &'a Described) -> StepLine<'a> {
    let open = step.open_question.as_deref().map(|question| Open {
        question,
        read: described.inferred.get(question).and_then(|given| given.ids().first()).map(String::as_str),
        verdicts: step.prospects.iter().map(|prospect| (prospect.answer.as_ref(), prospect.verdict)).collect(),
    });
    StepLine {
        step: id(step),
        action: &described.action,
        verdict: step.verdict,
        style: &step.style,
        message: &step.message.name,
        announces: step.message.announces.as_deref(),
        consistency: step.consistency.level,
        mechanism: &step.consistency.mechanism,
        settled: step.settled,
        open,
    }
}

fn today_lines<'a>(today: &'a Today<'a>) -> TodayLines<'a> {
    let line = |moved: &'a Move<'a>| MoveLine {
        step: format!("{}/{}", moved.flow, moved.step),
        risk: moved.risk,
        says: &moved.says,
    };
    TodayLines {
        waits_by_need: today.by_need,
        waits_by_habit: today.by_habit,
        waits_by_weight: today.by_weight,
        moves: today.moves.iter().take(MOVES).map(line).collect(),
    }
}

fn finding_line<'a>(finding: &'a Finding<'a>) -> FindingLine<'a> {
    FindingLine {
        rule: &finding.rule,
        severity: finding.severity,
        at: &finding.at,
        message: &finding.message,
        advice: &finding.advice,
    }
}

/// The open questions of steps, each once: first those that could change the most verdicts, then those of the most
/// steps.
fn questions<'a>(model: &'a Model<'_>, steps: impl Iterator<Item = &'a Step<'a>>) -> Vec<Question<'a>> {
    let mut questions: Vec<(usize, Question<'a>)> = Vec::new();
    let book = model.rulebook();
    for step in steps {
        let Some(open) = step.open_question.as_deref() else { continue };
        let unsettled = usize::from(!step.settled);
        if let Some((all_unsettled, known)) = questions.iter_mut().find(|(_, known)| known.question == open) {
            *all_unsettled += unsettled;
            if known.steps.len() < ASKED_OF {
                known.steps.push(id(step));
            } else {
                known.more_steps += 1;
            }
            continue;
        }
        let asked = book.find(open).find_map(|rule| rule.kind.question());
        let Some(asked) = asked else { continue };
        let answers = asked.answers.iter().map(|answer| Choice { answer: &answer.id, means: &answer.label }).collect();
        let steps = vec![id(step)];
        questions.push((unsettled, Question { question: open, ask: &asked.ask, answers, steps, more_steps: 0 }));
    }
    questions.sort_by_key(|(unsettled, question)| std::cmp::Reverse((*unsettled, question.of_steps())));
    questions.into_iter().map(|(_, question)| question).collect()
}

/// The whole assessment as JSON.
fn whole(assessment: &Assessment<'_>) -> Result<Box<RawValue>, Problem> {
    let json = serde_json::value::to_raw_value(assessment).map_err(|error| broken(&error))?;
    if json.get().len() > WHOLE {
        let message = format!("The whole has {} bytes; the limit is {WHOLE}.", json.get().len());
        let fault = advice::Fault::new("/detail", Code::LimitPassed, message);
        return Err(Problem::wrong_body(vec![fault.hint("Ask with `detail: steps` and up to 12 `steps` at once.")]));
    }
    Ok(json)
}

/// Writes an answer as JSON.
pub fn write(answer: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(answer).map_err(|error| broken(&error))
}

/// Our own data has no written form.
fn broken(error: &serde_json::Error) -> Problem {
    tracing::error!(%error, "an answer of a tool cannot be written");
    Problem::internal("")
}
