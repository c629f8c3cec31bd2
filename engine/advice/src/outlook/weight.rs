//! How much a verdict depends on a question: what each answer does to the verdict, and which verdicts it leaves
//! possible.
//!
//! This must be cheap enough to compute for every open question of every step of an assessment. It must not
//! look at consistency. [`Outlook`](super::Outlook) and the assessment use the same order of questions.

use smallvec::SmallVec;

use super::{Reach, different};
use crate::assess::step::Draft;
use crate::assessment::Prospect;
use crate::decide;
use crate::ground::Ground;
use crate::rulebook::{AskedAnswer, Facts, Rulebook, Truth};
use crate::terms::{DecidedBy, Side, Verdict};

/// The outcome for a step, as far as its verdict is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sketch<'b> {
    verdict: Verdict,
    style: &'b str,
    settled: bool,
    /// The verdicts that are still possible.
    left: Verdicts,
    /// The lean; none if a gate decides.
    lean: Option<i32>,
}

impl<'b> Sketch<'b> {
    /// Sketches a step in its place. `surely` are its facts without answers that were only read out of words.
    pub(super) fn of(book: &'b Rulebook, draft: &Draft<'b>, surely: &Facts) -> Self {
        let mut balance = decide::Balance::default();
        decide::leans(book, &draft.facts).for_each(|lean| balance.add(lean));
        let possible = decide::widened(book, surely);
        Self {
            verdict: draft.verdict,
            style: draft.style,
            settled: decide::stays(book, &possible, draft.default, draft.decision.side),
            left: Verdicts::left(book, &possible, draft.default),
            lean: (draft.decision.by != DecidedBy::Gate).then_some(balance.lean()),
        }
    }
}

/// How much a verdict depends on a question. The fields are compared in their order, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Weight {
    /// The number of sides that the step may take.
    sides: usize,
    /// The number of answers that change whether the step is settled.
    settling: usize,
    /// The most verdicts that one answer rules out.
    ruled_out: usize,
    /// The number of verdicts among the outcomes.
    verdicts: usize,
    /// The number of styles among the outcomes.
    styles: usize,
    /// The distance between the least and the greatest lean.
    leans_apart: i32,
}

impl Weight {
    /// The weight of a question, from the outcome if it is left open and the outcome of each answer that
    /// contradicts nothing that is known.
    pub(super) fn of(open: &Sketch<'_>, answers: &[Sketch<'_>]) -> Self {
        let all: SmallVec<[&Sketch<'_>; 16]> = std::iter::once(open).chain(answers).collect();
        let all = all.as_slice();
        let leans = all.iter().filter_map(|sketch| sketch.lean);
        Self {
            sides: different(all, |a, b| (a.verdict == Verdict::EventDriven) == (b.verdict == Verdict::EventDriven)),
            settling: answers.iter().filter(|sketch| sketch.settled != open.settled).count(),
            ruled_out: answers
                .iter()
                .map(|sketch| open.left.count().saturating_sub(sketch.left.count()))
                .max()
                .unwrap_or(0),
            verdicts: different(all, |a, b| a.verdict == b.verdict),
            styles: different(all, |a, b| a.style == b.style),
            leans_apart: leans.clone().max().unwrap_or(0) - leans.min().unwrap_or(0),
        }
    }

    /// Whether a verdict depends on the question, alone or together with others.
    pub(super) fn decides(self) -> bool {
        self.sides > 1 || self.settling > 0 || self.ruled_out > 0 || self.verdicts > 1
    }

    /// The weightiest thing that the question can change; none if it changes neither verdict nor style.
    pub(super) fn reach(self) -> Option<Reach> {
        match self {
            Self { sides: 2.., .. } | Self { settling: 1.., .. } => Some(Reach::Side),
            Self { ruled_out: 1.., .. } | Self { verdicts: 2.., .. } => Some(Reach::Verdict),
            Self { styles: 2.., .. } => Some(Reach::Style),
            _ => None,
        }
    }
}

/// The question of a step that matters most among those that nobody has answered, with the outcome of each of its
/// answers, in the order of [`Outlook`](super::Outlook). An answer that was only read out of words may be wrong, so
/// its question is one of them. None if the verdict depends on none.
pub(crate) fn first_question<'b>(ground: &Ground<'_, 'b>, now: Verdict) -> Option<(&'b str, Vec<Prospect<'b>>)> {
    let Ground { book, step, .. } = *ground;
    // If the verdict stays whatever is answered, it depends on no question.
    let mut possible = step.surely(step.facts);
    for &question in &book.deciding {
        if possible.open(question) {
            (0..book.questions[question].answers.len()).for_each(|answer| possible.allow(question, answer));
        }
    }
    if ground.keeps(&possible, now) {
        return None;
    }
    let unsaid = step.surely(step.facts);
    let answered = |facts: Facts, question: usize, answer: Option<usize>| match answer {
        Some(answer) => facts.with(question, answer),
        None => facts.opened(question),
    };
    // The step if a question has this answer, or none; all other answers stay.
    let under = |question: usize, answer: Option<usize>| ground.draft(&answered(step.facts, question, answer));
    let sketch = |draft: &Draft<'b>, question: usize, answer: Option<usize>| {
        Sketch::of(book, draft, &answered(step.surely(draft.facts), question, answer))
    };
    // The outcome of every question that is open already, if it is left open.
    let as_it_is = ground.draft(&step.facts);
    let sketch_as_it_is = Sketch::of(book, &as_it_is, &step.surely(as_it_is.facts));
    let contradicting: SmallVec<[(usize, usize); 2]> = book.landmarks.impossible(&step.facts).collect();
    let mut first: Option<(Weight, usize, SmallVec<[Sketch<'b>; 4]>)> = None;
    // Other questions cannot change a verdict. `deciding` already has the order that decides between equal
    // questions.
    for &question in book.deciding.iter().filter(|question| unsaid.open(**question)) {
        let reopened = (!step.facts.open(question)).then(|| under(question, None));
        let answers: SmallVec<[_; 4]> =
            (0..book.questions[question].answers.len()).map(|answer| under(question, Some(answer))).collect();
        let is_possible = |answer: &usize| !contradicting.contains(&(question, *answer));
        // The number of sides weighs most and costs least: what else a question does is seen only if it may be first.
        let mut possible = (0..answers.len()).filter(is_possible).map(|answer| &answers[answer]);
        let is_waited_for = |draft: &Draft<'b>| draft.verdict != Verdict::EventDriven;
        let is_open_waited_for = is_waited_for(reopened.as_ref().unwrap_or(&as_it_is));
        let sides = 1 + usize::from(possible.any(|draft| is_waited_for(draft) != is_open_waited_for));
        if first.as_ref().is_some_and(|(heaviest, ..)| sides < heaviest.sides) {
            continue;
        }
        let open = reopened.map_or(sketch_as_it_is, |draft| sketch(&draft, question, None));
        let answers: SmallVec<[Sketch<'b>; 4]> =
            answers.iter().enumerate().map(|(answer, draft)| sketch(draft, question, Some(answer))).collect();
        let possible: SmallVec<[Sketch<'b>; 4]> =
            (0..answers.len()).filter(is_possible).map(|answer| answers[answer]).collect();
        let weight = Weight::of(&open, &possible);
        if weight.decides() && first.as_ref().is_none_or(|(heaviest, ..)| weight > *heaviest) {
            first = Some((weight, question, answers));
        }
    }
    let (_, question, answers) = first?;
    let asked = &book.questions[question];
    let prospect = |(answer, sketch): (&'b AskedAnswer, &Sketch<'b>)| Prospect {
        answer: answer.id.as_ref().into(),
        verdict: sketch.verdict,
        style: sketch.style.into(),
        settled: sketch.settled,
    };
    Some((asked.id.as_ref(), asked.answers.iter().zip(&answers).map(prospect).collect()))
}

/// A set of verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Verdicts {
    found: [bool; 3],
}

impl Verdicts {
    /// The verdicts of a step in this place under all of these possible answers.
    fn left(book: &Rulebook, facts: &Facts, place_default: Side) -> Self {
        let mut verdicts = Self::default();
        let sides = [Side::Synchronous, Side::EventDriven];
        // If the step cannot leave a side, the other side need not be searched.
        let only = sides.into_iter().find(|side| decide::stays(book, facts, place_default, *side));
        for side in sides.into_iter().filter(|side| only.is_none_or(|only| only == *side)) {
            let mut there = *facts;
            there.fix(book.landmarks.side, usize::from(side == Side::EventDriven));
            let other = if side == Side::Synchronous { Side::EventDriven } else { Side::Synchronous };
            let falls_there = |facts: &Facts| only.is_some() || !decide::stays(book, facts, place_default, other);
            verdicts.add(book, 0, &there, &falls_there);
        }
        verdicts
    }

    /// Adds the verdict of the first row of styles from `first` that fits, for every set of answers under which the
    /// step can take the side (`falls_there`).
    fn add(&mut self, book: &Rulebook, first: usize, facts: &Facts, falls_there: &impl Fn(&Facts) -> bool) {
        for (index, row) in book.styles.iter().enumerate().skip(first) {
            let verdict = book.style_verdicts[index];
            if self.has(verdict) && book.style_verdicts[index..].iter().all(|verdict| self.has(*verdict)) {
                return;
            }
            match row.condition.truth(facts) {
                Truth::No => {}
                Truth::Yes => {
                    if !self.has(verdict) && falls_there(facts) {
                        self.found[verdict as usize] = true;
                    }
                    return;
                }
                Truth::Depends(question, mask) => {
                    self.add(book, index, &facts.narrowed(question, mask), falls_there);
                    self.add(book, index, &facts.narrowed(question, !mask), falls_there);
                    return;
                }
            }
        }
    }

    fn has(self, verdict: Verdict) -> bool {
        self.found[verdict as usize]
    }

    fn count(self) -> usize {
        self.found.iter().filter(|found| **found).count()
    }
}
