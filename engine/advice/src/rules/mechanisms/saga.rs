//! Saga: several owners commit one after another, and compensations undo what is done if one fails.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const CROSSES: Is = is!("boundary", "crosses");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "saga",
    name: "Saga",
    claim: "A change that spans several owners is a sequence of local transactions, each of which can be compensated \
            or retried until it succeeds.",
    why: "A transfer between accounts in two services can lock both until all is done, but then one account that is \
          down stops every transfer. Alternatively, the first account is debited, FundsDebited is published, and the \
          second is credited when it receives the event. Each part is strongly consistent at its owner, and the sum is \
          right in the end. For a moment the money is in neither account. That moment is the price, so know how long \
          it may last and who sees it.",
    advice: "Put first what can be compensated, then the step that decides (the pivot), then what can be retried until \
             it succeeds. An irreversible effect comes after every check that may still fail. Write down the \
             compensation of each step before you build it. Mark what is in flight as pending, make each step \
             idempotent, and publish through an outbox. Monitor for sagas that are stuck.",
    caveat: "A saga has no isolation: others can read, and act on, a state that is later undone. A compensation can \
             fail too, so somebody must be responsible for a saga that moves neither forward nor back.",
    citations: &[
        cite("garcia-molina-1987", "Introduction", States),
        cite("azure-saga", "Solution", States),
        cite("microservices-io-saga", "Solution", States),
        cite("lesson", "bank transfer", Implies),
    ],
    lesson: &[7],
    fires: examples! {
        "In the lesson's example, money moves between two accounts in two services." =>
        r#"{"name": "Bank transfer", "flows": [{"steps": [
            {"action": "Transfer the money", "from": "transfers", "to": ["checking", "savings"], "entity": "money",
              "answers": {"reply": "acknowledgement", "invariant": "balance", "boundary": "crosses",
                "undo": "compensable"}}]}]}"#,
        "A discharge frees the bed, closes the bill and orders the medicine: all of it, or none." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Discharge the patient", "from": "ward", "to": ["beds", "billing", "pharmacy"],
              "entity": "patient",
              "answers": {"reply": "acknowledgement", "intent": "command", "invariant": "all_or_nothing"}}]}]}"#,
    },
    silent: examples! {
        "Both accounts are in one database, and one transaction moves the money." =>
        r#"{"name": "Bank transfer", "flows": [{"steps": [
            {"action": "Transfer the money", "from": "ledger", "to": ["ledger"],
              "answers": {"reply": "answer", "invariant": "all_or_nothing"}}]}]}"#,
        "Nobody may see the half-done state, and a saga would show it." =>
        r#"{"name": "Grid switching", "flows": [{"steps": [
            {"action": "Hand the line over to the neighbouring grid", "from": "control-room",
              "to": ["grid-a", "grid-b"],
              "answers": {"reply": "answer", "invariant": "all_or_nothing", "boundary": "crosses",
                "in_between": "intolerable"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning { build_turn: Some(3), ..MechanismMeaning::ORDINARY },
        cases: t(&[
            MechanismCase {
                rank: super::SAGA_OF_SEVERAL,
                level: Level::Eventual,
                at_owner: Level::Strong,
                when: any(&[
                    t(&[is!("invariant", "balance", "all_or_nothing"), CROSSES]),
                    t(&[
                        is!("invariant", "all_or_nothing"),
                        is!("boundary", OPEN),
                        is!("in_between", OPEN, "tolerable"),
                    ]),
                ]),
                because: t(
                    "No single transaction is known to cover all of it, so each owner commits its own part. If a later \
                     part fails, the completed ones are compensated."
                ),
            },
            MechanismCase {
                rank: super::SAGA_OF_A_BALANCE,
                level: Level::Eventual,
                at_owner: Level::Strong,
                when: all(&[is!("invariant", "balance"), is!("boundary", OPEN), is!("side", "event_driven")]),
                because: t("The balance changes after the caller has gone on, so it is one step of a saga. Its owner \
                            checks the limit, others see the change later, and after a refusal the earlier steps are \
                            compensated."),
            },
            MechanismCase {
                rank: super::LEG_OF_A_SAGA,
                level: Level::Eventual,
                at_owner: Level::Strong,
                when: all(&[is!("leg", "conducted", "other"), is!("intent", OPEN, "command", "event")]),
                because: t("It is one step of a saga: its owner commits it at once, and the whole is consistent when \
                            the last step is done or all are compensated."),
            },
        ]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            reject(
                any(&[
                    t(&[
                        is!("invariant", "all_or_nothing"),
                        is!("boundary", OPEN, "crosses"),
                        is!("in_between", "intolerable"),
                    ]),
                    t(&[is!("invariant", "balance"), CROSSES, is!("in_between", "intolerable")]),
                ]),
                "Nobody may see the change half done, but between its parts others would.",
            ),
            reject(
                all(&[is!("invariant", "all_or_nothing"), is!("boundary", "same")]),
                "Everything lives in one boundary, so one transaction is enough and nothing ever has to be \
                 compensated.",
            ),
        ]),
    }),
});
