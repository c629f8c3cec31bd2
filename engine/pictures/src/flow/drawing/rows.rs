//! Folds a plan into rows that fit the drawing's width, and has each row laid out.
//!
//! The layers of the whole plan stay as they are; a row takes some of them, with the lanes that have a box there.
//! A line that leads to a later row ends at a gate behind its row's last layer and goes on from a gate before the
//! first layer of the other row. Lines of one bundle share their gates. This module must not know what the
//! plan's nodes mean, except where the flow's caller stops waiting and which nodes are channels.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::layout::{self, Edge, Graph, Layout, Node};
use super::plan::{Plan, Thing};
use super::{NAMES, PITCH, Width};

/// Distance from the names to the first line or layer, and from a row's end to the drawing's edge, pixels, as all
/// lengths here.
pub(super) const ENTRY: i64 = 14;
pub(super) const END: i64 = 14;
/// Estimated width of the space behind a layer.
const BETWEEN: i64 = 32;

/// Costs that the choice of breaks weighs: of a row, of a line that crosses a break, and of an empty row.
const ROW: i64 = 1_000;
const CROSSING: i64 = 40;
const EMPTY: i64 = 600;
/// What a break behind the event of the commit point saves, one between the two, and one behind another event.
const BEHIND_COMMIT: i64 = 950;
const AT_COMMIT: i64 = 600;
const BEHIND_EVENT: i64 = 250;
/// What a break costs that leaves the line of the commit point at the beginning of a row.
const BEFORE_COMMIT: i64 = 700;

/// A node where lines leave a row or enter it: it stands for a node of an earlier row, or of this one, and a bundle.
pub(super) type Key = (usize, usize);

/// A gate of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gate {
    pub(super) key: Key,
    /// Its node in the row's graph.
    pub(super) node: usize,
}

/// One row: some layers of the plan.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The lanes of the plan that it has, from top to bottom.
    pub(super) lanes: Vec<usize>,
    /// The plan's node of each node of the row's graph; gates come last and have none.
    pub(super) nodes: Vec<usize>,
    /// For each edge of the plan that this row draws a part of, the edge of the row's graph.
    pub(super) legs: BTreeMap<usize, usize>,
    /// Where lines leave to later rows.
    pub(super) exits: Vec<Gate>,
    /// Where lines enter from earlier rows.
    pub(super) entries: Vec<Gate>,
    /// The layer in its layout where the plan's layers begin: 1 if lines enter, else 0.
    begins: usize,
    graph: Graph,
    pub(super) layout: Layout,
}

/// The rows of a plan, and the tracks beside and between them.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) all: Vec<Row>,
    /// The way of each bundle of lines that leads to later rows.
    pub(super) passes: BTreeMap<Key, Pass>,
    /// Distance between two tracks.
    pub(super) pitch: i64,
    /// Number of tracks at the left of each row.
    pub(super) left: Vec<usize>,
    /// The room that they are folded for.
    pub(super) room: Width,
}

/// The way of a bundle of lines from its row to later ones: down at the right, back through the gutter below the row,
/// and down at the left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass {
    /// The row that it leaves, and the last row that it enters.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Its track at the right and in the gutter: 0 is nearest to the row that it leaves.
    pub(super) out: usize,
    /// Its track at the left: 0 is the outermost.
    pub(super) back: usize,
}

/// Folds a plan for a width.
pub(super) fn fold(plan: &Plan, width: Width) -> Rows {
    let mut folder = Folder::of(plan, width);
    // Each round finds a range of layers that is too wide, or narrows the tracks.
    for _ in 0..4 * folder.depths.len() + 16 {
        let breaks = folder.breaks();
        let rows = folder.rows(&breaks);
        if !folder.is_too_wide(&breaks, &rows) {
            return rows;
        }
    }
    let breaks = folder.breaks();
    folder.rows(&breaks)
}

struct Folder<'p> {
    plan: &'p Plan,
    layers: Vec<usize>,
    /// The greatest depth of a node in each layer.
    depths: Vec<i64>,
    /// The width of the space behind each layer: an estimate until a row with it is laid out.
    between: Vec<i64>,
    /// For each layer, the number of bundles that lead from earlier layers to this or later ones.
    cuts: Vec<usize>,
    /// What a break before each layer saves.
    worth: Vec<i64>,
    too_wide: BTreeSet<(usize, usize)>,
    known: BTreeMap<(usize, usize), Row>,
    pitch: i64,
    width: Width,
}

impl<'p> Folder<'p> {
    fn of(plan: &'p Plan, width: Width) -> Self {
        let layers = layout::layers(&plan.graph);
        let count = layers.iter().max().map_or(0, |last| last + 1);
        let mut depths = vec![0; count];
        for (node, layer) in plan.graph.nodes.iter().zip(&layers) {
            depths[*layer] = depths[*layer].max(node.depth);
        }
        let mut last: BTreeMap<Key, usize> = BTreeMap::new();
        for edge in &plan.graph.edges {
            let reaches = last.entry((edge.from, edge.bundle)).or_default();
            *reaches = layers[edge.to].max(*reaches);
        }
        let mut cuts = vec![0; count + 1];
        for ((from, _), to) in &last {
            for cut in cuts.iter_mut().take(to + 1).skip(layers[*from] + 1) {
                *cut += 1;
            }
        }
        let mut worth = vec![0; count + 1];
        let channels: BTreeSet<usize> = (0..plan.things.len())
            .filter(|node| matches!(plan.things[*node], Thing::Channel(_)))
            .map(|node| layers[node])
            .collect();
        for layer in &channels {
            worth[layer + 1] = BEHIND_EVENT;
        }
        if let Some(border) = plan.things.iter().position(|thing| *thing == Thing::Border).map(|node| layers[node]) {
            // The event that is published at the commit point stays in its row.
            let event = channels.range(border..).next().copied().filter(|layer| *layer <= border + 2);
            worth[border] = -BEFORE_COMMIT;
            worth[border + 1] = AT_COMMIT;
            worth[event.unwrap_or(border) + 1] = BEHIND_COMMIT;
        }
        Self {
            between: vec![BETWEEN; count],
            plan,
            layers,
            depths,
            cuts,
            worth,
            too_wide: BTreeSet::new(),
            known: BTreeMap::new(),
            pitch: PITCH,
            width,
        }
    }

    /// The width for layers and tracks.
    fn room(&self) -> i64 {
        i64::from(self.width.pixels() - NAMES) - ENTRY - END
    }

    /// The width that a row of these layers needs, as far as is known.
    fn needs(&self, layers: Range<usize>) -> i64 {
        let depth: i64 = layers.clone().map(|layer| self.depths[layer] + self.between[layer]).sum();
        let tracks = self.cuts[layers.start] + self.cuts[layers.end];
        depth + i64::try_from(tracks).unwrap_or(0) * self.pitch
    }

    /// The layers before which the rows begin, and the number of layers: the cheapest choice of rows that are not
    /// known to be too wide.
    fn breaks(&self) -> Vec<usize> {
        let count = self.depths.len();
        let mut best: Vec<(i64, usize)> = vec![(i64::MAX, 0); count + 1];
        best[0] = (0, 0);
        for end in 1..=count {
            for start in (0..end).rev() {
                let used = self.needs(start..end);
                let is_single = end - start == 1;
                if used > self.room() && !is_single {
                    break;
                }
                if self.too_wide.contains(&(start, end)) && !is_single {
                    continue;
                }
                let crossing = i64::try_from(self.cuts[end]).unwrap_or(0) * CROSSING;
                let behind = if end == count { 0 } else { crossing.min(20 * CROSSING) - self.worth[end] };
                let empty = (self.room() - used).max(0) * 100 / self.room();
                let cost = best[start].0.saturating_add(ROW + behind + EMPTY * empty * empty / 10_000);
                if cost < best[end].0 {
                    best[end] = (cost, start);
                }
            }
        }
        let mut breaks = vec![count];
        while let Some(end) = breaks.last().copied().filter(|end| *end > 0) {
            breaks.push(best[end].1);
        }
        breaks.reverse();
        breaks
    }

    /// Builds the rows between the breaks.
    fn rows(&mut self, breaks: &[usize]) -> Rows {
        let mut rows = Vec::with_capacity(breaks.len());
        for pair in breaks.windows(2) {
            let range = (pair[0], pair[1]);
            if !self.known.contains_key(&range) {
                let row = self.row(range.0..range.1);
                let begins = row.begins;
                for (at, pair) in row.layout.depths.windows(2).skip(begins).take(range.1 - range.0).enumerate() {
                    self.between[range.0 + at] = pair[1][0] - pair[0][1];
                }
                self.known.insert(range, row);
            }
            rows.extend(self.known.get(&range).cloned());
        }
        let passes = passes(&rows);
        let mut left = vec![0; rows.len()];
        for pass in passes.values() {
            for tracks in left.iter_mut().take(pass.to + 1).skip(pass.from + 1) {
                *tracks = (*tracks).max(pass.back + 1);
            }
        }
        Rows { all: rows, passes, pitch: self.pitch, left, room: self.width }
    }

    /// Notes which rows are too wide. Returns whether another choice may be better.
    fn is_too_wide(&mut self, breaks: &[usize], rows: &Rows) -> bool {
        let mut found = false;
        let mut widest = 0;
        for (at, (row, range)) in rows.all.iter().zip(breaks.windows(2)).enumerate() {
            let tracks = rows.left[at] + row.exits.len();
            let used = row.layout.size[1] + i64::try_from(tracks).unwrap_or(0) * self.pitch;
            if used > self.room() {
                if range[1] - range[0] > 1 {
                    found |= self.too_wide.insert((range[0], range[1]));
                } else {
                    widest = widest.max(used);
                }
            }
        }
        // A single layer that is too wide has too many lines beside it.
        if !found && widest > 0 && self.pitch > 1 {
            self.pitch = (self.pitch * self.room() / widest).clamp(1, self.pitch - 1);
            self.known.clear();
            return true;
        }
        found
    }

    /// Builds and lays out the row of these layers.
    fn row(&self, range: Range<usize>) -> Row {
        let plan = &self.plan.graph;
        let nodes: Vec<usize> = (0..plan.nodes.len()).filter(|node| range.contains(&self.layers[*node])).collect();
        let lanes: BTreeSet<usize> = nodes.iter().filter_map(|node| plan.nodes[*node].lane).collect();
        let lanes: Vec<usize> = lanes.into_iter().collect();
        let place_of = |lane: usize| lanes.binary_search(&lane).ok();
        let here: BTreeMap<usize, usize> = nodes.iter().copied().zip(0..).collect();
        let enters = |edge: &Edge| here.contains_key(&edge.to) && self.layers[edge.from] < range.start;
        let begins = usize::from(plan.edges.iter().any(enters));
        let mut row = Row {
            begins,
            graph: Graph {
                nodes: nodes.iter().map(|node| plan.nodes[*node]).collect(),
                lanes: lanes.iter().map(|lane| plan.lanes[*lane]).collect(),
                spacing: plan.spacing,
                ..Graph::default()
            },
            lanes: lanes.clone(),
            nodes,
            legs: BTreeMap::new(),
            exits: Vec::new(),
            entries: Vec::new(),
            layout: Layout::default(),
        };
        row.graph.spacing.lines = plan.spacing.lines.min(self.pitch);
        row.graph.spacing.beside = plan.spacing.beside.min(self.pitch + 2);
        for node in &mut row.graph.nodes {
            node.lane = node.lane.and_then(place_of);
        }
        let mut layers: Vec<usize> = row.nodes.iter().map(|node| self.layers[*node] - range.start + begins).collect();
        let behind = range.len() + begins;
        self.legs(&mut row, &here, range.end, &mut |is_exit| layers.push(if is_exit { behind } else { 0 }));
        let is_here = |pair: &&[usize; 2]| pair.iter().all(|node| here.contains_key(node));
        row.graph.level = plan.level.iter().filter(is_here).map(|pair| pair.map(|node| here[&node])).collect();
        row.layout = layout::lay_out_in(&row.graph, &layers);
        row
    }

    /// Adds the edges of a row, with gates for those that lead beyond it; `gate` is told of each.
    fn legs(&self, row: &mut Row, here: &BTreeMap<usize, usize>, end: usize, gate: &mut dyn FnMut(bool)) {
        const GATE: Node = Node { depth: 0, breadth: 0, ports: [0, 0], lane: None };
        let (mut exits, mut entries): (BTreeMap<Key, usize>, BTreeMap<Key, usize>) = Default::default();
        // One leg leads to each exit, whatever number of lines goes on behind it.
        let mut leaving: BTreeMap<Key, usize> = BTreeMap::new();
        for (at, edge) in self.plan.graph.edges.iter().enumerate() {
            let key = (edge.from, edge.bundle);
            let (from, to) = (here.get(&edge.from), here.get(&edge.to));
            let [from, to] = match (from, to) {
                (Some(from), Some(to)) => [*from, *to],
                (Some(_), None) if self.layers[edge.to] < end => continue,
                (Some(from), None) => {
                    if let Some(leg) = leaving.get(&key) {
                        row.legs.insert(at, *leg);
                        continue;
                    }
                    leaving.insert(key, row.graph.edges.len());
                    let exit = row.graph.nodes.len();
                    row.graph.nodes.push(GATE);
                    gate(true);
                    exits.insert(key, exit);
                    [*from, exit]
                }
                (None, Some(to)) if self.layers[edge.from] < end => {
                    let entry = *entries.entry(key).or_insert_with(|| {
                        row.graph.nodes.push(GATE);
                        gate(false);
                        row.graph.nodes.len() - 1
                    });
                    [entry, *to]
                }
                _ => continue,
            };
            row.legs.insert(at, row.graph.edges.len());
            row.graph.edges.push(Edge { from, to, ..*edge });
        }
        row.exits = exits.into_iter().map(|(key, node)| Gate { key, node }).collect();
        row.entries = entries.into_iter().map(|(key, node)| Gate { key, node }).collect();
    }
}

impl Row {
    /// The place across of a gate.
    pub(super) fn across(&self, gate: &Gate) -> i64 {
        self.layout.places.get(gate.node).map_or(0, |place| place[0])
    }
}

/// Chooses the tracks of all bundles that lead from row to row, so that bundles from one row cross as little as
/// possible: the one that leaves lowest leaves nearest to its row, and the one that enters lowest is the outermost.
fn passes(rows: &[Row]) -> BTreeMap<Key, Pass> {
    // The last row that each bundle enters, and where.
    let mut to: BTreeMap<Key, (usize, i64)> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        for gate in &row.entries {
            to.insert(gate.key, (at, row.across(gate)));
        }
    }
    let mut passes: Vec<(Key, Pass)> = Vec::new();
    for (from, row) in rows.iter().enumerate() {
        let mut exits: Vec<&Gate> = row.exits.iter().collect();
        exits.sort_by_key(|gate| (std::cmp::Reverse(row.across(gate)), gate.key));
        let pass = |(out, gate): (usize, &Gate)| {
            let to = to.get(&gate.key).map_or(from, |(to, _)| *to);
            (gate.key, Pass { from, to, out, back: 0 })
        };
        passes.extend(exits.into_iter().enumerate().map(pass));
    }
    let mut order: Vec<usize> = (0..passes.len()).collect();
    order.sort_by_key(|at| {
        let (key, pass) = &passes[*at];
        (pass.from, std::cmp::Reverse(to.get(key).copied()), pass.out)
    });
    // The last row in which each track is taken.
    let mut taken: Vec<usize> = Vec::new();
    for at in order {
        let pass = &mut passes[at].1;
        let track = taken.iter().position(|until| *until <= pass.from).unwrap_or(taken.len());
        if track == taken.len() {
            taken.push(0);
        }
        taken[track] = pass.to;
        pass.back = track;
    }
    passes.into_iter().collect()
}
