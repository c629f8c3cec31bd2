//! Tests of the layered layout: nothing overlaps, and it is at least as good as other engines on the same graphs.

mod generate;
mod measure;

use measure::{lines_on_lines, measure};
use pictures::flow::layout::{Edge, Graph, Node, Order, Spacing, lay_out};
use proptest::prelude::*;
use serde_json::Value;

fn data(name: &str) -> Value {
    let path = format!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/layout/{}"), name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

#[test]
fn the_graphs_are_those_that_the_others_were_measured_on() {
    for nodes in [10, 50] {
        let (ours, original) = (generate::graph(nodes, 1), data(&format!("g{nodes}.json")));
        let id = |node: &Value| -> usize { node.as_str().unwrap()[1..].parse().unwrap() };
        let edges: Vec<(usize, usize)> =
            original["edges"].as_array().unwrap().iter().map(|edge| (id(&edge["a"]), id(&edge["b"]))).collect();
        assert_eq!(ours.edges.iter().map(|edge| (edge.from, edge.to)).collect::<Vec<_>>(), edges);
        for (node, original) in ours.nodes.iter().zip(original["nodes"].as_array().unwrap()) {
            assert_eq!((node.breadth, node.depth), (original["w"].as_i64().unwrap(), original["h"].as_i64().unwrap()));
        }
    }
}

#[test]
fn no_graph_has_more_crossings_or_longer_edges_than_elk_gives_it() {
    for elk in data("elk.json").as_array().unwrap() {
        let graph = generate::graph(number(&elk["nodes"]), u32::try_from(number(&elk["seed"])).unwrap());
        assert_eq!(graph.edges.len(), number(&elk["edges"]));
        let layout = lay_out(&graph);
        let ours = measure(&graph, &layout);
        assert_eq!((ours.overlaps, ours.through, lines_on_lines(&graph, &layout)), (0, 0, 0), "{elk}");
        assert!(ours.crossings <= number(&elk["crossings"]), "{ours:?} {elk}");
        assert!(ours.mean_edge <= elk["mean_edge"].as_i64().unwrap(), "{ours:?} {elk}");
    }
}

#[test]
fn the_measure_measures_what_the_original_does() {
    // A manual layout with the figures that metrics.mjs computes for it: two lines cross, one passes through
    // a box, and two boxes overlap.
    let node = Node { depth: 20, breadth: 40, ports: [0, 40], lane: None };
    let edge = |from, to| Edge { from, to, bundle: 0, weight: 1 };
    let graph = Graph { nodes: vec![node; 5], edges: vec![edge(0, 3), edge(1, 2), edge(0, 2)], ..Graph::default() };
    let layout = pictures::flow::layout::Layout {
        places: vec![[0, 0], [100, 0], [0, 100], [100, 100], [30, 110]],
        routes: vec![
            vec![[20, 20], [20, 50], [120, 50], [120, 100]],
            vec![[120, 20], [120, 40], [90, 40], [90, 70], [10, 70], [10, 100]],
            vec![[20, 20], [20, 60], [50, 60], [50, 130], [25, 130], [25, 120]],
        ],
        ..Default::default()
    };
    let ours = measure(&graph, &layout);
    let expected = measure::Measure { crossings: 1, mean_edge: 182, bends: 10, overlaps: 1, through: 1 };
    assert_eq!(ours, expected);
}

#[test]
fn the_order_in_which_edges_are_listed_does_not_matter() {
    for seed in 1..6 {
        let graph = generate::graph(60, seed);
        let mut turned = graph.clone();
        turned.edges.reverse();
        let (one, mut other) = (lay_out(&graph), lay_out(&turned));
        other.routes.reverse();
        assert_eq!(one, other);
    }
}

/// A random graph with lanes, bundles, cycles, dangling edges and boxes of any size.
fn any_graph() -> impl Strategy<Value = Graph> {
    let node = |lanes: usize| {
        (1..120_i64, 1..120_i64, prop::option::of(0..lanes.max(1)), 0..3_u8).prop_map(
            move |(depth, breadth, lane, port)| {
                let ports = if port == 0 { [breadth / 2, breadth / 2] } else { [0, breadth / i64::from(port)] };
                Node { depth, breadth, ports, lane: lane.filter(|_| lanes > 0) }
            },
        )
    };
    (1..40_usize, 0..5_usize).prop_flat_map(move |(count, lanes)| {
        let edges = prop::collection::vec((0..count + 1, 0..count, 0..3_usize), 0..count * 2);
        let order = (0..count, 0..count, any::<bool>()).prop_map(|(first, then, beside)| Order { first, then, beside });
        let orders = prop::collection::vec(order, 0..4);
        (prop::collection::vec(node(lanes), count), edges, orders, prop::collection::vec(0..80_i64, lanes)).prop_map(
            move |(nodes, edges, orders, lanes)| Graph {
                level: vec![[0, nodes.len() / 2], [nodes.len() - 1, nodes.len()]],
                nodes,
                edges: edges.into_iter().map(|(from, to, bundle)| Edge { from, to, bundle, weight: 1 }).collect(),
                orders,
                lanes,
                spacing: Spacing { nodes: 20, layers: 30, lines: 8, beside: 12 },
            },
        )
    })
}

proptest! {
    #[test]
    fn nothing_lies_on_anything_else_whatever_the_graph(graph in any_graph()) {
        let layout = lay_out(&graph);
        prop_assert_eq!(&layout, &lay_out(&graph));
        let known = graph.edges.iter().map(|edge| edge.from < graph.nodes.len() && edge.from != edge.to);
        prop_assert_eq!(
            layout.routes.iter().map(|route| !route.is_empty()).collect::<Vec<_>>(),
            known.collect::<Vec<_>>()
        );
        let ours = measure(&graph, &layout);
        prop_assert_eq!((ours.overlaps, ours.through), (0, 0));
        for (node, place) in graph.nodes.iter().zip(&layout.places) {
            prop_assert!(place[0] >= 0 && place[0] + node.breadth <= layout.size[0]);
            if let Some([from, to]) = node.lane.and_then(|lane| layout.lanes.get(lane)) {
                prop_assert!(*from < place[0] && place[0] + node.breadth < *to);
            }
        }
        for pair in layout.lanes.windows(2) {
            prop_assert_eq!(pair[0][1], pair[1][0]);
        }
        for (edge, route) in graph.edges.iter().zip(&layout.routes).filter(|(_, route)| !route.is_empty()) {
            for (node, end) in [(edge.from, route[0]), (edge.to, route[route.len() - 1])] {
                let (place, node) = (layout.places[node], graph.nodes[node]);
                let port = end[0] - place[0];
                prop_assert!(node.ports[0] <= port && port <= node.ports[1], "{:?} {:?}", node, end);
                prop_assert!(end[1] == place[1] || end[1] == place[1] + node.depth);
            }
        }
    }

    #[test]
    fn lines_never_lie_on_each_other_where_there_is_room_for_them(seed in 0..400_u32, nodes in 2..80_usize) {
        let graph = generate::graph(nodes, seed);
        let layout = lay_out(&graph);
        prop_assert_eq!(lines_on_lines(&graph, &layout), 0);
        let ours = measure(&graph, &layout);
        prop_assert_eq!((ours.overlaps, ours.through), (0, 0));
    }
}
