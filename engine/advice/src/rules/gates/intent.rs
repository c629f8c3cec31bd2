//! What the message says: whether it is a command, a query or an event.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "intent",
    name: "A command, a query or an event",
    claim: "A query is asked and answered; a command goes to one handler, which may refuse it; an event goes to \
            everyone who is interested.",
    why: "A query changes nothing and is worthless without its answer, so its caller waits. Sent as an event, it needs \
          a second event to come back, something that matches the two, and a time limit. A call does all of that by \
          itself. A command has one handler, which may refuse it, and it is still a command when it travels on a \
          queue. An event has already happened: nobody can refuse it, and any number of consumers may react.",
    advice: "Ask whether it could be refused. If so, it is a command: name it in the imperative (DispatchAmbulance) \
             and give it one handler. If it has already happened, it is an event: name it in the past tense \
             (AmbulanceDispatched). If it changes nothing and can be repeated without harm, such as checking whether a \
             user exists, it is a query (GetAmbulance).",
    caveat: "In one place the lesson says that events are for facts and commands. Its own first anti-pattern keeps \
             commands apart, and so does this rule. The .NET microservices guide advises against calling another \
             service even for a query, and recommends copying the needed data in advance. The query then goes to the \
             copy, but it is still a query.",
    citations: &[
        cite("lesson", "anti-patterns", States),
        cite("lesson", "commands", States),
        cite("lesson", "use sync when", States),
        cite("fowler-cqs", "opening", States),
        cite("dotnet-microservices", "Asynchronous microservice integration enforces microservice's autonomy", States),
    ],
    lesson: &[2, 3, 16, 20],
    fires: examples! {
        "Asking whether a user exists is a query, no matter who asks." =>
        r#"{"name": "Sign-up", "flows": [{"steps": [
            {"action": "Does this user exist?", "from": "web", "to": ["users"], "answers": {"intent": "query"}}]}]}"#,
        "The hospital learns that an ambulance has been dispatched: an event that it cannot refuse." =>
        r#"{"name": "Emergency control", "flows": [{"steps": [
            {"action": "Dispatch the ambulance", "from": "dispatch", "to": ["hospital"],
              "answers": {"intent": "event"}}]}]}"#,
        "Opening a valve is a command, even if it waits on a queue until the valve is connected." =>
        r#"{"name": "Irrigation", "flows": [{"steps": [
            {"action": "Open the valve", "from": "planner", "to": ["valve"],
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Nobody waits for it, but it is not known whether it is a command or an event." =>
        r#"{"name": "Freight", "flows": [{"steps": [
            {"action": "Weigh the container", "from": "gate", "to": ["yard"], "answers": {"reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Gate(Question {
        ask: t("Is it a command to do something, a query, or an event that has happened?"),
        why_asked: t("A query is always asked directly. Commands and events differ in who may refuse them and in how \
                      many react."),
        several: false,
        answers: t(&[
            Answer {
                id: t("command"),
                label: t("Command: do something"),
                decides: t("a command with one handler; a queued one where nobody waits"),
                effects: t(&[always(
                    shape("message"),
                    "It is a command, so its message is named in the imperative, goes to one handler and may be \
                     refused.",
                )]),
            },
            Answer {
                id: t("query"),
                label: t("Query: a question that changes nothing"),
                decides: t("synchronous: a query is asked directly, never by an event"),
                effects: t(&[always(
                    decide(Synchronous, super::QUERY),
                    "It is a query: it changes nothing and is worthless without its answer.",
                )]),
            },
            Answer {
                id: t("event"),
                label: t("Event: something has happened"),
                decides: t("event-driven; a contradiction if the caller needs an answer"),
                effects: t(&[always(
                    decide(EventDriven, super::FACT),
                    "It has already happened, so nobody can refuse it and its publisher need not wait for those who \
                     react.",
                )]),
            },
        ]),
    }),
});
