//! Answers the open questions of a description that its own words answer.

use crate::description::{Answers, Description, Given, ParticipantKind};
use crate::model::{FlowModel, Model, Resolved};
use crate::rule::Basis;
use crate::rulebook::Rulebook;
use crate::text::evidence::Evidence;
use crate::text::reading::{Token, tokens};

use super::pattern::Where;
use super::scene::{Place, Words};
use super::{Answered, answers, system};

/// The description of a model with every question answered that its words answer, each answer with its evidence. What was
/// stated stays; what was read out of words before is read again.
pub fn fill(model: &Model<'_>) -> (Description, Vec<Evidence>) {
    let mut description = model.description().clone();
    let mut evidence = Vec::new();
    let about = format!("{}. {}", description.name, description.summary.as_deref().unwrap_or_default());
    let about = tokens(&about);
    let names: Vec<Vec<Token<'_>>> = model
        .participants()
        .iter()
        .map(|participant| {
            let mut name = tokens(&participant.name);
            if participant.id != participant.name {
                name.extend(tokens(&participant.id));
            }
            name
        })
        .collect();
    description.inferred = system(model, &mut evidence);
    for flow in model.flows() {
        let described = &model.description().flows[flow.index];
        let name = tokens(described.name.as_deref().unwrap_or_default());
        let mut accepted = vec![false; flow.steps.len()];
        for &index in &flow.order {
            let step = &flow.steps[index];
            let text = &described.steps[index].action;
            let action = tokens(text);
            let mut words = Words::of(text, &action, 0..action.len());
            words.from = step.from.map_or_else(Vec::new, |from| names[from].clone());
            words.to = step.to.iter().map(|to| names[*to].clone()).collect();
            words.flow = &name;
            words.about = &about;
            words.place = place(model, flow, index);
            words.place.accepted = step.after.iter().any(|before| accepted[*before]);
            let answers = answers(&words);
            accepted[index] = words.place.accepted || hands_out_receipt(model.rulebook(), &step.answers, &answers);
            let at = format!("/flows/{}/steps/{index}", flow.index);
            let kept = open(model.rulebook(), &step.answers, answers);
            for answered in &kept {
                evidence.push(tell(&words, answered, &at));
            }
            description.flows[flow.index].steps[index].inferred = given(&kept);
        }
    }
    (description, evidence)
}

/// What the structure says of a step.
pub(crate) fn place(model: &Model<'_>, flow: &FlowModel, index: usize) -> Place {
    let step = &flow.steps[index];
    let is_person = |participant: usize| model.participants()[participant].kind == ParticipantKind::Person;
    Place {
        first: step.after.is_empty(),
        last: flow.steps.iter().all(|other| !other.after.contains(&index)),
        from_person: step.from.is_some_and(is_person),
        to_person: step.to.iter().copied().any(is_person),
        alone: step.from.is_some_and(|from| step.to == [from]),
        several: step.to.len() > 1,
        accepted: false,
    }
}

/// Whether a step tells its caller no more than that the work was taken.
fn hands_out_receipt(book: &Rulebook, stated: &[Resolved], answers: &[Answered]) -> bool {
    let is = |question: &str, answer: &str| {
        let known = stated
            .iter()
            .find(|given| given.basis != Basis::Inferred && book.question(question) == Some(given.question));
        match known {
            Some(given) => book.resolve(question, answer) == Some((given.question, given.answer)),
            None => answers.iter().any(|answered| answered.question == question && answered.answer == answer),
        }
    };
    is("reply", "acknowledgement") || (is("reply", "answer") && is("duration", "long"))
}

/// The answers to questions that are open, as far as the rulebook has them.
pub(crate) fn open(book: &Rulebook, stated: &[Resolved], answers: Vec<Answered>) -> Vec<Answered> {
    let is_open = |answered: &Answered| {
        book.resolve(answered.question, answered.answer).is_some_and(|(question, _)| {
            stated.iter().all(|given| given.basis == Basis::Inferred || given.question != question)
        })
    };
    answers.into_iter().filter(is_open).collect()
}

/// Answers as a description holds them.
pub(crate) fn given(answers: &[Answered]) -> Answers {
    answers.iter().map(|answered| (answered.question.to_owned(), Given::One(answered.answer.to_owned()))).collect()
}

/// The evidence of an answer whose words stand in the step's action.
fn tell(words: &Words<'_>, answered: &Answered, at: &str) -> Evidence {
    let (span, field, told) = match answered.hit.place {
        Where::Step => {
            let (first, last) =
                (answered.hit.tokens.start, answered.hit.tokens.end.max(answered.hit.tokens.start + 1) - 1);
            let (start, end) = (words.tokens[first].start, words.tokens[last].end());
            let characters =
                |upto: usize| words.text.get(..upto).map_or(0, |text| u32::try_from(text.chars().count()).unwrap_or(0));
            (
                Some([characters(start), characters(end)]),
                Some(format!("{at}/action")),
                words.text.get(start..end).unwrap_or_default().to_owned(),
            )
        }
        Where::From => (None, Some(format!("{at}/from")), names(&words.from)),
        Where::To(index) => (None, Some(format!("{at}/to/{index}")), names(&words.to[index])),
        Where::Flow => (None, None, names(words.flow)),
        Where::About => (None, None, String::new()),
        Where::Structure => (None, None, String::new()),
    };
    Evidence {
        at: format!("{at}/inferred/{}", answered.question),
        span,
        within: field,
        words: told,
        because: answered.because.to_owned(),
    }
}

fn names(name: &[Token<'_>]) -> String {
    let words: Vec<&str> = name.iter().map(|token| token.text).collect();
    words.join(" ")
}
