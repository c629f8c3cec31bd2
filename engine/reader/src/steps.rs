//! Reads a typed list of steps: one step on each line, below the name of its flow.
//!
//! ```text
//! Book a ticket:
//! 1. Fan -> Booking: Choose the seat
//! 2. Booking -> Seats, Prices: Reserve the seat
//! - Send the confirmation
//! ```
//!
//! It accepts only lines with a single possible meaning and reports every other line as a fault. It must not
//! guess who does a step or how it is done: the user is asked later.

use std::collections::{BTreeMap, BTreeSet};

use advice::description::{Description, Flow, LIMITS, Participant, Step, check_name, check_prose};
use advice::fault::{Code, Fault, Faults};
use advice::model::{self, Ids};

/// Reads a list of steps. `name` is the name of the system, and of a flow without a heading.
///
/// A line that starts with `#` or ends with a colon opens a flow. Every other line is a step: either
/// `caller -> owner: action` or the action alone. Bullets, numbers and indentation are ignored. All ids in the
/// result are explicit.
///
/// # Errors
/// A fault for every other line and for every exceeded limit. The place of a fault is `/name` or `/steps`; a
/// fault in `/steps` has line and column, unless it is about the whole text.
pub fn read(name: &str, text: &str) -> Result<Description, Vec<Fault>> {
    let mut list = List { system: name.trim(), ..List::default() };
    if let Err(fault) = check_name(name) {
        list.faults.push(Fault { at: "/name".to_owned(), ..fault });
    }
    match check_prose(text) {
        Ok(()) => list.lines(text),
        Err(fault) => list.faults.push(Fault { at: "/steps".to_owned(), ..fault }),
    }
    list.finish()
}

/// Whether a line of a text has the form that only such a list has: `Shop -> Bank: Charge the card`.
pub fn says_who(text: &str) -> bool {
    text.lines().any(|line| step_line(line).is_some())
}

/// The parts of a line `caller -> owner, owner: action`.
pub(crate) struct StepLine<'t> {
    pub(crate) from: Option<&'t str>,
    pub(crate) to: Vec<&'t str>,
    pub(crate) action: &'t str,
}

/// Splits a line of this form; `None` if the line has another form.
pub(crate) fn step_line(line: &str) -> Option<StepLine<'_>> {
    let line = without_bullet(line.trim());
    let (who, what) = line.split_at_checked(line.find(COLONS)?)?;
    let (from, to) = arrow(who).filter(|(_, to)| arrow(to).is_none())?;
    let from = Some(from.trim()).filter(|from| !from.is_empty());
    let to: Vec<&str> = to.split(COMMAS).map(str::trim).collect();
    let action = what.trim_start_matches(COLONS).trim();
    let names_all = from.iter().chain(&to).all(|name| name_of(name).is_ok());
    (names_all && action_of(action).is_ok()).then_some(StepLine { from, to, action })
}

/// The list as read so far.
#[derive(Default)]
struct List<'t> {
    system: &'t str,
    flows: Vec<Flow>,
    /// Line and column of the last heading, until a step follows it.
    without_steps: Option<(u32, u32)>,
    steps: usize,
    participants: Vec<Participant>,
    ids: Ids,
    /// The participants' ids by name in lower case.
    named: BTreeMap<String, String>,
    faults: Faults,
}

/// A line of the list.
enum Line {
    Heading(String),
    Step { from: Option<String>, to: Vec<String>, action: String },
}

impl List<'_> {
    fn lines(&mut self, text: &str) {
        // A byte order mark, which some editors put before the first letter.
        let text = text.trim_start_matches('\u{feff}');
        for (number, line) in (1..).zip(text.lines()) {
            let Some(start) = line.find(|c: char| !is_blank(c)) else { continue };
            let at = (number, small(line[..start].chars().count() + 1));
            match read_line(&in_one_line(line)) {
                Ok(Line::Heading(name)) => self.open(name, at),
                Ok(Line::Step { from, to, action }) => self.step(from, to, action, at),
                Err(fault) => self.fault(fault, at),
            }
            if self.steps > LIMITS.steps || self.flows.len() > LIMITS.flows {
                return;
            }
        }
        self.close();
        if self.flows.is_empty() && self.faults.is_empty() {
            let fault = Fault::new("", Code::Empty, "There is no step here.");
            self.fault(fault.hint("Write one step on each line."), (1, 1));
        }
    }

    fn fault(&mut self, fault: Fault, (line, column): (u32, u32)) {
        self.faults.push(Fault { at: "/steps".to_owned(), line: Some(line), column: Some(column), ..fault });
    }

    fn limit(&mut self, message: String, at: (u32, u32)) {
        let fault = Fault::new("", Code::LimitPassed, message);
        self.fault(fault.hint("Describe a part of the system by itself."), at);
    }

    /// Opens a flow.
    fn open(&mut self, name: String, at: (u32, u32)) {
        self.close();
        self.flows.push(Flow { name: Some(name), ..Flow::default() });
        if self.flows.len() > LIMITS.flows {
            self.limit(format!("There are more than {} flows.", LIMITS.flows), at);
        }
        self.without_steps = Some(at);
    }

    /// Reports the last heading if no step follows it.
    fn close(&mut self) {
        if let Some(at) = self.without_steps.take() {
            let fault = Fault::new("", Code::Empty, "This heading has no step below it.");
            self.fault(fault.hint("Write the flow\u{2019}s steps below it, or take it away."), at);
        }
    }

    fn step(&mut self, from: Option<String>, to: Vec<String>, action: String, at: (u32, u32)) {
        self.without_steps = None;
        self.steps += 1;
        if self.steps > LIMITS.steps {
            self.limit(format!("There are more than {} steps.", LIMITS.steps), at);
            return;
        }
        let before = self.participants.len();
        let from = from.map(|name| self.participant(name));
        let mut known = BTreeSet::new();
        let ids = to.into_iter().map(|name| self.participant(name)).filter(|id| known.insert(id.clone())).collect();
        if before <= LIMITS.items && self.participants.len() > LIMITS.items {
            self.limit(format!("There are more than {} participants.", LIMITS.items), at);
        }
        if self.flows.is_empty() {
            self.flows.push(Flow { name: Some(self.system.to_owned()), ..Flow::default() });
        }
        if let Some(flow) = self.flows.last_mut() {
            flow.steps.push(Step { action, from, to: ids, ..Step::default() });
        }
    }

    /// The id of the participant with this name, in any case; adds the participant if it is new.
    fn participant(&mut self, name: String) -> String {
        if let Some(id) = self.named.get(&name.to_lowercase()) {
            return id.clone();
        }
        let id = self.ids.derive(&name, self.participants.len(), "participant");
        self.named.insert(name.to_lowercase(), id.clone());
        self.participants.push(Participant { id: Some(id.clone()), name: Some(name), ..Participant::default() });
        id
    }

    fn finish(self) -> Result<Description, Vec<Fault>> {
        if !self.faults.is_empty() {
            return Err(self.faults.into_told());
        }
        let mut description = Description {
            name: self.system.to_owned(),
            participants: self.participants,
            flows: self.flows,
            ..Description::default()
        };
        model::give_ids(&mut description);
        Ok(description)
    }
}

/// Reads one line that is not empty.
fn read_line(line: &str) -> Result<Line, Fault> {
    if let Some(heading) = line.strip_prefix('#') {
        let name = heading.trim_matches(['#', ' ']);
        return Ok(Line::Heading(name_of(without_colon(name).unwrap_or(name))?));
    }
    let line = without_bullet(line);
    let Some(colon) = line.find(COLONS) else {
        return match arrow(line) {
            None => Ok(Line::Step { from: None, to: Vec::new(), action: action_of(line)? }),
            Some(_) => Err(unclear("An arrow says who asks whom, and then a colon must follow with what happens.")),
        };
    };
    let (who, what) = (&line[..colon], line[colon..].trim_start_matches(COLONS));
    let Some((from, to)) = arrow(who) else {
        return Ok(match without_colon(line) {
            Some(name) => Line::Heading(name_of(name)?),
            None => Line::Step { from: None, to: Vec::new(), action: action_of(line)? },
        });
    };
    if arrow(to).is_some() {
        return Err(unclear("There is more than one arrow here."));
    }
    let to = to.split(COMMAS).map(name_of).collect::<Result<_, _>>()?;
    let from = Some(from.trim()).filter(|from| !from.is_empty()).map(name_of).transpose()?;
    Ok(Line::Step { from, to, action: action_of(what)? })
}

fn unclear(message: &str) -> Fault {
    Fault::new("", Code::UnknownValue, message).hint("Write such as `Shop -> Bank: Charge the card`.")
}

const COMMAS: [char; 5] = [',', ';', '\u{060c}', '\u{3001}', '\u{ff0c}'];
const COLONS: [char; 2] = [':', '\u{ff1a}'];

/// The name in a heading that ends with a colon; `None` for other lines.
fn without_colon(line: &str) -> Option<&str> {
    line.strip_suffix(COLONS).map(|name| name.trim_end_matches(COLONS))
}

/// The text before and after the first arrow.
fn arrow(text: &str) -> Option<(&str, &str)> {
    const HEADS: [char; 8] = ['>', '\u{2192}', '\u{21d2}', '\u{27f6}', '\u{279c}', '\u{2794}', '\u{27a1}', '\u{2b95}'];
    const SHAFT: [char; 6] = ['-', '=', '\u{2013}', '\u{2014}', '\u{2500}', '\u{2212}'];
    let (head, which) = text.match_indices(HEADS).find(|(at, which)| *which != ">" || text[..*at].ends_with(SHAFT))?;
    // Arrows of sequence diagrams may have two heads, and an arrow may have a variation selector for emoji.
    let after = text[head + which.len()..].trim_start_matches([HEADS[0], '\u{fe0f}']);
    Some((text[..head].trim_end_matches(SHAFT), after))
}

/// A name without white space around it.
fn name_of(text: &str) -> Result<String, Fault> {
    let name = text.trim();
    if !name.chars().any(is_told) {
        return Err(Fault::new("", Code::Empty, "A name is missing here."));
    }
    check_name(name).map(str::to_owned).map_err(|fault| fault.hint("Say it shorter."))
}

/// The action without the punctuation at its end.
fn action_of(text: &str) -> Result<String, Fault> {
    let action = text.trim();
    if !action.chars().any(is_told) {
        return Err(Fault::new("", Code::Empty, "This line does not say what happens."));
    }
    let end = action.trim_end_matches(['.', ';', ',', '\u{3002}']);
    let action = if action.ends_with("..") || end.is_empty() { action } else { end };
    check_name(action).map(str::to_owned).map_err(|fault| fault.hint("Say it shorter."))
}

/// Whether a character has a meaning of its own; punctuation, bullets and white space have none.
fn is_told(c: char) -> bool {
    !(c.is_ascii_punctuation() || is_blank(c) || BULLETS.contains(&c) || DASHES.contains(&c))
}

/// Signs that begin an item of a list, even without a space after them.
const BULLETS: [char; 7] = ['\u{2022}', '\u{2023}', '\u{25e6}', '\u{25aa}', '\u{25cf}', '\u{2043}', '\u{00b7}'];
/// Signs that begin an item of a list if a space follows.
const DASHES: [char; 5] = ['-', '*', '+', '\u{2013}', '\u{2014}'];

/// The line without the markers of a list's item: bullets, boxes to tick, numbers, letters.
fn without_bullet(line: &str) -> &str {
    let mut rest = line;
    // Markers may follow each other, as in “- [ ] 1. Pay”, but rarely more than these four.
    for _ in 0..4 {
        let shorter = without_one_bullet(rest).trim_start();
        if shorter.is_empty() || shorter.len() == rest.len() {
            break;
        }
        rest = shorter;
    }
    rest
}

fn without_one_bullet(line: &str) -> &str {
    if let Some(rest) = line.strip_prefix(BULLETS) {
        return rest;
    }
    let Some((first, rest)) = line.split_once(' ') else { return line };
    let is_dash = first.len() <= 4 && first.chars().count() == 1 && first.starts_with(DASHES);
    if is_dash || is_number(first) || is_letter(first) || matches!(first, "[x]" | "[X]" | "[]") {
        return rest;
    }
    line.strip_prefix("[ ] ").unwrap_or(line)
}

/// Whether a word is a number of an item, such as `1.`, `1)`, `(1)` or `1.2.`.
fn is_number(word: &str) -> bool {
    let Some(number) = word.strip_suffix(['.', ')']) else { return false };
    let number = number.strip_prefix('(').unwrap_or(number);
    !number.is_empty() && number.split('.').all(|part| !part.is_empty() && part.chars().all(char::is_numeric))
}

/// Whether a word is a letter of an item, such as `a)` or `(a)`.
fn is_letter(word: &str) -> bool {
    let Some(letter) = word.strip_suffix(')') else { return false };
    let letter = letter.strip_prefix('(').unwrap_or(letter);
    letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// The line with single spaces between words and without white space around them.
fn in_one_line(line: &str) -> String {
    let words = line.split(is_blank).filter(|word| !word.is_empty());
    words.fold(String::with_capacity(line.len()), |mut clean, word| {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
        clean
    })
}

/// A position as a `u32`. Texts are short, so nothing is lost.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
