//! Places everything across its layer, so that lines are as straight and as short as the order allows.
//!
//! This module must not know depth.

use super::order::whole;
use super::tension::{Hold, Tie, settle};
use super::web::{Link, Web};
use super::{Graph, Spacing};

/// Cost of each pixel that a link runs across, by the number of its ends that are knots. Links between knots
/// cost most, so that a line passes other nodes in a straight line.
const COSTS: [i64; 3] = [4, 8, 32];
/// Additional cost of a link that is the only one at both ends: of two equally short results, the one with
/// fewer bends wins.
const ONLY: i64 = 1;
/// Cost of each pixel that a lane is broader than its minimum, and of each pixel that a port is out of place.
const BREADTH: i64 = 4;
const OUT_OF_PLACE: i64 = 1;
/// Cost of each pixel between two nodes that should be level.
const LEVEL: i64 = 2;

/// The places of everything across.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// Where each node and knot begins.
    pub(super) across: Vec<i64>,
    /// Where each link begins.
    pub(super) leaves: Vec<i64>,
    /// Where each link ends.
    pub(super) reaches: Vec<i64>,
    /// Where each lane begins and ends.
    pub(super) lanes: Vec<[i64; 2]>,
}

pub(super) fn place(graph: &Graph, web: &Web, order: &[Vec<usize>]) -> Placed {
    let things = web.layer.len();
    let mut ties = Vec::with_capacity(2 * things + web.links.len());
    for layer in order {
        for pair in layer.windows(2) {
            let length = breadth(graph, web, pair[0]) + gap(&graph.spacing, web, pair[0], pair[1]);
            ties.push(Tie { from: pair[0], to: pair[1], length, hold: Hold::Apart });
        }
    }
    let borders = if graph.lanes.is_empty() { 0 } else { graph.lanes.len() + 1 };
    lanes(graph, web, &mut ties);
    let mut places = pack(&ties, things + borders);
    let mut ports = Ports { ties, places: &mut places, ends: vec![[(0, 0); 2]; web.links.len()] };
    ports.open(graph, web, order);
    let Ports { mut ties, ends, .. } = ports;
    for (link, [leaves, reaches]) in web.links.iter().zip(&ends) {
        let hold = Hold::Pull(cost(web, link));
        ties.push(Tie { from: leaves.0, to: reaches.0, length: leaves.1 - reaches.1, hold });
    }
    for &[one, other] in graph.level.iter().filter(|pair| pair.iter().all(|node| *node < web.nodes)) {
        let length = middle(graph, one) - middle(graph, other);
        ties.push(Tie { from: one, to: other, length, hold: Hold::Pull(LEVEL) });
    }
    let places = settle(&ties, &vec![0; places.len()], places);
    let at = |(thing, port): (usize, i64)| places[thing] + port;
    Placed {
        leaves: ends.iter().map(|ends| at(ends[0])).collect(),
        reaches: ends.iter().map(|ends| at(ends[1])).collect(),
        lanes: (0..graph.lanes.len()).map(|lane| [places[things + lane], places[things + lane + 1]]).collect(),
        across: places[..things].to_vec(),
    }
}

/// Adds the lanes' borders behind the nodes and knots, and keeps each node within its lane.
fn lanes(graph: &Graph, web: &Web, ties: &mut Vec<Tie>) {
    let things = web.layer.len();
    for (lane, least) in graph.lanes.iter().enumerate() {
        let border = things + lane;
        for hold in [Hold::Apart, Hold::Pull(BREADTH)] {
            ties.push(Tie { from: border, to: border + 1, length: *least, hold });
        }
    }
    if graph.lanes.is_empty() {
        return;
    }
    for (at, lane) in web.lane.iter().enumerate() {
        // A thing without a lane may stand anywhere between the first and the last border.
        let [from, to] = match lane {
            Some(lane) => [*lane, lane + 1],
            None => [0, graph.lanes.len()],
        };
        let margin = graph.spacing.beside;
        ties.push(Tie { from: things + from, to: at, length: margin, hold: Hold::Apart });
        let length = breadth(graph, web, at) + margin;
        ties.push(Tie { from: at, to: things + to, length, hold: Hold::Apart });
    }
}

/// The cost of each pixel that a link runs across.
fn cost(web: &Web, link: &Link) -> i64 {
    let knots = usize::from(web.is_knot(link.from)) + usize::from(web.is_knot(link.to));
    let is_only = web.below[link.from].len() == 1 && web.above[link.to].len() == 1;
    COSTS[knots] * link.weight.max(1) + if is_only { ONLY } else { 0 }
}

/// The middle of a node's ports, from where the node begins.
fn middle(graph: &Graph, node: usize) -> i64 {
    let [from, to] = graph.nodes[node].ports;
    i64::midpoint(from, to)
}

fn breadth(graph: &Graph, web: &Web, at: usize) -> i64 {
    if web.is_knot(at) { 0 } else { graph.nodes[at].breadth }
}

fn gap(spacing: &Spacing, web: &Web, one: usize, other: usize) -> i64 {
    match (web.is_knot(one), web.is_knot(other)) {
        (false, false) => spacing.nodes,
        (true, true) => spacing.lines,
        _ => spacing.beside,
    }
}

/// Places every thing as near to the start as the minimum distances allow.
fn pack(ties: &[Tie], count: usize) -> Vec<i64> {
    let mut after = vec![Vec::new(); count];
    let mut open = vec![0_usize; count];
    for tie in ties.iter().filter(|tie| tie.hold == Hold::Apart) {
        after[tie.from].push((tie.to, tie.length));
        open[tie.to] += 1;
    }
    let mut places = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|thing| open[*thing] == 0).collect();
    while let Some(thing) = ready.pop() {
        for &(next, length) in &after[thing] {
            places[next] = places[next].max(places[thing] + length);
            open[next] -= 1;
            if open[next] == 0 {
                ready.push(next);
            }
        }
    }
    places
}

/// Assigns the ports: the points where links leave and reach nodes.
///
/// A node side with a single port has it in the middle. Several ports may move to where their lines are
/// straight. They are in the order of the things at the links' other ends, so that links of one node do not
/// cross.
struct Ports<'p> {
    ties: Vec<Tie>,
    /// The places of all things; ports are added at the end.
    places: &'p mut Vec<i64>,
    /// For each link, the things at its beginning and end, with the distance from each thing.
    ends: Vec<[(usize, i64); 2]>,
}

impl Ports<'_> {
    fn open(&mut self, graph: &Graph, web: &Web, order: &[Vec<usize>]) {
        let mut index = vec![0; web.layer.len()];
        for layer in order {
            for (place, at) in layer.iter().enumerate() {
                index[*at] = place;
            }
        }
        for (at, link) in web.links.iter().enumerate() {
            self.ends[at] = [(link.from, 0), (link.to, 0)];
        }
        // The order of ports where links begin determines the order where they end.
        let mut turn = vec![0; web.links.len()];
        for node in 0..web.nodes {
            let mut links = web.below[node].clone();
            links.sort_by_key(|link| (web.links[*link].bundle, index[web.links[*link].to]));
            let mut bundles: Vec<&[usize]> =
                links.chunk_by(|a, b| web.links[*a].bundle == web.links[*b].bundle).collect();
            let middle = |bundle: &&[usize]| {
                let sum: usize = bundle.iter().map(|link| index[web.links[*link].to]).sum();
                sum * 1_000 / bundle.len()
            };
            bundles.sort_by_key(middle);
            for (place, bundle) in bundles.iter().enumerate() {
                bundle.iter().for_each(|link| turn[*link] = place);
            }
            self.share(graph, node, 0, &bundles);
        }
        for node in 0..web.nodes {
            let mut links = web.above[node].clone();
            links.sort_by_key(|link| (index[web.links[*link].from], turn[*link]));
            let links: Vec<&[usize]> = links.iter().map(std::slice::from_ref).collect();
            self.share(graph, node, 1, &links);
        }
    }

    /// Assigns a port to each group of links, on one side of a node.
    fn share(&mut self, graph: &Graph, node: usize, end: usize, groups: &[&[usize]]) {
        let [first, last] = graph.nodes[node].ports;
        let count = whole(groups.len());
        let margin = ((last - first) / (count + 1)).min(graph.spacing.lines);
        let mut before = node;
        for (place, group) in (1..).zip(groups) {
            let spread = first + (last - first) * place / (count + 1);
            if groups.len() == 1 {
                group.iter().for_each(|link| self.ends[*link][end] = (node, spread));
                continue;
            }
            let port = self.places.len();
            self.places.push(self.places[node] + spread);
            let length = if before == node { first + margin } else { margin };
            self.ties.push(Tie { from: before, to: port, length, hold: Hold::Apart });
            self.ties.push(Tie { from: node, to: port, length: spread, hold: Hold::Pull(OUT_OF_PLACE) });
            if place == count {
                self.ties.push(Tie { from: port, to: node, length: margin - last, hold: Hold::Apart });
            }
            group.iter().for_each(|link| self.ends[*link][end] = (port, 0));
            before = port;
        }
    }
}
