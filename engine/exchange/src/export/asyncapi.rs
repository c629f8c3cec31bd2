//! The asynchronous half as AsyncAPI 3: a channel for each event and each queue, and who sends and receives on it.
//!
//! AsyncAPI describes one application, but a system has several. The document of a whole system therefore says of
//! each operation whose it is: in `x-participant` and as a tag. `x-participants` lists them all, so that a
//! reader gets back who produces and who consumes. [`document`] also writes the document of one participant alone.
//! Nothing in it is newer than 3.0, so it is also valid as 3.1.

use advice::description::Outcome;

use super::payload;
use super::traffic::{Channel, Party, Reply, Step, Traffic};
use super::{Export, Subject, wire};
use crate::document::{Document, list, map, text, to_yaml};
use crate::markdown::escaped;

pub(super) const EXPORT: Export = Export {
    id: "asyncapi",
    name: "AsyncAPI 3",
    group: super::Group::Contracts,
    purpose: "Events and queues: who sends what, who receives it, and how it is delivered.",
    ending: "asyncapi.yaml",
    media_type: "application/vnd.aai.asyncapi+yaml;version=3.0.0",
    write,
};

/// The version that documents say until somebody gives them one.
pub(super) const VERSION: &str = "1.0.0";

fn write(subject: &Subject<'_>) -> Vec<u8> {
    to_yaml(&document(subject, &Traffic::of(subject), None)).into_bytes()
}

/// Whether a participant sends or receives anything.
pub(super) fn concerns(traffic: &Traffic<'_>, party: usize) -> bool {
    traffic.channels.iter().any(|channel| is_at(channel, party))
}

fn is_at(channel: &Channel<'_>, party: usize) -> bool {
    channel.senders.iter().chain(&channel.receivers).any(|end| end.party == party)
}

/// The document of the whole system, or only what concerns one participant.
pub(super) fn document(subject: &Subject<'_>, traffic: &Traffic<'_>, only: Option<usize>) -> Document {
    let channels: Vec<&Channel<'_>> =
        traffic.channels.iter().filter(|channel| only.is_none_or(|party| is_at(channel, party))).collect();
    let answered = || channels.iter().filter(|channel| !channel.replies.is_empty());
    let addresses = channels.iter().map(|channel| (channel.key.clone(), described(traffic, channel)));
    let replies = answered().map(|channel| (replies_key(channel), replies_channel(traffic, channel)));
    let messages = channels.iter().map(|channel| message(traffic, channel));
    let messages = messages
        .chain(answered().flat_map(|channel| channel.replies.iter().map(|reply| reply_message(channel, reply))));
    let schemas = channels.iter().map(|channel| (channel.key.clone(), payload::of_channel(traffic, channel)));
    let schemas = schemas.chain(
        answered()
            .flat_map(|channel| channel.replies.iter().map(|reply| (reply.key.clone(), payload::of_reply(reply)))),
    );
    let operations = channels.iter().flat_map(|channel| operations(traffic, channel, only));
    let parties = traffic.parties.iter().enumerate();
    let parties = parties.filter(|(index, _)| match only {
        Some(party) => *index == party || channels.iter().any(|channel| is_at(channel, *index)),
        None => true,
    });
    map([
        ("asyncapi", text("3.0.0")),
        ("info", info(subject, only.and_then(|party| traffic.parties.get(party)))),
        ("defaultContentType", text("application/json")),
        ("channels", map(addresses.chain(replies))),
        ("operations", map(operations)),
        ("components", map([("messages", map(messages)), ("schemas", map(schemas))])),
        ("x-participants", list(parties.map(|(_, party)| participant(party)))),
    ])
}

fn info(subject: &Subject<'_>, only: Option<&Party<'_>>) -> Document {
    let description = subject.model.description();
    let title = match only {
        Some(party) => party.name,
        None => pictures::flow::shown(&description.name),
    };
    let what = match only {
        Some(_) => format!("A part of {}.", escaped(pictures::flow::shown(&description.name))),
        None => description.summary.as_deref().map(escaped).unwrap_or_default(),
    };
    let ruleset = &subject.assessment.ruleset;
    let made = format!("Decided by the {} rules {}.", escaped(&ruleset.id), escaped(&ruleset.version));
    let says = if what.is_empty() { made } else { format!("{what}\n\n{made}") };
    map([("title", text(title)), ("version", text(VERSION)), ("description", text(says))])
}

fn participant(party: &Party<'_>) -> Document {
    let team = party.team.map(|team| ("team", text(team)));
    let fields =
        [("id", text(party.id.unwrap_or(&party.key))), ("name", text(party.name)), ("kind", text(wire(party.kind)))];
    map(fields.into_iter().chain(team))
}

/// The address of a channel: an event is known by its name alone; a queue belongs to the one who takes from it.
pub(super) fn address(traffic: &Traffic<'_>, channel: &Channel<'_>) -> String {
    let owner = channel.receivers.first().and_then(|end| traffic.parties.get(end.party));
    match owner.filter(|_| !channel.is_event()) {
        Some(owner) => format!("{}.{}", owner.key, channel.key),
        None => channel.key.clone(),
    }
}

fn described(traffic: &Traffic<'_>, channel: &Channel<'_>) -> Document {
    let mut fields = vec![
        ("address", text(address(traffic, channel))),
        ("title", text(&*channel.name)),
        ("description", text(escaped(&about(traffic, channel)))),
        ("messages", map([(channel.key.clone(), reference(&["components", "messages", &channel.key]))])),
    ];
    if !channel.through.is_empty() {
        fields.push(("x-eda-advisor-broker", list(channel.through.iter().map(|name| text(&**name)))));
    }
    if let Some(delivery) = channel.delivery {
        fields.push(("x-eda-advisor-delivery", self::delivery(delivery)));
    }
    map(fields)
}

/// What a channel carries, as a full sentence.
pub(super) fn about(traffic: &Traffic<'_>, channel: &Channel<'_>) -> String {
    let Some(step) = channel.step.and_then(|step| traffic.steps.get(step)) else {
        return "An event of another flow or system.".to_owned();
    };
    let (action, flow) = (step.action(), step.flow_name());
    if !channel.is_event() {
        return format!("Asks for this step of “{flow}”: {action}.");
    }
    format!("Says that this step of “{flow}” {}: {action}.", ended(channel.outcome))
}

/// How an outcome is told of a step.
pub(super) fn ended(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "is done",
        Outcome::Refused => "was refused",
        Outcome::Failed => "failed",
        Outcome::TimedOut => "did not end in time",
    }
}

/// How a message is delivered. What it does not need is left out.
fn delivery(delivery: &advice::assessment::Delivery<'_>) -> Document {
    let given = |name, value: &Option<std::borrow::Cow<'_, str>>| value.as_deref().map(|value| (name, text(value)));
    let dead_letter = delivery.dead_letter.iter().map(|dead| {
        let consumer = dead.consumer.as_deref().map(|consumer| ("consumer", text(consumer)));
        let owner = dead.owner.as_deref().map(|owner| ("owner", text(owner)));
        map([("queue", text(&*dead.queue))].into_iter().chain(consumer).chain(owner))
    });
    let dead_letter = (!delivery.dead_letter.is_empty()).then(|| ("dead_letter", list(dead_letter)));
    let fields = [
        Some(("guarantee", text(&*delivery.guarantee))),
        Some(("sending", text(&*delivery.sending))),
        Some(("ordering", text(&*delivery.ordering))),
        given("partition_key", &delivery.partition_key),
        given("idempotency_key", &delivery.idempotency_key),
        given("deduplication_window", &delivery.deduplication_window),
        given("retry", &delivery.retry),
        dead_letter,
        given("expiry", &delivery.expiry),
        Some(("correlation_id", text(&*delivery.correlation_id))),
        Some(("because", text(&*delivery.because))),
    ];
    map(fields.into_iter().flatten())
}

fn message(traffic: &Traffic<'_>, channel: &Channel<'_>) -> (String, Document) {
    let summary = escaped(&about(traffic, channel));
    message_of(&channel.name, &channel.key, summary, if channel.is_event() { "event" } else { "command" })
}

fn reply_message(channel: &Channel<'_>, reply: &Reply) -> (String, Document) {
    let summary = format!("Tells the sender of {} that it {}.", escaped(&channel.name), ended(reply.outcome));
    message_of(&reply.name, &reply.key, summary, "reply")
}

fn message_of(name: &str, key: &str, summary: String, kind: &'static str) -> (String, Document) {
    let message = map([
        ("name", text(name)),
        ("title", text(name)),
        ("summary", text(summary)),
        ("payload", reference(&["components", "schemas", key])),
        ("x-eda-advisor-kind", text(kind)),
    ]);
    (key.to_owned(), message)
}

/// The name of the channel of replies. No name that was given has an underscore, so it is nobody else's.
fn replies_key(channel: &Channel<'_>) -> String {
    format!("{}_replies", channel.key)
}

/// The channel on which the outcome of a command comes back: it belongs to the one who sent the command.
fn replies_channel(traffic: &Traffic<'_>, channel: &Channel<'_>) -> Document {
    let sender = channel.senders.first().and_then(|end| traffic.parties.get(end.party));
    let address = match sender {
        Some(sender) => format!("{}.{}.replies", sender.key, channel.key),
        None => format!("{}.replies", channel.key),
    };
    let message = |reply: &Reply| (reply.key.clone(), reference(&["components", "messages", &reply.key]));
    map([
        ("address", text(address)),
        ("description", text(format!("Brings the outcome of {} back to whoever sent it.", escaped(&channel.name)))),
        ("messages", map(channel.replies.iter().map(message))),
    ])
}

/// The operations on a channel, each with its name.
fn operations(traffic: &Traffic<'_>, channel: &Channel<'_>, only: Option<usize>) -> Vec<(String, Document)> {
    let sends = channel.senders.iter().map(|end| ("send", "sends", end));
    let receives = channel.receivers.iter().map(|end| ("receive", "receives", end));
    let its = sends.chain(receives).filter(|(_, _, end)| only.is_none_or(|party| end.party == party));
    let operation = |(action, verb, end): (&'static str, &'static str, &super::traffic::End)| {
        let party = traffic.parties.get(end.party)?;
        let mut fields = vec![
            ("action", text(action)),
            ("channel", reference(&["channels", &channel.key])),
            ("title", text(format!("{} {verb} {}", party.name, channel.name))),
            ("messages", list([reference(&["channels", &channel.key, "messages", &channel.key])])),
            ("tags", list([map([("name", text(party.name))])])),
        ];
        if !channel.replies.is_empty() {
            let key = replies_key(channel);
            let messages = channel.replies.iter().map(|reply| reference(&["channels", &key, "messages", &reply.key]));
            fields.push(("reply", map([("channel", reference(&["channels", &key])), ("messages", list(messages))])));
        }
        fields.push(("x-participant", text(party.id.unwrap_or(&party.key))));
        let steps: Vec<Document> = end.steps.iter().filter_map(|step| traffic.steps.get(*step)).map(step).collect();
        if !steps.is_empty() {
            fields.push(("x-eda-advisor-steps", list(steps)));
        }
        Some((format!("{}_{verb}_{}", party.key, channel.key), map(fields)))
    };
    its.filter_map(operation).collect()
}

/// A step for which an operation is there, with what was decided about it.
pub(super) fn step(step: &Step<'_>) -> Document {
    let assessed = step.assessed;
    map([
        ("flow", text(&*assessed.flow)),
        ("step", text(&*assessed.step)),
        ("action", text(&*step.described.action)),
        ("style", text(&*assessed.style)),
        ("consistency", text(wire(assessed.consistency.level))),
        ("mechanism", text(&*assessed.consistency.mechanism)),
    ])
}

/// A reference to a place in the same document.
fn reference(path: &[&str]) -> Document {
    map([("$ref", text(format!("#/{}", path.join("/"))))])
}
