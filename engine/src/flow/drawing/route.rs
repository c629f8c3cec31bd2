//! The ways of the lines: which gutter each one runs in, and on which track.
//!
//! Lines run only between columns (upright) and between rows (level), where no box stands; lines that start at the same
//! place share a trunk, all others have tracks of their own. It must not know pixels.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::super::{EdgeKind, Flow, Mode};
use super::grid::{Grid, index};

/// Lines that are drawn at the most.
const MOST_LINES: usize = 12_000;

/// Where a line begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    /// Index of a cell.
    Cell(usize),
    /// Index of a lane.
    Lane(usize),
}

/// The way of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Level, from a box to the next one in its row.
    Straight,
    /// Along one upright trunk.
    Trunk(usize),
    /// Along a trunk, a level track, and another trunk.
    Far { first: usize, level: usize, last: usize },
}

/// One line to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    /// Index of the edge.
    pub(super) edge: usize,
    pub(super) from: End,
    pub(super) to: End,
    pub(super) way: Way,
}

/// A stretch of a gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Index of the gutter.
    pub(super) gutter: usize,
    from: usize,
    to: usize,
    /// Index of its track in the gutter.
    pub(super) track: usize,
}

/// Every line's way.
#[derive(Debug)]
pub(super) struct Routes {
    pub(super) links: Vec<Link>,
    /// Upright stretches: gutter `n` is left of column `n`.
    pub(super) trunks: Vec<Stretch>,
    /// Level stretches: gutter `n` is above row `n`.
    pub(super) levels: Vec<Stretch>,
    /// Tracks in each upright gutter; one gutter more than columns.
    pub(super) trunk_tracks: Vec<usize>,
    /// Tracks in each level gutter.
    pub(super) level_tracks: Vec<usize>,
    /// Lines that were left out.
    pub(super) left_out: usize,
}

/// Lines that share a trunk start at the same place and mean the same.
type Share = (End, EdgeKind, Mode);

struct Router<'g> {
    grid: &'g Grid,
    trunks: Vec<Stretch>,
    levels: Vec<Stretch>,
    shared_trunks: BTreeMap<(usize, Share), usize>,
    shared_levels: BTreeMap<(usize, Share), usize>,
    /// Columns that are taken, by row.
    taken: Vec<Vec<usize>>,
    /// Place of each lane's strip and of each row, from top to bottom, with a gutter above each row.
    strips: Vec<usize>,
    rows: Vec<usize>,
}

impl Routes {
    pub(super) fn of(flow: &Flow, grid: &Grid) -> Self {
        let mut router = Router::of(grid);
        let steps = index(&flow.steps);
        let channels: BTreeMap<&str, usize> =
            flow.channels.iter().enumerate().map(|(at, channel)| (channel.id.as_str(), at)).collect();
        let cells = |node: &str| -> &[usize] {
            if let Some(cells) = steps.get(node).and_then(|step| grid.of_step.get(*step)) {
                return cells;
            }
            channels.get(node).and_then(|at| grid.of_channel.get(*at)).map_or(&[], std::slice::from_ref)
        };
        let mut links = Vec::new();
        let mut left_out = 0;
        let obvious = Obvious::of(grid);
        for (at, edge) in flow.edges.iter().enumerate() {
            if edge.kind == EdgeKind::After && obvious.shows(&steps, &edge.from, &edge.to) {
                continue;
            }
            let lane = |node: &str| grid.lane_of.get(node).copied().map(End::Lane);
            let Some(from) = cells(&edge.from).first().copied().map(End::Cell).or_else(|| lane(&edge.from)) else {
                continue;
            };
            let targets: Vec<End> = match cells(&edge.to) {
                [] => lane(&edge.to).into_iter().collect(),
                // An order is shown once, however many do the step.
                [first, ..] if edge.kind == EdgeKind::After => vec![End::Cell(*first)],
                cells => cells.iter().copied().map(End::Cell).collect(),
            };
            for to in targets {
                if links.len() == MOST_LINES {
                    left_out += 1;
                    continue;
                }
                let way = router.way(from, to, (from, edge.kind, edge.mode));
                links.push(Link { edge: at, from, to, way });
            }
        }
        let trunk_tracks = tracks(&mut router.trunks, grid.columns + 1);
        let level_tracks = tracks(&mut router.levels, grid.rows);
        Self { links, trunks: router.trunks, levels: router.levels, trunk_tracks, level_tracks, left_out }
    }
}

impl<'g> Router<'g> {
    fn of(grid: &'g Grid) -> Self {
        let mut taken = vec![Vec::<usize>::new(); grid.rows];
        for cell in &grid.cells {
            if let Some(columns) = taken.get_mut(cell.row) {
                columns.push(cell.column);
            }
        }
        for columns in &mut taken {
            columns.sort_unstable();
        }
        let (mut strips, mut rows) = (Vec::with_capacity(grid.lanes.len()), Vec::with_capacity(grid.rows));
        let mut next = 0;
        for lane in &grid.lanes {
            strips.push(next);
            next += 1;
            for _ in 0..lane.rows {
                rows.push(next + 1);
                next += 2;
            }
        }
        Self {
            grid,
            trunks: Vec::new(),
            levels: Vec::new(),
            shared_trunks: BTreeMap::new(),
            shared_levels: BTreeMap::new(),
            taken,
            strips,
            rows,
        }
    }

    /// Column and row of a cell.
    fn cell(&self, cell: usize) -> (usize, usize) {
        self.grid.cells.get(cell).map_or((0, 0), |cell| (cell.column, cell.row))
    }

    fn row(&self, row: usize) -> usize {
        self.rows.get(row).copied().unwrap_or_default()
    }

    fn strip(&self, lane: usize) -> usize {
        self.strips.get(lane).copied().unwrap_or_default()
    }

    fn way(&mut self, from: End, to: End, share: Share) -> Way {
        match (from, to) {
            (End::Lane(lane), End::Cell(cell)) => {
                let (column, row) = self.cell(cell);
                Way::Trunk(self.trunk(column, share, self.strip(lane), self.row(row)))
            }
            (End::Cell(cell), End::Lane(lane)) => {
                let (column, row) = self.cell(cell);
                Way::Trunk(self.trunk(column + 1, share, self.row(row), self.strip(lane)))
            }
            (End::Lane(from), End::Lane(to)) => Way::Trunk(self.trunk(0, share, self.strip(from), self.strip(to))),
            (End::Cell(from), End::Cell(to)) => self.between(from, to, share),
        }
    }

    fn between(&mut self, from: usize, to: usize, share: Share) -> Way {
        let ((column, row), (to_column, to_row)) = (self.cell(from), self.cell(to));
        if row == to_row && self.is_next(row, column, to_column) {
            return Way::Straight;
        }
        let (here, there) = (self.row(row), self.row(to_row));
        if column + 1 == to_column {
            return Way::Trunk(self.trunk(to_column, share, here, there));
        }
        // The gutter above the row where the line ends.
        let first = self.trunk(column + 1, share, here, there - 1);
        let last = self.trunk(to_column, share, there - 1, there);
        let stretch = self.shared_levels.entry((to_row, share)).or_insert_with(|| {
            self.levels.push(Stretch { gutter: to_row, from: usize::MAX, to: 0, track: 0 });
            self.levels.len() - 1
        });
        if let Some(level) = self.levels.get_mut(*stretch) {
            level.from = level.from.min(column + 1).min(to_column);
            level.to = level.to.max(column + 1).max(to_column);
        }
        Way::Far { first, level: *stretch, last }
    }

    /// Whether no box stands between the two columns of a row.
    fn is_next(&self, row: usize, column: usize, to: usize) -> bool {
        let Some(taken) = self.taken.get(row) else { return false };
        let next = taken.partition_point(|taken| *taken <= column);
        taken.get(next) == Some(&to)
    }

    /// The trunk of these lines in a gutter, long enough for this one too.
    fn trunk(&mut self, gutter: usize, share: Share, from: usize, to: usize) -> usize {
        let at = *self.shared_trunks.entry((gutter, share)).or_insert_with(|| {
            self.trunks.push(Stretch { gutter, from: usize::MAX, to: 0, track: 0 });
            self.trunks.len() - 1
        });
        if let Some(trunk) = self.trunks.get_mut(at) {
            trunk.from = trunk.from.min(from).min(to);
            trunk.to = trunk.to.max(from).max(to);
        }
        at
    }
}

/// Gives every stretch a track that no other stretch of its gutter uses at the same place, and counts the tracks.
fn tracks(stretches: &mut [Stretch], gutters: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by_key(|at| stretches.get(*at).map(|stretch| (stretch.gutter, stretch.from, stretch.to)));
    let mut counts = vec![0; gutters];
    let mut gutter = usize::MAX;
    // Where each track becomes free again, the earliest first.
    let mut used: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
    for at in order {
        let Some(stretch) = stretches.get_mut(at) else { continue };
        if stretch.gutter != gutter {
            gutter = stretch.gutter;
            used.clear();
        }
        let free = used.peek().is_some_and(|Reverse((end, _))| *end < stretch.from);
        stretch.track = match used.pop() {
            Some(Reverse((_, track))) if free => track,
            busy => {
                used.extend(busy);
                used.len()
            }
        };
        used.push(Reverse((stretch.to, stretch.track)));
        if let Some(count) = counts.get_mut(gutter) {
            *count = used.len().max(*count);
        }
    }
    counts
}

/// Which orders the columns show by themselves: that of a step right after the only one of its moment.
struct Obvious<'g> {
    grid: &'g Grid,
    /// How many steps each moment has.
    count: Vec<usize>,
}

impl<'g> Obvious<'g> {
    fn of(grid: &'g Grid) -> Self {
        let mut count = vec![0; grid.moments.iter().max().map_or(0, |last| last + 1)];
        grid.moments.iter().for_each(|moment| count[*moment] += 1);
        Self { grid, count }
    }

    fn shows(&self, steps: &BTreeMap<&str, usize>, from: &str, to: &str) -> bool {
        let moment = |node: &str| steps.get(node).and_then(|step| self.grid.moments.get(*step)).copied();
        match (moment(from), moment(to)) {
            (Some(from), Some(to)) => from + 1 == to && self.count.get(from) == Some(&1),
            _ => false,
        }
    }
}
