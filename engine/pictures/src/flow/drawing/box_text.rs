//! The texts in a box and below it, and the size that the box needs for them.
//!
//! This module must not know where the box stands.

use super::super::text::{consistency, in_short};
use super::super::{Channel, ChannelKind, Step};
use super::LabelKind;
use super::measure::{width, wrap, wrap_name};
use advice::terms::Level;

/// Maximum width of a box's text in a wide and in a narrow drawing, pixels.
const TEXT: u32 = 150;
const NARROW_TEXT: u32 = 108;
/// Maximum number of lines of a step's text: in its first box, and in its further boxes at other owners.
const MOST_LINES: usize = 6;
const LINES_AGAIN: usize = 1;
/// Maximum width of a condition's or timer's text.
const CHIP: u32 = 100;
/// Distance from the left and right edge of a box to its text.
pub(super) const PADDING: u32 = 10;
/// Minimum width of a box.
const NARROWEST: u32 = 56;

/// The texts of a step's or channel's box, and the box's size.
#[derive(Debug, Clone)]
pub(super) struct BoxText {
    /// The step's number; `None` for a channel.
    pub(super) number: Option<String>,
    /// The step's action or the channel's name, in lines that fit.
    pub(super) lines: Vec<String>,
    /// The note below the box.
    pub(super) note: Option<(LabelKind, String)>,
    /// Further lines below the note, or below a channel's name.
    pub(super) more: Vec<String>,
    /// The text without cuts, with the note.
    pub(super) full: String,
    /// The box in a few words.
    pub(super) says: String,
    /// Width of the box, pixels.
    pub(super) width: u32,
    /// Height of the box, pixels.
    pub(super) height: u32,
}

impl BoxText {
    /// For a step. `narrow` selects the narrow drawing; `again` says that the step has another box
    /// already. The note may be `most` pixels wider than the text.
    pub(super) fn of_step(step: &Step, terms: &[String], narrow: bool, again: bool, most: u32) -> Self {
        let room = if narrow { NARROW_TEXT } else { TEXT };
        let beside = room + most;
        let (kind, sign) = match step.consistency.level {
            Level::Strong => (LabelKind::Strong, '■'),
            _ => (LabelKind::Eventual, '≈'),
        };
        let note = format!("{sign} {}", consistency(step));
        let lines = wrap(&step.action, LabelKind::Action.size(), room, if again { LINES_AGAIN } else { MOST_LINES });
        let all: Vec<&str> = [note.as_str()].into_iter().chain(terms.iter().map(String::as_str)).collect();
        let full = format!("{} ({})", step.action, all.join(", "));
        let size = LabelKind::Terms.size();
        let more: Vec<String> = terms.iter().flat_map(|term| wrap(term, size, beside, MOST_LINES)).collect();
        let widest = more.iter().map(|line| width(line, size)).max().unwrap_or(0);
        let least = width(&note, kind.size()).max(widest).min(beside);
        let note = Some((kind, note));
        Self { says: in_short(step), more, ..Self::sized(Some(step.number.to_string()), lines, note, full, least) }
    }

    /// For a channel. `narrow` selects the narrow drawing.
    pub(super) fn of_channel(channel: &Channel, narrow: bool) -> Self {
        let room = if narrow { NARROW_TEXT } else { TEXT };
        let lines = wrap_name(&channel.name, LabelKind::Channel.size(), room, 3);
        let kind = if channel.kind == ChannelKind::Event { "Event" } else { "Queue" };
        let size = LabelKind::Through.size();
        let through = channel.through.as_ref().map(|broker| format!("through {broker}"));
        let more: Vec<String> = through.iter().flat_map(|words| wrap(words, size, room, 2)).collect();
        let widest = more.iter().map(|line| width(line, size) + 2 * PADDING).max().unwrap_or(0);
        let full =
            [Some(channel.name.as_str()), through.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let says = format!("{kind} {full}");
        let mut words = Self { says, ..Self::sized(None, lines, None, full, widest) };
        words.height += LabelKind::Through.line_height() * count(&more);
        Self { more, ..words }
    }

    /// For the event that sets the flow off.
    pub(super) fn of_event(name: &str) -> Self {
        let lines = wrap_name(name, LabelKind::Channel.size(), NARROW_TEXT, 3);
        Self { says: format!("Event {name}"), ..Self::sized(None, lines, None, name.to_owned(), 0) }
    }

    /// For a condition or a timer; `clock` is the width of its clock.
    pub(super) fn of_chip(texts: &[&str], clock: u32) -> Self {
        let kind = LabelKind::Chip;
        let lines: Vec<String> = texts.iter().flat_map(|text| wrap(text, kind.size(), CHIP, MOST_LINES)).collect();
        let widest = lines.iter().map(|line| width(line, kind.size())).max().unwrap_or(0);
        let height = kind.line_height() * count(&lines).max(1) + 8;
        let full = texts.join(", ");
        let mut words = Self { height, ..Self::sized(None, lines, None, full, 0) };
        words.width = widest + clock + 16;
        words.height = height;
        words
    }

    fn sized(
        number: Option<String>,
        lines: Vec<String>,
        note: Option<(LabelKind, String)>,
        full: String,
        least: u32,
    ) -> Self {
        let widest = lines.iter().map(|line| width(line, LabelKind::Action.size())).max().unwrap_or(0);
        let height = 17 + LabelKind::Action.line_height() * count(&lines).max(1);
        let mut words = Self { number, lines, note, more: Vec::new(), full, says: String::new(), width: 0, height };
        words.width = (words.number_width() + widest + 2 * PADDING).max(least).max(NARROWEST);
        words
    }

    /// Width of the note below the box and of the lines below it.
    pub(super) fn note_width(&self) -> u32 {
        let Some((kind, note)) = &self.note else { return 0 };
        let lines = self.more.iter().chain([note]).map(|line| width(line, kind.size()));
        lines.max().unwrap_or(0)
    }

    /// Height of the lines below the note.
    pub(super) fn more_height(&self) -> u32 {
        LabelKind::Terms.line_height() * count(&self.more)
    }

    /// How far the number indents the lines.
    pub(super) fn number_width(&self) -> u32 {
        self.number.as_deref().map_or(0, |number| width(number, LabelKind::Number.size()) + 8)
    }
}

fn count(lines: &[String]) -> u32 {
    u32::try_from(lines.len()).unwrap_or(u32::MAX)
}
