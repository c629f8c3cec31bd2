//! Puts the acts of a flow in order, and joins those who publish a fact with those who hear it.

use std::collections::{BTreeMap, BTreeSet};

use language::case;
use language::lexicon::nouns;
use language::naming::Action;

use super::draft::{Act, Flow, Gathered, Order, Tie};
use crate::clues::scene::Form;

/// What two ways of writing an event's name have in common.
fn key(event: &str) -> String {
    let mut words = case::parts(event);
    words.retain(|word| !word.eq_ignore_ascii_case("event") && !word.eq_ignore_ascii_case("events"));
    words.iter().map(|word| nouns::singular(&word.to_lowercase())).collect::<Vec<_>>().join(" ")
}

/// The key of the event that an act announces: by a name of its own, or by what it does.
fn fact(act: &Act) -> String {
    act.announces.as_deref().map_or_else(|| key(&Action::read(&act.action, None).event()), key)
}

/// Gathers the acts of all flows.
pub(super) fn gather(flows: Vec<Flow>) -> Vec<Gathered> {
    flows.into_iter().flat_map(gather_one).collect()
}

/// A flow of acts that hear the same event that nobody in the text announces.
struct Heard {
    event: String,
    flow: Flow,
}

fn gather_one(mut flow: Flow) -> Vec<Gathered> {
    join_in_sentence(&mut flow.acts);
    join_reached(&mut flow.acts);
    join_by_name(&mut flow.acts);
    let acts = std::mem::take(&mut flow.acts);
    let any_hears = acts.iter().any(|act| act.event.is_some());
    // Which acts announce the event that an act hears; events that nobody announces set off flows of their own.
    let mut main = flow;
    let mut announced: BTreeSet<String> = BTreeSet::new();
    let mut trigger: Option<String> = None;
    let mut others: Vec<Heard> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for act in acts {
        let heard = act.event.as_deref().map(|event| (event.to_owned(), key(event)));
        let stays = heard.as_ref().is_none_or(|(_, key)| announced.contains(key) || trigger.as_deref() == Some(key));
        let begins = main.acts.is_empty() && trigger.is_none() && others.is_empty();
        match heard {
            Some((event, heard)) if !stays && !begins => {
                let place = *places.entry(heard).or_insert(others.len());
                if place == others.len() {
                    others.push(Heard { event, flow: Flow::default() });
                }
                others[place].flow.acts.push(act);
            }
            heard => {
                if let Some((_, heard)) = heard.filter(|_| !stays) {
                    trigger = Some(heard);
                }
                if any_hears {
                    announced.insert(fact(&act));
                }
                main.acts.push(act);
            }
        }
    }
    let mut found = Vec::new();
    if !main.acts.is_empty() {
        let first = main.acts.first().and_then(|act| act.event.clone()).filter(|_| trigger.is_some());
        found.push(ordered(main, first));
    }
    found.extend(others.into_iter().map(|Heard { event, flow }| ordered(flow, Some(event))));
    found
}

/// Whether somebody does it and the words do not say that anybody waits.
fn may_react(act: &Act) -> bool {
    matches!(act.form, Form::Plain | Form::News | Form::Queued | Form::Timed) && !act.to.is_empty()
}

/// "Orders publishes `OrderPlaced` and Stock reserves the items": who acts in the same sentence hears it.
fn join_in_sentence(acts: &mut Vec<Act>) {
    let mut index = 0;
    while index + 1 < acts.len() {
        let told = &acts[index];
        let publishes = told.form == Form::Publishing;
        let next = &acts[index + 1];
        let hears = publishes
            && next.sentence == told.sentence
            && may_react(next)
            && !next.to.iter().any(|to| Some(*to) == told.from);
        if !hears {
            index += 1;
            continue;
        }
        let (event, from, sentence) = (told.announces.clone(), told.from, told.sentence);
        for act in acts[index + 1..].iter_mut().take_while(|act| act.sentence == sentence && may_react(act)) {
            act.form = if event.is_some() { Form::Consuming } else { Form::Queued };
            act.event.clone_from(&event);
            act.from = act.from.or(from);
            act.order = if event.is_some() { Order::Beside } else { act.order };
        }
        if event.is_none() {
            acts.remove(index);
        } else {
            index += 1;
        }
    }
}

/// "Numbering → `SimSwapped` → Network, Fraud", and below what each of them does: these are the acts.
fn join_reached(acts: &mut Vec<Act>) {
    let mut index = 0;
    while index < acts.len() {
        let reached = &acts[index];
        if reached.form != Form::Consuming || !reached.bare || reached.event.is_none() {
            index += 1;
            continue;
        }
        let (event, from, to) = (reached.event.clone(), reached.from, reached.to.clone());
        let does = |act: &Act| may_react(act) && act.event.is_none() && act.to.iter().all(|who| to.contains(who));
        let others = |act: &&Act| act.form == Form::Consuming && act.bare && act.event == event;
        let first = index + 1 + acts[index + 1..].iter().take_while(others).count();
        let hears = |act: &Act| act.form == Form::Consuming && !act.bare && act.event == event;
        let does_all = |act: &&Act| does(act) || act.form == Form::Consuming && act.event == event;
        let behind = first..first + acts[first..].iter().take_while(does_all).count();
        let done =
            |who: &usize| acts[behind.clone()].iter().any(|act| (does(act) || hears(act)) && act.to.contains(who));
        let all = !to.is_empty() && to.iter().all(done);
        if all {
            for act in acts[behind].iter_mut().filter(|act| does(act)) {
                (act.event, act.form, act.order) = (event.clone(), Form::Consuming, Order::Beside);
                act.from = act.from.or(from).filter(|from| !act.to.contains(from));
            }
            acts.remove(index);
        } else {
            index += 1;
        }
    }
}

/// A publishing whose hearers the text names is no step of its own: the act before it announces the fact.
fn join_by_name(acts: &mut Vec<Act>) {
    // A hearing without a name follows the last publishing.
    let mut last: Option<(Option<String>, Option<usize>)> = None;
    for act in acts.iter_mut() {
        if act.form == Form::Publishing {
            last = Some((act.announces.clone(), act.from));
        } else if act.form == Form::Consuming {
            if act.event.is_none()
                && let Some((event, _)) = &last
            {
                act.event.clone_from(event);
            }
            if act.from.is_none()
                && let Some((event, from)) = &last
                && event.as_deref().map(key) == act.event.as_deref().map(key)
            {
                act.from = from.filter(|from| !act.to.contains(from));
            }
        }
    }
    let mut published: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for act in acts.iter().filter(|act| act.form == Form::Publishing) {
        if let Some(event) = &act.announces {
            published.entry(key(event)).or_insert(act.from);
        }
    }
    let mut heard: BTreeSet<Option<String>> = BTreeSet::new();
    for act in acts.iter_mut().filter(|act| act.form == Form::Consuming) {
        let event = act.event.as_deref().map(key);
        if act.from.is_none() {
            let by = event.as_ref().and_then(|event| published.get(event).copied().flatten());
            act.from = by.filter(|from| !act.to.contains(from));
        }
        heard.insert(event);
    }
    let mut kept: Vec<Act> = Vec::with_capacity(acts.len());
    let mut unowned: Vec<Act> = Vec::new();
    for told in acts.drain(..) {
        if told.form != Form::Publishing || !heard.contains(&told.announces.as_deref().map(key)) {
            kept.push(told);
            continue;
        }
        // The act of the publisher right before tells it.
        let reacts = |act: &Act| act.form == Form::Consuming;
        let owns = |act: &Act| {
            told.from.is_none_or(|from| act.to.contains(&from) || act.from == Some(from) && !reacts(act))
                && (told.from.is_some() || !reacts(act))
        };
        // What is told under a condition of its own follows from the act right before.
        let first = kept.len().saturating_sub(NEAR);
        let near = kept[first..].iter().rposition(owns).filter(|_| told.when.is_none()).map(|near| first + near);
        // Nobody is named who did the act right before: whoever tells of it did.
        let loose = |act: &Act| told.when.is_some() || act.to.is_empty() && !reacts(act);
        let right_before = kept.len().checked_sub(1).filter(|last| loose(&kept[*last]));
        if let Some(owner) = near.or(right_before).and_then(|owner| kept.get_mut(owner)) {
            owner.announces = told.announces;
            owner.notes.push(told.own);
        } else {
            unowned.push(told);
        }
    }
    // What nobody before did is said of the first who hears it.
    for told in unowned {
        let event = told.announces.as_deref().map(key);
        let is_told = |act: &&mut Act| act.form == Form::Consuming && act.event.as_deref().map(key) == event;
        if let Some(first) = kept.iter_mut().find(is_told) {
            first.notes.push(told.own);
        }
    }
    *acts = kept;
}

/// How many acts back the publisher of a fact is looked for.
const NEAR: usize = 20;

/// What each act waits for.
fn ordered(flow: Flow, trigger: Option<String>) -> Gathered {
    let any_hears = flow.acts.iter().any(|act| act.event.is_some());
    let started = trigger.as_deref().map(key);
    let mut after: Vec<Vec<usize>> = Vec::new();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for (index, act) in flow.acts.iter().enumerate() {
        let heard = act.event.as_deref().map(key);
        let waits = match heard.as_ref().and_then(|heard| told.get(heard)) {
            Some(told) => vec![*told],
            None if heard.is_some() && heard == started => {
                // The acts of one who hears go on after each other; another hears it too.
                let mine = index
                    .checked_sub(1)
                    .filter(|before| flow.acts[*before].to == act.to && flow.acts[*before].sentence == act.sentence);
                mine.into_iter().collect()
            }
            None if act.order == Order::Beside && index > 0 => after[index - 1].clone(),
            None => index.checked_sub(1).into_iter().collect(),
        };
        after.push(waits);
        if any_hears {
            told.insert(fact(act), index);
        }
    }
    let ties = vec![Tie::default(); flow.acts.len()];
    Gathered { flow, after, trigger, ties }
}
