//! The clues, in one file for each subject.

mod asks;
mod forms;
mod goes_on;
mod matrix;
mod news;
mod rules;
mod shapes;
mod timed;
mod waits;
mod work;

use super::Clue;

pub(super) use timed::TIMED;

/// All clues about a step.
pub(super) const STEPS: &[&[Clue]] = &[
    forms::CLUES,
    asks::CLUES,
    waits::CLUES,
    goes_on::CLUES,
    news::CLUES,
    work::CLUES,
    rules::CLUES,
    shapes::CLUES,
    matrix::CLUES,
];
