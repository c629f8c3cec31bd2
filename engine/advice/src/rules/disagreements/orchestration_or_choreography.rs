//! Disagreement: whether one service coordinates, or each participant reacts to the one before it.

use crate::rule::prelude::*;

/// A query changes nothing, so nothing has to be undone.
const CHANGES: Is = is!("intent", OPEN, "command", "event");
/// Invariants that break if one step is done and the rest of its flow is not.
const KEPT_TOGETHER: Is = is!("invariant", "balance", "all_or_nothing");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "orchestration_or_choreography",
    name: "Orchestration or choreography",
    claim: "Published guides give opposite advice on where to orchestrate a flow and where to choreograph it.",
    why: "Both sides want the same two things: to see how far a flow has come, and to keep teams independent. They \
          look at different boundaries. One fears a rollback across services that nobody orchestrates; the other \
          fears an orchestrator that several teams depend on.",
    advice: "Ask which steps block each other or must be undone together, and who owns them. Orchestrate the \
             smallest such part, inside one team, and let the rest react to events.",
    citations: &[cite("newman-2021", "Chapter 6: Sagas", States)],
    fires: examples! {
        "Hall and band must both be booked or both be released." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"],
              "answers": {"reply": "answer", "undo": "compensable"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "answers": {"reply": "answer"}}]}]}"#,
        "Money moves from one owner\u{2019}s balance to another\u{2019}s." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Debit the account", "from": "transfers", "to": ["accounts"],
              "answers": {"invariant": "balance", "boundary": "crosses"}}]}]}"#,
    },
    silent: examples! {
        "One step, with no other step to undo together with it." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"],
              "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#,
    },
    kind: RuleKind::Disagreement(Disagreement {
        question: t("Where should a flow be orchestrated, and where choreographed?"),
        sides: t(&[
            Position {
                says: t("Choreograph inside one service, where you control the dependencies. Orchestrate where \
                         several services take part in one transaction, because something has to take care of the \
                         rollback."),
                citations: t(&[cite("aws-prescriptive-coordination", "Choosing your coordination approach", States)]),
            },
            Position {
                says: t("Orchestrate inside one bounded context, where order, state, errors and retries belong \
                         together. Choreograph between contexts, because that keeps them independent."),
                citations: t(&[cite("aws-serverless-land-coordination", "Choreography and orchestration", States)]),
            },
            Position {
                says: t("Orchestration is easier where one team owns all steps; where several teams own them, \
                     choreography keeps the teams independent."),
                citations: t(&[cite("newman-2021", "Chapter 6: Sagas", States)]),
            },
        ]),
        follows: t(
            "The advice follows the second and the third: it orchestrates the smallest part whose steps block each \
             other or must be undone, and choreographs the rest. An orchestrator across teams makes each team wait \
             for changes by another. A rollback across teams can be announced by events as well."
        ),
        bears_on: t(&[t("saga"), t("coordination"), t("undo"), t("in_between"), t("atomic_choreography")]),
        when: any(&[
            t(&[is!("undo", "compensable"), is!("followed", "by_more")]),
            t(&[CHANGES, KEPT_TOGETHER, is!("boundary", "crosses")]),
            t(&[CHANGES, KEPT_TOGETHER, is!("boundary", OPEN), is!("followed", "by_more")]),
        ]),
    }),
});
