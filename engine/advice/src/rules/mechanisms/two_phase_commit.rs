//! Two-phase commit: several stores prepare and commit together.

use crate::rule::{Citation, Example, Grade, Is, Kind, Mechanism, MechanismCase, OPEN, Rejection, Rule, When, is, t};
use crate::terms::{Level, MechanismMeaning};

const CROSSES: Is = is("boundary", &[t("crosses")]);
const BEARABLE: Is = is("in_between", &[t(OPEN), t("tolerable")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("two_phase_commit"),
    name: t("Two-phase commit"),
    claim: t("Only where nobody may see a half-done change and it cannot be moved into one boundary, let the stores \
         prepare and commit together."),
    why: t("Each store first promises that it can commit and keeps its rows locked, then all commit at once. Nobody \
         sees the money in neither account, or in both. The price is paid on every single transaction: locks last as \
         long as the slowest network, one store that is down stops all, and if the coordinator dies after the \
         promises the others wait with their locks until it is back."),
    advice: t(
        "First try to move what must change together into one database. If that is out of the question, use it for \
         few, valuable changes between two or three stores that support it, keep the transaction short, make the \
         coordinator's log durable, and watch for transactions that are left in doubt.",
    ),
    caveat: Some(t(
        "Most message brokers, document stores and other people's services cannot take part, and microservice \
         guidance rules it out in general. Azure keeps it as the exception for changes of high risk; this rule keeps \
         it for those alone.",
    )),
    citations: t(&[
        Citation { source: t("azure-saga"), section: t("Strategies to address data anomalies"), grade: Grade::Implies },
        Citation { source: t("lesson"), section: t("bank transfer"), grade: Grade::Implies },
        Citation { source: t("gray-lamport-2006"), section: t("Abstract"), grade: Grade::Implies },
    ]),
    lesson: t(&[7]),
    fires: t(&[Example {
        says: t("Securities against cash, in two stores, and nobody may ever hold both or neither."),
        description: t(r#"{"name": "Settlement", "flows": [{"steps": [
                {"action": "Deliver the securities against the cash", "from": "settlement", "to": ["securities", "cash"], "entity": "trade", "answers": {"reply": "answer", "invariant": "all_or_nothing", "boundary": "crosses", "in_between": "intolerable"}}]}]}"#),
    }]),
    silent: t(&[
        Example {
            says: t("A discharge touches three services, and for a minute it may be half done."),
            description: t(r#"{"name": "Hospital", "flows": [{"steps": [
                    {"action": "Discharge the patient", "from": "ward", "to": ["beds", "billing", "pharmacy"], "answers": {"reply": "acknowledgement", "invariant": "all_or_nothing", "boundary": "crosses", "in_between": "tolerable"}}]}]}"#),
        },
        Example {
            says: t("Both accounts lie in one database."),
            description: t(r#"{"name": "Settlement", "flows": [{"steps": [
                    {"action": "Book debit and credit", "from": "ledger", "to": ["ledger"], "answers": {"reply": "answer", "invariant": "all_or_nothing", "in_between": "intolerable"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Mechanism(Mechanism {
        means: MechanismMeaning { commits_together: true, ..MechanismMeaning::ORDINARY },
        cases: t(&[MechanismCase {
            rank: super::TWO_PHASE_COMMIT,
            level: Level::Strong,
            at_owner: Level::Strong,
            when: When::All(t(&[
                // Without an invariant, the answer that nobody may see it half done requires the same.
                is("invariant", &[t(OPEN), t("none"), t("all_or_nothing"), t("balance")]),
                is("intent", &[t(OPEN), t("command"), t("event")]),
                CROSSES,
                is("in_between", &[t("intolerable")]),
            ])),
            because: t(
                "Nobody may see it half done and it lies in several stores: moving it into one boundary comes first, \
                 and if that cannot be, the stores prepare and commit together.",
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[Rejection {
            when: When::Any(t(&[
                t(&[is("invariant", &[t("all_or_nothing")]), is("boundary", &[t(OPEN), t("crosses")]), BEARABLE]),
                t(&[is("invariant", &[t("balance")]), CROSSES, BEARABLE, is("contention", &[t(OPEN), t("ordinary")])]),
            ])),
            because: t(
                "Every store would stay locked until the slowest has answered, and one that is down would stop all \
                 of them.",
            ),
        }]),
    }),
};
