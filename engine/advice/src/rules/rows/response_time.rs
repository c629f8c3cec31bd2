//! How soon the caller needs its answer.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "response_time",
    name: "How soon the caller needs its answer",
    claim: "For an answer within milliseconds, make a direct call; for an answer that may come later, nobody has to \
            wait.",
    why: "A call goes there and back. An event is stored, routed and picked up when its consumer is ready, and an \
          answer has to come back the same way. While the queue is long, so is the wait. A login must return yes or no \
          at once; with events, the login form would have to listen for the answer and match it to its question. Where \
          a minute or an hour is soon enough, the same detour harms nobody and leaves time for retries.",
    advice: "Measure from the caller's side: from its request to the first answer that it can use. Make a call for \
             what must be decided within that time. Leave everything else in the step to events that follow.",
    caveat: "The milliseconds are about the answer that the caller sees, not about when all the work is done. A step \
             can confirm at once and finish the work later. A broker is not slow in itself: it adds a hop, and the \
             time in its queue grows with the load.",
    citations: &[
        cite("lesson", "decision matrix", States),
        cite("lesson", "use sync when", States),
        cite("lesson", "login", States),
        cite("azure-pub-sub", "When to use this pattern", States),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", States),
    ],
    lesson: &[14, 16, 17, 18],
    fires: examples! {
        "A control room needs to know at once whether a breaker may be closed." =>
        r#"{"name": "Power grid", "flows": [{"steps": [
            {"action": "Check whether the breaker may close", "from": "control-room", "to": ["protection"],
              "answers": {"response_time": "milliseconds"}}]}]}"#,
        "A citizen's change of address may reach the register a little later." =>
        r#"{"name": "Town hall", "flows": [{"steps": [
            {"action": "Change the address", "from": "counter", "to": ["register"],
              "answers": {"response_time": "seconds"}}]}]}"#,
    },
    silent: examples! {
        "The work takes hours, but it is not known how soon the caller needs an answer." =>
        r#"{"name": "Genome laboratory", "flows": [{"steps": [
            {"action": "Sequence the sample", "from": "clinic", "to": ["laboratory"],
              "answers": {"duration": "long"}}]}]}"#,
    },
    kind: RuleKind::Row(Question {
        ask: t("How soon must the caller have its answer?"),
        why_asked: t(
            "Milliseconds leave no time for a detour through a broker; seconds leave room to decouple the two \
                      sides."
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("milliseconds"),
                label: t("Within milliseconds"),
                decides: t("leans to synchronous: a call is the shortest path"),
                effects: t(&[always(
                    lean(Synchronous, 2),
                    "The answer is needed within milliseconds, and a call is the shortest path to it.",
                )]),
            },
            Answer {
                id: t("seconds"),
                label: t("Seconds or longer will do"),
                decides: t("leans to events: there is time for a detour"),
                effects: t(&[always(
                    lean(EventDriven, 2),
                    "Seconds or longer are soon enough, so the work can wait in a queue while the caller goes on.",
                )]),
            },
        ]),
    }),
});
