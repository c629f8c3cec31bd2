//! Whether a step can be undone, which decides where it may stand in a saga.

use crate::rule::prelude::*;

/// Says where the step may stand in a saga.
const fn places(because: &'static str) -> Effect {
    effect(shape("consistency"), all(CHANGES), because)
}

/// A query changes nothing, so there is nothing to undo.
const CHANGES: &[Is] = &[is!("intent", OPEN, "command", "event")];

pub(crate) static RULE: Rule = rule!(Rule {
    id: "undo",
    name: "Whether it can be undone",
    claim: "Steps that can be undone come first, irreversible ones after every check that may fail, and steps that \
            succeed when retried come last.",
    why: "When a change spans several services, no rollback reaches them all. A failure half-way is repaired by doing \
          the opposite of what was done, which works only for steps that have an opposite. A letter that was posted, a \
          drug that was given or a door that was opened cannot be taken back. Such a step is the point of no return, \
          and every step after it must succeed when it is retried.",
    advice: "Write down the compensation of each step before you build it: reserve and release, charge and refund, \
             create and cancel. Move a step without a compensation as late as possible, and make every step after it \
             idempotent.",
    caveat: "A compensation is a new action, not a way back in time: others may have seen the first state, and a \
             refund is not the same as no charge. It can fail too. It must therefore be repeatable, and somebody must \
             be alerted when it keeps failing (Azure).",
    citations: &[
        cite("azure-saga", "Key concepts in the Saga pattern", States),
        cite("azure-compensating", "Solution", States),
        cite("garcia-molina-1987", "Introduction", States),
    ],
    fires: examples! {
        "A slot in the operating theatre can be released." =>
        r#"{"name": "Surgery", "flows": [{"steps": [
            {"action": "Reserve the theatre", "from": "planning", "to": ["theatres"],
              "answers": {"undo": "compensable"}}]}]}"#,
        "A tax assessment that has been posted cannot be taken back." =>
        r#"{"name": "Tax office", "flows": [{"steps": [
            {"action": "Post the assessment", "from": "assessments", "to": ["printing"],
              "answers": {"undo": "irreversible"}}]}]}"#,
    },
    silent: examples! {
        "The last seat cannot be held, but it is not known whether taking it can be undone." =>
        r#"{"name": "Ferry", "flows": [{"steps": [
            {"action": "Take the last seat", "from": "pier", "to": ["seats"],
              "answers": {"invariant": "limited_stock", "holdable": "no"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("If a later step fails, can this one be undone?"),
        why_asked: t(
            "If several services change, the answer decides which step may come first and which must come last."
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("compensable"),
                label: t("Yes, a compensation undoes it"),
                decides: t("it may run before steps that can still fail"),
                effects: t(&[places(
                    "It can be undone, so it may run before steps that can still fail, with its compensation ready.",
                )]),
            },
            Answer {
                id: t("retriable"),
                label: t("It need not be: it succeeds when retried"),
                decides: t("it runs after the point of no return and is retried until it succeeds"),
                effects: t(&[places(
                    "It succeeds when retried, so it belongs after the point of no return, where nothing is undone any \
                     more.",
                )]),
            },
            Answer {
                id: t("irreversible"),
                label: t("No, it is irreversible"),
                decides: t("it runs only after every check that may still fail"),
                effects: t(&[places("It cannot be undone, so it runs only after every check that may still fail.")]),
            },
        ]),
    }),
});
