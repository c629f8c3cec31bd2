//! What the sync prefix is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("sync_prefix"),
    name: t("Sync prefix"),
    claim: t("The sync prefix is the part of a flow that somebody waits for, from its start to the commit point."),
    why: t("The times of its steps add up before somebody's eyes, and each of them can spoil the outcome. To it \
         belong what the caller asks for, what those who were asked must ask in turn, and what had to come \
         before. Everything else is behind it and keeps nobody waiting."),
    advice: t(
        "Keep it short. Ask of each step in it whether the answer could be given without it; if so, let it follow \
         behind the commit point.",
    ),
    caveat: Some(t(
        "The word is ours. The lesson shows the thing in its order flow: what is validated and saved before the \
         buyer is answered.",
    )),
    citations: t(&[
        Citation { source: t("advisor"), section: t("words"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("hybrid is normal"), grade: Grade::Implies },
    ]),
    lesson: t(&[19]),
    fires: t(&[Example {
        says: t("The fan waits for seat and money, and for no more."),
        description: t(r#"{"name": "Concert tickets", "flows": [{"actor": "fan", "steps": [
                {"action": "Reserve the seat", "from": "booking", "to": ["seats"], "entity": "seat", "answers": {"reply": "answer"}},
                {"action": "Charge the card", "from": "booking", "to": ["payment"], "entity": "card", "answers": {"reply": "answer"}},
                {"action": "Send the ticket", "from": "booking", "to": ["mail"], "entity": "ticket", "answers": {"reply": "none"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("A turbine reports its state, and nobody waits at any point."),
        description: t(r#"{"name": "Wind park", "flows": [{"steps": [
                {"action": "Report the turbine's state", "from": "turbine", "to": ["monitoring"], "entity": "turbine state", "answers": {"intent": "event", "reply": "none"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.flows.iter().any(|flow| !flow.sync_prefix.is_empty())
}
