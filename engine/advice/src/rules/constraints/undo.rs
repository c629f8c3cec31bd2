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
    claim: "What can be undone comes first, what cannot be undone after every check that may still fail, and what is \
            sure to succeed in the end last.",
    why: "When a change spans several services no rollback reaches them all, and a failure half-way is mended by doing \
          the opposite of what was done. That works only for steps that have an opposite. A letter in the post, a drug \
          that was given, a door that was opened cannot be taken back: such a step is the point of no return, and what \
          follows it must be able to succeed by being repeated.",
    advice: "Write down the opposite of each step before you build it: reserve and release, charge and refund, create \
             and cancel. Move the step without an opposite as far back as it will go, and make all that follows it \
             idempotent.",
    caveat: "An undo is a new action, not a way back in time: others may have seen the first state, and a refund is \
             not the same as no charge. It can fail, too, so it must be repeatable, and somebody has to hear of it \
             when it keeps failing (Azure).",
    citations: &[
        cite("azure-saga", "Key concepts in the Saga pattern", States),
        cite("azure-compensating", "Solution", States),
        cite("garcia-molina-1987", "Introduction", States),
    ],
    fires: examples! {
        "A slot in the operating theatre can be given back." =>
        r#"{"name": "Surgery", "flows": [{"steps": [
            {"action": "Reserve the theatre", "from": "planning", "to": ["theatres"],
              "answers": {"undo": "compensable"}}]}]}"#,
        "A tax assessment that has been posted cannot be taken back." =>
        r#"{"name": "Tax office", "flows": [{"steps": [
            {"action": "Post the assessment", "from": "assessments", "to": ["printing"],
              "answers": {"undo": "irreversible"}}]}]}"#,
    },
    silent: examples! {
        "That the last seat cannot be held does not tell whether taking it can be undone." =>
        r#"{"name": "Ferry", "flows": [{"steps": [
            {"action": "Take the last seat", "from": "pier", "to": ["seats"],
              "answers": {"invariant": "limited_stock", "holdable": "no"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("If a later step fails, can this one be undone?"),
        why_asked: t(
            "Where several services change, the answer decides which step may come first and which must come last."
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("compensable"),
                label: t("Yes, something undoes it"),
                decides: t("it may stand before steps that can still fail"),
                effects: t(&[places(
                    "It can be undone, so it may stand before steps that can still fail, with its opposite at hand.",
                )]),
            },
            Answer {
                id: t("retriable"),
                label: t("It need not be: repeated, it will succeed"),
                decides: t("it stands behind the point of no return and is repeated until it succeeds"),
                effects: t(&[places(
                    "It succeeds if it is only repeated, so it belongs behind the point of no return, where nothing is \
                     undone any more.",
                )]),
            },
            Answer {
                id: t("irreversible"),
                label: t("No, what is done is done"),
                decides: t("it runs only after every check that may still fail"),
                effects: t(&[places("It cannot be undone, so it runs only after every check that may still fail.")]),
            },
        ]),
    }),
});
