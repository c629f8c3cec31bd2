//! Chooses the order of the participants' lanes.
//!
//! The lanes are in the order in which the participants take part, unless another place for a lane makes fewer
//! lines cross. The first lane stays first, whoever conducts stands below it, so that the calls drop from one line,
//! outsiders stand below everybody else, and empty lanes come last. This module must not know pixels.

use std::collections::BTreeSet;

use super::super::layout::{Edge, Graph};

/// Maximum number of line stretches that the search visits; after that it keeps the best order so far.
const EFFORT: usize = 50_000;

/// The lanes of a graph in their order from top to bottom. `outside` says which lanes are those of outsiders,
/// `conductor` which lane is that of whoever makes the calls; `layers` has the layer of each node.
pub(super) fn order(graph: &Graph, outside: &[bool], conductor: Option<usize>, layers: &[usize]) -> Vec<usize> {
    let taken: BTreeSet<usize> = graph.nodes.iter().filter_map(|node| node.lane).collect();
    let mut order: Vec<usize> = (0..graph.lanes.len()).collect();
    let first = order.iter().copied().find(|lane| taken.contains(lane));
    let is_outside = |lane: usize| outside.get(lane) == Some(&true) && Some(lane) != first;
    let conductor = conductor.filter(|lane| taken.contains(lane) && Some(*lane) != first && !is_outside(*lane));
    let is_later = |lane: usize| Some(lane) != first && Some(lane) != conductor;
    order.sort_by_key(|lane| (!taken.contains(lane), is_outside(*lane), Some(*lane) != first, is_later(*lane)));
    // These lanes keep their places.
    let fixed = 1 + usize::from(conductor.is_some());
    let stretches = stretches(graph, layers);
    let mut least = crossings(&order, &stretches);
    let mut looks = EFFORT / stretches.iter().map(Vec::len).sum::<usize>().max(1);
    while least > 0 {
        let before = least;
        for lane in taken.iter().copied().filter(|lane| is_later(*lane)) {
            let Some(here) = order.iter().position(|other| *other == lane) else { continue };
            for place in (fixed..taken.len()).take(looks) {
                looks -= 1;
                if order.get(place).is_none_or(|other| is_outside(*other) != is_outside(lane)) {
                    continue;
                }
                let mut moved = order.clone();
                moved.remove(here);
                moved.insert(place, lane);
                let crossings = crossings(&moved, &stretches);
                if crossings < least {
                    (least, order) = (crossings, moved);
                    break;
                }
            }
        }
        if least == before {
            break;
        }
    }
    order
}

/// The part of a line between two neighbouring layers: the lanes where it begins and ends.
type Stretch = (usize, usize);

/// The stretches behind each layer. A line stays in its first lane until the last stretch leads to its last lane.
fn stretches(graph: &Graph, layers: &[usize]) -> Vec<Vec<Stretch>> {
    let mut stretches = vec![Vec::new(); layers.iter().max().map_or(0, |last| last + 1)];
    let lane = |node: usize| graph.nodes.get(node)?.lane;
    for &Edge { from: node, to: end, .. } in &graph.edges {
        let (Some(from), Some(to)) = (lane(node), lane(end)) else { continue };
        let moments = layers[node]..layers[end].max(layers[node]);
        for (moment, stretches) in stretches[moments.clone()].iter_mut().enumerate() {
            let to = if moment + 1 == moments.len() { to } else { from };
            stretches.push((from, to));
        }
    }
    stretches
}

/// The number of crossing stretches in this order of the lanes.
fn crossings(order: &[usize], stretches: &[Vec<Stretch>]) -> usize {
    let mut place = vec![0; order.len()];
    for (at, lane) in order.iter().enumerate() {
        place[*lane] = at;
    }
    let mut crossings = 0;
    let mut sorted = Vec::new();
    for moment in stretches {
        sorted.clear();
        sorted.extend(moment.iter().map(|&(from, to)| (place[from], place[to])));
        sorted.sort_unstable();
        // `ends[lane]` counts the stretches so far that end there. A stretch crosses each earlier one that ends
        // further down.
        let mut ends = vec![0; order.len()];
        for &(_, to) in &sorted {
            crossings += ends[to + 1..].iter().sum::<usize>();
            ends[to] += 1;
        }
    }
    crossings
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::{Node, layers};
    use super::*;

    fn graph(lanes: &[usize], edges: &[[usize; 2]]) -> Graph {
        let node = |lane: &usize| Node { depth: 10, breadth: 10, ports: [0, 10], lane: Some(*lane) };
        let edge = |&[from, to]: &[usize; 2]| Edge { from, to, bundle: 0, weight: 1 };
        Graph {
            nodes: lanes.iter().map(node).collect(),
            edges: edges.iter().map(edge).collect(),
            lanes: vec![40; 5],
            ..Graph::default()
        }
    }

    #[test]
    fn lanes_stay_as_they_take_part_unless_fewer_lines_cross() {
        // A fan-out crosses nothing, wherever its ends stand.
        let fan = graph(&[0, 1, 2, 3], &[[0, 1], [0, 2], [0, 3]]);
        assert_eq!(order(&fan, &[], None, &layers(&fan)), [0, 1, 2, 3, 4]);
        // Two lines between four lanes cross unless one lane stands elsewhere.
        let crossed = graph(&[0, 1, 4, 2], &[[0, 2], [1, 3]]);
        assert_eq!(order(&crossed, &[], None, &layers(&crossed)), [0, 1, 4, 2, 3]);
        // An outsider stays below, whatever crosses.
        assert_eq!(order(&crossed, &[false, true], None, &layers(&crossed)), [0, 4, 2, 1, 3]);
    }

    #[test]
    fn whoever_conducts_stands_below_whoever_begins() {
        let fan = graph(&[0, 1, 2, 3], &[[0, 3], [3, 1], [3, 2]]);
        assert_eq!(order(&fan, &[], Some(3), &layers(&fan)), [0, 3, 1, 2, 4]);
        // Nobody stands above whoever begins, an outsider stays below, and an empty lane comes last.
        assert_eq!(order(&fan, &[], Some(0), &layers(&fan)), [0, 1, 2, 3, 4]);
        assert_eq!(order(&fan, &[false, false, false, true], Some(3), &layers(&fan)), [0, 1, 2, 3, 4]);
        assert_eq!(order(&fan, &[], Some(4), &layers(&fan)), [0, 1, 2, 3, 4]);
    }
}
