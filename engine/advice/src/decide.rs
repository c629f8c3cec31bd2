//! Decides the side of a step: the gates first, then the matrix, then the rule for ties.
//!
//! The same evaluator answers two questions about a step: which side it takes with the answers that it has, and
//! whether another answer to an open question would change that. The second question evaluates sets of answers
//! and splits them until every set gives one result. This module must not choose a style or a mechanism.
//!
//! **Settled concerns the side only.** A step is settled if no answer to an open question moves it between
//! "somebody waits" (synchronous, hybrid) and "nobody waits" (event-driven). It stays settled even if an open
//! question decides whether a call is also announced, or whether its work finishes later. The check is exact:
//! facts are sets of possible answers, a condition is yes, no or "depends on this question", and sets are split
//! until no condition depends on anything.

use smallvec::SmallVec;

use crate::model::StepModel;
use crate::rule::Does;
use crate::rulebook::{Answers, Facts, Rulebook, Truth};
use crate::terms::{Basis, DecidedBy, Side};

/// A lean from `-TIE` to `TIE` counts as a tie.
const TIE: i32 = 10;

/// The side of a step and what decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) side: Side,
    pub(crate) by: DecidedBy,
}

/// The contribution of one answered row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lean {
    pub(crate) question: usize,
    pub(crate) answer: usize,
    /// Index of the effect in the answer.
    pub(crate) effect: usize,
    /// The sign times the weight, in halves: negative for calls, positive for events.
    pub(crate) signed: i32,
    /// The weight in halves, 0 to 8.
    pub(crate) halves: i32,
}

/// The sum of the contributions of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Balance {
    /// Sum of the signed weights, in quarters.
    signed: i32,
    /// Sum of the weights, in quarters.
    quarters: i32,
    /// Whether any row weighs more than half a row.
    full_row: bool,
}

impl Balance {
    pub(crate) fn add(&mut self, lean: Lean) {
        self.add_weighed(lean, 2);
    }

    /// Adds a row with its weight scaled by `halves / 2`.
    pub(crate) fn add_weighed(&mut self, lean: Lean, halves: i32) {
        self.signed += lean.signed * halves;
        self.quarters += lean.halves * halves;
        self.full_row |= lean.halves * halves > 2;
    }

    /// The lean, -100 to 100, halves rounded away from zero; 0 if no row weighs anything.
    pub(crate) fn lean(self) -> i32 {
        if self.quarters == 0 {
            return 0;
        }
        (200 * self.signed + self.signed.signum() * self.quarters) / (2 * self.quarters)
    }

    /// The side; none for a tie. It is a tie if the lean is small, or if no row weighs more than half a row.
    pub(crate) fn side(self) -> Option<Side> {
        match self.lean() {
            lean if !self.full_row || lean.abs() <= TIE => None,
            lean if lean < 0 => Some(Side::Synchronous),
            _ => Some(Side::EventDriven),
        }
    }
}

/// The side that a gate gives for the stated answers of a step. Further answers can be tested against it.
#[derive(Debug)]
pub struct StatedDecision<'b> {
    book: &'b Rulebook,
    facts: Facts,
    side: Option<Side>,
}

impl<'b> StatedDecision<'b> {
    /// Decides a step by the gates and its stated answers alone.
    pub fn of(book: &'b Rulebook, step: &StepModel) -> Self {
        let stated = step.answers.iter().filter(|given| given.basis == Basis::Stated);
        let facts = stated.fold(book.facts(), |facts, given| facts.with(given.question, given.answer));
        let side = book.deciders.iter().find(|decider| decider.condition.holds(&facts)).map(|decider| decider.side);
        Self { book, facts, side }
    }

    /// Whether this answer triggers a gate for the other side than the stated answers do.
    pub fn is_contradicted_by(&self, question: usize, answer: usize) -> bool {
        let with = self.facts.with(question, answer);
        let mut deciders = self.book.deciders.iter().filter(|decider| decider.question == question);
        self.side.is_some_and(|side| deciders.any(|other| other.side != side && other.condition.holds(&with)))
    }
}

/// The contributions of the answered rows, in the order of the rulebook.
pub(crate) fn leans<'b>(book: &'b Rulebook, facts: &'b Facts) -> impl Iterator<Item = Lean> + 'b {
    rows(book).filter_map(|question| lean(book, facts, question, facts.answer(question)?).ok().flatten())
}

fn rows(book: &Rulebook) -> impl Iterator<Item = usize> {
    book.rows.iter().copied()
}

/// The contribution of an answer to a row: its first lean whose condition holds. If it depends on another
/// question, the error names that question and the answers under which the condition holds.
fn lean(book: &Rulebook, facts: &Facts, question: usize, answer: usize) -> Result<Option<Lean>, (usize, Answers)> {
    for (effect, condition) in book.questions[question].answers[answer].effects.iter().enumerate() {
        let Some(Does::Lean { toward, halves }) = book.effect(question, answer, effect).map(|effect| &effect.does)
        else {
            continue;
        };
        match condition.truth(facts) {
            Truth::No => {}
            Truth::Depends(question, mask) => return Err((question, mask)),
            Truth::Yes => {
                let halves = i32::from(*halves);
                let signed = if *toward == Side::Synchronous { -halves } else { halves };
                return Ok(Some(Lean { question, answer, effect, signed, halves }));
            }
        }
    }
    Ok(None)
}

/// The least and the greatest balance over all possible answers to the rows.
#[derive(Debug, Clone, Copy, Default)]
struct Extremes {
    ends: [Balance; 2],
    /// Whether some row weighs more than half a row under each of its possible answers.
    full_row: bool,
}

/// Computes the extremes. An open row takes any of its answers. A row with possible answers besides "open" may
/// also stay open. If a lean depends on another question, the error names that question and its answers.
fn extremes(book: &Rulebook, facts: &Facts) -> Result<Extremes, (usize, Answers)> {
    let mut extremes = Extremes::default();
    for question in rows(book) {
        let open = facts.open(question);
        let mut full_row = open || !facts.may_be_open(question);
        let mut least: Option<Lean> = None;
        let mut greatest: Option<Lean> = None;
        for answer in 0..book.questions[question].answers.len() {
            if !open && !facts.may_be(question, answer) {
                continue;
            }
            let Some(lean) = lean(book, facts, question, answer)? else {
                full_row = false;
                continue;
            };
            full_row &= lean.halves > 1;
            // `signed` is the weight or its negative, so a smaller `signed` never gives a greater lean.
            if least.is_none_or(|other| lean.signed < other.signed) {
                least = Some(lean);
            }
            if greatest.is_none_or(|other| lean.signed > other.signed) {
                greatest = Some(lean);
            }
        }
        let may_stay_open = !open && facts.may_be_open(question);
        let counts = |lean: &Lean, sign: i32| !may_stay_open || lean.signed * sign > 0;
        least.filter(|lean| counts(lean, -1)).into_iter().for_each(|lean| extremes.ends[0].add(lean));
        greatest.filter(|lean| counts(lean, 1)).into_iter().for_each(|lean| extremes.ends[1].add(lean));
        extremes.full_row |= full_row && least.is_some();
    }
    Ok(extremes)
}

/// The least and the greatest lean over all ways to answer the open rows. -100 and 100 if no row is answered.
pub(crate) fn lean_range(book: &Rulebook, facts: &Facts) -> [i32; 2] {
    if rows(book).all(|question| facts.open(question)) {
        return [-100, 100];
    }
    // The step's own answers are certain, so no condition depends on a question.
    extremes(book, facts).unwrap_or_default().ends.map(Balance::lean)
}

/// Decides a step with the answers that it has. `place_default` is the side of a tie that no rule turns.
pub(crate) fn decide(book: &Rulebook, facts: &Facts, place_default: Side) -> Decision {
    if let Some(gate) = book.deciders.iter().find(|gate| gate.condition.holds(facts)) {
        return Decision { side: gate.side, by: DecidedBy::Gate };
    }
    let mut balance = Balance::default();
    leans(book, facts).for_each(|lean| balance.add(lean));
    if let Some(side) = balance.side() {
        return Decision { side, by: DecidedBy::Matrix };
    }
    Decision { side: tie(book, facts, place_default), by: DecidedBy::Default }
}

/// The side of a tie.
pub(crate) fn tie(book: &Rulebook, facts: &Facts, place_default: Side) -> Side {
    let turned = book.turners.iter().find(|turner| turner.condition.holds(facts)).map(|turner| turner.side);
    turned.unwrap_or(place_default)
}

/// Whether the step keeps `side` under every way to answer its open questions.
pub(crate) fn settled(book: &Rulebook, facts: &Facts, place_default: Side, side: Side) -> bool {
    stays(book, &widened(book, facts), place_default, side)
}

/// The same facts, in which every open question may have any answer that contradicts no known fact: a step whose
/// result nobody waits for is no query, and two participants share no transaction.
pub(crate) fn widened(book: &Rulebook, facts: &Facts) -> Facts {
    let mut widened = facts.widened(&book.any_answer);
    for (question, answer) in book.landmarks.impossible(facts).filter(|(question, _)| facts.open(*question)) {
        widened = widened.without(question, answer);
    }
    widened
}

/// Whether the step takes `side` under every combination of the possible answers.
pub(crate) fn stays(book: &Rulebook, facts: &Facts, place_default: Side, side: Side) -> bool {
    let mut facts = *facts;
    let mut left: SmallVec<[Facts; 4]> = SmallVec::new();
    loop {
        match stand(book, &facts, place_default, side) {
            Stand::Falls => return false,
            Stand::Depends((question, mask)) => {
                left.push(facts.narrowed(question, !mask));
                facts = facts.narrowed(question, mask);
            }
            Stand::Stays => match left.pop() {
                Some(next) => facts = next,
                None => return true,
            },
        }
    }
}

/// The result for a set of possible answers.
enum Stand {
    /// The step takes the given side under all of them.
    Stays,
    /// The step takes the other side under some of them.
    Falls,
    /// The result depends on this question: the mask holds the answers that satisfy a condition.
    Depends((usize, Answers)),
}

/// Evaluates all possible answers at once.
fn stand(book: &Rulebook, facts: &Facts, place_default: Side, side: Side) -> Stand {
    let or_depends = |depends: Option<(usize, Answers)>| depends.map_or(Stand::Falls, Stand::Depends);
    // An earlier gate for this side may hold under some of the answers. Before the step counts as fallen, the
    // answers are split on that gate.
    let mut may_have_decided = None;
    for gate in &book.deciders {
        match gate.condition.truth(facts) {
            Truth::No => {}
            Truth::Yes if gate.side == side => return Stand::Stays,
            Truth::Yes => return or_depends(may_have_decided),
            Truth::Depends(question, mask) if gate.side == side => {
                may_have_decided = may_have_decided.or(Some((question, mask)));
            }
            Truth::Depends(question, mask) => return Stand::Depends(may_have_decided.unwrap_or((question, mask))),
        }
    }
    let (ends, full_row) = match extremes(book, facts) {
        Ok(extremes) => (extremes.ends.map(Balance::side), extremes.full_row),
        Err(depends) => return Stand::Depends(depends),
    };
    let may_tie = ends.contains(&None) || ends[0] != ends[1] || !full_row;
    let mut tie_default = place_default;
    for turner in &book.turners {
        match turner.condition.truth(facts) {
            Truth::Yes => {
                tie_default = turner.side;
                break;
            }
            Truth::Depends(question, mask) if may_tie => return Stand::Depends((question, mask)),
            Truth::Depends(..) | Truth::No => {}
        }
    }
    // Every lean between the two ends is possible, and the side follows the lean, so the ends suffice.
    let falls_there = |end: &Option<Side>| end.unwrap_or(tie_default) == side;
    let stays = ends.iter().all(falls_there) && (full_row || tie_default == side);
    if stays { Stand::Stays } else { or_depends(may_have_decided) }
}

/// The share of each row in the lean, `100 * signed / halves`, rounded by largest remainder so that the shares
/// add up to the lean.
pub(crate) fn shares(leans: &[Lean]) -> SmallVec<[i32; 8]> {
    let mut balance = Balance::default();
    for lean in leans {
        balance.add(*lean);
    }
    if balance.quarters == 0 {
        return SmallVec::from_elem(0, leans.len());
    }
    let mut shares: SmallVec<[i32; 8]> =
        leans.iter().map(|lean| (200 * lean.signed).div_euclid(balance.quarters)).collect();
    let missing = balance.lean() - shares.iter().sum::<i32>();
    let mut by_remainder: SmallVec<[usize; 8]> = (0..leans.len()).collect();
    by_remainder.sort_by_key(|index| -(200 * leans[*index].signed).rem_euclid(balance.quarters));
    for index in by_remainder.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
        shares[index] += 1;
    }
    shares
}
