//! What a command is.

use crate::assessment::{Assessment, MessageKind};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "command",
    name: "Command",
    claim: "A command asks one handler to do something, and the handler may refuse.",
    why: "Its name is an imperative, ReserveSeat, and it is sent to somebody: the sender knows who is to act and wants \
          it done. It lies before the thing, so it can still fail, be refused or be withdrawn, and if it fails the \
          sender has a problem. That is the coupling of a command, and where the sender depends on the outcome it is \
          rightly there.",
    advice: "Name it with a verb and the thing: ChargeCard, RequestRefund. Give it one handler, and say what a refusal \
             looks like. Once it is carried out, the handler may publish what has become a fact: CardCharged, \
             RefundRequested. On a queue a command stays a command; do not put it into the past tense to make it look \
             like an event.",
    caveat: "In one place the lesson says that events are for facts and commands. Its own table, and its first \
             anti-pattern, keep the two apart, and so do we.",
    citations: &[
        cite("lesson", "commands", States),
        cite("lesson", "why it matters", States),
        cite("lesson", "prompt 1", Implies),
        cite("hohpe-woolf-2003", "Command Message", Implies),
        cite("fowler-event-driven", "Event Notification", Implies),
    ],
    lesson: &[3, 4, 5, 21],
    fires: examples! {
        "The control room tells the substation to open a switch; the substation may refuse." =>
        r#"{"name": "Grid control", "flows": [{"steps": [
            {"action": "Open the switch", "from": "control-room", "to": ["substation"], "entity": "switch",
              "answers": {"intent": "command", "reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The control room only asks how the switch stands." =>
        r#"{"name": "Grid control", "flows": [{"steps": [
            {"action": "Get the switch's position", "from": "control-room", "to": ["substation"], "entity": "switch",
              "answers": {"intent": "query"}}]}]}"#,
        "A breaker has tripped by itself; who wants to may react." =>
        r#"{"name": "Grid control", "flows": [{"steps": [
            {"action": "Trip the breaker", "from": "substation", "to": ["alarms", "log"], "entity": "breaker",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Word(Word {
        aspects: t(&[
            aspect("naming", "`{name}` is an imperative: it says what somebody is to do."),
            aspect("timing", "It is sent before the thing, which may yet happen or not."),
            aspect("mutability", "Until it is carried out it can be refused, changed or withdrawn."),
            aspect("consumers", "It has one handler, and the sender means that one."),
            aspect("failure_mode", "If it fails, the sender has not got what it wanted and must decide what now."),
            aspect("coupling", "The sender knows who is to act, and depends on it."),
        ]),
    }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.message.kind == MessageKind::Command)
}
