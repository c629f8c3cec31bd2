//! Who coordinates a saga, and how its steps reach each other.

use std::collections::BTreeSet;

use super::parts::Part;
use crate::assess::flow::FlowScene;
use crate::rule::circumstance::ASKED;
use crate::terms::{Communication, Coordination, Role, Side, Wholeness};

/// Ids of the question and of the answer that speak for choreography.
const TEAMS: &str = "teams";
const SEVERAL: &str = "several";

/// How a saga is coordinated.
#[derive(Debug)]
pub(super) struct Coordinated<'r> {
    pub(super) communication: Communication,
    /// Index of the first step that nobody may see half done.
    pub(super) hidden: Option<usize>,
    pub(super) coordination: Coordination,
    /// Index of the participant who coordinates.
    pub(super) coordinator: Option<usize>,
    pub(super) because: &'r str,
    /// Indices of the steps that may block the saga or must be undone: all but the retriable ones.
    pub(super) blocking: Vec<usize>,
}

impl Coordinated<'_> {
    /// Whether others may see the saga half done.
    pub(super) fn consistency(&self) -> Wholeness {
        if self.hidden.is_some() { Wholeness::Atomic } else { Wholeness::Eventual }
    }
}

impl<'a, 'r: 'a> FlowScene<'_, 'a, 'r> {
    /// Decides how the parts are coordinated. The term table `conductor` chooses between orchestration and
    /// choreography. It reads who asks for the blocking parts, whether there are several of them, and whether
    /// several teams own them.
    pub(super) fn coordinated(&self, parts: &[Part]) -> Coordinated<'r> {
        let is_called = |part: &&Part| self.steps[part.index].decision.side == Side::Synchronous;
        let blocking: Vec<&Part> = parts.iter().filter(|part| part.role != Role::Retriable).collect();
        let all_called = blocking.iter().all(is_called);
        let asker = self.only_asker(&blocking);
        let changes_several = blocking.iter().any(|part| part.changes_several());
        // If only one part blocks, its asker coordinates only when it asks for every part that binds.
        let binding: Vec<&Part> = parts.iter().filter(|part| part.binds()).collect();
        let is_called_by_one = match &blocking[..] {
            [] => false,
            [_] if !changes_several => all_called && asker.is_some() && self.asks_for_all(asker, &binding),
            _ => all_called && asker.is_some(),
        };
        // Where only one part may refuse, whoever sends a command for every part conducts all the same.
        let has_several = blocking.len() > 1 || changes_several;
        let is_sent_by_one = || {
            let is_directed = |part: &&Part| !self.steps[part.index].means.is_event();
            binding.len() > 1 && binding.iter().all(is_directed) && self.asks_for_all(asker, &binding)
        };
        let all_answer = match &blocking[..] {
            [_, _, ..] => all_called,
            _ => is_called_by_one || binding.iter().all(is_called),
        };
        let communication = if all_answer { Communication::Synchronous } else { Communication::Asynchronous };
        let intolerable = |part: &&Part| {
            let is_said = self.flow.steps[part.index].facts.has(self.book.landmarks.intolerable);
            // Owners who commit together never show a half-done change, whatever happens to the other steps.
            part.binds() && is_said && !part.commits_together
        };
        let hidden = parts.iter().find(intolerable).map(|part| part.index);
        let pattern = if is_called_by_one {
            const { ASKED.value("by_one_caller") }
        } else if asker.is_some() && self.asks_for_all(asker, &blocking) && (has_several || is_sent_by_one()) {
            const { ASKED.value("by_one_sender") }
        } else if self.is_chain(&blocking) {
            const { ASKED.value("in_a_chain") }
        } else {
            const { ASKED.value("otherwise") }
        };
        let mut facts = self.book.facts();
        facts.fix(self.book.landmarks.asked, pattern);
        facts.fix(self.book.landmarks.blocks, usize::from(has_several));
        facts.fix(self.book.landmarks.owned_by, usize::from(self.are_of_several_teams(&blocking)));
        let conductor = self.book.saga_term("conductor", &facts).map(|(case, _)| case);
        let is_orchestrated = conductor.and_then(|case| case.value.as_deref()) == Some("orchestrated");
        let coordination = if is_orchestrated { Coordination::Orchestrated } else { Coordination::Choreographed };
        let because = conductor.map_or("", |case| &case.because);
        let orchestrated = coordination == Coordination::Orchestrated;
        let coordinator = asker.or_else(|| self.most_asking(&blocking)).filter(|_| orchestrated);
        let blocking = blocking.iter().map(|part| part.index).collect();
        Coordinated { communication, hidden, coordination, coordinator, because, blocking }
    }

    /// The one system participant that asks for all of the parts. It need not ask for parts that only it owns,
    /// such as the request that sets off the flow, nor for parts without `from`.
    fn only_asker(&self, parts: &[&Part]) -> Option<usize> {
        let from = |part: &Part| self.flow.steps[part.index].from;
        let owns =
            |part: &Part, asker: usize| !part.owners.is_empty() && part.owners.iter().all(|owner| *owner == asker);
        let asks_for_all = |asker: &usize| {
            // What a person asks for sets off the flow and does not count.
            let mut counted = parts.iter().filter(|part| !from(part).is_some_and(|from| self.is_person(from)));
            let is_its = |part: &&Part| from(part).is_none_or(|from| from == *asker) || owns(part, *asker);
            // Whoever owns the first part and asks for one more is a link of a chain and conducts nothing.
            let asked = parts.iter().filter(|part| from(part) == Some(*asker)).count();
            let owns_none = counted.clone().all(|part| from(part).is_some() && !owns(part, *asker));
            counted.all(is_its) && (asked > 1 || owns_none)
        };
        let mut askers = parts.iter().filter_map(|part| from(part)).filter(|asker| !self.is_person(*asker));
        askers.find(asks_for_all)
    }

    /// Whether `asker` is the only asker of all the parts, and nobody says that a part is a reaction to an event.
    fn asks_for_all(&self, asker: Option<usize>, parts: &[&Part]) -> bool {
        let is_news = |part: &&Part| self.flow.steps[part.index].facts.has(self.book.landmarks.is_event);
        self.only_asker(parts) == asker && !parts.iter().any(is_news)
    }

    /// Whether the owner of an earlier part asks for each part but the first.
    fn is_chain(&self, parts: &[&Part]) -> bool {
        (1..parts.len()).all(|at| {
            let from = self.flow.steps[parts[at].index].from;
            from.is_some_and(|from| parts[..at].iter().any(|earlier| earlier.owners.contains(&from)))
        })
    }

    /// The participant that asks for the most parts; among equals, the one that asks for the last. Persons do
    /// not count.
    fn most_asking(&self, parts: &[&Part]) -> Option<usize> {
        let askers = || parts.iter().filter_map(|part| self.flow.steps[part.index].from);
        askers()
            .filter(|asker| !self.is_person(*asker))
            .max_by_key(|asker| askers().filter(|other| other == asker).count())
    }

    fn are_of_several_teams(&self, parts: &[&Part]) -> bool {
        let said = self.model.system().iter().find(|given| Some(given.question) == self.book.question(TEAMS));
        if let Some(said) = said {
            return Some((said.question, said.answer)) == self.book.resolve(TEAMS, SEVERAL);
        }
        let owners = parts.iter().flat_map(|part| &part.owners);
        let teams: BTreeSet<&str> =
            owners.filter_map(|owner| self.model.participants()[*owner].team.as_deref()).collect();
        teams.len() > 1
    }
}
