//! Routes lines through the channels between the layers, and computes all depths.
//!
//! Each line that is not straight has a stretch across in its channel. Stretches that are near each other are
//! on different tracks. The order of the tracks is chosen so that few lines cross and no two lines overlap.
//! This module must not know what the lines mean.

use super::order::whole;
use super::place::Placed;
use super::web::Web;
use super::{Graph, Layout};

/// Parallel lines closer together than this, in pixels, look like one line.
const NEAR: i64 = 4;

/// Cost of an overlap of two lines, in crossings.
const OVERLAP: i64 = 1 << 20;

/// Maximum number of passes that improve a channel's order, and of pairs of stretches that they compare.
const ROUNDS: usize = 12;
const PAIRS: usize = 400_000;
/// Number of pairs and ends that all channels together may visit; after that, the orders stay as they are.
const EFFORT: usize = 20_000_000;

/// A stretch across a channel, for one bundle of lines.
#[derive(Debug, Clone)]
struct Stretch {
    /// The place across where the line enters, from the layer before or from another stretch.
    top: i64,
    /// The places across where the lines leave, and what follows there.
    ends: Vec<(i64, End)>,
    from: i64,
    to: i64,
    /// The stretch that leads to this one; `None` if the line comes from the layer before.
    continues: Option<usize>,
    track: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Link(usize),
    Stretch(usize),
}

/// A channel: the space between two layers, with its stretches.
#[derive(Debug, Default)]
struct Channel {
    stretches: Vec<Stretch>,
    tracks: usize,
}

pub(super) fn route(graph: &Graph, web: &Web, order: &[Vec<usize>], placed: &Placed) -> Layout {
    let mut effort = EFFORT;
    let channels: Vec<Channel> = order.iter().map(|layer| Channel::below(web, layer, placed, &mut effort)).collect();
    let spacing = &graph.spacing;
    let mut depths = Vec::with_capacity(order.len());
    // For each link, the points where it bends in its channel.
    let mut bends: Vec<Vec<[i64; 2]>> = vec![Vec::new(); web.links.len()];
    let mut depth = 0;
    for (layer, channel) in order.iter().zip(&channels) {
        let nodes = layer.iter().filter(|at| !web.is_knot(**at));
        let deep = nodes.map(|node| graph.nodes[*node].depth).max().unwrap_or(0);
        depths.push([depth, depth + deep]);
        let tracks = whole(channel.tracks);
        let across = if tracks > 0 { 2 * spacing.beside + (tracks - 1) * spacing.lines } else { 0 };
        let width = across.max(spacing.layers);
        // The tracks are centred in their channel.
        let first = depth + deep + (width - (tracks - 1).max(0) * spacing.lines) / 2;
        for stretch in 0..channel.stretches.len() {
            channel.bend(stretch, &|track| first + whole(track) * spacing.lines, &mut bends);
        }
        depth += deep + width;
    }
    let mut layout = Layout {
        places: (0..web.nodes)
            .map(|node| {
                let [from, to] = depths[web.layer[node]];
                [placed.across[node], from + (to - from - graph.nodes[node].depth) / 2]
            })
            .collect(),
        layers: web.layer[..web.nodes].to_vec(),
        depths,
        lanes: placed.lanes.clone(),
        ..Layout::default()
    };
    layout.routes = (0..web.ways.len()).map(|edge| way(graph, web, placed, &layout.places, &bends, edge)).collect();
    layout.shift_to_origin(graph);
    layout
}

/// The corners of an edge's route.
fn way(
    graph: &Graph,
    web: &Web,
    across: &Placed,
    places: &[[i64; 2]],
    bends: &[Vec<[i64; 2]>],
    edge: usize,
) -> Vec<[i64; 2]> {
    let links = &web.ways[edge];
    let (Some(&first), Some(&last)) = (links.first(), links.last()) else { return Vec::new() };
    let (from, to) = (web.links[first].from, web.links[last].to);
    let mut points = vec![[across.leaves[first], places[from][1] + graph.nodes[from].depth]];
    for link in links {
        points.extend(&bends[*link]);
    }
    points.push([across.reaches[last], places[to][1]]);
    points.dedup();
    // A point between two others on one straight line is no corner.
    let mut corners: Vec<[i64; 2]> = Vec::with_capacity(points.len());
    for point in points {
        if let [.., before, last] = corners[..]
            && (0..2).any(|axis| before[axis] == last[axis] && last[axis] == point[axis])
        {
            corners.pop();
        }
        corners.push(point);
    }
    if web.turned[edge] {
        corners.reverse();
    }
    corners
}

impl Layout {
    /// Moves everything so that the smallest place across is 0, and computes the size.
    fn shift_to_origin(&mut self, graph: &Graph) {
        let points = self.places.iter().chain(self.routes.iter().flatten()).map(|[across, _]| *across);
        let least = points.chain(self.lanes.iter().flatten().copied()).min().unwrap_or(0);
        self.places.iter_mut().chain(self.routes.iter_mut().flatten()).for_each(|point| point[0] -= least);
        self.lanes.iter_mut().flatten().for_each(|place| *place -= least);
        let ends = self.places.iter().zip(&graph.nodes).map(|(place, node)| place[0] + node.breadth);
        let lines = self.routes.iter().flatten().map(|point| point[0]);
        let across = ends.chain(lines).chain(self.lanes.iter().map(|lane| lane[1])).max().unwrap_or(0);
        self.size = [across, self.depths.last().map_or(0, |depth| depth[1])];
    }
}

/// Subtracts `much` from the remaining effort; returns whether enough was left.
fn spend(effort: &mut usize, much: usize) -> bool {
    let is_enough = much <= *effort;
    *effort = effort.saturating_sub(much);
    is_enough
}

impl Channel {
    /// Builds the channel behind a layer.
    fn below(web: &Web, layer: &[usize], placed: &Placed, effort: &mut usize) -> Self {
        let mut channel = Self::default();
        for &at in layer {
            let mut links = web.below[at].clone();
            links.sort_by_key(|link| (web.links[*link].bundle, placed.reaches[*link]));
            for bundle in links.chunk_by(|a, b| web.links[*a].bundle == web.links[*b].bundle) {
                let Some(first) = bundle.first() else { continue };
                let top = placed.leaves[*first];
                if bundle.iter().any(|link| placed.reaches[*link] != top) {
                    let ends = bundle.iter().map(|link| (placed.reaches[*link], End::Link(*link))).collect();
                    channel.stretches.push(Stretch::of(top, ends));
                }
            }
        }
        channel.order(effort);
        channel
    }

    /// Finds an order of the stretches with few crossings, and assigns their tracks.
    fn order(&mut self, effort: &mut usize) {
        let mut sequence: Vec<usize> = (0..self.stretches.len()).collect();
        // First order: stretches to the left sorted from left to right, then stretches to the right from right
        // to left. Among themselves, those to one side do not cross.
        sequence.sort_by_key(|at| {
            let stretch = &self.stretches[*at];
            let middle = i64::midpoint(stretch.from, stretch.to);
            if middle < stretch.top { (0, stretch.top) } else { (1, -stretch.top) }
        });
        self.improve(&mut sequence, effort);
        let ends: usize = self.stretches.iter().map(|stretch| stretch.ends.len() + 1).sum();
        for _ in 0..2 * self.stretches.len() {
            if !spend(effort, ends) {
                break;
            }
            let Some((upper, lower)) = self.conflict(&sequence) else { break };
            self.split(upper, lower, &mut sequence);
            self.improve(&mut sequence, effort);
        }
        for at in 0..sequence.len() {
            let this = &self.stretches[sequence[at]];
            let near = sequence[..at].iter().map(|other| &self.stretches[*other]).filter(|other| this.is_near(other));
            let track = near.map(|other| other.track + 1).max().unwrap_or(0);
            self.stretches[sequence[at]].track = track;
            self.tracks = self.tracks.max(track + 1);
        }
    }

    /// Moves each stretch to the place in the sequence where it costs least.
    fn improve(&self, sequence: &mut [usize], effort: &mut usize) {
        let stretches = self.stretches.len().max(1);
        for _ in 0..ROUNDS.min(PAIRS / (stretches * stretches)) {
            if !spend(effort, stretches * stretches) {
                break;
            }
            let mut any = false;
            for at in 0..self.stretches.len() {
                let Some(here) = sequence.iter().position(|other| *other == at) else { continue };
                let mut best = (0, here);
                let mut cost = 0;
                for place in (0..here).rev() {
                    cost += self.gain(at, sequence[place]);
                    best = best.min((cost, place));
                }
                cost = 0;
                for (place, other) in sequence.iter().enumerate().skip(here + 1) {
                    cost -= self.gain(at, *other);
                    if cost < best.0 {
                        best = (cost, place);
                    }
                }
                if best.0 < 0 {
                    any = true;
                    if best.1 < here {
                        sequence[best.1..=here].rotate_right(1);
                    } else {
                        sequence[here..=best.1].rotate_left(1);
                    }
                }
            }
            if !any {
                break;
            }
        }
    }

    /// The additional cost of having `one` above `other` instead of below it.
    fn gain(&self, one: usize, other: usize) -> i64 {
        let (upper, lower) = (&self.stretches[one], &self.stretches[other]);
        if lower.continues == Some(one) {
            -OVERLAP
        } else if upper.continues == Some(other) {
            OVERLAP
        } else if upper.is_near(lower) {
            upper.cost_above(lower) - lower.cost_above(upper)
        } else {
            0
        }
    }

    /// Finds two stretches such that the first is above the second and their lines overlap.
    fn conflict(&self, sequence: &[usize]) -> Option<(usize, usize)> {
        let mut place = vec![0; self.stretches.len()];
        for (at, stretch) in sequence.iter().enumerate() {
            place[*stretch] = at;
        }
        let ends = self.stretches.iter().enumerate().flat_map(|(at, s)| s.ends.iter().map(move |(end, _)| (*end, at)));
        let mut ends: Vec<(i64, usize)> = ends.collect();
        ends.sort_unstable();
        for &lower in sequence {
            let stretch = &self.stretches[lower];
            let from = ends.partition_point(|(end, _)| *end <= stretch.top - NEAR);
            let near = ends[from..].iter().take_while(|(end, _)| *end < stretch.top + NEAR).map(|(_, upper)| *upper);
            let above = |upper: &usize| place[*upper] < place[lower] && stretch.continues != Some(*upper);
            if let Some(upper) = near.into_iter().find(above) {
                return Some((upper, lower));
            }
        }
        None
    }

    /// Removes an overlap: the upper stretch's end moves to a free place, and a new stretch below both leads
    /// from there back to the old end.
    fn split(&mut self, upper: usize, lower: usize, sequence: &mut Vec<usize>) {
        let top = self.stretches[lower].top;
        let Some(at) = self.stretches[upper].ends.iter().position(|(end, _)| (end - top).abs() < NEAR) else { return };
        let places = self.stretches.iter().flat_map(|s| s.ends.iter().map(|(end, _)| *end).chain([s.top]));
        let mut taken: Vec<i64> = places.collect();
        taken.sort_unstable();
        let is_free = |place: i64| {
            let next = taken.partition_point(|other| *other <= place - NEAR);
            taken.get(next).is_none_or(|other| *other >= place + NEAR)
        };
        // Each taken place blocks at most two candidates, so this range contains a free one.
        let free = (1..=2 * whole(taken.len()) + 1)
            .flat_map(|far| [top - NEAR * far, top + NEAR * far])
            .find(|place| is_free(*place));
        let (Some(free), (end, leads_to)) = (free, self.stretches[upper].ends[at]) else { return };
        let added = self.stretches.len();
        self.stretches.push(Stretch { continues: Some(upper), ..Stretch::of(free, vec![(end, leads_to)]) });
        if let End::Stretch(next) = leads_to {
            self.stretches[next].continues = Some(added);
        }
        let stretch = &mut self.stretches[upper];
        stretch.ends[at] = (free, End::Stretch(added));
        let ends = std::mem::take(&mut stretch.ends);
        *stretch = Stretch { continues: stretch.continues, ..Stretch::of(stretch.top, ends) };
        let below = sequence.iter().position(|other| *other == lower).map_or(sequence.len(), |place| place + 1);
        sequence.insert(below, added);
    }

    /// Writes the bends of all links that run along a stretch.
    fn bend(&self, stretch: usize, depth: &dyn Fn(usize) -> i64, bends: &mut [Vec<[i64; 2]>]) {
        let mut open = vec![(stretch, Vec::new())];
        // A stretch that continues another one is written together with that one.
        if self.stretches[stretch].continues.is_some() {
            return;
        }
        while let Some((at, before)) = open.pop() {
            let this = &self.stretches[at];
            let y = depth(this.track);
            for &(end, leads_to) in &this.ends {
                let mut points = before.clone();
                points.push([this.top, y]);
                points.push([end, y]);
                match leads_to {
                    End::Link(link) => bends[link] = points,
                    End::Stretch(next) => open.push((next, points)),
                }
            }
        }
    }
}

impl Stretch {
    fn of(top: i64, ends: Vec<(i64, End)>) -> Self {
        let from = ends.iter().map(|(end, _)| *end).min().map_or(top, |least| least.min(top));
        let to = ends.iter().map(|(end, _)| *end).max().map_or(top, |most| most.max(top));
        Self { top, ends, from, to, continues: None, track: 0 }
    }

    /// Whether the two stretches would touch on one track.
    fn is_near(&self, other: &Self) -> bool {
        self.from < other.to + NEAR && other.from < self.to + NEAR
    }

    /// Whether this stretch comes down where the other one goes on.
    fn top_meets_end_of(&self, other: &Self) -> bool {
        other.ends.iter().any(|(end, _)| (end - self.top).abs() < NEAR)
    }

    /// The cost if this stretch is above the other one: crossings, and overlaps.
    fn cost_above(&self, other: &Self) -> i64 {
        let down: i64 = self.ends.iter().map(|(end, _)| other.lines_at(*end)).sum();
        let overlap = if other.top_meets_end_of(self) { OVERLAP } else { 0 };
        down + self.lines_at(other.top) * whole(other.ends.len()) + overlap
    }

    /// The number of its lines that pass a place across.
    fn lines_at(&self, place: i64) -> i64 {
        let (least, most) = (|end: i64| end.min(self.top), |end: i64| end.max(self.top));
        let passes = |end: i64| least(end) <= place && place <= most(end);
        whole(self.ends.iter().filter(|(end, _)| passes(*end)).count())
    }
}
