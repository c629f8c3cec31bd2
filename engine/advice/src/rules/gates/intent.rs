//! What the message says: whether it is a command, a query or an event.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, Question, Rule, When, t};
use crate::terms::Side;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("intent"),
    name: t("A request, a question or a fact"),
    claim: t(
        "A question is asked and answered; a request goes to the one that may refuse it; a fact is told to all who \
         care.",
    ),
    why: t("A question changes nothing and is worth nothing without its answer, so whoever asks it waits. Sent as an \
         event it needs a second event to come back, somebody who matches the two, and a time limit, all to do what a \
         call does by itself. A request has one receiver, which may refuse it, and a request it remains when it \
         travels on a queue. A fact has happened already: nobody can refuse it, and as many may react as like."),
    advice: t(
        "Ask whether it could be refused. If so it is a request: name it in the imperative (DispatchAmbulance) and \
         give it one handler. If it has already happened, name it in the past tense (AmbulanceDispatched). If it \
         changes nothing and can be asked twice without harm, such as whether a user exists, it is a question \
         (GetAmbulance).",
    ),
    caveat: Some(t(
        "In one place the lesson says that events are for facts and commands; its own first anti-pattern keeps \
         commands apart, and so does this rule. The .NET microservices guide advises against calling another service \
         even for a question, and for copying the needed data over in advance: the question is then asked of the copy, \
         and is still a question.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("anti-patterns"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("commands"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("use sync when"), grade: Grade::States },
        Citation { source: t("fowler-cqs"), section: t("opening"), grade: Grade::States },
        Citation {
            source: t("dotnet-microservices"),
            section: t("Asynchronous microservice integration enforces microservice's autonomy"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[2, 3, 16, 20]),
    fires: t(&[
        Example {
            says: t("Whether a user exists is a question, whoever asks it."),
            description: t(
                r#"{"name": "Sign-up", "flows": [{"steps": [{"action": "Does this user exist?", "from": "web", "to": ["users"], "answers": {"intent": "query"}}]}]}"#,
            ),
        },
        Example {
            says: t("The hospital hears that an ambulance has been dispatched: a fact that it cannot refuse."),
            description: t(
                r#"{"name": "Emergency control", "flows": [{"steps": [{"action": "Dispatch the ambulance", "from": "dispatch", "to": ["hospital"], "answers": {"intent": "event"}}]}]}"#,
            ),
        },
        Example {
            says: t("Opening a valve is a request, even if it waits on a queue until the valve is connected."),
            description: t(
                r#"{"name": "Irrigation", "flows": [{"steps": [{"action": "Open the valve", "from": "planner", "to": ["valve"], "answers": {"intent": "command", "reply": "none"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("Nobody waits for it, but that does not tell whether it is a request or a fact."),
        description: t(
            r#"{"name": "Freight", "flows": [{"steps": [{"action": "Weigh the container", "from": "gate", "to": ["yard"], "answers": {"reply": "none"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Gate(Question {
        ask: t("Is it a request to do something, a question, or the news that something happened?"),
        why_asked: t(
            "A question is always asked directly; a request and a fact differ in who may refuse them and in how many \
             react.",
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("command"),
                label: t("A request to do something"),
                decides: t("a command with one handler; a queued one where nobody waits"),
                effects: t(&[Effect {
                    does: Does::Shape { what: t("message") },
                    when: When::Always,
                    because: t(
                        "It is a request: its message is named in the imperative, goes to one handler and may be \
                         refused.",
                    ),
                }]),
            },
            Answer {
                id: t("query"),
                label: t("A question that changes nothing"),
                decides: t("synchronous: a question is asked directly, never by an event"),
                effects: t(&[Effect {
                    does: Does::Decide { side: Side::Synchronous, rank: super::QUERY },
                    when: When::Always,
                    because: t("It is a question: it changes nothing and is worth nothing without its answer."),
                }]),
            },
            Answer {
                id: t("event"),
                label: t("The news that something happened"),
                decides: t("event-driven, unless the caller needs an answer, which is then a contradiction"),
                effects: t(&[Effect {
                    does: Does::Decide { side: Side::EventDriven, rank: super::FACT },
                    when: When::Always,
                    because: t(
                        "It is a fact that has already happened: nobody can refuse it, and nobody waits for those who \
                         react.",
                    ),
                }]),
            },
        ]),
    }),
};
