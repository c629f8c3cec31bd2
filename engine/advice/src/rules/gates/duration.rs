//! How long the work takes.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "duration",
    name: "How long the work takes",
    claim: "If the work takes longer than a connection can stay open, accept the request now and finish it later.",
    why: "A connection that stays open for ten minutes is likely to break before the answer comes: browsers, proxies \
          and restarts each have their own limit. A caller that tries again then starts the work a second time. \
          Meanwhile the caller holds memory and a connection for nothing. Accepting a job takes milliseconds. The job \
          itself runs from a queue, where it can be retried, and the caller looks up its progress or gets a \
          notification.",
    advice: "Refuse at once what can be refused, and answer 202 with the address of a status. Do the work from a \
             queue, and call back or let the caller poll. Require an idempotency key, so that a repeated request does \
             not start the work twice.",
    caveat: "If the answer is needed and the work is long, a short response time refers to the acceptance, not to the \
             result. If the result must stream, or a web socket to the client is open anyway, notifying the client \
             over it is better than polling (Azure).",
    citations: &[
        cite("azure-async-request-reply", "Context and problem", States),
        cite("azure-async-request-reply", "Solution", States),
        cite("azure-background-jobs", "Returning results", States),
        cite("lesson", "use events when", Implies),
    ],
    lesson: &[14],
    fires: examples! {
        "An export of all patient records takes an hour, and it is not known who waits for it." =>
        r#"{"name": "Hospital records", "flows": [{"steps": [
            {"action": "Export all records", "from": "portal", "to": ["records"],
              "answers": {"duration": "long"}}]}]}"#,
        "A planner needs the new route plan, and computing it takes minutes." =>
        r#"{"name": "Deliveries", "flows": [{"steps": [
            {"action": "Plan tomorrow's routes", "from": "planner", "to": ["optimiser"],
              "answers": {"reply": "answer", "duration": "long"}}]}]}"#,
    },
    silent: examples! {
        "The traveller looks up the next tram and gets the answer while looking at the screen." =>
        r#"{"name": "City transport", "flows": [{"steps": [
            {"action": "Look up the next tram", "from": "app", "to": ["timetable"],
              "answers": {"intent": "query", "duration": "interactive"}}]}]}"#,
        "A building permit takes weeks, but a receipt is enough, so the duration does not decide." =>
        r#"{"name": "Building office", "flows": [{"steps": [
            {"action": "Examine the application", "from": "counter", "to": ["examiners"],
              "answers": {"reply": "acknowledgement", "duration": "long"}}]}]}"#,
    },
    kind: RuleKind::Gate(Question {
        ask: t("Is it done while the caller waits, or does it take much longer?"),
        why_asked: t("No connection reliably survives work of minutes or hours, so such work is accepted first and \
                      finished later."),
        several: false,
        answers: t(&[
            Answer {
                id: t("interactive"),
                label: t("While the caller waits"),
                decides: t("nothing: it is short enough to be waited for"),
                effects: t(&[]),
            },
            Answer {
                id: t("long"),
                label: t("Much longer: minutes, hours, or until a person decides"),
                decides: t("accepted now and finished later; queued where nobody needs the result"),
                effects: t(&[
                    effect(
                        decide(EventDriven, super::TAKES_LONG),
                        all(&[is!("reply", OPEN), is!("intent", OPEN, "command", "event")]),
                        "The work takes longer than a caller can wait, and nobody is known to need its result, so it \
                         is queued.",
                    ),
                    effect(
                        shape("style"),
                        all(&[is!("reply", "answer"), is!("intent", OPEN, "command", "event")]),
                        "The result is needed but the work is long, so the request is accepted now and the outcome is \
                         reported later. A short response time refers to the acceptance.",
                    ),
                ]),
            },
        ]),
    }),
});
