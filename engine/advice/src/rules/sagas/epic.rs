//! Saga with synchronous calls, atomic, orchestrated.

use crate::rule::{Citation, Example, Grade, Kind, Rule, Saga, t};
use crate::terms::{Communication, Coordination, Wholeness};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("epic"),
    name: t("Epic saga"),
    claim: t("One service calls the others and makes all of them look like one transaction."),
    why: t(
        "It is what a single database gave, told across services: the conductor calls each in turn, and if one refuses, it calls back those that had agreed before anybody may see it. People know how to think about it, and that is why it is chosen so often. But nothing answers until everybody has, and a compensation that fails leaves what nobody was to see.",
    ),
    advice: t(
        "Ask first whether the parts can live in one boundary, where this comes for nothing. If not, ask what would really happen if somebody saw it half done.",
    ),
    caveat: None,
    citations: t(&[Citation { source: t("hard-parts-2021"), section: t("Transactional Sagas"), grade: Grade::States }]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("Hall and band, and nobody may see one without the other."),
        description: t(
            r#"{"name": "Wedding", "flows": [{"steps": [{"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer", "in_between": "intolerable"}}, {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    silent: t(&[
        Example {
            says: t("The same, but a hall without a band may be seen for a moment."),
            description: t(
                r#"{"name": "Wedding", "flows": [{"steps": [{"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}}, {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band", "answers": {"reply": "answer"}}]}]}"#,
            ),
        },
        Example {
            says: t("One service alone changes anything, so nothing has to be undone elsewhere."),
            description: t(
                r#"{"name": "Wedding", "flows": [{"steps": [{"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}}]}]}"#,
            ),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Saga(Saga {
        communication: Communication::Synchronous,
        consistency: Wholeness::Atomic,
        coordination: Coordination::Orchestrated,
        gains: t(&[
            t("It reads like one transaction, and there is one place to look at."),
            t("The caller learns the outcome with the answer."),
        ]),
        costs: t(&[
            t("Everybody must be up, and the slowest sets the pace."),
            t("What must look like one change has to be hidden or locked until it is whole."),
            t("The conductor must bring back what was done, and may fail half-way."),
        ]),
    }),
};
