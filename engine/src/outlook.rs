//! What each answer to a step's questions would do: the step assessed again under every one of them.
//!
//! The questionnaire asks from it, in its order, and asks nothing that it does not list. It must not hold rules of its own:
//! every outcome comes from the same evaluator as the assessment.

use crate::assessment::{Level, Verdict};
use crate::model::Model;
use crate::rule::{Answer, Question, Rule};

/// A step's questions, those that tell most first.
#[derive(Debug, Clone)]
pub struct Outlook<'b> {
    /// What the assessment says of the step now.
    pub now: Outcome<'b>,
    /// The answered questions, and those open ones that can still change something; the one that tells most first, then
    /// in the order of the rulebook. A question's place does not hang on its own answer, so it stays put when answered.
    pub questions: Vec<Asked<'b>>,
    /// The other open questions, in the order of the rulebook: whatever is answered to them, nothing changes.
    pub idle: Vec<Asked<'b>>,
}

/// One question with what each of its answers would do.
#[derive(Debug, Clone)]
pub struct Asked<'b> {
    /// The rule that asks it.
    pub rule: &'b Rule,
    /// The question.
    pub question: &'b Question,
    /// Id of the answer that was stated; none for a question that is open or answered by the structure.
    pub stated: Option<&'b str>,
    /// Id of the answer that the structure gives.
    pub derived: Option<&'b str>,
    /// What each answer would do, in the order of the question.
    pub prospects: Vec<Prospect<'b>>,
    /// What comes out if the question is left open.
    pub open: Outcome<'b>,
}

/// An answer and what would come out of it, all other answers left as they are.
#[derive(Debug, Clone)]
pub struct Prospect<'b> {
    /// The answer.
    pub answer: &'b Answer,
    /// What comes out of it.
    pub outcome: Outcome<'b>,
}

/// What an assessment says of a step, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome<'b> {
    /// The verdict.
    pub verdict: Verdict,
    /// Id of the style.
    pub style: &'b str,
    /// What others see.
    pub level: Level,
    /// Id of the mechanism.
    pub mechanism: &'b str,
    /// From -100 (synchronous) to 100 (events).
    pub lean: i32,
    /// No answer to an open question would move the step to the other side.
    pub settled: bool,
}

/// What each answer to the questions of a step would do. `flow` and `step` are indices in the description.
///
/// None if there is no such step.
pub fn outlook<'b>(model: &Model<'b>, flow: usize, step: usize) -> Option<Outlook<'b>> {
    _ = (model, flow, step);
    None
}
