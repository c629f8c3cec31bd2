//! Saga: several owners commit one after another, and compensations undo what is done if one fails.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const CROSSES: Is = is!("boundary", "crosses");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "saga",
    name: "Saga",
    claim: "A change that spans several owners is a sequence of local transactions, each with a way to undo it or to \
            carry it through.",
    why: "A transfer between two accounts in two services can lock both until all is done, and then one account that \
          is down stops every transfer. Or the first account is debited, FundsDebited is published, and the second is \
          credited when it hears of it: each part is strong at its owner, and the sum is right in the end. For a \
          moment the money is in neither account. That moment is the price, and whoever accepts it should know how \
          long it may last and who sees it.",
    advice: "Put first what can be undone, then the one step that decides, then what can be repeated until it \
             succeeds; an effect that cannot be taken back comes after every check that may still fail. Write down the \
             compensation of each step before building it, mark what is in flight as pending, make each step \
             idempotent, and publish through an outbox. Watch for sagas that stand still.",
    caveat: "A saga has no isolation: others can read, and act on, a state that is later undone. And a compensation \
             can fail too, so somebody must own what neither goes forward nor back.",
    citations: &[
        cite("garcia-molina-1987", "Introduction", States),
        cite("azure-saga", "Solution", States),
        cite("microservices-io-saga", "Solution", States),
        cite("lesson", "bank transfer", Implies),
    ],
    lesson: &[7],
    fires: examples! {
        "The lesson's transfer: from one account to another, in two services." =>
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
        "Both accounts lie in one database, and one transaction moves the money." =>
        r#"{"name": "Bank transfer", "flows": [{"steps": [
            {"action": "Transfer the money", "from": "ledger", "to": ["ledger"],
              "answers": {"reply": "answer", "invariant": "all_or_nothing"}}]}]}"#,
        "Nobody may see the half-done state, and a saga shows it." =>
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
                    "It takes several owners to finish this, so each commits its own part, and what was done is \
                     compensated if a later part fails."
                ),
            },
            MechanismCase {
                rank: super::SAGA_OF_A_BALANCE,
                level: Level::Eventual,
                at_owner: Level::Strong,
                when: all(&[is!("invariant", "balance"), is!("boundary", OPEN), is!("side", "event_driven")]),
                because: t("The balance changes after the caller has gone on, so it is one leg of a longer movement: \
                            exact at its owner, later for everybody else, and compensated if it is refused."),
            },
            MechanismCase {
                rank: super::LEG_OF_A_SAGA,
                level: Level::Eventual,
                at_owner: Level::Strong,
                when: all(&[is!("leg", "conducted", "other"), is!("intent", OPEN, "command", "event")]),
                because: t("It is one leg of a saga: its owner commits it at once, and the whole is consistent when \
                            the last leg is done or all are compensated."),
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
                "Between its parts others would see the change half done, and here nobody may.",
            ),
            reject(
                all(&[is!("invariant", "all_or_nothing"), is!("boundary", "same")]),
                "Everything lives in one boundary, so one transaction does it and nothing ever has to be compensated.",
            ),
        ]),
    }),
});
