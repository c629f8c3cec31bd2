//! Saga: several owners commit one after another, and compensations undo what is done if one fails.

use crate::rule::{Citation, Example, Grade, Is, Kind, Mechanism, MechanismCase, OPEN, Rejection, Rule, When, is, t};
use crate::terms::{Level, MechanismMeaning};

const CROSSES: Is = is("boundary", &[t("crosses")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("saga"),
    name: t("Saga"),
    claim: t(
        "A change that spans several owners is a sequence of local transactions, each with a way to undo it or to \
         carry it through.",
    ),
    why: t(
        "A transfer between two accounts in two services can lock both until all is done, and then one account that \
         is down stops every transfer. Or the first account is debited, FundsDebited is published, and the second is \
         credited when it hears of it: each part is strong at its owner, and the sum is right in the end. For a \
         moment the money is in neither account. That moment is the price, and whoever accepts it should know how \
         long it may last and who sees it.",
    ),
    advice: t(
        "Put first what can be undone, then the one step that decides, then what can be repeated until it succeeds; \
         an effect that cannot be taken back comes after every check that may still fail. Write down the \
         compensation of each step before building it, mark what is in flight as pending, make each step idempotent, \
         and publish through an outbox. Watch for sagas that stand still.",
    ),
    caveat: Some(t(
        "A saga has no isolation: others can read, and act on, a state that is later undone. And a compensation can \
         fail too, so somebody must own what neither goes forward nor back.",
    )),
    citations: t(&[
        Citation { source: t("garcia-molina-1987"), section: t("Introduction"), grade: Grade::States },
        Citation { source: t("azure-saga"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("microservices-io-saga"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("bank transfer"), grade: Grade::Implies },
    ]),
    lesson: t(&[7]),
    fires: t(&[
        Example {
            says: t("The lesson's transfer: from one account to another, in two services."),
            description: t(r#"{"name": "Bank transfer", "flows": [{"steps": [
                    {"action": "Transfer the money", "from": "transfers", "to": ["checking", "savings"], "entity": "money", "answers": {"reply": "acknowledgement", "invariant": "balance", "boundary": "crosses", "undo": "compensable"}}]}]}"#),
        },
        Example {
            says: t("A discharge frees the bed, closes the bill and orders the medicine: all of it, or none."),
            description: t(r#"{"name": "Hospital", "flows": [{"steps": [
                    {"action": "Discharge the patient", "from": "ward", "to": ["beds", "billing", "pharmacy"], "entity": "patient", "answers": {"reply": "acknowledgement", "intent": "command", "invariant": "all_or_nothing"}}]}]}"#),
        },
    ]),
    silent: t(&[
        Example {
            says: t("Both accounts lie in one database, and one transaction moves the money."),
            description: t(r#"{"name": "Bank transfer", "flows": [{"steps": [
                    {"action": "Transfer the money", "from": "ledger", "to": ["ledger"], "answers": {"reply": "answer", "invariant": "all_or_nothing"}}]}]}"#),
        },
        Example {
            says: t("Nobody may see the half-done state, and a saga shows it."),
            description: t(r#"{"name": "Grid switching", "flows": [{"steps": [
                    {"action": "Hand the line over to the neighbouring grid", "from": "control-room", "to": ["grid-a", "grid-b"], "answers": {"reply": "answer", "invariant": "all_or_nothing", "boundary": "crosses", "in_between": "intolerable"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Mechanism(Mechanism {
        means: MechanismMeaning { build_turn: Some(3), ..MechanismMeaning::ORDINARY },
        cases: t(&[
            MechanismCase {
                rank: super::SAGA_OF_SEVERAL,
                level: Level::Eventual,
                at_owner: Level::Strong,
                when: When::Any(t(&[
                    t(&[is("invariant", &[t("balance"), t("all_or_nothing")]), CROSSES]),
                    t(&[
                        is("invariant", &[t("all_or_nothing")]),
                        is("boundary", &[t(OPEN)]),
                        is("in_between", &[t(OPEN), t("tolerable")]),
                    ]),
                ])),
                because: t(
                    "It takes several owners to finish this, so each commits its own part, and what was done is \
                 compensated if a later part fails.",
                ),
            },
            MechanismCase {
                rank: super::SAGA_OF_A_BALANCE,
                level: Level::Eventual,
                at_owner: Level::Strong,
                when: When::All(t(&[
                    is("invariant", &[t("balance")]),
                    is("boundary", &[t(OPEN)]),
                    is("side", &[t("event_driven")]),
                ])),
                because: t(
                    "The balance changes after the caller has gone on, so it is one leg of a longer movement: exact at \
                     its owner, later for everybody else, and compensated if it is refused.",
                ),
            },
        ]),
        joins: None,
        // Each part publishes the message that starts the next part, and must not lose it.
        beside: t(&[t("outbox")]),
        rejected: t(&[
            Rejection {
                when: When::Any(t(&[
                    t(&[
                        is("invariant", &[t("all_or_nothing")]),
                        is("boundary", &[t(OPEN), t("crosses")]),
                        is("in_between", &[t("intolerable")]),
                    ]),
                    t(&[is("invariant", &[t("balance")]), CROSSES, is("in_between", &[t("intolerable")])]),
                ])),
                because: t("Between its parts others would see the change half done, and here nobody may."),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("all_or_nothing")]), is("boundary", &[t("same")])])),
                because: t("Everything lives in one boundary, so one transaction does it and nothing ever has to be \
                     compensated."),
            },
        ]),
    }),
};
