//! The colours of pictures and of pages, each on light and on dark paper.
//!
//! Files, which have no style sheet, use the light ones. `style/tokens.css` and `public/favicon.svg` repeat what
//! stands here, because a browser reads them as they are; `tests/palette.rs` holds them to it.

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// The name of the custom property in the pages' style sheet, without `--`.
    pub name: &'static str,
    /// The colour on light paper, as `#rrggbb`.
    pub light: &'static str,
    /// The colour on dark paper, as `#rrggbb`.
    pub dark: &'static str,
}

/// What everything lies on.
pub const PAPER: Colour = colour("paper", "#fbfaf7", "#14161a");
/// Boxes that stand out from the paper.
pub const RAISED: Colour = colour("raised", "#ffffff", "#1c1f25");
/// Text.
pub const INK: Colour = colour("ink", "#1b1d22", "#eceae4");
/// Text that matters less.
pub const SOFT: Colour = colour("soft", "#5a5e69", "#a5a8b0");
/// Thin lines that separate.
pub const HAIRLINE: Colour = colour("line", "#dedbd2", "#33373f");
/// Somebody waits: a call.
pub const SYNC: Colour = colour("sync", "#2b4acb", "#8fa6ff");
/// The ground behind what waits.
pub const SYNC_WASH: Colour = colour("sync-wash", "#e9edfc", "#20294a");
/// Nobody waits: an event, a queue.
pub const EVENT: Colour = colour("event", "#b3470b", "#ffab6b");
/// The ground behind what nobody waits for.
pub const EVENT_WASH: Colour = colour("event-wash", "#fdeee2", "#42290f");
/// A finding that is an error.
pub const ERROR: Colour = colour("error", "#a3182b", "#ff9aa6");
/// A finding that is a warning.
pub const WARNING: Colour = colour("warning", "#805300", "#f2c14e");

/// Every colour.
pub const ALL: [Colour; 11] = [PAPER, RAISED, INK, SOFT, HAIRLINE, SYNC, SYNC_WASH, EVENT, EVENT_WASH, ERROR, WARNING];

const fn colour(name: &'static str, light: &'static str, dark: &'static str) -> Colour {
    Colour { name, light, dark }
}
