//! What may be true of a step, and conditions over it, as bit masks.
//!
//! Knows questions and answers by index only.

/// Questions and circumstances that a rulebook may have.
pub(super) const MOST_QUESTIONS: usize = 64;

/// Bit of a question that has no answer.
pub(super) const OPEN_BIT: u32 = 1;

/// Bit of an answer.
pub(super) const fn answer_bit(answer: usize) -> u32 {
    OPEN_BIT << (answer + 1)
}

/// What may be true of a step: for each question and circumstance, the set of answers that it may have.
///
/// In an assessment each set has one member (or, for a system question with several answers, those given); an open
/// question has the member "open". To ask what else could be, sets are widened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    masks: [u32; MOST_QUESTIONS],
}

impl Facts {
    /// Facts of which nothing is known yet: so many questions, all of them open.
    pub(super) fn all_open(questions: usize) -> Self {
        let mut masks = [0; MOST_QUESTIONS];
        for mask in &mut masks[..questions] {
            *mask = OPEN_BIT;
        }
        Self { masks }
    }

    /// Adds an answer to a question.
    pub fn set(&mut self, question: usize, answer: usize) {
        self.masks[question] = (self.masks[question] & !OPEN_BIT) | answer_bit(answer);
    }

    /// Replaces what is known of a question by one answer.
    pub(crate) fn fix(&mut self, question: usize, answer: usize) {
        self.masks[question] = answer_bit(answer);
    }

    /// The same facts with one answer to a question in place of what was known of it.
    pub(crate) fn with(mut self, question: usize, answer: usize) -> Self {
        self.fix(question, answer);
        self
    }

    /// Whether the question has this answer and no other.
    pub(crate) fn is(&self, question: usize, answer: usize) -> bool {
        self.masks[question] == answer_bit(answer)
    }

    /// Whether a landmark is given.
    pub(crate) fn has(&self, landmark: Option<(usize, usize)>) -> bool {
        landmark.is_some_and(|(question, answer)| self.is(question, answer))
    }

    /// Index of the only answer to a question, if it has one.
    pub(crate) fn answer(&self, question: usize) -> Option<usize> {
        let mask = self.masks[question];
        (mask != OPEN_BIT && mask.is_power_of_two()).then(|| mask.trailing_zeros() as usize - 1)
    }

    /// The answers that the question may have, a bit for each.
    pub(crate) fn answers(&self, question: usize) -> u32 {
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

    /// The same facts with only those answers of a question that are, or are not, in a mask.
    pub(crate) fn narrowed(mut self, question: usize, mask: u32) -> Self {
        self.masks[question] &= mask;
        self
    }

    /// Takes back what is known of a question.
    pub(crate) fn reopen(&mut self, question: usize) {
        self.masks[question] = OPEN_BIT;
    }

    /// Lets a question have one more answer than those that it may have.
    pub(crate) fn allow(&mut self, question: usize, answer: usize) {
        self.masks[question] |= answer_bit(answer);
    }

    /// Lets an open question have any of its `count` answers.
    pub(crate) fn widen(&mut self, question: usize, count: usize) {
        if self.open(question) {
            self.masks[question] = ((1_u32 << count) - 1) << 1;
        }
    }
}

/// Whether something holds, where more than one answer may be possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    /// Under none of the possible answers.
    No,
    /// It depends on this question: the mask holds the answers that speak for it.
    Depends(usize, u32),
    /// Under each of them.
    Yes,
}

/// A condition with indices for ids. No group at all: it holds always.
#[derive(Debug, Clone, Default)]
pub(crate) struct Condition {
    /// Each part is a question with the set of answers that satisfy it.
    pub(super) groups: Vec<Vec<(usize, u32)>>,
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

    /// Whether it can depend on this question: under some of the possible answers to the others, it holds with one of its
    /// answers and not with another.
    pub(crate) fn may_turn_on(&self, facts: &Facts, question: usize) -> bool {
        let turns = |&(part, mask): &(usize, u32)| {
            part == question && facts.masks[part] & mask != 0 && facts.masks[part] & !mask != 0
        };
        let is_possible = |&(part, mask): &(usize, u32)| facts.masks[part] & mask != 0;
        self.truth(facts) != Truth::Yes
            && self.groups.iter().any(|group| group.iter().any(turns) && group.iter().all(is_possible))
    }

    /// The questions that it looks at, some perhaps more than once.
    pub(crate) fn questions(&self) -> impl Iterator<Item = usize> {
        self.groups.iter().flatten().map(|(question, _)| *question)
    }

    pub(crate) fn holds(&self, facts: &Facts) -> bool {
        self.truth(facts) == Truth::Yes
    }
}
