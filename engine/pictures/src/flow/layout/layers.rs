//! Assigns each node to a layer, so that all orders hold and lines are as short as possible.
//!
//! This module must not know sizes.

use super::Graph;
use super::tension::{Hold, Tie, settle};

/// A constraint: one node stands at least this many layers before another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    from: usize,
    to: usize,
    /// Minimum distance in layers: 1, or 0 if the two may share a layer.
    layers: i64,
    /// Cost of each layer between the two: 1 for a line, 0 for an order.
    cost: i64,
}

/// The layer of each node.
pub(super) fn assign(graph: &Graph) -> Vec<usize> {
    let count = graph.nodes.len();
    let pairs = pairs(graph);
    let start = longest(count, &pairs);
    let mut drift = vec![0; count];
    let mut ties = Vec::with_capacity(pairs.len());
    for &Pair { from, to, layers, cost } in &pairs {
        ties.push(Tie { from, to, length: layers, hold: Hold::Apart });
        drift[to] += cost;
        drift[from] -= cost;
    }
    let places = settle(&ties, &drift, start);
    let mut used = places.clone();
    used.sort_unstable();
    used.dedup();
    places.iter().map(|place| used.binary_search(place).unwrap_or_default()).collect()
}

/// The constraints from a graph's edges and orders. In a cycle, one edge is reversed or one order is dropped.
fn pairs(graph: &Graph) -> Vec<Pair> {
    let count = graph.nodes.len();
    let edges = graph.edges.iter().map(|edge| Pair { from: edge.from, to: edge.to, layers: 1, cost: 1 });
    let orders = graph.orders.iter().map(|order| Pair {
        from: order.first,
        to: order.then,
        layers: i64::from(!order.beside),
        cost: 0,
    });
    let is_known = |pair: &Pair| pair.from != pair.to && pair.from < count && pair.to < count;
    let mut pairs: Vec<Pair> = edges.chain(orders).filter(is_known).collect();
    pairs.sort_unstable();
    let rank = ranks(count, &pairs);
    let turned = |pair: Pair| match (rank[pair.from] < rank[pair.to], pair.cost) {
        (true, _) => Some(pair),
        (false, 0) => None,
        (false, _) => Some(Pair { from: pair.to, to: pair.from, ..pair }),
    };
    pairs.into_iter().filter_map(turned).collect()
}

/// For each node, its distance in layers from the start on the longest path.
fn longest(count: usize, pairs: &[Pair]) -> Vec<i64> {
    let mut after = vec![Vec::new(); count];
    let mut open = vec![0_usize; count];
    for pair in pairs {
        after[pair.from].push((pair.to, pair.layers));
        open[pair.to] += 1;
    }
    let mut longest = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|node| open[*node] == 0).collect();
    while let Some(node) = ready.pop() {
        for &(next, layers) in &after[node] {
            longest[next] = longest[next].max(longest[node] + layers);
            open[next] -= 1;
            if open[next] == 0 {
                ready.push(next);
            }
        }
    }
    longest
}

/// A topological rank of each node: every pair leads from a lower to a higher rank, except those that close a cycle.
fn ranks(count: usize, pairs: &[Pair]) -> Vec<usize> {
    let mut after = vec![Vec::new(); count];
    for pair in pairs {
        after[pair.from].push(pair.to);
    }
    let mut rank = vec![usize::MAX; count];
    let mut seen = vec![false; count];
    let mut next = count;
    for root in 0..count {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        let mut open = vec![(root, 0)];
        while let Some((node, at)) = open.pop() {
            if let Some(&to) = after[node].get(at) {
                open.push((node, at + 1));
                if !std::mem::replace(&mut seen[to], true) {
                    open.push((to, 0));
                }
            } else {
                next -= 1;
                rank[node] = next;
            }
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::super::{Edge, Node, Order};
    use super::*;

    fn graph(count: usize, edges: &[(usize, usize)]) -> Graph {
        let node = Node { depth: 10, breadth: 10, ports: [0, 10], lane: None };
        let edges = edges.iter().map(|&(from, to)| Edge { from, to, bundle: 0, weight: 1 }).collect();
        Graph { nodes: vec![node; count], edges, ..Graph::default() }
    }

    #[test]
    fn lines_are_short() {
        // Node 3 could stand in the first layer, but moves next to the node that it leads to.
        assert_eq!(assign(&graph(4, &[(0, 1), (1, 2), (3, 2)])), [0, 1, 2, 1]);
        assert_eq!(assign(&graph(3, &[])), [0, 0, 0]);
    }

    #[test]
    fn an_order_needs_no_line_and_a_circle_is_no_trouble() {
        let mut ordered = graph(3, &[(0, 1)]);
        let order = |first, then| Order { first, then, beside: false };
        ordered.orders = vec![order(1, 2), order(2, 2), order(9, 0)];
        assert_eq!(assign(&ordered), [0, 1, 2]);
        ordered.orders[0].beside = true;
        assert_eq!(assign(&ordered), [0, 1, 1]);
        assert_eq!(assign(&graph(3, &[(0, 1), (1, 2), (2, 0), (1, 1), (7, 1)])), [0, 1, 2]);
    }
}
