//! Events that lead back to themselves: one reaction publishes what sets off the first again.

use std::collections::{BTreeMap, BTreeSet, VecDeque, btree_map::Entry};

use super::{BuiltFlow, hands_over};
use crate::model::Model;

/// A ring of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Loop<'a> {
    /// Indices of the flow and of the step that closes it.
    pub(crate) at: [usize; 2],
    /// The names of its events, each leading to the next and the last to the first.
    pub(crate) events: Vec<&'a str>,
}

/// One event that makes a participant publish another: names by index.
#[derive(Debug, Clone, Copy)]
struct Leads {
    from: usize,
    to: usize,
    /// The step that publishes the second.
    at: [usize; 2],
}

/// Finds the rings, each once, at the last of the steps that close it.
pub(super) fn find<'a>(model: &Model<'_>, flows: &[BuiltFlow<'a>]) -> Vec<Loop<'a>> {
    let mut names: BTreeMap<&'a str, usize> = BTreeMap::new();
    let mut leads = Vec::new();
    for (flow, built) in model.flows().iter().zip(flows) {
        let events = || flow.steps.iter().filter(|step| built.steps[step.index].is_event());
        for later in events() {
            for earlier in events().filter(|earlier| hands_over(earlier, later)) {
                let [one, other] = [earlier, later].map(|step| built.steps[step.index]);
                // A name of our own says of both steps that they belong to the first one's fact.
                let is_one_fact = one.message == other.message && !(one.is_named && other.is_named);
                if !is_one_fact && built.ancestry.is_before(earlier.index, later.index) {
                    let [from, to] = [earlier, later].map(|step| {
                        let next = names.len();
                        *names.entry(built.steps[step.index].message).or_insert(next)
                    });
                    leads.push(Leads { from, to, at: [flow.index, later.index] });
                }
            }
        }
    }
    keep_rings(&mut leads);
    let mut by_index: Vec<&'a str> = vec![""; names.len()];
    for (name, index) in names {
        by_index[index] = name;
    }
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let mut loops = Vec::new();
    for closing in leads.iter().rev() {
        if told.contains(&closing.to) && told.contains(&closing.from) {
            continue;
        }
        let Some(way) = way(&leads, closing.to, closing.from) else { continue };
        told.extend(&way);
        loops.push(Loop { at: closing.at, events: way.into_iter().map(|name| by_index[name]).collect() });
    }
    loops.sort_by_key(|found| found.at);
    loops
}

/// Drops what leads nowhere, and what nothing leads to, until only rings and ways between rings are left.
fn keep_rings(leads: &mut Vec<Leads>) {
    loop {
        let before = leads.len();
        let starts: BTreeSet<usize> = leads.iter().map(|lead| lead.from).collect();
        let ends: BTreeSet<usize> = leads.iter().map(|lead| lead.to).collect();
        leads.retain(|lead| starts.contains(&lead.to) && ends.contains(&lead.from));
        if leads.len() == before {
            return;
        }
    }
}

/// The shortest way from one name to another, both ends in it.
fn way(leads: &[Leads], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut came_from = BTreeMap::from([(from, from)]);
    let mut next = VecDeque::from([from]);
    while let Some(here) = next.pop_front() {
        if here == to {
            let mut way = vec![here];
            let mut at = here;
            while at != from {
                at = came_from[&at];
                way.push(at);
            }
            way.reverse();
            return Some(way);
        }
        for lead in leads.iter().filter(|lead| lead.from == here) {
            if let Entry::Vacant(unseen) = came_from.entry(lead.to) {
                unseen.insert(here);
                next.push_back(lead.to);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::built::BuiltSystem;
    use crate::rules;
    use crate::tree::Tree;

    /// The rings among steps of style `event`, each given as who publishes, who reads and, if it was said, the name.
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
    fn who_passes_an_event_on_under_its_own_name_makes_a_ring_and_our_names_make_none() {
        assert_eq!(rings(&[("a", "b", Some("X")), ("b", "c", Some("X"))]).len(), 1);
        assert!(rings(&[("a", "b", None), ("b", "c", None)]).is_empty());
        assert!(rings(&[("a", "b", Some("X")), ("a", "c", Some("X"))]).is_empty(), "two readers of one event");
    }
}
