//! The texts in a box and below it, and the size that the box needs for them.
//!
//! This module must not know where the box stands.

use super::super::text::{consistency, in_short};
use super::super::{Channel, ChannelKind, Step};
use super::measure::{width, wrap, wrap_name};
use super::{Area, LabelKind};
use advice::terms::Level;
use language::{
    case::capitalise,
    lexicon::{self, Form},
};
use std::borrow::Cow;

/// Maximum width of an action and of a channel's name, pixels, as all lengths here.
const ACTION: u32 = 142;
const NAME: u32 = 142;
/// Maximum width and number of lines of the terms below a box.
const TERMS: u32 = 142;
const MOST_TERMS: usize = 4;
/// Maximum width and number of lines of the words of a condition or timer.
const CHIP: u32 = 132;
const CHIP_LINES: usize = 4;
/// Distance from the left and right edge of a box to its text.
pub(super) const PADDING: u32 = 10;
/// Distance from a step's number to its action.
const BEHIND_NUMBER: u32 = 6;
/// Height that a box has above and below its text, together.
const AROUND: u32 = 11;
/// Width of the sign that a box stands for several steps, and distance between their numbers.
const SIGN: u32 = 16;
const BETWEEN_NUMBERS: u32 = 12;
/// Minimum width of a box.
const NARROWEST: u32 = 44;

/// Words that a short label leaves out.
const ARTICLES: [&str; 10] = ["a", "an", "the", "its", "their", "his", "her", "our", "your", "my"];
/// Words that begin a part of a sentence that a short label can do without.
const BEFORE_MORE: [&str; 19] = [
    "to", "for", "by", "from", "with", "on", "in", "at", "of", "into", "via", "as", "and", "that", "which", "until",
    "within", "about", "so",
];

/// The texts of a step's or channel's box, and the box's size.
#[derive(Debug, Clone)]
pub(super) struct BoxText {
    /// The step's number; `None` for a channel.
    pub(super) number: Option<String>,
    /// The step's action in short or the channel's name, in lines that fit.
    pub(super) lines: Vec<String>,
    /// Further lines: below a step's box, or inside of a channel's.
    pub(super) more: Vec<String>,
    /// The whole text without cuts, with the consistency and the terms.
    pub(super) full: String,
    /// The box in a few words.
    pub(super) says: String,
    /// Where the numbers of the steps stand that the box stands for, from its upper left corner.
    pub(super) members: Vec<Area>,
    /// Width of the box.
    pub(super) width: u32,
    /// Height of the box.
    pub(super) height: u32,
}

impl BoxText {
    /// For a step; the terms stand below its box. Its label leaves out a subject that is one of `names`, those who do
    /// the step or ask for it: the picture shows who they are.
    pub(super) fn of_step(step: &Step, names: &[&str], terms: &[String]) -> Self {
        let sign = if step.consistency.level == Level::Strong { '■' } else { '≈' };
        let note = format!("{sign} {}", consistency(step));
        let all: Vec<&str> = [note.as_str()].into_iter().chain(terms.iter().map(String::as_str)).collect();
        let full = format!("{} ({})", step.action, all.join(", "));
        let more = terms.iter().flat_map(|term| wrap(term, LabelKind::Terms.size(), TERMS, 2)).take(MOST_TERMS);
        let more = more.collect();
        Self {
            says: in_short(step),
            more,
            ..Self::sized(Some(step.number.to_string()), short(&without_subject(&step.action, names)), full)
        }
    }

    /// For a box that stands for several steps: what they are, and their numbers.
    pub(super) fn of_group(says: &str, members: &[&Step]) -> Self {
        let lines = wrap(says, LabelKind::Action.size(), NAME, 2);
        let full: Vec<String> = members.iter().map(|step| format!("{} {}", step.number, step.action)).collect();
        let full = format!("{says}: {}", full.join("; "));
        let mut words = Self { says: says.to_owned(), ..Self::sized(None, lines, full) };
        words.width += SIGN;
        let (size, line) = (LabelKind::Number.size(), LabelKind::Number.line_height());
        let (mut x, mut y) = (PADDING, words.height - AROUND / 2);
        for step in members {
            let wide = width(&step.number.to_string(), size);
            if x > PADDING && x + wide + PADDING > NAME + SIGN {
                (x, y) = (PADDING, y + line);
            }
            words.members.push(Area { x, y, width: wide, height: line });
            words.width = words.width.max(x + wide + PADDING);
            x += wide + BETWEEN_NUMBERS;
        }
        words.height = y + line + AROUND / 2;
        words
    }

    /// For a channel.
    pub(super) fn of_channel(channel: &Channel) -> Self {
        let kind = if channel.kind == ChannelKind::Event { "Event" } else { "Queue" };
        let size = LabelKind::Through.size();
        let through = channel.through.as_ref().map(|broker| format!("through {broker}"));
        let more: Vec<String> = through.iter().flat_map(|words| wrap(words, size, NAME, 1)).collect();
        let widest = more.iter().map(|line| width(line, size) + 2 * PADDING).max().unwrap_or(0);
        let full =
            [Some(channel.name.as_str()), through.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let says = format!("{kind} {full}");
        let mut words = Self { says, ..Self::sized(None, of_name(&channel.name), full) };
        words.height += LabelKind::Through.line_height() * count(&more);
        words.width = words.width.max(widest);
        Self { more, ..words }
    }

    /// For the event that sets the flow off.
    pub(super) fn of_event(name: &str) -> Self {
        Self { says: format!("Event {name}"), ..Self::sized(None, of_name(name), name.to_owned()) }
    }

    /// For a condition or a timer; `clock` is the width of its clock. It is as high as its words.
    pub(super) fn of_chip(texts: &[&str], clock: u32) -> Self {
        let kind = LabelKind::Chip;
        let lines: Vec<String> = texts.iter().flat_map(|text| wrap(text, kind.size(), CHIP, CHIP_LINES)).collect();
        let widest = lines.iter().map(|line| width(line, kind.size())).max().unwrap_or(0);
        let height = kind.line_height() * count(&lines).max(1);
        Self { width: widest + clock, height, ..Self::sized(None, lines, texts.join(", ")) }
    }

    fn sized(number: Option<String>, lines: Vec<String>, full: String) -> Self {
        let widest = lines.iter().map(|line| width(line, LabelKind::Action.size())).max().unwrap_or(0);
        let height = AROUND + LabelKind::Action.line_height() * count(&lines).max(1);
        let mut words =
            Self { number, lines, more: Vec::new(), full, says: String::new(), members: Vec::new(), width: 0, height };
        words.width = (words.number_width() + widest + 2 * PADDING).max(NARROWEST);
        words
    }

    /// Width of the lines below a step's box.
    pub(super) fn more_width(&self) -> u32 {
        self.more.iter().map(|line| width(line, LabelKind::Terms.size())).max().unwrap_or(0)
    }

    /// Height of the further lines.
    pub(super) fn more_height(&self) -> u32 {
        LabelKind::Terms.line_height() * count(&self.more)
    }

    /// How far the number indents the lines.
    pub(super) fn number_width(&self) -> u32 {
        self.number.as_deref().map_or(0, |number| width(number, LabelKind::Number.size()) + BEHIND_NUMBER)
    }
}

/// An action as an order, without its subject: "Mail sends the ticket" becomes "Send the ticket". It stays as it is if
/// its subject is none of `names`, or if no verb follows that.
fn without_subject<'a>(action: &'a str, names: &[&str]) -> Cow<'a, str> {
    let (first, rest) = action.split_once(' ').unwrap_or((action, ""));
    let said = if ARTICLES.contains(&first.to_lowercase().as_str()) { rest } else { action };
    let after = names.iter().find_map(|name| {
        let (subject, rest) = said.split_at_checked(name.len())?;
        subject.eq_ignore_ascii_case(name).then(|| rest.strip_prefix(' '))?
    });
    let Some((verb, what)) = after.map(|after| after.split_once(' ').unwrap_or((after, ""))) else {
        return action.into();
    };
    let readings = lexicon::readings(&verb.to_lowercase());
    let Some(reading) = readings.iter().find(|reading| reading.form == Form::Third) else { return action.into() };
    let mut order = String::new();
    capitalise(&mut order, &reading.base);
    format!("{order} {what}").trim_end().to_owned().into()
}

/// An action in two or three words that fit one line: without articles, and without what follows what is done.
/// The label ends with an ellipsis if it leaves out more than that.
fn short(action: &str) -> Vec<String> {
    let is_article = |word: &&str| ARTICLES.contains(&word.to_lowercase().as_str());
    let words: Vec<&str> = action.split_whitespace().filter(|word| !is_article(word)).collect();
    let size = LabelKind::Action.size();
    let whole = words.join(" ");
    if width(&whole, size) <= ACTION || words.is_empty() {
        return vec![whole];
    }
    let begins_more = |word: &&str| BEFORE_MORE.contains(&word.trim_end_matches(',').to_lowercase().as_str());
    let ends = (2..words.len()).filter(|at| words.get(*at).is_some_and(begins_more));
    let mut parts = ends.filter_map(|at| Some(words.get(..at)?.join(" ")));
    let fits = |part: &String| width(part, size) <= ACTION;
    if let Some(part) = parts.rfind(fits) {
        return vec![part.trim_end_matches([',', ';', ':']).to_owned()];
    }
    let is_short =
        |count: &usize| words.get(..*count).is_some_and(|part| width(&format!("{}…", part.join(" ")), size) <= ACTION);
    match (2..words.len()).rev().find(is_short).and_then(|count| words.get(..count)) {
        Some(part) => vec![format!("{}…", part.join(" ").trim_end_matches([',', ';', ':']))],
        None => wrap(&whole, size, ACTION, 1),
    }
}

/// A name in at most two lines.
fn of_name(name: &str) -> Vec<String> {
    wrap_name(name, LabelKind::Channel.size(), NAME, 2)
}

fn count(lines: &[String]) -> u32 {
    u32::try_from(lines.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_leaves_out_who_does_the_step_where_its_lane_says_so() {
        for (action, names, order) in [
            (
                "The customer places an order in the web shop",
                &["Web shop", "Customer"][..],
                "Place an order in the web shop",
            ),
            ("Mail sends the confirmation e-mail", &["Mail"], "Send the confirmation e-mail"),
            ("Warehouse packs", &["Warehouse"], "Pack"),
            ("Mail sends the ticket", &["Statistics"], "Mail sends the ticket"),
            ("Mailing lists grow", &["Mail"], "Mailing lists grow"),
            ("Order the goods", &["Order"], "Order the goods"),
            ("Send the mail", &[], "Send the mail"),
        ] {
            assert_eq!(without_subject(action, names), order);
        }
    }

    #[test]
    fn a_short_label_keeps_what_is_done_and_says_where_it_is_cut() {
        assert_eq!(short("Reserve the seat"), ["Reserve seat"]);
        assert_eq!(short("Send the ticket by e-mail to the customer"), ["Send ticket by e-mail"]);
        assert_eq!(short("Call it"), ["Call it"]);
        let cut = short("Charge whichever card somebody gave");
        assert_eq!(cut, ["Charge whichever…"]);
        assert!(short("Superdetermine everything")[0].ends_with('…'));
    }
}
