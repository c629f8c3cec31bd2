//! A typed list of steps: one on each line, under the name of its flow.
//!
//! ```text
//! Book a ticket:
//! 1. Fan -> Booking: Choose the seat
//! 2. Booking -> Seats, Prices: Reserve the seat
//! - Send the confirmation
//! ```
//!
//! Takes what can be meant in one way only, and says of every other line that it cannot be read. It must not guess who does
//! a step or how it is done: that is asked afterwards.

use std::collections::{BTreeMap, BTreeSet};

use advice::description::{Description, Flow, LIMITS, Participant, Step, check_name, check_prose};
use advice::fault::{Code, Fault, Faults};
use advice::model::{self, Ids};

/// Reads a list of steps; `name` is the system's, and that of a flow without a heading.
///
/// A line that starts with `#` or ends with a colon opens a flow; every other line is a step, `who asks -> who does it:
/// what happens` or only what happens. Bullets, numbers and indentation are left out. Every id of what comes out is
/// explicit.
///
/// # Errors
/// Every line that is neither, and every limit that is passed. A fault's place is `/name` or `/steps`, the latter with line
/// and column.
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

/// Whether a line of a text says who asks whom, which only such a list does: `Shop -> Bank: Charge the card`.
pub fn says_who(text: &str) -> bool {
    text.lines().any(|line| asked(line).is_some())
}

/// A line that says who asks whom, in parts of it.
pub(crate) struct Asked<'t> {
    pub(crate) from: Option<&'t str>,
    pub(crate) to: Vec<&'t str>,
    pub(crate) action: &'t str,
}

/// The parts of a line that says who asks whom; none if it does not.
pub(crate) fn asked(line: &str) -> Option<Asked<'_>> {
    let line = without_bullet(line.trim());
    let (who, what) = line.split_at_checked(line.find(COLONS)?)?;
    let (from, to) = arrow(who).filter(|(_, to)| arrow(to).is_none())?;
    let from = Some(from.trim()).filter(|from| !from.is_empty());
    let to: Vec<&str> = to.split(COMMAS).map(str::trim).collect();
    let action = what.trim_start_matches(COLONS).trim();
    let names_all = from.iter().chain(&to).all(|name| name_of(name).is_ok());
    (names_all && action_of(action).is_ok()).then_some(Asked { from, to, action })
}

/// What was read so far.
#[derive(Default)]
struct List<'t> {
    system: &'t str,
    flows: Vec<Flow>,
    /// Where the heading of the last flow stands, as long as no step came after it.
    without_steps: Option<(u32, u32)>,
    steps: usize,
    participants: Vec<Participant>,
    ids: Ids,
    /// Ids of participants by their names in lower case.
    named: BTreeMap<String, String>,
    faults: Faults,
}

/// What a line is.
enum Line {
    Heading(String),
    Step { from: Option<String>, to: Vec<String>, action: String },
}

impl List<'_> {
    fn lines(&mut self, text: &str) {
        // What some editors put before the first letter.
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

    /// Says so if the last flow has no step.
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

    /// Id of the participant of this name, however it is written; declared where it is new.
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

/// A heading's name: a line that ends with a colon.
fn without_colon(line: &str) -> Option<&str> {
    line.strip_suffix(COLONS).map(|name| name.trim_end_matches(COLONS))
}

/// The words before and after the first arrow.
fn arrow(text: &str) -> Option<(&str, &str)> {
    const HEADS: [char; 8] = ['>', '\u{2192}', '\u{21d2}', '\u{27f6}', '\u{279c}', '\u{2794}', '\u{27a1}', '\u{2b95}'];
    const SHAFT: [char; 6] = ['-', '=', '\u{2013}', '\u{2014}', '\u{2500}', '\u{2212}'];
    let (head, which) = text.match_indices(HEADS).find(|(at, which)| *which != ">" || text[..*at].ends_with(SHAFT))?;
    // Sequence diagrams have arrows with two heads, and emoji a sign of how they are drawn.
    let after = text[head + which.len()..].trim_start_matches([HEADS[0], '\u{fe0f}']);
    Some((text[..head].trim_end_matches(SHAFT), after))
}

/// A name without what surrounds it.
fn name_of(text: &str) -> Result<String, Fault> {
    let name = text.trim();
    if !name.chars().any(is_told) {
        return Err(Fault::new("", Code::Empty, "A name is missing here."));
    }
    check_name(name).map(str::to_owned).map_err(|fault| fault.hint("Say it shorter."))
}

/// What happens, without the sign that ends it.
fn action_of(text: &str) -> Result<String, Fault> {
    let action = text.trim();
    if !action.chars().any(is_told) {
        return Err(Fault::new("", Code::Empty, "This line does not say what happens."));
    }
    let end = action.trim_end_matches(['.', ';', ',', '\u{3002}']);
    let action = if action.ends_with("..") || end.is_empty() { action } else { end };
    check_name(action).map(str::to_owned).map_err(|fault| fault.hint("Say it shorter."))
}

/// Whether a character says something: signs of ASCII, bullets and blanks do not.
fn is_told(c: char) -> bool {
    !(c.is_ascii_punctuation() || is_blank(c) || BULLETS.contains(&c) || DASHES.contains(&c))
}

/// Signs that start an item of a list, whether or not a space follows.
const BULLETS: [char; 7] = ['\u{2022}', '\u{2023}', '\u{25e6}', '\u{25aa}', '\u{25cf}', '\u{2043}', '\u{00b7}'];
/// Signs that start an item of a list if a space follows.
const DASHES: [char; 5] = ['-', '*', '+', '\u{2013}', '\u{2014}'];

/// The line without what makes it an item of a list: bullets, boxes to tick, numbers, letters.
fn without_bullet(line: &str) -> &str {
    let mut rest = line;
    // One after the other, as in \u{201c}- [ ] 1. Pay\u{201d}; more than these few would be no list.
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

/// Such as `1.`, `1)`, `(1)`, `1.2.`: digits and points that end with a sign of a list.
fn is_number(word: &str) -> bool {
    let Some(number) = word.strip_suffix(['.', ')']) else { return false };
    let number = number.strip_prefix('(').unwrap_or(number);
    !number.is_empty() && number.split('.').all(|part| !part.is_empty() && part.chars().all(char::is_numeric))
}

/// Such as `a)` or `(a)`.
fn is_letter(word: &str) -> bool {
    let Some(letter) = word.strip_suffix(')') else { return false };
    let letter = letter.strip_prefix('(').unwrap_or(letter);
    letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// The line with one space for all that is blank between two words, and none around them.
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

/// A place in a text: texts are at most some kilobytes, so nothing is lost.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
