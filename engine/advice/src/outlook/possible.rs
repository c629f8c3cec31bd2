//! Which questions are idle: whatever else is answered, no answer to them changes the assessment of the step.
//!
//! A question is idle if no condition that still counts can depend on it. If this module cannot prove that, it
//! treats the question as one that matters.

use crate::decide;
use crate::rule::Does;
use crate::rulebook::{Condition, Facts, Rulebook, Scope, TableRow, TermTable, Truth};
use crate::terms::Side;

/// The facts of a step in which every open question may have any answer or none, and every circumstance any
/// value.
pub(super) struct Possible<'b> {
    book: &'b Rulebook,
    facts: Facts,
    /// Facts for choosing the mechanism: a query may count as a command.
    kept: Facts,
    /// Whether a gate decides under every combination of answers. Rows and ties then do not count.
    by_gate: bool,
}

impl<'b> Possible<'b> {
    /// Widens the given facts.
    pub(super) fn of(book: &'b Rulebook, given: &Facts) -> Self {
        let mut facts = *given;
        for (index, asked) in book.questions.iter().enumerate() {
            let may_stay_open = asked.scope != Scope::Circumstance;
            if facts.open(index) {
                if !may_stay_open {
                    facts.fix(index, 0);
                }
                (0..asked.answers.len()).for_each(|answer| facts.allow(index, answer));
            }
        }
        if let Some(side) = only_side(book, &facts) {
            facts.fix(book.landmarks.side, usize::from(side == Side::EventDriven));
        }
        let by_gate = gate_decides(book, &facts);
        let mut kept = facts;
        if book.landmarks.is_query.is_some_and(|(intent, query)| facts.may_be(intent, query)) {
            // A query counts as one without an invariant, or if one is stated, as a command.
            let counts_as = [book.landmarks.no_invariant, book.landmarks.is_command];
            counts_as.into_iter().flatten().for_each(|(question, answer)| kept.allow(question, answer));
        }
        Self { book, facts, kept, by_gate }
    }

    /// Whether an answer to an open question may change the assessment of the step.
    pub(super) fn matters(&self, question: usize) -> bool {
        let book = self.book;
        self.is_landmark(question)
            || book.deciders.iter().any(|gate| gate.condition.may_turn_on(&self.facts, question))
            || (!self.by_gate && book.turners.iter().any(|turner| turner.condition.may_turn_on(&self.facts, question)))
            || self.effects_matter(question)
            || book.own_findings().any(|(.., condition)| condition.may_turn_on(&self.facts, question))
            || first_may_turn_on(&book.styles, &self.facts, question)
            || first_may_turn_on(&book.mechanisms, &self.kept, question)
            || book.mechanism_conditions.iter().any(|mechanism| {
                let conditions = mechanism.joins.iter().chain(&mechanism.rejected);
                conditions.into_iter().any(|condition| condition.may_turn_on(&self.kept, question))
            })
            || self.term_tables().any(|table| {
                let certain = table.cases.iter().position(|case| case.truth(&self.facts) == Truth::Yes);
                let reached = &table.cases[..certain.unwrap_or(table.cases.len())];
                reached.iter().any(|case| case.may_turn_on(&self.facts, question))
            })
    }

    /// The tables for the delivery of a message, and those for a call if the step may be called.
    fn term_tables(&self) -> impl Iterator<Item = &TermTable> {
        let calls = if may_be_called(self.book, &self.facts) { &self.book.calls[..] } else { &[] };
        self.book.deliveries.iter().chain(calls)
    }

    /// Whether the engine reads the question outside of conditions: placement depends on it, or the assessment
    /// shows its answer.
    fn is_landmark(&self, question: usize) -> bool {
        let landmarks = &self.book.landmarks;
        let answers = [landmarks.needs_answer, landmarks.is_query, landmarks.is_event];
        let asked = answers.into_iter().flatten().map(|(asked, _)| asked);
        asked.chain(landmarks.reply).chain(landmarks.staleness).any(|asked| asked == question)
    }

    /// Whether an effect that counts depends on the question: an effect of one of its answers, or another
    /// effect whose condition asks for it.
    fn effects_matter(&self, question: usize) -> bool {
        let book = self.book;
        book.questions.iter().enumerate().filter(|(_, asked)| asked.scope == Scope::Step).any(|(other, asked)| {
            let possible = asked.answers.iter().enumerate().filter(|(answer, _)| self.facts.may_be(other, *answer));
            possible.into_iter().any(|(answer, known)| {
                known.effects.iter().enumerate().any(|(effect, condition)| {
                    let counts = match book.effect(other, answer, effect).map(|effect| &effect.does) {
                        Some(Does::Shape { .. }) => true,
                        Some(Does::Lean { .. } | Does::TurnTie { .. }) => !self.by_gate,
                        Some(Does::Decide { .. } | Does::Advise { .. }) | None => false,
                    };
                    counts && self.effect_turns_on(condition, other, question)
                })
            })
        })
    }

    fn effect_turns_on(&self, condition: &Condition, asked: usize, question: usize) -> bool {
        if asked == question {
            condition.truth(&self.facts) != Truth::No
        } else {
            condition.may_turn_on(&self.facts, question)
        }
    }
}

/// The only side that the step can take, in either place; none if both are possible.
fn only_side(book: &Rulebook, facts: &Facts) -> Option<Side> {
    let defaults = [Side::Synchronous, Side::EventDriven];
    defaults.into_iter().find(|side| {
        defaults.iter().enumerate().all(|(place, default)| {
            let mut there = *facts;
            there.fix(book.landmarks.place, place);
            decide::stays(book, &there, *default, *side)
        })
    })
}

/// Whether a gate decides under every combination of the possible answers.
fn gate_decides(book: &Rulebook, facts: &Facts) -> bool {
    let mut depends = None;
    for gate in &book.deciders {
        match gate.condition.truth(facts) {
            Truth::Yes => return true,
            Truth::Depends(question, mask) => depends = depends.or(Some((question, mask))),
            Truth::No => {}
        }
    }
    // The answers under which the gate does not hold are tested first: they show sooner that no gate decides.
    depends.is_some_and(|(question, mask)| {
        gate_decides(book, &facts.narrowed(question, !mask)) && gate_decides(book, &facts.narrowed(question, mask))
    })
}

/// Whether the first style that fits may be one that no message carries.
fn may_be_called(book: &Rulebook, facts: &Facts) -> bool {
    for row in &book.styles {
        let truth = row.condition.truth(facts);
        let means = book.style_meaning(&book.rule(row.rule).id);
        if truth != Truth::No && means.is_some_and(|means| !means.is_message()) {
            return true;
        }
        if truth == Truth::Yes {
            return false;
        }
    }
    true
}

/// Whether the question may change which row is the first that fits.
fn first_may_turn_on(rows: &[TableRow], facts: &Facts, question: usize) -> bool {
    let certain = rows.iter().position(|row| row.condition.truth(facts) == Truth::Yes);
    let reached = &rows[..certain.unwrap_or(rows.len())];
    reached.iter().any(|row| row.condition.may_turn_on(facts, question))
}
