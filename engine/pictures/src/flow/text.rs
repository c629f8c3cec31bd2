//! The text twin of a picture: the flow as sentences, with exactly the facts that the picture shows.
//!
//! Names and actions are quoted unchanged and never inflected, because they may be in any language. This module
//! must say nothing that the flow does not contain.

use super::{Channel, ChannelKind, Edge, EdgeKind, Flow, Guard, Mode, Recovery, Step, TriggerKind};
use advice::description::{Join, Outcome, ParticipantKind};
use advice::terms::{Level, Verdict};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Replaces a name that has no visible character.
const UNNAMED: &str = "(unnamed)";

/// Returns the text, or `(unnamed)` if none of its characters is visible.
pub fn shown(text: &str) -> &str {
    if text.chars().any(is_seen) { text } else { UNNAMED }
}

/// Whether a character is visible by itself. Of the invisible joining characters, only the common ones are
/// recognised.
fn is_seen(c: char) -> bool {
    let is_joiner = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    let is_variation = matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}');
    !(c.is_whitespace() || is_steering(c) || is_joiner || is_variation)
}

/// Whether a character controls the display instead of being text: a control character, or one that changes the
/// direction of the text around it.
pub(super) fn is_steering(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The characters of a text as the source of a diagram may have them: in one line, without control characters and
/// signs that no document may contain, and never invisible as a whole.
pub(super) fn in_one_line(text: &str) -> impl Iterator<Item = char> {
    let in_line = |c: char| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c };
    let is_kept = |c: &char| !is_steering(*c) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    shown(text).chars().map(in_line).filter(is_kept)
}

/// Puts a flow into sentences: what it is, who waits for what, then each step in order.
pub(super) fn say(flow: &Flow) -> Vec<String> {
    let names = flow.participants.iter().map(|participant| (participant.id.as_str(), participant.name.as_str()));
    let mut by_step: BTreeMap<&str, Vec<&Edge>> = BTreeMap::new();
    for edge in &flow.edges {
        by_step.entry(edge.to.as_str()).or_default().push(edge);
    }
    let teller = Teller {
        flow,
        names: names.collect(),
        numbers: numbers(flow),
        channels: flow.channels.iter().map(|channel| (channel.id.as_str(), channel)).collect(),
        arriving: by_step,
    };
    let mut sentences = teller.opening();
    for step in &flow.steps {
        sentences.push(teller.step(step));
        if step.commit_point {
            sentences.push(format!("Commit point: the outcome is decided in step {}.", step.number));
        }
    }
    sentences
}

/// The number of each step, by node.
pub(super) fn numbers(flow: &Flow) -> BTreeMap<&str, u32> {
    flow.steps.iter().map(|step| (step.id.as_str(), step.number)).collect()
}

/// The sentence about compensations and repetitions after a failure; `None` if there are none.
pub(super) fn recovery(flow: &Flow) -> Option<String> {
    let numbers = numbers(flow);
    let done: Vec<String> = flow
        .recovery
        .iter()
        .filter_map(|part| {
            let number = numbers.get(part.step.as_str())?;
            Some(match &part.request {
                Some(request) => format!("{request} undoes step {number}"),
                None => format!("step {number} is retried until it succeeds"),
            })
        })
        .collect();
    (!done.is_empty()).then(|| format!("If a step fails: {}.", done.join(", then ")))
}

/// One compensation or repetition in a few words: `ReleaseSeat undoes 1`.
pub(super) fn in_recovery(part: &Recovery, number: u32) -> String {
    match &part.request {
        Some(request) => format!("{request} undoes {number}"),
        None => format!("retry {number} until it succeeds"),
    }
}

/// A step's consistency in a few words: `strong: reservation`, `seen within seconds`.
pub(super) fn consistency(step: &Step) -> String {
    let consistency = &step.consistency;
    let mechanism = lower(&consistency.mechanism_name);
    match consistency.level {
        Level::Strong => format!("strong: {mechanism}"),
        Level::StrongEventual => format!("copies converge: {mechanism}"),
        Level::Eventual => match (step.means.only_asks, consistency.staleness.as_deref()) {
            (_, Some("fresh")) => "others need the newest state".to_owned(),
            (true, Some(bound)) => format!("answer may be {} old", bound.replace('_', " ")),
            (true, None) => "answer may be old".to_owned(),
            (false, Some(bound)) => format!("seen within {}", bound.replace('_', " ")),
            (false, None) => "seen later".to_owned(),
        },
    }
}

/// A step in a few words: `1 Reserve the seat: synchronous, strong: reservation`.
pub(super) fn in_short(step: &Step) -> String {
    format!("{} {}: {}, {}", step.number, step.action, verdict(step.verdict), consistency(step))
}

/// Whether a condition is the opposite of the one before it.
pub(super) fn is_otherwise(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(first.trim_end_matches(','), "otherwise" | "else")
}

/// A condition in words: `if the parcel leaves the country`. A text that has a word for it keeps it.
pub(super) fn condition(words: &str) -> String {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    if matches!(first.trim_end_matches(','), "if" | "when" | "unless" | "otherwise" | "else" | "only" | "while") {
        words.to_owned()
    } else {
        format!("if {words}")
    }
}

/// The word for a participant that copies another one's data.
pub(super) fn copy_kind(kind: ParticipantKind) -> &'static str {
    if kind == ParticipantKind::Cache { "cache" } else { "copy" }
}

/// How often a step runs, its time limit, what it waits for and what it undoes, each in a few words.
pub(super) fn terms(step: &Step, numbers: &BTreeMap<&str, u32>) -> Vec<String> {
    let number = |node: &String| numbers.get(node.as_str()).map(u32::to_string);
    let before: Vec<String> = step.after.iter().filter_map(number).collect();
    let joins = step.join.map(|join| match join {
        Join::Any => format!("after the first of {}", list(&before)),
        Join::All => format!("after all of {}", list(&before)),
    });
    let undoes = step.undoes.as_ref().and_then(number).map(|number| format!("undoes {number}"));
    [step.repeats.clone(), joins, step.within.clone(), undoes].into_iter().flatten().collect()
}

/// Lower-cases a rule's name for use inside a sentence; an acronym stays as it is.
fn lower(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => name.to_owned(),
    }
}

/// Joins items with commas and a final `and`.
pub(super) fn list<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// A verdict as a word.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Synchronous => "synchronous",
        Verdict::EventDriven => "event-driven",
        Verdict::Hybrid => "hybrid",
    }
}

struct Teller<'f> {
    flow: &'f Flow,
    names: BTreeMap<&'f str, &'f str>,
    numbers: BTreeMap<&'f str, u32>,
    channels: BTreeMap<&'f str, &'f Channel>,
    /// The edges by the node where they end.
    arriving: BTreeMap<&'f str, Vec<&'f Edge>>,
}

impl Teller<'_> {
    fn name(&self, node: &str) -> &str {
        self.names.get(node).copied().unwrap_or_default()
    }

    fn names(&self, nodes: &[String]) -> String {
        let names: Vec<&str> = nodes.iter().map(|node| self.name(node)).collect();
        list(&names)
    }

    /// Names steps by number: `step 2`, or `steps 2 and 3`.
    fn numbered<'n>(&self, nodes: impl Iterator<Item = &'n str>) -> String {
        let mut numbers: Vec<u32> = nodes.filter_map(|node| self.numbers.get(node).copied()).collect();
        numbers.sort_unstable();
        let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
        format!("{} {}", if words.len() == 1 { "step" } else { "steps" }, list(&words))
    }

    fn opening(&self) -> Vec<String> {
        let flow = self.flow;
        let article = if flow.verdict == Verdict::EventDriven { "an" } else { "a" };
        let mut opening = format!("{}: {article} {} flow.", flow.name, verdict(flow.verdict));
        if let Some(actor) = &flow.actor {
            let _ = write!(opening, " {} starts it", self.name(actor));
            let starts = flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Start);
            let asked: Vec<&str> = starts.map(|edge| self.name(&edge.to)).collect();
            let _ =
                if asked.is_empty() { write!(opening, ".") } else { write!(opening, " and asks {}.", list(&asked)) };
        }
        if let Some(trigger) = &flow.trigger {
            let _ = match trigger.kind {
                TriggerKind::Schedule => write!(opening, " It starts {}.", trigger.name),
                TriggerKind::Event => write!(opening, " It starts when {} happens.", trigger.name),
            };
        }
        let mut sentences = vec![opening];
        if let Some(waiting) = flow.waiting() {
            let awaited = if flow.only_asks() {
                if flow.steps.len() == 1 { "the answer".to_owned() } else { "every answer".to_owned() }
            } else {
                self.numbered(flow.sync_prefix.iter().map(String::as_str))
            };
            sentences.push(format!("{waiting} waits for {awaited}."));
        }
        for copy in &flow.participants {
            if let Some(of) = &copy.of {
                sentences.push(format!("{} is a {} of {of}.", copy.name, copy_kind(copy.kind)));
            }
        }
        sentences
    }

    fn step(&self, step: &Step) -> String {
        let arriving = self.arriving.get(step.id.as_str()).map_or(&[][..], Vec::as_slice);
        let mut sentence = format!("{}. {}", step.number, self.reached(step, arriving));
        // Writing to a string does not fail.
        if step.means.replies && !step.places.contains(&step.caller) {
            let _ = write!(sentence, " The outcome comes back to {} as a message.", self.name(&step.caller));
        }
        let after: Vec<&str> =
            arriving.iter().filter(|edge| edge.kind == EdgeKind::After).map(|edge| edge.from.as_str()).collect();
        if !after.is_empty() && step.join.is_none() {
            let _ = write!(sentence, " After {}.", self.numbered(after.into_iter()));
        }
        self.runs(step, &mut sentence);
        let holds = consistency(step);
        // What no rule requires to be strong is strong because one owner does it.
        let by_owner = step.consistency.level == Level::Strong && !step.consistency.strong_by_rule;
        let holds = if by_owner { holds.replacen("strong", "strong at its owner", 1) } else { holds };
        let mut holds = holds.chars().collect::<Vec<char>>();
        if let Some(first) = holds.first_mut() {
            first.make_ascii_uppercase();
        }
        let _ = write!(sentence, " {}", holds.into_iter().collect::<String>());
        if step.consistency.level == Level::Eventual {
            let _ = write!(sentence, ": {}", lower(&step.consistency.mechanism_name));
            if step.consistency.at_owner == Level::Strong {
                sentence.push_str(", strong at its owner");
            }
        }
        sentence.push('.');
        self.announces(step, &mut sentence);
        sentence
    }

    /// How a step is reached: who asks, tells or puts something on a queue, or which event it is.
    fn reached(&self, step: &Step, arriving: &[&Edge]) -> String {
        let (places, caller) = (self.names(&step.places), self.name(&step.caller));
        let action = format!("\u{201c}{}\u{201d}", step.action);
        let waits =
            if step.waited_for || self.flow.only_asks() { "and waits" } else { "and waits, but nobody else does" };
        let reached = arriving.iter().find(|edge| !edge.kind.only_orders());
        let channel = reached.and_then(|edge| self.channels.get(edge.from.as_str()));
        let is_own = step.places == [step.caller.clone()];
        match (reached.map(|edge| (edge.kind, edge.mode)), channel) {
            (Some((EdgeKind::Deliver, _)), Some(_)) => {
                format!("{}: {action}. Nobody waits.", self.reacts(step, arriving))
            }
            (Some((EdgeKind::Dequeue, _)), Some(channel)) => {
                let puts = self.puts(step, channel);
                format!("{puts} on a queue for {places}{}: {action}. Nobody waits.", through(channel))
            }
            (Some((EdgeKind::Pass, _)), Some(channel)) => {
                let (puts, through) = (self.puts(step, channel), through(channel));
                format!("{puts} on a queue of its own{through} and passes it on to {places}: {action}. Nobody waits.")
            }
            (Some((_, Mode::Asynchronous)), _) if step.means.is_timed => {
                format!("A timer of {caller} sets it off: {action}. Nobody waits.")
            }
            (Some((_, Mode::Asynchronous)), _) if is_own => format!("{caller} does it: {action}. Nobody waits."),
            (Some((_, Mode::Asynchronous)), _) => format!("{caller} tells {places}: {action}. Nobody waits."),
            _ if step.means.finishes_later => {
                let until = "only until it is accepted; the outcome follows later";
                format!("{caller} asks {places} {waits} {until}: {action}.")
            }
            _ if is_own => {
                let meanwhile = if step.waited_for { " while somebody waits" } else { "" };
                format!("{caller} does it itself{meanwhile}: {action}.")
            }
            _ if step.means.only_asks => format!("{caller} asks {places} a question {waits}: {action}."),
            _ => format!("{caller} asks {places} {waits}: {action}."),
        }
    }

    /// Who reacts to which events: `Stock and Mail react to CardCharged`. An outsider is told by the caller.
    fn reacts(&self, step: &Step, arriving: &[&Edge]) -> String {
        let (ours, others): (Vec<String>, Vec<String>) =
            step.places.iter().cloned().partition(|place| self.flow.is_ours(place));
        let verb = if ours.len() == 1 { "reacts" } else { "react" };
        let facts = arriving.iter().filter(|edge| edge.kind == EdgeKind::Deliver);
        let facts = facts.filter_map(|edge| Some(&self.channels.get(edge.from.as_str())?.name));
        let facts = list(&facts.collect::<Vec<&String>>());
        let mut sentence = format!("{} {verb} to {facts}", self.names(&ours));
        if !others.is_empty() {
            // Writing to a string does not fail.
            let _ = write!(sentence, ", and {} tells {}", self.name(&step.caller), self.names(&others));
        }
        sentence
    }

    /// Who puts a step's command on its queue: `Shop puts ReserveSeat`.
    fn puts(&self, step: &Step, channel: &Channel) -> String {
        let caller = self.name(&step.caller);
        if step.means.is_timed && step.starts.is_some() {
            format!("A timer of {caller} puts {}", channel.name)
        } else {
            format!("{caller} puts {}", channel.name)
        }
    }

    /// Appends when and how often the step runs.
    fn runs(&self, step: &Step, sentence: &mut String) {
        // Writing to a string does not fail.
        if let Some(guard) = &step.guard {
            let condition = self.condition(guard);
            let only = if is_otherwise(&condition) { "It runs" } else { "Only" };
            let _ = write!(sentence, " {only} {condition}.");
        }
        if let Some(starts) = &step.starts {
            let _ = write!(sentence, " It starts {starts}.");
        }
        if let Some(join) = step.join {
            let which = if join == Join::Any { "the first" } else { "all" };
            let _ =
                write!(sentence, " It waits for {which} of {}.", self.numbered(step.after.iter().map(String::as_str)));
        }
        if let Some(repeats) = &step.repeats {
            let _ = write!(sentence, " It happens once {repeats}.");
        }
        if let Some(within) = &step.within {
            let _ = write!(sentence, " The outcome must be there {within}.");
        }
        if let Some(undone) = &step.undoes {
            let _ = write!(sentence, " It undoes {}.", self.numbered([undone.as_str()].into_iter()));
        }
    }

    /// A condition as a part of a sentence: `if step 2 is refused`, `if the parcel leaves the country`.
    fn condition(&self, guard: &Guard) -> String {
        let earlier = guard.step.as_deref().filter(|node| self.numbers.contains_key(node));
        let Some(earlier) = earlier else { return guard.says.clone() };
        let words = match guard.outcome {
            Outcome::Done | Outcome::Refused => format!("is {}", guard.says),
            Outcome::Failed | Outcome::TimedOut => guard.says.clone(),
        };
        format!("if {} {words}", self.numbered([earlier].into_iter()))
    }

    /// Appends which events report the step, and who reacts to them or hears of the step.
    fn announces(&self, step: &Step, sentence: &mut String) {
        let of_step = |channel: &&Channel| channel.kind == ChannelKind::Event && channel.step == step.id;
        for channel in self.flow.channels.iter().filter(of_step) {
            let published = self.arriving.get(channel.id.as_str()).and_then(|edges| edges.first());
            let who = match published {
                Some(edge) if edge.from == step.id => None,
                Some(edge) => Some(self.name(&edge.from)),
                None => continue,
            };
            let ended = match channel.outcome {
                Outcome::Done => None,
                Outcome::Refused => Some("If it is refused"),
                Outcome::Failed => Some("If it fails"),
                Outcome::TimedOut => Some("If no outcome comes in time"),
            };
            let name = &channel.name;
            let _ = match (ended, who) {
                (None, None) => write!(sentence, " Announces {name}"),
                (None, Some(who)) => write!(sentence, " {who} announces {name}"),
                (Some(ended), None) => write!(sentence, " {ended}, {} announces {name}", self.names(&step.places)),
                (Some(ended), Some(who)) => write!(sentence, " {ended}, {who} announces {name}"),
            };
            let _ = match channel.consumers.len() {
                0 => write!(sentence, " to any consumer"),
                _ => write!(sentence, " to {}", self.names(&channel.consumers)),
            };
            let _ = write!(sentence, "{}.", through(channel));
        }
        let told = self.flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Hear && edge.from == step.id);
        let told: Vec<&str> = told.map(|edge| self.name(&edge.to)).collect();
        if !told.is_empty() {
            let verb = if told.len() == 1 { "is" } else { "are" };
            let _ = write!(sentence, " {} {verb} told of it.", list(&told));
        }
    }
}

/// Which broker carries a channel: ` through Order bus`; empty if the description names none.
pub(super) fn through(channel: &Channel) -> String {
    channel.through.as_ref().map_or_else(String::new, |broker| format!(" through {broker}"))
}

#[cfg(test)]
mod tests {
    use super::super::examples;
    use super::*;

    #[test]
    fn the_contracts_example_reads_as_a_colleague_would_say_it() {
        let flow = examples::flow(examples::TICKETS);
        assert_eq!(
            flow.text,
            [
                "Book a ticket: a hybrid flow. Fan starts it and asks booking.",
                "Fan waits for steps 1 and 2.",
                "1. booking asks Seat inventory and waits: “Reserve the seat”. Strong: reservation.",
                "2. booking asks payment and waits: “Charge the credit card”. After step 1. Seen later: saga, strong at its \
                 owner. booking announces TicketBooked to notifications and venue.",
                "Commit point: the outcome is decided in step 2.",
                "3. notifications reacts to TicketBooked: “Send the confirmation e-mail”. Nobody waits. Seen later: \
                 plain eventual consistency, strong at its owner.",
                "4. venue reacts to TicketBooked: “Update the seat count”. Nobody waits. Seen within seconds: plain \
                 eventual consistency, strong at its owner.",
            ]
        );
    }

    #[test]
    fn conditions_times_and_hearers_are_said() {
        let text = examples::SHAPES.map(|json| examples::flow(json).text.join("\n")).join("\n");
        for sentence in [
            "Announces CardCharged to Stock and Statistics through Order bus.",
            "If it is refused, Shop announces CardChargeRefused to Mail.",
            "Stock puts DeclareParcel on a queue of its own and passes it on to Customs office",
            "Only if the parcel leaves the country.",
            "Only if step 2 is refused. It undoes step 1.",
            "Only if step 2 timed out after 15 seconds.",
            "A timer of Stock sets it off: \u{201c}Let the hold lapse\u{201d}. Nobody waits.",
            "It starts after 30 minutes.",
            "Budget copy is a cache of Payroll.",
            "The outcome must be there within 2 days.",
            "It waits for the first of steps 3 and 5.",
            "Invoice the day: a hybrid flow. It starts every day.",
            "It happens once for each order.",
            "Controller is told of it.",
        ] {
            assert!(text.contains(sentence), "{sentence} in\n{text}");
        }
    }

    #[test]
    fn every_node_and_every_edge_is_said() {
        let flow = examples::flow(examples::STYLES);
        let text = flow.text.join("\n");
        for name in flow.participants.iter().map(|p| &p.name).chain(flow.channels.iter().map(|c| &c.name)) {
            assert!(text.contains(name.as_str()), "{name} in\n{text}");
        }
        for step in &flow.steps {
            assert!(text.contains(&format!("{}. ", step.number)) && text.contains(&step.action), "{text}");
        }
        for sentence in ["a question and waits", "the outcome follows later", "on a queue for printer", "After step"] {
            assert!(text.contains(sentence), "{sentence} in\n{text}");
        }
        assert!(text.contains("shop does it itself"), "{text}");
    }

    #[test]
    fn lists_and_names_bend_to_the_sentence_and_acronyms_do_not() {
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!((lower("Two-phase commit"), lower("CRDT")), ("two-phase commit".to_owned(), "CRDT".to_owned()));
    }
}
