//! Drafts of flows and steps while a text is read. They hold ranges of tokens and copy no text.

use std::ops::Range;

use language::clauses::clause::Clause;
use language::clauses::{Class, Token};

/// A draft of a flow. All ranges and positions are those of tokens.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// The flow's title.
    pub(super) title: Option<Range<usize>>,
    /// The words that announce the steps: "we need to:".
    pub(super) announced: Option<Range<usize>>,
    /// The clause that says what starts the flow.
    pub(super) trigger: Option<Clause>,
    /// The person in whose name a user story is told.
    pub(super) role: Option<Range<usize>>,
    pub(super) steps: Vec<Step>,
    /// The steps that the next step follows.
    pub(super) front: Vec<usize>,
    /// Whether the next steps all react to the same event.
    pub(super) parallel: bool,
    /// Rules that the text states before the first step.
    pub(super) bounds: Vec<Range<usize>>,
}

/// A draft of a step.
#[derive(Debug)]
pub(super) struct Step {
    /// The words of the step, including a clause of time.
    pub(super) own: Range<usize>,
    /// Where the action begins in [`own`](Self::own).
    pub(super) from: usize,
    /// The clause of the step; `None` for a phrase without a verb.
    pub(super) clause: Option<Clause>,
    /// A clause of time at another place, with other clauses in between.
    pub(super) lead: Option<Clause>,
    /// Statements about the step.
    pub(super) notes: Vec<Range<usize>>,
    /// The steps that it follows.
    pub(super) after: Vec<usize>,
    /// Whether it is one of several steps that react to the same event.
    pub(super) fans: bool,
    /// Whether an arrow leads from the step before to it.
    pub(super) chained: bool,
    /// The names before and after the arrow, if the line has the form `caller -> owner: action`.
    pub(super) who: Option<Who>,
}

/// The names of the caller and of the owners.
#[derive(Debug, Default)]
pub(super) struct Who {
    pub(super) from: Option<Range<usize>>,
    pub(super) to: Vec<Range<usize>>,
}

impl Flow {
    /// Adds a step after the latest ones, or beside them if they react to the same event.
    pub(super) fn add(&mut self, own: Range<usize>, from: usize, clause: Option<Clause>, lead: Option<Clause>) {
        let index = self.steps.len();
        let after = self.front.clone();
        if self.parallel && index > 0 {
            let first = self.steps.iter().rposition(|step| !step.fans).map_or(0, |at| at + 1);
            let after = self.steps.get(first).map_or(after, |step| step.after.clone());
            self.steps.push(Step {
                own,
                from,
                clause,
                lead,
                notes: Vec::new(),
                after,
                fans: true,
                chained: false,
                who: None,
            });
            self.front = (first..=index).collect();
            return;
        }
        self.steps.push(Step {
            own,
            from,
            clause,
            lead,
            notes: Vec::new(),
            after,
            fans: self.parallel,
            chained: false,
            who: None,
        });
        self.front = vec![index];
    }

    /// Adds a note to the nearest step that shares a noun with it, or else to the last step.
    pub(super) fn note_near(&mut self, tokens: &[Token<'_>], range: Range<usize>) {
        if range.is_empty() || self.steps.is_empty() {
            return;
        }
        let near = self.steps.iter().enumerate().rev().take(NEAR).find(|(_, step)| step.shares(tokens, &range));
        let index = near.map_or(self.steps.len() - 1, |(index, _)| index);
        self.steps[index].note(range);
    }

    /// Extends the note that ends where a clause begins, up to the end of this clause. Returns whether there is
    /// such a note.
    pub(super) fn lengthen_note(&mut self, clause: &Clause) -> bool {
        let from = clause.tie.unwrap_or(clause.span.start);
        let mut notes = self.steps.iter_mut().rev().take(NEAR).filter_map(|step| step.notes.last_mut());
        match notes.find(|note| note.end == from) {
            Some(note) => {
                note.end = clause.span.end;
                true
            }
            None => false,
        }
    }

    /// Adds the rules stated before the first step to the first step that shares a noun with each, or else to
    /// the first step.
    pub(super) fn keep_bounds(&mut self, tokens: &[Token<'_>]) {
        for range in std::mem::take(&mut self.bounds) {
            let near = self.steps.iter().take(NEAR).position(|step| step.shares(tokens, &range));
            if let Some(step) = self.steps.get_mut(near.unwrap_or(0)) {
                step.note(range);
            }
        }
    }

    /// Makes the last step an alternative to the step before it: both follow the same steps.
    pub(super) fn branch(&mut self) {
        let last = self.steps.len().saturating_sub(1);
        let Some(before) = last.checked_sub(1) else { return };
        self.steps[last].after = self.steps[before].after.clone();
        self.front = vec![before, last];
    }
}

impl Step {
    /// Adds a note.
    pub(super) fn note(&mut self, range: Range<usize>) {
        if !range.is_empty() && self.notes.len() < MOST_NOTES {
            self.notes.push(range);
        }
    }

    /// Whether the step shares a noun with some words.
    fn shares(&self, tokens: &[Token<'_>], range: &Range<usize>) -> bool {
        let noun = |token: &&Token<'_>| token.class == Class::Open && token.lower.len() > 2;
        let mut own = tokens[self.own.clone()].iter().filter(noun);
        own.any(|own| tokens[range.clone()].iter().filter(noun).any(|token| token.singular() == own.singular()))
    }
}

/// Maximum distance, in steps, at which a step for a note is searched.
const NEAR: usize = 6;

/// Maximum number of notes of a step.
const MOST_NOTES: usize = 6;
