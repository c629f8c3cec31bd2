//! Orders nodes and knots within their layers, so that few lines cross.
//!
//! The search begins from several first orders. It sweeps through the layers forwards and backwards and sorts
//! each layer by the places of its neighbours in the layer before. It swaps adjacent nodes if that saves
//! crossings. It then sifts the best orders: it moves each node to its best place. At last it shuffles a few
//! places at random and sifts again. The best order wins. The order of the lanes always holds. This module must
//! not know sizes.

use super::web::{Link, Web};

/// Sweeps without progress before an attempt ends, and the maximum number of sweeps.
const PATIENCE: usize = 2;
const SWEEPS: usize = 24;
/// Maximum number of passes over one layer with swaps, and of sifting passes over all layers.
const ROUNDS: usize = 8;
const SIFTS: usize = 8;
/// Number of links that all sifting passes over one order may visit.
const SIFTED: usize = 20_000;
/// Maximum distance, in places, that sifting moves a node.
const REACH: usize = 32;
/// Number of links that all attempts, and all shuffles, may visit: a small graph gets more of both.
const STARTS: usize = 4_500;
const BLOWS: usize = 2_000;
/// Maximum number of attempts, and how many of the best ones are sifted.
const MOST_STARTS: u32 = 12;
const BEST: usize = 3;
/// Number of adjacent places in a layer that a shuffle reorders.
const BLOW: usize = 8;

/// Distance between two lanes, in the unit of `spot`.
const LANE: i64 = 1 << 32;

/// Finds the order of the nodes and knots in each layer.
pub(super) fn arrange(web: &Web, lanes: usize) -> Order {
    let links = web.links.len().max(1);
    let starts = u32::try_from(STARTS / links).unwrap_or(MOST_STARTS).clamp(2, MOST_STARTS);
    let mut found: Vec<(u64, Order)> = Vec::new();
    for start in 0..starts {
        found.push(Arrangement::start(web, lanes, start).improve());
        if found.last().is_some_and(|(crossings, _)| *crossings == 0) {
            break;
        }
    }
    found.sort_by_key(|(crossings, _)| *crossings);
    let mut arrangement = Arrangement::start(web, lanes, 0);
    let refined = found.into_iter().take(BEST).map(|(_, order)| arrangement.refine(order));
    let Some((mut least, mut best)) = refined.min_by_key(|(crossings, _)| *crossings) else { return Order::new() };
    let mut chance = Chance(starts);
    for _ in 0..BLOWS / links {
        if least == 0 {
            break;
        }
        let struck = arrangement.strike(&best, &mut chance);
        let (crossings, order) = arrangement.refine(struck);
        if crossings <= least {
            (least, best) = (crossings, order);
        }
    }
    best
}

/// The nodes and knots of each layer, in their order across.
type Order = Vec<Vec<usize>>;

/// The direction of a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Down,
    Up,
}

struct Arrangement<'w> {
    web: &'w Web,
    order: Order,
    /// For each node and knot, its index in its layer.
    index: Vec<usize>,
    /// Its lane; for a knot, the lane where it should be.
    lane: Vec<usize>,
    /// Its position across, comparable between layers.
    spot: Vec<i64>,
    lanes: usize,
    /// For each node and knot, the neighbours in the layer before and in the layer behind, with the number of
    /// lines to each.
    before: Vec<Vec<(usize, u64)>>,
    behind: Vec<Vec<(usize, u64)>>,
}

impl<'w> Arrangement<'w> {
    /// Makes a first order: visits the nodes along the links, from the first layer forwards, or from the last
    /// one backwards if `start` is 1. From 2 on, the neighbours are visited in random order.
    fn start(web: &'w Web, lanes: usize, start: u32) -> Self {
        let count = web.layer.len();
        let ends = |links: &Vec<usize>, end: fn(&Link) -> usize| -> Vec<(usize, u64)> {
            links.iter().map(|link| (end(&web.links[*link]), web.links[*link].lines)).collect()
        };
        let before: Vec<Vec<(usize, u64)>> = web.above.iter().map(|links| ends(links, |link| link.from)).collect();
        let behind: Vec<Vec<(usize, u64)>> = web.below.iter().map(|links| ends(links, |link| link.to)).collect();
        let mut order = vec![Vec::new(); web.layers];
        let mut seen = vec![false; count];
        let forward = start != 1;
        let mut roots: Vec<usize> = (0..web.nodes).collect();
        let mut chance = Chance(start);
        roots.sort_by_key(|node| if forward { web.layer[*node] } else { web.layers - web.layer[*node] });
        let mut open = Vec::new();
        let mut lane: Vec<usize> = web.lane.iter().map(|lane| lane.unwrap_or(0).min(lanes - 1)).collect();
        for root in roots {
            open.push(root);
            while let Some(at) = open.pop() {
                if std::mem::replace(&mut seen[at], true) {
                    continue;
                }
                order[web.layer[at]].push(at);
                let next = if forward { &behind[at] } else { &before[at] };
                for &(to, _) in next {
                    if web.is_knot(to) {
                        lane[to] = lane[at];
                    }
                }
                let from = open.len();
                open.extend(next.iter().rev().map(|(to, _)| *to).filter(|to| !seen[*to]));
                // The first two attempts keep the given order.
                if start >= 2 {
                    chance.shuffle(&mut open[from..]);
                }
            }
        }
        for layer in &mut order {
            layer.sort_by_key(|at| lane[*at]);
        }
        let mut arrangement =
            Self { web, order, index: vec![0; count], lane, spot: vec![0; count], lanes, before, behind };
        for layer in 0..arrangement.order.len() {
            arrangement.number(layer);
        }
        arrangement
    }

    /// Sweeps until there is no progress; returns the best order and its number of crossings.
    fn improve(&mut self) -> (u64, Order) {
        self.swap_neighbours();
        let mut best = (self.crossings(), self.order.clone());
        let mut worse = 0;
        for sweep in 0..SWEEPS {
            if best.0 == 0 || worse >= PATIENCE {
                break;
            }
            self.sweep(if sweep % 2 == 0 { Way::Down } else { Way::Up }, sweep % 4 >= 2);
            self.swap_neighbours();
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.order.clone());
                worse = 0;
            } else {
                worse += 1;
            }
        }
        best
    }

    /// Sifts an order until there is no progress; returns the order and its number of crossings.
    fn refine(&mut self, order: Order) -> (u64, Order) {
        self.order = order;
        for layer in 0..self.order.len() {
            self.number(layer);
        }
        for _ in 0..(SIFTED / self.web.links.len().max(1)).clamp(1, SIFTS) {
            if !self.sift() {
                break;
            }
        }
        (self.crossings(), self.order.clone())
    }

    /// Returns an order in which a few places of up to two layers are shuffled.
    fn strike(&self, order: &Order, chance: &mut Chance) -> Order {
        let mut struck = order.clone();
        for _ in 0..2 {
            let layer = chance.below(struck.len());
            let Some(row) = struck.get_mut(layer).filter(|row| row.len() > 1) else { continue };
            let from = chance.below(row.len() - 1);
            let to = row.len().min(from + BLOW);
            chance.shuffle(&mut row[from..to]);
            if self.lanes > 1 {
                row.sort_by_key(|at| self.lane[*at]);
            }
        }
        struck
    }

    /// Updates the index and position of everything in a layer, and limits a knot's lane to those of the nodes
    /// around it.
    fn number(&mut self, layer: usize) {
        let order = &self.order[layer];
        if self.lanes > 1 {
            let mut least = 0;
            for &at in order {
                match self.web.lane[at] {
                    Some(_) => least = self.lane[at],
                    None => self.lane[at] = self.lane[at].max(least),
                }
            }
            let mut most = self.lanes - 1;
            for &at in order.iter().rev() {
                match self.web.lane[at] {
                    Some(_) => most = self.lane[at],
                    None => self.lane[at] = self.lane[at].min(most),
                }
            }
        }
        let mut from = 0;
        while from < order.len() {
            let lane = self.lane[order[from]];
            let to = order[from..].iter().position(|at| self.lane[*at] != lane).map_or(order.len(), |more| from + more);
            let step = LANE / whole(to - from + 1);
            let mut spot = whole(lane) * LANE;
            for (index, &at) in order.iter().enumerate().take(to).skip(from) {
                spot += step;
                self.spot[at] = spot;
                self.index[at] = index;
            }
            from = to;
        }
    }

    /// Sorts every layer but the first by the average position of the neighbours in the layer before, in the
    /// direction of the sweep. `last_first` reverses nodes with equal averages.
    fn sweep(&mut self, way: Way, last_first: bool) {
        let layers = self.order.len();
        for step in 1..layers {
            let layer = if way == Way::Down { step } else { layers - 1 - step };
            let mut keyed: Vec<(usize, i64, usize)> = Vec::with_capacity(self.order[layer].len());
            for &at in &self.order[layer] {
                let neighbours = if way == Way::Down { &self.before[at] } else { &self.behind[at] };
                let key = match neighbours.len() {
                    0 => self.spot[at],
                    count => neighbours.iter().map(|(neighbour, _)| self.spot[*neighbour]).sum::<i64>() / whole(count),
                };
                if self.web.lane[at].is_none() {
                    let lane = usize::try_from(key / LANE).unwrap_or(0);
                    self.lane[at] = lane.min(self.lanes - 1);
                }
                keyed.push((self.lane[at], key, at));
            }
            if last_first {
                keyed.reverse();
            }
            keyed.sort_by_key(|(lane, key, _)| (*lane, *key));
            for (place, (.., at)) in self.order[layer].iter_mut().zip(keyed) {
                *place = at;
            }
            self.number(layer);
        }
    }

    /// Swaps adjacent nodes of a layer if that saves crossings; returns whether any moved.
    fn swap_neighbours(&mut self) -> bool {
        let mut any = false;
        let mut ends = Ends::default();
        for layer in 0..self.order.len() {
            ends.fill(self, layer);
            let mut here = false;
            for _ in 0..ROUNDS {
                let mut again = false;
                for place in 1..self.order[layer].len() {
                    let (a, b) = (self.order[layer][place - 1], self.order[layer][place]);
                    if self.may_pass(a, b) && ends.saved(place - 1, place) > 0 {
                        self.order[layer].swap(place - 1, place);
                        ends.places.swap(place - 1, place);
                        again = true;
                    }
                }
                if !again {
                    break;
                }
                here = true;
            }
            if here {
                self.number(layer);
                any = true;
            }
        }
        any
    }

    /// Moves each node and knot to the place in its layer that saves most crossings; returns whether any moved.
    fn sift(&mut self) -> bool {
        let mut any = false;
        let mut ends = Ends::default();
        for layer in 0..self.order.len() {
            ends.fill(self, layer);
            let mut here = false;
            let all = self.order[layer].clone();
            for at in all {
                let Some(place) = self.order[layer].iter().position(|other| *other == at) else { continue };
                let mut best = (0, place);
                let mut saved = 0;
                for other in (place.saturating_sub(REACH)..place).rev() {
                    if !self.may_pass(self.order[layer][other], at) {
                        break;
                    }
                    saved += ends.saved(other, place);
                    if saved > best.0 {
                        best = (saved, other);
                    }
                }
                saved = 0;
                for other in place + 1..self.order[layer].len().min(place + REACH) {
                    if !self.may_pass(at, self.order[layer][other]) {
                        break;
                    }
                    saved += ends.saved(place, other);
                    if saved > best.0 {
                        best = (saved, other);
                    }
                }
                if best.0 > 0 {
                    turn(&mut self.order[layer], place, best.1);
                    turn(&mut ends.places, place, best.1);
                    here = true;
                }
            }
            if here {
                self.number(layer);
                any = true;
            }
        }
        any
    }

    /// Whether two adjacent nodes may be swapped: nodes of different lanes may not, a knot always may.
    fn may_pass(&self, one: usize, other: usize) -> bool {
        match (self.web.lane[one], self.web.lane[other]) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }

    /// The number of pairs of lines that cross.
    fn crossings(&self) -> u64 {
        let mut crossings = 0;
        let mut ends: Vec<(usize, u64)> = Vec::new();
        let mut tree: Vec<u64> = Vec::new();
        for pair in self.order.windows(2) {
            tree.clear();
            tree.resize(pair[1].len() + 1, 0);
            let mut counted = 0;
            for &at in &pair[0] {
                ends.clear();
                ends.extend(self.behind[at].iter().map(|(to, lines)| (self.index[*to], *lines)));
                ends.sort_unstable();
                // A link crosses those that begin before it and end behind it. The Fenwick tree counts lines by
                // where they end.
                for &(end, lines) in &ends {
                    let (mut node, mut until) = (end + 1, 0);
                    while node > 0 {
                        until += tree[node];
                        node &= node - 1;
                    }
                    crossings += lines * (counted - until);
                }
                for &(end, lines) in &ends {
                    let mut node = end + 1;
                    while let Some(sum) = tree.get_mut(node) {
                        *sum += lines;
                        node += node & node.wrapping_neg();
                    }
                    counted += lines;
                }
            }
        }
        crossings
    }
}

/// The ends of all links of a layer, sorted, to count crossings quickly.
#[derive(Default)]
struct Ends {
    /// For each place of the layer, three indices into `list`: the start of its links to the layer before, the
    /// start of its links to the layer behind, and their end.
    places: Vec<[usize; 3]>,
    /// For each link, the neighbour's index and the number of lines.
    list: Vec<(usize, u64)>,
}

impl Ends {
    fn fill(&mut self, arrangement: &Arrangement<'_>, layer: usize) {
        self.places.clear();
        self.list.clear();
        for &at in &arrangement.order[layer] {
            let mut place = [self.list.len(); 3];
            for (side, end) in [&arrangement.before[at], &arrangement.behind[at]].into_iter().zip(1..) {
                let from = self.list.len();
                self.list.extend(side.iter().map(|(to, lines)| (arrangement.index[*to], *lines)));
                self.list[from..].sort_unstable();
                place[end] = self.list.len();
            }
            self.places.push(place);
        }
    }

    /// The number of crossings saved if the nodes at the two places swap their order.
    fn saved(&self, first: usize, second: usize) -> i64 {
        let links = |place: usize| {
            let [from, middle, to] = self.places[place];
            [&self.list[from..middle], &self.list[middle..to]]
        };
        let sides = links(first).into_iter().zip(links(second));
        sides.map(|(one, other)| inversions(one, other) - inversions(other, one)).sum()
    }
}

/// Moves one item of a list to another index.
fn turn<T>(list: &mut [T], from: usize, to: usize) {
    if to < from {
        list[to..=from].rotate_right(1);
    } else {
        list[from..=to].rotate_left(1);
    }
}

/// The number of crossings between two sorted lists of ends, if `left` stands before `right`.
fn inversions(left: &[(usize, u64)], right: &[(usize, u64)]) -> i64 {
    let (mut at, mut lines_before, mut crossings) = (0, 0, 0);
    for &(end, lines) in left {
        while let Some((_, more)) = right.get(at).filter(|(other, _)| *other < end) {
            lines_before += more;
            at += 1;
        }
        crossings += lines * lines_before;
    }
    i64::try_from(crossings).unwrap_or(i64::MAX)
}

/// A count as a signed number.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A pseudo-random generator with a fixed seed, so that every run gives the same result.
struct Chance(u32);

impl Chance {
    /// A number from 0 to `end - 1`; `end` must not be 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(self.0 >> 8).unwrap_or(0) % end.max(1)
    }

    fn shuffle(&mut self, list: &mut [usize]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }
}
