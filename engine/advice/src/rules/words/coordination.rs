//! Who knows what comes next: one who conducts, or each only the one before it.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

/// Id of the question whose answer speaks for either.
pub(crate) const TEAMS: &str = "teams";
/// The answer that speaks for choreography.
pub(crate) const SEVERAL: &str = "several";

/// Why nobody has to conduct.
pub(crate) const NOTHING_BLOCKS: &str = "No step has to wait for another\u{2019}s yes once the first is done, so each reacts to the one before it and nobody has to \
     conduct.";
/// Why the one who calls conducts.
pub(crate) const CALLED_BY_ONE: &str = "One service calls all that may say no, so it knows the order already, and it is the one who calls back what was done.";
/// Why the one who calls all but the last conducts.
pub(crate) const CALLED_UP_TO_THE_PIVOT: &str = "One service calls all that can be undone and sends the step that decides as a message, so it knows the order already; it \
     hears what was decided, and calls back what was done.";
/// Why those who call each other do without a conductor.
pub(crate) const CALLED_IN_A_CHAIN: &str =
    "Each service calls the next one, so what fails travels back the way it came, and each undoes its own part.";
/// Why several teams do without a conductor.
pub(crate) const SEVERAL_TEAMS: &str = "Several teams own the steps that may say no, and a conductor would tie them together; so each reacts to events, and \
     announces when it refuses.";
/// Why one service conducts.
pub(crate) const ONE_TEAM: &str = "Several steps may say no after others have said yes, and nobody has said that they belong to several teams; so one \
     service conducts these, and the rest reacts to events.";

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
