//! What event sourcing and CQRS would mean for the described system: the log that its flows would leave, and the
//! read views that its queries would have.
//!
//! This module must not decide whether either is advised.

use std::collections::BTreeSet;

use language::case::same_thing;

use crate::assessment::{LogEntry, Outcome, View, Words};

use super::flow::FlowScene;
use super::step::{outcome_name, text};

impl<'a, 'r: 'a> FlowScene<'_, 'a, 'r> {
    /// The entries that the flow would leave in a log, in the order in which its steps run. A step that only asks
    /// leaves none; nor does a reaction of several, because each of them records something of its own. An outcome
    /// other than "done" leaves one if the description says what happens then. What another service publishes
    /// about the flow follows the step that it reports.
    pub(super) fn log(&self) -> Vec<LogEntry<'a>> {
        let is_of_several = |index: usize| self.flow.steps[index].to.len() > 1 && self.steps[index].means.is_event();
        let tells_its_own = |index: usize| self.steps[index].reacts_to == [index];
        let changing = self
            .flow
            .order
            .iter()
            .copied()
            .filter(|index| !self.only_asks(*index) && (!is_of_several(*index) || tells_its_own(*index)));
        changing
            .flat_map(|index| {
                let described = self.flow.steps.iter().filter_map(|step| step.when);
                let others = described.filter(|(step, outcome)| *step == index && *outcome != Outcome::Done);
                let outcomes: BTreeSet<Outcome> = others.map(|(_, outcome)| outcome).chain([Outcome::Done]).collect();
                let own = outcomes.into_iter().map(move |outcome| self.entry(index, outcome));
                own.chain(self.published.all.iter().filter(move |news| news.step == index).filter_map(|news| {
                    let entry = self.entry(news.step, news.outcome);
                    let thing = news.about.as_ref().map(|thing| thing.to_lowercase());
                    (entry.event != news.name).then(|| LogEntry {
                        event: news.name.clone().into(),
                        stream: thing.map(Into::into).or_else(|| entry.stream.clone()),
                        ..entry
                    })
                }))
            })
            .collect()
    }

    fn entry(&self, index: usize, outcome: Outcome) -> LogEntry<'a> {
        let step = &self.described.steps[index];
        let named = |personal: bool| {
            let fields = step.fields.iter().filter(|field| field.personal.unwrap_or(false) == personal);
            fields.map(|field| Words::from(field.name.as_str())).collect()
        };
        let thing = self.thing(index).to_lowercase();
        LogEntry {
            flow: text(self.described.id.as_ref()),
            step: text(step.id.as_ref()),
            event: outcome_name(&self.actions[index], outcome).into(),
            outcome,
            stream: (!thing.is_empty()).then(|| thing.into()),
            carries: named(false),
            personal: named(true),
        }
    }

    /// The views that answer the flow's queries. `log` holds the entries of all flows.
    pub(super) fn views(&self, log: &[LogEntry<'a>]) -> Vec<View<'a>> {
        let asking = self.flow.order.iter().copied().filter(|index| self.only_asks(*index));
        asking.filter_map(|index| self.view(index, log)).collect()
    }

    fn view(&self, index: usize, log: &[LogEntry<'a>]) -> Option<View<'a>> {
        let thing = self.thing(index).to_lowercase();
        let feeds = |entry: &&LogEntry<'_>| {
            entry.outcome == Outcome::Done && entry.stream.as_deref().is_some_and(|stream| same_thing(stream, &thing))
        };
        let mut fed_by: Vec<Words<'a>> = Vec::new();
        for entry in log.iter().filter(feeds) {
            if !fed_by.contains(&entry.event) {
                fed_by.push(entry.event.clone());
            }
        }
        let reader = self.flow.steps[index].from;
        (!thing.is_empty()).then(|| View {
            shows: thing.into(),
            flow: text(self.described.id.as_ref()),
            step: text(self.described.steps[index].id.as_ref()),
            reader: reader.map(|reader| (&self.model.participants()[reader].id).into()),
            fed_by,
            staleness: self.scene(index).staleness(),
        })
    }
}
