//! The graph with lines cut into links, so that each link leads from one layer to the next. Where a line passes
//! through a layer, a knot stands for it.
//!
//! Lines of one bundle share their knots until they part. This module must not know sizes.

use std::collections::BTreeMap;

use super::Graph;

/// The nodes, the knots, and the links between them. Nodes come first and keep their indices.
#[derive(Debug, Default)]
pub(super) struct Web {
    /// The number of nodes.
    pub(super) nodes: usize,
    /// The layer of each node and knot.
    pub(super) layer: Vec<usize>,
    /// The lane of each node; knots have none.
    pub(super) lane: Vec<Option<usize>>,
    /// How many layers there are.
    pub(super) layers: usize,
    /// The links between neighbouring layers.
    pub(super) links: Vec<Link>,
    /// For each node and knot, the links from the layer before.
    pub(super) above: Vec<Vec<usize>>,
    /// For each node and knot, the links to the layer behind.
    pub(super) below: Vec<Vec<usize>>,
    /// The links of each edge, in order of depth.
    pub(super) ways: Vec<Vec<usize>>,
    /// Whether each edge is laid out from its end to its beginning.
    pub(super) turned: Vec<bool>,
}

/// A link from one layer to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    /// The node or knot in the earlier layer.
    pub(super) from: usize,
    /// The node or knot in the later layer.
    pub(super) to: usize,
    /// Links of one bundle leave a node at the same port.
    pub(super) bundle: usize,
    /// How much more than others the link should be straight; 1 means not more.
    pub(super) weight: i64,
    /// The number of lines that run along the link.
    pub(super) lines: u64,
}

impl Web {
    pub(super) fn of(graph: &Graph, layers: &[usize]) -> Self {
        let nodes = layers.len();
        let mut web = Self {
            nodes,
            layer: layers.to_vec(),
            lane: graph.nodes.iter().map(|node| node.lane.filter(|lane| *lane < graph.lanes.len())).collect(),
            layers: layers.iter().max().map_or(0, |last| last + 1),
            above: vec![Vec::new(); nodes],
            below: vec![Vec::new(); nodes],
            ways: vec![Vec::new(); graph.edges.len()],
            turned: vec![false; graph.edges.len()],
            ..Self::default()
        };
        let mut sorted: Vec<usize> = (0..graph.edges.len()).collect();
        sorted.sort_by_key(|at| graph.edges[*at]);
        let mut knots = BTreeMap::new();
        let mut links = BTreeMap::new();
        for at in sorted {
            let edge = graph.edges[at];
            if edge.from >= nodes || edge.to >= nodes || layers[edge.from] == layers[edge.to] {
                continue;
            }
            let turned = layers[edge.from] > layers[edge.to];
            let (from, to) = if turned { (edge.to, edge.from) } else { (edge.from, edge.to) };
            // A reversed edge shares no stretch with others.
            let bundle = if turned { usize::MAX - at } else { edge.bundle };
            web.turned[at] = turned;
            let mut here = from;
            for layer in layers[from] + 1..=layers[to] {
                let next = if layer == layers[to] {
                    to
                } else {
                    *knots.entry((from, bundle, layer)).or_insert_with(|| web.knot(layer))
                };
                let new = Link { from: here, to: next, bundle, weight: edge.weight, lines: 0 };
                let link = *links.entry((here, next, bundle)).or_insert_with(|| web.link(new));
                web.links[link].lines += 1;
                web.ways[at].push(link);
                here = next;
            }
        }
        web
    }

    fn knot(&mut self, layer: usize) -> usize {
        self.layer.push(layer);
        self.lane.push(None);
        self.above.push(Vec::new());
        self.below.push(Vec::new());
        self.layer.len() - 1
    }

    fn link(&mut self, link: Link) -> usize {
        let at = self.links.len();
        self.links.push(link);
        self.below[link.from].push(at);
        self.above[link.to].push(at);
        at
    }

    /// Whether this index is that of a knot.
    pub(super) fn is_knot(&self, at: usize) -> bool {
        at >= self.nodes
    }
}
