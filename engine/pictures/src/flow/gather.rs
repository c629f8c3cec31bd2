//! Gathers what a picture with many boxes would repeat: the reactions to one event behind which nothing follows, the
//! commands that one participant sends off together, and steps that follow each other in one place.
//!
//! [`gather`] gives a smaller flow in which one step stands for several, and says for which. A step that has a
//! condition, a timer or a term of its own stays as it is, and so does everything that somebody waits for. This
//! module must not know how a group is drawn.

use std::collections::{BTreeMap, BTreeSet};

use super::{Channel, ChannelKind, EdgeKind, Flow, Participant, Role, Step};
use advice::description::ParticipantKind;
use advice::terms::Level;

/// A flow with at most this many boxes is not gathered.
const MANY: usize = 20;
/// A group has at least this many steps.
const LEAST: usize = 3;

/// A flow in which some steps stand for several.
#[derive(Debug, Clone)]
pub(super) struct Gathered {
    pub(super) flow: Flow,
    /// The members of each group, by the node of the step that stands for them: indices of the whole flow's steps.
    pub(super) groups: BTreeMap<String, Vec<usize>>,
}

/// Gathers the steps of a flow; `None` if the flow is small, or if nothing in it repeats.
pub(super) fn gather(flow: &Flow) -> Option<Gathered> {
    let boxes: usize = flow.steps.iter().map(|step| step.places.len()).sum();
    if boxes + flow.channels.len() <= MANY {
        return None;
    }
    let graph = Links::of(flow);
    let is_group = |group: &Group| group.members.len() >= LEAST;
    let mut groups: Vec<Group> = graph.leaves().into_iter().filter(is_group).collect();
    let taken: BTreeSet<usize> = groups.iter().flat_map(|group| group.members.iter().copied()).collect();
    groups.extend(graph.chains(&taken).into_iter().filter(is_group));
    (!groups.is_empty()).then(|| graph.replace(&groups))
}

/// Steps that one step shall stand for.
struct Group {
    members: Vec<usize>,
    /// What is said of them: `6 reactions to OrderPlaced`.
    says: String,
}

/// What leads to each step and away from it.
struct Links<'f> {
    flow: &'f Flow,
    index: BTreeMap<&'f str, usize>,
    channels: BTreeMap<&'f str, &'f Channel>,
    /// For each step, the edges that lead to it, directly or through its queue, and those that lead on.
    arriving: Vec<Vec<usize>>,
    leaving: Vec<Vec<usize>>,
    /// For each step, the steps that wait for it.
    next: Vec<Vec<usize>>,
}

impl<'f> Links<'f> {
    fn of(flow: &'f Flow) -> Self {
        let count = flow.steps.len();
        let mut links = Self {
            flow,
            index: flow.steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect(),
            channels: flow.channels.iter().map(|channel| (channel.id.as_str(), channel)).collect(),
            arriving: vec![Vec::new(); count],
            leaving: vec![Vec::new(); count],
            next: vec![Vec::new(); count],
        };
        for (at, edge) in flow.edges.iter().enumerate() {
            if let Some(to) = links.index.get(edge.to.as_str()) {
                links.arriving[*to].push(at);
            }
            if let Some(from) = links.index.get(edge.from.as_str()) {
                links.leaving[*from].push(at);
            }
        }
        for (at, step) in flow.steps.iter().enumerate() {
            for before in step.after.iter().filter_map(|before| links.index.get(before.as_str())) {
                links.next[*before].push(at);
            }
        }
        links
    }

    /// Whether a step may become a part of a group.
    fn is_plain(&self, step: &Step) -> bool {
        let is_bound = step.guard.is_some() || step.starts.is_some() || step.within.is_some() || step.repeats.is_some();
        let is_special = step.join.is_some() || step.undoes.is_some() || step.commit_point || step.waited_for;
        let is_told = !step.tells.is_empty() || step.consistency.level == Level::Strong || step.way_out;
        !(is_bound || is_special || is_told) && step.places.len() == 1 && self.flow.is_ours(&step.places[0])
    }

    /// The groups of steps that one event sets off, or that one participant sends off together, and behind which
    /// nothing follows.
    fn leaves(&self) -> Vec<Group> {
        let mut together: BTreeMap<(String, Vec<&str>), Vec<usize>> = BTreeMap::new();
        for (at, step) in self.flow.steps.iter().enumerate() {
            let ends = self.leaving[at].iter().all(|edge| self.flow.edges[*edge].kind == EdgeKind::Reply);
            let arriving = self.arriving[at].iter().filter(|edge| !self.flow.edges[**edge].kind.only_orders());
            let [edge] = arriving.copied().collect::<Vec<usize>>()[..] else { continue };
            let edge = &self.flow.edges[edge];
            if !self.is_plain(step) || !ends || !self.next[at].is_empty() {
                continue;
            }
            let after: Vec<&str> = step.after.iter().map(String::as_str).collect();
            let source = match (edge.kind, self.channels.get(edge.from.as_str())) {
                (EdgeKind::Deliver, Some(event)) => format!("reactions to {}", event.name),
                (EdgeKind::Dequeue, _) => {
                    format!("commands of {}", self.flow.participant_name(&step.caller))
                }
                _ => continue,
            };
            together.entry((source, after)).or_default().push(at);
        }
        let group = |((source, _), members): ((String, _), Vec<usize>)| Group {
            says: format!("{} {source}", members.len()),
            members,
        };
        together.into_iter().map(group).collect()
    }

    /// The groups of steps that follow each other in one place, with nothing else before or behind each but the
    /// next one.
    fn chains(&self, taken: &BTreeSet<usize>) -> Vec<Group> {
        let mut groups = Vec::new();
        let mut done = taken.clone();
        for first in 0..self.flow.steps.len() {
            if !done.insert(first) || !self.is_plain(&self.flow.steps[first]) {
                continue;
            }
            let mut members = vec![first];
            let mut here = first;
            while let [next] = self.next[here][..]
                && self.follows(here, next)
                && done.insert(next)
            {
                members.push(next);
                here = next;
            }
            let place = self.flow.participant_name(&self.flow.steps[first].places[0]);
            groups.push(Group { says: format!("{} steps in {place}", members.len()), members });
        }
        groups
    }

    /// Whether a step follows another one in the same place, and nothing else follows that one or leads to it.
    fn follows(&self, before: usize, step: usize) -> bool {
        let (first, second) = (&self.flow.steps[before], &self.flow.steps[step]);
        let own: BTreeSet<&str> = self
            .flow
            .channels
            .iter()
            .filter(|channel| channel.step == first.id)
            .map(|channel| channel.id.as_str())
            .collect();
        let is_own = |node: &str| node == first.id || own.contains(node) || node == format!("queue:{}", second.step);
        let leads_on = |edge: &&super::Edge| own.contains(edge.from.as_str()) && edge.kind != EdgeKind::Dequeue;
        self.is_plain(second)
            && second.after == [first.id.clone()]
            && first.places == second.places
            && first.verdict == second.verdict
            && self.arriving[step].iter().all(|edge| is_own(&self.flow.edges[*edge].from))
            && self.flow.edges.iter().filter(leads_on).all(|edge| edge.to == second.id)
            && self.leaving[before].iter().all(|edge| {
                let to = self.flow.edges[*edge].to.as_str();
                to == second.id || own.contains(to)
            })
    }

    /// The flow with a step for each group.
    fn replace(&self, groups: &[Group]) -> Gathered {
        let mut flow = self.flow.clone();
        let mut stands: BTreeMap<&str, String> = BTreeMap::new();
        let mut gathered = BTreeMap::new();
        for group in groups {
            let Some(first) = group.members.first().and_then(|first| self.flow.steps.get(*first)) else { continue };
            let node = format!("group:{}", first.step);
            for member in &group.members {
                stands.insert(&self.flow.steps[*member].id, node.clone());
            }
            gathered.insert(node, group.members.clone());
        }
        let inner = |channel: &Channel| {
            let of_group = stands.get(channel.step.as_str());
            let to = |edge: &&super::Edge| edge.from == channel.id;
            of_group.is_some_and(|group| {
                channel.kind == ChannelKind::Queue
                    || self.flow.edges.iter().filter(to).all(|edge| stands.get(edge.to.as_str()) == Some(group))
            })
        };
        let gone: BTreeSet<&str> =
            self.flow.channels.iter().filter(|channel| inner(channel)).map(|channel| channel.id.as_str()).collect();
        flow.channels.retain(|channel| !gone.contains(channel.id.as_str()));
        let stand = |node: &String| stands.get(node.as_str()).unwrap_or(node).clone();
        for channel in &mut flow.channels {
            channel.step = stand(&channel.step);
        }
        let mut seen = BTreeSet::new();
        for edge in &mut flow.edges {
            // What is sent off through a queue that is no longer there is sent off all the same.
            if edge.kind == EdgeKind::Enqueue && gone.contains(edge.to.as_str()) {
                edge.kind = EdgeKind::Call;
                let queue = self.channels.get(edge.to.as_str());
                edge.to = queue.map(|queue| queue.step.clone()).unwrap_or_default();
            }
            (edge.from, edge.to) = (stand(&edge.from), stand(&edge.to));
        }
        flow.edges.retain(|edge| {
            let leads_within =
                edge.from == edge.to || gone.contains(edge.from.as_str()) || gone.contains(edge.to.as_str());
            let is_answer = edge.kind == EdgeKind::Reply && gathered.contains_key(&edge.from);
            !leads_within
                && !is_answer
                && (!(gathered.contains_key(&edge.to)) || seen.insert((edge.kind, edge.from.clone(), edge.to.clone())))
        });
        let mut lanes = BTreeMap::new();
        let mut steps = Vec::with_capacity(flow.steps.len());
        for (at, mut step) in std::mem::take(&mut flow.steps).into_iter().enumerate() {
            let mut after: Vec<String> = step.after.iter().map(stand).collect();
            after.dedup();
            step.after = after;
            let Some(node) = stands.get(self.flow.steps[at].id.as_str()) else {
                steps.push(step);
                continue;
            };
            let Some(group) = groups.iter().find(|group| group.members.first() == Some(&at)) else { continue };
            step.after.retain(|before| before != node);
            step.id.clone_from(node);
            step.action.clone_from(&group.says);
            step.undoes = None;
            step.places = vec![self.place(group, &mut flow.participants, &mut lanes)];
            steps.push(step);
        }
        flow.steps = steps;
        Gathered { flow, groups: gathered }
    }

    /// Where a group stands: where all of its members do, or in a lane that stands for theirs. `lanes` has the lanes
    /// that are made already, by the participants that they stand for.
    fn place(
        &self,
        group: &Group,
        participants: &mut Vec<Participant>,
        lanes: &mut BTreeMap<BTreeSet<&'f str>, String>,
    ) -> String {
        let places: BTreeSet<&str> =
            group.members.iter().map(|member| self.flow.steps[*member].places[0].as_str()).collect();
        if let (1, Some(place)) = (places.len(), places.first()) {
            return (*place).to_owned();
        }
        if let Some(known) = lanes.get(&places) {
            return known.clone();
        }
        let lane = Participant {
            id: format!("participants:{}", lanes.len() + 1),
            participant: None,
            name: format!("{} services", places.len()),
            kind: ParticipantKind::Service,
            of: None,
            roles: vec![Role::Consumer],
        };
        let id = lane.id.clone();
        participants.push(lane);
        lanes.insert(places, id.clone());
        id
    }
}
