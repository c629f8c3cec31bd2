//! Two-phase commit: several stores prepare and commit together.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const CROSSES: Is = is!("boundary", "crosses");
const BEARABLE: Is = is!("in_between", OPEN, "tolerable");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "two_phase_commit",
    name: "Two-phase commit",
    claim: "Let several stores prepare and commit together only if nobody may see a half-done change and it cannot \
            move into one boundary.",
    why: "Each store first promises that it can commit and keeps its rows locked; then all commit at once. Nobody sees \
          the money in neither account, or in both. Every single transaction pays the price. Locks last as long as the \
          slowest network, and one store that is down stops all. If the coordinator crashes after the promises, the \
          others wait with their locks until it is back.",
    advice: "First try to move what must change together into one database. If that is impossible, use two-phase \
             commit for few, valuable changes between two or three stores that support it. Keep the transaction short, \
             make the coordinator's log durable, and monitor for transactions that are left in doubt.",
    caveat: "Most message brokers, document stores and other people's services cannot take part, and guidance on \
             microservices generally rules it out. Azure keeps it as the exception for changes of high risk; this rule \
             keeps it for those alone.",
    citations: &[
        cite("azure-saga", "Strategies to address data anomalies", Implies),
        cite("lesson", "bank transfer", Implies),
        cite("gray-lamport-2006", "Abstract", Implies),
    ],
    lesson: &[7],
    fires: examples! {
        "Securities are exchanged for cash in two stores, and nobody may ever hold both or neither." =>
        r#"{"name": "Settlement", "flows": [{"steps": [
            {"action": "Deliver the securities against the cash", "from": "settlement", "to": ["securities", "cash"],
              "entity": "trade",
              "answers": {"reply": "answer", "invariant": "all_or_nothing", "boundary": "crosses",
                "in_between": "intolerable"}}]}]}"#,
    },
    silent: examples! {
        "A discharge involves three services, and for a minute it may be half done." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Discharge the patient", "from": "ward", "to": ["beds", "billing", "pharmacy"],
              "answers": {"reply": "acknowledgement", "invariant": "all_or_nothing", "boundary": "crosses",
                "in_between": "tolerable"}}]}]}"#,
        "Both accounts are in one database." =>
        r#"{"name": "Settlement", "flows": [{"steps": [
            {"action": "Book debit and credit", "from": "ledger", "to": ["ledger"],
              "answers": {"reply": "answer", "invariant": "all_or_nothing", "in_between": "intolerable"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning { commits_together: true, ..MechanismMeaning::ORDINARY },
        cases: t(&[MechanismCase {
            rank: super::TWO_PHASE_COMMIT,
            level: Level::Strong,
            at_owner: Level::Strong,
            when: all(&[
                // Without an invariant, the answer that nobody may see it half done requires the same.
                is!("invariant", OPEN, "none", "all_or_nothing", "balance"),
                is!("intent", OPEN, "command", "event"),
                CROSSES,
                is!("in_between", "intolerable"),
            ]),
            because: t(
                "Nobody may see it half done, and it spans several stores. Move it into one boundary first; if \
                        that is impossible, the stores prepare and commit together."
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[reject(
            any(&[
                t(&[is!("invariant", "all_or_nothing"), is!("boundary", OPEN, "crosses"), BEARABLE]),
                t(&[is!("invariant", "balance"), CROSSES, BEARABLE, is!("contention", OPEN, "ordinary")]),
            ]),
            "Every store would keep its locks until the slowest has answered, and one that is down would stop all of \
             them.",
        )]),
    }),
});
