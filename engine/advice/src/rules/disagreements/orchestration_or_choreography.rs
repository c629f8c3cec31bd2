//! Disagreement: whether one service coordinates, or each participant reacts to the one before it.

use crate::rule::prelude::*;

/// A query changes nothing, so nothing has to be undone.
const CHANGES: Is = is!("intent", OPEN, "command", "event");
/// Invariants that break if one step is done and the rest of its flow is not.
const KEPT_TOGETHER: Is = is!("invariant", "balance", "all_or_nothing");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "orchestration_or_choreography",
    name: "Orchestration or choreography",
    claim: "Published guides give opposite advice on where to conduct a flow and where to let services react to each \
            other.",
    why: "Both sides want the same two things: to see how far a flow has come, and to keep teams apart. They differ in \
          which boundary they look at. One fears rollback across services that nobody conducts; the other fears a \
          conductor on which several teams depend.",
    advice: "Ask which steps block each other or must be undone together, and who owns them. Conduct the smallest such \
             part, inside one team, and let the rest react to facts.",
    citations: &[cite("newman-2021", "Chapter 6: Sagas", States)],
    fires: examples! {
        "Hall and band must both be won or both be given back." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"],
              "answers": {"reply": "answer", "undo": "compensable"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "answers": {"reply": "answer"}}]}]}"#,
        "A balance that moves from one owner to another." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Debit the account", "from": "transfers", "to": ["accounts"],
              "answers": {"invariant": "balance", "boundary": "crosses"}}]}]}"#,
    },
    silent: examples! {
        "One step that nothing has to be undone with." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"],
              "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#,
    },
    kind: RuleKind::Disagreement(Disagreement {
        question: t("Where should one service conduct a flow, and where should services react to each other\u{2019}s \
                     events?"),
        sides: t(&[
            Position {
                says: t("React to events inside one service, where you control what depends on what; conduct where \
                         several services take part in one transaction, since somebody has to account for the \
                         rollback."),
                citations: t(&[cite("aws-prescriptive-coordination", "Choosing your coordination approach", States)]),
            },
            Position {
                says: t("Conduct inside one bounded context, where order, state, errors and retries have to be held \
                         together; between contexts let each react to events, since that keeps them independent."),
                citations: t(&[cite("aws-serverless-land-coordination", "Choreography and orchestration", States)]),
            },
            Position {
                says: t(
                    "Conducting is easier where one team owns all steps; where several teams own them, reacting to \
                     events keeps them apart."
                ),
                citations: t(&[cite("newman-2021", "Chapter 6: Sagas", States)]),
            },
        ]),
        follows: t(
            "The advice follows the second and the third: it conducts the smallest part whose steps block each other \
             or must be undone, and lets the rest react. A conductor across teams makes each of them wait for changes \
             of another; a rollback across them can be told by events as well."
        ),
        bears_on: t(&[t("saga"), t("coordination"), t("undo"), t("in_between"), t("atomic_choreography")]),
        when: any(&[
            t(&[is!("undo", "compensable"), is!("followed", "by_more")]),
            t(&[CHANGES, KEPT_TOGETHER, is!("boundary", "crosses")]),
            t(&[CHANGES, KEPT_TOGETHER, is!("boundary", OPEN), is!("followed", "by_more")]),
        ]),
    }),
});
