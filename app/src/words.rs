//! The words that a description was read from: a person's text, and what each of its sentences became.
//!
//! A sentence names steps and participants by their ids, which no edit changes; one that names a part that is
//! gone is shown as left over. This module must not decide what a sentence means.

use std::collections::BTreeSet;
use std::ops::Range;

use advice::Description;
use reader::evidence::Evidence;
use reader::reading::{Reading, Role, Sentence};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// A text with its sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ReportWords")]
pub struct Words {
    /// The text as the person typed it.
    pub text: String,
    /// Its sentences in their order.
    pub sentences: Vec<Said>,
    /// What a model or an assistant quotes for answers. What the rules read is found again in the description.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
}

/// Words of the text that a model or an assistant quotes for the answer of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AnswerQuote")]
pub struct Quote {
    /// The flow's id.
    pub flow: String,
    /// The step's id.
    pub step: String,
    /// The question's id.
    pub question: String,
    /// The words as they stand in the text.
    pub words: String,
}

/// A sentence of the text and what it became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SentenceRead")]
pub struct Said {
    /// Its first character and the one behind its last, counted from 0.
    pub span: [u32; 2],
    /// What it became.
    pub role: Role,
    /// The parts of the description that it became or that it says something about.
    pub about: Vec<Part>,
}

/// A part of a description, by its ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "DescriptionPart")]
pub enum Part {
    /// A step of a flow.
    Step {
        /// The flow's id.
        flow: String,
        /// The step's id.
        step: String,
    },
    /// A flow.
    Flow {
        /// Its id.
        flow: String,
    },
    /// A participant.
    Participant {
        /// Its id.
        participant: String,
    },
}

impl Words {
    /// The words of a reading of `text`.
    pub fn of(text: &str, Reading { description, sentences, .. }: &Reading) -> Self {
        Self::with(text, description, sentences)
    }

    /// The words of a proposal about `text`, with what it quotes.
    pub fn quoted(text: &str, reading: &Reading) -> Self {
        let quote = |found: &Evidence| {
            let (at, question) = found.at.split_once("/inferred/")?;
            let Part::Step { flow, step } = part_at(&reading.description, at)? else { return None };
            Some(Quote { flow, step, question: question.to_owned(), words: found.words.clone() })
        };
        let quotes = reading.evidence.iter().filter(|found| found.span.is_some()).filter_map(quote).collect();
        Self { quotes, ..Self::of(text, reading) }
    }

    /// The words of a text whose sentences point into `description`.
    pub fn with(text: &str, description: &Description, sentences: &[Sentence]) -> Self {
        let said = |sentence: &Sentence| Said {
            span: sentence.span,
            role: sentence.role,
            about: sentence.at.iter().filter_map(|at| part_at(description, at)).collect(),
        };
        Self { text: text.to_owned(), sentences: sentences.iter().map(said).collect(), quotes: Vec::new() }
    }

    /// Reads stored words.
    ///
    /// # Errors
    /// They have another form, which is our fault.
    pub fn kept(json: &str) -> Result<Self, Problem> {
        serde_json::from_str(json).map_err(|error| {
            tracing::error!(%error, "stored words cannot be read back");
            Problem::internal("")
        })
    }

    /// The words as they are stored.
    ///
    /// # Errors
    /// They have no JSON form, which is our fault.
    pub fn json(&self) -> Result<String, Problem> {
        serde_json::to_string(self).map_err(|error| {
            tracing::error!(%error, "words have no JSON form");
            Problem::internal("")
        })
    }

    /// The range of bytes of each sentence. A span that does not fit the text gives an empty range.
    pub fn ranges(&self) -> Vec<Range<usize>> {
        let starts: Vec<usize> = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        let byte = |at: u32| usize::try_from(at).ok().and_then(|at| starts.get(at)).copied();
        let range = |said: &Said| match (byte(said.span[0]), byte(said.span[1])) {
            (Some(start), Some(end)) if start <= end => start..end,
            _ => 0..0,
        };
        self.sentences.iter().map(range).collect()
    }

    /// The words of one sentence as typed; empty if there is no such sentence.
    pub fn said(&self, index: usize) -> &str {
        let Some(said) = self.sentences.get(index) else { return "" };
        let start = usize::try_from(said.span[0]).unwrap_or(usize::MAX);
        let length = usize::try_from(said.span[1].saturating_sub(said.span[0])).unwrap_or_default();
        let mut ends = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).skip(start);
        let Some(from) = ends.next() else { return "" };
        let to = if length == 0 { from } else { ends.nth(length - 1).unwrap_or(self.text.len()) };
        self.text.get(from..to).unwrap_or_default()
    }

    /// The sentences as they stand to a description: what is gone from it is named no more, and a sentence of
    /// which nothing is there any more is left over.
    #[must_use]
    pub fn standing(mut self, description: &Description) -> Self {
        let parts = parts(description);
        for said in &mut self.sentences {
            let had_some = !said.about.is_empty();
            said.about.retain(|part| parts.contains(part));
            let means_some = matches!(said.role, Role::Step | Role::AboutStep);
            if said.about.is_empty() && (had_some || means_some) && said.role != Role::Title {
                said.role = Role::LeftOver;
            }
        }
        self
    }
}

/// The part that a JSON Pointer of a reading points at.
fn part_at(description: &Description, at: &str) -> Option<Part> {
    let mut names = at.split('/').skip(1);
    let (list, index) = (names.next()?, names.next()?.parse::<usize>().ok()?);
    if list == "participants" {
        return Some(Part::Participant { participant: description.participants.get(index)?.id.clone()? });
    }
    let flow = description.flows.get(index).filter(|_| list == "flows")?;
    let id = flow.id.clone()?;
    match (names.next(), names.next().and_then(|index| index.parse::<usize>().ok())) {
        (Some("steps"), Some(index)) => Some(Part::Step { flow: id, step: flow.steps.get(index)?.id.clone()? }),
        _ => Some(Part::Flow { flow: id }),
    }
}

fn parts(description: &Description) -> BTreeSet<Part> {
    let participants = description.participants.iter().filter_map(|one| one.id.clone());
    let mut parts: BTreeSet<Part> = participants.map(|participant| Part::Participant { participant }).collect();
    for flow in &description.flows {
        let Some(id) = &flow.id else { continue };
        let steps = flow.steps.iter().filter_map(|step| step.id.clone());
        parts.extend(steps.map(|step| Part::Step { flow: id.clone(), step }));
        parts.insert(Part::Flow { flow: id.clone() });
    }
    parts
}

#[cfg(test)]
mod tests {
    use advice::Tree;

    use super::*;

    fn description() -> Description {
        let json = r#"{"name": "Shop", "participants": [{"id": "fan"}], "flows": [{"id": "buy", "steps": [
            {"id": "pay", "action": "Pay"}, {"id": "send", "action": "Send"}]}]}"#;
        Description::read(&Tree::from_json(json).unwrap()).0
    }

    fn words() -> Words {
        let sentence =
            |span, role, at: &[&str]| Sentence { span, role, at: at.iter().copied().map(str::to_owned).collect() };
        let sentences = [
            sentence([0, 4], Role::Step, &["/flows/0/steps/0", "/flows/0/steps/1"]),
            sentence([5, 9], Role::AboutStep, &["/flows/0/steps/1"]),
            sentence([10, 12], Role::AboutParticipant, &["/participants/0"]),
            sentence([12, 99], Role::Talk, &["/flows/7"]),
        ];
        Words::with("☕ay. Snd. Hi", &description(), &sentences)
    }

    #[test]
    fn a_sentence_is_its_characters_and_names_its_parts_by_id() {
        let words = words();
        let step = |step: &str| Part::Step { flow: "buy".to_owned(), step: step.to_owned() };
        assert_eq!(words.sentences[0].about, [step("pay"), step("send")]);
        assert_eq!(words.sentences[2].about, [Part::Participant { participant: "fan".to_owned() }]);
        assert_eq!(words.sentences[3].about, []);
        assert_eq!([0, 1, 2, 9].map(|index| words.said(index)), ["☕ay.", "Snd.", "Hi", ""]);
        let ranges = words.ranges().into_iter().map(|range| &words.text[range]).collect::<Vec<_>>();
        assert_eq!(ranges, ["☕ay.", "Snd.", "Hi", ""]);
        assert_eq!(Words::kept(&words.json().unwrap()).unwrap(), words);
        assert_eq!(Words::kept("{}").unwrap_err().status(), 500);
    }

    #[test]
    fn what_named_a_part_that_is_gone_is_left_over() {
        let mut description = description();
        description.flows[0].steps.remove(1);
        description.participants.clear();
        let roles: Vec<Role> = words().standing(&description).sentences.iter().map(|said| said.role).collect();
        assert_eq!(roles, [Role::Step, Role::LeftOver, Role::LeftOver, Role::Talk]);
    }
}
