//! Outbox: one transaction stores the change and the message; a relay then sends the message.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const EVENT_DRIVEN: Is = is!("side", "event_driven");
const SENDS: Is = is!("sends", "yes");
const LOSS_OPEN: Is = is!("loss", OPEN);

pub(crate) static RULE: Rule = rule!(Rule {
    id: "outbox",
    name: "Outbox",
    claim: "A step that changes its store and must inform others writes the message to the same store, in the same \
            transaction.",
    why: "Saving and sending are two writes, and a process can crash between them. If it sends after saving, an order \
          may exist that no warehouse ever hears of. If it sends before, the warehouse may pack an order that was \
          rolled back. A row in an outbox table commits with the change or not at all, and a relay sends it until it \
          is acknowledged.",
    advice: "Write the event as a row beside the change. Let a relay, or change data capture, publish the rows in \
             order and mark them as sent. Some are sent twice, so give each message an id and let every consumer \
             remember which ones it has handled.",
    caveat: "An outbox guarantees that the message is sent, not that it is handled. For that, consumers retry, and \
             somebody watches a dead-letter queue. If events are the source of truth, the event store already acts as \
             the outbox.",
    citations: &[cite("azure-outbox", "Solution", States), cite("microservices-io-outbox", "Solution", States)],
    fires: examples! {
        "A laboratory result must reach the ward, even if it takes a while." =>
        r#"{"name": "Laboratory", "flows": [{"steps": [
            {"action": "Publish the result", "from": "laboratory", "to": ["ward"], "entity": "result",
              "answers": {"reply": "none", "failure_tolerance": "must_succeed_now", "must_mean": "not_lost"}}]}]}"#,
        "One service reacts to an event, and another reacts to what it did." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"id": "sort", "action": "Route the parcel", "from": "sorting", "to": ["routing"], "entity": "parcel",
              "answers": {"intent": "event", "reply": "none"}},
            {"action": "Plan the delivery van", "from": "routing", "to": ["delivery"], "after": ["sort"],
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "A reading that the next one replaces may be lost, although a display reacts to it." =>
        r#"{"name": "Wind park", "flows": [{"steps": [
            {"id": "report", "action": "Report the wind speed", "from": "turbine", "to": ["monitoring"],
              "answers": {"reply": "none", "loss": "acceptable"}},
            {"action": "Redraw the curve", "from": "monitoring", "to": ["display"], "after": ["report"],
              "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
        "The caller waits for the outcome, and nobody else has to learn of it." =>
        r#"{"name": "Laboratory", "flows": [{"steps": [
            {"action": "Register the sample", "from": "desk", "to": ["laboratory"],
              "answers": {"reply": "answer", "failure_tolerance": "must_succeed_now"}}]}]}"#,
        "It reacts to an event that must not be lost, which is kept where it is published, and sends nothing itself." =>
        r#"{"name": "Blood bank", "flows": [{"steps": [
            {"id": "issue", "action": "Issue the unit", "from": "desk", "to": ["courier"], "entity": "unit",
              "answers": {"reply": "answer"}},
            {"action": "Record the trace", "to": ["traceability"], "after": ["issue"], "entity": "unit",
              "answers": {"reply": "none", "loss": "unacceptable"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning { build_turn: Some(1), ..MechanismMeaning::ORDINARY },
        cases: t(&[MechanismCase {
            rank: super::OUTBOX,
            level: Level::Eventual,
            at_owner: Level::Strong,
            when: any(&[
                t(&[EVENT_DRIVEN, SENDS, is!("loss", "unacceptable")]),
                t(&[EVENT_DRIVEN, SENDS, LOSS_OPEN, is!("must_mean", "not_lost")]),
                t(&[EVENT_DRIVEN, SENDS, LOSS_OPEN, is!("failure_tolerance", "must_succeed_now")]),
                t(&[EVENT_DRIVEN, LOSS_OPEN, is!("announced", "yes")]),
            ]),
            because: t("The change and its message must not come apart, so one transaction writes both and a relay \
                        sends the message."),
        }]),
        // Whatever mechanism keeps the step itself consistent, the event that others react to must not get
        // lost.
        joins: Some(any(&[
            // A leg that is asked for by a message answers with one, and its conductor must hear it.
            t(&[EVENT_DRIVEN, is!("leg", "conducted", "other"), is!("intent", OPEN, "command", "event")]),
            t(&[is!("announced", "yes"), is!("intent", OPEN, "command", "event"), is!("loss", OPEN, "unacceptable")]),
            t(&[EVENT_DRIVEN, SENDS, is!("loss", "unacceptable")]),
            t(&[EVENT_DRIVEN, SENDS, LOSS_OPEN, is!("must_mean", "not_lost")]),
            t(&[EVENT_DRIVEN, SENDS, LOSS_OPEN, is!("failure_tolerance", "must_succeed_now")]),
        ])),
        beside: t(&[]),
        rejected: t(&[reject(
            all(&[EVENT_DRIVEN, is!("loss", "acceptable")]),
            "A lost message does no harm here, so it need not be stored before it is sent.",
        )]),
    }),
});
