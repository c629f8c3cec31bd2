//! Saga term: why a step should run later than described.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "later_step",
    name: "A step that comes too early",
    claim: "A step belongs behind those that can still be refused if it is irreversible, is retried until it \
            succeeds, or takes money in parallel.",
    why: "The later such a step runs, the fewer refusals can come after it. Each case says why this step waits.",
    advice: "Move the step behind those that the plan names, and let it wait for their outcome.",
    citations: &[
        cite("azure-compensating", "Problems and considerations", Implies),
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas", Implies),
    ],
    fires: examples! {
        "A letter that cannot be recalled leaves before the bed is reserved." =>
        r#"{"name": "Clinic", "flows": [{"steps": [
            {"action": "Send the referral letter", "from": "practice", "to": ["post"], "entity": "letter",
              "answers": {"reply": "answer", "undo": "irreversible"}},
            {"action": "Reserve the bed", "from": "practice", "to": ["ward"], "entity": "bed",
              "answers": {"reply": "answer", "undo": "compensable"}},
            {"action": "Charge the deposit", "from": "practice", "to": ["payments"], "entity": "deposit",
              "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "Both steps can be undone and are in the right order." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::SagaTerm(Terms {
        cases: t(&[
            TermCase {
                when: all(&[is!("too_early", "irreversible")]),
                value: None,
                label: None,
                because: t("It cannot be undone, so it waits until no failure is left that would require undoing it."),
            },
            TermCase {
                when: all(&[is!("too_early", "repeated")]),
                value: None,
                label: None,
                because: t("It is retried until it succeeds and never undone, so it waits until the outcome is \
                            decided."),
            },
            TermCase {
                when: When::Always,
                value: None,
                label: None,
                because: t("These steps run in parallel, and each can be refused after the other has succeeded. If \
                            money is taken last, nothing has to be refunded."),
            },
        ]),
    }),
});
