//! Style: a query that is answered at once.

use crate::rule::{Citation, Example, Grade, Kind, Rule, Style, StyleCase, When, is, t};
use crate::terms::{StyleMeaning, Verdict};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("query"),
    name: t("Query, answered at once"),
    claim: t("A question that changes nothing is asked and answered at once, never sent as an event."),
    why: t(
        "Whoever asks wants the answer now, and nothing has happened that anybody else could react to. A question on \
         a bus needs a way back: a reply channel, a correlation id and a time-out, all to arrive where a plain call \
         starts. And since it changes nothing, it can simply be asked again when it fails.",
    ),
    advice: t(
        "Call the owner, or read a view that was prepared for this question. If the owner's load or its being down \
         is the worry, keep a local copy that the owner's events feed, and state how old it may be.",
    ),
    caveat: Some(t(
        "A local copy fed by events answers even while the owner is down, and in return it is late. It replaces the \
         call, not the question: the question is still asked and answered at once.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("anti-patterns"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("use sync when"), grade: Grade::States },
        Citation {
            source: t("azure-interservice"),
            section: t("Synchronous versus asynchronous messaging"),
            grade: Grade::Implies,
        },
        Citation {
            source: t("fowler-event-driven"),
            section: t("Event-Carried State Transfer"),
            grade: Grade::Implies,
        },
    ]),
    lesson: t(&[16]),
    fires: t(&[
        Example {
            says: t("A pharmacist asks whether two medicines go together."),
            description: t(r#"{"name": "Dispensary", "flows": [{"steps": [
                    {"action": "Do these two medicines interact?", "from": "dispensary", "to": ["interactions"], "entity": "interaction", "answers": {"intent": "query"}}]}]}"#),
        },
        Example {
            says: t("Somebody marked the question as one that nobody waits for; it stays a question."),
            description: t(r#"{"name": "Depot", "flows": [{"steps": [
                    {"action": "Get the free loading bays", "from": "gate", "to": ["yard"], "answers": {"intent": "query", "reply": "none"}}]}]}"#),
        },
    ]),
    silent: t(&[Example {
        says: t("The same dispensary asks for something to be done, which is a request and not a question."),
        description: t(r#"{"name": "Dispensary", "flows": [{"steps": [
                {"action": "Block the prescription", "from": "dispensary", "to": ["prescriptions"], "answers": {"intent": "command", "reply": "answer"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Style(Style {
        verdict: Verdict::Synchronous,
        means: StyleMeaning { only_asks: true, ..StyleMeaning::CALL },
        cases: t(&[StyleCase { rank: super::QUERY, when: When::All(t(&[is("intent", &[t("query")])])) }]),
    }),
};
