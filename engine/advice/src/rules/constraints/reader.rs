//! Who reads the change first, and what would confuse them.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "reader",
    name: "Who reads the change first",
    claim: "The person who made a change must see it, and no reader should see an older state again, even if everyone \
            else may lag.",
    why: "A nurse who saves a note and does not find it writes it again. A passenger whose train is late, on time and \
          late again within a minute no longer trusts any display. Neither needs all copies to agree. It is enough \
          that a person's queries go to a copy that already has what that person wrote or saw. That costs far less \
          than keeping all copies equal at every moment.",
    advice: "Return a version with each write and send it with that person's next query. Answer from the owner or from \
             a copy that is at least as new. Pinning one person to one copy has the same effect while that copy is up.",
    caveat: "Such a guarantee covers one session, not two people: if the nurse asks a doctor to look, the doctor may \
             still see the old list. A phone and a laptop are two sessions unless both carry the version.",
    citations: &[
        cite("terry-1994", "Read Your Writes; Monotonic Reads", States),
        cite("jepsen-consistency", "Read Your Writes; Monotonic Reads", States),
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
        "Others read the monthly consumption report some time later." =>
        r#"{"name": "Waterworks", "flows": [{"steps": [
            {"action": "Add the reading to the report", "from": "meter", "to": ["reports"],
              "answers": {"reply": "none", "reader": "others"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("Who reads the result first, and what would confuse them?"),
        why_asked: t("A copy that lags is fine for most readers, but not for the person who has just made the change."),
        several: false,
        answers: t(&[
            Answer {
                id: t("others"),
                label: t("Others, some time later"),
                decides: t("nothing: a copy that lags is good enough"),
                effects: t(&[]),
            },
            Answer {
                id: t("the_actor"),
                label: t("The person who made the change, at once"),
                decides: t("that person sees the change at once; others may lag"),
                effects: t(&[always(
                    shape("consistency"),
                    "The person who made the change looks at once, so that person's reads go to a copy that already \
                     has it.",
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
