//! What each answer to a step's questions would do: the step assessed again under every one of them.
//!
//! The questionnaire asks from it, in its order, and asks nothing that it does not list. It must not hold rules of its own:
//! every outcome comes from the same evaluator as the assessment.

mod possible;
mod trial;
mod weight;

use std::cmp::Reverse;

use crate::assessment::{Level, Verdict};
use crate::model::Model;
use crate::rule::{Answer, Question, Rule};
use crate::rulebook::Scope;

use possible::Possible;
use trial::{Told, Trial};
use weight::Weight;

pub(crate) use weight::first_question;

/// A step's questions, those that tell most first.
///
/// **How much a question tells** is how much what comes out differs between its answers, all others left as they are: on
/// how many sides the step may fall; how many of the answers change whether it is settled; how many verdicts an answer
/// rules out for good, at most; then how many verdicts and styles may come out, and how far the leans lie apart where they
/// decide. Of questions on which no verdict depends: how many mechanisms and levels may come out, and in how many ways all
/// else that is said of the step may read. An earlier one of these outweighs all later ones. Between equals gates come
/// before rows and rows before constraints, each in the order of the rulebook. Leaving the question open counts as one of
/// the answers, and the one that was given counts no more than others, so a question tells as much after it was answered
/// as before. The first open question is the assessment's `open_question`, if a verdict depends on it.
#[derive(Debug, Clone)]
pub struct Outlook<'b> {
    /// What the assessment says of the step now.
    pub now: Outcome<'b>,
    /// The answered questions, and those open ones that can still change something; the one that tells most first. How
    /// much a question tells does not depend on its own answer, so answering it moves others, and not itself past others.
    pub questions: Vec<Asked<'b>>,
    /// The other open questions, in the same order among equals: whatever is answered to them and to all other open ones,
    /// nothing changes but the lean, where that decides nothing.
    pub idle: Vec<Asked<'b>>,
}

/// One question with what each of its answers would do.
#[derive(Debug, Clone)]
pub struct Asked<'b> {
    /// The rule that asks it.
    pub rule: &'b Rule,
    /// The question.
    pub question: &'b Question,
    /// Id of the answer that was stated; none for a question that is open or answered otherwise.
    pub stated: Option<&'b str>,
    /// Id of the answer that was read out of words, where nothing better answers.
    pub inferred: Option<&'b str>,
    /// Id of the answer that the structure gives.
    pub derived: Option<&'b str>,
    /// The weightiest thing that its answer can change, all other answers left as they are.
    pub reach: Reach,
    /// What each answer would do, in the order of the question.
    pub prospects: Vec<Prospect<'b>>,
    /// What comes out if the question is left open.
    pub open: Outcome<'b>,
}

/// What the answer to a question can change by itself, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Whether somebody waits, or whether that is settled.
    Side,
    /// The verdict.
    Verdict,
    /// The style.
    Style,
    /// The mechanism or a level of consistency.
    Consistency,
    /// Something else that is said of the step: a reason, a message, what belongs beside the mechanism, a finding.
    Detail,
    /// Nothing by itself; if the question is not idle, perhaps something together with other open questions.
    Nothing,
}

/// An answer and what would come out of it, all other answers left as they are.
#[derive(Debug, Clone)]
pub struct Prospect<'b> {
    /// The answer.
    pub answer: &'b Answer,
    /// What comes out of it.
    pub outcome: Outcome<'b>,
}

/// What an assessment says of a step, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome<'b> {
    /// The verdict.
    pub verdict: Verdict,
    /// Id of the style.
    pub style: &'b str,
    /// What others see.
    pub level: Level,
    /// Id of the mechanism.
    pub mechanism: &'b str,
    /// From -100 (synchronous) to 100 (events).
    pub lean: i32,
    /// No answer to an open question would move the step to the other side.
    pub settled: bool,
}

/// What each answer to the questions of a step would do. `flow` and `step` are indices in the description.
///
/// None if there is no such step.
pub fn outlook<'b>(model: &Model<'b>, flow: usize, step: usize) -> Option<Outlook<'b>> {
    let book = model.rulebook();
    let mut trial = Trial::of(model, flow, step)?;
    let now = trial.told().outcome;
    let possible = Possible::of(book, trial.facts());
    let (mut questions, mut idle) = (Vec::new(), Vec::new());
    for index in (0..book.questions.len()).filter(|index| book.scope(*index) == Scope::Step) {
        let (Some(rule), Some(question)) = (book.rule_of(index), book.asked(index)) else { continue };
        let is_open = trial.facts().open(index);
        if is_open && rule.retired.is_some() {
            continue;
        }
        let (open, answers) = trial.answers(index);
        let measure = Measure::of(&open, &answers);
        let reach = measure.reach();
        let prospect = |(answer, told): (&'b Answer, &Told<'_, 'b>)| Prospect { answer, outcome: told.outcome };
        let id = |answer: Option<usize>| Some(question.answers.get(answer?)?.id.as_ref());
        let asked = Asked {
            rule,
            question,
            stated: id(trial.stated(index)),
            inferred: id(trial.inferred(index)),
            derived: id(trial.derived(index)),
            reach,
            prospects: question.answers.iter().zip(&answers).map(prospect).collect(),
            open: open.outcome,
        };
        let is_idle = is_open && reach == Reach::Nothing && !possible.matters(index);
        let list = if is_idle { &mut idle } else { &mut questions };
        list.push(((Reverse(measure.rank()), rule.kind.turn()), asked));
    }
    Some(Outlook { now, questions: sorted(questions), idle: sorted(idle) })
}

/// The things in the order of what stands beside them; equals stay in theirs.
fn sorted<O: Ord + Copy, T>(mut things: Vec<(O, T)>) -> Vec<T> {
    things.sort_by_key(|(order, _)| *order);
    things.into_iter().map(|(_, thing)| thing).collect()
}

/// How much a question tells: how many different things may come out of it, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Measure {
    weight: Weight,
    mechanisms: usize,
    levels: usize,
    readings: usize,
}

impl Measure {
    fn of(open: &Told<'_, '_>, answers: &[Told<'_, '_>]) -> Self {
        let outcomes: Vec<&Told<'_, '_>> = std::iter::once(open).chain(answers).collect();
        let outcomes = outcomes.as_slice();
        let sketches: Vec<_> = answers.iter().map(|told| told.sketch).collect();
        Self {
            weight: Weight::of(&open.sketch, &sketches),
            mechanisms: different(outcomes, |a, b| a.outcome.mechanism == b.outcome.mechanism),
            levels: different(outcomes, |a, b| {
                a.outcome.level == b.outcome.level && a.step.consistency.at_owner == b.step.consistency.at_owner
            }),
            readings: different(outcomes, |a, b| a.says_what(b)),
        }
    }

    /// What the question is sorted by. Where a verdict depends on it, what else it shapes does not count.
    fn rank(self) -> (Weight, Option<Self>) {
        (self.weight, (!self.weight.decides()).then_some(self))
    }

    fn reach(self) -> Reach {
        if let Some(reach) = self.weight.reach() {
            return reach;
        }
        match self {
            Self { mechanisms: 2.., .. } | Self { levels: 2.., .. } => Reach::Consistency,
            Self { readings: 2.., .. } => Reach::Detail,
            _ => Reach::Nothing,
        }
    }
}

/// How many of the outcomes are unlike each other.
fn different<T>(outcomes: &[T], are_same: impl Fn(&T, &T) -> bool) -> usize {
    let first_of_its_kind = |(index, told): &(usize, &T)| !outcomes[..*index].iter().any(|other| are_same(other, told));
    outcomes.iter().enumerate().filter(first_of_its_kind).count()
}

#[cfg(test)]
mod tests;
