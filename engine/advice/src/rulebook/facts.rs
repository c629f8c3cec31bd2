//! Facts, the possible answers of a step, and conditions over them, as bit masks.
//!
//! This module knows questions and answers by index only.

/// The largest number of questions and circumstances in a rulebook.
pub(super) const MOST_QUESTIONS: usize = 80;

/// A set of answers to one question: one bit for each answer, and [`OPEN_BIT`] for none.
pub(crate) type Answers = u32;

/// The largest number of answers to a question.
pub(super) const MOST_ANSWERS: usize = Answers::BITS as usize - 1;

/// The bit that stands for "no answer".
pub(super) const OPEN_BIT: Answers = 1;

/// Bit of an answer.
pub(super) const fn answer_bit(answer: usize) -> Answers {
    OPEN_BIT << (answer + 1)
}

/// The possible answers of a step: for each question and circumstance, the set of answers that it may have.
///
/// In an assessment each set has one member, and an open question has the member "open". Only a system question
/// may have several answers at once. To find out what else could happen, the engine widens the sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    masks: [Answers; MOST_QUESTIONS],
}

impl Facts {
    /// Facts in which all of so many questions are open.
    pub(super) fn all_open(questions: usize) -> Self {
        let mut masks = [0; MOST_QUESTIONS];
        for mask in &mut masks[..questions] {
            *mask = OPEN_BIT;
        }
        Self { masks }
    }

    /// Facts in which every question may have any of so many answers.
    pub(super) fn any_answer(counts: impl Iterator<Item = usize>) -> Self {
        let mut masks = [0; MOST_QUESTIONS];
        for (mask, count) in masks.iter_mut().zip(counts) {
            *mask = (Answers::MAX >> (MOST_ANSWERS - count)) & !OPEN_BIT;
        }
        Self { masks }
    }

    /// Adds an answer to a question.
    pub fn set(&mut self, question: usize, answer: usize) {
        self.masks[question] = (self.masks[question] & !OPEN_BIT) | answer_bit(answer);
    }

    /// Makes this the only answer to a question.
    pub(crate) fn fix(&mut self, question: usize, answer: usize) {
        self.masks[question] = answer_bit(answer);
    }

    /// The same facts in which this is the only answer to a question.
    pub(crate) fn with(mut self, question: usize, answer: usize) -> Self {
        self.fix(question, answer);
        self
    }

    /// The same facts with a question reopened.
    pub(crate) fn opened(mut self, question: usize) -> Self {
        self.reopen(question);
        self
    }

    /// Whether the question has this answer and no other.
    pub(crate) fn is(&self, question: usize, answer: usize) -> bool {
        self.masks[question] == answer_bit(answer)
    }

    /// Whether the question of a landmark has the landmark's answer and no other; `false` if the rulebook lacks
    /// the landmark.
    pub(crate) fn has(&self, landmark: Option<(usize, usize)>) -> bool {
        landmark.is_some_and(|(question, answer)| self.is(question, answer))
    }

    /// Index of the only answer to a question; none if it is open or has several possible answers.
    pub(crate) fn answer(&self, question: usize) -> Option<usize> {
        let mask = self.masks[question];
        (mask != OPEN_BIT && mask.is_power_of_two()).then(|| mask.trailing_zeros() as usize - 1)
    }

    /// The possible answers to the question, as bits.
    pub(crate) fn answers(&self, question: usize) -> Answers {
        self.masks[question]
    }

    /// Whether the question has no answer.
    pub fn open(&self, question: usize) -> bool {
        self.masks[question] == OPEN_BIT
    }

    /// Whether the question may have no answer.
    pub(crate) fn may_be_open(&self, question: usize) -> bool {
        self.masks[question] & OPEN_BIT != 0
    }

    /// Whether the question may have this answer.
    pub(crate) fn may_be(&self, question: usize, answer: usize) -> bool {
        self.masks[question] & answer_bit(answer) != 0
    }

    /// The same facts, in which the question cannot have this answer.
    pub(crate) fn without(self, question: usize, answer: usize) -> Self {
        self.narrowed(question, !answer_bit(answer))
    }

    /// The same facts, in which a question keeps only the possible answers that are in the mask.
    pub(crate) fn narrowed(mut self, question: usize, mask: Answers) -> Self {
        self.masks[question] &= mask;
        self
    }

    /// Opens a question again.
    pub(crate) fn reopen(&mut self, question: usize) {
        self.masks[question] = OPEN_BIT;
    }

    /// Adds an answer to those that a question may have.
    pub(crate) fn allow(&mut self, question: usize, answer: usize) {
        self.masks[question] |= answer_bit(answer);
    }

    /// The same facts, in which every open question may have each answer that it may have in `wide`.
    pub(crate) fn widened(&self, wide: &Self) -> Self {
        let mut widened = *self;
        for (known, wide) in widened.masks.iter_mut().zip(&wide.masks) {
            *known = if *known == OPEN_BIT { *wide } else { *known };
        }
        widened
    }
}

/// Whether a condition holds for a set of possible answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    /// It holds under none of them.
    No,
    /// It depends on this question at least. The mask holds the answers that satisfy the condition's part on
    /// it.
    Depends(usize, Answers),
    /// It holds under all of them.
    Yes,
}

/// A condition in which indices replace ids. It holds if one of its groups holds; without groups it always
/// holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Condition {
    /// A group holds if all of its parts hold. A part is a question with the set of answers that satisfy it.
    pub(super) groups: Vec<Vec<(usize, Answers)>>,
}

impl Condition {
    pub(crate) fn truth(&self, facts: &Facts) -> Truth {
        if self.groups.is_empty() {
            return Truth::Yes;
        }
        let mut all = Truth::No;
        for group in &self.groups {
            let mut whole = Truth::Yes;
            for &(question, mask) in group {
                let possible = facts.masks[question];
                if possible & mask == 0 {
                    whole = Truth::No;
                    break;
                }
                if possible & !mask != 0 && whole == Truth::Yes {
                    whole = Truth::Depends(question, mask);
                }
            }
            match whole {
                Truth::Yes => return Truth::Yes,
                Truth::Depends(..) if all == Truth::No => all = whole,
                _ => {}
            }
        }
        all
    }

    /// Whether the condition can depend on this question: under some possible answers to the others, it holds
    /// with one answer to this question and not with another.
    pub(crate) fn may_turn_on(&self, facts: &Facts, question: usize) -> bool {
        let turns = |&(part, mask): &(usize, Answers)| {
            part == question && facts.masks[part] & mask != 0 && facts.masks[part] & !mask != 0
        };
        let is_possible = |&(part, mask): &(usize, Answers)| facts.masks[part] & mask != 0;
        self.truth(facts) != Truth::Yes
            && self.groups.iter().any(|group| group.iter().any(turns) && group.iter().all(is_possible))
    }

    /// The questions that the condition reads. A question may occur more than once.
    pub(crate) fn questions(&self) -> impl Iterator<Item = usize> {
        self.groups.iter().flatten().map(|(question, _)| *question)
    }

    pub(crate) fn holds(&self, facts: &Facts) -> bool {
        self.truth(facts) == Truth::Yes
    }
}
