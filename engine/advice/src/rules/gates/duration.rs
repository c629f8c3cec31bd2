//! How long the work takes.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, OPEN, Question, Rule, When, is, t};
use crate::terms::Side;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("duration"),
    name: t("How long the work takes"),
    claim: t("Work that takes longer than a connection can be held open is accepted now and finished later."),
    why: t(
        "A connection that stays open for ten minutes breaks sooner than it answers: browsers, proxies and restarts \
         each have their own limit, and whoever tries again starts the work a second time. All the while the caller \
         holds memory and a connection for work that does not need it. To accept a job takes milliseconds; the job \
         itself runs from a queue, where it can be retried, and whoever asked looks up how far it is, or is told.",
    ),
    advice: t(
        "Refuse at once what can be refused, answer 202 with the address of a status, do the work from a queue, and \
         call back or let the caller ask. Take an idempotency key, so that a repeated request does not start the work \
         twice.",
    ),
    caveat: Some(t(
        "If the answer is needed and the work is long, a short response time is about the acceptance, not about the \
         result. Where the result must stream, or a web socket to the client is open anyway, telling the client over \
         it is better than having it ask again and again (Azure).",
    )),
    citations: t(&[
        Citation { source: t("azure-async-request-reply"), section: t("Context and problem"), grade: Grade::States },
        Citation { source: t("azure-async-request-reply"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("azure-background-jobs"), section: t("Returning results"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("use events when"), grade: Grade::Implies },
    ]),
    lesson: t(&[14]),
    fires: t(&[
        Example {
            says: t("An export of all patient records takes an hour, and nobody said who waits for it."),
            description: t(
                r#"{"name": "Hospital records", "flows": [{"steps": [{"action": "Export all records", "from": "portal", "to": ["records"], "answers": {"duration": "long"}}]}]}"#,
            ),
        },
        Example {
            says: t("A planner needs the new route plan, and working it out takes minutes."),
            description: t(
                r#"{"name": "Deliveries", "flows": [{"steps": [{"action": "Plan tomorrow's routes", "from": "planner", "to": ["optimiser"], "answers": {"reply": "answer", "duration": "long"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[
        Example {
            says: t("Looking up the next tram is done while the traveller looks on."),
            description: t(
                r#"{"name": "City transport", "flows": [{"steps": [{"action": "Look up the next tram", "from": "app", "to": ["timetable"], "answers": {"intent": "query", "duration": "interactive"}}]}]}"#,
            ),
        },
        Example {
            says: t("A building permit takes weeks, but a receipt is enough: that decides, not the weeks."),
            description: t(
                r#"{"name": "Building office", "flows": [{"steps": [{"action": "Examine the application", "from": "counter", "to": ["examiners"], "answers": {"reply": "acknowledgement", "duration": "long"}}]}]}"#,
            ),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Gate(Question {
        ask: t("Is it done while the caller looks on, or does it take much longer?"),
        why_asked: t(
            "No connection survives work of minutes or hours, so such work is accepted first and finished later.",
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("interactive"),
                label: t("While the caller looks on"),
                decides: t("nothing: it is short enough to be waited for"),
                effects: t(&[]),
            },
            Answer {
                id: t("long"),
                label: t("Much longer: minutes, hours, or until a person decides"),
                decides: t("accepted now and finished later; queued where nobody needs the result"),
                effects: t(&[
                    Effect {
                        does: Does::Decide { side: Side::EventDriven, rank: super::TAKES_LONG },
                        when: When::All(t(&[
                            is("reply", &[t(OPEN)]),
                            is("intent", &[t(OPEN), t("command"), t("event")]),
                        ])),
                        because: t(
                            "The work takes longer than anybody can wait, and nobody is known to need its result, so \
                             it is queued.",
                        ),
                    },
                    Effect {
                        does: Does::Shape { what: t("style") },
                        when: When::All(t(&[
                            is("reply", &[t("answer")]),
                            is("intent", &[t(OPEN), t("command"), t("event")]),
                        ])),
                        because: t(
                            "The result is needed and the work is long, so it is accepted now, finished later and then \
                             told; a short response time is about the acceptance.",
                        ),
                    },
                ]),
            },
        ]),
    }),
};
