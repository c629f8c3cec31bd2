//! Whether the caller and the receiver must scale independently.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "scaling",
    name: "Whether the two sides must scale independently",
    claim: "Two sides that must scale independently are better decoupled by a queue or a log than coupled by a call.",
    why: "A call is handled at the moment it is made, so the called side must be as large as its callers' load. With a \
          queue in between, the number of workers can follow the length of the queue: many while videos pour in, few \
          at dawn. The side that accepts the uploads never notices. The workers can also be down for a minute without \
          anybody noticing.",
    advice: "Scale the consumers by the age of the oldest message, not by processor load. Give the queue a limit \
             beyond which new work is refused.",
    caveat: "This only turns a tie. If somebody waits for the result, decoupling the two sides makes nothing faster. \
             Stateless services behind a load balancer also scale independently: AWS counts load balancers among the \
             loosely coupled dependencies.",
    citations: &[
        cite("lesson", "use events when", States),
        cite("azure-queue-levelling", "Solution", States),
        cite("azure-async-request-reply", "Context and problem", States),
        cite("aws-rel04-bp02", "Implement loosely coupled dependencies", States),
    ],
    lesson: &[14],
    fires: examples! {
        "Converting videos sometimes needs a hundred machines; accepting the uploads needs two." =>
        r#"{"name": "Video portal", "flows": [{"steps": [
            {"action": "Convert the video", "from": "upload", "to": ["converter"],
              "answers": {"intent": "command", "scaling": "independent"}}]}]}"#,
    },
    silent: examples! {
        "The doctor waits for the scan to be read, so scaling the reader independently does not help her." =>
        r#"{"name": "Radiology", "flows": [{"steps": [
            {"action": "Read the scan", "from": "doctor", "to": ["reader"],
              "answers": {"reply": "answer", "scaling": "independent"}}]}]}"#,
        "Both sides scale with the number of gates." =>
        r#"{"name": "Car park", "flows": [{"steps": [
            {"action": "Lift the barrier", "from": "gate", "to": ["barrier"], "answers": {"scaling": "together"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("Must the side that does this scale independently of the side that asks for it?"),
        why_asked: t(
            "A call ties the capacity of one side to the load of the other; a queue lets each follow its own \
                      load."
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("together"),
                label: t("No, they scale together"),
                decides: t("nothing: a call couples them no more than they already are"),
                effects: t(&[]),
            },
            Answer {
                id: t("independent"),
                label: t("Yes, independently"),
                decides: t("a tie goes to events, unless the caller needs the answer"),
                effects: t(&[effect(
                    turn_tie(EventDriven),
                    all(&[is!("reply", OPEN, "acknowledgement", "none")]),
                    "The two sides must scale independently, and a queue between them lets each follow its own load.",
                )]),
            },
        ]),
    }),
});
