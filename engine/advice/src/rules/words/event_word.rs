//! What an event is.

use crate::assessment::{Assessment, MessageKind};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event",
    name: "Event",
    claim: "An event says that something has happened: in the past tense, for anybody concerned, and for good.",
    why: "It differs from a command in six ways. Its name is a fact, ItemAddedToCart, not a wish, AddItemToCart. It \
          comes after the thing and not before it. It cannot be changed or refused, because it is over. Any number may \
          react, or none. If a consumer fails, that is the consumer's trouble, and the fact stands. And its publisher \
          need not know who listens, so another listener costs it nothing.",
    advice: "Name it with the thing and a verb in the past tense. Put in its id, when it happened, to what it happened \
             and what changed. Ask of a doubtful phrase whether somebody could still say no: \u{201c}price is \
             updated\u{201d} is over and an event, and \u{201c}customer submits order\u{201d} can be either, the wish \
             or the record of it.",
    caveat: "That the publisher does not care who reacts is not true of its form: consumers rely on its fields, so an \
             event couples by its schema.",
    citations: &[
        cite("lesson", "events", States),
        cite("lesson", "the critical difference", States),
        cite("lesson", "prompt 1", Implies),
        cite("hohpe-woolf-2003", "Event Message", Implies),
    ],
    lesson: &[2, 4, 5, 21],
    fires: examples! {
        "A parcel was delivered, and two services may make of it what they like." =>
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
            aspect("naming", "`{name}` is told in the past: what has happened, and to what."),
            aspect("timing", "It is sent when the thing is over."),
            aspect(
                "mutability",
                "It cannot be changed, refused or taken back; what was wrong is put right by another event.",
            ),
            aspect("consumers", "Any number may react to it, or nobody."),
            aspect(
                "failure_mode",
                "If one who reacts fails, the fact stands: the trouble is theirs, and the publisher does not notice.",
            ),
            aspect("coupling", "Its publisher need not know who listens; the two share nothing but its form."),
        ]),
    }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    !assessment.events.is_empty() || assessment.steps.iter().any(|step| step.message.kind == MessageKind::Event)
}
