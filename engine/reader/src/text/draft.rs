//! What the words say before it becomes a description.

use std::ops::Range;

use advice::description::{Outcome, Period};
use language::clauses::clause::Clause;
use language::lexicon::Verb;

use crate::clues::scene::Form;

/// Something that is done: it becomes a step.
#[derive(Debug, Clone, Default)]
pub(super) struct Act {
    /// The words that say it, as tokens of the text; the clues read them.
    pub(super) own: Range<usize>,
    /// The action as the step has it.
    pub(super) action: String,
    /// Its clause, if it has one.
    pub(super) clause: Option<Clause>,
    /// Who asks for it, who does it, and who only hears of it.
    pub(super) from: Option<usize>,
    pub(super) to: Vec<usize>,
    pub(super) tells: Vec<usize>,
    /// The words of the condition under which it is done.
    pub(super) when: Option<Range<usize>>,
    /// The words of a clause of time that only tell that an earlier act ended: "when the payment went through".
    pub(super) upon: Option<Range<usize>>,
    /// How long its outcome may take, with the words that say so.
    pub(super) within: Option<(Period, Range<usize>)>,
    /// How long after the step before it starts, with the words that say so.
    pub(super) starts: Option<(Period, Range<usize>)>,
    /// The name of the event that sets it off.
    pub(super) event: Option<String>,
    /// The name of the event that it announces.
    pub(super) announces: Option<String>,
    /// Whether it only says who is called or who hears an event: what they do is the act, if the text says it.
    pub(super) bare: bool,
    /// Whether it is one of several acts of one sentence, each by somebody else.
    pub(super) fans: bool,
    /// Whether an arrow leads to it from the act before.
    pub(super) chained: bool,
    /// How the words put it.
    pub(super) form: Form,
    /// Further words about it.
    pub(super) notes: Vec<Range<usize>>,
    /// How it stands to the act before it.
    pub(super) order: Order,
    /// The number of the sentence that says it.
    pub(super) sentence: usize,
}

impl Act {
    /// The verb of its clause.
    pub(super) fn verb(&self) -> Option<&'static Verb> {
        self.clause.as_ref()?.verb
    }
}

/// How an act stands to the act before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    /// After it.
    #[default]
    Next,
    /// Beside it: both wait for the same.
    Beside,
}

/// A flow: what its steps have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    /// The words of its title.
    pub(super) title: Option<Range<usize>>,
    /// Its acts.
    pub(super) acts: Vec<Act>,
    /// Who begins it, if the words say so apart from the steps.
    pub(super) actor: Option<usize>,
    /// How often a clock sets it off, with the words that say so.
    pub(super) every: Option<(Period, Range<usize>)>,
    /// The words that set it off and the name that they give it.
    pub(super) begins: Option<(Range<usize>, String)>,
}

/// A flow whose acts know what they wait for.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) flow: Flow,
    /// For each act the acts that it waits for, by index.
    pub(super) after: Vec<Vec<usize>>,
    /// The event that sets off the flow.
    pub(super) trigger: Option<String>,
    /// For each act what it depends on besides.
    pub(super) ties: Vec<Tie>,
}

/// What an act depends on besides the acts that it waits for, by index.
#[derive(Debug, Clone, Default)]
pub(super) struct Tie {
    /// The earlier act whose outcome is the condition, and that outcome.
    pub(super) upon: Option<(usize, Outcome)>,
    /// The condition as words, if no outcome says it.
    pub(super) text: Option<Said>,
    /// Whether the text says which earlier act it depends on.
    pub(super) is_told: bool,
    /// The earlier act that it takes back.
    pub(super) undoes: Option<usize>,
    /// How long the outcome may take, with the words that say so.
    pub(super) within: Option<(Period, Range<usize>)>,
    /// How long after the acts before it starts, with the words that say so.
    pub(super) starts: Option<(Period, Range<usize>)>,
}

/// A condition in the text's own words.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) words: Range<usize>,
    /// Whether the opposite is meant: "otherwise".
    pub(super) is_opposite: bool,
}
