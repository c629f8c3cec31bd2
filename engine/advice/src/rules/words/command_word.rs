//! What a command is.

use crate::assessment::{Assessment, MessageKind};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "command",
    name: "Command",
    claim: "A command asks one handler to do something, and the handler may refuse.",
    why: "A command has an imperative name, such as ReserveSeat, and one receiver: the sender knows who should act \
          and wants it done. It comes before the change, so it can still fail, be refused or be withdrawn. If it \
          fails, the sender has a problem. That coupling is justified where the sender depends on the outcome.",
    advice: "Name it with a verb and an object: ChargeCard, RequestRefund. Give it one handler, and define what a \
             refusal looks like. When it is done, the handler may publish an event: CardCharged, RefundRequested. A \
             command on a queue is still a command; do not name it in the past tense to make it look like an event.",
    caveat: "In one place the lesson says that events are for facts and commands. Its own table and its first \
             anti-pattern keep the two apart, and we follow that.",
    citations: &[
        cite("lesson", "commands", States),
        cite("lesson", "why it matters", States),
        cite("lesson", "prompt 1", Implies),
        cite("hohpe-woolf-2003", "Command Message", Implies),
        cite("fowler-event-driven", "Event Notification", Implies),
    ],
    lesson: &[3, 4, 5, 21],
    fires: examples! {
        "The control room tells the substation to open a switch, and the substation may refuse." =>
        r#"{"name": "Grid control", "flows": [{"steps": [
            {"action": "Open the switch", "from": "control-room", "to": ["substation"], "entity": "switch",
              "answers": {"intent": "command", "reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The control room only queries the state of the switch." =>
        r#"{"name": "Grid control", "flows": [{"steps": [
            {"action": "Get the switch's position", "from": "control-room", "to": ["substation"], "entity": "switch",
              "answers": {"intent": "query"}}]}]}"#,
        "A breaker has tripped by itself; any service may react." =>
        r#"{"name": "Grid control", "flows": [{"steps": [
            {"action": "Trip the breaker", "from": "substation", "to": ["alarms", "log"], "entity": "breaker",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Word(Word {
        aspects: t(&[
            aspect("naming", "`{name}` is an imperative: it tells somebody what to do."),
            aspect("timing", "It is sent before the change, which may or may not happen."),
            aspect("mutability", "Until it is carried out it can be refused, changed or withdrawn."),
            aspect("consumers", "It has one handler, and the sender addresses that one."),
            aspect("failure_mode", "If it fails, the sender did not get what it wanted and has to decide what to do."),
            aspect("coupling", "The sender knows who should act, and depends on it."),
        ]),
    }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.message.kind == MessageKind::Command)
}
