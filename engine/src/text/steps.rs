//! A list of steps, one on a line, as a description.

use crate::description::{Description, Flow, Step};
use crate::fault::Fault;

/// Reads steps.
pub fn read(name: &str, text: &str) -> Result<Description, Vec<Fault>> {
    let steps = text.lines().map(|line| Step { action: line.trim().to_owned(), ..Step::default() }).collect();
    let flow = Flow { name: Some(name.to_owned()), steps, ..Flow::default() };
    Ok(Description { name: name.to_owned(), flows: vec![flow], ..Description::default() })
}
