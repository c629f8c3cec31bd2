//! Finds the words from which a description's inferred answers were read.
//!
//! A description stores the answers and the text but not their connection. It is found again whenever a page shows it.

use std::collections::BTreeMap;

use advice::Model;
use reader::clues;

/// The words behind inferred answers, by the JSON Pointer of the answer.
#[derive(Debug, Default)]
pub struct AnswerWords(BTreeMap<String, String>);

impl AnswerWords {
    /// Reads the description's texts again and keeps the words of those answers that the description still has.
    pub fn of(model: &Model<'_>) -> Self {
        let flows = &model.description().flows;
        if flows.iter().flat_map(|flow| &flow.steps).all(|step| step.inferred.is_empty()) {
            return Self::default();
        }
        let (read, evidence) = clues::fill(model);
        let is_kept = |at: &str| {
            let mut parts = at.split('/').skip(2).step_by(2);
            let (flow, step) = (parts.next()?.parse::<usize>().ok()?, parts.next()?.parse::<usize>().ok()?);
            let question = parts.next()?;
            let kept = flows.get(flow)?.steps.get(step)?.inferred.get(question)?;
            (read.flows.get(flow)?.steps.get(step)?.inferred.get(question)? == kept).then_some(())
        };
        let words =
            evidence.into_iter().filter(|evidence| !evidence.words.is_empty() && is_kept(&evidence.at).is_some());
        let mut by_answer = BTreeMap::new();
        for evidence in words {
            by_answer.entry(evidence.at).or_insert(evidence.words);
        }
        Self(by_answer)
    }

    /// The words from which a step's answer to a question was read, as written. `flow` and `step` are indices.
    pub fn words(&self, flow: usize, step: usize, question: &str) -> Option<&str> {
        self.0.get(&format!("/flows/{flow}/steps/{step}/inferred/{question}")).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use advice::{Tree, model, rules};

    use super::*;

    #[test]
    fn words_are_told_where_they_still_give_the_answer() {
        let json = r#"{"name": "x", "flows": [{"steps": [{"action": "Ship the goods",
            "notes": "It can be retried later.",
            "inferred": {"undo": "irreversible", "failure_tolerance": "retry_later", "reply": "answer"}}]}]}"#;
        let tree = Tree::from_json(json).unwrap();
        let model = model::read(json, &tree, rules::shipped()).unwrap();
        let answer_words = AnswerWords::of(&model);
        assert_eq!(answer_words.words(0, 0, "undo"), Some("Ship"));
        assert_eq!(answer_words.words(0, 0, "failure_tolerance"), Some("retried later"));
        assert_eq!(answer_words.words(0, 0, "reply"), None);
        assert_eq!(answer_words.words(1, 0, "undo"), None);
    }
}
