//! A step whose answers can be changed, in a flow whose other steps keep theirs.
//!
//! A step's verdict hangs on its answers and on its place, and its place on little of its answers; so the flow is looked at
//! again only where the place both can have changed and makes a difference.

use crate::assess::Draft;
use crate::assessment::Verdict;
use crate::decide;
use crate::model::{FlowModel, Model, StepModel};
use crate::place::{self, Flags, Places};
use crate::rule::{Kind, Side};
use crate::rulebook::{Facts, Rulebook, Truth};

/// A step on its ground.
pub(crate) struct Ground<'m, 'b> {
    model: &'m Model<'b>,
    /// The flow, in which the step may have other facts for a while.
    flow: FlowModel,
    /// For each step, whether the caller would wait for it if it stood among those that the caller may wait for.
    waited_for: Flags,
    /// For each step, whether it stands in the prefix with the answers that it has.
    prefix: Flags,
    step: usize,
    /// Whether the step stands in the prefix where it is waited for, for each [`Footing`] that was asked for.
    found: [Option<bool>; 4],
}

/// All of a step's answers on which its place hangs, where somebody may wait for it: whether the caller surely needs its
/// answer, and whether it only asks something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Footing {
    needs_answer: bool,
    is_query: bool,
}

impl Footing {
    /// None for a step that nobody waits for, wherever it stands.
    fn of(book: &Rulebook, facts: &Facts) -> Option<Self> {
        let landmarks = &book.landmarks;
        place::may_wait(landmarks, facts)
            .then(|| Self { needs_answer: facts.has(landmarks.needs_answer), is_query: facts.has(landmarks.is_query) })
    }

    fn index(self) -> usize {
        usize::from(self.needs_answer) * 2 + usize::from(self.is_query)
    }
}

impl<'m, 'b> Ground<'m, 'b> {
    /// The ground of a flow whose steps have found their places, standing on its first step.
    pub(crate) fn of(model: &'m Model<'b>, flow: &FlowModel, places: &Places) -> Self {
        let book = model.rulebook();
        let waits = |step: &StepModel| side(book, &step.facts, true) == Side::Synchronous;
        let waited_for = flow.steps.iter().map(waits).collect();
        let prefix = places.prefix.clone();
        let mut ground = Self { model, flow: flow.clone(), waited_for, prefix, step: 0, found: [None; 4] };
        ground.stand_on(0);
        ground
    }

    /// Turns to another step.
    pub(crate) fn stand_on(&mut self, step: usize) {
        self.step = step;
        self.found = [None; 4];
        let Some(standing) = self.flow.steps.get(step) else { return };
        if let Some(footing) = Footing::of(self.model.rulebook(), &standing.facts).filter(|_| self.waited_for[step]) {
            self.found[footing.index()] = Some(self.prefix[step]);
        }
    }

    pub(crate) fn book(&self) -> &'b Rulebook {
        self.model.rulebook()
    }

    /// The step as it is.
    pub(crate) fn step(&self) -> &StepModel {
        &self.flow.steps[self.step]
    }

    /// What is true of the step now.
    pub(crate) fn facts(&self) -> &Facts {
        &self.step().facts
    }

    /// The verdict under other facts.
    pub(crate) fn verdict(&mut self, facts: &Facts) -> Verdict {
        let behind = Draft::new(self.book(), *facts, false);
        let Some(footing) = Footing::of(self.book(), facts) else { return behind.verdict };
        let ahead = Draft::new(self.book(), *facts, true);
        // The flow is looked at only where it makes a difference.
        let stays_ahead = ahead.decision.side == Side::Synchronous
            && ahead.verdict != behind.verdict
            && self.stands_in_prefix(footing, facts);
        if stays_ahead { ahead.verdict } else { behind.verdict }
    }

    /// Whether the step stands in the prefix under other facts.
    pub(crate) fn in_prefix(&mut self, facts: &Facts) -> bool {
        // A step that would be decided event-driven in the prefix does not stay there.
        side(self.book(), facts, true) == Side::Synchronous && self.may_stand_in_prefix(facts)
    }

    /// Whether the step stands in the prefix under other facts, if it is decided there while the caller waits.
    pub(crate) fn may_stand_in_prefix(&mut self, facts: &Facts) -> bool {
        Footing::of(self.book(), facts).is_some_and(|footing| self.stands_in_prefix(footing, facts))
    }

    fn stands_in_prefix(&mut self, footing: Footing, facts: &Facts) -> bool {
        if let Some(found) = self.found[footing.index()] {
            return found;
        }
        let stated = std::mem::replace(&mut self.flow.steps[self.step].facts, *facts);
        let waits = std::mem::replace(&mut self.waited_for[self.step], true);
        let found = place::settle(self.model, &self.flow, &self.waited_for).prefix[self.step];
        self.flow.steps[self.step].facts = stated;
        self.waited_for[self.step] = waits;
        self.found[footing.index()] = Some(found);
        found
    }

    /// Whether the verdict is this one under each of the possible answers. Where that is hard to see, it says no.
    pub(crate) fn keeps(&self, possible: &Facts, verdict: Verdict) -> bool {
        [true, false].into_iter().all(|in_prefix| stays(self.book(), possible, in_prefix, verdict))
    }
}

/// The side on which a step with these facts falls in that place.
fn side(book: &Rulebook, facts: &Facts, in_prefix: bool) -> Side {
    Draft::new(book, *facts, in_prefix).decision.side
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
