//! Gathers what a picture with many boxes would repeat: the reactions to one event behind which nothing follows, the
//! commands that one participant sends off together, and steps that follow each other in one place. If that leaves more
//! boxes than one can take in, whole branches are gathered, small ones first: a step with all that only it leads to.
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
/// With more boxes than this, branches are gathered.
const TOO_MANY: usize = 45;
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
    if boxes(flow) <= MANY {
        return None;
    }
    let graph = Links::of(flow);
    let mut groups = graph.groups(0);
    let mut size = 2 * LEAST;
    while size < 2 * flow.steps.len() && graph.boxes_with(&groups) > TOO_MANY {
        groups = graph.groups(size);
        size *= 2;
    }
    (!groups.is_empty()).then(|| graph.replace(&groups))
}

/// The number of boxes in a picture of the flow.
fn boxes(flow: &Flow) -> usize {
    flow.steps.iter().map(|step| step.places.len()).sum::<usize>() + flow.channels.len()
}

/// Steps that one step shall stand for.
struct Group {
    members: Vec<usize>,
    /// Those of them that something else leads to.
    roots: BTreeSet<usize>,
    /// What is said of them: `6 reactions to OrderPlaced`.
    says: String,
}

/// What sets the steps of a group off.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Source<'f> {
    /// An event of this name.
    Event(&'f str),
    /// Queues to which this participant's node puts commands.
    Queues(&'f str),
    /// Nothing that it shares with others: it is this step.
    Step(usize),
}

impl Source<'_> {
    /// What is said of a number of steps behind which nothing follows.
    fn says(&self, links: &Links<'_>, number: usize) -> String {
        match self {
            Self::Event(name) => format!("{number} reactions to {name}"),
            Self::Queues(from) => format!("{number} commands of {}", links.flow.participant_name(from)),
            Self::Step(at) => links.says_behind(*at, number),
        }
    }
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

    /// The groups of leaves and chains, and of branches of at most `size` steps.
    fn groups(&self, size: usize) -> Vec<Group> {
        let mut groups = self.branches(size);
        let taken: BTreeSet<usize> = groups.iter().flat_map(|group| group.members.iter().copied()).collect();
        groups.extend(self.chains(&taken).into_iter().filter(|group| group.members.len() >= LEAST));
        groups
    }

    /// About how many boxes are left when these groups are made: the events of their steps go with them.
    fn boxes_with(&self, groups: &[Group]) -> usize {
        let members = groups.iter().flat_map(|group| &group.members);
        let members: BTreeSet<&str> = members.map(|member| self.flow.steps[*member].id.as_str()).collect();
        let channels = self.flow.channels.iter().filter(|channel| members.contains(channel.step.as_str())).count();
        (boxes(self.flow) + groups.len()).saturating_sub(members.len() + channels)
    }

    /// The groups of steps that one event sets off, or that one participant sends off together, and of all that follows
    /// them. Steps behind which nothing follows are always gathered, others in groups of at most `size`.
    fn branches(&self, size: usize) -> Vec<Group> {
        let sizes = self.sizes(size > 0);
        let mut together: BTreeMap<(Source<'f>, Vec<&str>), Vec<usize>> = BTreeMap::new();
        let mut keys = vec![None; sizes.len()];
        for (at, step) in self.flow.steps.iter().enumerate().filter(|(at, _)| sizes[*at] > 0) {
            let after: Vec<&str> = step.after.iter().map(String::as_str).collect();
            let key = self.source(at).map(|source| (source, after));
            keys[at].clone_from(&key);
            together.entry(key.unwrap_or((Source::Step(at), Vec::new()))).or_default().push(at);
        }
        let mut done = BTreeSet::new();
        let mut groups = Vec::new();
        for at in (0..sizes.len()).filter(|at| sizes[*at] > 0) {
            if done.contains(&at) {
                continue;
            }
            let beside = keys[at].as_ref().and_then(|key| together.get(key)).cloned().unwrap_or_default();
            let beside: Vec<usize> = beside.into_iter().filter(|other| !done.contains(other)).collect();
            let all: usize = beside.iter().map(|other| sizes[*other]).sum();
            let roots = if all >= LEAST && (all == beside.len() || all <= size) {
                beside
            } else if (LEAST..=size).contains(&sizes[at]) {
                vec![at]
            } else {
                continue;
            };
            let members = self.all_behind(&roots);
            let says = match &keys[at] {
                Some((source, _)) if members.len() == roots.len() => source.says(self, members.len()),
                _ => self.says_behind(at, members.len()),
            };
            done.extend(members.iter().copied());
            groups.push(Group { members, roots: roots.into_iter().collect(), says });
        }
        groups
    }

    /// For each step, the number of steps that only it leads to, with itself; 0 if it may not become a part of a group,
    /// or if something that follows it may not. `with_news` is whether an event that no step hears is no hindrance.
    fn sizes(&self, with_news: bool) -> Vec<usize> {
        let mut own: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for channel in &self.flow.channels {
            own.entry(&channel.step).or_default().push(&channel.id);
        }
        let mut heard: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for edge in &self.flow.edges {
            heard.entry(&edge.from).or_default().push(&edge.to);
        }
        let mut sizes = vec![0; self.flow.steps.len()];
        for (at, step) in self.flow.steps.iter().enumerate().rev() {
            let is_next = |to: &&str| self.index.get(*to).is_some_and(|to| *to == at || self.next[at].contains(to));
            let leads_within = own.get(step.id.as_str()).into_iter().flatten().all(|channel| {
                let to = heard.get(channel).map_or(&[][..], Vec::as_slice);
                to.iter().all(is_next) && (with_news || !to.is_empty())
            });
            let is_within = |edge: &super::Edge| {
                let is_own = || own.get(step.id.as_str()).is_some_and(|own| own.contains(&edge.to.as_str()));
                edge.kind == EdgeKind::Reply || is_next(&edge.to.as_str()) || is_own()
            };
            if !self.is_plain(step)
                || !leads_within
                || !self.leaving[at].iter().all(|edge| is_within(&self.flow.edges[*edge]))
            {
                continue;
            }
            let behind = self.next[at].iter().map(|next| {
                let is_only = self.flow.steps[*next].after == [step.id.clone()];
                if is_only { sizes[*next] } else { 0 }
            });
            let behind: Vec<usize> = behind.collect();
            if !behind.contains(&0) {
                sizes[at] = 1 + behind.iter().sum::<usize>();
            }
        }
        sizes
    }

    /// What sets a step off, if that is one event or one queue.
    fn source(&self, at: usize) -> Option<Source<'f>> {
        let arriving = self.arriving[at].iter().map(|edge| &self.flow.edges[*edge]);
        let [edge] = arriving.filter(|edge| !edge.kind.only_orders()).collect::<Vec<_>>()[..] else { return None };
        match (edge.kind, self.channels.get(edge.from.as_str())) {
            (EdgeKind::Deliver, Some(event)) => Some(Source::Event(&event.name)),
            (EdgeKind::Dequeue, _) => Some(Source::Queues(&self.flow.steps[at].caller)),
            _ => None,
        }
    }

    /// These steps and all that follow them, in the order of the flow.
    fn all_behind(&self, roots: &[usize]) -> Vec<usize> {
        let mut all: BTreeSet<usize> = BTreeSet::new();
        let mut left = roots.to_vec();
        while let Some(at) = left.pop() {
            if all.insert(at) {
                left.extend(&self.next[at]);
            }
        }
        all.into_iter().collect()
    }

    /// What is said of a branch: `12 steps after 5`.
    fn says_behind(&self, at: usize, number: usize) -> String {
        let before = self.flow.steps[at].after.first().and_then(|before| self.index.get(before.as_str()));
        match before {
            Some(before) => format!("{number} steps after {}", self.flow.steps[*before].number),
            None => format!("{number} steps"),
        }
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
            let roots = [first].into();
            groups.push(Group { says: format!("{} steps in {place}", members.len()), members, roots });
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
        // The steps that only other steps of their group lead to.
        let mut inside: BTreeSet<&str> = BTreeSet::new();
        let mut gathered = BTreeMap::new();
        for group in groups {
            let Some(first) = group.members.first().and_then(|first| self.flow.steps.get(*first)) else { continue };
            let node = format!("group:{}", first.step);
            for member in &group.members {
                stands.insert(&self.flow.steps[*member].id, node.clone());
                if !group.roots.contains(member) {
                    inside.insert(&self.flow.steps[*member].id);
                }
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
        // Who calls for such a step, or sends it off, does so within the group.
        flow.edges.retain(|edge| {
            let step = self.channels.get(edge.to.as_str()).map_or(edge.to.as_str(), |channel| channel.step.as_str());
            !inside.contains(step)
        });
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
