//! Answers the open questions of a description from its own words.

use std::borrow::Cow;
use std::ops::Range;

use crate::evidence::Evidence;
use advice::decide::StatedDecision;
use advice::description::{Answers, Description, Flow, Given, ParticipantKind, Step};
use advice::model::{FlowModel, Model, Participant, Resolved, StepModel};
use advice::rulebook::Rulebook;
use advice::terms::Basis;

use super::pattern::{Hit, Where};
use super::scene::{Position, StepWords, Text};
use super::{Answered, answers};

/// Answers every question of a model's description that its words answer, with the evidence. Stated answers
/// stay; earlier inferred answers are replaced.
pub fn fill(model: &Model<'_>) -> (Description, Vec<Evidence>) {
    let flows = &model.description().flows;
    let said: Vec<Vec<Cow<'_, str>>> = flows.iter().map(|flow| flow.steps.iter().map(said).collect()).collect();
    let texts: Vec<Vec<Text<'_>>> = said.iter().map(|flow| flow.iter().map(|said| Text::of(said)).collect()).collect();
    let names = Names::of(model);
    let (answers, told) = fill_with(model, &names, |flow, step| {
        StepWords::with_notes(&texts[flow][step], flows[flow].steps[step].action.len())
    });
    let mut description = model.description().clone();
    put(&mut description, answers);
    let evidence = told
        .into_iter()
        .map(|InferredAnswer { at, tokens, words, because }| {
            let step = at.split("/inferred").next().unwrap_or_default();
            let place = tokens.and_then(|range| {
                let mut numbers = step.split('/').filter_map(|part| part.parse::<usize>().ok());
                let (flow, index) = (numbers.next()?, numbers.next()?);
                let Text { text, tokens, .. } = &texts[flow][index];
                let (start, end) = (tokens.get(range.start)?.start, tokens.get(range.end.max(1) - 1)?.end());
                let action = flows[flow].steps[index].action.len();
                let (from, field) = if start < action { (0, "action") } else { (action + 1, "notes") };
                let character = |byte| u32::try_from(text.get(from..byte)?.chars().count()).ok();
                Some(([character(start)?, character(end)?], format!("{step}/{field}")))
            });
            let (span, within) = place.unzip();
            Evidence { at, span, within, words, because }
        })
        .collect();
    (description, evidence)
}

/// All words about a step: its action, and its notes on the next line.
fn said(step: &Step) -> Cow<'_, str> {
    match &step.notes {
        Some(notes) => Cow::Owned(format!("{}\n{notes}", step.action)),
        None => Cow::Borrowed(&step.action),
    }
}

/// An inferred answer with its source.
#[derive(Debug, Clone)]
pub(crate) struct InferredAnswer {
    /// JSON Pointer to the answer.
    pub(crate) at: String,
    /// The tokens that gave it; `None` if a name or the structure did.
    pub(crate) tokens: Option<Range<usize>>,
    /// The words that gave it.
    pub(crate) words: String,
    pub(crate) because: &'static str,
}

/// The names in a description, prepared for the clues.
pub(crate) struct Names<'t> {
    participants: Vec<Text<'t>>,
    flows: Vec<Text<'t>>,
}

impl<'t> Names<'t> {
    pub(crate) fn of(model: &'t Model<'_>) -> Self {
        let participant = |participant: &'t Participant| {
            let mut name = Text::of(&participant.name);
            if participant.id != participant.name {
                let id = Text::of(&participant.id);
                name.tokens.extend(id.tokens);
                name.keys.extend(id.keys);
            }
            name
        };
        let flow = |flow: &'t Flow| Text::of(flow.name.as_deref().unwrap_or_default());
        Self {
            participants: model.participants().iter().map(participant).collect(),
            flows: model.description().flows.iter().map(flow).collect(),
        }
    }
}

/// Infers answers for the open questions of every step. `read` returns the words of a step by the indices of
/// flow and step.
pub(crate) fn fill_with<'t>(
    model: &'t Model<'_>,
    names: &'t Names<'t>,
    mut read: impl FnMut(usize, usize) -> StepWords<'t>,
) -> (Vec<Vec<Answers>>, Vec<InferredAnswer>) {
    let mut inferred = Vec::with_capacity(model.flows().len());
    let mut told = Vec::new();
    for flow in model.flows() {
        let mut by_step = vec![Answers::default(); flow.steps.len()];
        let mut accepted = vec![false; flow.steps.len()];
        let mut authorized = vec![false; flow.steps.len()];
        for &index in &flow.order {
            let step = &flow.steps[index];
            let mut words = read(flow.index, index);
            words.from = step.from.map(|from| &names.participants[from]);
            words.to = step.to.iter().map(|to| &names.participants[*to]).collect();
            words.flow = Some(&names.flows[flow.index]);
            words.position =
                Position { fans: words.position.fans, chained: words.position.chained, ..position(model, flow, index) };
            words.position.accepted = step.after.iter().any(|before| accepted[*before]);
            words.position.authorized = step.after.iter().any(|before| authorized[*before]);
            let answers = answers(&words);
            authorized[index] = words.position.authorized || words.has_verb("authorize");
            accepted[index] = words.position.accepted || hands_out_receipt(model.rulebook(), &step.answers, &answers);
            let at = format!("/flows/{}/steps/{index}", flow.index);
            let kept = open(model.rulebook(), step, answers);
            told.extend(kept.iter().flat_map(|answered| tell(&words, answered, &at)));
            by_step[index] = given(&kept);
        }
        inferred.push(by_step);
    }
    (inferred, told)
}

/// Stores the answers from [`fill_with`] in the description that they were inferred for.
pub(crate) fn put(description: &mut Description, inferred: Vec<Vec<Answers>>) {
    let steps = description.flows.iter_mut().flat_map(|flow| &mut flow.steps);
    steps.zip(inferred.into_iter().flatten()).for_each(|(step, answers)| step.inferred = answers);
}

/// What the structure of the flow says about a step.
fn position(model: &Model<'_>, flow: &FlowModel, index: usize) -> Position {
    let step = &flow.steps[index];
    let is_person = |participant: usize| model.participants()[participant].kind == ParticipantKind::Person;
    Position {
        first: step.after.is_empty(),
        last: flow.steps.iter().all(|other| !other.after.contains(&index)),
        from_person: step.from.is_some_and(is_person),
        to_person: step.to.iter().copied().any(is_person),
        alone: step.from.is_some_and(|from| step.to == [from]),
        several: step.to.len() > 1,
        accepted: false,
        authorized: false,
        fans: false,
        chained: false,
    }
}

/// Whether a step only tells its caller that the work was accepted.
fn hands_out_receipt(book: &Rulebook, stated: &[Resolved], answers: &[Answered]) -> bool {
    let is = |question: &str, answer: &str| {
        let known = stated
            .iter()
            .find(|given| given.basis != Basis::Inferred && book.question(question) == Some(given.question));
        match known {
            Some(given) => book.resolve(question, answer) == Some((given.question, given.answer)),
            None => answers.iter().any(|answered| answered.question == question && answered.answer == answer),
        }
    };
    is("reply", "acknowledgement") || (is("reply", "answer") && is("duration", "long"))
}

/// Keeps the answers to open questions that the rulebook has. An inferred answer never contradicts a decision
/// by a stated one, and a step that keeps an invariant is no query, whatever its verb sounds like.
fn open(book: &Rulebook, step: &StepModel, answers: Vec<Answered>) -> Vec<Answered> {
    let stated = StatedDecision::of(book, step);
    let said = |question: &str| {
        let question = book.question(question);
        step.answers.iter().find(|given| given.basis != Basis::Inferred && Some(given.question) == question)
    };
    let is =
        |given: &Resolved, question, answer| book.resolve(question, answer) == Some((given.question, given.answer));
    let is_query = said("intent").is_some_and(|given| is(given, "intent", "query"));
    let is_open = |answered: &Answered| {
        book.resolve(answered.question, answered.answer).is_some_and(|(question, answer)| {
            let is_open = step.answers.iter().all(|given| given.basis == Basis::Inferred || given.question != question);
            is_open && !stated.is_contradicted_by(question, answer)
        })
    };
    let mut kept: Vec<Answered> = answers.into_iter().filter(is_open).collect();
    let names_invariant = |answered: &Answered| answered.question == "invariant" && answered.answer != "none";
    kept.retain(|answered| !(is_query && names_invariant(answered)));
    let keeps_invariant = said("invariant").is_some_and(|given| !is(given, "invariant", "none"));
    if keeps_invariant || kept.iter().any(names_invariant) {
        kept.retain(|answered| (answered.question, answered.answer) != ("intent", "query"));
    }
    kept
}

/// Converts answers to the form that a description stores.
fn given(answers: &[Answered]) -> Answers {
    answers.iter().map(|answered| (answered.question.to_owned(), Given::One(answered.answer.to_owned()))).collect()
}

/// The sources of an answer, the surest first. Further sources count only if they are in the step's action or notes.
fn tell(words: &StepWords<'_>, answered: &Answered, at: &str) -> Vec<InferredAnswer> {
    let at = [at, "/inferred/", answered.question].concat();
    let others = answered.also.iter().filter(|(hit, _)| hit.place == Where::Step);
    let first = told(words, &answered.hit, at.clone(), answered.because);
    std::iter::once(first).chain(others.map(|(hit, because)| told(words, hit, at.clone(), because))).collect()
}

fn told(words: &StepWords<'_>, hit: &Hit, at: String, because: &'static str) -> InferredAnswer {
    let (tokens, told) = match hit.place {
        Where::Step => {
            let range = hit.tokens.clone();
            let (first, last) =
                (&words.text.tokens[range.start], &words.text.tokens[range.end.max(range.start + 1) - 1]);
            (Some(range), words.text.text.get(first.start..last.end()).unwrap_or_default().to_owned())
        }
        Where::From => (None, written(words.from)),
        Where::To(index) => (None, written(words.to.get(index).copied())),
        Where::Flow => (None, written(words.flow)),
        Where::Structure => (None, String::new()),
    };
    InferredAnswer { at, tokens, words: told, because }
}

fn written(name: Option<&Text<'_>>) -> String {
    name.map_or("", |name| name.text).to_owned()
}
