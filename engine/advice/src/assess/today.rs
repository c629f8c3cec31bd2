//! Compares what is built today with what is advised: what differs, in which order to change it, and where a
//! caller waits without need.
//!
//! This module reads what somebody said under `today` and never guesses the rest. The rules in `rules/moves`
//! hold the words and the risks of the moves.
//!
//! Moves are sorted by risk; moves of equal risk keep the order of the flow. A move that another one builds on
//! has the lower risk: a step announces its event before a message replaces a call. A message name of the
//! team's own is no difference if it says the right thing. A step that is built simpler than advised may stay.

use std::collections::BTreeSet;

use crate::assessment::{Gate, MessageKind, Move, Needs, Step, Strength, StrongBy, Today, TodayStep, What, Words};
use crate::built::{Built, fields};
use crate::description;
use crate::finding::ticked;
use crate::model::{FlowModel, Model};
use crate::rulebook::Rulebook;
use crate::terms::{Carrier, DecidedBy, Level, StyleMeaning, Verdict};
use language::fields::{is_consumers_own, is_personal};
use language::message;

/// Compares how the system is built today with the advice; none if nobody said how it is built.
pub(super) fn today<'a>(model: &'a Model<'_>, steps: &[Step<'a>]) -> Option<Today<'a>> {
    let mut today = Today { by_need: 0, by_habit: 0, by_weight: 0, steps: Vec::new(), moves: Vec::new() };
    let mut rest = steps;
    for (flow, described) in model.flows().iter().zip(&model.description().flows) {
        let (assessed, after) = rest.split_at(flow.steps.len().min(rest.len()));
        rest = after;
        let flow = FlowToday { book: model.rulebook(), flow, described, assessed };
        let mut said = BTreeSet::new();
        for &index in &flow.flow.order {
            // Two consumers of one event would both propose to rename it.
            today.moves.extend(flow.moves(index).into_iter().filter(|step| said.insert(step.says.clone())));
        }
        for index in 0..flow.flow.steps.len() {
            today.steps.extend(flow.told(index));
        }
    }
    today.moves.sort_by_key(|step| step.risk);
    for step in &today.steps {
        match step.strength {
            Some(Strength::Need) => today.by_need += 1,
            Some(Strength::Habit) => today.by_habit += 1,
            Some(Strength::Weight) => today.by_weight += 1,
            None => {}
        }
    }
    (!today.steps.is_empty()).then_some(today)
}

/// A flow with what is advised for it.
struct FlowToday<'f, 'a> {
    book: &'a Rulebook,
    flow: &'f FlowModel,
    described: &'a description::Flow,
    assessed: &'f [Step<'a>],
}

/// One change of style: the id of the move, what it changes, today's value and the advised value.
type Change<'a> = (&'static str, What, Words<'a>, Words<'a>);

impl<'a> FlowToday<'_, 'a> {
    fn described(&self, index: usize) -> Option<(&'a description::Step, &'a description::Today, &Step<'a>)> {
        let described = self.described.steps.get(index)?;
        let today = described.today.as_ref().filter(|today| **today != description::Today::default())?;
        Some((described, today, self.assessed.get(index)?))
    }

    /// The meaning of today's style; none if nobody named it.
    fn means(&self, today: &description::Today) -> Option<StyleMeaning> {
        self.book.style_meaning(today.style.as_deref()?)
    }

    /// Whether a caller waits for the step today, and which rules require that.
    fn told(&self, index: usize) -> Option<TodayStep<'a>> {
        let (described, today, assessed) = self.described(index)?;
        let is_told = today.style.is_some() || today.waits.is_some();
        let waits = is_told && Built::of(self.book, described, assessed).waits;
        let asked_by = needs(assessed);
        let strength = waits.then_some(match assessed.verdict {
            Verdict::EventDriven => Strength::Habit,
            _ if asked_by.is_empty() => Strength::Weight,
            _ => Strength::Need,
        });
        let asked_by = if strength == Some(Strength::Need) { asked_by } else { Vec::new() };
        Some(TodayStep { flow: assessed.flow.clone(), step: assessed.step.clone(), strength, asked_by })
    }

    /// The moves for one step, unsorted.
    fn moves(&self, index: usize) -> Vec<Move<'a>> {
        let Some((described, today, assessed)) = self.described(index) else { return Vec::new() };
        let change = change_of_style(self.book, today, assessed);
        let mut moves = Vec::new();
        if let Some(event) = self.announcement(index, today, assessed) {
            let style = today.style.as_deref().unwrap_or_default().into();
            moves.extend(self.say(index, ("announce_change", What::Announcement, style, event), "/today/style"));
        }
        if let Some(change) = &change {
            let place = if change.1 == What::Waits { "/today/waits" } else { "/today/style" };
            moves.extend(self.say(index, change.clone(), place));
        }
        let is_changed = change.is_some_and(|(_, what, ..)| what == What::Style);
        if !is_changed && let Some(name) = misnamed(today, assessed) {
            let advised = assessed.message.name.clone();
            // A command or query does not become an event by being renamed.
            let asks = message::is_request(name) || message::is_question(name);
            let becomes_a_fact = assessed.message.kind == MessageKind::Event && asks;
            let id = if becomes_a_fact { "change_message" } else { "rename_message" };
            moves.extend(self.say(index, (id, What::Message, name.into(), advised), "/today/message"));
        }
        if !is_changed && self.means(today).is_some_and(StyleMeaning::is_event) {
            let event = today.message.as_deref().unwrap_or(&assessed.message.name);
            let leaving = leaving(described);
            if let Some((first, _)) = leaving.first() {
                let names: Vec<&str> = leaving.iter().map(|(_, name)| *name).collect();
                let event = Words::from(event.to_owned());
                let place = format!("/today/fields/{first}");
                let step = self.say(index, ("drop_field", What::Fields, ticked(&names).into(), event), &place);
                moves.extend(step.map(|step| Move { today: names.join(", ").into(), advised: None, ..step }));
            }
        }
        moves
    }

    /// The event that the step should announce and does not announce today. None unless a later step should
    /// react to it, the step is a call that stays a call, and no direct follower is an event today.
    fn announcement(&self, index: usize, today: &description::Today, assessed: &Step<'a>) -> Option<Words<'a>> {
        let event = assessed.message.announces.clone()?;
        let means = self.means(today)?;
        let is_call = means.is_waited_for() && !means.only_asks && !means.announces;
        let is_heard = self.flow.steps.iter().filter(|later| later.after.contains(&index)).any(|later| {
            self.described(later.index).and_then(|(_, today, _)| self.means(today)).is_some_and(StyleMeaning::is_event)
        });
        let stays_a_call = assessed.verdict != Verdict::EventDriven
            && !self.book.style_meaning(&assessed.style).is_some_and(|means| means.finishes_later);
        (is_call && stays_a_call && !is_heard).then_some(event)
    }

    /// Builds a move with the sentences of its rule.
    fn say(&self, index: usize, (id, what, today, advised): Change<'a>, place: &str) -> Option<Move<'a>> {
        let (book, assessed) = (self.book, self.assessed.get(index)?);
        let (rule, known) = book.move_called(id)?;
        let is_about_style = matches!(what, What::Style | What::Waits);
        let shown = match what {
            What::Waits => "going on without its outcome".to_owned(),
            What::Style => style_named(book, &today),
            What::Message | What::Fields | What::Announcement => today.to_string(),
        };
        let action = self.described.steps.get(index)?.action.as_str();
        // The sentence of `change_message` takes the names of styles as well, so it has no backticks of its
        // own.
        let shown = if what == What::Message && id == "change_message" { ticked(&[&shown]) } else { shown };
        let shall = if is_about_style { &assessed.message.name } else { &advised };
        let says = filled(&known.says, &[("{action}", action), ("{today}", &shown), ("{advised}", shall)]);
        Some(Move {
            flow: assessed.flow.clone(),
            step: assessed.step.clone(),
            rule: id.into(),
            risk: known.risk,
            what,
            today,
            advised: Some(advised),
            at: format!("/flows/{}/steps/{index}{place}", self.flow.index).into(),
            says: says.into(),
            because: book.rule(rule).claim.as_ref().into(),
            sources: book.rule_sources(rule).into(),
        })
    }
}

/// Replaces the placeholders in a sentence with words of the system. Braces within those words are not
/// placeholders.
fn filled(sentence: &str, words: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let known = words.iter().find(|(place, _)| rest.starts_with(place));
        let (place, word) = known.copied().unwrap_or(("{", "{"));
        filled.push_str(word);
        rest = &rest[place.len()..];
    }
    filled.push_str(rest);
    filled
}

/// A style's name with its article, for the middle of a sentence. An unknown id is used as the name.
fn style_named(book: &Rulebook, id: &str) -> String {
    let name = book.style(id).map_or_else(|| id.to_owned(), |rule| rule.name.to_lowercase());
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// Sets for every step what requires its strong consistency: a rule, or only the way it is built today.
pub(super) fn note_needs<'a>(book: &'a Rulebook, steps: &mut [Step<'a>], today: Option<&Today<'a>>) {
    let habits: BTreeSet<(&str, &str)> = today
        .iter()
        .flat_map(|today| &today.steps)
        .filter(|step| step.strength == Some(Strength::Habit))
        .map(|step| (step.flow.as_ref(), step.step.as_ref()))
        .collect();
    let by_habit = || book.move_called("stop_waiting").map(|(rule, _)| book.rule(rule).claim.as_ref().into());
    for step in steps {
        let asks = asks_for_strong(step).next().map(|reason| reason.because.clone());
        step.needs = match asks {
            Some(because) => Needs { strong: Some(StrongBy::Need), because: Some(because) },
            None if habits.contains(&(step.flow.as_ref(), step.step.as_ref())) => {
                Needs { strong: Some(StrongBy::Habit), because: by_habit() }
            }
            None => Needs::default(),
        };
    }
}

/// The reasons why others must see the step's change at once.
fn asks_for_strong<'s, 'a>(assessed: &'s Step<'a>) -> impl Iterator<Item = &'s Gate<'a>> {
    let strong = assessed.consistency.level == Level::Strong;
    assessed.gates.iter().chain(&assessed.constraints).filter(move |reason| {
        strong
            && matches!(
                (reason.rule.as_ref(), reason.answer.as_ref()),
                ("invariant", _) | ("in_between", "intolerable") | ("staleness", "fresh")
            )
            && reason.answer != "none"
    })
}

/// The rules that require the caller to wait: those that decide for a call, and those that require others to
/// see the change at once.
fn needs<'a>(assessed: &Step<'a>) -> Vec<Words<'a>> {
    let decides =
        assessed.gates.iter().filter(|gate| assessed.decided_by == DecidedBy::Gate && gate.effect == "synchronous");
    let mut rules: Vec<Words<'a>> = Vec::new();
    for reason in decides.chain(asks_for_strong(assessed)) {
        if !rules.contains(&reason.rule) {
            rules.push(reason.rule.clone());
        }
    }
    rules
}

/// The change of style, or of waiting only, that the step needs; none if it may stay as it is.
fn change_of_style<'a>(book: &Rulebook, today: &'a description::Today, assessed: &Step<'a>) -> Option<Change<'a>> {
    let advised = book.style_meaning(&assessed.style)?;
    let nobody_waits = assessed.verdict == Verdict::EventDriven;
    let stop_waiting = || Some(("stop_waiting", What::Waits, "true".into(), "false".into()));
    let start_waiting = || Some(("call_instead", What::Waits, "false".into(), "true".into()));
    // If nobody waits for a call that no rule requires, nothing is lost.
    let ignores_what_is_needed = today.waits == Some(false) && !needs(assessed).is_empty();
    let Some(style) = today.style.as_deref() else {
        // Somebody said only who waits, so only that is compared.
        return match today.waits {
            Some(true) if nobody_waits => stop_waiting(),
            _ if ignores_what_is_needed && !nobody_waits && !advised.finishes_later => start_waiting(),
            _ => None,
        };
    };
    let means = book.style_meaning(style)?;
    let differs = style != assessed.style;
    let to = |id| Some((id, What::Style, Words::from(style), assessed.style.clone()));
    match advised {
        advised if advised.is_message() && !means.is_message() => to("hand_on"),
        advised if advised.is_message() && differs => to("change_message"),
        advised if advised.is_message() && today.waits == Some(true) => stop_waiting(),
        advised if advised.carrier == Carrier::Transaction && differs => to("join_transaction"),
        advised if advised.finishes_later && differs => to("accept_first"),
        advised if advised.is_message() || advised.carrier == Carrier::Transaction || advised.finishes_later => None,
        _ if means.is_message() || means.finishes_later => to("call_instead"),
        _ if ignores_what_is_needed => start_waiting(),
        _ => None,
    }
}

/// The name of today's message, if it contradicts the kind of the advised message. A different name of the
/// right kind may stay.
fn misnamed<'a>(today: &'a description::Today, assessed: &Step<'_>) -> Option<&'a str> {
    let name = today.message.as_deref()?;
    if name == assessed.message.name {
        return None;
    }
    let is_wrong = match assessed.message.kind {
        MessageKind::Event => !message::is_fact(name),
        MessageKind::Command => message::is_fact(name) && !message::is_request(name),
        MessageKind::Query => message::is_fact(name) || (message::is_request(name) && !message::is_question(name)),
    };
    is_wrong.then_some(name)
}

/// The fields of today's event that do not belong in an event, each with its index: fields for one consumer
/// only, and personal data.
fn leaving(step: &description::Step) -> Vec<(usize, &str)> {
    if step.today.as_ref().is_none_or(|today| today.fields.is_empty()) {
        return Vec::new();
    }
    fields(step)
        .into_iter()
        .enumerate()
        .filter(|(_, field)| is_consumers_own(field.name) || field.personal.unwrap_or_else(|| is_personal(field.name)))
        .map(|(index, field)| (index, field.name))
        .collect()
}

#[cfg(test)]
mod tests;
