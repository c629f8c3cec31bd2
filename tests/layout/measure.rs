//! The quality of a layout: the measure in `tests/data/layout`, by which other engines were compared, in Rust.

use std::collections::BTreeSet;

use pictures::flow::layout::{Graph, Layout};

/// The counted properties of a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measure {
    /// Crossings between edges that have no node in common.
    pub(crate) crossings: usize,
    /// Mean length of an edge, in pixels, rounded.
    pub(crate) mean_edge: i64,
    pub(crate) bends: usize,
    /// Pairs of boxes that overlap.
    pub(crate) overlaps: usize,
    /// Pairs of an edge and a foreign box that it passes through.
    pub(crate) through: usize,
}

type Point = [i64; 2];

/// Measures a layout of a graph.
pub(crate) fn measure(graph: &Graph, layout: &Layout) -> Measure {
    let boxes: Vec<[i64; 4]> = layout
        .places
        .iter()
        .zip(&graph.nodes)
        .map(|(&[x, y], node)| [x, y, x + node.breadth, y + node.depth])
        .collect();
    let mut segments: Vec<(Point, Point, usize)> = Vec::new();
    let (mut length, mut bends) = (0, 0);
    for (at, route) in layout.routes.iter().enumerate() {
        for pair in route.windows(2) {
            assert!(pair[0][0] == pair[1][0] || pair[0][1] == pair[1][1], "{route:?} is oblique");
            let far = (pair[0][0] - pair[1][0]).abs() + (pair[0][1] - pair[1][1]).abs();
            length += far;
            if far > 0 {
                segments.push((pair[0], pair[1], at));
            }
        }
        let turns = |three: &&[Point]| (three[0][0] == three[1][0]) != (three[1][0] == three[2][0]);
        bends += route.windows(3).filter(turns).count();
    }
    let edges = i64::try_from(graph.edges.len()).unwrap().max(1);
    Measure {
        crossings: crossings(graph, &mut segments),
        mean_edge: (2 * length + edges) / (2 * edges),
        bends,
        overlaps: overlaps(&boxes),
        through: through(graph, &segments, &boxes),
    }
}

fn crossings(graph: &Graph, segments: &mut [(Point, Point, usize)]) -> usize {
    segments.sort_by_key(|(a, b, _)| a[1].min(b[1]));
    let mut crossings = 0;
    for (at, (a, b, one)) in segments.iter().enumerate() {
        for (c, d, other) in &segments[at + 1..] {
            if c[1].min(d[1]) > a[1].max(b[1]) {
                break;
            }
            let (e, f) = (graph.edges[*one], graph.edges[*other]);
            if e.from == f.from || e.from == f.to || e.to == f.from || e.to == f.to {
                continue;
            }
            let orient = |a: &Point, b: &Point, c: &Point| {
                ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).signum()
            };
            if orient(a, b, c) * orient(a, b, d) < 0 && orient(c, d, a) * orient(c, d, b) < 0 {
                crossings += 1;
            }
        }
    }
    crossings
}

fn overlaps(boxes: &[[i64; 4]]) -> usize {
    let meet = |a: &[i64; 4], b: &[i64; 4]| a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    boxes.iter().enumerate().map(|(at, a)| boxes[at + 1..].iter().filter(|b| meet(a, b)).count()).sum()
}

/// Counts edges that pass through foreign boxes. As in the original, a box is one pixel smaller on each side,
/// so a line on its border does not count.
fn through(graph: &Graph, segments: &[(Point, Point, usize)], boxes: &[[i64; 4]]) -> usize {
    let mut seen = BTreeSet::new();
    for (a, b, edge) in segments {
        for (node, area) in boxes.iter().enumerate() {
            if graph.edges[*edge].from == node || graph.edges[*edge].to == node {
                continue;
            }
            let [left, top, right, bottom] = [area[0] + 1, area[1] + 1, area[2] - 1, area[3] - 1];
            let inside = |low: i64, high: i64, p: i64, q: i64| {
                // A segment across this axis may touch the border; a segment along this axis must reach inside.
                if p == q { low <= p && p <= high } else { p.max(q) > low && p.min(q) < high }
            };
            if inside(left, right, a[0], b[0]) && inside(top, bottom, a[1], b[1]) {
                seen.insert((*edge, node));
            }
        }
    }
    seen.len()
}

/// Counts pairs of lines of different bundles that overlap, or are closer than the width of a line.
pub(crate) fn lines_on_lines(graph: &Graph, layout: &Layout) -> usize {
    let segments: Vec<(Point, Point, usize)> = layout
        .routes
        .iter()
        .enumerate()
        .flat_map(|(at, route)| route.windows(2).map(move |pair| (pair[0].min(pair[1]), pair[0].max(pair[1]), at)))
        .filter(|(a, b, _)| a != b)
        .collect();
    let mut found = BTreeSet::new();
    for (at, (a, b, one)) in segments.iter().enumerate() {
        for (c, d, other) in &segments[at + 1..] {
            let (e, f) = (graph.edges[*one], graph.edges[*other]);
            let same = e.from == f.from && e.bundle == f.bundle;
            let upright = a[0] == b[0] && c[0] == d[0] && a[0] == c[0] && a[1] < d[1] && c[1] < b[1];
            let level = a[1] == b[1] && c[1] == d[1] && a[1] == c[1] && a[0] < d[0] && c[0] < b[0];
            if !same && (upright || level) {
                found.insert((*one, *other));
            }
        }
    }
    found.len()
}
