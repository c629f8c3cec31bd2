//! Saga term: the role of a step, that is what happens to it if another step fails, and why.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "step_in_saga",
    name: "Undone, deciding, or repeated",
    claim: "Each step of a saga is undone, decides, or is repeated until it succeeds.",
    why: "A step that others may follow with a refusal must be undone then; the step after which nobody refuses any \
          more decides; what comes behind it can only be repeated. The cases name the reason that fits the step at \
          hand.",
    advice: "Write beside each step what undoes it, or that it is repeated, and test the way back as often as the way \
             forth.",
    citations: &[
        cite("azure-saga", "Key concepts in the Saga pattern", States),
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas", States),
    ],
    fires: examples! {
        "The hall is given back if no band can be booked." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "One owner alone changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::SagaTerm(Terms {
        cases: t(&[
            TermCase {
                when: all(&[is!("role", "compensable"), is!("owners", "several")]),
                value: None,
                label: None,
                because: t("Several owners do their part of it, and if one of them refuses the others undo theirs."),
            },
            TermCase {
                when: all(&[is!("role", "compensable"), is!("way_back", "unknown")]),
                value: None,
                label: None,
                because: t(
                    "A later step may still say no, and then this one would have to be undone; nothing says by \
                     what."
                ),
            },
            TermCase {
                when: all(&[is!("role", "compensable")]),
                value: None,
                label: None,
                because: t("A later step may still say no, and then this one is undone."),
            },
            TermCase {
                when: all(&[is!("role", "pivot"), is!("pivots", "several")]),
                value: None,
                label: None,
                because: t("It cannot be undone and may still say no, and it is not the only one: whichever of them \
                            runs first stays done if another refuses."),
            },
            TermCase {
                when: all(&[is!("role", "pivot"), is!("undo", "irreversible")]),
                value: None,
                label: None,
                because: t("It cannot be undone, so it runs when all that may say no has said yes, and with it the \
                            outcome is decided."),
            },
            TermCase {
                when: all(&[is!("role", "pivot")]),
                value: None,
                label: None,
                because: t(
                    "It is the last that may say no: once it has succeeded nothing is undone any more, and the rest is \
                     carried through."
                ),
            },
            TermCase {
                when: all(&[is!("undo", "irreversible")]),
                value: None,
                label: None,
                because: t("It cannot be undone and comes after the outcome is decided, so it is repeated until it \
                            succeeds."),
            },
            TermCase {
                when: all(&[is!("runs", "beside_it")]),
                value: None,
                label: None,
                because: t("Nothing else depends on whether it says yes, so it is repeated until it succeeds."),
            },
            TermCase {
                when: When::Always,
                value: None,
                label: None,
                because: t("The outcome is decided before it, so it is repeated until it succeeds."),
            },
        ]),
    }),
});
