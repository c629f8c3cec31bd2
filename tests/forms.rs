//! The basic forms in which people write about systems: each line of the data is one form in its own words, with the
//! steps that it tells. A step is right when who asks, who does it, its event, its condition and its verdict are.

use std::collections::{BTreeMap, BTreeSet};

use advice::assessment::{self, Assessment};
use advice::description::{Description, Flow, Participant, Step};
use advice::terms::Verdict;
use advice::{Model, rules};
use serde_json::Value;

/// Words that a name may have or lack.
const IN_NO_NAME: &[&str] = &["the", "our", "a", "an", "service", "system", "svc", "team", "department"];

/// A name as it is compared: its words in lower case, without the plural and without words like "service".
fn plain(name: &str) -> String {
    let mut spaced = String::new();
    let mut last = ' ';
    for c in name.chars() {
        if c.is_ascii_uppercase() && (last.is_ascii_lowercase() || last.is_ascii_digit()) {
            spaced.push(' ');
        }
        spaced.push(c.to_ascii_lowercase());
        last = c;
    }
    let words = spaced.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && !IN_NO_NAME.contains(word));
    words.map(|word| word.strip_suffix('s').unwrap_or(word)).collect::<Vec<_>>().join(" ")
}

/// The beginning of a word that all its forms share.
fn stem(word: &str) -> String {
    const ENDINGS: &[&str] = &["ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"];
    let lower = word.to_lowercase();
    let ending = ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending));
    ending.unwrap_or(&lower).chars().take(4).collect()
}

/// Whether the action holds each of the words in some form.
fn says(action: &str, words: &Value) -> bool {
    let have: BTreeSet<String> = action.split(|c: char| !c.is_ascii_alphanumeric()).map(stem).collect();
    texts(words).iter().all(|word| have.contains(&stem(word)))
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// A name of an event without its case and marks.
fn bare(name: &str) -> String {
    name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A step that was found, with its flow and its assessment.
type Found<'a> = (&'a Flow, &'a Step, &'a assessment::Step<'a>);

/// What a text is read as.
struct Read<'a> {
    description: &'a Description,
    assessment: &'a Assessment<'a>,
}

impl Read<'_> {
    fn names<'n>(&self, ids: impl IntoIterator<Item = &'n String>) -> BTreeSet<String> {
        let name = |id: &String| {
            let is_meant = |participant: &&Participant| participant.id.as_ref() == Some(id);
            let known = self.description.participants.iter().find(is_meant);
            plain(known.and_then(|participant| participant.name.as_ref()).unwrap_or(id))
        };
        ids.into_iter().map(name).collect()
    }

    /// The names of the facts that are told anywhere in the description.
    fn facts(&self) -> BTreeSet<String> {
        let events = self.assessment.events.iter().map(|event| bare(&event.name));
        let messages = self.assessment.steps.iter().flat_map(|step| {
            [Some(&step.message.name), step.message.announces.as_ref()].into_iter().flatten().map(|name| bare(name))
        });
        events.chain(messages).collect()
    }

    /// What is wrong with a step, as short sentences.
    fn faults(&self, (flow, step, assessed): Found<'_>, want: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        let askers = self.names(step.from.as_ref().or(flow.actor.as_ref()));
        let doers = self.names(&step.to);
        let reached = self.names(step.to.iter().chain(&step.tells));
        if let Some(from) = want["from"].as_str().map(plain)
            && !askers.contains(&from)
            && !(texts(&want["to"]).is_empty() && doers.contains(&from))
        {
            faults.push(format!("from {askers:?}"));
        }
        if !texts(&want["to"]).into_iter().all(|to| reached.contains(&plain(to))) {
            faults.push(format!("to {reached:?}"));
        }
        let is_verdict = |wanted: &str| match wanted {
            "synchronous" => assessed.verdict == Verdict::Synchronous || assessed.style == "request_then_event",
            "event_driven" => assessed.verdict == Verdict::EventDriven,
            _ => assessed.verdict == Verdict::Hybrid,
        };
        if want["verdict"].as_str().is_some_and(|wanted| !is_verdict(wanted)) {
            faults.push(format!("{:?}", assessed.verdict));
        }
        if want["event"].as_str().is_some_and(|event| !self.facts().contains(&bare(event))) {
            faults.push("its event is not told".to_owned());
        }
        if want["conditional"] == step.when.is_none() {
            faults.push(format!("when {:?}", step.when));
        }
        faults
    }
}

/// What is wrong with the reading of a line, and whether its acts are right: no step is missing and none is extra.
fn faults(case: &Value) -> (Vec<String>, bool) {
    let description = reader::text::read(case["text"].as_str().unwrap(), rules::shipped());
    let description = description.map_or_else(|_| Description::default(), |read| read.description);
    let wanted = case["steps"].as_array().unwrap();
    if description.flows.is_empty() {
        return (wanted.iter().map(|want| format!("no step {}", want["words"])).collect(), wanted.is_empty());
    }
    let model = Model::resolve(description, rules::shipped()).unwrap();
    let read = Read { description: model.description(), assessment: &advice::assess(&model) };
    let described = read.description.flows.iter().flat_map(|flow| flow.steps.iter().map(move |step| (flow, step)));
    let mut left: Vec<Found<'_>> =
        described.zip(&read.assessment.steps).map(|((flow, step), assessed)| (flow, step, assessed)).collect();
    let mut faults = Vec::new();
    let mut acts = true;
    for want in wanted {
        let Some(at) = left.iter().position(|(_, step, _)| says(&step.action, &want["words"])) else {
            acts = false;
            faults.push(format!("no step {}", want["words"]));
            continue;
        };
        let found = left.remove(at);
        faults.extend(read.faults(found, want).into_iter().map(|fault| format!("{:?}: {fault}", found.1.action)));
    }
    acts &= left.is_empty();
    faults.extend(left.iter().map(|(_, step, _)| format!("extra step {:?}", step.action)));
    let known = read.names(read.description.participants.iter().filter_map(|participant| participant.id.as_ref()));
    let named = texts(&case["no_participants"]).into_iter().filter(|name| known.contains(&plain(name)));
    faults.extend(named.map(|name| format!("participant {name:?}")));
    (faults, acts)
}

/// The thousandths of lines that are read fully right and of lines whose acts are, and the faults of the others.
fn measured(lines: &str) -> (usize, usize, BTreeMap<String, Vec<String>>) {
    let (mut right, mut acts, mut all) = (0, 0, 0);
    let mut wrong = BTreeMap::new();
    for line in lines.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let (faults, is_right) = faults(&case);
        all += 1;
        acts += usize::from(is_right);
        right += usize::from(faults.is_empty());
        if !faults.is_empty() {
            wrong.insert(format!("{} {}", case["id"], case["text"]), faults);
        }
    }
    (right * 1000 / all, acts * 1000 / all, wrong)
}

#[test]
fn the_basic_forms_are_read() {
    let (right, acts, wrong) = measured(include_str!("data/corpus/forms.jsonl"));
    assert!(right >= 935 && acts >= 965, "{right} right, {acts} acts {wrong:#?}");
}

#[test]
fn texts_that_were_once_misread_are_read() {
    let (right, _, wrong) = measured(include_str!("data/cases/texts.jsonl"));
    assert!(right >= 960, "{right} right {wrong:#?}");
}
