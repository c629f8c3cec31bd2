//! Saga term: why a step should run later than described.

use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("later_step"),
    name: t("A step that stands too early"),
    claim: t(
        "A step that cannot be undone, that is only repeated, or that takes money beside others stands behind those that may refuse.",
    ),
    why: t(
        "Where nothing can be taken back, the last moment is the best: all that may say no has said yes by then. Each case names why the step at hand waits.",
    ),
    advice: t("Move the step behind those that the plan names, and let it wait for their outcome."),
    caveat: None,
    citations: t(&[
        Citation { source: t("azure-compensating"), section: t("Problems and considerations"), grade: Grade::Implies },
        Citation {
            source: t("richardson-2018"),
            section: t("Chapter 4: Managing transactions with sagas"),
            grade: Grade::Implies,
        },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("A letter that cannot be called back leaves before the bed is reserved."),
        description: t(r#"{"name": "Clinic", "flows": [{"steps": [
                {"action": "Send the referral letter", "from": "practice", "to": ["post"], "entity": "letter", "answers": {"reply": "answer", "undo": "irreversible"}},
                {"action": "Reserve the bed", "from": "practice", "to": ["ward"], "entity": "bed", "answers": {"reply": "answer", "undo": "compensable"}},
                {"action": "Charge the deposit", "from": "practice", "to": ["payments"], "entity": "deposit", "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("Both steps can be undone and stand in their order."),
        description: t(r#"{"name": "Wedding", "flows": [{"steps": [
                {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}},
                {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band", "answers": {"reply": "answer"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::SagaTerm(Terms {
        cases: t(&[
            TermCase {
                when: When::All(t(&[is("too_early", &[t("irreversible")])])),
                value: None,
                label: None,
                because: t(
                    "It cannot be undone, so it waits until nothing can fail any more that would call for undoing it.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("too_early", &[t("repeated")])])),
                value: None,
                label: None,
                because: t(
                    "It is repeated until it succeeds and never undone, so it waits until the outcome is decided.",
                ),
            },
            TermCase {
                when: When::Always,
                value: None,
                label: None,
                because: t(
                    "Side by side each may say no after the other has said yes. If money is taken last, none has to be given back.",
                ),
            },
        ]),
    }),
};
