//! The changes of answers that change a step's verdict, and how firmly the verdict stands.
//!
//! Every result comes from deciding the step again in its flow. This module must hold no rules of its own. It
//! looks at verdicts only, not at consistency.
//!
//! **What counts as a change.** An open question gets an answer, or a question gets another answer than it has,
//! whether that answer was stated, read out of words or given by the structure. Removing an answer is no
//! change: nobody can decide to know less. All other steps keep their answers, but the places in the flow are
//! computed again.

mod robustness;

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::assessment::{Flip, Prospect, Step};
use crate::ground::{self, Ground, Stands};
use crate::model::{FlowModel, Model, StepModel};
use crate::outlook;
use crate::place::Stance;
use crate::rulebook::{Answers, Facts, Rulebook};
use crate::terms::{Basis, Verdict};

/// The largest number of flips that an assessment lists for one step.
const MOST: usize = 20;

/// One question with another answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Change {
    question: usize,
    answer: usize,
}

/// The results so far for one system. Steps with equal answers and equal placement share one result.
#[derive(Debug, Default)]
pub(crate) struct Known<'b> {
    told: BTreeMap<Alike, Told<'b>>,
}

/// The key of a result: everything that a step's verdict depends on within one system. It holds the step's
/// placement for each footing and, for each question that bears on a verdict, the set of answers and whether an
/// answer was only read out of words.
type Alike = (SmallVec<[(Answers, bool); 16]>, Stands);

/// The results for one key.
#[derive(Debug, Clone)]
struct Told<'b> {
    flips: Vec<Flip<'b>>,
    first_question: Option<(&'b str, Vec<Prospect<'b>>)>,
    robustness: i32,
}

impl<'b> Known<'b> {
    /// Adds flips, the first open question and the robustness to the assessed steps of a flow. `stances` are
    /// the steps with their own answers.
    pub(crate) fn tell<'a>(&mut self, model: &Model<'b>, flow: &FlowModel, stances: &[Stance], steps: &mut [Step<'a>])
    where
        'b: 'a,
    {
        let book = model.rulebook();
        for ((step, stands), said) in flow.steps.iter().zip(ground::stands(model, flow, stances)).zip(steps) {
            let ground = Ground { book, step, stands };
            let told = self.told.entry((answers(book, step), stands)).or_insert_with(|| Told {
                flips: flips(&ground, said.verdict),
                first_question: outlook::first_question(&ground, said.verdict),
                robustness: robustness::robustness(&ground, said.verdict, said.decided_by),
            });
            said.flips.clone_from(&told.flips);
            if let Some((question, prospects)) = &told.first_question {
                said.open_question = Some((*question).into());
                said.prospects.clone_from(prospects);
            }
            said.robustness = Some(told.robustness);
        }
    }
}

/// For each question that bears on the verdict, the set of the step's answers and whether an answer was only
/// read out of words; and what the structure says of the step.
fn answers(book: &Rulebook, step: &StepModel) -> SmallVec<[(Answers, bool); 16]> {
    let is_inferred =
        |question| step.answers.iter().any(|given| given.question == question && given.basis == Basis::Inferred);
    let marks = &book.landmarks;
    let structure = [marks.doer, marks.doers, marks.asker, marks.starts, marks.hearers, marks.parties, marks.fact];
    let read = book.bearing.iter().chain(&structure);
    read.map(|question| (step.facts.answers(*question), is_inferred(*question))).collect()
}

/// The smallest changes that change the verdict, at most [`MOST`]: first each single answer that does, then
/// each pair of answers that does although neither answer does alone. Both are sorted by the questions that
/// decide (gates, rows, constraints) and by their answers.
fn flips<'b>(ground: &Ground<'_, 'b>, now: Verdict) -> Vec<Flip<'b>> {
    let (book, facts) = (ground.book, ground.step.facts);
    let mut flips = Vec::new();
    // The changes that change nothing alone.
    let mut idle = Vec::new();
    for &question in &book.deciding {
        let answers: SmallVec<[Change; 16]> = changes(book, &facts, question).collect();
        if ground.keeps(&widened(facts, &answers), now) {
            idle.extend(answers);
            continue;
        }
        for change in answers {
            let verdict = ground.verdict(&change.made(&facts));
            if verdict == now {
                idle.push(change);
            } else {
                flips.push(flip(book, &[change], verdict));
            }
        }
    }
    if flips.len() < MOST && !ground.keeps(&widened(facts, &idle), now) {
        pairs(ground, now, &idle, &mut flips);
    }
    flips.truncate(MOST);
    flips
}

/// Adds pairs of idle changes that change the verdict together, until there are [`MOST`] flips. Most pairs
/// change nothing; [`Ground::keeps`] rules out whole sets of them at once.
fn pairs<'b>(ground: &Ground<'_, 'b>, now: Verdict, idle: &[Change], flips: &mut Vec<Flip<'b>>) {
    let facts = ground.step.facts;
    let mut others = idle;
    for firsts in idle.chunk_by(|a, b| a.question == b.question) {
        others = &others[firsts.len()..];
        if ground.keeps(&widened(widened(facts, firsts), others), now) {
            continue;
        }
        for first in firsts {
            let after_first = first.made(&facts);
            if ground.keeps(&widened(after_first, others), now) {
                continue;
            }
            for seconds in others.chunk_by(|a, b| a.question == b.question) {
                if ground.keeps(&widened(after_first, seconds), now) {
                    continue;
                }
                for second in seconds {
                    let verdict = ground.verdict(&second.made(&after_first));
                    if verdict != now {
                        flips.push(flip(ground.book, &[*first, *second], verdict));
                    }
                }
                if flips.len() >= MOST {
                    return;
                }
            }
        }
    }
}

/// Every answer to a question except the present one.
fn changes(book: &Rulebook, facts: &Facts, question: usize) -> impl Iterator<Item = Change> {
    let answers = 0..book.questions[question].answers.len();
    answers.filter(move |answer| !facts.is(question, *answer)).map(move |answer| Change { question, answer })
}

impl Change {
    fn made(self, facts: &Facts) -> Facts {
        facts.with(self.question, self.answer)
    }
}

/// Facts in which each of the changes may be made or not.
fn widened(mut facts: Facts, changes: &[Change]) -> Facts {
    for change in changes {
        facts.allow(change.question, change.answer);
    }
    facts
}

fn flip<'b>(book: &'b Rulebook, changes: &[Change], verdict: Verdict) -> Flip<'b> {
    let named = changes.iter().map(|change| {
        let asked = &book.questions[change.question];
        (asked.id.as_ref().into(), asked.answers[change.answer].id.as_ref().into())
    });
    Flip { change: named.collect::<BTreeMap<_, _>>(), verdict }
}
