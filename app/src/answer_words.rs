//! Finds the words from which a description's inferred answers were read.
//!
//! A description stores the answers and the text but not their connection. It is found again whenever a page shows it.
//! Only what a model or an assistant quotes is kept, with the words of the draft.

use std::collections::BTreeMap;

use advice::Model;
use reader::clues;

use crate::words::{Quote, Words};

/// The words behind inferred answers, by the JSON Pointer of the answer.
#[derive(Debug, Default)]
pub struct AnswerWords(BTreeMap<String, String>);

impl AnswerWords {
    /// Reads the description's texts again and keeps the words of those answers that the description still has.
    /// Where these give none, the words that are `kept` may quote some.
    pub fn of(model: &Model<'_>, kept: Option<&Words>) -> Self {
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
        for Quote { flow, step, question, words } in kept.into_iter().flat_map(|kept| &kept.quotes) {
            let id = |id: &Option<String>, named: &str| id.as_deref() == Some(named);
            let Some(f) = flows.iter().position(|its| id(&its.id, flow)) else { continue };
            let Some(s) = flows[f].steps.iter().position(|its| id(&its.id, step)) else { continue };
            if flows[f].steps[s].inferred.contains_key(question.as_str()) {
                let at = format!("/flows/{f}/steps/{s}/inferred/{question}");
                by_answer.entry(at).or_insert_with(|| words.clone());
            }
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
        let answer_words = AnswerWords::of(&model, None);
        assert_eq!(answer_words.words(0, 0, "undo"), Some("Ship"));
        assert_eq!(answer_words.words(0, 0, "failure_tolerance"), Some("retried later"));
        assert_eq!(answer_words.words(0, 0, "reply"), None);
        assert_eq!(answer_words.words(1, 0, "undo"), None);

        let id = |id: &Option<String>| id.clone().unwrap();
        let flow = &model.description().flows[0];
        let quote = |question: &str| Quote {
            flow: id(&flow.id),
            step: id(&flow.steps[0].id),
            question: question.to_owned(),
            words: "she waits".to_owned(),
        };
        let quotes = ["reply", "undo", "intent"].map(quote).to_vec();
        let words = Words { text: String::new(), sentences: Vec::new(), quotes };
        let answer_words = AnswerWords::of(&model, Some(&words));
        assert_eq!(answer_words.words(0, 0, "reply"), Some("she waits"));
        assert_eq!(answer_words.words(0, 0, "undo"), Some("Ship"), "the description's own words come first");
        assert_eq!(answer_words.words(0, 0, "intent"), None, "the description has no such answer");
    }
}
