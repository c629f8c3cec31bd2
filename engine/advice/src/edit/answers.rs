//! Edits of answers. Resolving checks whether the rulebook has the question and the answer.

use std::collections::{BTreeMap, BTreeSet};

use crate::description::{Answers, Given, LIMITS};
use crate::fault::{Code, Fault};

use super::{Answer, Draft};

impl Draft {
    pub(super) fn answer_system(&mut self, question: &str, answers: &[String]) {
        let given = answers.iter().map(String::as_str);
        self.description.inferred.remove(question);
        self.faults.extend(give(&mut self.description.answers, question, given));
    }

    pub(super) fn answer_steps(&mut self, flow: &str, answers: &[Answer]) {
        let Some(flow) = self.flow(flow) else { return };
        let steps = self.description.flows[flow].steps.iter().enumerate();
        let places: BTreeMap<String, usize> =
            steps.filter_map(|(index, step)| Some((step.id.clone()?, index))).collect();
        for Answer { step, question, answer } in answers {
            let Some(place) = places.get(step) else {
                let message = "A step that is answered here was removed meanwhile.".to_owned();
                self.fault("/step", Code::UnknownReference, message, "Load the page again.");
                return;
            };
            let step = &mut self.description.flows[flow].steps[*place];
            step.inferred.remove(question);
            self.faults.extend(give(&mut step.answers, question, answer.as_deref().into_iter()));
        }
    }

    pub(super) fn answer(&mut self, flow: &str, step: &str, question: &str, answer: Option<&str>) {
        let Some((flow, step)) = self.step(flow, step) else { return };
        let step = &mut self.description.flows[flow].steps[step];
        // A person's answer, even "open", replaces what was read out of words.
        step.inferred.remove(question);
        self.faults.extend(give(&mut step.answers, question, answer.into_iter()));
    }
}

/// Sets the answers to a question. Empty ids are ignored; without ids the question is open.
fn give<'e>(all: &mut Answers, question: &str, answers: impl Iterator<Item = &'e str>) -> Option<Fault> {
    let mut known = BTreeSet::new();
    let given = answers.map(str::trim).filter(|id| !id.is_empty() && known.insert(*id)).map(str::to_owned);
    let mut ids: Vec<String> = given.take(LIMITS.answers + 1).collect();
    if ids.len() > LIMITS.answers {
        let message = format!("There are more than {} answers to this question.", LIMITS.answers);
        return Some(Fault::new("/answers", Code::LimitPassed, message).hint("Take some of them back."));
    }
    if ids.is_empty() {
        all.remove(question);
        return None;
    }
    if all.len() >= LIMITS.answers && !all.contains_key(question) {
        let message = format!("There are {} answers already, and that is the limit.", LIMITS.answers);
        return Some(Fault::new("/question", Code::LimitPassed, message).hint("Take another answer back."));
    }
    let given = if ids.len() == 1 { Given::One(ids.remove(0)) } else { Given::Several(ids) };
    all.insert(question.to_owned(), given);
    None
}
