//! Finds event loops: a chain of reactions in which the last event triggers the first one again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Built, BuiltFlow, hands_over};
use crate::model::{FlowModel, Model};

/// A loop of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Loop<'a> {
    /// Indices of the flow and of the step whose event closes the loop.
    pub(crate) at: [usize; 2],
    /// The names of its events. Each leads to the next, and the last leads to the first.
    pub(crate) events: Vec<&'a str>,
}

/// An edge of the graph: a participant that hears event `from` publishes event `to`. Both are indices of names.
#[derive(Debug, Clone, Copy)]
struct Lead {
    from: usize,
    to: usize,
    /// Indices of the flow and of the step that publishes `to`.
    at: [usize; 2],
}

/// Finds the loops. Each is reported once, at the last step that closes it.
pub(super) fn find<'a>(model: &Model<'_>, flows: &[BuiltFlow<'a>]) -> Vec<Loop<'a>> {
    let mut names: BTreeMap<&'a str, usize> = BTreeMap::new();
    let events: Vec<Events<'_, 'a>> =
        model.flows().iter().zip(flows).map(|(flow, built)| Events::of(flow, built, &mut names)).collect();
    let mut graph = Graph::new(names.len());
    for lead in events.iter().flat_map(|events| (0..events.flow.steps.len()).flat_map(|later| events.leads_to(later))) {
        graph.add(lead);
    }
    let group = graph.groups();
    let mut members = vec![0_usize; names.len()];
    for group in &group {
        members[*group] += 1;
    }
    // A name lies on a loop only if its group has other members, or if it leads to itself.
    let is_in_ring = |name: usize| members[group[name]] > 1 || graph.leads(name, name);
    let mut by_index: Vec<&'a str> = vec![""; names.len()];
    for (name, index) in names {
        by_index[index] = name;
    }
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let mut loops = Vec::new();
    let backwards = events.iter().rev().flat_map(|events| {
        let closing = (0..events.flow.steps.len()).rev().filter(|step| events.names[*step].is_some_and(is_in_ring));
        closing.flat_map(|later| events.leads_to(later).collect::<Vec<_>>().into_iter().rev())
    });
    for lead in backwards {
        if group[lead.from] != group[lead.to] || (told.contains(&lead.to) && told.contains(&lead.from)) {
            continue;
        }
        let way = graph.way(lead.to, lead.from, &group);
        told.extend(&way);
        loops.push(Loop { at: lead.at, events: way.into_iter().map(|name| by_index[name]).collect() });
    }
    loops.sort_by_key(|found| found.at);
    loops
}

/// The events of a flow and the participants that hear them.
struct Events<'f, 'a> {
    flow: &'f FlowModel,
    built: &'f BuiltFlow<'a>,
    /// For each step that is an event, the index of its event's name.
    names: Vec<Option<usize>>,
    /// For each participant by index, the steps whose events it hears.
    heard: BTreeMap<usize, Vec<usize>>,
}

impl<'f, 'a> Events<'f, 'a> {
    fn of(flow: &'f FlowModel, built: &'f BuiltFlow<'a>, all: &mut BTreeMap<&'a str, usize>) -> Self {
        let mut heard: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut name = |step: &Built<'a>| {
            let next = all.len();
            step.is_event().then(|| *all.entry(step.message).or_insert(next))
        };
        let names: Vec<Option<usize>> = built.steps.iter().map(&mut name).collect();
        for step in flow.steps.iter().filter(|step| names[step.index].is_some()) {
            step.to.iter().for_each(|participant| heard.entry(*participant).or_default().push(step.index));
        }
        Self { flow, built, names, heard }
    }

    /// The events that make the sender of this step publish its event, in the order of the flow.
    fn leads_to(&self, later: usize) -> impl Iterator<Item = Lead> {
        let step = &self.flow.steps[later];
        let to = self.names[later];
        let heard = step.from.filter(|_| to.is_some()).and_then(|from| self.heard.get(&from));
        heard.into_iter().flatten().filter_map(move |&earlier| {
            let (from, to) = (self.names[earlier]?, to?);
            let is_named = |step: usize| self.built.steps[step].is_named;
            // If the two steps have the same event name and the advisor made it for one of them, the later step
            // only passes on the earlier one's fact. That is no loop.
            let is_one_fact = from == to && !(is_named(earlier) && is_named(later));
            let leads = !is_one_fact
                && self.built.ancestry.is_before(earlier, later)
                && hands_over(&self.flow.steps[earlier], step);
            leads.then_some(Lead { from, to, at: [self.flow.index, later] })
        })
    }
}

/// The graph of event names: which one leads to which.
struct Graph {
    /// For each name, the names that it leads to, in the order in which they were added.
    next: Vec<Vec<usize>>,
    /// One bit for each pair of names, set if the edge exists.
    known: Vec<u64>,
}

impl Graph {
    fn new(names: usize) -> Self {
        Self { next: vec![Vec::new(); names], known: vec![0; (names * names).div_ceil(64)] }
    }

    fn add(&mut self, Lead { from, to, .. }: Lead) {
        if !self.leads(from, to) {
            let pair = from * self.next.len() + to;
            self.known[pair / 64] |= 1 << (pair % 64);
            self.next[from].push(to);
        }
    }

    /// Whether one name leads directly to another.
    fn leads(&self, from: usize, to: usize) -> bool {
        let pair = from * self.next.len() + to;
        self.known[pair / 64] & (1 << (pair % 64)) != 0
    }

    /// For each name, the number of its strongly connected component: every name of a group is reachable from
    /// every other.
    ///
    /// Tarjan's algorithm with an explicit stack instead of recursion.
    fn groups(&self) -> Vec<usize> {
        const NONE: usize = usize::MAX;
        let count = self.next.len();
        let (mut group, mut order, mut low) = (vec![NONE; count], vec![NONE; count], vec![NONE; count]);
        let (mut found, mut open, mut way) = (0, Vec::new(), Vec::new());
        for start in 0..count {
            if order[start] != NONE {
                continue;
            }
            way.push((start, 0));
            while let Some((name, place)) = way.pop() {
                if place == 0 {
                    (order[name], low[name]) = (found, found);
                    found += 1;
                    open.push(name);
                } else {
                    // The search returns from `before`. This name reaches everything that `before` reaches.
                    let before = self.next[name][place - 1];
                    if group[before] == NONE {
                        low[name] = low[name].min(low[before]);
                    }
                }
                let unseen = self.next[name].iter().enumerate().skip(place).find(|(_, next)| {
                    if group[**next] == NONE && order[**next] != NONE {
                        low[name] = low[name].min(order[**next]);
                    }
                    order[**next] == NONE
                });
                if let Some((place, &next)) = unseen {
                    way.push((name, place + 1));
                    way.push((next, 0));
                    continue;
                }
                if low[name] == order[name] {
                    while let Some(last) = open.pop() {
                        group[last] = order[name];
                        if last == name {
                            break;
                        }
                    }
                }
            }
        }
        group
    }

    /// The shortest path between two names of the same group, including both ends.
    fn way(&self, from: usize, to: usize, group: &[usize]) -> Vec<usize> {
        let mut came_from: BTreeMap<usize, usize> = BTreeMap::from([(from, from)]);
        let mut next = VecDeque::from([from]);
        while let Some(here) = next.pop_front().filter(|_| !came_from.contains_key(&to)) {
            for &name in self.next[here].iter().filter(|name| group[**name] == group[from]) {
                came_from.entry(name).or_insert_with(|| {
                    next.push_back(name);
                    here
                });
            }
        }
        let mut way = vec![to];
        let mut at = to;
        while at != from {
            let Some(&before) = came_from.get(&at) else { break };
            at = before;
            way.push(at);
        }
        way.reverse();
        way
    }
}

#[cfg(test)]
mod tests {
    use crate::built::BuiltSystem;
    use crate::rules;
    use crate::tree::Tree;

    /// The loops among steps of style `event`. Each step is given as its sender, its consumer and, if somebody
    /// said it, the name of its event.
    fn rings(steps: &[(&str, &str, Option<&str>)]) -> Vec<([usize; 2], Vec<String>)> {
        let steps: Vec<String> = steps
            .iter()
            .map(|(from, to, message)| {
                let message = message.map_or(String::new(), |name| format!(r#", "message": "{name}""#));
                format!(
                    r#"{{"action": "Pass it on", "from": "{from}", "to": ["{to}"], "answers": {{"reply": "none"}}, "today": {{"style": "event"{message}}}}}"#
                )
            })
            .collect();
        let json = format!(r#"{{"name": "Ring", "flows": [{{"steps": [{}]}}]}}"#, steps.join(","));
        let tree = Tree::from_json(&json).unwrap();
        let model = crate::model::read(&json, &tree, rules::shipped()).unwrap();
        let assessment = crate::assess(&model);
        let built = BuiltSystem::of(&model, &assessment.steps);
        let owned = |events: &[&str]| events.iter().map(ToString::to_string).collect();
        built.loops.iter().map(|found| (found.at, owned(&found.events))).collect()
    }

    #[test]
    fn a_ring_is_told_once_where_it_closes() {
        let named = [("a", "b", Some("X")), ("b", "c", Some("Y")), ("c", "a", Some("Z")), ("a", "b", Some("X"))];
        assert_eq!(rings(&named), [([0, 3], ["X", "Y", "Z"].map(str::to_owned).to_vec())]);
        assert!(rings(&named[..3]).is_empty());
    }

    #[test]
    fn of_many_events_that_lead_on_only_those_of_a_ring_are_told() {
        let named: Vec<String> = (0..600).map(|index| format!("E{index}")).collect();
        let step = |index: usize| {
            let pair = if index.is_multiple_of(2) { ("a", "b") } else { ("b", "a") };
            (pair.0, pair.1, Some(named[index].as_str()))
        };
        let chain: Vec<_> = (0..600).map(step).collect();
        assert!(rings(&chain).is_empty());
        let ring = [&chain[..], &[step(598), step(599)]].concat();
        // Both events are published again, but they form one loop, so it is found only once.
        let found = rings(&ring);
        assert_eq!(found.last().unwrap().0, [0, 601]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn who_passes_an_event_on_under_its_own_name_makes_a_ring_and_our_names_make_none() {
        assert_eq!(rings(&[("a", "b", Some("X")), ("b", "c", Some("X"))]).len(), 1);
        assert!(rings(&[("a", "b", None), ("b", "c", None)]).is_empty());
        assert!(rings(&[("a", "b", Some("X")), ("a", "c", Some("X"))]).is_empty(), "two readers of one event");
    }
}
