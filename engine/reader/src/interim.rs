//! Says what every sentence of a text became, out of the evidence, as long as reading itself does not say it.

use std::ops::Range;

use advice::Description;

use crate::evidence::{Evidence, LeftOver};
use crate::reading::{Reading, Role, Sentence};

/// Adds the sentences of a text to its reading, unless the reading has them already.
pub fn fill(text: &str, reading: &mut Reading) {
    if reading.sentences.is_empty() {
        let Reading { description, evidence, left_over, .. } = &*reading;
        reading.sentences = sentences(text, description, evidence, left_over);
    }
}

/// The sentences of a list that says who asks whom: its lines with steps are the steps, the others are titles.
pub fn listed(text: &str, description: &Description) -> Vec<Sentence> {
    let mut steps = (0..)
        .zip(&description.flows)
        .flat_map(|(flow, told)| (0..told.steps.len()).map(move |step| format!("/flows/{flow}/steps/{step}")));
    let mut made = Vec::new();
    for range in split(text) {
        let line = text.get(range.clone()).unwrap_or_default().trim();
        let is_title = line.starts_with('#') || line.ends_with(':');
        let at = if is_title { Vec::new() } else { steps.next().into_iter().collect() };
        made.push(Sentence { span: span(text, &range), role: if is_title { Role::Title } else { Role::Step }, at });
    }
    made
}

fn sentences(text: &str, description: &Description, evidence: &[Evidence], left: &[LeftOver]) -> Vec<Sentence> {
    let mut made = Vec::new();
    for range in pieces(text) {
        let [start, end] = span(text, &range);
        let is_in = |other: [u32; 2]| other[0] < end && start < other[1];
        let begins_in = |other: [u32; 2]| (start..end).contains(&other[0]);
        let mut steps: Vec<String> = Vec::new();
        let (mut about, mut parts, mut title) = (Vec::new(), Vec::new(), None);
        for told in evidence {
            let Some(span) = told.span.filter(|span| is_in(*span)) else { continue };
            let names: Vec<&str> = told.at.split('/').skip(1).collect();
            match names[..] {
                ["flows", flow, "steps", step, "action"] if begins_in(span) => {
                    steps.push(format!("/flows/{flow}/steps/{step}"));
                }
                ["flows", flow, "steps", step, ..] => about.push(format!("/flows/{flow}/steps/{step}")),
                ["participants", index, ..] => parts.push(format!("/participants/{index}")),
                ["flows", flow, "name"] => title = Some(format!("/flows/{flow}")),
                ["name"] => title = title.or(Some(String::new())),
                _ => {}
            }
        }
        let said = text.get(range.clone()).unwrap_or_default().trim();
        let noted = notes(description, said);
        let is_left =
            left.iter().filter(|left| is_in(left.span)).map(|left| left.words.len()).sum::<usize>() * 2 > said.len();
        let (role, mut at) = if !steps.is_empty() {
            (Role::Step, steps)
        } else if let Some(title) = title {
            (Role::Title, Vec::from([title]))
        } else if said.ends_with('?') {
            (Role::Question, Vec::new())
        } else if !about.is_empty() || !noted.is_empty() {
            (Role::AboutStep, if about.is_empty() { noted } else { about })
        } else if is_left {
            (Role::LeftOver, Vec::new())
        } else if !parts.is_empty() {
            (Role::AboutParticipant, parts)
        } else {
            (Role::Talk, Vec::new())
        };
        at.retain(|at| !at.is_empty());
        at.dedup();
        made.push(Sentence { span: [start, end], role, at });
    }
    made
}

/// The steps whose notes hold these words.
fn notes(description: &Description, said: &str) -> Vec<String> {
    let words = said.trim_matches(|c: char| !c.is_alphanumeric());
    let flows = (0..).zip(&description.flows);
    let steps = flows.flat_map(|(flow, told)| (0..).zip(&told.steps).map(move |(step, told)| (flow, step, told)));
    let has = |notes: &str| !words.is_empty() && notes.to_lowercase().contains(&words.to_lowercase());
    steps
        .filter(|(.., told)| told.notes.as_deref().is_some_and(has))
        .map(|(flow, step, _): (usize, usize, _)| format!("/flows/{flow}/steps/{step}"))
        .collect()
}

/// The lines that are not blank.
fn split(text: &str) -> Vec<Range<usize>> {
    let mut from = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = from + (line.len() - line.trim_start().len());
        let end = from + line.trim_end().len();
        from += line.len();
        if start < end && line.chars().any(char::is_alphanumeric) {
            lines.push(start..end);
        }
    }
    lines
}

/// The sentences: a line ends one, and so does a full stop before a space and a capital.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut made = Vec::new();
    for line in split(text) {
        let mut start = line.start;
        let said = text.get(line.clone()).unwrap_or_default();
        let ends = said.match_indices(['.', '!', '?']).map(|(at, mark)| line.start + at + mark.len());
        for end in ends.filter(|end| *end < line.end) {
            let rest = text.get(end..line.end).unwrap_or_default();
            let next = rest.trim_start();
            let numbered = text.get(start..end).unwrap_or_default().trim_end_matches('.');
            let is_number = numbered.chars().all(|c| c.is_ascii_digit());
            if next.len() < rest.len() && next.starts_with(char::is_uppercase) && !is_number {
                made.push(start..end);
                start = line.end - next.len();
            }
        }
        if start < line.end {
            made.push(start..line.end);
        }
    }
    made
}

fn span(text: &str, range: &Range<usize>) -> [u32; 2] {
    let count =
        |to: usize| u32::try_from(text.get(..to).map_or(0, |before| before.chars().count())).unwrap_or(u32::MAX);
    [count(range.start), count(range.end)]
}
