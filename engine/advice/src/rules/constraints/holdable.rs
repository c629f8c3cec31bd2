//! Whether the scarce thing can be held for a while.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Is, Kind, Question, Rule, When, is, t};

/// Holding matters only for something that one caller can take away from another.
const SOMETHING_SCARCE: Is = is("invariant", &[t("limited_stock"), t("exclusive_booking"), t("balance")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("holdable"),
    name: t("Whether it can be held for a while"),
    claim: t(
        "A scarce thing that can be held is won in two steps, a hold and a confirmation; one that cannot is won in \
         one.",
    ),
    why: t(
        "A patient wants a while to think about the appointment, a card payment takes some seconds, a form has four \
         pages. If the thing can be held over that time, nobody else is blocked by a lock and nobody loses it at the \
         last page; an abandoned hold ends by itself. An amount of money can be held, too: that is what a card \
         authorisation is. If it cannot be held, everything that may fail has to be done before it is taken.",
    ),
    advice: t(
        "Give every hold an end, say who may prolong it, and let the confirmation check that the hold still stands. If \
         the thing cannot be held, take it as the last step that can fail.",
    ),
    caveat: Some(t(
        "A hold keeps the thing from others while nobody uses it: too short, and buyers lose it while they pay; too \
         long, and abandoned baskets empty the shelf. To look at a hold is not to confirm it, since it may end in \
         between.",
    )),
    citations: t(&[
        Citation { source: t("azure-compensating"), section: t("Issues and considerations"), grade: Grade::States },
        Citation { source: t("tigerbeetle-two-phase"), section: t("opening"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("when strong is required"), grade: Grade::Implies },
    ]),
    lesson: t(&[9]),
    fires: t(&[
        Example {
            says: t("A vaccination appointment is held while the form is filled in."),
            description: t(
                r#"{"name": "Vaccination centre", "flows": [{"steps": [{"action": "Take the appointment", "from": "portal", "to": ["calendar"], "answers": {"invariant": "exclusive_booking", "holdable": "yes"}}]}]}"#,
            ),
        },
        Example {
            says: t("A free charging point is had by whoever plugs in first."),
            description: t(
                r#"{"name": "Charging park", "flows": [{"steps": [{"action": "Start charging", "from": "car", "to": ["charger"], "answers": {"invariant": "exclusive_booking", "holdable": "no"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("A document can be checked out, but nothing scarce is at stake: a change only must not be lost."),
        description: t(
            r#"{"name": "Land registry", "flows": [{"steps": [{"action": "Correct the entry", "from": "clerk", "to": ["registry"], "answers": {"invariant": "no_lost_update", "holdable": "yes"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Constraint(Question {
        ask: t("Can it be held for a while before it is taken for good?"),
        why_asked: t("What can be held may be won in several steps; what cannot has to be won in one."),
        several: false,
        answers: t(&[
            Answer {
                id: t("yes"),
                label: t("Yes, it can be held"),
                decides: t("a hold that ends by itself, then confirmed or released"),
                effects: t(&[Effect {
                    does: Does::Shape { what: t("consistency") },
                    when: When::All(t(&[SOMETHING_SCARCE])),
                    because: t(
                        "It can be held for a while, so it is held until the last step that may fail has succeeded.",
                    ),
                }]),
            },
            Answer {
                id: t("no"),
                label: t("No, it is taken or not"),
                decides: t("it is won in one step, and no hold is offered"),
                effects: t(&[Effect {
                    does: Does::Shape { what: t("consistency") },
                    when: When::All(t(&[SOMETHING_SCARCE])),
                    because: t("It cannot be held, so it is won in one step, and whatever may fail comes before."),
                }]),
            },
        ]),
    }),
};
