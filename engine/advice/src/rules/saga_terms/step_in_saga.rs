//! Saga term: the role of a step, that is what happens to it if another step fails, and why.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "step_in_saga",
    name: "Role of a step in a saga",
    claim: "Each step of a saga is compensated after a failure, decides the outcome, or is retried until it succeeds.",
    why: "A step is compensable if a later one can still be refused. The pivot is the step after which nothing is \
          refused any more. The steps behind it can only be retried. Each case gives the reason for this step.",
    advice: "Note for each step which compensation undoes it, or that it is retried. Test the compensations as often \
             as the normal run.",
    citations: &[
        cite("azure-saga", "Key concepts in the Saga pattern", States),
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas", States),
    ],
    fires: examples! {
        "The hall is released if no band can be booked." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Only one owner changes anything, so nothing has to be undone elsewhere." =>
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
                because: t("Several owners each do a part of this step; if one of them refuses, the others undo \
                            theirs."),
            },
            TermCase {
                when: all(&[is!("role", "compensable"), is!("way_back", "unknown")]),
                value: None,
                label: None,
                because: t("A later step can still be refused, and then this one has to be undone; nothing says how."),
            },
            TermCase {
                when: all(&[is!("role", "compensable")]),
                value: None,
                label: None,
                because: t("A later step can still be refused, and then this one is compensated."),
            },
            TermCase {
                when: all(&[is!("role", "pivot"), is!("pivots", "several")]),
                value: None,
                label: None,
                because: t("It cannot be undone, it can still be refused, and it is not the only such step: the one \
                            that runs first stays done if another is refused."),
            },
            TermCase {
                when: all(&[is!("role", "pivot"), is!("undo", "irreversible")]),
                value: None,
                label: None,
                because: t("It cannot be undone, so it runs after every step that can be refused, and its success \
                            decides the outcome."),
            },
            TermCase {
                when: all(&[is!("role", "pivot")]),
                value: None,
                label: None,
                because: t(
                    "It is the last step that can be refused: once it has succeeded nothing is undone any more, and \
                     the rest is carried through."
                ),
            },
            TermCase {
                when: all(&[is!("undo", "irreversible")]),
                value: None,
                label: None,
                because: t("It cannot be undone and comes after the outcome is decided, so it is retried until it \
                            succeeds."),
            },
            TermCase {
                when: all(&[is!("runs", "beside_it")]),
                value: None,
                label: None,
                because: t("No other step depends on it, so it is retried until it succeeds."),
            },
            TermCase {
                when: When::Always,
                value: None,
                label: None,
                because: t("The outcome is decided before this step, so it is retried until it succeeds."),
            },
        ]),
    }),
});
