//! A layered layout: places the nodes of a graph and routes its lines.
//!
//! Nodes stand in layers, and lines lead from layer to layer. Lines bend only in the channels between two
//! layers, each on its own track. Therefore boxes never overlap and no line runs through a box. The direction
//! from layer to layer is called depth; the direction at right angles to it is called across. The layout uses
//! whole numbers only, gives the same result on every machine, and does not depend on the order in which edges
//! are listed. It must not know what the graph means, nor which direction is down on the screen.

mod layers;
mod order;
mod place;
mod route;
mod tension;
mod web;

/// A graph to be laid out. All lengths are in pixels.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The lines. One that leads from a node to itself, or to an index without a node, gets no route.
    pub edges: Vec<Edge>,
    /// Orders between nodes without a line.
    pub orders: Vec<Order>,
    /// Pairs of nodes that should have the same place across if possible.
    pub level: Vec<[usize; 2]>,
    /// Minimum breadth of each lane. A lane keeps its two borders across in every layer.
    pub lanes: Vec<i64>,
    /// Minimum distances.
    pub spacing: Spacing,
}

/// A box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Its size along the depth.
    pub depth: i64,
    /// Its size across, including room for a label.
    pub breadth: i64,
    /// The part of the breadth, from and to, where lines may begin and end.
    pub ports: [i64; 2],
    /// The lane that the node stands in, if any.
    pub lane: Option<usize>,
}

/// A line from box to box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Index of the node where it begins.
    pub from: usize,
    /// Index of the node where it ends.
    pub to: usize,
    /// Lines of one bundle that begin at the same node share their stretches until they part.
    pub bundle: usize,
    /// Weight of the line's length across: 1, or more for a line that should rather be straight than others.
    pub weight: i64,
}

/// A pair of nodes in a required order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Index of the first node.
    pub first: usize,
    /// Index of the node after it.
    pub then: usize,
    /// Whether they may stand in the same layer.
    pub beside: bool,
}

/// Minimum distances, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spacing {
    /// Between two nodes of a layer.
    pub nodes: i64,
    /// Between two layers.
    pub layers: i64,
    /// Between two lines.
    pub lines: i64,
    /// Between a line and a node beside it, and between a layer and the first track behind it.
    pub beside: i64,
}

impl Default for Spacing {
    fn default() -> Self {
        Self { nodes: 50, layers: 60, lines: 10, beside: 10 }
    }
}

/// The places of everything. In a point, the first coordinate is across and the second is depth.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The point where each node begins.
    pub places: Vec<[i64; 2]>,
    /// The layer of each node.
    pub layers: Vec<usize>,
    /// The corners of each edge, from its beginning to its end; empty for an edge without a route.
    pub routes: Vec<Vec<[i64; 2]>>,
    /// The depths where each layer begins and ends.
    pub depths: Vec<[i64; 2]>,
    /// The places across where each lane begins and ends.
    pub lanes: Vec<[i64; 2]>,
    /// The size of the whole.
    pub size: [i64; 2],
}

/// The layer of each node; [`lay_out`] uses the same ones.
pub fn layers(graph: &Graph) -> Vec<usize> {
    layers::assign(graph)
}

/// Lays a graph out.
pub fn lay_out(graph: &Graph) -> Layout {
    lay_out_in(graph, &layers::assign(graph))
}

/// Lays a graph out, each node in the layer of the same index in `layers`.
pub fn lay_out_in(graph: &Graph, layers: &[usize]) -> Layout {
    let web = web::Web::of(graph, layers);
    let order = order::arrange(&web, graph.lanes.len().max(1));
    let placed = place::place(graph, &web, &order);
    route::route(graph, &web, &order, &placed)
}
