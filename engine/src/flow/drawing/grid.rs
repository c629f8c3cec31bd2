//! The grid: which lane, row and column every box stands in.
//!
//! Columns are moments: each has room for what arrives, for the steps, and for what they announce. Rows belong to
//! lanes. No two boxes share a cell, so no two overlap. It must not know pixels.

use std::collections::BTreeMap;

use super::super::{ChannelKind, Flow, Step};

/// Boxes beyond one for each step and channel that are drawn at the most.
const MORE_BOXES: usize = 4_000;

/// A place for one box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// What stands there.
    pub(super) what: What,
    /// Index of the column.
    pub(super) column: usize,
    /// Index of the row, over all lanes.
    pub(super) row: usize,
}

/// What stands in a cell: an index into the flow's steps or channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Step(usize),
    Channel(usize),
}

/// A lane: a participant of the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lane {
    /// Index of the participant.
    pub(super) participant: usize,
    /// Index of its first row.
    pub(super) first_row: usize,
    /// How many rows it has.
    pub(super) rows: usize,
}

/// Where everything stands.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) lanes: Vec<Lane>,
    pub(super) cells: Vec<Cell>,
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// For each step, the indices of its cells; never empty.
    pub(super) of_step: Vec<Vec<usize>>,
    /// For each channel, the index of its cell.
    pub(super) of_channel: Vec<usize>,
    /// For each step, its moment.
    pub(super) moments: Vec<usize>,
    /// The last column that the caller waits for.
    pub(super) last_waited: Option<usize>,
    /// The lane of each participant's node.
    pub(super) lane_of: BTreeMap<String, usize>,
    /// Boxes that were left out.
    pub(super) left_out: usize,
}

/// Where in its moment a box stands.
const ARRIVES: usize = 0;
const HAPPENS: usize = 1;
const ANNOUNCED: usize = 2;

impl Grid {
    pub(super) fn of(flow: &Flow) -> Self {
        let moments = moments(flow);
        let mut lanes: Vec<Lane> =
            (0..flow.participants.len()).map(|participant| Lane { participant, first_row: 0, rows: 0 }).collect();
        let lane_of: BTreeMap<String, usize> =
            flow.participants.iter().enumerate().map(|(lane, known)| (known.id.clone(), lane)).collect();
        // Rows are counted inside their lanes first.
        let mut taken: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut placed: Vec<(What, usize, usize, usize)> = Vec::new();
        let mut of_step = vec![Vec::new(); flow.steps.len()];
        let mut more = MORE_BOXES;
        let mut left_out = 0;
        for (at, step) in flow.steps.iter().enumerate() {
            let moment = moments[at];
            for place in &step.places {
                if !of_step[at].is_empty() {
                    if more == 0 {
                        left_out += 1;
                        continue;
                    }
                    more -= 1;
                }
                let lane = lane_of.get(place).copied().unwrap_or_default();
                let row = taken.entry((lane, moment)).or_default();
                of_step[at].push(placed.len());
                placed.push((What::Step(at), 3 * moment + HAPPENS, lane, *row));
                *row += 1;
                if let Some(lane) = lanes.get_mut(lane) {
                    lane.rows = lane.rows.max(*row);
                }
            }
        }
        let of_channel = place_channels(flow, &of_step, &mut placed);
        let mut rows = 0;
        for lane in &mut lanes {
            lane.first_row = rows;
            rows += lane.rows;
        }
        // Columns in which nothing stands are no columns.
        let mut columns: Vec<usize> = placed.iter().map(|(_, column, ..)| *column).collect();
        columns.sort_unstable();
        columns.dedup();
        let column_of = |column: usize| columns.binary_search(&column).unwrap_or_default();
        let cells = placed
            .iter()
            .map(|&(what, column, lane, row)| Cell {
                what,
                column: column_of(column),
                row: lanes.get(lane).map_or(0, |lane| lane.first_row) + row,
            })
            .collect();
        let waited = flow.steps.iter().zip(&moments).filter(|(step, _)| step.waited_for);
        let last_waited = waited.map(|(_, moment)| column_of(3 * moment + HAPPENS)).max();
        Self {
            lanes,
            cells,
            columns: columns.len(),
            rows,
            of_step,
            of_channel,
            moments,
            last_waited,
            lane_of,
            left_out,
        }
    }
}

/// Channels stand beside their step, in the row of its first box: queues, and events that the step itself starts with,
/// before it; events that it announces, behind it.
fn place_channels(flow: &Flow, of_step: &[Vec<usize>], placed: &mut Vec<(What, usize, usize, usize)>) -> Vec<usize> {
    let steps: BTreeMap<&str, usize> = index(&flow.steps);
    let starts_with: std::collections::BTreeSet<&str> = flow
        .edges
        .iter()
        .filter(|edge| edge.kind == super::super::EdgeKind::Publish && !edge.from.starts_with("step:"))
        .map(|edge| edge.to.as_str())
        .collect();
    let mut of_channel = Vec::with_capacity(flow.channels.len());
    for (at, channel) in flow.channels.iter().enumerate() {
        let step = steps.get(channel.step.as_str()).and_then(|step| of_step.get(*step)?.first());
        let beside = step.and_then(|cell| placed.get(*cell)).copied();
        let (_, column, lane, row) = beside.unwrap_or((What::Channel(at), HAPPENS, 0, 0));
        let before = channel.kind == ChannelKind::Queue || starts_with.contains(channel.id.as_str());
        let column = if before { column - HAPPENS + ARRIVES } else { column - HAPPENS + ANNOUNCED };
        of_channel.push(placed.len());
        placed.push((What::Channel(at), column, lane, row));
    }
    of_channel
}

/// Steps by node.
pub(super) fn index(steps: &[Step]) -> BTreeMap<&str, usize> {
    steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect()
}

/// For each step, its moment: how many steps come before it on the longest way. What no waiting hangs on stands behind
/// everything that the caller waits for.
fn moments(flow: &Flow) -> Vec<usize> {
    let index = index(&flow.steps);
    let before: Vec<Vec<usize>> = flow
        .steps
        .iter()
        .map(|step| step.after.iter().filter_map(|before| index.get(before.as_str()).copied()).collect())
        .collect();
    let longest = |from: &dyn Fn(usize) -> usize| {
        let mut moments = vec![0; before.len()];
        for (at, before) in before.iter().enumerate() {
            let behind = before.iter().filter_map(|before| moments.get(*before)).map(|moment| moment + 1).max();
            moments[at] = behind.unwrap_or(0).max(from(at));
        }
        moments
    };
    let mut needed: Vec<bool> = flow.steps.iter().map(|step| step.waited_for).collect();
    for at in (0..before.len()).rev() {
        if needed[at] {
            before[at].iter().for_each(|before| needed[*before] = true);
        }
    }
    let early = longest(&|_| 0);
    let behind = early.iter().zip(&needed).filter(|(_, needed)| **needed).map(|(moment, _)| moment + 1).max();
    longest(&|at| if needed[at] { 0 } else { behind.unwrap_or(0) })
}
