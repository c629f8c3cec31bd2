//! How a report is cut into pages: a small one is one page; of a large one each flow has pages of its own, with as many
//! steps on each as a browser shows at ease.
//!
//! It weighs what a step's reasons take on a page and must not know how they are written.

use std::ops::Range;

use crate::pages::parts::{FlowPart, StepPart};

/// Steps on one page at the most.
const MOST_STEPS: usize = 50;

/// Bytes that all steps of a report that is one page are estimated to take at the most, and those on a page of a flow
/// unless it is a single step. They take about half of that where texts are short.
const MOST_BYTES_OF_ALL: usize = 1_000_000;
const MOST_BYTES: usize = 700_000;

/// The pages of a report.
#[derive(Debug, Default)]
pub(super) struct Paging {
    /// For each flow, the steps on each of its pages.
    flows: Vec<Vec<Range<usize>>>,
    is_one_page: bool,
}

impl Paging {
    /// Of a report with these flows. `others` are the bytes that all of it but the steps' reasons takes.
    pub(super) fn of(flows: &[FlowPart<'_>], others: usize) -> Self {
        let mut all = Room::new(MOST_STEPS, MOST_BYTES_OF_ALL);
        let mut is_one_page = all.takes(0, others);
        let pages = |flow: &FlowPart<'_>| {
            let mut pages = Vec::new();
            let (mut first, mut room) = (0, Room::new(MOST_STEPS, MOST_BYTES));
            for (at, step) in flow.steps.iter().enumerate() {
                let bytes = weight(flow, step);
                is_one_page &= all.takes(1, bytes);
                if !room.takes(1, bytes) && first < at {
                    pages.push(first..at);
                    (first, room) = (at, Room::new(MOST_STEPS, MOST_BYTES));
                    room.takes(1, bytes);
                }
            }
            pages.push(first..flow.steps.len());
            pages
        };
        Self { flows: flows.iter().map(pages).collect(), is_one_page }
    }

    /// Whether all of the report stands on one page.
    pub(super) fn is_one_page(&self) -> bool {
        self.is_one_page
    }

    /// The steps on each page of a flow.
    pub(super) fn pages(&self, flow: usize) -> &[Range<usize>] {
        self.flows.get(flow).map_or(&[], Vec::as_slice)
    }

    /// The page of its flow on which a step's reasons stand, from 1.
    pub(super) fn page_of(&self, flow: usize, step: usize) -> usize {
        self.pages(flow).partition_point(|steps| steps.end <= step) + 1
    }
}

/// What is left on a page.
#[derive(Debug)]
pub(super) struct Room {
    things: usize,
    bytes: usize,
}

impl Room {
    pub(super) fn new(things: usize, bytes: usize) -> Self {
        Self { things, bytes }
    }

    /// Takes room for so many things of so many bytes in all, or what is left; whether there was enough.
    pub(super) fn takes(&mut self, things: usize, bytes: usize) -> bool {
        let fits = things <= self.things && bytes <= self.bytes;
        self.things = self.things.saturating_sub(things);
        self.bytes = self.bytes.saturating_sub(bytes);
        fits
    }
}

/// How many bytes a text takes on a page at the most.
pub(super) fn written(text: &str) -> usize {
    text.bytes().map(|byte| if matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'') { 6 } else { 1 }).sum()
}

/// About how many bytes the reasons of a step take on a page, with its rows in the tables.
fn weight(flow: &FlowPart<'_>, step: &StepPart<'_>) -> usize {
    let (described, assessed) = (step.described, step.assessed);
    let reasons = assessed.gates.len() + assessed.contributions.len() + assessed.constraints.len();
    let links = 12 + assessed.prospects.len() + assessed.flips.len();
    let address = 3 * (flow.id().len() + step.id().len());
    let terms = assessed.delivery.as_ref().map_or(0, |delivery| 900 + 800 * delivery.terms.len());
    let rejected: usize = assessed.consistency.rejected.iter().map(|other| 120 + written(&other.because)).sum();
    let fields = described.fields.len() + described.today.as_ref().map_or(0, |today| today.fields.len());
    let texts = 8 * written(&described.action) + described.notes.as_deref().map_or(0, written);
    5_000 + 620 * reasons + links * (260 + address) + terms + rejected + 260 * fields + texts
}
