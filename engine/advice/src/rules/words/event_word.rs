//! What an event is.

use crate::assessment::{Assessment, MessageKind};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event",
    name: "Event",
    claim: "An event states a fact: it has a past-tense name and any number of consumers, and nobody can change or \
            refuse it.",
    why: "An event differs from a command in six ways. Its name states a fact, ItemAddedToCart, and not a request, \
          AddItemToCart. It is sent after the change and not before. It cannot be changed or refused, because it is \
          over. Any number of consumers may react, or none. If a consumer fails, the fact stands, and the consumer \
          has to recover. And the publisher need not know its consumers, so another one costs it nothing.",
    advice: "Name it with the thing and a verb in the past tense. Include its id, when it happened, to which entity, \
             and what changed. If a phrase is unclear, ask whether somebody could still refuse. \u{201c}Price is \
             updated\u{201d} is over, so it is an event. \u{201c}Customer submits order\u{201d} can be the request \
             or the record of it.",
    caveat: "The publisher need not know who reacts, but consumers rely on the event\u{2019}s fields, so an event \
             couples them through its schema.",
    citations: &[
        cite("lesson", "events", States),
        cite("lesson", "the critical difference", States),
        cite("lesson", "prompt 1", Implies),
        cite("hohpe-woolf-2003", "Event Message", Implies),
    ],
    lesson: &[2, 4, 5, 21],
    fires: examples! {
        "A parcel was delivered, and two services may react as they like." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"id": "deliver", "action": "Deliver the parcel", "from": "van", "to": ["delivery"], "entity": "parcel",
              "answers": {"reply": "answer"}},
            {"action": "Settle the fee and close the tracking", "from": "delivery", "to": ["billing", "tracking"],
              "after": ["deliver"], "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "One service tells another what to do and waits for the outcome: a command." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Open the locker", "from": "app", "to": ["lockers"], "entity": "locker",
              "answers": {"intent": "command", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word {
        aspects: t(&[
            aspect("naming", "`{name}` is in the past tense: it says what happened, and to what."),
            aspect("timing", "It is sent after the change."),
            aspect(
                "mutability",
                "It cannot be changed, refused or withdrawn; a mistake is corrected by another event.",
            ),
            aspect("consumers", "Any number of consumers may react to it, or none."),
            aspect(
                "failure_mode",
                "If a consumer fails, the fact stands; the consumer has to recover, and the publisher does not \
                 notice.",
            ),
            aspect("coupling", "Its publisher need not know who consumes it; the two share nothing but its schema."),
        ]),
    }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    !assessment.events.is_empty() || assessment.steps.iter().any(|step| step.message.kind == MessageKind::Event)
}
