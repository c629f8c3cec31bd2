//! A layered layout: where the nodes of a graph stand, and which ways its lines take between them.
//!
//! Nodes stand in layers, each line leads from layer to layer, and lines bend only in the channels between two layers,
//! where each has a track of its own. So no two boxes overlap and no line runs through a box, by construction. Lines run
//! in one direction, called depth here; what is at right angles to it is called across. Whole numbers only, and the same
//! layout for the same graph on every machine; the order in which edges are listed does not matter. It must not know
//! what is laid out, nor which way is down.

mod layers;
mod order;
mod place;
mod route;
mod tension;
mod web;

/// What is to be laid out.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The lines between them; one that leads from a node to itself, or to no node, gets no way.
    pub edges: Vec<Edge>,
    /// What comes after what although no line leads there.
    pub orders: Vec<Order>,
    /// Pairs of nodes that would like to stand at the same place across.
    pub level: Vec<[usize; 2]>,
    /// Least breadth of each lane; nodes of a lane stand between the same two places in every layer.
    pub lanes: Vec<i64>,
    /// The room between things.
    pub spacing: Spacing,
}

/// A box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// How far it reaches from layer to layer.
    pub depth: i64,
    /// How far it reaches across, with whatever room its label needs.
    pub breadth: i64,
    /// The part of its breadth where lines may begin and end, from and to.
    pub ports: [i64; 2],
    /// The lane where it stands, if it stands in one.
    pub lane: Option<usize>,
}

/// A line from box to box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Index of the node where it begins.
    pub from: usize,
    /// Index of the node where it ends.
    pub to: usize,
    /// Lines of one bundle that begin at the same node run together until they part.
    pub bundle: usize,
    /// The part of the first node's breadth where it begins, if not anywhere at its ports.
    pub leaves: Option<[i64; 2]>,
    /// How much its length across counts: 1, or more where it should rather be straight than others.
    pub weight: i64,
}

/// Two nodes of which one comes after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Index of the one that comes first.
    pub first: usize,
    /// Index of the one that comes after it.
    pub then: usize,
    /// Whether they may stand in the same layer.
    pub beside: bool,
}

/// The room between things, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spacing {
    /// Between two nodes of a layer.
    pub nodes: i64,
    /// Between two layers, at least.
    pub layers: i64,
    /// Between two lines.
    pub lines: i64,
    /// Between a line and a node beside it, and between a layer and the first track.
    pub beside: i64,
}

impl Default for Spacing {
    fn default() -> Self {
        Self { nodes: 50, layers: 60, lines: 10, beside: 10 }
    }
}

/// Where everything stands: the first coordinate of a point is across, the second is depth.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Where each node begins.
    pub places: Vec<[i64; 2]>,
    /// The layer of each node.
    pub layers: Vec<usize>,
    /// The corners of each edge, from its beginning to its end; empty where there is no way.
    pub routes: Vec<Vec<[i64; 2]>>,
    /// Where each layer begins and ends.
    pub depths: Vec<[i64; 2]>,
    /// Where each lane begins and ends.
    pub lanes: Vec<[i64; 2]>,
    /// How far everything reaches.
    pub size: [i64; 2],
}

/// The layer of each node, as [`lay_out`] finds it.
pub fn layers(graph: &Graph) -> Vec<usize> {
    layers::assign(graph)
}

/// Lays a graph out.
pub fn lay_out(graph: &Graph) -> Layout {
    let layers = layers::assign(graph);
    let web = web::Web::of(graph, &layers);
    let order = order::arrange(&web, graph.lanes.len().max(1));
    let placed = place::place(graph, &web, &order);
    route::route(graph, &web, &order, &placed)
}
