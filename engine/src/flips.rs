//! What would change the verdict of a step, and how firmly it stands.
//!
//! Everything that is told here was found by deciding the step again, in its whole flow. It must not hold rules of its own,
//! and it says nothing of consistency: only verdicts count.
//!
//! **What counts as a change.** An open question that gets an answer, and a question that gets another answer than the one
//! it has, whether that was stated, read out of words or told by the structure. Taking an answer back is no change: one
//! cannot decide to know less. All other steps keep their answers; but the places in the flow are found again.

mod ground;
mod robustness;

use std::collections::BTreeMap;

use crate::assessment::{Flip, Verdict};
use crate::rulebook::{Facts, Rulebook};

pub(crate) use ground::Ground;
pub(crate) use robustness::robustness;

/// As many are told of one step.
const MOST: usize = 20;

/// One question with another answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Change {
    question: usize,
    answer: usize,
}

/// The smallest changes of a step's answers that change its verdict, at most [`MOST`]: first each single answer that does,
/// then each pair of which neither does alone. Both are in the order of the questions that decide (gates, rows,
/// constraints) and of their answers.
pub(crate) fn flips<'b>(ground: &mut Ground<'_, 'b>, now: Verdict) -> Vec<Flip<'b>> {
    let book = ground.book();
    let facts = *ground.facts();
    let mut flips = Vec::new();
    // Every change that does nothing alone.
    let mut idle = Vec::new();
    for change in changes(book, &facts) {
        let verdict = ground.verdict(&change.made(facts));
        if verdict == now {
            idle.push(change);
        } else {
            flips.push(flip(book, &[change], verdict));
        }
    }
    if flips.len() < MOST && !ground.keeps(&widened(facts, &idle), now) {
        pairs(ground, facts, now, &idle, &mut flips);
    }
    flips.truncate(MOST);
    flips
}

/// Adds pairs of idle changes until there are enough.
fn pairs<'b>(ground: &mut Ground<'_, 'b>, facts: Facts, now: Verdict, idle: &[Change], flips: &mut Vec<Flip<'b>>) {
    let book = ground.book();
    for (index, first) in idle.iter().enumerate() {
        let after_first = first.made(facts);
        let others = &idle[index + 1..];
        let others = &others[others.partition_point(|other| other.question == first.question)..];
        // Most firsts leave nothing to the second: all of them at once are soon ruled out.
        if ground.keeps(&widened(after_first, others), now) {
            continue;
        }
        for answers in others.chunk_by(|a, b| a.question == b.question) {
            if ground.keeps(&widened(after_first, answers), now) {
                continue;
            }
            for second in answers {
                let verdict = ground.verdict(&second.made(after_first));
                if verdict != now {
                    flips.push(flip(book, &[*first, *second], verdict));
                    if flips.len() >= MOST {
                        return;
                    }
                }
            }
        }
    }
}

/// Every way to answer one question otherwise, question by question.
fn changes<'b>(book: &'b Rulebook, facts: &Facts) -> impl Iterator<Item = Change> + use<'b> {
    let facts = *facts;
    book.deciding.iter().flat_map(move |&question| {
        let answers = 0..book.questions[question].answers.len();
        answers.filter(move |answer| !facts.is(question, *answer)).map(move |answer| Change { question, answer })
    })
}

impl Change {
    fn made(self, mut facts: Facts) -> Facts {
        facts.fix(self.question, self.answer);
        facts
    }
}

/// Facts in which each of the changes may have been made or not.
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
