//! Splits a report into pages. A small report is one page. A large report has separate pages for each flow,
//! each with as many steps as a browser renders easily.
//!
//! It estimates the size of a step's reasons without knowing how they are written.

use std::ops::Range;

use crate::pages::flow_parts::{FlowPart, StepPart};

/// Maximum number of steps on one page.
const MOST_STEPS: usize = 50;

/// Maximum estimated size, in bytes, of a report that is one page, and of one page of a flow, unless the page
/// has a single step. If texts are short, the real size is about half of the estimate.
const MOST_BYTES: usize = 600_000;

/// The approximate size, in bytes, of a step in its flow's picture, which stands on the flow's first page.
const DRAWN: usize = 1_500;

/// The pages of a report.
#[derive(Debug, Default)]
pub(super) struct Paging {
    /// For each flow, the steps on each of its pages.
    flows: Vec<Vec<Range<usize>>>,
    is_one_page: bool,
}

impl Paging {
    /// Splits a report with these flows. `others` is the size in bytes of everything but the steps' reasons.
    pub(super) fn of(flows: &[FlowPart<'_>], others: usize) -> Self {
        let mut all = Capacity::new(MOST_STEPS, MOST_BYTES);
        let mut is_one_page = all.takes(0, others);
        let pages = |flow: &FlowPart<'_>| {
            let mut pages = Vec::new();
            let (mut first, mut left) = (0, Capacity::new(MOST_STEPS, MOST_BYTES));
            left.takes(0, DRAWN * flow.steps.len());
            for (at, step) in flow.steps.iter().enumerate() {
                let bytes = weight(flow, step);
                is_one_page &= all.takes(1, bytes);
                if !left.takes(1, bytes) && first < at {
                    pages.push(first..at);
                    (first, left) = (at, Capacity::new(MOST_STEPS, MOST_BYTES));
                    left.takes(1, bytes);
                }
            }
            pages.push(first..flow.steps.len());
            pages
        };
        Self { flows: flows.iter().map(pages).collect(), is_one_page }
    }

    /// Whether the whole report is one page.
    pub(super) fn is_one_page(&self) -> bool {
        self.is_one_page
    }

    /// The range of steps on each page of a flow.
    pub(super) fn pages(&self, flow: usize) -> &[Range<usize>] {
        self.flows.get(flow).map_or(&[], Vec::as_slice)
    }

    /// The page of the flow that has a step's reasons, from 1.
    pub(super) fn page_of(&self, flow: usize, step: usize) -> usize {
        self.pages(flow).partition_point(|steps| steps.end <= step) + 1
    }
}

/// The remaining capacity of a page.
#[derive(Debug)]
pub(super) struct Capacity {
    things: usize,
    bytes: usize,
}

impl Capacity {
    pub(super) fn new(things: usize, bytes: usize) -> Self {
        Self { things, bytes }
    }

    /// Subtracts a number of things and their total size in bytes, down to zero. Returns whether there was
    /// enough capacity.
    pub(super) fn takes(&mut self, things: usize, bytes: usize) -> bool {
        let fits = things <= self.things && bytes <= self.bytes;
        self.things = self.things.saturating_sub(things);
        self.bytes = self.bytes.saturating_sub(bytes);
        fits
    }
}

/// Maximum number of bytes that a text takes on a page after escaping.
pub(super) fn written(text: &str) -> usize {
    text.bytes().map(|byte| if matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'') { 6 } else { 1 }).sum()
}

/// The approximate size, in bytes, of a step's reasons and of its rows in the tables.
fn weight(flow: &FlowPart<'_>, step: &StepPart<'_>) -> usize {
    let (described, assessed) = (step.described, step.assessed);
    let reasons = assessed.gates.len() + assessed.contributions.len() + assessed.constraints.len();
    let links = 12 + assessed.prospects.len() + assessed.flips.len();
    let address = 3 * (flow.id().len() + step.id().len());
    // The reasons for the terms are shared by many steps and stand once.
    let delivered = assessed.delivery.as_ref().map_or(0, |delivery| 700 + 150 * delivery.terms.len());
    let terms = delivered + assessed.call.as_ref().map_or(0, |call| 100 + 150 * call.terms.len());
    let rejected: usize = assessed.consistency.rejected.iter().map(|other| 120 + written(&other.because)).sum();
    let events =
        if assessed.message.announces.is_some() || flow.model.steps[step.index()].is_way_out() { 3_500 } else { 0 };
    let fields = described.fields.len() + described.today.as_ref().map_or(0, |today| today.fields.len());
    let texts = 8 * written(&described.action) + described.notes.as_deref().map_or(0, written);
    // A field is told under the step, and in the events of the step or of another one.
    5_000 + 620 * reasons + links * (260 + address) + terms + rejected + 800 * fields + events + texts
}
