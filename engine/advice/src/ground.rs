//! A step whose answers can be changed, in a flow whose other steps keep theirs.
//!
//! A step's place depends on two of its answers only, `reply` and `intent`. Together they give its [`Footing`], one of four. So
//! the flow is looked at once for each footing, for many steps at a time.

use smallvec::SmallVec;

use crate::assess::step::Draft;
use crate::assessment::Verdict;
use crate::decide;
use crate::model::{FlowModel, Model, StepModel};
use crate::place::{self, Asking, FEW, Stance, TRIALS, Trials};
use crate::rule::{Kind, Side};
use crate::rulebook::{Facts, Rulebook, Truth};

/// A step on its ground.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'f, 'b> {
    pub(crate) book: &'b Rulebook,
    /// The step as it is.
    pub(crate) step: &'f StepModel,
    /// Whether it stands in the prefix where it is waited for, on each footing.
    pub(crate) stands: Stands,
}

/// A yes or no for each [`Footing`].
pub(crate) type Stands = [bool; FOOTINGS];

/// So many footings are there.
const FOOTINGS: usize = 4;

/// All of a step's answers on which its place depends, where somebody may wait for it: whether the caller surely needs its
/// answer, and whether it only asks something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Footing {
    needs_answer: bool,
    is_query: bool,
}

impl Footing {
    /// All of them, each at its index.
    const ALL: [Self; FOOTINGS] = [
        Self { needs_answer: false, is_query: false },
        Self { needs_answer: false, is_query: true },
        Self { needs_answer: true, is_query: false },
        Self { needs_answer: true, is_query: true },
    ];

    /// None for a step that nobody waits for, wherever it stands.
    fn of(book: &Rulebook, facts: &Facts) -> Option<Self> {
        let landmarks = &book.landmarks;
        place::may_wait(landmarks, facts)
            .then(|| Self { needs_answer: facts.has(landmarks.needs_answer), is_query: facts.has(landmarks.is_query) })
    }

    fn index(self) -> usize {
        usize::from(self.needs_answer) * 2 + usize::from(self.is_query)
    }

    /// Lets a step stand on this footing in one trial, waited for.
    fn take(self, stance: &mut Stance, trial: Trials) {
        let set = |trials: &mut Trials, holds: bool| *trials = if holds { *trials | trial } else { *trials & !trial };
        set(&mut stance.may_wait, true);
        set(&mut stance.waited_for, true);
        set(&mut stance.needs_answer, self.needs_answer);
        set(&mut stance.is_query, self.is_query);
    }
}

/// Whether each step of a flow would stand in the prefix on each footing.
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
    /// The verdict under other facts.
    pub(crate) fn verdict(&self, facts: &Facts) -> Verdict {
        self.draft(facts).verdict
    }

    /// The step under other facts, in the place that it then has.
    pub(crate) fn draft(&self, facts: &Facts) -> Draft<'b> {
        if self.may_stand_in_prefix(facts) {
            let ahead = Draft::new(self.book, *facts, true);
            // A step that is decided event-driven in the prefix does not stay there.
            if ahead.decision.side == Side::Synchronous {
                return ahead;
            }
        }
        Draft::new(self.book, *facts, false)
    }

    /// Whether the step stands in the prefix under other facts, if it is decided there while the caller waits.
    pub(crate) fn may_stand_in_prefix(&self, facts: &Facts) -> bool {
        Footing::of(self.book, facts).is_some_and(|footing| self.stands[footing.index()])
    }

    /// Whether the verdict is this one under each of the possible answers. Where that is hard to see, it says no.
    pub(crate) fn keeps(&self, possible: &Facts, verdict: Verdict) -> bool {
        stays(self.book, possible, false, verdict)
            && (self.stands == [false; FOOTINGS] || stays(self.book, possible, true, verdict))
    }
}

/// Whether the verdict in that place is this one under each of the possible answers.
fn stays(book: &Rulebook, possible: &Facts, in_prefix: bool, verdict: Verdict) -> bool {
    let mut facts = *possible;
    facts.fix(book.landmarks.place, usize::from(!in_prefix));
    let default = if in_prefix { Side::Synchronous } else { Side::EventDriven };
    let side = if verdict == Verdict::EventDriven { Side::EventDriven } else { Side::Synchronous };
    if !decide::stays(book, &facts, default, side) {
        return false;
    }
    facts.fix(book.landmarks.side, usize::from(side == Side::EventDriven));
    for row in &book.styles {
        let truth = row.condition.truth(&facts);
        let Kind::Style(style) = &book.rule(row.rule).kind else { continue };
        match truth {
            Truth::No => {}
            _ if style.verdict != verdict => return false,
            Truth::Yes => return true,
            Truth::Depends(..) => {}
        }
    }
    verdict == Verdict::EventDriven
}
