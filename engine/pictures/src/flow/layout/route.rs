//! The ways of the lines through the channels between layers, and how deep everything stands.
//!
//! In a channel every line that does not go straight on has a stretch across, on a track of its own wherever another
//! stretch is near. Which stretch lies above which is chosen so that few lines cross and none lie on each other.

use super::order::whole;
use super::place::Placed;
use super::web::Web;
use super::{Graph, Layout};

/// Lines that run closer together than this, in pixels, look like one.
const NEAR: i64 = 4;

/// What it costs when lines lie on each other, in crossings.
const OVERLAP: i64 = 1 << 20;

/// How often a channel is looked through for a better order at the most, and how many pairs of stretches are compared.
const ROUNDS: usize = 12;
const PAIRS: usize = 400_000;
/// How many pairs and ends of stretches are looked at in all channels together: then everything stays as good as it is.
const EFFORT: usize = 20_000_000;

/// A stretch across a channel, with all that begins and ends on it.
#[derive(Debug, Clone)]
struct Stretch {
    /// Where it comes from the layer before, or from another stretch.
    top: i64,
    /// Where it goes on to: a link or another stretch.
    ends: Vec<(i64, End)>,
    from: i64,
    to: i64,
    /// The stretch that leads to this one, where it does not come from the layer before.
    continues: Option<usize>,
    track: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Link(usize),
    Stretch(usize),
}

/// A channel: the stretches between two layers.
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
        // The tracks stand in the middle of their channel.
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

/// The corners of an edge.
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
    // What lies between two others on one line is no corner.
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
    /// Moves everything so that the first thing across begins at nothing, and measures it.
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

/// Takes so much of what is left; whether there was enough.
fn spend(effort: &mut usize, much: usize) -> bool {
    let is_enough = much <= *effort;
    *effort = effort.saturating_sub(much);
    is_enough
}

impl Channel {
    /// The channel below a layer.
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

    /// Finds an order of the stretches in which few lines cross, and gives each its track.
    fn order(&mut self, effort: &mut usize) {
        let mut sequence: Vec<usize> = (0..self.stretches.len()).collect();
        // Lines to the left come from left to right, lines to the right from right to left: then they do not cross.
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

    /// Moves each stretch to where it costs least.
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

    /// What it costs more to have the one above the other than below it.
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

    /// Two stretches of which the first lies above the second although their lines then lie on each other.
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

    /// Leads the end of the upper stretch that the lower one comes down on around it: over a free place beside it and a
    /// stretch of its own below both.
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
        // Each end is in the way of two places at the most.
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

    /// Writes where the links of a stretch bend.
    fn bend(&self, stretch: usize, depth: &dyn Fn(usize) -> i64, bends: &mut [Vec<[i64; 2]>]) {
        let mut open = vec![(stretch, Vec::new())];
        // A stretch that another one leads to is written with that one.
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

    /// Whether two stretches on one track would touch.
    fn is_near(&self, other: &Self) -> bool {
        self.from < other.to + NEAR && other.from < self.to + NEAR
    }

    /// Whether this one comes down where the other one goes on down.
    fn top_meets_end_of(&self, other: &Self) -> bool {
        other.ends.iter().any(|(end, _)| (end - self.top).abs() < NEAR)
    }

    /// How many lines cross, and lie on each other, when this one lies above the other.
    fn cost_above(&self, other: &Self) -> i64 {
        let down: i64 = self.ends.iter().map(|(end, _)| other.lines_at(*end)).sum();
        let overlap = if other.top_meets_end_of(self) { OVERLAP } else { 0 };
        down + self.lines_at(other.top) * whole(other.ends.len()) + overlap
    }

    /// How many of its lines pass a place across.
    fn lines_at(&self, place: i64) -> i64 {
        let (least, most) = (|end: i64| end.min(self.top), |end: i64| end.max(self.top));
        let passes = |end: i64| least(end) <= place && place <= most(end);
        whole(self.ends.iter().filter(|(end, _)| passes(*end)).count())
    }
}
