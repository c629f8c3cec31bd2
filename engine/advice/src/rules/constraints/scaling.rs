//! Whether the caller and the receiver must scale independently.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "scaling",
    name: "Whether the two sides must grow apart",
    claim: "Two sides that must grow independently are better parted by a queue or a log than tied by a call.",
    why: "A call is handled at the moment it is made, so the side that is called has to be as big as the load on its \
          caller. With a queue in between, the number of workers can follow the length of the queue: many while videos \
          pour in, few at dawn, and the side that takes the videos in never notices. It can also be down for a minute \
          without anybody seeing it.",
    advice: "Let the number of consumers follow the age of the oldest message, not the load of the processor, and give \
             the queue a limit beyond which the taking side says no.",
    caveat: "It only turns a tie. Where somebody waits for the result, parting the two sides makes no one faster, and \
             stateless services behind a load balancer grow apart as well: AWS counts load balancers among the loosely \
             coupled dependencies.",
    citations: &[
        cite("lesson", "use events when", States),
        cite("azure-queue-levelling", "Solution", States),
        cite("azure-async-request-reply", "Context and problem", States),
        cite("aws-rel04-bp02", "Implement loosely coupled dependencies", States),
    ],
    lesson: &[14],
    fires: examples! {
        "Converting videos needs a hundred machines at times; taking them in needs two." =>
        r#"{"name": "Video portal", "flows": [{"steps": [
            {"action": "Convert the video", "from": "upload", "to": ["converter"],
              "answers": {"intent": "command", "scaling": "independent"}}]}]}"#,
    },
    silent: examples! {
        "The doctor waits for the reading of the scan; growing apart from the reader does not help her." =>
        r#"{"name": "Radiology", "flows": [{"steps": [
            {"action": "Read the scan", "from": "doctor", "to": ["reader"],
              "answers": {"reply": "answer", "scaling": "independent"}}]}]}"#,
        "Both sides grow with the number of gates." =>
        r#"{"name": "Car park", "flows": [{"steps": [
            {"action": "Lift the barrier", "from": "gate", "to": ["barrier"], "answers": {"scaling": "together"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("Must the side that does this grow independently of the side that asks for it?"),
        why_asked: t("A call ties the sizes of the two sides together; a queue lets each follow its own load."),
        several: false,
        answers: t(&[
            Answer {
                id: t("together"),
                label: t("No, they grow together"),
                decides: t("nothing: a call ties them no more than they are"),
                effects: t(&[]),
            },
            Answer {
                id: t("independent"),
                label: t("Yes, each by itself"),
                decides: t("a tie goes to events, unless the caller needs the answer"),
                effects: t(&[effect(
                    turn_tie(EventDriven),
                    all(&[is!("reply", OPEN, "acknowledgement", "none")]),
                    "The two sides must grow independently, and a queue between them lets each follow its own load.",
                )]),
            },
        ]),
    }),
});
