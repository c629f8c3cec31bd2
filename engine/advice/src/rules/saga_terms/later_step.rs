//! Saga term: why a step should run later than described.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "later_step",
    name: "A step that stands too early",
    claim: "A step that cannot be undone, that is only repeated, or that takes money beside others stands behind those \
            that may refuse.",
    why: "Where nothing can be taken back, the last moment is the best: all that may say no has said yes by then. Each \
          case names why the step at hand waits.",
    advice: "Move the step behind those that the plan names, and let it wait for their outcome.",
    citations: &[
        cite("azure-compensating", "Problems and considerations", Implies),
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas", Implies),
    ],
    fires: examples! {
        "A letter that cannot be called back leaves before the bed is reserved." =>
        r#"{"name": "Clinic", "flows": [{"steps": [
            {"action": "Send the referral letter", "from": "practice", "to": ["post"], "entity": "letter",
              "answers": {"reply": "answer", "undo": "irreversible"}},
            {"action": "Reserve the bed", "from": "practice", "to": ["ward"], "entity": "bed",
              "answers": {"reply": "answer", "undo": "compensable"}},
            {"action": "Charge the deposit", "from": "practice", "to": ["payments"], "entity": "deposit",
              "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "Both steps can be undone and stand in their order." =>
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
                because: t("It cannot be undone, so it waits until nothing can fail any more that would call for \
                            undoing it."),
            },
            TermCase {
                when: all(&[is!("too_early", "repeated")]),
                value: None,
                label: None,
                because: t("It is repeated until it succeeds and never undone, so it waits until the outcome is \
                            decided."),
            },
            TermCase {
                when: When::Always,
                value: None,
                label: None,
                because: t("Side by side each may say no after the other has said yes. If money is taken last, none \
                            has to be given back."),
            },
        ]),
    }),
});
