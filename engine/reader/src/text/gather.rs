//! Puts the acts of a flow in order, and joins those who publish a fact with those who hear it.

use language::case;
use language::lexicon::nouns;
use language::naming::Action;

use super::draft::{Act, Flow, Form, Order};

/// A flow whose acts know what they wait for.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) flow: Flow,
    /// For each act the acts that it waits for, by index.
    pub(super) after: Vec<Vec<usize>>,
    /// The event that sets off the flow.
    pub(super) trigger: Option<String>,
}

/// What two ways of writing an event's name have in common.
fn key(event: &str) -> String {
    let mut words = case::parts(event);
    words.retain(|word| !word.eq_ignore_ascii_case("event") && !word.eq_ignore_ascii_case("events"));
    words.iter().map(|word| nouns::singular(&word.to_lowercase())).collect::<Vec<_>>().join(" ")
}

/// Whether two names are those of the same event.
fn same(one: Option<&String>, other: Option<&String>) -> bool {
    one.is_some_and(|one| other.is_some_and(|other| key(one) == key(other)))
}

/// Gathers the acts of all flows.
pub(super) fn gather(flows: Vec<Flow>) -> Vec<Gathered> {
    flows.into_iter().flat_map(gather_one).collect()
}

/// Gathers the acts of a flow; those that react to events of nobody in it are flows of their own.
fn gather_one(mut flow: Flow) -> Vec<Gathered> {
    join_in_sentence(&mut flow.acts);
    join_by_name(&mut flow.acts);
    let mut found: Vec<Gathered> = Vec::new();
    let acts = std::mem::take(&mut flow.acts);
    // Which earlier act announces the event that an act hears; events that nobody announces set off flows of their own.
    let mut main = Flow { acts: Vec::new(), ..flow.clone() };
    let mut others: Vec<(String, Flow)> = Vec::new();
    let mut trigger: Option<String> = None;
    for act in acts {
        let Some(event) = act.event.clone() else {
            main.acts.push(act);
            continue;
        };
        let known = main.acts.iter().any(|other| announces(other, &event));
        if known {
            main.acts.push(act);
        } else if main.acts.is_empty() && trigger.is_none() && others.is_empty() {
            trigger = Some(event);
            main.acts.push(act);
        } else if trigger.as_ref().is_some_and(|trigger| key(trigger) == key(&event)) {
            main.acts.push(act);
        } else {
            match others.iter_mut().find(|(known, _)| key(known) == key(&event)) {
                Some((_, flow)) => flow.acts.push(act),
                None => others.push((event, Flow { acts: vec![act], ..Flow::default() })),
            }
        }
    }
    if !main.acts.is_empty() {
        found.push(ordered(main, trigger));
    }
    found.extend(others.into_iter().map(|(event, flow)| ordered(flow, Some(event))));
    found
}

/// Whether an act announces an event: by a name of its own, or by what it does.
fn announces(act: &Act, event: &str) -> bool {
    match &act.announces {
        Some(own) => key(own) == key(event),
        None => key(&Action::read(&act.action, None).event()) == key(event),
    }
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
            && next.form == Form::Plain
            && !next.to.is_empty()
            && !next.to.iter().any(|to| Some(*to) == told.from);
        if !hears {
            index += 1;
            continue;
        }
        let (event, from, sentence) = (told.announces.clone(), told.from, told.sentence);
        for act in acts[index + 1..]
            .iter_mut()
            .take_while(|act| act.sentence == sentence && act.form == Form::Plain && !act.to.is_empty())
        {
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
                && same(event.as_ref(), act.event.as_ref())
            {
                act.from = from.filter(|from| !act.to.contains(from));
            }
        }
    }
    let published: Vec<(String, Option<usize>)> = acts
        .iter()
        .filter(|act| act.form == Form::Publishing)
        .filter_map(|act| Some((act.announces.clone()?, act.from)))
        .collect();
    for act in acts.iter_mut().filter(|act| act.form == Form::Consuming && act.from.is_none()) {
        let by = published.iter().find(|(event, _)| act.event.as_ref().is_some_and(|own| key(own) == key(event)));
        act.from = by.and_then(|(_, from)| *from).filter(|from| !act.to.contains(from));
    }
    let mut index = 0;
    while index < acts.len() {
        let told = &acts[index];
        let heard = told.form == Form::Publishing
            && acts.iter().any(|act| {
                act.form == Form::Consuming
                    && (same(act.event.as_ref(), told.announces.as_ref())
                        || (act.event.is_none() && told.announces.is_none()))
            });
        if !heard {
            index += 1;
            continue;
        }
        let told = acts.remove(index);
        // The act of the publisher right before tells it.
        let owner = acts[..index].iter_mut().rev().find(|act| {
            told.from.is_none_or(|from| act.to.contains(&from) || act.from == Some(from)) && act.form != Form::Consuming
        });
        if let Some(owner) = owner {
            owner.announces = told.announces;
            owner.notes.push(told.own);
        }
    }
}

/// What each act waits for.
fn ordered(flow: Flow, trigger: Option<String>) -> Gathered {
    let mut after: Vec<Vec<usize>> = Vec::new();
    for (index, act) in flow.acts.iter().enumerate() {
        let told =
            act.event.as_ref().and_then(|event| (0..index).rev().find(|before| announces(&flow.acts[*before], event)));
        let waits = match told {
            Some(told) => vec![told],
            None if act.event.is_some()
                && trigger.as_ref().is_some_and(|trigger| same(Some(trigger), act.event.as_ref())) =>
            {
                // The acts of one who hears go on after each other; another hears it too.
                let mine = (0..index)
                    .rev()
                    .find(|before| flow.acts[*before].to == act.to && flow.acts[*before].sentence == act.sentence);
                mine.into_iter().collect()
            }
            None if act.order == Order::Beside && index > 0 => after[index - 1].clone(),
            None => index.checked_sub(1).into_iter().collect(),
        };
        after.push(waits);
    }
    Gathered { flow, after, trigger }
}
