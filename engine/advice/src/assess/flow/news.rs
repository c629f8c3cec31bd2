//! The facts that a flow publishes: who publishes each, what it is called, and who reacts to it.
//!
//! A participant of ours publishes what it knows. The owner that did a step knows its outcome; a service that
//! asked for the step has heard the outcome and publishes a fact of its own about the flow. Outsiders, persons,
//! stores, caches and brokers publish nothing and react to nothing, and nobody reacts to its own fact. This
//! module must not decide which steps are event-driven.

use std::collections::BTreeSet;

use language::lexicon::{self, Class, nouns};
use language::naming::Action;

use crate::description::{Outcome, ParticipantKind};
use crate::model::StepModel;

use super::FlowScene;
use crate::assess::step::outcome_name;

/// Verbs of steps that do nothing but publish a fact.
const PUBLISHING: &[&str] = &["publish", "announce", "broadcast", "emit", "proclaim"];

/// Verbs of those who only come to know something.
const HEARING: &[&str] = &["find out", "get", "hear", "know", "learn", "receive"];

/// Verbs that tell of a whole what was done to its part: when the parcel is shipped, so is the order. But when the
/// receipt is issued, no order is.
const OF_THE_WHOLE: &[&str] = &[
    "accept", "approve", "cancel", "close", "complete", "confirm", "deliver", "dispatch", "fulfil", "pack", "reject",
    "return", "ship",
];

/// A fact that somebody publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct News {
    /// Index of the step that it reports; of several, the last.
    pub(crate) step: usize,
    /// The outcome that it reports.
    pub(crate) outcome: Outcome,
    /// Who publishes it: index of a participant; none if the description does not say.
    pub(crate) producer: Option<usize>,
    /// Its name, in the past tense.
    pub(crate) name: String,
    /// The thing that it is about, if that is not the thing of its step.
    pub(crate) about: Option<String>,
    /// Index of the step whose fields say what changed; none if no step says so.
    pub(crate) told_by: Option<usize>,
    /// Who reacts to it: indices of participants, each once.
    pub(crate) consumers: Vec<usize>,
}

/// The facts of a flow while they are collected.
#[derive(Debug, Default)]
pub(in crate::assess) struct Published {
    pub(in crate::assess) all: Vec<News>,
    /// For each step, the facts that set it off, as indices of `all`; the last is the nearest.
    pub(in crate::assess) reaching: Vec<Vec<usize>>,
}

impl Published {
    /// Whether somebody publishes this fact already: the service that asked for the step may be the one that tells it.
    fn knows(&self, news: &News) -> bool {
        self.all.iter().any(|known| (known.step, known.outcome, &known.name) == (news.step, news.outcome, &news.name))
    }

    /// Adds a fact with these consumers and returns its index. A fact that is known gets more consumers.
    fn publish(&mut self, news: News) -> usize {
        let is_same = |known: &News| {
            (known.step, known.outcome, known.producer) == (news.step, news.outcome, news.producer)
                && known.name == news.name
        };
        let Some(index) = self.all.iter().position(is_same) else {
            self.all.push(news);
            return self.all.len() - 1;
        };
        let known = &mut self.all[index];
        // What it is about must not depend on the order in which steps are written.
        known.about = known.about.take().into_iter().chain(news.about).min();
        known.told_by = known.told_by.or(news.told_by);
        for who in news.consumers {
            if !known.consumers.contains(&who) {
                known.consumers.push(who);
            }
        }
        index
    }
}

impl<'a, 'r: 'a> FlowScene<'_, 'a, 'r> {
    /// Collects the facts of the flow: first those that set off event-driven steps, then those that somebody
    /// only needs to hear of.
    pub(super) fn publish(&mut self, commit_point: Option<usize>) {
        let mut published = Published { all: Vec::new(), reaching: vec![Vec::new(); self.steps.len()] };
        for index in 0..self.steps.len() {
            self.steps[index].reacts_to = Vec::new();
            if !self.steps[index].means.is_event() {
                continue;
            }
            let mut facts = self.facts_before(index);
            // If several steps come before, the last one must not depend on the order in which they are written.
            facts.sort_by_key(|fact| (self.depths[*fact], &self.described.steps[*fact].id));
            let news = self.news_for(index, &facts, commit_point);
            let tells_itself = facts.is_empty() || news.iter().any(|news| news.step == index);
            self.steps[index].reacts_to = if tells_itself { vec![index] } else { facts };
            published.reaching[index] = news.into_iter().map(|news| published.publish(news)).collect();
        }
        for index in 0..self.steps.len() {
            for news in self.news_for_sender(index) {
                published.publish(news);
            }
        }
        for step in &self.flow.steps {
            if let Some(news) = self.heard(step)
                && !(news.consumers.is_empty() && published.knows(&news))
            {
                published.publish(news);
            }
        }
        self.published = published;
    }

    /// The facts that set off an event-driven step. `facts` are the earlier steps that it reacts to.
    fn news_for(&self, index: usize, facts: &[usize], commit_point: Option<usize>) -> Vec<News> {
        let step = &self.flow.steps[index];
        let publishes =
            PUBLISHING.iter().any(|verb| self.actions[index].verb().is_some_and(|known| known.base == *verb));
        let from = step.from.filter(|from| self.model.is_ours(*from));
        if facts.is_empty() || self.tells_its_own(index, facts) || (publishes && from.is_some()) {
            return vec![self.own_news(step)];
        }
        let outcome = step.when.map_or(Outcome::Done, |(_, outcome)| outcome);
        let is_told_by_another = |from: usize| facts.iter().any(|fact| self.owner(*fact) != Some(from));
        let adapter = from.filter(|_| self.is_for_outsiders(step));
        if let (Some(from), Some(&last)) = (from.filter(|from| is_told_by_another(*from)), facts.last())
            && !step.to.contains(&from)
            && adapter.is_none()
        {
            let (name, about, told_by) = self.flow_fact(index, from, facts, outcome, commit_point);
            let consumers = self.consumers(step, Some(from));
            return vec![News { step: last, outcome, producer: Some(from), name, about, told_by, consumers }];
        }
        let news = |fact: &usize| {
            let producer = self.teller(*fact, outcome);
            let consumers = match adapter {
                Some(adapter) => self.hears(adapter, *fact, producer).into_iter().collect(),
                None => self.consumers(step, producer),
            };
            self.owners_news(*fact, outcome, consumers)
        };
        facts.iter().map(news).collect()
    }

    /// The facts that reach whoever sends a message that is no event: an adapter that sends a command to an outsider
    /// has heard what happened, unless it did the earlier step itself or got its outcome.
    fn news_for_sender(&self, index: usize) -> Vec<News> {
        let step = &self.flow.steps[index];
        let means = self.steps[index].means;
        let sender = step.from.filter(|from| self.model.is_ours(*from));
        let Some(sender) = sender.filter(|_| means.is_message() && !means.is_event() && !means.is_timed) else {
            return Vec::new();
        };
        let outcome = step.when.map_or(Outcome::Done, |(_, outcome)| outcome);
        let heard = self.facts_before(index).into_iter().filter_map(|fact| {
            let hears = self.hears(sender, fact, self.teller(fact, outcome))?;
            Some(self.owners_news(fact, outcome, vec![hears]))
        });
        heard.collect()
    }

    /// Whether only outsiders, persons or stores do a step: a service of ours hears the fact and does it with them.
    fn is_for_outsiders(&self, step: &StepModel) -> bool {
        !step.to.is_empty() && !step.to.iter().any(|who| self.model.is_ours(*who))
    }

    /// A service of ours that has to hear a fact, because it neither published it nor asked for the step and got its
    /// outcome. Whoever lets somebody know waits for no outcome.
    fn hears(&self, who: usize, fact: usize, producer: Option<usize>) -> Option<usize> {
        let means = self.steps[fact].means;
        let only_tells = || self.actions[fact].verb().is_some_and(|verb| verb.is(Class::Tells));
        let gets_outcome = !means.is_message() || means.replies || only_tells();
        let is_answered = |who: usize| gets_outcome && Some(who) == self.asker(fact);
        Some(who).filter(|who| Some(*who) != producer && !is_answered(*who))
    }

    /// Who publishes how a step ended: its owner. Whoever asked for it notices that no outcome came; the owner may not
    /// know that it failed.
    fn teller(&self, fact: usize, outcome: Outcome) -> Option<usize> {
        match outcome {
            Outcome::Failed | Outcome::TimedOut => self.asker(fact).or_else(|| self.owner(fact)),
            Outcome::Done | Outcome::Refused => self.owner(fact).or_else(|| self.asker(fact)),
        }
    }

    /// The fact about how a step ended, for these consumers.
    fn owners_news(&self, fact: usize, outcome: Outcome, consumers: Vec<usize>) -> News {
        let producer = self.teller(fact, outcome);
        let name = outcome_name(&self.actions[fact], outcome);
        News { step: fact, outcome, producer, name, about: None, told_by: Some(fact), consumers }
    }

    /// The fact that an event-driven step itself is: something that has happened at whoever asks for it. A
    /// person publishes nothing, so the first of those who do the step publishes for the others. The event that
    /// sets off the flow reaches its first steps; unless somebody of ours asks for them, it comes from elsewhere.
    fn own_news(&self, step: &StepModel) -> News {
        let trigger = self.described.trigger.as_ref().and_then(|trigger| trigger.event.clone());
        let trigger = trigger.filter(|_| step.after.is_empty());
        let publishes_for_others = || match step.from {
            _ if trigger.is_some() => None,
            Some(from) if self.model.participants()[from].kind == ParticipantKind::Broker => None,
            _ => step.to.iter().copied().find(|who| self.model.is_ours(*who)),
        };
        let producer = step.from.filter(|from| self.model.is_ours(*from)).or_else(publishes_for_others);
        let mut consumers = self.consumers(step, producer);
        // What comes from elsewhere is heard by whoever does the step; `tells` is about its being done.
        if trigger.is_none() {
            let told = self.others_of_ours(&step.tells, producer);
            consumers.extend(told.filter(|who| !step.to.contains(who)));
        }
        // The steps that the same event sets off share it.
        let sets_off = |other: &StepModel| other.after.is_empty() && self.steps[other.index].means.is_event();
        let first = trigger.as_ref().and_then(|_| self.flow.steps.iter().position(sets_off));
        let name = trigger.unwrap_or_else(|| self.actions[step.index].event());
        let index = first.unwrap_or(step.index);
        News { step: index, outcome: Outcome::Done, producer, name, about: None, told_by: Some(index), consumers }
    }

    /// What others hear of a step besides the steps that react to it: `tells`, or consumers outside the
    /// description. None if a fact about its being done is published already and nobody else is named.
    fn heard(&self, step: &StepModel) -> Option<News> {
        let index = step.index;
        let tells_itself = self.steps[index].reacts_to == [index];
        if tells_itself
            || (step.tells.is_empty()
                && !self.steps[index].means.announces
                && self.described.steps[index].announces.is_none())
        {
            return None;
        }
        let producer = self.owner(index).or_else(|| self.asker(index));
        let consumers = self.others_of_ours(&step.tells, producer).collect();
        let name = self.actions[index].event();
        Some(News { step: index, outcome: Outcome::Done, producer, name, about: None, told_by: Some(index), consumers })
    }

    /// Those who do a step and react to what `producer` publishes: services of ours other than the producer.
    fn consumers(&self, step: &StepModel, producer: Option<usize>) -> Vec<usize> {
        self.others_of_ours(&step.to, producer).collect()
    }

    /// The services of ours among these participants, without the producer.
    fn others_of_ours(&self, who: &[usize], producer: Option<usize>) -> impl Iterator<Item = usize> {
        who.iter().copied().filter(move |who| self.model.is_ours(*who) && Some(*who) != producer)
    }

    /// The service of ours that does a step and so knows its outcome.
    pub(in crate::assess) fn owner(&self, index: usize) -> Option<usize> {
        let step = &self.flow.steps[index];
        let doers = if step.to.is_empty() { step.from.as_slice() } else { &step.to };
        doers.iter().copied().find(|who| self.model.is_ours(*who))
    }

    /// The service of ours that asks for a step and so hears its outcome.
    fn asker(&self, index: usize) -> Option<usize> {
        self.flow.steps[index].from.filter(|from| self.model.is_ours(*from))
    }

    /// The name of a fact that `teller` publishes about the flow, the thing that the fact is about, and the step
    /// whose fields say what changed: the one that the teller itself did, if the fact decides the flow.
    ///
    /// At the commit point the flow has done what its name says, so `Book a ticket` gives `TicketBooked`.
    /// Anywhere else the fact is about the flow's thing and what just happened to it: `OrderShipped`, or
    /// `ReceiptIssued` where the verb does not fit the whole.
    fn flow_fact(
        &self,
        index: usize,
        teller: usize,
        facts: &[usize],
        outcome: Outcome,
        commit_point: Option<usize>,
    ) -> (String, Option<String>, Option<usize>) {
        let fact = facts.last().copied().unwrap_or(index);
        let own = self.described.steps[fact].announces.clone().filter(|_| outcome == Outcome::Done);
        if let Some(name) = own {
            return (name, None, Some(fact));
        }
        let flow = &self.named;
        let is_named = flow.verb().is_some_and(|verb| !verb.is(Class::Stands)) && !flow.object().is_empty();
        // Whoever has only taken a request in cannot tell yet that it was granted.
        let is_taken_in = |point: usize| self.actions[point].verb().is_some_and(|verb| verb.is(Class::Submits));
        let is_decided =
            outcome == Outcome::Done && commit_point.is_some_and(|point| facts.contains(&point) && !is_taken_in(point));
        // A flow that is called "Renew the domains" tells of one domain at a time. What "Book a truck slot" calls a truck
        // slot is what its steps call a slot.
        let its_thing = || {
            let thing = nouns::singular(flow.object());
            let is_it = |entity: &&str| thing.strip_suffix(*entity).is_some_and(|before| before.ends_with(' '));
            let entities = self.described.steps.iter().filter_map(|step| step.entity.as_deref());
            entities.filter(is_it).min().map_or(thing.clone(), str::to_owned)
        };
        let own = self.first_change(|step| step.to.first() == Some(&teller) && step.index != index);
        if is_named && is_decided {
            return (flow.event(), Some(its_thing()), own);
        }
        // "Return the car" tells of the car only if a step is about it, or if nothing says what the steps are about.
        let is_known = |thing: &String| {
            let mut entities = self.described.steps.iter().filter_map(|step| step.entity.as_ref()).peekable();
            entities.peek().is_none() || entities.any(|entity| entity == thing)
        };
        let thing = own.map(|own| self.thing(own)).or_else(|| is_named.then(its_thing).filter(is_known));
        if let Some(thing) = thing {
            let action = &self.described.steps[fact].action;
            let is_of_whole = self.actions[fact].verb().is_some_and(|verb| OF_THE_WHOLE.contains(&verb.base));
            let whole = is_of_whole.then(|| Action::read(action, Some(&thing)));
            let name = outcome_name(whole.as_ref().unwrap_or(&self.actions[fact]), outcome);
            // Where the reacting step goes on with the same part, the fact is about that part, and not about the whole.
            let entity = |step: usize| self.described.steps[step].entity.as_deref();
            let is_of_part = whole.is_none() && entity(fact).is_some() && entity(fact) == entity(index);
            return (name, Some(thing).filter(|_| !is_of_part), None);
        }
        // The reacting step says what its news is about, and the first act that the teller asked for says what
        // has happened to it.
        let entity = |step: usize| self.described.steps[step].entity.as_deref();
        let new_thing = entity(index).filter(|thing| facts.iter().all(|fact| entity(*fact) != Some(thing)));
        let first = self.first_change(|step| step.from == Some(teller)).filter(|_| is_decided);
        if let (Some(thing), Some(first)) = (new_thing, first) {
            let name = Action::read(&self.described.steps[first].action, Some(thing)).event();
            return (name, Some(thing.to_owned()), own);
        }
        (outcome_name(&self.actions[fact], outcome), None, Some(fact))
    }

    /// The first step that changes something and fits. It does not depend on the order in which steps are
    /// written.
    fn first_change(&self, fits: impl Fn(&StepModel) -> bool) -> Option<usize> {
        let changes = self.flow.steps.iter().filter(|step| !self.only_asks(step.index) && fits(step));
        changes.map(|step| step.index).min_by_key(|step| (self.depths[*step], &self.described.steps[*step].id))
    }

    /// The thing that a step is about: its entity, or else the object of its action.
    pub(in crate::assess) fn thing(&self, step: usize) -> String {
        let entity = self.described.steps[step].entity.as_deref();
        entity.map_or_else(|| self.actions[step].object().to_owned(), str::to_owned)
    }

    /// The nearest earlier steps that change something. Queries are skipped, because a query leaves no fact
    /// behind. A step under an outcome reacts to the step of that outcome alone.
    fn facts_before(&self, index: usize) -> Vec<usize> {
        let step = &self.flow.steps[index];
        if let Some((earlier, _)) = step.when.filter(|_| step.is_way_out()) {
            return vec![earlier];
        }
        let mut facts = Vec::new();
        let mut seen = BTreeSet::new();
        let mut before = step.after.clone();
        while let Some(index) = before.pop() {
            if !seen.insert(index) {
                continue;
            }
            if self.only_asks(index) {
                before.extend(&self.flow.steps[index].after);
            } else {
                facts.push(index);
            }
        }
        facts
    }

    /// Whether the step is an event of its own rather than news of the steps before it: its answer says that it
    /// is an event, its entity differs from theirs, none of them says what it announces, and a service of ours has
    /// learned of it otherwise than by an outcome that it asked for. A service that hears of an alarm need not hear of
    /// every sensor reading. To inform somebody only passes on what has happened before.
    fn tells_its_own(&self, index: usize, facts: &[usize]) -> bool {
        let passes_on = |verb: &lexicon::Verb| {
            verb.is(Class::Tells) && !PUBLISHING.contains(&verb.base) || HEARING.contains(&verb.base)
        };
        if self.actions[index].verb().is_some_and(passes_on) {
            return false;
        }
        let entity = |step: usize| self.described.steps[step].entity.as_deref();
        let announced = facts.iter().any(|fact| self.described.steps[*fact].announces.is_some());
        let asked_for = |who: usize, fact: usize| self.asker(fact) == Some(who) && self.owner(fact) != Some(who);
        let learns_otherwise = self
            .asker(index)
            .is_some_and(|who| !facts.iter().all(|fact| asked_for(who, *fact) || self.owner(*fact) == Some(who)));
        !announced
            && learns_otherwise
            && self.flow.steps[index].facts.has(self.book.landmarks.is_event)
            && entity(index).is_some()
            && facts.iter().all(|fact| entity(*fact).is_some_and(|other| Some(other) != entity(index)))
    }
}
