//! The course of a flow: its steps in the order in which a sequence shows them, with frames around those that
//! run only under a condition, once for each of several things, or side by side.
//!
//! Steps of one condition stand together where their order allows it. This module must not know how a frame is
//! drawn.

use std::collections::{BTreeMap, BTreeSet};

use super::{EdgeKind, Flow, Step, text};
use advice::description::{Join, Outcome};

/// One place in the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// A frame begins; the words say its condition.
    Open(Frame, String),
    /// The next part of the innermost frame begins.
    Next(Frame, String),
    /// The step of this index.
    Step(usize),
    /// The innermost frame ends.
    Close,
}

/// The kinds of frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// One of several parts runs.
    Alternatives,
    /// The part runs or does not.
    Option,
    /// The part runs once for each of several things.
    Loop,
    /// The parts run side by side.
    Parallel,
}

impl Frame {
    /// The word for the frame, as UML and Mermaid have it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Alternatives => "alt",
            Self::Option => "opt",
            Self::Loop => "loop",
            Self::Parallel => "par",
        }
    }
}

/// The words of a frame whose parts run side by side.
const SIDE_BY_SIDE: &str = "side by side";

/// Why a step stands in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// An outcome of the step of this index.
    Ended(usize, Outcome),
    /// A condition in words.
    If(String),
    /// Once for each of several things.
    Each(String),
}

impl Key {
    /// Whether this is another part of the same frame.
    fn follows(&self, before: &Self) -> bool {
        match (before, self) {
            (Self::Ended(one, _), Self::Ended(other, _)) => one == other && before != self,
            (Self::If(_), Self::If(words)) => text::is_otherwise(words),
            _ => false,
        }
    }
}

/// The course of a flow.
pub(super) fn course(flow: &Flow) -> Vec<Mark> {
    if !flow.is_shaped() {
        return (0..flow.steps.len()).map(Mark::Step).collect();
    }
    let course = Course::of(flow);
    let order = course.order();
    course.marks(&order)
}

struct Course<'f> {
    flow: &'f Flow,
    /// The steps that each step waits for.
    before: Vec<Vec<usize>>,
    /// The frames of each step, the outermost first.
    paths: Vec<Vec<Key>>,
}

impl<'f> Course<'f> {
    fn of(flow: &'f Flow) -> Self {
        let index: BTreeMap<&str, usize> =
            flow.steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect();
        let of = |node: &String| index.get(node.as_str()).copied();
        let before: Vec<Vec<usize>> =
            flow.steps.iter().map(|step| step.after.iter().filter_map(of).collect()).collect();
        let guard = |step: &Step| step.guard.as_ref().and_then(|guard| guard.step.as_ref()).and_then(of);
        let decides: BTreeSet<usize> = flow.steps.iter().filter_map(guard).collect();
        let mut course = Self { flow, before, paths: Vec::with_capacity(flow.steps.len()) };
        for (at, step) in flow.steps.iter().enumerate() {
            let path = course.path(at, step, guard(step), &decides);
            course.paths.push(path);
        }
        course
    }

    /// The frames of a step. A step that follows one whose outcomes lead to different steps runs if that is done.
    fn path(&self, at: usize, step: &Step, guard: Option<usize>, decides: &BTreeSet<usize>) -> Vec<Key> {
        let of = |before: usize| self.paths.get(before).cloned().unwrap_or_default();
        let mut path = if let Some(earlier) = guard {
            let outcome = step.guard.as_ref().map_or(Outcome::Done, |guard| guard.outcome);
            within_loop(of(earlier), step).into_iter().chain([Key::Ended(earlier, outcome)]).collect()
        } else {
            let before = self.before.get(at).map_or(&[][..], Vec::as_slice);
            let paths = before.iter().map(|&before| {
                let done = decides.contains(&before).then_some(Key::Ended(before, Outcome::Done));
                of(before).into_iter().chain(done).collect::<Vec<Key>>()
            });
            let common = paths
                .reduce(|one, other| one.into_iter().zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a).collect());
            within_loop(common.unwrap_or_default(), step)
        };
        if let Some(words) = step.guard.as_ref().and_then(|guard| guard.text.as_deref()) {
            path.push(Key::If(text::condition(words)));
        }
        if let Some(words) = &step.repeats {
            let each = Key::Each(words.clone());
            if !path.contains(&each) {
                path.push(each);
            }
        }
        path
    }

    /// The steps in an order in which each follows all that it waits for, and those of one frame stand together
    /// if possible.
    fn order(&self) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.flow.steps.len()).collect();
        let mut done = vec![false; left.len()];
        let mut order: Vec<usize> = Vec::with_capacity(left.len());
        let mut here: &[Key] = &[];
        while !left.is_empty() {
            let is_ready = |at: &usize| self.before[*at].iter().all(|before| done[*before]);
            let ready = left.iter().enumerate().filter(|(_, at)| is_ready(at));
            let nearest =
                ready.max_by_key(|(place, at)| (nearness(here, &self.paths[**at]), std::cmp::Reverse(*place)));
            // Every step follows only steps before it, so one is ready.
            let place = nearest.map_or(0, |(place, _)| place);
            let next = left.remove(place);
            done[next] = true;
            here = &self.paths[next];
            order.push(next);
        }
        order
    }

    fn marks(&self, order: &[usize]) -> Vec<Mark> {
        let mut marks = Vec::with_capacity(order.len() * 2);
        let mut open: Vec<Key> = Vec::new();
        let mut at = 0;
        while let Some(&step) = order.get(at) {
            let path = &self.paths[step];
            let same = open.iter().zip(path).take_while(|(a, b)| a == b).count();
            let continues = matches!((open.get(same), path.get(same)), (Some(a), Some(b)) if b.follows(a));
            let keep = if continues { same + 1 } else { same };
            marks.extend(open.drain(keep.min(open.len())..).map(|_| Mark::Close));
            if continues && let (Some(last), Some(key)) = (open.last_mut(), path.get(same)) {
                marks.push(Mark::Next(Frame::Alternatives, self.words(key)));
                last.clone_from(key);
            }
            for (level, key) in path.iter().enumerate().skip(open.len()) {
                marks.push(Mark::Open(self.frame(level, key, &order[at..]), self.words(key)));
                open.push(key.clone());
            }
            let beside = self.side_by_side(&order[at..]);
            if beside > 1 {
                marks.push(Mark::Open(Frame::Parallel, SIDE_BY_SIDE.to_owned()));
                for (place, step) in order[at..at + beside].iter().enumerate() {
                    if place > 0 {
                        marks.push(Mark::Next(Frame::Parallel, String::new()));
                    }
                    marks.push(Mark::Step(*step));
                }
                marks.push(Mark::Close);
            } else {
                marks.push(Mark::Step(step));
            }
            at += beside;
        }
        marks.extend(open.iter().map(|_| Mark::Close));
        marks
    }

    /// The kind of the frame that begins with the first of these steps.
    fn frame(&self, level: usize, key: &Key, order: &[usize]) -> Frame {
        match key {
            Key::Ended(..) => Frame::Alternatives,
            Key::Each(_) => Frame::Loop,
            Key::If(_) => {
                let mut later = order.iter().map(|step| self.paths[*step].get(level));
                let next = later.find(|other| *other != Some(key)).flatten();
                if next.is_some_and(|next| next.follows(key)) { Frame::Alternatives } else { Frame::Option }
            }
        }
    }

    fn words(&self, key: &Key) -> String {
        match key {
            Key::If(words) | Key::Each(words) => words.clone(),
            Key::Ended(step, outcome) => {
                let step = self.flow.steps.get(*step);
                let number = step.map_or(0, |step| step.number);
                let limit =
                    step.and_then(|step| step.within.as_deref()).and_then(|words| words.strip_prefix("within "));
                let ended = match (outcome, limit) {
                    (Outcome::Done, _) => "done".to_owned(),
                    (Outcome::Refused, _) => "refused".to_owned(),
                    (Outcome::Failed, _) => "failed".to_owned(),
                    (Outcome::TimedOut, None) => "timed out".to_owned(),
                    (Outcome::TimedOut, Some(limit)) => format!("timed out after {limit}"),
                };
                format!("{number} {ended}")
            }
        }
    }

    /// How many of these steps run side by side: they follow the same steps under the same conditions, and no
    /// event that they share shows that.
    fn side_by_side(&self, order: &[usize]) -> usize {
        let Some((first, rest)) = order.split_first() else { return 0 };
        let mut reached: BTreeSet<&str> = self.reached_by(*first).into_iter().collect();
        let is_any = |step: usize| self.flow.steps.get(step).is_some_and(|step| step.join == Some(Join::Any));
        let is_beside = |step: &&usize| {
            let same = self.paths[**step] == self.paths[*first] && self.before[**step] == self.before[*first];
            same && !is_any(**step) && self.reached_by(**step).is_none_or(|event| reached.insert(event))
        };
        1 + rest.iter().take_while(is_beside).count()
    }

    /// The event that reaches a step.
    fn reached_by(&self, step: usize) -> Option<&'f str> {
        let step = self.flow.steps.get(step)?;
        let reaches = |edge: &&super::Edge| edge.kind == EdgeKind::Deliver && edge.to == step.id;
        self.flow.edges.iter().find(reaches).map(|edge| edge.from.as_str())
    }
}

/// A path without the loops that the step does not run in.
fn within_loop(mut path: Vec<Key>, step: &Step) -> Vec<Key> {
    path.retain(|key| !matches!(key, Key::Each(words) if step.repeats.as_ref() != Some(words)));
    path
}

/// How near one path is to another: two points for each frame that they share, one for another part of a frame.
fn nearness(one: &[Key], other: &[Key]) -> usize {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let follows = matches!((one.get(same), other.get(same)), (Some(a), Some(b)) if b.follows(a));
    2 * same + usize::from(follows)
}

#[cfg(test)]
mod tests {
    use super::super::examples::{self, shaped};
    use super::*;

    /// The course in one line: frames in brackets, parts behind a bar, steps as numbers.
    fn told(flow: &Flow) -> String {
        let mark = |mark: Mark| match mark {
            Mark::Open(frame, words) => format!("{}({words}:", frame.word()),
            Mark::Next(_, words) => format!("|{words}:"),
            Mark::Step(at) => flow.steps[at].number.to_string(),
            Mark::Close => ")".to_owned(),
        };
        course(flow).into_iter().map(mark).collect::<Vec<String>>().join(" ")
    }

    #[test]
    fn steps_of_one_condition_stand_in_one_frame() {
        assert_eq!(
            told(&examples::flow(examples::CHECKOUT)),
            "1 2 alt(2 done: 3 opt(if the parcel leaves the country: 4 ) |2 refused: par(side by side: 5 |: 6 ) \
             |2 timed out after 15 seconds: 8 ) opt(if the basket is not paid by then: 7 )"
        );
        assert_eq!(
            told(&examples::flow(examples::NIGHTLY)),
            "par(side by side: 1 |: 2 ) loop(for each order: 3 alt(3 failed: 4 ) ) \
             alt(3 done: par(side by side: 5 |: 6 ) 7 )"
        );
        assert_eq!(told(&examples::flow(examples::TICKETS)), "1 2 3 4");
    }

    #[test]
    fn what_is_otherwise_is_the_other_part() {
        let flow = examples::flow(
            r#"{"name": "x", "flows": [{"steps": [{"id": "a", "action": "Weigh it"},
                {"id": "b", "action": "Send it", "after": ["a"], "when": {"text": "it is light"}},
                {"id": "c", "action": "Carry it", "after": ["a"], "when": {"text": "otherwise"}}]}]}"#,
        );
        assert_eq!(told(&flow), "1 alt(if it is light: 2 |otherwise: 3 )");
    }

    #[test]
    fn what_follows_all_of_a_loop_stands_outside_of_it_in_its_own_part() {
        let flow = examples::flow(
            r#"{"name": "x", "flows": [{"steps": [{"id": "a", "action": "Ask a driver", "repeats": "driver"},
                {"id": "b", "action": "Give up", "when": {"step": "a", "outcome": "timed_out"}},
                {"id": "c", "action": "Send the car", "after": ["a"]}]}]}"#,
        );
        assert_eq!(told(&flow), "loop(for each driver: 1 ) alt(1 timed out: 2 |1 done: 3 )");
    }

    #[test]
    fn every_step_stands_once_behind_all_that_it_waits_for_and_frames_are_closed() {
        for flow in (0..100).map(|seed| shaped(seed, 1 + seed % 30)) {
            let (mut depth, mut done) = (0, BTreeSet::new());
            for mark in course(&flow) {
                match mark {
                    Mark::Open(..) => depth += 1,
                    Mark::Next(..) => assert!(depth > 0),
                    Mark::Close => depth -= 1,
                    Mark::Step(at) => {
                        assert!(flow.steps[at].after.iter().all(|before| done.contains(before.as_str())));
                        assert!(done.insert(flow.steps[at].id.as_str()));
                    }
                }
                assert!(depth >= 0);
            }
            assert_eq!((depth, done.len()), (0, flow.steps.len()));
        }
    }
}
