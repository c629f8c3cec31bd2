//! How long the work takes.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "duration",
    name: "How long the work takes",
    claim: "Work that takes longer than a connection can be held open is accepted now and finished later.",
    why: "A connection that stays open for ten minutes breaks sooner than it answers: browsers, proxies and restarts \
          each have their own limit, and whoever tries again starts the work a second time. All the while the caller \
          holds memory and a connection for work that does not need it. To accept a job takes milliseconds; the job \
          itself runs from a queue, where it can be retried, and whoever asked looks up how far it is, or is told.",
    advice: "Refuse at once what can be refused, answer 202 with the address of a status, do the work from a queue, \
             and call back or let the caller ask. Take an idempotency key, so that a repeated request does not start \
             the work twice.",
    caveat: "If the answer is needed and the work is long, a short response time is about the acceptance, not about \
             the result. Where the result must stream, or a web socket to the client is open anyway, telling the \
             client over it is better than having it ask again and again (Azure).",
    citations: &[
        cite("azure-async-request-reply", "Context and problem", States),
        cite("azure-async-request-reply", "Solution", States),
        cite("azure-background-jobs", "Returning results", States),
        cite("lesson", "use events when", Implies),
    ],
    lesson: &[14],
    fires: examples! {
        "An export of all patient records takes an hour, and nobody said who waits for it." =>
        r#"{"name": "Hospital records", "flows": [{"steps": [
            {"action": "Export all records", "from": "portal", "to": ["records"],
              "answers": {"duration": "long"}}]}]}"#,
        "A planner needs the new route plan, and working it out takes minutes." =>
        r#"{"name": "Deliveries", "flows": [{"steps": [
            {"action": "Plan tomorrow's routes", "from": "planner", "to": ["optimiser"],
              "answers": {"reply": "answer", "duration": "long"}}]}]}"#,
    },
    silent: examples! {
        "Looking up the next tram is done while the traveller looks on." =>
        r#"{"name": "City transport", "flows": [{"steps": [
            {"action": "Look up the next tram", "from": "app", "to": ["timetable"],
              "answers": {"intent": "query", "duration": "interactive"}}]}]}"#,
        "A building permit takes weeks, but a receipt is enough: that decides, not the weeks." =>
        r#"{"name": "Building office", "flows": [{"steps": [
            {"action": "Examine the application", "from": "counter", "to": ["examiners"],
              "answers": {"reply": "acknowledgement", "duration": "long"}}]}]}"#,
    },
    kind: RuleKind::Gate(Question {
        ask: t("Is it done while the caller looks on, or does it take much longer?"),
        why_asked: t("No connection survives work of minutes or hours, so such work is accepted first and finished \
                      later."),
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
                    effect(
                        decide(EventDriven, super::TAKES_LONG),
                        all(&[is!("reply", OPEN), is!("intent", OPEN, "command", "event")]),
                        "The work takes longer than anybody can wait, and nobody is known to need its result, so it is \
                         queued.",
                    ),
                    effect(
                        shape("style"),
                        all(&[is!("reply", "answer"), is!("intent", OPEN, "command", "event")]),
                        "The result is needed and the work is long, so it is accepted now, finished later and then \
                         told; a short response time is about the acceptance.",
                    ),
                ]),
            },
        ]),
    }),
});
