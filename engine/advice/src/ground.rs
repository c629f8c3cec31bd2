//! A step whose answers can be changed while the other steps of its flow keep theirs.
//!
//! Placement depends on two answers only, `reply` and `intent`. Together they give a step one of four
//! [`Footing`]s. So the flow is placed once for each footing, for many steps in one pass.

use smallvec::SmallVec;

use crate::assess::step::Draft;
use crate::decide;
use crate::model::{FlowModel, Model, StepModel};
use crate::place::{self, Asking, FEW, Stance, TRIALS, Trials};
use crate::rulebook::{Facts, Rulebook, Truth};
use crate::terms::{Side, Verdict};

/// A step with the results of placement for each footing. It can be decided again under other facts without
/// placing the flow again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'f, 'b> {
    pub(crate) book: &'b Rulebook,
    /// The step with its own answers.
    pub(crate) step: &'f StepModel,
    /// For each footing, whether the step stands in the prefix if it is synchronous there.
    pub(crate) stands: Stands,
}

/// One flag for each [`Footing`].
pub(crate) type Stands = [bool; FOOTINGS];

/// The number of footings.
const FOOTINGS: usize = 4;

/// Everything that placement reads from the answers of a step that the caller may wait for: whether the caller
/// needs its answer, and whether it is a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Footing {
    needs_answer: bool,
    is_query: bool,
}

impl Footing {
    /// All footings, each at its own index.
    const ALL: [Self; FOOTINGS] = [
        Self { needs_answer: false, is_query: false },
        Self { needs_answer: false, is_query: true },
        Self { needs_answer: true, is_query: false },
        Self { needs_answer: true, is_query: true },
    ];

    /// The footing of a step with these facts; none if nobody can wait for the step wherever it stands.
    fn of(book: &Rulebook, facts: &Facts) -> Option<Self> {
        let landmarks = &book.landmarks;
        place::may_wait(landmarks, facts)
            .then(|| Self { needs_answer: facts.has(landmarks.needs_answer), is_query: facts.has(landmarks.is_query) })
    }

    fn index(self) -> usize {
        usize::from(self.needs_answer) * 2 + usize::from(self.is_query)
    }

    /// Gives a step this footing in the trials of the mask `trial`, and lets the caller wait for it there.
    fn take(self, stance: &mut Stance, trial: Trials) {
        let set = |trials: &mut Trials, holds: bool| *trials = if holds { *trials | trial } else { *trials & !trial };
        set(&mut stance.may_wait, true);
        set(&mut stance.waited_for, true);
        set(&mut stance.needs_answer, self.needs_answer);
        set(&mut stance.is_query, self.is_query);
    }
}

/// For each step of a flow, whether it would stand in the prefix on each footing. `stances` are the steps with
/// their own answers.
pub(crate) fn stands(model: &Model<'_>, flow: &FlowModel, stances: &[Stance]) -> SmallVec<[Stands; FEW]> {
    let asking = Asking::of(model, flow);
    let mut stands: SmallVec<[Stands; FEW]> = SmallVec::with_capacity(flow.steps.len());
    let mut tried: SmallVec<[Stance; FEW]> = stances.into();
    let steps: SmallVec<[usize; FEW]> = (0..flow.steps.len()).collect();
    for steps in steps.chunks(TRIALS / FOOTINGS) {
        let trial = |step: usize, footing: Footing| 1 << ((step - steps[0]) * FOOTINGS + footing.index());
        for &step in steps {
            for footing in Footing::ALL {
                footing.take(&mut tried[step], trial(step, footing));
            }
        }
        let prefix = asking.settle(&tried).prefix;
        for &step in steps {
            stands.push(Footing::ALL.map(|footing| prefix[step] & trial(step, footing) != 0));
            tried[step] = stances[step];
        }
    }
    stands
}

impl<'b> Ground<'_, 'b> {
    /// The verdict of the step under other facts.
    pub(crate) fn verdict(&self, facts: &Facts) -> Verdict {
        self.draft(facts).verdict
    }

    /// Decides the step under other facts, in the place that those facts give it.
    pub(crate) fn draft(&self, facts: &Facts) -> Draft<'b> {
        if self.may_stand_in_prefix(facts) {
            let ahead = Draft::new(self.book, *facts, true);
            // A step that is event-driven in the prefix does not stay there.
            if ahead.decision.side == Side::Synchronous {
                return ahead;
            }
        }
        Draft::new(self.book, *facts, false)
    }

    /// Whether the step stands in the prefix under other facts if it is synchronous there.
    pub(crate) fn may_stand_in_prefix(&self, facts: &Facts) -> bool {
        Footing::of(self.book, facts).is_some_and(|footing| self.stands[footing.index()])
    }

    /// Whether the verdict is `verdict` under every combination of the possible answers. May return `false`
    /// where it is, but never `true` where it is not.
    pub(crate) fn keeps(&self, possible: &Facts, verdict: Verdict) -> bool {
        stays(self.book, possible, false, verdict)
            && (self.stands == [false; FOOTINGS] || stays(self.book, possible, true, verdict))
    }
}

/// Whether the step has this verdict in the given place under every combination of the possible answers; the
/// same one-sided answer as [`Ground::keeps`].
fn stays(book: &Rulebook, possible: &Facts, in_prefix: bool, verdict: Verdict) -> bool {
    let mut facts = *possible;
    facts.fix(book.landmarks.place, usize::from(!in_prefix));
    let default = if in_prefix { Side::Synchronous } else { Side::EventDriven };
    let side = if verdict == Verdict::EventDriven { Side::EventDriven } else { Side::Synchronous };
    if !decide::stays(book, &facts, default, side) {
        return false;
    }
    facts.fix(book.landmarks.side, usize::from(side == Side::EventDriven));
    for (row, told) in book.styles.iter().zip(&book.style_verdicts) {
        match row.condition.truth(&facts) {
            Truth::No => {}
            _ if *told != verdict => return false,
            Truth::Yes => return true,
            Truth::Depends(..) => {}
        }
    }
    verdict == Verdict::EventDriven
}
