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
    /// For a step. `narrow` selects the narrow drawing; `again` says that the step has another box already.
    pub(super) fn of_step(step: &Step, narrow: bool, again: bool) -> Self {
        let room = if narrow { NARROW_TEXT } else { TEXT };
        let (kind, sign) = match step.consistency.level {
            Level::Strong => (LabelKind::Strong, '■'),
            _ => (LabelKind::Eventual, '≈'),
        };
        let note = format!("{sign} {}", consistency(step));
        let lines = wrap(&step.action, LabelKind::Action.size(), room, if again { LINES_AGAIN } else { MOST_LINES });
        let full = format!("{} ({note})", step.action);
        let note_width = width(&note, kind.size()).min(room + 52);
        let note = Some((kind, note));
        Self { says: in_short(step), ..Self::sized(Some(step.number.to_string()), lines, note, full, note_width) }
    }

    /// For a channel. `narrow` selects the narrow drawing.
    pub(super) fn of_channel(channel: &Channel, narrow: bool) -> Self {
        let room = if narrow { NARROW_TEXT } else { TEXT };
        let lines = wrap_name(&channel.name, LabelKind::Channel.size(), room, 3);
        let kind = if channel.kind == ChannelKind::Event { "Event" } else { "Queue" };
        let says = format!("{kind} {}", channel.name);
        Self { says, ..Self::sized(None, lines, None, channel.name.clone(), 0) }
    }

    fn sized(
        number: Option<String>,
        lines: Vec<String>,
        note: Option<(LabelKind, String)>,
        full: String,
        least: u32,
    ) -> Self {
        let widest = lines.iter().map(|line| width(line, LabelKind::Action.size())).max().unwrap_or(0);
        let count = u32::try_from(lines.len()).unwrap_or(u32::MAX).max(1);
        let height = 17 + LabelKind::Action.line_height() * count;
        let mut words = Self { number, lines, note, full, says: String::new(), width: 0, height };
        words.width = (words.number_width() + widest + 2 * PADDING).max(least).max(NARROWEST);
        words
    }

    /// Width of the note below the box.
    pub(super) fn note_width(&self) -> u32 {
        self.note.as_ref().map_or(0, |(kind, note)| width(note, kind.size()))
    }

    /// How far the number indents the lines.
    pub(super) fn number_width(&self) -> u32 {
        self.number.as_deref().map_or(0, |number| width(number, LabelKind::Number.size()) + 8)
    }
}
