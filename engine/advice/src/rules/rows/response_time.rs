//! How soon the caller needs its answer.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, Question, Rule, When, t};
use crate::terms::Side;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("response_time"),
    name: t("How soon the caller needs its answer"),
    claim: t(
        "An answer that is needed within milliseconds is asked for directly; an answer that may come later need not be \
         waited for.",
    ),
    why: t(
        "A call goes there and back. An event is stored, routed and picked up when its consumer gets to it, and an \
         answer has to come back the same way; while the queue is long, so is the wait. Somebody at a login form gains \
         nothing from that detour: logging in means to be told yes or no now, and with events one would have to listen \
         for the verdict and match it to the question. Where a minute or an hour will do, the same detour costs nobody \
         anything and leaves time to retry.",
    ),
    advice: t(
        "Measure from the caller's side: from its question to the first answer that it can use. Call what must be \
         decided within that time, and leave everything else of the step to events behind it.",
    ),
    caveat: Some(t(
        "The milliseconds are about the answer that the caller sees, not about when all the work is done: a step can \
         confirm at once and let the rest follow. Nor is a broker slow as such: it adds a hop, and the time in its \
         queue grows with the load.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("decision matrix"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("use sync when"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("login"), grade: Grade::States },
        Citation { source: t("azure-pub-sub"), section: t("When to use this pattern"), grade: Grade::States },
        Citation {
            source: t("azure-interservice"),
            section: t("Synchronous versus asynchronous messaging"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[14, 16, 17, 18]),
    fires: t(&[
        Example {
            says: t("A control room asks whether a breaker may be closed and needs to know at once."),
            description: t(
                r#"{"name": "Power grid", "flows": [{"steps": [{"action": "Check whether the breaker may close", "from": "control-room", "to": ["protection"], "answers": {"response_time": "milliseconds"}}]}]}"#,
            ),
        },
        Example {
            says: t("A citizen's change of address may reach the register a little later."),
            description: t(
                r#"{"name": "Town hall", "flows": [{"steps": [{"action": "Change the address", "from": "counter", "to": ["register"], "answers": {"response_time": "seconds"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("Work that takes hours says nothing of how soon the caller needs an answer."),
        description: t(
            r#"{"name": "Genome laboratory", "flows": [{"steps": [{"action": "Sequence the sample", "from": "clinic", "to": ["laboratory"], "answers": {"duration": "long"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Row(Question {
        ask: t("How soon must the caller have its answer?"),
        why_asked: t(
            "Milliseconds leave no time for a detour through a broker; seconds leave room to part the two sides.",
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("milliseconds"),
                label: t("Within milliseconds"),
                decides: t("leans to synchronous: a call is the shortest way"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::Synchronous, halves: 2 },
                    when: When::Always,
                    because: t("The answer is needed within milliseconds, and a call is the shortest way to it."),
                }]),
            },
            Answer {
                id: t("seconds"),
                label: t("Seconds or longer will do"),
                decides: t("leans to events: there is time for a detour"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::EventDriven, halves: 2 },
                    when: When::Always,
                    because: t("Seconds or longer will do, so the work can wait its turn instead of keeping a caller."),
                }]),
            },
        ]),
    }),
};
