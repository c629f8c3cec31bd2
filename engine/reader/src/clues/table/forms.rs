//! Clues from how a text puts a step: what the reader of texts has understood of its form.

use crate::clues::Sure::{Clear, Said};
use crate::clues::{Clue, clue};

pub(super) const CLUES: &[Clue] = &[
    clue("is waited", &[("reply", "answer")], Said, "It is said that somebody waits for it.", "", ""),
    clue(
        "is taken",
        &[("reply", "answer"), ("duration", "long")],
        Said,
        "It is said to be accepted at once and done later.",
        "",
        "",
    ),
    clue(
        "is told",
        &[("reply", "none"), ("intent", "event")],
        Said,
        "A fact is told; whoever tells it does not wait for those who hear it.",
        "",
        "",
    ),
    clue("is later", &[("reply", "none")], Clear, "It happens at a time of its own, and nobody waits for it.", "", ""),
    clue("is queued", &[("reply", "none")], Clear, "It goes through a queue, and nobody waits for it.", "", ""),
    clue("is called", &[("reply", "answer")], Clear, "It is asked for with a call, and a call is answered.", "", ""),
];
