//! Saga term: the role of a step, that is what happens to it if another step fails, and why.

use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, is, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("step_in_saga"),
    name: t("Undone, deciding, or repeated"),
    claim: t("Each step of a saga is undone, decides, or is repeated until it succeeds."),
    why: t(
        "A step that others may follow with a refusal must be undone then; the step after which nobody refuses any more decides; what comes behind it can only be repeated. The cases name the reason that fits the step at hand.",
    ),
    advice: t(
        "Write beside each step what undoes it, or that it is repeated, and test the way back as often as the way forth.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("azure-saga"), section: t("Key concepts in the Saga pattern"), grade: Grade::States },
        Citation {
            source: t("richardson-2018"),
            section: t("Chapter 4: Managing transactions with sagas"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The hall is given back if no band can be booked."),
        description: t(r#"{"name": "Wedding", "flows": [{"steps": [
                {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}},
                {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band", "answers": {"reply": "answer"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("One owner alone changes anything, so nothing has to be undone elsewhere."),
        description: t(r#"{"name": "Wedding", "flows": [{"steps": [
                {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall", "answers": {"reply": "answer"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::SagaTerm(Terms {
        cases: t(&[
            TermCase {
                when: When::All(t(&[is("role", &[t("compensable")]), is("owners", &[t("several")])])),
                value: None,
                label: None,
                because: t("Several owners do their part of it, and if one of them refuses the others undo theirs."),
            },
            TermCase {
                when: When::All(t(&[is("role", &[t("compensable")]), is("way_back", &[t("unknown")])])),
                value: None,
                label: None,
                because: t(
                    "A later step may still say no, and then this one would have to be undone; nothing says by what.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("role", &[t("compensable")])])),
                value: None,
                label: None,
                because: t("A later step may still say no, and then this one is undone."),
            },
            TermCase {
                when: When::All(t(&[is("role", &[t("pivot")]), is("pivots", &[t("several")])])),
                value: None,
                label: None,
                because: t(
                    "It cannot be undone and may still say no, and it is not the only one: whichever of them runs first stays done if another refuses.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("role", &[t("pivot")]), is("undo", &[t("irreversible")])])),
                value: None,
                label: None,
                because: t(
                    "It cannot be undone, so it runs when all that may say no has said yes, and with it the outcome is decided.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("role", &[t("pivot")])])),
                value: None,
                label: None,
                because: t(
                    "It is the last that may say no: once it has succeeded nothing is undone any more, and the rest is carried through.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("undo", &[t("irreversible")])])),
                value: None,
                label: None,
                because: t(
                    "It cannot be undone and comes after the outcome is decided, so it is repeated until it succeeds.",
                ),
            },
            TermCase {
                when: When::All(t(&[is("runs", &[t("beside_it")])])),
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
};
