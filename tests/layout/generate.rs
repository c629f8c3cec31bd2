//! Graphs of clients, services and topics: the same graphs on which other engines were measured.
//!
//! This is the generator of `tests/data/layout` in Rust. The same seed gives the same graph.

use std::collections::BTreeSet;

use pictures::flow::layout::{Edge, Graph, Node};

/// A graph with `nodes` nodes that runs from top to bottom.
pub(crate) fn graph(nodes: usize, seed: u32) -> Graph {
    let mut generator = Generator { state: seed, nodes: Vec::new(), edges: Vec::new(), has: BTreeSet::new() };
    generator.grow(nodes);
    let node = |is_topic: bool| {
        let (breadth, depth) = if is_topic { (140, 40) } else { (120, 48) };
        Node { depth, breadth, ports: [0, breadth], lane: None }
    };
    Graph {
        nodes: generator.nodes.into_iter().map(node).collect(),
        edges: generator.edges.into_iter().map(|(from, to)| Edge { from, to, bundle: 0, weight: 1 }).collect(),
        ..Graph::default()
    }
}

/// Approximate number of consumers per topic.
const FAN: usize = 3;

struct Generator {
    state: u32,
    /// Whether each node is a topic.
    nodes: Vec<bool>,
    edges: Vec<(usize, usize)>,
    has: BTreeSet<(usize, usize)>,
}

impl Generator {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u64::from(self.state)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from((self.next() * u64::try_from(end).unwrap()) >> 32).unwrap()
    }

    /// Whether a random number between 0 and 1 is below a share, given in tenths.
    fn happens(&mut self, tenths: u64) -> bool {
        self.next() * 10 < tenths << 32
    }

    fn add(&mut self, is_topic: bool) -> usize {
        self.nodes.push(is_topic);
        self.nodes.len() - 1
    }

    fn edge(&mut self, from: usize, to: usize) {
        if from != to && self.has.insert((from, to)) {
            self.edges.push((from, to));
        }
    }

    fn grow(&mut self, count: usize) {
        let client = self.add(false);
        let service = self.add(false);
        self.edge(client, service);
        let mut front = std::collections::VecDeque::from([service]);
        let (mut services, mut topics) = (vec![service], Vec::new());
        while self.nodes.len() < count {
            let producer = match front.pop_front() {
                Some(producer) => producer,
                None => services[self.below(services.len())],
            };
            let topic = self.add(true);
            self.edge(producer, topic);
            topics.push(topic);
            let wanted = 1 + self.below(2 * FAN - 1);
            // The original also lets the last topic have fewer consumers, or none.
            for _ in 0..wanted.min(count - self.nodes.len()) {
                let is_store = self.happens(2);
                let consumer = self.add(false);
                self.edge(topic, consumer);
                if !is_store {
                    services.push(consumer);
                    if self.happens(7) {
                        front.push_back(consumer);
                    }
                }
            }
            if topics.len() > 1 && self.happens(6) {
                let earlier = topics[self.below(topics.len() - 1)];
                self.edge(earlier, self.nodes.len() - 1);
            }
            if services.len() > 3 && self.happens(3) {
                let first = self.below(services.len() - 2);
                let second = first + 1 + self.below(services.len() - first - 1);
                self.edge(services[first], services[second]);
            }
        }
    }
}
