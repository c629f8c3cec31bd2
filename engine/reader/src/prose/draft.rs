//! What is known of flows and steps while a text is read: places of words, nothing copied yet.

use std::ops::Range;

use language::clauses::clause::Clause;
use language::clauses::{Class, Token};

/// A flow that is being read. Places are indices of tokens.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// The words of its title.
    pub(super) title: Option<Range<usize>>,
    /// What announces its steps: "we need to:".
    pub(super) announced: Option<Range<usize>>,
    /// The clause that says what starts it.
    pub(super) trigger: Option<Clause>,
    /// Who it is for, where a story says so.
    pub(super) role: Option<Range<usize>>,
    pub(super) steps: Vec<Step>,
    /// The steps that the next one waits for.
    pub(super) front: Vec<usize>,
    /// The steps that are told next all react to the same.
    pub(super) parallel: bool,
    /// What must hold, as far as it was told before any step.
    pub(super) bounds: Vec<Range<usize>>,
}

/// A step that is being read.
#[derive(Debug)]
pub(super) struct Step {
    /// The words that tell it, with what says when.
    pub(super) own: Range<usize>,
    /// Where the words of its action begin in [`own`](Self::own).
    pub(super) from: usize,
    /// The clause that it was read from; none for a phrase without a verb.
    pub(super) clause: Option<Clause>,
    /// A clause that says when, and stands before others in between.
    pub(super) lead: Option<Clause>,
    /// What is said beside it.
    pub(super) notes: Vec<Range<usize>>,
    /// The steps that it waits for.
    pub(super) after: Vec<usize>,
    /// Others react to the same thing as it does.
    pub(super) fans: bool,
    /// An arrow leads from the step before to it.
    pub(super) chained: bool,
    /// Who asks and who does it, where its line says so with an arrow.
    pub(super) who: Option<Who>,
}

/// Who asks whom: places of names.
#[derive(Debug, Default)]
pub(super) struct Who {
    pub(super) from: Option<Range<usize>>,
    pub(super) to: Vec<Range<usize>>,
}

impl Flow {
    /// Adds a step behind those that were told last.
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

    /// Keeps what is said beside the nearest step that has a word in common with it, else the last.
    pub(super) fn note_near(&mut self, tokens: &[Token<'_>], range: Range<usize>) {
        if range.is_empty() || self.steps.is_empty() {
            return;
        }
        let near = self.steps.iter().enumerate().rev().take(NEAR).find(|(_, step)| step.shares(tokens, &range));
        let index = near.map_or(self.steps.len() - 1, |(index, _)| index);
        self.steps[index].note(range);
    }

    /// Lets a note go on up to the end of the clause that says when, if it stands right behind it.
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

    /// Keeps what was said before any step beside the first that has a word in common with it, else the first.
    pub(super) fn keep_bounds(&mut self, tokens: &[Token<'_>]) {
        for range in std::mem::take(&mut self.bounds) {
            let near = self.steps.iter().take(NEAR).position(|step| step.shares(tokens, &range));
            if let Some(step) = self.steps.get_mut(near.unwrap_or(0)) {
                step.note(range);
            }
        }
    }

    /// Lets the last step wait for what the one before it waits for, so that the two stand side by side.
    pub(super) fn branch(&mut self) {
        let last = self.steps.len().saturating_sub(1);
        let Some(before) = last.checked_sub(1) else { return };
        self.steps[last].after = self.steps[before].after.clone();
        self.front = vec![before, last];
    }
}

impl Step {
    /// Keeps what is said beside it.
    pub(super) fn note(&mut self, range: Range<usize>) {
        if !range.is_empty() && self.notes.len() < MOST_NOTES {
            self.notes.push(range);
        }
    }

    /// Whether its own words have a noun in common with others.
    fn shares(&self, tokens: &[Token<'_>], range: &Range<usize>) -> bool {
        let noun = |token: &&Token<'_>| token.class == Class::Open && token.lower.len() > 2;
        let mut own = tokens[self.own.clone()].iter().filter(noun);
        own.any(|own| tokens[range.clone()].iter().filter(noun).any(|token| token.singular() == own.singular()))
    }
}

/// How many steps away a step is looked for that has a word in common with what is said.
const NEAR: usize = 6;

/// How many notes a step keeps.
const MOST_NOTES: usize = 6;
