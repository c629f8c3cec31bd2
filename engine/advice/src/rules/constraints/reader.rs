//! Who reads the change first, and what would confuse them.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "reader",
    name: "Who reads the change first",
    claim: "Whoever made a change must find it, and nobody should see time run backwards, even where all others may \
            lag.",
    why: "A nurse who saves a note and does not find it writes it again. A passenger whose train is late, on time and \
          late again within a minute believes no display any more. Neither needs the whole world to agree: it is \
          enough that a person's questions go to a copy that already has what that person wrote or saw, which costs \
          far less than making all copies agree at once.",
    advice: "Return a version with each write, send it along with that person's next question, and answer from a copy \
             that is at least as new, or from the owner. Keeping one person at one copy does the same while that copy \
             lives.",
    caveat: "Such a guarantee covers one session, not two people: if the nurse tells a doctor to look, the doctor may \
             still see the old list. A telephone and a laptop are two sessions unless both carry the version.",
    citations: &[
        cite("terry-1994", "Read Your Writes; Monotonic Reads", States),
        cite("jepsen-consistency", "Read your writes; Monotonic reads", States),
    ],
    fires: examples! {
        "A nurse must find the note that she has just saved." =>
        r#"{"name": "Ward", "flows": [{"steps": [
            {"action": "Save the note", "from": "nurse", "to": ["records"], "answers": {"reader": "the_actor"}}]}]}"#,
        "A delay shown to passengers may be a little old, but never older than what they saw before." =>
        r#"{"name": "Railway", "flows": [{"steps": [
            {"action": "Show the delay", "from": "display", "to": ["timetable"],
              "answers": {"intent": "query", "reader": "never_backwards"}}]}]}"#,
    },
    silent: examples! {
        "A monthly consumption report is read by others, at their leisure." =>
        r#"{"name": "Waterworks", "flows": [{"steps": [
            {"action": "Add the reading to the report", "from": "meter", "to": ["reports"],
              "answers": {"reply": "none", "reader": "others"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
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
                effects: t(&[always(
                    shape("consistency"),
                    "Whoever made the change looks at once, so that person's reads go to a copy that already has it.",
                )]),
            },
            Answer {
                id: t("never_backwards"),
                label: t("Someone who must never see an older state again"),
                decides: t("each reader's view only moves forward; others may lag"),
                effects: t(&[always(
                    shape("consistency"),
                    "A reader must never see an older state again, so each read goes to a copy at least as new as the \
                     last one.",
                )]),
            },
        ]),
    }),
});
