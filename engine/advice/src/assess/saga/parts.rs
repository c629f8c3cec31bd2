//! Which steps of a flow belong together when one of them fails, and whether each can be undone.
//!
//! This module reads answers, places and the class of each action's verb. It must not know messages or
//! mechanisms.
//!
//! **When a flow has a plan.** Steps that are undone together change more than one owner, and one of them may
//! refuse. A step binds the others to it in five cases: somebody said whether it can be undone, it keeps an
//! invariant that half of a flow breaks, it takes money, it holds something for the caller, or its refusal takes an
//! earlier step back. A step that the
//! caller waits for beside it is undone with it. Steps without a common participant are not tied. A step whose
//! refusal nobody hears cannot refuse. A step that only informs others ties nobody.
//!
//! A step is irreversible only if somebody said so. The opposite of the verb names the compensation
//! ([`language::lexicon::opposites`]); a verb without an opposite leads to a finding. A step that takes back an
//! earlier one ("Cancel the order") is that step's compensation and not a part of the plan.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::assess::flow::FlowScene;
use crate::description::ParticipantKind;
use crate::model::StepModel;
use crate::place::{FEW, Flags, Places};
use crate::rule::circumstance::DOER;
use crate::rulebook::Landmarks;
use crate::terms::Role;
use language::lexicon::{Class, Verb};
use language::naming::Action;
use language::records::{self, Correction};

/// Classes of verbs whose steps need no compensation: if such a step fails, the rest of the flow is still
/// correct.
const FOLLOWING: &[Class] = &[
    Class::Asks,
    Class::Checks,
    Class::Computes,
    Class::Tells,
    Class::Records,
    Class::Derives,
    Class::Labours,
    Class::Senses,
    Class::Happens,
    Class::Stands,
];

/// The role of a step in its flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nature {
    /// It changes a record that the flow is about.
    Acts,
    /// It informs others, or records what they want to know.
    Follows,
    /// It changes nothing, and it may refuse.
    Checks,
    /// It changes nothing, and it cannot refuse.
    Looks,
}

/// The answer to the question whether a step can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undo {
    Compensable,
    Retriable,
    Irreversible,
}

/// How strongly a step is tied to the others of its flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// It is not tied to them.
    Apart,
    /// It is undone if a step that binds fails.
    Joins,
    /// The flow is only half done without it.
    Binds,
}

/// A step that changes something, as the saga sees it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent fact about a step")]
pub(crate) struct Part {
    /// Index of the step in its flow.
    pub(crate) index: usize,
    /// The verb of its action, if the lexicon knows it.
    pub(super) verb: Option<&'static Verb>,
    pub(crate) role: Role,
    /// The name of the command that undoes it.
    pub(crate) compensation: Option<String>,
    pub(super) undo: Option<Undo>,
    pub(super) tie: Tie,
    /// Whether the caller needs its answer (`true`) or not (`false`); none if nobody has said.
    pub(super) answer: Option<bool>,
    /// Whether it moves money.
    pub(super) pays: bool,
    /// Whether its owner may say no by its nature: it moves money, takes something that others want too, or
    /// answers with its outcome. A fact cannot be refused.
    pub(super) may_be_refused: bool,
    /// Whether the description says which step takes it back.
    pub(super) has_way_back: bool,
    /// Whether it only informs others or records something.
    pub(super) follows: bool,
    /// Who asks for it: index of a participant.
    from: Option<usize>,
    /// The participants whose records it changes, by index.
    pub(super) owners: SmallVec<[usize; 2]>,
    /// Whether its owners commit together. None of them then ever undoes its own share.
    pub(super) commits_together: bool,
}

impl Part {
    /// Whether the flow is half done without it.
    pub(super) fn binds(&self) -> bool {
        self.tie == Tie::Binds
    }

    /// Whether it may refuse and somebody hears the refusal.
    pub(super) fn may_fail(&self) -> bool {
        let is_unheard = self.answer == Some(false) && self.undo.is_none() && !self.may_be_refused;
        self.tie != Tie::Apart && self.undo != Some(Undo::Retriable) && !is_unheard
    }

    /// Whether somebody has said that it can be undone.
    pub(super) fn is_said_to_be_compensable(&self) -> bool {
        self.undo == Some(Undo::Compensable)
    }

    /// Whether nothing rules out that it is undone.
    pub(super) fn can_be_undone(&self) -> bool {
        matches!(self.undo, None | Some(Undo::Compensable))
    }

    /// Whether somebody has said that it cannot be undone.
    pub(super) fn is_irreversible(&self) -> bool {
        self.undo == Some(Undo::Irreversible)
    }

    /// Whether it cannot be undone, and the caller waits for an answer that may be a refusal.
    pub(super) fn is_irreversible_and_may_refuse(&self) -> bool {
        self.is_irreversible() && self.answer == Some(true) && !self.follows
    }

    /// Whether several owners change and each commits its own share.
    pub(super) fn changes_several(&self) -> bool {
        self.owners.len() > 1 && !self.commits_together
    }

    /// Whether the two parts share a participant. A part without `from` matches any part, and so do two parts
    /// whose `undo` is answered.
    fn meets(&self, other: &Part) -> bool {
        let is_one_of = |who: usize, part: &Part| part.from == Some(who) || part.owners.contains(&who);
        self.from.is_none()
            || other.from.is_none()
            || (self.undo.is_some() && other.undo.is_some())
            || self.from.iter().chain(&self.owners).any(|who| is_one_of(*who, other))
    }
}

/// The steps of a flow that matter to its saga.
#[derive(Debug)]
pub(super) struct Parts {
    /// Every step that changes something, sorted so that each comes after the steps that it waits for.
    pub(super) changing: Vec<Part>,
    /// Indices of the steps that change nothing and may refuse.
    pub(super) checks: Vec<usize>,
    /// Indices of the steps that take an earlier one back.
    pub(super) ways_back: Vec<usize>,
    /// For each step, the steps that it waits for, directly or through others.
    pub(super) before: Vec<Flags>,
}

impl Parts {
    /// Whether one step waits for another, directly or through others.
    pub(super) fn waits_for(&self, later: usize, earlier: usize) -> bool {
        self.before[later][earlier]
    }

    /// Groups the parts that belong together, keeps the group with the most separate commits, and drops every
    /// part that is not related to it. Returns whether such a group exists: it has more than one commit or a
    /// described way back, and one of its parts may refuse. A single part that is taken back is no group: its owner
    /// releases what it held.
    pub(super) fn tie_together(&mut self) -> bool {
        let (mut loose, mut others): (Vec<usize>, Vec<usize>) =
            (0..self.changing.len()).partition(|at| self.changing[*at].tie != Tie::Apart);
        let mut tied: Vec<usize> = Vec::new();
        while !loose.is_empty() {
            let mut group = vec![loose.remove(0)];
            self.grow(&mut group, &mut loose);
            let deciding: Vec<usize> = group
                .iter()
                .map(|at| &self.changing[*at])
                .filter(|part| part.binds() && part.may_fail())
                .map(|part| part.index)
                .collect();
            // A part that does not bind and whose answer nobody needs matters only if a deciding part waits for
            // it.
            let matters = |part: &Part| {
                part.binds()
                    || part.answer == Some(true)
                    || deciding.iter().any(|later| self.waits_for(*later, part.index))
            };
            let of_use: Vec<usize> = group.iter().copied().filter(|at| matters(&self.changing[*at])).collect();
            others.extend(group.into_iter().filter(|at| !of_use.contains(at)));
            let is_described =
                tied.is_empty() && of_use.len() > 1 && of_use.iter().any(|at| self.changing[*at].has_way_back);
            let has_more = self.count_commits(&of_use) > self.count_commits(&tied).max(1);
            if !deciding.is_empty() && (has_more || is_described) {
                others.extend(std::mem::replace(&mut tied, of_use));
            } else {
                others.extend(of_use);
            }
        }
        if tied.is_empty() {
            return false;
        }
        for at in &tied {
            self.changing[*at].tie = Tie::Binds;
        }
        for at in &others {
            self.changing[*at].tie = Tie::Apart;
        }
        self.grow(&mut tied, &mut others);
        let mut at = 0..;
        self.changing.retain(|_| at.next().is_some_and(|at| tied.contains(&at)));
        true
    }

    /// Adds to `group` every part of `others` that shares a participant with a member, directly or through
    /// others. Both hold positions in `changing`.
    fn grow(&self, group: &mut Vec<usize>, others: &mut Vec<usize>) {
        let mut next = 0;
        while let Some(at) = group.get(next).copied() {
            let near = others.extract_if(.., |other| self.changing[at].meets(&self.changing[*other]));
            group.extend(near);
            next += 1;
        }
    }

    /// How many separate commits the parts need. Owners who commit together count as one.
    fn count_commits(&self, parts: &[usize]) -> usize {
        // Each owner points at another one of its commit, and the last of them at itself.
        let mut joined: BTreeMap<usize, usize> = BTreeMap::new();
        let last = |joined: &BTreeMap<usize, usize>, mut owner: usize| {
            while let Some(next) = joined.get(&owner).copied().filter(|next| *next != owner) {
                owner = next;
            }
            owner
        };
        for part in parts.iter().map(|at| &self.changing[*at]) {
            for owner in &part.owners {
                joined.entry(*owner).or_insert(*owner);
            }
            let Some(first) = part.owners.first().filter(|_| part.commits_together) else { continue };
            let end = last(&joined, *first);
            for owner in &part.owners {
                let before = last(&joined, *owner);
                joined.extend([(before, end), (*owner, end)]);
            }
        }
        joined.iter().filter(|(owner, next)| owner == next).count()
    }
}

impl FlowScene<'_, '_, '_> {
    /// The steps that matter to a saga. None if no step binds, or if fewer than two steps change or check
    /// something and no step names several participants in `to`.
    pub(super) fn parts(&self, places: &Places) -> Option<Parts> {
        let verbs: SmallVec<[Option<&'static Verb>; FEW]> = self.actions.iter().map(Action::verb).collect();
        let natures: SmallVec<[Nature; FEW]> = self
            .flow
            .steps
            .iter()
            .map(|step| self.nature(step, verbs[step.index], places.prefix[step.index]))
            .collect();
        let changes = |index: usize| matches!(natures[index], Nature::Acts | Nature::Follows);
        if (0..natures.len()).filter(|index| natures[*index] != Nature::Looks).count() < 2
            && self.flow.steps.iter().all(|step| step.to.len() < 2)
        {
            return None;
        }
        let mut order: SmallVec<[usize; FEW]> = (0..natures.len()).collect();
        // Steps that wait for nothing in common are sorted by id, so that the order in which they are written
        // does not matter.
        order.sort_by_key(|index| (self.depths[*index], &self.described.steps[*index].id));
        // What a timer does later is no part, unless it takes a part back.
        let is_part = |step: &StepModel| !step.is_delayed || step.undoes.is_some();
        let parts: Vec<Part> = order
            .iter()
            .copied()
            .filter(|index| changes(*index) && is_part(&self.flow.steps[*index]))
            .map(|index| self.part(index, natures[index], verbs[index], places.prefix[index]))
            .collect();
        if !parts.iter().any(Part::binds) {
            return None;
        }
        // A check that comes only later, or only because something was not done, is no condition for the rest.
        let is_check = |index: &usize| {
            let step = &self.flow.steps[*index];
            natures[*index] == Nature::Checks && !step.is_delayed && !step.is_way_out()
        };
        let checks = order.into_iter().filter(is_check).collect();
        Some(Parts { changing: parts, checks, ways_back: Vec::new(), before: before(self.flow) })
    }

    fn nature(&self, step: &StepModel, verb: Option<&Verb>, in_prefix: bool) -> Nature {
        let checks = verb.is_some_and(|verb| verb.is(Class::Checks));
        let is_of = |sort: &Class| {
            // A record made while the caller waits is the purpose of the call, so it counts as a change.
            *sort == Class::Final || (FOLLOWING.contains(sort) && !(in_prefix && *sort == Class::Records))
        };
        if self.only_asks(step.index) {
            return if checks { Nature::Checks } else { Nature::Looks };
        }
        if self.has_others_taken_back(step) {
            return Nature::Acts;
        }
        if step.facts.is(self.book.landmarks.doer, const { DOER.value("person") }) {
            // A person decides or does something outside every store of ours. Who says how it is undone, or which
            // step is taken back if it is not done, says that it belongs to what must not stay half done.
            let decides = checks || verb.is_some_and(|verb| verb.is(Class::Decides));
            let is_said = undo(&self.book.landmarks, step).is_some();
            return match (decides, is_said) {
                (true, _) => Nature::Checks,
                (false, true) => Nature::Acts,
                (false, false) => Nature::Looks,
            };
        }
        match verb {
            Some(verb) if checks && verb.classes.iter().all(|sort| FOLLOWING.contains(sort)) => Nature::Checks,
            Some(verb) if verb.classes.iter().all(is_of) && verb.is_any(FOLLOWING) => Nature::Follows,
            _ => Nature::Acts,
        }
    }

    /// Whether a step takes back an earlier one because this step was not done.
    fn has_others_taken_back(&self, step: &StepModel) -> bool {
        let takes_back = |back: &StepModel| back.undoes.is_some() && back.is_way_out() && back.is_caused_by(step.index);
        self.flow.steps.iter().any(takes_back)
    }

    fn part(&self, index: usize, nature: Nature, verb: Option<&'static Verb>, in_prefix: bool) -> Part {
        let step = &self.flow.steps[index];
        let landmarks = &self.book.landmarks;
        let undo = undo(landmarks, step);
        let is_payment = self.actions[index].is_payment() && !verb.is_some_and(|verb| verb.is(Class::Changes));
        let pays = step.facts.has(landmarks.balance) || is_payment;
        let keeps_a_rule = landmarks.kept_together.is_some_and(|(question, mask)| {
            step.facts.answer(question).is_some_and(|answer| mask & (1 << answer) != 0)
        });
        let answer = match step.facts {
            facts if facts.has(landmarks.needs_answer) => Some(true),
            facts if facts.has(landmarks.no_reply) => Some(false),
            _ => None,
        };
        let owners = self.owners(step);
        let acts = nature == Nature::Acts;
        // Whoever books something of an outsider without waiting for the answer, and says nothing of a refusal, books
        // it again until it is done, unless a rule says that there may be none left.
        let is_outsiders = step.facts.is(landmarks.doer, const { DOER.value("outsider") });
        let is_refusal_heard = self.flow.steps.iter().any(|other| other.is_way_out() && other.is_caused_by(index));
        let is_not_waited_for = answer == Some(false) || (self.steps[index].means.replies && !is_refusal_heard);
        let is_tried_again = is_outsiders && is_not_waited_for && !keeps_a_rule;
        // Nobody can refuse news: whoever takes something because of it tries until it is done.
        let is_news = step.facts.has(landmarks.is_event) && answer == Some(false) && !keeps_a_rule;
        let takes = self.actions[index].takes() && !is_tried_again && !is_news;
        // A medical or legal record stands by itself, whatever becomes of the other steps.
        let is_worth_nothing = step.facts.has(landmarks.may_be_lost);
        let stands = undo.is_none() && records::correction(self.actions[index].object()) == Some(Correction::Amendment);
        // Where no rule must hold and nobody waits for the result, nothing is half done without the step.
        let is_free = step.facts.has(landmarks.no_invariant) && answer == Some(false);
        // What is done behind the commit point in some cases only is an extra, unless somebody says how it is undone.
        let is_extra = step.is_conditional && step.when.is_none() && !in_prefix && undo.is_none() && !pays;
        let tie = if is_free || is_extra {
            Tie::Apart
        } else if matches!(undo, Some(Undo::Compensable | Undo::Irreversible))
            || (keeps_a_rule && (acts || answer != Some(false)))
            || (acts && self.has_others_taken_back(step))
            || (acts && !is_worth_nothing && (pays || takes || undo.is_some()))
        {
            Tie::Binds
        } else if acts && in_prefix && !stands {
            Tie::Joins
        } else {
            Tie::Apart
        };
        Part {
            index,
            verb,
            role: Role::Retriable,
            compensation: None,
            undo,
            tie,
            answer,
            pays,
            may_be_refused: acts
                && !step.facts.has(landmarks.is_event)
                && (pays || takes || self.steps[index].means.replies),
            has_way_back: false,
            follows: !acts,
            from: step.from,
            commits_together: owners.len() > 1 && self.steps[index].is_two_phase_commit(self.book),
            owners,
        }
    }

    /// The name of the command that undoes a part, taken from the words of its action. None if the part cannot
    /// be undone or its verb has no known opposite. A record that is kept is not removed but corrected.
    pub(super) fn compensation(&self, part: &Part) -> Option<String> {
        let action = &self.actions[part.index];
        if matches!(part.undo, Some(Undo::Retriable | Undo::Irreversible)) {
            return None;
        }
        let object = action.object();
        // A number of a series without gaps is used up for good: its record is marked as void.
        let is_numbered = self.flow.steps[part.index].facts.has(self.book.landmarks.gap_free);
        let voided = || Action::read("Void", Some(object)).command();
        let corrected = records::correction(object).map(|correction| match correction {
            Correction::Reversal => Action::read("Reverse", Some(object)).command(),
            Correction::CreditNote => "IssueCreditNote".to_owned(),
            Correction::Amendment => Action::read("Amend", Some(object)).command(),
            Correction::Message => Action::read("Correct", Some(object)).command(),
        });
        let named = || action.compensation().map(str::to_owned);
        let undone = || part.is_said_to_be_compensable().then(|| format!("Undo{}", action.command()));
        corrected.or_else(|| is_numbered.then(voided)).or_else(named).or_else(undone)
    }

    /// The participants whose records a step changes: those who do it, or if none is named, the one who asks
    /// for it. A person owns no records.
    fn owners(&self, step: &StepModel) -> SmallVec<[usize; 2]> {
        let keeps = |index: &usize| self.model.participants()[*index].kind != ParticipantKind::Person;
        let named = if step.to.is_empty() { step.from.as_slice() } else { &step.to };
        named.iter().copied().filter(keeps).collect()
    }
}

fn undo(landmarks: &Landmarks, step: &StepModel) -> Option<Undo> {
    let [compensable, retriable, irreversible] = landmarks.undo;
    [(compensable, Undo::Compensable), (retriable, Undo::Retriable), (irreversible, Undo::Irreversible)]
        .into_iter()
        .find(|(landmark, _)| step.facts.has(*landmark))
        .map(|(_, undo)| undo)
}

/// For each step, the steps that it waits for, directly or through others.
fn before(flow: &crate::model::FlowModel) -> Vec<Flags> {
    let mut before = vec![Flags::from_elem(false, flow.steps.len()); flow.steps.len()];
    for &index in &flow.order {
        for &earlier in &flow.steps[index].after {
            let mut all = std::mem::take(&mut before[index]);
            all.iter_mut().zip(&before[earlier]).for_each(|(mine, theirs)| *mine |= theirs);
            all[earlier] = true;
            before[index] = all;
        }
    }
    before
}
