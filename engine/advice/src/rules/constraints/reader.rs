//! Who reads the change first, and what would confuse them.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, Question, Rule, When, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("reader"),
    name: t("Who reads the change first"),
    claim: t(
        "Whoever made a change must find it, and nobody should see time run backwards, even where all others may lag.",
    ),
    why: t(
        "A nurse who saves a note and does not find it writes it again. A passenger whose train is late, on time and \
         late again within a minute believes no display any more. Neither needs the whole world to agree: it is enough \
         that a person's questions go to a copy that already has what that person wrote or saw, which costs far less \
         than making all copies agree at once.",
    ),
    advice: t(
        "Return a version with each write, send it along with that person's next question, and answer from a copy that \
         is at least as new, or from the owner. Keeping one person at one copy does the same while that copy lives.",
    ),
    caveat: Some(t(
        "Such a guarantee covers one session, not two people: if the nurse tells a doctor to look, the doctor may \
         still see the old list. A telephone and a laptop are two sessions unless both carry the version.",
    )),
    citations: t(&[
        Citation { source: t("terry-1994"), section: t("Read Your Writes; Monotonic Reads"), grade: Grade::States },
        Citation {
            source: t("jepsen-consistency"),
            section: t("Read your writes; Monotonic reads"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[]),
    fires: t(&[
        Example {
            says: t("A nurse must find the note that she has just saved."),
            description: t(
                r#"{"name": "Ward", "flows": [{"steps": [{"action": "Save the note", "from": "nurse", "to": ["records"], "answers": {"reader": "the_actor"}}]}]}"#,
            ),
        },
        Example {
            says: t("A delay shown to passengers may be a little old, but never older than what they saw before."),
            description: t(
                r#"{"name": "Railway", "flows": [{"steps": [{"action": "Show the delay", "from": "display", "to": ["timetable"], "answers": {"intent": "query", "reader": "never_backwards"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("A monthly consumption report is read by others, at their leisure."),
        description: t(
            r#"{"name": "Waterworks", "flows": [{"steps": [{"action": "Add the reading to the report", "from": "meter", "to": ["reports"], "answers": {"reply": "none", "reader": "others"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Constraint(Question {
        ask: t("Who looks at the result soonest, and what would confuse them?"),
        why_asked: t("A copy that lags is fine for most readers, but not for the one who has just made the change."),
        several: false,
        answers: t(&[
            Answer {
                id: t("others"),
                label: t("Others, at their leisure"),
                decides: t("nothing: a copy that lags will do"),
                effects: t(&[]),
            },
            Answer {
                id: t("the_actor"),
                label: t("Whoever made the change, at once"),
                decides: t("that person reads what was written; others may lag"),
                effects: t(&[Effect {
                    does: Does::Shape { what: t("consistency") },
                    when: When::Always,
                    because: t(
                        "Whoever made the change looks at once, so that person's reads go to a copy that already has \
                         it.",
                    ),
                }]),
            },
            Answer {
                id: t("never_backwards"),
                label: t("Someone who must never see an older state again"),
                decides: t("each reader's view only moves forward; others may lag"),
                effects: t(&[Effect {
                    does: Does::Shape { what: t("consistency") },
                    when: When::Always,
                    because: t(
                        "A reader must never see an older state again, so each read goes to a copy at least as new as \
                         the last one.",
                    ),
                }]),
            },
        ]),
    }),
};
