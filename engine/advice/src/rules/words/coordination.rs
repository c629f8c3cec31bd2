//! What coordination is: an orchestrator that knows every next step, or participants that react to the one
//! before.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("coordination"),
    name: t("Orchestration and choreography"),
    claim: t(
        "In an orchestrated flow one service tells the others what to do; in a choreographed one each reacts to what happened before it.",
    ),
    why: t(
        "A conductor knows how far each run has come and what to undo, and everybody depends on it. Without one the services depend on events alone, and what happens as a whole is written down nowhere. Not the number of steps decides, but how many of them wait for each other\u{2019}s yes, and whose they are.",
    ),
    advice: t(
        "Let one service conduct the smallest part whose steps block each other or must be undone. Let all else react to events. Between teams publish facts and conduct nobody.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("newman-2021"), section: t("Chapter 6: Workflow; Sagas"), grade: Grade::States },
        Citation { source: t("azure-saga"), section: t("Saga implementation approaches"), grade: Grade::Implies },
        Citation { source: t("azure-choreography"), section: t("Issues and considerations"), grade: Grade::Implies },
        Citation { source: t("microservices-io-saga"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("hard-parts-2021"), section: t("Managing Distributed Workflows"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The planner conducts hall and band."),
        description: t(
            r#"{"name": "Wedding", "flows": [{"steps": [{"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}}, {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("One service alone changes anything, so nothing has to be undone elsewhere."),
        description: t(
            r#"{"name": "Wedding", "flows": [{"steps": [{"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.flows.iter().any(|flow| flow.saga.is_some())
}
