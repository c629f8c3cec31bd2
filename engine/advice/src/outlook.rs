//! The outlook of a step: what each answer to each of its questions would do.
//!
//! The questionnaire follows the order of the outlook and asks nothing else. This module must hold no rules of
//! its own: it assesses the step again under each answer, with the same evaluator as the assessment.

mod possible;
mod trial;
mod weight;

use std::cmp::Reverse;

use crate::model::Model;
use crate::rule::{Answer, Question, Rule};
use crate::rulebook::Scope;
use crate::terms::{Level, Verdict};

use possible::Possible;
use trial::{Told, Trial};
use weight::Weight;

pub(crate) use weight::first_question;

/// The questions of a step, those that matter most first.
///
/// **How much a question matters** depends on how much the outcome differs between its answers, while all other
/// answers stay. The criteria are, from the weightiest to the lightest: the number of sides that the step may
/// take; the number of answers that change whether the step is settled; the most verdicts that one answer rules
/// out; the number of verdicts; the number of styles; the distance between the leans, where they decide. If no
/// verdict depends on the question, the number of mechanisms and the number of levels count before the styles,
/// and the number of different assessments of the step counts last. A criterion counts only between questions
/// that are equal in all criteria before it. An answer that contradicts what is known does not count. Between equal questions, gates come before rows and rows before
/// constraints, each in the order of the rulebook.
///
/// Leaving the question open counts as one of the answers. The present answer has no special weight, so a
/// question matters as much after it is answered as before. If a verdict depends on the first question that nobody
/// has [answered](Asked::is_said), that question is the assessment's `open_question`.
#[derive(Debug, Clone)]
pub struct Outlook<'b> {
    /// The present outcome of the step.
    pub now: Outcome<'b>,
    /// The answered questions, and the open questions that can still change something; those that matter most
    /// first. A question's own answer does not change how much it matters. So answering it may move other
    /// questions, but never the question itself past others.
    pub questions: Vec<Asked<'b>>,
    /// The other open questions, in the same order. Whatever anybody answers to them and to the other open
    /// questions, at most the lean changes, and only where it does not decide.
    pub idle: Vec<Asked<'b>>,
}

/// One question with the outcome of each of its answers.
#[derive(Debug, Clone)]
pub struct Asked<'b> {
    /// The rule that asks it.
    pub rule: &'b Rule,
    /// The question.
    pub question: &'b Question,
    /// Id of the stated answer; none if the question is open or has an answer of another origin.
    pub stated: Option<&'b str>,
    /// Id of the answer that was read out of words; none if there is none or a better answer replaces it.
    pub inferred: Option<&'b str>,
    /// Id of the answer that the structure gives, whether or not somebody stated another.
    pub derived: Option<&'b str>,
    /// The weightiest thing that an answer to this question can change while all other answers stay, leaving out
    /// answers that contradict what is known.
    pub reach: Reach,
    /// The outcome of each answer, in the order of the question.
    pub prospects: Vec<Prospect<'b>>,
    /// The outcome if the question is left open.
    pub open: Outcome<'b>,
}

impl Asked<'_> {
    /// Whether a person or the structure says the answer. One that was only read out of words may be wrong.
    pub fn is_said(&self) -> bool {
        self.stated.is_some() || self.derived.is_some()
    }
}

/// What an answer to a question can change by itself, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The side, or whether it is settled.
    Side,
    /// The verdict.
    Verdict,
    /// The style.
    Style,
    /// The mechanism or a level of consistency.
    Consistency,
    /// Something else in the assessment of the step: a reason, a message, the delivery, a mechanism beside the
    /// main one, a finding.
    Detail,
    /// Nothing by itself. If the question is not idle, it may change something together with other open
    /// questions.
    Nothing,
}

/// An answer and its outcome while all other answers stay.
#[derive(Debug, Clone)]
pub struct Prospect<'b> {
    /// The answer.
    pub answer: &'b Answer,
    /// Its outcome.
    pub outcome: Outcome<'b>,
}

/// The main results of a step's assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome<'b> {
    /// The verdict.
    pub verdict: Verdict,
    /// Id of the style.
    pub style: &'b str,
    /// The level of consistency that others see.
    pub level: Level,
    /// Id of the mechanism.
    pub mechanism: &'b str,
    /// From -100 (synchronous) to 100 (event-driven).
    pub lean: i32,
    /// Whether no answer to an open question would move the step to the other side.
    pub settled: bool,
}

/// Computes the outlook of a step. `flow` and `step` are indices in the description.
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
        let contradicts = |answer: usize| book.landmarks.impossible(trial.facts()).any(|one| one == (index, answer));
        let possible_answers: Vec<&Told<'_, '_>> =
            answers.iter().enumerate().filter(|(answer, _)| !contradicts(*answer)).map(|(_, told)| told).collect();
        let measure = Measure::of(&open, &possible_answers);
        let reach = measure.reach();
        let any_reach = Measure::of(&open, &answers.iter().collect::<Vec<_>>()).reach();
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
        let is_idle = is_open && any_reach == Reach::Nothing && !possible.matters(index);
        let list = if is_idle { &mut idle } else { &mut questions };
        list.push(((Reverse(measure.rank()), rule.kind.turn()), asked));
    }
    Some(Outlook { now, questions: sorted(questions), idle: sorted(idle) })
}

/// Sorts the things by the key beside each; things with equal keys keep their order.
fn sorted<O: Ord + Copy, T>(mut things: Vec<(O, T)>) -> Vec<T> {
    things.sort_by_key(|(order, _)| *order);
    things.into_iter().map(|(_, thing)| thing).collect()
}

/// How much a question matters; see [`Outlook`]. The fields are compared in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Measure {
    weight: Weight,
    mechanisms: usize,
    levels: usize,
    readings: usize,
}

impl Measure {
    fn of(open: &Told<'_, '_>, answers: &[&Told<'_, '_>]) -> Self {
        let outcomes: Vec<&Told<'_, '_>> = std::iter::once(open).chain(answers.iter().copied()).collect();
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

    /// The sort key of the question. If no verdict depends on it, how consistent the step is counts before its
    /// style: what must always hold is worth asking before what a message is called.
    fn rank(self) -> (bool, (usize, usize), Weight, Option<Self>) {
        let decides = self.weight.decides();
        let consistency = if decides { (0, 0) } else { (self.mechanisms, self.levels) };
        (decides, consistency, self.weight, (!decides).then_some(self))
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

/// The number of different outcomes.
fn different<T>(outcomes: &[T], are_same: impl Fn(&T, &T) -> bool) -> usize {
    let first_of_its_kind = |(index, told): &(usize, &T)| !outcomes[..*index].iter().any(|other| are_same(other, told));
    outcomes.iter().enumerate().filter(first_of_its_kind).count()
}

#[cfg(test)]
mod tests;
