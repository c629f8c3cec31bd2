//! Whether the caller and the receiver must scale independently.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, OPEN, Question, Rule, When, is, t};
use crate::terms::Side;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("scaling"),
    name: t("Whether the two sides must grow apart"),
    claim: t("Two sides that must grow independently are better parted by a queue or a log than tied by a call."),
    why: t(
        "A call is handled at the moment it is made, so the side that is called has to be as big as the load on its \
         caller. With a queue in between, the number of workers can follow the length of the queue: many while videos \
         pour in, few at dawn, and the side that takes the videos in never notices. It can also be down for a minute \
         without anybody seeing it.",
    ),
    advice: t(
        "Let the number of consumers follow the age of the oldest message, not the load of the processor, and give the \
         queue a limit beyond which the taking side says no.",
    ),
    caveat: Some(t(
        "It only turns a tie. Where somebody waits for the result, parting the two sides makes no one faster, and \
         stateless services behind a load balancer grow apart as well: AWS counts load balancers among the loosely \
         coupled dependencies.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("use events when"), grade: Grade::States },
        Citation { source: t("azure-queue-levelling"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("azure-async-request-reply"), section: t("Context and problem"), grade: Grade::States },
        Citation {
            source: t("aws-rel04-bp02"),
            section: t("Implement loosely coupled dependencies"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[14]),
    fires: t(&[Example {
        says: t("Converting videos needs a hundred machines at times; taking them in needs two."),
        description: t(
            r#"{"name": "Video portal", "flows": [{"steps": [{"action": "Convert the video", "from": "upload", "to": ["converter"], "answers": {"intent": "command", "scaling": "independent"}}]}]}"#,
        ),
    }]),
    silent: t(&[
        Example {
            says: t("The doctor waits for the reading of the scan; growing apart from the reader does not help her."),
            description: t(
                r#"{"name": "Radiology", "flows": [{"steps": [{"action": "Read the scan", "from": "doctor", "to": ["reader"], "answers": {"reply": "answer", "scaling": "independent"}}]}]}"#,
            ),
        },
        Example {
            says: t("Both sides grow with the number of gates."),
            description: t(
                r#"{"name": "Car park", "flows": [{"steps": [{"action": "Lift the barrier", "from": "gate", "to": ["barrier"], "answers": {"scaling": "together"}}]}]}"#,
            ),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Constraint(Question {
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
                effects: t(&[Effect {
                    does: Does::TurnTie { side: Side::EventDriven },
                    when: When::All(t(&[is("reply", &[t(OPEN), t("acknowledgement"), t("none")])])),
                    because: t(
                        "The two sides must grow independently, and a queue between them lets each follow its own \
                         load.",
                    ),
                }]),
            },
        ]),
    }),
};
